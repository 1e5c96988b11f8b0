"""A holiday in parts: whose minutes they are, where they leave holes, and what one person may have of them."""

from collections.abc import Sequence

import pytest

from pipecheck.model.outcome import NotStated
from pipecheck.rules.split_day import DAY, Cell, Fault, Split, clock_text, hours_text, split_of, time_text
from pipecheck.source.place import Place
from tests.rules.views import view_of

AT = Place("team.yaml")


def cell(told: str, column: str = "primary", *, counts: bool = True) -> Cell:
    """`0-720 alice bob`: both of them for the first half of the day; `0-720 ? alice bob`: one of them."""
    minutes, *names = told.split()
    start, end = map(int, minutes.split("-"))
    unsure = names[:1] == ["?"]
    people, candidates = ((), tuple(names[1:])) if unsure else (tuple(names), ())
    return Cell(0, column, start, end, people, candidates, counts, AT)


def split(*cells: Cell, always: str = "primary", able: str = "alice bob", hours: int = 12) -> Split:
    return Split(cells, frozenset(always.split()), tuple(able.split()), hours * 60)


def parts(*told: str) -> list[Cell]:
    return [cell(each) for each in told]


# ---- minutes


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ("0-3 a", [0, 1, 2]),
        ("1438-1442 a", [1438, 1439, 0, 1]),
        ("0-1440 a", list(range(1440))),
        ("60-1600 a", [*range(60, 1440), *range(60)]),
    ],
)
def test_the_minutes_of_a_part(told: str, minutes: list[int]) -> None:
    assert list(cell(told).minutes) == minutes


def test_a_part_may_begin_on_the_day_before() -> None:
    assert list(cell("0-2 a")._replace(start=-2).minutes) == [1438, 1439, 0, 1]


@pytest.mark.parametrize(
    ("told", "always", "holes"),
    [
        (["0-720 alice", "720-1440 bob"], "primary", []),
        (["0-720 alice", "721-1440 bob"], "primary", [(720, 721)]),
        (["60-720 alice", "780-1380 bob"], "primary", [(0, 60), (720, 780), (1380, 1440)]),
        (["60-720 alice", "780-1380 bob"], "", [(720, 780)]),
        (["60-720 alice", "720-1560 bob"], "", []),
        (["60-720 alice", "780-1560 bob"], "", [(720, 780)]),
        (["60-720 alice", "780-1560 bob"], "secondary", [(720, 780)]),
        (["60-720 alice", "780-1500 bob"], "primary", [(720, 780)]),
    ],
)
def test_holes(told: Sequence[str], always: str, holes: list[tuple[int, int]]) -> None:
    assert split(*parts(*told), always=always).holes("primary") == holes


def test_a_part_that_begins_on_the_day_before_leaves_no_hole_after_midnight() -> None:
    early = cell("0-720 alice")._replace(start=-60)
    assert split(early, cell("780-1380 bob"), always="").holes("primary") == [(720, 780)]
    over = cell("0-0 alice")._replace(start=-60)
    assert split(over, cell("60-1380 bob"), always="").holes("primary") == [(0, 60)]


@pytest.mark.parametrize(
    ("told", "overlaps"),
    [
        (["0-720 alice", "720-1440 bob"], []),
        (["0-721 alice", "720-1440 bob"], [(720, 721)]),
        (["0-800 alice", "720-1440 alice"], []),
        (["0-720 alice", "720-1500 bob"], [(0, 60)]),
        (["0-100 alice", "50-60 bob", "80-90 carol"], [(50, 60), (80, 90)]),
        (["0-100 alice bob", "50-60 alice"], [(50, 60)]),
    ],
)
def test_overlaps(told: Sequence[str], overlaps: list[tuple[int, int]]) -> None:
    assert split(*parts(*told)).overlaps("primary") == overlaps


def test_columns_are_looked_at_one_by_one() -> None:
    one = split(cell("0-1440 alice"), cell("0-720 bob", "secondary"))
    assert [each.people for each in one.column("secondary")] == [("bob",)]
    assert [len(held) for held in one.holders("secondary")] == [1] * 720 + [0] * 720
    assert (one.holes("primary"), one.overlaps("primary")) == ([], [])


def test_hours_of_two_roles_at_one_time_count_once_and_those_of_a_standby_not() -> None:
    one = split(
        cell("0-720 alice"),
        cell("600-780 alice bob", "secondary"),
        cell("720-1440 carol", "standby", counts=False),
        cell("780-840 ? bob dave", "secondary"),
    )
    assert one.hours() == {"alice": 780, "bob": 180}


