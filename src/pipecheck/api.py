"""Doors to one engine: `check_texts` is pure, `check_paths` reads a disk, `load` hands out what was read, `settings`
tells what is in force, and `try_policies` judges the cases of policies.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.engine.asked import Onlooker, Options, World
from pipecheck.engine.report import Report, Verdict
from pipecheck.engine.run import run
from pipecheck.files.calendars import HolidayTables
from pipecheck.files.configuration import Configuration, Refused, configure
from pipecheck.files.discover import Found, discover
from pipecheck.files.disk import Disk
from pipecheck.files.paths import inside, shown_paths
from pipecheck.files.profiles import profile_text
from pipecheck.files.zones import ZoneTables
from pipecheck.model.calendar import Calendars, Zones
from pipecheck.model.team import Team
from pipecheck.model.views import Views
from pipecheck.model.workspace import LoadedTeam, open_team
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import Sources, load_policy, policy_roots
from pipecheck.policy.plugins import Plugins
from pipecheck.rules.catalog import AnyRule, Catalog, built_in
from pipecheck.source.place import Span
from pipecheck.source.reader import Changed, Reader

if TYPE_CHECKING:
    from pipecheck.engine.explain import Explanation
    from pipecheck.engine.settings import Origin, Settings
    from pipecheck.trial.metamorphic import Metamorphosis
    from pipecheck.trial.result import Result

__all__ = [
    "Judged",
    "Options",
    "Refused",
    "Report",
    "Workspace",
    "check_paths",
    "check_rules",
    "check_texts",
    "explanations",
    "load",
    "settings",
    "try_policies",
]


class Workspace(NamedTuple):
    """Everything that was read under a root, not yet judged."""

    configuration: Configuration
    found: Found
    joined: tuple[str, ...]
    """Team files outside the patterns that were named on the command line."""
    teams: tuple[LoadedTeam, ...]
    reader: Reader

    @property
    def files(self) -> frozenset[str]:
        """Every file that belongs to a team: team files and runbooks."""
        return frozenset(path for team in self.teams for path in team.files)


class Judged(NamedTuple):
    """A report, and what else there is to say about the PATHs it was asked for."""

    report: Report
    workspace: Workspace
    policy: Policy
    unclaimed: tuple[str, ...]
    """PATHs that are neither team file, runbook, policy, schema nor configuration, and hold none."""
    claimed_any: bool

    @property
    def configuration(self) -> Configuration:
        return self.workspace.configuration


def check_texts(
    files: Reader,
    *,
    as_of: date,
    policy: Sequence[str] = (),
    calendars: Calendars | None = None,
    zones: Zones | None = None,
    show: Sequence[str] = (),
    catalog: Catalog | None = None,
) -> Report:
    """Judges the team files that a reader holds under `teams/`, as of a date. Pure, but for tables in the package.

    `policy` names policy files of the reader or shipped profiles (`pipecheck:recommended`). Raises BadPolicy where a
    policy cannot be run; content never raises.
    """
    zones = zones or ZoneTables()
    workspace = _read(files, Configuration(""), (), zones)
    laid = _policy(files, policy, (), catalog or built_in(), None)
    return _judge(workspace, laid, Options(as_of=as_of, show=show), calendars or HolidayTables(), zones).report


def load(
    start: str, paths: Sequence[str] = (), *, instead: Mapping[str, bytes] | None = None, zones: Zones | None = None
) -> tuple[Workspace, tuple[str, ...]]:
    """Reads the workspace around a directory, and the root-relative form of the PATHs named beside it.

    `instead` holds unsaved texts by PATH. Raises Refused for a bad configuration, and for PATHs that are not there or
    lie outside the root, all at once.
    """
    configuration = configure(start)
    disk = Disk(configuration.root)
    texts = {inside(disk, start, path): raw for path, raw in (instead or {}).items()}
    disk = Disk(configuration.root, texts)
    shown = shown_paths(disk, start, [path for path in paths if path not in (instead or {})])
    shown += tuple(texts)
    return _read(disk, configuration, shown, zones or ZoneTables()), shown


def check_paths(
    start: str,
    paths: Sequence[str],
    options: Options,
    *,
    policy: Sequence[str] = (),
    allow_plugins: bool = False,
    instead: Mapping[str, bytes] | None = None,
    onlooker: Onlooker | None = None,
) -> Judged:
    """Judges the workspace around a directory, narrowed to PATHs (semantics §11, §12).

    Raises Refused or BadPolicy, with every fault, for what cannot be run.
    """
    zones = ZoneTables()
    workspace, shown = load(start, paths, instead=instead, zones=zones)
    configuration, reader = workspace.configuration, workspace.reader
    plugins = _plugins(reader, configuration.root, onlooker, allowed=allow_plugins)
    laid = _policy(reader, policy, configuration.policy, built_in(), plugins)
    return _judge(workspace, laid, options._replace(show=shown), HolidayTables(), zones, onlooker)


def settings(
    start: str,
    as_of: date,
    *,
    rule: str = "",
    subject: str = "",
    policy: Sequence[str] = (),
    allow_plugins: bool = False,
) -> "Settings":
    """Every setting in force around a directory, and where each part of it was written.

    `rule` narrows it to one rule, `subject` to what holds for the subjects of that name (semantics §5). Raises Refused
    or BadPolicy for what cannot be run, and for names that nothing has.
    """
    from pipecheck.engine.settings import settings_of

    zones, calendars = ZoneTables(), HolidayTables()
    workspace, _ = load(start, zones=zones)
    configuration, reader = workspace.configuration, workspace.reader
    plugins = _plugins(reader, configuration.root, None, allowed=allow_plugins)
    laid = _policy(reader, policy, configuration.policy, built_in(), plugins)
    teams = [Views(one.team, calendars, zones, as_of) for one in workspace.teams if one.team is not None]
    return settings_of(laid, teams, reader, rule=rule, subject=subject, configuration=_configured(configuration, start))


def _configured(configuration: Configuration, start: str) -> "tuple[Origin, ...]":
    """The keys of the configuration, with what stands for those that are left out."""
    from pipecheck.engine.settings import Origin

    root = os.path.relpath(configuration.root, os.path.realpath(start)).replace(os.sep, "/")
    told = configuration.origins
    file = Span(configuration.file, 1, 1, 1, 1) if configuration.file else None
    as_of = None if configuration.as_of is None else configuration.as_of.isoformat()
    lists = {key: list(getattr(configuration, key)) for key in ("policy", "teams", "exclude", "tests")}
    return (
        Origin("root", root, file),
        *(Origin(key, value, told.get(key)) for key, value in lists.items()),
        Origin("as_of", as_of, told.get("as_of")),
    )


def explanations(judged: Judged, options: Options, verdicts: Sequence[Verdict]) -> "tuple[Explanation, ...]":
    """Why outcomes of a report are what they are, and which of their remedies clear them, judged again in memory."""
    from pipecheck.engine.explain import explained

    zones, calendars = ZoneTables(), HolidayTables()
    workspace = judged.workspace
    plainly = Options(options.as_of, select=options.select, ignore=options.ignore, waivers=False)

    def again(texts: Mapping[str, str]) -> Report:
        reader = Changed(workspace.reader, {path: text.encode() for path, text in texts.items()})
        teams = tuple(one if texts.keys().isdisjoint(one.files) else _reopened(one, reader) for one in workspace.teams)
        changed = workspace._replace(teams=teams, reader=reader)
        return _judge(changed, judged.policy, plainly, calendars, zones).report

    def _reopened(loaded: LoadedTeam, reader: Reader) -> LoadedTeam:
        return open_team(loaded.path, reader, zones)

    teams = [Views(one.team, calendars, zones, options.as_of) for one in workspace.teams if one.team is not None]
    return explained(verdicts, judged.report, judged.policy, teams, workspace.reader, again)


class Tried(NamedTuple):
    """What the cases of policies came to, and the PATHs that lead to none."""

    result: "Result"
    unclaimed: tuple[str, ...]


def try_policies(
    start: str,
    paths: Sequence[str] = (),
    *,
    threshold: int | None = None,
    mutate: bool = False,
    allow_plugins: bool = False,
) -> Tried:
    """Judges the cases of the workspace around a directory, narrowed to PATHs: case files, directories, policies.

    `threshold` is the least coverage in percent; `mutate` tries the mutants of the policies as well.

    Raises Refused or BadPolicy, with every fault, for what cannot be run.
    """
    from pipecheck.files.cases import cases_at
    from pipecheck.trial.around import Around
    from pipecheck.trial.session import dockets, run_cases

    configuration = configure(start)
    disk = Disk(configuration.root)
    shown = shown_paths(disk, start, paths)

    plugins = _plugins(disk, configuration.root, None, allowed=allow_plugins)

    def policy(roots: Sequence[str]) -> Policy:
        return _policy(disk, roots, (), built_in(), plugins)

    asked = cases_at(shown, disk, configuration)
    around = Around(disk, HolidayTables(), ZoneTables(), policy)
    found = dockets(asked.files, around, searched=asked.searched, policies=asked.policies)
    return Tried(run_cases(found, around, threshold=threshold, mutate=mutate), asked.unclaimed)


def catalogue(start: str, policy: Sequence[str] = (), *, allow_plugins: bool = False) -> Catalog:
    """The rules there are around a directory: pipecheck's own, and those that its policy brings.

    Raises Refused or BadPolicy for a policy that cannot be run under.
    """
    configuration = configure(start)
    disk = Disk(configuration.root)
    plugins = _plugins(disk, configuration.root, None, allowed=allow_plugins)
    return _policy(disk, policy, configuration.policy, built_in(), plugins).catalog


def check_rules(start: str, as_of: date, *, allow_plugins: bool = False) -> "Metamorphosis":
    """Judges the teams of the workspace around a directory by every rule there is, those of the plug-ins of its policy
    included, and again with their files written otherwise: what rules say may not depend on it.

    Raises Refused or BadPolicy, with every fault, for what cannot be run.
    """
    from pipecheck.engine.locate import Locator
    from pipecheck.trial.around import Around
    from pipecheck.trial.metamorphic import metamorphosis
    from pipecheck.trial.rewrite import Files

    zones = ZoneTables()
    workspace, _ = load(start, zones=zones)
    configuration, reader = workspace.configuration, workspace.reader
    plugins = _plugins(reader, configuration.root, None, allowed=allow_plugins)
    laid = _policy(reader, (), configuration.policy, built_in(), plugins)
    locator = Locator(reader)
    texts = {path: text for path in workspace.files if (text := locator.text(path)) is not None}
    teams = {team.path: team.files for team in workspace.teams if team.path in texts}
    around = Around(reader, HolidayTables(), zones, lambda roots: laid)
    return metamorphosis(Files(teams, texts), laid, around, as_of)


def _read(reader: Reader, configuration: Configuration, shown: Sequence[str], zones: Zones) -> Workspace:
    found = discover(reader, configuration)
    known = {*found.teams, *found.excluded}
    teams = [open_team(path, reader, zones) for path in found.teams]
    joined = []
    for path in shown:
        if path in known or not path.endswith((".yaml", ".yml")) or reader.paths(path) == ():
            continue
        if _is_configuration(path, configuration):
            continue
        loaded = open_team(path, reader, zones)
        if loaded.declares_team:
            joined.append(path)
            teams.append(loaded)
    return Workspace(configuration, found, tuple(joined), tuple(teams), reader)


def _policy(
    reader: Reader, given: Sequence[str], configured: Sequence[str], catalog: Catalog, plugins: Plugins | None
) -> Policy:
    return load_policy(policy_roots(given, configured, reader), Sources(reader, profile_text, catalog, plugins))


def _plugins(reader: Reader, root: str, onlooker: Onlooker | None, *, allowed: bool) -> Plugins:
    def load_plugin(name: str) -> Mapping[str, AnyRule]:
        # Looking for entry points costs 15 ms, and few policies name a plug-in.
        from pipecheck.files.plugins import PluginLoader

        if onlooker is not None:
            onlooker.busy(f"loading the plug-in '{name}'")
        rules = PluginLoader(reader, root, allowed=allowed)(name)
        if onlooker is not None:
            onlooker.idle()
        return rules

    return load_plugin


def _judge(
    workspace: Workspace,
    policy: Policy,
    options: Options,
    calendars: Calendars,
    zones: Zones,
    onlooker: Onlooker | None = None,
) -> Judged:
    def readings(team: Team) -> Views:
        return Views(team, calendars, zones, options.as_of)

    files = workspace.files
    whole = tuple(path for path in options.show if _stands_for_everything(path, workspace.configuration, policy))
    unclaimed = tuple(
        path
        for path in options.show
        if path not in whole and path not in files and not _holds_any(path, files) and path not in ("", ".")
    )
    report = run(
        workspace.teams,
        policy,
        World(workspace.reader, calendars, zones, readings, onlooker),
        options._replace(whole=whole),
    )
    claimed_any = len(unclaimed) < len(options.show)
    if options.show and not claimed_any and not report.judged_nothing:
        report = report._replace(judged_nothing="none of the paths named is a team file, a runbook or a policy")
    return Judged(report, workspace, policy, unclaimed, claimed_any)


def _stands_for_everything(path: str, configuration: Configuration, policy: Policy) -> bool:
    """A policy, schema or configuration file: whoever changes it changes every verdict (semantics §12)."""
    return _is_configuration(path, configuration) or path in policy.files or path.startswith(("policies/", "schemas/"))


def _is_configuration(path: str, configuration: Configuration) -> bool:
    return path in (configuration.file, "pipecheck.yaml", *configuration.policy)


def _holds_any(directory: str, files: frozenset[str]) -> bool:
    return any(file.startswith(directory.rstrip("/") + "/") for file in files)
