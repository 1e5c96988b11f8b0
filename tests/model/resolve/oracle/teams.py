"""Generated team files as plain data, each from a number: the same number makes the same team."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.model.resolve.oracle.changes import line, override, swaps
from tests.model.resolve.oracle.dice import OTHER_ZONES, PEOPLE, Dice
from tests.model.resolve.oracle.rotas import rotations


def plan(number: int) -> dict[str, Any]:
    """The team file of a number."""
    return team(Dice(f"team {number}"))


def team(dice: Dice) -> dict[str, Any]:
    begin = dice.near()
    end = begin + timedelta(days=dice.randrange(6))
    calendar: dict[str, Any] = {"seasons": [{"id": "around", "from": f"{begin:%m-%d}", "to": f"{end:%m-%d}"}]}
    if dice.region:
        calendar["region"] = dice.region
    if dice.once_in(2):
        calendar["custom"] = [{"id": "company-day", "date": dice.scene if dice.once_in(2) else dice.near()}]
    if dice.once_in(3):
        calendar["majors"] = ["christmas", "christmas-eve", "new-year"]
    made: dict[str, Any] = {"version": 1, "team": "t", "calendar": calendar}
    if dice.zone:
        made["timezone"] = dice.zone
    if dice.once_in(6):
        made["working_week"] = {"days": dice.choice(("mon-thu", "tue-sat"))}
    made["members"] = [member(dice, name) for name in PEOPLE]
    made["partners"] = [{"id": "finance"}]
    if dice.slots:
        made["slots"] = [{"id": "engineer-1"}]
    made["pipelines"] = pipelines(dice)
    made["oncall"] = oncall(dice)
    return made


def member(dice: Dice, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name}
    if name == "alice":
        made["aliases"] = ["AJ"]
    if dice.once_in(5):
        made["timezone"] = dice.choice(OTHER_ZONES)
    if dice.once_in(8):
        made["eligible"] = dice.choice((["primary"], ["secondary"], []))
    if dice.once_in(8):
        made["active"] = [{"from": dice.near()}]
    if dice.once_in(4):
        made["time_off"] = [
            {**dice.stretch(), "kind": dice.choice(("vacation", "no-duty"))} for _ in range(dice.randint(1, 2))
        ]
    return made


def pipelines(dice: Dice) -> list[dict[str, Any]]:
    made = [
        {
            "id": name,
            "area": dice.choice(("red", "blue")),
            "owners": {"primary": dice.choice(PEOPLE), "secondary": dice.sample(PEOPLE, 2)},
        }
        for name in ("p", "q", "r")
    ]
    if dice.once_in(4):
        made[2]["oncall"] = {"none": "no need"}
    if dice.once_in(4):
        made[0] |= {"audiences": ["investors"], "criticality": "high"}
    return made


def oncall(dice: Dice) -> dict[str, Any]:
    rotas = rotations(dice)
    made: dict[str, Any] = {"rotations": rotas}
    if not (judged_whole(rotas) and dice.once_in(2)):
        period = {"from": dice.first, "to": dice.last}
        if dice.once_in(12):
            period = {"from": dice.moment(dice.first), "to": dice.moment(dice.last)}
        made["period"] = period
    if dice.once_in(6):
        made["on_holidays"] = dice.choice(({"none": "closed"}, {"primary": "secondary", "secondary": "primary"}))
    layers = {
        "holidays": [line(dice, rotas) for _ in dice.several(3)],
        "overrides": [override(dice, rotas) for _ in dice.several(2)],
        "swaps": swaps(dice, rotas),
    }
    made |= {key: told for key, told in layers.items() if told}
    if dice.once_in(3):
        words = ("next", "next", "previous", "secondary", "owner", "owners.secondary", "erin")
        other = (["dave", "erin"], {"among": ["dave", "erin"]}, {"among": "all"}, "finance")
        made["stand_in"] = dice.choice((*words, *other))
    return made


def judged_whole(rotations: Sequence[dict[str, Any]]) -> bool:
    """Whether every rotation has a first and a last day, so that no period is needed."""
    return all("start" in one and "until" in one and "turns" not in one for one in rotations)
