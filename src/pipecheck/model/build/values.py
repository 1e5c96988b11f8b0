"""The small values that stand all over the language: parties, selectors, windows, moments, steps."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal, cast

from pipecheck.model.build.names import Names
from pipecheck.model.build.spot import Spot
from pipecheck.model.value import (
    Deadline,
    Handoff,
    Handover,
    Hours,
    Party,
    Ref,
    Run,
    Selector,
    Sla,
    Step,
    Stretch,
    When,
    Window,
)

if TYPE_CHECKING:
    from pipecheck.model.shape.party import PartyShape
    from pipecheck.model.shape.pipeline import DeadlineShape, DeliveryShape, RunShape, SlaShape
    from pipecheck.model.shape.rota import HandoffShape, HandoverShape, StepShape
    from pipecheck.model.shape.selector import SelectorShape, WindowShape

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORDS = frozenset((*WEEKDAYS, "workdays", "off-days", "holidays", "last-7-of-month"))


def party(
    names: Names, spot: Spot, shape: "PartyShape", *, escalation: bool = False, words: Collection[str] = ()
) -> Party:
    """A party at the spot of the key that it stands under, or within an order there."""
    refs = tuple(names.party(name.text, spot.at(*name.at), escalation=escalation, words=words) for name in shape.names)
    return Party(
        spot.at(*shape.at), refs, among=shape.among, everybody=shape.everybody, open=shape.open, reason=shape.reason
    )


def parties(names: Names, spot: Spot, shapes: "Iterable[PartyShape]") -> tuple[Party, ...]:
    """The entries of an order, each a party."""
    return tuple(party(names, spot, shape) for shape in shapes)


def selector(names: Names, spot: Spot, shape: "SelectorShape | None") -> Selector:
    """A selector; where none is told, `all`, at the place where it would stand."""
    if shape is None:
        return Selector(spot.place())
    return Selector(
        spot.place(),
        areas=_chosen(names, spot, "areas", shape.areas, "area"),
        audiences=_chosen(names, spot, "audiences", shape.audiences, "audience"),
        pipelines=_chosen(names, spot, "pipelines", shape.pipelines, "pipeline"),
        criticality=_chosen(names, spot, "criticality", shape.criticality, "criticality"),
    )


def _chosen(names: Names, spot: Spot, key: str, texts: list[str] | None, want: str) -> tuple[Ref, ...] | None:
    if texts is None:
        return None
    return tuple(names.name(text, at.place(), want) for at, text in spot.each(key, texts))


def hours(names: Names, spot: Spot, key: str, shapes: "list[WindowShape] | None") -> Hours:
    """The windows under a key; always where none is told."""
    return tuple(_window(names, at, shape) for at, shape in spot.each(key, shapes))


def _window(names: Names, spot: Spot, shape: "WindowShape") -> Window:
    days = shape.days or ()
    for day in days:
        if day not in _DAY_WORDS:
            names.name(day, spot.at("days"), "season")
    return Window(
        spot.place(),
        days,
        start=0 if shape.from_ is None else shape.from_,
        end=1440 if shape.to is None else shape.to,
        timezone=shape.timezone,
        when=shape.when,
    )


def stretch(spot: Spot, first: When | None, last: When | None) -> Stretch:
    """From one day or moment to another."""
    return Stretch(first, last, spot.place())


def deadline(spot: Spot, shape: "DeadlineShape | None") -> Deadline | None:
    """What stands under `by`."""
    if shape is None:
        return None
    return Deadline(
        spot.at("by"),
        day_of_month=shape.day_of_month,
        working_day_of_month=shape.working_day_of_month,
        weekday=shape.weekday,
        minute=shape.at,
        timezone=shape.timezone,
        shift=cast("Literal['previous', 'next'] | None", shape.shift),
    )


def run(spot: Spot, shape: "RunShape") -> Run:
    """When a pipeline runs."""
    return Run(
        spot.place(),
        minute=shape.at,
        every=shape.every,
        cron=shape.cron,
        timezone=shape.timezone,
        by=deadline(spot, shape.by),
    )


def delivery(names: Names, spot: Spot, shape: "DeliveryShape") -> Run:
    """What reaches whom, and when; its recipient is an audience or a party."""
    if shape.to is not None:
        names.name(shape.to, spot.at("to"), "audience", "person", "role", "team")
    return run(spot, shape)._replace(what=shape.what or "", to=shape.to)


def sla(spot: Spot, shape: "SlaShape") -> Sla:
    """A promise."""
    return Sla(
        spot.place(),
        shape.kind,
        within=shape.within,
        by=deadline(spot, shape.by),
        target=shape.target,
        severity=shape.severity,
    )


def steps(names: Names, spot: Spot, key: str, shapes: "list[StepShape] | None") -> tuple[Step, ...]:
    """The steps of an escalation."""
    return tuple(
        Step(at.place(), party(names, at.down("to"), shape.to, escalation=True), shape.after, shape.severity)
        for at, shape in spot.each(key, shapes)
    )


def handoff(spot: Spot, shape: "HandoffShape | None") -> Handoff | None:
    """When a turn changes hands."""
    if shape is None:
        return None
    return Handoff(
        spot.place(),
        day=shape.day,
        minute=shape.time,
        timezone=shape.timezone,
        if_holiday="next-working-day" if shape.if_holiday == "next-working-day" else "keep",
    )


def handover(spot: Spot, shape: "HandoverShape | None") -> Handover | None:
    """How a turn is handed over."""
    if shape is None:
        return None
    weekday, minute = shape.meeting or (None, None)
    written = spot.down("meeting").data
    return Handover(
        spot.place(),
        weekday=weekday,
        minute=minute,
        minutes=shape.minutes,
        meeting=written if isinstance(written, str) else "",
        timezone=shape.timezone,
    )
