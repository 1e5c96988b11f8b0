"""A workspace of texts, a small catalogue, and what a policy says of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipecheck.model.outcome import Kind
from pipecheck.policy.faults import BadPolicy
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.base import Level, Profile
from pipecheck.rules.catalog import AnyRule, Catalog, Entry, Param
from pipecheck.source.place import TextFault
from pipecheck.source.reader import OutsideRoot


class Texts:
    """A reader of files that are only texts."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = dict(files)

    def read(self, path: str) -> bytes | None:
        if path.startswith("../"):
            raise OutsideRoot(path)
        text = self._files.get(path)
        return None if text is None else text.encode("utf-8")

    def paths(self, pattern: str) -> Sequence[str]:
        start = pattern.split("*")[0]
        return sorted(path for path in self._files if path.startswith(start))


def entry(rule_id: str, kind: Kind = "pipeline", *params: Param, **more: Any) -> Entry:
    return Entry(rule_id, "somewhere", kind, Level.error, Profile.essential, "sample", f"{rule_id}.", params, **more)


RULES = Catalog(
    [
        *ALWAYS,
        entry(
            "single-owner",
            "pipeline",
            Param("min", "integer", 2),
            Param("share", "fraction", "1/3"),
            Param("audiences", "list of text", ["investors"]),
            Param("cap", "integer", None, optional=True),
            Param("notice", "duration", "7d"),
            Param("by", "text", "turns", choices=("turns", "days")),
            Param("quick", "flag", False),
            Param("since", "date", "2026-01-01"),
            Param("weights", "map of fraction", {}),
        ),
        entry("uneven-load", "team", Param("slack", "integer", 0)),
        entry("coverage-gap", "rotation", aliases=("hole-in-coverage",)),
        entry("idle-member", "member"),
        entry("uneven-people", "person", Param("slack", "integer", 0), whole_workspace=True),
    ]
)

PROFILES = {"essential": "version: 1\nrules: {single-owner: error}\n"}


def laid(
    files: Mapping[str, str],
    *roots: str,
    catalog: Catalog = RULES,
    plugins: Callable[[str], Mapping[str, AnyRule]] | None = None,
) -> Policy:
    """The policy of `p.yaml`, or of the roots given."""
    return load_policy(roots or ("p.yaml",), Sources(Texts(files), PROFILES.get, catalog, plugins))


def faults(files: Mapping[str, str] | str, *roots: str, **more: Any) -> list[TextFault]:
    """What is wrong with the policy of `p.yaml`."""
    try:
        laid({"p.yaml": files} if isinstance(files, str) else files, *roots, **more)
    except BadPolicy as bad:
        return list(bad.faults)
    return []


def told(found: Sequence[TextFault]) -> list[str]:
    """Faults as lines: place, the words underlined, message."""
    return [f"{fault.span.line}:{fault.span.column} [{words(fault)}] {fault.message}" for fault in found]


def words(fault: TextFault) -> str:
    span = fault.span
    line = span.text[span.line - span.first] if span.text else ""
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]
