"""The two languages, as a run makes them and as the models would; and what a shape can say of itself."""

from collections.abc import Iterator

import pytest
from pydantic_core import SchemaError, SchemaValidator

from pipecheck.model.shape import compiled, language
from pipecheck.model.shape.front import FrontShape
from pipecheck.model.shape.light import before, listed, maybe, plain, shape
from pipecheck.model.shape.team import TeamShape
from pipecheck.model.shape.told import Free, Told
from tests.model.shape.parsing import written

LEAST = written("{version: 1, team: core}")


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Languages are kept for the whole process."""
    for each in (language.team, language.front):
        each.cache_clear()
    yield
    for each in (language.team, language.front):
        each.cache_clear()


def test_a_run_makes_shapes_without_pydantic():
    team = language.team().validator.validate_python(LEAST)

    assert not isinstance(team, TeamShape)
    assert (team.version, team.team, team.members) == (1, "core", None)
    assert not isinstance(language.front().validator.validate_python({}), FrontShape)


def test_under_another_pydantic_core_the_models_themselves_make_them(monkeypatch):
    monkeypatch.setattr(compiled, "MADE_FOR", "another version")

    assert type(language.team().validator.validate_python(LEAST)) is TeamShape
    assert type(language.front().validator.validate_python({})) is FrontShape


@pytest.mark.parametrize(
    ("made", "root", "path", "title"),
    [
        (language.team, "the team file", "", "team"),
        (language.front, "the front matter", "runbooks", "runbook"),
    ],
)
def test_how_a_language_is_called(made, root, path, title):
    assert (made().root, made().path) == (root, path)
    assert made().grammar.object_at(()).title == title
    assert made() is made()


def test_the_keys_that_a_map_tells_are_those_of_the_file():
    turn = written("{from: 2026-01-05, for: 1w, primary: alice, growth: [], x-own: 1, note: x}")
    oncall = {"rotations": [{"id": "weekly", "turns": [turn]}]}
    (row,) = language.team().validator.validate_python({**LEAST, "oncall": oncall}).oncall.rotations[0].turns

    assert row.keys_told == {"from", "for", "primary", "growth", "note"}
    assert list(row.cells) == ["primary", "growth"]
    assert [party.listed for party in row.cells.values()] == [False, True]


def test_a_map_made_of_light_parts():
    even = maybe(before(lambda value: f"{value}!", plain(str.upper)))
    fields = {"from_": ("from", plain(str.strip)), "many": ("many", listed(even, min_length=1)), "left": ("left", even)}
    node = shape("Thing", {"extra_fields_behavior": "forbid"}, fields, None)
    found = SchemaValidator(node).validate_python({"from": " a ", "many": ["b", None]})

    assert vars(found) == {"from_": "a", "many": ["B!", None], "left": None}
    assert (type(found).__name__, type(found).__module__) == ("Thing", "pipecheck.model.shape.light")
    assert isinstance(found, Told)
    assert not isinstance(found, Free)
    assert not hasattr(found, "__weakref__")
    with pytest.raises(ValueError, match="at least 1 item"):
        SchemaValidator(node).validate_python({"from": "a", "many": []})
    with pytest.raises(ValueError, match="Extra inputs"):
        SchemaValidator(node).validate_python({"from": "a", "many": ["b"], "other": "c"})


def test_a_map_with_free_keys_made_of_light_parts():
    node = shape("Thing", {"extra_fields_behavior": "allow", "title": "thing"}, {}, plain(str.upper))
    found = SchemaValidator(node).validate_python({"a": "b", "x-own": "c"})

    assert isinstance(found, Free)
    assert found.cells == {"a": "B"}
    with pytest.raises(SchemaError):
        SchemaValidator(shape("Thing", {"extra_fields_behavior": "sometimes"}, {}, None))
