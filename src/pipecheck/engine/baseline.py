"""Known debts: violations written down once, shown ever after, and counted no more."""

import json
from collections.abc import Collection
from typing import NamedTuple

from pipecheck.engine.report import Report, Verdict
from pipecheck.rules.always import ALWAYS

FORMAT = "pipecheck-baseline/1"


class Debt(NamedTuple):
    """One violation that was there when the baseline was written."""

    rule: str
    subject: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.fingerprint} `{self.rule}`, {self.subject}"


class BadBaseline(Exception):  # noqa: N818  (refused like a policy, before anything is judged)
    """The text is no baseline; the message says why."""


def is_debt(verdict: Verdict) -> bool:
    """Whether a baseline may hold it: not what is waived already or undecided, nor what can never be waived, such as a
    file that cannot be read."""
    return verdict.decided and verdict.waivable and verdict.waiver is None


def parse(text: str) -> tuple[Debt, ...]:
    """The debts of a baseline. Raises BadBaseline."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadBaseline("it is not readable as JSON") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("debts"), list):
        raise BadBaseline(f"it wants `format` `{FORMAT}` and a list `debts`")
    debts = []
    for number, item in enumerate(data["debts"], 1):
        fields = [item.get(name) for name in Debt._fields] if isinstance(item, dict) else []
        words = [field for field in fields if isinstance(field, str) and field]
        if len(words) != len(Debt._fields):
            raise BadBaseline(f"debt {number} wants `rule`, `subject` and `fingerprint`, in words")
        debts.append(Debt(*words))
    return tuple(sorted(set(debts)))


def written(report: Report, previous: Collection[Debt] | None, *, grow: bool) -> str:
    """The baseline after a run: JSON, sorted, with a newline at its end.

    Without `previous` it takes every debt there is; with it, it only shrinks, unless it is to `grow`. A debt is struck
    out only where it was looked for: not if its rule was left out of the run, or the run was narrowed to some files.
    """
    now = {Debt(one.rule, str(one.subject), one.fingerprint) for one in report.verdicts if is_debt(one)}
    known = {debt.fingerprint for debt in previous or ()}
    kept = now if previous is None or grow else {debt for debt in now if debt.fingerprint in known}
    kept |= {debt for debt in previous or () if not _looked_for(debt, report)}
    debts = [debt._asdict() for debt in sorted(kept)]
    return json.dumps({"format": FORMAT, "debts": debts}, indent=2, ensure_ascii=False) + "\n"


def _looked_for(debt: Debt, report: Report) -> bool:
    ran = {count.rule for count in report.rules} | {entry.id for entry in ALWAYS}
    return debt.rule in ran and report.counts.files_shown == report.counts.files
