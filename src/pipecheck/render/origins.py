"""Values with the places they came from, in two columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipecheck.engine.report import Plain
from pipecheck.engine.settings import InForce, Line, Origin
from pipecheck.render.columns import plain, width
from pipecheck.render.paint import Paint
from pipecheck.render.wording import place

_STYLES = {"error": "error", "warning": "warning", "note": "note"}
_FARTHEST = 64
"""The column beyond which a place is not pushed."""


class Row(NamedTuple):
    """A line of the page: what holds, and where from."""

    words: str
    origin: str = ""
    style: str = "body"


def table(title: str, rows: Iterable[Row], paint: Paint) -> list[str]:
    """A title and its rows, their places in one column."""
    all_rows = list(rows)
    edge = min(_FARTHEST, max((width(row.words) for row in all_rows), default=0))
    lines = [paint("strong", plain(title))]
    for row in all_rows:
        words = _kept(row.words)
        gap = " " * (max(0, edge - width(words)) + 2)
        lines.append(paint(row.style, words) + (paint("quiet", gap + row.origin) if row.origin else ""))
    return lines


def rows_of(rule: InForce) -> Iterator[Row]:
    """What holds of a rule, a row for each value."""
    if rule.unknown:
        yield Row(f"  not known: {rule.unknown}")
    for line in rule.lines:
        yield _head(line)
        for one in line.params:
            yield value_row(one, "    ")
        if line.undecided is not None:
            yield value_row(line.undecided, "    ")
        if line.waivable is not None and line.waivable.value is False:
            yield value_row(line.waivable, "    ")


def _head(line: Line) -> Row:
    where = f"where {' and '.join(line.where)}" if line.where else ""
    if line.level is None:
        return Row(f"  level as above{', ' if where else ''}{where}")
    level = str(line.level.value)
    origin = (
        place(line.level.span) if line.level.span else "the rule's own" if level != "none" else "no file turns it on"
    )
    return Row(f"  {level}{', ' if where else ''}{where}", plain(origin), _STYLES.get(level, "body"))


def value_row(one: Origin, indent: str = "  ") -> Row:
    """One value."""
    return Row(f"{indent}{one.name}: {in_words(one.value)}", plain(place(one.span)) if one.span else "default")


def in_words(value: Plain) -> str:
    """A value as a policy would say it."""
    if value is None or value == []:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, Sequence):
        return ", ".join(map(in_words, value))
    return ", ".join(f"{key} {in_words(one)}" for key, one in value.items()) or "none"


def _kept(words: str) -> str:
    """Words fit for a line, with the blanks they begin with."""
    bare = words.lstrip(" ")
    return " " * (len(words) - len(bare)) + plain(bare)
