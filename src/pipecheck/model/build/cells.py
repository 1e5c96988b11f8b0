"""Cells: the keys of a row that name columns, and what to say of those that name none."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from pipecheck.model.build.names import KNOWN_ROLES, Names
from pipecheck.model.build.spot import Spot, field
from pipecheck.model.outcome import FileProblem, Problem, Remedy, Undecided
from pipecheck.model.people import Slot
from pipecheck.source.place import Part

if TYPE_CHECKING:
    from pipecheck.model.shape.duty import OnCallShape
    from pipecheck.model.shape.rota import RoleShape

ROW_KEYS = ("for", "from", "to", "name", "note")
LINE_KEYS = (
    "holiday",
    "date",
    "season",
    "year",
    "row",
    "turn",
    "start",
    "takes",
    "split",
    "none",
    "rotation",
    "name",
    "note",
)
SPLIT_KEYS = ("from", "to", "timezone", "name", "note")
PAST_SHIFT_KEYS = ("from", "to", "rotation", "name", "note")
PAST_HOLIDAY_KEYS = ("holiday", "date", "season", "year", "name", "note")


class Columns:
    """The columns that a team's rotas have, what each counts as, and the keys that should have named one."""

    def __init__(self, names: Names, oncall: "OnCallShape | None") -> None:
        self.problems: list[FileProblem] = []
        self._names = names
        self._roles: dict[str, str] = {}
        for rotation in (oncall.rotations if oncall is not None else None) or ():
            for column, shape in (rotation.roles.cells if rotation.roles is not None else {}).items():
                self._roles.setdefault(column, self._role(column, shape))

        slots = (name for name, person in names.people.items() if isinstance(person, Slot))
        self.names = KNOWN_ROLES.union(self._roles, self._roles.values(), slots)
        """Every column and what it counts as; `primary` and `secondary` are always among them."""

    def has(self, cell: str) -> bool:
        """Whether a key names a column, or may name one that was set aside."""
        return cell in self.names or self._names.is_doubtful("column", cell)

    def role(self, column: str, shape: "RoleShape | None" = None) -> str:
        """What a column counts as. Without its own declaration, what a column of that name counts as elsewhere."""
        return self._roles.get(column, self._role(column, None)) if shape is None else self._role(column, shape)

    def says_what_it_is(self, column: str, shape: "RoleShape") -> bool:
        """Whether a column's name or its `as` tells what it counts as."""
        return column in KNOWN_ROLES or shape.as_ is not None or self._is_slot(column)

    def nameless(self, spot: Spot, column: str) -> Undecided:
        """Notes a column of which nobody can tell what it counts as."""
        problem = Problem(
            f"column '{column}' does not say what it counts as; it needs `as`, or a slot of that id",
            spot.place(Part.key),
            remedies=(self._naming(column),),
        )
        self.problems.append(FileProblem("invalid-shape", problem))
        return Undecided("oncall.rotations.roles", spot.place(Part.key))

    def strangers(self, spot: Spot, cells: Iterable[str], known: Collection[str]) -> Iterator[Undecided]:
        """Notes the keys of a row that name neither a column nor, as `known` has them, anything else."""
        for cell in cells:
            if self.has(cell):
                continue
            at = spot.at(cell, part=Part.key)
            message = f"'{cell}' is neither a key known here nor a column"
            problem = Problem(message, at, remedies=(_way_out(cell, self.names, known),))
            self.problems.append(FileProblem("unknown-key", problem))
            yield Undecided(field(at.route), at)

    def _naming(self, column: str) -> Remedy:
        from pipecheck.model.spelling import closest

        meant = closest(column, KNOWN_ROLES.difference(self._roles))
        if meant is not None:
            return Remedy(f"did you mean `{meant}`?")
        # Beside a primary, a column of another name is most often the one behind it.
        likely = "secondary" if "primary" in self._roles.values() else "primary"
        return Remedy(f"write `{column}: {{as: {likely}, order: …}}`")

    def _role(self, column: str, shape: "RoleShape | None") -> str:
        if shape is not None and shape.as_ is not None:
            return shape.as_
        person = self._names.people.get(column)
        return person.id if isinstance(person, Slot) else column

    def _is_slot(self, column: str) -> bool:
        return isinstance(self._names.people.get(column), Slot) or self._names.is_doubtful("person")


def _way_out(cell: str, columns: Collection[str], known: Collection[str]) -> Remedy:
    from pipecheck.model.spelling import closest, is_number_of_turn

    if is_number_of_turn(cell) or cell.casefold() in ("week", "turn", "shift"):
        return Remedy("rows count by their order: leave the number out, and name the column, as in `- {primary: …}`")
    meant = closest(cell, (*columns, *known))
    if meant is not None:
        return Remedy(f"did you mean `{meant}`?")
    return Remedy("declare the column under `roles` of a rotation, or delete the key")
