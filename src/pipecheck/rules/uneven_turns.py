"""What rules say of turns that are shared unevenly: how many everybody has, how even they could be, and the way out."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipecheck.model.duty import Duty, Pool, days_held, turn_lengths, turns_served
from pipecheck.model.fairness import Number, best_text, least_spread, spread
from pipecheck.model.oncall import Rotation
from pipecheck.rules.base import Fact, Problem, Put, Remedy, TeamView
from pipecheck.rules.pooled import (
    Tally,
    also,
    declared,
    heaviest_rotation,
    own_duties,
    parts,
    places_of,
    steps,
    turns_held,
    where,
)
from pipecheck.rules.prose import counted, listed, tallied


def tally_of(pool: Pool, view: TeamView) -> Tally:
    """The turns of a pool; or days, where turns differ in length."""
    return view.measure(_tally, pool)


def _tally(view: TeamView, pool: Pool) -> Tally:
    lengths = turn_lengths(view, pool)
    shares = parts(pool, view)
    if len(lengths) > 1:
        days = days_held(view, pool)
        alike = len(set(shares.values())) <= 1
        unequal = _unavoidable(pool, view, len(shares), alike=alike)
        return Tally(days, shares, lengths[0], len({name for _, name in pool.columns}), whole=False, unequal=unequal)
    turns = [len(view.schedule.turns(name)) for name, _ in pool.columns]
    return Tally(turns_held(pool, view), shares, Fraction(1), steps(turns, len(shares)))


def _beyond(view: TeamView, pool: Pool) -> Fraction | None:
    """By how much people differ more than they must; None where nobody can differ from anybody."""
    tally = tally_of(pool, view)
    rated = tally.rated
    return None if len(rated) < 2 else Fraction(spread(rated.values())) - tally.allowed


def _unavoidable(pool: Pool, view: TeamView, people: int, *, alike: bool) -> Fraction:
    """By how many days turns of several lengths cannot be shared more evenly: each column for itself, added up.

    Those who should not all carry the same can always be within one longest turn of one another.
    """
    columns: dict[str, list[Number]] = {}
    for column, days in turns_served(view, pool):
        columns.setdefault(column, []).append(days)
    if not alike:
        return Fraction(sum(max(each) for each in columns.values()))
    together = least_spread((days for each in columns.values() for days in each), people)
    return Fraction(max(together, sum(least_spread(each, people) for each in columns.values())))


def uneven(
    rotation: Rotation,
    pool: Pool,
    view: TeamView,
    slack: int,
    said: str,
    key: tuple[str, ...],
    remedies: tuple[Remedy, ...] = (),
) -> Problem | None:
    """The problem that turns of a pool are shared less evenly than they could be, by more than `slack` of them; none
    where they are not, or where another rotation of the pool is the one to say so.

    `said` is what the turns are: 'on duty', 'as primary'. `remedies` come before those for any pool.
    """
    tally = tally_of(pool, view)
    beyond = view.measure(_beyond, pool)
    if beyond is None or beyond <= slack * tally.unit:
        return None
    rated = tally.rated
    most, least = tally.ends()
    own = own_duties(most, pool, view)
    if heaviest_rotation(own, pool) != rotation.id:
        return None
    noun = "turn" if tally.whole else "day"
    places = places_of(own, rotation.id)
    loads = dict(tally.loads)
    ask = _ask(tally, most, least, own)
    return Problem(
        f"{noun}s {said} in {where(pool)}: {tallied(loads)}; {_best(tally)}; {ask}",
        places[0] if places else rotation.at("roles"),
        key=key,
        evidence=(
            Fact(f"{noun}s", loads, tuple(places)),
            Fact("spread", spread(rated.values())),
            Fact("unavoidable", tally.allowed),
            Fact("slack", slack),
            *((Fact("by share", dict(rated)),) if not tally.is_alike else ()),
        ),
        related=(*also(places, f"'{most}' has most"), *declared(least, f"'{least}' has least", view)),
        remedies=(*remedies, *everybody_once(rotation, pool, tally.is_alike, view), Remedy(ask)),
    )


def _ask(tally: Tally, most: str, least: str, own: Sequence[Duty]) -> str:
    """What one should give the other, before either is past what is best."""
    if tally.whole:
        best = tally.best()
        number = min(int(tally.loads[most]) - best[most], best[least] - int(tally.loads[least]))
        return f"give {counted(max(1, number), 'turn')} of {most} to {least}"
    fair = tally.total / sum(tally.shares.values())
    left = min(tally.loads[most] - fair * tally.shares[most], fair * tally.shares[least] - tally.loads[least])
    given: list[Fraction] = []
    for days in sorted((duty.days for duty in own), reverse=True):
        if days <= left:
            given.append(days)
            left -= days
    apart = tally.loads[most] - tally.loads[least]
    given = given or [duty.days for duty in own if duty.days < apart][:1]
    if not given:
        return f"let {most} and {least} exchange a longer turn for a shorter one"
    return f"give {counted(len(given), 'turn')} of {most} to {least}, {counted(sum(given), 'day')}"


def _best(tally: Tally) -> str:
    if not tally.is_alike:
        if not tally.whole:
            return f"by their share {tallied(tally.rated)}"
        return f"the best for their share is {tallied(tally.best())}"
    if not tally.whole:
        most = f"by more than {counted(tally.allowed, 'day')}" if tally.allowed else "at all"
        return f"they need not differ {most}"
    return best_text(int(tally.total), len(tally.loads))


# ---- the way out


def is_plain(rotation: Rotation, view: TeamView) -> bool:
    """Whether orders alone make up a rota, and nothing is laid over it: then another order is another rota."""
    oncall = view.team.oncall
    laid = oncall is None or oncall.holidays or oncall.overrides or oncall.swaps or oncall.stand_in
    orders = [column.order for column in rotation.columns if column.order]
    return not laid and not rotation.turns and all(len(party.names) == 1 for order in orders for party in order)


def everybody_once(rotation: Rotation, pool: Pool, is_alike: bool, view: TeamView) -> Iterator[Remedy]:
    """Where one order makes up the whole rota, and nothing is laid over it: an order that names everybody once."""
    orders = [column.order for column in rotation.columns if column.order]
    if len(pool.columns) > 1 or len(orders) != 1 or not is_alike or not is_plain(rotation, view):
        return
    order = orders[0]
    named = dict.fromkeys(ref.id for party in order for ref in party.names)
    if not set(named) <= set(pool.counted):
        return
    everybody = [*named, *(who for who in pool.counted if who not in named)]
    first = order[0].at
    whole = first._replace(route=first.route[:-1]) if isinstance(first.route[-1], int) else first
    yield Remedy(f"name everybody once: {listed(everybody)}", (Put(whole, everybody),))
