"""Rules that policies define: what each subject has to satisfy, as an expression.

acme/investor-sla:
  each: pipeline
  where: {audiences: [investors]}
  require: pipeline.slas.exists(s, s.kind == "freshness")
  message: "{pipeline.id} is read by investors but promises no freshness"
"""

import re
from collections.abc import Generator
from typing import Any, NamedTuple

from pipecheck.model.outcome import Outcome, Problem, Remedy
from pipecheck.model.team import Team
from pipecheck.model.view import TeamView
from pipecheck.policy.expression.around import Looking
from pipecheck.policy.expression.fault import Failed, Malformed, Spent
from pipecheck.policy.expression.fields import KINDS
from pipecheck.policy.expression.frame import Absent, Frame
from pipecheck.policy.expression.language import Languages
from pipecheck.policy.expression.program import Program
from pipecheck.policy.expression.reading import instant
from pipecheck.policy.expression.said import no_field_in
from pipecheck.policy.expression.stand import Standing, refused
from pipecheck.policy.expression.template import Template, template
from pipecheck.policy.expression.trace import Trace
from pipecheck.policy.expression.types import BOOL, Language, Type
from pipecheck.policy.expressions import DEFINING_MODULE, Looked
from pipecheck.policy.faults import did_you_mean, listed
from pipecheck.policy.field import Field
from pipecheck.rules.base import Level, NoParams, Profile, Rule
from pipecheck.rules.catalog import Entry
from pipecheck.source.place import Part

WANTED = ("each", "require", "message")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")


class Definition(NamedTuple):
    """A rule that a policy defines, ready for the catalogue; the rule is None if something is wrong with it."""

    entry: Entry
    rule: "ExpressionRule | None"
    page: str


class ExpressionRule(Rule[Any, TeamView, NoParams]):
    """An expression in the place of a function: what it is false of is a problem."""

    def __init__(self, entry: Entry, require: Program, language: Language, standing: Standing, words: "Words") -> None:
        super().__init__(
            self._look,
            on=KINDS[entry.kind],
            level=entry.level,
            profile=entry.profile,
            params=NoParams,
            applies=None,
            defers_to=(),
            aliases=(),
            whole_workspace=False,
        )
        self.id, self.category, self.module = entry.id, entry.category, entry.module
        self._entry = entry
        self._require = require
        self._language = language
        self._standing = standing
        self._words = words

    def negated(self) -> "ExpressionRule":
        """The rule that asks for the contrary: a policy that means the one is not content with the other."""
        require = self._require.negated(self._language)
        return ExpressionRule(self._entry, require, self._language, self._standing, self._words)

    @property
    def audiences(self) -> tuple[str, ...]:
        """The audiences that it may speak of."""
        return self._require.audiences

    def _look(self, subject: Any, view: TeamView, params: NoParams) -> Generator[Outcome, None, Looked | None]:
        frame = self._frame(self._require, subject, view)
        try:
            holds = self._require.run(frame)
        except Absent as absent:
            yield self._trace(frame).missing(absent) or self._standing.unlocated(absent, subject)
            return None
        except (Failed, Spent) as error:
            raise self._standing.broken(error, self._trace(frame)) from None
        if holds is not True:
            yield self._problem(subject, view)
        return self._require.looked(frame)

    def _frame(self, program: Program, subject: Any, view: TeamView) -> Frame:
        variables = [subject] if self.on is Team else [subject, view.team]
        variables.append(instant(view.as_of, None) if program.names("as_of") else None)
        return program.frame(variables, Looking(view))

    def _trace(self, frame: Frame) -> Trace:
        return Trace(self._require, self._language, frame)

    def _problem(self, subject: Any, view: TeamView) -> Problem:
        trace = self._trace(self._frame(self._require, subject, view))
        turned_on = trace.turned_on()
        at = subject.at(*self._words.at) if self._words.at else turned_on or subject.at()

        def frame(program: Program) -> Frame:
            return self._frame(program, subject, view)

        remedies = () if self._words.hint is None else (Remedy(self._words.hint.filled(frame)),)
        return Problem(self._words.message.filled(frame), at, evidence=tuple(trace.facts.values()), remedies=remedies)


