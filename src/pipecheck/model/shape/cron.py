"""Cron lines: five fields, checked one by one, kept as written."""

import re
from typing import NamedTuple

from pipecheck.model.shape.fault import says, wants
from pipecheck.model.shape.words import is_leaf

_SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}


class _Field(NamedTuple):
    """One of the five: what it counts, its legal values in words, a pattern for one of them, and names for them."""

    what: str
    values: str
    number: str
    names: str = ""

    @property
    def pattern(self) -> str:
        """A list of values, ranges and steps: `*/5`, `1-5`, `1/3`, `1,15`."""
        one = "|".join([self.number, *(_any_case(name) for name in self.names.split())])
        part = rf"(?:\*|(?:{one})(?:-(?:{one}))?)(?:/[1-9][0-9]{{0,2}})?"
        return f"{part}(?:,{part})*"


def _any_case(name: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" for letter in name)


_FIELDS = (
    _Field("minute", "0 to 59", "[0-5]?[0-9]"),
    _Field("hour", "0 to 23", "1[0-9]|2[0-3]|0?[0-9]"),
    _Field("day of the month", "1 to 31", "0?[1-9]|[12][0-9]|3[01]"),
    _Field(
        "month",
        "1 to 12, or `jan` to `dec`",
        "1[0-2]|0?[1-9]",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    ),
    _Field("day of the week", "0 to 7, or `sun` to `sat`", "0?[0-7]", "sun mon tue wed thu fri sat"),
)
CRON_PATTERN = "^" + " +".join(field.pattern for field in _FIELDS) + "$"


def cron(value: object) -> str:
    """Five fields: minute, hour, day of the month, month, day of the week; as written."""
    wanted = "the five fields of a cron line such as `30 6 * * mon-fri`"
    if not is_leaf(value):
        raise wants(wanted)
    if value.strip() in _SHORT:
        raise wants(wanted, put=_SHORT[value.strip()])
    fields = [field for field in value.split(" ") if field]
    if len(fields) != len(_FIELDS) or value != value.strip():
        hint = "there are no seconds and no years" if len(fields) in (6, 7) else ""
        raise wants(wanted, hint)
    for field, words in zip(_FIELDS, fields, strict=True):
        if not re.fullmatch(field.pattern, words):
            hint = (
                "write `*` for any"
                if words == "?"
                else f"it takes {field.values}, ranges, lists, `*` and steps such as `*/5`"
            )
            raise says(f"has '{words}' for the {field.what}", hint)
    return str(value)
