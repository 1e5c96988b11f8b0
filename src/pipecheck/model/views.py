"""The views through which rules look: one team, under one of the readings that its undated rotas leave open."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar, TypeVarTuple, Unpack, cast

from pipecheck.model.calendar import Calendars, Event, TeamCalendar, Zones, team_calendar
from pipecheck.model.holiday import Holiday
from pipecheck.model.oncall import Change, HolidayAssignment, OnCall, Override, Rotation, Swap
from pipecheck.model.outcome import NotStated, Subject, Undecided
from pipecheck.model.people import Member, Partner, Slot
from pipecheck.model.pipeline import Area, Pipeline
from pipecheck.model.resolve import Resolved, Span, Starts, resolve, span_of_team, starts
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.occasions import dated_events, days_within, own_dates
from pipecheck.model.runbook import Review, Risk, Runbook
from pipecheck.model.team import Team
from pipecheck.source.place import Place

Sub = TypeVar("Sub", bound=Subject)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_OF_TEAM: dict[type, str] = {
    Member: "members",
    Partner: "partners",
    Slot: "slots",
    Pipeline: "pipelines",
    Area: "areas",
    Runbook: "runbooks",
    Risk: "risks",
    Review: "reviews",
}
_OF_ONCALL: dict[type, str] = {
    Rotation: "rotations",
    HolidayAssignment: "holidays",
    Override: "overrides",
    Swap: "swaps",
}
_DAY = timedelta(days=1)
_CHANGES = (HolidayAssignment, Override, Swap)


class Watch:
    """What was read while it watched: as-of makes an outcome dated, the schedule makes it one of several readings."""

    __slots__ = ("_others", "as_of", "schedule")

    def __init__(self, others: "list[Watch]") -> None:
        self.as_of = False
        self.schedule = False
        self._others = others

    def __enter__(self) -> "Watch":
        self._others.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._others.remove(self)


class _Kept(NamedTuple):
    """A measure's value, or that it is not stated, with what it read: whoever asks again has read that, too."""

    value: Any
    missing: Undecided | None
    watch: Watch


class Views:
    """All views of one team. It resolves nothing until a rule asks."""

    def __init__(self, team: Team, calendars: Calendars, zones: Zones, as_of: date) -> None:
        self.team = team
        self.zones = zones
        self.as_of = as_of
        self.calendar = _calendar(team, calendars)
        self._starts: Starts | Undecided | None = None
        self._holidays: tuple[tuple[Holiday, ...], bool] | None = None
        self._views: dict[int, View] = {}

    def readings(self) -> int:
        """How many schedules the team's files leave possible (semantics §22). Raises NotStated as the schedule does."""
        return len(self.starts().ways)

    def view(self, reading: int = 0) -> "View":
        """The team under one reading; the same object each time."""
        if reading not in self._views:
            self._views[reading] = View(self, reading)
        return self._views[reading]

    def starts(self) -> Starts:
        """Every start that undated rotas could have. Raises NotStated where there are too many to try."""
        if self._starts is None:
            try:
                self._starts = starts(self.team, self.calendar, lambda: self.as_of)
            except NotStated as missing:
                self._starts = missing.undecided
        if isinstance(self._starts, Undecided):
            raise NotStated(self._starts)
        return self._starts

    def resolved(self, reading: int) -> Resolved:
        """The schedule of one reading, resolved anew."""
        start = self.starts().ways[reading]
        return resolve(self.team, self.calendar, self.zones, start, lambda: self.as_of)

    def holidays(self) -> tuple[tuple[Holiday, ...], bool]:
        """The holidays inside the span, and whether as-of decided which; the same ones under every reading."""
        if self._holidays is None:
            self._holidays = _holidays(self)
        return self._holidays


class View:
    """A `TeamView` that can tell what was read of it."""

    def __init__(self, views: Views, reading: int) -> None:
        self._views = views
        self.reading = reading
        self._watches: list[Watch] = []
        self._schedule: Resolved | Undecided | None = None
        self._measures: dict[tuple[object, ...], _Kept] = {}

    @property
    def team(self) -> Team:
        return self._views.team

    @property
    def calendar(self) -> TeamCalendar:
        return self._views.calendar

    @property
    def zones(self) -> Zones:
        return self._views.zones

    @property
    def as_of(self) -> date:
        self._mark(as_of=True)
        return self._views.as_of

    @property
    def schedule(self) -> Resolved:
        self._mark(schedule=True)
        if self._schedule is None:
            try:
                self._schedule = self._views.resolved(self.reading)
            except NotStated as missing:
                self._schedule = missing.undecided
        if isinstance(self._schedule, Undecided):
            raise NotStated(self._schedule)
        self._mark(as_of=self._schedule.dated)
        return self._schedule

    def each(self, kind: type[Sub]) -> Sequence[Sub]:
        """All subjects of a kind, in the order of the file. Raises NotStated if some were set aside, or not told."""
        return self._listed(kind, sound=False)

    def subjects(self, kind: type[Sub]) -> Sequence[Sub]:
        """The subjects of a kind that can be judged; never raises."""
        return self._listed(kind, sound=True)

    def measure(self, of: "Callable[[View, Unpack[Ts]], T]", *args: *Ts) -> T:
        """The value of a measure, computed once for this view and these arguments."""
        key = (of, args)
        kept = self._measures.get(key)
        if kept is None:
            with self.watched() as watch:
                try:
                    kept = _Kept(of(self, *args), None, watch)
                except NotStated as missing:
                    kept = _Kept(None, missing.undecided, watch)
            self._measures[key] = kept
        if kept.watch.as_of or kept.watch.schedule:
            self._mark(as_of=kept.watch.as_of, schedule=kept.watch.schedule)
        if kept.missing is not None:
            raise NotStated(kept.missing)
        return cast(T, kept.value)

    def watched(self) -> Watch:
        """Tells, when it ends, what was read of this view in the meantime, through measures as well."""
        return Watch(self._watches)

    def _mark(self, *, as_of: bool = False, schedule: bool = False) -> None:
        for watch in self._watches:
            watch.as_of = watch.as_of or as_of
            watch.schedule = watch.schedule or schedule

    def _listed(self, kind: type[Sub], *, sound: bool) -> Sequence[Sub]:
        if kind is Holiday:
            found, dated = self._views.holidays()
            self._mark(as_of=dated)
        else:
            found = _subjects(self.team, kind, sound=sound)
        return cast(Sequence[Sub], found)


