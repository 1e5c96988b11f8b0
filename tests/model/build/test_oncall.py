"""Rotas, what is laid over them, and what happened before."""

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.model.value import Duration
from tests.model.build.loading import core, load, reference, said, words

PEOPLE = "members: [{id: a}, {id: b}, {id: c}]\n"


def oncall(text, head=PEOPLE):
    return core(head + "oncall:\n" + "\n".join("  " + line for line in text.strip("\n").splitlines())).oncall


def names(parties):
    return [[ref.id for ref in party.names] for party in parties]


def test_columns_say_who_stands_in_them_in_three_ways():
    (rota,) = oncall("""
rotations:
  - id: weekly
    roles:
      primary: [a, b, [c, a]]
      secondary: {before: primary, by: 2}
      late: {as: standby, order: [c]}
      spare: {as: standby, among: all}
      old: {as: standby, after: late}
""").rotations
    primary, secondary, late, spare, old = rota.columns

    assert names(primary.order) == [["a"], ["b"], ["c", "a"]]
    assert (secondary.follows.column.id, secondary.follows.by) == ("primary", 2)
    assert (late.role, names(late.order)) == ("standby", [["c"]])
    assert (spare.among.everybody, spare.order) == (True, None)
    assert (old.follows.column.id, old.follows.by) == ("late", -1)
    assert late.order[0].at.route == ("oncall", "rotations", 0, "roles", "late", "order", 0)
    assert primary.order[2].names[1].at.route == ("oncall", "rotations", 0, "roles", "primary", 2, 1)


def test_defaults_of_a_rotation():
    (rota,) = oncall("rotations: [{id: weekly}]").rotations

    assert rota.covers.is_all
    assert (rota.hours, rota.columns, rota.turns, rota.anchor, rota.repeats) == ((), (), (), "start", None)


def test_rows_bring_their_columns_along():
    (rota,) = oncall("""
rotations:
  - id: weekly
    roles: {late: {as: standby}}
    turns:
      - {primary: a, late: b, for: 2w}
      - {from: 2026-02-02, to: 2026-02-08, primary: open, secondary: [b, c]}
""").rotations

    assert [(column.name, column.role) for column in rota.columns] == [
        ("late", "standby"),
        ("primary", "primary"),
        ("secondary", "secondary"),
    ]
    first, second = rota.turns
    assert (first.length, first.first) == (Duration(2, "w"), None)
    assert second.cells["primary"].open
    assert [ref.id for ref in second.cells["secondary"].names] == ["b", "c"]
    assert second.last.isoformat() == "2026-02-08"


def test_a_slot_is_a_column_that_needs_no_as():
    (rota,) = oncall(
        "rotations: [{id: weekly, roles: {engineer-1: [a, b], E2: [b, a]}}]",
        PEOPLE + "slots: [{id: engineer-1}, {id: engineer-2, aliases: [E2]}]\n",
    ).rotations

    assert [(column.name, column.role) for column in rota.columns] == [
        ("engineer-1", "engineer-1"),
        ("E2", "engineer-2"),
    ]


def test_a_column_that_does_not_say_what_it_counts_as_is_a_problem():
    text = "version: 1\nteam: core\noncall: {rotations: [{id: weekly, roles: {primry: [a], primary: [a]}}]}\n"
    loaded = load(text)

    (problem,) = loaded.problems
    assert (problem.rule, problem.problem.message) == (
        "invalid-shape",
        "column 'primry' does not say what it counts as; it needs `as`, or a slot of that id",
    )
    assert words(text, problem.problem.at) == "primry"
    rota = loaded.team.oncall.rotations[0]
    with pytest.raises(NotStated):
        _ = rota.columns
    assert [column.role for column in rota.sound("columns")] == ["primry", "primary"]


