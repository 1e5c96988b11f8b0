"""From places to spans: the file is read once more, where somebody has to look at it (semantics §27)."""

from pipecheck.engine.veil import Veil, veil
from pipecheck.source.decode import decode
from pipecheck.source.document import Document
from pipecheck.source.lines import Lines
from pipecheck.source.place import Place, Span, TextFault
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable
from pipecheck.source.yaml import read_yaml

_KEPT = 32
_MARKDOWN = (".md", ".markdown")


class Locator:
    """Finds places again. It keeps the last few documents: the outcomes of one team mostly lie in one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._documents: dict[str, Document | None] = {}
        self._veils: dict[str, Veil] = {}

    def span(self, place: Place) -> Span:
        """Where a place is; the beginning of a file that cannot be read. Its frame holds nothing private."""
        document = self.document(place.document)
        if document is None:
            return Span(place.document, 1, 1, 1, 1)
        return self.veiled(document.span(place.route, place.part, place.words))

    def veiled(self, span: Span) -> Span:
        """A span that was made elsewhere, with nothing private in its frame."""
        return self._veil(span.file).over(span) if span.text else span

    def told(self, fault: TextFault) -> TextFault:
        """A fault with nothing private in its words and frames. All its spans are of one file."""
        return self._veil(fault.span.file).fault(fault)

    def document(self, path: str) -> Document | None:
        """The document of a file, or None where it cannot be read."""
        if path in self._documents:
            self._documents[path] = self._documents.pop(path)
        else:
            self._documents[path] = self._read(path)
            if len(self._documents) > _KEPT:
                del self._documents[oldest := next(iter(self._documents))]
                self._veils.pop(oldest, None)
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

    def _veil(self, path: str) -> Veil:
        document = self.document(path)
        if path not in self._veils:
            if path.lower().endswith((*_MARKDOWN, ".json")):
                self._veils[path] = Veil({})
            elif document is not None:
                self._veils[path] = veil(document.lines, is_broken=document.is_broken)
            else:
                text, _ = decode(self._bytes(path) or b"", path)
                self._veils[path] = veil(Lines(path, text), is_broken=True)
        return self._veils[path]

    def _read(self, path: str) -> Document | None:
        text = self.text(path)
        if text is None:
            return None
        if path.lower().endswith(_MARKDOWN):
            # It costs 40 ms to import, and most runs have nothing to say about a runbook.
            from pipecheck.source.markdown import read_markdown

            return read_markdown(text, path)
        return read_yaml(text, path)
