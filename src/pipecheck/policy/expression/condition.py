"""A `where` that is an expression: which subjects a setting speaks of, by what the files say."""

from pipecheck.model.outcome import Kind, NotStated, Subject
from pipecheck.model.team import Team
from pipecheck.policy.expression.around import Choosing
from pipecheck.policy.expression.fault import Failed, Malformed, Spent
from pipecheck.policy.expression.frame import Absent
from pipecheck.policy.expression.program import Program
from pipecheck.policy.expression.stand import Standing, refused
from pipecheck.policy.expression.trace import Trace
from pipecheck.policy.expression.types import BOOL, Language
from pipecheck.policy.field import Field


class Condition:
    """A compiled `where`."""

    def __init__(self, program: Program, kind: Kind, language: Language, standing: Standing) -> None:
        self._kind = kind
        self._program = program
        self._language = language
        self._standing = standing

    @property
    def text(self) -> str:
        return self._program.text

    def negated(self) -> "Condition":
        """The condition that chooses the others."""
        return Condition(self._program.negated(self._language), self._kind, self._language, self._standing)

    def chooses(self, subject: Subject, team: Team) -> bool:
        """Raises NotStated where a fact is missing that would decide, and Broken where the expression fails.

        What is told of a team for want of subjects is chosen by no expression about those.
        """
        if self._language.classes.get(type(subject)) != self._kind:
            return False
        variables = [subject, team][: len(self._language.variables)]
        frame = self._program.frame(variables, Choosing(team))
        try:
            return self._program.run(frame) is True
        except Absent as absent:
            missing = Trace(self._program, self._language, frame).missing(absent)
            raise NotStated(missing or self._standing.unlocated(absent, subject)) from None
        except (Failed, Spent) as error:
            raise self._standing.broken(error, Trace(self._program, self._language, frame)) from None

    @property
    def audiences(self) -> tuple[str, ...]:
        """The audiences that it may speak of."""
        return self._program.audiences


def read_condition(field: Field, kind: Kind, language: Language) -> Condition | None:
    """A condition; None, and faults at their places, if it cannot be run."""
    text = field.text("`where`")
    if text is None:
        return None
    try:
        return Condition(Program(text, language, BOOL), kind, language, Standing.of(field))
    except Malformed as malformed:
        refused(field, malformed)
        return None
