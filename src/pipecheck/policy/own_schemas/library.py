"""The schema files of a run: found under the root, and held against all that would go wrong when they are run.

What is refused here is refused before anything is judged: a reference that leads elsewhere, a loop, a pattern that no
linear-time engine runs, a keyword that would judge nothing.
"""

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote

from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.pattern import pattern
from pipecheck.policy.faults import Faults, did_you_mean, listed
from pipecheck.policy.own_schemas.keywords import DRAFT, FORMATS, KNOWN, REFUSED, inner
from pipecheck.source.decode import decode
from pipecheck.source.document import Document
from pipecheck.source.place import Part, Route, Span
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable
from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml

_MOST_FILES: Final = 50


class Spot(NamedTuple):
    """A schema inside a file."""

    file: str
    route: Route


class SchemaFile(NamedTuple):
    """A schema file, read. `data` is what JSON makes of it, without the `$schema` and `$id` at its head: they would
    give it another validator, and another address."""

    document: Document
    data: Any
    schemas: Mapping[Route, Any]
    """Every schema in it, by route, its own first."""
    anchors: Mapping[str, Route]
    draft: str
    """What it says it is written in; empty where it does not say."""


class Library:
    """Reads each schema file once; what is wrong with any goes to the faults."""

    def __init__(self, reader: Reader, faults: Faults) -> None:
        self._reader = reader
        self._faults = faults
        self._files: dict[str, SchemaFile | None] = {}
        self.edges: dict[Spot, list[tuple[Spot, Spot]]] = {}
        """From a schema to those that speak of the very same value: where it says so, and which."""

    @property
    def files(self) -> Mapping[str, SchemaFile]:
        """All that could be read, those that others refer to included."""
        return {name: file for name, file in self._files.items() if file is not None}

    def open(self, path: str, asked_at: Span) -> SchemaFile | None:
        """A schema file and all it refers to; None, and a fault, where it cannot be run."""
        if path not in self._files:
            if len(self._files) == _MOST_FILES:
                self._faults.add(asked_at, f"the schemas of a run are more than {_MOST_FILES} files")
                return None
            self._files[path] = None
            document = self._read(path, asked_at)
            if document is not None:
                self._files[path] = file = _file(document)
                _Check(self, file, self._faults).all()
        return self._files[path]

    def refuse_loops(self) -> None:
        """A schema that leads back to itself without going into the value would never end."""
        done: set[Spot] = set()
        for start in self.edges:
            self._follow(start, done)

    def _follow(self, start: Spot, done: set[Spot]) -> None:
        open_ones: list[Spot] = []
        waiting: list[tuple[Spot, Spot | None, bool]] = [(start, None, True)]
        while waiting:
            spot, said_at, enters = waiting.pop()
            if not enters:
                open_ones.remove(spot)
                done.add(spot)
            elif spot in open_ones and said_at is not None:
                at = self.files[said_at.file].document.span(said_at.route, Part.entry)
                self._faults.add(
                    at,
                    "this schema leads back to itself at the same value, and would never end",
                    "refer to itself only below a key or an item",
                )
            elif spot not in done and spot not in open_ones:
                open_ones.append(spot)
                waiting.append((spot, None, False))
                waiting += [(to, at, True) for at, to in self.edges.get(spot, ())]

    def _read(self, path: str, asked_at: Span) -> Document | None:
        try:
            raw = self._reader.read(path)
        except OutsideRoot:
            self._faults.add(asked_at, f"the schema '{path}' leads outside the workspace")
            return None
        except Unreadable as why:
            self._faults.add(asked_at, f"the schema '{path}' cannot be read: {why}")
            return None
        if raw is None:
            known = self._reader.paths("**/*.schema.json")
            hint = did_you_mean(path, known, "paths are relative to the file that holds them")
            self._faults.add(asked_at, f"there is no schema '{path}'", hint)
            return None
        text, fault = decode(raw, path)
        if fault is not None:
            self._faults.adopt((fault,))
            return None
        # JSON is YAML but for tabs, which stand only between its words.
        document = read_yaml(text.replace("\t", " ") if path.endswith(".json") else text, path)
        self._faults.adopt(document.faults)
        return None if document.is_broken or document.faults else document


def address(path: str) -> str:
    """What a schema file is called inside the validator; nothing is ever asked of an address."""
    return f"file:///{quote(path)}"


def _file(document: Document) -> SchemaFile:
    data = plain_data(document.data)
    draft = ""
    if isinstance(data, dict):
        data.pop("$id", None)
        draft = str(data.pop("$schema", ""))
    schemas: dict[Route, Any] = {}
    waiting: list[tuple[Route, object]] = [((), data)]
    while waiting:
        route, schema = waiting.pop()
        schemas[route] = schema
        waiting += [(at, one) for at, one, _ in inner(schema, route)]
    anchors = {
        schema["$anchor"]: route
        for route, schema in schemas.items()
        if isinstance(schema, dict) and isinstance(schema.get("$anchor"), str)
    }
    return SchemaFile(document, data, schemas, anchors, draft)


