"""An awkward report: wide signs, tabs, words over several lines, other files, and one verdict of every pile."""

from datetime import date
from fractions import Fraction

from pipecheck.engine.report import (
    Counts,
    Crash,
    Fact,
    Insert,
    Level,
    PolicyRoot,
    Put,
    Remedy,
    Remove,
    Report,
    RuleCount,
    Span,
    SubjectKey,
    Undecideds,
    Verdict,
    Waived,
)
from pipecheck.source.lines import Lines, Stretch
from pipecheck.source.place import Place

DATA_CORE = """\
version: 1
team: data-core
members: [{id: alice}, {id: bob}, {id: carol}]

pipelines:
  - id: aggregate-profit
    name: 利益集計 📈 for investors
    owners: {primary: bob}
    runbook: runbooks/aggregate-profit.md
  - id: growth
    owners:
      primary: [alice, bob]
      secondary: carol

oncall:
  rotations:
    - id: weekly
      turn: 1w
      roles: {primary: [alice, bob, carol]}
\t# a tab stands before this comment
"""
FINANCE = """\
version: 1
team: finance
name: Zoë's 財務 team
members: [{id: bob, contact: {email: bob@example.com}}]
oncall:
  overrides:
    - {from: 2026-03-03, to: 2026-03-04, role: primary, person: bob, reason: training, note: a line that is far too long for any terminal, rotation: wekly, and: more}
"""  # noqa: E501
RUNBOOK = "# Aggregate profit\n\n## Summary\n\n\tcafe\u0301 \u202edesrever\u202c \x1b[31mred\n\n## Impact\n"
POLICY = "version: 1\npolicy: default\nextends: [pipecheck:recommended]\nwaivers:\n  - {rule: uneven-primary-load}\n"
TEXTS = {
    "teams/data-core.yaml": DATA_CORE,
    "teams/finance.yaml": FINANCE,
    "teams/runbooks/aggregate profit, 50%.md": RUNBOOK,
    "policies/default.yaml": POLICY,
}


def at(file: str, words: str, after: str = "") -> Span:
    """The span of the first such words in a file of the sample, after other words if need be."""
    text = TEXTS[file]
    start = text.index(words, text.index(after))
    return Lines(file, text).span(Stretch(start, start + len(words)))


CORE, MONEY, BOOK, RULES = TEXTS

SINGLE_OWNER = Verdict(
    rule="single-owner",
    subject=SubjectKey("pipeline", "data-core", "aggregate-profit"),
    level=Level.error,
    decided=True,
    message="pipeline 'aggregate-profit' has 1 owner; 2 wanted",
    span=at(CORE, "{primary: bob}"),
    related=((at(CORE, "{id: carol}"), "carol owns 1 pipeline"),),
    evidence=(
        (Fact("owners", 1), (at(CORE, "bob}"),)),
        (Fact("share", Fraction(1, 3)), ()),
        (Fact("seen", (date(2026, 1, 5), None, True)), ()),
        (Fact("loads", {"carol": Fraction(2), "bob": 1}), ()),
    ),
    remedies=(
        Remedy("add carol as secondary", (Put(Place(CORE, ("pipelines", 0, "owners", "secondary")), "carol"),)),
        Remedy("give the pipeline away", (Remove(Place(CORE, ("pipelines", 0))),)),
        Remedy(
            "hire", (Insert(Place(CORE, ("members",)), {"id": "dave"}, 0), Insert(Place(CORE, ("partners",)), "eve"))
        ),
    ),
    fingerprint="5f1d0c9e77aa4b21",
    also=("narrow-area", "low-bus-factor"),
    setting=at(RULES, "pipecheck:recommended"),
)
WIDE_NAME = Verdict(
    rule="placeholder-value",
    subject=SubjectKey("pipeline", "data-core", "aggregate-profit"),
    level=Level.note,
    decided=True,
    message="the name of pipeline 'aggregate-profit' holds 'for investors', which stands in 3 other names: 100 % sure, "
    "and `a code with blanks in it, which must not be broken over two lines` is part of a long sentence",
    span=at(CORE, "for investors"),
    fingerprint="00ff",
)
SHARED_PRIMARY = Verdict(
    rule="shared-primary",
    subject=SubjectKey("pipeline", "data-core", "growth"),
    level=Level.error,
    decided=True,
    message="pipeline 'growth' has 2 primaries, alice and bob; 1 wanted",
    span=at(CORE, "owners:\n      primary: [alice, bob]\n      secondary: carol", "growth"),
    related=((at(CORE, "bob", "primary: ["), "the second"),),
    remedies=(Remedy("name the one who answers first as primary, and move the other to secondary"),),
    fingerprint="a1",
)
TAB = Verdict(
    rule="invalid-yaml",
    subject=SubjectKey("team", "data-core"),
    level=Level.error,
    decided=True,
    message="a tab cannot indent YAML",
    span=at(CORE, "# a tab"),
    waivable=False,
    fingerprint="b2",
)
FAR = Verdict(
    rule="unknown-reference",
    subject=SubjectKey("team", "finance"),
    level=Level.warning,
    decided=True,
    message="no rotation is called 'wekly'",
    span=at(MONEY, "wekly"),
    related=((at(CORE, "weekly"), "the nearest name is that of a rotation of another team"),),
    remedies=(Remedy("did you mean `weekly`?"),),
    fingerprint="c3",
    dated=True,
)
HOSTILE = Verdict(
    rule="thin-runbook",
    subject=SubjectKey("runbook", "data-core", "aggregate-profit"),
    level=Level.warning,
    decided=True,
    message="section 'Summary' says:\n::error file=x::it, or | <b>nothing</b>",
    span=at(BOOK, "desrever"),
    fingerprint="d4",
)
WAIVED = Verdict(
    rule="uneven-primary-load",
    subject=SubjectKey("team", "data-core"),
    level=Level.warning,
    decided=True,
    message="primary load 2, 1, 0; the best for 3 over 3 is 1, 1, 1",
    span=at(CORE, "data-core"),
    fingerprint="e5",
    waiver=Waived(at(RULES, "{rule: uneven-primary-load}"), "two people on leave", date(2026, 12, 31), "dana"),
    counted=False,
)
WAIVED_HERE = Verdict(
    rule="missing-backup",
    subject=SubjectKey("rotation", "data-core", "weekly"),
    level=Level.error,
    decided=True,
    message="nobody backs up the primary",
    span=at(CORE, "roles"),
    fingerprint="f6",
    waiver=Waived(at(CORE, "# a tab stands before this comment"), "a trial", date(2026, 3, 1)),
    counted=False,
)
KNOWN = Verdict(
    rule="missing-runbook",
    subject=SubjectKey("pipeline", "data-core", "growth"),
    level=Level.error,
    decided=True,
    message="pipeline 'growth' has no runbook",
    span=at(CORE, "growth"),
    fingerprint="07",
    known=True,
    counted=False,
)
DATED = Verdict(
    rule="stale-risk",
    subject=SubjectKey("workspace", ""),
    level=Level.error,
    decided=True,
    message="no risk was reviewed since 2025-07-15",
    span=at(MONEY, "finance"),
    fingerprint="18",
    dated=True,
    counted=False,
)
UNDECIDED = Verdict(
    rule="consecutive-shifts",
    subject=SubjectKey("rotation", "data-core", "weekly"),
    level=Level.note,
    decided=False,
    message="it is not told when the rota begins",
    span=at(CORE, "weekly"),
    fingerprint="29",
    missing="oncall.rotations.start",
)
UNDECIDED_ERROR = Verdict(
    rule="coverage-gap",
    subject=SubjectKey("rotation", "finance", "weekly"),
    level=Level.error,
    decided=False,
    message="it is not told what hours are covered",
    span=at(MONEY, "overrides"),
    fingerprint="3a",
    missing="oncall.rotations",
)