# ---- subjects


def _subjects(team: Team, kind: type, *, sound: bool) -> tuple[Any, ...]:
    if kind is Team:
        return (team,)
    if kind in _OF_TEAM:
        return _field(team, _OF_TEAM[kind], sound=sound)
    oncall = team.sound("oncall") if sound else team.oncall
    if oncall is None:
        return ()
    if kind is Change:
        return tuple(each for one in _CHANGES for each in _field(oncall, _OF_ONCALL[one], sound=sound))
    if kind in _OF_ONCALL:
        return _field(oncall, _OF_ONCALL[kind], sound=sound)
    raise TypeError(f"a team has no subjects of the kind {kind.__name__}")


def _field(of: Team | OnCall, name: str, *, sound: bool) -> tuple[Any, ...]:
    """A list of entities. One that is not told at all says nothing (semantics §7): it is empty only if it is sound."""
    found = of.sound(name) if sound else getattr(of, name)
    if found is None and not sound and isinstance(of, Team):
        raise NotStated(Undecided(name, of.at(name)))
    return found or ()


# ---- holidays


def _calendar(team: Team, calendars: Calendars) -> TeamCalendar:
    members: Sequence[Member] = team.sound("members") or ()
    majors = team.sound("majors")
    return team_calendar(
        team.sound("region"),
        calendars,
        majors=None if majors is None else [ref.id for ref in majors],
        custom=team.sound("custom") or (),
        seasons=team.sound("seasons") or (),
        others=[region for member in members if (region := member.sound("region")) is not None],
    )


def _holidays(views: Views) -> tuple[tuple[Holiday, ...], bool]:
    """One for every occurrence in the span that all readings share; one for every major that has no date here."""
    team, calendar = views.team, views.calendar
    if team.sound("oncall") is None:
        return (), False
    try:
        span = _common_span(views)
    except NotStated as missing:
        return tuple(_majors(views, lambda _: True, missing.undecided)), False
    first, last = span.start.date(), span.end.date()
    clock = Clock(zone_of(team.sound("timezone"), views.zones))
    events = [
        event
        for event in calendar.events(first - _DAY, last + _DAY)
        if days_within(own_dates(event.id, event.dates, calendar), span.start, span.end, clock)
    ]
    places = _assigned(views, first, last) if events else {}
    found = [_holiday(team, calendar, event, events, places) for event in events]
    # A major that has dates, though none of them in the span, is nothing to judge.
    found.extend(_majors(views, lambda name: not calendar.dated(name)))
    return tuple(found), span.dated


def _majors(views: Views, chosen: Callable[[str], bool], missing: Undecided | None = None) -> Iterator[Holiday]:
    """Some majors, once each, without a date; `missing` is why, unless it is that the calendar has none for them."""
    team, calendar = views.team, views.calendar
    for ref in dict.fromkeys(team.sound("majors") or ()):
        name = calendar.resolve(ref.id)
        if name is not None and chosen(ref.id):
            aside = {} if missing is None else {"dates": missing}
            yield Holiday(id=name, team=team.team, place=ref.at, holiday=name, major=True, aside=aside)


def _common_span(views: Views) -> Span:
    """The stretch that lies in the span under every reading."""
    spans = [
        span_of_team(views.team, views.calendar, views.zones, way, lambda: views.as_of) for way in views.starts().ways
    ]
    start, end = max(span.start for span in spans), min(span.end for span in spans)
    return Span(start, max(start, end), any(span.dated for span in spans))


def _holiday(
    team: Team, calendar: TeamCalendar, event: Event, events: Sequence[Event], places: dict[tuple[str, int], Place]
) -> Holiday:
    majors = team.sound("majors") or ()
    declared = next((ref.at for ref in majors if calendar.resolve(ref.id) == event.id), None)
    twins = [each for each in events if (each.id, each.year) == (event.id, event.year)]
    when = str(event.year) if twins[0] is event else event.dates[0].isoformat()
    return Holiday(
        id=f"{event.id}@{when}",
        team=team.team,
        place=places.get((event.id, event.year)) or declared or team.at("calendar"),
        holiday=event.id,
        dates=event.dates,
        season=event.season,
        major=declared is not None,
    )


def _assigned(views: Views, first: date, last: date) -> dict[tuple[str, int], Place]:
    """Which line speaks of which occurrence; of two, the later."""
    calendar = views.calendar
    oncall: OnCall = views.team.sound("oncall")
    years = views.starts().ways[0].years
    found: dict[tuple[str, int], Place] = {}
    for line in oncall.sound("holidays") or ():
        if line.aside:
            continue
        if line.date is not None:
            name = calendar.resolve(line.holiday.id)
            found |= {(name, line.date.year): line.place} if name else {}
            continue
        for event, _ in dated_events(line, calendar, years, first, last):
            found[event.id, event.year] = line.place
    return found
