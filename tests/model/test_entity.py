"""Entities: frozen, and unable to pretend that a field set aside has its default."""

from typing import ClassVar

import pytest

from pipecheck.model.entity import Record
from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.value import Party, Ref
from pipecheck.source.place import Part, Place

PLACE = Place("team.yaml", ("pipelines", 0))
UNDECIDED = Undecided("pipelines.area", Place("team.yaml", ("pipelines", 0, "area")))


def pipeline(**fields):
    return Pipeline(**{"id": "p", "team": "core", "place": PLACE, "name": "p", **fields})


def test_a_field_that_is_not_given_has_its_default():
    assert (pipeline().area, pipeline().audiences) == (None, ())


def test_a_field_set_aside_has_no_value():
    one = pipeline(area="x", aside={"area": UNDECIDED})

    with pytest.raises(NotStated) as caught:
        _ = one.area
    assert caught.value.undecided is UNDECIDED
    assert one.sound("area") == "x"
    assert one.sound("name") == "p"


def test_an_entity_cannot_be_changed():
    with pytest.raises(AttributeError, match=r"^entities are frozen$"):
        pipeline().area = "x"
    with pytest.raises(AttributeError, match=r"^entities are frozen$"):
        del pipeline().area


def test_a_name_that_is_no_field_is_an_error():
    with pytest.raises(AttributeError, match="no 'aera'"):
        _ = pipeline().aera


def test_a_copy_keeps_what_was_set_aside_unless_it_is_told_anew():
    one = pipeline(area="x", aside={"area": UNDECIDED})

    assert one.replace(name="q").name == "q"
    with pytest.raises(NotStated):
        _ = one.replace(name="q").area
    assert one.replace(area="y").area == "y"
    assert one.replace(aside={}).area == "x"
    assert vars(one.replace(area="y")) == vars(pipeline(area="y"))


def test_how_an_entity_is_called_and_what_its_file_tells():
    one = pipeline(given=frozenset({"area"}))

    assert (str(one.key), repr(one)) == ("pipeline core/p", "<pipeline core/p>")
    assert (one.tells("area"), one.tells("owners")) == (True, False)


def test_defaults_do_not_stay_on_the_class():
    class Thing(Record):
        kind: ClassVar[str] = "thing"
        size: int = 3
        colour: str

    assert Thing.kind == "thing"
    assert not hasattr(Thing, "size")
    assert Thing(colour="red").size == 3
    with pytest.raises(AttributeError, match="Thing has no 'colour'"):
        _ = Thing().colour


def test_places_of_what_a_default_laid():
    one = pipeline(laid={"owners": Place("team.yaml", ("defaults", 2, "owners"))})

    assert one.at("owners", "primary", part=Part.key) == Place(
        "team.yaml", ("defaults", 2, "owners", "primary"), Part.key
    )
    assert one.at("area").route == ("pipelines", 0, "area")
    assert one.at() == PLACE


def test_one_rank_set_aside_leaves_the_others():
    alice = Party(PLACE, (Ref("alice", PLACE),))
    one = pipeline(owners={"primary": alice}, aside={"owners": UNDECIDED, "owners.secondary": UNDECIDED})

    assert one.owner("primary") is alice
    assert one.owner("business") is None
    with pytest.raises(NotStated):
        one.owner("secondary")
    with pytest.raises(NotStated):
        _ = one.owners


def test_owners_set_aside_whole_leave_nobody_known():
    with pytest.raises(NotStated):
        pipeline(owners=None, aside={"owners": UNDECIDED}).owner("primary")
