"""From the bytes of a team file to a team with all that belongs to it: the pure door to this room."""

from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.outcome import FileProblem, Problem, Remedy
from pipecheck.model.team import Team
from pipecheck.source.decode import decode
from pipecheck.source.place import Place, TextFault
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable
from pipecheck.source.yaml import read_yaml

if TYPE_CHECKING:
    from pipecheck.model.calendar.days import Zones


class LoadedTeam(NamedTuple):
    """A team file that was read. `team` is None when nothing smaller than the file could be set aside."""

    path: str
    team: Team | None
    problems: tuple[FileProblem, ...] = ()
    faults: tuple[TextFault, ...] = ()
    files: tuple[str, ...] = ()
    """Every file that belongs to it, its own first: what its verdicts depend on."""

    @property
    def declares_team(self) -> bool:
        """Whether the file says that it is a team file; one that cannot be read does not say that it is none."""
        return all(problem.rule != "unknown-file" for problem in self.problems)


def open_team(path: str, reader: Reader, zones: "Zones") -> LoadedTeam:
    """Ask the reader for a team file, and read it. What the disk refuses becomes a problem, too."""
    try:
        raw = reader.read(path)
    except OutsideRoot:
        return _unreadable(path, "the file is a link that leads outside the workspace", "put the file itself here")
    except Unreadable as why:
        return _unreadable(path, f"the file cannot be read: {why}", "see who may read it")
    if raw is None:
        return _unreadable(path, "the file is not there any more", "run again")
    return load_team(path, raw, reader, zones)


def load_team(path: str, raw: bytes, reader: Reader, zones: "Zones") -> LoadedTeam:
    """Read a team file and its runbooks. Never raises for what they hold: it becomes problems and faults.

    `path` is root-relative. Runbooks are asked of the reader; that two files may have one `team` is not looked at here.
    """
    text, fault = decode(raw, path)
    if fault is not None:
        return LoadedTeam(path, None, faults=(fault,), files=(path,))
    document = read_yaml(text, path)
    if document.is_broken:
        return LoadedTeam(path, None, faults=document.faults, files=(path,))
    if not (isinstance(document.data, dict) and "team" in document.data):
        return LoadedTeam(path, None, (_no_team(path, document.data),), document.faults, (path,))
    # Whoever has every verdict in a cache loads no team, and need not pay for what validates one.
    from pipecheck.model.build.team import build_team
    from pipecheck.model.shape.read import read_team

    reading = read_team(document)
    if reading.shape is None:
        return LoadedTeam(path, None, reading.problems, document.faults, (path,))
    built = build_team(document, reading, reading.shape, reader, zones)
    return LoadedTeam(path, built.team, built.problems, (*document.faults, *built.faults), (path, *built.files))


def _unreadable(path: str, message: str, hint: str) -> LoadedTeam:
    problem = Problem(message, Place(path), key=(path,), remedies=(Remedy(hint),))
    return LoadedTeam(path, None, (FileProblem("unreadable-file", problem),), files=(path,))


def _no_team(path: str, data: object) -> FileProblem:
    keys = [key for key in ("members", "pipelines", "oncall") if isinstance(data, dict) and key in data]
    hint = "list it under `exclude` in the configuration if it is no team file"
    slip = next((key for key in data if key.casefold() == "team"), None) if isinstance(data, dict) else None
    if slip is not None:
        hint = f"it has `{slip}`: did you mean `team`?"
    elif keys:
        hint = f"it has `{keys[0]}`: give it a key `team` with the team's id if it is a team file"
    message = "the file lies among the team files but has no key `team`, so it was not judged"
    return FileProblem("unknown-file", Problem(message, Place(path), key=(path,), remedies=(Remedy(hint),)))
