"""What is said of an expression that cannot be understood: message and hint."""

from collections.abc import Iterable, Sequence

from pipecheck.policy.expression.syntax import Call, Select
from pipecheck.policy.expression.types import Language, Record, Signature, Type, a
from pipecheck.policy.faults import did_you_mean, listed

_VERBS = {"_+_": "add", "_-_": "subtract", "_*_": "multiply", "_/_": "divide", "_%_": "divide", "@in": "look for"}


def no_name(name: str, known: Iterable[str], language: Language) -> tuple[str, str]:
    """A variable that there is not."""
    if name in language.named_elsewhere:
        return f"there is no `{name}` here", language.named_elsewhere[name]
    known = tuple(known)
    otherwise = f"there {'is' if len(known) == 1 else 'are'} {listed(known)}; text stands in quotes"
    return f"there is no `{name}`", did_you_mean(name, known, otherwise)


def no_field(record: Record, node: Select) -> tuple[str, str]:
    """A field that a record does not have, or that no expression may read."""
    if node.field in record.hidden:
        return f"no expression may read `{node.field}` of {a(record.name)}", record.hidden[node.field]
    if node.field == "x" and record.free is not None:
        return f"{a(record.name)} has no field `x`", "a key with a dash stands in backticks: .`x-tier`"
    return no_field_in(record, node.field)


def no_field_in(record: Record, name: str) -> tuple[str, str]:
    fields = f"its fields are {listed(sorted(record.fields))}"
    return f"{a(record.name)} has no field `{name}`", did_you_mean(name, record.fields, fields)


def no_function(node: Call, language: Language) -> tuple[str, str]:
    """A function or method that there is not."""
    name = node.function
    if name in language.named_elsewhere:
        return f"there is no `{name}` here", language.named_elsewhere[name]
    if node.method and name in language.functions:
        return f"`{name}` is no method", f"write `{name}(…)`"
    if not node.method and name in language.methods:
        return f"`{name}` is a method", f"write it behind what it is asked of: `….{name}(…)`"
    table = language.methods if node.method else language.functions
    macros = ("all", "exists", "exists_one", "filter", "map") if node.method else ("has",)
    kind = "method" if node.method else "function"
    return f"there is no {kind} `{name}`", did_you_mean(name, (*table, *macros), f"there are {listed(sorted(table))}")


def no_way(node: Call, given: Sequence[Type], ways: Sequence[Signature]) -> tuple[str, str]:
    """A function or operator that does not take what it is given."""
    name = node.function
    if name == "@in" or name.startswith("_"):
        sign = "in" if name == "@in" else name[1:-1]
        return f"`{sign}` cannot take {a(given[0])} and {a(given[1])}", _in_numbers(given)
    if name.endswith("_"):
        return f"`{name[:-1]}` cannot take {a(given[0])}", ""
    told = [", ".join(map(str, way.params[node.method :])) or "nothing" for way in ways]
    here = ", ".join(map(str, given[node.method :])) or "nothing"
    of = f" of {a(given[0])}" if node.method else ""
    return f"`{name}`{of} cannot take {here}", f"it takes {' or '.join(dict.fromkeys(told))}"


def _in_numbers(given: Sequence[Type]) -> str:
    if {kind.name for kind in given} == {"int", "double"}:
        return "write both with a point, as in `1.0`, or convert one with `double(…)`"
    return ""
