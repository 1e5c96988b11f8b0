"""Time zones from the pinned `tzdata` package, never from the machine, whose own may be older or missing."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import ModuleType

# The areas whose zones are places. The others of the database are offsets (`Etc/GMT+5`) and old names (`US/Eastern`).
_AREAS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)

# These are zones of the database, and never change their clocks.
_FIXED = frozenset(("EST", "HST", "MST"))

# What abbreviations mean most often; several places share most of them.
_PLACES: Mapping[str, str] = {
    "AEST": "Australia/Sydney",
    "BST": "Europe/London",
    "CEST": "Europe/Berlin",
    "CET": "Europe/Berlin",
    "CST": "America/Chicago",
    "CST6CDT": "America/Chicago",
    "EDT": "America/New_York",
    "EET": "Europe/Athens",
    "EST": "America/New_York",
    "EST5EDT": "America/New_York",
    "HST": "Pacific/Honolulu",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "MET": "Europe/Berlin",
    "MST": "America/Denver",
    "MST7MDT": "America/Denver",
    "PDT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "PST8PDT": "America/Los_Angeles",
    "WET": "Europe/Lisbon",
}
_UTC = frozenset(("GMT", "GMT0", "Z", "ZULU", "UCT", "UNIVERSAL", "GREENWICH", "ETC/UTC", "ETC/GMT", "ETC/UCT"))


class ZoneTables:
    """`Zones` over the `tzdata` package. A zone is read when it is first asked for, and is then always the same one."""

    def __init__(self) -> None:
        self._zones: dict[str, tzinfo] = {}

    @cached_property
    def version(self) -> str:
        """Where the zones come from: `tzdata 2026.6`."""
        return f"tzdata {self._package.__version__}"

    def zone(self, name: str) -> tzinfo | None:
        """The zone `Area/City`, or `UTC`; None for any other name."""
        if name not in self._zones:
            if name not in self._names:
                return None
            # Imported here because a workspace without zones need not pay for it.
            from zoneinfo import ZoneInfo

            data = (self._folder / "zoneinfo").joinpath(*name.split("/")).read_bytes()
            self._zones[name] = ZoneInfo.from_file(BytesIO(data), key=name)
        return self._zones[name]

    def names(self) -> Sequence[str]:
        """Every name that `zone` answers, sorted."""
        return sorted(self._names)

    def hint_for(self, name: str) -> str:
        """What to write in place of a name that is no zone here, as half a sentence."""
        if _is_offset(name):
            return "a fixed offset has no summer time; name a place, such as `Europe/Berlin`, or `UTC`"
        if name.upper() in _UTC:
            return "write `UTC`"
        if name.upper() in _FIXED:
            return f"a fixed offset without summer time; use `{_PLACES[name.upper()]}`"
        if name.upper() in _PLACES:
            return f"an abbreviation, not a place; use a place, such as `{_PLACES[name.upper()]}`"
        if name in self._links:
            return f"an old name; use `{self._links[name]}`"
        meant = self._meant(name)
        if meant is not None:
            return f"did you mean `{meant}`"
        return "zones are `Area/City`, such as `America/New_York`, or `UTC`"

    def _meant(self, name: str) -> str | None:
        """The zone whose name, or whose city, is this one but for case, spaces and a slip."""
        plain = "_".join(name.split()).casefold()
        known = {zone.casefold(): zone for zone in reversed(self.names())}
        cities = {zone.rpartition("/")[2]: full for zone, full in known.items()}
        exact = known.get(plain) or cities.get(plain)
        if exact is not None:
            return exact
        # Needed for messages only, and it costs milliseconds to import.
        from difflib import get_close_matches

        close = get_close_matches(plain, known if "/" in plain else cities, n=1, cutoff=0.8)
        return (known | cities)[close[0]] if close else None

    @cached_property
    def _package(self) -> ModuleType:
        import tzdata  # type: ignore[import-untyped]

        package: ModuleType = tzdata
        return package

    @cached_property
    def _folder(self) -> Path:
        # Not by importlib.resources, which costs 28 ms to import.
        return Path(self._package.__path__[0])

    @cached_property
    def _names(self) -> frozenset[str]:
        listed = (self._folder / "zones").read_text(encoding="ascii").split()
        return frozenset(name for name in listed if name == "UTC" or name.partition("/")[0] in _AREAS)

    @cached_property
    def _links(self) -> Mapping[str, str]:
        """Names that are links to a zone of ours: `US/Eastern` to `America/New_York`."""
        source = (self._folder / "zoneinfo" / "tzdata.zi").read_text(encoding="ascii")
        links = (line.split() for line in source.splitlines() if line.startswith("L "))
        return {link: zone for _, zone, link in links if zone in self._names}


def _is_offset(name: str) -> bool:
    """Whether it reads like `GMT+2`, `UTC-05:00`, `+0200` or `Etc/GMT+5`."""
    rest = name.upper().removeprefix("ETC/").removeprefix("GMT").removeprefix("UTC")
    return rest[:1] in ("+", "-") and rest[1:].replace(":", "").isdigit()
