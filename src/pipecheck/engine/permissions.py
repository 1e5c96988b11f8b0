"""The waivers of a run: those of the policy files, and those in the comments of the files that are judged."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from pipecheck.engine.faulty import WORKSPACE, Loaded, subject_of
from pipecheck.engine.locate import Locator
from pipecheck.model.outcome import SubjectKey
from pipecheck.policy.laid import Policy
from pipecheck.policy.limits import Limits
from pipecheck.policy.setting import Waiver
from pipecheck.policy.waivers import Mistake, waivers_in
from pipecheck.source.place import Span


class Permissions(NamedTuple):
    """All waivers, in the order of files and lines, and the comments that only look like one."""

    as_of: date
    waivers: tuple[Waiver, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    owners: Mapping[str, SubjectKey] = MappingProxyType({})
    """Which team a file with comments belongs to."""
    by_subject: tuple[Waiver, ...] = ()
    """Those of policy files."""
    by_line: Mapping[tuple[str, int], tuple[Waiver, ...]] = MappingProxyType({})
    """Those of comments, by the line they cover."""
    limits: Limits = Limits()

    def near(self, spans: Iterable[Span]) -> Sequence[Waiver]:
        """The waivers that could cover what stands at these places, in order."""
        there = [waiver for span in spans for waiver in self.by_line.get((span.file, span.line), ())]
        return sorted({*there, *self.by_subject}, key=_position) if there else self.by_subject

    def has_ended(self, waiver: Waiver) -> bool:
        """`until` is inclusive."""
        return self.as_of > waiver.until

    def reaches_too_far(self, waiver: Waiver) -> bool:
        """Whether its last day lies further ahead than the policy allows: then it covers nothing yet."""
        days = self.limits.days
        return days is not None and self.days_left(waiver) > days.number

    def days_left(self, waiver: Waiver) -> int:
        """The days after as-of on which it still holds; negative once it has ended."""
        return (waiver.until - self.as_of).days

    def owner(self, file: str) -> SubjectKey:
        return self.owners.get(file, WORKSPACE)


def permissions_of(
    loaded: Iterable[Loaded], policy: Policy, locator: Locator, as_of: date, *, apply: bool
) -> Permissions:
    """Every waiver there is; none where they are not to apply."""
    if not apply:
        return Permissions(as_of)
    waivers, limits = list(policy.waivers), policy.limits
    mistakes: list[Mistake] = []
    owners: dict[str, SubjectKey] = {}
    for one in loaded:
        for file in one.files:
            if not locator.says(file, b"pipecheck:") or (document := locator.document(file)) is None:
                continue
            found, misread = waivers_in(document, policy.catalog, approval=limits.approval is not None)
            waivers += (waiver._replace(span=locator.veiled(waiver.span)) for waiver in found)
            mistakes += (mistake._replace(span=locator.veiled(mistake.span)) for mistake in misread)
            owners.setdefault(file, subject_of(one))
    waivers = sorted(dict.fromkeys(waivers), key=_position)
    by_line: dict[tuple[str, int], tuple[Waiver, ...]] = {}
    for waiver in waivers:
        if waiver.subject is None:
            place = waiver.span.file, waiver.line
            by_line[place] = (*by_line.get(place, ()), waiver)
    by_subject = tuple(waiver for waiver in waivers if waiver.subject is not None)
    return Permissions(as_of, tuple(waivers), tuple(dict.fromkeys(mistakes)), owners, by_subject, by_line, limits)


def _position(waiver: Waiver) -> tuple[bytes, int, int]:
    span = waiver.span
    return span.file.encode("utf-8", "surrogatepass"), span.line, span.column
