"""One policy file, read strictly and bound to the catalogue (the language of the policy file, key by key)."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pipecheck.policy.expressions import Expressions, is_definition
from pipecheck.policy.faults import Faults, did_you_mean, listed
from pipecheck.policy.field import Field
from pipecheck.policy.limits import KEYS as WAIVERS_KEYS
from pipecheck.policy.limits import Limits, read_limits
from pipecheck.policy.schemas import entries_of, id_of
from pipecheck.policy.setting import Given, PolicyFile, Setting, Told
from pipecheck.policy.values import REFUSED, given
from pipecheck.policy.waivers import read_waiver
from pipecheck.policy.where import ACROSS, KEYS, Where, read_where
from pipecheck.rules.base import Level
from pipecheck.rules.catalog import Catalog, Entry
from pipecheck.source.document import Document
from pipecheck.source.place import Part, Place
from pipecheck.source.scalar import core, is_null

POLICY_KEYS = (
    "version",
    "policy",
    "description",
    "owner",
    "extends",
    "where",
    "rules",
    "undecided",
    "plugins",
    "waivers",
    "schemas",
)
SETTING_KEYS = ("level", "where", "params", "undecided", "waivable")
KEYS_OF_DEFINITIONS = ("each", "where", "require", "message", "hint", "at", "level", "undecided", "waivable")
"""What a rule has that a policy defines."""


def read_policy(document: Document, catalog: Catalog, faults: Faults, expressions: Expressions) -> PolicyFile:
    """The file as settings and waivers; what is wrong with it goes to `faults`. `extends`, `plugins` and rules that it
    defines are read by whoever loads it, for they decide what is in the catalogue."""
    fields = Field(document, (), document.data, faults).known("a policy", POLICY_KEYS)
    _version(document, fields, faults)
    settings = _rules(fields["rules"], catalog, expressions) if "rules" in fields else {}
    schemas = _schemas(fields["schemas"], catalog, settings) if "schemas" in fields else {}
    definitions = [rule_id for rule_id, one in _entries(fields.get("rules")) if is_definition(one)]
    words = {key: fields[key].text(f"`{key}`") for key in ("policy", "description", "owner") if key in fields}
    waivers, limits = _waivers(fields["waivers"]) if "waivers" in fields else ((), Limits())
    return PolicyFile(
        document,
        name=words.get("policy") or document.file,
        settings=MappingProxyType(settings | schemas),
        defines=(*definitions, *schemas),
        waivers=tuple(waiver for one in waivers if (waiver := read_waiver(one, catalog)) is not None),
        limits=limits,
        where=_scope(fields["where"]) if "where" in fields else None,
        undecided=fields["undecided"].level("`undecided`") if "undecided" in fields else None,
        description=words.get("description") or "",
        owner=words.get("owner") or "",
    )


def check_kind(where: Where, entry: Entry, field_span: Field) -> None:
    """Refuses the keys of a `where` that subjects of the rule's kind do not have (semantics §3)."""
    for key in where.of_kind(entry.kind):
        field_span.child(key).refuse(
            f"`{entry.id}` judges a {entry.kind}, which has no `{key}`",
            f"a {entry.kind} is chosen by {listed(KEYS[entry.kind])}",
            Part.key,
        )


def _scope(field: Field) -> Where:
    """The `where` of a whole file narrows rules on all kinds of subject, so that no one expression could choose."""
    if isinstance(field.data, str) and not is_null(field.data):
        hint = "choose by `teams` here, and by an expression in the settings"
        field.refuse("the `where` of a whole file wants keys, not an expression", hint)
        return Where(field.place, ())
    return read_where(field)


def _version(document: Document, fields: Mapping[str, Field], faults: Faults) -> None:
    if not isinstance(document.data, dict):
        return
    if "version" not in fields:
        faults.add(document.span(()), "a policy wants `version`", "begin the file with `version: 1`")
    elif core(_words(fields["version"])) != 1:
        stands = fields["version"].in_words()
        fields["version"].refuse(f"`version` wants 1, the only one there is; here stands {stands}")


