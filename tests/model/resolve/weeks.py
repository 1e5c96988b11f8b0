"""Four people in weekly turns, and a fifth: what tests of changes lay something over."""

from datetime import date

from pipecheck.model.resolve import Resolved
from pipecheck.model.team import Team
from tests.model.resolve.make import (
    handoff,
    rota,
    team,
    told,
)

JANUARY = date(2026, 1, 5)
SPAN = (JANUARY, date(2026, 2, 1))
ROLES = {"primary": ["alice", "bob", "carol", "dave"], "secondary": ("primary", 1)}


def made(roles: object = None, **more: object) -> Team:
    fields = {"period": SPAN, "people": "alice bob carol dave erin"} | more
    return team(rota(roles=roles or ROLES, start=JANUARY, handoff=handoff(0, 9)), **fields)  # type: ignore[arg-type]


def primaries(resolved: Resolved) -> list[str]:
    return told(resolved.segments(role="primary"))
