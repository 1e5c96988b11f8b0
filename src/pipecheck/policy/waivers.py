"""Waivers: permissions with a reason and an end, in policy files and in comments (semantics §14)."""

import re
from datetime import date
from typing import NamedTuple

from pipecheck.policy.faults import did_you_mean, listed
from pipecheck.policy.field import Field
from pipecheck.policy.glob import Glob, glob, subject_glob
from pipecheck.policy.setting import Waiver
from pipecheck.rules.catalog import Catalog
from pipecheck.source.comment import Comment
from pipecheck.source.document import Document
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import Span

KEYS = ("rule", "subject", "reason", "approved_by", "until")
_WANTED = ("rule", "subject", "reason", "until")
_MARK = re.compile(r"pipecheck:\s*(.*)", re.DOTALL)
_FORM = re.compile(
    r"waive\s+(?P<rule>\S+)\s+until\s+(?P<until>\S+)"
    r"(?:\s+by\s+(?P<by>(?!--)\S+(?:\s+(?!--)\S+)*))?(?:\s+--\s*(?P<reason>.*))?",
    re.DOTALL,
)
_EXAMPLE = "write `# pipecheck: waive single-owner until 2026-12-31 -- the reason`"
_WITH_APPROVER = "write `# pipecheck: waive single-owner until 2026-12-31 by dana -- the reason`"


class Mistake(NamedTuple):
    """A waiver comment that covers nothing, because it cannot be understood. It becomes an `unused-waiver`."""

    span: Span
    message: str
    hint: str


def read_waiver(field: Field, catalog: Catalog) -> Waiver | None:
    """A waiver of a policy file; None if anything of it is wrong."""
    fields = field.known("a waiver", KEYS)
    missing = [key for key in _WANTED if key not in fields]
    if missing and isinstance(field.data, dict):
        field.refuse(f"a waiver wants {listed(missing)}", "say which rule, for which subject, why, and until when")
    words = {key: fields[key].text(f"`{key}`") for key in KEYS if key in fields and key != "until"}
    until = fields["until"].date("`until`") if "until" in fields else None
    named, subject, reason = words.get("rule"), words.get("subject"), words.get("reason")
    rule = _rule(fields["rule"], named, catalog) if named else None
    if rule is None or subject is None or reason is None or until is None:
        return None
    return Waiver(
        rule,
        until,
        reason,
        field.span(),
        subject_glob(subject),
        approved_by=words.get("approved_by") or "",
    )


def _rule(field: Field, text: str, catalog: Catalog) -> Glob | None:
    problem = _unusable(text, catalog)
    if problem is None:
        return _current(text, catalog)
    field.refuse(*problem)
    return None


def _unusable(text: str, catalog: Catalog) -> tuple[str, str] | None:
    """Why a rule, or a glob of rules, cannot be waived: message and hint."""
    wanted = _current(text, catalog)
    matched = [entry for entry in catalog if wanted.match(entry.id)]
    if not matched and not catalog.may_hold(text):
        kind = "no rule matches" if wanted.is_pattern else "there is no rule"
        hint = did_you_mean(text, (entry.id for entry in catalog), "`pipecheck rules` lists them all")
        return f"{kind} '{text}'", hint
    if matched and not any(entry.waivable for entry in matched):
        return f"`{text}` cannot be waived", "it says that something could not be judged, or that a waiver has ended"
    return None


def _current(text: str, catalog: Catalog) -> Glob:
    """A glob of rule ids, a former id replaced by the present one."""
    entry = catalog.get(text)
    return glob(text if entry is None else entry.id)


def waivers_in(
    document: Document, catalog: Catalog, *, approval: bool = False
) -> tuple[tuple[Waiver, ...], tuple[Mistake, ...]]:
    """The waivers that stand in the comments of a document: `# pipecheck: waive RULE until DATE by NAME -- reason`.

    One beside something covers its own line; one alone covers the next line that is no comment and not empty. Who
    permitted it may be left out, unless `approval` is asked for.
    """
    if "pipecheck:" not in document.text:
        return (), ()
    lines = Lines(document.file, document.text)
    alone = {comment.line for comment in document.comments if comment.alone}
    waivers: list[Waiver] = []
    mistakes: list[Mistake] = []
    for comment in document.comments:
        marked = _MARK.fullmatch(comment.text)
        if marked is None:
            continue
        start = lines.starts[comment.line - 1] + comment.column - 1
        span = lines.span(Stretch(start, start + len(comment.text)))
        read = _understood(marked[1], span, _covered(comment, alone, lines), catalog)
        if isinstance(read, Waiver) and approval and not read.approved_by:
            read = Mistake(
                span, "this waiver names no approver, as the policy asks, so it covers nothing", _WITH_APPROVER
            )
        if isinstance(read, Waiver):
            waivers.append(read)
        else:
            mistakes.append(read)
    return tuple(waivers), tuple(mistakes)


def _covered(comment: Comment, alone: set[int], lines: Lines) -> int:
    line = comment.line
    if comment.alone:
        line += 1
        while line <= len(lines.rows) and (line in alone or not lines.rows[line - 1].strip()):
            line += 1
    return line


def _understood(text: str, span: Span, line: int, catalog: Catalog) -> Waiver | Mistake:
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return Mistake(span, "this waiver cannot be understood, so it covers nothing", _EXAMPLE)
    reason = (found["reason"] or "").strip()
    if not reason:
        return Mistake(span, "this waiver gives no reason, so it covers nothing", _EXAMPLE)
    until = _date(found["until"])
    if until is None:
        return Mistake(span, f"this waiver covers nothing: '{found['until']}' is no date", _EXAMPLE)
    unusable = _unusable(found["rule"], catalog)
    if unusable is not None:
        return Mistake(span, f"this waiver covers nothing: {unusable[0]}", unusable[1])
    return Waiver(_current(found["rule"], catalog), until, reason, span, line=line, approved_by=found["by"] or "")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