def _rule(name: str, level: Level, judged: int, problems: int, undecided: int = 0, help_text: str = "") -> RuleCount:
    return RuleCount(
        rule=name,
        level=level,
        summary=f"What {name} looks for.",
        judged=judged,
        passed=judged - problems - undecided,
        problems=problems,
        undecided=undecided,
        not_concerned=2 if not judged else 0,
        category="ownership",
        help=help_text,
    )


SAMPLE = Report(
    version="0.1.0",
    policies=(PolicyRoot("policies/default.yaml", ("pipecheck:recommended", "pipecheck:essential")),),
    as_of=date(2026, 1, 15),
    as_of_fixed="pipecheck.yaml",
    calendars="holidays 0.108",
    zones="tzdata 2026.6",
    fail_level=Level.error,
    counts=Counts(
        files=4,
        files_shown=3,
        teams=2,
        subjects=17,
        rules=11,
        errors=3,
        warnings=2,
        notes=1,
        waived=2,
        known=1,
        undecided=2,
        dated_shown=1,
    ),
    verdicts=(
        WAIVED,
        WIDE_NAME,
        SINGLE_OWNER,
        KNOWN,
        SHARED_PRIMARY,
        UNDECIDED,
        WAIVED_HERE,
        TAB,
        DATED,
        UNDECIDED_ERROR,
        FAR,
        HOSTILE,
    ),
    undecided=(
        Undecideds(
            team="data-core",
            missing="oncall.rotations.start",
            span=at(CORE, "weekly"),
            rules=("consecutive-shifts", "coverage-gap", "double-booked"),
            subjects=2,
            hint="say when the first turn begins: `start: 2026-01-05`",
        ),
        Undecideds("finance", "oncall.rotations", at(MONEY, "overrides"), ("coverage-gap",), 1),
    ),
    crashes=(
        Crash(
            "acme/brittle",
            SubjectKey("team", "finance"),
            "ZeroDivisionError: division by zero",
            "brittle.py:12 in check",
        ),
    ),
    rules=(
        _rule("acme/brittle", Level.warning, 0, 0),
        _rule("consecutive-shifts", Level.error, 1, 0, 1),
        _rule("coverage-gap", Level.error, 2, 0, 1),
        _rule("double-booked", Level.error, 1, 0, 1),
        _rule("missing-backup", Level.error, 1, 1),
        _rule("missing-runbook", Level.error, 2, 1),
        _rule("placeholder-value", Level.note, 2, 1),
        _rule("shared-primary", Level.error, 2, 1),
        _rule("single-owner", Level.error, 2, 1, 0, "A pipeline with **one owner** waits for that owner.\n"),
        _rule("stale-risk", Level.error, 1, 1),
        _rule("thin-runbook", Level.warning, 1, 1),
        _rule("uneven-primary-load", Level.warning, 2, 1),
        _rule("unknown-reference", Level.warning, 2, 1),
    ),
    remarks=("Audiences seen: investors 1; none of the settings speaks of `board`.",),
    baseline="pipecheck-baseline.json",
    stale=("4b5c single-owner, pipeline data-core/old",),
)
CLEAN = SAMPLE._replace(verdicts=(), undecided=(), crashes=(), stale=(), remarks=(), as_of_fixed="", baseline="")
CLEAN = CLEAN._replace(counts=CLEAN.counts._replace(files_shown=4), rules=CLEAN.rules[1:])
NOTHING = CLEAN._replace(judged_nothing="no team file under `teams/`", rules=(), counts=Counts(*[0] * 12))
