"""One case file, read strictly: what is wrong with it is told at its place, and all of it at once."""

from collections.abc import Mapping
from datetime import date
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import NamedTuple

from pipecheck.policy.faults import Faults, listed
from pipecheck.policy.field import Field
from pipecheck.policy.load import PREFIX
from pipecheck.source.document import Document
from pipecheck.source.place import Part
from pipecheck.source.scalar import Value, core, plain_data
from pipecheck.trial.case import Base, Case, CaseFile, Expected, Step

FILE_KEYS = ("version", "policy", "description", "as_of", "base", "cases")
CASE_KEYS = ("name", "as_of", "team", "base", "edit", "files", "problems", "undecided")
PROBLEM_KEYS = (
    "rule", "subject", "level", "evidence", "message", "contains", "words", "line", "file", "hint", "waived",
)  # fmt: skip
UNDECIDED_KEYS = ("rule", "subject", "missing", "level", "words", "file", "waived")
VERBS = ("put", "insert", "remove")
STEP_KEYS = (*VERBS, "value", "before")
_WORDS = ("message", "words", "file", "hint", "missing")
_FACTS = ("evidence", "message", "contains")


class _Shared(NamedTuple):
    """What the cases of one file share: its path, and what stands at its top."""

    path: str
    as_of: date | None
    tells_as_of: bool
    base: Base | None
    named: list[Field]


def read_cases(document: Document, faults: Faults) -> CaseFile | None:
    """The file as cases; what is wrong with it goes to `faults`. None where not even its policy is told."""
    fields = Field(document, (), document.data, faults).known("a case file", FILE_KEYS)
    if not isinstance(document.data, dict):
        return None
    if "version" not in fields:
        faults.add(document.span(()), "a case file wants `version`", "begin the file with `version: 1`")
    elif not isinstance(fields["version"].data, str) or core(fields["version"].data) != 1:
        stands = fields["version"].in_words()
        fields["version"].refuse(f"`version` wants 1, the only one there is; here stands {stands}")
    if "policy" not in fields:
        faults.add(document.span(()), "a case file wants `policy`", "name the policy under test, relative to this file")
        return None
    policy = _inside(fields["policy"], document.file, "`policy`")
    as_of = fields["as_of"].date("`as_of`") if "as_of" in fields else None
    base = _base(fields["base"], document.file) if "base" in fields else None
    shared = _Shared(document.file, as_of, "as_of" in fields, base, [])
    listed_cases = tuple(fields["cases"].items("`cases`")) if "cases" in fields else ()
    if not listed_cases:
        faults.add(document.span(("cases",), Part.key), "the file holds no case", "list them under `cases`")
    cases = tuple(case for one in listed_cases if (case := _case(one, shared)) is not None)
    _refuse_repeated(listed_cases)
    if policy is None:
        return None
    return CaseFile(document.file, policy, fields["policy"], cases, tuple(shared.named))


def _case(field: Field, shared: _Shared) -> Case | None:
    fields = field.known("a case", CASE_KEYS)
    if not isinstance(field.data, dict):
        return None
    name = fields["name"].text("`name`") if "name" in fields else None
    if "name" not in fields:
        field.refuse("a case wants `name`", "say in a few words what it shows")
    as_of = fields["as_of"].date("`as_of`") if "as_of" in fields else shared.as_of
    if "as_of" not in fields and not shared.tells_as_of:
        field.refuse("a case wants `as_of`", "give the date here, or once at the top of the file")
    base = _team(field, fields, shared)
    steps = tuple(_step(one) for one in fields["edit"].items("`edit`")) if "edit" in fields else ()
    edited = "edit" in fields
    expected = [
        outcome
        for key in ("problems", "undecided")
        if key in fields
        for one in fields[key].items(f"`{key}`")
        if (outcome := _expected(one, shared, decided=key == "problems", edited=edited)) is not None
    ]
    if name is None or as_of is None or base is None or None in steps:
        return None
    return Case(
        name,
        fields["name"].span(),
        as_of,
        base,
        tuple(step for step in steps if step is not None),
        _files(fields["files"]) if "files" in fields else MappingProxyType({}),
        tuple(expected),
        "undecided" in fields,
    )


def _team(field: Field, fields: Mapping[str, Field], shared: _Shared) -> Base | None:
    """The team that a case begins with: its own, or a base."""
    if "team" in fields and "base" in fields:
        fields["base"].refuse("a case has a `team` or a `base`, not both", "take one of them out", Part.key)
        return None
    if "team" in fields:
        text = fields["team"].text("`team`")
        return None if text is None else Base("", text, fields["team"])
    if "base" in fields:
        return _base(fields["base"], shared.path)
    if shared.base is None:
        field.refuse("a case wants a team", "write it under `team`, or name a `base`, here or at the top of the file")
    return shared.base


def _base(field: Field, holder: str) -> Base | None:
    text = field.text("`base`")
    if text is None:
        return None
    if "\n" in text:
        return Base("", text, field)
    path = _inside(field, holder, "`base`")
    return None if path is None else Base(path, "", field)


