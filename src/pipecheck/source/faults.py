"""The faults of one text while it is read: listed up to a bound, counted beyond it."""

from pipecheck.source.bounds import Bounds
from pipecheck.source.characters import cleaned, is_clean, strange
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import TextFault

_SAMPLE = 2_000


class Faults:
    """Collects what is wrong with the text of some lines."""

    def __init__(self, lines: Lines, most: int) -> None:
        self.lines = lines
        self._most = most
        self._listed: list[TextFault] = []
        self._first_unlisted: Stretch | None = None
        self._unlisted = 0

    def add(
        self,
        rule: str,
        message: str,
        at: Stretch,
        hint: str = "",
        related: tuple[Stretch, str] | None = None,
        *,
        ends: bool = False,
    ) -> None:
        """Note a fault at a stretch of the text, and what to say of a related one.

        One that `ends` the reading is listed however many there were before.
        """
        if len(self._listed) >= self._most and not ends:
            self._first_unlisted = self._first_unlisted or at
            self._unlisted += 1
            return
        beside = ((self.lines.span(related[0]), related[1]),) if related else ()
        self._listed.append(TextFault(rule, message, self.lines.span(at), hint, beside))

    def all(self) -> tuple[TextFault, ...]:
        """Every fault in the order of the text; where there were too many, the last one says how many more."""
        listed = sorted(self._listed, key=lambda fault: (fault.span.line, fault.span.column))
        if self._first_unlisted is None:
            return tuple(listed)
        message = f"this file has {self._unlisted:,} more faults than can be listed"
        more = TextFault("too-large", message, self.lines.span(self._first_unlisted), "mend the ones listed first")
        return (*listed, more)


def screened(text: str, file: str, bounds: Bounds, rule: str) -> Faults:
    """The lines of a text, safe to print, with a fault of `rule` for all that was replaced in it."""
    body = text.removeprefix("\ufeff")
    if is_clean(body):
        return Faults(Lines(file, body), bounds.faults)
    faults = Faults(Lines(file, cleaned(body)), bounds.faults)
    for odd in strange(body):
        if rule == "invalid-yaml" or not odd.is_break:
            faults.add(rule, odd.message, odd.at, odd.hint)
    return faults


def refusal(text: str, file: str, bounds: Bounds) -> Faults | None:
    """The one fault of a text that is larger than its bound, with no more of the text than a frame needs."""
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size <= bounds.bytes:
        return None
    faults = Faults(Lines(file, cleaned(text[:_SAMPLE]).removeprefix("\ufeff")), bounds.faults)
    message = f"this file has {size:,} bytes; at most {bounds.bytes:,} are read"
    faults.add("too-large", message, Stretch(0, 0), "split it into smaller files", ends=True)
    return faults
