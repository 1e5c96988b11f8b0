"""Writes the JSON Schemas under `schemas/` from the models; with `--check`, tells whether they are up to date.

python tools/schemas.py [--check]
"""

import json
import sys
from pathlib import Path
from typing import Any

from pipecheck.model.shape.schema import runbook_schema, team_schema
from pipecheck.policy.schema import policy_schema
from pipecheck.render.schema import report_schema
from pipecheck.trial.schema import cases_schema

FOLDER = Path(__file__).parent.parent / "schemas"


def written() -> dict[str, str]:
    """The text of each generated file by its name."""
    return {
        "team.schema.json": _text(team_schema()),
        "runbook.schema.json": _text(runbook_schema()),
        "report.schema.json": _text(report_schema()),
        "policy.schema.json": _text(policy_schema()),
        "cases.schema.json": _text(cases_schema()),
    }


def stale() -> list[str]:
    """The names of the files that are not what would be written."""
    return [name for name, text in written().items() if _read(FOLDER / name) != text]


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: list[str]) -> int:
    """Writes or checks; 1 when the check finds a file out of date."""
    if arguments == ["--check"]:
        for name in stale():
            sys.stderr.write(f"schemas/{name} is out of date: run `python tools/schemas.py`\n")
        return 1 if stale() else 0
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
