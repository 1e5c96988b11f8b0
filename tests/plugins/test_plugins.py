"""Rules of other distributions: through the same loader, beside the built-in ones, and contained when they fail."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.plugins.distribution import ROOT, RULE, lint, pipecheck, plugin, workspace

PARAMS = """\
from typing import NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import Level, Profile, rule


{params}

@rule(Pipeline, level=Level.warning, profile=Profile.named, params=Params)
def check(pipeline, view, params):
    yield from ()
"""


def test_a_rule_of_a_plug_in_runs_beside_the_built_in_ones(tmp_path: Path) -> None:
    packages = plugin(
        tmp_path / "packages", {"short_name": RULE.format(body="if len(pipeline.id) > 6:\n        return")}
    )
    where = workspace(tmp_path / "here", "  single-owner: error\n  sample/short-name: warning\n")
    done = lint(where, packages, "--allow-plugins", "--format", "concise")
    assert done.stdout.splitlines()[:2] == [
        "teams/shop.yaml:5:10: warning sample/short-name: pipeline 'orders' has a short name",
        "teams/shop.yaml:5:18: error single-owner: pipeline 'orders' has 1 owner: ann-sample;"
        " 2 are wanted, so name a secondary",
    ]
    assert done.returncode == 1


def test_code_of_others_does_not_run_unless_allowed(tmp_path: Path) -> None:
    marker = tmp_path / "it-ran"
    packages = plugin(tmp_path / "packages", {"short_name": f"open({str(marker)!r}, 'w')\n"})
    where = workspace(tmp_path / "here", "  sample/short-name: warning\n")
    done = lint(where, packages)
    assert done.returncode == 2
    assert "policies/default.yaml:3:11" in done.stderr
    assert "--allow-plugins" in done.stderr
    assert not marker.exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ZeroDivisionError('division by zero')", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)", "SystemExit"),
        ("assert pipeline.id != 'orders'", "AssertionError"),
        ("pipeline.id = 'mine'", "frozen"),
    ],
)
def test_a_rule_that_raises_is_named_and_the_others_speak(tmp_path: Path, body: str, said: str) -> None:
    packages = plugin(tmp_path / "packages", {"brittle": RULE.format(body=body)})
    where = workspace(tmp_path / "here", "  single-owner: error\n  sample/brittle: warning\n")
    done = lint(where, packages, "--allow-plugins")
    assert done.returncode == 4
    assert "crash[sample/brittle]" in done.stdout
    assert "pipeline shop/orders" in done.stdout
    assert said in done.stdout
    assert "brittle.py:" in done.stdout
    assert "error[single-owner]" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert str(tmp_path) not in done.stdout


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({}, "holds no rules"),
        ({"broken": "import nowhere_to_be_found\n"}, "ModuleNotFoundError"),
        ({"empty": "x = 1\n"}, "makes no rules"),
        ({"leaves": "raise SystemExit(0)\n"}, "SystemExit"),
        ({"syntax": "x = 1\ndef f(:\n"}, "'sample_rules.syntax' is no Python: syntax.py:2:7: invalid syntax"),
        ({"deep": "import json\n\njson.loads('{')\n"}, "JSONDecodeError"),
        ({"deep": "import json\n\njson.loads('{')\n"}, "(line 3)"),
        (
            {
                "two": RULE.format(body="")
                + "\nother = rule(Pipeline, level=Level.note, profile=Profile.named)(check.check)"
            },
            "makes 2 rules, and one is wanted",
        ),
        (
            {"wrong": RULE.format(body="").replace("@rule(Pipeline", "@rule(str")},
            "the rule 'sample/wrong' cannot be used: it judges `str`, which is no kind of subject such as `Pipeline`",
        ),
        (
            {"wrong": RULE.format(body="").replace("Level.warning", "'error'")},
            "the rule 'sample/wrong' cannot be used: its level is 'error', and a `Level` is wanted",
        ),
        ({"UPPER": RULE.format(body="")}, "its module is called 'UPPER', which makes no id"),
        (
            {"bare": PARAMS.format(params="class Params(NamedTuple):\n    most: int\n")},
            "the parameter `most` of `bare` has no default",
        ),
        (
            {"odd": PARAMS.format(params="class Params(NamedTuple):\n    most: float = 1.5\n")},
            "the parameter `most` of `odd` has a type that no policy can write",
        ),
        (
            {"lies": PARAMS.format(params="class Params(NamedTuple):\n    most: int = 'three'\n")},
            "the parameter `most` is said to be integer, and its default is 'three'",
        ),
        (
            {"loose": PARAMS.format(params="class Params:\n    most: int = 3\n")},
            "its `params` are `Params`, and a NamedTuple is wanted",
        ),
        (
            {"stranger": PARAMS.format(params="class Params(NamedTuple):\n    most: 'Nowhere' = 3\n")},
            "its parameters cannot be read: NameError: name 'Nowhere' is not defined",
        ),
    ],
)
def test_a_broken_plug_in_stops_the_run_with_its_reason(tmp_path: Path, modules: dict[str, str], said: str) -> None:
    packages = plugin(tmp_path / "packages", modules)
    where = workspace(tmp_path / "here", "  single-owner: error\n")
    done = lint(where, packages, "--allow-plugins")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("pipecheck = sample_rules", "its rules would be called 'pipecheck/…', which is no namespace of a plug-in"),
        ("local = sample_rules", "its rules would be called 'local/…', which is no namespace of a plug-in"),
        ("a/b = sample_rules", "its rules would be called 'a/b/…', which is no namespace of a plug-in"),
        ("sample = sample_rules:RULES", "its entry point leads to 'sample_rules:RULES', and a module of its own"),
        ("sample = pipecheck.rules.ownership", "its entry point leads to 'pipecheck.rules.ownership', and a module"),
    ],
)
def test_an_entry_point_that_is_none_is_refused(tmp_path: Path, point: str, said: str) -> None:
    packages = plugin(tmp_path / "packages", {"brief": RULE.format(body="")}, point)
    name = f'["{point.partition(" = ")[0]}"]'
    done = lint(
        workspace(tmp_path / "here", "  single-owner: error\n", f"plugins: {name}\n"), packages, "--allow-plugins"
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_all_that_is_wrong_with_plug_ins_and_policy_is_told_at_once_and_nothing_that_follows_from_it(
    tmp_path: Path,
) -> None:
    packages = plugin(tmp_path / "packages", {"one": "import nowhere\n", "two": "raise SystemExit(0)\n"})
    rules = "  sample/one: error\n  singel-owner: error\n"
    done = lint(workspace(tmp_path / "here", rules), packages, "--allow-plugins")
    assert [line for line in done.stderr.splitlines() if "error:" in line] == [
        "policies/default.yaml:3:11: policy error: the plug-in 'sample' cannot be used: importing 'sample_rules.one'"
        " failed with ModuleNotFoundError: No module named 'nowhere' (line 1)",
        "policies/default.yaml:3:11: policy error: the plug-in 'sample' cannot be used: importing 'sample_rules.two'"
        " failed with SystemExit: 0 (line 1)",
        "policies/default.yaml:6:3: policy error: there is no rule 'singel-owner'",
    ]
    assert done.returncode == 2


def test_a_former_id_of_a_plug_in_is_of_its_own_namespace(tmp_path: Path) -> None:
    """Else a plug-in could take the place of a built-in rule."""
    text = RULE.format(body="").replace("profile=", "aliases=('single-owner',), profile=")
    packages = plugin(tmp_path / "packages", {"brief": text})
    rules = "  single-owner: error\n  sample/single-owner: warning\n"
    done = lint(workspace(tmp_path / "here", rules), packages, "--allow-plugins", "--format", "concise")
    assert [line.split(": ")[1] for line in done.stdout.splitlines()[:3]] == [
        "warning sample/brief",
        "error single-owner",
        "warning sample/brief",
    ]


def test_a_built_in_rule_moved_into_a_plug_in_says_the_same_but_for_its_id(tmp_path: Path) -> None:
    source = (ROOT / "src/pipecheck/rules/ownership/single_owner.py").read_text("utf-8")
    packages = plugin(tmp_path / "packages", {"single_owner": source})
    built_in = lint(workspace(tmp_path / "here", "  single-owner: error\n"), packages, "--allow-plugins")
    moved = lint(workspace(tmp_path / "there", "  sample/single-owner: error\n"), packages, "--allow-plugins")
    assert "single-owner" in built_in.stdout
    assert moved.stdout.replace("sample/single-owner", "single-owner") == built_in.stdout
    assert moved.returncode == built_in.returncode == 1


# ---- what else knows them

KNOWN = '''\
"""A pipeline whose name is long.

