"""The report for people: the very words are underlined, and what is not a violation is still said."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipecheck.engine.report import Level, Report, Span
from pipecheck.render import Options, render
from pipecheck.render.columns import width, wrapped
from tests.render.sample import (
    CLEAN,
    CORE,
    FAR,
    KNOWN,
    SAMPLE,
    SHARED_PRIMARY,
    SINGLE_OWNER,
    UNDECIDED,
    UNDECIDED_ERROR,
    WAIVED_HERE,
    at,
)

ANSI = re.compile(r"\x1b\[[0-9;]*m")
LINE = st.text(st.sampled_from("ab {}:\t利益📈e\u0301\u200dé\x1b\u202e"), min_size=1, max_size=40)


def _text(report: Report, columns: int = 100) -> str:
    return render(report, "text", Options(width=columns))


def _frame(span: Span, columns: int = 100) -> list[str]:
    verdict = SINGLE_OWNER._replace(span=span, related=(), remedies=(), also=(), waivable=False)
    lines = _text(CLEAN._replace(verdicts=(verdict,)), columns).split("\n")
    start = next(number for number, line in enumerate(lines) if "-->" in line)
    return lines[start + 1 : lines.index("", start)]


@given(before=LINE, words=LINE.filter(lambda words: words.strip()), after=LINE)
def test_the_underline_begins_and_ends_with_the_words(before: str, words: str, after: str) -> None:
    line = before + words + after
    span = Span("f", 1, len(before) + 1, 1, len(before + words) + 1, (line,), 1)
    _, shown, marks = _frame(span, columns=400)
    start = marks.index("^")
    length = marks.count("^")
    assert marks == marks[:start] + "^" * length
    # Tabs and pictures of signs change how a line is drawn, so the drawn line is what is measured.
    assert marks[:start].rstrip() == "  |"
    assert start <= width(shown) + width(line)
    drawn = "  | " + _drawn(line)
    assert shown.split("|", 1)[1] == drawn.split("|", 1)[1].rstrip()
    assert start == 4 + width(_drawn(before))
    assert length == max(1, width(_drawn(before + words)) - width(_drawn(before)))


def _drawn(line: str) -> str:
    drawn = ""
    for sign in line:
        drawn += " " * (4 - width(drawn) % 4) if sign == "\t" else {"\x1b": "␛", "\u202e": "�"}.get(sign, sign)
    return drawn


def test_words_over_several_lines_have_a_bar_from_the_first_to_the_last() -> None:
    text = ("a:", "  b: {c: d,", "     e: f}", "g: h")
    assert _frame(Span("f", 2, 6, 3, 11, text, 1)) == [
        "  |",
        "1 |   a:",
        "2 |     b: {c: d,",
        "  |  ______^",
        "3 | |      e: f}",
        "  | |__________^",
        "4 |   g: h",
    ]


def test_words_longer_than_the_frame_are_told_to_go_on() -> None:
    frame = _frame(Span("f", 1, 1, 30, 5, tuple(f"line {number}" for number in range(1, 8)), 1))
    assert frame[1] == "1 | / line 1"
    assert frame[-1] == "  | | …"


def test_words_that_end_before_the_next_line_stand_on_one_line() -> None:
    assert _frame(Span("f", 1, 3, 2, 1, ("a: b", "c: d"), 1)) == ["  |", "1 | a: b", "  |   ^^", "2 | c: d"]


def test_an_empty_stretch_is_pointed_at() -> None:
    assert _frame(Span("f", 1, 3, 1, 3, ("a: b",), 1)) == ["  |", "1 | a: b", "  |   ^"]


def test_a_long_line_is_cut_to_the_terminal_around_the_words() -> None:
    line = "x" * 500 + "WORDS" + "y" * 500
    _, shown, marks = _frame(Span("f", 1, 501, 1, 506, (line,), 1), columns=60)
    assert width(shown) <= 60
    assert shown[marks.index("^") : marks.index("^") + 5] == "WORDS"
    assert shown[4] == shown[-1] == "…"


def test_without_text_the_place_stands_alone() -> None:
    assert _frame(Span("f", 3, 1, 3, 1)) == []


def test_related_words_that_lie_in_the_frame_are_marked_there_with_their_note() -> None:
    text = _text(CLEAN._replace(verdicts=(SHARED_PRIMARY,)))
    assert ":::" not in text
    assert "12 | |       primary: [alice, bob]\n   | |                        --- the second\n" in text


def test_related_words_elsewhere_have_a_place_of_their_own() -> None:
    text = _text(CLEAN._replace(verdicts=(FAR,)))
    assert "  ::: teams/data-core.yaml:17:11: the nearest name is that of a rotation of another team\n" in text


def test_what_cannot_be_waived_shows_no_waiver() -> None:
    assert "= waive:" in _text(CLEAN._replace(verdicts=(SINGLE_OWNER,)))
    assert "= waive:" not in _text(CLEAN._replace(verdicts=(SINGLE_OWNER._replace(waivable=False),)))


def test_colours_change_no_word() -> None:
    assert ANSI.sub("", render(SAMPLE, "text", Options(colour=True))) == _text(SAMPLE)


def test_an_undecided_outcome_that_fails_the_run_is_no_clean_run() -> None:
    report = CLEAN._replace(verdicts=(UNDECIDED, UNDECIDED_ERROR), undecided=SAMPLE.undecided)
    assert report.exit_code == 1
    text = _text(report)
    assert "\nFound 1 undecided outcome that must be decided.\n" in text
    assert "1 rule undecided, counted at level `error`\n" in text
    assert "3 rules undecided\n" in text


def test_a_run_that_decided_nothing_says_so() -> None:
    why = "No rule could decide anything: every outcome is undecided."
    report = CLEAN._replace(verdicts=(UNDECIDED,), undecided=SAMPLE.undecided[:1], all_undecided=why)
    assert f"\n{why}\n" in _text(report)
    assert "\nExit code 0: nothing reaches the fail level `error`.\n" in _text(report)
    assert "\nExit code 1: nothing could be decided, and `--strict-policy` asks" in _text(report._replace(strict=True))


def test_violations_below_the_fail_level_are_said_to_be() -> None:
    note = SINGLE_OWNER._replace(level=Level.note)
    assert "\nExit code 0: nothing reaches the fail level `error`.\n" in _text(CLEAN._replace(verdicts=(note,)))


def test_only_what_counts_is_said_to_fail_the_run() -> None:
    report = CLEAN._replace(verdicts=(SINGLE_OWNER, WAIVED_HERE, KNOWN))
    assert "\nExit code 1: 1 counts at or above the fail level `error`.\n" in _text(report)
    assert "\nNot counted: 1 waived and 1 known.\n" in _text(report)


def test_prose_is_wrapped_to_the_width_and_code_is_not_broken() -> None:
    assert wrapped("say `a b c` or d e", 8, rest="  ") == ["say", "  `a b c`", "  or d e"]


def test_files_follow_one_another_and_each_is_headed_once() -> None:
    heads = [line for line in _text(SAMPLE).split("\n") if re.match(r"teams/.*: \d+ ", line)]
    assert heads == [
        f"{CORE}: 3 errors and 1 note",
        "teams/finance.yaml: 1 warning",
        "teams/runbooks/aggregate profit, 50%.md: 1 warning",
    ]


def test_the_sample_marks_the_words_it_names() -> None:
    span = at(CORE, "for investors")
    assert span.text[span.line - span.first][span.column - 1 : span.end_column - 1] == "for investors"
