"""One value of a policy file and where it stands, with the questions a strict reader asks of it.

Whatever is not as asked becomes a fault at its place, and the answer is None: reading goes on to find the rest.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from pipecheck.policy.faults import Faults, did_you_mean, listed
from pipecheck.rules.base import Level
from pipecheck.source.document import Document
from pipecheck.source.place import Key, Part, Place, Route, Span
from pipecheck.source.scalar import core, is_null


class Field(NamedTuple):
    """A value in a document; `data` is plain: dicts, lists and scalars as words."""

    document: Document
    route: Route
    data: object
    faults: Faults

    @property
    def place(self) -> Place:
        return Place(self.document.file, self.route)

    def span(self, part: Part = Part.value) -> Span:
        return self.document.span(self.route, part)

    def refuse(
        self,
        message: str,
        hint: str = "",
        part: Part = Part.value,
        *,
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        self.faults.add(self.span(part), message, hint, related)

    def child(self, key: Key) -> "Field":
        data = self.data[key]  # type: ignore[index]  # callers have seen that it is a dict or a list
        return Field(self.document, (*self.route, key), data, self.faults)

    # ---- questions

    def entries(self, what: str) -> dict[str, "Field"]:
        """The entries of a mapping with free keys."""
        if not isinstance(self.data, dict):
            self.refuse(f"{what} wants keys and values; here stands {self.in_words()}")
            return {}
        return {key: self.child(key) for key in self.data}

    def known(self, what: str, keys: Collection[str]) -> dict[str, "Field"]:
        """The entries of a mapping whose keys are given; others are refused, those that begin with `x-` passed over."""
        entries = self.entries(what)
        for key, field in entries.items():
            if key not in keys and not key.startswith("x-"):
                hint = did_you_mean(key, keys, f"the keys of {what} are {listed(keys)}")
                field.refuse(f"{what} has no key '{key}'", hint, Part.key)
        return {key: field for key, field in entries.items() if key in keys}

    def items(self, what: str) -> Iterator["Field"]:
        """The items of a list; nothing at all is the empty list."""
        if isinstance(self.data, list):
            yield from (self.child(index) for index in range(len(self.data)))
        else:
            self.refuse(f"{what} wants a list; here stands {self.in_words()}")

    def text(self, what: str) -> str | None:
        """The words of a scalar, whatever YAML would read them as."""
        if isinstance(self.data, str) and not is_null(self.data) and self.data.strip():
            return str(self.data)
        self.refuse(f"{what} wants words; here stands {self.in_words()}")
        return None

    def texts(self, what: str) -> tuple["Field", ...]:
        """The fields of a list of words, or of one word standing alone."""
        fields = tuple(self.items(what)) if isinstance(self.data, list) else (self,)
        return tuple(field for field in fields if field.text(what) is not None)

    def flag(self, what: str) -> bool | None:
        value = core(self.data) if isinstance(self.data, str) else None
        if isinstance(value, bool):
            return value
        self.refuse(f"{what} wants `true` or `false`; here stands {self.in_words()}")
        return None

    def number(self, what: str, least: int = 0) -> int | None:
        """A whole number that is no less than `least`."""
        value = core(self.data) if isinstance(self.data, str) else None
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.refuse(f"{what} wants a whole number, {least} or more; here stands {self.in_words()}")
        return None

    def level(self, what: str) -> Level | None:
        try:
            return Level(self.data)
        except ValueError:
            levels = [level.value for level in Level]
            hint = did_you_mean(str(self.data), levels) if isinstance(self.data, str) else ""
            self.refuse(f"{what} wants {listed(levels, 'or')}; here stands {self.in_words()}", hint)
            return None

    def date(self, what: str) -> date | None:
        try:
            if isinstance(self.data, str) and len(self.data) == 10:
                return date.fromisoformat(self.data)
        except ValueError:
            pass
        self.refuse(f"{what} wants a date such as 2026-12-31; here stands {self.in_words()}")
        return None

    def in_words(self) -> str:
        """What stands here, for a message."""
        if isinstance(self.data, dict):
            return "a mapping"
        if isinstance(self.data, list):
            return "a list"
        return "nothing" if self.data is None or is_null(self.data) else f"'{self.data}'"
