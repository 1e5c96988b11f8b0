"""Where a key belongs that an object does not know."""

import pytest

from pipecheck.model.workspace import load_team
from tests.rules.bench import ZONES, Texts

TEAM = "version: 1\nteam: core\nmembers: [{id: alice}]\n"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("oncall: {rotations: [{id: weekly, roles: {primary: [{as: primary}]}}]}\n", "take it out"),
        ("oncall: {rotations: [{id: weekly, handoff: {turn: 1w}}]}\n", "it belongs beside `handoff`, not inside it"),
        ("oncall: {rotations: [{id: weekly, turns: {Week 1: alice}}]}\n", "write `- {primary: alice}`"),
        ("oncall: {rotations: [{id: weekly, turns: [{Week 1: alice}]}]}\n", "rows count by their order"),
        ("oncall: {rotations: [{id: weekly, turns: [{week: 1, primary: alice}]}]}\n", "rows count by their order"),
        ("pipelines: [{id: profit, primary: alice}]\n", "it belongs under `owners`"),
    ],
)
def test_a_key_elsewhere_is_led_to_its_place(text: str, hint: str) -> None:
    loaded = load_team("teams/core.yaml", (TEAM + text).encode(), Texts({}), ZONES)
    assert [one.problem.remedies[0].title[: len(hint)] for one in loaded.problems] == [hint]


@pytest.mark.parametrize(
    ("written", "hint"), [("9-5", "09:00-17:00"), ("8am to 6pm", "08:00-18:00"), ("9:30 – 17", "09:30-17:00")]
)
def test_the_hours_of_a_day_as_people_write_them(written: str, hint: str) -> None:
    text = f"{TEAM}working_week: {{days: mon-fri, hours: {written}}}\n"
    (one,) = load_team("teams/core.yaml", text.encode(), Texts({}), ZONES).problems
    assert one.problem.remedies[0].title == f'write `"{hint}"`'
