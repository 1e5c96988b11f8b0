"""From texts to entities: what is told, what follows from it, and where each of it stands."""

from fractions import Fraction

import pytest

from pipecheck.model.value import Duration, MonthDay, SeasonEnd
from tests.model.build.loading import core, load, team, words

SMALLEST = """\
version: 1
team: core
members: [{id: a}, {id: b}]
pipelines: [{id: p, owners: {primary: a, secondary: b}}]
"""


def test_the_least_file_makes_a_team():
    built = team(SMALLEST)

    assert str(built.key) == "team core"
    assert built.name == "core"
    assert [str(member.key) for member in built.members] == ["member core/a", "member core/b"]
    assert [member.name for member in built.members] == ["a", "b"]
    (pipeline,) = built.pipelines
    assert str(pipeline.key) == "pipeline core/p"
    assert [ref.id for ref in pipeline.owner("primary").names] == ["a"]
    assert pipeline.owner("business") is None
    assert (built.partners, built.slots, built.areas, built.oncall, built.majors) == ((), (), (), None, None)
    assert [(one.ref.id, one.found) for one in built.references] == [("a", True), ("b", True)]


def test_version_and_team_are_enough():
    built = team("version: 1\nteam: core\n")

    assert (built.members, built.pipelines, built.history) == (None, None, None)
    assert built.working_days == {0, 1, 2, 3, 4}


def test_empty_lists_are_statements():
    built = core("members: []\npipelines: []\ncalendar: {majors: []}")

    assert (built.members, built.pipelines, built.majors) == ((), (), ())
    assert built.tells("members")
    assert not built.tells("risks")


def test_places_lead_to_the_words():
    text = SMALLEST
    pipeline = team(text).pipelines[0]

    assert words(text, pipeline.owner("secondary").at) == "b"
    assert words(text, pipeline.owner("secondary").names[0].at) == "b"
    assert words(text, pipeline.at("id")) == "p"
    assert words(text, pipeline.at("owners", "primary")) == "a"


def test_an_alias_comes_out_as_the_id_it_stands_for():
    built = core("""
        members: [{id: alice, aliases: [AJ, bob]}, {id: bob}]
        pipelines: [{id: p, owners: {primary: AJ, secondary: bob}}]
    """)

    assert [party.names[0].id for party in built.pipelines[0].owners.values()] == ["alice", "bob"]
    assert built.person("AJ") is built.members[0]
    assert built.person("bob") is built.members[1]
    assert all(reference.found for reference in built.references)


def test_the_first_of_a_name_counts():
    built = core("""
        members: [{id: a, name: first}, {id: a, name: second}]
        partners: [{id: a, name: third}]
    """)

    assert built.person("a").name == "first"
    assert [member.name for member in built.members] == ["first", "second"]


def test_a_member_with_everything():
    built = core("""
        members:
          - id: alice
            name: Alice
            region: US-NY
            timezone: America/New_York
            contact: {email: a@example.com}
            person: other/al
            fte: 0.8
            active: [{from: 2024-01-01}]
            eligible: [primary]
            time_off:
              - {from: 2026-07-01, to: 2026-07-10, kind: vacation}
              - {from: 2026-08-01, to: 2026-08-02, kind: no-duty}
            wishes: [{holiday: christmas, want: "off"}]
    """)
    (alice,) = built.members

    assert alice.fte == Fraction(4, 5)
    assert alice.contact == {"email": "a@example.com"}
    assert alice.person.id == "other/al"
    assert [(one.first.isoformat(), one.last) for one in alice.active] == [("2024-01-01", None)]
    assert [one.there for one in alice.time_off] == [False, True]
    assert (alice.wishes[0].holiday.id, alice.wishes[0].want) == ("christmas", "off")
    assert alice.may_hold("primary")
    assert not alice.may_hold("secondary")
    assert "vacation" not in repr(alice.__dict__)


def test_the_calendar_and_the_week():
    built = core("""
        timezone: Europe/Berlin
        calendar:
          region: DE-BY
          majors: [christmas, fair]
          custom: [{id: fair, date: 2026-05-15}]
          seasons: [{id: break, from: 12-23, to: new-year +1d}]
        working_week: {days: sun-thu, hours: "09:00-17:00"}
    """)

    assert (built.timezone, built.region) == ("Europe/Berlin", "DE-BY")
    assert [ref.id for ref in built.majors] == ["christmas", "fair"]
    assert [(day.id, day.name) for day in built.custom] == [("fair", "fair")]
    assert built.seasons[0].first == SeasonEnd(day=MonthDay(12, 23))
    assert built.seasons[0].last == SeasonEnd(holiday="new-year", offset=1)
    assert built.working_days == {6, 0, 1, 2, 3}
    assert [(window.start, window.end) for window in built.working_hours] == [(540, 1020)]


