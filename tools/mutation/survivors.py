"""The mutants that no test notices: compared with those that are known, each of which has a reason."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

KNOWN = Path(__file__).parent / "survivors"
"""A file for each folder of sources: `rules-risks.yaml` for `rules/risks`, `rules.yaml` for the modules they share."""

WANTED = 95
"""Percent of all mutants."""


class Mutant(NamedTuple):
    """A change of a function, told so that lines added above it do not matter."""

    file: str
    function: str
    what: str
    line: int
    column: int
    reached: bool = True

    @property
    def known_as(self) -> tuple[str, str, str]:
        return self.file, self.function, self.what

    @property
    def known_at(self) -> tuple[str, ...]:
        """The same, and where: in one text, this change and no other."""
        return (*self.known_as, str(self.line), str(self.column))

    @property
    def row(self) -> str:
        """Of a list: its words, parted by tabs."""
        return "\t".join(map(str, self)) + "\n"


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """What a list of rows holds, each by what it is known at."""
    return (tuple(row.split("\t")[:-1]) for row in text.splitlines())


Known = Mapping[tuple[str, str, str], str]
"""The reason of each known survivor, by file, function and change."""


def read() -> Known:
    """`file: {function: {change: reason}}`."""
    return {
        (file, function, what): reason
        for part in sorted(KNOWN.glob("*.yaml"))
        for file, functions in (yaml.load(part.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}).items()
        for function, whats in functions.items()
        for what, reason in whats.items()
    }


def tell(survivors: Sequence[Mutant], noticed: int, known: Known, *, whole: Collection[str]) -> int:
    """Prints the score and what has no reason; 0 if the score is reached and every survivor has one. `whole` are the
    files of which every mutant was tried."""
    total = noticed + len(survivors)
    score = 100 * noticed / total if total else 0.0
    unknown = [each for each in survivors if each.known_as not in known]
    for each in unknown:
        why = "" if each.reached else " (no test reaches it)"
        print(f"{each.file}:{each.line}:{each.column}: {each.function}: {each.what}{why}")
    gone = sorted(each for each in known.keys() - {each.known_as for each in survivors} if each[0] in whole)
    for file, function, what in gone:
        print(f"{KNOWN.name}/: {file}: {function}: {what}: noticed now, or gone")
    print(f"\n{noticed} of {total} mutants noticed: {score:.1f} %, {WANTED} % wanted; {len(unknown)} without a reason")
    for file, count in Counter(each.file for each in unknown).most_common(12):
        print(f"  {count:4} {file}")
    return int(score < WANTED or bool(unknown) or bool(gone))
