"""Globs over names: the same on every machine, and case counts."""

import re
from typing import NamedTuple

_SIGNS = frozenset("*?[")


class Glob(NamedTuple):
    """A name, or a pattern of names: `*` is any run of characters, `?` one, `[abc]` one of them, `[!abc]` none."""

    text: str
    pattern: re.Pattern[str] | None

    def match(self, name: str) -> bool:
        return name == self.text if self.pattern is None else self.pattern.fullmatch(name) is not None

    @property
    def is_pattern(self) -> bool:
        return self.pattern is not None


def glob(text: str) -> Glob:
    """A glob over single names, such as teams or audiences."""
    return Glob(text, re.compile(_expression(text, "."), re.DOTALL) if _SIGNS & set(text) else None)


class SubjectGlob(NamedTuple):
    """A glob over subjects as they print (semantics §5): `data-core`, `data-core/*`, `pipeline data-*/*`.

    Without a kind it is every kind. Signs before the `/` stay in the team's name; after it they match anything. `*`
    alone is everything.
    """

    text: str
    kind: Glob | None
    name: Glob

    def match(self, kind: str, name: str) -> bool:
        return (self.kind is None or self.kind.match(kind)) and self.name.match(name)

    @property
    def is_pattern(self) -> bool:
        return self.name.is_pattern or (self.kind is not None and self.kind.is_pattern)


def subject_glob(text: str) -> SubjectGlob:
    """Reads the `subject` of a waiver."""
    words = text.split()
    kind = glob(words[0]) if len(words) > 1 else None
    name = " ".join(words[1:] if len(words) > 1 else words)
    if name == "*" or not _SIGNS & set(name):
        return SubjectGlob(text, kind, glob(name))
    team, slash, rest = name.partition("/")
    expression = _expression(team, "[^/]") + slash + _expression(rest, ".")
    return SubjectGlob(text, kind, Glob(name, re.compile(expression, re.DOTALL)))


def _expression(text: str, any_sign: str) -> str:
    out = []
    position = 0
    while position < len(text):
        sign = text[position]
        end = text.find("]", position + 2) if sign == "[" else -1
        if sign == "*":
            out.append(f"{any_sign}*")
        elif sign == "?":
            out.append(any_sign)
        elif end > 0:
            inside = text[position + 1 : end].replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^")
            out.append(f"[^{inside[1:]}]" if inside[0] == "!" else f"[{inside}]")
            position = end
        else:
            out.append(re.escape(sign))
        position += 1
    return "".join(out)
