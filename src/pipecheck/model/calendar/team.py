"""A team's calendar: the holidays of its region, its own days, its majors and seasons (semantics §17)."""

from collections.abc import Callable, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, TypeVar

from pipecheck.model.calendar.days import Calendars, Event, HolidayDate
from pipecheck.model.calendar.names import FIXED, closest, printed, readings
from pipecheck.model.calendar.occurrences import occurrences, season_event, season_of
from pipecheck.model.value import CustomDay, Season

T = TypeVar("T")


def team_calendar(
    region: str | None,
    calendars: Calendars,
    *,
    majors: Sequence[str] | None = None,
    custom: Sequence[CustomDay] = (),
    seasons: Sequence[Season] = (),
    others: Sequence[str] = (),
) -> "TeamCalendar":
    """The calendar of a team in `region`; `others` are regions of its members, whose holidays it may name too."""
    return TeamCalendar(region, calendars, majors, tuple(custom), tuple(seasons), tuple(others))


class TeamCalendar:
    """Which days are holidays for a team. Nothing about it changes; what it has looked up it keeps.

    Ids go in as people write them, the library's or short ones, and come out as messages print them. Wherever a
    `region` may be given, None is the team's own, and one that nobody knows has no holidays but the fixed ones.
    """

    def __init__(
        self,
        region: str | None,
        calendars: Calendars,
        majors: Sequence[str] | None,
        custom: tuple[CustomDay, ...],
        seasons: tuple[Season, ...],
        others: tuple[str, ...],
    ) -> None:
        self._calendars = calendars
        self._custom = tuple(HolidayDate(printed(day.id), day.date, name=day.name) for day in custom)
        self._seasons = {season.id: season for season in seasons}
        self._memory: dict[tuple[object, ...], object] = {}
        self._working: dict[tuple[str | None, int], tuple[frozenset[date], frozenset[date]]] = {}
        self.region: Final = region
        self._named = tuple(dict.fromkeys(code for code in (region, *others) if code is not None))
        self.majors: Final = None if majors is None else self._declared(majors)
        """The declared majors, as printed, once each; unknown ones are left out. None: not declared."""

    def __repr__(self) -> str:
        return f"TeamCalendar({self.region!r}, {self.version!r})"

    @property
    def version(self) -> str:
        """The source of the holidays and its version."""
        return self._calendars.version

    @property
    def calendars(self) -> Calendars:
        """The holidays of the world, for questions about other regions than the team's."""
        return self._calendars

    def knows(self, region: str | None = None) -> bool:
        """Whether there is such a region: without one, most holidays have no date and working days are a guess."""
        code = region or self.region
        return code is not None and self._calendars.table(code, self._calendars.years[0]) is not None

    # ---- days

    def holidays(self, first: date, last: date, region: str | None = None) -> tuple[HolidayDate, ...]:
        """The days off from `first` to `last`, both included, by date and id: public holidays and custom days.

        A declared major that is no public holiday of the region, such as Christmas Eve in the US, is among them.
        """
        years = range(first.year, last.year + 1)
        return tuple(entry for year in years for entry in self._year(region, year) if first <= entry.date <= last)

    def is_holiday(self, day: date, region: str | None = None) -> bool:
        """Whether `holidays` has an entry for this day."""
        return day in self._remember(self._dates, region, day.year)

    def is_working_day(self, day: date, working_days: frozenset[int], region: str | None = None) -> bool:
        """Whether people work on it. `working_days` are weekdays, Monday 0.

        A weekend that is worked in exchange for a bridge day counts (China); a major that is no public holiday is
        worked, too: naming it a major gives nobody the day off.
        """
        known = self._working.get((region, day.year))
        if known is None:
            known = self._working[region, day.year] = self._worked(region, day.year), self._off(region, day.year)
        worked, off = known
        return day in worked or (day.weekday() in working_days and day not in off)

    def add_working_days(
        self, day: date, count: int, working_days: frozenset[int], region: str | None = None
    ) -> date | None:
        """The working day that is the `count`-th after `day` (before it, if negative); `day` itself for 0.

        None when a whole year of days off lies between, which only an empty working week can do, or all years are over.
        """
        step, left, idle = timedelta(days=1 if count > 0 else -1), abs(count), 0
        while left:
            if day in (date.min, date.max):
                return None
            day += step
            idle = 0 if self.is_working_day(day, working_days, region) else idle + 1
            left -= idle == 0
            if idle > 366:
                return None
        return day

    def working_day_of_month(
        self, year: int, month: int, count: int, working_days: frozenset[int], region: str | None = None
    ) -> date | None:
        """The `count`-th working day of a month, 0 for the last; None when it has fewer."""
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        days = (first + timedelta(days=number) for number in range((after - first).days))
        working = [day for day in days if self.is_working_day(day, working_days, region)]
        if count > len(working) or not working:
            return None
        return working[count - 1]

    # ---- ids

    def resolve(self, holiday: str) -> str | None:
        """The id as messages print it, or None where neither the region, nor the team, nor everybody has such a one.

        A team without a region cannot know: every id stands for itself, and `dated` tells which have dates.
        """
        return self._remember(self._id, holiday)

    def _id(self, holiday: str) -> str | None:
        if holiday in self._seasons:
            return holiday
        short = printed(holiday)
        if any(day.id == short for day in self._custom):
            return short
        for region in self._named:
            found = self._in_region(holiday, region)
            if found is not None:
                return printed(found)
        return short if short in FIXED or not self.knows() else None

    def dated(self, holiday: str) -> bool:
        """Whether this id has dates here. Without a region only custom days, seasons and five fixed holidays have."""
        season = self._seasons.get(holiday)
        if season is not None:
            ends = (season.first.holiday, season.last.holiday)
            return all(end is None or (end not in self._seasons and self.dated(end)) for end in ends)
        short = printed(holiday)
        return (
            short in FIXED
            or any(day.id == short for day in self._custom)
            or any(self._in_region(holiday, region) is not None for region in self._named)
        )

    def suggestions(self, holiday: str) -> tuple[str, ...]:
        """At most three ids that an unknown one may be a slip for."""
        known = {*FIXED, *self._seasons, *(day.id for day in self._custom)}
        for region in self._named:
            known |= {printed(entry) for entry in self._ids(region)}
        return closest(holiday, known)

    # ---- occurrences

    def events(
        self, first: date, last: date, holidays: Sequence[str] | None = None, region: str | None = None
    ) -> tuple[Event, ...]:
        """Every occurrence that touches the days from `first` to `last`, whole, by first date and id.

        Without `holidays`: of the majors if they are declared, else of all public holidays and custom days. An id
        that stands for nothing has no occurrence.
        """
        named = None if holidays is None else tuple(holidays)
        return self._remember(self._between, first, last, named, region)

    def _between(
        self, first: date, last: date, holidays: tuple[str, ...] | None, region: str | None
    ) -> tuple[Event, ...]:
        wanted = self.majors if holidays is None else self._declared(holidays)
        events: list[Event] = []
        for year in range(max(first.year - 1, MINYEAR), min(last.year + 1, MAXYEAR) + 1):
            if wanted is None:
                events += self._all_events(region, year)
            else:
                events += (event for holiday in wanted for event in self._events_of(holiday, region, year))
        touching = (event for event in events if event.dates[0] <= last and event.dates[-1] >= first)
        return tuple(sorted(touching, key=lambda event: (event.dates, event.id)))

    def date_of(
        self, holiday: str, *, season: int | None = None, year: int | None = None, region: str | None = None
    ) -> tuple[date, ...]:
        """The dates of one holiday in one season, or year: observed days included, none where it has none.

        New Year observed on 31 December 2027 is of the year 2028 (and the season 2027).
        """
        if season is not None:
            years: tuple[int, ...] = (season, min(season + 1, MAXYEAR))
        elif year is not None:
            years = (year,)
        else:
            raise ValueError("a holiday has dates in a season or in a year: neither is given")
        short = self.resolve(holiday)
        events = (event for each in years for event in self._events_of(short or holiday, region, each))
        return tuple(sorted({day for event in events if season in (None, event.season) for day in event.dates}))

    # ---- what the tables say

    def _year(self, region: str | None, year: int) -> tuple[HolidayDate, ...]:
        return self._remember(self._dated_year, region, year)

    def _dates(self, region: str | None, year: int) -> frozenset[date]:
        return frozenset(entry.date for entry in self._year(region, year))

    def _dated_year(self, region: str | None, year: int) -> tuple[HolidayDate, ...]:
        majors = {self._called(holiday, region) for holiday in self.majors or ()}
        entries = [entry for entry in self._entries(region, year) if entry.kept]
        present = {entry.id for entry in entries}
        for holiday, (month, day) in FIXED.items():
            if holiday in majors - present and self._is_fixed(holiday, region):
                entries.append(HolidayDate(holiday, date(year, month, day)))
        entries.sort(key=lambda entry: (entry.date, entry.id))
        return tuple(entry._replace(major=entry.id in majors) for entry in entries)

    def _entries(self, region: str | None, year: int) -> tuple[HolidayDate, ...]:
        """Public holidays, own dates that are not kept included, and custom days; ids as printed."""
        code = region or self.region
        public = (self._calendars.table(code, year) if code else None) or ()
        entries = {(printed(entry.id), entry.date): entry._replace(id=printed(entry.id)) for entry in public}
        entries |= {(day.id, day.date): day for day in self._custom if day.date.year == year}
        return tuple(entries.values())

    def _off(self, region: str | None, year: int) -> frozenset[date]:
        return frozenset(entry.date for entry in self._entries(region, year) if entry.kept)

    def _worked(self, region: str | None, year: int) -> frozenset[date]:
        code = region or self.region
        return frozenset(self._calendars.working_weekends(code, year) if code is not None else ())

    def _ids(self, region: str) -> frozenset[str]:
        """The library's ids of a region, of all years that have tables."""
        return self._remember(self._all_ids, region)

    def _all_ids(self, region: str) -> frozenset[str]:
        tables = (self._calendars.table(region, year) or () for year in self._calendars.years)
        return frozenset(entry.id for table in tables for entry in table)

    def _in_region(self, holiday: str, region: str) -> str | None:
        """The library's id by which a region has a holiday."""
        return self._remember(self._reading, holiday, region)

    def _reading(self, holiday: str, region: str) -> str | None:
        ids = self._ids(region)
        return next((reading for reading in readings(holiday) if reading in ids), None)

    def _called(self, short: str, region: str | None) -> str:
        """What a holiday of this team is called in a region: Boxing Day is Second Day of Christmas in Germany."""
        code = region or self.region
        found = self._in_region(short, code) if code is not None else None
        return short if found is None else printed(found)

    def _is_fixed(self, holiday: str, region: str | None) -> bool:
        """Whether this id has its everyday date here, because the region gives it none of its own."""
        code = region or self.region
        return holiday in FIXED and (code is None or self._in_region(holiday, code) is None)

    def _declared(self, holidays: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found for each in holidays if (found := self.resolve(each)) is not None))

    # ---- events of a year

    def _all_events(self, region: str | None, year: int) -> tuple[Event, ...]:
        """The events of all public holidays and custom days whose first own date lies in `year`."""
        return self._remember(self._events_in, region, year)

    def _events_in(self, region: str | None, year: int) -> tuple[Event, ...]:
        by_id: dict[str, list[HolidayDate]] = {}
        for each in (year - 1, year, year + 1):
            for entry in self._entries(region, each):
                by_id.setdefault(entry.id, []).append(entry)
        events = (event for entries in by_id.values() for event in occurrences(entries))
        return tuple(event for event in events if event.year == year)

    def _events_of(self, short: str, region: str | None, year: int) -> tuple[Event, ...]:
        """The events of one id, given as printed, that begin in `year`."""
        return self._remember(self._found_of, short, region, year)

    def _found_of(self, short: str, region: str | None, year: int) -> tuple[Event, ...]:
        if short in self._seasons:
            event = season_event(self._seasons[short], year, lambda each, at: self._own_dates(each, region, at))
            return () if event is None else (event,)
        where = self._region_of(short, region)
        called = self._called(short, where)
        found = tuple(event._replace(id=short) for event in self._all_events(where, year) if event.id == called)
        if not found and self._is_fixed(short, where):
            day = date(year, *FIXED[short])
            return (Event(short, (day,), year, season_of(day)),)
        return found

    def _region_of(self, short: str, region: str | None) -> str | None:
        """Where to look an id up: where the caller says, else in the first of the team's regions that has it."""
        if region is not None:
            return region
        return next((code for code in self._named if self._in_region(short, code) is not None), self.region)

    def _own_dates(self, holiday: str, region: str | None, year: int) -> tuple[date, ...]:
        short = self.resolve(holiday)
        if short is None or short in self._seasons:
            return ()
        where = self._region_of(short, region)
        called = self._called(short, where)
        own = tuple(sorted(e.date for e in self._entries(where, year) if e.id == called and not e.observed))
        return own or ((date(year, *FIXED[short]),) if self._is_fixed(short, where) else ())

    def _remember(self, look: Callable[..., T], *asked: object) -> T:
        """What a method of this calendar finds, looked up once."""
        key = look.__name__, asked
        if key not in self._memory:
            self._memory[key] = look(*asked)
        return self._memory[key]  # type: ignore[return-value]
