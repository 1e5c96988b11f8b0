"""Edits of remedies, made to the files they speak of."""

from collections.abc import Iterable, Mapping

from pipecheck.engine.amend import place_of, rewritten
from pipecheck.model.outcome import Edit


def applied(files: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The texts after the edits, in order; they have to lead somewhere."""
    edits = tuple(edits)
    changed = rewritten(files, edits)
    assert changed is not None, [place_of(edit) for edit in edits]
    return {**files, **changed}
