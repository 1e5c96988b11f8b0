"""Why nobody answers for a pipeline on a holiday: a gap of the rota, or its hours."""

from datetime import date

from pipecheck.model.views import View
from pipecheck.rules.holiday_gaps import Cause, left_out, served
from tests.rules.views import view_of

HEAD = """\
calendar: {region: US, majors: [christmas, new-year]}
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, audiences: [investors]}, {id: orders}]
"""
HOURS = 'hours: [{days: workdays, from: "09:00", to: "17:00"}]'
PERIOD = "period: {from: 2026-11-30, to: 2027-01-10}"


def view(oncall: str, zone: str = "timezone: UTC\n") -> View:
    return view_of(f"{zone}{HEAD}oncall:\n  {PERIOD}\n{oncall}")


def told(causes: tuple[Cause, ...]) -> list[tuple[str, list[str], list[str]]]:
    """Where it is, what it leaves out, and where the same is so."""
    return [
        (
            ".".join(map(str, cause.at.route[1:])),
            [f"{miss.said} {miss.day:%m-%d} {miss.pipeline}" for miss in cause.misses],
            [".".join(map(str, place.route[1:])) for place in cause.also],
        )
        for cause in causes
    ]


def found(oncall: str, *roles: str, zone: str = "timezone: UTC\n") -> list[tuple[str, list[str], list[str]]]:
    return told(left_out(view(oncall, zone), roles or ("primary",)))


BOTH = ["christmas 12-25 revenue", "christmas 12-25 orders", "new-year 01-01 revenue", "new-year 01-01 orders"]


def test_a_rota_that_runs_on_leaves_nothing_out() -> None:
    assert found("  rotations: [{id: weekly, start: 2026-11-30, turn: 1w, roles: {primary: [alice, bob]}}]") == []


def test_hours_that_leave_holidays_out_are_one_cause() -> None:
    weekly = f"  rotations: [{{id: weekly, start: 2026-11-30, turn: 1w, {HOURS}, roles: {{primary: [alice, bob]}}}}]"
    assert found(weekly) == [("rotations.0.hours", BOTH, [])]
    one = view(weekly)
    (cause,) = left_out(one, ("primary",))
    miss = cause.misses[0]
    assert (miss.holiday, miss.at.document) == ("christmas@2026", "team.yaml")


def test_all_hours_together_in_order_of_time() -> None:
    assert found(
        f"""\
  rotations:
    - id: one
      start: 2026-11-30
      turn: 1w
      covers: {{pipelines: [revenue]}}
      {HOURS}
      roles: {{primary: [alice]}}
    - id: two
      start: 2026-11-30
      turn: 1w
      covers: {{pipelines: [orders]}}
      roles: {{primary: {{order: [bob], {HOURS}}}}}
"""
    ) == [("rotations.0.hours", BOTH, ["rotations.1.roles.primary.hours"])]


def test_other_roles_are_not_asked() -> None:
    weekly = (
        "  rotations: [{id: weekly, start: 2026-11-30, turn: 1w, "
        f"roles: {{primary: [alice], secondary: {{order: [bob], {HOURS}}}}}}}]"
    )
    assert found(weekly) == []
    assert found(weekly, "secondary") == [("rotations.0.roles.secondary.hours", BOTH, [])]
    assert found(weekly, "primary", "secondary") == []
    assert served(view(weekly), ("standby",)) == {}
    assert list(served(view(weekly), ("secondary",))) == ["revenue", "orders"]
    assert [[each.role for each in covered] for covered in served(view(weekly), ("secondary",)).values()] == [
        ["secondary"],
        ["secondary"],
    ]


def test_pipelines_that_no_rota_has_anything_to_do_with_are_left_out() -> None:
    turns = "start: 2026-11-30, turn: 1w, roles: {primary: [alice]}"
    only = f"  rotations: [{{id: one, covers: {{pipelines: [orders]}}, {turns}}}]"
    assert list(served(view(only), ("primary",))) == ["orders"]


GAP = """\
  rotations:
    - id: table
      turns:
        - {from: 2026-11-30, to: 2026-12-06, primary: open}
        - {from: 2026-12-07, to: 2026-12-24, primary: alice}
        - {from: 2026-12-26, to: 2026-12-31, primary: bob}
        - {from: 2027-01-01, to: 2027-01-01, primary: open}
        - {from: 2027-01-02, to: 2027-01-10, primary: alice}
"""


def test_each_gap_is_a_cause_of_its_own() -> None:
    assert found(GAP) == [
        ("rotations.0.turns.1.primary", BOTH[:2], []),
        ("rotations.0.turns.3.primary", BOTH[2:], []),
    ]


