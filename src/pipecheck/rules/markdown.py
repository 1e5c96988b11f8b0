"""The page of a rule as Markdown, for a repository's documentation."""

import json
import re

from pipecheck.rules.catalog import Entry, Param

_HEADING = re.compile(r"^(\S.*)\n-+\n+", re.MULTILINE)


def markdown_page(entry: Entry, text: str) -> str:
    """The page of a rule; `text` is its documentation, with headings underlined."""
    facts = f"Judges each {entry.kind} · level `{entry.level.value}`"
    parts = [f"# `{entry.id}`", entry.summary, facts, _HEADING.sub(r"## \1\n\n", text)]
    if entry.params:
        rows = "\n".join(map(_row, entry.params))
        parts.append(f"## Parameters\n\n| parameter | type | default | means |\n| --- | --- | --- | --- |\n{rows}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _row(param: Param) -> str:
    default = "none" if param.default is None else f"`{json.dumps(param.default, ensure_ascii=False)}`"
    told = [param.text, f"one of {', '.join(param.choices)}" if param.choices else "", param.source]
    cells = (f"`{param.name}`", param.type, default, "; ".join(part for part in told if part))
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
