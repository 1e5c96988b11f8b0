"""The way out for keys and values that people write from habit, from other tools, or one level off."""

from collections.abc import Container

from pipecheck.model.shape.fault import Wrong
from pipecheck.model.shape.grammar import Grammar, Object
from pipecheck.model.shape.habits import as_run
from pipecheck.model.shape.words import ident
from pipecheck.model.spelling import closest, is_number_of_turn, squashed
from pipecheck.source.place import Route
from pipecheck.source.scalar import Data, is_null

# What people call it: the keys it may stand for, of which the object at hand knows one, or none.
_MEANT = {
    "absence": ("time_off",),
    "accountable": ("owners",),
    "backup": ("secondary",),
    "backupowner": ("owners",),
    "begin": ("from", "start"),
    "comment": ("note",),
    "consumer": ("audiences",),
    "country": ("region",),
    "date": ("from",),
    "day": ("days",),
    "deadline": ("by",),
    "dependency": ("depends_on",),
    "dependencie": ("depends_on",),
    "description": ("note",),
    "due": ("by",),
    "duration": ("turn", "within", "for"),
    "employment": ("fte",),
    "end": ("to", "until"),
    "frequency": ("every",),
    "fulltime": ("fte",),
    "importance": ("criticality",),
    "interval": ("every",),
    "label": ("name",),
    "leave": ("time_off",),
    "length": ("turn", "for"),
    "location": ("region",),
    "major": ("majors",),
    "majorholiday": ("majors",),
    "owner": ("owners",),
    "people": ("members",),
    "person": ("member",),
    "playbook": ("runbook",),
    "primaryowner": ("owners",),
    "priority": ("criticality",),
    "pto": ("time_off",),
    "reader": ("audiences",),
    "rota": ("rotations",),
    "row": ("turns",),
    "schedule": ("runs", "turns", "rotations"),
    "secondaryowner": ("owners",),
    "shift": ("turns",),
    "since": ("from", "start"),
    "slack": ("channel",),
    "start": ("from",),
    "stakeholder": ("audiences",),
    "time": ("at",),
    "tier": ("criticality",),
    "title": ("name",),
    "to": ("until",),
    "type": ("kind",),
    "tz": ("timezone",),
    "until": ("to",),
    "upstream": ("depends_on",),
    "vacation": ("time_off",),
    "week": ("turns",),
    "who": ("person", "to", "owner"),
    "zone": ("timezone",),
}
_RANKS = {"primaryowner": "primary", "secondaryowner": "secondary", "backupowner": "secondary"}
# Where a lone word stands for a map, the key it was meant for; else the only key the map must have.
_FIRST_KEY = {
    "owners": "primary",
    "contact": "email",
    "calendar": "region",
    "handoff": "day",
    "handover": "meeting",
    "working week": "days",
    "delivery": "what",
    "roles": "primary",
    "turn": "primary",
}


def meant(key: str, around: Object, told: Container[str], route: Route, grammar: Grammar) -> str | None:
    """The key that an unknown one stands for in the object at a route: none that the file tells there already.

    What other people call the thing comes first; a word that is a key one level off is not taken for a slip.
    """
    free = [known for known in around.keys if known not in told]
    word = squashed(key)
    if is_number_of_turn(key) and "turns" in free:
        return "turns"
    same = [known for known in (*_MEANT.get(word, ()), *free) if known in free and squashed(known) == word]
    called = [known for known in _MEANT.get(word, ()) if known in free]
    if same or called:
        return (same or called)[0]
    return None if word in _MEANT or _elsewhere(key, around, route, grammar) else closest(key, free)


