"""The door to expressions: nothing behind it is imported before a policy has one."""

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipecheck.model.outcome import Kind
from pipecheck.policy.field import Field
from pipecheck.rules.catalog import Catalog

if TYPE_CHECKING:
    from pipecheck.policy.expression.condition import Condition
    from pipecheck.policy.expression.defined import Definition
    from pipecheck.policy.expression.language import Languages

KINDS_OF_DEFINITIONS: tuple[Kind, ...] = (
    "team",
    "member",
    "partner",
    "area",
    "pipeline",
    "rotation",
    "holiday",
    "change",
    "runbook",
    "risk",
    "review",
)
"""What a rule that a policy defines may judge: whatever belongs to one team."""
DEFINING_MODULE = "pipecheck.policy.expression.defined"
"""The module that rules which policies define are of."""
_DEFINING = frozenset(("each", "require"))


class Looked(NamedTuple):
    """What the `all` macros of an expression had to look at: the words of each, and whether its list held anything."""

    alls: tuple[tuple[str, bool], ...]


def is_definition(data: object) -> bool:
    """Whether a value under `rules` defines a rule of its own."""
    return isinstance(data, dict) and not _DEFINING.isdisjoint(data)


class Expressions:
    """Reads the expressions of the policies of one run."""

    @cached_property
    def _languages(self) -> "Languages":
        from pipecheck.policy.expression.language import Languages

        return Languages()

    def definition(self, rule_id: str, field: Field) -> "Definition | None":
        """A rule that a policy defines; what is wrong with it goes to the field's faults."""
        from pipecheck.policy.expression.defined import read_definition

        return read_definition(rule_id, field, self._languages)

    def condition(self, field: Field, kind: Kind) -> "Condition | None":
        """A `where` that is an expression, about subjects of a kind; None if it cannot be run."""
        from pipecheck.policy.expression.condition import read_condition

        if kind not in KINDS_OF_DEFINITIONS:
            field.refuse(f"there are no expressions about a {kind}", "choose it by `teams: [...]`")
            return None
        return read_condition(field, kind, self._languages.of(kind, choosing=True))


def turned_round(catalog: Catalog, rule_id: str) -> Catalog:
    """The catalogue with a rule that a policy defines asking for the contrary."""
    from pipecheck.policy.expression.defined import Definition, ExpressionRule

    rule = catalog.load(rule_id)
    assert isinstance(rule, ExpressionRule)
    return catalog.defining([Definition(catalog[rule_id], rule.negated(), catalog.page(rule_id))])
