"""The holiday tables: they say what the pinned library says, in any locale, and cost nothing to have."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipecheck.files.calendars import HolidayTables
from pipecheck.files.tables import library

ROOT = Path(__file__).parents[2]
TABLES = HolidayTables()


def installed_is_pinned() -> bool:
    return TABLES.version == f"holidays {library.library_version()}"


pinned = pytest.mark.skipif(not installed_is_pinned(), reason="another version of the library is installed")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("holiday_tables", ROOT / "tools" / "holiday_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(program: str, **environment: str) -> str:
    """What a fresh process prints, under the pinned interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pinned
def test_the_generator_makes_the_committed_file() -> None:
    made = generator()
    assert made.tables() == made.FILE.read_text(encoding="utf-8")


@pinned
@pytest.mark.parametrize("region", ["US", "US-NM", "GB-SCT", "DE-BY", "ES-MD", "JP", "AE", "CN", "CO", "BV", "TR"])
@pytest.mark.parametrize("year", [2021, 2026, 2031])
def test_tables_say_what_the_library_says(region: str, year: int) -> None:
    assert TABLES.table(region, year) == library.table(region, range(year, year + 1))[year]
    assert TABLES.working_weekends(region, year) == library.working_weekends(region, range(year, year + 1))


def test_every_region_has_every_year() -> None:
    assert len(TABLES.regions()) == 863
    assert [code for code in TABLES.regions() if any(TABLES.table(code, year) is None for year in TABLES.years)] == []


@pytest.mark.parametrize("region", ["UK", "us", "", "US-", "US-XX", "NY", "DE-Augsburg", "@US", "USA"])
def test_what_is_no_code_has_no_table(region: str) -> None:
    assert TABLES.table(region, 2026) is None


def test_other_years_come_from_the_library() -> None:
    told = TABLES.table("US", 2035)
    assert told is not None
    assert [f"{each.date} {each.id}" for each in told if each.observed] == ["2035-11-12 veterans-day"]
    assert [f"{each.date}" for each in told if each.id == "thanksgiving-day"] == ["2035-11-22"]
    assert TABLES.table("UK", 2035) is None


def test_a_second_version_is_named_once_it_has_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "library_version", lambda: "9.9")
    tables = HolidayTables()
    assert "9.9" not in tables.version
    tables.table("US", 2040)
    assert tables.version.endswith(" (holidays 9.9 outside 2021-2031)")


def test_names_lead_to_codes() -> None:
    names = TABLES.names()
    assert (names["uk"], names["usa"], names["england"], names["deu"]) == ("GB", "US", "GB-ENG", "DE")
    assert set(names.values()) <= set(TABLES.regions())


def test_names_of_holidays_do_not_follow_the_locale_of_the_machine() -> None:
    program = (
        "from pipecheck.files.tables import library\n"
        "print(*(each.name for each in library.table('DE', range(2026, 2027))[2026]), sep='|')"
    )
    german = run(program, LANG="de_DE.UTF-8", LANGUAGE="de", LC_ALL="de_DE.UTF-8")
    assert german == run(program, LANG="C", LANGUAGE="", LC_ALL="C")
    assert german.startswith("New Year's Day|")


def test_tables_are_read_without_the_library() -> None:
    program = (
        "import sys\n"
        "from pipecheck.files.calendars import HolidayTables\n"
        "print(len(HolidayTables().table('US', 2026)), 'holidays' in sys.modules)"
    )
    assert run(program) == "12 False\n"
