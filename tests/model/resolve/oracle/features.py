"""What a generated team makes use of, by name: a comparison says nothing about what no team has."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.model.resolve.oracle.clocks import STEP
from tests.model.resolve.oracle.dice import SCENES
from tests.model.resolve.oracle.people import Plan

Test = Callable[[Plan], bool]


def rotations(plan: Plan) -> Sequence[Plan]:
    told: Sequence[Plan] = plan["oncall"]["rotations"]
    return told


def _lines(plan: Plan) -> Sequence[Plan]:
    told: Sequence[Plan] = plan["oncall"].get("holidays", ())
    return told


def _rows(plan: Plan) -> list[Plan]:
    return [row for one in rotations(plan) for row in one.get("turns", ())]


def _inside(value: Any) -> Iterator[Any]:
    """A value and everything in it, keys left out."""
    yield value
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from _inside(each)


def _has(test: Callable[[Mapping[str, Any]], bool]) -> Test:
    """Whether any map of the plan's `oncall` is so."""
    return lambda plan: any(isinstance(each, Mapping) and test(each) for each in _inside(plan["oncall"]))


def _says(word: Any) -> Test:
    return lambda plan: any(each == word for each in _inside(plan["oncall"]))


def _any(test: Callable[[Plan], bool]) -> Test:
    return lambda plan: any(map(test, rotations(plan)))


def _line(test: Callable[[Plan], bool]) -> Test:
    return lambda plan: any(map(test, _lines(plan)))


def _member(key: str) -> Test:
    return lambda plan: any(key in member for member in plan["members"])


def _change(layer: str, test: Callable[[Plan], bool] = bool) -> Test:
    return lambda plan: any(map(test, plan["oncall"].get(layer, ())))


def _in_a_row(plan: Plan) -> bool:
    return any("until" in one and "start" in two for one, two in pairwise(rotations(plan)))


def _stands_in(*words: Any) -> Test:
    return lambda plan: plan["oncall"].get("stand_in") in words


def _length(text: str) -> Test:
    return _any(lambda one: one.get("turn") == text and not one.get("turns"))


