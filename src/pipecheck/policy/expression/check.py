"""The types of an expression, and everything wrong with it, found before anything is judged."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipecheck.policy.expression.fault import Failed, Fault, Malformed
from pipecheck.policy.expression.functions import OPERATORS
from pipecheck.policy.expression.said import no_field, no_function, no_name, no_way
from pipecheck.policy.expression.syntax import (
    Call,
    Choice,
    Index,
    ListOf,
    Literal,
    Loop,
    MapOf,
    Name,
    Node,
    Select,
)
from pipecheck.policy.expression.types import (
    ANY,
    BOOL,
    DOUBLE,
    INT,
    NAMES,
    NULL,
    TEXT,
    TYPE,
    Language,
    Signature,
    Type,
    a,
    fits,
    joined,
    list_of,
    map_of,
    settled,
)

_LITERALS: Mapping[type, Type] = {bool: BOOL, int: INT, float: DOUBLE, str: TEXT, type(None): NULL}


class Checked(NamedTuple):
    """An expression that can be compiled. Nodes are known by their identity."""

    root: Node
    types: Mapping[int, Type]
    ways: Mapping[int, tuple[Signature, ...]]
    """The signatures that a call may turn out to mean: one, unless a value's type is only known when it runs."""
    slots: Mapping[int, int]
    """Where the variable of a name, or of a macro, is kept."""
    size: int
    """How many slots there are."""

    @property
    def type(self) -> Type:
        return self.types[id(self.root)]


def check(root: Node, language: Language, wanted: Type | None = None) -> Checked:
    """The types of an expression, of which `wanted` is to come out. Raises Malformed with everything wrong with it."""
    checker = _Checker(language)
    found = checker.visit(root)
    if wanted is not None and found not in (wanted, ANY) and not checker.faults:
        hint = "compare it with something" if wanted == BOOL else ""
        message = f"the expression wants {_noun(wanted)}; this gives {_noun(found)}"
        checker.faults.append(Fault(root.start, root.end, message, hint))
    if checker.faults:
        raise Malformed(checker.faults)
    return Checked(root, checker.types, checker.ways, checker.slots, checker.size)


def _noun(kind: Type) -> str:
    return "true or false" if kind == BOOL else f"{a(kind)}"


