"""Colour, where the command line has decided that there may be some."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "error": "1;31",
        "warning": "1;33",
        "note": "1;36",
        "help": "32",
        "strong": "1",
        "rule": "34",
        "quiet": "2",
        "body": "",
    }
)


class Paint(NamedTuple):
    """Puts text in a style: a level's name, or `help`, `strong`, `rule` (the lines of a frame), `quiet`, `body`."""

    on: bool

    def __call__(self, style: str, text: str) -> str:
        code = _STYLES[style]
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text and code else text
