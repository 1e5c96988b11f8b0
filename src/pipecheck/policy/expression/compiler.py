"""From a checked expression to closures: one for each part, called with the frame."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from pipecheck.policy.expression import values
from pipecheck.policy.expression.check import Checked
from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.frame import ABSENT, Absent, Frame, Missing
from pipecheck.policy.expression.logic import conjunction, disjunction
from pipecheck.policy.expression.loops import Each, loop
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
    every,
    parts,
)
from pipecheck.policy.expression.types import ANY, NAMES, Language, Signature, Type, a, is_free

Run: TypeAlias = Callable[[Frame], Any]

_OPERATIONS: Final = 10
"""So many parts of what a macro does with an item cost a step more."""
_PLAIN: Final = frozenset(("string", "int", "bool", "timestamp", "duration"))
"""Types whose values Python compares as CEL does."""


def compiled(checked: Checked, language: Language) -> tuple[Run, Mapping[int, Run]]:
    """The closure of the whole, and that of every part, by the identity of its node."""
    maker = _Maker(checked, language)
    return maker.run(checked.root), maker.runs


class _Maker:
    def __init__(self, checked: Checked, language: Language) -> None:
        self._checked = checked
        self._language = language
        self.runs: dict[int, Run] = {}

    def run(self, node: Node) -> Run:
        made = self._made(node)
        self.runs[id(node)] = made
        return made

    def _made(self, node: Node) -> Run:
        if isinstance(node, Literal):
            return _constant(node.value)
        if isinstance(node, Name):
            return self._name(node)
        if isinstance(node, Select):
            return self._select(node)
        if isinstance(node, Index):
            return self._index(node)
        if isinstance(node, Call):
            return self._call(node)
        if isinstance(node, ListOf):
            items = tuple(map(self.run, node.items))
            return lambda frame: tuple([item(frame) for item in items])
        if isinstance(node, MapOf):
            return _table([(self.run(key), self.run(value)) for key, value in node.entries])
        if isinstance(node, Choice):
            return _choice(self.run(node.condition), self.run(node.then), self.run(node.other))
        return self._loop(node)

    def _type(self, node: Node) -> Type:
        return self._checked.types[id(node)]

    def _name(self, node: Name) -> Run:
        slot = self._checked.slots.get(id(node))
        if slot is None:
            return _constant(Type(NAMES[node.name].name))
        return lambda frame: frame.slots[slot]

    def _loop(self, node: Loop) -> Run:
        condition = None if node.condition is None else self.run(node.condition)
        operations = sum(1 for part in parts(node) if part is not node.over for _ in every(part))
        each = Each(self.run(node.over), self._checked.slots[id(node)], 1 + operations // _OPERATIONS)
        return loop(node.macro, each, condition, self.run(node.body), id(node))

    # ---- fields and entries

    def _select(self, node: Select) -> Run:
        of = self._type(node.operand)
        operand = self.run(node.operand)
        record = self._language.records.get(of.name)
        if record is None:
            by_name = self._by_name(node, operand)
            return by_name if of == ANY else _entry(node, operand, node.field)
        field = record.fields.get(node.field)
        if field is not None:
            return _field(node, operand, field.read, may_lack=field.may_lack)
        free = record.free
        assert free is not None, "the checker saw that there is one"
        return _field(node, operand, lambda of, frame: free.read((of, node.field), frame), may_lack=True)

    def _by_name(self, node: Select, operand: Run) -> Run:
        """A field of a value whose type shows only when it is there."""
        classes, records = self._language.classes, self._language.records

        def select(frame: Frame) -> Any:
            value = operand(frame)
            name = classes.get(type(value))
            if name is None:
                return _entry(node, lambda _: value, node.field)(frame)
            record = records[name]
            field = record.fields.get(node.field)
            if field is not None:
                return _field(node, lambda _: value, field.read, may_lack=field.may_lack)(frame)
            free = record.free
            if free is not None and node.field.startswith("x-"):
                read = free.read
                return _field(node, lambda _: value, lambda of, frame: read((of, node.field), frame), may_lack=True)(
                    frame
                )
            raise Failed(f"{a(name)} has no field '{node.field}'")

        return select

    def _index(self, node: Index) -> Run:
        operand, key = self.run(node.operand), self.run(node.key)

        def index(frame: Frame) -> Any:
            of, at = operand(frame), key(frame)
            if isinstance(of, Mapping):
                return _looked_up(node, of, values.key_of(at), frame)
            if type(of) not in (tuple, list):
                raise Failed("something that is neither a list nor a map is indexed")
            whole = int(at) if isinstance(at, float) and at.is_integer() else at
            if type(whole) is not int:
                raise Failed("a list is indexed by something else than a whole number")
            if not 0 <= whole < len(of):
                raise Failed(f"there is no item {whole} in a list of {len(of)}; the first is 0")
            return of[whole]

        return index

    # ---- calls

    def _call(self, node: Call) -> Run:
        args = tuple(map(self.run, node.args))
        if node.function == "_&&_":
            return conjunction(args)
        if node.function == "_||_":
            return disjunction(args)
        if node.function == "matches" and isinstance(node.args[1], Literal):
            return _matching(args[0], str(node.args[1].value))
        if node.function == "type" and not node.method:
            return _type_of(args[0], self._language.classes)
        given = [self._type(arg) for arg in node.args]
        if node.function in ("_==_", "_!=_") and given[0] == given[1] and given[0].name in _PLAIN:
            return _compared(*args, is_equal=node.function == "_==_")
        ways = self._checked.ways[id(node)]
        looks = len(ways) > 1 or any(
            kind == ANY and not is_free(wanted) and wanted != ANY
            for kind, wanted in zip(given, ways[0].params, strict=True)
        )
        return _chosen(node, args, ways, self._language.classes) if looks else _called(args, ways[0])


def _constant(value: object) -> Run:
    return lambda frame: value


def _table(entries: list[tuple[Run, Run]]) -> Run:
    def make(frame: Frame) -> values.Table:
        made = values.Table()
        for key, value in entries:
            at = values.key_of(key(frame))
            if at in made:
                raise Failed(f"the key '{at}' stands twice in a map")
            made[at] = value(frame)
        return made

    return make


def _choice(condition: Run, then: Run, other: Run) -> Run:
    def choose(frame: Frame) -> Any:
        holds = condition(frame)
        if holds is True:
            return then(frame)
        if holds is False:
            return other(frame)
        raise Failed("what stands before `?` is neither true nor false")

    return choose


def _field(node: Select, operand: Run, read: Callable[[Any, Any], object], *, may_lack: bool) -> Run:
    if node.test:
        return lambda frame: _is_told(read(operand(frame), frame))
    if not may_lack:
        return lambda frame: read(operand(frame), frame)

    def select(frame: Frame) -> Any:
        found = read(operand(frame), frame)
        if type(found) is Missing:
            raise Absent(node, frame.slots)
        return found

    return select


def _is_told(value: object) -> bool:
    """An empty list is as good as none; anything else that is there is told."""
    return value is not ABSENT and value != ()


def _entry(node: Select, operand: Run, key: str) -> Run:
    def select(frame: Frame) -> Any:
        of = operand(frame)
        if not isinstance(of, Mapping):
            raise Failed(f"something that has no fields is asked for `{key}`")
        return key in of if node.test else _looked_up(node, of, key, frame)

    return select


def _looked_up(node: Select | Index, of: Mapping[Any, Any], key: Any, frame: Frame) -> Any:
    if key in of:
        return of[key]
    if isinstance(of, values.Table):
        raise Failed(f"a map has no key '{key}'")
    raise Absent(node, frame.slots)


def _compared(one: Run, other: Run, *, is_equal: bool) -> Run:
    if is_equal:
        return lambda frame: one(frame) == other(frame)
    return lambda frame: one(frame) != other(frame)


def _called(args: tuple[Run, ...], way: Signature) -> Run:
    run = way.run
    if way.framed:
        return lambda frame: run(frame, *[arg(frame) for arg in args])
    if len(args) == 1:
        only = args[0]
        return lambda frame: run(only(frame))
    if len(args) == 2:
        one, other = args
        return lambda frame: run(one(frame), other(frame))
    return lambda frame: run(*[arg(frame) for arg in args])


def _chosen(node: Call, args: tuple[Run, ...], ways: tuple[Signature, ...], classes: Mapping[type, str]) -> Run:
    """One of several ways, by what the values turn out to be."""

    def choose(frame: Frame) -> Any:
        given = [arg(frame) for arg in args]
        kinds = [values.kind_of(value, classes) for value in given]
        for way in ways:
            if all(
                is_free(wanted) or wanted == ANY or wanted.name == kind
                for wanted, kind in zip(way.params, kinds, strict=True)
            ):
                return way.run(frame, *given) if way.framed else way.run(*given)
        raise Failed(f"`{node.function.strip('_@')}` cannot take {' and '.join(map(a, kinds))}")

    return choose


def _matching(text: Run, words: str) -> Run:
    """A pattern that stands in the expression is made once."""
    from pipecheck.policy.expression.pattern import pattern

    found = pattern(words)

    def match(frame: Frame) -> bool:
        value = text(frame)
        if not isinstance(value, str):
            raise Failed("`matches` is asked of something that is no text")
        frame.copied(len(value))
        return found(value)

    return match


def _type_of(arg: Run, classes: Mapping[type, str]) -> Run:
    return lambda frame: Type(values.kind_of(arg(frame), classes))
