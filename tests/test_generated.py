"""What is generated is what would be generated now: schemas, catalogue, profiles, compiled shapes, fields."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("tool", ["schemas", "catalog", "shapes", "fields"])
def test_nothing_has_drifted(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / f"{tool}.py"), "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run `make generate`: {done.stdout}{done.stderr}"
