"""What holidays do to a rota: nobody, or places changed, on all of them; and the lines that give one to somebody."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from pipecheck.model.intervals import Interval, minus, union
from pipecheck.model.oncall import HolidayAssignment, OnCall
from pipecheck.model.resolve.claims import Claims
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.resolve.hours import span_of_day
from pipecheck.model.resolve.occasions import Occasion, dated_events, occasions, on_day, own_dates
from pipecheck.model.resolve.rota import Ground, Rota, day_interval
from pipecheck.model.resolve.seats import Seats, laid_over, reseat, with_exchange
from pipecheck.model.resolve.track import Seat
from pipecheck.model.schedule import Reason, Unapplied
from pipecheck.model.value import Party
from pipecheck.source.place import Place

_DAY = timedelta(days=1)


# ---- on all holidays


def on_holidays(rotas: Sequence[Rota], oncall: OnCall, ground: Ground) -> None:
    """Lays `oncall.on_holidays` over every on-call day that is a public holiday of the team, or its own."""
    exchange = oncall.exchange or {}
    if oncall.on_holidays != "none" and not exchange:
        return
    at = Place(oncall.at.document, (*oncall.at.route, "on_holidays"))
    nobody = (Seat(None, "nobody", because=(at,)),)
    for rota in rotas:
        columns = {rota.named(to): rota.named(of) for to, of in exchange.items()}

        def decide(
            before: Seats,
            _: datetime,
            columns: Mapping[str | None, str | None] = columns,
            movable: Callable[[str], bool] = rota.is_duty,
        ) -> Seats:
            if oncall.on_holidays == "none":
                return {name: laid_over(nobody, seats) for name, seats in before.items() if seats}
            pairs = ((to, of) for to, of in columns.items() if to is not None and of is not None)
            named = {to: laid_over(before[of], before[of], at) for to, of in pairs}
            return with_exchange(before, named, movable, at)

        # Two holidays on one date change places once, not there and back.
        for day in dict.fromkeys(entry.date for entry in ground.calendar.holidays(*_days(rota, *rota.reach))):
            reseat(rota, *day_interval(rota.clock, day), decide)


# ---- lines


def holiday_lines(
    rotas: Sequence[Rota], lines: Sequence[HolidayAssignment], ground: Ground, claims: Claims
) -> Iterator[Unapplied]:
    """Lays every line over the rotations that have its columns, in the order of the file; yields what did nothing."""
    for line in lines:
        scope = [rota for rota in rotas if line.rotation is None or rota.rotation.id == line.rotation.id]
        columns = _columns(line, scope)
        if line.none is None and not columns:
            # Without a party, a line on a row or a date is a claim about the date and nothing else.
            if _cell_names(line):
                yield Unapplied(line, "no-column")
            continue
        said: set[Literal["laid", "outside"] | None] = set()
        for rota in scope:
            if line.none is None and id(rota) not in columns:
                continue
            taken: list[Interval] = []
            for occasion in _occasions(line, rota, ground):
                said.add(_lay(line, occasion, rota, columns.get(id(rota), {}), claims, taken))
        if "laid" not in said:
            undated: Reason = "not-judged" if _is_dated(line, ground) else "no-dates"
            yield Unapplied(line, "outside" if "outside" in said else undated)


def _occasions(line: HolidayAssignment, rota: Rota, ground: Ground) -> Iterator[Occasion]:
    dateless = line.season is None and line.year is None and line.turn is None
    first, last = _days(rota, rota.span.start, rota.end) if dateless else _days(rota, *rota.reach)
    if line.row is None:
        yield from occasions(line, ground.calendar, ground.start.years, first, last)
        return
    everyday = line.replace(row=None, turn=None)
    size = len(rota.rotation.turns)
    for lap in rota.laps:
        if (lap.entry % size if size else lap.entry) != line.row - 1:
            continue
        for event, _ in dated_events(everyday, ground.calendar, ground.start.years, lap.first, lap.last):
            for day in event.dates:
                if lap.first <= day <= lap.last:
                    own = own_dates(event.id, event.dates, ground.calendar)
                    yield from on_day(line, day, own=day in own)


def _lay(
    line: HolidayAssignment,
    occasion: Occasion,
    rota: Rota,
    columns: Mapping[str, str],
    claims: Claims,
    taken: list[Interval],
) -> Literal["laid", "outside"] | None:
    """Lays one day of a line over one rotation; `outside` if it is judged then and has no turn, None if it is not.

    `taken` are the turns and days that the line has already: a turn that holds two of its days is taken once.
    """
    said: Literal["laid", "outside"] | None = None
    for start, end in _untaken(_stretches(line, occasion, rota), taken if occasion.minutes is None else []):
        alive = rota.alive(start, end)
        if alive is not None:
            said = "laid"
            _lay_over(line, occasion, rota, columns, claims, alive)
        elif said is None and rota.is_judged(start, end):
            said = "outside"
    return said


def _lay_over(
    line: HolidayAssignment,
    occasion: Occasion,
    rota: Rota,
    columns: Mapping[str, str],
    claims: Claims,
    stretch: Interval,
) -> None:
    if line.none is not None:
        _empty(rota, stretch, line.at("none"))
        return
    wanted = {columns[name]: party for name, party in occasion.cells.items() if name in columns}
    _give(rota, stretch, wanted, claims, line.place)
    if occasion.minutes is None:
        _open_hours(rota, stretch, wanted)


def _untaken(stretches: Iterable[Interval], taken: list[Interval]) -> Iterator[Interval]:
    """What of some stretches is not taken yet; it is then."""
    for each in stretches:
        left = minus((each,), union(taken))
        taken.extend(left)
        yield from left


def _empty(rota: Rota, stretch: Interval, at: Place) -> None:
    nobody = (Seat(None, "nobody", because=(at,)),)
    reseat(
        rota, *stretch, lambda before, _: {name: laid_over(nobody, seats) for name, seats in before.items() if seats}
    )


def _give(rota: Rota, stretch: Interval, wanted: Mapping[str, Party], claims: Claims, place: Place) -> None:
    ground, movable = rota.ground, rota.is_duty
    for column, party in wanted.items():
        claims.claim("holiday", rota.rotation.id, column, stretch, party)

    def decide(before: Seats, instant: datetime) -> Seats:
        named = {}
        for column, party in wanted.items():
            role = rota.columns[column].role
            seats = ground.people.seats(party, role, rota.look(instant, role), rota.covers[column])
            named[column] = laid_over(seats, before[column])
        return with_exchange(before, named, movable, place)

    reseat(rota, *stretch, decide)


def _open_hours(rota: Rota, stretch: Interval, wanted: Mapping[str, Party]) -> None:
    """A column that is not served on that day at all is served because somebody is named for it."""
    for column, party in wanted.items():
        if party.reason is None and not rota.open_hours(column, *stretch):
            rota.extra.setdefault(column, []).append(stretch)


def _stretches(line: HolidayAssignment, occasion: Occasion, rota: Rota) -> list[Interval]:
    if occasion.minutes is not None:
        zone = zone_of(occasion.timezone, rota.ground.zones)
        clock = rota.clock if zone is None else Clock(zone)
        return [span_of_day(clock, occasion.day, *occasion.minutes)]
    if line.takes == "turn":
        if not occasion.own:
            return []
        held = [(lap.start, lap.end) for lap in rota.laps if lap.first <= occasion.day <= lap.last]
        return held or [day_interval(rota.clock, occasion.day)]
    return [day_interval(rota.clock, occasion.day)]


# ---- which columns


def _columns(line: HolidayAssignment, scope: Sequence[Rota]) -> dict[int, dict[str, str]]:
    """For every rotation that has a column the line names: cell to column; by name, else by what it counts as."""
    found: dict[int, dict[str, str]] = {}
    for name in _cell_names(line):
        exact = [rota for rota in scope if name in rota.columns]
        for rota in exact or scope:
            column = rota.named(name)
            if column is not None:
                found.setdefault(id(rota), {})[name] = column
    return found


def _cell_names(line: HolidayAssignment) -> list[str]:
    return list(dict.fromkeys((*line.cells, *(name for part in line.split for name in part.cells))))


def _is_dated(line: HolidayAssignment, ground: Ground) -> bool:
    return line.date is not None or ground.calendar.dated(line.holiday.id)


def _days(rota: Rota, start: datetime, end: datetime) -> tuple[date, date]:
    """The days of a stretch that may concern a rotation, one to spare at each end."""
    return rota.clock.day_of(start) - _DAY, rota.clock.day_of(end) + _DAY
