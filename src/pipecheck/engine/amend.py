"""Edits made to texts in memory: what the files would be, before anything is judged or written again."""

from collections.abc import Callable, Iterable, Mapping

from pipecheck.model.outcome import Edit, Insert, Put, Remove
from pipecheck.source import splice
from pipecheck.source.document import Document
from pipecheck.source.edit import NoPlace, insert, leaves, put, remove
from pipecheck.source.emit import written
from pipecheck.source.place import Place
from pipecheck.source.scalar import Data, plain_data
from pipecheck.source.yaml import read_yaml

_MARKDOWN = (".md", ".markdown")
_FENCE = "---"


def amended(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str] | None:
    """The texts that the edits change, with every character outside the edits as it was; None if one cannot be made so.

    Each is proven: what is read from the text afterwards is what was read before, with the edit made to it.
    """
    return _each(texts, edits, _spliced)


def rewritten(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str] | None:
    """The same, but a file whose lines cannot be kept is written anew: to be judged, not to be looked at.

    None where an edit leads nowhere, or into the prose of a runbook.
    """
    return _each(texts, edits, lambda document, one: _spliced(document, one) or _anew(document, one))


def place_of(edit: Edit) -> Place:
    """Where an edit is made."""
    return edit.into if isinstance(edit, Insert) else edit.at


def opened(text: str, path: str) -> Document:
    """A text as the document that its name says it is."""
    if path.lower().endswith(_MARKDOWN):
        # It costs 40 ms to import, and few edits are of a runbook.
        from pipecheck.source.markdown import read_markdown

        return read_markdown(text, path)
    return read_yaml(text, path)


def _each(
    texts: Mapping[str, str], edits: Iterable[Edit], made: Callable[[Document, Edit], str | None]
) -> dict[str, str] | None:
    changed: dict[str, str] = {}
    for edit in edits:
        path = place_of(edit).document
        text = changed.get(path, texts.get(path))
        document = None if text is None else opened(text, path)
        after = None if document is None or document.is_broken else made(document, edit)
        if after is None:
            return None
        changed[path] = after
    return changed


def _spliced(document: Document, edit: Edit) -> str | None:
    match edit:
        case Put(at, value):
            text = splice.put(document, at.route, leaves(value))
        case Insert(into, value, before):
            text = splice.insert(document, into.route, leaves(value), before)
        case Remove(at):
            text = splice.remove(document, at.route)
    return text if text is not None and _is_that(document, edit, text) else None


def _is_that(document: Document, edit: Edit, text: str) -> bool:
    """Whether a text says what the document says with the edit made to it, and nothing else."""
    expected, after = _data(document, edit), opened(text, document.file)
    if expected is None or after.is_broken or len(after.faults) > len(document.faults):
        return False
    return plain_data(after.data) == plain_data(expected)


def _data(document: Document, edit: Edit) -> Data | None:
    """The document's data with the edit made to it, or None where it leads nowhere."""
    if document.data is None:
        return None
    try:
        match edit:
            case Put(at, value):
                return put(document.data, at.route, leaves(value))
            case Insert(into, value, before):
                return insert(document.data, into.route, leaves(value), before)
            case Remove(at):
                return remove(document.data, at.route)
    except NoPlace:
        return None


def _anew(document: Document, edit: Edit) -> str | None:
    data = _data(document, edit)
    if data is None:
        return None
    if not document.file.lower().endswith(_MARKDOWN):
        return written(data) + "\n"
    if not isinstance(data, dict) or place_of(edit).route[:1] != ("front",):
        return None
    body = document.text
    if body.startswith(_FENCE):
        _, _, rest = body.partition("\n")
        _, _, body = rest.partition(f"\n{_FENCE}")
        _, _, body = body.partition("\n")
    return f"{_FENCE}\n{written(data['front'])}\n{_FENCE}\n{body}"
