"""Characters that no team file needs and that make a text differ from what its reader sees."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pipecheck.source.lines import Stretch

# U+0085, U+2028 and U+2029 end a line for libyaml and for no editor: left in, every later line number would be wrong.
_BREAKS = "\x85\u2028\u2029"
# The embeddings, overrides and isolates of "Trojan Source" (CVE-2021-42574); the marks U+200E and U+200F are harmless.
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNPRINTABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff"
_STRANGE = re.compile(rf"([{_BREAKS}{_BIDI}{_UNPRINTABLE}])\1*")
_ANY = re.compile(rf"[{_BREAKS}{_BIDI}{_UNPRINTABLE}]")
_REPLACEMENT = "\ufffd"


class Strange(NamedTuple):
    """A run of one such character: where it stands, what to say of it, and the way out."""

    character: str
    at: Stretch
    message: str
    hint: str

    @property
    def is_break(self) -> bool:
        """Whether only YAML minds it."""
        return self.character in _BREAKS


def is_clean(text: str) -> bool:
    """Whether a text holds none of them."""
    return _ANY.search(text) is None


def strange(text: str) -> Iterator[Strange]:
    """Every run of such characters, in the order of the text."""
    for match in _STRANGE.finditer(text):
        character = match[1]
        yield Strange(character, Stretch(match.start(), match.end()), *_told(character))


def cleaned(text: str) -> str:
    """The text with U+FFFD for each of them: as long as before, and safe to print."""
    return _ANY.sub(_REPLACEMENT, text)


def _told(character: str) -> tuple[str, str]:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    named = f"{code} ({name})" if name else code
    if character == "\0":
        return "a NUL character stands here", "delete it; text files hold none"
    if character in _BREAKS:
        return (
            f"{named if name else f'{code} (next line)'} ends a line in YAML, but not in an editor",
            "replace it by a space or by an ordinary line break",
        )
    if character == "\ufeff":
        return f"an invisible byte order mark, {code}, stands in the middle of the text", "delete it"
    if _ANY.match(character) and name and not unicodedata.category(character).startswith("Cc"):
        return f"the invisible character {named} makes this line look different from what it says", "delete it"
    return f"the control character {code} stands here", "delete it, or write it as an escape inside double quotes"
