"""`matches`: regular expressions by an engine whose time is linear in the text (Rust's, which RE2 inspired)."""

from collections.abc import Callable

from pipecheck.policy.expression.fault import Failed

_LONGEST = 1_000


def pattern(text: str) -> Callable[[str], bool]:
    """Whether a pattern is found anywhere in a text. Raises Failed for what is no pattern."""
    if len(text) > _LONGEST:
        raise Failed(f"a pattern has at most {_LONGEST:,} characters")
    from pydantic_core import SchemaError, SchemaValidator

    try:
        found = SchemaValidator({"type": "str", "pattern": text, "regex_engine": "rust-regex"})
    except SchemaError:
        raise Failed(f"'{text}' is no pattern that can be matched in linear time") from None
    return found.isinstance_python
