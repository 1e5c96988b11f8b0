"""The wall clock of a rotation: on-call days, moments as people write them, and the UTC instants they mean."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from pipecheck.model.calendar import Zones, shown_at, to_instant
from pipecheck.model.oncall import Rotation
from pipecheck.model.team import Team
from pipecheck.model.value import When

DAY = timedelta(days=1)

# Far enough from the ends of what dates can hold that a zone or a day more does no harm: `9999-12-31` means for ever.
_FIRST, _LAST = date(10, 1, 1), date(9990, 1, 1)


class Clock:
    """Local time of one zone, and the minute at which its on-call days begin (semantics §18).

    Without a zone anywhere it floats: dates can be judged as if they were UTC, and `zoned` says that instants cannot.
    """

    def __init__(self, zone: tzinfo | None, minute: int = 0) -> None:
        self.zone: tzinfo = zone if zone is not None else UTC
        self.zoned = zone is not None
        self.handoff = timedelta(minutes=minute)

    def instant(self, local: datetime) -> datetime:
        """The UTC instant of a local time; past a gap its first valid one, of a repeat the first."""
        if self.zone is UTC:
            return local.replace(tzinfo=UTC)
        return to_instant(local, self.zone)

    def local(self, instant: datetime) -> datetime:
        """What the wall clock shows at an instant, without its zone."""
        return shown_at(instant, self.zone)

    def opening(self, day: date) -> datetime:
        """The local time at which an on-call day begins."""
        return datetime.combine(min(max(day, _FIRST), _LAST), time()) + self.handoff

    def begin(self, day: date) -> datetime:
        """The instant at which an on-call day begins."""
        return self.instant(self.opening(day))

    def midnight(self, day: date) -> datetime:
        """The instant at which a calendar day begins."""
        return self.instant(datetime.combine(day, time()))

    def day_of(self, instant: datetime) -> date:
        """The on-call day that holds an instant."""
        return (self.local(instant) - self.handoff).date()

    def first(self, when: When) -> datetime:
        """Where a stretch that begins `when` begins: a date is its on-call day, a time is that instant."""
        return self._moment(when) if isinstance(when, datetime) else self.begin(when)

    def after(self, when: When) -> datetime:
        """Where a stretch that lasts to `when` ends: a date is included whole, a time is not."""
        return self._moment(when) if isinstance(when, datetime) else self.begin(min(when, _LAST) + DAY)

    def days_between(self, start: datetime, end: datetime) -> timedelta:
        """The time between two instants as the wall clock counts it: a week is seven days whatever the clocks do."""
        return self.local(end) - self.local(start)

    def _moment(self, when: datetime) -> datetime:
        when = min(max(when.replace(tzinfo=None), _midnight(_FIRST)), _midnight(_LAST)).replace(tzinfo=when.tzinfo)
        return self.instant(when) if when.tzinfo is None else when.astimezone(UTC)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def rotation_clock(rotation: Rotation, team: Team, zones: Zones) -> Clock:
    """The clock by which a rotation changes hands: its handoff's zone, else its own, else the team's."""
    handoff = rotation.handoff
    name = (handoff.timezone if handoff else None) or rotation.timezone or team.timezone
    return Clock(zone_of(name, zones), (handoff.minute or 0) if handoff else 0)


def hours_clock(rotation: Rotation, team: Team, zones: Zones, clock: Clock) -> Clock:
    """The clock of windows: the rotation's zone, else its handoff's, else the team's."""
    zone = zone_of(rotation.timezone, zones)
    return clock if zone is None else Clock(zone)


def zone_of(name: str | None, zones: Zones) -> tzinfo | None:
    """The zone of a name that may not be told; a name that is no zone is as good as none."""
    return zones.zone(name) if name is not None else None
