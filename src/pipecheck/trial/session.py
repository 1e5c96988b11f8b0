"""A session: case files read, all their faults told at once, and every case judged under its policy."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pipecheck import __version__
from pipecheck.policy.faults import BadPolicy, Faults, did_you_mean
from pipecheck.policy.laid import Policy
from pipecheck.policy.load import PREFIX
from pipecheck.source.decode import decode
from pipecheck.source.place import TextFault
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable
from pipecheck.source.yaml import read_yaml
from pipecheck.trial.around import Around
from pipecheck.trial.case import CaseFile
from pipecheck.trial.compare import mismatches
from pipecheck.trial.coverage import coverage
from pipecheck.trial.mutate import mutation
from pipecheck.trial.read import read_cases
from pipecheck.trial.result import CaseResult, Result
from pipecheck.trial.trial import Heard, Trial, lay_out


class Docket(NamedTuple):
    """A policy, and the cases about it, in the order of files and lines."""

    policy: Policy
    name: str
    trials: tuple[Trial, ...]


def dockets(
    paths: Iterable[str], around: Around, *, searched: Iterable[str] = (), policies: Collection[str] = ()
) -> tuple[Docket, ...]:
    """The cases of these files by policy, sorted by its name; of files that are `searched` only those about `policies`.

    Raises BadPolicy with every fault of every case file and of every policy they name.
    """
    faults = Faults("case")
    told: list[TextFault] = []
    files = [file for path in paths if (file := case_file(path, around.reader, faults)) is not None]
    further = (case_file(path, around.reader, faults) for path in searched)
    files += [file for file in further if file is not None and file.policy in policies]
    loaded: dict[str, Policy] = {}
    for file in files:
        if file.policy not in loaded and _is_there(file, around.reader):
            try:
                loaded[file.policy] = around.policy((file.policy,))
            except BadPolicy as bad:
                told += bad.faults
        if file.policy in loaded:
            _check_rules(file, loaded[file.policy])
    laid = [trial for file in files for case in file.cases if (trial := lay_out(file, case, around, faults))]
    try:
        faults.settle()
    except BadPolicy as bad:
        told += bad.faults
    if told:
        raise BadPolicy(sorted(dict.fromkeys(told), key=lambda fault: (fault.span[:3], fault.message)))
    return tuple(
        Docket(loaded[name], name, tuple(trial for trial in laid if trial.file.policy == name))
        for name in sorted(loaded)
    )


def case_file(path: str, reader: Reader, faults: Faults) -> CaseFile | None:
    """One case file; None, and faults, where it cannot be read at all."""
    try:
        raw = reader.read(path) or b""
    except (OutsideRoot, Unreadable) as why:
        faults.adopt((TextFault("case", f"the file cannot be read: {why}", read_yaml("", path).span(())),))
        return None
    text, fault = decode(raw, path)
    if fault is not None:
        faults.adopt((fault,))
        return None
    document = read_yaml(text, path)
    faults.adopt(document.faults)
    return None if document.is_broken else read_cases(document, faults)


def run_cases(
    all_dockets: Sequence[Docket], around: Around, *, threshold: int | None = None, mutate: bool = False
) -> Result:
    """Every case judged, and held against what it expects; then what the cases of each policy reach of it, and, where
    asked for, which of its mutants they do not notice."""
    heard = {one.name: [(trial, trial.hear(one.policy)) for trial in one.trials] for one in all_dockets}
    results = [result_of(*one) for of_policy in heard.values() for one in of_policy]
    reached = tuple(coverage(one.policy, one.name, heard[one.name]) for one in all_dockets if one.trials)
    result = Result(__version__, tuple(sorted(results, key=lambda one: one.at[:3])), reached, threshold)
    if not mutate or result.failed:
        return result
    found = (mutation(one.policy, one.name, heard[one.name], around.policy) for one in all_dockets if one.trials)
    return result._replace(mutations=tuple(found))


def result_of(trial: Trial, heard: Heard) -> CaseResult:
    """What was heard in a case, held against what it expects."""
    case = trial.case
    found = mismatches(case.expected, heard.verdicts, case.at, undecided=case.tells_undecided)
    return CaseResult(trial.file.policy, case.name, case.at, found, heard.crashes, bool(case.steps))


def _is_there(file: CaseFile, reader: Reader) -> bool:
    """Whether the policy of a file is there: a fault at its name says more than one without a place."""
    if file.policy.startswith(PREFIX):
        return True
    try:
        if reader.read(file.policy) is not None:
            return True
    except (OutsideRoot, Unreadable):
        return True
    known = reader.paths("policies/**/*.yaml")
    hint = did_you_mean(file.policy, known, "a policy is named relative to the case file")
    file.policy_field.refuse(f"there is no policy '{file.policy}'", hint)
    return False


def _check_rules(file: CaseFile, policy: Policy) -> None:
    for field in file.rules_named:
        rule_id = str(field.data)
        if rule_id not in policy.catalog:
            entry = policy.catalog.get(rule_id)
            known = [one.id for one in policy.catalog]
            hint = (
                f"it is called `{entry.id}` now"
                if entry
                else did_you_mean(rule_id, known, "`pipecheck rules` lists them")
            )
            field.refuse(f"there is no rule '{rule_id}'", hint)
