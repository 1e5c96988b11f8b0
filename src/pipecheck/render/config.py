"""What is in force, setting by setting, each with the place it came from."""

import json
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipecheck.engine.report import Plain
from pipecheck.engine.settings import ForSubject, InForce, Line, Origin, Settings
from pipecheck.render.columns import plain, width, wrapped
from pipecheck.render.json import Json, plain_json, span_of, subject
from pipecheck.render.options import Options
from pipecheck.render.paint import Paint
from pipecheck.render.wording import listed, place

FORMAT: Final = "pipecheck-config/1"
_STYLES = {"error": "error", "warning": "warning", "note": "note"}
_SEVERAL = (
    "Where a rule has several lines, files are laid over one another from top to bottom, and of those of one file the "
    "first that matches counts; `--for SUBJECT` says what holds for one."
)
_FARTHEST = 64
"""The column beyond which a place is not pushed."""


def text(settings: Settings, options: Options) -> str:
    """For people: a line for each value, its place beside it."""
    return _Page(options).of(settings)


def as_json(settings: Settings) -> str:
    """For programs: the same, under the format `pipecheck-config/1`."""
    document: dict[str, Json] = {
        "format": FORMAT,
        "policies": [{"name": one.name, "extends": list(one.extends)} for one in settings.policies],
        "configuration": [_origin(one) for one in settings.configuration],
        "waivers": [_origin(one) for one in settings.limits],
        "rules": [_rule(one) for one in settings.rules],
        "subjects": [
            {"subject": subject(one.subject), "span": span_of(one.span), "rules": [_rule(each) for each in one.rules]}
            for one in settings.subjects
        ],
        "remarks": list(settings.remarks),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


class _Row(NamedTuple):
    """A line of the page: what holds, and where from."""

    words: str
    origin: str = ""
    style: str = "body"


class _Page:
    """The text form."""

    def __init__(self, options: Options) -> None:
        self._paint = Paint(options.colour)
        self._columns = options.width

    def of(self, settings: Settings) -> str:
        blocks = [self._policies(settings)]
        if settings.configuration:
            blocks.append(self._rows("configuration", map(_value, settings.configuration)))
        if settings.limits:
            blocks.append(self._rows("waivers", map(_value, settings.limits)))
        blocks += [self._rows(*_said(rule)) for rule in settings.rules]
        for one in settings.subjects:
            blocks += self._subject(one)
        if any(len(rule.lines) > 1 for rule in settings.rules):
            blocks.append(wrapped(_SEVERAL, self._columns))
        blocks += [wrapped(remark, self._columns) for remark in settings.remarks]
        return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"

    def _policies(self, settings: Settings) -> list[str]:
        lines: list[str] = []
        for one in settings.policies:
            extends = f", which extends {listed(one.extends)}" if one.extends else ""
            lines += wrapped(plain(f"policy {one.name}{extends}"), self._columns, rest="  ")
        return lines

    def _subject(self, one: ForSubject) -> Iterator[list[str]]:
        yield [self._paint("strong", plain(str(one.subject))) + self._paint("quiet", f"  {plain(place(one.span))}")]
        for rule in one.rules:
            yield self._rows(*_said(rule))
        if not one.rules:
            yield ["  no rule of the policy judges it"]

    def _rows(self, title: str, rows: Iterator[_Row]) -> list[str]:
        """A title and its rows, their places in one column."""
        all_rows = list(rows)
        edge = min(_FARTHEST, max((width(row.words) for row in all_rows), default=0))
        lines = [self._paint("strong", plain(title))]
        for row in all_rows:
            words = plain_kept(row.words)
            gap = " " * (max(0, edge - width(words)) + 2)
            lines.append(self._paint(row.style, words) + (self._paint("quiet", gap + row.origin) if row.origin else ""))
        return lines


def plain_kept(words: str) -> str:
    """Words fit for a line, with the blanks they begin with."""
    bare = words.lstrip(" ")
    return " " * (len(words) - len(bare)) + plain(bare)


def _said(rule: InForce) -> tuple[str, Iterator[_Row]]:
    return rule.rule, _lines(rule)


def _lines(rule: InForce) -> Iterator[_Row]:
    if rule.unknown:
        yield _Row(f"  not known: {rule.unknown}")
    for line in rule.lines:
        yield _head(line)
        for one in line.params:
            yield _value(one, "    ")
        if line.undecided is not None:
            yield _value(line.undecided, "    ")
        if line.waivable is not None and line.waivable.value is False:
            yield _value(line.waivable, "    ")


def _head(line: Line) -> _Row:
    where = f"where {' and '.join(line.where)}" if line.where else ""
    if line.level is None:
        return _Row(f"  level as above{', ' if where else ''}{where}")
    level = str(line.level.value)
    origin = (
        place(line.level.span) if line.level.span else "the rule's own" if level != "none" else "no file turns it on"
    )
    return _Row(f"  {level}{', ' if where else ''}{where}", plain(origin), _STYLES.get(level, "body"))


def _value(one: Origin, indent: str = "  ") -> _Row:
    return _Row(f"{indent}{one.name}: {_words(one.value)}", plain(place(one.span)) if one.span else "default")


def _words(value: Plain) -> str:
    if value is None or value == []:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, Sequence):
        return ", ".join(map(_words, value))
    return ", ".join(f"{key} {_words(one)}" for key, one in value.items()) or "none"


def _origin(one: Origin) -> Json:
    return {"name": one.name, "value": plain_json(one.value), "span": span_of(one.span) if one.span else None}


def _rule(rule: InForce) -> Json:
    return {
        "rule": rule.rule,
        "kind": rule.kind,
        "unknown": rule.unknown,
        "lines": [
            {
                "where": list(line.where),
                "level": _origin(line.level) if line.level else None,
                "params": [_origin(one) for one in line.params],
                "undecided": _origin(line.undecided) if line.undecided else None,
                "waivable": _origin(line.waivable) if line.waivable else None,
            }
            for line in rule.lines
        ],
    }