def way_out(key: str, value: Data, instead: str | None, route: Route, grammar: Grammar) -> str:
    """What to do about a key that the object at a route does not know."""
    if instead is None:
        around = grammar.object_at(route)
        further = _elsewhere(key, around, route, grammar) if around else ""
        return further or f"take it out, or keep it as your own: `x-{key.strip('_-')}`"
    if instead == "turns" and is_number_of_turn(key):
        who = _word(value) if isinstance(value, str) and not is_null(value) else "…"
        return f"write it as a row of `turns`: `- {{primary: {who}}}`"
    if instead == "owners" and (rank := _RANKS.get(squashed(key))):
        who = _word(value) if isinstance(value, str) and not is_null(value) else "…"
        return f"it belongs under `owners`: `owners: {{{rank}: {who}}}`"
    if instead == "from" and squashed(key) == "date":
        day = value if isinstance(value, str) and value and not is_null(value) else "…"
        return f"write `from: {day}, to: {day}`: the one day is both"
    inner = grammar.object_at((*route, instead))
    written = (
        as_map(inner, value) if inner and not isinstance(value, dict) and squashed(key) == squashed(instead) else ""
    )
    return f"write `{instead}: {written}`" if written else f"did you mean `{instead}`?"


def _elsewhere(key: str, around: Object, route: Route, grammar: Grammar) -> str:
    """Where a key would be known: one level in, further out, or in the one map at the top of the file that has it."""
    for child in around.keys:
        inner = grammar.object_at((*route, child))
        if inner and (key in inner.keys or (inner.title in ("owners", "roles") and key in ("primary", "secondary"))):
            return f"it belongs under `{child}`"
    for depth in reversed(range(len(route))):
        outer = grammar.object_at(route[:depth])
        if outer and key in outer.keys:
            return f"it belongs beside `{route[depth]}`, not inside it"
    near = [path for path in grammar.paths(key) if len(path) == 1 and grammar.object_at(path)]
    return f"it belongs under `{near[0][0]}`" if len(near) == 1 else ""


def as_map(wanted: Object, value: Data) -> str:
    """How the map would be written for which only a word, or a list of words, was given; empty if that is not known."""
    if isinstance(value, list) and wanted.title == "owners" and 1 <= len(value) <= 2:
        names = [_word(item) for item in value if isinstance(item, str)]
        pairs = [f"{rank}: {name}" for rank, name in zip(("primary", "secondary"), names, strict=False)]
        return f"{{{', '.join(pairs)}}}" if len(names) == len(value) else ""
    if not isinstance(value, str) or is_null(value) or len(value) > 60 or "\n" in value:
        return ""
    if wanted.title == "nobody" and value.lower() in ("none", "no", "false", "nobody"):
        return "{none: reason}"
    if wanted.title == "run":
        return as_run(value)
    key = _FIRST_KEY.get(wanted.title)
    if key is None and len(wanted.required) == 1:
        key = next(iter(wanted.required))
    if key == "id":
        return _declared(value)
    return f"{{{key}: {_word(value)}}}" if key else ""


def _declared(value: str) -> str:
    """Something declared by its name: the name is the id where it can be one."""
    try:
        return f"{{id: {ident(value)}}}"
    except Wrong as wrong:
        put = wrong.faults[0].put
        return f"{{id: {put}, name: {_word(value)}}}" if put else ""


def as_list(wanted: Object | None, value: Data) -> str:
    """How the list would be written for which a single value, or a map, was given."""
    if isinstance(value, str) and not is_null(value) and len(value) <= 60 and "\n" not in value:
        if wanted is None:
            return f"[{', '.join(_word(part.strip()) for part in value.split(','))}]"
        inner = "{from: date, to: date}" if {"from", "to"} <= wanted.required else as_map(wanted, value)
        return f"[{inner}]" if inner else ""
    if isinstance(value, dict) and wanted is not None:
        if "id" in wanted.required and value and all(isinstance(item, dict) for item in value.values()):
            return f"- {{id: {next(iter(value))}, …}}"
        first, who = next(iter(value.items()), ("", ""))
        if wanted.title == "turn" and is_number_of_turn(first) and isinstance(who, str) and not is_null(who):
            return f"- {{primary: {_word(who)}}}"
        return "- " if set(value) & set(wanted.keys) else ""
    return ""


def _word(value: str) -> str:
    """A word as it can stand inside a map in brackets."""
    return f'"{value}"' if set(value) & set(",:{}[]#&*!|>'\"%@`") or value != value.strip() else value
