"""What waivers themselves come to: ended, ending soon, or covering nothing (semantics §13, §14)."""

from collections.abc import Iterator
from datetime import timedelta

from pipecheck.engine.faulty import WORKSPACE, Speaker
from pipecheck.engine.found import Row
from pipecheck.engine.permissions import Permissions
from pipecheck.engine.record import Record
from pipecheck.model.outcome import Problem, Remedy
from pipecheck.policy.setting import Waiver
from pipecheck.source.place import Place

_SOON = timedelta(days=14)


class Reminder:
    """Speaks of the waivers of a run when it is over."""

    def __init__(self, permissions: Permissions, record: Record, speaker: Speaker, *, all_read: bool) -> None:
        """`all_read` says that no team file was broken: else nobody knows whom a waiver means."""
        self._permissions = permissions
        self._record = record
        self._speaker = speaker
        self._all_read = all_read

    def rows(self, used: frozenset[Waiver]) -> Iterator[Row]:
        """The outcomes about waivers, of which `used` covered something."""
        for waiver in self._permissions.waivers:
            what = f"this waiver of `{waiver.rule.text}`" + (f" for '{waiver.subject.text}'" if waiver.subject else "")
            left = waiver.until - self._permissions.as_of
            if self._permissions.has_ended(waiver):
                message = f"{what} ended on {waiver.until}"
                yield from self._row("expired-waiver", waiver, message, "mend what it covered, or have it extended")
            elif waiver not in used and (why := self._why_unused(waiver)):
                yield from self._row("unused-waiver", waiver, f"{what} covers nothing: {why}", "take it out")
            elif left <= _SOON:
                when = f"in {left.days} day{'s' if left.days > 1 else ''}" if left else "today"
                message = f"{what} ends {when}, on {waiver.until}"
                yield from self._row("expiring-waiver", waiver, message, "mend what it covers, or have it extended")
        for mistake in self._permissions.mistakes:
            subject = self._permissions.owner(mistake.span.file)
            at = Place(mistake.span.file)
            problem = Problem(mistake.message, at, (mistake.message,), remedies=(Remedy(mistake.hint),))
            yield from self._speaker.row("unused-waiver", subject, problem, mistake.span)

    def _why_unused(self, waiver: Waiver) -> str | None:
        owner = self._permissions.owner(waiver.span.file)
        return self._record.why_unused(waiver, owner, all_read=self._all_read)

    def _row(self, rule: str, waiver: Waiver, message: str, hint: str) -> Iterator[Row]:
        subject = WORKSPACE if waiver.subject else self._permissions.owner(waiver.span.file)
        key = (waiver.rule.text, waiver.subject.text if waiver.subject else "")
        problem = Problem(message, Place(waiver.span.file), key, remedies=(Remedy(hint),))
        for row in self._speaker.row(rule, subject, problem, waiver.span):
            yield row._replace(verdict=row.verdict._replace(dated=rule != "unused-waiver"))
