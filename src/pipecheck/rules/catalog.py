"""The catalogue: what is known of every rule without importing it, and the one door through which a rule is loaded."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple, Protocol, TypeAlias

from pipecheck.model.outcome import Kind, Plain
from pipecheck.rules.base import Level, Profile, Rule

AnyRule: TypeAlias = Rule[Any, Any, Any]


class Param(NamedTuple):
    """A parameter as a policy sees it.

    `type` is `integer`, `fraction`, `flag`, `text`, `level`, `date` or `duration`, or `list of …` or `map of …` one
    of these; an `optional` one may be null. `default` is what one would write in a policy to get it.
    """

    name: str
    type: str
    default: Plain
    optional: bool = False
    text: str = ""
    source: str = ""
    choices: tuple[str, ...] = ()


class Entry(NamedTuple):
    """One rule of the catalogue."""

    id: str
    module: str
    """The module to import; empty for the rules about the files themselves, which the engine speaks for."""
    kind: Kind
    level: Level
    profile: Profile
    category: str
    summary: str
    params: tuple[Param, ...] = ()
    defers_to: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Former ids, oldest first: the oldest stands in fingerprints, so that they survive a renaming."""
    whole_workspace: bool = False
    always: bool = False
    """It speaks without a setting (semantics §13)."""
    may_be_off: bool = True
    waivable: bool = True

    @property
    def of_files(self) -> bool:
        """Whether it is about the files themselves: found while they are read, not by a function that judges."""
        return not self.module

    @property
    def oldest_id(self) -> str:
        return self.aliases[0] if self.aliases else self.id

    def param(self, name: str) -> Param | None:
        return next((param for param in self.params if param.name == name), None)


class Defined(Protocol):
    """A rule that a policy defines; the rule itself is None where something is wrong with it."""

    @property
    def entry(self) -> Entry: ...
    @property
    def rule(self) -> AnyRule | None: ...
    @property
    def page(self) -> str: ...


class Catalog:
    """Rules by id. Nothing is imported until `load` asks for it."""

    def __init__(
        self,
        entries: Iterable[Entry],
        loaded: Mapping[str, AnyRule] | None = None,
        pages: Mapping[str, str] | None = None,
        *,
        lacks_plugins: bool = False,
    ) -> None:
        self._lacks_plugins = lacks_plugins
        self._entries = {entry.id: entry for entry in sorted(entries)}
        self._aliases = {alias: entry.id for entry in self._entries.values() for alias in entry.aliases}
        self._loaded = dict(loaded or {})
        self._pages = dict(pages or {})

    def __iter__(self) -> Iterator[Entry]:
        """The entries, sorted by id."""
        return iter(self._entries.values())

    def __contains__(self, rule_id: str) -> bool:
        return rule_id in self._entries

    def get(self, rule_id: str) -> Entry | None:
        """The rule of that id, or the one that once had it."""
        return self._entries.get(self._aliases.get(rule_id, rule_id))

    def __getitem__(self, rule_id: str) -> Entry:
        entry = self.get(rule_id)
        if entry is None:
            raise KeyError(rule_id)
        return entry

    def load(self, rule_id: str) -> AnyRule:
        """The rule itself; its module is imported if nobody did so before. Raises KeyError for an unknown id."""
        entry = self[rule_id]
        if entry.id not in self._loaded:
            self._loaded[entry.id] = rule_of(entry.module)
        return self._loaded[entry.id]

    def page(self, rule_id: str) -> str:
        """The documentation of a rule: Markdown, without its title; empty where there is none."""
        entry = self[rule_id]
        known = self._pages.get(entry.id) or page(entry.id)
        if known or entry.id not in self._loaded:
            return known
        from pipecheck.rules.describe import documentation

        return documentation(self._loaded[entry.id])[1]

    def defining(self, definitions: Iterable["Defined"]) -> "Catalog":
        """This catalogue and the rules that policies define. One that cannot be run is known all the same."""
        told = tuple(definitions)
        rules = {one.entry.id: one.rule for one in told if one.rule is not None}
        pages = {one.entry.id: one.page for one in told}
        entries = [*self, *(one.entry for one in told)]
        loaded = {**self._loaded, **rules}
        return Catalog(entries, loaded, {**self._pages, **pages}, lacks_plugins=self._lacks_plugins)

    def joined(self, rules: Mapping[str, AnyRule]) -> "Catalog":
        """This catalogue and further rules by the ids they are to have: those of plug-ins.

        Raises ValueError for an id that is taken, or a rule that cannot be described.
        """
        from pipecheck.rules.describe import described

        added: dict[str, AnyRule] = {}
        entries: list[Entry] = []
        for rule_id, rule in rules.items():
            if self._loaded.get(rule_id) is rule:
                continue
            entry = _in_namespace(described(rule, rule_id))
            for name in (rule_id, *entry.aliases):
                if self.get(name) is not None:
                    raise ValueError(f"two rules are called '{name}'")
            added[rule_id] = rule
            entries.append(entry)
        return Catalog([*self, *entries], {**self._loaded, **added}, self._pages, lacks_plugins=self._lacks_plugins)

    def incomplete(self) -> "Catalog":
        """The same catalogue where a plug-in could not be loaded: whether an id with a slash is known, nobody knows."""
        return Catalog(self, self._loaded, self._pages, lacks_plugins=True)

    def may_hold(self, rule_id: str) -> bool:
        """Whether a rule that is not here might come with a plug-in that could not be loaded."""
        return self._lacks_plugins and "/" in rule_id


def _in_namespace(entry: Entry) -> Entry:
    """The entry of a plug-in's rule: former ids are of its namespace, and so is its category."""
    namespace, slash, _ = entry.id.partition("/")
    if not slash:
        return entry
    aliases = tuple(alias if alias.startswith(f"{namespace}/") else f"{namespace}/{alias}" for alias in entry.aliases)
    return entry._replace(category=namespace, aliases=aliases)


def built_in() -> Catalog:
    """The rules that ship with pipecheck."""
    from pipecheck.rules.always import ALWAYS
    from pipecheck.rules.listing import LISTING

    return Catalog((*ALWAYS, *LISTING))


def page(rule_id: str) -> str:
    """The documentation of a built-in rule: Markdown, without its title; empty where there is none."""
    from pipecheck.rules.always import PAGES as OF_FILES
    from pipecheck.rules.pages import PAGES

    return PAGES.get(rule_id) or OF_FILES.get(rule_id, "")


def rule_of(module: str) -> AnyRule:
    """The one rule that a module makes: built-in and plug-in alike come in here.

    Raises LookupError where a module makes none or several, and whatever importing it raises.
    """
    found = [value for value in vars(import_module(module)).values() if isinstance(value, Rule)]
    own = [rule for rule in found if rule.module == module]
    if len(own) != 1:
        raise LookupError(f"the module '{module}' makes {len(own) or 'no'} rules, and one is wanted")
    return own[0]
