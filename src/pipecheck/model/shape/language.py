"""The two languages that have a shape: the team file, and the front matter of a runbook."""

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic_core import CoreSchema, SchemaValidator

from pipecheck.model.shape.grammar import Grammar

if TYPE_CHECKING:
    from pipecheck.model.shape.front import FrontShape
    from pipecheck.model.shape.team import TeamShape

S = TypeVar("S")


class Language(Generic[S]):
    """What may stand in a document: `root` is how a sentence calls it, `path` where it belongs in the words of §8."""

    def __init__(self, schema: CoreSchema, root: str, path: str = "") -> None:
        self._schema = schema
        self.root = root
        self.path = path

    @cached_property
    def validator(self) -> SchemaValidator:
        """Makes shapes of data."""
        return SchemaValidator(self._schema)

    @cached_property
    def grammar(self) -> Grammar:
        """Knows the keys; asked only when something is wrong."""
        return Grammar(self._schema)


def team() -> "Language[TeamShape]":
    from pipecheck.model.shape.team import TeamShape

    return Language(TeamShape.__pydantic_core_schema__, "the team file")


def front() -> "Language[FrontShape]":
    from pipecheck.model.shape.front import FrontShape

    return Language(FrontShape.__pydantic_core_schema__, "the front matter", "runbooks")