def _waivers(field: Field) -> tuple[tuple[Field, ...], Limits]:
    """What is granted, and the limits: `waivers` is the list, or a map that holds it beside them."""
    if not isinstance(field.data, dict):
        return tuple(field.items("`waivers`")), Limits()
    if not field.data:
        field.refuse("`waivers` tells nothing", "leave it out, or list permissions under it")
    fields = field.known("`waivers`", WAIVERS_KEYS)
    granted = tuple(fields["granted"].items("`granted`")) if "granted" in fields else ()
    return granted, read_limits(fields)


def _entries(field: Field | None) -> Iterable[tuple[str, object]]:
    return field.data.items() if field is not None and isinstance(field.data, dict) else ()


def _words(field: Field) -> str:
    return field.data if isinstance(field.data, str) else ""


def _rules(field: Field, catalog: Catalog, expressions: Expressions) -> dict[str, tuple[Setting, ...]]:
    found: dict[str, tuple[Setting, ...]] = {}
    for rule_id, one in field.entries("`rules`").items():
        entry = _entry(rule_id, one, catalog)
        if entry is None:
            continue
        if entry.id in found:
            one.refuse(f"'{rule_id}' and `{entry.id}` are one rule, and it is set twice here", part=Part.key)
            continue
        fields = tuple(one.items(f"`{rule_id}`")) if isinstance(one.data, list) else (one,)
        if not fields:
            one.refuse(f"`{rule_id}` lists no setting", "write `none` to turn it off")
        found[entry.id] = tuple(_setting(setting, entry, expressions) for setting in fields)
        _refuse_unreachable(fields, found[entry.id])
    return found


def _schemas(
    field: Field, catalog: Catalog, others: Mapping[str, tuple[Setting, ...]]
) -> dict[str, tuple[Setting, ...]]:
    """A setting for each schema that makes a rule. What is wrong with the rest is told by whoever loads them."""
    if not isinstance(field.data, list):
        field.refuse(f"`schemas` wants a list; here stands {field.in_words()}", "begin each with `- each: pipeline`")
    found: dict[str, tuple[Setting, ...]] = {}
    for one in entries_of(field.document, field.faults):
        entry = catalog.get(id_of(one))
        if entry is None or entry.id in found or not isinstance(one.data, dict):
            continue
        if entry.id in others:
            one.refuse(f"`{entry.id}` is set under `rules`, too", "give its level here")
        fields = {key: one.child(key) for key in one.data}
        found[entry.id] = (_of_schema(fields, one, entry),)
    return found


def _of_schema(fields: Mapping[str, Field], field: Field, entry: Entry) -> Setting:
    where = read_where(fields["where"]) if "where" in fields else None
    if where is not None:
        check_kind(where, entry, fields["where"])
    level = _level(fields["level"], entry) if "level" in fields else entry.level
    return _setting_of(fields, entry, fields.get("level", field).place, level, where)


def _entry(rule_id: str, field: Field, catalog: Catalog) -> Entry | None:
    """The rule of that id; None, and a fault, if there is none. What is wrong with a definition is told already."""
    entry = catalog.get(rule_id)
    if entry is None and not is_definition(field.data) and not catalog.may_hold(rule_id):
        otherwise = "`pipecheck rules` lists them all"
        if "/" in rule_id:
            otherwise = "rules with a slash are defined by policies, or come from plug-ins named under `plugins`"
        hint = did_you_mean(rule_id, (known.id for known in catalog), otherwise)
        field.refuse(f"there is no rule '{rule_id}'", hint, Part.key)
    return entry


