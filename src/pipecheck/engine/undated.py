"""What to say where a verdict turns on when a rota begins, and its file does not tell (semantics §22)."""

from collections.abc import Sequence

from pipecheck.model.oncall import HolidayAssignment, OnCall, Rotation
from pipecheck.model.outcome import Remedy, Undecided
from pipecheck.model.resolve.turns import is_undated
from pipecheck.model.team import Team
from pipecheck.source.place import Part


def undated(team: Team) -> Undecided:
    """The start that is missing: of the first undated rotation, else of the first holiday line that takes turns."""
    oncall: OnCall | None = team.sound("oncall")
    rotations: Sequence[Rotation] = (oncall and oncall.sound("rotations")) or ()
    for rotation in rotations:
        if is_undated(rotation):
            remedy = Remedy(f"say when '{rotation.id}' begins: `start: 2026-01-05`")
            return Undecided(
                "oncall.rotations.start", rotation.at("start", part=Part.entry), (remedy,), why="when the rota begins"
            )
    lines: Sequence[HolidayAssignment] = (oncall and oncall.sound("holidays")) or ()
    for line in lines:
        if line.turn is not None and line.start is None:
            remedy = Remedy("say in which year its first entry serves: `start: 2026`")
            return Undecided(
                "oncall.holidays.start", line.at("start", part=Part.entry), (remedy,), why="in which year it begins"
            )
    return Undecided("oncall.rotations.start", team.at("oncall"), why="when the rotas begin")
