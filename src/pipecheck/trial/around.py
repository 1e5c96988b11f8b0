"""What lies around a case: the files of the workspace, the calendars, and how policies are loaded."""

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from pipecheck.model.calendar import Calendars, Zones
from pipecheck.policy.laid import Policy
from pipecheck.source.reader import Reader


class Around(NamedTuple):
    """The world in which policies are tried."""

    reader: Reader
    calendars: Calendars
    zones: Zones
    policy: Callable[[Sequence[str]], Policy]
    """The policy of these roots. Raises BadPolicy."""


class Laid:
    """The files of one case: texts, and behind them those of the workspace where the case begins with one of its
    files. It is a `Reader`."""

    def __init__(self, texts: Mapping[str, str], behind: Reader | None) -> None:
        self._texts = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
        self._behind = behind

    def read(self, path: str) -> bytes | None:
        if path in self._texts or self._behind is None:
            return self._texts.get(path)
        return self._behind.read(path)

    def paths(self, pattern: str) -> Sequence[str]:
        own = {path for path in self._texts if fnmatchcase(path, pattern)}
        return sorted({*own, *(self._behind.paths(pattern) if self._behind else ())})
