"""Team files written otherwise: the same team in another hand. Nothing that is judged may depend on the difference."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from posixpath import dirname, join, normpath, relpath, splitext
from typing import NamedTuple, TypeAlias

from pipecheck.source.document import Document
from pipecheck.source.place import Part, Route
from pipecheck.source.scalar import Data, Plain, core
from pipecheck.source.traps import told_otherwise
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.people import renamed
from pipecheck.trial.written import written


class Files(NamedTuple):
    """The files of a workspace: the paths of its team files, the files of each, and the texts of them all by path."""

    teams: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]

    def with_teams(self, change: Callable[[Document], str | None]) -> "Files":
        """The same files, with the text of each team file changed, where it can be read and there is a change."""
        new = {}
        for path in self.teams:
            document = read_yaml(self.texts[path], path)
            text = None if document.is_broken or not _is_sound(document) else change(document)
            if text is not None and text != self.texts[path]:
                new[path] = text
        return self._replace(texts={**self.texts, **new})


Back: TypeAlias = Callable[[str], str]
"""Brings words of an outcome back to what they were before."""


class Rewritten(NamedTuple):
    """The files in another hand, and how to bring what is said of them back to the first."""

    files: Files
    back: Back = str


class Rewriting(NamedTuple):
    """One way to write the same otherwise."""

    name: str
    make: Callable[[Files], Rewritten]


def _is_sound(document: Document) -> bool:
    """Whether its data is all there is: of a repeated key only one value is."""
    return all(fault.rule == "yaml-trap" for fault in document.faults)


# ---- inside the files


def _other_order(document: Document) -> str | None:
    return None if document.data is None else written(_reversed(document.data))


def _reversed(data: Data) -> Data:
    """Keys in the other order; the order of a list is what it says."""
    if isinstance(data, dict):
        return {key: _reversed(value) for key, value in reversed(data.items())}
    return [_reversed(item) for item in data] if isinstance(data, list) else data


def _other_quotes(document: Document) -> str | None:
    return None if document.data is None else written(_quoted(document.data))


def _quoted(data: Data) -> Data:
    """Words without quotes get them and the other way round, where YAML reads the same words."""
    if isinstance(data, dict):
        return {key: _quoted(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_quoted(item) for item in data]
    if isinstance(data, Plain):
        return str(data) if isinstance(core(data), str) and not told_otherwise(data) else data
    plain = Plain(data)
    return plain if core(plain) == data and not told_otherwise(data) else data


def _without_anchors(document: Document) -> str | None:
    """Every alias replaced by what it repeats; where there is none, what stands there twice becomes one."""
    if document.data is None:
        return None
    return written(document.data, anchored=not re.search(r"(?m)(?:^|[\s\[{,:-])\*\w", document.text))


def _with_comments(document: Document) -> str | None:
    """A remark above every line that begins with a key, and beside every scalar that ends one."""
    rows = list(document.lines.rows)
    above: set[int] = set()
    beside: set[int] = set()
    for route, value in _routes(document.data):
        key = document.span(route, Part.key)
        if not rows[key.line - 1][: key.column - 1].strip(" -"):
            above.add(key.line)
        span = document.span(route)
        if isinstance(value, str) and value and span.line == span.end_line == key.line:
            row = rows[span.line - 1]
            if span.end_column == len(row) + 1 and not row.rstrip().endswith(("|", ">", "|-", ">-", "|+", ">+")):
                beside.add(span.line)
    out = []
    for number, row in enumerate(rows, 1):
        if number in above:
            out.append(f"{' ' * (len(row) - len(row.lstrip(' ')))}# said in passing: [no, data: here]")
        out.append(f"{row}  # {{and: here}}" if number in beside else row)
    return "\n".join(out)


def _routes(data: Data | None, route: Route = ()) -> Iterable[tuple[Route, Data]]:
    """The route of every key, and what stands there."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*route, key), value
            yield from _routes(value, (*route, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _routes(item, (*route, index))


# ---- around the files


def _moved(files: Files, where: Callable[[int, str], tuple[str, str]]) -> Rewritten:
    """Each team laid elsewhere, its files with it, so that the paths inside stay right.

    `where` gives, of the number and path of a team file, its new path and the directory its old one has become.
    """
    teams: dict[str, tuple[str, ...]] = {}
    texts: dict[str, str] = {}
    old: dict[str, str] = {}
    for number, (path, own) in enumerate(sorted(files.teams.items())):
        target, directory = where(number, path)
        moved = [normpath(join(directory, relpath(one, dirname(path) or "."))) for one in own]
        moved = [target if one == path else new for one, new in zip(own, moved, strict=True)]
        teams[target] = tuple(moved)
        texts |= {new: files.texts[one] for one, new in zip(own, moved, strict=True) if one in files.texts}
        old |= dict(zip(moved, own, strict=True))
    return Rewritten(Files(teams, texts), lambda words: old.get(words, words))


def _own_directory(number: int, path: str) -> tuple[str, str]:
    stem = splitext(path.rpartition("/")[2])[0]
    directory = join(dirname(path), "moved" if stem == "team" else stem)
    return join(directory, "team.yaml"), directory


def _other_files(files: Files) -> Rewritten:
    """The last file by path becomes the first."""
    last = len(files.teams)

    def where(number: int, path: str) -> tuple[str, str]:
        directory = f"{last - number:05d}/{dirname(path)}".rstrip("/")
        return f"{last - number:05d}/{path}", directory

    return _moved(files, where)


def _other_people(files: Files) -> Rewritten:
    names = renamed(files.teams, files.texts)
    new = Files(files.teams, {path: names.forth(path, text) for path, text in files.texts.items()})
    return Rewritten(new, names.back)


def _inside(change: Callable[[Document], str | None]) -> Callable[[Files], Rewritten]:
    return lambda files: Rewritten(files.with_teams(change))


def together(rewritings: Sequence[Rewriting], files: Files) -> Rewritten:
    """Several ways at once, one after the other."""
    backs: list[Back] = []
    for rewriting in rewritings:
        files, back = rewriting.make(files)
        backs.insert(0, back)

    def all_back(words: str) -> str:
        for back in backs:
            words = back(words)
        return words

    return Rewritten(files, all_back)


GROUPS: Sequence[Sequence[Rewriting]] = (
    (
        Rewriting("keys in another order", _inside(_other_order)),
        Rewriting("other quotes", _inside(_other_quotes)),
        Rewriting("people renamed", _other_people),
        Rewriting("comments added", _inside(_with_comments)),
        Rewriting("files in another order", _other_files),
    ),
    (
        Rewriting("anchors expanded or made", _inside(_without_anchors)),
        Rewriting("each team in a directory of its own", lambda files: _moved(files, _own_directory)),
    ),
)
"""What can be tried at once: none undoes what another one before it did. To write a file anew expands its anchors, and
leaves its comments out."""
REWRITINGS: Sequence[Rewriting] = tuple(rewriting for group in GROUPS for rewriting in group)
