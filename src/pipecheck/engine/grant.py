"""Granting a waiver: which violations are meant, which policy file takes it, and what it would then say."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipecheck.engine.amend import amended
from pipecheck.engine.report import Report, Span, Verdict
from pipecheck.engine.spot import Spot, at_spot, nearest
from pipecheck.engine.ways import ABOUT_WAIVERS
from pipecheck.model.outcome import Insert, Plain, Put
from pipecheck.policy.faults import did_you_mean
from pipecheck.policy.laid import Policy
from pipecheck.source.place import Place

PROFILE = "pipecheck:"


class NotGranted(Exception):  # noqa: N818  (a waiver is refused, with the reason)
    """Why no waiver can be written, and the way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Grant(NamedTuple):
    """What the waivers to be written say, beside rule and subject."""

    until: date
    reason: str
    approved_by: str = ""


def meant(report: Report, spot: Spot, rule: str) -> tuple[Verdict, ...]:
    """The outcomes that a waiver at a line is for: of one rule, waivable, not waived yet. Raises NotGranted."""
    found = at_spot(report, spot)
    if not found:
        raise NotGranted(f"nothing is to be waived at {spot}: no violation stands there", nearest(report, spot))
    open_ones = [verdict for verdict in found if verdict.waiver is None]
    if not open_ones:
        given = found[0].waiver
        assert given is not None
        where = f"{given.span.file}:{given.span.line}:{given.span.column}"
        raise NotGranted(f"{spot} is waived already, until {given.until}: {where}", "change `until` there to extend it")
    if not rule:
        # What no waiver can cover is not what was meant, where there is something else.
        open_ones = [verdict for verdict in open_ones if verdict.waivable] or open_ones
    rules = sorted({verdict.rule for verdict in open_ones})
    if rule:
        if rule not in rules:
            raise NotGranted(f"`{rule}` says nothing at {spot}", did_you_mean(rule, rules, f"there is {_said(rules)}"))
        rules = [rule]
    if len(rules) > 1:
        lines = "".join(f"\n  {one.level.value} {one.rule}: {one.message}" for one in open_ones)
        raise NotGranted(f"{len(rules)} rules speak at {spot}:{lines}", f"say which: `--rule {rules[0]}`")
    return tuple(verdict for verdict in open_ones if verdict.rule == rules[0])


def refuse_unwaivable(verdicts: Sequence[Verdict], policy: Policy) -> None:
    """Raises NotGranted where no waiver may cover one of these outcomes of one rule."""
    verdict = next((one for one in verdicts if not one.waivable), None)
    if verdict is None:
        return
    entry = policy.catalog[verdict.rule]
    if entry.id in ABOUT_WAIVERS:
        raise NotGranted(f"`{entry.id}` cannot be waived: it speaks of a waiver", "change that waiver, or take it out")
    if not entry.waivable:
        raise NotGranted(f"`{entry.id}` cannot be waived: it says that something could not be judged", "mend the file")
    closing = next(one for one in policy.settings() if one.rule == entry.id and not one.waivable)
    at = policy.span(closing.at)
    raise NotGranted(f"`{entry.id}` cannot be waived: the policy forbids it, {at.file}:{at.line}:{at.column}")


def refuse_beyond(grant: Grant, number: int, report: Report, policy: Policy) -> None:
    """Raises NotGranted where so many waivers would go beyond the limits of the policy, or would have ended."""
    limits = policy.limits
    left = (grant.until - report.as_of).days
    if left < 0:
        raise NotGranted(f"a waiver until {grant.until} would have ended: it is judged as of {report.as_of}")
    if limits.days is not None and left > limits.days.number:
        last = date.fromordinal(report.as_of.toordinal() + limits.days.number)
        where = _place(policy.span(limits.days.at))
        raise NotGranted(
            f"a waiver until {grant.until} reaches {left} days ahead; the policy allows {limits.days.number} ({where})",
            f"`--until {last}` is the furthest",
        )
    if limits.approval is not None and not grant.approved_by:
        where = _place(policy.span(limits.approval))
        raise NotGranted(f"the policy asks who permitted it ({where})", "say so: `--approved-by NAME`")
    if limits.active is not None:
        active = sum(one.state not in ("expired", "excessive") for one in report.waivers)
        if active + number > limits.active.number:
            where = _place(policy.span(limits.active.at))
            raise NotGranted(
                f"{active} waivers are in force, and the policy allows {limits.active.number} ({where})",
                "`pipecheck waivers` lists them: mend what one of them covers",
            )


def holder(policy: Policy, named: str | None) -> str:
    """The policy file that takes a waiver: the one named, else the one in force. Raises NotGranted."""
    own = [file for file in policy.files if not file.startswith(PROFILE)]
    if named is not None:
        if named not in own:
            hint = f"that policy is made of {_said(own)}" if own else "it is made of shipped profiles alone"
            raise NotGranted(
                f"'{named}' is no file of the policy in force, so a waiver there would cover nothing", hint
            )
        return named
    roots = [root.name for root in policy.roots]
    if len(roots) > 1 and own:
        raise NotGranted(f"several policies are in force: {_said(roots)}", f"say which: `--policy-file {own[-1]}`")
    if roots[0].startswith(PROFILE):
        raise NotGranted(
            f"the policy in force is the profile `{roots[0]}`, which ships with pipecheck and takes no waivers",
            f"write `policies/default.yaml` with `version: 1` and `extends: [{roots[0]}]`, or a comment at the line",
        )
    return roots[0]


def granted(policy: Policy, file: str, verdicts: Sequence[Verdict], grant: Grant) -> tuple[str, str]:
    """The text of a policy file as it is, and with a waiver for each subject of these outcomes. Raises NotGranted."""
    document = next(layer.file.document for layer in policy.layers if layer.file.file == file)
    text, data = document.text, document.data
    waivers = data.get("waivers") if isinstance(data, dict) else None
    route = ("waivers", "granted") if isinstance(waivers, dict) else ("waivers",)
    held = waivers.get("granted") if isinstance(waivers, dict) else waivers
    entries = [_entry(rule, subject, grant) for rule, subject in _named(verdicts)]
    at = Place(file, route)
    edits = [Insert(at, one) for one in entries] if isinstance(held, list) else [Put(at, entries)]
    after = amended({file: text}, edits)
    if after is None:
        lines = "".join(f"\n  {key}: {value}" for one in entries for key, value in one.items())
        raise NotGranted(f"the waiver cannot be written into '{file}' without changing its other lines:{lines}")
    return text, after[file]


def _entry(rule: str, subject: str, grant: Grant) -> dict[str, Plain]:
    approved = {"approved_by": grant.approved_by} if grant.approved_by else {}
    return {"rule": rule, "subject": subject, "reason": grant.reason, **approved, "until": grant.until.isoformat()}


def _named(verdicts: Sequence[Verdict]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((verdict.rule, str(verdict.subject)) for verdict in verdicts))


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}:{span.column}"


def _said(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
