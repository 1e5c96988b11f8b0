"""Scalars as their author wrote them, and how YAML 1.2 reads them when nobody says what is wanted."""

import re
from typing import TypeAlias


class Plain(str):
    """A scalar written without quotes; any other scalar is a bare `str`. The words are the same in both."""

    __slots__ = ()


Data: TypeAlias = str | list["Data"] | dict[str, "Data"]
Value: TypeAlias = bool | int | float | str | list["Value"] | dict[str, "Value"] | None

_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_INT = 4_000  # digits; Python refuses to convert 4,301


def core(leaf: str) -> bool | int | float | str | None:
    """What the core schema of YAML 1.2 (§10.3.2) reads a scalar as; a quoted one is its words.

    A number of more than 4,000 digits stays words too.
    """
    if not isinstance(leaf, Plain):
        return leaf
    if leaf in _WORDS:
        return _WORDS[leaf]
    if len(leaf) <= _LONGEST_INT:
        if _INT.fullmatch(leaf):
            return int(leaf)
        if _BASED.fullmatch(leaf):
            return int(leaf, 0)
        if _FLOAT.fullmatch(leaf):
            return float(leaf)
    return str(leaf)


def is_null(data: object) -> bool:
    """Whether this is an unquoted null: nothing at all, `~`, `null`, `Null` or `NULL`."""
    return isinstance(data, Plain) and _WORDS.get(data, data) is None


def plain_data(data: "Data | None") -> Value:
    """The whole tree as YAML 1.2 core values: what a JSON Schema expects. Keys are always text."""
    if isinstance(data, dict):
        return {key: plain_data(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain_data(value) for value in data]
    return None if data is None else core(data)
