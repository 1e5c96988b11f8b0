"""The JSON Schema that editors use, the models it is made from, and the compiled shapes that a run uses, agree.

The cases are the tour of the language with one thing changed at a time: each value taken away or replaced by a value of
another kind, and each map given a key it does not have.
"""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipecheck.model.shape import compiled, language
from pipecheck.model.shape.read import read_front, read_team
from pipecheck.source.markdown import read_markdown
from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml

ROOT = Path(__file__).parent.parent.parent.parent
TOUR = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/language.md").read_text("utf-8"), re.DOTALL)[1]
SCHEMA = json.loads((ROOT / "schemas/team.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
OTHERS: tuple[Any, ...] = ("some words of no kind", 4711, True, [], {}, ["a", "b"], {"none": "nobody"}, "2026-01-05")


def routes(data: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if route:
        yield route
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from routes(value, (*route, key))


def changed(data: Any, route: tuple[Any, ...], value: Any) -> Any:
    copied = copy.deepcopy(data)
    parent = copied
    for key in route[:-1]:
        parent = parent[key]
    if value is None:
        del parent[route[-1]]
    else:
        parent[route[-1]] = value
    return copied


def cases() -> list[tuple[str, Any]]:
    tour = plain_data(read_yaml(TOUR, "tour.yaml").data)
    found = [("the tour", tour)]
    for route in routes(tour):
        name = ".".join(map(str, route))
        found.append((f"without {name}", changed(tour, route, None)))
        found += [(f"{name}: {other!r}", changed(tour, route, other)) for other in OTHERS]
    for route in [(), *routes(tour)]:
        value = tour
        for key in route:
            value = value[key]
        if isinstance(value, dict):
            name = ".".join(map(str, route))
            found.append((f"{name} with a key of nobody", changed(tour, (*route, "zzz key of nobody"), {"a": 1})))
            found.append((f"{name} with a key of its own", changed(tour, (*route, "x-own"), {"a": 1})))
    return found


CASES = cases()


@cache
def in_schema() -> tuple[bool, ...]:
    """Whether an editor would take each case."""
    return tuple(VALIDATOR.is_valid(data) for _, data in CASES)


def holds(data: Any) -> bool:
    """Whether the models take a document as it is."""
    document = read_yaml(json.dumps(data, ensure_ascii=False), "case.yaml")
    return not read_team(document).problems


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert sum(in_schema()) >= 120
    assert len(CASES) - sum(in_schema()) >= 120


def test_the_schema_says_what_the_models_say() -> None:
    differ = [name for (name, data), valid in zip(CASES, in_schema(), strict=True) if valid != holds(data)]
    assert differ == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("teams/*/team.yaml")), ids=lambda path: path.parent.name)
def test_the_samples_are_within_the_schema(path: Path) -> None:
    document = read_yaml(path.read_text("utf-8"), path.name)
    assert list(VALIDATOR.iter_errors(plain_data(document.data))) == []
    assert read_team(document).problems == ()


@pytest.fixture
def _forgetting() -> Iterator[None]:
    """The languages are kept for the whole process, whoever made them."""
    yield
    language.team.cache_clear()
    language.front.cache_clear()


@pytest.mark.usefixtures("_forgetting")
def test_the_compiled_shapes_say_what_the_models_say(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [read_yaml(json.dumps(data, ensure_ascii=False), "case.yaml") for _, data in CASES[::7]]
    texts = [path.read_text("utf-8") for path in sorted(ROOT.glob("teams/*/team.yaml"))]
    documents += [read_yaml(text, "team.yaml") for text in texts]
    pages = [read_markdown(path.read_text("utf-8"), "page.md") for path in sorted(ROOT.glob("teams/*/runbooks/*.md"))]
    quick = [*map(read_team, documents), *map(read_front, pages)]
    monkeypatch.setattr(compiled, "MADE_FOR", "another version")
    language.team.cache_clear()
    language.front.cache_clear()
    slow = [*map(read_team, documents), *map(read_front, pages)]
    assert {type(ours.shape) is type(theirs.shape) for ours, theirs in zip(quick, slow, strict=True) if ours.shape} == {
        False
    }
    for ours, theirs in zip(quick, slow, strict=True):
        assert ours[1:] == theirs[1:]
        assert told(ours.shape) == told(theirs.shape)


def told(shape: Any) -> Any:
    """All that a shape holds, whoever made it."""
    if hasattr(shape, "__pydantic_fields_set__"):
        extra = shape.__pydantic_extra__ or {}
        return {
            "told": sorted(shape.keys_told),
            **{name: told(value) for name, value in sorted(shape.__dict__.items())},
            "free": {name: told(value) for name, value in extra.items()},
        }
    if type(shape) is list:
        return [told(item) for item in shape]
    return shape
