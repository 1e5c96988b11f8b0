"""The finished schedule: rotations flattened into segments, and the questions that are asked of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from pipecheck.model.intervals import Interval, Intervals, within
from pipecheck.model.resolve.rota import Rota
from pipecheck.model.resolve.span import Span
from pipecheck.model.resolve.track import NO_TURN, Piece, holders
from pipecheck.model.schedule import Conflict, Segment, TurnSpan, Unapplied
from pipecheck.source.place import Place


class Shown(NamedTuple):
    """What remains of one rotation when it is resolved."""

    span: Interval
    life: Interval
    zone: tzinfo
    turns: dict[int, TurnSpan]
    beyond: tuple[Segment, ...]
    hours: dict[str, Intervals]

    @property
    def within(self) -> tuple[TurnSpan, ...]:
        """The turns that begin in the span."""
        start, end = self.span
        return tuple(turn for turn in self.turns.values() if start <= turn.start < end)


class Resolved:
    """A `Schedule`: see there for what its questions answer."""

    def __init__(
        self,
        rotas: Sequence[Rota],
        span: Span,
        *,
        assumed: str,
        conflicts: Iterable[Conflict],
        unapplied: Iterable[Unapplied],
        estimated: Place | None,
    ) -> None:
        self.start, self.end, self.dated = span
        self.assumed = assumed
        self.zoned = all(rota.clock.zoned for rota in rotas)
        self.estimated = estimated
        self.conflicts = tuple(conflicts)
        self.unapplied = tuple(unapplied)
        self._shown = {rota.rotation.id: _shown(rota) for rota in rotas}
        self._nothing = Shown((self.start, self.end), (self.start, self.start), UTC, {}, (), {})
        self._turns = {name: shown.within for name, shown in self._shown.items()}
        self.repeating = any(shown.beyond for shown in self._shown.values())
        stretches: list[Segment] = []
        segments: list[Segment] = []
        for rota in rotas:
            told = self._shown[rota.rotation.id]
            for name in rota.columns:
                own = list(flattened(rota, name, *told.span))
                stretches.extend(own)
                segments.extend(own if told.hours[name] == (told.span,) else _masked(own, told.hours[name]))
        self._stretches = _Sorted(stretches)
        self._segments = _Sorted(segments)

    def segments(
        self, *, role: str | None = None, rotation: str | None = None, pipeline: str | None = None
    ) -> Sequence[Segment]:
        return self._segments.chosen(role, rotation, pipeline)

    def stretches(
        self, *, role: str | None = None, rotation: str | None = None, pipeline: str | None = None
    ) -> Sequence[Segment]:
        return self._stretches.chosen(role, rotation, pipeline)

    def beyond(self, rotation: str) -> Sequence[Segment]:
        return self._of(rotation).beyond

    def hours(self, rotation: str, column: str) -> Intervals:
        return self._of(rotation).hours.get(column, ())

    def life(self, rotation: str) -> Interval:
        return self._of(rotation).life

    def span(self, rotation: str) -> Interval:
        return self._of(rotation).span

    def zone(self, rotation: str) -> tzinfo:
        return self._of(rotation).zone

    def turns(self, rotation: str | None = None) -> Sequence[TurnSpan]:
        if rotation is not None:
            return self._turns.get(rotation, ())
        return tuple(turn for own in self._turns.values() for turn in own)

    def turn(self, rotation: str, number: int) -> TurnSpan | None:
        return self._of(rotation).turns.get(number)

    def _of(self, rotation: str) -> Shown:
        """What is known of a rotation; one that tells of no turns has none."""
        return self._shown.get(rotation, self._nothing)


class _Sorted:
    """Segments in order of time, found by rotation, role and pipeline without looking at all of them each time."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.all = tuple(sorted(segments, key=_order))
        self._by_rotation: dict[str, list[Segment]] = {}
        self._by_scope: dict[frozenset[str], list[Segment]] = {}
        self._scopes: dict[str, set[frozenset[str]]] = {}
        for each in self.all:
            self._by_rotation.setdefault(each.rotation, []).append(each)
            self._by_scope.setdefault(each.pipelines, []).append(each)
            self._scopes.setdefault(each.rotation, set()).add(each.pipelines)
        self._known: dict[tuple[str | None, ...], tuple[Segment, ...]] = {(None, None, None): self.all}

    def chosen(self, role: str | None, rotation: str | None, pipeline: str | None) -> tuple[Segment, ...]:
        key = role, rotation, pipeline
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(
                each
                for each in self._around(rotation, pipeline)
                if role in (None, each.role) and (pipeline is None or pipeline in each.pipelines)
            )
        return known

    def _around(self, rotation: str | None, pipeline: str | None) -> Sequence[Segment]:
        """Few segments that hold all of a rotation, or else of a pipeline."""
        if rotation is not None:
            served = pipeline is None or any(pipeline in scope for scope in self._scopes.get(rotation, ()))
            return self._by_rotation.get(rotation, ()) if served else ()
        if pipeline is None:
            return self.all
        scopes = [own for scope, own in self._by_scope.items() if pipeline in scope]
        return scopes[0] if len(scopes) == 1 else sorted((each for own in scopes for each in own), key=_order)