@pytest.mark.parametrize(
    ("roles", "hint"),
    [
        ("{primry: [a]}", "did you mean `primary`?"),
        ("{primary: [a], Secondary: [a]}", "did you mean `secondary`?"),
        ("{primary: [a], backup: [a]}", "write `backup: {as: secondary, order: …}`"),
        ("{main: [a]}", "write `main: {as: primary, order: …}`"),
    ],
)
def test_the_way_out_of_a_nameless_column_does_not_make_two_primaries(roles, hint):
    loaded = load(f"version: 1\nteam: core\noncall: {{rotations: [{{id: weekly, roles: {roles}}}]}}\n")

    (problem,) = loaded.problems
    assert [remedy.title for remedy in problem.problem.remedies] == [hint]


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("{form: 2026-01-05, primary: a}", "did you mean `from`?"),
        ("{primry: a}", "did you mean `primary`?"),
        ("{latr: a}", "did you mean `late`?"),
        ("{marketing: a}", "declare the column under `roles` of a rotation, or delete the key"),
    ],
)
def test_a_cell_that_names_no_column_is_an_unknown_key(row, hint):
    text = f"""
version: 1
team: core
oncall: {{rotations: [{{id: weekly, roles: {{late: {{as: standby}}}}, turns: [{row}]}}]}}
"""
    loaded = load(text)
    cell = row[1:].split(":")[0]

    (problem,) = loaded.problems
    assert (problem.rule, problem.problem.message) == (
        "unknown-key",
        f"'{cell}' is neither a key known here nor a column",
    )
    assert problem.problem.remedies[0].title == hint
    assert words(text, problem.problem.at) == cell
    with pytest.raises(NotStated):
        _ = loaded.team.oncall.rotations[0].turns


def test_the_team_answers_where_a_rotation_does_not():
    first, second = oncall("""
escalation: [{after: 15m, to: secondary}]
handover: {meeting: monday 09:00, minutes: 30}
rotations:
  - {id: one}
  - {id: two, escalation: [{after: 0m, to: c}], handover: {minutes: 10}}
""").rotations

    assert [step.to.names[0].id for step in first.escalation] == ["secondary"]
    assert (first.handover.weekday, first.handover.minute, first.handover.meeting) == (0, 540, "monday 09:00")
    assert [step.to.names[0].id for step in second.escalation] == ["c"]
    assert second.handover.minutes == 10
    assert second.escalation[0].at.route == ("oncall", "rotations", 1, "escalation", 0)


def test_what_stands_around_the_rotations():
    duty = oncall("""
period: {from: 2026-01-05, to: 2027-01-03}
published: 2025-10-01
required: [{roles: [primary]}, {covers: all, hours: [{days: off-days, from: "09:00"}], none: "nobody", when: "unless"}]
on_holidays: {primary: secondary, secondary: primary}
stand_in: owner
""")

    assert (duty.period.first.isoformat(), duty.period.last.isoformat()) == ("2026-01-05", "2027-01-03")
    assert duty.required[0].roles == ("primary",)
    (window,) = duty.required[1].hours
    assert (window.days, window.start, window.end) == (("off-days",), 540, 1440)
    assert (duty.on_holidays, duty.exchange) == ("exchange", {"primary": "secondary", "secondary": "primary"})
    assert duty.stand_in.names[0].id == "owner"


def test_holidays_for_nobody_keep_the_reason():
    duty = oncall("on_holidays: {none: alerts wait}")

    assert (duty.on_holidays, duty.on_holidays_reason) == ("none", "alerts wait")
    assert oncall("on_holidays: rota").on_holidays == "rota"


def test_lines_of_holidays():
    lines = oncall("""
holidays:
  - {holiday: christmas, season: 2025, takes: turn, primary: a, secondary: [b, c]}
  - holiday: new-year
    date: 2026-01-01
    split: [{from: "00:00", to: "12:00", primary: a}, {from: "12:00", to: "24:00", primary: b}]
  - {holiday: labor-day, year: 2026, none: alerts wait}
  - {holiday: thanksgiving, turn: 1y, start: 2026, primary: [a, b]}
  - {holiday: mlk-day, row: 8, rotation: weekly}
""").holidays

    assert [str(line.key) for line in lines] == [
        "change core/holiday@christmas/season-2025",
        "change core/holiday@new-year/2026-01-01",
        "change core/holiday@labor-day/2026",
        "change core/holiday@thanksgiving",
        "change core/holiday@mlk-day/row-8/weekly",
    ]
    assert lines[0].takes == "turn"
    assert names(lines[0].cells["secondary"]) == [["b", "c"]]
    assert [(part.start, part.end, part.cells["primary"].names[0].id) for part in lines[1].split] == [
        (0, 720, "a"),
        (720, 1440, "b"),
    ]
    assert lines[2].none == "alerts wait"
    assert names(lines[3].cells["primary"]) == [["a"], ["b"]]
    assert lines[3].cells["primary"][1].at.route == ("oncall", "holidays", 3, "primary", 1)
    assert lines[4].rotation.id == "weekly"


