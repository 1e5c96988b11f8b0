"""How wide words stand on a terminal, and which signs may be sent to one."""

import unicodedata

_TAB = 4
_WIDE = ("W", "F")
_NO_WIDTH = ("Mn", "Me", "Cf")
# They reorder the line they stand in: what is shown would not be what is in the file.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(sign: str) -> str:
    """The sign itself, or a picture of it where the sign would command the terminal instead of standing on it."""
    if sign.isprintable():
        return sign
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    kind = unicodedata.category(sign)
    return "\ufffd" if kind in ("Cc", "Cs", "Zl", "Zp") or sign in _REORDERING else sign


def plain(text: str) -> str:
    """Text for one line of prose: every stretch of space is one blank, no sign commands the terminal."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(map(shown, text))


def sign_width(sign: str) -> int:
    """Terminal columns of one sign: 0 for what stands on its neighbour, 2 for the wide ones of East Asia and emoji."""
    if sign.isascii():
        return 1
    if unicodedata.category(sign) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def width(text: str) -> int:
    """Terminal columns of a text without tabs or breaks."""
    return len(text) if text.isascii() else sum(map(sign_width, text))


def laid_out(line: str) -> tuple[list[str], list[int]]:
    """The line as it is shown, sign by sign, and the column at which each begins, and one more for the end.

    Columns count from 0. A tab becomes blanks up to the next multiple of four.
    """
    signs: list[str] = []
    starts = [0]
    for sign in line:
        at = starts[-1]
        drawn = " " * (_TAB - at % _TAB) if sign == "\t" else shown(sign)
        signs.append(drawn)
        starts.append(at + width(drawn))
    return signs, starts


def window(line: str, left: int, room: int) -> str:
    """The part of the line between the columns `left` and `left + room`; an ellipsis stands where it is cut."""
    signs, starts = laid_out(line)
    if left == 0 and starts[-1] <= room:
        return "".join(signs).rstrip()
    begin = left + 1 if left else 0
    end = left + room if starts[-1] <= left + room else left + room - 1
    if starts[-1] <= begin:
        return ""
    kept = ["…"] if left else []
    at = begin
    for sign, start, stop in zip(signs, starts, starts[1:], strict=False):
        if start >= begin and stop <= end:
            kept.append(" " * (start - at) + sign)
            at = stop
    return "".join(kept).rstrip() + ("…" if end < starts[-1] and starts[-1] > left + room else "")


def wrapped(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most so many columns, the first and the others led by their own indent.

    Lines break at blanks only, and not inside backticks: what is meant to be copied stays whole.
    """
    lines: list[str] = []
    line = first
    empty = True
    for word in _words(text):
        if not empty and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line]


def _words(text: str) -> list[str]:
    words: list[str] = []
    open_code = False
    for word in text.split():
        if open_code:
            words[-1] += f" {word}"
        else:
            words.append(word)
        open_code ^= word.count("`") % 2 == 1
    return words
