"""Who: names, one of several, nobody on purpose, or somebody still wanted; and lists of these."""

from typing import NamedTuple

from pipecheck.model.shape.fault import Fault, Wrong
from pipecheck.model.shape.words import is_leaf
from pipecheck.source.place import Route

_KEYS = ("none", "among", "name", "note")
A_PARTY = "a name, a list of names, `open`, `{none: reason}` or `{among: [names]}`"


class Name(NamedTuple):
    """A name as written; `at` leads to it from the value of the key that the whole party or order stands under."""

    text: str
    at: Route = ()


class PartyShape(NamedTuple):
    """A party as written. `at` leads to it, as in Name.

    One of these holds: `names` (which may be empty: `[]`), `everybody` (`{among: all}`), `open`, `reason`
    (`{none: reason}`). `among` says that it is one of the names, not told which. `listed`: the names stood in a list.
    """

    at: Route = ()
    names: tuple[Name, ...] = ()
    among: bool = False
    everybody: bool = False
    open: bool = False
    reason: str | None = None
    listed: bool = False


def party(value: object) -> PartyShape:
    """A party: a name, a list of names, `open`, `{none: reason}`, `{among: names or all}`."""
    faults: list[Fault] = []
    found = _party(value, (), faults)
    if faults:
        raise Wrong(*faults)
    return found


def order(value: object) -> tuple[PartyShape, ...]:
    """Parties one after the other, a turn each. One that stands alone is an order of one."""
    faults: list[Fault] = []
    if isinstance(value, list):
        found = tuple(_party(item, (index,), faults) for index, item in enumerate(value))
    else:
        found = (_party(value, (), faults),)
    if faults:
        raise Wrong(*faults)
    return found


def among(value: object) -> PartyShape:
    """What stands under `among`: names, or `all`."""
    faults: list[Fault] = []
    found = _among(value, (), (), faults)
    if faults:
        raise Wrong(*faults)
    return found


def together(parties: tuple[PartyShape, ...]) -> PartyShape | None:
    """The list of an order read as one party: all of them together. None where its entries are more than names."""
    if len(parties) == 1 and parties[0].at == ():
        return parties[0]
    if any(not one.names or one.listed or one.among for one in parties):
        return None
    return PartyShape(names=tuple(name for one in parties for name in one.names), listed=True)


def _party(value: object, at: Route, faults: list[Fault]) -> PartyShape:
    if is_leaf(value):
        if value == "open":
            return PartyShape(at, open=True)
        return PartyShape(at, _names(value, at, faults))
    if isinstance(value, list):
        return PartyShape(at, _names(value, at, faults), listed=True)
    if isinstance(value, dict):
        return _told(value, at, faults)
    faults.append(Fault(wants=A_PARTY, at=at))
    return PartyShape(at)


def _names(value: object, at: Route, faults: list[Fault]) -> tuple[Name, ...]:
    if isinstance(value, list):
        return tuple(name for index, item in enumerate(value) for name in _name(item, (*at, index), faults))
    return _name(value, at, faults)


def _name(value: object, at: Route, faults: list[Fault]) -> tuple[Name, ...]:
    if not is_leaf(value) or not value.strip():
        faults.append(Fault(wants="a name", at=at))
    elif value == "open":
        faults.append(Fault(says="says `open` beside names", hint="write `open` alone, or leave it out", at=at))
    elif value == "all":
        faults.append(Fault(says="uses the reserved word 'all' as a name", hint="write `{among: all}`", at=at))
    elif value == "none":
        hint = "say why nobody is meant: `{none: reason}`"
        faults.append(Fault(says="uses the reserved word 'none' as a name", hint=hint, at=at))
    else:
        return (Name(str(value), at),)
    return ()


def _told(value: dict[str, object], at: Route, faults: list[Fault]) -> PartyShape:
    """`{none: reason}` or `{among: …}`."""
    faults += [
        Fault(at=(*at, key), known=("none", "among")) for key in value if key not in _KEYS and not key.startswith("x-")
    ]
    if "none" in value and "among" in value:
        faults.append(Fault(says="has both `none` and `among`", hint="keep one of them", at=(*at, "among"), key=True))
    elif "none" in value:
        reason = value["none"]
        if is_leaf(reason):
            return PartyShape(at, reason=str(reason))
        faults.append(Fault(wants="the reason in words", at=(*at, "none")))
    elif "among" in value:
        return _among(value["among"], at, (*at, "among"), faults)
    elif not faults:
        faults.append(Fault(wants=A_PARTY, at=at))
    return PartyShape(at)


def _among(value: object, at: Route, inside: Route, faults: list[Fault]) -> PartyShape:
    if is_leaf(value) and value == "all":
        return PartyShape(at, among=True, everybody=True)
    return PartyShape(at, _names(value, inside, faults), among=True, listed=isinstance(value, list))
