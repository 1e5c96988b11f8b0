"""A rule under every reading of an undated rota: what all agree on stands, what they differ on is undecided."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from pipecheck.engine.judge import Judgement, judge
from pipecheck.model.oncall import OnCall, Rotation
from pipecheck.model.outcome import Fact, NotStated, Outcome, Problem, Undecided
from pipecheck.model.team import Team
from pipecheck.model.value import Selector
from pipecheck.rules.base import Level, NoParams, Profile, TeamView, rule
from pipecheck.rules.catalog import AnyRule
from pipecheck.source.place import Part, Place

AT = Place("teams/core.yaml", ("oncall",))
WEEKLY = Rotation(
    id="weekly",
    team="core",
    place=Place("teams/core.yaml", ("oncall", "rotations", 0)),
    covers=Selector(AT),
    columns=(),
)
TEAM = Team(id="", team="core", place=Place("teams/core.yaml"), name="core", oncall=OnCall(at=AT, rotations=(WEEKLY,)))


class FakeSchedule:
    def __init__(self, number: int) -> None:
        self.number = number
        self.assumed = f"the rota begins on 2026-01-{5 + 7 * number:02}"


class FakeWatch:
    as_of = False
    schedule = False


class FakeView:
    """One reading, that only knows its number; it counts who looks."""

    def __init__(self, readings: "FakeReadings", number: int) -> None:
        self._readings = readings
        self._watches: list[FakeWatch] = []
        self._number = number
        self.team = TEAM

    @property
    def schedule(self) -> FakeSchedule:
        for watch in self._watches:
            watch.schedule = True
        self._readings.looked.append(self._number)
        if self._readings.missing is not None:
            raise NotStated(self._readings.missing)
        return FakeSchedule(self._number)

    @contextmanager
    def watched(self) -> Iterator[FakeWatch]:
        watch = FakeWatch()
        self._watches.append(watch)
        yield watch
        self._watches.remove(watch)


class FakeReadings:
    def __init__(self, number: int, missing: Undecided | None = None) -> None:
        self._number = number
        self.missing = missing
        self.looked: list[int] = []

    def readings(self) -> int:
        return self._number

    def view(self, reading: int) -> FakeView:
        return FakeView(self, reading)


def judged(readings: FakeReadings, found: Callable[[int], Sequence[Outcome]]) -> Judgement:
    """What comes of a rule that yields this for the number of a reading."""

    @rule(Team, level=Level.error, profile=Profile.essential)
    def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        schedule: Any = view.schedule
        yield from found(schedule.number)

    made: AnyRule = check
    fake: Any = readings
    return judge("sample", made, NoParams(), TEAM, fake)


def problem(message: str, *key: str) -> Problem:
    return Problem(message, AT, key)


def messages(judgement: Judgement) -> list[str]:
    return [outcome.message for outcome in judgement.outcomes if isinstance(outcome, Problem)]


def test_what_all_readings_agree_on_stands_and_says_so() -> None:
    judgement = judged(FakeReadings(4), lambda number: [problem("bob has two weeks in a row", "bob")])
    assert messages(judgement) == ["bob has two weeks in a row (whichever week it begins)"]
    (outcome,) = judgement.outcomes
    assert isinstance(outcome, Problem)
    assert outcome.key == ("bob",)
    assert outcome.evidence == (Fact("starts", 4),)


def test_only_what_holds_in_every_reading_is_listed() -> None:
    judgement = judged(
        FakeReadings(3), lambda number: [problem("always", "a"), *([problem("once", "b")] if number == 0 else [])]
    )
    assert messages(judgement) == ["always (whichever week it begins)"]


def test_numbers_that_depend_on_the_start_name_the_start() -> None:
    judgement = judged(FakeReadings(2), lambda number: [problem(f"spread {number + 2}", "a")])
    assert messages(judgement) == [
        "spread 2 (if the rota begins on 2026-01-05; the like holds whichever week it begins)"
    ]


def test_a_problem_in_every_reading_but_never_the_same_is_told_once_by_example() -> None:
    judgement = judged(
        FakeReadings(3), lambda number: [problem(f"pair {number}", str(number)), problem("x", f"x{number}")]
    )
    assert messages(judgement) == ["pair 0 (if the rota begins on 2026-01-05; the like holds whichever week it begins)"]
    (outcome,) = judgement.outcomes
    assert isinstance(outcome, Problem)
    assert outcome.key == ("whichever week it begins",)


def test_a_disagreement_is_undecided_and_ends_the_judging() -> None:
    readings = FakeReadings(100)
    judgement = judged(readings, lambda number: [problem("now and then")] if number != 2 else [])
    (outcome,) = judgement.outcomes
    assert isinstance(outcome, Undecided)
    assert outcome.missing == "oncall.rotations.start"
    assert max(readings.looked) == 2


def test_the_first_rotation_without_a_start_is_pointed_at() -> None:
    from pipecheck.engine.undated import undated
    from pipecheck.model.oncall import Column

    rotation = WEEKLY.replace(columns=(Column("primary", "primary", AT),))
    missing = undated(TEAM.replace(oncall=OnCall(at=AT, rotations=(rotation,))))
    assert missing.at == Place("teams/core.yaml", ("oncall", "rotations", 0, "start"), Part.entry)
    assert [remedy.title for remedy in missing.remedies] == ["say when 'weekly' begins: `start: 2026-01-05`"]


def test_all_pass_is_a_pass() -> None:
    assert judged(FakeReadings(5), lambda number: []) == Judgement()


def test_a_fact_that_only_some_readings_miss_is_what_is_missing() -> None:
    region = Undecided("calendar.region", AT)
    judgement = judged(FakeReadings(3), lambda number: [region] if number == 1 else [problem("x")])
    assert judgement.outcomes == (region,)


def test_a_rule_that_does_not_look_at_the_schedule_is_asked_once() -> None:
    readings = FakeReadings(9)

    @rule(Team, level=Level.error, profile=Profile.essential)
    def check(team: Team, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        yield problem("plain")

    made: AnyRule = check
    fake: Any = readings
    assert messages(judge("sample", made, NoParams(), TEAM, fake)) == ["plain"]
    assert readings.looked == []


def test_a_schedule_that_is_not_stated_is_undecided() -> None:
    missing = Undecided("oncall.rotations.start", AT)
    assert judged(FakeReadings(3, missing), lambda number: [problem("x")]).outcomes == (missing,)


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (ValueError("a  b\nc"), "ValueError: a b c"),
        (KeyError("ann@example.com"), "KeyError: …"),
        (SystemExit(3), "SystemExit: 3"),
        (RecursionError(), "RecursionError"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_whatever_a_rule_raises_is_held(raised: BaseException, error: str) -> None:
    def found(number: int) -> Sequence[Outcome]:
        raise raised

    judgement = judged(FakeReadings(1), found)
    assert judgement.crash is not None
    assert (judgement.crash.rule, str(judgement.crash.subject), judgement.crash.error) == ("sample", "team core", error)


def test_an_interruption_is_not_held() -> None:
    def found(number: int) -> Sequence[Outcome]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judged(FakeReadings(1), found)


def test_what_is_no_outcome_is_a_crash() -> None:
    strange: Any = ["a string"]
    judgement = judged(FakeReadings(1), lambda number: strange)
    assert judgement.crash is not None
    assert judgement.crash.error == "it yielded str, not a problem or an undecided at a place"
