"""Each plan against its transcription: every sentence has an entry in SOURCE.md, and every route leads somewhere."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).parent / "texts"
PLANS = ("plan-000", "plan-001", "plan-002", "plan-003", "plan-004")

MARKER = re.compile(r"^\s*(?:#{1,6}\s+(?:\d+\.\s+)?|[-*]\s+|\d+\.\s+)")
TABLE_RULE = re.compile(r"^\|[\s|:-]+\|$")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z(])")
ROUTE = re.compile(r"`(?P<file>[^`:§ ]+)(?:: (?P<keys>[^`]+)| § (?P<section>[^`]+))`$")
KEY = re.compile(r"\.?([^.\[\]]+)|\[([^\]]+)\]")
COMMENT = re.compile(r"(?:^|\s)#\s(.*)$")
HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
LABEL = re.compile(r"^(?:\d+\.\s+|[-*]\s+)?\*\*(.+?)\*\*:?\s*(.*)$")
NOT_HELD = "not held, because "


class Entry(NamedTuple):
    """One quoted sentence of a plan with what SOURCE.md says of where it went."""

    line: int
    sentence: str
    answers: tuple[str, ...]


class LeadsNowhereError(Exception):
    """A route that names nothing in its file."""


def sentences(text: str) -> list[str]:
    """Sentences, bullets, headings and table rows in order; a line that begins in lower case goes on with the last."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or TABLE_RULE.match(line):
            continue
        if line[0].islower() and lines:
            lines[-1] += f" {line}"
        else:
            lines.append(MARKER.sub("", raw).strip())
    return [re.sub(r"\s+", " ", sentence) for line in lines for sentence in SENTENCE_END.split(line)]


def entries(source: str) -> list[Entry]:
    """The entries of a SOURCE.md: `> sentence`, and under it one `- ` line for each answer."""
    found: list[Entry] = []
    for number, line in enumerate(source.splitlines(), start=1):
        if line.startswith("> "):
            found.append(Entry(number, line[2:], ()))
        elif line.startswith("- ") and found:
            found[-1] = found[-1]._replace(answers=(*found[-1].answers, line[2:]))
    return found


def plain(text: str) -> str:
    """Text without emphasis, numbers, colons and doubled spaces: what two ways of marking up one sentence share."""
    return re.sub(r"\s+", " ", re.sub(r"^\d+\.\s+|[*`:]", "", text.replace("**", ""))).strip().casefold()


@cache
def data_of(path: Path) -> Any:
    """The data of a YAML file or of a runbook's front matter."""
    text = path.read_text(encoding="utf-8")
    return yaml.safe_load(text.split("---\n")[1] if path.suffix == ".md" else text)


def follow(data: Any, keys: str) -> Any:
    """What `a.b[id].c[3]` leads to; `[…]` is an index, an id, a scalar of the list, or `key=value` pairs of an item."""
    here = data
    for key, item in KEY.findall(keys):
        if key and isinstance(here, dict) and key in here:
            here = here[key]
        elif item and isinstance(here, list):
            here = item_of(here, item)
        else:
            raise LeadsNowhereError(f"{key or item!r} in {keys!r}")
    return here


def item_of(items: list[Any], wanted: str) -> Any:
    if wanted.isdigit() and int(wanted) < len(items):
        return items[int(wanted)]
    pairs = [pair.split("=", 1) for pair in wanted.split(", ")] if "=" in wanted else [["id", wanted]]
    for item in items:
        if item == wanted or (isinstance(item, dict) and all(str(item.get(k)) == v for k, v in pairs)):
            return item
    raise LeadsNowhereError(f"[{wanted}]")


def section_of(path: Path, title: str) -> str:
    """The words under a heading or after a bold label, title included."""
    body: list[str] = []
    depth = 0
    for line in path.read_text(encoding="utf-8").split("---\n", 2)[2].splitlines():
        name, level = title_of(line)
        if body and level <= depth:
            break
        if body or plain(name) == plain(title):
            depth = depth or level
            body.append(line)
    if not body:
        raise LeadsNowhereError(f"§ {title}")
    return "\n".join(body)


