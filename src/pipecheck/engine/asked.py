"""What a run is asked for, and what lies around the teams that are judged."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from pipecheck.engine.baseline import Debt
from pipecheck.engine.judge import Readings
from pipecheck.model.calendar import Calendars, Zones
from pipecheck.model.team import Team
from pipecheck.rules.base import Level
from pipecheck.source.reader import Reader


class Onlooker(Protocol):
    """Is told what a run is busy with, so that somebody can say so if it never ends."""

    def busy(self, what: str) -> None: ...
    def idle(self) -> None: ...


class World(NamedTuple):
    """What lies around the teams: their files, the holidays, the zones, and how a team's rotas may be read."""

    reader: Reader
    calendars: Calendars
    zones: Zones
    readings: Callable[[Team], Readings]
    onlooker: Onlooker | None = None


class Options(NamedTuple):
    """What a run is asked for, beside the policy."""

    as_of: date
    as_of_fixed: str = ""
    """Where a fixed as-of comes from; empty for today."""
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_level: Level = Level.error
    show: Sequence[str] = ()
    """Root-relative files and directories to show; nothing is everything."""
    whole: Sequence[str] = ()
    """Files that stand for everything when they are shown: the configuration."""
    dated_show: bool = False
    waivers: bool = True
    strict: bool = False
    baseline: Sequence[Debt] | None = None
    baseline_name: str = ""
