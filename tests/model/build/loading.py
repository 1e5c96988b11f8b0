"""Teams from texts, without a disk."""

from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from textwrap import dedent

from pipecheck.files.globs import compiled
from pipecheck.model.team import Reference, Team
from pipecheck.model.workspace import LoadedTeam, load_team
from pipecheck.source.markdown import read_markdown
from pipecheck.source.place import Place
from pipecheck.source.reader import OutsideRoot, Unreadable
from pipecheck.source.yaml import read_yaml

PATH = "teams/core/team.yaml"


class Texts:
    """A Reader over texts by path. What is under `outside/` is out of the root, what is under `locked/` unreadable."""

    def __init__(self, texts: Mapping[str, str | bytes]) -> None:
        self._texts = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
        self.asked: list[str] = []

    def read(self, path: str) -> bytes | None:
        self.asked.append(path)
        if "outside/" in path:
            raise OutsideRoot(path)
        if "locked/" in path:
            raise Unreadable("permission denied")
        return self._texts.get(path)

    def paths(self, pattern: str) -> Sequence[str]:
        return sorted(path for path in self._texts if compiled(pattern).match(path))


class FewZones:
    """Zones of which four exist."""

    version = "few"

    def zone(self, name: str) -> tzinfo | None:
        return UTC if name in self.names() else None

    def names(self) -> Sequence[str]:
        return ("America/New_York", "Asia/Kolkata", "Europe/Berlin", "UTC")


def load(text: str, files: Mapping[str, str | bytes] | None = None, path: str = PATH) -> LoadedTeam:
    """A team file with what lies beside it."""
    raw = dedent(text).encode()
    texts = {name: dedent(one) if isinstance(one, str) else one for name, one in (files or {}).items()}
    return load_team(path, raw, Texts({**texts, path: raw}), FewZones())


def team(text: str, files: Mapping[str, str | bytes] | None = None, path: str = PATH) -> Team:
    """A team whose files are without fault."""
    loaded = load(text, files, path)
    assert loaded.problems == ()
    assert loaded.faults == ()
    assert loaded.team is not None
    return loaded.team


def core(text: str, files: Mapping[str, str | bytes] | None = None) -> Team:
    """The same for a text without its first two keys."""
    return team("version: 1\nteam: core\n" + dedent(text), files)


def words(text: str, place: Place) -> str:
    """What a place underlines in its text, on its first line."""
    read = read_markdown if place.document.endswith(".md") else read_yaml
    span = read(dedent(text), place.document).span(place.route, place.part, place.words)
    line = span.text[span.line - span.first]
    return line[span.column - 1 : span.end_column - 1] if span.end_line == span.line else line[span.column - 1 :]


def said(loaded: LoadedTeam) -> list[tuple[str, str]]:
    """Rule and message of each problem."""
    return [(one.rule, one.problem.message) for one in loaded.problems]


def reference(team: Team, name: str) -> Reference:
    """The one reference of a name."""
    (found,) = [one for one in team.references if one.ref.id == name]
    return found
