"""Which rules a run is narrowed to (semantics §10)."""

from collections.abc import Sequence
from typing import NamedTuple

from pipecheck.policy.faults import BadPolicy, did_you_mean
from pipecheck.policy.glob import glob
from pipecheck.policy.laid import Policy
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Span, TextFault


class Selection(NamedTuple):
    """The rules that judge in a run, sorted by id; `asked` are those that only their name turns on.

    `speaks` are the rules about files that speak; those that cannot be off always do.
    """

    rules: tuple[Entry, ...]
    asked: frozenset[str]
    speaks: frozenset[str]
    asked_of_files: bool = False
    """Whether `--select` names a rule about files: then files that are read are judged, whatever rule is on."""

    def has(self, rule_id: str) -> bool:
        """Whether a rule takes part in the run."""
        return rule_id in self.speaks or any(entry.id == rule_id for entry in self.rules)


def choose(policy: Policy, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Selection:
    """The rules left by `--select` and `--ignore`, ids or globs. Raises BadPolicy for a name that nothing has."""
    faults: list[TextFault] = []
    selected = _matched(policy, select, "--select", faults)
    ignored = _matched(policy, ignore, "--ignore", faults)
    if faults:
        raise BadPolicy(faults)
    on = policy.turned_on
    named = {entry.id for name in select if (entry := policy.catalog.get(name)) is not None}
    rules = [
        entry
        for entry in policy.catalog
        if not entry.of_files
        and entry.id not in ignored
        and (entry.id in named or (entry.id in on and (not select or entry.id in selected)))
    ]
    speaks = {
        entry.id
        for entry in policy.catalog
        if entry.of_files
        and (not entry.may_be_off or (entry.id not in ignored and (not select or entry.id in selected)))
    }
    may_be_off = {entry.id for entry in policy.catalog if entry.may_be_off}
    asked = ((named & may_be_off) - ignored) - on
    asked_of_files = any(entry.of_files for entry in policy.catalog if entry.id in selected - ignored)
    return Selection(tuple(rules), frozenset(asked), frozenset(speaks), asked_of_files)


def _matched(policy: Policy, names: Sequence[str], option: str, faults: list[TextFault]) -> set[str]:
    matched: set[str] = set()
    for name in names:
        entry = policy.catalog.get(name)
        wanted = glob(name if entry is None else entry.id)
        found = {known.id for known in policy.catalog if wanted.match(known.id)}
        if not found:
            parts = [part.strip() for part in name.split(",") if part.strip()]
            hint = did_you_mean(name, (known.id for known in policy.catalog), "`pipecheck rules` lists them all")
            if len(parts) > 1:
                hint = f"repeat the option: {' '.join(f'{option} {part}' for part in parts)}"
            faults.append(TextFault("usage", f"{option}: there is no rule '{name}'", Span("", 1, 1, 1, 1), hint))
        if option == "--ignore" and entry is not None and not entry.may_be_off:
            message = f"{option}: `{entry.id}` is always on"
            faults.append(TextFault("usage", message, Span("", 1, 1, 1, 1), "mend the file it speaks of"))
        matched |= found
    return matched
