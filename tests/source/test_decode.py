"""Bytes to text: UTF-8 and nothing else."""

import pytest

from pipecheck.source.decode import decode

REFUSED = {
    "Latin-1": (b"a: 1\nname: Ren\xe9e\n", 2, 10, "the byte 0xE9 is no UTF-8; in Latin-1 it would be 'é'"),
    "behind other characters": (
        "é😀: ".encode() + b"\xff",
        1,
        5,
        "the byte 0xFF is no UTF-8; in Latin-1 it would be 'ÿ'",
    ),
    "behind a byte order mark": (b"\xef\xbb\xbfab\x80", 1, 3, "the byte 0x80 is no UTF-8"),
    "cut off": (b"a: 1\r\nb: \xf0\x9f\x98", 2, 4, "the last character, which begins with the byte 0xF0, is cut off"),
    "surrogate": (b"a\xed\xa0\x80", 1, 2, "the byte 0xED is no UTF-8; in Latin-1 it would be 'í'"),
    "UTF-16": ("a: 1".encode("utf-16"), 1, 1, "this file is written in UTF-16"),
    "UTF-16, other order": (b"\xfe\xff\x00a", 1, 1, "this file is written in UTF-16"),
    "UTF-32": ("a: 1".encode("utf-32"), 1, 1, "this file is written in UTF-32"),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-le"), 1, 2, "this file looks like UTF-16 without its mark"),
    "NUL": (b"abc: 1\nxy\x00z: 2\nabc: 3\n", 2, 3, "a NUL byte stands here"),
}


@pytest.mark.parametrize(("raw", "line", "column", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(raw: bytes, line: int, column: int, message: str) -> None:
    text, fault = decode(raw, "team.yaml")
    assert fault is not None
    assert (fault.rule, fault.message) == ("unreadable-file", message)
    assert fault.span[:5] == ("team.yaml", line, column, line, column + 1)
    assert fault.hint
    assert "\0" not in text


@pytest.mark.parametrize(
    ("raw", "text"), [(b"", ""), ("é😀\r\n".encode(), "é😀\r\n"), (b"\xef\xbb\xbfa: 1", "a: 1"), (b"\xef\xbb\xbf", "")]
)
def test_read(raw: bytes, text: str) -> None:
    assert decode(raw, "team.yaml") == (text, None)


def test_the_frame_shows_the_line() -> None:
    _, fault = decode(b"a: 1\nb: \xe9\nc: 3\n", "team.yaml")
    assert fault is not None
    assert fault.span.text == ("a: 1", "b: \ufffd", "c: 3")