TOLD: Mapping[str, Test] = {
    **{f"turns of {text}": _length(text) for text in ("8h", "12h", "1d", "36h", "3d", "3wd", "1w", "2w", "1mo")},
    "an order": _any(lambda one: isinstance(one.get("roles", {}).get("primary"), list)),
    "an order not told": _has(lambda each: each.get("among") is not None),
    "one of everybody": _has(lambda each: each.get("among") == "all"),
    "a column before another": _has(lambda each: "before" in each),
    "a column after another": _has(lambda each: "after" in each),
    "a column with hours of its own": _has(lambda each: "hours" in each and "id" not in each),
    "a column with pipelines of its own": _has(lambda each: "as" in each and "covers" in each),
    "a column of a slot": _has(lambda each: "engineer-1" in each),
    "a third column": _has(lambda each: each.get("as") == "standby"),
    "numbered rows": lambda plan: any("from" not in row for row in _rows(plan)),
    "rows of their own length": lambda plan: any("for" in row for row in _rows(plan)),
    "dated rows": lambda plan: any("from" in row for row in _rows(plan)),
    "a dated row without an end": lambda plan: any("from" in row and "to" not in row for row in _rows(plan)),
    "a dated row with a time": lambda plan: any(isinstance(row.get("from"), datetime) for row in _rows(plan)),
    "nobody on purpose": _has(lambda each: each.get("none") == "nobody"),
    "an open slot": _says("open"),
    "several at once": _has(lambda each: isinstance(each.get("person"), list)),
    "a partner": _says("finance"),
    "the own team": _says("t"),
    "a name that is an alias": _says("AJ"),
    "the word next": _says("next"),
    "the word previous": _says("previous"),
    "the word others": _says("others"),
    "the word owners": _says("owners.secondary"),
    "a start": _any(lambda one: "start" in one and "anchor" not in one),
    "no start": _any(lambda one: "start" not in one and "anchor" not in one and not one.get("turns")),
    "iso weeks": _any(lambda one: "anchor" in one),
    "iso weeks from a start": _any(lambda one: "anchor" in one and "start" in one),
    "an end": _any(lambda one: "until" in one),
    "no repetition": _any(lambda one: one.get("repeats") is False),
    "two rotations in a row": _in_a_row,
    "two rotations at once": lambda plan: len(rotations(plan)) == 2 and not _in_a_row(plan),
    "a rotation of some pipelines": _any(lambda one: "covers" in one),
    "a zone of the rotation": _any(lambda one: "timezone" in one),
    "a zone of the handoff": _any(lambda one: "timezone" in one.get("handoff", {})),
    "a day of handoff": _any(lambda one: "day" in one.get("handoff", {})),
    "no handoff on holidays": _any(lambda one: one.get("handoff", {}).get("if_holiday") == "next-working-day"),
    "hours across midnight": _has(lambda each: str(each.get("from")) == "19:00"),
    "hours of another zone": _has(lambda each: "days" in each and "timezone" in each),
    "hours under a condition": _has(lambda each: "when" in each),
    "hours on workdays": _says("workdays"),
    "hours on days off": _says("off-days"),
    "hours on holidays": _says("holidays"),
    "hours on the last days of months": _says("last-7-of-month"),
    "hours in a season": _has(lambda each: each.get("days") == "around"),
    "a line by date": _line(lambda line: "date" in line),
    "a line by season": _line(lambda line: "season" in line),
    "a line by year": _line(lambda line: "year" in line),
    "a line on a row": _line(lambda line: "row" in line),
    "a line by years from one on": _line(lambda line: line.get("turn") == "1y" and "start" in line),
    "a line by years from any on": _line(lambda line: line.get("turn") == "1y" and "start" not in line),
    "turns in a season": _line(lambda line: line.get("turn") in ("1d", "2d")),
    "turns of hours in a season": _line(lambda line: line.get("turn") in ("8h", "12h")),
    "a line for nobody": _line(lambda line: "none" in line),
    "a line that takes the turn": _line(lambda line: line.get("takes") == "turn"),
    "a line in parts": _line(lambda line: "split" in line),
    "a part in another zone": _line(lambda line: any("timezone" in part for part in line.get("split", ()))),
    "nobody on holidays": lambda plan: "none" in plan["oncall"].get("on_holidays", ""),
    "places changed on holidays": lambda plan: "primary" in plan["oncall"].get("on_holidays", ""),
    "an override": _change("overrides"),
    "an override by times": _change("overrides", lambda each: isinstance(each["from"], datetime)),
    "an override without a role": _change("overrides", lambda each: "role" not in each),
    "a change of one rotation": _change("overrides", lambda each: "rotation" in each),
    "a swap": _change("swaps"),
    "a swap not accepted": _change("swaps", lambda each: "accepted" not in each),
    "several swaps": lambda plan: len(plan["oncall"].get("swaps", ())) > 1,
    "time off": _member("time_off"),
    "a zone of a member": _member("timezone"),
    "a member who joins": _member("active"),
    "a member who holds some roles": _member("eligible"),
    "the next stands in": _stands_in("next"),
    "the previous stands in": _stands_in("previous"),
    "the secondary stands in": _stands_in("secondary"),
    "an owner stands in": _stands_in("owner", "owners.secondary"),
    "one person stands in": _stands_in("erin"),
    "several stand in": _stands_in(["dave", "erin"]),
    "one of several stands in": _stands_in({"among": ["dave", "erin"]}, {"among": "all"}),
    "no period": lambda plan: "period" not in plan["oncall"],
    "a period by times": lambda plan: isinstance(plan["oncall"].get("period", {}).get("from"), datetime),
    "another working week": lambda plan: "working_week" in plan,
    "no region": lambda plan: "region" not in plan["calendar"],
    **{f"region {region}": lambda plan, region=region: plan["calendar"].get("region") == region  # type: ignore[misc]
       for region in ("US", "GB-ENG", "DE-BY")},
    **{f"zone {zone}": lambda plan, zone=zone: plan.get("timezone") == zone for zone, _ in SCENES},  # type: ignore[misc]
}  # fmt: skip

HAPPENS = (
    "the clocks go forward",
    "the clocks go back",
    "a turn is longer than its clock says",
    "a turn is shorter than its clock says",
    "a handoff in a gap",
    "a handoff in a repeated hour",
    "a week 53",
    "a handoff is moved",
    "a line opens hours",
    "a holiday changes the rota",
    "a swap is applied",
    "a swap is refused",
    "a swap of what was swapped",
    "somebody stands in",
    "nobody can stand in",
    "one of many starts",
    "too many starts",
)
"""What the oracle comes upon on its walk."""

EVERY = frozenset((*TOLD, *HAPPENS))


def features(plan: Plan) -> list[str]:
    """The names of all that a plan makes use of."""
    return [name for name, test in TOLD.items() if test(plan)]


def of_clocks(clock: Sequence[int], begins: Sequence[int]) -> Iterator[str]:
    """What the clocks do in a stretch, and what that does to the turns that begin in it."""
    repeated: set[int] = set()
    for sooner, later in pairwise(clock):
        if later == sooner:
            yield "the clocks go back"
            repeated.add(sooner - len(repeated) * STEP)
        elif later > sooner + STEP:
            yield "the clocks go forward"
    inside = [begin for begin in begins if clock[0] <= begin <= clock[-1]]
    at = [bisect_left(clock, begin) for begin in inside]
    if any(clock[step] != begin for step, begin in zip(at, inside, strict=True)):
        yield "a handoff in a gap"
    if repeated.intersection(inside):
        yield "a handoff in a repeated hour"
    for (one, two), (begin, end) in zip(pairwise(at), pairwise(inside), strict=True):
        if (two - one) * STEP != end - begin:
            yield f"a turn is {'longer' if (two - one) * STEP > end - begin else 'shorter'} than its clock says"
