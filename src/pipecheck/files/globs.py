"""Globs over root-relative paths, matched alike on every machine: case counts, `**` crosses directories."""

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a glob: `*` and `?` stay inside one name, `**/` is any number of directories."""
    out = []
    position = 0
    while position < len(pattern):
        if pattern.startswith("**/", position):
            out.append("(?:[^/]+/)*")
            position += 3
        elif pattern.startswith("**", position):
            out.append(".*")
            position += 2
        elif pattern[position] == "*":
            out.append("[^/]*")
            position += 1
        elif pattern[position] == "?":
            out.append("[^/]")
            position += 1
        elif pattern[position] == "[" and (end := pattern.find("]", position + 2)) > 0:
            inside = pattern[position + 1 : end].replace("\\", "\\\\")
            out.append("[" + ("^" + inside[1:] if inside[0] == "!" else inside) + "]")
            position = end + 1
        else:
            out.append(re.escape(pattern[position]))
            position += 1
    return re.compile("".join(out) + r"\Z", re.DOTALL)


def matches(path: str, pattern: str) -> bool:
    """Whether a root-relative path matches a glob; a pattern that names a directory matches everything under it."""
    return compiled(pattern).match(path) is not None or compiled(pattern.rstrip("/") + "/**").match(path) is not None


def literal_prefix(pattern: str) -> str:
    """The directories of a pattern that hold no wildcard, all that needs walking: `teams` of `teams/**/*.yaml`."""
    names = []
    for name in pattern.split("/")[:-1]:
        if any(sign in name for sign in "*?["):
            break
        names.append(name)
    return "/".join(names)