def title_of(line: str) -> tuple[str, int]:
    """The title that a line gives and its level: headings 1 to 6, bold labels 7, other lines none and 8."""
    if heading := HEADING.match(line):
        return heading[2], len(heading[1])
    label = LABEL.match(line)
    return (label[1], 7) if label else ("", 8)


def fault_of(plan: str, sentence: str, answer: str) -> str | None:
    """What is wrong with one answer to one sentence, or nothing."""
    if answer.startswith(NOT_HELD):
        return None if len(answer) > len(NOT_HELD) + 10 else "gives no reason"
    route = ROUTE.match(answer)
    if route is None:
        return "is neither a route nor a reason"
    beside = ROOT / "teams" / plan / route["file"]
    path = beside if beside.is_file() else ROOT / route["file"]
    if not path.is_file():
        return "names no file"
    try:
        if route["section"] is None:
            return None if follow(data_of(path), route["keys"]) not in (None, "", [], {}) else "leads to nothing"
        said = plain(" ".join(plain(line.lstrip("#-* ")) for line in section_of(path, route["section"]).splitlines()))
        return None if plain(sentence) in said else "leads to a section that does not say it"
    except LeadsNowhereError as nowhere:
        return f"leads nowhere: {nowhere}"


def source_of(plan: str) -> list[Entry]:
    return entries((ROOT / "teams" / plan / "SOURCE.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("plan", PLANS)
def test_source_quotes_every_sentence_of_the_plan_in_order_and_nothing_else(plan: str) -> None:
    assert [entry.sentence for entry in source_of(plan)] == sentences(
        (TEXTS / f"{plan}.txt").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("plan", PLANS)
def test_every_sentence_is_held_by_a_route_that_leads_somewhere_or_says_why_not(plan: str) -> None:
    faults = [
        f"SOURCE.md:{entry.line}: {answer or 'no answer'} {fault}"
        for entry in source_of(plan)
        for answer in entry.answers or ("",)
        if (fault := fault_of(plan, entry.sentence, answer))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("plan", PLANS)
def test_words_quoted_in_comments_are_the_plans_own(plan: str) -> None:
    said = plain(" ".join(sentences((TEXTS / f"{plan}.txt").read_text(encoding="utf-8"))))
    files = [ROOT / "policies/plans" / f"{plan}.yaml", *sorted((ROOT / "teams" / plan).rglob("*.yaml"))]
    files += sorted((ROOT / "teams" / plan).rglob("runbooks/*.md"))
    invented = [
        f"{file.name}:{number}: {quoted}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for comment in COMMENT.findall(line)
        for quoted in re.findall(r'"([^"]+)"', comment)
        if plain(quoted) not in said
    ]
    assert not invented, "\n".join(invented)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("`team.yaml: pipelines[nowhere].owners`", "leads nowhere: [nowhere]"),
        ("`team.yaml: pipelines[profit].owners.tertiary`", "leads nowhere: 'tertiary' in"),
        ("`nothing.yaml: rules`", "names no file"),
        ("`runbooks/aggregate-profit.md § Validation`", "leads to a section that does not say it"),
        ("`runbooks/aggregate-profit.md § Mitigation`", "leads nowhere: § Mitigation"),
        ("see the policy", "is neither a route nor a reason"),
        ("not held, because no", "gives no reason"),
    ],
)
def test_an_answer_that_holds_nothing_is_a_fault(answer: str, fault: str) -> None:
    assert (fault_of("plan-003", "Swap shifts if an engineer has a planned vacation.", answer) or "").startswith(fault)


def test_a_plan_is_split_into_sentences_bullets_headings_and_rows() -> None:
    text = (
        "# 1. Title\n\n* Note: these are the\nowners. (Others!)\n| A | B |\n|---|---|\n2. **Steps**: look, e.g., here."
    )
    assert sentences(text) == [
        "Title",
        "Note: these are the owners.",
        "(Others!)",
        "| A | B |",
        "**Steps**: look, e.g., here.",
    ]
