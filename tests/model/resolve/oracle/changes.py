"""Generated changes: what is laid over the rotas of a team."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.model.resolve.oracle.dice import HOLIDAYS, NEAR, OTHER_ZONES, PEOPLE, Dice


def narrowed(dice: Dice, told: dict[str, Any], rotations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return told | ({"rotation": dice.choice(rotations)["id"]} if dice.once_in(4) else {})


def line(dice: Dice, rotations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    near = NEAR.get(dice.scene.month, HOLIDAYS)
    made: dict[str, Any] = {"holiday": dice.choice(HOLIDAYS if dice.once_in(3) else near)}
    kind = dice.randrange(12)
    day = dice.near()
    cells = {dice.column(): dice.party("secondary", "next", "previous", "others") for _ in range(dice.randint(1, 2))}
    season = day.year - (day.month < 7)
    if kind < 4:
        made["date"] = day
    elif kind == 4:
        made |= {"holiday": "around", "year": dice.first.year}
    elif kind == 5:
        made |= {"holiday": "around", "turn": dice.choice(("1d", "2d", "12h", "8h"))}
        cells = {dice.column(): dice.order()}
    elif kind == 6:
        made |= {"turn": "1y", "start": dice.first.year - dice.randint(0, 3)}
        cells = {dice.column(): dice.order()}
    elif kind == 7:
        made["turn"] = "1y"
        cells = {dice.column(): [dice.choice(PEOPLE) for _ in range(dice.randint(1, 3))]}
    elif kind == 8:
        made["season"] = season
    elif kind == 9 and all("turns" in one or "start" in one for one in rotations):
        made["row"] = dice.randint(1, 4)
    else:
        made["year"] = dice.scene.year
    if "turn" not in made and dice.once_in(3):
        made["takes"] = "turn"
    extra = dice.randrange(8)
    if extra == 0 and "turn" not in made:
        made["none"] = "nobody"
    elif extra == 1 and "turn" not in made and "takes" not in made:
        middle = dice.choice(("06:00", "12:00", "02:30"))
        made["split"] = [
            {"from": "00:00", "to": middle, **cell(dice)},
            {"from": middle, "to": "24:00", **cell(dice)},
        ]
        if dice.once_in(3):
            made["split"][0]["timezone"] = dice.choice(OTHER_ZONES)
    else:
        made |= cells
    return narrowed(dice, made, rotations)


def cell(dice: Dice) -> dict[str, Any]:
    return {dice.column(): dice.party()}


def override(dice: Dice, rotations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    made = {**dice.stretch(), "person": dice.party("secondary", "next", "others")}
    if not dice.once_in(5):
        made["role"] = dice.column()
    return narrowed(dice, made, rotations)


def swaps(dice: Dice, rotations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Now and then exactly a turn; now and then a chain of them, or one and its way back."""
    made: list[dict[str, Any]] = []
    for _ in dice.several(2):
        give, take = dice.sample(PEOPLE, 2)
        one = {**dice.stretch(), "give": give, "take": take}
        turn = a_turn(dice, rotations[0])
        if turn is not None and not dice.once_in(4):
            one = {**turn, "take": dice.choice([who for who in PEOPLE if who != turn["give"]])}
        made.append(one | ({} if dice.once_in(10) else {"accepted": dice.near()}))
        if dice.once_in(2):
            taker = one["give"] if dice.once_in(2) else dice.choice(PEOPLE)
            made.append(one | {"give": one["take"], "take": taker, "accepted": dice.last + timedelta(days=2)})
    return made if len(rotations) == 1 else [narrowed(dice, one, rotations) for one in made]


def a_turn(dice: Dice, rotation: dict[str, Any]) -> dict[str, Any] | None:
    """A turn of the primary that is sure to be somebody's."""
    order = rotation.get("roles", {}).get("primary")
    days = {"1w": 7, "1d": 1, "3d": 3, "2w": 14}.get(rotation.get("turn", ""))
    if "start" not in rotation or rotation.get("anchor") or not isinstance(order, list) or days is None:
        return None
    number = (dice.near() - rotation["start"]).days // days
    who = order[number % len(order)]
    if who not in PEOPLE:
        return None
    first = rotation["start"] + timedelta(days=number * days)
    return {"from": first, "to": first + timedelta(days=days - 1), "give": who}
