"""`schemas` of a policy: JSON Schemas of the user's own, each a rule. What runs them is imported only then."""

import re
from collections.abc import Iterable, Iterator
from posixpath import basename, dirname, join, normpath, relpath
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.outcome import Kind
from pipecheck.policy.faults import Faults, did_you_mean, listed
from pipecheck.policy.field import Field
from pipecheck.rules.base import Level, Profile
from pipecheck.rules.catalog import AnyRule, Entry
from pipecheck.source.document import Document
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable

if TYPE_CHECKING:
    from pipecheck.policy.own_schemas.library import Library

KEYS = ("each", "schema", "id", "where", "level", "undecided", "waivable")
KINDS: tuple[Kind, ...] = ("team", "member", "partner", "pipeline", "rotation", "change", "runbook", "risk", "review")
"""The kinds of subject that stand in a file as a mapping of their own."""
MODULE = "pipecheck.policy.own_schemas.rule"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")


class Schema(NamedTuple):
    """A schema as a rule; the rule is None where something is wrong with it."""

    entry: Entry
    rule: AnyRule | None
    page: str


def entries_of(document: Document, faults: Faults) -> Iterator[Field]:
    """The entries of `schemas` in a policy file."""
    data = document.data
    if isinstance(data, dict) and isinstance(data.get("schemas"), list):
        for number, one in enumerate(data["schemas"]):
            yield Field(document, ("schemas", number), one, faults)


def id_of(field: Field) -> str:
    """The rule's id: told, or `schema/` and the name of the file; empty where neither can be known."""
    data = field.data if isinstance(field.data, dict) else {}
    told, path = data.get("id"), data.get("schema")
    if isinstance(told, str):
        return told
    if not isinstance(path, str):
        return ""
    stem = re.sub(r"(\.schema)?\.(json|ya?ml)$", "", basename(path).lower())
    name = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")
    return f"schema/{name}" if name else ""


class OwnSchemas:
    """The schemas of the policies of one run."""

    def __init__(self, reader: Reader, faults: Faults) -> None:
        self._reader = reader
        self._faults = faults
        self._library: Library | None = None
        self._wanted: list[tuple[Entry, str, str]] = []

    def add(self, field: Field) -> str:
        """Takes in an entry; its id, or empty where it makes no rule. What is wrong with it goes to the faults."""
        from pipecheck.policy.own_schemas.library import Library

        fields = field.known("a schema", KEYS)
        missing = [key for key in ("each", "schema") if key not in fields]
        if missing and isinstance(field.data, dict):
            field.refuse(f"a schema wants {listed(missing)}", "say whom it judges, and which file it is")
        rule_id = id_of(field)
        if "id" in fields and _ID.fullmatch(rule_id) is None:
            fields["id"].refuse(f"'{rule_id}' is no id of a rule", "small letters, digits and dashes, and one slash")
        kind = self._kind(fields["each"]) if "each" in fields else None
        path = self._path(fields["schema"]) if "schema" in fields else None
        if kind is None or path is None or not rule_id:
            return ""
        if self._library is None:
            self._library = Library(self._reader, self._faults)
        self._library.open(path, fields["schema"].span())
        level = fields["level"].data if "level" in fields else ""
        self._wanted.append((_entry(rule_id, kind, path, str(level)), path, field.document.file))
        return rule_id

    def rules(self) -> Iterable[Schema]:
        """The rules of all that was taken in."""
        if self._library is None:
            return
        self._library.refuse_loops()
        sound = not self._faults.any
        from pipecheck.policy.own_schemas.rule import SchemaRule

        for entry, path, holder in self._wanted:
            rule = SchemaRule(entry, path, self._library.files) if sound else None
            yield Schema(entry, rule, _page(entry, path, holder))

    def _kind(self, field: Field) -> Kind | None:
        text = field.text("`each`")
        kind = next((kind for kind in KINDS if kind == text), None)
        if text is not None and kind is None:
            hint = did_you_mean(text, KINDS, f"there are {listed(KINDS)}")
            field.refuse(f"no schema judges a subject of the kind '{text}'", hint)
        return kind

    def _path(self, field: Field) -> str | None:
        text = field.text("`schema`")
        if text is None:
            return None
        if "://" in text:
            field.refuse(f"'{text}' lies elsewhere, and nothing is fetched", "put the schema into the workspace")
            return None
        if text.startswith(("/", "~")) or "\\" in text or "\0" in text or text[1:2] == ":":
            field.refuse(f"'{text}' is no path inside the workspace", "write it relative to this file, with `/`")
            return None
        holder = dirname(field.document.file)
        path = normpath(join(holder, text))
        if path == ".." or path.startswith("../"):
            field.refuse(f"'{text}' leads outside the workspace")
            return None
        if not self._is_there(path) and self._is_there(normpath(text)):
            right = relpath(normpath(text), holder or ".")
            field.refuse(f"there is no schema '{path}'", f"paths are relative to the file that holds them: `{right}`")
            return None
        return path

    def _is_there(self, path: str) -> bool:
        try:
            return self._reader.read(path) is not None
        except OutsideRoot:
            return False
        except Unreadable:
            return True


def _entry(rule_id: str, kind: Kind, path: str, level: str) -> Entry:
    weighs = next((one for one in Level if one.value == level), Level.error)
    summary = f"A {kind} that does not hold to the schema {path}."
    return Entry(rule_id, MODULE, kind, weighs, Profile.named, rule_id.partition("/")[0], summary)


def _page(entry: Entry, path: str, holder: str) -> str:
    return (
        f"What it checks\n--------------\nEach {entry.kind}, as its file has it, has to hold to the JSON Schema\n"
        f"`{path}` (draft 2020-12). What does not is told at the very value.\n\nIt is named in `{holder}`."
    )
