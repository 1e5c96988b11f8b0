"""A text and what is said of it: where, in which words, with which way out, and what is missing without it."""

from pipecheck.model.outcome import Edit, Put, Undecided
from pipecheck.model.shape.read import Reading, read_front, read_team
from pipecheck.source.markdown import read_markdown
from pipecheck.source.place import Part, Route
from pipecheck.source.yaml import read_yaml

LEAST = "version: 1\nteam: core\n"


def team(text: str) -> Reading:
    """A team file that is in order but for these lines."""
    return whole(LEAST + text)


def whole(text: str) -> Reading:
    return read_team(read_yaml(text, "team.yaml"))


def front(text: str) -> Reading:
    """A runbook with this front matter."""
    return read_front(read_markdown(f"---\n{text}\n---\n# Title\n", "page.md"))


def told(reading: Reading) -> list[str]:
    """Each problem in a line: `where: message → way out`, where `!` marks the key, and `~` an unknown one."""
    lines = []
    for rule, problem in reading.problems:
        mark = "!" if problem.at.part is Part.key else ""
        mark += "~" if rule == "unknown-key" else ""
        (hint,) = [remedy.title for remedy in problem.remedies] or [""]
        lines.append(f"{dotted(problem.at.route)}{mark}: {problem.message}" + (f" → {hint}" if hint else ""))
    return lines


def edits(reading: Reading) -> list[str]:
    """What can be done about it by machine."""
    return [_edit(edit) for _, problem in reading.problems for remedy in problem.remedies for edit in remedy.edits]


def _edit(edit: Edit) -> str:
    where = dotted(edit.at.route)
    return f"{where}: {edit.value!r}" if isinstance(edit, Put) else f"remove {where}"


def aside(reading: Reading) -> list[str]:
    """Each part that was set aside, with the field that is missing for want of it, and where the fault is if not there:
    `where: field, for elsewhere`."""
    return [_aside(route, undecided) for route, undecided in reading.aside.items()]


def _aside(route: Route, undecided: Undecided) -> str:
    at = undecided.at.route
    return f"{dotted(route)}: {undecided.missing}" + ("" if at == route else f", for {dotted(at)}")


def dotted(route: Route) -> str:
    return ".".join(map(str, route))
