"""What every shape can say of itself, whoever made it: pydantic's models or the light classes of `compiled`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

T = TypeVar("T")

_KEYWORDS = {"from_": "from", "for_": "for", "as_": "as"}


def key_of(attribute: str) -> str:
    """The key of the language that an attribute stands for."""
    return _KEYWORDS.get(attribute, attribute)


class Told:
    """A map that was read."""

    __slots__ = ()

    if TYPE_CHECKING:
        __pydantic_fields_set__: set[str]
        __pydantic_extra__: Any

    @property
    def keys_told(self) -> frozenset[str]:
        """The keys that stand in the file and hold, free ones included; what was set aside is not among them."""
        return frozenset(key_of(name) for name in self.__pydantic_fields_set__ if not name.startswith("x-"))


class Free(Told, Generic[T]):
    """A map some of whose keys the file chooses: columns, ranks, headings."""

    __slots__ = ()

    @property
    def cells(self) -> Mapping[str, T]:
        """The free keys and their values, in the order written; keys of the users' own are not among them."""
        extra: Mapping[str, T] = self.__pydantic_extra__ or {}
        return {key: value for key, value in extra.items() if not key.startswith("x-")}
