"""The configuration: where the root is, which files are team files, which policy applies."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, NamedTuple

from pipecheck.source.place import Part, Span, TextFault

TEAM_PATTERNS = ("teams/**/*.yaml", "teams/**/*.yml")
CASE_PATTERNS = ("policies/tests/*.yaml", "policies/tests/*.yml")
FILE_NAME = "pipecheck.yaml"
KEYS = ("policy", "teams", "exclude", "tests", "as_of")


class Configuration(NamedTuple):
    """What a workspace says about itself. Paths and globs are root-relative with "/"."""

    root: str
    """The absolute path of the root; it never stands in a report."""
    file: str = ""
    """`pipecheck.yaml`, `pyproject.toml`, or empty where neither configures anything."""
    policy: tuple[str, ...] = ()
    teams: tuple[str, ...] = TEAM_PATTERNS
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] = CASE_PATTERNS
    """Where the cases of policies are."""
    as_of: date | None = None
    origins: Mapping[str, Span] = MappingProxyType({})
    """Where each key that is given has its value."""


class Refused(Exception):  # noqa: N818  (what cannot be run is refused, with all its faults at once)
    """Configuration or policy that stops the run before anything is judged."""

    def __init__(self, faults: tuple[TextFault, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def configure(start: str) -> Configuration:
    """The configuration that holds in a directory (semantics §11).

    The root is the directory of the nearest `pipecheck.yaml`, or `pyproject.toml` with `[tool.pipecheck]`, from
    `start` upwards to the first `.git`; else `start` itself. Raises Refused with every fault of the file.
    """
    directory = os.path.realpath(start)
    while True:
        own = os.path.join(directory, FILE_NAME)
        if os.path.isfile(own):
            return _from_yaml(directory, own)
        project = os.path.join(directory, "pyproject.toml")
        if os.path.isfile(project) and (found := _from_toml(directory, project)) is not None:
            return found
        parent = os.path.dirname(directory)
        if os.path.exists(os.path.join(directory, ".git")) or parent == directory:
            return Configuration(os.path.realpath(start))
        directory = parent


def _from_yaml(root: str, path: str) -> Configuration:
    from pipecheck.source.decode import decode
    from pipecheck.source.scalar import plain_data
    from pipecheck.source.yaml import read_yaml

    with open(path, "rb") as file:
        text, fault = decode(file.read(), FILE_NAME)
    if fault is not None:
        raise Refused((fault,))
    document = read_yaml(text, FILE_NAME)
    faults = tuple(fault for fault in document.faults if fault.rule != "yaml-trap")
    if faults:
        raise Refused(faults)
    data = plain_data(document.data)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        place = document.span(())
        raise Refused((TextFault("configuration", "the configuration wants keys such as `policy`", place),))

    def span(name: str, *, key: bool = False) -> Span:
        return document.span((name,), Part.key if key else Part.value)

    return _read(data, root, FILE_NAME, span)


def _from_toml(root: str, path: str) -> Configuration | None:
    with open(path, "rb") as file:
        raw = file.read()
    if b"pipecheck" not in raw:
        return None
    name = "pyproject.toml"
    text = raw.decode("utf-8", "replace")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        message = f"not readable as TOML: {str(error).split(' (at')[0].lower()}"
        raise Refused((TextFault("configuration", message, _span(name, text, line, column, 1)),)) from None
    table = data.get("tool", {}).get("pipecheck")
    if table is None:
        return None

    def span(of: str, *, key: bool = False) -> Span:
        return _toml_span(name, text, of)

    return _read(table, root, name, span)


def _read(data: Mapping[str, Any], root: str, name: str, span: Callable[..., Span]) -> Configuration:
    faults = []
    for key in data:
        if str(key).replace("-", "_") not in KEYS:
            near = get_close_matches(str(key), KEYS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the keys are {', '.join(f'`{known}`' for known in KEYS)}"
            place = span(key, key=True)
            faults.append(TextFault("configuration", f"'{key}' is not a key of the configuration", place, hint))
    known = {str(key).replace("-", "_"): value for key, value in data.items()}
    lists: dict[str, tuple[str, ...]] = {}
    for key, default in (
        ("policy", ()),
        ("teams", TEAM_PATTERNS),
        ("exclude", ()),
        ("tests", CASE_PATTERNS),
    ):
        value = known.get(key, default)
        items = (value,) if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) and item for item in items):
            faults.append(TextFault("configuration", f"`{key}` wants a path or a list of paths", span(key)))
            items = default
        faults.extend(
            TextFault(
                "configuration",
                f"'{item}' does not stay under the root",
                span(key),
                f"write `{key}` relative to the directory of {name}, with `/`",
            )
            for item in items
            if item.startswith(("/", "~")) or ".." in item.split("/") or "\\" in item
        )
        lists[key] = tuple(items)
    as_of = known.get("as_of")
    if isinstance(as_of, str):
        as_of = _date(as_of)
    if "as_of" in known and (not isinstance(as_of, date) or hasattr(as_of, "hour")):
        faults.append(TextFault("configuration", "`as_of` wants a date such as 2026-01-15", span("as_of")))
        as_of = None
    if faults:
        raise Refused(tuple(faults))
    origins = {str(key).replace("-", "_"): span(key) for key in data}
    return Configuration(
        root, name, lists["policy"], lists["teams"], lists["exclude"], lists["tests"], as_of, MappingProxyType(origins)
    )


def _date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _toml_span(name: str, text: str, key: str) -> Span:
    """The line that sets a key of `[tool.pipecheck]`: TOML readers keep no places, and this table is flat."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            inside = stripped.startswith("[tool.pipecheck]")
        elif inside and re.match(rf"[\"']?{re.escape(key)}[\"']?\s*=", stripped):
            return _span(name, text, number, line.index(stripped) + 1, len(stripped))
    return _span(name, text, 1, 1, 1)


def _span(name: str, text: str, line: int, column: int, width: int) -> Span:
    lines = text.splitlines() or [""]
    return Span(name, line, column, line, column + width, (lines[min(line, len(lines)) - 1],), line)
