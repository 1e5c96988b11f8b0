"""Plain data as YAML again: the same data when it is read, whatever its first author's hand was."""

import json
import re
from collections.abc import Iterator

from pipecheck.source.scalar import Data, Plain, core

_SAFE = re.compile(r"[A-Za-z0-9_/+~](?:[\w .+%/<>=@~-]|:(?! ))*(?<![ :])")
_KEY = re.compile(r"[A-Za-z_][\w.-]*")


def written(data: Data) -> str:
    """Data in block style; scalars are quoted where they were, and where plain words would say something else."""
    return "".join(f"{line}\n" for line in _lines(data))


def leaf(words: str) -> str:
    """A scalar on one line."""
    if isinstance(words, Plain) and (not isinstance(core(words), str) or _SAFE.fullmatch(words)):
        return str(words)
    return quoted(words)


def quoted(words: str) -> str:
    """Words in double quotes, whatever they are."""
    text = json.dumps(words, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in text)


def key(words: str) -> str:
    """A key of a mapping."""
    return words if _KEY.fullmatch(words) else quoted(words)


def _lines(data: Data) -> Iterator[str]:
    if isinstance(data, dict) and data:
        for name, value in data.items():
            yield from _under(f"{key(name)}:", value)
    elif isinstance(data, list) and data:
        for item in data:
            first, *rest = _lines(item)
            yield f"- {first}".rstrip()
            yield from (f"  {line}" for line in rest)
    else:
        yield "{}" if isinstance(data, dict) else "[]" if isinstance(data, list) else leaf(data)


def _under(head: str, value: Data) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield head
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{head} {next(_lines(value))}".rstrip()