What it checks
--------------
How many letters its id has.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import Doc, Level, Outcome, Problem, Profile, TeamView, rule


class Params(NamedTuple):
    most: Annotated[int, Doc("letters that are still short", source="a sample")] = 6


@rule(Pipeline, level=Level.warning, profile=Profile.named, params=Params)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if len(pipeline.id) > params.most:
        yield Problem(f"pipeline '{pipeline.id}' has a long name", pipeline.at("id"))
'''


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    where = tmp_path_factory.mktemp("known")
    rules = "  sample/long-name: {level: note, params: {most: 7}}\n  single-owner: error\n"
    return workspace(where / "here", rules), plugin(where / "packages", {"long_name": KNOWN})


def test_explain_knows_a_rule_of_a_plug_in_where_it_is_allowed(known: tuple[Path, Path]) -> None:
    here, packages = known
    done = pipecheck(here, "explain", "sample/long-name", "--allow-plugins", packages=packages)
    assert (
        done.stdout
        == """\
sample/long-name
A pipeline whose name is long.

judges each pipeline · level warning · on only where a policy names it · category sample

What it checks
--------------
How many letters its id has.

Parameters

  most (integer, default 6)
      letters that are still short
      source of the default: a sample

To permit one violation for a while, at its line or the line above:

    # pipecheck: waive sample/long-name until YYYY-MM-DD -- the reason
"""
    )
    refused = pipecheck(here, "explain", "sample/long-name", packages=packages)
    assert refused.returncode == 2
    assert "pass `--allow-plugins` if you trust it" in refused.stderr
    unknown = pipecheck(here, "explain", "sample/long-nam", "--allow-plugins", packages=packages)
    assert "did you mean `sample/long-name`?" in unknown.stderr


def test_rules_lists_them_and_select_finds_them(known: tuple[Path, Path]) -> None:
    here, packages = known
    listed = pipecheck(here, "rules", "--allow-plugins", packages=packages).stdout
    assert "\nsample\n  sample/long-name" in listed
    assert "sample/" not in pipecheck(here, "rules", packages=packages).stdout
    chosen = lint(here, packages, "--allow-plugins", "--select", "sample/*", "--format", "concise")
    assert "Nothing" not in chosen.stdout
    assert "single-owner" not in chosen.stdout


def test_the_schema_of_policies_knows_their_parameters(known: tuple[Path, Path]) -> None:
    here, packages = known
    schema = json.loads(pipecheck(here, "schema", "policy", "--allow-plugins", packages=packages).stdout)
    holds = Draft202012Validator(schema).is_valid
    policy = {"version": 1, "rules": {"sample/long-name": {"level": "note", "params": {"most": 7}}}}
    assert holds(policy)
    assert not holds({"version": 1, "rules": {"sample/long-name": {"params": {"most": "many"}}}})
    assert not holds({"version": 1, "rules": {"sample/long-name": {"params": {"least": 7}}}})
