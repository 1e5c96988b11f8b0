"""The two languages that have a shape: the team file, and the front matter of a runbook."""

from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from pydantic_core import CoreSchema, SchemaValidator
from pydantic_core import __version__ as core_version

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


@cache
def team() -> "Language[TeamShape]":
    """The same object each time, for its validator takes milliseconds to make."""
    return Language(_schema("TeamShape", "team"), "the team file")


@cache
def front() -> "Language[FrontShape]":
    """The same object each time, too."""
    return Language(_schema("FrontShape", "front"), "the front matter", "runbooks")


def _schema(shape: str, module: str) -> CoreSchema:
    """The compiled schema of a shape; that of the model itself under another pydantic-core than it was made for."""
    from pipecheck.model.shape import compiled

    if core_version == compiled.MADE_FOR:
        return cast(CoreSchema, getattr(compiled, shape))
    models = import_module(f"pipecheck.model.shape.{module}")
    return cast(CoreSchema, getattr(models, shape).__pydantic_core_schema__)
