"""A swap that cannot be what its authors agreed on.

What it checks
--------------
An accepted swap is between two people who may have the duty that they take, both there for all of its time. Whoever
gives is on duty for the whole stretch, as it stands when the swap is applied: swaps are applied in the order in which
they were accepted. It does not end before it begins, and was not accepted before it was asked for.

A swap that nobody has taken, or that was not accepted, changes nothing and passes.

Why it matters
--------------
A swap that cannot be applied is not applied. Both people believe that the other one is on duty.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  swaps:
    - {from: 2026-01-26, to: 2026-02-01, give: bob, take: carol, requested: 2026-01-08, accepted: 2026-01-09}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob, carol]}}
  swaps:
    - {from: 2026-01-26, to: 2026-02-01, give: alice, take: carol, requested: 2026-01-08, accepted: 2026-01-09}
```

Known limits
------------
Whether the swap leaves whoever takes it back to back, or in two roles at once, shows in the schedule, and is for
`consecutive-shifts` and `double-booked` to say. Notice is for `short-swap-notice`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pipecheck.model.intervals import Interval, minus, union
from pipecheck.model.oncall import Swap
from pipecheck.model.people import Member
from pipecheck.model.schedule import Unapplied
from pipecheck.model.value import Stretch, When
from pipecheck.rules.base import (
    Fact,
    Level,
    NoParams,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    Segment,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.prose import bounds, days, listed, when
from pipecheck.rules.takers import duty_segments, oncall_days, stretch_of

_ASK_AGAIN = Remedy("agree on it anew, and correct the entry or take it away")


def _concerned(swap: Swap, params: NoParams) -> bool:
    return swap.accepted is not None and swap.take is not None


@rule(Swap, level=Level.error, profile=Profile.essential, params=NoParams, applies=_concerned)
def check(swap: Swap, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    if swap.requested is not None and swap.accepted is not None and swap.accepted < swap.requested:
        yield _accepted_early(swap, swap.requested, swap.accepted)
    if _day(swap.last) < _day(swap.first):
        yield _backward(swap, _day(swap.first), _day(swap.last))
        return
    for found in view.schedule.unapplied:
        if found.change is swap:
            yield from _not_applied(swap, found)
            return
    yield from _unable(swap, view)


# ---- the entry itself


def _accepted_early(swap: Swap, requested: date, accepted: date) -> Problem:
    return Problem(
        f"the swap of {_when(swap)} was accepted on {accepted}, before it was asked for on {requested}; "
        "correct one of the two",
        swap.at("accepted"),
        key=("accepted",),
        evidence=(
            Fact("requested", requested, (swap.at("requested"),)),
            Fact("accepted", accepted, (swap.at("accepted"),)),
        ),
        related=(Related(swap.at("requested"), "it was asked for here"),),
        remedies=(Remedy("correct `accepted`, or `requested`"),),
    )


def _backward(swap: Swap, first: date, last: date) -> Problem:
    return Problem(
        f"a swap ends on {last}, before it begins on {first}, so nothing changes hands; correct the dates",
        swap.at("to"),
        key=("backward",),
        evidence=(Fact("from", first, (swap.at("from"),)), Fact("to", last, (swap.at("to"),))),
        related=(Related(swap.at("from"), "it begins here"),),
        remedies=(Remedy("correct `to`, or `from`"),),
    )


# ---- why it was not applied


def _not_applied(swap: Swap, found: Unapplied) -> Iterator[Outcome]:
    give, take = _who(swap)
    match found.reason:
        case "not-on-duty":
            holders = f"{listed(map(repr, found.holders))} {'is' if len(found.holders) == 1 else 'are'}"
            instead = f", but {holders}" if found.holders else ""
            yield Problem(
                f"'{give}' gives away duty of {_when(swap)}, and is not on duty for all of it{instead}; "
                "correct who gives, or the dates",
                swap.at("give"),
                key=("giver",),
                evidence=(Fact("holders", found.holders, found.because),),
                related=tuple(Related(place, "on duty then by this") for place in found.because[:5]),
                remedies=(*_right_giver(swap, found, take), _ASK_AGAIN),
            )
        case "not-a-person":
            said = f"is of '{give}' with themselves" if give and give == take else "is not between two people"
            yield Problem(
                f"the swap of {_when(swap)} {said}; name one who gives and one who takes",
                swap.at("take"),
                key=("people",),
                related=(Related(swap.at("give"), "this is who gives"),),
                remedies=(Remedy("name one person under `give`, and another under `take`"),),
            )
        case "no-column":
            yield _nowhere(swap, "is for a rotation that is not there", swap.at("rotation"), found.reason)
        case "outside":
            yield _nowhere(swap, "lies where no rotation has a turn", swap.at("from"), found.reason)
        case "not-told":
            yield Undecided(
                "oncall.rotations.roles", found.because[-1], why=f"whether '{give}' is on duty {_when(swap)}"
            )


def _nowhere(swap: Swap, said: str, at: Place, reason: str) -> Problem:
    give, take = _who(swap)
    return Problem(
        f"the swap of '{give}' with '{take}' {said}, so nothing changes hands; correct it",
        at,
        key=(reason,),
        remedies=(_ASK_AGAIN,),
    )


def _right_giver(swap: Swap, found: Unapplied, take: str) -> Iterator[Remedy]:
    if len(found.holders) == 1 and found.holders[0] != take:
        yield Remedy(f"let '{found.holders[0]}' give", (Put(swap.at("give"), found.holders[0]),))


# ---- whether both can do what they take


def _unable(swap: Swap, view: TeamView) -> Iterator[Problem]:
    """Each of the two, with what they hold by this swap: roles they may not have, days on which they are not there."""
    give, take = _who(swap)
    for key, name in (("give", give), ("take", take)):
        person = view.team.person(name)
        if not isinstance(person, Member):
            continue
        own = [each for each in duty_segments(view) if swap.place in each.because and each.holder == person.id]
        roles = tuple(dict.fromkeys(each.role for each in own if not person.may_hold(each.role)))
        if roles:
            yield _problem(swap, key, person, f"may not be {listed(roles, 'or')}", "eligible", own, view)
        stretches = union((each.start, each.end) for each in own)
        active = union(stretch_of(view, person, each) for each in person.active)
        gone = minus(stretches, active) if person.active else ()
        if gone:
            yield _problem(swap, key, person, f"is not in the team {_days(view, own, gone)}", "active", own, view)


def _problem(
    swap: Swap, key: str, person: Member, said: str, field: str, own: Sequence[Segment], view: TeamView
) -> Problem:
    roles = listed(dict.fromkeys(each.role for each in own))
    told = person.eligible if field == "eligible" else tuple(map(_stretch, person.active))
    when_ = _days(view, own, union((each.start, each.end) for each in own))
    return Problem(
        f"'{person.id}' becomes {roles} by this swap, {when_}, but {said}; swap with somebody else",
        swap.at(key),
        key=(key, field),
        evidence=(Fact("roles", roles), Fact(field, told, (person.at(field),))),
        related=(Related(person.at(field), f"this says what '{person.id}' may do, and when"),),
        remedies=(_ASK_AGAIN,),
    )


def _days(view: TeamView, own: Sequence[Segment], stretches: Sequence[Interval]) -> str:
    return listed(when(first, last) for first, last in oncall_days(view, own[0].rotation, stretches))


def _who(swap: Swap) -> tuple[str, str]:
    """Who gives and who takes; nothing for what is not one person."""
    give, take = (
        party.names[0].id if party is not None and len(party.names) == 1 else "" for party in (swap.give, swap.take)
    )
    return give, take


def _when(swap: Swap) -> str:
    return days(_day(swap.first), _day(swap.last))


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _stretch(told: Stretch) -> str:
    if told.first is None or told.last is None:
        return bounds(told.first, told.last)
    return days(_day(told.first), _day(told.last))
