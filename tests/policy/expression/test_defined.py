"""A rule that a policy defines judges like any other: at the field it turned on, with what it saw."""

import pytest

from pipecheck.engine.report import Asked
from pipecheck.policy.expression.fields import KINDS
from pipecheck.policy.expressions import KINDS_OF_DEFINITIONS
from pipecheck.rules.base import Fact
from tests.engine.sample import lint
from tests.policy.expression.sample import facts, found, judged
from tests.policy.texts import faults, told, words


def test_a_problem_stands_at_the_field_that_decided() -> None:
    assert found(
        """
each: pipeline
require: pipeline.slas.exists(s, s.kind == "freshness" && s.within <= duration("24h"))
message: "{pipeline.id} of {team.id} has {size(pipeline.slas)} SLAs"
"""
    ) == [
        "13:5 pipeline core/growth: growth of core has 2 SLAs",
        "20:38 ? pipeline core/profit: `pipelines.slas.within` does not tell enough",
    ]


@pytest.mark.parametrize(
    ("require", "place"),
    [
        ("pipeline.id != 'growth'", "9:9"),
        ("pipeline.id != 'growth' || pipeline.area == 'sales'", "9:9"),
        ("pipeline.id == 'profit' || (true && pipeline.area == 'sales')", "9:9"),
        ("pipeline.id == 'growth' ? pipeline.area == 'sales' : true", "10:11"),
        ("!has(pipeline.area)", "10:11"),
        ("has(pipeline.criticality) || pipeline.id == 'profit'", "9:5"),
        ("pipeline.slas.all(s, s.kind == 'response') || pipeline.id == 'profit'", "15:16"),
        ("pipeline.id == 'profit' || !pipeline.slas.exists(s, s.within == duration('30m'))", "9:9"),
        ("!(pipeline.id == 'growth' && pipeline.owners.primary.names == ['alice'])", "9:9"),
        ("size(pipeline.owners) > 1", "12:13"),
        ("has(pipeline.owners.secondary)", "12:5"),
        ("team.members.all(m, m.id != 'bob') || pipeline.id == 'profit'", "7:10"),
    ],
)
def test_where_a_problem_stands(require: str, place: str) -> None:
    lines = found(f"each: pipeline\nrequire: |-\n  {require}\nmessage: x")
    assert [line for line in lines if "growth" in line] == [f"{place} pipeline core/growth: x"]


def test_at_names_the_place() -> None:
    lines = found("each: pipeline\nrequire: pipeline.id != 'growth'\nmessage: x\nat: owners.primary")
    assert lines == ["12:23 pipeline core/growth: x"]


def test_the_evidence_is_what_the_expression_saw_and_where() -> None:
    assert facts(
        """
each: pipeline
require: pipeline.slas.all(s, s.kind == "response" || s.within < duration("24h") && size(s.target) > 0)
message: x
"""
    ) == [
        (Fact("pipeline.slas[1].kind", "freshness"), [15]),
        (Fact("pipeline.slas[1].within", "48h"), [15]),
    ]


def test_an_absent_fact_is_undecided_and_named_where_it_would_stand() -> None:
    report = judged("each: pipeline\nrequire: pipeline.criticality == 'high'\nmessage: x")
    assert [(one.decided, one.missing, one.span.line, str(one.subject)) for one in report.verdicts] == [
        (False, "pipelines.criticality", 9, "pipeline core/growth"),
    ]


@pytest.mark.parametrize(
    "require",
    [
        "!has(pipeline.criticality) || pipeline.criticality == 'high'",
        "has(pipeline.criticality) ? pipeline.criticality == 'high' : true",
        "pipeline.audiences.all(a, a == 'investors')",
        "size(pipeline.deliveries) == 0",
        "pipeline.id == 'growth' || pipeline.criticality == 'high'",
        "pipeline.criticality == 'high' || pipeline.id == 'growth'",
        "!has(pipeline.owners.secondary) || pipeline.owners.secondary.names == ['alice']",
    ],
)
def test_a_guarded_fact_and_an_absent_list_decide(require: str) -> None:
    assert found(f"each: pipeline\nrequire: |-\n  {require}\nmessage: x") == []


def test_a_list_that_says_something_by_being_absent_is_undecided() -> None:
    lines = found("each: member\nrequire: \"'primary' in member.eligible\"\nmessage: x")
    assert lines == [
        "6:5 ? member core/alice: `members.eligible` is not told",
        "7:5 ? member core/bob: `members.eligible` is not told",
    ]


def test_keys_of_ones_own_are_reached_in_backticks() -> None:
    lines = found("each: pipeline\nrequire: pipeline.`x-tier` == 'silver'\nmessage: '{pipeline.`x-tier`}'")
    assert lines == [
        "9:5 ? pipeline core/growth: `pipelines.x-tier` is not told",
        "18:13 pipeline core/profit: gold",
    ]
    assert found("each: team\nrequire: team.`x-cost`.centre == 4712\nmessage: x") == ["4:18 team core: x"]


