"""`&&` and `||` as CEL has them: an operand that decides makes errors and missing facts beside it count for nothing."""

from collections.abc import Callable
from typing import Any

from pipecheck.policy.expression.fault import Failed
from pipecheck.policy.expression.frame import ABSORBED, UNKNOWN, Frame


def conjunction(operands: tuple[Callable[[Frame], Any], ...]) -> Callable[[Frame], bool]:
    """True if all are, false if any is, whatever the others come to."""
    return _joined(operands, decides=False)


def disjunction(operands: tuple[Callable[[Frame], Any], ...]) -> Callable[[Frame], bool]:
    """True if any is, whatever the others come to."""
    return _joined(operands, decides=True)


def _joined(operands: tuple[Callable[[Frame], Any], ...], *, decides: bool) -> Callable[[Frame], bool]:
    def run(frame: Frame) -> bool:
        value: object
        lost: Exception | None = None
        for operand in operands:
            try:
                value = operand(frame)
            except ABSORBED as error:
                lost = heavier(lost, error)
                continue
            if value is decides:
                return decides
            if value is not (not decides):
                lost = heavier(lost, Failed("what stands beside `&&` or `||` is neither true nor false"))
        if lost is not None:
            raise lost
        return not decides

    return run


def heavier(known: Exception | None, error: Exception) -> Exception:
    """What is told of two failures: a missing fact before an error, for with it there might be none; else the first."""
    if known is None or (isinstance(error, UNKNOWN) and not isinstance(known, UNKNOWN)):
        return error
    return known
