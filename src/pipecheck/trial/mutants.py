"""A policy changed as data, in one place at a time: each of these changes should be noticed by a case."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pipecheck.engine.audiences import RULE as READS_AUDIENCES
from pipecheck.policy.expressions import turned_round
from pipecheck.policy.laid import Layer, Policy
from pipecheck.policy.limits import Limits, Most
from pipecheck.policy.setting import Given, PolicyFile, Setting
from pipecheck.policy.where import Where
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Part, Place
from pipecheck.trial.coverage import own_layer
from pipecheck.trial.values import neighbours, shown


class Mutant(NamedTuple):
    """A policy that differs in one thing."""

    said: str
    """The difference, as what would be so: 'the level of `single-owner` is `warning`, not `error`'."""
    at: Place
    policy: Policy
    rules: frozenset[str] | None = None
    """The rules of which it may change the outcomes; None is any."""


class _Changed(NamedTuple):
    """A change of one file."""

    said: str
    at: Place
    file: PolicyFile
    rule: str = ""
    """The rule it is about, where it is about one, and its outcomes are all it may change."""


def mutants(policy: Policy, name: str, without: Callable[[str], Policy | None]) -> Iterator[Mutant]:
    """Every mutant of the file of that name, in the order of its parts.

    `without` gives what the other files that it extends bring, where one of them is taken out; None if that is none.
    """
    layer = own_layer(policy, name)
    for changed in _changes(layer.file, policy):
        rules = _concerned(changed.rule, policy) if changed.rule else None
        yield Mutant(changed.said, changed.at, _with(policy, layer, changed.file), rules)
    for rule_id in layer.file.defines:
        at = Place(layer.file.file, ("rules", rule_id, "require"))
        catalog = turned_round(policy.catalog, rule_id)
        negated = Policy(policy.roots, policy.layers, catalog)
        yield Mutant(f"`{rule_id}` requires the contrary", at, negated, frozenset((rule_id,)))
    yield from _less_extended(policy, layer, without)


def _changes(file: PolicyFile, policy: Policy) -> Iterator[_Changed]:
    for rule_id, settings in file.settings.items():
        entry = policy.catalog[rule_id]
        for index, setting in enumerate(settings):
            for said, at, changed in _of_setting(setting, entry):
                around = (*settings[:index], *((changed,) if changed else ()), *settings[index + 1 :])
                told = rule_id if rule_id != READS_AUDIENCES and not _speaks_of_audiences(setting) else ""
                yield _Changed(said, at, _set(file, rule_id, around), told)
    if file.where is not None:
        for said, at, where in _of_where(file.where, "the whole file"):
            yield _Changed(said, at, file._replace(where=where))
    if file.undecided is not None:
        at = Place(file.file, ("undecided",))
        for level in Level:
            if level is not file.undecided:
                said = f"`undecided` is `{level.value}`, not `{file.undecided.value}`"
                yield _Changed(said, at, file._replace(undecided=level))
        yield _Changed("`undecided` is left out", at._replace(part=Part.key), file._replace(undecided=None))
    for index, waiver in enumerate(file.waivers):
        subject = f" for '{waiver.subject.text}'" if waiver.subject else ""
        left = file.waivers[:index] + file.waivers[index + 1 :]
        route = ("waivers", index) if isinstance(_waivers(file), list) else ("waivers", "granted", index)
        said = f"the waiver of `{waiver.rule.text}`{subject} is left out"
        yield _Changed(said, Place(file.file, route), file._replace(waivers=left))
    for said, at, limits in _of_limits(file.limits):
        yield _Changed(said, at, file._replace(limits=limits))


def _set(file: PolicyFile, rule_id: str, settings: tuple[Setting, ...]) -> PolicyFile:
    """The file with other settings of a rule, or none."""
    told = {**file.settings, rule_id: settings}
    if settings:
        return file._replace(settings=MappingProxyType(told))
    del told[rule_id]
    defines = tuple(one for one in file.defines if one != rule_id)
    return file._replace(settings=MappingProxyType(told), defines=defines)


def _waivers(file: PolicyFile) -> object:
    return file.document.data.get("waivers") if isinstance(file.document.data, dict) else None


def _of_setting(setting: Setting, entry: Entry) -> Iterator[tuple[str, Place, Setting | None]]:
    """Every change of a setting; None for the setting left out."""
    of = f"of `{entry.id}`"
    start = setting.at if len(setting.at.route) < 3 or setting.at.route[-1] != "level" else setting.at._replace(
        route=setting.at.route[:-1]
    )  # fmt: skip
    yield f"the setting {of} is left out", start._replace(part=Part.entry), None
    if isinstance(setting.level, Level):
        for level in Level:
            if level is not setting.level and (entry.may_be_off or level.rank >= entry.level.rank):
                said = f"the level {of} is `{level.value}`, not `{setting.level.value}`"
                yield said, setting.at, setting._replace(level=level)
    if setting.undecided is not None:
        for level in Level:
            if level is not setting.undecided:
                said = f"`undecided` {of} is `{level.value}`, not `{setting.undecided.value}`"
                yield said, setting.undecided_at or start, setting._replace(undecided=level)
        at = (setting.undecided_at or start)._replace(part=Part.key)
        yield f"`undecided` {of} is left out", at, setting._replace(undecided=None)
    if not setting.waivable:
        at = (setting.waivable_at or start)._replace(part=Part.key)
        yield f"`waivable: false` {of} is left out", at, setting._replace(waivable=True)
    yield from _of_params(setting, entry)
    if setting.where is not None:
        for said, at, where in _of_where(setting.where, f"`{entry.id}`"):
            yield said, at, setting._replace(where=where)


def _of_params(setting: Setting, entry: Entry) -> Iterator[tuple[str, Place, Setting]]:
    for name, given in setting.params.items():
        param = entry.param(name)
        if param is None:
            continue
        rest = {one: value for one, value in setting.params.items() if one != name}
        of = f"the parameter `{name}` of `{entry.id}`"
        left = setting._replace(params=MappingProxyType(rest))
        yield f"{of} is left out", given.at._replace(part=Part.key), left
        for value in neighbours(given.value, param):
            said = f"{of} is {shown(value)}, not {shown(given.value)}"
            changed: Mapping[str, Given] = MappingProxyType({**setting.params, name: Given(value, given.at)})
            yield said, given.at, setting._replace(params=changed)


def _of_where(where: Where, of: str) -> Iterator[tuple[str, Place, Where | None]]:
    """Each key left out, and each of several values of one; an expression left out, and turned round."""
    if where.condition is not None:
        yield f"the `where` of {of} is left out", where.at._replace(part=Part.key), None
        yield f"the `where` of {of} chooses the others", where.at, where._replace(condition=where.condition.negated())
    for index, (key, globs) in enumerate(where.globs):
        at = where.at._replace(route=(*where.at.route, key), part=Part.key)
        rest = where.globs[:index] + where.globs[index + 1 :]
        yield f"`{key}` is left out of the `where` of {of}", at, where._replace(globs=rest) if rest else None
        for number, glob in enumerate(globs):
            if len(globs) > 1:
                fewer = (key, globs[:number] + globs[number + 1 :])
                changed = where._replace(globs=(*where.globs[:index], fewer, *where.globs[index + 1 :]))
                said = f"`{key}` in the `where` of {of} does not name '{glob.text}'"
                yield said, at._replace(route=(*at.route, number), part=Part.value), changed


def _of_limits(limits: Limits) -> Iterator[tuple[str, Place, Limits]]:
    for said, at, days in _of_most(limits.days, "max_days"):
        yield said, at, limits._replace(days=days)
    for said, at, active in _of_most(limits.active, "max_active"):
        yield said, at, limits._replace(active=active)
    if limits.approval is not None:
        yield "`require: approved_by` is left out", limits.approval, limits._replace(approval=None)


def _of_most(most: Most | None, name: str) -> Iterator[tuple[str, Place, Most | None]]:
    if most is None:
        return
    yield f"`{name}` is left out", most.at._replace(part=Part.key), None
    for number in (most.number - 1, most.number + 1):
        if number >= 0:
            yield f"`{name}` is {number}, not {most.number}", most.at, most._replace(number=number)


def _less_extended(policy: Policy, layer: Layer, without: Callable[[str], Policy | None]) -> Iterator[Mutant]:
    """What it extends, one left out: its layers are gone, but for those that another brings as well."""
    data = layer.file.document.data
    extends = data.get("extends", []) if isinstance(data, dict) else []
    names = extends if isinstance(extends, list) else [extends]
    for index, name in enumerate(names):
        rest = without(str(name))
        kept = {layer.file.file, *(rest.files if rest is not None else ())}
        layers = [one for one in policy.layers if one.file.file in kept]
        route = ("extends", index) if isinstance(extends, list) else ("extends",)
        said = f"it does not extend `{name}`"
        yield Mutant(said, Place(layer.file.file, route), Policy(policy.roots, layers, policy.catalog))


def _with(policy: Policy, layer: Layer, file: PolicyFile) -> Policy:
    """The policy with that file in the place of the layer's own."""
    old = layer.file.where
    layers = []
    for one in policy.layers:
        scopes = one.scopes
        if file.where != old:
            narrowed = (tuple(file.where if where == old else where for where in chain) for chain in scopes)
            scopes = tuple(tuple(where for where in chain if where is not None) for chain in narrowed)
        layers.append(Layer(file if one is layer else one.file, scopes))
    return Policy(policy.roots, layers, policy.catalog)


def _speaks_of_audiences(setting: Setting) -> bool:
    """Whether the rule about misspelt audiences learns words from it."""
    return (setting.where is not None and setting.where.of("audiences") is not None) or any(
        name.startswith("audience") for name in setting.params
    )


def _concerned(rule_id: str, policy: Policy) -> frozenset[str]:
    """The rule, and all that speak or keep silent because of it: which defer to it, and to which they defer."""
    neighbour = {entry.id: set(entry.defers_to) for entry in policy.catalog}
    for entry in policy.catalog:
        for other in entry.defers_to:
            neighbour.setdefault(other, set()).add(entry.id)
    found, pending = {rule_id}, [rule_id]
    while pending:
        new = neighbour.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return frozenset(found)
