"""What is wrong with a policy: gathered, so that all of it is told at once."""

from collections.abc import Iterable, Sequence

from pipecheck.source.place import Span, TextFault


class BadPolicy(Exception):  # noqa: N818  (what cannot be run under is refused, with all its faults at once)
    """The policy, or the selection of rules, cannot be run: nothing is judged."""

    def __init__(self, faults: Sequence[TextFault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


class Broken(Exception):  # noqa: N818  (it is told as a crash of its rule, at its place)
    """An expression failed on a subject, where no fact was missing: the policy is to be mended."""

    def __init__(self, message: str, at: str) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        """File, line and column of the part that failed."""


class Faults:
    """The faults of all files of one language in a run: policies, unless another is named."""

    def __init__(self, language: str = "policy") -> None:
        self._language = language
        self._faults: list[TextFault] = []

    def add(self, span: Span, message: str, hint: str = "", related: tuple[tuple[Span, str], ...] = ()) -> None:
        self._faults.append(TextFault(self._language, message, span, hint, related))

    def adopt(self, faults: Iterable[TextFault]) -> None:
        """Takes over faults of the text itself: what would be `invalid-yaml` in a team file stops a policy."""
        told = (fault for fault in faults if fault.rule != "yaml-trap")
        self._faults.extend(fault._replace(rule=self._language) for fault in told)

    @property
    def any(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._faults)

    def settle(self) -> None:
        """Raises BadPolicy if there are any, once each, in the order of files and lines."""
        if self._faults:
            unique = {(fault.span[:5], fault.message): fault for fault in self._faults}
            raise BadPolicy(sorted(unique.values(), key=lambda fault: (fault.span[:3], fault.message)))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint for a name that nobody knows: the nearest known ones, or `otherwise`."""
    # Needed for messages only, and it costs milliseconds to import.
    from difflib import get_close_matches

    choices = {choice.casefold(): choice for choice in sorted(known)}
    folded = word.casefold().replace("_", "-") if any("-" in choice for choice in choices) else word.casefold()
    near = [choices[match] for match in get_close_matches(folded, choices, n=2, cutoff=0.65)]
    if not near:
        return otherwise
    return "did you mean " + " or ".join(f"`{name}`" for name in near) + "?"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names to type, joined as prose: `a`, `b` and `c`."""
    words = [f"`{name}`" for name in names]
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
