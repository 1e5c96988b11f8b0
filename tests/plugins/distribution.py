"""Plug-ins as pip lays them out, workspaces that name them, and pipecheck run on both, apart from this process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

TEAM = """\
version: 1
team: shop
members: [{id: ann-sample}, {id: ben-sample}]
pipelines:
  - {id: orders, owners: {primary: ann-sample}}
  - {id: refunds, owners: {primary: ben-sample, secondary: ann-sample}}
"""

RULE = '''\
"""A pipeline whose name is short."""

from collections.abc import Iterator

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import Level, NoParams, Outcome, Problem, Profile, TeamView, rule


@rule(Pipeline, level=Level.warning, profile=Profile.named)
def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    {body}
    yield Problem(f"pipeline '{{pipeline.id}}' has a short name", pipeline.at("id"))
'''


def workspace(where: Path, rules: str, plugins: str = "plugins: [sample]\n") -> Path:
    (where / ".git").mkdir(parents=True)
    (where / "teams").mkdir()
    (where / "policies").mkdir()
    (where / "teams/shop.yaml").write_text(TEAM, "utf-8")
    (where / "policies/default.yaml").write_text(f"version: 1\npolicy: ours\n{plugins}rules:\n{rules}", "utf-8")
    return where


def plugin(where: Path, modules: Mapping[str, str], point: str = "sample = sample_rules") -> Path:
    """A distribution with an entry point `sample`; the directory to put on the path."""
    package, info = where / "sample_rules", where / "sample_rules-1.0.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").touch()
    for name, text in modules.items():
        (package / f"{name}.py").write_text(text, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sample-rules\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[pipecheck.rules]\n{point}\n", "utf-8")
    return where


def pipecheck(
    where: Path, *words: str, packages: Path | str | None = None, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(one) for one in (packages, ROOT / "src") if one is not None)
    return subprocess.run(
        [sys.executable, "-m", "pipecheck", *words],
        cwd=where,
        env={
            **os.environ,
            "PYTHONPATH": path,
            "COLUMNS": "140",
            "XDG_CONFIG_HOME": str(home or where.parent / "nobody"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def lint(where: Path, packages: Path | str | None, *words: str) -> subprocess.CompletedProcess[str]:
    return pipecheck(where, "lint", "--as-of", "2026-01-15", *words, packages=packages)


def installed(where: Path, project: Path) -> str:
    """A path on which a project stands as if pip had installed it."""
    info = where / "acme_rules-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 0.1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[pipecheck.rules]\nacme = acme_rules\n", "utf-8")
    return f"{where}{os.pathsep}{project / 'src'}"


def python(where: Path, *words: str, packages: str = "") -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(part for part in (packages, str(ROOT / "src")) if part)
    return subprocess.run(
        [sys.executable, *words],
        cwd=where,
        env={**os.environ, "PYTHONPATH": path, "MYPYPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
