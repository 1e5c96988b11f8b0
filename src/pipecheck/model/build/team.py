"""A team file as a whole: people first, since everything else names them; then what they own, answer for and fear."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build import calendar as days
from pipecheck.model.build.cells import Columns
from pipecheck.model.build.defaults import layers
from pipecheck.model.build.history import history
from pipecheck.model.build.names import Names
from pipecheck.model.build.oncall import oncall
from pipecheck.model.build.people import member, partner, slot
from pipecheck.model.build.pipelines import FIELDS, areas, areas_aside, pipeline
from pipecheck.model.build.ranges import turned_ranges
from pipecheck.model.build.risks import review, risk
from pipecheck.model.build.runbooks import inline
from pipecheck.model.build.shelf import Librarian, Shelf
from pipecheck.model.build.spot import Ground, Spot
from pipecheck.model.build.zones import unknown_zones
from pipecheck.model.oncall import History, OnCall
from pipecheck.model.outcome import FileProblem
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.team import LaidTwice, Team
from pipecheck.source.document import Document
from pipecheck.source.place import TextFault
from pipecheck.source.reader import Reader

if TYPE_CHECKING:
    from pipecheck.model.calendar.days import Zones
    from pipecheck.model.shape.read import Reading
    from pipecheck.model.shape.team import DeclaresShape, TeamShape

_INNER = frozenset(("members", "partners", "slots", "pipelines", "runbooks", "risks", "reviews", "oncall.", "history."))
_FIELDS: Mapping[str, tuple[str, ...]] = {**days.FIELDS, "pipelines": ("pipelines", "areas")}
_DECLARED = ("members", "partners", "slots", "pipelines", "areas", "runbooks", "rotations", "risks")


class Built(NamedTuple):
    """A team, what was wrong with its files, and which files beside its own belong to it."""

    team: Team
    problems: tuple[FileProblem, ...]
    faults: tuple[TextFault, ...]
    files: tuple[str, ...]


class _Contents(NamedTuple):
    """Everything a team file holds, each part built."""

    members: tuple[Member, ...]
    partners: tuple[Partner, ...]
    slots: tuple[Slot, ...]
    calendar: days.Days
    week: days.Week
    pipelines: tuple[Pipeline, ...]
    conflicts: tuple[LaidTwice, ...]
    columns: Columns
    duty: OnCall | None
    past: History | None
    risks: tuple[Risk, ...]
    reviews: tuple[Review, ...]
    runbooks: tuple[Runbook, ...]
    shelf: Shelf


def build_team(
    document: Document, reading: "Reading[TeamShape]", shape: "TeamShape", reader: Reader, zones: "Zones"
) -> Built:
    """The entities of a team file, its runbooks' files included. Never raises for what they say."""
    ground = Ground(document.file, document.data, reading.aside, reading.kept)
    bad = [
        *unknown_zones(document.file, document.data, zones, reading.aside),
        *turned_ranges(Spot(ground, (), document.data), shape),
    ]
    aside = {**reading.aside, **{undecided.at.route: undecided for _, undecided in bad}}
    root = Spot(ground._replace(aside=aside), (), document.data)
    names = Names(shape.team, aside)
    contents = _contents(names, root, shape, Librarian(document.file, reader, zones, names))
    problems = (
        *reading.problems,
        *(problem for problem, _ in bad),
        *contents.week.problems,
        *contents.columns.problems,
        *contents.shelf.problems,
    )
    return Built(_team(names, root, shape, contents), problems, contents.shelf.faults, contents.shelf.files)


