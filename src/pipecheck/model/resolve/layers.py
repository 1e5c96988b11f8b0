"""The schedule of a team: the rota, and on it, layer by layer, whatever changes it. Higher layers split lower ones."""

from collections.abc import Sequence

from pipecheck.model.calendar import TeamCalendar, Zones
from pipecheck.model.oncall import OnCall, Rotation
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.changes import overrides, swaps
from pipecheck.model.resolve.claims import Claims
from pipecheck.model.resolve.clock import Clock, rotation_clock, zone_of
from pipecheck.model.resolve.holidays import holiday_lines, on_holidays
from pipecheck.model.resolve.hours import needs_holidays
from pipecheck.model.resolve.resolved import Resolved
from pipecheck.model.resolve.rota import Ground, Rota, ground_of
from pipecheck.model.resolve.slots import settle_slots
from pipecheck.model.resolve.span import YEAR, AsOf, Span, bounded, span_of, within_reach
from pipecheck.model.resolve.standin import stand_ins
from pipecheck.model.resolve.starts import Start, anchor_of
from pipecheck.model.resolve.turns import has_turns
from pipecheck.model.team import Team
from pipecheck.source.place import Place


def resolve(team: Team, calendar: TeamCalendar, zones: Zones, start: Start, as_of: AsOf) -> Resolved:
    """Who answers when, if whatever is undated begins as `start` says.

    `as_of` is asked only where it decides the span. Raises NotStated where the file does not tell enough, and
    nothing else: what contradicts itself is remembered in `conflicts`, what does nothing in `unapplied`.
    """
    with within_reach(team):
        return _resolved(_oncall(team), ground_of(team, calendar, zones, start, as_of))


def _resolved(oncall: OnCall, ground: Ground) -> Resolved:
    rotas = [Rota(rotation, ground) for rotation in _rotations(oncall)]
    claims = Claims()
    on_holidays(rotas, oncall, ground)
    unapplied = [
        *holiday_lines(rotas, oncall.holidays, ground, claims),
        *overrides(rotas, oncall.overrides, ground, claims),
        *swaps(rotas, oncall.swaps, ground),
    ]
    if oncall.stand_in is not None:
        stand_ins(rotas, oncall.stand_in, ground)
    settle_slots(rotas, ground)
    return Resolved(
        rotas,
        _together([rota.span for rota in rotas]) or _empty(oncall, ground),
        assumed=ground.start.assumed,
        conflicts=(*(conflict for rota in rotas for conflict in rota.conflicts), *claims.conflicts),
        unapplied=unapplied,
        estimated=_estimated(rotas, oncall, ground),
    )


def _oncall(team: Team) -> OnCall:
    if team.oncall is None:
        raise NotStated(Undecided("oncall", team.at("oncall"), why="who is on call"))
    return team.oncall


def _rotations(oncall: OnCall) -> list[Rotation]:
    """The rotations that tell of turns; of two with one id, the first declared."""
    distinct = {rotation.id: rotation for rotation in reversed(oncall.rotations)}
    return [rotation for rotation in oncall.rotations if distinct[rotation.id] is rotation and has_turns(rotation)]


def span_of_team(team: Team, calendar: TeamCalendar, zones: Zones, start: Start, as_of: AsOf) -> Span:
    """The span that `resolve` would judge, without resolving it. Raises NotStated as it does."""
    oncall = _oncall(team)
    ground = ground_of(team, calendar, zones, start, as_of)
    with within_reach(team):
        spans = []
        for rotation in _rotations(oncall):
            clock = rotation_clock(rotation, team, zones)
            spans.append(span_of(rotation, anchor_of(rotation, start), clock, ground.shift, oncall.period, as_of))
        return _together(spans) or _empty(oncall, ground)


def _together(spans: Sequence[Span]) -> Span | None:
    """From the first begin to the last end."""
    if not spans:
        return None
    return Span(min(s.start for s in spans), max(s.end for s in spans), any(s.dated for s in spans))


def _empty(oncall: OnCall, ground: Ground) -> Span:
    """The span where nobody takes turns: the period, or a year from as-of."""
    clock = Clock(zone_of(ground.team.timezone, ground.zones))
    period = oncall.period
    first = period.first if period is not None else None
    last = period.last if period is not None else None
    start = clock.first(first if first is not None else ground.as_of())
    if period is not None and last is not None:
        end = bounded(clock.after(last), start, period)
    else:
        end = clock.instant(clock.local(start) + YEAR)
    return Span(start, max(start, end), first is None)


def _estimated(rotas: Sequence[Rota], oncall: OnCall, ground: Ground) -> Place | None:
    """Where the region would stand, if holidays matter to this schedule and it is not told."""
    if ground.calendar.knows():
        return None
    matters = oncall.on_holidays != "rota" or any(
        needs_holidays(rota.rotation.hours)
        or any(needs_holidays(column.hours or ()) for column in rota.columns.values())
        or (rota.rotation.handoff is not None and rota.rotation.handoff.if_holiday != "keep")
        for rota in rotas
    )
    return ground.team.at("calendar", "region") if matters else None
