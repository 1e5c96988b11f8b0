"""The GitHub action: its steps are run as the shell that they are, with a stub in place of Python and pipecheck."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ACTION = yaml.safe_load((Path(__file__).parent.parent / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")

# `python3 -m venv DIR` makes a DIR whose pip and pipecheck write down their arguments, one a line.
PYTHON = """#!/bin/bash
if [ "$1" = -c ]; then exit "${PYTHON_TOO_OLD:-0}"; fi
mkdir -p "$3/bin"
printf '#!/bin/bash\\nprintf "%%s\\\\n" "$@" > "$RUNNER_TEMP/pip-args"\\n' > "$3/bin/pip"
cat > "$3/bin/pipecheck" <<'STUB'
#!/bin/bash
printf '%s\\n' "$PWD" > "$RUNNER_TEMP/ran-in"
printf '%s\\n' "$@" > "$RUNNER_TEMP/pipecheck-args"
for word in "$@"; do
  case $word in sarif:*) [ "${LINT_EXIT:-0}" = 2 ] || echo '{}' > "${word#sarif:}" ;; esac
done
exit "${LINT_EXIT:-0}"
STUB
chmod +x "$3/bin/pip" "$3/bin/pipecheck"
"""


class Job(NamedTuple):
    """A runner's folders, and what the steps left in them."""

    root: Path

    def said(self, name: str) -> list[str]:
        path = self.root / "temp" / name
        return path.read_text().splitlines() if path.exists() else []

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self.root / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)


def _step(name: str) -> dict[str, Any]:
    return next(step for step in STEPS if step["name"] == name)


def _value(expression: str, inputs: Mapping[str, str]) -> str:
    known: dict[str, str] = {
        f"inputs.{name}": inputs.get(name, each.get("default", "")) for name, each in ACTION["inputs"].items()
    }
    known["github.base_ref"] = "main"
    return known[expression]


