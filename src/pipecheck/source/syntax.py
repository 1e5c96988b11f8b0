"""What the parser says of bad syntax, told as a person would: where the cause stands, and the way out."""

import re
from collections.abc import Callable
from typing import NamedTuple

from yaml import MarkedYAMLError, YAMLError

from pipecheck.source.lines import Lines, Stretch


class Told(NamedTuple):
    """A message, the stretch it speaks of, a way out, and perhaps a second stretch with what to say of it."""

    message: str
    at: Stretch
    hint: str
    related: tuple[Stretch, str] | None = None


class _Spot:
    """Where the parser stopped (`at`), where the construct it was in began (`begun`), and the words around."""

    def __init__(self, error: MarkedYAMLError, lines: Lines, end: int) -> None:
        self.lines = lines
        self.text = lines.text[:end]
        last = max(0, len(self.text.rstrip()) - 1)
        mark, begun = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        self.at = min(mark.index, last) if mark else 0
        self.begun = min(begun.index, last) if begun else 0
        self.is_end = mark is not None and mark.index > last
        self.problem = error.problem or ""
        self.context = error.context or ""

    @property
    def character(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """The line up to the spot."""
        return self.text[self.lines.starts[self.lines.row_of(self.at)] : self.at]

    def one(self, at: int) -> Stretch:
        return Stretch(at, min(at + 1, len(self.text)))

    def word(self, at: int) -> Stretch:
        """What stands at a place, up to a colon, a comment or the end of the line."""
        match = _WORD.match(self.text, at)
        return Stretch(at, match.end()) if match and match.end() > at else self.one(at)


_WORD = re.compile(r"[^\s:#]*(?:[ \t]+[^\s:#]+|:(?=\S)[^\s:#]*|(?<=\S)#[^\s:#]*)*")
_KEY_AND_VALUE = re.compile(r"\s*(?:- +)*[^\s#].*?:\s+\S")


def told(error: YAMLError, lines: Lines, end: int) -> Told:
    """The parser's error about a text, up to `end`, in plain words; an unknown one is passed on as it is."""
    if not isinstance(error, MarkedYAMLError):
        return Told("this cannot be read as YAML", Stretch(0, 0), "see whether the file is text at all")
    spot = _Spot(error, lines, end)
    for pattern, tell in _TALES:
        if pattern.search(spot.problem):
            return tell(spot)
    reason = f"{spot.problem} {spot.context}".strip()
    return Told(
        f"this is not valid YAML: {reason}", spot.word(spot.at), "quote the text if it holds special characters"
    )


def _colon(spot: _Spot) -> Told:
    if _KEY_AND_VALUE.match(spot.before):
        return Told(
            "this ':' would begin a second value on one line",
            spot.one(spot.at),
            "put the whole text in quotes if the ':' belongs to it",
        )
    start = spot.at - len(spot.before.lstrip())
    return Told(
        "this key continues the value above it",
        Stretch(start, max(spot.at, start + 1)),
        "line it up with the keys beside it; or is a ':', or the space after it, missing in the line above?",
    )


def _dash(spot: _Spot) -> Told:
    if spot.before.strip():
        return Told(
            "a list cannot begin on the line of its key",
            spot.one(spot.at),
            "put '- ' on a line of its own below the key, or write `[one, two]`",
        )
    return Told("no list can begin here", spot.one(spot.at), "indent this '-' like the other items of its list")


def _first_character(spot: _Spot) -> Told:
    if spot.character == "\t":
        return _tab(spot)
    return Told(
        f"a text that begins with '{spot.character}' needs quotes",
        spot.word(spot.at),
        "put the whole text in quotes",
    )


def _tab(spot: _Spot) -> Told:
    end = spot.at + 1
    while spot.text[end : end + 1] == "\t":
        end += 1
    if spot.before.strip():
        return Told("a tab stands where YAML wants a space", Stretch(spot.at, end), "write a space instead")
    return Told("this line is indented with a tab", Stretch(spot.at, end), "indent with spaces; YAML takes no tabs")


def _open_quote(spot: _Spot) -> Told:
    row = spot.lines.row_of(spot.begun)
    end = spot.lines.starts[row] + len(spot.lines.rows[row].rstrip())
    quote = spot.text[spot.begun]
    return Told(
        f"this {quote} is never closed", Stretch(spot.begun, end), f"write {quote} at the end of the text as well"
    )


def _no_colon(spot: _Spot) -> Told:
    at = spot.word(spot.begun)
    words = spot.text[at.start : at.end].strip("'\"")
    if ":" in words:
        return Told(f"'{words}' is no key and value", at, "write a space after the ':'")
    return Told(
        f"'{words}' stands where a key should, without a ':'",
        at,
        "write ': ' behind it if it is a key; indent it if it continues the line above",
    )


def _open_bracket(spot: _Spot) -> Told:
    bracket = spot.text[spot.begun]
    closing = {"[": "]", "{": "}"}.get(bracket, "]")
    if not spot.is_end and spot.lines.row_of(spot.begun) == spot.lines.row_of(spot.at):
        return Told(
            f"a ',' or the closing '{closing}' is missing before this",
            spot.one(spot.at),
            "separate what stands in brackets by commas, and quote texts that hold `: `",
            (spot.one(spot.begun), "opened here"),
        )
    related = None if spot.is_end else (spot.one(spot.at), "this cannot stand inside")
    return Told(f"this '{bracket}' is not closed", spot.one(spot.begun), f"write '{closing}' at its end", related)


def _misplaced(spot: _Spot) -> Told:
    before = spot.before.rstrip()
    if spot.character in "]}:":
        return _stray(spot)
    if before.endswith(('"', "'")):
        return Told(
            "text stands behind a closing quote",
            spot.word(spot.at),
            "put the whole text in quotes; a quote inside single quotes is written twice: ''",
        )
    if "collection" in spot.context and spot.character != "-":
        return Told(
            "this stands among the items of a list, but is none",
            spot.word(spot.at),
            "begin it with '- ', or indent it under the item it belongs to",
        )
    if spot.text.startswith("- ", spot.at) and "mapping" in spot.context:
        return Told("a list item stands among keys", spot.word(spot.at), "indent it under the key of its list")
    return Told(
        "the indentation of this line fits no line above it",
        spot.word(spot.at),
        "line it up with the lines it belongs beside",
    )


def _stray(spot: _Spot) -> Told:
    if spot.is_end:
        return Told("the text ends inside brackets", spot.one(spot.at), "close them with ']' or '}'")
    if spot.character in "]}":
        return Told(f"this '{spot.character}' closes nothing", spot.one(spot.at), "delete it, or quote the text")
    if spot.character == ":":
        return Told("a key is missing before this ':'", spot.one(spot.at), "name it, or quote the text")
    return Told(f"no value can begin with '{spot.character}'", spot.one(spot.at), "put the whole text in quotes")


def _name(spot: _Spot) -> Told:
    mark = spot.text[spot.begun]
    kind = "an alias" if mark == "*" else "an anchor"
    return Told(f"a '{mark}' without quotes begins {kind}", spot.word(spot.begun), "put the whole text in quotes")


def _escape(spot: _Spot) -> Told:
    start = max(spot.begun, spot.text.rfind("\\", 0, spot.at + 1))
    end = min(max(start + 2, spot.at), len(spot.text))
    return Told(
        f"'{spot.text[start:end]}' is no escape that YAML knows",
        Stretch(start, end),
        "write '\\\\' for a backslash, or use single quotes",
    )


def _block(spot: _Spot) -> Told:
    return Told(
        f"only a comment may stand behind '{spot.text[spot.begun]}' on its line",
        spot.word(spot.at),
        "begin the text on the next line, or put it in quotes",
    )


def _tag(spot: _Spot) -> Told:
    return Told(f"the tag '{_text(spot)}' means nothing here", spot.word(spot.at), "delete it, or quote the text")


def _text(spot: _Spot) -> str:
    at = spot.word(spot.at)
    return spot.text[at.start : at.end].split()[0] if at.end > at.start else ""


def _after_all(spot: _Spot) -> Told:
    if spot.before.rstrip().endswith(('"', "'")):
        return _misplaced(spot)
    return Told(
        "the document is complete before this",
        spot.word(spot.at),
        "look at the indentation and the brackets of the lines above",
    )


def _directive(spot: _Spot) -> Told:
    row = spot.lines.row_of(spot.at)
    start = spot.lines.starts[row]
    return Told(
        "this directive is not known", Stretch(start, start + len(spot.lines.rows[row].rstrip())), "delete the line"
    )


_TALES: tuple[tuple[re.Pattern[str], Callable[[_Spot], Told]], ...] = tuple(
    (re.compile(pattern), tell)
    for pattern, tell in (
        ("mapping values are not allowed", _colon),
        ("sequence entries are not allowed", _dash),
        ("cannot start any token", _first_character),
        ("found a tab", _tab),
        ("unexpected end of stream|unexpected document", _open_quote),
        ("could not find expected ':'", _no_colon),
        ("expected ',' or", _open_bracket),
        ("expected key|<block end>|expected '-' indicator", _misplaced),
        ("expected (the )?node content", _stray),
        ("alphabetic or numeric", _name),
        ("unknown escape|hexa?decimal|invalid Unicode", _escape),
        ("comment or (a )?line break|chomping or indentation|indentation indicator", _block),
        ("undefined tag handle", _tag),
        ("<document start>", _after_all),
        ("directive|incompatible YAML", _directive),
    )
)
