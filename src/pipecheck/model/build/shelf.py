"""Which Markdown files are a team's runbooks: those that pipelines link to, and those beside it that name pipelines."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from posixpath import basename, dirname, join, relpath, splitext
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build.links import OUTSIDE, Refused, follow
from pipecheck.model.build.names import Names
from pipecheck.model.build.runbooks import written
from pipecheck.model.build.spot import Ground, Spot
from pipecheck.model.build.zones import unknown_zones
from pipecheck.model.outcome import FileProblem, Problem, Remedy, Undecided
from pipecheck.model.pipeline import Pipeline
from pipecheck.model.runbook import Runbook
from pipecheck.model.value import Ref
from pipecheck.source.decode import decode
from pipecheck.source.place import Place, TextFault
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable

if TYPE_CHECKING:
    from pipecheck.model.calendar.days import Zones
    from pipecheck.model.shape.front import FrontShape
    from pipecheck.source.markdown import MarkdownDocument

_TEAM = re.compile(rb"^team[ \t]*:", re.MULTILINE)


class Shelf(NamedTuple):
    """What the files beside a team file hold for it."""

    runbooks: tuple[Runbook, ...]
    linked: Mapping[str, tuple[Ref, ...]]
    """Ids of inline runbooks, and paths of files, to the pipelines that link to them."""
    lost: Mapping[str, Undecided]
    """Ids of pipelines whose link cannot be followed, or leads to what cannot be read."""
    problems: tuple[FileProblem, ...]
    faults: tuple[TextFault, ...]
    files: tuple[str, ...]


class _Page(NamedTuple):
    """A Markdown file, and what its front matter says; no shape where that cannot be told."""

    document: "MarkdownDocument"
    shape: "FrontShape | None"
    spot: Spot
    problems: tuple[FileProblem, ...]


class Librarian:
    """Fetches the runbooks of one team, each file once."""

    def __init__(self, file: str, reader: Reader, zones: "Zones", names: Names) -> None:
        self._file = file
        self._folder = dirname(file)
        self._reader = reader
        self._zones = zones
        self._names = names
        self._pages: dict[str, _Page | None] = {}
        self._problems: dict[Place, FileProblem] = {}
        self._faults: list[TextFault] = []

    def fetch(self, pipelines: Sequence[Pipeline], inline: Collection[str]) -> Shelf:
        """The runbooks of these pipelines; `inline` are the ids of those that the team file holds itself."""
        linked: dict[str, list[Ref]] = {}
        lost: dict[str, Undecided] = {}
        for pipeline in pipelines:
            link: Ref | None = pipeline.sound("runbook")
            if link is None:
                continue
            target, found = (link.id, True) if link.id in inline else self._follow(link)
            doubt = self._names.doubt("runbook") if found is False and "/" not in link.id else None
            found = found if doubt is None else None
            self._names.settled(link.id, link.at, found, "runbook", doubt=doubt)
            if target is not None:
                linked.setdefault(target, []).append(Ref(pipeline.id, link.at))
            elif found is not False:
                lost[pipeline.id] = Undecided("pipelines.runbook", link.at)
        shared = self._beside({pipeline.id for pipeline in pipelines})
        pages = {path: page for path, page in sorted(self._pages.items()) if page is not None}
        idents = _idents(self._folder, pages, inline)
        return Shelf(
            tuple(
                written(
                    self._names, idents[path], page.document, page.spot, page.shape, linked.get(path, ()), shared=shared
                )
                for path, page in pages.items()
            ),
            {target: tuple(refs) for target, refs in linked.items()},
            lost,
            (*self._problems.values(), *(problem for page in pages.values() for problem in page.problems)),
            tuple(self._faults),
            tuple(sorted(self._pages)),
        )

    def _follow(self, link: Ref) -> tuple[str | None, bool | None]:
        """The path of the page that a link leads to, and whether it leads anywhere. A refusal is noted, once each."""
        path = follow(self._file, link.id)
        if isinstance(path, Refused):
            return self._refuse(link, path)
        if path not in self._pages:
            try:
                raw = self._reader.read(path)
            except OutsideRoot:
                return self._refuse(link, OUTSIDE)
            except Unreadable as error:
                return self._refuse(link, Refused(f"leads to a file that cannot be read: {error}", "mend the file"))
            if raw is None:
                return None, False
            self._open(path, raw)
        return (None, True) if self._pages[path] is None else (path, True)

    def _refuse(self, link: Ref, refused: Refused) -> tuple[None, None]:
        problem = Problem(f"the path '{link.id}' {refused.why}", link.at, remedies=(Remedy(refused.hint),))
        self._problems.setdefault(link.at, FileProblem("unreadable-file", problem))
        return None, None

    def _beside(self, own: Collection[str]) -> bool:
        """Opens the files in `runbooks/` beside the team file that name a pipeline; whether other teams share it.

        Where they do, a file is this team's only if it names one of its pipelines.
        """
        folder = join(self._folder, "runbooks")
        named = {}
        for path in self._reader.paths(f"{_literally(folder)}/**/*.md"):
            if path.startswith(f"{folder}/") and path not in self._pages:
                raw = self._glance(path)
                if raw.startswith((b"---", b"\xef\xbb\xbf---")) and b"pipelines" in raw:
                    named[path] = raw
        shared = bool(named) and self._is_shared()
        for path, raw in named.items():
            self._open(path, raw)
            page = self._pages[path]
            told = page.document.front.get("pipelines") if page is not None else None
            names = told if isinstance(told, list) else []
            unclear = page is not None and page.document.is_broken and not shared
            ours = bool(names) and (not shared or any(isinstance(name, str) and name in own for name in names))
            if not (ours or unclear):
                del self._pages[path]
        return shared

    def _open(self, path: str, raw: bytes) -> None:
        """Reads a page. One that is no text leaves its fault behind, and None."""
        from pipecheck.model.shape.read import read_front
        from pipecheck.source.markdown import read_markdown

        text, fault = decode(raw, path)
        if fault is not None:
            self._faults.append(fault)
            self._pages[path] = None
            return
        document = read_markdown(text, path)
        self._faults.extend(document.faults)
        reading = read_front(document)
        bad = [*unknown_zones(path, document.front, self._zones, reading.aside, ("front",))]
        aside = {**reading.aside, **{undecided.at.route: undecided for _, undecided in bad}}
        root = Spot(Ground(path, document.data, aside, reading.kept), (), document.data)
        self._pages[path] = _Page(
            document,
            None if document.is_broken else reading.shape,
            root.down("front"),
            (*reading.problems, *(problem for problem, _ in bad)),
        )

    def _is_shared(self) -> bool:
        """Whether another team's file lies in the same folder."""
        beside = (
            path
            for ending in ("yaml", "yml")
            for path in self._reader.paths(join(_literally(self._folder), f"*.{ending}"))
            if path != self._file and dirname(path) == self._folder
        )
        return any(_TEAM.search(self._glance(path)) for path in beside)

    def _glance(self, path: str) -> bytes:
        try:
            return self._reader.read(path) or b""
        except (OutsideRoot, Unreadable):
            return b""


def _literally(folder: str) -> str:
    """A pattern that matches at least this folder: its wildcards stand for any one character."""
    return re.sub(r"[*?\[\]]", "?", folder)


def _idents(folder: str, paths: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """A file's name without its ending; where two would be called so, the path from the team file's folder."""
    stems = {path: splitext(basename(path))[0] for path in paths}
    count = Counter([*stems.values(), *taken])
    return {
        path: stem if count[stem] == 1 else splitext(relpath(path, folder or "."))[0] for path, stem in stems.items()
    }
