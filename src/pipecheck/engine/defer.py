"""Who speaks, where two rules would say one thing twice (semantics §25)."""

from collections.abc import Sequence

from pipecheck.engine.found import Found
from pipecheck.model.outcome import Problem
from pipecheck.source.place import Place


def deferred(found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """What is told of one team, the rules that would have said the same named under `also`; and what was dropped.

    A problem is dropped where a rule that it defers to has one at the same place or at one around it.
    """
    stronger: dict[int, int] = {}
    for weak in range(len(found)):
        strong = _stronger(weak, found)
        # Of rules that defer to one another in a circle the last one speaks.
        if strong is not None and _last(strong, stronger) != weak:
            stronger[weak] = strong
    also: dict[int, set[str]] = {}
    for weak in stronger:
        also.setdefault(_last(weak, stronger), set()).add(found[weak].entry.id)
    kept = [
        one._replace(also=tuple(sorted(also.get(index, ()))))
        for index, one in enumerate(found)
        if index not in stronger
    ]
    return kept, [found[weak] for weak in stronger]


def _stronger(weak: int, found: Sequence[Found]) -> int | None:
    one = found[weak]
    if not one.entry.defers_to or not isinstance(one.outcome, Problem):
        return None
    candidates = (index for index, other in enumerate(found) if index != weak and _says_it_better(other, one))
    return next(candidates, None)


def _last(weak: int, stronger: dict[int, int]) -> int:
    """The one that is told in the end, where the stronger is dropped for a third."""
    while weak in stronger:
        weak = stronger[weak]
    return weak


def _says_it_better(strong: Found, weak: Found) -> bool:
    if strong.entry.id not in weak.entry.defers_to or not isinstance(strong.outcome, Problem):
        return False
    if strong.subject.kind == weak.subject.kind and strong.subject != weak.subject:
        return False
    if not _holds(strong.at, weak.at):
        return False
    # Two problems that both tell their siblings apart, at different places, speak of different things.
    keys = strong.outcome.key, getattr(weak.outcome, "key", ())
    return strong.at.route == weak.at.route or not all(keys) or keys[0] == keys[1]


def _holds(outer: Place, inner: Place) -> bool:
    return outer.document == inner.document and inner.route[: len(outer.route)] == outer.route
