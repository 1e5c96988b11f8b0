"""The public holidays of the world: from the tables in the wheel, and from the `holidays` library for other years."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from pipecheck.files.tables import text
from pipecheck.model.calendar import HolidayDate

_FILE = Path(__file__).with_name("tables") / "holidays.txt"


class HolidayTables:
    """`Calendars` over one file of tables. The file is read at the first question, a year of a region when asked for.

    Years outside the tables come from the installed library. If that is of another version than the tables, `version`
    names both from then on, for verdicts then depend on both.
    """

    def __init__(self, file: Path = _FILE) -> None:
        self._file = file
        self._countries: dict[str, list[str]] = {}
        self._lines: dict[str, list[str] | None] = {}
        self._tables: dict[tuple[str, int], Sequence[HolidayDate] | None] = {}
        self._library = ""

    @property
    def version(self) -> str:
        """Where the holidays come from: `holidays 0.108`."""
        source = self._title.source
        if self._library in ("", source):
            return source
        return f"{source} ({self._library} outside {self.years[0]}-{self.years[-1]})"

    @property
    def years(self) -> range:
        """The years of the tables."""
        return self._title.years

    def table(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        """The dates of a region in a year, by date and id; None for what is no ISO 3166 code known here."""
        if (region, year) not in self._tables:
            self._tables[region, year] = self._read(region, year)
        return self._tables[region, year]

    def working_weekends(self, region: str, year: int) -> Collection[date]:
        """Days of the weekend that are worked there in exchange for a bridge day."""
        country = self._country(region)
        if year in self.years or not country:
            return text.read_working_weekends(country, year)
        from pipecheck.files.tables import library

        return library.working_weekends(region, range(year, year + 1))

    def regions(self) -> Sequence[str]:
        """Every code, sorted."""
        return self._regions[0]

    def names(self) -> Mapping[str, str]:
        """What else regions are called, in lower case, to their codes."""
        return self._regions[1]

    def _read(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        if region not in self._lines:
            self._lines[region] = text.read_region(self._country(region), region)
        lines = self._lines[region]
        if lines is None or year in self.years:
            return None if lines is None else text.read_year(lines, year)
        # Costs a tenth of a second, and is needed for years far away only.
        from pipecheck.files.tables import library

        self._library = f"holidays {library.library_version()}"
        return library.table(region, range(year, year + 1))[year]

    def _country(self, region: str) -> list[str]:
        code = region.partition("-")[0]
        if code not in self._countries:
            self._countries[code] = text.read_country(self._text, code)
        return self._countries[code]

    @cached_property
    def _text(self) -> str:
        return self._file.read_bytes().decode()

    @cached_property
    def _title(self) -> text.Title:
        return text.read_title(self._text)

    @cached_property
    def _regions(self) -> tuple[tuple[str, ...], Mapping[str, str]]:
        return text.read_regions(self._text)