def test_a_gap_of_one_role_is_no_gap_where_another_has_it() -> None:
    both = GAP.replace("primary: alice}", "primary: alice, secondary: bob}")
    assert len(found(both, "primary", "secondary")) == 2
    held = both + "    - {id: second, start: 2026-11-30, turn: 1w, roles: {secondary: [bob]}}\n"
    assert found(held, "primary", "secondary") == []


def test_nobody_on_purpose_is_not_left_out() -> None:
    assert (
        found(
            "  rotations: [{id: weekly, start: 2026-11-30, turn: 1w, roles: {primary: [alice]}}]\n"
            "  on_holidays: {none: alerts wait}"
        )
        == []
    )


def test_a_day_is_one_of_the_team_else_of_the_rota() -> None:
    """The turns of Tokyo leave out two days; on an island further east the year begins before that."""
    rotation = (
        "  rotations: [{id: weekly, timezone: Asia/Tokyo, turns: ["
        "{from: 2026-11-30, to: 2026-12-31, primary: alice}, {from: 2027-01-03, to: 2027-01-10, primary: bob}]}]"
    )
    both = [("rotations.0.turns.0.primary", BOTH[2:], [])]
    assert found(rotation, zone="") == both
    assert found(rotation, zone="timezone: Asia/Tokyo\n") == both
    assert found(rotation, zone="timezone: America/New_York\n") == both
    assert found(rotation, zone="timezone: Pacific/Kiritimati\n") == []


def test_without_any_zone_a_day_is_a_day() -> None:
    weekly = f"  rotations: [{{id: weekly, start: 2026-11-30, turn: 1w, {HOURS}, roles: {{primary: [alice, bob]}}}}]"
    assert found(weekly, zone="") == [("rotations.0.hours", BOTH, [])]


def test_a_need_that_no_rota_serves_is_told_at_the_holiday() -> None:
    need = "  required: [{covers: {pipelines: [orders]}, hours: always, roles: [standby]}]\n"
    weekly = "  rotations: [{id: weekly, start: 2026-11-30, turn: 1w, roles: {primary: [alice, bob]}}]"
    causes = left_out(view(need + weekly), ("standby",))
    assert [[miss.pipeline for miss in cause.misses] for cause in causes] == [["orders", "orders"]]
    assert date(2026, 12, 25) == causes[0].misses[0].day


def test_of_two_rotas_the_one_whose_turn_ended_is_to_mend() -> None:
    two = """\
  rotations:
    - {id: first, turns: [{from: 2026-11-30, to: 2026-12-02, primary: alice}]}
    - id: second
      turns: [{from: 2026-12-07, to: 2026-12-24, primary: alice}, {from: 2026-12-26, to: 2027-01-10, primary: bob}]
"""
    assert found(two) == [("rotations.1.turns.0.primary", BOTH[:2], [])]


def test_hours_of_one_role_hide_no_gap_of_another() -> None:
    both = f"""\
  rotations:
    - {{id: first, start: 2026-11-30, turn: 1w, {HOURS}, roles: {{primary: [alice]}}}}
    - id: second
      turns:
        - {{from: 2026-11-30, to: 2026-12-20, secondary: bob}}
        - {{from: 2026-12-21, to: 2026-12-27, secondary: open}}
        - {{from: 2026-12-28, to: 2027-01-10, secondary: bob}}
"""
    assert found(both, "primary", "secondary") == [("rotations.1.turns.1.secondary", BOTH[:2], [])]


def test_the_first_rota_with_hours_leaves_holidays_out() -> None:
    two = f"""\
  rotations:
    - {{id: first, start: 2026-11-30, until: 2026-12-06, turn: 1w, roles: {{primary: [alice]}}}}
    - {{id: second, start: 2026-12-07, turn: 1w, {HOURS}, roles: {{primary: [alice]}}}}
"""
    assert found(two) == [("rotations.1.hours", BOTH, [])]


def test_of_two_rotas_the_first_has_the_clock() -> None:
    """The new year of Tokyo is over when that of New York is ten hours old."""
    monday = 'hours: [{days: mon, from: "09:00", to: "10:00"}]'
    two = f"""\
  rotations:
    - id: first
      timezone: Asia/Tokyo
      turns: [{{from: 2026-11-30, to: 2026-12-31, primary: alice}}, {{from: 2027-01-02, to: 2027-01-10, primary: bob}}]
    - {{id: second, timezone: America/New_York, start: 2026-11-30, turn: 1w, {monday}, roles: {{primary: [alice]}}}}
"""
    assert [(misses, also) for _, misses, also in found(two, zone="")] == [(BOTH[2:], [])]