def test_the_measures_are_those_of_the_rules() -> None:
    assert found(
        """
each: team
require: load(team, "primary").all(who, load(team, "primary")[who] < 1)
message: "{load(team, 'primary')}; {load(team.members[0], 'secondary')}"
"""
    ) == ["1:1 team core: alice 1, bob 1; 1"]


def test_what_was_set_aside_is_undecided_there() -> None:
    team = "version: 1\nteam: core\npipelines:\n  - {id: a, audiences: {b: c}}\n"
    lines = found("each: pipeline\nrequire: size(pipeline.audiences) > 0\nmessage: x", team)
    assert "4:24 ? pipeline core/a: `pipelines.audiences` cannot be read" in lines


def test_an_expression_that_fails_is_a_crash_at_its_place_in_the_policy() -> None:
    report = judged("each: pipeline\nrequire: 'true && pipeline.slas[1].kind == \"x\"'\nmessage: x")
    assert report.exit_code == 4
    assert [(crash.rule, str(crash.subject), crash.error, crash.frame) for crash in report.crashes] == [
        (
            "acme/rule",
            "pipeline core/profit",
            "expression: there is no item 1 in a list of 1; the first is 0",
            "p.yaml:5:23",
        )
    ]
    assert [str(one.subject) for one in report.verdicts] == ["pipeline core/growth"]


def test_an_expression_that_explodes_is_a_crash_of_its_rule() -> None:
    loops = "".join(f"[1,2,3,4,5,6,7,8,9,10].all(x{number}, " for number in range(6))
    report = judged(f"each: team\nrequire: '{loops}true{')' * 6}'\nmessage: x")
    assert [crash.error for crash in report.crashes] == ["expression: the expression takes more than 100,000 steps"]


def test_a_verdict_that_asked_for_the_date_is_dated() -> None:
    asked = judged('each: risk\nrequire: as_of - risk.reviewed < duration("30d")\nmessage: "{risk.reviewed}"')
    assert [(one.message, one.dated) for one in asked.verdicts] == [("2025-10-01", True)]
    other = judged('each: risk\nrequire: risk.reviewed > timestamp("2026-01-01")\nmessage: "{risk.reviewed}"')
    assert [(one.message, one.dated) for one in other.verdicts] == [("2025-10-01", False)]


def test_a_where_that_fails_is_a_crash_of_its_rule_only() -> None:
    report = judged("each: pipeline\nwhere: pipeline.slas[1].kind == 'x'\nrequire: 'false'\nmessage: x")
    assert [(str(crash.subject), crash.frame) for crash in report.crashes] == [("pipeline core/profit", "p.yaml:5:12")]
    assert report.exit_code == 4


def test_a_where_that_misses_a_fact_is_undecided() -> None:
    lines = found("each: pipeline\nwhere: pipeline.criticality == 'high'\nrequire: 'false'\nmessage: x")
    assert lines == [
        "9:5 ? pipeline core/growth: `pipelines.criticality` is not told",
        "16:5 pipeline core/profit: x",
    ]


def test_what_takes_too_much_to_look_at_twice_is_told_all_the_same() -> None:
    loops = "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, "
    report = judged(
        f"each: team\nrequire: '{loops}[1,2,3,4,5,6,7,8,9,10].all(d, a + b + c + d < 40))))'\nmessage: '{{team.id}}'"
    )
    assert [one.message for one in report.verdicts] == ["core"]
    assert report.crashes == ()


def test_messages_say_what_is_not_told_and_keep_their_problem() -> None:
    assert found(
        """
each: pipeline
require: pipeline.id != "growth"
message: "{{{pipeline.id}}}: {pipeline.criticality}, {pipeline.slas.map(s, s.within)}, {pipeline.slas[7].kind}"
"""
    ) == [
        "9:9 pipeline core/growth: {growth}: (not told), 30m, 48h, (there is no item 7 in a list of 2; the first is 0)"
    ]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("add `{kind: freshness, within: 24h}` under `slas`", "add `{kind: freshness, within: 24h}` under `slas`"),
        ("`{for: {areas: [a]}, owners: {none: it's x}}`", "`{for: {areas: [a]}, owners: {none: it's x}}`"),
        ("`{{kind: freshness}}`, `{}`, `{{}}`", "`{kind: freshness}`, `{}`, `{}`"),
        ("`{id: {pipeline.id}}` and `{pipeline.id}`", "`{id: growth}` and `growth`"),
        ("`{size(pipeline.slas)}` of `{{team.id}}`", "`2` of `{team.id}`"),
    ],
)
def test_a_map_in_backticks_stands_as_it_is(message: str, said: str) -> None:
    definition = f'each: pipeline\nrequire: pipeline.id != "growth"\nmessage: "{message}"'
    assert found(definition) == [f"9:9 pipeline core/growth: {said}"]