class Words(NamedTuple):
    """What a rule says, and where."""

    message: Template
    hint: Template | None
    at: tuple[str, ...]


def read_definition(rule_id: str, field: Field, languages: Languages) -> Definition | None:
    """Reads a rule; what is wrong with it goes to the field's faults. None where not even its subject is known."""
    _refuse_id(rule_id, field)
    fields = {key: field.child(key) for key in field.data} if isinstance(field.data, dict) else {}
    missing = [key for key in WANTED if key not in fields]
    if missing:
        field.refuse(f"`{rule_id}` wants {listed(missing)}", "say whom it judges, what has to hold, and what to tell")
    kind = _kind(fields["each"]) if "each" in fields else None
    if kind is None:
        return None
    entry = _entry(rule_id, kind, fields, field)
    language = languages.of(entry.kind)
    require = _program(fields["require"], language) if "require" in fields else None
    message, hint = (_template(fields[key], language) if key in fields else None for key in ("message", "hint"))
    at = _at(fields["at"], language, entry.kind) if "at" in fields else ()
    rule = None
    if require is not None and message is not None:
        rule = ExpressionRule(entry, require, language, Standing.of(fields["require"]), Words(message, hint, at))
    return Definition(entry, rule, _page(entry, fields, field.document.file))


def _refuse_id(rule_id: str, field: Field) -> None:
    if "/" not in rule_id:
        hint = f"ids without a slash are pipecheck's own: call it `acme/{rule_id}`"
        field.refuse(f"the rule '{rule_id}' is defined here, so its id wants a slash", hint, Part.key)
    elif _ID.fullmatch(rule_id) is None:
        hint = "small letters, digits and dashes, and one slash: `acme/investor-sla`"
        field.refuse(f"'{rule_id}' is no id of a rule", hint, Part.key)


def _kind(field: Field) -> str | None:
    kind = field.text("`each`")
    if kind is not None and kind not in KINDS:
        field.refuse(f"there is no kind of subject '{kind}'", did_you_mean(kind, KINDS, f"there are {listed(KINDS)}"))
        return None
    return kind


def _entry(rule_id: str, kind: Any, fields: dict[str, Field], field: Field) -> Entry:
    told = fields["level"].data if "level" in fields else None
    level = next((level for level in Level if level.value == told), Level.error)
    message = fields["message"].data if "message" in fields else ""
    summary = " ".join(str(message).split()) if isinstance(message, str) else ""
    return Entry(
        id=rule_id,
        module=DEFINING_MODULE,
        kind=kind,
        level=level,
        profile=Profile.named,
        category=rule_id.partition("/")[0],
        summary=summary or rule_id,
    )


def _program(field: Field, language: Language) -> Program | None:
    text = field.text("`require`")
    if text is None:
        return None
    try:
        return Program(text, language, BOOL)
    except Malformed as malformed:
        refused(field, malformed)
        return None


def _template(field: Field, language: Language) -> Template | None:
    text = field.text(f"`{field.route[-1]}`")
    if text is None:
        return None
    try:
        return template(text, language)
    except Malformed as malformed:
        refused(field, malformed)
        return None


def _at(field: Field, language: Language, kind: str) -> tuple[str, ...]:
    """The keys of `at: owners.primary`; every one of them is a field of what is before it."""
    keys = tuple((field.text("`at`") or "").split("."))
    of = Type(kind)
    for key in keys:
        record = language.records.get(of.name)
        if of.name == "map":
            of = of.of[1]
        elif record is None or key.startswith("x-"):
            break
        elif key not in record.fields:
            field.refuse(*no_field_in(record, key))
            break
        else:
            of = record.fields[key].type
    return keys


def _page(entry: Entry, fields: dict[str, Field], file: str) -> str:
    """The documentation of the rule, in Markdown: it is what the policy says."""
    require = fields["require"].data if "require" in fields else ""
    where = f"\n\n```cel\n{fields['where'].data}\n```" if "where" in fields else ""
    where = where if "where" in fields and isinstance(fields["where"].data, str) else ""
    chosen = f", where it is chosen by{where}\n\n" if where else " "
    text = f"What it checks\n--------------\nEach {entry.kind}{chosen}has to satisfy\n\n```cel\n{require}\n```\n"
    return f"{text}\nThe rule is defined in `{file}`."
