"""How an expression can fail: while it is read, or while it runs."""

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """Something wrong with the words of an expression: characters [start, end) of it, what, and a way out."""

    start: int
    end: int
    message: str
    hint: str = ""


class Malformed(Exception):  # noqa: N818  (it is told as the faults it carries)
    """The expression cannot be run; all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


class Failed(Exception):  # noqa: N818  (CEL calls it an error; here it is an outcome that `&&` and `||` may absorb)
    """An operation that has no result: division by zero, an index out of range, a number too large."""


class Spent(Exception):  # noqa: N818
    """The expression used up what it may take; nothing absorbs this."""
