"""What is in force, setting by setting, each with the place it came from."""

import json
from collections.abc import Iterator
from typing import Final

from pipecheck.engine.settings import ForSubject, InForce, Origin, Settings
from pipecheck.render.columns import plain, wrapped
from pipecheck.render.json import Json, plain_json, span_of, subject
from pipecheck.render.options import Options
from pipecheck.render.origins import rows_of, table, value_row
from pipecheck.render.paint import Paint
from pipecheck.render.wording import listed, place

FORMAT: Final = "pipecheck-config/1"
_SEVERAL = (
    "Where a rule has several lines, files are laid over one another from top to bottom, and of those of one file the "
    "first that matches counts; `--for SUBJECT` says what holds for one."
)


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


class _Page:
    """The text form."""

    def __init__(self, options: Options) -> None:
        self._paint = Paint(options.colour)
        self._columns = options.width

    def of(self, settings: Settings) -> str:
        blocks = [self._policies(settings)]
        if settings.configuration:
            blocks.append(table("configuration", map(value_row, settings.configuration), self._paint))
        if settings.limits:
            blocks.append(table("waivers", map(value_row, settings.limits), self._paint))
        blocks += [table(rule.rule, rows_of(rule), self._paint) for rule in settings.rules]
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
            yield table(rule.rule, rows_of(rule), self._paint)
        if not one.rules:
            yield ["  no rule of the policy judges it"]


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
