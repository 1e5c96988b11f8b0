"""The three measures that an expression can ask for: the very numbers that built-in rules judge by.

`load(member, "primary")`: how many pipelines a member holds at a rank of owners, as `uneven-primary-load` counts them.
`on_duty(member, "primary")`: how many turns a member has in a role, as `uneven-oncall-time` counts them.
`holidays(member, "primary")`: how many holidays a member has in a role, as `uneven-holidays` counts them.

Asked of a team they give everybody counted, by id.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.view import TeamView
from pipecheck.policy.expression.frame import Frame
from pipecheck.policy.expression.types import DOUBLE, TEXT, Signature, Type, map_of

_MEMBER: Final = Type("member")
_TEAM: Final = Type("team")


def _load(view: TeamView, rank: str) -> Mapping[str, Fraction]:
    from pipecheck.rules.loads import Counted, of_people, untold

    of = Counted((rank,))
    missing = untold(view.team, of)
    if missing is not None:
        raise NotStated(missing)
    return of_people(view.team, view, of).counts


def _on_duty(view: TeamView, role: str) -> Mapping[str, Fraction]:
    from pipecheck.model.duty import pools
    from pipecheck.rules.pooled import unclear_cell
    from pipecheck.rules.uneven_turns import tally_of

    _wants_oncall(view, "who is on call")
    found: dict[str, Fraction] = {}
    rotations = view.team.oncall.rotations if view.team.oncall else ()
    for pool in pools(view, (role,)):
        for rotation in rotations:
            unclear = unclear_cell(rotation, pool, view) if rotation.id in pool.rotations else None
            if unclear is not None:
                raise NotStated(Undecided("oncall.rotations.roles", unclear, why="who of several has this turn"))
        for who, held in tally_of(pool, view).loads.items():
            found[who] = found.get(who, Fraction(0)) + held
    return found


def _holidays(view: TeamView, role: str) -> Mapping[str, Fraction]:
    from pipecheck.model.duty import holiday_holders, pools
    from pipecheck.rules.holiday_shares import Scope, place_of

    _wants_oncall(view, "who has which holiday")
    if not view.calendar.knows() and view.team.majors is None:
        at = view.team.at("calendar", "region")
        raise NotStated(Undecided("calendar.region", at, why="when the holidays are"))
    people = tuple(dict.fromkeys(who for pool in pools(view, (role,)) for who in pool.counted))
    scope = Scope("", role, holiday_holders(view, (role,)), people)
    open_cell = next((cell for cell in scope.cells if cell.state in ("among", "open")), None)
    if open_cell is not None:
        why = f"who has {open_cell.holiday}"
        raise NotStated(Undecided("oncall.holidays", place_of(open_cell, view), why=why))
    return {who: Fraction(number) for who, number in scope.counts.items()}


def _wants_oncall(view: TeamView, why: str) -> None:
    if view.team.oncall is None:
        raise NotStated(Undecided("oncall", view.team.at("oncall"), why=why))


def _ways(measure: Callable[[TeamView, str], Mapping[str, Fraction]]) -> tuple[Signature, ...]:
    def of_member(frame: Frame, member: Any, name: str) -> float:
        return float(_measured(frame, measure, name).get(member.id, 0))

    def of_team(frame: Frame, team: Any, name: str) -> Mapping[str, float]:
        return {who: float(number) for who, number in _measured(frame, measure, name).items()}

    return (
        Signature((_MEMBER, TEXT), DOUBLE, of_member, framed=True),
        Signature((_TEAM, TEXT), map_of(TEXT, DOUBLE), of_team, framed=True),
    )


def _measured(
    frame: Frame, measure: Callable[[TeamView, str], Mapping[str, Fraction]], name: str
) -> Mapping[str, Fraction]:
    assert frame.around is not None, "only expressions about subjects have measures"
    return frame.around.view.measure(measure, name)


MEASURES: Mapping[str, tuple[Signature, ...]] = MappingProxyType(
    {"load": _ways(_load), "on_duty": _ways(_on_duty), "holidays": _ways(_holidays)}
)
