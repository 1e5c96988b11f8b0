"""Which field a verdict turned on, and what the expression saw: looked for only where it has something to say."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from math import isfinite
from typing import Any, NamedTuple

from pipecheck.model.entity import Entity
from pipecheck.model.outcome import Fact, NotStated, Undecided, Value
from pipecheck.policy.expression.fault import Failed, Spent
from pipecheck.policy.expression.frame import ABSORBED, Absent, Frame, Missing
from pipecheck.policy.expression.measures import MEASURES
from pipecheck.policy.expression.program import Program
from pipecheck.policy.expression.syntax import Call, Choice, Index, Literal, Loop, Name, Node, Select, parts
from pipecheck.policy.expression.template import length_in_words
from pipecheck.policy.expression.types import Language, Record
from pipecheck.source.place import Place

_MOST = 10
_FACTS = 12


class Seen(NamedTuple):
    """A part of an expression that leads to something in the files: its words, its value, and its place."""

    path: str
    value: Any
    place: Place | None


class Trace:
    """One evaluation, looked at again."""

    def __init__(self, program: Program, language: Language, frame: Frame) -> None:
        self.root = program.checked.root
        self._program = program
        self._language = language
        self._frame = frame
        self._loops: dict[int, Seen] = {}
        self.facts: dict[str, Fact] = {}

    def turned_on(self) -> Place | None:
        """The place of the field that decided; the values seen on the way are `facts` then. What takes too much to look
        at twice is not looked for."""
        try:
            return self._decided(self._program.checked.root)
        except Spent:
            return None

    # ---- what decided

    def _decided(self, node: Node) -> Place | None:
        if isinstance(node, Call) and node.function in ("_&&_", "_||_"):
            return self._operand(node)
        if isinstance(node, Call) and node.function == "!_":
            return self._decided(node.args[0])
        if isinstance(node, Choice):
            asked = self._decided(node.condition)
            branch = node.then if self._value(node.condition) is True else node.other
            return self._decided(branch) or asked
        if isinstance(node, Loop) and node.macro in ("all", "exists"):
            return self._item(node)
        return self._read(node)

    def _operand(self, node: Call) -> Place | None:
        """The operand that decided; where none did alone, the first of them that leads anywhere."""
        decides = node.function == "_||_"
        for operand in node.args:
            if self._value(operand) is decides:
                return self._decided(operand)
        found = [self._decided(operand) for operand in node.args]
        return next((place for place in found if place is not None), None)

    def _item(self, node: Loop) -> Place | None:
        """The item that decided; where none did alone, the list."""
        slot = self._program.checked.slots[id(node)]
        over = self._seen(node.over)
        items = self._value(node.over)
        for number, item in enumerate(items if items is not None else ()):
            self._frame.slots[slot] = item
            if self._value(node.body) is (node.macro == "exists"):
                if over is not None:
                    self._loops[slot] = self._item_of(over, number, item)
                found = self._decided(node.body)
                self._loops.pop(slot, None)
                return found or (None if over is None else over.place)
        return self._read(node.over)

    def _read(self, node: Node) -> Place | None:
        """Every field that a part of the expression reads: facts; the first that has a place is what it turned on."""
        seen = self._seen(node)
        if seen is not None and not isinstance(node, Name):
            self._note(seen)
            return seen.place
        if isinstance(node, Name):
            if seen is not None and not isinstance(seen.value, Entity):
                self._note(seen)
            return None if seen is None else seen.place
        if isinstance(node, Call) and node.function in MEASURES:
            return self._measured(node)
        inner = (node.over,) if isinstance(node, Loop) else parts(node)
        places = [self._read(one) for one in inner]
        return next((place for place in places if place is not None), None)

    def _measured(self, node: Call) -> Place | None:
        """A measure is told by its words; it stands where whom it is asked of stands."""
        of = self._seen(node.args[0])
        place = None if of is None else of.place
        self._note(Seen(self._program.text[node.start : node.end], self._value(node), place))
        return place

    # ---- paths

    def _seen(self, node: Node) -> Seen | None:
        """What a path leads to; None for what is no path."""
        if isinstance(node, Name):
            return self._variable(node)
        if isinstance(node, Select):
            of = self._seen(node.operand)
            return None if of is None else self._field(node, of)
        if isinstance(node, Index):
            of = self._seen(node.operand)
            return None if of is None else self._entry(node, of)
        return None

    def _variable(self, node: Name) -> Seen | None:
        slot = self._program.checked.slots.get(id(node))
        if slot is None:
            return None
        value = self._frame.slots[slot]
        if slot in self._loops:
            return self._loops[slot]
        return Seen(node.name, value, value.place if isinstance(value, Entity) else None)

    def _field(self, node: Select, of: Seen) -> Seen:
        name = node.field if node.field.isidentifier() else f"`{node.field}`"
        kind = self._program.checked.types[id(node.operand)].name
        # A part such as `pipeline.oncall` is the entity itself, seen under a key.
        is_part = "." in kind
        if isinstance(of.value, Entity) and not is_part:
            place: Place | None = of.value.at(node.field)
        else:
            place = _below(of.place, node.field)
        value = None if of.value is None else self._selected(node)
        own = None if isinstance(value, Entity) and "." in self._kind_of(kind, node.field) else _own_place(value)
        return Seen(f"{of.path}.{name}", value, own or place)

    def _kind_of(self, record: str, field: str) -> str:
        found = self._language.records.get(record)
        return found.fields[field].type.name if found is not None and field in found.fields else ""

    def _entry(self, node: Index, of: Seen) -> Seen:
        key = node.key.value if isinstance(node.key, Literal) else self._value(node.key)
        value = self._value(node)
        at = key if isinstance(key, str | int) and not isinstance(key, bool) else ""
        return Seen(f"{of.path}[{key!r}]" if isinstance(key, str) else f"{of.path}[{key}]", value, _below(of.place, at))

    def _item_of(self, over: Seen, number: int, item: Any) -> Seen:
        if isinstance(over.value, Mapping):
            return Seen(f"'{item}'", item, _below(over.place, str(item)))
        return Seen(f"{over.path}[{number}]", item, _own_place(item) or _below(over.place, number))

    def _value(self, node: Node) -> Any:
        """The value of a part, or None where it has none."""
        try:
            return self._program.runs[id(node)](self._frame)
        except ABSORBED:
            return None

    def _selected(self, node: Select) -> Any:
        """The value of a field, which `has` only asks for; or None where it has none."""
        try:
            return self._untested(node) if node.test else self._program.runs[id(node)](self._frame)
        except ABSORBED:
            return None

    def _untested(self, node: Select) -> Any:
        of = self._program.runs[id(node.operand)](self._frame)
        if isinstance(of, Mapping):
            return of.get(node.field)
        record: Record | None = self._language.records.get(self._program.checked.types[id(node.operand)].name)
        field = record.fields.get(node.field) if record is not None else None
        if field is None:
            return None
        found = field.read(of, self._frame)
        return None if isinstance(found, Missing) else found

    def _note(self, seen: Seen) -> None:
        if len(self.facts) < _FACTS:
            because = () if seen.place is None else (seen.place,)
            self.facts[seen.path] = Fact(seen.path, fact_value(seen.value, self._language), because)

    # ---- what is missing, and what failed

    def missing(self, absent: Absent) -> Undecided | None:
        """What would have to stand where, for a field that was needed and is not there."""
        for slot, value in enumerate(absent.slots):
            self._frame.slots[slot] = value
        self._find_items(self._program.checked.root, absent.node)
        seen = self._seen(absent.node)
        if seen is None or seen.place is None:
            return None
        return Undecided(field_of(seen.place), seen.place)

    def _find_items(self, node: Node, wanted: Node) -> bool:
        """Names the items of the macros around a node, by the values its variables had."""
        if node is wanted:
            return True
        for part in parts(node):
            if self._find_items(part, wanted):
                if isinstance(node, Loop) and part is not node.over:
                    self._bind(node)
                return True
        return False

    def _bind(self, node: Loop) -> None:
        slot = self._program.checked.slots[id(node)]
        item = self._frame.slots[slot]
        over = self._seen(node.over)
        items = self._value(node.over)
        number = next((at for at, one in enumerate(items or ()) if one is item), None)
        if over is not None and number is not None:
            self._loops[slot] = self._item_of(over, number, item)

    def failing(self) -> Node:
        """The smallest part that fails by itself."""
        node = self._program.checked.root
        while True:
            inner = (node.over, node.body) if isinstance(node, Loop) else parts(node)
            deeper = next((part for part in inner if self._fails(part)), None)
            if deeper is None:
                return node
            node = deeper

    def _fails(self, node: Node) -> bool:
        try:
            self._program.runs[id(node)](self._frame)
        except Failed:
            return True
        except (Absent, NotStated, Spent):
            return False
        return False


def field_of(place: Place) -> str:
    """A place as a field of the language: `pipelines.slas.within`."""
    keys = [key for key in place.route if isinstance(key, str)]
    return ".".join(["runbooks", *keys[1:]] if keys[:1] == ["front"] else keys)


def _below(place: Place | None, key: str | int) -> Place | None:
    return None if place is None else Place(place.document, (*place.route, key))


def _own_place(value: Any) -> Place | None:
    place = value.place if isinstance(value, Entity) else getattr(value, "at", None)
    return place if isinstance(place, Place) else None


def fact_value(value: Any, language: Language, level: int = 0) -> Value:
    """A value as evidence holds it: entities by their ids, records by the fields they tell, long lists cut off."""
    if isinstance(value, float):
        return Fraction(repr(value)) if isfinite(value) else str(value)
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date() if is_day else value
    if isinstance(value, timedelta):
        return length_in_words(value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Entity):
        return value.id or value.team
    if level == 3:
        return "…"
    if isinstance(value, Mapping):
        return {str(key): fact_value(one, language, level + 1) for key, one in list(value.items())[:_MOST]}
    record = language.records.get(language.classes.get(type(value), ""))
    if record is not None:
        return _told(value, record, language, level)
    if type(value) in (tuple, list):
        words = tuple(fact_value(one, language, level + 1) for one in value[:_MOST])
        return (*words, f"… {len(value) - _MOST} more") if len(value) > _MOST else words
    return str(value)


def _told(value: Any, record: Record, language: Language, level: int) -> Value:
    found: dict[str, Value] = {}
    for name, field in record.fields.items():
        try:
            told = field.read(value, Frame([]))
        except (NotStated, AttributeError):
            continue
        if not isinstance(told, Missing) and told not in ((), False):
            found[name] = fact_value(told, language, level + 1)
    return found
