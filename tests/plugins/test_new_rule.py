"""`pipecheck new-rule`: what it makes holds at once, in tests, types and style; and it overwrites nothing."""

from pathlib import Path

import pytest

from tests.plugins.distribution import installed, pipecheck, python, workspace


def texts(where: Path) -> dict[str, str]:
    return {path.relative_to(where).as_posix(): path.read_text("utf-8") for path in where.rglob("*") if path.is_file()}


def test_a_local_rule_holds_at_once(tmp_path: Path) -> None:
    here = workspace(tmp_path / "here", "  local/late-report: warning\n", "plugins: [../rules]\n")
    done = pipecheck(here, "new-rule", "late-report")
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout
        == """\
made rules/late_report.py
made rules/cases/late-report.yaml
made rules/docs/late-report.md
made rules/tests/test_rules.py

It is a whole rule, `local/late-report`: change it until it says what you mean. Then
  1. run its tests: `python -m pytest rules/tests` (BLESS=1 writes the page anew)
  2. name it in a policy in `policies/`: `plugins: [../rules]`, and `local/late-report: warning`
  3. judge with it: `pipecheck lint --allow-plugins`
"""
    )
    again = pipecheck(here, "new-rule", "later-report", "--local").stdout
    assert "rules/later_report.py" in again
    assert "test_rules.py" not in again
    tested = python(here, "-m", "pytest", "-q", "-p", "no:cacheprovider", "rules/tests")
    assert tested.returncode == 0, tested.stdout
    assert "6 passed" in tested.stdout
    linted = pipecheck(here, "lint", "--allow-plugins", "--format", "concise")
    assert linted.stdout.splitlines()[0] == (
        "teams/shop.yaml:5:10: warning local/late-report: pipeline 'orders' belongs to no area;"
        " say which part of the business it serves"
    )


def test_a_package_holds_at_once_and_takes_a_second_rule(tmp_path: Path) -> None:
    project = tmp_path / "acme-rules"
    first = pipecheck(tmp_path, "new-rule", "late-report", "--plugin", "acme-rules")
    assert first.returncode == 0, first.stderr
    assert sorted(texts(project)) == [
        "cases/late-report.yaml",
        "docs/late-report.md",
        "pyproject.toml",
        "src/acme_rules/__init__.py",
        "src/acme_rules/late_report.py",
        "src/acme_rules/py.typed",
        "tests/test_rules.py",
    ]
    second = pipecheck(tmp_path, "new-rule", "short-name", "--plugin", "acme-rules/")
    assert [line for line in second.stdout.splitlines() if line.startswith("made")] == [
        "made acme-rules/src/acme_rules/short_name.py",
        "made acme-rules/cases/short-name.yaml",
        "made acme-rules/docs/short-name.md",
    ]
    packages = installed(tmp_path / "site", project)
    tested = python(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", packages=packages)
    assert tested.returncode == 0, tested.stdout
    assert "6 passed" in tested.stdout
    for tool in (["mypy", "--strict", "src", "tests"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]):
        done = python(project, "-m", *tool, packages=packages)
        assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_overwritten_and_nothing_half_made(tmp_path: Path) -> None:
    here = workspace(tmp_path / "here", "  {}\n", "")
    (here / "rules/cases").mkdir(parents=True)
    (here / "rules/cases/late-report.yaml").write_text("mine\n", "utf-8")
    before = texts(here)
    done = pipecheck(here, "new-rule", "late-report")
    assert done.returncode == 2
    assert "'rules/cases/late-report.yaml' is there already, and nothing was written" in done.stderr
    assert texts(here) == before
    (here / "rules/docs").write_text("no directory\n", "utf-8")
    before = texts(here)
    done = pipecheck(here, "new-rule", "short-name")
    assert done.returncode == 2
    assert "'rules/docs/short-name.md' cannot be written" in done.stderr
    assert texts(here) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["LateReport"], "'LateReport' is no name of a rule"),
        (["acme/late-report"], "write it in kebab case, without a namespace: `late-report`"),
        (["late_report"], "'late_report' is no name of a rule"),
        (["../x"], "'../x' is no name of a rule"),
        (["class"], "'class' is no name of a rule"),
        (["single-owner"], "'single-owner' is a rule of pipecheck's own"),
        (["late", "--local", "--plugin", "acme-rules"], "say where the rule is to be, once"),
        (["late", "--plugin", "Acme Rules"], "'Acme Rules' is no name of a plug-in"),
        (["late", "--plugin", "local-rules"], "'local-rules' is no name of a plug-in"),
        (["late", "--plugin", "."], "'./pyproject.toml' offers no package of rules"),
    ],
)
def test_names_are_looked_at_first(tmp_path: Path, words: list[str], said: str) -> None:
    here = workspace(tmp_path / "here", "  {}\n", "")
    (here / "pyproject.toml").write_text('[project]\nname = "here"\n', "utf-8")
    before = texts(here)
    done = pipecheck(here, "new-rule", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert texts(here) == before
