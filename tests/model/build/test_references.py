"""Every name a file writes, and whether it leads anywhere."""

import pytest

from tests.model.build.loading import core, load, reference

BASE = """\
members: [{id: a}]
partners: [{id: finance, team: money}]
slots: [{id: engineer-1}]
pipelines: [{id: p, area: x, audiences: [board], criticality: high}]
calendar: {custom: [{id: fair, date: 2026-05-15}], seasons: [{id: break, from: 12-23, to: 01-02}]}
oncall: {rotations: [{id: weekly, roles: {primary: [a], late: {as: standby}}}]}
"""


@pytest.mark.parametrize(
    ("line", "name", "found"),
    [
        ("risks: [{id: r, owner: a}]", "a", True),
        ("risks: [{id: r, owner: finance}]", "finance", True),
        ("risks: [{id: r, owner: core}]", "core", True),
        ("risks: [{id: r, owner: engineer-1}]", "engineer-1", True),
        ("risks: [{id: r, owner: bob}]", "bob", False),
        ("risks: [{id: r, scope: {areas: [x]}}]", "x", True),
        ("risks: [{id: r, scope: {areas: [p]}}]", "p", False),
        ("risks: [{id: r, scope: {audiences: [bord]}}]", "bord", False),
        ("risks: [{id: r, scope: {criticality: [hihg]}}]", "hihg", False),
        ("risks: [{id: r, scope: {pipelines: [q]}}]", "q", False),
        ("reviews: [{what: risks, owner: bob}]", "bob", False),
        ("history: {shifts: [{from: 2025-12-01, to: 2025-12-07, primary: bob}]}", "bob", False),
        ("history: {holidays: [{holiday: christmas, primary: a}]}", "christmas", None),
        ("history: {holidays: [{holiday: fair, primary: a}]}", "fair", True),
        ("history: {holidays: [{holiday: break, primary: a}]}", "break", True),
        ("history: {shifts: [{from: 2025-12-01, to: 2025-12-07, rotation: weekly, primary: a}]}", "weekly", True),
        ("history: {shifts: [{from: 2025-12-01, to: 2025-12-07, rotation: daily, primary: a}]}", "daily", False),
        ("runbooks: [{id: r, pipelines: [q]}]", "q", False),
        ("runbooks: [{id: r, acknowledged: [{member: bob}]}]", "bob", False),
    ],
)
def test_whether_a_name_leads_anywhere(line, name, found):
    built = core(BASE + line)

    assert [one.found for one in built.references if one.ref.id == name][-1] is found


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("members: [{id: a, person: other/al}]", "other/al", None),
        ("members: [{id: a, eligible: [primry]}]", "primry", False),
        ("partners: [{id: finance, team: money}]", "money", None),
        ("pipelines: [{id: p, depends_on: [q]}]", "q", False),
        ("pipelines: [{id: p, depends_on: [other/q]}]", "other/q", None),
        ("pipelines: [{id: p, depends_on: [core/q]}]", "q", False),
        ("pipelines: [{id: p, audiences: [board], deliveries: [{to: board}]}]", "board", True),
        ("pipelines: [{id: p, deliveries: [{to: investros}]}]", "investros", False),
        ("oncall: {required: [{roles: [backup]}]}", "backup", False),
        ("oncall: {required: [{hours: [{days: [mon, holidy]}]}]}", "holidy", False),
        ("oncall: {on_holidays: {primary: late}}", "late", False),
        ("oncall: {stand_in: owner}", "owner", True),
        ("oncall: {escalation: [{to: owner}]}", "owner", False),
        ("calendar: {seasons: [{id: s, from: thanksgiving, to: 12-01}]}", "thanksgiving", None),
    ],
)
def test_names_of_other_kinds(text, name, found):
    assert reference(core(text), name).found is found


def test_escalation_targets_are_marked():
    built = core("oncall: {escalation: [{to: bob}], stand_in: carol}")

    assert reference(built, "bob").escalation
    assert not reference(built, "carol").escalation


