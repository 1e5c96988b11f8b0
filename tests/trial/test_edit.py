"""Edits of a base say where by keys, ids and numbers; one that leads to nothing is a fault with a way out."""

import pytest

from pipecheck.policy.faults import BadPolicy, Faults
from pipecheck.policy.field import Field
from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.case import Step
from pipecheck.trial.edit import edited

BASE = """\
version: 1
team: sample
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: orders, owners: {primary: alice, secondary: bob}}
"""


def change(*steps: str) -> object:
    found = edited(read_yaml(BASE, "team.yaml"), [step(text) for text in steps])
    assert found is not None
    data = plain_data(read_yaml(found, "team.yaml").data)
    assert isinstance(data, dict)
    return data


def step(text: str) -> Step:
    document = read_yaml(text, "cases.yaml")
    data = document.data
    assert isinstance(data, dict)
    verb = next(verb for verb in ("put", "insert", "remove") if verb in data)
    before = data.get("before")
    field = Field(document, (verb,), data[verb], FAULTS)
    return Step(
        verb, tuple(str(data[verb]).split("/")), field, data.get("value"), None if before is None else int(str(before))
    )


FAULTS = Faults("case")


@pytest.mark.parametrize(
    ("text", "where", "value"),
    [
        ("{put: pipelines/orders/owners/secondary, value: carol}", "pipelines", [
            {"id": "orders", "owners": {"primary": "alice", "secondary": "carol"}}]),
        ("{put: pipelines/0/area, value: profit}", "pipelines", [
            {"id": "orders", "owners": {"primary": "alice", "secondary": "bob"}, "area": "profit"}]),
        ("{put: calendar/region, value: US}", "calendar", {"region": "US"}),
        ("{put: members/bob, value: {id: carol}}", "members", [{"id": "alice"}, {"id": "carol"}]),
        ("{put: members/bob/fte, value: }", "members", [{"id": "alice"}, {"id": "bob", "fte": None}]),
        ("{insert: members, value: {id: carol}}", "members", [{"id": "alice"}, {"id": "bob"}, {"id": "carol"}]),
        ("{insert: members, value: {id: carol}, before: 0}", "members", [
            {"id": "carol"}, {"id": "alice"}, {"id": "bob"}]),
        ("{remove: members/alice}", "members", [{"id": "bob"}]),
        ("{remove: pipelines/orders/owners/secondary}", "pipelines", [
            {"id": "orders", "owners": {"primary": "alice"}}]),
    ],
)  # fmt: skip
def test_an_edit_does_what_it_says(text: str, where: str, value: object) -> None:
    data = change(text)
    assert isinstance(data, dict)
    assert data[where] == value
    assert data["team"] == "sample"


def test_edits_are_made_one_after_the_other() -> None:
    data = change("{insert: members, value: {id: carol}}", "{put: members/carol/name, value: Carol}")
    assert isinstance(data, dict)
    assert data["members"][2] == {"id": "carol", "name": "Carol"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{remove: pipelines/order}", "the base has nothing at 'pipelines/order'", "did you mean `orders`?"),
        ("{remove: pipeline/orders}", "the base has nothing at 'pipeline'", "did you mean `pipelines`?"),
        ("{put: pipelines/orders/owners/primary/0, value: a}", "the base has nothing at "
         "'pipelines/orders/owners/primary/0'", ""),
        ("{insert: team, value: a}", "'team' is no list, so nothing can be inserted", ""),
        ("{insert: risks, value: a}", "the base has nothing at 'risks'",
         "there are `version`, `team`, `members`, `pipelines`"),
    ],
)  # fmt: skip
def test_an_edit_that_leads_to_nothing_is_a_fault(text: str, message: str, hint: str) -> None:
    faults = Faults("case")
    one = step(text)
    found = edited(read_yaml(BASE, "team.yaml"), [one._replace(field=one.field._replace(faults=faults))])
    assert found is None
    with pytest.raises(BadPolicy) as caught:
        faults.settle()
    assert [(fault.rule, fault.message, fault.hint) for fault in caught.value.faults] == [("case", message, hint)]
