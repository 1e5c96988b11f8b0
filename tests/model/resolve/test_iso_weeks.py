"""A rota anchored to ISO weeks: whatever period is looked at, week 1 belongs to the first entry."""

from datetime import date, timedelta

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.zones import ZoneTables
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team

TEAM = """
version: 1
team: core
timezone: Europe/Berlin
members: [{{id: a}}, {{id: b}}, {{id: c}}, {{id: d}}]
pipelines: [{{id: p, owners: {{primary: a, secondary: b}}}}]
oncall:
  period: {{from: {first}, to: {last}}}
  rotations:
    - id: weekly
      turn: 1w
      anchor: iso-week
      handoff: {{day: monday, time: "09:00"}}
      roles: {{primary: [a, b, c, d]}}
"""


class Nothing:
    """A disk without files."""

    def read(self, path: str) -> bytes | None:
        return None

    def paths(self, pattern: str) -> list[str]:
        return []


@pytest.mark.parametrize("first", [date(2026, 1, 5) + timedelta(weeks=5 * number) for number in range(30)], ids=str)
def test_the_entry_follows_the_number_of_the_week(first: date) -> None:
    zones = ZoneTables()
    text = TEAM.format(first=first, last=first + timedelta(days=363))
    loaded = load_team("core.yaml", text.encode(), Nothing(), zones)
    assert loaded.team is not None
    schedule = Views(loaded.team, HolidayTables(), zones, first).view(0).schedule
    turns = schedule.turns("weekly")
    assert len(turns) == 52
    for turn in turns:
        assert dict(turn.cells)["primary"] == ("abcd"[(turn.first.isocalendar().week - 1) % 4],)
