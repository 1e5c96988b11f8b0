"""Cron lines: which are taken as they stand, and what is said of the others."""

import pytest

from pipecheck.model.shape.cron import cron
from pipecheck.model.shape.fault import Fault
from tests.model.shape.parsing import fault, written

FIVE = "the five fields of a cron line such as `30 6 * * mon-fri`"


@pytest.mark.parametrize(
    "line",
    [
        '"* * * * *"',
        "30 6 * * mon-fri",
        '"*/5 0-23/2 1,15 JAN-dec 0"',
        '"59 23 31 12 7"',
        '"00 09 01 01 00"',
        "0   6 * * Sun,tue-THU/2",
        "1/3 * * * *",
        "10,20-30/999 19 29 9 sat",
    ],
)
def test_five_fields_are_taken_as_written(line):
    assert cron(written(line)) == line.strip('"')


@pytest.mark.parametrize(
    ("line", "what", "takes"),
    [
        ("60 6 * * *", "'60' for the minute", "0 to 59"),
        ("0 24 * * *", "'24' for the hour", "0 to 23"),
        ("0 6 32 * *", "'32' for the day of the month", "1 to 31"),
        ("0 6 0 * *", "'0' for the day of the month", "1 to 31"),
        ("0 6 * 13 *", "'13' for the month", "1 to 12, or `jan` to `dec`"),
        ("0 6 * ja *", "'ja' for the month", "1 to 12, or `jan` to `dec`"),
        ("0 6 * XXX *", "'XXX' for the month", "1 to 12, or `jan` to `dec`"),
        ("0 6 * * 8", "'8' for the day of the week", "0 to 7, or `sun` to `sat`"),
        ("0 6 * * monday", "'monday' for the day of the week", "0 to 7, or `sun` to `sat`"),
        ("5/0 6 * * *", "'5/0' for the minute", "0 to 59"),
        ("5/1000 6 * * *", "'5/1000' for the minute", "0 to 59"),
        ("1, 6 * * *", "'1,' for the minute", "0 to 59"),
        ("61 25 * * *", "'61' for the minute", "0 to 59"),
    ],
)
def test_the_field_that_is_wrong_is_told_with_what_it_takes(line, what, takes):
    hint = f"it takes {takes}, ranges, lists, `*` and steps such as `*/5`"

    assert fault(cron, line) == Fault(says=f"has {what}", hint=hint)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"@daily"', Fault(wants=FIVE, put="0 0 * * *")),
        ('" @hourly "', Fault(wants=FIVE, put="0 * * * *")),
        ("0 6 ? * mon", Fault(says="has '?' for the day of the month", hint="write `*` for any")),
        ("0 0 6 * * mon", Fault(wants=FIVE, hint="there are no seconds and no years")),
        ("0 0 6 * * mon 2026", Fault(wants=FIVE, hint="there are no seconds and no years")),
        ("0 6 * *", Fault(wants=FIVE)),
        ("0 0 6 * * mon 2026 UTC", Fault(wants=FIVE)),
        ('" 0 6 * * mon"', Fault(wants=FIVE)),
        ('"@noon"', Fault(wants=FIVE)),
        ("", Fault(wants=FIVE)),
        ("[0, 6]", Fault(wants=FIVE)),
    ],
)
def test_what_is_said_of_the_rest(line, said):
    assert fault(cron, line) == said
