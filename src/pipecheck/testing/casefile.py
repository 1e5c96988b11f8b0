"""Cases of rules as data: one YAML file a rule, each case a small team and everything the rule is to say of it.

    cases:
      - name: one person behind a pipeline
        team: |                       # the team file, `team.yaml`; `files` holds what lies beside it, by path
          version: 1
          …
        files: {runbooks/growth.md: "…"}
        params: {min: 2}
        as_of: 2026-01-15             # this day unless given
        problems:
          - subject: pipeline sample/growth
            line: 7                   # of the primary place,
            words: bob                # and the words under its span: the first line of them, if there are several
            file: team.yaml           # unless it is this
            message: the whole sentence
            evidence: {owners: 1}     # all facts by name; dates and fractions as they are printed
            hint: the title of the first remedy
            related: [alice]          # the words under each related place, in order
            at_most: warning
        undecided: [{subject: …, missing: partners.members, words: finance}]
        not_concerned: [pipeline sample/other]
        passes: [pipeline sample/profit]

`contains` (one text or several) may stand in place of `message`. What is left out of a problem is not compared, but
every subject that the rule judges stands in a case, under the verdict it gets, and every problem of it is listed.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pipecheck.source.document import Document
from pipecheck.source.scalar import Data, Value, plain_data
from pipecheck.source.yaml import read_yaml

TEAM = "team.yaml"
AS_OF = date(2026, 1, 15)

Map: TypeAlias = Mapping[str, Data]
Told: TypeAlias = Mapping[str, Value]
"""What a case tells of one outcome, by the keys above; `subject` and `file` are always told."""

_CASE_KEYS = {"name", "team", "files", "params", "as_of", "problems", "undecided", "not_concerned", "passes"}
_LISTS = ("contains", "related", "key")
_PROBLEM_KEYS = {"subject", "line", "words", "file", "message", "evidence", "hint", "at_most", *_LISTS}
_UNDECIDED_KEYS = {"subject", "missing", "line", "words", "file"}


class Case(NamedTuple):
    """A small team, and the verdicts that a rule is to reach."""

    rule: str
    name: str
    line: int
    """Where it begins in its file, for whoever reads a failure."""
    files: Mapping[str, str]
    as_of: date
    params: Mapping[str, Data]
    problems: tuple[Told, ...]
    undecided: tuple[Told, ...]
    not_concerned: tuple[str, ...]
    passes: tuple[str, ...]
    source: Document
    params_at: tuple[str | int, ...]

    @property
    def fails(self) -> bool:
        return bool(self.problems)

    @property
    def holds(self) -> bool:
        """Whether something passes in it, and nothing is wrong."""
        return bool(self.passes) and not self.problems and not self.undecided

    def __str__(self) -> str:
        return f"{self.rule}:{self.line} {self.name}"


def read_cases(path: Path) -> tuple[Case, ...]:
    """All cases of a file, which is called after the rule. Raises ValueError for anything that would be passed over in
    silence."""
    document = read_yaml(path.read_text("utf-8"), path.name)
    faults = [fault for fault in document.faults if fault.rule != "yaml-trap"]
    if faults:
        raise ValueError(f"{faults[0].span.file}:{faults[0].span.line}: {faults[0].message}")
    root = _map(document.data, {"cases"}, path.name)
    return tuple(_case(document, path.stem, number, data) for number, data in enumerate(_list(root.get("cases"))))


def _case(document: Document, rule: str, number: int, data: Data) -> Case:
    line = document.span(("cases", number)).line
    where = f"{document.file}:{line}"
    case = _map(data, _CASE_KEYS, where)
    missing = [key for key in ("name", "team") if key not in case]
    if missing:
        raise ValueError(f"{where}: a case wants {' and '.join(f'`{key}`' for key in missing)}")
    beside = {path: str(text) for path, text in _map(case.get("files", {}), None, where).items()}
    return Case(
        rule=rule,
        name=str(case["name"]),
        line=line,
        files={TEAM: str(case["team"]), **beside},
        as_of=date.fromisoformat(str(case["as_of"])) if "as_of" in case else AS_OF,
        params=_map(case.get("params", {}), None, where),
        problems=tuple(_told(_map(one, _PROBLEM_KEYS, where)) for one in _list(case.get("problems"))),
        undecided=tuple(_told(_map(one, _UNDECIDED_KEYS, where)) for one in _list(case.get("undecided"))),
        not_concerned=_texts(case.get("not_concerned")),
        passes=_texts(case.get("passes")),
        source=document,
        params_at=("cases", number, "params"),
    )


def _told(data: Map) -> Told:
    """Lists where lists are compared, numbers in lines and evidence, and words everywhere else."""
    told: dict[str, Value] = {"file": TEAM}
    for key, value in data.items():
        if key in _LISTS:
            told[key] = list(_texts(value))
        elif key in ("line", "evidence"):
            told[key] = plain_data(value)
        else:
            told[key] = str(value).rstrip("\n")
    return told


def _map(data: Data | None, keys: set[str] | None, where: str) -> Map:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: keys and values are wanted")
    unknown = set(data) - keys if keys is not None else set()
    if unknown:
        raise ValueError(f"{where}: no such key: {', '.join(sorted(unknown))}")
    return data


def _list(data: Data | None) -> list[Data]:
    return data if isinstance(data, list) else [] if data is None else [data]


def _texts(data: Data | None) -> tuple[str, ...]:
    return tuple(str(item) for item in _list(data))
