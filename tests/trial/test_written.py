"""Data written as YAML is the same data when it is read."""

from hypothesis import given
from hypothesis import strategies as st

from pipecheck.source.scalar import Data, Plain, core
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.written import written

# What controls a terminal is refused in a text, escaped or not, so no data holds it.
WORDS = st.text(st.characters(exclude_categories=["C"]) | st.sampled_from("\n\t"), max_size=12)
PLAIN = st.sampled_from(["", "~", "null", "true", "NO", "1", "0x1F", "1.5e3", "10:00", "2026-01-15", "99.5 %", "a b"])
LEAVES: st.SearchStrategy[str] = WORDS | PLAIN.map(Plain) | WORDS.map(Plain)
DATA: st.SearchStrategy[Data] = st.dictionaries(
    WORDS.filter(lambda key: key != "<<"),
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(WORDS.filter(lambda k: k != "<<"), inner, max_size=3)
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)


def meant(data: Data) -> object:
    """What is meant by it: keys, words, and how YAML reads them."""
    if isinstance(data, dict):
        return {key: meant(value) for key, value in data.items()}
    if isinstance(data, list):
        return [meant(value) for value in data]
    return str(data), core(data) if isinstance(core(data), str | int | bool | type(None)) else repr(core(data))


@given(DATA)
def test_it_is_the_same_data(data: Data) -> None:
    document = read_yaml(written(data), "team.yaml")
    assert not [fault for fault in document.faults if fault.rule != "yaml-trap"], written(data)
    assert document.data is not None
    assert meant(document.data) == meant(data), written(data)
