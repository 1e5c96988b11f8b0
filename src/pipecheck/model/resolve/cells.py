"""Who stands in a column at a turn, by the rota alone: orders, rows, columns that follow another, and role words."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from pipecheck.model.oncall import Column, Rotation
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.resolve.track import Seat
from pipecheck.model.resolve.turns import does_repeat
from pipecheck.model.team import Team
from pipecheck.model.value import Party, Ref
from pipecheck.source.place import Place

Look: TypeAlias = Callable[[str], tuple[Seat, ...] | None]
"""Who sits in a column, given its name, where and when a role word is read; None: there is no such column."""

OWNERS = "owners."
_DEEPEST = 50


class People:
    """What names mean in one team: ids of people, everybody, owners of pipelines."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self._slots = frozenset(slot.id for slot in team.slots)

    def id_of(self, ref: Ref) -> str:
        """The id of who is called so; a name that nobody has stands for itself."""
        person = self._team.person(ref)
        return ref.id if person is None else person.id

    def is_slot(self, name: str) -> bool:
        """Whether it is an owner that rotates."""
        return name in self._slots

    def everybody(self, role: str) -> tuple[str, ...]:
        """All members who may hold a role, in the order of the file. Raises NotStated if some were set aside."""
        return tuple(member.id for member in self._team.members or () if member.may_hold(role))

    def owners(self, rank: str, pipelines: Iterable[Pipeline], place: Place) -> tuple[Seat, ...]:
        """The holders of a rank of owner, each for the pipelines they hold it of."""
        owned: dict[str, set[str]] = {}
        for pipeline in pipelines:
            party = pipeline.owner(rank)
            for ref in party.names if party else ():
                owned.setdefault(self.id_of(ref), set()).add(pipeline.id)
        return tuple(Seat(who, because=(place,), pipelines=frozenset(ids)) for who, ids in owned.items())

    def seats(self, party: Party, role: str, look: Look, pipelines: Iterable[Pipeline]) -> tuple[Seat, ...]:
        """The seats that a party fills: everybody it names at once, or one of several, or nobody."""
        if party.reason is not None:
            return (Seat(None, "nobody", because=(party.at,)),)
        if party.open:
            return (Seat(None, "open", because=(party.at,)),)
        if party.everybody:
            return (Seat(None, "among", self.everybody(role), (party.at,)),)
        seats = [seat for ref in party.names for seat in self._of(ref, look, pipelines)]
        if not party.among:
            return tuple(dict.fromkeys(seats))
        candidates = dict.fromkeys(who for seat in seats for who in (seat.holder, *seat.candidates) if who)
        return (Seat(None, "among", tuple(candidates), (party.at,)),)

    def _is_word(self, ref: Ref) -> bool:
        unknown = self._team.person(ref) is None and ref.id != self._team.team
        return unknown or self.is_slot(self.id_of(ref))

    def _of(self, ref: Ref, look: Look, pipelines: Iterable[Pipeline]) -> tuple[Seat, ...]:
        name = self.id_of(ref)
        if self._is_word(ref):
            if name.startswith(OWNERS):
                return self.owners(name.removeprefix(OWNERS), pipelines, ref.at)
            found = look(name)
            if found is not None:
                return tuple(seat._replace(because=(ref.at,)) for seat in found)
        return (Seat(name, because=(ref.at,)),)


class Cells(NamedTuple):
    """The cells of one rotation: who stands in which column at which turn."""

    rotation: Rotation
    people: People
    columns: Mapping[str, Column]
    covers: Mapping[str, tuple[Pipeline, ...]]
    """The pipelines of each column."""
    entry: Callable[[int], int] | None = None
    """Turn to entry, where entries begin anew with the year; None: turn 7 is served by entry 7, round after round."""

    def at(self, column: str, turn: int, asked: frozenset[tuple[str, int]] = frozenset()) -> tuple[Seat, ...]:
        """The seats of a column at a turn.

        `asked` are the cells that led here: a circle of them tells nothing, nor does a way too long to follow.
        """
        told = self.columns[column]
        if (column, turn) in asked or len(asked) > _DEEPEST:
            return (Seat(None, "among", because=(told.at,)),)
        asked |= {(column, turn)}
        if self._in_rows(column):
            row = self._wrapped(turn, len(self.rotation.turns))
            party = None if row is None else self.rotation.turns[row].cells.get(column)
        elif told.order is not None:
            entry = self._wrapped(turn, len(told.order))
            party = None if entry is None else told.order[entry]
        elif told.among is not None:
            party = told.among._replace(among=not told.among.everybody)
        else:
            return self._following(told, turn, asked)
        if party is None:
            return ()
        return self.people.seats(party, told.role, self._look(column, turn, asked), self.covers[column])

    def place(self, column: str, turn: int) -> Place | None:
        """The row that serves a turn, or the entry of a column that does."""
        rows, told = self.rotation.turns, self.columns[column]
        if rows:
            row = self._wrapped(turn, len(rows))
            return None if row is None else rows[row].at
        order = told.order or ()
        entry = self._wrapped(turn, len(order))
        return told.at if entry is None else order[entry].at

    def _following(self, told: Column, turn: int, asked: frozenset[tuple[str, int]]) -> tuple[Seat, ...]:
        if told.follows is None:
            return ()
        target = self.named(told.follows.column.id)
        if target is None:
            return (Seat(None, "among", because=(told.at,)),)
        found = self.at(target, turn + told.follows.by, asked)
        return tuple(seat._replace(because=(*seat.because, told.at)) for seat in found)

    def _look(self, column: str, turn: int, asked: frozenset[tuple[str, int]]) -> Look:
        """Role words in a cell: another column of that turn, the primary's neighbours in time, everybody else."""
        base = self.named("primary") or column

        def look(word: str) -> tuple[Seat, ...] | None:
            if word in ("next", "previous"):
                return self.at(base, turn + (1 if word == "next" else -1), asked)
            if word == "others":
                taken = {seat.holder for each in self.columns for seat in self.at(each, turn, asked)}
                return tuple(Seat(who) for who in self.people.everybody(self.columns[column].role) if who not in taken)
            target = self.named(word)
            return None if target is None else self.at(target, turn, asked)

        return look

    def named(self, name: str) -> str | None:
        """The column of that name, else the first that counts as that role."""
        if name in self.columns:
            return name
        return next((each.name for each in self.columns.values() if each.role == name), None)

    def _in_rows(self, column: str) -> bool:
        return any(column in row.cells for row in self.rotation.turns)

    def _wrapped(self, turn: int, size: int) -> int | None:
        """Which of `size` entries serves a turn; None where a rota that ends has none."""
        entry = turn if self.entry is None else self.entry(turn)
        if does_repeat(self.rotation) and size:
            return entry % size
        return entry if 0 <= entry < size else None


def columns_of(rotation: Rotation) -> dict[str, Column]:
    """The columns by name: those declared, then those that only rows name."""
    columns = {column.name: column for column in rotation.columns}
    for row in rotation.turns:
        for name in row.cells:
            if name not in columns:
                columns[name] = Column(name, name, rotation.at("turns"))
    return columns