def test_days_of_the_working_week_are_days_of_the_week():
    loaded = load("version: 1\nteam: core\nworking_week: {days: [mon, holidays]}\n")

    (problem,) = loaded.problems
    assert problem.rule == "invalid-shape"
    assert problem.problem.message == "`days` of the working week wants days such as `mon-fri`; here stands 'holidays'"
    assert "working_days" in loaded.team.aside


def test_pipelines_with_everything():
    built = core("""
        pipelines:
          - id: profit
            area: money
            audiences: [investors]
            criticality: high
            depends_on: [costs, other/raw, core/costs]
            runs: [{at: "02:00", every: 1d, timezone: UTC}, {cron: "0 3 * * *"}]
            deliveries: [{what: daily report, at: "06:00", every: 1d, to: investors}]
            slas: [{kind: fix, by: {day_of_month: 25, shift: previous}}, {kind: response, within: 30m}]
            runbook: {url: "https://example.com/r"}
          - {id: costs, area: money, oncall: {none: too small}, runbook: {none: one line of SQL}}
    """)
    profit, costs = built.pipelines

    assert [ref.id for ref in profit.depends_on] == ["costs", "other/raw", "costs"]
    assert [(run.minute, run.cron) for run in profit.runs] == [(120, None), (None, "0 3 * * *")]
    assert (profit.deliveries[0].what, profit.deliveries[0].to) == ("daily report", "investors")
    assert profit.slas[0].by.day_of_month == 25
    assert profit.slas[0].by.shift == "previous"
    assert profit.slas[1].within == Duration(30, "m")
    assert profit.runbook_url == "https://example.com/r"
    assert (costs.oncall_none, costs.runbook_none) == ("too small", "one line of SQL")
    (area,) = built.areas
    assert (str(area.key), [one.id for one in area.pipelines]) == ("area core/money", ["profit", "costs"])
    assert area.place == profit.at("area")


def test_who_is_on_call_for_nobody_is_chosen_by_no_selector():
    built = core("""
        pipelines: [{id: p}, {id: q, oncall: {none: too small}}]
        risks: [{id: r, scope: all}]
    """)
    scope = built.risks[0].scope

    assert [one.id for one in built.pipelines_of(scope)] == ["p"]
    assert [one.id for one in built.pipelines_of(scope, off_call=True)] == ["p", "q"]


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [
        ("all", ["p", "q", "r"]),
        ("{areas: [x]}", ["p", "q"]),
        ("{areas: [x], audiences: [board]}", ["q"]),
        ("{audiences: [board, press]}", ["q", "r"]),
        ("{pipelines: [r, p]}", ["p", "r"]),
        ("{criticality: [high]}", ["r"]),
    ],
)
def test_selectors_join_keys_by_and_and_values_by_or(selector, chosen):
    built = core(f"""
        pipelines:
          - {{id: p, area: x}}
          - {{id: q, area: x, audiences: [board]}}
          - {{id: r, audiences: [press], criticality: high}}
        risks: [{{id: r, scope: {selector}}}]
    """)

    assert [one.id for one in built.pipelines_of(built.risks[0].scope)] == chosen


def test_risks_and_reviews():
    built = core("""
        members: [{id: a}]
        risks: [{id: r, title: Late, category: freshness, owner: a, likelihood: low, reviewed: 2026-01-15}]
        reviews: [{what: risks, every: 3mo, last: 2026-01-15, owner: a}]
    """)

    assert str(built.risks[0].key) == "risk core/r"
    assert built.risks[0].scope is None
    assert str(built.reviews[0].key) == "review core/risks"
    assert built.reviews[0].every == Duration(3, "mo")


def test_a_zone_that_does_not_exist_costs_itself():
    text = """
        version: 1
        team: core
        timezone: Europe/Berln
        members: [{id: a, timezone: Mars/Base}, {id: b}]
    """
    loaded = load(text)

    assert [(one.rule, one.problem.message) for one in loaded.problems] == [
        ("invalid-shape", "`timezone` names 'Europe/Berln', and there is no such zone"),
        ("invalid-shape", "`timezone` names 'Mars/Base', and there is no such zone"),
    ]
    assert loaded.problems[0].problem.remedies[0].title == "did you mean `Europe/Berlin`?"
    assert words(text, loaded.problems[1].problem.at) == "Mars/Base"
    assert "timezone" in loaded.team.aside
    assert "timezone" in loaded.team.members[0].aside
    assert loaded.team.members[1].timezone is None