def test_overrides_and_swaps():
    duty = oncall("""
overrides: [{from: 2026-03-03, to: 2026-03-04, rotation: weekly, role: primary, person: c, reason: ill}]
swaps: [{from: 2026-04-06T12:00, to: 2026-04-12, give: a, take: b, requested: 2026-03-20, accepted: 2026-03-21}]
""")

    assert str(duty.overrides[0].key) == "change core/override@2026-03-03/weekly/primary"
    assert str(duty.swaps[0].key) == "change core/swap@2026-04-06T12:00:00/a/b"
    assert duty.swaps[0].accepted.isoformat() == "2026-03-21"
    assert "ill" not in str(duty.overrides[0].__dict__)


def test_history():
    built = core(
        PEOPLE
        + """
history:
  shifts: [{from: 2025-12-29, to: 2026-01-04, primary: a}]
  holidays: [{holiday: christmas, season: 2024, primary: b}]
"""
    )

    assert built.history.shifts[0].cells["primary"].names[0].id == "a"
    assert (built.history.holidays[0].holiday.id, built.history.holidays[0].season) == ("christmas", 2024)


@pytest.mark.parametrize(
    "word", ["secondary", "late", "standby", "owners.business", "next", "previous", "others", "core"]
)
def test_words_that_may_stand_for_somebody(word):
    built = core(f"""
        members: [{{id: a}}]
        pipelines: [{{id: p, owners: {{primary: a, business: a}}}}]
        oncall:
          rotations: [{{id: weekly, roles: {{primary: [a], late: {{as: standby}}}}}}]
          escalation: [{{after: 15m, to: {word}}}]
    """)

    found = [one for one in built.references if one.ref.id == word]
    assert [(one.found, one.escalation) for one in found] == [(True, True)]


def test_a_bad_field_of_oncall_costs_only_itself():
    loaded = load("""
        version: 1
        team: core
        oncall: {published: soon, rotations: [{id: weekly, start: 2026-01-05}, {id: broken, turn: weekly}]}
    """)
    duty = loaded.team.oncall

    assert [rule for rule, _ in said(loaded)] == ["invalid-shape", "invalid-shape"]
    with pytest.raises(NotStated):
        _ = duty.published
    assert duty.rotations[0].start.isoformat() == "2026-01-05"
    with pytest.raises(NotStated):
        _ = duty.rotations[1].turn


def test_references_of_a_rota_know_their_own_rotation():
    built = core(
        PEOPLE
        + """
oncall:
  rotations:
    - {id: one, roles: {primary: [a], late: {as: standby}}}
    - {id: two, roles: {secondary: {before: late}}}
"""
    )

    assert reference(built, "late").found is False


def test_parties_one_after_the_other_need_a_turn():
    loaded = load("""
        version: 1
        team: core
        members: [{id: a}, {id: b}, {id: c}]
        oncall: {holidays: [{holiday: christmas, primary: [a, [b, c]]}]}
    """)

    assert said(loaded) == [
        (
            "invalid-shape",
            "`primary` lists parties one after the other, and nothing says how long each of them has",
        )
    ]
    with pytest.raises(NotStated):
        _ = loaded.team.oncall.holidays[0].cells


def test_a_cell_may_name_a_slot_that_was_set_aside():
    loaded = load("""
        version: 1
        team: core
        members: [{id: a}]
        slots: [{id: primary}]
        oncall: {rotations: [{id: weekly, turns: [{engineer-1: a}]}]}
    """)

    assert [rule for rule, _ in said(loaded)] == ["invalid-shape"]
    assert list(loaded.team.oncall.rotations[0].turns[0].cells) == ["engineer-1"]


def test_a_bad_key_inside_a_column_leaves_the_columns_unknown_and_the_rest_told():
    loaded = load("""
        version: 1
        team: core
        members: [{id: a}]
        oncall: {rotations: [{id: weekly, turn: 1w, roles: {primary: {order: [a], hours: noon}}}]}
    """)
    (rota,) = loaded.team.oncall.rotations

    with pytest.raises(NotStated) as caught:
        _ = rota.columns
    assert caught.value.undecided.missing == "oncall.rotations.roles.primary.hours"
    assert rota.turn == Duration(1, "w")
    assert [column.name for column in rota.sound("columns")] == ["primary"]
