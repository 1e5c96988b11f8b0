"""Runbooks: what they say of themselves, and their sections."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.build.names import Names
from pipecheck.model.build.pipelines import owners
from pipecheck.model.build.spot import Spot
from pipecheck.model.build.values import party, sla
from pipecheck.model.headings import CANONICAL, canonical, normal_form
from pipecheck.model.outcome import Undecided
from pipecheck.model.runbook import Acknowledged, Block, Runbook, Section
from pipecheck.model.value import Ref
from pipecheck.source.place import Part, Place, Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipecheck.model.shape.front import FrontShape, InlineRunbookShape
    from pipecheck.source.markdown import MarkdownDocument
    from pipecheck.source.outline import Label
    from pipecheck.source.outline import Section as Headed

FRONT_FIELDS = (
    "pipelines",
    "reviewed",
    "review_every",
    "acknowledged",
    "escalation",
    "owners",
    "oncall",
    "slas",
    "template",
)
"""What a runbook says of itself, in front of its text."""

_ITEM = re.compile(r"\s*(?:[-*+]|(\d+[.)]))\s+(?=\S)")


class _Text(NamedTuple):
    """What a runbook says to whoever reads it."""

    name: str
    heading: Place
    sections: tuple[Section, ...] = ()
    labels: tuple[Section, ...] = ()


def inline(names: Names, spot: Spot, shape: "InlineRunbookShape", linked: Sequence[Ref]) -> Runbook:
    """A runbook written in the team file, which the pipelines `linked` name."""
    told = {} if shape.sections is None else shape.sections.cells
    sections = tuple(_inline_section(spot.down("sections", heading), heading, text) for heading, text in told.items())
    return _runbook(names, spot, shape, shape.id, linked, _Text(shape.name or shape.id, spot.at("id"), sections))


def written(
    names: Names,
    ident: str,
    document: "MarkdownDocument",
    spot: Spot,
    shape: "FrontShape | None",
    linked: Sequence[Ref],
    *,
    shared: bool,
) -> Runbook:
    """A runbook in a file of its own, whose front matter is at `spot`. `shared`: other teams keep theirs beside it."""
    title = _title(document)
    name = (
        (None if shape is None else shape.name) or (None if title is None else document.sections[title].title) or ident
    )
    heading = Place(document.file, ()) if title is None else Place(document.file, ("sections", title))
    labels = [_section(document.file, ("labels", index), label) for index, label in enumerate(document.labels)]
    text = _Text(
        name,
        heading,
        sections=(
            *(_section(document.file, ("sections", index), one) for index, one in _headed(document, title)),
            *(label for label in labels if label.id in CANONICAL),
        ),
        labels=tuple(label for label in labels if label.id not in CANONICAL),
    )
    return _runbook(names, spot, shape, ident, linked, text, shared=shared)


def _runbook(
    names: Names,
    spot: Spot,
    shape: "FrontShape | None",
    ident: str,
    linked: Sequence[Ref],
    text: _Text,
    *,
    shared: bool = False,
) -> Runbook:
    place, told = spot.place(), spot.told()
    if shape is None:
        lost = spot.ground.aside.get(spot.route) or Undecided("pipelines", place)
        aside = dict.fromkeys(FRONT_FIELDS, lost)
        return Runbook(
            id=ident,
            team=names.team,
            place=place,
            given=told,
            own=spot.own(),
            aside=aside,
            pipelines=tuple(linked),
            **text._asdict(),
        )
    named = [
        names.name(one, at.place(), "pipeline", elsewhere=shared) for at, one in spot.each("pipelines", shape.pipelines)
    ]
    served = {ref.id: ref for ref in (*linked, *named)}
    return Runbook(
        id=ident,
        team=names.team,
        place=place,
        given=told,
        own=spot.own(),
        aside=spot.aside(),
        pipelines=tuple(served.values()),
        reviewed=shape.reviewed,
        review_every=shape.review_every,
        acknowledged=tuple(
            Acknowledged(at.place(), names.member(one.member, at.at("member")), one.on)
            for at, one in spot.each("acknowledged", shape.acknowledged)
        ),
        escalation=tuple(
            party(names, at, one, escalation=True) for at, one in spot.each("escalation", shape.escalation)
        ),
        owners=owners(names, spot.down("owners"), shape.owners),
        oncall=None if shape.oncall is None else party(names, spot.down("oncall"), shape.oncall),
        slas=None if shape.slas is None else tuple(sla(at, one) for at, one in spot.each("slas", shape.slas)),
        template=bool(shape.template),
        **text._asdict(),
    )


def _title(document: "MarkdownDocument") -> int | None:
    """The first heading is the title, unless it is one of several of its level and an alias knows it."""
    if not document.sections:
        return None
    first, *others = document.sections
    stands_alone = bool(others) and all(one.level > first.level for one in others)
    return 0 if stands_alone or canonical(first.title) is None else None


def _headed(document: "MarkdownDocument", title: int | None) -> "Iterator[tuple[int, Headed]]":
    return ((index, one) for index, one in enumerate(document.sections) if index != title)


def _section(file: str, route: Route, part: "Headed | Label") -> Section:
    blocks = tuple(
        Block(Place(file, (*route, "body", index)), block.kind, block.text, block.ordered)
        for index, block in enumerate(part.body)
    )
    return Section(canonical(part.title) or normal_form(part.title), part.title, Place(file, route), blocks)


def _inline_section(spot: Spot, heading: str, text: str) -> Section:
    """A section of an inline runbook: lines that begin like items of a list are items."""
    blocks = []
    for line in text.splitlines():
        item = _ITEM.match(line)
        if line.strip():
            words = line[item.end() :] if item else line.strip()
            kind = "item" if item else "paragraph"
            blocks.append(Block(spot.place(), kind, words, ordered=bool(item and item[1])))
    return Section(canonical(heading) or normal_form(heading), heading, spot.place(Part.key), tuple(blocks))