# ---- flattening


def flattened(rota: Rota, column: str, low: datetime, high: datetime) -> Iterator[Segment]:
    """The segments of one column between two instants, hours apart; what was cut and not changed is whole again."""
    told, covered = rota.columns[column], rota.covered[column]
    for piece in _joined(rota.tracks[column]):
        start, end = max(piece.start, low), min(piece.end, high)
        if start >= end:
            continue
        for seat in piece.seats:
            yield Segment(
                start,
                end,
                told.role,
                seat.holder,
                rota.rotation.id,
                piece.turn,
                seat.because,
                column,
                seat.state,
                seat.candidates,
                covered if seat.pipelines is None else covered & seat.pipelines,
            )


def _joined(track: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces that follow one another without a hole, those of one turn and the same seats as one."""
    last: Piece | None = None
    for piece in track:
        if last is not None and last.seats == piece.seats and last.turn == piece.turn:
            last = last._replace(end=piece.end)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _masked(segments: Iterable[Segment], hours: Intervals) -> Iterator[Segment]:
    for segment in segments:
        for start, end in within(hours, (segment.start, segment.end)):
            is_whole = (start, end) == (segment.start, segment.end)
            yield segment if is_whole else segment._replace(start=start, end=end)


def _order(segment: Segment) -> tuple[datetime, str, str]:
    return segment.start, segment.rotation, segment.column


# ---- one rotation


def _shown(rota: Rota) -> Shown:
    span = (rota.span.start, rota.span.end)
    hours = {name: rota.served(name, *span) for name in rota.columns}
    return Shown(
        span, _life(rota), rota.clock.zone, {turn.number: turn for turn in _turns(rota)}, tuple(_beyond(rota)), hours
    )


def _life(rota: Rota) -> Interval:
    start = max(rota.span.start, rota.life.start or rota.span.start)
    end = min(rota.span.end, rota.life.end or rota.span.end)
    return start, max(start, end)


def _turns(rota: Rota) -> Iterator[TurnSpan]:
    first = next(iter(rota.columns), None)
    if first is None:
        return
    for lap in rota.laps:
        cells = tuple((name, holders(rota.seats(name, lap.number))) for name in rota.columns)
        row = rota.cells.place(first, lap.number)
        yield TurnSpan(rota.rotation.id, lap.number, lap.start, lap.end, lap.first, lap.last, cells, row)


def _beyond(rota: Rota) -> Iterator[Segment]:
    """What follows the span, whole turns: the part of a turn before the span's end belongs to the span."""
    for name in rota.columns:
        for segment in flattened(rota, name, rota.span.end, rota.end):
            if segment.turn != NO_TURN:
                yield segment
