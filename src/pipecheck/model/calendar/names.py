"""How holidays and regions are called: ids, short names for them, and what somebody may have meant."""

from collections.abc import Iterable, Iterator, Mapping

from pipecheck.model.calendar.days import Calendars

# Printed in place of the library's id, and understood wherever that id is.
SHORT: Mapping[str, str] = {
    "christmas": "christmas-day",
    "juneteenth": "juneteenth-national-independence-day",
    "mlk-day": "martin-luther-king-jr-day",
    "new-year": "new-years-day",
    "presidents-day": "washingtons-birthday",
    "thanksgiving": "thanksgiving-day",
}

# Understood where the region has one of these, the first that it has; what it has is then printed.
ALSO: Mapping[str, tuple[str, ...]] = {
    "august-bank-holiday": ("late-summer-bank-holiday",),
    "boxing-day": ("saint-stephens-day", "second-day-of-christmas", "christmas-second-day", "day-of-goodwill"),
    "chinese-new-year": ("chinese-new-year-spring-festival",),
    "christmas": ("christmas", "christmas-day-by-new-style", "christmas-and-family-day", "catholic-christmas-day"),
    "christmas-eve": ("catholic-christmas-eve",),
    "columbus-day": (
        "columbus-day-american-indian-heritage-day-fraternal-day",
        "columbus-day-and-puerto-rico-friendship-day",
        "indigenous-peoples-day-columbus-day",
    ),
    "day-after-thanksgiving": ("friday-after-thanksgiving",),
    "deepavali": ("diwali",),
    "early-may-bank-holiday": ("may-day",),
    "easter": ("easter-sunday",),
    "indigenous-peoples-day": ("indigenous-peoples-day-columbus-day",),
    "labor-day": ("labour-day",),
    "labour-day": ("labor-day",),
    "mlk-day": (
        "martin-luther-king-jrs-birthday",
        "martin-luther-king-jr-robert-e-lees-birthday",
        "dr-martin-luther-king-jr-civil-rights-day",
        "martin-luther-king-jr-idaho-human-rights-day",
        "dr-martin-luther-king-jr-and-robert-e-lees-birthdays",
    ),
    "new-year": ("new-year-holidays", "international-new-year-day", "universal-fraternization-day"),
    "new-years-eve": ("last-day-of-the-year",),
    "presidents-day": (
        "presidents-day",
        "george-washington-day",
        "washington-lincoln-day",
        "washington-and-lincoln-day",
        "washingtons-and-lincolns-birthday",
        "lincolns-and-washingtons-birthdays",
        "lincoln-washington-presidents-day",
        "george-washington-thomas-jeffersons-birthday",
        "george-washingtons-birthday-and-daisy-gatson-bates-day",
    ),
    "st-patricks-day": ("saint-patricks-day",),
    "st-stephens-day": ("saint-stephens-day",),
    "whit-monday": ("pentecost-monday",),
    "whit-sunday": ("pentecost",),
}

# Known everywhere, region or none: month and day.
FIXED: Mapping[str, tuple[int, int]] = {
    "boxing-day": (12, 26),
    "christmas": (12, 25),
    "christmas-eve": (12, 24),
    "new-year": (1, 1),
    "new-years-eve": (12, 31),
}

# What people say, spelt too differently for a slip of the pen.
_SPOKEN = {
    "4th-of-july": "independence-day",
    "fourth-of-july": "independence-day",
    "july-4": "independence-day",
    "july-4th": "independence-day",
    "nyd": "new-year",
    "nye": "new-years-eve",
    "turkey-day": "thanksgiving",
    "x-mas": "christmas",
    "x-mas-eve": "christmas-eve",
    "xmas": "christmas",
    "xmas-day": "christmas",
    "xmas-eve": "christmas-eve",
}

_BREAKS = str.maketrans(dict.fromkeys('!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~', " ") | {"'": None})

_PRINTED = {library: short for short, library in SHORT.items()}
_ALIASES = {
    library: [alias for alias, ids in ALSO.items() if library in ids] for ids in ALSO.values() for library in ids
}


def holiday_id(name: str) -> str:
    """The name of a holiday in kebab case, without apostrophes and accents."""
    if not name.isascii():
        # Only some sixty names need it, and it costs milliseconds to import.
        from unicodedata import normalize

        name = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(name.lower().translate(_BREAKS).split())


def printed(holiday: str) -> str:
    """The id by which messages call this holiday: its short name, if it has one."""
    return _PRINTED.get(holiday, holiday)


def readings(holiday: str) -> Iterator[str]:
    """The library's ids that this id may stand for, likeliest first; its own spelling is the first."""
    yield holiday
    short = printed(holiday)
    if short in SHORT:
        yield SHORT[short]
    yield from ALSO.get(short, ())
    for alias in _ALIASES.get(holiday, ()):
        # Elsewhere it is called otherwise: the Second Day of Christmas is Boxing Day in England.
        yield SHORT.get(alias, alias)
        yield from ALSO[alias]


def closest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Those of `known` that `word` may be a slip for, likeliest first.

    What people call it comes first: 'xmas' is 'christmas'. Known words that hold every part of it come before words
    merely spelt alike: 'memorial' is 'memorial-day'.
    """
    # Needed for messages only, and it costs milliseconds to import.
    from difflib import get_close_matches

    choices = {choice.casefold(): choice for choice in sorted(set(known) - {word})}
    parts = set(word.casefold().replace("_", "-").split("-"))
    holding = [choice for folded, choice in choices.items() if parts <= set(folded.split("-"))]
    alike = [choices[folded] for folded in get_close_matches(word.casefold(), choices, n=most, cutoff=0.7)]
    spoken = _SPOKEN.get(word.casefold().replace("_", "-"), "")
    known_so = [choices[spoken]] if spoken in choices else []
    return tuple(dict.fromkeys([*known_so, *sorted(holding, key=len), *alike]))[:most]


def suggest_regions(text: str, calendars: Calendars) -> tuple[str, ...]:
    """Codes that `text`, which is none, may stand for: 'UK' is GB, 'England' is GB-ENG, 'us-nyc' is US-NY."""
    names = calendars.names()
    plain = " ".join(text.replace("_", " ").casefold().split())
    if plain in names:
        return (names[plain],)
    codes = calendars.regions()
    code = "-".join(text.replace("_", " ").replace("-", " ").upper().split())
    if code in codes:
        return (code,)
    country, dash, _ = code.partition("-")
    country = names.get(country.casefold(), country)
    if dash and country in codes:
        within = [known for known in codes if known.startswith(country + "-")]
        name = plain.replace("-", " ").partition(" ")[2]
        named = [known for called, known in names.items() if called == name and known in within]
        return tuple(named) or _alike(code, within) or (country,)
    # Three letters and fewer are one slip away from half the world.
    spelt = [name for name in names if len(name) > 3]
    return tuple(dict.fromkeys(names[name] for name in closest(plain, spelt))) if len(plain) > 3 else ()


def _alike(code: str, within: list[str]) -> tuple[str, ...]:
    """Codes whose last part begins as this one does, or the other way round; then codes spelt alike."""
    part = code.partition("-")[2]
    tails = {known: known.partition("-")[2] for known in within}
    begun = [known for known, tail in tails.items() if tail.startswith(part) or part.startswith(tail)]
    return tuple(begun[:3]) or closest(code, within)
