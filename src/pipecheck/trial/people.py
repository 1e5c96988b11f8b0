"""People renamed in all files at once: every word that names one is another, the same everywhere."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipecheck.source.scalar import Data, Plain
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.written import written

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_MARKDOWN = (".md", ".markdown")


class Names(NamedTuple):
    """Old names and new ones, both ways."""

    new: Mapping[str, str]
    pattern: re.Pattern[str]
    old: Mapping[str, str]
    returning: re.Pattern[str]

    def forth(self, path: str, text: str) -> str:
        """The text of a file under the new names: in YAML only values are renamed, and in a broken file nothing."""
        if not self.new:
            return text
        if path.lower().endswith(_MARKDOWN):
            return self._put(text)
        document = read_yaml(text, path)
        if document.data is None or any(fault.rule != "yaml-trap" for fault in document.faults):
            return text
        return written(self._renamed(document.data))

    def back(self, words: str) -> str:
        """What is said under the new names, as it would be said under the old ones."""
        return self.returning.sub(lambda match: self.old[match[0]], words) if self.old else words

    def _put(self, words: str) -> str:
        return self.pattern.sub(lambda match: self.new[match[0]], words)

    def _renamed(self, data: Data) -> Data:
        if isinstance(data, dict):
            return {key: self._renamed(value) for key, value in data.items()}
        if isinstance(data, list):
            return [self._renamed(item) for item in data]
        return Plain(self._put(data)) if isinstance(data, Plain) else self._put(data)


def renamed(teams: Iterable[str], texts: Mapping[str, str]) -> Names:
    """New names for all members of the teams: none that stands in a text, and in the other order of the alphabet."""
    people = sorted({(person, name) for path in teams for person, name in _members(texts[path], path)})
    keys = {key for path in teams for key in _keys(read_yaml(texts[path], path).data)}
    ids = sorted({person for person, _ in people} - keys, key=str.casefold)
    fresh = _fresh(len(ids), "\n".join(texts.values()))
    of = dict(zip(ids, reversed(fresh), strict=True))
    new = dict(of)
    for person, name in people:
        if person in of and name:
            new.setdefault(name, _called(name, of[person]))
    taken: set[str] = set()
    unique = {old: word for old, word in new.items() if not (word in taken or taken.add(word))}  # type: ignore[func-returns-value]
    back = {word: old for old, word in unique.items()}
    return Names(unique, _words(unique), back, _words(back))


def _called(name: str, word: str) -> str:
    """A full name under a new first name."""
    first, _, rest = name.partition(" ")
    return f"{word.capitalize() if first[:1].isupper() else word} {rest}".strip()


def _words(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first."""
    either = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![\w.-])(?:{either})(?![\w-]|\.\w)" if either else r"(?!)")


def _members(text: str, path: str) -> Iterable[tuple[str, str]]:
    """The id and the name of each member."""
    data = read_yaml(text, path).data
    listed = data.get("members") if isinstance(data, dict) else None
    for member in listed if isinstance(listed, list) else ():
        if isinstance(member, dict) and isinstance(member.get("id"), str) and not str(member["id"]).isdecimal():
            name = member.get("name")
            yield str(member["id"]), name if isinstance(name, str) else ""
        elif isinstance(member, str) and not member.isdecimal():
            yield str(member), ""


def _keys(data: Data | None) -> Iterable[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _keys(value)
    elif isinstance(data, list):
        for item in data:
            yield from _keys(item)


def _fresh(count: int, text: str) -> list[str]:
    """Names that nobody has, in the order of the alphabet."""
    found: list[str] = []
    low = text.casefold()
    for one in _CONSONANTS:
        for two in _VOWELS:
            for three in _CONSONANTS:
                for four in _VOWELS:
                    word = f"q{one}{two}{three}{four}n"
                    if len(found) == count:
                        return found
                    if word not in low:
                        found.append(word)
    return found
