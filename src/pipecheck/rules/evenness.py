"""What the rules about load share: when a load is uneven, and how that is said."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from pipecheck.model.fairness import best_text
from pipecheck.model.ownership import seats
from pipecheck.model.team import Team
from pipecheck.rules.base import Fact, Outcome, Problem, Related, Remedy, TeamView
from pipecheck.rules.loads import OWNERS, PEOPLE, Bounds, Counted, Load, of_owners, of_people, untold
from pipecheck.rules.prose import counted, listed, shortened, tallied
from pipecheck.rules.reseating import Move, moves

__all__ = ["OWNERS", "PEOPLE", "concerns", "concerns_any", "uneven", "uneven_for"]

_NAMED = 8
"""Of more people than this, a message names only the heaviest and the lightest."""


def concerns(team: Team, rank: str, over: str) -> bool:
    """Whether anybody who is counted may hold a seat of the rank; else there is nothing to judge."""
    return _concerns(team, Counted((rank,)), over)


def concerns_any(team: Team, audiences: Sequence[str], ranks: tuple[str, ...], over: str) -> bool:
    """Whether that is so of the pipelines for one of these audiences."""
    return any(_concerns(team, Counted(ranks, audience), over) for audience in audiences)


def uneven(team: Team, view: TeamView, rank: str, over: str, slack: int, cap: int | None) -> Iterator[Outcome]:
    """The problem that somebody carries more than `slack` beyond what arithmetic asks for, or more than `cap`."""
    yield from _uneven(team, view, Counted((rank,)), over, slack, cap)


def uneven_for(
    team: Team, view: TeamView, audience: str, ranks: tuple[str, ...], over: str, slack: int
) -> Iterator[Outcome]:
    """The same of the pipelines for an audience, the seats of these ranks counted together."""
    of = Counted(ranks, audience)
    if _concerns(team, of, over):
        yield from _uneven(team, view, of, over, slack, None)


def _concerns(team: Team, of: Counted, over: str) -> bool:
    if team.pipelines is not None and not of.pipelines(team):
        return False
    if untold(team, of) is not None:
        return True
    held = [seats(team, rank, of.pipelines(team)) for rank in of.ranks]
    return any(any(one.shares.values()) or (over == OWNERS and bool(one.parties)) for one in held)


def _uneven(team: Team, view: TeamView, of: Counted, over: str, slack: int, cap: int | None) -> Iterator[Outcome]:
    unknown = untold(team, of)
    if unknown is not None:
        yield unknown
        return
    load = of_owners(team, of) if over == OWNERS else of_people(team, view, of)
    if load.total:
        bounds = Bounds(load.unevenness(load.best()) + slack, cap)
        if not bounds.hold(load, load.counts):
            yield _problem(team, load, bounds)


# ---- saying


def _problem(team: Team, load: Load, bounds: Bounds) -> Problem:
    rated = load.rated(load.counts)
    heaviest, lightest = max(rated, key=lambda who: rated[who]), min(rated, key=lambda who: rated[who])
    made = moves(team, load, bounds)
    seat = made[0].seat.at if made else load.places[heaviest][0]
    others = [place for place in load.places[heaviest] if place != seat]
    light = team.person(lightest)
    return Problem(
        _message(load, bounds),
        seat,
        key=(load.of.audience,) if load.of.audience else (),
        evidence=(
            Fact("loads", dict(load.counts), load.places[heaviest]),
            Fact("total", load.total),
            Fact("best", dict(load.best())),
            Fact("spread", load.unevenness(load.counts)),
            Fact("allowed", bounds.spread),
            *((Fact("cap", bounds.cap),) if bounds.cap is not None else ()),
        ),
        related=(
            *(Related(place, f"{heaviest} is {load.of.role} here too") for place in others[:4]),
            *([Related(light.at("id"), f"{lightest} has {load.counts[lightest] or 'none'}")] if light else []),
        ),
        remedies=(_remedy(load, made, heaviest, lightest),),
    )


def _message(load: Load, bounds: Bounds) -> str:
    counts, total, people = load.counts, load.total, len(load.counts)
    said = f"load for {load.of.audience}" if load.of.audience else f"{load.of.role} load"
    most = max(counts.values())
    if load.unevenness(counts) <= bounds.spread:
        heavy = listed(who for who in counts if counts[who] == most)
        return f"{said} of {heavy} is {most}; at most {bounds.cap} is allowed"
    is_alike = len(set(load.shares.values())) == 1
    if not is_alike:
        part = (f"{who} {count}{_part(load.shares[who])}" for who, count in counts.items())
        return f"{said} {', '.join(part)}; the fairest for {total} is {tallied(load.best())}"
    fairest = best_text(-(-total // 1), people) if people <= _NAMED else _best_of_many(load)
    return f"{said} {tallied(counts) if people <= _NAMED else _range(counts)}; {fairest}"


def _part(share: Fraction) -> str:
    return "" if share == 1 else f" (there for {share})"


def _range(counts: Mapping[str, Fraction]) -> str:
    most, least = max(counts.values()), min(counts.values())
    heavy = shortened((who for who in counts if counts[who] == most), 3)
    light = shortened((who for who in counts if counts[who] == least), 3)
    return f"is {most} for {heavy} and {least} for {light}, over {len(counts)} people"


def _best_of_many(load: Load) -> str:
    each = sorted(set(load.best().values()), reverse=True)
    return f"the best for {load.total} over {len(load.counts)} is {listed(map(str, each), 'or')} each"


def _remedy(load: Load, made: Sequence[Move], heaviest: str, lightest: str) -> Remedy:
    if not made:
        return Remedy(f"let {lightest} be {load.of.role} of something that {heaviest} has now")
    edits = tuple(edit for move in made for edit in move.edits)
    shown = [str(move) for move in made[: 3 if len(made) == 3 else 2]]
    more = [counted(len(made) - len(shown), "more move")] if len(made) > len(shown) else []
    return Remedy(listed([*shown, *more]), edits)
