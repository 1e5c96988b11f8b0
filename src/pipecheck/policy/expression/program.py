"""An expression that is ready to run."""

from collections.abc import Sequence
from typing import Any

from pipecheck.policy.expression.check import check
from pipecheck.policy.expression.compiler import compiled
from pipecheck.policy.expression.frame import Frame
from pipecheck.policy.expression.parser import parse
from pipecheck.policy.expression.syntax import Literal, Loop, Name, Select, every
from pipecheck.policy.expression.types import Language, Type
from pipecheck.policy.expressions import Looked


class Program:
    """A compiled expression. Frozen: what changes while it runs is in the frame."""

    __slots__ = ("_alls", "_names", "_run", "_slots", "checked", "runs", "text")

    def __init__(self, text: str, language: Language, wanted: Type | None = None) -> None:
        """Raises Malformed with everything wrong with the text."""
        self.text = text
        self.checked = check(parse(text), language, wanted)
        self._run, self.runs = compiled(self.checked, language)
        self._names = {node.name for node in every(self.checked.root) if isinstance(node, Name)}
        loops = (node for node in every(self.checked.root) if isinstance(node, Loop))
        self._alls = {id(node): text[node.start : node.end] for node in loops}
        self._slots = [None] * (self.checked.size - len(language.variables))

    def negated(self, language: Language) -> "Program":
        """The contrary of one that is true or false. A comment at its end stays one."""
        return Program(f"!({self.text}\n)", language)

    def names(self, variable: str) -> bool:
        """Whether the expression speaks of a variable."""
        return variable in self._names

    @property
    def texts(self) -> Sequence[str]:
        """The texts that stand in it."""
        literals = (node.value for node in every(self.checked.root) if isinstance(node, Literal))
        return tuple(value for value in literals if isinstance(value, str))

    def looked(self, frame: Frame) -> Looked | None:
        """What each `all` that was asked had to look at; None where none was."""
        if not frame.filled:
            return None
        return Looked(tuple((self._alls[node], filled) for node, filled in frame.filled.items()))

    @property
    def audiences(self) -> tuple[str, ...]:
        """The texts that stand in it, if it asks for audiences."""
        fields = (node.field for node in every(self.checked.root) if isinstance(node, Select))
        return tuple(self.texts) if "audiences" in fields else ()

    def frame(self, variables: list[Any], around: Any = None) -> Frame:
        """A frame for one evaluation; `variables` in the language's order."""
        return Frame([*variables, *self._slots], around)

    def run(self, frame: Frame) -> Any:
        """The value. Raises Failed, Spent, Absent or NotStated where there is none."""
        return self._run(frame)
