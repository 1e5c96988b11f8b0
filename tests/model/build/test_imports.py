"""What building a team costs before the first file is read."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("heavy", ["pydantic", "markdown_it", "holidays", "jsonschema", "ruamel"])
def test_the_builder_loads_nothing_heavy(heavy):
    script = f"import sys, pipecheck.model.build.team, pipecheck.model.workspace; sys.exit({heavy!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
