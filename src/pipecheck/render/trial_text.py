"""What a run of policy tests came to, for people: each case that fails, what it expected, what was found."""

from collections.abc import Iterator
from itertools import groupby

from pipecheck.render.columns import plain, wrapped
from pipecheck.render.frame import Mark, Ruler, frame, rows_of
from pipecheck.render.options import Options
from pipecheck.render.paint import Paint
from pipecheck.render.wording import count, listed, place
from pipecheck.trial.mutate import ALLOWED
from pipecheck.trial.result import CaseResult, Coverage, Item, Mismatch, Mutation, Result, Span


def render(result: Result, options: Options) -> str:
    """Failing cases by file, and a summary."""
    return "\n\n".join("\n".join(block) for block in _Text(result, options).blocks()) + "\n"


class _Text:
    """One result on its way to paper."""

    def __init__(self, result: Result, options: Options) -> None:
        self.result = result
        self.columns = options.width
        self.paint = Paint(options.colour)

    def blocks(self) -> Iterator[list[str]]:
        for file, cases in groupby(self.result.cases, key=lambda case: case.at.file):
            of_file = list(cases)
            failed = [case for case in of_file if not case.passed]
            if failed:
                said = f": {len(failed)} of {count(len(of_file), 'case')} failed"
                yield [self.paint("strong", plain(file)) + self.paint("quiet", said)]
            for case in failed:
                yield from self._case(case)
        for coverage in self.result.coverage:
            if coverage.open:
                yield list(self._coverage(coverage))
        for mutation in self.result.mutations or ():
            yield from self._mutation(mutation)
        yield self._summary()

    def _case(self, case: CaseResult) -> Iterator[list[str]]:
        for crash in case.crashes:
            text = f"crash[{crash.rule}]: case '{case.name}': the rule crashed on {crash.subject}: {crash.error}"
            yield [*self._lead(text), f"  --> {plain(crash.frame)}"]
        for mismatch in case.mismatches:
            yield self._mismatch(case, mismatch)

    def _mismatch(self, case: CaseResult, mismatch: Mismatch) -> list[str]:
        what = "problem" if mismatch.decided else "undecided outcome"
        said = {
            "missing": f"the {what} expected of {mismatch.subject} is not there",
            "unexpected": f"a {what} of {mismatch.subject} that nobody expects"
            if mismatch.decided
            else f"an {what} of {mismatch.subject} that nobody expects",
            "different": f"the {what} of {mismatch.subject} is not the one expected",
        }[mismatch.kind]
        return [
            *self._lead(f"failed[{mismatch.rule}]: case '{case.name}': {said}"),
            *self.framed(mismatch.at, "error"),
            *(line for label, text in _told(mismatch, case) for line in self._footnote(mismatch.at, label, text)),
        ]

    def _lead(self, text: str, style: str = "error") -> Iterator[str]:
        head, _, rest = plain(text).partition(": ")
        first, *others = wrapped(f"{head}: {rest}", self.columns, rest="    ")
        yield self.paint(style, head) + self.paint("strong", first[len(head) :])
        yield from (self.paint("strong", line) for line in others)

    def framed(self, span: Span, style: str) -> Iterator[str]:
        """A place, and its line with the words underlined."""
        ruler = Ruler(len(str(span.first + len(span.text))), self.columns, self.paint)
        yield f"{' ' * ruler.digits}{self.paint('rule', '-->')} {plain(place(span))}"
        one_line = span._replace(end_line=span.line, end_column=10**6) if span.end_line > span.line else span
        yield from frame(rows_of(one_line, around=False), Mark(one_line, "^", style), (), ruler)

    def _footnote(self, span: Span, label: str, text: str) -> Iterator[str]:
        indent = " " * len(str(span.first + len(span.text)))
        hanging = " " * (len(indent) + len(label) + 5)
        first, *rest = wrapped(plain(text), self.columns, first=hanging, rest=hanging)
        yield f"{indent} {self.paint('rule', '=')} {self.paint('help', f'{label}:')} {first.lstrip()}"
        yield from rest

    def _coverage(self, coverage: Coverage) -> Iterator[str]:
        """What no case of a policy reaches, one line each."""
        yield self.paint("strong", plain(coverage.policy)) + self.paint("quiet", f": {_reached(coverage)}")
        for item in coverage.open:
            yield from wrapped(plain(f"{place(item.at)}: {_unreached(item)}"), self.columns, first="  ", rest="      ")

    def _mutation(self, mutation: Mutation) -> Iterator[list[str]]:
        for one in mutation.survivors:
            yield [*self._lead(f"survived: no case notices it if {one.said}", "error"), *self.framed(one.at, "error")]
        for span in mutation.idle:
            said = "idle: this line is marked `equivalent`, but a case notices every change of it"
            yield [*self._lead(said, "error"), *self.framed(span, "error")]
        for one in mutation.equivalents:
            said = f"equivalent: {one.said}: {one.reason} ({place(one.at)})"
            yield [self.paint("quiet", line) for line in wrapped(plain(said), self.columns, rest="    ")]

    def _summary(self) -> list[str]:
        result = self.result
        if not result.cases:
            return [self.paint("strong", "no case was found, so nothing was tested")]
        failed = len(result.failed)
        about = "1 policy" if len(result.policies) == 1 else f"{len(result.policies):,} policies"
        said = f"{count(len(result.cases), 'case')} of {about}: {len(result.cases) - failed} passed, {failed} failed"
        lines = [self.paint("error" if failed else "strong", said)]
        lines += [self._of_policy(coverage) for coverage in result.coverage]
        if result.mutations is None:
            return lines
        return lines + [line for one in result.mutations for line in self._of_mutants(one)]

    def _of_policy(self, coverage: Coverage) -> str:
        line = plain(f"{coverage.policy}: {_reached(coverage)}")
        if coverage in self.result.too_little:
            return self.paint("error", f"{line}, {self.result.threshold} % is asked for")
        return line

    def _of_mutants(self, mutation: Mutation) -> Iterator[str]:
        left, same = len(mutation.survivors), len(mutation.equivalents)
        said = f"{plain(mutation.policy)}: {count(mutation.tried, 'mutant')}: {mutation.tried - left - same} noticed"
        said += f", {same} equivalent" * bool(same) + f", {left} survived" * bool(left)
        yield self.paint("error", said) if mutation.failed else said
        if mutation.too_many:
            yield self.paint("error", f"  more than {ALLOWED} % are said to be equivalent")


