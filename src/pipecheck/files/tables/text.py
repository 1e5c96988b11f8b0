"""The file of holiday tables: plain text, so that an update of the library reads as a diff, in blocks by country.

    @US|united states|usa               a country, and what else people call it
    %US-NY|new york                     a part of it, and its names
    ^26:0214 26:0228                    weekends that are worked, if any
    0|New Year's Day|0101 21:1231o      a holiday: number, name, dates; a date without a year is of every year
    US-NY 0-9 12 14                     a region, and the holidays that are its calendar

After a date, `o` is observed, `e` estimated, `x` not kept. Regions share most holidays: one is told once a country.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pipecheck.model.calendar import HolidayDate, holiday_id

Years = Mapping[int, tuple[HolidayDate, ...]]

_TITLE = "Public holidays from {source}, years {first}-{last}, made by tools/holiday_tables.py; do not edit"


class Block(NamedTuple):
    """A country: calendars by region, its own first; worked weekends; other names, in lower case, to codes."""

    calendars: Mapping[str, Years]
    working_weekends: frozenset[date]
    names: Mapping[str, str]


class Title(NamedTuple):
    """What the first line of the file says: where the tables come from, such as `holidays 0.108`, and their years."""

    source: str
    years: range


# ---- writing


def write(title: Title, blocks: Iterable[Block]) -> str:
    """The whole file."""
    first = _TITLE.format(source=title.source, first=title.years[0], last=title.years[-1])
    return "\n\n".join([first, *(_write_block(block, title.years) for block in blocks)]) + "\n"


def _write_block(block: Block, years: range) -> str:
    country, *parts = block.calendars
    lines: dict[str, int] = {}
    regions = []
    for code, calendar in block.calendars.items():
        numbers = sorted(lines.setdefault(line, len(lines)) for line in _write_lines(calendar, years))
        regions.append(f"{code} {_write_numbers(numbers)}".rstrip())
    head = ["|".join((f"@{country}", *_names_of(country, block.names)))]
    head += ["|".join((f"%{part}", *names)) for part in parts if (names := _names_of(part, block.names))]
    if block.working_weekends:
        head.append("^" + " ".join(f"{day:%y:%m%d}" for day in sorted(block.working_weekends)))
    return "\n".join([*head, *(f"{number}|{line}" for line, number in lines.items()), *regions])


def _names_of(code: str, names: Mapping[str, str]) -> list[str]:
    return [name for name, meant in names.items() if meant == code]


def _write_lines(calendar: Years, years: range) -> Iterator[str]:
    by_name: dict[str, list[HolidayDate]] = {}
    for year in years:
        for entry in calendar[year]:
            by_name.setdefault(entry.name, []).append(entry)
    for name, entries in by_name.items():
        days = [(f"{entry.date:%m%d}{_flags(entry)}", entry.date.year) for entry in entries]
        every = [day for day in dict.fromkeys(day for day, _ in days) if [y for d, y in days if d == day] == [*years]]
        single = [f"{year - 2000}:{day}" for day, year in days if day not in every]
        yield f"{name}|{' '.join([*every, *single])}"


def _flags(entry: HolidayDate) -> str:
    return "o" * entry.observed + "e" * entry.estimated + "x" * (not entry.kept)


def _write_numbers(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


# ---- reading


def read_title(text: str) -> Title:
    """The first line. Raises ValueError if this is no file of tables."""
    head, _, rest = text.partition(", years ")
    first, last = rest.partition(",")[0].split("-")
    return Title(head.removeprefix("Public holidays from "), range(int(first), int(last) + 1))


def read_country(text: str, country: str) -> list[str]:
    """The lines of a country's block, found without reading the others; none if there is no such country."""
    start = text.find(f"\n\n@{country}|")
    if start < 0:
        return []
    end = text.find("\n\n", start + 2)
    return text[start + 2 : end if end >= 0 else len(text) - 1].split("\n")


def read_region(country: list[str], region: str) -> list[str] | None:
    """The holidays of one region, still as lines; None if the country has no such part."""
    line = next((line for line in country if line == region or line.startswith(region + " ")), None)
    if line is None:
        return None
    told = [line for line in country if line[0].isdigit()]
    lines = []
    for run in line.split(" ")[1:]:
        first, _, last = run.partition("-")
        lines += told[int(first) : int(last or first) + 1]
    return lines


def read_year(region: list[str], year: int) -> tuple[HolidayDate, ...]:
    """The dates of a region in one of the years of the tables, by date and id."""
    of_year = f"{year - 2000}:"
    entries = []
    for line in region:
        _, name, days = line.split("|")
        for word in days.split(" "):
            if word.startswith(of_year):
                entries.append(_entry(name, year, word[3:]))
            elif word[2:3] != ":":
                entries.append(_entry(name, year, word))
    return tuple(sorted(entries, key=lambda entry: (entry.date, entry.id)))


def read_working_weekends(country: list[str], year: int) -> tuple[date, ...]:
    """The weekends that are worked in that country in one of the years of the tables, in order."""
    of_year = f"{year - 2000}:"
    words = (word for line in country if line[0] == "^" for word in line[1:].split(" "))
    return tuple(date(year, int(word[3:5]), int(word[5:7])) for word in words if word.startswith(of_year))


def read_regions(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """All region codes, sorted, and all other names to codes."""
    codes, names = [], {}
    for line in text.split("\n")[1:]:
        if line[:1] in ("@", "%"):
            code, *called = line[1:].split("|")
            names.update(dict.fromkeys(called, code))
        elif line[:1].isalpha():
            codes.append(line.partition(" ")[0])
    return tuple(sorted(codes)), names


def _entry(name: str, year: int, word: str) -> HolidayDate:
    day, flags = date(year, int(word[:2]), int(word[2:4])), word[4:]
    return HolidayDate(holiday_id(name), day, "o" in flags, False, "e" in flags, name, "x" not in flags)
