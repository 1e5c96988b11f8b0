"""A run: a rule looks at a subject and yields problems at places, or says what is missing to decide; under a setting
they are located as violations; a waiver may cover one; the report holds them all."""

from collections.abc import Iterable

from pipecheck.engine.asked import Options, World
from pipecheck.engine.bench import Bench
from pipecheck.engine.defer import deferred
from pipecheck.engine.elsewhere import astray
from pipecheck.engine.faulty import Loaded, Speaker, is_broken, repeated, set_aside
from pipecheck.engine.found import Found, Row
from pipecheck.engine.identity import identified
from pipecheck.engine.locate import Locator
from pipecheck.engine.permissions import permissions_of
from pipecheck.engine.record import Record
from pipecheck.engine.remind import Reminder
from pipecheck.engine.report import Report
from pipecheck.engine.sum import Sum
from pipecheck.engine.waive import waived
from pipecheck.policy.laid import Policy
from pipecheck.policy.select import choose


def run(files: Iterable[Loaded], policy: Policy, world: World, options: Options) -> Report:
    """Judges all teams under a policy.

    A pure function of its arguments: the same files in any order give the same report. Raises BadPolicy where the
    selection names a rule that nobody knows.
    """
    selection = choose(policy, options.select, options.ignore)
    loaded = sorted(files, key=lambda one: one.path.encode("utf-8", "surrogatepass"))
    locator = Locator(world.reader)
    speaker = Speaker(policy, selection, locator, set_aside(loaded))
    permissions = permissions_of(loaded, policy, locator, options.as_of, apply=options.waivers)
    record = Record(policy, selection, permissions.waivers)
    bench = Bench(policy, selection, record, world)

    rows: list[Row] = []
    silenced: list[Found] = []
    for one in loaded:
        rows += speaker.rows(one, record)
        if one.team is not None:
            _judge(bench.judge_team(one.team), rows, silenced, speaker)
    rows += repeated(loaded, speaker)
    rows += astray(loaded, speaker)
    if bench.looks_across:
        teams = [one.team for one in loaded if one.team is not None]
        _judge(bench.judge_everyone(teams, options.as_of), rows, silenced, speaker)

    rows, used = waived(rows, silenced, permissions)
    reminder = Reminder(permissions, record, speaker, all_read=not any(map(is_broken, loaded)))
    standings = reminder.standings(used)
    rows += reminder.rows(standings)
    report = Sum(loaded, policy, selection, record, world, options).report(identified(rows, policy.catalog))
    return report._replace(waivers=standings)


def _judge(judged: Iterable[Found], rows: list[Row], silenced: list[Found], speaker: Speaker) -> None:
    """Where two rules would say one thing twice, the stronger speaks; what is said gets its place."""
    found, weaker = deferred(tuple(judged))
    rows += map(speaker.located, found)
    silenced += weaker
