"""All that is read of a team, to the letter: every entity with its fields and places, every name and every fault."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction

from pipecheck.model.entity import Entity, Record
from pipecheck.model.outcome import Problem, Undecided
from pipecheck.model.pipeline import Area
from pipecheck.model.value import Duration, Ref
from pipecheck.model.workspace import LoadedTeam
from pipecheck.source.place import Part, Place


def retold(loaded: LoadedTeam) -> str:
    """What stands in the files of a team, what was wrong with them, and which they are."""
    return "\n".join(
        (
            *(_entity("", loaded.team) if loaded.team is not None else ("no team",)),
            *(line for one in loaded.problems for line in _problem(one.rule, one.problem)),
            *(f"fault {fault.rule} {fault.span.file}:{fault.span.line} {fault.message}" for fault in loaded.faults),
            *(f"file {path}" for path in loaded.files),
        )
    )


def _entity(name: str, entity: Record) -> Iterator[str]:
    """Every field that holds something, what was set aside among them with all that could be read of it."""
    yield f"{name}{entity.key} {_at(entity.place)}" if isinstance(entity, Entity) else f"{name}{type(entity).__name__}"
    for field in dict.fromkeys((*type(entity)._defaults, *vars(entity))):
        if field in ("id", "team", "place") or field.startswith("_"):
            continue
        value = entity.aside if field == "aside" else entity.sound(field)
        # Whatever is in an area stands on its own already.
        value = (
            tuple(map(str, (one.key for one in value))) if isinstance(entity, Area) and field == "pipelines" else value
        )
        if not _is_empty(value, type(entity)._defaults.get(field)):
            yield from (f"  {line}" for line in _field(field, value))


def _field(name: str, value: object) -> Iterator[str]:
    """A field on a line of its own; entities, and lists of them, below it."""
    if isinstance(value, Record):
        yield from _entity(f"{name}: ", value)
    elif name == "references" and isinstance(value, tuple):
        yield from (f"name {_said(one)}" for one in value)
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for each in value:
            yield from _field(name, each) if isinstance(each, Record) else (f"{name}: {_said(each)}",)
    else:
        yield f"{name}: {_said(value)}"


def _is_empty(value: object, usual: object = None) -> bool:
    return value is None or value is usual or (isinstance(value, tuple | Mapping | frozenset | str) and not value)


def _said(value: object) -> str:
    match value:
        case Place():
            return _at(value)
        case Ref():
            return f"{value.id} {_at(value.at)}"
        case Undecided():
            return f"{value.missing} {_at(value.at)}"
        case Entity():
            return str(value.key)
        case bool():
            return str(value).lower()
        case Duration() | date() | datetime() | Fraction() | int() | str() | None:
            return str(value)
        case Enum():
            return value.name
        case Mapping():
            return "{" + ", ".join(f"{key}: {_said(each)}" for key, each in value.items()) + "}"
        case frozenset() | set():
            return "{" + ", ".join(sorted(map(_said, value))) + "}"
        case tuple() if hasattr(value, "_fields"):
            usual = value._field_defaults
            told = {key: each for key, each in value._asdict().items() if not _is_empty(each, usual.get(key))}
            return f"{type(value).__name__}({', '.join(f'{key}={_said(each)}' for key, each in told.items())})"
        case tuple() | list():
            return "[" + ", ".join(map(_said, value)) + "]"
        case _:
            return repr(value)


def _problem(rule: str, problem: Problem) -> Iterator[str]:
    yield f"problem {rule} {_at(problem.at)}: {problem.message}"
    yield from (f"  see {_at(each.at)}: {each.note}" for each in problem.related)
    yield from (f"  way out: {each.title}" for each in problem.remedies)


def _at(place: Place) -> str:
    part = "" if place.part is Part.value else f" ({place.part.value})"
    file = "" if place.document.endswith("team.yaml") else f"{place.document}:"
    return f"@{file}{'.'.join(map(str, place.route))}{part}"
