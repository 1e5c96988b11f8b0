"""The macros over lists and maps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.frame import ABSORBED, Frame
from pipecheck.policy.expression.logic import heavier
from pipecheck.policy.expression.syntax import Macro

Run: TypeAlias = Callable[[Frame], Any]


def loop(macro: Macro, over: Run, slot: int, condition: Run | None, body: Run, node: int) -> Run:
    """The closure of a macro; `slot` is where its variable is kept, `node` what an `all` is known by."""
    if macro == "all":
        return _decided(_noted(over, node), slot, body, decides=False)
    if macro == "exists":
        return _decided(over, slot, body, decides=True)
    if macro == "exists_one":
        return _counted(over, slot, body)
    if macro == "filter":
        return _gathered(over, slot, body, None)
    return _gathered(over, slot, condition, body)


def items_of(value: Any, frame: Frame) -> Sequence[Any]:
    """The items of a list, the keys of a map; each costs a step."""
    if isinstance(value, Mapping):
        value = tuple(value)
    elif type(value) not in (tuple, list):
        raise Failed("a macro looks at something that is neither a list nor a map")
    frame.spend(len(value))
    return value  # type: ignore[no-any-return]  # one of the three by now


def _noted(over: Run, node: int) -> Run:
    """What a macro looks at, and a note whether there was anything."""

    def run(frame: Frame) -> Any:
        found = over(frame)
        frame.filled[node] = frame.filled.get(node, False) or bool(found)
        return found

    return run


def _decided(over: Run, slot: int, body: Run, *, decides: bool) -> Run:
    """`all` is decided by one that is false, `exists` by one that is true, whatever the others come to."""

    def run(frame: Frame) -> bool:
        value: object
        lost: Exception | None = None
        slots = frame.slots
        for item in items_of(over(frame), frame):
            slots[slot] = item
            try:
                value = body(frame)
            except ABSORBED as error:
                lost = heavier(lost, error)
                continue
            if value is decides:
                return decides
            if value is not (not decides):
                lost = heavier(lost, Failed("what a macro asks is neither true nor false"))
        if lost is not None:
            raise lost
        return not decides

    return run


def _counted(over: Run, slot: int, body: Run) -> Run:
    def run(frame: Frame) -> bool:
        found = 0
        for item in items_of(over(frame), frame):
            frame.slots[slot] = item
            found += _asked(body, frame)
        return found == 1

    return run


def _gathered(over: Run, slot: int, condition: Run | None, body: Run | None) -> Run:
    def run(frame: Frame) -> tuple[Any, ...]:
        found = []
        for item in items_of(over(frame), frame):
            frame.slots[slot] = item
            if condition is None or _asked(condition, frame):
                found.append(item if body is None else body(frame))
        return tuple(found)

    return run


def _asked(body: Run, frame: Frame) -> bool:
    value: object = body(frame)
    if isinstance(value, bool):
        return value
    raise Failed("what a macro asks is neither true nor false")
