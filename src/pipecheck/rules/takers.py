"""Who could take a duty that somebody should not have, and how a file says that they do."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipecheck.model.duty import local_text
from pipecheck.model.intervals import Interval, Intervals, common, length, union, within
from pipecheck.model.people import Member
from pipecheck.model.resolve.clock import Clock, rotation_clock, zone_of
from pipecheck.model.value import Stretch, TimeOff
from pipecheck.model.view import TeamView
from pipecheck.rules.base import Edit, Insert, Place, Plain, Put, Remedy, Segment
from pipecheck.rules.prose import days, shortened, when

_TICK = timedelta(microseconds=1)
_AWAKE = timedelta(hours=4)
"""Those whose clocks differ by less are at work together for half of the day."""


def duty_segments(view: TeamView, pipeline: str | None = None) -> Sequence[Segment]:
    """Every stretch of duty of the team, or for a pipeline; slots, which are ownership that rotates, left out."""
    return view.measure(_duty_segments, pipeline)


def _duty_segments(view: TeamView, pipeline: str | None) -> Sequence[Segment]:
    slots = {slot.id for slot in view.team.slots}
    return [segment for segment in view.schedule.segments(pipeline=pipeline) if segment.role not in slots]


def duties_of(view: TeamView, person: str, roles: Collection[str] = ()) -> Sequence[Segment]:
    """What somebody has of it for certain, or may have as one of several; in some roles, or in all."""
    found = view.measure(_by_person).get(person, ())
    return [segment for segment in found if segment.role in roles] if roles else found


def _by_person(view: TeamView) -> dict[str, list[Segment]]:
    found: dict[str, list[Segment]] = {}
    for segment in duty_segments(view):
        for who in (segment.holder,) if segment.holder else dict.fromkeys(segment.candidates):
            found.setdefault(who, []).append(segment)
    return found


def stretch_of(view: TeamView, member: Member, told: TimeOff | Stretch) -> Interval:
    """A time off, or stretch of membership, as instants: calendar days in the member's zone (semantics §18)."""
    clock = Clock(zone_of(member.timezone or view.team.timezone, view.zones))
    start = view.schedule.start if told.first is None else clock.first(told.first)
    end = view.schedule.end if told.last is None else clock.after(told.last)
    return start, max(start, end)


def oncall_days(view: TeamView, rotation: str, stretches: Iterable[Interval]) -> tuple[tuple[date, date], ...]:
    """The runs of on-call days that stretches of a rotation touch, each from its first day to its last."""
    clock = _clock(view, rotation)
    runs: list[tuple[date, date]] = []
    for start, end in union(stretches):
        first, last = clock.day_of(start), clock.day_of(end - _TICK)
        if runs and first <= runs[-1][1] + timedelta(days=1):
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    return tuple(runs)


def of_days(view: TeamView, rotation: str, days: tuple[date, date]) -> Interval:
    """A run of on-call days of a rotation as instants."""
    clock = _clock(view, rotation)
    return clock.begin(days[0]), clock.begin(days[1] + timedelta(days=1))