class _Check:
    """Holds one file against all that would go wrong."""

    def __init__(self, library: Library, file: SchemaFile, faults: Faults) -> None:
        self._library = library
        self._file = file
        self._faults = faults
        self._path = file.document.file

    def all(self) -> None:
        if not isinstance(self._file.data, dict | bool):
            self._refuse((), "a schema wants keys such as `type` and `properties`")
            return
        if self._file.draft.removesuffix("#") not in ("", DRAFT):
            self._refuse(("$schema",), "only draft 2020-12 is supported", f"write `{DRAFT}`, or leave it out")
            return
        self._against_the_draft()
        for route, schema in self._file.schemas.items():
            if isinstance(schema, dict):
                self._schema(route, schema)

    def _against_the_draft(self) -> None:
        """What the draft's own schema says."""
        from jsonschema import Draft202012Validator

        draft = Draft202012Validator(Draft202012Validator.META_SCHEMA)
        told: set[Route] = set()
        for error in draft.iter_errors(self._file.data):
            route = tuple(error.absolute_path)
            if route not in told:
                told.add(route)
                key = next((str(one) for one in reversed(route) if isinstance(one, str)), "the schema")
                wants = f": wants {error.validator_value}" if error.validator == "type" else ""
                self._refuse(route, f"`{key}` is not what JSON Schema 2020-12 takes there{wants}")

    def _schema(self, route: Route, schema: dict[str, Any]) -> None:
        spot = Spot(self._path, route)
        own = self._library.edges.setdefault(spot, [])
        own += [(Spot(self._path, at), Spot(self._path, at)) for at, _, in_place in inner(schema, route) if in_place]
        for key, value in schema.items():
            at = (*route, key)
            if key in REFUSED:
                self._refuse(at, f"`{key}` is not supported, so it would judge nothing", REFUSED[key], Part.key)
            elif key not in KNOWN and not key.startswith("x-"):
                hint = did_you_mean(key, KNOWN, "keys of your own begin with `x-`")
                self._refuse(at, f"JSON Schema has no keyword '{key}', so it would judge nothing", hint, Part.key)
            elif key in ("$id", "$schema"):
                hint = "take it out; a part is referred to by its place: `#/$defs/…`"
                self._refuse(at, f"only a whole file has a `{key}`", hint, Part.key)
            elif key == "format" and value not in FORMATS:
                self._refuse(
                    at,
                    f"the format '{value}' is not checked, so it would pass anything",
                    f"those that are checked are {listed(FORMATS)}; or write a `pattern`",
                )
            elif key == "pattern" and isinstance(value, str):
                self._pattern(at, value)
            elif key == "patternProperties" and isinstance(value, dict):
                for name in value:
                    self._pattern((*at, name), name, Part.key)
            elif key == "unevaluatedProperties" and "patternProperties" in _keys(self._file):
                self._refuse(
                    at,
                    "`unevaluatedProperties` is not supported in a file with `patternProperties`",
                    "write `additionalProperties`",
                    Part.key,
                )
            elif key == "$ref" and (target := self._target(at, str(value))) is not None:
                own.append((Spot(self._path, at), target))

    def _pattern(self, at: Route, text: str, part: Part = Part.value) -> None:
        try:
            pattern(text)
        except Failed:
            self._refuse(
                at,
                f"'{text}' is no pattern that can be matched in linear time",
                "leave out look-around and back-references",
                part,
            )

    def _target(self, at: Route, ref: str) -> Spot | None:
        """What a reference leads to; a fault where that is nothing, or lies elsewhere."""
        name, _, fragment = ref.partition("#")
        path = self._path
        if name:
            if ":" in name or name.startswith(("/", "~")) or "\\" in name:
                self._refuse(
                    at,
                    f"'{ref}' leads out of the workspace, and nothing is fetched",
                    "put the schema beside this one, and refer to it by its relative path",
                )
                return None
            path = normpath(join(dirname(self._path), unquote(name)))
            if path == ".." or path.startswith("../"):
                self._refuse(at, f"'{ref}' leads outside the workspace")
                return None
        file = self._library.open(path, self._span(at)) if name else self._file
        if file is None:
            return None
        route = _pointed(file, unquote(fragment))
        if route is None:
            self._refuse(at, f"'{ref}' leads to no schema")
            return None
        return Spot(path, route)

    def _refuse(self, route: Route, message: str, hint: str = "", part: Part = Part.value) -> None:
        self._faults.add(self._span(route, part), message, hint)

    def _span(self, route: Route, part: Part = Part.value) -> Span:
        return self._file.document.span(route, part)


def _keys(file: SchemaFile) -> set[str]:
    return {key for schema in file.schemas.values() if isinstance(schema, dict) for key in schema}


def _pointed(file: SchemaFile, fragment: str) -> Route | None:
    """The route of the schema that a fragment leads to: a JSON pointer, or an anchor."""
    if not fragment.startswith("/"):
        return file.anchors.get(fragment) if fragment else ()
    words = [word.replace("~1", "/").replace("~0", "~") for word in fragment[1:].split("/")]
    return next((route for route in file.schemas if [str(key) for key in route] == words), None)
