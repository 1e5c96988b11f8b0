"""Writes the page of the fields that expressions may ask for: `docs/expression-fields.md`.

python tools/fields.py            write it
python tools/fields.py --check    end with 1 if it has drifted
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pipecheck.policy.expression.fields import KINDS, vocabulary
from pipecheck.policy.expression.types import Record

PAGE = Path(__file__).resolve().parent.parent / "docs" / "expression-fields.md"
HEAD = """\
# The fields of expressions

Generated from the model by `tools/fields.py`; do not edit. The language is told in [expressions.md](expressions.md).

A field marked *may lack* is one that team files may leave out: what needs it is undecided, unless `has` guards it. Any
subject also has its `x-` keys, in backticks.
"""


def page() -> str:
    """The page: the kinds of subject first, then what they are made of."""
    records = vocabulary().records
    kinds = [name for name in KINDS if name in records]
    parts = sorted(set(records) - set(kinds))
    lines = [HEAD, "## Subjects", ""]
    for name in kinds:
        lines += _section(records[name])
    lines += ["## What they are made of", ""]
    for name in parts:
        lines += _section(records[name])
    return "\n".join(lines).rstrip() + "\n"


def _section(record: Record) -> Iterator[str]:
    yield f"### {record.name}"
    yield ""
    yield "| field | type | |"
    yield "| --- | --- | --- |"
    for name, field in sorted(record.fields.items()):
        yield f"| `{name}` | {field.type} | {'may lack' if field.may_lack else ''} |"
    for name in sorted(record.hidden):
        yield f"| `{name}` | | private |"
    yield ""


def main(arguments: list[str]) -> int:
    """Writes or checks; 1 when the check finds the page out of date."""
    if arguments == ["--check"]:
        fresh = PAGE.is_file() and PAGE.read_text("utf-8") == page()
        if not fresh:
            sys.stderr.write("docs/expression-fields.md is out of date: run `python tools/fields.py`\n")
        return 0 if fresh else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
