"""Which known word a misspelt one was meant to be."""

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(?:day|shift|sprint|turn|week|w)[ _-]?#?[0-9]+", re.IGNORECASE)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a word was meant to be: equal but for case and separators, else at most two slips away.

    A slip is a letter too many, too few or wrong, or two neighbours in the wrong order; words of up to four letters
    allow one. Of several, the nearest, of one length if possible, then the first in order of the alphabet.
    """
    words = sorted(set(known) - {word})
    same = [one for one in words if squashed(one) == squashed(word)]
    if same:
        return same[0]
    most = 1 if len(word) <= 4 else 2
    near = []
    for one in words:
        apart = abs(len(one) - len(word))
        slips = _slips(word.lower(), one) if apart <= most else most + 1
        if slips <= most:
            near.append((slips, apart, one))
    return min(near)[2] if near else None


def is_number_of_turn(word: str) -> bool:
    """Whether a word numbers the rows of a rota: `Week 1`, `shift_2`."""
    return _NUMBERED.fullmatch(word) is not None


def squashed(word: str) -> str:
    """A word without case, separators and the plural s."""
    return re.sub(r"[-_ .]", "", word).casefold().removesuffix("s")


def _slips(one: str, other: str) -> int:
    """The optimal string alignment distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