def _reached(coverage: Coverage) -> str:
    """How much of a policy its cases reach, in words."""
    if not coverage.items:
        return "it sets nothing itself"
    covered = len(coverage.items) - len(coverage.open)
    return f"{covered} of {len(coverage.items)} covered ({coverage.percent} %)"


def _unreached(item: Item) -> str:
    rule = f"`{item.rule}`"
    match item.kind:
        case "rule":
            return f"{rule} is turned on here, and no case fails it"
        case "setting":
            return f"no subject of any case falls under this setting of {rule}"
        case "where":
            return f"no subject of any case matches this `where`{f' of {rule}' if item.rule else ''}"
        case "waiver":
            return f"this waiver of {rule} covers nothing in any case"


def _told(mismatch: Mismatch, case: CaseResult) -> Iterator[tuple[str, str]]:
    """What there is to say of a mismatch, by label."""
    if mismatch.found_at is not None:
        where = f"at '{mismatch.words}'" if case.is_edited else place(mismatch.found_at)
        yield "found", f"{mismatch.message} ({where})"
    for one in mismatch.differences:
        yield one.what, f"expected {one.expected}, found {one.found}"
    if mismatch.kind == "missing":
        yield "found", listed(mismatch.near) or "nothing by this rule"
    if mismatch.kind == "unexpected":
        yield "expect it", _entry(mismatch)


def _entry(mismatch: Mismatch) -> str:
    """What one would write in the case file to expect it."""
    name = next(iter(mismatch.facts), None)
    told = f"missing: {mismatch.missing}" if mismatch.missing else "contains: …"
    fact = f", {told}" if name is None else f", evidence: {{{name}: {_flow(mismatch.facts[name])}}}"
    waived = ", waived: true" if mismatch.waived else ""
    return f"`{{rule: {mismatch.rule}, subject: {mismatch.subject}{fact}{waived}}}`"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    text = str(value)
    if isinstance(value, int) or text.replace("-", "").replace("/", "").isalnum():
        return text
    return f'"{text}"' if "'" in text else f"'{text}'"
