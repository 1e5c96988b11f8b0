"""Whether words say anything: placeholders that look like text but are none."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipecheck.model.runbook import Block, Section

_STANDS_FOR_TEXT = re.compile(
    r"""
      (?: tbd | tba | tbc | todo | to-do | to\ do | wip | fixme | xxx+ ) \b .*  # "TODO: ask Bob", too
    | to\ be\ (?: added | announced | completed | confirmed | decided | defined | described | determined | discussed
              | documented | done | filled | provided | specified | written ) \b .*
    | (?: coming\ soon | work\ in\ progress | under\ construction | not\ yet\ (?: written | documented | defined ) )
    | (?: n/?a | not\ applicable | none | nil | null | nothing | unknown | empty | blank | placeholder )
    | (?: see | as | same\ as ) \ (?: above | below | before | previous(?:\ section)? )
    | (?: please\ )? (?: add | describe | enter | explain | insert | list | put | write )
      \ (?: [\w\s,'/-]{0,60}\ )? here
    | (?: please\ )? (?: fill\ (?: me\ | this\ )? in | describe\ me | write\ (?: me | this ) )
    | (?: your | some | sample | example ) \ (?: text | content | description | steps ) (?: \ (?: goes\ )? here )?
    | (?: text | content | description | details | steps ) \ go(?:es)?\ here
    | lorem\ ipsum .*
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACKETED = re.compile(r"\[[^\[\]]*\](?!\()|<[^<>]*>|\{\{[^{}]*\}\}|<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"^(?:[\s>#*_~`+\-–—•·.:;,!?…()]|\d+[.)](?=\s))+|[\s*_~`.:;,!?…]+$")
_WORD = re.compile(r"\w")


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether a text only keeps room for another: it is empty, punctuation, or one of these.

    `TBD`, `TBA`, `TBC`, `TODO`, `WIP`, `FIXME`, `XXX` and all that follows them · "to be defined" and its kin ·
    "coming soon", "work in progress" · `n/a`, "none", "unknown", "not applicable" · "see above", "same as below" ·
    "describe the steps here", "fill in", "your text here" · lorem ipsum · nothing but `[…]`, `<…>` or `{{…}}`.
    """
    bare = " ".join(_MARKS.sub("", _BRACKETED.sub(" ", text)).split()).casefold()
    return _WORD.search(bare) is None or _STANDS_FOR_TEXT.fullmatch(bare) is not None


def substance(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that say something. Code says something as soon as there is any."""
    return [
        block for block in blocks if block.text.strip() and (block.kind == "code" or not is_placeholder(block.text))
    ]


def has_substance(section: Section) -> bool:
    """Whether words stand under a heading that are no placeholder."""
    return bool(substance(section.blocks))
