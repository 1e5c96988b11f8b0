"""Words, numbers and ids: which texts are taken for what, and what is said of the others."""

from fractions import Fraction

import pytest

from pipecheck.model.shape import words
from pipecheck.model.shape.fault import Fault
from tests.model.shape.parsing import fault, written

LETTERS = "letters, digits, `-`, `_` and `.`"
VERSION = "`1`, the only version of the language there is"
FLAG = "`true` or `false`"
SHARE = "a number from 0 to 1"
FULL_TIME = "1 is full time; write `0.8` for four days of five"
QUOTED = "take the quotes away: in quotes it is text"
ZONE = "a zone such as `Europe/Berlin`, or `UTC`"
LAST = "a day from 1 to 31, or `last`"


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (words.text, "NO", "NO"),
        (words.text, "10:00", "10:00"),
        (words.text, "0123", "0123"),
        (words.text, '""', ""),
        (words.text, '"~"', "~"),
        (words.name, "primary", "primary"),
        (words.name, "Alice Johnson", "Alice Johnson"),
        (words.ident, "data-core_2.x", "data-core_2.x"),
        (words.ident, "0123", "0123"),
        (words.ident, "größe", "größe"),
        (words.version, "1", 1),
        (words.version, "0x1", 1),
        (words.flag, "true", True),
        (words.flag, "False", False),
        (words.share, "0", Fraction(0)),
        (words.share, "1", Fraction(1)),
        (words.share, "0.1", Fraction(1, 10)),
        (words.count, "0", 0),
        (words.count, "1e6", 1_000_000),
        (words.ordinal, "1", 1),
        (words.ordinal, "1000000", 1_000_000),
        (words.year, "1900", 1900),
        (words.year, "2999.0", 2999),
        (words.want, "off", "off"),
        (words.anchor, '"iso-week"', "iso-week"),
        (words.zone, "UTC", "UTC"),
        (words.zone, "America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        (words.zone, "Etc/GMT+5", "Etc/GMT+5"),
        (words.person, "data-core/alice", "data-core/alice"),
        (words.day_of_month, "31", 31),
        (words.day_of_month, "last", 0),
        (words.working_day_of_month, "1", 1),
    ],
)
def test_what_is_taken(parse, text, value):
    taken = parse(written(text))

    assert taken == value
    assert type(taken) is type(value)


@pytest.mark.parametrize(
    ("parse", "text", "said"),
    [
        (words.text, "~", Fault(wants="text")),
        (words.text, "[a]", Fault(wants="text")),
        (words.name, "none", Fault(says="uses the reserved word 'none' as a name")),
        (words.name, '" "', Fault(wants="a name")),
        (words.name, "{}", Fault(wants="text")),
        (words.ident, "", Fault(wants=LETTERS)),
        (words.ident, "[a]", Fault(wants=LETTERS)),
        (words.ident, "all", Fault(says="takes the reserved word 'all' for an id", hint="choose another word")),
        (words.ident, '" Finance / Data: Core, "', Fault(wants=LETTERS, put="finance-data-core")),
        (words.ident, "Xenon Lab", Fault(wants=LETTERS, put="xenon-lab")),
        (words.ident, "a—b", Fault(wants=LETTERS)),
        (words.ident, '"None "', Fault(wants=LETTERS)),
        (words.version, "2", Fault(wants=VERSION, put=1)),
        (words.version, "true", Fault(wants=VERSION, put=1)),
        (words.version, '"1"', Fault(wants=VERSION, put=1)),
        (words.version, "[1]", Fault(wants=VERSION, put=1)),
        (words.flag, "Yes", Fault(wants=FLAG, put=True)),
        (words.flag, '"TRUE"', Fault(wants=FLAG, put=True)),
        (words.flag, "y", Fault(wants=FLAG, put=True)),
        (words.flag, "off", Fault(wants=FLAG, put=False)),
        (words.flag, "maybe", Fault(wants=FLAG)),
        (words.flag, "1", Fault(wants=FLAG)),
        (words.flag, "", Fault(wants=FLAG)),
        (words.share, "1.01", Fault(wants=SHARE, hint=FULL_TIME)),
        (words.share, "-0.01", Fault(wants=SHARE, hint=FULL_TIME)),
        (words.share, "true", Fault(wants=SHARE, hint=FULL_TIME)),
        (words.share, ".nan", Fault(wants=SHARE, hint=FULL_TIME)),
        (words.share, "[1]", Fault(wants=SHARE, hint=FULL_TIME)),
        (words.share, "80%", Fault(wants=SHARE, hint=FULL_TIME)),
        (words.share, '"0.8"', Fault(wants=SHARE, hint=QUOTED)),
        (words.count, "-1", Fault(wants="a whole number")),
        (words.count, "1000001", Fault(wants="a whole number")),
        (words.count, "2.5", Fault(wants="a whole number")),
        (words.count, "true", Fault(wants="a whole number")),
        (words.count, "many", Fault(wants="a whole number")),
        (words.count, "[3]", Fault(wants="a whole number")),
        (words.count, '"3"', Fault(wants="a whole number", hint=QUOTED)),
        (words.count, '"3 or so"', Fault(wants="a whole number")),
        (words.ordinal, "0", Fault(wants="a whole number from 1 up")),
        (words.year, "1899", Fault(wants="a year such as `2026`")),
        (words.year, "3000", Fault(wants="a year such as `2026`")),
        (words.want, "Off", Fault(wants="`on` or `off`", put="off")),
        (words.want, "never", Fault(wants="`on` or `off`")),
        (words.want, "[on]", Fault(wants="`on` or `off`")),
        (words.shift, "PREVIOUS", Fault(wants="`previous` or `next`", put="previous")),
        (words.zone, "gmt", Fault(wants=ZONE, put="UTC")),
        (words.zone, "Berlin", Fault(wants=ZONE)),
        (words.zone, "", Fault(wants=ZONE)),
        (words.zone, "[UTC]", Fault(wants=ZONE)),
        (words.person, "alice", Fault(wants="a team and a member of it, such as `data-core/alice`")),
        (words.person, "[a/b]", Fault(wants="a team and a member of it, such as `data-core/alice`")),
        (words.day_of_month, "0", Fault(wants=LAST)),
        (words.day_of_month, "32", Fault(wants=LAST)),
        (words.day_of_month, "[last]", Fault(wants=LAST)),
        (words.working_day_of_month, "24", Fault(wants="a working day from 1 to 23, or `last`")),
    ],
)
def test_what_is_said_of_the_rest(parse, text, said):
    assert fault(parse, text) == said


@pytest.mark.parametrize(("text", "place"), [("EST", "America/New_York"), ("cet", "Europe/Berlin")])
def test_a_zone_without_summer_time_is_led_to_a_place_that_has_it(text, place):
    assert fault(words.zone, text) == Fault(
        says=f"says '{text}', which knows no summer time", hint=f"name a place: `{place}`", put=place
    )


@pytest.mark.parametrize(
    ("some", "text"), [(["a"], "`a`"), (["a", "b"], "`a` or `b`"), (["a", "b", "c"], "`a`, `b` or `c`")]
)
def test_a_list_of_words(some, text):
    assert words.listed(some) == text
