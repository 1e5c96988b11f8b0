"""Hours: windows of some days, by a clock, and whether one of them is open."""

from collections.abc import Sequence

from tests.model.resolve.oracle.clocks import DAY, minutes
from tests.model.resolve.oracle.lines import World
from tests.model.resolve.oracle.people import Plan


class Hours:
    """The windows of a column; of one under a condition nobody can say that it is open."""

    def __init__(self, windows: Sequence[Plan], zone: str | None, world: World) -> None:
        self._days = world.days
        self._windows = []
        for window in windows:
            if "when" in window:
                continue
            begin, end = minutes(window.get("from", "00:00")), minutes(window.get("to", "24:00"))
            days = window.get("days", [])
            words = days if isinstance(days, list) else [days]
            clock = world.clock(window.get("timezone", zone))
            self._windows.append((clock, begin, end if end > begin else end + DAY, words))
        self._known: dict[int, bool] = {}

    def is_open(self, step: int) -> bool:
        known = self._known.get(step)
        if known is None:
            known = self._known[step] = self._is_open(step)
        return known

    def _is_open(self, step: int) -> bool:
        for clock, begin, end, words in self._windows:
            today, minute = divmod(clock[step], DAY)
            if begin <= minute < end and self._days.has(words, today):
                return True
            if minute + DAY < end and self._days.has(words, today - 1):
                return True
        return False
