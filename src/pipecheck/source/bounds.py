"""How much a text may ask of its reader before it is refused."""

from typing import NamedTuple


class Bounds(NamedTuple):
    """`bytes` of the text in UTF-8, `depth` of nesting, `expansion`: nodes that aliases may add to those written.

    `faults` is how many faults of one text are listed one by one; the rest are counted.
    """

    bytes: int = 5_000_000
    depth: int = 100
    expansion: int = 100_000
    faults: int = 100


DEFAULT = Bounds()
