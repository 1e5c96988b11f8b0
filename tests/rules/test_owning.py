"""Who owns what, as far as the files tell."""

import pytest

from pipecheck.model.views import View
from pipecheck.rules.base import NotStated, Undecided
from pipecheck.rules.owning import owning
from tests.rules.views import view_of

PEOPLE = "members: [{id: alice}, {id: bob}, {id: carol}]\nslots: [{id: first}, {id: second}]\n"


def view(*pipelines: str, people: str = PEOPLE) -> View:
    told = "\n".join(f"  - {{id: p{number}, owners: {each}}}" for number, each in enumerate(pipelines))
    return view_of(f"{people}pipelines:\n{told}")


def test_at_whatever_rank() -> None:
    found = owning(view("{primary: alice, secondary: [bob]}", "{business: alice, primary: bob}"))
    assert found.pipelines == {"alice": ["p0", "p1"], "bob": ["p0", "p1"]}
    assert (found.perhaps, found.untold) == ({}, None)


def test_one_of_several_owns_perhaps() -> None:
    one = view("{primary: {among: [alice, bob]}}", "{primary: carol, secondary: {among: all}}")
    found = owning(one)
    pipelines = one.team.pipelines
    assert pipelines is not None
    first = Undecided("pipelines.owners", pipelines[0].at("owners", "primary"), why="which of several people owns 'p0'")
    second = Undecided(
        "pipelines.owners", pipelines[1].at("owners", "secondary"), why="which of several people owns 'p1'"
    )
    assert found.pipelines == {"carol": ["p1"]}
    assert found.perhaps == {"alice": first, "bob": first, "carol": second}
    assert found.untold is None


def test_what_does_not_say_who_stands_behind_it_is_anybodys() -> None:
    slots = view("{primary: alice}", "{primary: first}", "{primary: second}")
    found = owning(slots)
    assert found.untold is not None
    assert (found.untold.missing, found.untold.key, found.untold.at.route) == (
        "oncall.rotations.roles",
        ("first",),
        ("slots", 0, "id"),
    )
    assert owning(view("{primary: finance}", people=PEOPLE + "partners: [{id: finance}]\n")).untold is None


def test_a_pipeline_without_owners_hides_none_of_the_others() -> None:
    found = owning(
        view_of(
            f"{PEOPLE}pipelines: [{{id: a}}, {{id: b, owners: {{primary: first}}}}, {{id: c}}, "
            "{id: d, owners: {primary: bob}}]"
        )
    )
    assert found.pipelines == {"bob": ["d"]}
    assert found.untold is not None
    assert (found.untold.missing, found.untold.why) == ("pipelines.owners", "who owns 'a'")


def test_without_pipelines_nobody_knows() -> None:
    with pytest.raises(NotStated) as raised:
        owning(view_of(PEOPLE))
    undecided = raised.value.undecided
    assert (undecided.missing, undecided.at.route, undecided.why) == ("pipelines", ("pipelines",), "who owns what")
