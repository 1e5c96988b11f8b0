"""What holidays and regions are called: ids from names, readings of ids, and what somebody may have meant."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from pipecheck.model.calendar import HolidayDate, holiday_id, printed, suggest_regions
from pipecheck.model.calendar.names import closest, readings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Valentine’s Day", "valentines-day"),
        ("Prince Kūhiō ʻ Day", "prince-kuhio-day"),
        ("São Tomé / Día", "sao-tome-dia"),
        ("Saint John's Eve", "saint-johns-eve"),
        ("a.b,c;d:e(f)g&h", "a-b-c-d-e-f-g-h"),
        ("  Two   spaces ", "two-spaces"),
    ],
)
def test_ids_have_neither_accents_nor_apostrophes(name: str, expected: str) -> None:
    assert holiday_id(name) == expected


def test_messages_print_the_short_name() -> None:
    assert [printed(each) for each in ("christmas-day", "christmas", "diwali")] == ["christmas", "christmas", "diwali"]


CHRISTMAS = ["christmas", "christmas-day-by-new-style", "christmas-and-family-day", "catholic-christmas-day"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("diwali", ["diwali", "deepavali", "diwali"]),
        ("deepavali", ["deepavali", "diwali"]),
        ("easter", ["easter", "easter-sunday"]),
        ("unheard-of", ["unheard-of"]),
        ("juneteenth", ["juneteenth", "juneteenth-national-independence-day"]),
        ("juneteenth-national-independence-day", ["juneteenth-national-independence-day"] * 2),
        (
            "christmas",
            ["christmas", "christmas-day", *CHRISTMAS, "christmas-day", *CHRISTMAS],
        ),
        ("labor-day", ["labor-day", "labour-day", "labour-day", "labor-day"]),
    ],
)
def test_what_an_id_may_stand_for_likeliest_first(written: str, expected: list[str]) -> None:
    assert list(readings(written)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("memorial", ("memorial-day", "labor-day-memorial-day-week")),
        ("Memorial_Day", ("memorial-day", "labor-day-memorial-day-week")),
        ("day", ("labor-day", "labour-day", "memorial-day")),
        ("labour-day", ("labor-day",)),
        ("labuor-day", ("labor-day", "labour-day")),
        ("xyzzy", ()),
        ("new-year", ("new-years-day",)),
    ],
)
def test_words_that_hold_every_part_come_before_words_spelt_alike(word: str, expected: tuple[str, ...]) -> None:
    known = ["memorial-day", "labour-day", "labor-day", "labor-day-memorial-day-week", "new-years-day", "eid"]
    assert closest(word, known) == expected
    assert closest(word, known, 1) == expected[:1]


class Codes:
    """Two countries, one of them with parts."""

    version = "told 1"
    years = range(2026, 2027)

    def table(self, region: str, year: int) -> Sequence[HolidayDate] | None:
        return None

    def working_weekends(self, region: str, year: int) -> Sequence[date]:
        return ()

    def regions(self) -> Sequence[str]:
        return ("FR", "US", "US-CA", "US-CO", "US-NC", "US-ND", "US-NY", "US-NYS")

    def names(self) -> Mapping[str, str]:
        return {
            "america": "US", "amerika": "US", "fra": "FR", "france": "FR", "new york": "US-NY", "usa": "US",
            "york": "FR",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  New_York ", ("US-NY",)),
        ("usa", ("US",)),
        ("us ny", ("US-NY",)),
        ("us_ny", ("US-NY",)),
        ("USA-New York", ("US-NY",)),
        ("USA_New_York", ("US-NY",)),
        ("US-York", ("US",)),
        ("US-NYC", ("US-NY",)),
        ("US-N", ("US-NC", "US-ND", "US-NY")),
        ("US-CX", ("US-NC", "US-CO", "US-CA")),
        ("US-NX", ("US-NY", "US-ND", "US-NC")),
        ("US-ZZ", ("US",)),
        ("FR-ZZ", ("FR",)),
        ("ZZ-NY", ()),
        ("frances", ("FR",)),
        ("amerikas", ("US",)),
        ("yorq", ("FR",)),
        ("yor", ()),
        ("frq", ()),
        ("usab", ()),
    ],
)
def test_what_a_region_may_mean(written: str, meant: tuple[str, ...]) -> None:
    assert suggest_regions(written, Codes()) == meant