# ---- faults


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        (["0-720 alice", "720-1440 bob"], []),
        (["0-719 alice", "720-1440 bob"], [("hole", "primary")]),
        (["0-721 alice", "720-1440 bob"], [("overlap", "primary"), ("hours", "alice")]),
        (["0-720 alice", "720-1440 alice"], [("alone", "primary")]),
        (["0-720 alice", "720-1440 ? alice"], [("alone", "primary")]),
        (["0-720 alice", "720-1440 ? alice bob"], []),
    ],
)
def test_faults(told: Sequence[str], faults: list[tuple[str, str]]) -> None:
    assert split(*parts(*told)).faults() == tuple(Fault(*each) for each in faults)


def test_every_column_has_faults_of_its_own_and_who_is_alone_in_one_is_not_told_again() -> None:
    one = split(
        cell("0-1440 alice"),
        cell("0-780 bob", "secondary"),
        cell("770-1400 carol", "secondary"),
        cell("0-1440 alice", "third"),
        always="primary secondary",
    )
    assert one.faults() == (
        Fault("hole", "secondary"),
        Fault("overlap", "secondary"),
        Fault("alone", "primary"),
        Fault("alone", "third"),
        Fault("hours", "bob"),
    )


def test_nobody_is_alone_where_nobody_else_could_have_a_part_or_hours_do_not_count() -> None:
    assert split(cell("0-1440 alice"), able="alice", hours=24).faults() == ()
    assert split(cell("0-1440 alice", counts=False), hours=1).faults() == ()


def test_what_one_of_several_has_is_filled_with_somebody_or_with_the_first() -> None:
    one = split(*parts("0-480 ? alice bob", "480-960 ? bob carol", "960-1440 dave"))
    assert [each.people for each in one.filled("carol").cells] == [("alice",), ("carol",), ("dave",)]
    assert all(each.candidates == () for each in one.filled("carol").cells)
    assert one.filled("carol").most == one.most


# ---- from a line

TEAM = """\
timezone: America/New_York
calendar: {region: US}
members: [{id: alice}, {id: bob}, {id: carol, eligible: [secondary]}]
oncall:
  rotations:
    - id: weekly
      roles:
        primary: [alice, bob]
        secondary: {order: [bob, alice], hours: [{from: "09:00", to: "17:00"}]}
        helper: {as: secondary, order: [carol]}
    - {id: other, hours: [{from: "09:00", to: "17:00"}], roles: {primary: [alice], night: {as: primary, order: [bob]}}}
  holidays:
    - {holiday: christmas, season: 2026, %s}
"""
HALVES = 'split: [{from: "00:00", to: "12:00", primary: alice}, {from: "12:00", to: "24:00", primary: bob}]'


def read(line: str, *, roles: Sequence[str] = ("primary",), hours: int = 12, text: str = TEAM) -> Split:
    view = view_of(text % line)
    assert view.team.oncall is not None
    return split_of(view.team.oncall.holidays[0], view, roles, hours)


def test_a_line_in_halves() -> None:
    one = read(HALVES)
    assert [(each.part, each.column, each.start, each.end, each.people, each.counts) for each in one.cells] == [
        (0, "primary", 0, 720, ("alice",), True),
        (1, "primary", 720, DAY, ("bob",), True),
    ]
    assert (one.always, one.able, one.most) == ({"primary"}, ("alice", "bob"), 720)
    assert one.cells[1].place.route == ("oncall", "holidays", 0, "split", 1, "primary")


def test_roles_that_count_and_who_could_have_them() -> None:
    assert read(HALVES, roles=("secondary",)).able == ("alice", "bob", "carol")
    assert read(HALVES, roles=("primary", "secondary")).able == ("alice", "bob", "carol")
    helper = read('split: [{from: "00:00", to: "24:00", helper: alice, primary: bob}]', roles=("secondary",))
    assert [(each.column, each.counts) for each in helper.cells] == [("helper", True), ("primary", False)]
    nobody = read(HALVES, text="members: [{id: alice, eligible: []}]\n" + TEAM.replace("members", "x-members"))
    assert (nobody.able, nobody.most) == (("alice",), 1440)


@pytest.mark.parametrize(
    ("rotation", "always"),
    [
        ("", {"primary", "helper"}),
        ("rotation: weekly, ", {"primary", "helper", "night"}),
        ("rotation: other, ", {"secondary", "helper"}),
    ],
)
def test_columns_that_are_to_be_held_all_around_the_clock(rotation: str, always: set[str]) -> None:
    cells = "primary: alice, secondary: alice, helper: alice, night: alice"
    one = read(f'{rotation}split: [{{from: "00:00", to: "24:00", {cells}}}]')
    assert one.always == always


def test_one_of_several_and_names_of_nobody() -> None:
    one = read(
        'split: [{from: "00:00", to: "12:00", primary: {among: [alice, bob]}}, {from: "12:00", to: "24:00", '
        "primary: {among: all}, secondary: [alice, stranger]}]"
    )
    assert [(each.people, each.candidates) for each in one.cells] == [
        ((), ("alice", "bob")),
        ((), ("alice", "bob", "carol")),
        (("alice",), ()),
    ]


