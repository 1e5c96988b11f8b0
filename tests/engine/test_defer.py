"""Where two rules would say one thing twice the stronger speaks, and names the other (semantics §25)."""

import pytest

from pipecheck.engine.defer import deferred
from pipecheck.engine.found import Found
from pipecheck.model.outcome import Kind, Outcome, Problem, SubjectKey, Undecided
from pipecheck.policy.setting import Effective
from pipecheck.rules.base import Level, Profile
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Key, Place

SETTING = Effective(Level.error, Level.note, {}, True, None)


def found(rule: str, outcome: Outcome, *defers_to: str, subject: tuple[Kind, str] = ("rotation", "weekly")) -> Found:
    kind, name = subject
    entry = Entry(rule, "x", kind, Level.error, Profile.essential, "x", "x.", defers_to=defers_to)
    return Found(entry, SubjectKey(kind, "core", name), outcome, SETTING)


def problem(*route: Key, key: tuple[str, ...] = ()) -> Problem:
    return Problem("x", Place("t.yaml", route), key)


STRONG = found("open-slot", problem("oncall", 1))


@pytest.mark.parametrize(
    ("weak", "dropped"),
    [
        (found("gap", problem("oncall", 1), "open-slot"), True),
        (found("gap", problem("oncall", 1, "roles"), "open-slot"), True),
        (found("gap", problem("oncall"), "open-slot"), False),
        (found("gap", problem("oncall", 10), "open-slot"), False),
        (found("gap", problem("oncall", 1), "other"), False),
        (found("gap", problem("oncall", 1)), False),
        (found("gap", Undecided("x", Place("t.yaml", ("oncall", 1))), "open-slot"), False),
        (found("gap", problem("oncall", 1), "open-slot", subject=("rotation", "nightly")), False),
        (found("gap", problem("oncall", 1), "open-slot", subject=("pipeline", "profit")), True),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_who_is_dropped(weak: Found, dropped: bool, order: int) -> None:
    kept, weaker = deferred([weak, STRONG][::order])
    assert weaker == ([weak] if dropped else [])
    (strong,) = (one for one in kept if one.entry.id == "open-slot")
    assert strong.also == (("gap",) if dropped else ())


def test_an_undecided_is_nobody_to_defer_to() -> None:
    strong = found("open-slot", Undecided("x", Place("t.yaml", ("oncall", 1))))
    weak = found("gap", problem("oncall", 1), "open-slot")
    assert deferred([weak, strong]) == ([weak, strong], [])


def test_problems_around_one_another_that_tell_different_siblings_apart_both_stand() -> None:
    missing = found("incomplete", problem("runbook", key=("impact",)), subject=("runbook", "book"))
    thin = found("thin", problem("runbook", 3, key=("mitigation",)), "incomplete", subject=("runbook", "book"))
    same = found("thin", problem("runbook", 3, key=("impact",)), "incomplete", subject=("runbook", "book"))
    assert deferred([missing, thin])[1] == []
    assert deferred([missing, same])[1] == [same]


def test_the_strongest_of_three_names_both() -> None:
    first = found("first", problem("oncall"), "second")
    second = found("second", problem("oncall"), "third")
    third = found("third", problem("oncall"))
    kept, _ = deferred([first, second, third])
    assert [(one.entry.id, one.also) for one in kept] == [("third", ("first", "second"))]


def test_two_that_defer_to_each_other_do_not_both_vanish() -> None:
    one, other = found("one", problem("oncall"), "other"), found("other", problem("oncall"), "one")
    kept, weaker = deferred([one, other])
    assert len(kept) == len(weaker) == 1
