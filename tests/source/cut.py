"""What a span underlines, cut out of the text by its lines and columns alone."""

import re

from pipecheck.source.place import Span


def cut(text: str, span: Span) -> str:
    """The characters from a span's beginning to its end, lines joined by LF."""
    rows = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))[span.line - 1 : span.end_line]
    rows[-1] = rows[-1][: span.end_column - 1]
    rows[0] = rows[0][span.column - 1 :]
    return "\n".join(rows)
