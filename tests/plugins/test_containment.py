"""Whatever a rule of others does, it is told with rule and subject, and no other verdict changes by it."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.distribution import TEAM, lint, plugin, workspace

RULE = '''\
"""A rule that misbehaves."""

import os, sys

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import *


@rule(Pipeline, level=Level.warning, profile=Profile.named)
def check(pipeline, view, params):
    if pipeline.id == "orders":
{body}
    yield from ()
'''

PLACE = 'pipeline.at("id")'
CASES: dict[str, tuple[str, str]] = {
    # ---- it raises
    "raises": ('raise ZeroDivisionError("by zero")', "ZeroDivisionError: by zero"),
    "runs_deep": ("def f(): return f()\nf()", "RecursionError: maximum recursion depth exceeded"),
    "gives_up": ("raise GeneratorExit", "GeneratorExit"),
    "raises_its_own": (
        "class Odd(BaseException):\n    def __str__(self): raise ValueError\nraise Odd",
        "Odd: its message raises ValueError",
    ),
    "tells_mail": ('raise ValueError("no ann@example.com")', "ValueError: no …"),
    # ---- it leaves
    "exits": ("sys.exit(0)", "SystemExit: 0"),
    "leaves": ("os._exit(0)", "SystemExit: os._exit(0)"),
    # ---- it prints
    "prints": ('print("hello there")', "it printed 'hello there'; a rule speaks by what it yields"),
    "warns": ('print("oh", file=sys.stderr)', "it printed 'oh'; a rule speaks by what it yields"),
    "closes": ("sys.stdout.close()", "it printed 'nothing, but closed the output'; a rule speaks by what it yields"),
    # ---- it alters what it was given
    "assigns": ('pipeline.id = "mine"', "AttributeError: entities are frozen"),
    "deletes": ("del pipeline.id", "AttributeError: entities are frozen"),
    "reaches_in": (
        'pipeline.__dict__["id"] = "mine"',
        "it altered what it was given, which was put back: `id` of pipeline shop/orders",
    ),
    "goes_around": (
        'object.__setattr__(view.team.members[0], "id", "mine")',
        "it altered what it was given, which was put back: `id` of member shop/ann-sample",
    ),
    "empties": (
        "view.team.__dict__.clear()",
        "it altered what it was given, which was put back: `areas`, `aside`, `conflicts`, `custom`, ",
    ),
    "patches": (
        "type(pipeline).tells = lambda self, key: False",
        "it altered what it was given, which was put back: `tells` of Pipeline",
    ),
    "patches_all": (
        "type(pipeline).__mro__[1].key = property(lambda self: None)",
        "it altered what it was given, which was put back: `key` of Entity",
    ),
    "alters_and_raises": ('pipeline.__dict__["id"] = "mine"\nraise ValueError("then this")', "ValueError: then this"),
    "sets_params": ("params._fields.append(1)", "AttributeError: 'tuple' object has no attribute 'append'"),
    # ---- what it yields is no outcome
    "yields_text": ('yield "bad"', "it yielded str, not a problem or an undecided at a place"),
    "yields_tuple": (f'yield ("bad", {PLACE})', "it yielded tuple, not a problem or an undecided"),
    "number": (f"yield Problem(7, {PLACE})", "the message is text; here it is an int"),
    "silent": (f'yield Problem("  ", {PLACE})', "the message is empty"),
    "nowhere": (
        'yield Problem("x", Place("/etc/passwd"))',
        "the place of a problem lies in '/etc/passwd', which is no file of what it judged",
    ),
    "elsewhere": (
        f'yield Problem("x", {PLACE}, related=(Related(Place("teams/other.yaml"), "see"),))',
        "a related place lies in 'teams/other.yaml', which is no file of what it judged",
    ),
    "a_route": (
        f'yield Problem("x", {PLACE}._replace(route=["pipelines", 0]))',
        "the route of the place of a problem is a tuple of keys and indices",
    ),
    "a_part": ('yield Problem("x", pipeline.at("id")._replace(part="key"))', "the part of the place of a problem is"),
    "bare_fact": (
        f'yield Problem("x", {PLACE}, evidence=(("n", 1),))',
        "the evidence hold a tuple, and a Fact is wanted",
    ),
    "a_float": (
        f'yield Problem("x", {PLACE}, evidence=(Fact("n", 0.1),))',
        "the fact `n` holds a float, which no report can show",
    ),
    "an_object": (
        f'yield Problem("x", {PLACE}, evidence=(Fact("n", (1, {{"a": view}})),))',
        "the fact `n` holds a View, which no report can show",
    ),
    "a_list": (f'yield Problem("x", {PLACE}, key=["k"])', "the key stand in a tuple; here they are a list"),
    "a_remedy": (f'yield Problem("x", {PLACE}, remedies=("do",))', "the remedies hold a str, and a Remedy is wanted"),
    "an_edit": (
        f'yield Problem("x", {PLACE}, remedies=(Remedy("do", (Put(Place("Makefile"), 1),)),))',
        "the place of an edit lies in 'Makefile', which is no file of what it judged",
    ),
    "no_field": (f"yield Undecided(None, {PLACE})", "the missing field is text; here it is None"),
    "not_stated": (
        'raise NotStated(Undecided("x", Place("nowhere")))',
        "the place of an undecided lies in 'nowhere', which is no file of what it judged",
    ),
    "endless": (
        f'n = 0\nwhile True:\n    n += 1\n    yield Problem(f"x {{n}}", {PLACE}, (str(n),))',
        "it yielded more than 10,000 outcomes of one subject",
    ),
}


def indented(body: str) -> str:
    return "\n".join(f"        {line}" for line in body.splitlines())


def run(where: Path, rules: dict[str, str], *words: str) -> dict[str, Any]:
    """The JSON report of a workspace whose policy turns on two built-in rules and all of a plug-in."""
    packages = plugin(where / "packages", rules)
    on = "".join(f"  sample/{name.replace('_', '-')}: error\n" for name in rules)
    here = workspace(where / "here", f"  single-owner: error\n  missing-contact: note\n{on}")
    done = lint(here, packages, "--allow-plugins", "--format", "json", *words)
    assert done.returncode == (4 if rules else 1), done.stderr
    assert done.stderr == ""
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """The report with all the rules above, and the one without any of them."""
    rules = {name: RULE.format(body=indented(body)) for name, (body, _) in CASES.items()}
    well_behaved = {"polite": RULE.format(body=indented(f'yield Problem("all is well", {PLACE})'))}
    return (
        run(tmp_path_factory.mktemp("with"), {**rules, **well_behaved}),
        run(tmp_path_factory.mktemp("without"), {"polite": well_behaved["polite"], "raises": rules["raises"]}),
    )


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_with_rule_and_subject(reports: tuple[dict[str, Any], dict[str, Any]], name: str) -> None:
    crashes = [crash for crash in reports[0]["crashes"] if crash["rule"] == f"sample/{name.replace('_', '-')}"]
    assert [crash["subject"]["text"] for crash in crashes] == ["pipeline shop/orders"]
    assert crashes[0]["error"].startswith(CASES[name][1])
    assert crashes[0]["frame"].startswith(f"{name}.py:")


def test_no_other_verdict_changes(reports: tuple[dict[str, Any], dict[str, Any]]) -> None:
    spoilt, sound = ([{**one, "setting": None} for one in report["verdicts"]] for report in reports)
    assert spoilt == sound
    assert [verdict["rule"] for verdict in sound] == [
        "missing-contact",
        "missing-contact",
        "sample/polite",
        "single-owner",
    ]


def test_words_that_go_past_python_do_not_end_up_in_the_report(tmp_path: Path) -> None:
    body = 'os.write(1, b"past\\n"); sys.__stdout__.write("around\\n")'
    packages = plugin(tmp_path / "packages", {"writes": RULE.format(body=indented(body))})
    where = workspace(tmp_path / "here", "  sample/writes: error\n")
    done = lint(where, packages, "--allow-plugins", "--format", "json")
    assert json.loads(done.stdout)["verdicts"] == []
    assert sorted(done.stderr.split()) == ["around", "past"]


def test_a_rule_over_all_teams_is_held_to_the_same(tmp_path: Path) -> None:
    text = RULE.replace("@rule(", "@workspace_rule(")
    packages = plugin(
        tmp_path / "packages",
        {
            "alters": text.format(body=indented('view.teams[0].team.__dict__["team"] = "mine"')),
            "points_to_a_neighbour": text.format(
                body=indented('yield Problem("x", view.teams[1].team.at("team"), related=())')
            ),
        },
    )
    where = workspace(tmp_path / "here", "  sample/alters: error\n  sample/points-to-a-neighbour: error\n")
    (where / "teams/zoo.yaml").write_text(TEAM.replace("shop", "zoo").replace("orders", "meals"), "utf-8")
    done = lint(where, packages, "--allow-plugins", "--format", "json")
    report = json.loads(done.stdout)
    assert [(crash["rule"], crash["error"]) for crash in report["crashes"]] == [
        ("sample/alters", "it altered what it was given, which was put back: `team` of team shop")
    ]
    assert [verdict["span"]["file"] for verdict in report["verdicts"]] == ["teams/zoo.yaml"]


@pytest.mark.parametrize(
    "body",
    ["while True: pass", 'import re; re.match("(a+)+$", "a" * 64 + "b")', "import time; time.sleep(60)"],
    ids=["a loop", "a pattern that backtracks", "a nap"],
)
def test_a_rule_that_never_ends_ends_the_run_and_makes_no_verdict(tmp_path: Path, body: str) -> None:
    packages = plugin(tmp_path / "packages", {"slow": RULE.format(body=indented(body))})
    where = workspace(tmp_path / "here", "  single-owner: error\n  sample/slow: error\n")
    begun = time.monotonic()
    done = lint(where, packages, "--allow-plugins", "--rule-timeout", "0.5")
    assert time.monotonic() - begun < 20
    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr == (
        "pipecheck: `sample/slow` on pipeline shop/orders took more than 0.5 s, so the run was ended"
        " (`--rule-timeout`); it made no verdict\n"
    )


def test_a_plug_in_that_never_loads_ends_the_run(tmp_path: Path) -> None:
    packages = plugin(tmp_path / "packages", {"slow": "while True: pass\n"})
    done = lint(workspace(tmp_path / "here", "  {}\n"), packages, "--allow-plugins", "--rule-timeout", "0.5")
    assert (done.returncode, done.stdout) == (4, "")
    assert "loading the plug-in 'sample' took more than 0.5 s" in done.stderr


def test_a_rule_that_ends_in_time_is_judged_as_ever(tmp_path: Path) -> None:
    packages = plugin(tmp_path / "packages", {"quick": RULE.format(body=indented(f'yield Problem("so", {PLACE})'))})
    where = workspace(tmp_path / "here", "  single-owner: error\n  sample/quick: error\n")
    plain = lint(where, packages, "--allow-plugins")
    timed = lint(where, packages, "--allow-plugins", "--rule-timeout", "30")
    assert (timed.returncode, timed.stdout, timed.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert plain.returncode == 1
    assert lint(where, packages, "--rule-timeout", "30").returncode == 2
    assert lint(where, packages, "--rule-timeout", "0").returncode == 2


def test_a_rule_that_kills_the_process_is_told(tmp_path: Path) -> None:
    body = "import signal; os.kill(os.getpid(), signal.SIGKILL)"
    packages = plugin(tmp_path / "packages", {"fatal": RULE.format(body=indented(body))})
    where = workspace(tmp_path / "here", "  sample/fatal: error\n")
    done = lint(where, packages, "--allow-plugins", "--rule-timeout", "30")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("pipecheck: the run was ended by SIGKILL at `sample/fatal` on pipeline shop/orders")