@pytest.mark.parametrize(
    ("line", "hours", "most"),
    [
        (HALVES, 13, 780),
        (HALVES, 8, 720),
        ('split: [{from: "00:00", to: "24:00", primary: [alice, bob]}]', 8, 1440),
        ('split: [{from: "00:00", to: "12:01", primary: alice}, {from: "12:01", to: "24:00", primary: bob}]', 1, 720),
        ('split: [{from: "00:00", to: "12:01", primary: alice}, {from: "12:00", to: "24:00", primary: bob}]', 1, 721),
        ('split: [{from: "00:00", to: "12:00", primary: {among: [alice, bob]}}]', 1, 360),
        ('split: [{from: "00:00", to: "24:00", primary: alice, secondary: bob}]', 1, 720),
    ],
)
def test_the_most_that_one_may_have_is_what_is_allowed_or_what_cannot_be_avoided(
    line: str, hours: int, most: int
) -> None:
    assert read(line, hours=hours).most == most


@pytest.mark.parametrize(
    ("first", "second", "minutes"),
    [
        ('from: "00:00", to: "12:00"', 'from: "12:00", to: "24:00"', [(0, 720), (720, 1440)]),
        ('from: "08:00", to: "20:00"', 'from: "20:00", to: "08:00"', [(480, 1200), (1200, 1920)]),
        ('from: "08:00", to: "08:00"', 'from: "20:00", to: "20:01"', [(480, 1920), (1200, 1201)]),
        (
            'from: "06:00", to: "18:00", timezone: UTC',
            'from: "18:00", to: "06:00", timezone: UTC',
            [(360, 1080), (1080, 1800)],
        ),
        ('from: "00:00", to: "12:00"', 'from: "17:00", to: "05:00", timezone: UTC', [(0, 720), (720, 1440)]),
        (
            'from: "09:00", to: "21:00", timezone: Asia/Kolkata',
            'from: "10:30", to: "22:30"',
            [(-90, 630), (630, 1350)],
        ),
    ],
)
def test_minutes_by_the_clock_of_the_team_where_zones_differ(
    first: str, second: str, minutes: list[tuple[int, int]]
) -> None:
    one = read(f"split: [{{{first}, primary: alice}}, {{{second}, primary: bob}}]")
    assert [(each.start, each.end) for each in one.cells] == minutes


ZONES = (
    'split: [{from: "00:00", to: "12:00", primary: alice}, {from: "17:00", to: "05:00", timezone: UTC, primary: bob}]'
)


@pytest.mark.parametrize(
    ("text", "missing", "route", "why"),
    [
        (
            TEAM.replace("timezone: America/New_York\n", ""),
            "timezone",
            ("timezone",),
            "which hours the parts of a day are, told in several zones",
        ),
        (
            TEAM.replace("season: 2026, ", ""),
            "oncall.holidays.season",
            ("oncall", "holidays", 0, "season"),
            "which day the parts of it lie on, told in several zones",
        ),
        (
            TEAM.replace("christmas", "never-heard-of"),
            "oncall.holidays.season",
            ("oncall", "holidays", 0, "season"),
            "which day the parts of it lie on, told in several zones",
        ),
    ],
)
def test_several_zones_need_the_zone_of_the_team_and_a_day(
    text: str, missing: str, route: tuple[str | int, ...], why: str
) -> None:
    with pytest.raises(NotStated) as raised:
        read(ZONES, text=text)
    undecided = raised.value.undecided
    assert (undecided.missing, undecided.at.route, undecided.why) == (missing, route, why)


@pytest.mark.parametrize("day", ["date: 2026-07-03, ", "year: 2026, ", "season: 2025, "])
def test_the_day_of_a_line(day: str) -> None:
    """In summer New York is four hours behind, in winter five."""
    text = TEAM.replace("season: 2026, ", day).replace("christmas", "independence-day")
    assert [(each.start, each.end) for each in read(ZONES, text=text).cells] == [(0, 720), (780, 1500)]


# ---- in words


@pytest.mark.parametrize(("minutes", "said"), [(1200, "20 h"), (450, "7 h 30 min"), (0, "0 h"), (61, "1 h 1 min")])
def test_hours_in_words(minutes: int, said: str) -> None:
    assert hours_text(minutes) == said


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "00:00"), (65, "01:05"), (1439, "23:59"), (1440, "24:00"), (1441, "00:01"), (-60, "23:00")]
)
def test_a_minute_by_the_clock(minute: int, said: str) -> None:
    assert time_text(minute) == said


def test_stretches_by_the_clock() -> None:
    assert clock_text([(0, 720), (1200, 1440)]) == "00:00 to 12:00 and 20:00 to 24:00"
