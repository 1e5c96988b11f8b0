"""The whole language, every key once, as the language page shows it; and what is left of it when a value is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipecheck.model.entity import Record
from pipecheck.model.outcome import NotStated
from pipecheck.model.workspace import load_team
from pipecheck.source.place import Place, Route
from pipecheck.source.yaml import read_yaml
from tests.model.build.loading import PATH, FewZones, Texts, load, team

PAGE = Path(__file__).parents[3] / "docs" / "language.md"
WHOLE = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)[1]
RUNBOOK = {"teams/core/runbooks/aggregate-profit.md": "# Aggregate profit\n## Summary\nWhat investors read.\n"}


def test_the_tour_of_the_language_loads_without_a_problem():
    built = team(WHOLE, RUNBOOK)

    unknown = [one.ref.id for one in built.references if one.found is False]
    assert unknown == []
    assert {want for one in built.references if one.found is None for want in one.wants} == {"holiday", "season"}
    assert built.declares == {"members": 4, "pipelines": 5}
    assert [pipeline.id for pipeline in built.pipelines] == ["profit", "growth", "aggregate-profit", "clickstream"]
    assert [runbook.id for runbook in built.runbooks] == ["shared", "aggregate-profit"]
    assert [rotation.id for rotation in built.oncall.rotations] == ["weekly", "explicit"]


def test_every_place_of_the_tour_is_there():
    built = team(WHOLE, RUNBOOK)
    document = read_yaml(WHOLE, PATH)

    places = [place for place in _places(built) if place.document == PATH]
    told = [place for place in places if document.has(place.route)]
    # `covers` and the like are places where something would stand, had it been told.
    assert {place.route[-1] for place in places if place not in told} <= {"covers", "for"}
    assert len(told) > 150


def _leaves(data: object, route: Route = ()) -> Iterator[Route]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*route, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(value, (*route, index))
    else:
        yield route


def _spoilt(route: Route, value: str) -> tuple[bytes, str]:
    """The tour with another value at a route, as text."""
    span = read_yaml(WHOLE, PATH).span(route)
    lines = WHOLE.split("\n")
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + value + line[span.end_column - 1 :]
    return "\n".join(lines).encode(), lines[span.line - 1]


ROUTES = list(_leaves(read_yaml(WHOLE, PATH).data))


@pytest.mark.parametrize("value", ["'? ?'", "{odd: 1}", "[[]]", "~", "nobody-knows", "2026-02-30"])
def test_whatever_stands_in_one_place_the_rest_is_read(value):
    whole = team(WHOLE, RUNBOOK)
    for route in ROUTES:
        raw, line = _spoilt(route, value)
        loaded = load_team(PATH, raw, Texts({**RUNBOOK, PATH: raw}), FewZones())

        assert not [fault for fault in loaded.faults if fault.rule != "yaml-trap"], line
        if route[0] in ("version", "team"):
            continue
        built = loaded.team
        assert built is not None, line
        lost = [
            (name, len(getattr(whole, name)) - len(built.sound(name) or ()))
            for name in ("members", "pipelines", "partners", "slots", "risks", "reviews")
            if name != route[0] and len(built.sound(name) or ()) < len(getattr(whole, name))
        ]
        assert lost == [], line
        assert all(one.at.document for one in _undecided(built)), line


def _places(value: object) -> Iterator[Place]:
    if isinstance(value, Place):
        yield value
    elif isinstance(value, Record):
        for inner in value.__dict__.values():
            yield from _places(inner)
    elif isinstance(value, tuple | frozenset | list):
        for inner in value:
            yield from _places(inner)
    elif hasattr(value, "values"):
        for inner in value.values():
            yield from _places(inner)


def _undecided(built):
    for entity in (built, *(built.sound("members") or ()), *(built.sound("pipelines") or ())):
        for name in entity.aside:
            if name in entity.__class__._defaults:
                with pytest.raises(NotStated) as caught:
                    getattr(entity, name)
                yield caught.value.undecided


def test_a_file_without_a_team_is_no_team():
    loaded = load("version: 1\n")

    assert loaded.team is None
    assert [one.rule for one in loaded.problems] == ["unknown-file"]
    assert loaded.files == (PATH,)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words\n", "{}", "42"])
def test_what_is_no_team_file_is_a_problem_and_never_a_crash(text):
    loaded = load(text)

    assert loaded.team is None
    assert loaded.problems


def test_text_that_is_no_yaml_is_a_fault():
    loaded = load("team: [unclosed\n")

    assert (loaded.team, loaded.problems) == (None, ())
    assert [fault.rule for fault in loaded.faults] == ["invalid-yaml"]


def test_bytes_that_are_no_text_are_a_fault():
    loaded = load_team(PATH, b"team: caf\xe9\n", Texts({}), FewZones())

    assert [fault.rule for fault in loaded.faults] == ["unreadable-file"]
