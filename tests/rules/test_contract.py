"""What a rule of others has to be, and what is said of one that is not."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from pipecheck.model.entity import Entity
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Duration
from pipecheck.rules.base import Level, NoParams, Outcome, Profile, TeamView, rule
from pipecheck.rules.catalog import AnyRule
from pipecheck.rules.contract import breaches


class Kindless(Entity):
    """An entity that no rule can judge: it has no kind."""


class Odd(Entity):
    kind = "thing"  # type: ignore[assignment]


def made(module: str = __name__, **fields: Any) -> AnyRule:
    """A rule of which some fields are others."""

    def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        yield from ()

    check.__module__ = module
    one: AnyRule = rule(Pipeline, level=Level.error, profile=Profile.strict)(check)
    vars(one).update(fields)
    return one


def test_a_rule_as_it_should_be() -> None:
    assert breaches(made()) == []
    assert breaches(made(defers_to=("a", "b"), aliases=("c",))) == []


@pytest.mark.parametrize("name", ["late", "late_report", "late2_report_3"])
def test_names_that_make_ids(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, f"acme_rules.{name}", ModuleType(name))
    assert breaches(made(f"acme_rules.{name}")) == []


@pytest.mark.parametrize("name", ["lateReport", "late__report", "2late", "late_", "_late"])
def test_names_that_make_none(name: str) -> None:
    why = f"its module is called '{name}', which makes no id: write it like `late_report`"
    assert breaches(made(f"acme_rules.deep.{name}")) == [why]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"on": int}, "it judges `int`, which is no kind of subject such as `Pipeline`"),
        ({"on": "Pipeline"}, "it judges 'Pipeline', which is no kind of subject such as `Pipeline`"),
        ({"on": Kindless}, "it judges `Kindless`, which is no kind of subject such as `Pipeline`"),
        ({"on": Odd}, "it judges `Odd`, which is no kind of subject such as `Pipeline`"),
        ({"level": "error"}, "its level is 'error', and a `Level` is wanted"),
        ({"profile": "strict"}, "its profile is 'strict', and a `Profile` is wanted"),
        ({"defers_to": "single-owner"}, "its `defers_to` is 'single-owner', and a tuple of ids is wanted"),
        ({"defers_to": ("a", 3)}, "its `defers_to` is ('a', 3), and a tuple of ids is wanted"),
        ({"aliases": ["late"]}, "its `aliases` is ['late'], and a tuple of ids is wanted"),
    ],
)
def test_what_a_rule_says_of_itself(fields: Mapping[str, object], why: str) -> None:
    assert breaches(made(**fields)) == [why]


def test_all_that_is_wrong_is_said_at_once_and_parameters_only_then() -> None:
    assert breaches(made("Late", level=1, profile=2, params=int)) == [
        "its module is called 'Late', which makes no id: write it like `late_report`",
        "its level is 1, and a `Level` is wanted",
        "its profile is 2, and a `Profile` is wanted",
    ]


# ---- parameters


class Good(NamedTuple):
    number: int = 3
    quick: bool = False
    word: str = "a"
    share: Fraction = Fraction(1, 3)
    level: Level = Level.note
    since: date = date(2026, 1, 1)
    notice: Duration = Duration(7, "d")
    cap: int | None = None
    names: tuple[str, ...] = ("a", "b")
    weights: Mapping[str, Fraction] = {"sat": Fraction(3, 2)}


def test_defaults_of_every_type_that_fit() -> None:
    assert breaches(made(params=Good)) == []


class NumberAsFlag(NamedTuple):
    field: int = True


class FlagAsNumber(NamedTuple):
    field: bool = 1  # type: ignore[assignment]


class FractionAsNumber(NamedTuple):
    field: Fraction = 1  # type: ignore[assignment]


class NothingAsNumber(NamedTuple):
    field: int = None  # type: ignore[assignment]


class WordAsOptionalNumber(NamedTuple):
    field: int | None = "3"  # type: ignore[assignment]


class ListAsTuple(NamedTuple):
    field: tuple[int, ...] = [1]  # type: ignore[assignment]


class MixedTuple(NamedTuple):
    field: tuple[int, ...] = (1, "2")  # type: ignore[assignment]


class TupleAsMap(NamedTuple):
    field: Mapping[str, int] = ()  # type: ignore[assignment]


class NumbersAsKeys(NamedTuple):
    field: Mapping[str, int] = {1: 1}  # type: ignore[dict-item]


class WordsAsValues(NamedTuple):
    field: Mapping[str, int] = {"a": 1, "b": "2"}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("params", "kind", "default"),
    [
        (NumberAsFlag, "integer", "True"),
        (FlagAsNumber, "flag", "1"),
        (FractionAsNumber, "fraction", "1"),
        (NothingAsNumber, "integer", "None"),
        (WordAsOptionalNumber, "integer", "'3'"),
        (MixedTuple, "list of integer", "(1, '2')"),
        (TupleAsMap, "map of integer", "()"),
        (NumbersAsKeys, "map of integer", "{1: 1}"),
        (WordsAsValues, "map of integer", "{'a': 1, 'b': '2'}"),
    ],
)
def test_defaults_that_do_not_fit(params: type, kind: str, default: str) -> None:
    assert breaches(made(params=params)) == [
        f"the parameter `field` is said to be {kind}, and its default is {default}"
    ]


class Bare(NamedTuple):
    field: int


class Unwritable(NamedTuple):
    field: int = object()  # type: ignore[assignment]


class Unknown(NamedTuple):
    field: "Nowhere" = 3  # type: ignore[name-defined] # noqa: F821


@pytest.mark.parametrize(
    ("params", "why"),
    [
        (int, "its `params` are `int`, and a NamedTuple is wanted"),
        (tuple, "its `params` are `tuple`, and a NamedTuple is wanted"),
        (3, "its `params` are 3, and a NamedTuple is wanted"),
        (Bare, "the parameter `field` of `late-report` has no default"),
        (ListAsTuple, "the default of a parameter is nothing that a policy can write"),
        (Unwritable, "the default of a parameter is nothing that a policy can write"),
        (Unknown, "its parameters cannot be read: NameError: name 'Nowhere' is not defined"),
    ],
)
def test_parameters_that_nobody_could_give(params: object, why: str) -> None:
    one = made(__name__, id="late-report")
    vars(one).update(params=params)
    assert breaches(one) == [why]
