"""What holds for every format: the golden files, nothing passes in silence, nothing costs what is not asked for."""

import subprocess
import sys

import pytest

from pipecheck.engine.report import Report, Verdict
from pipecheck.render import FORMATS, Options, render
from tests.render.sample import CLEAN, NOTHING, SAMPLE, SINGLE_OWNER
from tests.render.write_golden import FOLDER, GOLDEN

NAMES = [each.name for each in FORMATS]


@pytest.mark.parametrize("name", GOLDEN)
def test_the_sample_reads_as_its_golden_file(name: str) -> None:
    report, form, options = GOLDEN[name]
    assert render(report, form, options) == (FOLDER / name).read_text(encoding="utf-8")


def test_every_golden_file_is_held() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(GOLDEN)
    assert {form for _, form, _ in GOLDEN.values()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_ends_in_one_newline(name: str) -> None:
    for report in (SAMPLE, CLEAN, NOTHING):
        text = render(report, name, Options())
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", NAMES)
def test_says_that_nothing_was_judged(name: str) -> None:
    assert "no team file under `teams/`" in render(NOTHING, name, Options())
    assert "no team file under `teams/`" not in render(CLEAN, name, Options())


@pytest.mark.parametrize("name", NAMES)
def test_names_the_rule_that_crashed_and_on_whom(name: str) -> None:
    text = render(SAMPLE, name, Options())
    assert "acme/brittle" in text
    assert "team finance" in text
    assert "ZeroDivisionError: division by zero" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_is_no_utf_8_is_no_obstacle(name: str) -> None:
    verdict = SINGLE_OWNER._replace(span=SINGLE_OWNER.span._replace(file="teams/\udcff.yaml"))
    render(_only(verdict), name, Options()).encode("utf-8")


@pytest.mark.parametrize("name", ["text", "concise", "github", "markdown"])
def test_the_terminal_and_the_reading_order_obey_nobody_in_the_files(name: str) -> None:
    hostile = "x \x1b[2J \x07 \u202e \x9b31m y"
    verdict = SINGLE_OWNER._replace(
        message=hostile, span=SINGLE_OWNER.span._replace(text=(hostile,) * 7, column=1, end_column=5)
    )
    text = render(_only(verdict), name, Options())
    shown = text if name != "github" else text.split("\n", 1)[1]  # the host shows an annotation as text, not as signs
    assert not any(sign in shown for sign in "\x1b\x07\u202e\x9b")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        render(SAMPLE, "html", Options())


def test_only_the_format_that_is_asked_for_is_imported() -> None:
    code = (
        "import sys; import pipecheck.render; print(sorted(m for m in sys.modules if m.startswith('pipecheck.render')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pipecheck.render', 'pipecheck.render.options']"


def _only(*verdicts: Verdict) -> Report:
    return CLEAN._replace(verdicts=verdicts)
