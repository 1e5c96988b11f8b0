"""A parser of small values on the bench: what it takes, and what it says of what it does not."""

from collections.abc import Callable

from pipecheck.model.shape.fault import Fault, Wrong
from pipecheck.source.scalar import Data
from pipecheck.source.yaml import read_yaml


def written(text: str) -> Data:
    """A value as it stands in a file: `07` and `"07"` differ."""
    data = read_yaml(f"value: {text}", "case.yaml").data
    assert isinstance(data, dict)
    return data["value"]


def faults(parse: Callable[[object], object], text: str) -> tuple[Fault, ...]:
    """What is said of a text; nothing if it is taken."""
    try:
        parse(written(text))
    except Wrong as wrong:
        return wrong.faults
    return ()


def fault(parse: Callable[[object], object], text: str) -> Fault:
    """The only thing that is said of a text."""
    (one,) = faults(parse, text)
    return one
