"""What a rule says of itself becomes its entry in the catalogue, for built-in rules and plug-ins alike."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Annotated, Any, Literal, NamedTuple

import pytest

from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Duration
from pipecheck.rules.base import Doc, Level, Outcome, Profile, TeamView, rule
from pipecheck.rules.catalog import AnyRule, Param, built_in, rule_of
from pipecheck.rules.describe import described, documentation


class Params(NamedTuple):
    least: Annotated[int, Doc("fewest", source="a book")] = 2
    share: Annotated[Fraction, "of all", Doc("how much")] = Fraction(1, 3)
    quick: bool = False
    audiences: Annotated[tuple[str, ...], Doc("who reads it")] = ("investors",)
    cap: int | None = None
    by: Literal["turns", "days"] = "turns"
    level: Level = Level.note
    since: date = date(2026, 1, 1)
    notice: Duration = Duration(7, "d")
    weights: Mapping[str, Fraction] = {"sat": Fraction(3, 2)}
    unit: Annotated[str, Doc("of what", choices=("a", "b"))] = "a"


@rule(Pipeline, level=Level.error, profile=Profile.strict, params=Params, defers_to=("other",), aliases=("old",))
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    yield from ()


def test_every_type_a_parameter_may_have() -> None:
    entry = described(check, "sample")
    assert entry.params == (
        Param("least", "integer", 2, text="fewest", source="a book"),
        Param("share", "fraction", "1/3", text="how much"),
        Param("quick", "flag", False),
        Param("audiences", "list of text", ["investors"], text="who reads it"),
        Param("cap", "integer", None, optional=True),
        Param("by", "text", "turns", choices=("turns", "days")),
        Param("level", "level", "note"),
        Param("since", "date", "2026-01-01"),
        Param("notice", "duration", "7d"),
        Param("weights", "map of fraction", {"sat": "3/2"}),
        Param("unit", "text", "a", text="of what", choices=("a", "b")),
    )
    assert (entry.kind, entry.level, entry.profile) == ("pipeline", Level.error, Profile.strict)
    assert (
        entry.summary
        == "What a rule says of itself becomes its entry in the catalogue, for built-in rules and plug-ins alike."
    )
    assert (entry.defers_to, entry.aliases, entry.oldest_id) == (("other",), ("old",), "old")


def test_the_documentation_is_a_sentence_on_one_line_and_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType(
        "acme_rules.late", "A report\n    is late.\n\n    What it checks\n    -----\n\n    Reports.\n    "
    )
    monkeypatch.setitem(sys.modules, module.__name__, module)
    made: AnyRule = rule(Pipeline, level=Level.error, profile=Profile.strict)(lambda *_: iter(()))
    made.module = module.__name__
    assert documentation(made) == ("A report is late.", "What it checks\n-----\n\nReports.")
    module.__doc__ = None
    assert documentation(made) == ("", "")


class Bare(NamedTuple):
    least: int


class Strange(NamedTuple):
    least: Any = None


class Several(NamedTuple):
    least: int | str = 3


class Pair(NamedTuple):
    least: tuple[int, int] = (1, 2)


class Numbered(NamedTuple):
    least: Mapping[int, str] = {1: "a"}


@pytest.mark.parametrize(
    ("params", "why"),
    [
        (Bare, "the parameter `least` of `test-describe` has no default"),
        (Strange, "the parameter `least` of `test-describe` has a type that no policy can write"),
        (Several, "the parameter `least` of `test-describe` has a type that no policy can write"),
        (Pair, "the parameter `least` of `test-describe` has a type that no policy can write"),
        (Numbered, "the parameter `least` of `test-describe` has a type that no policy can write"),
    ],
)
def test_a_parameter_that_no_policy_could_give_is_refused(params: Any, why: str) -> None:
    made: AnyRule = rule(Pipeline, level=Level.error, profile=Profile.strict, params=params)(lambda *_: iter(()))
    made.id = "test-describe"
    with pytest.raises(ValueError, match=f"^{why}$"):
        described(made, "x")


def test_a_module_makes_one_rule() -> None:
    assert rule_of(__name__) is check
    with pytest.raises(LookupError, match="makes no rules"):
        rule_of("tests.rules")


def test_knowing_the_rules_imports_none_of_them() -> None:
    code = (
        "import sys; from pipecheck.rules.catalog import built_in; catalog = built_in();"
        "print(catalog['single-owner'].summary, catalog.page('single-owner')[:14]);"
        "print([name for name in sys.modules if name.startswith('pipecheck.rules.') and name.count('.') > 2])"
    )
    outputs = {
        subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True, check=True).stdout
        for flags in ([], ["-OO"])
    }
    (output,) = outputs
    assert output.splitlines()[1] == "[]"
    assert output.startswith(built_in()["single-owner"].summary + " What it checks")