def _inside(field: Field, holder: str, what: str) -> str | None:
    """A path relative to the case file, made relative to the root (semantics §16); a profile stays what it is."""
    text = field.text(what)
    if text is None or text.startswith(PREFIX):
        return text
    if text.startswith(("/", "~")) or "\\" in text or "\0" in text or text[1:2] == ":":
        field.refuse(f"'{text}' is no path inside the workspace", "write it relative to this file, with `/`")
        return None
    path = normpath(join(dirname(holder), text))
    if path == ".." or path.startswith("../"):
        field.refuse(f"'{text}' leads outside the workspace")
        return None
    return path


def _files(field: Field) -> Mapping[str, str]:
    found = {}
    for path, one in field.entries("`files`").items():
        if path.startswith(("/", "~")) or "\\" in path or path[1:2] == ":":
            one.refuse(f"'{path}' is no path beside the team file", "write it relative to the team file", Part.key)
        if isinstance(one.data, str):
            found[path] = str(one.data)
        else:
            one.refuse(f"a file wants its text; here stands {one.in_words()}")
    return MappingProxyType(found)


def _step(field: Field) -> Step | None:
    fields = field.known("an edit", STEP_KEYS)
    verbs = [verb for verb in VERBS if verb in fields]
    if len(verbs) != 1:
        if isinstance(field.data, dict):
            field.refuse(f"an edit wants one of {listed(VERBS, 'or')}", "`{put: pipelines/orders/area, value: profit}`")
        return None
    verb = verbs[0]
    route = fields[verb].text(f"`{verb}`")
    wants_value = verb != "remove"
    if wants_value != ("value" in fields):
        field.refuse(f"`{verb}` wants `value`" if wants_value else "`remove` has no `value`")
        return None
    before = None
    if "before" in fields:
        number = core(fields["before"].data) if isinstance(fields["before"].data, str) else None
        if verb != "insert" or not isinstance(number, int) or isinstance(number, bool) or number < 0:
            fields["before"].refuse("`before` goes with `insert`, and is the number of an item, from 0")
            return None
        before = number
    if route is None:
        return None
    value = fields["value"].data if wants_value else None
    return Step(verb, tuple(route.split("/")), fields[verb], value, before)  # type: ignore[arg-type]  # it is Data


def _expected(field: Field, shared: _Shared, *, decided: bool, edited: bool) -> Expected | None:
    what = "a problem" if decided else "an undecided outcome"
    fields = field.known(what, PROBLEM_KEYS if decided else UNDECIDED_KEYS)
    if not isinstance(field.data, dict):
        return None
    lacking = [key for key in ("rule", "subject") if key not in fields]
    if lacking:
        field.refuse(f"{what} wants {listed(lacking)}", "subjects are written as reports print them")
    if decided and not any(key in fields for key in _FACTS):
        field.refuse(
            "a problem wants a fact: without one, any problem of the rule would do",
            "give one number of its `evidence`, such as `evidence: {owners: 1}`, or words that its message `contains`",
        )
    if edited and "line" in fields:
        fields["line"].refuse("the lines of an edited team are not those of its base", "say which `words` are meant")
    words = {key: fields[key].text(f"`{key}`") for key in _WORDS if key in fields}
    rule = fields["rule"].text("`rule`") if "rule" in fields else None
    subject = fields["subject"].text("`subject`") if "subject" in fields else None
    if rule is None or subject is None:
        return None
    shared.named.append(fields["rule"])
    return Expected(
        rule,
        subject,
        field.span(),
        decided,
        _evidence(fields["evidence"]) if "evidence" in fields else MappingProxyType({}),
        MappingProxyType({key: text.rstrip("\n") for key, text in words.items() if text is not None}),
        tuple(str(one.data) for one in fields["contains"].texts("`contains`")) if "contains" in fields else (),
        fields["level"].level("`level`") if "level" in fields else None,
        _line(fields["line"]) if "line" in fields else None,
        fields["waived"].flag("`waived`") is True if "waived" in fields else False,
    )


def _evidence(field: Field) -> Mapping[str, Value]:
    entries = field.entries("`evidence`")
    if isinstance(field.data, dict) and not entries:
        field.refuse("`evidence` names no fact", "give one at least, such as `{owners: 1}`")
    return MappingProxyType({name: plain_data(one.data) for name, one in entries.items()})  # type: ignore[arg-type]


def _line(field: Field) -> int | None:
    number = core(field.data) if isinstance(field.data, str) else None
    if isinstance(number, int) and not isinstance(number, bool) and number > 0:
        return number
    field.refuse(f"`line` wants a line of the team file, from 1; here stands {field.in_words()}")
    return None


def _refuse_repeated(cases: tuple[Field, ...]) -> None:
    """Two cases of one name could not be told apart in a report."""
    first: dict[str, Field] = {}
    for case in cases:
        name = case.data.get("name") if isinstance(case.data, dict) else None
        if not isinstance(name, str):
            continue
        if name in first:
            line = first[name].child("name").span().line
            case.child("name").refuse(f"two cases are called '{name}'; the other stands in line {line}")
        first.setdefault(name, case)
