"""The base of all shapes: `name` and `note` may stand on every one."""

from pydantic import BaseModel, ConfigDict

from pipecheck.model.shape.kinds import Text
from pipecheck.model.shape.told import Told, key_of


class Shape(Told, BaseModel):
    """An object of the language. A key that Python keeps for itself has an underscore: `from` is `from_`."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, alias_generator=key_of, use_attribute_docstrings=True
    )

    name: Text | None = None
    """How people call it. Left out, it is its id."""
    note: Text | None = None
    """A remark for readers. pipecheck does not judge it."""
