"""Which line of a file made something so."""

import pytest

from pipecheck.rules.base import Place
from pipecheck.rules.lines import ROTA, Line, holds, line_at, top_line
from tests.rules.views import view_of

TEAM = """\
timezone: UTC
calendar: {region: US}
members: [{id: alice}, {id: bob}]
oncall:
  stand_in: bob
  period: {from: 2026-01-05, to: 2026-02-15}
  rotations:
    - id: weekly
      start: 2026-01-05
      turn: 1w
      roles: {primary: [alice, bob]}
    - id: table
      turns:
        - {from: 2026-01-05, to: 2026-01-11, primary: alice}
        - {from: 2026-01-12, to: 2026-01-18, primary: bob}
    - id: rows
      turns: [{primary: alice, for: 6w}]
      start: 2026-01-05
  holidays: [{holiday: christmas, season: 2025, primary: alice}, {holiday: new-year, season: 2025, primary: bob}]
  overrides: [{from: 2026-01-06, to: 2026-01-07, rotation: weekly, role: primary, person: bob}]
  swaps: [{from: 2026-02-02, to: 2026-02-08, give: alice, take: bob, accepted: 2026-01-01}]
history:
  shifts: [{from: 2025-12-29, to: 2026-01-04, primary: bob}]
"""


def at(*route: str | int) -> Place:
    return Place("team.yaml", route)


@pytest.mark.parametrize(
    ("route", "name", "where"),
    [
        (("oncall", "holidays", 1, "primary"), "holiday@new-year/season-2025", ("oncall", "holidays", 1)),
        (("oncall", "overrides", 0), "override@2026-01-06/weekly/primary", ("oncall", "overrides", 0)),
        (("oncall", "swaps", 0, "give"), "swap@2026-02-02/alice/bob", ("oncall", "swaps", 0)),
        (("oncall", "rotations", 1, "turns", 1, "primary"), "turn@2026-01-12", None),
        (("oncall", "rotations", 2, "turns", 0, "primary"), ROTA, None),
        (("oncall", "rotations", 0, "roles", "primary", 1), ROTA, None),
        (("oncall", "stand_in"), "stand-in", None),
        (("history", "shifts", 0, "primary"), "history", None),
        (("members", 0, "time_off", 0), ROTA, None),
    ],
)
def test_the_line_of_a_place(route: tuple[str | int, ...], name: str, where: tuple[str | int, ...] | None) -> None:
    view = view_of(TEAM)
    line = line_at(view, at(*route))
    assert (line.name, line.place) == (name, at(*(route if where is None else where)))
    assert (line.change and line.change.id) == (None if where is None else name)


def test_a_team_without_duty_has_no_lines() -> None:
    assert line_at(view_of("members: [{id: alice}]"), at("oncall", "swaps", 0)) == Line(ROTA, at("oncall", "swaps", 0))
    only_history = view_of(
        "members: [{id: alice}]\nhistory: {shifts: [{from: 2025-12-29, to: 2026-01-04, primary: alice}]}"
    )
    assert line_at(only_history, at("history", "shifts", 0)).name == "history"


def test_the_last_word_about_a_stretch_of_duty() -> None:
    view = view_of(TEAM)
    own = [segment for segment in view.schedule.segments(rotation="weekly") if segment.holder]
    names = [top_line(view, segment).name.partition("@")[0] for segment in own]
    assert names == ["rota", "override", "rota", "rota", "rota", "rota", "swap", "rota"]


def test_a_place_lies_within_another_of_its_file() -> None:
    assert holds(at("a", 1), at("a", 1))
    assert holds(at("a", 1), at("a", 1, "b"))
    assert not holds(at("a", 1), at("a", 2))
    assert not holds(at("a", 1), at("a"))
    assert not holds(at("a", 1), Place("other.yaml", ("a", 1)))
