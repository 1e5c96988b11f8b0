"""Everything that the profile `strict` says of the five plans, each with the reason why it is true.

`<plan>.strict.golden` holds it: three lines a violation, three a group of what is undecided.

    team.yaml:8:35 warning miscounted-declaration team plan-000 | 5
      `declares` says 5 pipelines, but there are 8: …
      why 0c8f21aa: the plan says "these 5 pipelines" and lists eight

The reasons are written by people who read the plan; everything else is made by `python -m tests.plans.strict`, which
keeps the reasons of what is still said. They are told apart by the beginning of the fingerprint, or by the missing
field, so that they survive other lines and other words.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipecheck.engine.report import Undecideds, Verdict
from tests.plans.bless import words
from tests.plans.cells import HERE, PLANS, strict_report, texts
from tests.rules.bench import Texts

NO_REASON = "no reason yet"
_WHY = re.compile(r"^  why (\S+): (.*)$", re.MULTILINE)


def path_of(plan: str) -> Path:
    return HERE / f"{plan}.strict.golden"


def reasons(text: str) -> Mapping[str, str]:
    """The reasons of a golden text, by what they are the reason of."""
    return dict(_WHY.findall(text))


def golden(plan: str, why: Mapping[str, str]) -> str:
    """All that is said of a plan, with these reasons; `no reason yet` where there is none."""
    report, reader = strict_report(plan), texts(plan, {})
    decided = [_violation(one, plan, reader, why) for one in report.verdicts if one.decided]
    undecided = [_undecided(one, plan, why) for one in report.undecided]
    return "\n".join([*decided, "# What cannot be decided\n", *undecided])


def _violation(one: Verdict, plan: str, reader: Texts, why: Mapping[str, str]) -> str:
    key = one.fingerprint[:8]
    span = one.span
    also = f" (also {', '.join(one.also)})" if one.also else ""
    return (
        f"{_file(span.file, plan)}:{span.line}:{span.column} {one.level.value} {one.rule} {one.subject} | "
        f"{words(span, reader)}\n  {one.message}{also}\n  why {key}: {why.get(key, NO_REASON)}\n"
    )


def _undecided(one: Undecideds, plan: str, why: Mapping[str, str]) -> str:
    key = f"{one.missing}/{one.lack}"
    return (
        f"{_file(one.span.file, plan)}:{one.span.line}:{one.span.column} {one.missing} ({one.lack}), of "
        f"{one.subjects}\n  {', '.join(one.rules)}\n  why {key}: {why.get(key, NO_REASON)}\n"
    )


def _file(path: str, plan: str) -> str:
    return path.removeprefix(f"teams/{plan}/")


def _blessed() -> Iterator[tuple[Path, str]]:
    for plan in PLANS:
        path = path_of(plan)
        known = reasons(path.read_text("utf-8")) if path.exists() else {}
        yield path, golden(plan, known)


if __name__ == "__main__":
    for golden_file, text in _blessed():
        golden_file.write_text(text, "utf-8")
