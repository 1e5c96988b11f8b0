"""What a team file tells that no report repeats: contacts, and why somebody is away (semantics §31).

A misspelt or misplaced key is taken for what it was meant to be: a secret in the wrong line is no less one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipecheck.model.spelling import closest, squashed
from pipecheck.source.place import Key

_PRIVATE = ("contact", "email", "phone", "pager", "channel", "reason")
_AWAY = "time_off"
_DATES = ("from", "to")
_CALLED = {
    "mail": "email",
    "emailaddress": "email",
    "cell": "phone",
    "mobile": "phone",
    "phonenumber": "phone",
    "tel": "phone",
    "telephone": "phone",
    "absence": _AWAY,
    "away": _AWAY,
    "leave": _AWAY,
    "pto": _AWAY,
    "sick": _AWAY,
    "vacation": _AWAY,
}
# Keys of the language that are two letters away from a private one, and mean something else.
_OTHERS = frozenset({"person", "region", "season"})
# Under these the file chooses its own keys: a section may be called `contact`.
_FREE = frozenset({"owners", "roles", "sections"})
_LOOKS = re.compile(r"""(?<![\w.@-])["']?(?P<key>[\w-]+)["']?\s*:|(?:^[\s-]*|[{,\[]\s*)(?P<bare>[\w-]+)\s+(?=\S)""")
_INSIDE = ("email", "phone", "channel", "pager", "url", "name", "note", "from", "to", "kind", "reason", "type", "until")
# What people call the two ends of a stretch, or both.
_ENDS = ("begin", "date", "end", "since", "start")


def is_private(route: Sequence[Key]) -> bool:
    """Whether the words at a route are shown to nobody. Indices may be left out of it."""
    words = [_meant(key) for key in route if isinstance(key, str)]
    if not _FREE.isdisjoint(words):
        return False
    if _AWAY in words:
        return words[-1] not in _DATES
    # The only `kind` that is nobody's private matter is that of a promise.
    return any(word in _PRIVATE for word in words) or (words[-1:] == ["kind"] and "slas" not in words)


def is_private_key(route: Sequence[Key]) -> bool:
    """Whether the last key of a route is itself no key but private words, as in `contact: {bob@example.com}`."""
    *around, key = route
    if not isinstance(key, str) or key.startswith("x-"):
        return False
    named, *rest = re.split(r"[:\s]", key)
    if rest and is_private((*around, named)):
        return True
    return "@" in key or (is_private(around) and key not in (*_INSIDE, *_ENDS) and closest(key, _INSIDE) is None)


def private_from(words: str) -> tuple[int, int] | None:
    """Where the first key stands in some words that looks private, and where what it tells begins; or None.

    It is all that can be told in a text that is no YAML, or that an open quote has swallowed.
    """
    for match in _LOOKS.finditer(words):
        if _meant(match["key"] or match["bare"]) in (*_PRIVATE, "kind"):
            return match.start("key" if match["key"] else "bare"), match.end()
    return None


@lru_cache(maxsize=1024)
def _meant(key: str) -> str:
    word = squashed(key)
    if key in _INSIDE or word in _OTHERS:
        return key
    return _CALLED.get(word) or closest(key, (*_PRIVATE, _AWAY, "kind", "slas")) or key