class _Checker:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.faults: list[Fault] = []
        self.types: dict[int, Type] = {}
        self.ways: dict[int, tuple[Signature, ...]] = {}
        self.slots: dict[int, int] = {}
        self.size = len(language.variables)
        self._loops: list[tuple[str, Type]] = []

    def visit(self, node: Node) -> Type:
        """The type of a node; `dyn` where it has none, so that one mistake is told once."""
        found = self._visit(node)
        self.types[id(node)] = found
        return found

    def _visit(self, node: Node) -> Type:
        if isinstance(node, Literal):
            return _LITERALS[type(node.value)]
        if isinstance(node, Name):
            return self._name(node)
        if isinstance(node, Select):
            return self._select(node)
        if isinstance(node, Index):
            return self._index(node)
        if isinstance(node, Call):
            return self._call(node)
        if isinstance(node, ListOf):
            return list_of(joined([self.visit(item) for item in node.items]))
        if isinstance(node, MapOf):
            return self._map(node)
        return self._choice(node) if isinstance(node, Choice) else self._loop(node)

    def _refuse(self, place: tuple[int, int], message: str, hint: str = "") -> Type:
        self.faults.append(Fault(*place, message, hint))
        return ANY

    # ---- names and fields

    def _name(self, node: Name) -> Type:
        base = len(self.language.variables)
        for index in range(len(self._loops) - 1, -1, -1):
            if self._loops[index][0] == node.name:
                self.slots[id(node)] = base + index
                return self._loops[index][1]
        if node.name in self.language.variables:
            self.slots[id(node)] = list(self.language.variables).index(node.name)
            return self.language.variables[node.name]
        if node.name in NAMES:
            return TYPE
        known = [*(name for name, _ in self._loops), *self.language.variables]
        return self._refuse((node.start, node.end), *no_name(node.name, known, self.language))

    def _select(self, node: Select) -> Type:
        of = self.visit(node.operand)
        found = ANY
        if of.name in self.language.records:
            record = self.language.records[of.name]
            field = record.fields.get(node.field)
            if field is None and node.field.startswith("x-"):
                field = record.free
            if field is None:
                return self._refuse(node.at, *no_field(record, node))
            found = field.type
        elif of.name == "map":
            if of.of[0] not in (TEXT, ANY):
                return self._refuse(node.at, f"the keys of this map are of the type {of.of[0]}", "use `[…]`")
            found = of.of[1]
        elif of != ANY:
            return self._refuse(node.at, f"{a(of)} has no fields", "`size(…)` counts what is in it" if of.of else "")
        return BOOL if node.test else found

    def _index(self, node: Index) -> Type:
        of, key = self.visit(node.operand), self.visit(node.key)
        place = (node.key.start, node.key.end)
        if of.name in self.language.records:
            return self._refuse(place, f"{a(of)} has fields, not entries", "write its field after a `.`")
        if of.name == "list":
            if key not in (INT, ANY):
                return self._refuse(place, f"a list is indexed by an int, not by {a(key)}")
            return of.of[0]
        if of.name == "map":
            if not fits(of.of[0], key, {}):
                return self._refuse(place, f"the keys of this map are of the type {of.of[0]}, not {key}")
            return of.of[1]
        return ANY if of == ANY else self._refuse(place, f"{a(of)} has no entries")

    # ---- calls

    def _call(self, node: Call) -> Type:
        table = self.language.methods if node.method else {**OPERATORS, **self.language.functions}
        ways = () if node.function in ("_&&_", "_||_") else table.get(node.function)
        if ways is None:
            # What a method that nobody knows is given may be meant for a macro: only what it is asked of is looked at.
            for arg in node.args[:1] if node.method else node.args:
                self.visit(arg)
            return self._refuse(node.at, *no_function(node, self.language))
        given = [self.visit(arg) for arg in node.args]
        if not ways:
            for arg, kind in zip(node.args, given, strict=True):
                self._want_bool(arg, kind, f"`{node.function[1:-1]}` joins what is true or false")
            return BOOL
        if node.function in ("_==_", "_!=_") and not self._comparable(node, given):
            return BOOL
        if node.function == "matches" and isinstance(node.args[-1], Literal) and isinstance(node.args[-1].value, str):
            self._pattern(node.args[-1], node.args[-1].value)
        return self._way(node, given, ways)

    def _pattern(self, node: Literal, words: str) -> None:
        from pipecheck.policy.expression.pattern import pattern

        try:
            pattern(words)
        except Failed as error:
            hint = "there are no look-arounds and no references back: both would cost more than linear time"
            self._refuse((node.start, node.end), str(error), hint)

    def _way(self, node: Call, given: Sequence[Type], ways: Sequence[Signature]) -> Type:
        found: list[Signature] = []
        results: list[Type] = []
        for way in ways:
            chosen: dict[Type, Type] = {}
            if len(way.params) == len(given) and all(
                fits(wanted, one, chosen) for wanted, one in zip(way.params, given, strict=True)
            ):
                found.append(way)
                results.append(settled(way.result, chosen))
        if not found:
            return self._refuse(node.at, *no_way(node, given, ways))
        self.ways[id(node)] = tuple(found)
        return joined(results)

    def _comparable(self, node: Call, given: Sequence[Type]) -> bool:
        """Records and `null` are the two that people compare in vain."""
        sign = f"`{node.function[1:-1]}`"
        for kind in given:
            if kind.name in self.language.records:
                self._refuse(node.at, f"{sign} cannot compare {a(kind)}", "compare one of its fields")
                return False
        if NULL in given and not all(kind in (NULL, ANY) for kind in given):
            other = next(kind for kind in given if kind != NULL)
            hint = "what files leave out is asked for with `has(pipeline.area)`"
            self._refuse(node.at, f"{a(other)} is never null", hint)
            return False
        return True

    def _want_bool(self, node: Node, kind: Type, why: str) -> None:
        if kind not in (BOOL, ANY):
            self._refuse((node.start, node.end), f"{why}; this is {a(kind)}")

    # ---- what is made of several

    def _map(self, node: MapOf) -> Type:
        keys, values = [], []
        told: set[object] = set()
        for key, value in node.entries:
            if isinstance(key, Literal):
                if key.value in told:
                    self._refuse((key.start, key.end), f"the key '{key.value}' stands twice in this map")
                told.add(key.value)
            keys.append(self.visit(key))
            values.append(self.visit(value))
            if keys[-1] not in (TEXT, INT, ANY):
                self._refuse((key.start, key.end), f"the key of a map is a string or an int; this is {a(keys[-1])}")
        return map_of(joined(keys), joined(values))

    def _choice(self, node: Choice) -> Type:
        self._want_bool(node.condition, self.visit(node.condition), "what stands before `?` is true or false")
        then, other = self.visit(node.then), self.visit(node.other)
        if not fits(then, other, {}):
            place = (node.then.start, node.other.end)
            return self._refuse(place, f"the two results of `?` are of one type; these are {then} and {other}")
        return joined([then, other])

    def _loop(self, node: Loop) -> Type:
        over = self.visit(node.over)
        if over.name not in ("list", "map") and over != ANY:
            self._refuse((node.over.start, node.over.end), f"`{node.macro}` looks at a list or a map, not at {a(over)}")
        item = over.of[0] if over.of else ANY
        self.slots[id(node)] = len(self.language.variables) + len(self._loops)
        self._loops.append((node.name, item))
        self.size = max(self.size, len(self.language.variables) + len(self._loops))
        if node.condition is not None:
            self._want_bool(node.condition, self.visit(node.condition), "the condition of `map` is true or false")
        body = self.visit(node.body)
        self._loops.pop()
        if node.macro == "map":
            return list_of(body)
        self._want_bool(node.body, body, f"what `{node.macro}` asks is true or false")
        return list_of(item) if node.macro == "filter" else BOOL
