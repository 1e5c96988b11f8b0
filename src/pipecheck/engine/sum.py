"""The sum of a run: located outcomes and the notes taken on the way become the report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipecheck import __version__
from pipecheck.engine import tally
from pipecheck.engine.asked import Options, World
from pipecheck.engine.audiences import audiences_of, spoken_of
from pipecheck.engine.baseline import is_debt
from pipecheck.engine.faulty import Loaded, is_broken
from pipecheck.engine.found import Row
from pipecheck.engine.record import Record
from pipecheck.engine.report import PolicyRoot, Report, RuleCount, Verdict
from pipecheck.engine.show import Shown
from pipecheck.policy.laid import Policy
from pipecheck.policy.select import Selection


class Sum(NamedTuple):
    """Everything a report is made of, but its rows."""

    loaded: Sequence[Loaded]
    policy: Policy
    selection: Selection
    record: Record
    world: World
    options: Options

    def report(self, rows: Sequence[Row]) -> Report:
        """The report of these rows, which are in its order and have their fingerprints."""
        options = self.options
        debts = {debt.fingerprint: debt for debt in options.baseline or ()}
        rows = [row._replace(verdict=self._weighed(row.verdict, debts)) for row in rows]
        shown = Shown(options.show, (*options.whole, *self.policy.files))
        verdicts = tuple(row.verdict for row in rows if shown.shows(row.verdict))
        counts = self.record.counts()
        files = {file for one in self.loaded for file in (one.path, *one.files)}
        files_shown = sum(map(shown.has, files))
        teams = sum(one.team is not None for one in self.loaded)
        remarks = self._remarks(counts) if shown.everything else tally.Remarks()
        all_read = not any(map(is_broken, self.loaded))
        return Report(
            __version__,
            tuple(PolicyRoot(root.name, root.extends) for root in self.policy.roots),
            options.as_of,
            options.as_of_fixed,
            self.world.calendars.version,
            self.world.zones.version,
            options.fail_level,
            tally.counted(
                verdicts,
                files=len(files),
                files_shown=files_shown,
                teams=teams,
                subjects=self.record.subjects,
                rules=len(self.selection.rules),
                dated_show=options.dated_show,
            ),
            verdicts,
            tally.undecided_by_field(rows, shown.shows),
            tuple(sorted(self.record.crashes)),
            counts,
            self.record.expressions() if shown.everything else (),
            remarks.all,
            baseline=options.baseline_name,
            stale=self._stale(rows, all_read=all_read) if shown.everything else (),
            judged_nothing=tally.judged_nothing(teams, files_shown, self.selection, counts, all_read=all_read),
            all_undecided=tally.all_undecided(counts),
            strict=options.strict,
            vacuous=remarks.vacuous,
        )

    def _weighed(self, verdict: Verdict, debts: Mapping[str, object]) -> Verdict:
        """Known debts and, where they are only shown, dated outcomes do not count."""
        known = verdict.fingerprint in debts and is_debt(verdict)
        aside = verdict.waiver is not None or known or (self.options.dated_show and verdict.dated)
        return verdict._replace(known=known, counted=not aside)

    def _stale(self, rows: Iterable[Row], *, all_read: bool) -> tuple[str, ...]:
        """Debts that match nothing any more, where their rule could have found them."""
        if not all_read:
            return ()
        found = {row.verdict.fingerprint for row in rows}
        narrowed = bool(self.options.select or self.options.ignore)
        unsure = {crash.rule for crash in self.record.crashes}
        return tuple(
            str(debt)
            for debt in sorted(self.options.baseline or ())
            if debt.fingerprint not in found
            and debt.rule not in unsure
            and (not narrowed or self.selection.has(debt.rule))
        )

    def _remarks(self, counts: Sequence[RuleCount]) -> tally.Remarks:
        return tally.remarks(
            self.record.silent_wheres(),
            self.policy.span,
            self.record.expressions(),
            self._audiences(),
            spoken_of(self.policy, self.selection).has,
            self._without_history(),
            counts,
        )

    def _audiences(self) -> Mapping[str, int]:
        teams = (one.team for one in self.loaded if one.team is not None)
        return Counter(word for team in teams for word in audiences_of(team))

    def _without_history(self) -> Sequence[str]:
        return [one.team.team for one in self.loaded if one.team is not None and tally.lacks_history(one.team)]
