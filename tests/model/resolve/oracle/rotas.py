"""Generated rotations: orders, tables, handoffs and hours."""

from datetime import timedelta
from typing import Any

from tests.model.resolve.oracle.dice import ONE_DAY, OTHER_ZONES, Dice


def rotations(dice: Dice) -> list[dict[str, Any]]:
    one = rotation(dice, "one")
    kind = dice.randrange(8)
    if kind == 0:
        return [one, rotation(dice, "two")]
    if kind == 1 and "start" in one and not any("from" in row for row in one.get("turns", ())):
        change = dice.near()
        after = rotation(dice, "two") | {"start": change}
        return [one | {"until": change - ONE_DAY}, after]
    if kind == 2:
        selectors = (
            {"areas": ["red"]},
            {"pipelines": ["p", "q"]},
            {"audiences": ["investors"]},
            {"criticality": ["high"]},
        )
        return [one, rotation(dice, "two") | {"covers": dice.choice(selectors)}]
    return [one]


def rotation(dice: Dice, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name}
    dice.columns = ["primary"]
    kind = dice.randrange(12)
    if kind < 3:
        made |= table(dice, dated=kind == 0)
    else:
        made["roles"] = roles(dice)
        made["turn"] = dice.choice(("1w", "1w", "1w", "1d", "12h", "3d", "2w", "36h", "1mo", "3wd", "8h"))
    if dice.once_in(3) and not any("from" in row for row in made.get("turns", ())):
        made["hours"] = hours(dice)
    if dice.once_in(2):
        made["handoff"] = handoff(dice, made)
    if dice.once_in(10):
        made["timezone"] = dice.choice(OTHER_ZONES)
    if any("from" in row for row in made.get("turns", ())):
        return made
    plain = made["turn"] in ("1d", "3d", "1w", "2w") and not any("for" in row for row in made.get("turns", ()))
    if plain and dice.once_in(4):
        made["anchor"] = "iso-week"
        if dice.once_in(2):
            made["start"] = dice.near()
    elif not (plain and dice.once_in(6)):
        made["start"] = dice.first + timedelta(days=dice.randint(-30, 3))
        if dice.once_in(5):
            made["until"] = dice.near() + timedelta(days=dice.randint(0, 6))
    if dice.once_in(6) and "anchor" not in made:
        made["repeats"] = False
    return made


def handoff(dice: Dice, rotation: dict[str, Any]) -> dict[str, Any]:
    times = ("00:00", "00:30", "01:30", "02:00", "02:30", "02:45", "09:00", "09:00", "17:15", "23:30")
    made: dict[str, Any] = {"time": dice.choice(times)}
    if dice.once_in(3) and rotation.get("turn", "1w") == "1w":
        made["day"] = dice.choice(("monday", "thursday", "friday", "sunday"))
    if dice.once_in(8):
        made["timezone"] = dice.choice(OTHER_ZONES)
    if dice.once_in(4) and not rotation.get("turn", "1w").endswith(("wd", "h", "mo")):
        made["if_holiday"] = "next-working-day"
    return made


def roles(dice: Dice) -> dict[str, Any]:
    made: dict[str, Any] = {"primary": dice.order()}
    if dice.once_in(12):
        made["primary"] = {"among": dice.choice(("all", ["alice", "bob", "carol"]))}
    if dice.once_in(2):
        made["secondary"] = follower(dice)
    if dice.once_in(4):
        made["growth"] = {"as": dice.choice(("primary", "secondary")), "order": dice.order()}
        if dice.once_in(2):
            made["growth"]["covers"] = {"areas": ["blue"]}
    if dice.once_in(6):
        made["emergency"] = {"as": "standby", "order": dice.order("primary", "others")}
    if dice.slots and dice.once_in(2):
        made["engineer-1"] = {"after": "primary", "by": 1}
    for name, role in made.items():
        if dice.once_in(6):
            made[name] = (role if isinstance(role, dict) else {"order": role}) | {"hours": hours(dice)}
    dice.columns = list(made)
    return made


def follower(dice: Dice) -> Any:
    kind = dice.randrange(4)
    if kind < 2:
        return {dice.choice(("before", "after")): "primary", "by": dice.randint(1, 3)}
    return dice.order("next", "previous", "owners.secondary", "primary") if kind == 2 else dice.order()


def table(dice: Dice, *, dated: bool) -> dict[str, Any]:
    dice.columns = ["primary", "secondary"] if dice.once_in(2) else ["primary"]
    rows: list[dict[str, Any]] = []
    day = dice.first - timedelta(days=dice.randint(0, 8))
    for number in range(dice.randint(2, 5)):
        row: dict[str, Any] = {}
        length = dice.randint(1, 6)
        if dated and (number == 0 or not dice.once_in(5)):
            row["from"] = dice.moment(day) if dice.once_in(8) else day
            if not dice.once_in(4):
                row["to"] = day + timedelta(days=length - 1 + dice.choice((0, 0, 0, 1, -1)))
                row["to"] = max(row["to"], day)
            day += timedelta(days=length)
        elif dice.once_in(3):
            row["for"] = dice.choice(("1w", "2d", "36h", "12h"))
        row |= {column: dice.party() for column in dice.columns if column == "primary" or not dice.once_in(5)}
        rows.append(row)
    made: dict[str, Any] = {"turn": dice.choice(("1w", "3d")), "turns": rows}
    if dice.once_in(4):
        made["roles"] = {"emergency": {"as": "standby", "order": dice.order()}}
        if dice.once_in(2):
            made["roles"]["emergency"] = {"as": "standby", "before": "primary", "by": 1}
        dice.columns.append("emergency")
    return made


def hours(dice: Dice) -> Any:
    office = {"days": "mon-fri", "from": "08:00", "to": "18:00"}
    choices: tuple[Any, ...] = (
        [office],
        [{"days": "workdays", "from": "09:00", "to": "17:30"}],
        [{"from": "19:00", "to": "07:00"}],
        [{"days": "fri", "from": "22:30", "to": "02:30"}],
        [office, {"days": ["sat", "sun"]}],
        [{"days": "off-days", "from": "10:00", "to": "24:00"}],
        [{"days": ["holidays", "wed"]}],
        [{"days": "last-7-of-month"}],
        [{"days": "around", "from": "00:00", "to": "12:00"}, office],
        [{"days": "mon-fri", "from": "09:00", "to": "17:00", "timezone": dice.choice(OTHER_ZONES)}],
        [office, {"days": ["sat"], "when": "unless nobody asked"}],
        "always",
    )
    return dice.choice(choices)