def _contents(names: Names, root: Spot, shape: "TeamShape", librarian: Librarian) -> _Contents:
    members = tuple(member(names, at, one) for at, one in root.each("members", shape.members))
    partners = tuple(partner(names, at, one) for at, one in root.each("partners", shape.partners))
    slots = tuple(slot(names, at, one) for at, one in root.each("slots", shape.slots))
    names.meet((*members, *partners, *slots))
    laid = layers(names, root, shape.defaults)
    owned = [pipeline(names, laid, at, one) for at, one in root.each("pipelines", shape.pipelines)]
    columns = Columns(names, shape.oncall)
    shelf = librarian.fetch([one for one, _ in owned], frozenset(one.id for one in shape.runbooks or ()))
    inlined = (
        inline(names, at, one, shelf.linked.get(one.id, ())) for at, one in root.each("runbooks", shape.runbooks)
    )
    return _Contents(
        members,
        partners,
        slots,
        days.calendar(names, root.down("calendar"), shape.calendar),
        days.working_week(root.down("working_week"), shape.working_week),
        _linked((one for one, _ in owned), shelf),
        tuple(conflict for _, conflicts in owned for conflict in conflicts),
        columns,
        None if shape.oncall is None else oncall(names, columns, root.down("oncall"), shape.oncall),
        None if shape.history is None else history(names, columns, root.down("history"), shape.history),
        tuple(risk(names, at, one) for at, one in root.each("risks", shape.risks)),
        tuple(review(names, at, one) for at, one in root.each("reviews", shape.reviews)),
        (*inlined, *shelf.runbooks),
        shelf,
    )


def _team(names: Names, root: Spot, shape: "TeamShape", contents: _Contents) -> Team:
    lost = areas_aside(contents.pipelines)
    return Team(
        id="",
        team=shape.team,
        place=root.place(),
        given=root.told(),
        own=root.own(),
        aside={**({} if lost is None else {"areas": lost}), **contents.week.aside(), **root.aside(_FIELDS, _INNER)},
        name=shape.name or shape.team,
        declares=_declares(shape.declares),
        timezone=shape.timezone,
        **contents.calendar._asdict(),
        working_days=contents.week.days,
        working_hours=contents.week.hours,
        members=None if shape.members is None else contents.members,
        partners=contents.partners,
        slots=contents.slots,
        pipelines=None if shape.pipelines is None else contents.pipelines,
        areas=areas(contents.pipelines),
        runbooks=contents.runbooks,
        oncall=contents.duty,
        history=contents.past,
        risks=contents.risks,
        reviews=contents.reviews,
        references=tuple(names.references(_known(names, contents))),
        people=MappingProxyType(names.people),
        conflicts=contents.conflicts,
    )


def _linked(pipelines: Iterable[Pipeline], shelf: Shelf) -> tuple[Pipeline, ...]:
    """The pipelines, of which those whose link could not be followed cannot tell their runbook."""
    return tuple(
        one.replace(aside={**one.aside, **dict.fromkeys(FIELDS["runbook"], shelf.lost[one.id])})
        if one.id in shelf.lost
        else one
        for one in pipelines
    )


def _known(names: Names, contents: _Contents) -> dict[str, Collection[str]]:
    """What this file declares, by what a name may want."""
    pipelines = contents.pipelines
    ranks = {rank for one in pipelines for rank in one.sound("owners") or ()}
    return {
        "person": names.people,
        "role": names.roles(contents.columns.names, ranks),
        "team": (names.team,),
        "pipeline": {one.id for one in pipelines},
        "area": {one.sound("area") for one in pipelines},
        "audience": {word for one in pipelines for word in one.sound("audiences") or ()},
        "criticality": {one.sound("criticality") for one in pipelines},
        "rotation": () if contents.duty is None else {one.id for one in contents.duty.sound("rotations")},
        "column": contents.columns.names,
        "holiday": {day.id for day in contents.calendar.custom},
        "season": {season.id for season in contents.calendar.seasons},
    }


def _declares(shape: "DeclaresShape | None") -> Mapping[str, int]:
    told = {} if shape is None else {key: getattr(shape, key) for key in _DECLARED}
    return MappingProxyType({key: count for key, count in told.items() if count is not None})