def _run(job: Job, name: str, inputs: Mapping[str, str], **env: str) -> subprocess.CompletedProcess[str]:
    step = _step(name)
    resolved = {
        key: EXPRESSION.sub(lambda found: _value(found[1], inputs), text) for key, text in step.get("env", {}).items()
    }
    folder = EXPRESSION.sub(lambda found: _value(found[1], inputs), step.get("working-directory", "."))
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=job.root / "repository" / folder,
        env={
            "PATH": f"{job.root / 'bin'}:{os.environ['PATH']}",
            "HOME": str(job.root),
            "RUNNER_TEMP": str(job.root / "temp"),
            "GITHUB_ACTION_PATH": "/an action",
            "GITHUB_OUTPUT": str(job.root / "output"),
            "GITHUB_STEP_SUMMARY": str(job.root / "a summary.md"),
            **resolved,
            **env,
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.fixture
def job(tmp_path: Path) -> Job:
    for name in ("bin", "temp", "repository/configs"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "output").touch()
    python = tmp_path / "bin" / "python3"
    python.write_text(PYTHON)
    python.chmod(0o755)
    return Job(tmp_path)


def _lint(job: Job, inputs: Mapping[str, str], **env: str) -> subprocess.CompletedProcess[str]:
    assert _run(job, "Install pipecheck", inputs).returncode == 0
    return _run(job, "Run pipecheck lint", inputs, **env)


def test_without_inputs_it_installs_itself_and_judges_everything(job: Job) -> None:
    done = _lint(job, {})
    assert done.returncode == 0, done.stderr
    assert job.said("pip-args")[-1] == "/an action"
    assert job.said("pipecheck-args") == [
        "lint",
        "--format",
        "github",
        "--format",
        f"sarif:{job.root}/temp/pipecheck.sarif",
        "--format",
        f"markdown:{job.root}/a summary.md",
        "--dated=show",
        "--fail-level=error",
        "--",
    ]
    assert job.outputs == {"exit-code": "0", "sarif-file": f"{job.root}/temp/pipecheck.sarif"}


def test_every_input_reaches_the_command_line_as_it_is_written(job: Job) -> None:
    hostile = "a b; touch $(pwd)/broken `touch broken` \"' --fix"
    done = _lint(
        job,
        {
            "paths": f"teams/a b.yaml\n\n--format\n{hostile}",
            "policy": f"one.yaml\n{hostile}",
            "fail-level": "warning",
            "baseline": hostile,
            "as-of": "2026-01-15",
            "dated": "count",
            "args": "--select\nsingle-owner",
            "working-directory": "configs",
            "version": f"1.2.3 {hostile}",
            "sarif-file": "out dir.sarif",
        },
    )
    assert done.returncode == 0, done.stderr
    assert job.said("pip-args")[-1] == f"pipecheck-policy==1.2.3 {hostile}"
    assert job.said("ran-in") == [f"{job.root}/repository/configs"]
    assert job.said("pipecheck-args")[4] == f"sarif:{job.root}/repository/configs/out dir.sarif"
    assert job.said("pipecheck-args")[7:] == [
        "--dated=count",
        "--fail-level=warning",
        f"--baseline={hostile}",
        "--as-of=2026-01-15",
        "--policy=one.yaml",
        f"--policy={hostile}",
        "--select",
        "single-owner",
        "--",
        "teams/a b.yaml",
        "--format",
        hostile,
    ]
    assert not list(job.root.rglob("broken"))


@pytest.mark.parametrize("code", [1, 3, 4])
def test_the_exit_code_is_kept_and_the_log_is_still_there_to_upload(job: Job, code: int) -> None:
    done = _lint(job, {}, LINT_EXIT=str(code))
    assert done.returncode == code
    assert job.outputs == {"exit-code": str(code), "sarif-file": f"{job.root}/temp/pipecheck.sarif"}


def test_a_run_that_could_not_start_uploads_no_old_log(job: Job) -> None:
    (job.root / "temp" / "pipecheck.sarif").write_text("of another run")
    assert _lint(job, {}, LINT_EXIT="2").returncode == 2
    assert job.outputs == {"exit-code": "2"}


def test_an_old_python_is_named_as_the_cause(job: Job) -> None:
    done = _run(job, "Install pipecheck", {}, PYTHON_TOO_OLD="1")
    assert done.returncode == 2
    assert done.stdout.startswith("::error title=pipecheck::pipecheck needs Python 3.11 or later")


def test_files_of_the_pull_request_are_named_relative_to_the_folder_it_runs_in(job: Job) -> None:
    origin = job.root / "origin"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    env = {"PATH": os.environ["PATH"], "HOME": str(job.root), "GIT_CONFIG_NOSYSTEM": "1"}

    def run(*words: str, at: Path) -> None:
        subprocess.run([*git, *words], cwd=at, env=env, check=True, capture_output=True)

    origin.mkdir()
    run("init", at=origin)
    (origin / "configs").mkdir()
    (origin / "configs" / "old.yaml").write_text("team: old\n")
    run("add", ".", at=origin)
    run("commit", "-m", "base", at=origin)
    shutil.rmtree(job.root / "repository")
    run("clone", str(origin), str(job.root / "repository"), at=job.root)
    (job.root / "repository" / "configs" / "Zoë.yaml").write_text("team: zoe\n")
    (job.root / "repository" / "README").write_text("elsewhere\n")
    run("add", ".", at=job.root / "repository")
    run("commit", "-m", "change", at=job.root / "repository")

    done = _run(job, "List the files that the pull request changed", {"working-directory": "configs"})
    assert done.returncode == 0, done.stderr
    assert job.said("pipecheck-changed") == ["Zoë.yaml"]
    assert _lint(job, {"working-directory": "configs"}).returncode == 0
    assert f"--changed={job.root}/temp/pipecheck-changed" in job.said("pipecheck-args")


def test_a_base_that_cannot_be_fetched_costs_the_order_only(job: Job) -> None:
    done = _run(job, "List the files that the pull request changed", {})
    assert done.returncode == 0
    assert "could not be fetched" in done.stdout
    assert job.said("pipecheck-changed") == []


def test_no_script_holds_an_expression_and_every_foreign_action_is_pinned() -> None:
    for step in STEPS:
        if "run" in step:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"]
        else:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])


def test_violations_do_not_keep_the_log_from_being_uploaded() -> None:
    upload = _step("Upload SARIF")
    assert upload["if"].startswith("${{ always() && ")
    assert upload["with"] == {"sarif_file": "${{ steps.lint.outputs.sarif-file }}"}
