"""The macros over lists and maps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.frame import ABSORBED, Frame
from pipecheck.policy.expression.logic import heavier
from pipecheck.policy.expression.syntax import Macro

Run: TypeAlias = Callable[[Frame], Any]


class Each(NamedTuple):
    """What a macro looks at, where its variable is kept, and the steps that an item costs."""

    over: Run
    slot: int
    steps: int

    def items(self, frame: Frame) -> Sequence[Any]:
        return items_of(self.over(frame), frame, self.steps)


def loop(macro: Macro, each: Each, condition: Run | None, body: Run, node: int) -> Run:
    """The closure of a macro; `node` is what an `all` is known by."""
    if macro == "all":
        return _decided(each._replace(over=_noted(each.over, node)), body, decides=False)
    if macro == "exists":
        return _decided(each, body, decides=True)
    if macro == "exists_one":
        return _counted(each, body)
    if macro == "filter":
        return _gathered(each, body, None)
    return _gathered(each, condition, body)


def items_of(value: Any, frame: Frame, steps: int) -> Sequence[Any]:
    """The items of a list, the keys of a map."""
    if isinstance(value, Mapping):
        value = tuple(value)
    elif type(value) not in (tuple, list):
        raise Failed("a macro looks at something that is neither a list nor a map")
    frame.spend(len(value) * steps)
    return value  # type: ignore[no-any-return]  # one of the three by now


def _noted(over: Run, node: int) -> Run:
    """What a macro looks at, and a note whether there was anything."""

    def run(frame: Frame) -> Any:
        found = over(frame)
        frame.filled[node] = frame.filled.get(node, False) or bool(found)
        return found

    return run


def _decided(each: Each, body: Run, *, decides: bool) -> Run:
    """`all` is decided by one that is false, `exists` by one that is true, whatever the others come to."""

    def run(frame: Frame) -> bool:
        value: object
        lost: Exception | None = None
        slots, slot = frame.slots, each.slot
        for item in each.items(frame):
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


def _counted(each: Each, body: Run) -> Run:
    def run(frame: Frame) -> bool:
        found = 0
        for item in each.items(frame):
            frame.slots[each.slot] = item
            found += _asked(body, frame)
        return found == 1

    return run


def _gathered(each: Each, condition: Run | None, body: Run | None) -> Run:
    def run(frame: Frame) -> tuple[Any, ...]:
        found = []
        for item in each.items(frame):
            frame.slots[each.slot] = item
            if condition is None or _asked(condition, frame):
                found.append(item if body is None else body(frame))
        return tuple(found)

    return run


def _asked(body: Run, frame: Frame) -> bool:
    value: object = body(frame)
    if isinstance(value, bool):
        return value
    raise Failed("what a macro asks is neither true nor false")
