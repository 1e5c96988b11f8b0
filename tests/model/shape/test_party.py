"""Parties and orders: how each may be written, and what is said of the others, where."""

import pytest

from pipecheck.model.shape.fault import Fault
from pipecheck.model.shape.party import A_PARTY, Name, PartyShape, among, order, party, together
from tests.model.shape.parsing import faults, written

ALICE, BOB = Name("alice"), Name("bob")
OPEN_BESIDE = {"says": "says `open` beside names", "hint": "write `open` alone, or leave it out"}
ALL = {"says": "uses the reserved word 'all' as a name", "hint": "write `{among: all}`"}
NONE = {"says": "uses the reserved word 'none' as a name", "hint": "say why nobody is meant: `{none: reason}`"}
KNOWN = ("none", "among")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("alice", PartyShape(names=(ALICE,))),
        ("primary", PartyShape(names=(Name("primary"),))),
        ("open", PartyShape(open=True)),
        ("[alice, bob]", PartyShape(names=(Name("alice", (0,)), Name("bob", (1,))), listed=True)),
        ("[]", PartyShape(listed=True)),
        ("{none: not critical, note: x, x-own: y, name: z}", PartyShape(reason="not critical")),
        ("{among: all}", PartyShape(among=True, everybody=True)),
        ("{among: alice}", PartyShape(names=(Name("alice", ("among",)),), among=True)),
        ("{among: [bob]}", PartyShape(names=(Name("bob", ("among", 0)),), among=True, listed=True)),
    ],
)
def test_a_party(text, shape):
    assert party(written(text)) == shape


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("alice", (PartyShape(names=(ALICE,)),)),
        ("{none: nobody}", (PartyShape(reason="nobody"),)),
        ("[]", ()),
        (
            "[alice, [bob, carol], open, {among: [dave]}]",
            (
                PartyShape((0,), (Name("alice", (0,)),)),
                PartyShape((1,), (Name("bob", (1, 0)), Name("carol", (1, 1))), listed=True),
                PartyShape((2,), open=True),
                PartyShape((3,), (Name("dave", (3, "among", 0)),), among=True, listed=True),
            ),
        ),
    ],
)
def test_an_order(text, shapes):
    assert order(written(text)) == shapes


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("all", PartyShape(among=True, everybody=True)),
        ("alice", PartyShape(names=(ALICE,), among=True)),
        ("[alice]", PartyShape(names=(Name("alice", (0,)),), among=True, listed=True)),
    ],
)
def test_one_of_several(text, shape):
    assert among(written(text)) == shape


@pytest.mark.parametrize(
    ("parse", "text", "said"),
    [
        (party, "", [Fault(wants=A_PARTY)]),
        (party, '" "', [Fault(wants="a name")]),
        (party, "all", [Fault(**ALL)]),
        (party, "none", [Fault(**NONE)]),
        (party, "[alice, open]", [Fault(**OPEN_BESIDE, at=(1,))]),
        (party, "[all, '', {none: x}]", [Fault(**ALL, at=(0,)), *(Fault(wants="a name", at=(at,)) for at in (1, 2))]),
        (party, "{}", [Fault(wants=A_PARTY)]),
        (party, "{note: x}", [Fault(wants=A_PARTY)]),
        (party, "{nome: x}", [Fault(at=("nome",), known=KNOWN)]),
        (party, "{none: x, nome: y}", [Fault(at=("nome",), known=KNOWN)]),
        (party, "{none: [x]}", [Fault(wants="the reason in words", at=("none",))]),
        (party, "{among: open}", [Fault(**OPEN_BESIDE, at=("among",))]),
        (party, "{among: [none]}", [Fault(**NONE, at=("among", 0))]),
        (
            party,
            "{none: x, among: all}",
            [Fault(says="has both `none` and `among`", hint="keep one of them", at=("among",), key=True)],
        ),
        (order, "~", [Fault(wants=A_PARTY)]),
        (order, "none", [Fault(**NONE)]),
        (order, "[all, alice, {none: ~}]", [Fault(**ALL, at=(0,)), Fault(wants="the reason in words", at=(2, "none"))]),
        (among, "[open]", [Fault(**OPEN_BESIDE, at=(0,))]),
        (among, "{among: all}", [Fault(wants="a name")]),
    ],
)
def test_what_is_said_of_the_rest(parse, text, said):
    assert faults(parse, text) == tuple(said)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[alice, bob]", ["alice", "bob"]),
        ("[alice]", ["alice"]),
        ("[]", []),
        ("[alice, [bob]]", None),
        ("[alice, open]", None),
        ("[{among: bob}]", None),
        ("[alice, {none: x}]", None),
    ],
)
def test_the_list_of_an_order_as_one_party(text, names):
    found = together(order(written(text)))

    assert (found and [name.text for name in found.names]) == names
    assert found is None or found == PartyShape(names=found.names, listed=True)


@pytest.mark.parametrize("text", ["alice", "open", "{none: nobody}", "{among: all}"])
def test_an_order_of_one_is_that_party(text):
    assert together(order(written(text))) == party(written(text))
