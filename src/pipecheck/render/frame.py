"""Code frames: the lines of a file with the very words underlined."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipecheck.engine.report import Span
from pipecheck.render.columns import laid_out, plain, width, window
from pipecheck.render.paint import Paint


class Mark(NamedTuple):
    """Words to underline, with which sign and style, and what to say beside the line below them."""

    span: Span
    sign: str
    style: str
    label: str = ""


class Ruler(NamedTuple):
    """What the frames of one violation share: the width of the line numbers, and of the terminal."""

    digits: int
    columns: int
    paint: Paint

    def line(self, number: int | None, text: str = "") -> str:
        """A line of a frame, numbered or not."""
        shown = f"{number or '':>{self.digits}} |"
        return f"{self.paint('rule', shown)} {text}".rstrip() if text else self.paint("rule", shown)

    @property
    def room(self) -> int:
        """Columns left for the text of a line."""
        return max(20, self.columns - self.digits - 3)


def rows_of(span: Span, *, around: bool) -> dict[int, str]:
    """The lines of the span by their numbers, with those around it that its frame holds or without them.

    Blank lines at the edges show nothing and are left out.
    """
    last = _last_line(span)
    rows = {
        number: text
        for number, text in enumerate(span.text, span.first)
        if around or span.line <= number <= max(last, span.line)
    }
    for edge in (list(rows), list(reversed(rows))):
        for number in edge:
            if rows[number].strip() or span.line <= number <= last:
                break
            del rows[number]
    return rows


def frame(rows: dict[int, str], main: Mark, others: Sequence[Mark], ruler: Ruler) -> list[str]:
    """The rows, each with the marks that stand on it below. Only the main mark may run over several lines."""
    if main.span.line not in rows:
        return []
    many = _last_line(main.span) > main.span.line
    left = _left(rows, main, ruler.room - 2 * many)
    if left:  # what stands around would be cut to nothing
        rows = {number: text for number, text in rows.items() if main.span.line <= number <= _last_line(main.span)}
    lines = [ruler.line(None)]
    for number, text in rows.items():
        inner = window(text, left, ruler.room - 2 * many)
        if many:
            lines.extend(_row_of_many(number, text, inner, left, main, ruler))
        else:
            lines.append(ruler.line(number, inner))
        for mark in (main, *others):
            if mark.span.line == number and not (many and mark is main):
                margin = _margin(number, main, ruler) if many else ""
                lines.append(ruler.line(None, margin + _underline(text, left, mark, ruler)))
    if many and _last_line(main.span) > max(rows):
        lines.append(ruler.line(None, ruler.paint(main.style, "| …")))
    return lines


def _row_of_many(number: int, text: str, inner: str, left: int, main: Mark, ruler: Ruler) -> Iterator[str]:
    """A row beside or inside words that run over several lines: a bar leads from where they begin to where they end."""
    span, paint = main.span, ruler.paint
    first, last = span.line, _last_line(span)
    from_start = not text[: span.column - 1].strip()
    if number == first and from_start:
        yield ruler.line(number, paint(main.style, "/ ") + inner)
    elif number == first:
        yield ruler.line(number, "  " + inner)
        yield ruler.line(None, paint(main.style, " " + "_" * (1 + _column(text, span.column, left)) + main.sign))
    else:
        yield ruler.line(number, _margin(number, main, ruler, above=True) + inner)
    if number == last:
        end = span.end_column if span.end_line == last else len(text) + 1
        stop = max(0, _column(text, end, left) - 1)
        yield ruler.line(None, paint(main.style, "|" + "_" * (1 + stop) + main.sign))


def _margin(number: int, main: Mark, ruler: Ruler, *, above: bool = False) -> str:
    """What stands before a row inside a span of many lines, or, without `above`, before the marks below that row."""
    last = _last_line(main.span)
    inside = main.span.line < number <= last if above else main.span.line <= number < last
    return ruler.paint(main.style, "| ") if inside else "  "


def _underline(text: str, left: int, mark: Mark, ruler: Ruler) -> str:
    start = _column(text, mark.span.column, left)
    one_line = mark.span.end_line == mark.span.line
    stop = _column(text, mark.span.end_column if one_line else len(text) + 1, left)
    length = max(1, min(stop, ruler.room) - start)
    label = f" {plain(mark.label)}" if mark.label else ""
    return " " * start + ruler.paint(mark.style, mark.sign * length + label)


def fits(mark: Mark, text: str, ruler: Ruler) -> bool:
    """Whether the mark and what it says fit on the line below its words."""
    _, starts = laid_out(text)
    end = min(mark.span.end_column, len(starts)) - 1
    return mark.span.end_line == mark.span.line and starts[end] + 1 + width(plain(mark.label)) <= ruler.room


def _left(rows: dict[int, str], main: Mark, room: int) -> int:
    """The first column shown: 0, unless the words begin beyond the edge of the terminal."""
    text = rows[main.span.line]
    start = _column(text, main.span.column, 0)
    stop = _column(text, main.span.end_column if main.span.end_line == main.span.line else main.span.column, 0)
    return 0 if max(start + 1, min(stop, start + room // 2)) < room else max(0, start - room // 4)


def _column(text: str, column: int, left: int) -> int:
    """Where a column of the file, from 1, stands on the terminal, from 0."""
    _, starts = laid_out(text)
    return max(0, starts[min(column, len(starts)) - 1] - left)


def _last_line(span: Span) -> int:
    """The last line that holds words of the span: one that ends before the first word of a line ends above it."""
    return span.end_line - 1 if span.end_line > span.line and span.end_column == 1 else span.end_line
