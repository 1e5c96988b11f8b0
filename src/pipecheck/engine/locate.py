"""From places to spans: the file is read once more, where somebody has to look at it (semantics §27)."""

from pipecheck.source.decode import decode
from pipecheck.source.document import Document
from pipecheck.source.place import Place, Span
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable
from pipecheck.source.yaml import read_yaml

_KEPT = 32


class Locator:
    """Finds places again. It keeps the last few documents: the outcomes of one team mostly lie in one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._documents: dict[str, Document | None] = {}

    def span(self, place: Place) -> Span:
        """Where a place is; the beginning of a file that cannot be read."""
        document = self.document(place.document)
        if document is None:
            return Span(place.document, 1, 1, 1, 1)
        return document.span(place.route, place.part, place.words)

    def document(self, path: str) -> Document | None:
        """The document of a file, or None where it cannot be read."""
        if path in self._documents:
            self._documents[path] = self._documents.pop(path)
        else:
            self._documents[path] = self._read(path)
            if len(self._documents) > _KEPT:
                del self._documents[next(iter(self._documents))]
        return self._documents[path]

    def says(self, path: str, words: bytes) -> bool:
        """Whether some words stand in a file: cheaper than reading it for what they mean."""
        return words in (self._bytes(path) or b"")

    def text(self, path: str) -> str | None:
        """The text of a file, or None where it cannot be read."""
        raw = self._bytes(path)
        if raw is None:
            return None
        text, fault = decode(raw, path)
        return text if fault is None else None

    def _bytes(self, path: str) -> bytes | None:
        try:
            return self._reader.read(path)
        except (OutsideRoot, Unreadable):
            return None

    def _read(self, path: str) -> Document | None:
        text = self.text(path)
        if text is None:
            return None
        if path.lower().endswith((".md", ".markdown")):
            # It costs 40 ms to import, and most runs have nothing to say about a runbook.
            from pipecheck.source.markdown import read_markdown

            return read_markdown(text, path)
        return read_yaml(text, path)
