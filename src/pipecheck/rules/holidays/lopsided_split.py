"""A split holiday that is not shared: one person has most of it, or its parts do not fit together.

What it checks
--------------
The parts of a line with `split` follow one another, in each column they name, without a hole or an overlap, all around
the clock (a rota with `hours` of its own needs no more than no hole between them). At least two people share the day,
and nobody has more than `max_hours` of it in `roles`, all parts together; in a team too small for that, no more than an
even share.

Why it matters
--------------
A hole falls to whoever the plain rota names, who was told that the day is taken care of; an overlap to whichever of two
lines comes last. And a day split as twenty hours and four is a day of duty with a break.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - holiday: christmas
      season: 2026
      split:
        - {from: "00:00", to: "20:00", primary: alice}
        - {from: "20:00", to: "24:00", primary: bob}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines: [{id: revenue, owners: {primary: alice, secondary: bob}}]
oncall:
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob]}}
  holidays:
    - holiday: christmas
      season: 2026
      split:
        - {from: "00:00", to: "12:00", primary: alice}
        - {from: "12:00", to: "24:00", primary: bob}
```

Known limits
------------
Only the parts themselves are added up: duty of the rota on the evening before is for `long-shift` to see. A part that
runs past midnight counts to the hours of this day. Days on which the clocks change are taken to have 24 hours.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pipecheck.model.oncall import HolidayAssignment
from pipecheck.rules.base import (
    Doc,
    Edit,
    Fact,
    Key,
    Level,
    Outcome,
    Place,
    Problem,
    Profile,
    Put,
    Related,
    Remedy,
    TeamView,
    Undecided,
    rule,
)
from pipecheck.rules.split_day import DAY, Cell, Fault, Split, clock_text, hours_text, split_of, time_text


class Params(NamedTuple):
    max_hours: Annotated[int, Doc("the most hours of the day one person has", source="Site Reliability Workbook")] = 12
    roles: Annotated[tuple[str, ...], Doc("the roles whose hours count, together")] = ("primary",)


def _concerned(line: HolidayAssignment, params: Params) -> bool:
    return bool(line.split)


@rule(HolidayAssignment, level=Level.warning, profile=Profile.recommended, params=Params, applies=_concerned)
def check(line: HolidayAssignment, view: TeamView, params: Params) -> Iterator[Outcome]:
    split = split_of(line, view, params.roles, params.max_hours)
    for fault in split.faults():
        yield _problem(line, fault, split)
    unsure = next((cell for cell in split.cells if cell.candidates), None)
    if unsure is not None and not split.faults():
        worst = (split.filled(who) for cell in split.cells for who in cell.candidates)
        if any(each.faults() for each in worst):
            yield Undecided("oncall.holidays.split", unsure.place, why=f"who has which part of {line.holiday.id}")


# ---- saying so


def _problem(line: HolidayAssignment, fault: Fault, split: Split) -> Problem:
    name, of = line.holiday.id, fault.of
    cells = split.column(of) if fault.kind != "hours" else [cell for cell in split.cells if of in cell.people]
    at = cells[0].place
    match fault.kind:
        case "hole":
            said = f"no part of the split of {name} holds '{of}' from {clock_text(split.holes(of))}"
            ask = "let the parts follow one another"
            at = line.at("split")
        case "overlap":
            stretches = clock_text(split.overlaps(of))
            said = f"two parts of the split of {name} name different people as '{of}' from {stretches}"
            ask = "let one end where the other begins"
            at = cells[1].place
        case "alone":
            first = next(cell for cell in cells if cell.people or cell.candidates)
            said = f"the split of {name} names nobody but '{(*first.people, *first.candidates)[0]}' as '{of}'"
            at = first.place
            ask = "give a part to somebody else, or name one person without `split`"
        case _:
            said = f"'{of}' has {hours_text(split.hours()[of])} of {name}, and {hours_text(split.most)} are the most"
            ask = "share the day more evenly"
    return Problem(
        f"{said}; {ask}",
        at,
        key=fault,
        evidence=(
            Fact("hours", {who: hours_text(held) for who, held in split.hours().items()}),
            Fact("most", hours_text(split.most)),
            Fact("parts", tuple(f"{clock_text([(cell.start, cell.end)])} {cell.column}" for cell in split.cells)),
        ),
        related=tuple(Related(cell.place, "a part of the day") for cell in cells if cell.place != at)[:5],
        remedies=(*_ways_out(line, fault, split), Remedy(ask)),
    )


# ---- ways out: each is tried, and told only where it makes something right and nothing wrong


def _ways_out(line: HolidayAssignment, fault: Fault, split: Split) -> Iterator[Remedy]:
    before = set(split.faults())
    for title, cells, edits in (*_handed_over(fault, split), *_moved(line, split)):
        after = set(split._replace(cells=cells).faults())
        if after <= before - {fault}:
            yield Remedy(title, edits)
            return


def _handed_over(fault: Fault, split: Split) -> Iterator[tuple[str, tuple[Cell, ...], tuple[Edit, ...]]]:
    """One part given to whoever has the fewest hours so far."""
    hours = Counter(split.hours())
    for at, cell in reversed(tuple(enumerate(split.cells))):
        if fault.of not in (cell.column, *cell.people) or len(cell.people) != 1 or fault.kind not in ("alone", "hours"):
            continue
        for person in sorted(split.able, key=lambda who: hours[who]):
            cells = (*split.cells[:at], cell._replace(people=(person,)), *split.cells[at + 1 :])
            title = f"give {clock_text([(cell.start, cell.end)])} to {person}"
            yield title, cells, (Put(cell.place, person),)


def _moved(line: HolidayAssignment, split: Split) -> Iterator[tuple[str, tuple[Cell, ...], tuple[Edit, ...]]]:
    """The parts in their order, each as long as the others, or each up to where the next begins."""
    order = sorted({(cell.start, cell.part) for cell in split.cells})
    if len({part.timezone for part in line.split}) > 1 or len(order) < 2:
        return
    count = len(order)
    starts = [start for start, _ in order]
    for title, bounds in (
        ("let each part end where the next begins", [0, *starts[1:], DAY]),
        ("let all parts be equally long", [*(DAY * number // count for number in range(count)), DAY]),
    ):
        times = {part: (bounds[at], bounds[at + 1]) for at, (_, part) in enumerate(order)}
        cells = tuple(cell._replace(start=times[cell.part][0], end=times[cell.part][1]) for cell in split.cells)
        edits: list[Edit] = []
        for number, (start, end) in sorted(times.items()):
            part = line.split[number]
            told: Mapping[Key, tuple[int, int]] = {"from": (part.start, start), "to": (part.end, end)}
            edits += [
                Put(Place(part.at.document, (*part.at.route, key)), time_text(new))
                for key, (old, new) in told.items()
                if old != new
            ]
        yield title, cells, tuple(edits)
