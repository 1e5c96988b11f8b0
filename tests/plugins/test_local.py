"""Rules that lie in the workspace: on the API of the built-in ones, found beside the policy, run only where allowed."""

import os
from pathlib import Path

import pytest

from tests.plugins.distribution import RULE, lint, pipecheck, plugin, workspace

SHORT = RULE.format(body="if len(pipeline.id) > 6:\n        return")
POLICY = "plugins: [../rules]\n"
ALLOWED = ("--allow-plugins", "--format", "concise")


def local(where: Path, **modules: str) -> Path:
    """A workspace with a directory of rules."""
    here = workspace(where / "here", "  single-owner: error\n  local/short-name: warning\n", POLICY)
    (here / "rules").mkdir()
    for name, text in modules.items():
        (here / f"rules/{name}.py").write_text(text, "utf-8")
    return here


def test_a_local_rule_runs_beside_the_built_in_ones(tmp_path: Path) -> None:
    here = local(tmp_path, short_name=SHORT, _own="x = 1\n")
    done = lint(here, None, *ALLOWED)
    assert done.stdout.splitlines()[0] == (
        "teams/shop.yaml:5:10: warning local/short-name: pipeline 'orders' has a short name"
    )
    assert done.returncode == 1
    assert not list(here.glob("rules/*/")), "nothing is written into the workspace"


def test_modules_of_the_directory_may_share_one_of_their_own(tmp_path: Path) -> None:
    text = SHORT.replace("from pipecheck.model.pipeline", "from ._own import LONGEST\nfrom pipecheck.model.pipeline")
    here = local(tmp_path, short_name=text.replace("> 6", "> LONGEST"), _own="LONGEST = 7\n", __init__='"""Ours."""\n')
    assert "pipeline 'refunds' has a short name" in lint(here, None, *ALLOWED).stdout


def test_what_runs_is_what_stands_there_now(tmp_path: Path) -> None:
    """The same size, the same second: no bytecode of a former text is believed."""
    here = local(tmp_path, short_name=SHORT)
    path = here / "rules/short_name.py"
    stamp = path.stat()
    for _ in range(2):
        assert "refunds' has a short" not in lint(here, None, *ALLOWED).stdout
    path.write_text(SHORT.replace("> 6", "> 7"), "utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert "refunds' has a short" in lint(here, None, *ALLOWED).stdout


def test_it_does_not_run_unless_allowed(tmp_path: Path) -> None:
    marker = tmp_path / "it-ran"
    here = local(tmp_path, short_name=f"open({str(marker)!r}, 'w')\n")
    done = lint(here, None)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "policies/default.yaml:3:11: policy error: the plug-in '../rules' cannot be used:"
        " it is code, and code of others was not allowed to run"
    )
    assert "  help: pass `--allow-plugins` if you trust it, or name it in your own configuration" in done.stderr
    assert not marker.exists()


@pytest.mark.parametrize(
    ("modules", "plugins", "said"),
    [
        ({}, "[../rules]", "there are no Python files in 'rules/'"),
        ({"_own": "x = 1\n"}, "[../rules]", "the directory 'rules/' holds no rules"),
        ({"short_name": SHORT}, "[./rules]", "there are no Python files in 'policies/rules/'"),
        ({"short_name": SHORT}, "[../../rules]", "the plug-in '../../rules' leads outside the workspace"),
        (
            {"short_name": "def f(:\n"},
            "[../rules]",
            "'local/short_name' is no Python: short_name.py:1:7: invalid syntax",
        ),
        ({"short_name": "x = 1\n"}, "[../rules]", "makes no rules, and one is wanted"),
        ({"short_name": "\0"}, "[../rules]", "importing 'local/short_name' failed with "),
        ({"short_name": "from . import gone\n"}, "[../rules]", "failed with ImportError: cannot import name 'gone'"),
    ],
)
def test_a_broken_directory_stops_the_run(tmp_path: Path, modules: dict[str, str], plugins: str, said: str) -> None:
    here = local(tmp_path, **modules)
    policy = here / "policies/default.yaml"
    policy.write_text(policy.read_text("utf-8").replace("[../rules]", plugins), "utf-8")
    done = lint(here, None, *ALLOWED)
    assert done.returncode == 2
    assert said in done.stderr
    assert "there is no rule" not in done.stderr, "that only follows from it"


def test_two_directories_may_not_hold_one_rule(tmp_path: Path) -> None:
    here = local(tmp_path, short_name=SHORT)
    (here / "more").mkdir()
    (here / "more/short_name.py").write_text(SHORT.replace("short name", "brief name"), "utf-8")
    policy = here / "policies/default.yaml"
    policy.write_text(policy.read_text("utf-8").replace("[../rules]", "[../rules, ../more, ../rules/]"), "utf-8")
    done = lint(here, None, *ALLOWED)
    assert done.returncode == 2
    assert "policies/default.yaml:3:21: policy error: the plug-in '../more' cannot be used: two rules are called" in (
        done.stderr
    )


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text(SHORT, "utf-8")
    here = local(tmp_path)
    (here / "rules/short_name.py").symlink_to(tmp_path / "outside.py")
    done = lint(here, None, *ALLOWED)
    assert done.returncode == 2
    assert "'rules/short_name.py' leads outside the workspace" in done.stderr


# ---- the user's own configuration


def trusting(home: Path, text: str) -> Path:
    (home / "pipecheck").mkdir(parents=True)
    (home / "pipecheck/config.yaml").write_text(text, "utf-8")
    return home


def test_a_directory_that_the_user_trusts_runs_without_the_option(tmp_path: Path) -> None:
    here = local(tmp_path, short_name=SHORT)
    home = trusting(tmp_path / "home", f"plugins: [{here / 'rules'}]\n")
    assert pipecheck(here, "lint", home=home).returncode == 1
    other = local(tmp_path / "other", short_name=SHORT)
    assert pipecheck(other, "lint", home=home).returncode == 2
    relative = trusting(tmp_path / "relative", "plugins: [rules/, ../rules]\n")
    assert pipecheck(here, "lint", home=relative).returncode == 2


def test_a_plug_in_that_the_user_trusts_is_the_installed_one(tmp_path: Path) -> None:
    home = trusting(tmp_path / "home", "plugins: sample\n")
    rules = "  sample/short-name: warning\n"
    packages = plugin(tmp_path / "packages", {"short_name": SHORT})
    here = workspace(tmp_path / "here", rules)
    assert pipecheck(here, "lint", packages=packages, home=home).returncode == 0
    planted = workspace(tmp_path / "planted", rules)
    plugin(planted / "site", {"short_name": SHORT})
    done = pipecheck(planted, "lint", packages=planted / "site", home=home)
    assert done.returncode == 2
    assert "your configuration allows one that is installed, and this one lies in the workspace" in done.stderr


def test_a_configuration_inside_the_workspace_allows_nothing(tmp_path: Path) -> None:
    here = local(tmp_path, short_name=SHORT)
    home = trusting(here / "home", f"plugins: [{here / 'rules'}]\n")
    assert pipecheck(here, "lint", home=home).returncode == 2


@pytest.mark.parametrize(
    "text", ["plugins: {a: b}\n", "plugin: [sample]\n", "[sample]\n", "plugins: [\n", "plugins: [[a]]\n"]
)
def test_a_configuration_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    here = local(tmp_path, short_name=SHORT)
    done = pipecheck(here, "lint", home=trusting(tmp_path / "home", text))
    assert done.returncode == 2
    assert "config.yaml:1" in done.stderr
