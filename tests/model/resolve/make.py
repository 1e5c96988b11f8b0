"""Teams for tests of the schedule, made straight from entities: no file, no shape."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.zones import ZoneTables
from pipecheck.model.calendar import TeamCalendar, team_calendar
from pipecheck.model.oncall import Column, Follows, HolidayAssignment, OnCall, Override, Rotation, SplitPart, Swap, Turn
from pipecheck.model.people import Member, Slot
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve import Resolved, Start, resolve, starts
from pipecheck.model.schedule import Segment
from pipecheck.model.team import Team
from pipecheck.model.value import Duration, Handoff, Hours, Party, Ref, Selector, Stretch, TimeOff, When, Window
from pipecheck.source.place import Place

ZONES = ZoneTables()
CALENDARS = HolidayTables()
AS_OF = date(2026, 1, 15)


def at(*keys: str | int) -> Place:
    return Place("teams/t.yaml", keys)


ALL = Selector(at("covers"))


def length(text: str) -> Duration:
    unit = text.lstrip("0123456789")
    return Duration(int(text.removesuffix(unit)), unit)  # type: ignore[arg-type]


def party(told: str | Sequence[str] | Party | None, place: Place = at()) -> Party:  # noqa: B008
    """`alice`, `alice bob` for both, `? alice bob` for one of them, `?` for anybody, `open`, None for nobody."""
    if isinstance(told, Party):
        return told
    if told is None:
        return Party(place, reason="on purpose")
    if told == "open":
        return Party(place, open=True)
    words = told.split() if isinstance(told, str) else list(told)
    among = words[:1] == ["?"]
    names = tuple(Ref(name, place) for name in words[among:])
    return Party(place, names, among=among and bool(names), everybody=among and not names)


def column(name: str, told: Any, role: str | None = None, hours: Hours | None = None, covers: Any = None) -> Column:
    """A list is an order; a text `? a b` is among; a pair `("primary", 2)` follows."""
    place = at("oncall", "rotations", 0, "roles", name)
    if isinstance(told, tuple):
        return Column(name, role or name, place, follows=Follows(Ref(told[0], place), told[1]), hours=hours)
    if isinstance(told, str):
        return Column(name, role or name, place, among=party(told, place)._replace(among=False), hours=hours)
    order = (
        None
        if told is None
        else tuple(party(each, Place(place.document, (*place.route, index))) for index, each in enumerate(told))
    )
    return Column(name, role or name, place, order=order, hours=hours, covers=covers)


def row(cells: Mapping[str, Any], first: When | None = None, last: When | None = None, for_: str | None = None) -> Turn:
    place = at("oncall", "rotations", 0, "turns", str(first or for_ or cells))
    return Turn(
        place,
        {name: party(told, Place(place.document, (*place.route, name))) for name, told in cells.items()},
        first,
        last,
        length(for_) if for_ else None,
    )


def window(days: str = "", start: int = 0, end: int = 24, **more: Any) -> Window:
    return Window(at("hours"), tuple(days.split()), start * 60, end * 60, **more)


def handoff(day: int | None = None, hour: int | None = None, **more: Any) -> Handoff:
    return Handoff(at("handoff"), day, None if hour is None else hour * 60, **more)


def rota(id: str = "weekly", turn: str | None = "1w", roles: Mapping[str, Any] | None = None, **more: Any) -> Rotation:  # noqa: A002
    columns = tuple(told if isinstance(told, Column) else column(name, told) for name, told in (roles or {}).items())
    fields = {"covers": ALL, "columns": columns, "turn": length(turn) if turn else None} | more
    return Rotation(id=id, team="t", place=at("oncall", "rotations", id), **fields)


def line(
    holiday: str, cells: Mapping[str, Any] | None = None, turn: str | None = None, **more: Any
) -> HolidayAssignment:
    place = at("oncall", "holidays", holiday, str(sorted(more.items(), key=str)))
    parties = {
        name: tuple(
            party(each, Place(place.document, (*place.route, name)))
            for each in (told if isinstance(told, list) else [told])
        )
        for name, told in (cells or {}).items()
    }
    return HolidayAssignment(
        id=f"holiday@{holiday}",
        team="t",
        place=place,
        holiday=Ref(holiday, place),
        cells=parties,
        turn=length(turn) if turn else None,
        **more,
    )


def part(start: int, end: int, **cells: Any) -> SplitPart:
    place = at("split", start)
    return SplitPart(place, start * 60, end * 60, {name: party(told, place) for name, told in cells.items()})


def override(first: When, last: When, person: Any, role: str | None = "primary", **more: Any) -> Override:
    place = at("oncall", "overrides", str(first), str(person))
    return Override(
        id=f"override@{first}",
        team="t",
        place=place,
        first=first,
        last=last,
        role=role,
        person=party(person, place),
        **more,
    )


def swap(first: When, last: When, give: str, take: str | None, accepted: date | None = AS_OF, **more: Any) -> Swap:
    place = at("oncall", "swaps", str(first), give)
    taker = party(take, place) if take else None
    return Swap(
        id=f"swap@{first}",
        team="t",
        place=place,
        first=first,
        last=last,
        give=party(give, place),
        take=taker,
        accepted=accepted,
        **more,
    )


def off(first: When, last: When) -> TimeOff:
    return TimeOff(at("time_off", str(first)), first, last)


def team(
    *rotations: Rotation,
    people: str = "alice bob carol dave",
    region: str | None = "US",
    timezone: str | None = "America/New_York",
    pipelines: Sequence[Pipeline] = (),
    period: tuple[When | None, When | None] | None = None,
    away: Mapping[str, Sequence[TimeOff]] | None = None,
    slots: str = "",
    majors: Sequence[str] | None = None,
    members: Mapping[str, Mapping[str, Any]] | None = None,
    fields: Mapping[str, Any] | None = None,
    **oncall: Any,
) -> Team:
    staff = tuple(
        Member(
            id=name,
            team="t",
            place=at("members", name),
            name=name,
            time_off=tuple((away or {}).get(name, ())),
            **(members or {}).get(name, {}),
        )
        for name in people.split()
    )
    made = tuple(Slot(id=name, team="t", place=at("slots", name), name=name) for name in slots.split())
    stretch = None if period is None else Stretch(*period, at("oncall", "period"))
    return Team(
        id="",
        team="t",
        place=at(),
        name="T",
        timezone=timezone,
        region=region,
        members=staff,
        slots=made,
        people={each.id: each for each in (*staff, *made)},
        pipelines=tuple(pipelines) or (pipeline("p"),),
        majors=None if majors is None else tuple(Ref(each, at("majors", each)) for each in majors),
        oncall=OnCall(at=at("oncall"), rotations=rotations, period=stretch, **oncall),
        **(fields or {}),
    )


def pipeline(id: str, **more: Any) -> Pipeline:  # noqa: A002
    return Pipeline(id=id, team="t", place=at("pipelines", id), name=id, **more)


def calendar_of(made: Team) -> TeamCalendar:
    majors = None if made.majors is None else [ref.id for ref in made.majors]
    return team_calendar(made.region, CALENDARS, majors=majors, custom=made.custom, seasons=made.seasons)


def schedule(made: Team, start: Start | None = None, as_of: date = AS_OF) -> Resolved:
    """The schedule of a team; of an undated one, the first that it could have."""
    calendar = calendar_of(made)
    return resolve(made, calendar, ZONES, start or starts(made, calendar, lambda: as_of).ways[0], lambda: as_of)


def ways(made: Team, as_of: date = AS_OF) -> tuple[Start, ...]:
    return starts(made, calendar_of(made), lambda: as_of).ways


def told(segments: Sequence[Segment]) -> list[str]:
    """Segments as people read them: `2026-01-05 14:00..2026-01-12 14:00 primary alice`, in UTC."""
    return [
        f"{each.start:%m-%d %H:%M}..{each.end:%m-%d %H:%M} {each.column} {each.holder or each.state}"
        for each in segments
    ]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+00:00")
