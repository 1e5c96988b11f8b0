"""Where the builder stands: what lies below, and what is told where nothing is."""

import pytest

from pipecheck.model.build.spot import Ground, Spot
from pipecheck.source.place import Key
from pipecheck.source.scalar import Data


def spot(data: Data | None) -> Spot:
    return Spot(Ground("team.yaml", data, {}, {}), (), data)


@pytest.mark.parametrize(
    ("data", "keys", "found"),
    [
        ({"a": ["b", "c"]}, ("a", 1), "c"),
        ({"a": ["b", "c"]}, ("a", 2), None),
        ({"a": ["b", "c"]}, ("a", "b"), None),
        ({"a": "b"}, ("a", 0), None),
        ({"a": "b"}, ("c", 0, "d"), None),
        ({"1": "b"}, (1,), "b"),
        (None, (0,), None),
    ],
)
def test_what_lies_below(data: Data | None, keys: tuple[Key, ...], found: Data | None) -> None:
    assert spot(data).down(*keys) == Spot(Ground("team.yaml", data, {}, {}), keys, found)


@pytest.mark.parametrize("data", [None, "words", ["x-a"], {}])
def test_where_no_keys_stand_none_is_told(data: Data | None) -> None:
    assert (spot(data).told(), spot(data).own(), spot(data).aside()) == (frozenset(), {}, {})
