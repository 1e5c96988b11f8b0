"""Words that say something, and those that only keep room for others."""

import pytest

from pipecheck.model.runbook import Block, Section
from pipecheck.model.substance import has_substance, is_placeholder, substance
from pipecheck.source.place import Place

PLACE = Place("r.md", ("sections", 0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "...",
        "—",
        "**",
        "TBD",
        "tbd.",
        "**TBD**",
        "`todo`",
        "TODO: ask Bob",
        "TBA",
        "WIP",
        "FIXME later",
        "XXX",
        "N/A",
        "n/a.",
        "None",
        "unknown",
        "To be defined",
        "to be written by the team",
        "Coming soon!",
        "work in progress",
        "see above",
        "same as below",
        "[describe here]",
        "<insert steps here>",
        "{{summary}}",
        "Describe the steps here",
        "Fill in",
        "fill this in",
        "Your text here",
        "lorem ipsum dolor sit amet",
        "1. TBD",
        "- [ ]",
        "<!-- write this -->",
        "Details go here",
    ],
)
def test_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rerun the job.",
        "See [the profit runbook](profit.md)",
        "42",
        "a",
        "No known issues",
        "Nothing to do",
        "TBDB is a database",
        "Put the table back in",
        "Call Alice",
        "None of the readers notice",
        "Empty partitions mean late data",
        "データを再実行する",
        "Explain to finance what happened",
        "Fill in the missing partitions",
    ],
)
def test_words_that_say_something(text):
    assert not is_placeholder(text)


def test_a_section_has_substance_when_any_of_its_blocks_has():
    empty, todo = Block(PLACE, "paragraph", " "), Block(PLACE, "paragraph", "TODO")
    code, text = Block(PLACE, "code", "todo"), Block(PLACE, "item", "Rerun it.")

    assert substance([empty, todo, code, text]) == [code, text]
    assert not has_substance(Section("impact", "Impact", PLACE, (empty, todo)))
    assert not has_substance(Section("impact", "Impact", PLACE, ()))
    assert has_substance(Section("impact", "Impact", PLACE, (todo, text)))