def _setting(field: Field, entry: Entry, expressions: Expressions) -> Setting:
    if not isinstance(field.data, dict):
        return Setting(entry.id, field.place, _level(field, entry))
    defines = is_definition(field.data)
    fields = field.known(f"`{entry.id}`", KEYS_OF_DEFINITIONS) if defines else _known(field, entry)
    where = _where(fields["where"], entry, expressions) if "where" in fields else None
    if where is not None and entry.kind in ACROSS and "params" in fields:
        fields["params"].refuse(
            f"a setting of `{entry.id}` with `where` may change the level, not parameters",
            "it judges what belongs to several teams at once: give the parameters without `where`",
            Part.key,
        )
    if not defines and not {"level", "params", "undecided", "waivable"} & set(fields):
        field.refuse(f"this setting of `{entry.id}` sets nothing", "give it a `level`, or `params`")
    level = _level(fields["level"], entry) if "level" in fields else entry.level if defines else None
    return _setting_of(fields, entry, fields.get("level", field).place, level, where)


def _setting_of(fields: Mapping[str, Field], entry: Entry, at: Place, level: Told, where: Where | None) -> Setting:
    waivable = fields["waivable"].flag("`waivable`") if "waivable" in fields else True
    return Setting(
        entry.id,
        at,
        level,
        MappingProxyType(_params(fields["params"], entry) if "params" in fields else {}),
        where,
        fields["undecided"].level("`undecided`") if "undecided" in fields else None,
        waivable is not False,
        fields["undecided"].place if "undecided" in fields else None,
        fields["waivable"].place if "waivable" in fields else None,
    )


def _known(field: Field, entry: Entry) -> dict[str, Field]:
    return field.known(f"a setting of `{entry.id}`", SETTING_KEYS)


def _where(field: Field, entry: Entry, expressions: Expressions) -> Where | None:
    """Keys, or an expression; which of them can be is a matter of what the rule judges (semantics §3)."""
    if not isinstance(field.data, str) or is_null(field.data):
        where = read_where(field)
        check_kind(where, entry, field)
        return where
    if entry.of_files:
        field.refuse(f"`{entry.id}` speaks of files that nobody may be able to read", "choose by `teams: [...]`")
        return None
    condition = expressions.condition(field, entry.kind)
    return None if condition is None else Where(field.place, (), condition)


def _level(field: Field, entry: Entry) -> Told:
    if field.data == "none":
        if not entry.may_be_off:
            field.refuse(f"`{entry.id}` is always on", "it says that something could not be judged: mend the file")
        return "none"
    if field.data in ("off", "false", "ignore", "no", "disable", "disabled"):
        field.refuse(f"the level of `{entry.id}` cannot be '{field.data}'", "write `none` to turn the rule off")
        return None
    level = field.level(f"the level of `{entry.id}`")
    if level is not None and not entry.may_be_off and level.rank < entry.level.rank:
        field.refuse(f"`{entry.id}` is always {_a(entry.level)}, and cannot weigh less")
    return level


def _a(level: Level) -> str:
    return f"{'an' if level is Level.error else 'a'} {level.value}"


def _params(field: Field, entry: Entry) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for name, one in field.entries(f"`params` of `{entry.id}`").items():
        param = entry.param(name)
        if param is None:
            known = [param.name for param in entry.params]
            otherwise = f"its parameters are {listed(known)}" if known else "it has none"
            one.refuse(f"`{entry.id}` has no parameter '{name}'", did_you_mean(name, known, otherwise), Part.key)
        elif (value := given(one, param)) is not REFUSED:
            found[name] = Given(value, one.place)
    return found


def _refuse_unreachable(fields: tuple[Field, ...], settings: tuple[Setting, ...]) -> None:
    """The first that matches counts: what follows one without `where` is dead, and its author believes it is not."""
    for index, setting in enumerate(settings[:-1]):
        if setting.where is None:
            fields[index + 1].refuse(
                "this setting never counts: the one before it has no `where`, and the first that matches counts",
                "put the setting without `where` last",
            )
            return
