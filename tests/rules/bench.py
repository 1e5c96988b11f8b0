"""The built-in rules on the bench that the rules of plug-ins are tried on."""

from collections.abc import Mapping
from functools import cache

from pipecheck.rules.catalog import AnyRule, rule_of
from pipecheck.testing.bench import CALENDARS, ZONES, Judged, Texts, as_printed, judge_team, params_of, params_under
from tests.rules.casefile import HERE

__all__ = [
    "CALENDARS",
    "ZONES",
    "Judged",
    "Texts",
    "as_printed",
    "judge_team",
    "modules",
    "params_of",
    "params_under",
    "rule_called",
]


def modules() -> Mapping[str, str]:
    """The module of every built-in rule by the rule's id, by the files that are there."""
    paths = sorted((HERE.parent.parent / "src" / "pipecheck" / "rules").glob("*/*.py"))
    return {
        path.stem.replace("_", "-"): f"pipecheck.rules.{path.parent.name}.{path.stem}"
        for path in paths
        if not path.stem.startswith("_")
    }


@cache
def rule_called(rule_id: str) -> AnyRule:
    """The rule of an id."""
    return rule_of(modules()[rule_id])
