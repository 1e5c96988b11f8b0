"""All that a rule says of each case, to the letter: a text a rule beside its case file, read whenever it changes.

A case tells what matters about it; here stands the rest, so that no word, place, fact or edit changes unseen.
`BLESS=1 pytest tests/rules/test_cases.py` writes the texts anew.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipecheck.model.outcome import Edit, Insert, Problem, Put, Remedy, Remove
from pipecheck.source.place import Part, Place
from tests.rules.bench import Judged, as_printed
from tests.rules.casefile import HERE, Case

HEAD = "# "


def path_of(rule_id: str, category: str) -> Path:
    """Where the text of a rule lies."""
    return HERE / category / f"{rule_id}.said"


@cache
def recorded(path: Path) -> Mapping[str, str]:
    """What was said of each case, by its name; nothing if the text is not there yet."""
    if not path.exists():
        return {}
    parts = f"\n{path.read_text('utf-8')}".split(f"\n{HEAD}")[1:]
    return {name: text.strip("\n") for name, _, text in (part.partition("\n") for part in parts)}


def written(told: Mapping[str, str]) -> str:
    """The text of a rule: each case under its name."""
    return "\n".join(f"{HEAD}{name}\n{text}\n" for name, text in told.items())


def transcript(judged: Judged, case: Case) -> str:
    """All verdicts on a case, in order."""
    return "\n".join(_lines(judged)) or f"{case.rule} is silent"


def _lines(judged: Judged) -> Iterator[str]:
    for subject, problem in judged.problems():
        key = f" · {' · '.join(problem.key)}" if problem.key else ""
        most = f", at most a {problem.at_most}" if problem.at_most else ""
        yield f"problem of {subject}{key}{most}"
        yield from (f"  {line}" for line in _problem(judged, problem))
    for subject, undecided in judged.undecided():
        key = f" · {' · '.join(undecided.key)}" if undecided.key else ""
        yield f"undecided {subject}{key}"
        yield f"  misses {undecided.missing} at {_spot(judged, undecided.at)}"
        if undecided.why:
            yield f"  to tell {undecided.why}"
        for remedy in undecided.remedies:
            yield from (f"  {line}" for line in _remedy(remedy))
    for subject in judged.passed():
        yield f"pass {subject}"
    for subject in judged.not_concerned():
        yield f"no concern of {subject}"


def _problem(judged: Judged, problem: Problem) -> Iterator[str]:
    yield problem.message
    yield f"at {_spot(judged, problem.at)}"
    for related in problem.related:
        yield f"see {_spot(judged, related.at)}: {related.note}"
    for fact in problem.evidence:
        yield f"{fact.name}: {json.dumps(as_printed(fact.value), ensure_ascii=False)}"
        for place in fact.because:
            yield f"  from {_spot(judged, place)}"
    for remedy in problem.remedies:
        yield from _remedy(remedy)


def _remedy(remedy: Remedy) -> Iterator[str]:
    yield f"way out: {remedy.title}"
    for edit in remedy.edits:
        yield f"  {_edit(edit)}"


def _edit(edit: Edit) -> str:
    match edit:
        case Put(at, value):
            return f"put {json.dumps(value, ensure_ascii=False)} at {_route(at)}"
        case Insert(into, value, before):
            where = "" if before is None else f" before {before}"
            return f"insert {json.dumps(value, ensure_ascii=False)} into {_route(into)}{where}"
        case Remove(at):
            return f"remove {_route(at)}"


def _spot(judged: Judged, place: Place) -> str:
    span = judged.span(place)
    part = "" if place.part is Part.value else f" ({place.part.value})"
    return f"{span.file}:{span.line}:{span.column} {'.'.join(map(str, place.route))}{part} `{judged.words(place)}`"


def _route(place: Place) -> str:
    return f"{place.document}: {'.'.join(map(str, place.route))}"
