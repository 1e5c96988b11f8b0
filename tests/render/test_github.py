"""Annotations: escaped as GitHub documents, worst first, and what GitHub would drop is told."""

from pipecheck.engine.report import Crash, Level, Report, SubjectKey, Verdict
from pipecheck.render import Options, render
from tests.render.sample import CLEAN, HOSTILE, SAMPLE, SHARED_PRIMARY, SINGLE_OWNER, UNDECIDED, UNDECIDED_ERROR

PLAIN = Options()


def _github(report: Report, options: Options = PLAIN) -> list[str]:
    return render(report, "github", options).splitlines()


def _many(number: int, level: Level, file: str = "teams/a.yaml") -> tuple[Verdict, ...]:
    span = SINGLE_OWNER.span
    return tuple(
        SINGLE_OWNER._replace(
            level=level, related=(), span=span._replace(file=file, line=10 + n, end_line=10 + n), message=f"{n}"
        )
        for n in range(number)
    )


def test_properties_and_messages_are_escaped_each_in_its_way() -> None:
    assert _github(CLEAN._replace(verdicts=(HOSTILE,)))[0] == (
        "::warning file=teams/runbooks/aggregate profit%2C 50%25.md,line=5,col=9,endLine=5,endColumn=17,"
        "title=pipecheck (thin-runbook)::section 'Summary' says:%0A::error file=x::it, or | <b>nothing</b>"
    )


def test_columns_are_left_out_where_the_words_run_over_lines() -> None:
    assert _github(CLEAN._replace(verdicts=(SHARED_PRIMARY,)))[0].startswith(
        "::error file=teams/data-core.yaml,line=11,endLine=13,title=pipecheck (shared-primary)::"
    )


def test_the_worst_come_first_and_changed_files_before_others() -> None:
    verdicts = (
        *_many(1, Level.note, "a"),
        *_many(1, Level.error, "b"),
        *_many(1, Level.note, "c"),
        *_many(1, Level.error, "d"),
    )
    lines = _github(CLEAN._replace(verdicts=verdicts), Options(changed=frozenset("cd")))
    assert [line.split(",")[0] for line in lines if line.startswith("::")] == [
        "::error file=d",
        "::error file=b",
        "::notice file=c",
        "::notice file=a",
    ]


def test_files_are_named_from_the_top_of_the_repository() -> None:
    [first, *_] = _github(CLEAN._replace(verdicts=(SINGLE_OWNER,)), Options(root="configs/"))
    assert first.startswith("::error file=configs/teams/data-core.yaml,")


def test_ten_of_a_level_fit_without_a_word() -> None:
    lines = _github(CLEAN._replace(verdicts=_many(10, Level.error)))
    assert sum(line.startswith("::error") for line in lines) == 10
    assert not any("more than GitHub annotates" in line for line in lines)


def test_what_github_would_drop_is_printed_and_told() -> None:
    lines = _github(CLEAN._replace(verdicts=(*_many(12, Level.error), *_many(10, Level.note))))
    assert sum(line.startswith("::error") for line in lines) == 10
    # One of the ten notices is the one that tells.
    assert sum(line.startswith("::notice") for line in lines) == 10
    assert [line for line in lines if ": error single-owner: " in line] == [
        "pipecheck: teams/a.yaml:20:13: error single-owner: 10",
        "pipecheck: teams/a.yaml:21:13: error single-owner: 11",
    ]
    assert lines[-1] == (
        "::notice title=pipecheck::… and 3 more than GitHub annotates (2 errors and 1 note); "
        "the job's log and summary and the SARIF file hold all of them"
    )


def test_crashes_take_part_in_the_cap() -> None:
    crash = Crash("acme/brittle", SubjectKey("team", "a"), "E: x", "f.py:1 in g")
    lines = _github(CLEAN._replace(verdicts=_many(3, Level.error), crashes=(crash,) * 9))
    assert sum(line.startswith("::error") for line in lines) == 10
    assert "… and 2 more than GitHub annotates (2 errors)" in lines[-1]


def test_waived_known_and_dated_ones_are_not_annotated() -> None:
    lines = _github(SAMPLE)
    assert not any("missing-backup" in line or "missing-runbook" in line for line in lines)
    assert [line[:12] for line in lines if "stale-risk" in line] == ["pipecheck: n"]


def test_an_undecided_outcome_is_annotated_only_if_it_fails_the_run() -> None:
    lines = _github(CLEAN._replace(verdicts=(UNDECIDED, UNDECIDED_ERROR)))
    assert [line.split(",")[0] for line in lines if line.startswith("::")] == ["::error file=teams/finance.yaml"]


def test_no_line_of_the_log_is_a_command_that_somebody_wrote_into_a_file() -> None:
    verdicts = tuple(v._replace(message="##[error]x\n::error::y") for v in _many(12, Level.error, "::warning::z"))
    log = [line for line in _github(CLEAN._replace(verdicts=verdicts)) if not line.startswith("::")]
    assert len(log) >= 2
    assert all(line.startswith("pipecheck: ") and "##[" not in line for line in log)
