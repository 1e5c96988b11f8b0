"""The small values of the team language, parsed: durations, days, windows, parties, selectors."""

from datetime import date, datetime
from typing import Literal, NamedTuple, TypeAlias

from pipecheck.source.place import Place

Unit: TypeAlias = Literal["m", "h", "d", "wd", "w", "mo", "y"]
When: TypeAlias = date | datetime
"""A date, or, where the author gave a time, a moment: naive in the entity's zone, aware if it says `Z` or an offset."""


class Duration(NamedTuple):
    """`15m 12h 3d 10wd 2w 3mo 1y`; wd is working days; `0m` is at once."""

    amount: int
    unit: Unit

    @property
    def minutes(self) -> int | None:
        """Its length in minutes of wall clock, or None where a calendar decides (wd, mo, y)."""
        factor = {"m": 1, "h": 60, "d": 1440, "w": 10080}.get(self.unit)
        return None if factor is None else self.amount * factor

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


class Stretch(NamedTuple):
    """From a day or moment to another; dates are inclusive at both ends; None is open-ended."""

    first: When | None
    last: When | None
    at: Place


class MonthDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int


class SeasonEnd(NamedTuple):
    """One end of a season: a day of the year, or a holiday with an offset in days."""

    day: MonthDay | None = None
    holiday: str | None = None
    offset: int = 0


class Season(NamedTuple):
    """A named stretch of every year, both ends inclusive; it may run across the turn of the year."""

    id: str
    first: SeasonEnd
    last: SeasonEnd
    name: str
    at: Place


class CustomDay(NamedTuple):
    """A holiday of the team's own."""

    id: str
    date: date
    name: str
    at: Place


class Ref(NamedTuple):
    """A name that points at something declared elsewhere, and where it was written."""

    id: str
    at: Place


class Party(NamedTuple):
    """Who: one or several names (members, partners, slots, the own team, or role words), in the order written.

    `among`: one of them, not told which (`everybody`: `{among: all}`). `reason`: nobody, on purpose.
    `open`: wanted and not found. Exactly one of these holds: names, everybody, reason or open.
    """

    at: Place
    names: tuple[Ref, ...] = ()
    among: bool = False
    everybody: bool = False
    open: bool = False
    reason: str | None = None


class Window(NamedTuple):
    """A stretch of the day on some days, half-open, in minutes from midnight.

    `days` holds `mon` … `sun`, `workdays`, `off-days`, `holidays`, `last-7-of-month` or a season's id; empty is
    every day. `end` may be 1440; an `end` at or before `start` runs past midnight, and the day is the one it begins on.
    """

    at: Place
    days: tuple[str, ...] = ()
    start: int = 0
    end: int = 1440
    timezone: str | None = None
    when: str | None = None


Hours: TypeAlias = tuple[Window, ...]
"""The windows of a week; the empty tuple is `always`."""


class Selector(NamedTuple):
    """Which pipelines: keys are joined by and, the values of one key by or; a selector without keys is `all`."""

    at: Place
    areas: tuple[Ref, ...] | None = None
    audiences: tuple[Ref, ...] | None = None
    pipelines: tuple[Ref, ...] | None = None
    criticality: tuple[Ref, ...] | None = None

    @property
    def is_all(self) -> bool:
        return self.areas is self.audiences is self.pipelines is self.criticality is None


class Handoff(NamedTuple):
    """When a turn changes hands: weekday (Monday is 0) and minute of the day, local."""

    at: Place
    day: int | None = None
    minute: int | None = None
    timezone: str | None = None
    if_holiday: Literal["keep", "next-working-day"] = "keep"


class Deadline(NamedTuple):
    """`by`: one of a day of the month (0 is last), a working day of the month (0 is last), a weekday."""

    at: Place
    day_of_month: int | None = None
    working_day_of_month: int | None = None
    weekday: int | None = None
    minute: int | None = None
    timezone: str | None = None
    shift: Literal["previous", "next"] | None = None


class Run(NamedTuple):
    """When a pipeline runs, or delivers: at a local time, every so often; or by cron."""

    at: Place
    minute: int | None = None
    every: Duration | None = None
    cron: str | None = None
    timezone: str | None = None
    by: Deadline | None = None
    what: str = ""
    to: str | None = None


class Sla(NamedTuple):
    """A promise: of a kind, within a duration or by a moment."""

    at: Place
    kind: str
    within: Duration | None = None
    by: Deadline | None = None
    target: str | None = None
    severity: str | None = None


class Step(NamedTuple):
    """One step of an escalation."""

    at: Place
    to: Party
    after: Duration | None = None
    severity: str | None = None


class Handover(NamedTuple):
    """How a turn is handed over."""

    at: Place
    weekday: int | None = None
    minute: int | None = None
    minutes: int | None = None
    meeting: str = ""
    timezone: str | None = None


class TimeOff(NamedTuple):
    """Days a member is away, inclusive, in the member's zone. Its kind and reason are private and not kept."""

    at: Place
    first: When
    last: When
    there: bool = False
    """`kind: no-duty`: at work, but not on call."""


class Wish(NamedTuple):
    """A holiday a member would like on or off."""

    at: Place
    holiday: Ref
    want: Literal["on", "off"]