@pytest.mark.parametrize(
    ("message", "underlined"),
    [
        ("`{pipeline.idd}`", "idd"),
        ("`{kind: {pipeline.idd}}`", "idd"),
        ("{kind: freshness, within: 24h}", "24h"),
        ("`{kind: freshness`", "{"),
        ("`{kind: a}}`", "}"),
    ],
)
def test_a_slip_in_backticks_is_told(message: str, underlined: str) -> None:
    text = f'version: 1\nrules:\n  acme/a:\n    each: pipeline\n    require: "true"\n    message: "{message}"\n'
    assert underlined in [words(fault) for fault in faults(text)]


def test_an_expression_that_comes_out_alike_for_all_is_told() -> None:
    never_false = judged("each: pipeline\nrequire: pipeline.deliveries.all(d, d.what == 'report')\nmessage: x")
    assert never_false.expressions == (
        Asked("acme/rule", 2, 0, 0, ("pipeline.deliveries.all(d, d.what == 'report')",)),
    )
    hollow = "In `acme/rule`, `pipeline.deliveries.all(d, d.what == 'report')` held on empty lists only."
    assert [remark for remark in never_false.remarks if "acme/rule" in remark] == [
        hollow,
        "False of no subject: `acme/rule`.",
    ]
    never_true = judged("each: pipeline\nrequire: size(pipeline.slas) > 7\nmessage: x")
    assert never_true.expressions == (Asked("acme/rule", 0, 2, 0, ()),)
    assert "True of no subject: `acme/rule`." in never_true.remarks
    both = judged("each: pipeline\nrequire: pipeline.slas.all(s, s.kind == 'freshness')\nmessage: x")
    assert both.expressions == (Asked("acme/rule", 1, 1, 0, ()),)
    assert not any("subject" in remark for remark in both.remarks)


def test_the_audiences_that_an_expression_asks_for_are_spoken_of() -> None:
    text = "each: pipeline\nwhere: \"'investors' in pipeline.audiences\"\nrequire: 'true'\nmessage: x"
    assert "Audiences seen: investors 1." in judged(text).remarks
    assert (
        "Audiences seen: investors 1; none of the settings speaks of `investors`."
        in judged("each: pipeline\nrequire: 'true'\nmessage: x").remarks
    )


POLICY = """\
version: 1
rules:
  acme/one:
    each: pipeline
    require: pipeline.slsa.size() > 0 && pipeline.id == 1
    message: "{pipeline.idd} x"
    hint: '{team'
    at: owners.primay.x
  acme/two:
    each: pipelin
    require: true
  acme/three:
    each: member
    require: "size(member.contact) > 0"
    message: x
  acme/four:
    each: team
    require: |
      team.id == "a" &&
        team.name
    message: x
    where: "team.nme == 'a'"
    level: fatal
    forbid: x
  acme/five:
    each: team
    require: load(team, 3) == as_off
    message: x
    where: as_of > timestamp("2026-01-01")
  four:
    each: team
    require: "true"
    message: x
"""


def test_every_fault_of_a_policy_is_told_at_its_characters() -> None:
    assert told(faults(POLICY)) == [
        "5:23 [slsa] a pipeline has no field `slsa`",
        "5:54 [==] `==` cannot take a string and an int",
        "6:25 [idd] a pipeline has no field `idd`",
        "7:12 [{] this `{` is never closed",
        "8:9 [owners.primay.x] a party has no field `x`",
        "9:3 [acme/two] `acme/two` wants `message`",
        "10:11 [pipelin] there is no kind of subject 'pipelin'",
        "14:27 [contact] no expression may read `contact` of a member",
        "20:9 [team.name] `&&` joins what is true or false; this is a string",
        "22:18 [nme] a team has no field `nme`",
        "23:12 [fatal] the level of `acme/four` wants `note`, `warning` or `error`; here stands 'fatal'",
        "24:5 [forbid] `acme/four` has no key 'forbid'",
        "27:14 [load] `load` cannot take team, int",
        "27:31 [as_off] there is no `as_off`",
        "29:12 [as_of] there is no `as_of` here",
        "30:3 [four] the rule 'four' is defined here, so its id wants a slash",
    ]


def test_an_id_is_defined_once() -> None:
    one = "version: 1\nrules: {acme/a: {each: team, require: 'true', message: x}}\n"
    twice = {"p.yaml": f"{one}extends: [q.yaml]\n", "q.yaml": one}
    assert [(fault.span.file, fault.message, fault.related[0][0].file) for fault in faults(twice)] == [
        ("p.yaml", "the rule 'acme/a' is defined twice", "q.yaml")
    ]


def test_no_other_file_brings_back_what_the_definition_leaves_out() -> None:
    below = "version: 1\nwhere: {teams: other}\nrules: {acme/a: {each: team, require: 'false', message: x}}\n"
    files = {"teams/core.yaml": "version: 1\nteam: core\n", "teams/other.yaml": "version: 1\nteam: other\n"}
    report = lint({**files, "q.yaml": below}, "{acme/a: note}", "extends: [q.yaml]\n", order=list(files))
    assert [(str(one.subject), one.level.value) for one in report.verdicts] == [("team other", "note")]


def test_the_kinds_are_those_of_the_model() -> None:
    assert set(KINDS_OF_DEFINITIONS) == set(KINDS)
