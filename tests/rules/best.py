"""Teams that are built as well as arithmetic allows: owners, a rota, holidays and runbooks of any size and region."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from pipecheck.model.calendar import team_calendar
from tests.rules.bench import CALENDARS

PEOPLE = ("ada", "ben", "cleo", "dan", "eva", "finn", "gwen", "hal")
FIRST = date(2026, 1, 5)
"""A Monday: the rota begins here."""
MAJORS: Mapping[str, tuple[str, ...]] = {
    "US": ("independence-day", "labor-day", "thanksgiving", "christmas", "new-year"),
    "GB-ENG": ("easter-monday", "may-day", "late-summer-bank-holiday", "christmas", "new-year"),
    "DE-BY": ("easter-monday", "pentecost-monday", "german-unity-day", "christmas", "new-year"),
}
"""The holidays that nobody wants to work, in the order of the year that begins in January."""
ZONES: Mapping[str, str] = {"US": "America/New_York", "GB-ENG": "Europe/London", "DE-BY": "Europe/Berlin"}


class Best(NamedTuple):
    """What tells one best team from another."""

    people: int
    roles: int
    pipelines: int
    region: str

    @property
    def members(self) -> tuple[str, ...]:
        return PEOPLE[: self.people]

    @property
    def weeks(self) -> int:
        """A year in whole rounds."""
        return 52 // self.people * self.people

    @property
    def last(self) -> date:
        return FIRST + timedelta(weeks=self.weeks, days=-1)


def owners(best: Best) -> Iterator[tuple[str, str]]:
    """Everybody is primary in turn; each round the secondary stands one seat further away, so that pairs differ, and in
    a round that not all take part in, far enough that the others come first."""
    for number in range(best.pipelines):
        round_, seat = divmod(number, best.people)
        in_round = min(best.people, best.pipelines - round_ * best.people)
        away = in_round if in_round < best.people else 1 + round_ % (best.people - 1)
        yield best.members[seat], best.members[(seat + away) % best.people]


def texts(best: Best) -> dict[str, str]:
    """The team file and the runbooks of the pipelines that investors read."""
    lines = [
        "version: 1",
        "team: sample",
        f"declares: {{members: {best.people}, pipelines: {best.pipelines}}}",
        f"timezone: {ZONES[best.region]}",
        f"calendar: {{region: {best.region}, majors: [{', '.join(MAJORS[best.region])}]}}",
        f"members: [{', '.join(f'{{id: {name}, active: [{{from: 2023-03-01}}]}}' for name in best.members)}]",
        "pipelines:",
        *_pipelines(best),
        *_oncall(best),
        "",
    ]
    runbooks = {f"teams/runbooks/p{number}.md": _runbook(best, number) for number in _for_investors(best)}
    return {"teams/sample.yaml": "\n".join(lines), **runbooks}


def _for_investors(best: Best) -> range:
    """Those of the first round are read by investors, so that everybody has one of them."""
    return range(min(best.people, best.pipelines))


def _pipelines(best: Best) -> Iterator[str]:
    for number, (primary, secondary) in enumerate(owners(best)):
        yield f"  - id: p{number}"
        yield f"    owners: {{primary: {primary}, secondary: {secondary}}}"
        yield '    runs: [{at: "03:30", every: 1d, timezone: UTC}]'
        if number in _for_investors(best):
            yield "    audiences: [investors]"
            yield "    criticality: high"
            yield "    slas: [{kind: response, within: 30m}, {kind: freshness, within: 24h}]"
            yield f"    runbook: runbooks/p{number}.md"


def _oncall(best: Best) -> Iterator[str]:
    needed = "primary, secondary" if best.roles > 1 else "primary"
    yield "oncall:"
    yield f"  period: {{from: {FIRST}, to: {best.last}}}"
    yield f"  required: [{{covers: all, hours: always, roles: [{needed}]}}]"
    yield "  rotations:"
    yield f"    - id: weekly\n      start: {FIRST}\n      turn: 1w"
    yield '      handoff: {day: monday, time: "09:00"}'
    yield "      roles:"
    yield f"        primary: [{', '.join(best.members)}]"
    if best.roles > 1:
        yield f"        secondary: {{before: primary, by: {best.people // 2}}}"
        yield "  escalation: [{after: 15m, to: secondary}, {after: 30m, to: sample}]"
    else:
        yield '        secondary: {none: "after fifteen minutes all of us are called"}'
        yield "  escalation: [{after: 15m, to: sample}]"
    lines = list(_holidays(best))
    if lines:
        yield "  holidays:"
        yield from lines


Occasion: TypeAlias = tuple[str, int, tuple[date, ...]]


@cache
def occasions(region: str, last: date) -> tuple[Occasion, ...]:
    """The majors of the period: id, season and dates, observed ones included."""
    calendar = team_calendar(region, CALENDARS, majors=MAJORS[region])
    return tuple((event.id, event.season, event.dates) for event in calendar.events(FIRST, last))


def _holidays(best: Best) -> Iterator[str]:
    """A line for each major: where it is fair, whom the rota has on duty anyway."""
    majors = occasions(best.region, best.last)
    primaries = _shared(best, majors)
    for (holiday, season, _), primary, backup in zip(majors, primaries, _behind(best.people, primaries), strict=True):
        cells = f"primary: {best.members[primary]}"
        if best.roles > 1:
            cells += f", secondary: {best.members[backup]}"
        yield f"    - {{holiday: {holiday}, season: {season}, {cells}}}"


def _shared(best: Best, majors: Sequence[Occasion]) -> tuple[int, ...]:
    """Who has each major: nobody two in a row, nobody two more than another, and those on weekends as the rota has
    them, or weekends would be uneven instead."""
    on_duty = [[(day - FIRST).days // 7 % best.people for day in dates] for _, _, dates in majors]
    on_weekend = [any(day.weekday() > 4 for day in dates) for _, _, dates in majors]

    def share(given: tuple[int, ...]) -> tuple[int, ...] | None:
        number = len(given)
        if number == len(majors):
            return given
        rota = on_duty[number][-1]
        others = sorted((who for who in range(best.people) if who != rota), key=lambda who: (given.count(who), who))
        for who in (rota,) if on_weekend[number] else (rota, *others):
            if who not in given[-1:] and given.count(who) <= min(map(given.count, range(best.people))):
                found = share((*given, who))
                if found is not None:
                    return found
        return None

    found = share(())
    assert found is not None, best
    return found


@cache
def _behind(people: int, primaries: tuple[int, ...]) -> tuple[int, ...]:
    """Who is the backup on each major: nobody twice more than another, and as few people as can be who have two in a
    row in any role, or three."""

    def ways(given: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(given) == len(primaries):
            yield given
            return
        fewest = min(map(given.count, range(people)))
        for who in range(people):
            if who != primaries[len(given)] and given.count(who) <= fewest + (people == 2):
                yield from ways((*given, who))

    def busy(given: tuple[int, ...]) -> int:
        pairs = [set(pair) for pair in zip(primaries, given, strict=True)]
        again = sum(len(one & other) for one, other in pairwise(pairs))
        return again + sum(
            len(one & other & third) for one, other, third in zip(pairs, pairs[1:], pairs[2:], strict=False)
        )

    return min(ways(()), key=busy)


def _runbook(best: Best, number: int) -> str:
    acknowledged: Sequence[str] = [f"{{member: {name}, on: 2026-01-08}}" for name in best.members]
    return f"""---
pipelines: [p{number}]
reviewed: 2026-01-08
review_every: 3mo
escalation: [sample, owners.primary]
acknowledged: [{", ".join(acknowledged)}]
---
# Pipeline p{number}

## Summary

Adds up what came in yesterday, every night, and sends the report to investors.

## Impact

Investors read a wrong number, or none.

## Diagnosis

1. Look at the last run: did it fail, is it still running, or did it never start?
2. Look at its input: does it hold all 24 hours of yesterday?

## Mitigation

1. If hours are missing, wait for them: the job starts by itself once they are there.
2. If the job failed, restart it once.
3. If it fails again, go to *Escalation* with its log.

## Escalation

Whoever does not answer within fifteen minutes is followed by the primary owner of the pipeline.

## Communication

Say in `#investor-reports` whether the report will be late, and when to expect it.
"""
