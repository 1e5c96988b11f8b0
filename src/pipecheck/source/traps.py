"""Unquoted words that other tools read as something else: YAML 1.1 is still what most of them speak.

pipecheck itself reads the words; a trap is for whoever loads the same file with another tool.
"""

import re
from collections.abc import Iterator

from yaml.events import ScalarEvent

from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import TextFault
from pipecheck.source.scalar import Plain, core
from pipecheck.source.tree import Map, Node, Seq, content, stretch

# https://yaml.org/type/ as PyYAML and most others implement it: without `y` and `n`. Dates are left out: what YAML 1.1
# makes of 2026-01-05 is that very day.
_BOOLS = {
    **dict.fromkeys(("yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "off", "Off", "OFF"), False),
}
_SIGNS_AND_DIGITS = frozenset("0123456789+-.")
_INT = re.compile(
    r"(?P<sign>[-+]?)(?:0b(?P<two>[01_]+)|0x(?P<sixteen>[0-9a-fA-F_]+)|0(?P<eight>[0-7_]+)|(?P<ten>0|[1-9][0-9_]*)"
    r"|(?P<sixty>[1-9][0-9_]*(?::[0-5]?[0-9])+))"
)
_FLOAT = re.compile(r"(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?")
_SIXTY_FLOAT = re.compile(r"(?P<sign>[-+]?)(?P<sixty>[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)")
_ALIKE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASES = {"two": 2, "eight": 8, "ten": 10, "sixteen": 16}
_LONGEST = 40  # characters; nobody means a longer number


def yaml_traps(lines: Lines, root: Node | None) -> Iterator[TextFault]:
    """Every unquoted key and value that YAML 1.1 tools read otherwise, in the order of the text, as `yaml-trap`."""
    kinds = dict(_scalars(root))  # a merged entry is met at every place that has it, and told once
    for event in sorted(kinds, key=stretch):
        words = event.value
        reading = told_otherwise(words)
        if reading:
            at = Stretch(content(lines.text, event), stretch(event).end)
            yield TextFault(
                "yaml-trap",
                f"{kinds[event]}'{words}' is {reading} to tools that read YAML 1.1",
                lines.span(at),
                f'write "{words}", in quotes, and every tool reads the same',
            )


def told_otherwise(words: str) -> str:
    """What YAML 1.1 makes of unquoted words, said in words, where YAML 1.2 makes something else of them; or empty."""
    if words in _BOOLS:
        return str(_BOOLS[words]).lower()
    if not words or words[0] not in _SIGNS_AND_DIGITS or len(words) > _LONGEST or _ALIKE.fullmatch(words):
        return ""
    old, new = _number(words), core(Plain(words))
    if old is None:
        return "" if isinstance(new, str) else "text, not a number,"
    return "" if (type(old), old) == (type(new), new) else f"the number {old}"


def _number(words: str) -> int | float | None:
    """The number that YAML 1.1 reads, which knows underscores, bases 2, 8 and 16, and 60 by colons."""
    bare = words.replace("_", "")
    if _FLOAT.fullmatch(words):
        return float(bare)
    match = _INT.fullmatch(words) or _SIXTY_FLOAT.fullmatch(words)
    if match is None:
        return None
    sign = -1 if match["sign"] == "-" else 1
    if match["sixty"]:
        return sign * _sixty(match["sixty"].replace("_", ""))
    name = match.lastgroup or ""
    digits = match[name].replace("_", "")
    if not digits:
        return 0 if name == "eight" else None
    return sign * int(digits, _BASES[name])


def _sixty(words: str) -> int | float:
    total: int | float = 0
    for digits in words.split(":"):
        total = total * 60 + (float(digits) if "." in digits else int(digits))
    return total


def _scalars(root: Node | None) -> Iterator[tuple[ScalarEvent, str]]:
    """Every unquoted scalar on one's own, not through aliases, with what to call it."""
    waiting: list[tuple[Node, str]] = [(root, "")] if root is not None else []
    while waiting:
        node, kind = waiting.pop()
        if isinstance(node, ScalarEvent):
            if not node.style and node.tag is None:
                yield node, kind
        elif isinstance(node, Map):
            for key, value in node.parts.values():
                waiting += [(key, "the key "), (value, "")]
        elif isinstance(node, Seq):
            waiting += [(part, "") for part in node.parts]
