"""The table of what a reasonable policy measures on the five plans, recomputed by the product's own code.

Plan 002 is owned twice over, so it has two columns: as its teams, and as the roles of its engineers in one week. The
table counted "Finance Team/Risk Team" as one owner; here they are two, since the plan itself writes two teams: that is
the one difference, and `FINANCE_AND_RISK` marks where it shows.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import ceil

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.zones import ZoneTables
from pipecheck.model.duty import pairs, pools
from pipecheck.model.fairness import floor, spread
from pipecheck.model.ownership import owners_of
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.sections import find, runbooks_of, told_elsewhere
from pipecheck.model.team import Team
from pipecheck.model.view import TeamView
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team
from pipecheck.rules.ownership import low_bus_factor, owner_silo
from pipecheck.rules.pooled import turns_held
from tests.plans.cells import AS_OF, texts

COLUMNS = ("plan-000", "plan-001", "plan-002 teams", "plan-002 engineers", "plan-003", "plan-004")
ONE = ("primary",)
BOTH = ("primary", "secondary")
FINANCE_AND_RISK = 1
COMPLETE = ("impact", "diagnosis", "mitigation", "escalation")


@cache
def _views(column: str) -> Views:
    plan = column.split()[0]
    path = f"teams/{plan}/team.yaml"
    reader = texts(plan, {})
    loaded = load_team(path, reader.read(path) or b"", reader, ZoneTables())
    assert loaded.team is not None
    return Views(loaded.team, HolidayTables(), ZoneTables(), AS_OF)


def _team(column: str) -> Team:
    return _views(column).team


def _ranks(column: str) -> tuple[str, str]:
    return ("engineer", "engineer-backup") if column.endswith("engineers") else ("primary", "secondary")


def _names(pipeline: Pipeline, *ranks: str) -> list[str]:
    return [ref.id for party in owners_of(pipeline, ranks) for ref in party.names]


def _pipelines(column: str, audience: str = "") -> list[Pipeline]:
    return [one for one in _team(column).pipelines or () if not audience or audience in one.audiences]


def _owners(column: str) -> list[str]:
    """Everybody who owns anything, in the order of the file; for engineers, the roles in theirs."""
    named = dict.fromkeys(name for one in _pipelines(column) for name in _names(one, *_ranks(column)))
    team = _team(column)
    declared = [person.id for person in (*(team.members or ()), *team.slots, *team.partners)]
    return [name for name in (*declared, team.team) if name in named]


def _load(column: str, ranks: Sequence[str], audience: str = "") -> list[int]:
    held = [name for one in _pipelines(column, audience) for name in _names(one, *ranks)]
    return [held.count(owner) for owner in _owners(column)]


def _sets(column: str) -> Mapping[str, frozenset[str]]:
    return {one.id: frozenset(_names(one, *_ranks(column))) for one in _pipelines(column)}


def _lost(column: str, people: int) -> int:
    """The most pipelines that have no owner left when so many leave."""
    sets = _sets(column)
    losses = low_bus_factor._unions(sets, people)
    return max(len(low_bus_factor._lost(sets, gone).pipelines) for gone in losses)


def _bus_factor(column: str) -> int:
    """The fewest people without whom half of the pipelines have no owner."""
    half = ceil(Fraction(len(_sets(column)), 2))
    return next(people for people in range(1, len(_owners(column)) + 1) if _lost(column, people) >= half)


def _row(*values: object) -> Mapping[str, object]:
    return dict(zip(COLUMNS, values, strict=True))


OWNERSHIP: Mapping[str, tuple[Callable[[str], object], Mapping[str, object]]] = {
    "pipelines and distinct owners": (
        lambda column: (len(_pipelines(column)), len(_owners(column))),
        _row((8, 4), (5, 5), (5, 5 + FINANCE_AND_RISK), (5, 4), (8, 4), (8, 4)),
    ),
    "primary loads": (
        lambda column: _load(column, _ranks(column)[:1]),
        _row([2] * 4, [1] * 5, [1, 1, 1, 1, 2, 0], [2, 1, 1, 1], [2] * 4, [2] * 4),
    ),
    "secondary loads": (
        lambda column: _load(column, _ranks(column)[1:]),
        _row([2] * 4, [2] * 5, [0, 0, 0, 0, 0, 5], [0, 2, 0, 0], [2] * 4, [2] * 4),
    ),
    "weighted, primary 1 and secondary a half": (
        lambda column: [
            first + Fraction(second, 2)
            for first, second in zip(_load(column, _ranks(column)[:1]), _load(column, _ranks(column)[1:]), strict=True)
        ],
        _row([3] * 4, [2] * 5, [1, 1, 1, 1, 2, Fraction(5, 2)], [2, 2, 1, 1], [3] * 4, [3] * 4),
    ),
    "pipelines lacking a second owner": (
        lambda column: sum(len(owners) < 2 for owners in _sets(column).values()),
        _row(0, 0, 0, 3, 0, 0),
    ),
    "ownership components": (
        lambda column: len(owner_silo._groups(_sets(column))),
        _row(2, 1, 1, 3, 2, 1),
    ),
    "orphans if the worst two leave": (
        lambda column: _lost(column, 2),
        _row(4, 0, 2, 3, 4, 2),
    ),
    "bus factor, half of the pipelines": (_bus_factor, _row(2, 5, 3, 2, 2, 3)),
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", OWNERSHIP)
def test_who_owns_what(row: str, column: str) -> None:
    measured, expected = OWNERSHIP[row]
    assert measured(column) == expected[column]


INVESTORS = {
    "plan-000": ([0, 1, 1, 1], [1, 1, 2, 2]),
    "plan-001": ([0, 1, 1, 0, 1], [1, 1, 2, 2, 3]),
    "plan-002 teams": ([0, 0, 0, 0, 2, 0], None),
    "plan-003": ([1, 1, 0, 1], [2, 2, 1, 1]),
    "plan-004": ([1, 0, 1, 1], [2, 1, 1, 2]),
}
SPREADS = {"plan-000": (1, 1), "plan-001": (1, 2), "plan-002 teams": (2, None), "plan-003": (1, 1), "plan-004": (1, 1)}


@pytest.mark.parametrize("column", INVESTORS)
def test_who_owns_what_investors_read(column: str) -> None:
    primaries, both = INVESTORS[column]
    assert _load(column, ONE, "investors") == primaries
    assert spread(primaries) == SPREADS[column][0]
    if both is not None:
        assert _load(column, BOTH, "investors") == both
        assert spread(both) == SPREADS[column][1]
    # Two pipelines cannot be more even than one apart, nor can nine duties over five people.
    assert floor(sum(primaries), len(primaries)) == 1


# ---- duty


def _shares(view: TeamView, roles: Sequence[str]) -> set[Fraction]:
    """The parts of the turns that people have by the rota alone; of an order that is not stated, an equal part."""
    (pool,) = pools(view, roles)
    turns = view.schedule.turns("weekly")
    columns = [name for _, name in pool.columns]
    rounds = len(turns) // len(pool.people) * len(pool.people)
    cells = [{who for name, people in turn.cells if name in columns for who in people} for turn in turns[:rounds]]
    if not all(cells):
        return {held / len(turns) for held in turns_held(pool, view).values()}
    return {Fraction(sum(who in cell for cell in cells), rounds) for who in pool.people}


QUARTER, HALF, FIFTH = Fraction(1, 4), Fraction(1, 2), Fraction(1, 5)


@pytest.mark.parametrize(
    ("plan", "primary", "any_role"),
    [
        ("plan-000", QUARTER, HALF),
        ("plan-001", FIFTH, FIFTH),
        ("plan-003", QUARTER, HALF),
        ("plan-004", QUARTER, QUARTER),
    ],
)
def test_the_part_of_the_turns_that_everybody_has(plan: str, primary: Fraction, any_role: Fraction) -> None:
    views = _views(plan)
    for reading in range(views.readings()):
        view = views.view(reading)
        assert _shares(view, ONE) == {primary}
        assert _shares(view, BOTH) == {any_role}


@pytest.mark.parametrize(
    ("plan", "backed"),
    [
        ("plan-000", {"weekly"}),
        ("plan-001", set()),
        ("plan-002", {"engagement"}),
        ("plan-003", {"weekly"}),
        ("plan-004", set()),
    ],
)
def test_which_rotas_have_a_backup(plan: str, backed: set[str]) -> None:
    segments = _views(plan).view().schedule.segments(role="secondary")
    assert {segment.rotation for segment in segments} == backed


def _back_to_back(plan: str, roles: Sequence[str]) -> list[int]:
    """How many shifts of one person follow one another, at every start that the rota could have."""
    views = _views(plan)
    return sorted(
        sum(len(pairs(view, pool)) for pool in pools(view, roles))
        for view in (views.view(reading) for reading in range(views.readings()))
    )


def test_shifts_that_follow_one_another() -> None:
    """The table says 3 to 6 pairs of plan 001, whichever engineer begins; over every weekday, too, it is 3 to 7."""
    counts = _back_to_back("plan-001", BOTH)
    assert (len(counts), counts[0], counts[-1]) == (35, 3, 7)
    assert set(_back_to_back("plan-003", BOTH)) == {52}
    assert set(_back_to_back("plan-003", ONE)) == {0}
    assert set(_back_to_back("plan-004", BOTH)) == {0}


# ---- runbooks


@pytest.mark.parametrize(
    ("plan", "own", "complete"),
    [("plan-000", 0, 0), ("plan-001", 0, 0), ("plan-002", 2, 0), ("plan-003", 3, 0), ("plan-004", 3, 0)],
)
def test_runbooks_of_what_investors_read(plan: str, own: int, complete: int) -> None:
    team = _team(plan)
    found = [(one, runbooks_of(team, one)) for one in _pipelines(plan, "investors")]
    alone = [one for one, runbooks in found if any(len(each.pipelines) == 1 for each in runbooks)]
    whole = [
        one
        for one, runbooks in found
        if all(find(runbooks, name) or told_elsewhere(team, one, runbooks, name) for name in COMPLETE)
    ]
    assert (len(alone), len(whole)) == (own, complete)
