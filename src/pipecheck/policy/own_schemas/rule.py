"""A schema in the place of a rule: what does not hold to it is a problem at the very value."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from jsonschema.exceptions import ValidationError

from pipecheck.model.outcome import Fact, Outcome, Problem, Related, Remedy, Undecided
from pipecheck.model.view import TeamView
from pipecheck.policy.expression.fields import KINDS
from pipecheck.policy.own_schemas.library import SchemaFile, Spot
from pipecheck.policy.own_schemas.said import fault
from pipecheck.policy.own_schemas.validator import Held
from pipecheck.rules.base import Rule
from pipecheck.rules.catalog import Entry
from pipecheck.source.document import Document
from pipecheck.source.edit import found
from pipecheck.source.place import Part, Place, Route
from pipecheck.source.scalar import plain_data


class Documents(NamedTuple):
    """What a schema is given in the place of parameters: the files that subjects stand in, as they were written."""

    of: Callable[[str], Document | None] = lambda path: None


class SchemaRule(Rule[Any, TeamView, Documents]):
    """Holds the plain data of each subject, as its file has it, against a schema."""

    def __init__(self, entry: Entry, path: str, files: Mapping[str, SchemaFile]) -> None:
        super().__init__(
            self._look,
            on=KINDS[entry.kind],
            level=entry.level,
            profile=entry.profile,
            params=Documents,
            applies=None,
            defers_to=(),
            aliases=(),
            whole_workspace=False,
        )
        self.id, self.category, self.module = entry.id, entry.category, entry.module
        self._path = path
        self._files = dict(files)
        self._held = Held(path, files)
        self._spots = {
            id(schema): Spot(name, route)
            for name, file in files.items()
            for route, schema in file.schemas.items()
            if isinstance(schema, dict)
        }

    def _look(self, subject: Any, view: TeamView, documents: Documents) -> Iterator[Outcome]:
        at: Place = subject.at()
        document = documents.of(at.document)
        front: Route = ("front",) if at.document.lower().endswith((".md", ".markdown")) and not at.route else ()
        base = at._replace(route=(*at.route, *front))
        data = None if document is None else found(document.data, base.route)
        if data is None:
            yield Undecided(subject.kind, at, why="what stands here")
            return
        for error in self._held.faults(plain_data(data)):
            yield self._problem(error, base, str(subject.key))

    def _problem(self, error: ValidationError, base: Place, subject: str) -> Problem:
        inside, keyword = tuple(error.absolute_path), str(error.validator or "")
        whole, extra = inside, error.message
        if "propertyNames" in error.absolute_schema_path:
            keyword, extra = "propertyNames", str(error.instance)
            inside = (*whole, extra)
        elif keyword == "additionalProperties":
            whole, extra = inside[:-1], str(inside[-1])
        name = ".".join(map(str, whole))
        said = fault(keyword, error.validator_value, error.instance, (*base.route, *whole), extra)
        part = Part.key if keyword in ("additionalProperties", "propertyNames") else Part.value
        place = base._replace(route=(*base.route, *inside), part=part)
        asked = self._spots.get(id(error.schema))
        says = Place(asked.file, (*asked.route, str(error.validator)), Part.entry) if asked else None
        related = (Related(says, "the schema says so"),) if says else ()
        described = error.schema.get("description") if isinstance(error.schema, dict) else None
        advice = " ".join(str(described).split()).rstrip(".") if described else f"see the schema '{self._path}'"
        key = ("/".join(map(str, inside)), keyword, extra if keyword in ("required", "dependentRequired") else "")
        return Problem(
            f"`{name}` of {subject} {said}" if name else f"{subject} {said}",
            place,
            key,
            evidence=(Fact("schema", self._path), Fact("keyword", keyword)),
            related=related,
            remedies=(Remedy(advice),),
        )
