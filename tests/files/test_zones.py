"""Zones come from the pinned package, whatever the machine has, and only names of places are zones."""

import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import tzdata  # type: ignore[import-untyped]

from pipecheck.files.zones import ZoneTables

ZONES = ZoneTables()


@pytest.mark.parametrize("name", ["America/New_York", "UTC", "Europe/Berlin", "Asia/Calcutta", "America/Indiana/Knox"])
def test_places_and_utc_are_zones(name: str) -> None:
    assert str(ZONES.zone(name)) == name


@pytest.mark.parametrize(
    "name",
    [
        "EST",
        "CET",
        "US/Eastern",
        "GMT+2",
        "GMT",
        "Etc/GMT+5",
        "Etc/UTC",
        "Japan",
        "Canada/Eastern",
        "europe/berlin",
        "Europe",
        "utc",
        "../zones",
        "Europe/../Europe/Berlin",
        "/etc/localtime",
    ],
)
def test_other_names_are_none(name: str) -> None:
    assert ZONES.zone(name) is None


def test_the_empty_name_is_none() -> None:
    assert ZONES.zone("") is None


def test_every_name_that_is_listed_is_a_zone() -> None:
    assert list(ZONES.names()) == sorted(set(ZONES.names()))
    assert [name for name in ZONES.names() if ZONES.zone(name) is None] == []


def test_the_version_is_that_of_the_package() -> None:
    assert ZONES.version == f"tzdata {tzdata.__version__}"


def test_a_zone_is_always_the_same_object() -> None:
    assert ZONES.zone("Europe/Berlin") is ZONES.zone("Europe/Berlin")


def test_the_zones_of_the_machine_are_never_read(tmp_path: Path) -> None:
    impostor = tmp_path / "Europe" / "Berlin"
    impostor.parent.mkdir()
    impostor.write_bytes((Path(tzdata.__path__[0]) / "zoneinfo" / "Asia" / "Tokyo").read_bytes())
    program = (
        "from datetime import datetime\n"
        "from zoneinfo import ZoneInfo\n"
        "from pipecheck.files.zones import ZoneTables\n"
        "noon = datetime(2026, 1, 1, 12)\n"
        "print(ZoneInfo('Europe/Berlin').utcoffset(noon), ZoneTables().zone('Europe/Berlin').utcoffset(noon))"
    )
    source = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": source, "PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "9:00:00 1:00:00\n"


def test_summer_time_is_known() -> None:
    berlin = ZONES.zone("Europe/Berlin")
    assert berlin is not None
    noons = (datetime.combine(date(2026, month, 1), time(12)) for month in (1, 7))
    assert [berlin.utcoffset(noon) for noon in noons] == [timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("EST", "a fixed offset without summer time; use `America/New_York`"),
        ("CET", "an abbreviation, not a place; use a place, such as `Europe/Berlin`"),
        ("US/Eastern", "an old name; use `America/New_York`"),
        ("Japan", "an old name; use `Asia/Tokyo`"),
        ("GMT", "write `UTC`"),
        ("utc", "did you mean `UTC`"),
        ("GMT+2", "a fixed offset has no summer time; name a place, such as `Europe/Berlin`, or `UTC`"),
        ("+02:00", "a fixed offset has no summer time; name a place, such as `Europe/Berlin`, or `UTC`"),
        ("america/new york", "did you mean `America/New_York`"),
        ("Berlin", "did you mean `Europe/Berlin`"),
        ("Europe/Berln", "did you mean `Europe/Berlin`"),
        ("nowhere", "zones are `Area/City`, such as `America/New_York`, or `UTC`"),
    ],
)
def test_the_hint_says_what_to_write(name: str, hint: str) -> None:
    assert ZONES.hint_for(name) == hint
