"""What is left of the data without its faulty parts, and where in the file that stands."""

import pytest

from pipecheck.model.shape.pruning import original, without
from tests.model.shape.parsing import written

DATA = written("{a: {b: x, c: y}, d: [{e: 0}, {e: 1, f: x}, {e: 2}, [p, q, r]]}")


@pytest.mark.parametrize(
    ("gone", "left", "kept"),
    [
        ([], "{a: {b: x, c: y}, d: [{e: 0}, {e: 1, f: x}, {e: 2}, [p, q, r]]}", {}),
        ([("a",)], "{d: [{e: 0}, {e: 1, f: x}, {e: 2}, [p, q, r]]}", {}),
        ([("a", "b"), ("a", "c")], "{a: {}, d: [{e: 0}, {e: 1, f: x}, {e: 2}, [p, q, r]]}", {}),
        ([("a", "b"), ("a",)], "{d: [{e: 0}, {e: 1, f: x}, {e: 2}, [p, q, r]]}", {}),
        ([("d", 1, "f")], "{a: {b: x, c: y}, d: [{e: 0}, {e: 1}, {e: 2}, [p, q, r]]}", {}),
        ([("d", 1)], "{a: {b: x, c: y}, d: [{e: 0}, {e: 2}, [p, q, r]]}", {("d",): (0, 2, 3)}),
        (
            [("d", 0), ("d", 2), ("d", 3, 1), ("d", 3, 0)],
            "{a: {b: x, c: y}, d: [{e: 1, f: x}, [r]]}",
            {("d",): (1, 3), ("d", 3): (2,)},
        ),
        ([("a", "b", "z")], "{a: {b: x, c: y}, d: [{e: 0}, {e: 1, f: x}, {e: 2}, [p, q, r]]}", {}),
        ([("d", 2, "e"), ("d", 1)], "{a: {b: x, c: y}, d: [{e: 0}, {}, [p, q, r]]}", {("d",): (0, 2, 3)}),
    ],
)
def test_what_is_left(gone, left, kept):
    assert without(DATA, gone) == (written(left), kept)


def test_what_is_whole_is_shared():
    left, _ = without(DATA, [("d", 1)])

    assert left["a"] is DATA["a"]
    assert left["d"][1] is DATA["d"][2]
    assert without(DATA, [])[0] is DATA


@pytest.mark.parametrize(
    ("base", "keys", "route"),
    [
        ((), ("a", "b"), ("a", "b")),
        ((), ("d", 1, 0), ("d", 3, 2)),
        (("d",), (0,), ("d", 1)),
        (("d", 3), (0, "e"), ("d", 3, 2, "e")),
        ((), ("d", "e", 7), ("d", "e", 7)),
        ((), ("x", 4), ("x", 4)),
    ],
)
def test_where_in_the_file_it_stands(base, keys, route):
    assert original({("d",): (1, 3), ("d", 3): (2,)}, base, *keys) == route
