"""What an expression runs in: its variables, what it may still spend, and the team it looks at."""

from datetime import datetime, tzinfo
from enum import Enum
from typing import Any, Final, Protocol

from pipecheck.model.outcome import NotStated
from pipecheck.model.view import TeamView
from pipecheck.policy.expression.fault import Failed, Spent
from pipecheck.policy.expression.syntax import Index, Select

STEPS: Final = 100_000
"""What one evaluation may spend: a step for each item that a macro looks at, and for each 64 signs or items copied."""
LARGEST: Final = 100_000
"""Signs of a text, and items of a list, that an expression may make."""
_FREE = 64


class Missing(Enum):
    """What is read where there is no value."""

    absent = "absent"
    """Files leave it out."""
    short = "short"
    """It is told, and says too little: `3mo` has no length that is always its own."""


ABSENT: Final = Missing.absent


class Around(Protocol):
    """The world of an evaluation: the team it looks at."""

    @property
    def view(self) -> TeamView:
        """Raises NotStated where an expression may not look at more than what files say."""
        ...

    def zone(self, name: str) -> tzinfo | None:
        """The zone of that name, if there is one."""
        ...

    def moment(self, when: datetime) -> datetime:
        """The instant of a local time of the team. Raises NotStated where its zone is not told."""
        ...


class Frame:
    """One evaluation."""

    __slots__ = ("around", "filled", "left", "slots")

    def __init__(self, slots: list[Any], around: Around | None = None) -> None:
        self.slots = slots
        self.around = around
        self.left = STEPS
        self.filled: dict[int, bool] = {}
        """Each `all` that was asked, by its node: whether there was anything to look at."""

    def spend(self, steps: int) -> None:
        """Raises Spent when there is nothing left."""
        self.left -= steps
        if self.left < 0:
            raise Spent(f"the expression takes more than {STEPS:,} steps")

    def copied(self, size: int) -> None:
        """Something of that size is made."""
        if size > LARGEST:
            raise Spent(f"the expression makes something of {size:,} parts; {LARGEST:,} are allowed")
        self.spend(size // _FREE)


class Absent(Exception):  # noqa: N818  (a fact on its way to an undecided)
    """A field that the files leave out was needed. It remembers where in the expression, and its variables then."""

    def __init__(self, node: Select | Index, slots: list[Any]) -> None:
        super().__init__(getattr(node, "field", ""))
        self.node = node
        self.slots = list(slots)


UNKNOWN = (Absent, NotStated)
ABSORBED = (Failed, Absent, NotStated)
