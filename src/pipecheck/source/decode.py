"""Bytes to text: UTF-8 and nothing else."""

import codecs

from pipecheck.source.characters import cleaned
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import TextFault

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE = 2_000


def decode(raw: bytes, file: str) -> tuple[str, TextFault | None]:
    """The text of a file, without a byte order mark, or `unreadable-file` at the first byte that is no UTF-8.

    With a fault the text is what can be shown of it, U+FFFD in place of the rest, and is not to be read further.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _refused(raw, file, 0, f"this file is written in {name}", "save it as UTF-8")
    body = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        return _refused(body, file, error.start, _byte(body, error), "save the file as UTF-8")
    if "\0" in text:
        wide = body[:_SAMPLE].count(0) * 3 > len(body[:_SAMPLE])
        message = "this file looks like UTF-16 without its mark" if wide else "a NUL byte stands here"
        return _refused(body, file, body.index(0), message, "save it as UTF-8" if wide else "delete it; text has none")
    return text, None


def _byte(body: bytes, error: UnicodeDecodeError) -> str:
    byte = body[error.start]
    if error.reason == "unexpected end of data":
        return f"the last character, which begins with the byte 0x{byte:02X}, is cut off"
    letter = bytes([byte]).decode("latin-1")
    meant = f"; in Latin-1 it would be '{letter}'" if letter.isprintable() and byte > 0xA0 else ""
    return f"the byte 0x{byte:02X} is no UTF-8{meant}"


def _refused(body: bytes, file: str, at: int, message: str, hint: str) -> tuple[str, TextFault]:
    before = len(body[:at].decode("utf-8", "replace"))
    text = cleaned(body.decode("utf-8", "replace"))
    return text, TextFault("unreadable-file", message, Lines(file, text).span(Stretch(before, before + 1)), hint)
