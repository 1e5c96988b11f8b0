"""What two headings have in common when they mean the same: their words, without what people put around them."""

import re
import unicodedata

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_SHORTCODE = re.compile(r":[a-z0-9_+-]*[a-z][a-z0-9_+-]*:")
_EMPHASIS = re.compile(r"[*`~]+|(?<!\w)_+|_+(?!\w)")
_NUMBER = re.compile(r"(?:(?:\d+\.)+\d*\)?|\(?\d+\)|[IVX]+[.)]|\d+\s+[-–—]|§+\s*\d+)\s+")
_TRAILING = re.compile(r"[\s:：#.–—-]+$")
_SYMBOLS = frozenset(("So", "Sk", "Cf", "Me"))
_EMOJI_STYLE = "\ufe0f"


def normal_heading(text: str) -> str:
    """A heading's words, case-folded: without emphasis, links, a leading number, emoji and trailing colons.

    A heading that consists of nothing else keeps what it has.
    """
    words = unicodedata.normalize("NFC", text)
    words = _EMPHASIS.sub("", _LINK.sub(r"\1", _KEYCAP.sub(" ", words)))
    words = "".join(" " if _is_symbol(character) else character for character in _SHORTCODE.sub(" ", words)).strip()
    numbered = _NUMBER.match(words)
    words = _TRAILING.sub("", words[numbered.end() :] if numbered else words)
    return " ".join((words or text).split()).casefold()


def _is_symbol(character: str) -> bool:
    return character == _EMOJI_STYLE or (character > "\x7f" and unicodedata.category(character) in _SYMBOLS)
