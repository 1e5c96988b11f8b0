"""What a calendar is made of, dates of holidays and their occurrences, and where these and the zones come from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, tzinfo
from typing import NamedTuple, Protocol


class HolidayDate(NamedTuple):
    """One date of one holiday in one region. Two holidays on one date are two of these.

    `observed`: a day off given in place of, or beside, the holiday's own date. `kept` is false for an own date
    that is no day off, because the day off was moved elsewhere (Colombia) or lapses on a Sunday (Spain).
    `estimated`: the source does not vouch for it (moons). `major` is known only within a team's calendar.
    """

    id: str
    date: date
    observed: bool = False
    major: bool = False
    estimated: bool = False
    name: str = ""
    kept: bool = True


class Event(NamedTuple):
    """One occurrence of a holiday or season: adjacent dates of one id, and the days observed for them.

    `dates` are the days off in order of time (a season: all its days; a holiday whose day off lapses: its own dates);
    `moved` are own dates that are no days off. `year` is that of the first own date, so that New Year 2028, observed
    on 31 December 2027, is of 2028. `season` is the year Y whose 1 July to next 30 June holds that date.
    """

    id: str
    dates: tuple[date, ...]
    year: int
    season: int
    moved: tuple[date, ...] = ()


class Calendars(Protocol):
    """The public holidays of the world. `version` stands in reports, since verdicts depend on it."""

    @property
    def version(self) -> str: ...

    @property
    def years(self) -> range:
        """The years that are answered from tables; other years may cost more."""
        ...

    def table(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        """The dates that lie in `year`, in order of time, with the source's own ids; None for an unknown region."""
        ...

    def working_weekends(self, region: str, year: int) -> Collection[date]:
        """Days of the weekend that are worked there in exchange for a bridge day."""
        ...

    def regions(self) -> Sequence[str]:
        """Every known code, ISO 3166-1 alpha-2 or 3166-2, sorted."""
        ...

    def names(self) -> Mapping[str, str]:
        """What else people call a region, in lower case with single spaces, to its code: 'england' to GB-ENG."""
        ...


class Zones(Protocol):
    """The time zones of one pinned version of the IANA database; never the machine's."""

    @property
    def version(self) -> str: ...

    def zone(self, name: str) -> tzinfo | None:
        """The zone of that name; None for what is no `Area/City` nor `UTC`."""
        ...

    def names(self) -> Sequence[str]:
        """Every name that `zone` answers, sorted."""
        ...

    def hint_for(self, name: str) -> str:
        """What to write in place of a name that is no zone, as half a sentence."""
        ...
