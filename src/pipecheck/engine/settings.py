"""What is in force: every setting with all it says, and where each part of it was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pipecheck.engine.found import name_of
from pipecheck.engine.judge import Readings
from pipecheck.engine.locate import Locator
from pipecheck.engine.report import Plain, PolicyRoot, Span, SubjectKey
from pipecheck.engine.subjects import Placed, called, subjects_of
from pipecheck.model.outcome import NotStated
from pipecheck.model.value import Duration
from pipecheck.policy.faults import BadPolicy, Broken, did_you_mean
from pipecheck.policy.laid import Layer, Policy
from pipecheck.policy.setting import Given, Laid, Setting
from pipecheck.policy.where import Where
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Place, TextFault
from pipecheck.source.reader import Reader


class Origin(NamedTuple):
    """A value that is in force, and where it was written; no span for what nobody wrote: a default."""

    name: str
    value: Plain
    span: Span | None = None


class Line(NamedTuple):
    """What is said of a rule in one place, or in all places together."""

    where: tuple[str, ...]
    """Whom it is narrowed to, in words, each to be met; empty for everybody."""
    level: Origin | None
    """None where this line leaves the level as it is."""
    params: tuple[Origin, ...]
    undecided: Origin | None
    waivable: Origin | None


class InForce(NamedTuple):
    """A rule, and what is said of it.

    One line, unless it depends on the subject: then every setting in the order they are laid over one another, and of
    those of one file the first that matches counts.
    """

    rule: str
    kind: str
    lines: tuple[Line, ...]
    unknown: str = ""
    """Why it is not known what holds for the subject: what a `where` asks for was set aside."""


class ForSubject(NamedTuple):
    """What holds for one subject."""

    subject: SubjectKey
    span: Span
    rules: tuple[InForce, ...]


class Settings(NamedTuple):
    """All that is in force in a workspace."""

    policies: tuple[PolicyRoot, ...]
    configuration: tuple[Origin, ...]
    """Nothing where a rule or a subject was asked for."""
    limits: tuple[Origin, ...]
    """Of waivers; likewise."""
    rules: tuple[InForce, ...] = ()
    """For everybody."""
    subjects: tuple[ForSubject, ...] = ()
    """For those that were asked for."""
    remarks: tuple[str, ...] = ()


def settings_of(
    policy: Policy,
    teams: Sequence[Readings],
    reader: Reader,
    *,
    rule: str,
    subject: str,
    configuration: tuple[Origin, ...],
) -> Settings:
    """What is in force, narrowed to a rule and to the subjects of a name where these are given.

    Raises BadPolicy for a rule or a subject that nobody knows.
    """
    faults: list[TextFault] = []
    entry = policy.catalog.get(rule) if rule else None
    if rule and entry is None:
        hint = did_you_mean(rule, (known.id for known in policy.catalog), "`pipecheck rules` lists them all")
        faults.append(_usage(f"there is no rule '{rule}'", hint))
    subjects = tuple(subjects_of(teams)) if subject else ()
    found = called(subject, subjects)
    if subject and not found:
        names = [name for one in subjects for name in (str(one.subject.key), name_of(one.subject.key))]
        otherwise = "write it as reports print it: `pipeline data-core/orders`, or `data-core` for the team"
        faults.append(_usage(f"there is no subject '{subject}'", did_you_mean(subject, names, otherwise)))
    if entry is not None and found and all(one.subject.kind != entry.kind for one in found):
        kinds = " and ".join(sorted({one.subject.kind for one in found}))
        faults.append(_usage(f"`{entry.id}` judges a {entry.kind}, and '{subject}' is a {kinds}"))
    if faults:
        raise BadPolicy(faults)
    locator = Locator(reader)
    entries = _told(policy) if entry is None else (entry,)
    narrowed = bool(rule or subject)
    return Settings(
        tuple(PolicyRoot(root.name, root.extends) for root in policy.roots),
        () if narrowed else configuration,
        () if narrowed else _limits(policy),
        () if subject else tuple(InForce(one.id, one.kind, tuple(_lines(one, policy))) for one in entries),
        tuple(_for_subject(one, policy, entries, locator) for one in found),
        tuple(_frozen_time(configuration)),
    )


def _usage(message: str, hint: str = "") -> TextFault:
    return TextFault("usage", message, Span("", 1, 1, 1, 1), hint)


def _frozen_time(configuration: Sequence[Origin]) -> Iterator[str]:
    """A fixed as-of is named wherever it holds, for it freezes time (semantics §30)."""
    fixed = next((one for one in configuration if one.name == "as_of" and one.span is not None), None)
    if fixed is not None:
        yield (
            f"`as_of` is fixed to {fixed.value}: time stands still, and nothing that ends, or falls due, is ever told. "
            "Take it out, unless these files were written for that date."
        )


def in_force_for(placed: Placed | None, policy: Policy, entry: Entry) -> InForce | None:
    """What holds of a rule for one subject; None where that turns on a subject that is not there, or of another kind,
    as an outcome that is told once for its team."""
    laid = policy.told_of_all(entry)
    if laid is None:
        if placed is None or placed.subject.kind != entry.kind:
            return None
        try:
            laid = policy.told_of(entry, placed.subject, placed.teams)
        except NotStated as missing:
            return InForce(entry.id, entry.kind, (), f"`{missing.undecided.missing}` cannot be read")
        except Broken as broken:
            return InForce(entry.id, entry.kind, (), f"the expression at {broken.at} fails: {broken.message}")
    return InForce(entry.id, entry.kind, (_whole(entry, laid, policy),))


def _for_subject(placed: Placed, policy: Policy, entries: Sequence[Entry], locator: Locator) -> ForSubject:
    """What holds for a subject, of those of the rules that judge its kind."""
    meant = [one for one in entries if one.kind == placed.subject.kind and (len(entries) == 1 or not one.of_files)]
    found = [in_force_for(placed, policy, entry) for entry in meant]
    rules = tuple(one for one in found if one is not None)
    return ForSubject(placed.subject.key, locator.span(placed.subject.at()), rules)


def _limits(policy: Policy) -> tuple[Origin, ...]:
    """The limits of waivers, as far as there are any."""
    limits = policy.limits
    found = [
        Origin(name, most.number, policy.span(most.at))
        for name, most in (("max_days", limits.days), ("max_active", limits.active))
        if most is not None
    ]
    if limits.approval is not None:
        found.append(Origin("require", ["approved_by"], policy.span(limits.approval)))
    return tuple(found)


def _told(policy: Policy) -> tuple[Entry, ...]:
    """The rules of which some file says something, sorted by id."""
    told = {setting.rule for setting in policy.settings()}
    return tuple(entry for entry in policy.catalog if entry.id in told)


def _lines(entry: Entry, policy: Policy) -> Iterator[Line]:
    laid = policy.told_of_all(entry)
    if laid is not None:
        yield _whole(entry, laid, policy)
        return
    for layer in policy.layers:
        around = _scope(layer)
        for setting in layer.file.settings.get(entry.id, ()):
            yield _of_setting(setting, around, policy)


def _whole(entry: Entry, laid: Laid, policy: Policy) -> Line:
    """All that holds, defaults included."""
    params = [
        _given(param.name, laid.params[param.name], policy)
        if param.name in laid.params
        else Origin(param.name, _plain(param.default))
        for param in entry.params
    ]
    level = laid.level.value if isinstance(laid.level, Level) else "none"
    return Line(
        (),
        Origin("level", level, _span(laid.at, policy)),
        tuple(params),
        Origin("undecided", laid.undecided.value, _span(laid.undecided_at, policy)),
        Origin("waivable", laid.waivable, _span(laid.waivable_at, policy)),
    )


def _of_setting(setting: Setting, around: tuple[str, ...], policy: Policy) -> Line:
    level = setting.level.value if isinstance(setting.level, Level) else setting.level
    narrowed = () if setting.where is None else (_in_words(setting.where),)
    undecided = setting.undecided
    return Line(
        (*around, *narrowed),
        None if level is None else Origin("level", level, _span(setting.at, policy)),
        tuple(_given(name, given, policy) for name, given in sorted(setting.params.items())),
        None if undecided is None else Origin("undecided", undecided.value, _span(setting.undecided_at, policy)),
        None if setting.waivable else Origin("waivable", False, _span(setting.waivable_at, policy)),
    )


def _scope(layer: Layer) -> tuple[str, ...]:
    """Whom a whole file is narrowed to: by its own `where`, and by those of the files that bring it."""
    if not layer.is_scoped:
        return ()
    chains = [" and ".join(map(_in_words, chain)) for chain in layer.scopes]
    return (" or ".join(dict.fromkeys(chains)),)


def _in_words(where: Where) -> str:
    if where.condition is not None:
        return where.condition.text
    return " and ".join(f"{key}: {', '.join(glob.text for glob in globs)}" for key, globs in where.globs)


def _given(name: str, given: Given, policy: Policy) -> Origin:
    return Origin(name, _plain(given.value), policy.span(given.at))


def _span(place: Place | None, policy: Policy) -> Span | None:
    return None if place is None else policy.span(place)


def _plain(value: object) -> Plain:
    """A parameter as a policy would write it."""
    if isinstance(value, Fraction | Duration | date):
        return str(value)
    if isinstance(value, Level):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    assert value is None or isinstance(value, str | int | float | bool)
    return value
