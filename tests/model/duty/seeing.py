"""What tests of turns look through: a view of a team, and its only pool."""

from datetime import date

from pipecheck.model.duty import (
    Pool,
    pools,
)
from pipecheck.model.team import Team
from pipecheck.model.views import View, Views
from tests.model.resolve.make import (
    AS_OF,
    CALENDARS,
    ZONES,
)

JANUARY = date(2026, 1, 5)
FOUR = ["alice", "bob", "carol", "dave"]
FOUR_WEEKS = (JANUARY, date(2026, 2, 1))
BOTH = ("primary", "secondary")


def view(made: Team) -> View:
    return Views(made, CALENDARS, ZONES, AS_OF).view()


def one_pool(made: Team, *roles: str) -> tuple[View, Pool]:
    seen = view(made)
    (pool,) = pools(seen, roles or ("primary",))
    return seen, pool
