"""What a parser of small values raises: the words of the message, without the key that only the reader knows."""

from typing import NamedTuple

from pipecheck.source.place import Route


class Fault(NamedTuple):
    """One thing that is wrong with a value.

    Either `wants` says what should stand there ("a duration such as `1w`"), or `says` goes on after the name of the
    key ("names no day of the calendar"). `hint` is the way out; with `put`, it is to write that. `at` leads from the
    value to its faulty part. `whole` sets the whole value aside although only that part is underlined; `key`
    underlines the key of the part. `known` holds the keys that are known where the part is a key that is not.
    """

    wants: str = ""
    says: str = ""
    hint: str = ""
    put: str | int | bool | None = None
    at: Route = ()
    whole: bool = False
    key: bool = False
    known: tuple[str, ...] = ()


class Wrong(ValueError):  # noqa: N818  (pydantic-core carries a ValueError to whoever reads the errors)
    """A value that is not what its key wants: all its faults together."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def wants(what: str, hint: str = "", put: str | int | bool | None = None) -> Wrong:
    """A value of another kind than wanted."""
    return Wrong(Fault(wants=what, hint=hint, put=put))


def says(clause: str, hint: str = "", put: str | int | bool | None = None) -> Wrong:
    """A value of the right kind that cannot be meant."""
    return Wrong(Fault(says=clause, hint=hint, put=put))