def takers(view: TeamView, role: str, stretches: Intervals, *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """The members who could hold a role for these stretches, best first: awake when those `but` they replace are, not
    next to duty of their own, then by how little they hold of it already. Nobody who is away, on duty then, or may not
    hold the role."""
    own = view.measure(_held, None)
    load = view.measure(_lengths, role)
    around = _around(stretches)
    free = [
        member.id
        for member in view.team.members or ()
        if member.id not in but and member.may_hold(role) and _is_there(view, member, stretches)
        if not _meet(own.get(member.id, ()), stretches)
    ]
    near = _neighbours(view, but)

    def rank(who: str) -> tuple[bool, bool, timedelta]:
        return who not in near, _meet(own.get(who, ()), around), load.get(who, timedelta())

    return tuple(sorted(free, key=rank))


def _neighbours(view: TeamView, people: Iterable[str]) -> frozenset[str]:
    """The members whose day is about that of some of them; everybody where no zone is told."""
    hours = view.measure(_offsets)
    theirs = [hours[who] for who in people if who in hours]
    return frozenset(who for who, own in hours.items() if any(_apart(own, each) < _AWAKE for each in theirs))


def _offsets(view: TeamView) -> dict[str, timedelta]:
    """By how much the clock of each member is ahead of UTC when the span begins."""
    zones = {each.id: zone_of(each.timezone or view.team.timezone, view.zones) for each in view.team.members or ()}
    begin = view.schedule.start if len(set(zones.values())) > 1 else None
    return {
        who: (begin.astimezone(zone).utcoffset() if begin and zone else None) or timedelta()
        for who, zone in zones.items()
    }


def _apart(one: timedelta, other: timedelta) -> timedelta:
    between = abs(one - other)
    return min(between, timedelta(days=1) - between)


def _held(view: TeamView, role: str | None) -> dict[str, Intervals]:
    """When everybody is on duty, or may be, in one role or in any."""
    found = view.measure(_by_person)
    held = {who: [(one.start, one.end) for one in own if role in (None, one.role)] for who, own in found.items()}
    return {who: union(stretches) for who, stretches in held.items()}


def _lengths(view: TeamView, role: str) -> dict[str, timedelta]:
    """How long everybody holds a role, or may."""
    return {who: length(held) for who, held in view.measure(_held, role).items()}


def _meet(held: Intervals, stretches: Intervals) -> bool:
    """Whether duties touch some stretches, few beside them."""
    return any(within(held, stretch) for stretch in stretches)


class Given(NamedTuple):
    """Some on-call days of a role, given to somebody."""

    days: tuple[date, date]
    role: str
    person: str


def handed_over(view: TeamView, rotation: str, given: Iterable[Given]) -> tuple[Edit, ...]:
    """The edits by which overrides give days of a rotation to others."""
    oncall = view.team.oncall
    if oncall is None:
        return ()
    overrides: list[Plain] = [
        {"from": str(one.days[0]), "to": str(one.days[1]), "rotation": rotation, "role": one.role, "person": one.person}
        for one in given
    ]
    at = Place(oncall.at.document, (*oncall.at.route, "overrides"))
    if "overrides" in oncall.given:
        return tuple(Insert(at, override) for override in overrides)
    return (Put(at, overrides),)


def told(view: TeamView, rotation: str, stretch: Interval) -> str:
    """Whole days of duty by their dates; parts of them by the clock, for a day of duty may end on the next morning."""
    runs = oncall_days(view, rotation, (stretch,))
    if of_days(view, rotation, runs[0]) == stretch:
        return when(*runs[0])
    return f"from {local_text(stretch, view.schedule.zone(rotation))}"


def given_away(view: TeamView, rotation: str, segments: Sequence[Segment], within: Intervals, holder: str) -> Remedy:
    """Overrides that give every run of days of these segments, as far as they lie within, to whoever can best take it;
    advice where nobody can."""
    given: list[Given] = []
    for role in dict.fromkeys(segment.role for segment in segments):
        own = union((segment.start, segment.end) for segment in segments if segment.role == role)
        for run in oncall_days(view, rotation, common(own, within)):
            found = takers(view, role, (of_days(view, rotation, run),), but=(holder,))
            if not found:
                return Remedy(f"find somebody for {days(*run)}: every other member is away, on duty or not eligible")
            given.append(Given(run, role, found[0]))
    titles = [f"{days(*one.days)} to {one.person}" for one in given]
    return Remedy(f"give {shortened(titles)}", handed_over(view, rotation, given))


def _clock(view: TeamView, rotation: str) -> Clock:
    rotations = view.team.oncall.rotations if view.team.oncall else ()
    found = next((each for each in rotations if each.id == rotation), None)
    return Clock(None) if found is None else rotation_clock(found, view.team, view.zones)


def _around(stretches: Intervals) -> Intervals:
    """The stretches, and as much time before and after each as it lasts itself, at least a day."""
    return union(
        (start - wide, end + wide) for start, end in stretches for wide in (max(end - start, timedelta(days=1)),)
    )


def _is_there(view: TeamView, member: Member, stretches: Intervals) -> bool:
    """Whether a member belongs to the team for all of that time, and is away for none of it."""
    away, active = view.measure(_presence, member)
    return not common(away, stretches) and (not member.active or common(active, stretches) == stretches)


def _presence(view: TeamView, member: Member) -> tuple[Intervals, Intervals]:
    """When a member is away, and when they belong to the team."""
    away = union(stretch_of(view, member, off) for off in member.time_off)
    return away, union(stretch_of(view, member, one) for one in member.active)
