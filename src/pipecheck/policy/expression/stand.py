"""Where an expression stands in its policy: from its characters to spans of the file."""

from typing import NamedTuple

from pipecheck.model.outcome import Remedy, Subject, Undecided
from pipecheck.policy.expression.fault import Failed, Malformed, Spent
from pipecheck.policy.expression.frame import Absent
from pipecheck.policy.expression.trace import Trace
from pipecheck.policy.faults import Broken
from pipecheck.policy.field import Field
from pipecheck.source.document import Document
from pipecheck.source.place import Part, Route, Span


class Standing(NamedTuple):
    """The scalar of a policy that holds an expression."""

    document: Document
    route: Route

    @classmethod
    def of(cls, field: Field) -> "Standing":
        return cls(field.document, field.route)

    def span(self, start: int, end: int) -> Span:
        """The span of some of its characters; of the whole scalar where it is folded over lines."""
        return self.document.span(self.route, Part.value, (start, end))

    def broken(self, error: Failed | Spent, trace: Trace) -> Broken:
        """The failure with its place: the smallest part that fails, or all of what took too much."""
        node = trace.failing() if isinstance(error, Failed) else trace.root
        span = self.span(node.start, node.end)
        return Broken(str(error), f"{span.file}:{span.line}:{span.column}")

    def unlocated(self, absent: Absent, subject: Subject) -> Undecided:
        """A missing fact of which no place is known: it is told at the subject."""
        hint = Remedy("guard it with `has(…)` where it may be left out")
        return Undecided(getattr(absent.node, "field", "an entry"), subject.at(), (hint,))


def refused(field: Field, malformed: Malformed, shift: int = 0) -> None:
    """Every fault of an expression, at its characters in the policy."""
    for fault in malformed.faults:
        span = field.document.span(field.route, Part.value, (fault.start + shift, fault.end + shift))
        field.faults.add(span, fault.message, fault.hint)
