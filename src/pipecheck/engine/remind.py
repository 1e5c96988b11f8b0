"""What waivers themselves come to: ended, ending soon, covering nothing, or beyond what is allowed (semantics §14)."""

from collections.abc import Iterator, Mapping, Sequence

from pipecheck.engine.faulty import WORKSPACE, Speaker
from pipecheck.engine.found import Row
from pipecheck.engine.permissions import Permissions
from pipecheck.engine.record import Record
from pipecheck.engine.report import Standing, State
from pipecheck.engine.waive import Spoken
from pipecheck.model.outcome import Problem, Related, Remedy
from pipecheck.policy.limits import Most
from pipecheck.policy.setting import Waiver
from pipecheck.source.place import Place

_SOON = 14
_SHOWN = 5


class Reminder:
    """Speaks of the waivers of a run when it is over."""

    def __init__(self, permissions: Permissions, record: Record, speaker: Speaker, *, all_read: bool) -> None:
        """`all_read` says that no team file was broken: else nobody knows whom a waiver means."""
        self._permissions = permissions
        self._record = record
        self._speaker = speaker
        self._all_read = all_read

    def standings(self, used: Mapping[Waiver, tuple[Spoken, ...]]) -> tuple[Standing, ...]:
        """Every waiver, in order, and how it stands; `used` tells what each speaks of."""
        return tuple(self._standing(waiver, used.get(waiver, ())) for waiver in self._permissions.waivers)

    def rows(self, standings: Sequence[Standing]) -> Iterator[Row]:
        """The outcomes about waivers."""
        for one in standings:
            yield from self._told(one)
        most = self._permissions.limits.active
        active = [one for one in standings if one.state not in ("expired", "excessive")]
        if most is not None and len(active) > most.number:
            yield from self._too_many(active, most)
        for mistake in self._permissions.mistakes:
            subject = self._permissions.owner(mistake.span.file)
            at = Place(mistake.span.file)
            problem = Problem(mistake.message, at, (mistake.message,), remedies=(Remedy(mistake.hint),))
            yield from self._speaker.row("unused-waiver", subject, problem, mistake.span)

    # ---- how one stands

    def _standing(self, waiver: Waiver, covers: tuple[Spoken, ...]) -> Standing:
        state, why = self._state(waiver, covers)
        return Standing(
            state,
            waiver.rule.text,
            waiver.subject.text if waiver.subject else "",
            waiver.line,
            waiver.reason,
            waiver.approved_by,
            waiver.until,
            self._permissions.days_left(waiver),
            waiver.span,
            covers,
            why,
        )

    def _state(self, waiver: Waiver, covers: Sequence[Spoken]) -> tuple[State, str]:
        if self._permissions.has_ended(waiver):
            return "expired", ""
        if self._permissions.reaches_too_far(waiver):
            return "excessive", ""
        owner = self._permissions.owner(waiver.span.file)
        if not covers and (why := self._record.why_unused(waiver, owner, all_read=self._all_read)):
            return "unused", why
        if self._permissions.days_left(waiver) <= _SOON:
            return "expiring", ""
        return ("active" if covers else "unjudged"), ""

    # ---- what is said of it

    def _told(self, one: Standing) -> Iterator[Row]:
        what = f"this waiver of `{one.rule}`" + (f" for '{one.subject}'" if one.subject else "")
        days = self._permissions.limits.days
        if one.state == "expired":
            hint = "mend what it covered, or have it extended"
            yield from self._row("expired-waiver", one, f"{what} ended on {one.until}", hint)
        elif one.state == "excessive" and days is not None:
            message = f"{what} ends in {one.days_left} days; the policy allows {days.number}, so it covers nothing"
            related = (Related(days.at, "the policy allows no more"),)
            yield from self._row("excessive-waiver", one, message, "let it end sooner", related)
        elif one.state == "unused":
            yield from self._row("unused-waiver", one, f"{what} covers nothing: {one.why}", "take it out")
        elif one.state == "expiring":
            when = f"in {one.days_left} day{'s' if one.days_left > 1 else ''}" if one.days_left else "today"
            hint = "mend what it covers, or have it extended"
            yield from self._row("expiring-waiver", one, f"{what} ends {when}, on {one.until}", hint)

    def _row(
        self, rule: str, one: Standing, message: str, hint: str, related: tuple[Related, ...] = ()
    ) -> Iterator[Row]:
        subject = WORKSPACE if one.subject else self._permissions.owner(one.span.file)
        key = (one.rule, one.subject)
        problem = Problem(message, Place(one.span.file), key, remedies=(Remedy(hint),))
        spans = [(self._speaker.policy.span(each.at), each.note) for each in related]
        for row in self._speaker.row(rule, subject, problem, one.span, spans):
            # What reaches too far today may be right tomorrow, but never the other way round.
            dated = rule in ("expired-waiver", "expiring-waiver")
            yield row._replace(verdict=row.verdict._replace(dated=dated))

    def _too_many(self, active: Sequence[Standing], most: Most) -> Iterator[Row]:
        """One problem at the limit; those that end first are shown, for they are the first to be looked at."""
        first = sorted(active, key=lambda one: one.until)[:_SHOWN]
        related = [(one.span, f"ends on {one.until}: `{one.rule}`") for one in first]
        message = f"{len(active)} waivers are in force; the policy allows {most.number}"
        over = len(active) - most.number
        remedy = Remedy(f"mend what {'one of them covers' if over == 1 else f'{over} of them cover'}")
        problem = Problem(message, most.at, ("max_active",), remedies=(remedy,))
        yield from self._speaker.row(
            "excessive-waiver", WORKSPACE, problem, self._speaker.policy.span(most.at), related
        )
