"""What the expressions of one policy may speak of, by the kind of subject."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from pipecheck.model.outcome import Kind
from pipecheck.policy.expression.fields import Vocabulary, vocabulary
from pipecheck.policy.expression.functions import FUNCTIONS, METHODS
from pipecheck.policy.expression.measures import MEASURES
from pipecheck.policy.expression.types import TIMESTAMP, Language, Type

_ASK_LATER = "a `where` chooses by what the files say: ask for it in `require`"
_NOT_CHOOSING: Mapping[str, str] = MappingProxyType(dict.fromkeys(("as_of", *MEASURES, "now", "today"), _ASK_LATER))
_NO_CLOCK: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("now", "today"), "the date at which everything is judged is `as_of`")
)


class Languages:
    """The languages of the kinds of subject; made when one is wanted, for most policies have no expressions."""

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary()

    def of(self, kind: Kind, *, choosing: bool = False) -> Language:
        """What an expression about subjects of a kind may speak of; `choosing` is for a `where`."""
        variables: dict[str, Type] = {kind: Type(kind), "team": Type("team")}
        if not choosing:
            variables["as_of"] = TIMESTAMP
        return Language(
            MappingProxyType(variables),
            self._vocabulary.records,
            self._vocabulary.classes,
            FUNCTIONS if choosing else MappingProxyType({**FUNCTIONS, **MEASURES}),
            METHODS,
            _NOT_CHOOSING if choosing else _NO_CLOCK,
        )
