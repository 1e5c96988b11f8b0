"""Messages with expressions in braces: `{pipeline.id} has {size(pipeline.slas)} SLAs`."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from pipecheck.policy.expression.conversions import text_of_duration, text_of_instant
from pipecheck.policy.expression.fault import Failed, Fault, Malformed, Spent
from pipecheck.policy.expression.frame import UNKNOWN, Frame
from pipecheck.policy.expression.program import Program
from pipecheck.policy.expression.types import Language

_NOT_TOLD = "(not told)"
_MOST = 12
_LONGEST = 400
_HOURS_TELL = 72 * 60
"""Minutes up to which a length is told in hours: people promise 48h, and 7d."""

_MAP = re.compile(r"\{\s*(?:[\w-]+:(?=\s)|\})")
"""The beginning of a map of YAML: a key with its colon, or nothing at all."""

Piece: TypeAlias = str | Program


class Template(NamedTuple):
    """Words, and expressions between them."""

    pieces: tuple[Piece, ...]

    def filled(self, frame: Callable[[Program], Frame]) -> str:
        """The words with every expression's value in its place. What is not told is said to be so."""
        return "".join(piece if isinstance(piece, str) else _value_of(piece, frame(piece)) for piece in self.pieces)


def template(text: str, language: Language) -> Template:
    """Reads a message; a brace that is meant stands twice. Raises Malformed with all that is wrong with it.

    In backticks a brace before a key and its colon begins a map of YAML and stands for itself, for no expression
    begins so; so does its closing one. Whatever else stands in braces is an expression there, too.
    """
    pieces: list[Piece] = []
    faults: list[Fault] = []
    maps: list[int] = []
    code, at = False, 0
    while at < len(text):
        sign, end = text[at], at + 1
        if sign == "`":
            code = not code
            faults.extend(_unclosed(opening) for opening in maps)
            maps.clear()
            pieces.append(sign)
        elif sign == "{" and code and _MAP.match(text, at):
            maps.append(at)
            pieces.append(sign)
        elif sign == "}" and maps:
            maps.pop()
            pieces.append(sign)
        elif text[at : end + 1] in ("{{", "}}"):
            pieces.append(sign)
            end += 1
        elif sign == "{":
            closing = _closing(text, at)
            if closing is None:
                faults.append(_unclosed(at))
                break
            try:
                pieces.append(Program(text[at + 1 : closing], language))
            except Malformed as malformed:
                faults.extend(_shifted(fault, at + 1) for fault in malformed.faults)
            end = closing + 1
        elif sign == "}":
            faults.append(Fault(at, end, "this `}` closes nothing", "write `}}` for a brace that is meant"))
        else:
            end = min((found for mark in "{}`" if (found := text.find(mark, at)) >= 0), default=len(text))
            pieces.append(text[at:end])
        at = end
    faults.extend(_unclosed(opening) for opening in maps)
    if faults:
        raise Malformed(sorted(faults))
    return Template(tuple(pieces))


def _unclosed(at: int) -> Fault:
    return Fault(at, at + 1, "this `{` is never closed", "write `{{` for a brace that is meant")


def _closing(text: str, opening: int) -> int | None:
    """The brace that closes the one before an expression; braces in quotes, and of maps, are its own."""
    depth, quote = 0, ""
    for at in range(opening, len(text)):
        sign = text[at]
        if quote:
            quote = "" if sign == quote and text[at - 1] != "\\" else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                return at
    return None


def _shifted(fault: Fault, by: int) -> Fault:
    return fault._replace(start=fault.start + by, end=fault.end + by)


def _value_of(program: Program, frame: Frame) -> str:
    try:
        return said(program.run(frame))
    except UNKNOWN:
        return _NOT_TOLD
    except (Failed, Spent) as error:
        return f"({error})"


def said(value: Any) -> str:
    """A value in the words of a sentence."""
    text = _said(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _said(value: Any, level: int = 0) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, datetime):
        return text_of_instant(value).removesuffix("T00:00:00Z")
    if isinstance(value, timedelta):
        return length_in_words(value)
    if value is None:
        return "null"
    if type(value) in (tuple, list):
        return _listed(value, level)
    if isinstance(value, Mapping):
        return _listed([f"{key} {_said(one, level + 1)}" for key, one in islice(value.items(), _MOST + 1)], level)
    return value if isinstance(value, str) else str(getattr(value, "id", value))


def _listed(values: Sequence[Any], level: int) -> str:
    if level == 2:
        return "…"
    words = [_said(value, level + 1) for value in values[:_MOST]]
    return ", ".join([*words, "…"] if len(values) > _MOST else words)


def length_in_words(of: timedelta) -> str:
    """`24h`, `90m`, `3d`: as policies and team files write it, where it is so many whole minutes."""
    minutes, rest = divmod(of, timedelta(minutes=1))
    if rest or minutes <= 0:
        return text_of_duration(of)
    if minutes % 1440 == 0 and minutes > _HOURS_TELL:
        return f"{minutes // 1440}d"
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"
