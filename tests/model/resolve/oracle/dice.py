"""Where and when a generated team is, and what it may say: all randomness of one team."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

PEOPLE = ("alice", "bob", "carol", "dave", "erin")
SCENES = (
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Europe/Berlin", date(2027, 3, 28)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Chatham", date(2026, 4, 5)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 17)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("America/Havana", date(2026, 11, 1)),
    ("Antarctica/Troll", date(2026, 3, 29)),
    ("Asia/Kolkata", date(2026, 12, 31)),
    ("Asia/Kathmandu", date(2027, 1, 3)),
    ("UTC", date(2026, 6, 3)),
    ("Europe/Berlin", date(2026, 12, 28)),
    ("America/New_York", date(2026, 11, 26)),
    ("America/New_York", date(2027, 1, 1)),
    ("Europe/London", date(2026, 12, 27)),
    ("Europe/London", date(2026, 4, 4)),
    ("America/New_York", date(2032, 12, 30)),
    (None, date(2026, 3, 8)),
)
"""A zone, and a day that lies in the span: where its clocks change, a year ends, or holidays are near."""

REGIONS = ("US", "US", "GB-ENG", "DE-BY", None)
HOLIDAYS = ("christmas", "new-year", "thanksgiving", "boxing-day", "columbus-day", "good-friday", "easter-monday")
NEAR = {
    1: ("new-year",),
    3: ("good-friday", "easter-monday"),
    4: ("good-friday", "easter-monday"),
    11: ("thanksgiving",),
    12: ("christmas", "boxing-day", "new-year"),
}
"""Holidays by the month of a scene."""
OTHER_ZONES = ("Asia/Kolkata", "Australia/Sydney", "Europe/London", "America/Los_Angeles", "UTC")
ONE_DAY = timedelta(days=1)


class Dice(Random):
    """Randomness with words for what is decided, and the days and people of one team."""

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self.zone, self.scene = self.choice(SCENES)
        self.first = self.scene - timedelta(days=self.randint(0, 5))
        self.last = max(self.scene, self.first + timedelta(days=self.randint(3, 8)))
        self.region = None if self.scene.year == 2011 else self.choice(REGIONS)
        self.slots = self.once_in(5)
        self.columns: list[str] = []
        """Those of the rotation that was made last."""

    def once_in(self, count: int) -> bool:
        return self.randrange(count) == 0

    def several(self, most: int) -> range:
        """Often none."""
        return range(max(0, self.randint(-1, most)))

    # ---- when

    def near(self) -> date:
        """A day of the span or close to it."""
        return self.first + timedelta(days=self.randint(-1, (self.last - self.first).days + 1))

    def stretch(self, longest: int = 5) -> dict[str, date]:
        """Days, or now and then moments."""
        first = self.near()
        last = first + timedelta(days=self.randrange(longest))
        if self.once_in(6):
            return {"from": self.moment(first), "to": self.moment(last + ONE_DAY)}
        return {"from": first, "to": last}

    def moment(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, self.randrange(24), 15 * self.randrange(4))  # noqa: DTZ001

    # ---- who

    def party(self, *words: str) -> Any:
        if words and self.once_in(4):
            return self.choice(words)
        kind = self.randrange(24)
        if kind < 17:
            return self.choice(PEOPLE)
        return (
            self.sample(PEOPLE, 2),
            "open",
            {"none": "nobody"},
            {"among": self.sample(PEOPLE, 2)},
            {"among": "all"},
            "finance",
            self.choice(("AJ", "t", "engineer-1" if self.slots else "bob")),
        )[kind - 17]

    def order(self, *words: str) -> list[Any]:
        if self.once_in(2):
            return self.sample(PEOPLE, self.randint(2, 5))
        return [self.party(*words) for _ in range(self.randint(1, 5))]

    def column(self) -> str:
        return self.choice((*self.columns, "primary"))
