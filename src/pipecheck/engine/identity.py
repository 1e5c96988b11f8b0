"""Fingerprints: what makes a violation of today the same one tomorrow, in another line (semantics §5)."""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from pipecheck.engine.found import Row
from pipecheck.rules.catalog import Catalog

_BYTES = 16


def fingerprint(*parts: str) -> str:
    """32 hexadecimal digits over the parts, each with its length before it, so that none runs into the next."""
    whole = "".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()


def identified(rows: Iterable[Row], catalog: Catalog) -> list[Row]:
    """The rows in the order of the report, each with its fingerprint; equal ones are numbered in that order.

    The oldest id of a rule stands in it: a renamed rule keeps its fingerprints.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    out = []
    for row in in_order(rows):
        verdict = row.verdict
        parts = (catalog[verdict.rule].oldest_id, str(verdict.subject), *row.key)
        if not verdict.decided:
            parts = (*parts, "undecided", verdict.missing)
        seen[parts] += 1
        number = (str(seen[parts]),) if seen[parts] > 1 else ()
        out.append(row._replace(verdict=verdict._replace(fingerprint=fingerprint(*parts, *number), key=row.key)))
    return out


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By file, line, column, rule, subject, key: the order of the report."""
    return sorted(rows, key=_position)


def _position(row: Row) -> tuple[object, ...]:
    verdict = row.verdict
    span = verdict.span
    file = span.file.encode("utf-8", "surrogatepass")
    return (file, span.line, span.column, verdict.rule, verdict.subject, row.key, verdict.missing, verdict.message)