def test_what_was_set_aside_might_have_told_the_name():
    loaded = load("""
        version: 1
        team: core
        members: [{id: a}, {name: bob}]
        pipelines: [{id: p, owners: {primary: bob}, depends_on: [q]}]
    """)

    assert reference(loaded.team, "bob").found is None
    assert reference(loaded.team, "q").found is False


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("pipelines: [{id: p, owners: {primary: bob, secondary: none}}]", "bob", False),
        (
            "pipelines: [{id: p, owners: {primary: a, approver: {}}}]\nrisks: [{id: r, owner: owners.approver}]",
            "owners.approver",
            None,
        ),
        ("oncall: {rotations: [{id: w, roles: {primary: [~]}}], escalation: [{to: bob}]}", "bob", False),
        (
            "oncall: {rotations: [{id: w, roles: {late: 5, primary: [a]}}], required: [{roles: [late, layt]}]}",
            "late",
            True,
        ),
        (
            "oncall: {rotations: [{id: w, roles: {late: {as: 5}, primary: [a]}}], required: [{roles: [late, layt]}]}",
            "layt",
            False,
        ),
    ],
)
def test_one_bad_column_or_rank_casts_doubt_on_no_other_name(text, name, found):
    loaded = load(f"version: 1\nteam: core\nmembers: [{{id: a}}]\n{text}")

    assert reference(loaded.team, name).found is found


@pytest.mark.parametrize(
    ("text", "name", "field", "place"),
    [
        ("members: [{id: a}, {name: bob}]\nrisks: [{id: r, owner: bob}]", "bob", "members.id", ("members", 1, "id")),
        (
            "partners: [{id: f, aliases: {a: 1}}]\nrisks: [{id: r, owner: bob}]",
            "bob",
            "partners.aliases",
            ("partners", 0, "aliases"),
        ),
        (
            "calendar: {custom: [{id: fair, date: soon}], majors: [fair]}",
            "fair",
            "calendar.custom.date",
            ("calendar", "custom", 0, "date"),
        ),
        (
            "pipelines: [{id: p, runbook: fix}]\nrunbooks: [{pipelines: [p]}]",
            "fix",
            "runbooks.id",
            ("runbooks", 0, "id"),
        ),
        (
            "oncall: {rotations: [[w], {id: v, roles: {primary: [a], late: {after: early}}}]}",
            "early",
            "oncall.rotations",
            ("oncall", "rotations", 0),
        ),
        (
            "pipelines: [{id: p, owners: {primary: a, approver: {}}}]\nrisks: [{id: r, owner: owners.approver}]",
            "owners.approver",
            "pipelines.owners.approver",
            ("pipelines", 0, "owners", "approver"),
        ),
    ],
)
def test_a_doubtful_name_tells_the_first_thing_that_might_have_told_it(text, name, field, place):
    loaded = load(f"version: 1\nteam: core\n{text}")
    doubtful = reference(loaded.team, name)

    assert doubtful.found is None
    assert (doubtful.doubt.missing, doubtful.doubt.at.route) == (field, place)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("members: [{id: a}, 5]\npipelines: [{id: p, owners: {primary: a}}]", "a"),
        ("members: [{id: a, person: other/al}, 5]", "other/al"),
        ("pipelines: [{id: p, runbook: runbooks/fix.md}]\nrunbooks: [{pipelines: [p]}]", "runbooks/fix.md"),
        ("pipelines: [{id: p, runbook: fix}]\nrunbooks: [{id: fix}, {pipelines: [p]}]", "fix"),
        ("oncall: {rotations: [[w], {id: v, roles: {primary: [a], late: {after: primary}}}]}", "primary"),
    ],
)
def test_nothing_is_doubted_of_a_name_that_is_told_or_lies_in_another_file(text, name):
    loaded = load(f"version: 1\nteam: core\n{text}")

    assert reference(loaded.team, name).doubt is None
