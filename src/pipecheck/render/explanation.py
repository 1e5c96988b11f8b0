"""Why a line is called wrong, for people: the violation, its numbers, its setting, and the way out that was proven."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from fractions import Fraction

from pipecheck.engine.explain import Explanation
from pipecheck.engine.report import Edit, Insert, Put, Remove, Report, Span, Value
from pipecheck.engine.ways import Attempt, Way
from pipecheck.render import text as whole
from pipecheck.render.columns import plain, wrapped
from pipecheck.render.json import plain_json
from pipecheck.render.options import Options
from pipecheck.render.origins import Row, in_words, rows_of, table
from pipecheck.render.paint import Paint
from pipecheck.render.wording import count, listed, permission, place

_AROUND = 1
"""Lines shown around a change."""


def text(explanations: tuple[Explanation, ...], report: Report, options: Options) -> str:
    """One after the other, and where to read more."""
    page = _Page(report, options)
    blocks = [block for one in explanations for block in page.of(one)]
    rules = listed([f"`pipecheck explain {rule}`" for rule in dict.fromkeys(one.verdict.rule for one in explanations)])
    blocks.append(wrapped(f"{rules} {'tells' if ' and ' not in rules else 'tell'} why it matters.", options.width))
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


class _Page:
    """One report's explanations: the width and the colours are the same throughout."""

    def __init__(self, report: Report, options: Options) -> None:
        self._report = report
        self._options = options
        self._paint = Paint(options.colour)

    def of(self, one: Explanation) -> Iterator[list[str]]:
        """The paragraphs of one outcome."""
        yield whole.violation(self._report, one.verdict, self._options)
        if one.verdict.waiver is not None:
            said = f"waived {permission(one.verdict.waiver)} ({place(one.verdict.waiver.span)})"
            yield wrapped(plain(said), self._options.width, rest="  ")
        if one.verdict.evidence:
            rows = [_fact(fact.name, fact.value, spans) for fact, spans in one.verdict.evidence]
            yield table("evidence", rows, self._paint)
        if one.setting is not None:
            yield table("setting", rows_of(one.setting), self._paint)
        yield list(self._out(one))

    def _out(self, one: Explanation) -> Iterator[str]:
        """The way out, or that none is known."""
        way = one.attempt.way
        if way is None:
            yield from self._none_known(one, one.attempt)
            return
        lead = "way out"
        first, *rest = wrapped(
            plain(f"{lead}: {way.remedy.title}; judged again, that clears it and brings nothing new"),
            self._options.width,
            rest="  ",
        )
        yield self._paint("help", lead) + first[len(lead) :]
        yield from rest
        yield from self._change(way)

    def _none_known(self, one: Explanation, attempt: Attempt) -> Iterator[str]:
        tried = ""
        if attempt.tried:
            what = "the one edit proposed does" if attempt.tried == 1 else f"the {attempt.tried} edits proposed do"
            tried = f"; judged again, {what} not clear it without bringing something new"
        yield from wrapped(f"way out: none known{tried}", self._options.width, rest="  ")
        for remedy in one.verdict.remedies:
            yield from wrapped(plain(f"advice: {remedy.title}"), self._options.width, first="  ", rest="    ")

    def _change(self, way: Way) -> Iterator[str]:
        if not way.changes:
            yield from (f"  {_edit(edit)}" for edit in way.remedy.edits)
        for change in way.changes:
            lines = unified_diff(change.before, change.after, change.file, change.file, n=_AROUND, lineterm="")
            for line in lines:
                style = {"+": "help", "-": "error"}.get(line[:1], "quiet")
                yield "  " + self._paint(style, line.rstrip()) if line.strip() else ""


def _fact(name: str, value: Value, spans: tuple[Span, ...]) -> Row:
    first = plain(place(spans[0])) if spans else ""
    more = f" and {count(len(spans) - 1, 'other place')}" if len(spans) > 1 else ""
    return Row(f"  {name.replace('_', ' ')}: {value_in_words(value)}", first + more)


def value_in_words(value: Value) -> str:
    """A value of the evidence for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {value_in_words(value[key])}" for key in sorted(value)) or "none"
    if isinstance(value, tuple):
        return (
            ", ".join(
                f"({said})" if isinstance(one, tuple) else said for one in value for said in [value_in_words(one)]
            )
            or "none"
        )
    return value.isoformat()


def _edit(edit: Edit) -> str:
    """An edit by its route, for a file whose lines cannot be kept."""
    match edit:
        case Put(at, value):
            return f"{at.document}: write {_route(at.route)}: {in_words(plain_json(value))}"
        case Insert(into, value, before):
            where = "at the end of" if before is None else f"before item {before + 1} of"
            return f"{into.document}: add {in_words(plain_json(value))} {where} {_route(into.route)}"
        case Remove(at):
            return f"{at.document}: take {_route(at.route)} away"


def _route(route: tuple[str | int, ...]) -> str:
    words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in route)
    return f"`{words.removeprefix('.')}`"
