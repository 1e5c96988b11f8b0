"""From the names of policies to one policy: what they extend, followed; what is wrong with all of it, told at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.policy.expressions import Expressions, is_definition
from pipecheck.policy.faults import Faults, did_you_mean, listed
from pipecheck.policy.field import Field
from pipecheck.policy.laid import Layer, Policy, Root
from pipecheck.policy.limits import strictest
from pipecheck.policy.plugins import BadPlugin, Plugins, plugin_name
from pipecheck.policy.read import read_policy
from pipecheck.policy.schemas import OwnSchemas, entries_of
from pipecheck.policy.setting import PolicyFile
from pipecheck.policy.where import ACROSS, Where
from pipecheck.rules.catalog import Catalog
from pipecheck.source.decode import decode
from pipecheck.source.document import Document
from pipecheck.source.place import Part, Span
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable
from pipecheck.source.yaml import read_yaml

if TYPE_CHECKING:
    from pipecheck.policy.expression.defined import Definition

PROFILES = ("essential", "recommended", "strict")
PREFIX = "pipecheck:"
_DEEPEST = 50


class Sources(NamedTuple):
    """Where policies come from: files through `reader`, shipped ones by name, rules from the catalogue and plug-ins.

    `plugins` is None where there is no code but pipecheck's own.
    """

    reader: Reader
    profile: Callable[[str], str | None]
    catalog: Catalog
    plugins: Plugins | None = None


def policy_roots(given: Sequence[str], configured: Sequence[str], reader: Reader) -> tuple[str, ...]:
    """Which policies a run is made under: given, else configured, else the default file, else `essential`.

    Semantics §1. A file in `policies/` that nothing names is not applied: it is a library.
    """
    if given or configured:
        return tuple(given or configured)
    default = "policies/default.yaml"
    return (default,) if default in reader.paths(default) else (f"{PREFIX}essential",)


def load_policy(roots: Sequence[str], sources: Sources) -> Policy:
    """The policy of these roots, laid in their order. Raises BadPolicy with every fault of every file."""
    return _Loading(sources).load(roots)


class _Loading:
    """One loading: the documents read so far, and what is wrong with them."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._faults = Faults()
        self._documents: dict[str, Document | None] = {}
        self._order: list[str] = []
        self._paths: dict[str, set[tuple[str, ...]]] = {}
        self._walked: set[tuple[str, tuple[str, ...]]] = set()

    def load(self, roots: Sequence[str]) -> Policy:
        found: list[Root] = []
        for root in roots:
            before = len(self._order)
            name = self._named(root)
            if name is not None:
                self._walk(name, (), Span("", 1, 1, 1, 1))
                found.append(Root(name, tuple(file for file in self._order[before:] if file != name)))
        expressions = Expressions()
        catalog = self._with_defined(self._with_plugins(), expressions)
        files = {
            name: read_policy(document, catalog, self._faults, expressions)
            for name in self._order
            if (document := self._documents[name]) is not None
        }
        self._check_scopes(files, catalog)
        self._check_waivers(files)
        self._faults.settle()
        layers = [Layer(file, self._scopes(name, files)) for name, file in files.items()]
        return Policy(found, layers, catalog)

    # ---- extends

    def _walk(self, name: str, path: tuple[str, ...], asked_at: Span) -> None:
        """Depth first, in order: what a file extends is laid before it."""
        if name in path:
            chain = " → ".join((*path[path.index(name) :], name))
            self._faults.add(asked_at, f"`extends` goes in a circle: {chain}", "take one of them out")
            return
        if len(path) == _DEEPEST:
            self._faults.add(asked_at, f"`extends` goes more than {_DEEPEST} files deep")
            return
        document = self._document(name, asked_at)
        if document is None:
            return
        scoping = (*path, name)
        self._paths.setdefault(name, set()).add(self._narrowing(scoping))
        if (name, self._narrowing(path)) in self._walked:
            return
        self._walked.add((name, self._narrowing(path)))
        for field in self._list(document, "extends"):
            child = self._extended(field, name)
            if child is not None:
                self._walk(child, scoping, field.span())
        if name not in self._order:
            self._order.append(name)

    def _narrowing(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Those files of a path that have a `where`."""
        documents = ((name, self._documents[name]) for name in path)
        return tuple(name for name, one in documents if one and isinstance(one.data, dict) and "where" in one.data)

    def _scopes(self, name: str, files: Mapping[str, PolicyFile]) -> tuple[tuple[Where, ...], ...]:
        paths = sorted(self._paths[name])
        chains = (tuple(where for one in path if (where := files[one].where) is not None) for path in paths)
        return tuple(chains)

    def _extended(self, field: Field, holder: str) -> str | None:
        text = str(field.data)
        if text.startswith(PREFIX):
            return self._profile_name(text, field)
        if text.startswith(("/", "~")) or "\\" in text or "\0" in text or text[1:2] == ":":
            field.refuse(f"'{text}' is no path inside the workspace", "write it relative to this file, with `/`")
            return None
        path = normpath(join(dirname(holder), text))
        if path == ".." or path.startswith("../"):
            field.refuse(f"'{text}' leads outside the workspace")
            return None
        return path

    def _profile_name(self, text: str, field: Field | None = None) -> str | None:
        """The profile in its short name; `@1` may stand after it, the one version there is."""
        name, _, version = text.removeprefix(PREFIX).partition("@")
        if name in PROFILES and version in ("", "1"):
            return PREFIX + name
        known = [PREFIX + profile for profile in PROFILES]
        message = f"there is no profile '{text}'"
        if name in PROFILES:
            message, hint = f"there is no version '{version}' of `{PREFIX}{name}`", f"write `{PREFIX}{name}@1`"
        else:
            hint = did_you_mean(PREFIX + name, known, f"the profiles are {listed(known)}")
        self._faults.add(field.span() if field else Span("", 1, 1, 1, 1), message, hint)
        return None

    def _named(self, root: str) -> str | None:
        return self._profile_name(root) if root.startswith(PREFIX) else normpath(root)

    # ---- texts

    def _document(self, name: str, asked_at: Span) -> Document | None:
        if name not in self._documents:
            self._documents[name] = self._read(name, asked_at)
        return self._documents[name]

    def _read(self, name: str, asked_at: Span) -> Document | None:
        text = (
            self._sources.profile(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else self._text(name, asked_at)
        )
        if text is None:
            return None
        document = read_yaml(text, name)
        self._faults.adopt(document.faults)
        if document.is_broken:
            return None
        if not isinstance(document.data, dict):
            self._faults.add(document.span(()), "a policy wants keys such as `rules`", "begin with `version: 1`")
            return None
        return document

    def _text(self, path: str, asked_at: Span) -> str | None:
        try:
            raw = self._sources.reader.read(path)
        except OutsideRoot:
            self._faults.add(asked_at, f"the policy '{path}' leads outside the workspace")
            return None
        except Unreadable as why:
            self._faults.add(asked_at, f"the policy '{path}' cannot be read: {why}")
            return None
        if raw is None:
            known = [*self._sources.reader.paths("policies/**/*.yaml"), *(PREFIX + profile for profile in PROFILES)]
            relative = "the file that holds them" if asked_at.file else "the root of the workspace"
            hint = did_you_mean(path, known, f"paths of policies are relative to {relative}")
            self._faults.add(asked_at, f"there is no policy '{path}'", hint)
            return None
        text, fault = decode(raw, path)
        self._faults.adopt(() if fault is None else (fault,))
        return text if fault is None else None

    # ---- what needs the catalogue

    def _with_plugins(self) -> Catalog:
        """The catalogue and the rules of every plug-in that the files name, each once."""
        catalog = self._sources.catalog
        seen: set[str] = set()
        for name in self._order:
            document = self._documents[name]
            for field in self._list(document, "plugins") if document else ():
                plugin = plugin_name(str(field.data), name)
                if plugin not in seen:
                    seen.add(plugin)
                    catalog = self._joined(catalog, plugin, field)
        return catalog

    def _joined(self, catalog: Catalog, plugin: str, field: Field) -> Catalog:
        """The catalogue and the rules of a plug-in; where it cannot be used, one that may lack rules."""
        if plugin.startswith("../"):
            field.refuse(f"the plug-in '{field.data}' leads outside the workspace")
        elif self._sources.plugins is None:
            field.refuse(f"the plug-in '{field.data}' is code, and there is no code here but pipecheck's own")
        else:
            try:
                return catalog.joined(self._sources.plugins(plugin))
            except BadPlugin as why:
                for reason in why.reasons:
                    field.refuse(f"the plug-in '{field.data}' cannot be used: {reason}", why.hint)
            except ValueError as why:
                field.refuse(f"the plug-in '{field.data}' cannot be used: {why}")
        return catalog.incomplete()

    def _with_defined(self, catalog: Catalog, expressions: Expressions) -> Catalog:
        """The catalogue and the rules that the policies define as expressions or schemas. An id stands for one rule."""
        found: dict[str, Definition] = {}
        schemas = OwnSchemas(self._sources.reader, self._faults)
        places: dict[str, Span] = {}
        for field in self._definitions():
            rule_id = str(field.route[-1])
            known = catalog.get(rule_id)
            if rule_id in places or known is not None:
                hint = "give one of them another id; a level alone changes the one that is there"
                related = ((places[rule_id], "defined here too"),) if rule_id in places else ()
                self._faults.add(field.span(Part.key), f"the rule '{rule_id}' is defined twice", hint, related)
                continue
            places[rule_id] = field.span(Part.key)
            definition = expressions.definition(rule_id, field)
            if definition is not None:
                found[rule_id] = definition
        for field in self._schemas():
            rule_id = schemas.add(field)
            if rule_id in places or catalog.get(rule_id) is not None:
                related = ((places[rule_id], "defined here too"),) if rule_id in places else ()
                field.refuse(f"the rule '{rule_id}' is defined twice", "give one of them an `id`", related=related)
            elif rule_id:
                places[rule_id] = field.span()
        own = tuple(schemas.rules())
        return catalog.defining((*found.values(), *own)) if found or own else catalog

    def _schemas(self) -> Iterator[Field]:
        for name in self._order:
            document = self._documents[name]
            if document is not None:
                yield from entries_of(document, self._faults)

    def _definitions(self) -> Iterator[Field]:
        for name in self._order:
            document = self._documents[name]
            rules = document.data.get("rules") if document is not None and isinstance(document.data, dict) else None
            if document is None or not isinstance(rules, dict):
                continue
            for rule_id, data in rules.items():
                field = Field(document, ("rules", rule_id), data, self._faults)
                if is_definition(data):
                    yield field
                elif isinstance(data, list) and any(map(is_definition, data)):
                    message = f"'{rule_id}' is defined in a list of settings"
                    field.refuse(message, "a rule is defined once, by itself", Part.key)

    def _list(self, document: Document, key: str) -> tuple[Field, ...]:
        data = document.data
        if not isinstance(data, dict) or key not in data:
            return ()
        return Field(document, (key,), data[key], self._faults).texts(f"`{key}`")

    def _check_scopes(self, files: Mapping[str, PolicyFile], catalog: Catalog) -> None:
        """A file's own `where` narrows all it brings: every rule among that must have its keys."""
        for name, file in files.items():
            if file.where is None:
                continue
            brought = [one for path_name, one in files.items() if any(name in path for path in self._paths[path_name])]
            rules = sorted({rule for one in brought for rule in one.settings})
            field = Field(file.document, file.where.at.route, {}, self._faults)
            fixed = {
                rule for one in brought for rule in one.settings if any(each.params for each in one.settings[rule])
            }
            for rule in sorted(rule for rule in fixed if catalog[rule].kind in ACROSS):
                field.refuse(
                    f"`where` of a whole file may change the level of `{rule}`, not its parameters",
                    "it judges what belongs to several teams at once: give the parameters in a file without `where`",
                    Part.key,
                )
            for key in file.where.keys:
                lacking = [rule for rule in rules if key in file.where.of_kind(catalog[rule].kind)]
                if lacking:
                    first = catalog[lacking[0]]
                    others = f", and {len(lacking) - 1} more rules" if len(lacking) > 1 else ""
                    Field(file.document, (*field.route, key), "", self._faults).refuse(
                        f"`where` of a whole file narrows all its rules, but `{first.id}` judges a {first.kind}, "
                        f"which has no `{key}`{others}",
                        "narrow by `teams` here, and by the rest in the settings",
                        Part.key,
                    )

    def _check_waivers(self, files: Mapping[str, PolicyFile]) -> None:
        """A waiver lacks something where any file of the run asks for it."""
        approval = strictest(file.limits for file in files.values()).approval
        if approval is None:
            return
        asked = files[approval.document].document.span(approval.route)
        for file in files.values():
            for waiver in file.waivers:
                if not waiver.approved_by:
                    self._faults.add(
                        waiver.span,
                        "this waiver wants `approved_by`",
                        "say who permitted it: `approved_by: NAME`",
                        ((asked, "the policy asks for it here"),),
                    )
