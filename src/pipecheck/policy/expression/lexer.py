"""From the text of an expression to its words."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from pipecheck.policy.expression.fault import Fault, Malformed

Kind: TypeAlias = Literal["int", "double", "text", "name", "quoted", "sign", "end"]

_TOKEN = re.compile(
    r"""
    (?P<double>[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.[0-9]+(?:[eE][-+]?[0-9]+)?)
  | (?P<int>0[xX][0-9a-fA-F]+|[0-9]+)
  | (?P<text>[rR]?(?:'''|\"\"\"|'|"))
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | `(?P<quoted>[A-Za-z0-9_.\-/ ]+)`
  | (?P<sign>&&|\|\||[<>=!]=|[-+*/%!<>?:.,()\[\]{}])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"(?:[ \t\r\n\f]+|//[^\n]*)+")
_ESCAPE = re.compile(
    r"\\(?:([abfnrtv\\?\"'`])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))"
)
_SHORT = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_RESERVED = {"=": "`==` compares", "&": "`&&` means and", "|": "`||` means or", ";": "an expression has no `;`"}


class Token(NamedTuple):
    """A word of an expression, at [start, end). `value` is what a literal means, or the word itself."""

    kind: Kind
    value: str | int | float
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of an expression; the last is an `end`. Raises Malformed at what is no word."""
    at = 0
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if at == len(text):
            yield Token("end", "", at, at)
            return
        match = _TOKEN.match(text, at)
        if match is None:
            sign = text[at]
            raise Malformed([Fault(at, at + 1, f"'{sign}' means nothing here", _RESERVED.get(sign, ""))])
        token = _text(text, match) if match.lastgroup == "text" else _plain(match)
        at = token.end
        if token.kind in ("int", "double", "name") and at < len(text) and (text[at].isalnum() or text[at] in "'\""):
            raise _unknown_form(text, token)
        yield token


def _plain(match: re.Match[str]) -> Token:
    words = match[0]
    if match.lastgroup == "int":
        return Token("int", int(words, 16 if words[:2] in ("0x", "0X") else 10), match.start(), match.end())
    if match.lastgroup == "double":
        return Token("double", float(words), match.start(), match.end())
    if match.lastgroup == "quoted":
        return Token("quoted", match["quoted"], match.start(), match.end())
    return Token("name" if match.lastgroup == "name" else "sign", words, match.start(), match.end())


def _unknown_form(text: str, token: Token) -> Malformed:
    end = token.end + 1
    if token.kind == "int" and text[token.end] in "uU":
        return Malformed([Fault(token.start, end, "there are no unsigned numbers here", "leave out the `u`")])
    if token.kind == "name" and str(token.value).casefold() in ("b", "br", "rb"):
        return Malformed([Fault(token.start, end, "there are no bytes here", "leave out the `b`: text is enough")])
    return Malformed([Fault(token.start, end, f"'{text[token.start : end]}' is neither a number nor a name")])


def _text(text: str, match: re.Match[str]) -> Token:
    """A text in quotes: one or three, raw or with escapes."""
    raw = match[0][0] in "rR"
    quote = match[0].lstrip("rR")
    out: list[str] = []
    at = match.end()
    while not text.startswith(quote, at):
        if at >= len(text) or (len(quote) == 1 and text[at] in "\r\n"):
            raise Malformed([Fault(match.start(), at, "this text has no closing quote", f"end it with `{quote}`")])
        if text[at] == "\\" and not raw:
            sign, at = _escaped(text, at)
            out.append(sign)
        else:
            # Behind a backslash a raw text takes the next character as it is, a quote included.
            step = 2 if text[at] == "\\" and at + 1 < len(text) else 1
            out.append(text[at : at + step])
            at += step
    return Token("text", "".join(out), match.start(), at + len(quote))


def _escaped(text: str, at: int) -> tuple[str, int]:
    match = _ESCAPE.match(text, at)
    if match is None:
        hint = "write `\\\\` for a backslash, or put `r` before the quote"
        raise Malformed([Fault(at, min(at + 2, len(text)), f"'{text[at : at + 2]}' is no escape", hint)])
    short, *coded, octal = match.groups()
    if short is not None:
        return _SHORT.get(short, short), match.end()
    number = int(octal, 8) if octal else int(next(code for code in coded if code), 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise Malformed([Fault(at, match.end(), f"'{match[0]}' is no character")])
    return chr(number), match.end()
