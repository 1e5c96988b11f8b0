"""What a value does that its schema does not allow, in words that show nothing private (semantics §31)."""

from typing import Any

from pipecheck.model.privacy import is_private, is_private_key
from pipecheck.source.edit import leaves as unquoted
from pipecheck.source.emit import written
from pipecheck.source.place import Route

_LONGEST = 60


def fault(keyword: str, wanted: Any, found: Any, route: Route, extra: str = "") -> str:
    """The sentence about a value at a route, but for its name."""
    said = shown(found, route)
    match keyword:
        case "type":
            return f"wants {' or '.join(map(_a, wanted if isinstance(wanted, list) else [wanted]))}; here stands {said}"
        case "enum":
            return f"wants one of {', '.join(_quoted(one) for one in wanted)}; here stands {said}"
        case "const":
            return f"wants {_quoted(wanted)}; here stands {said}"
        case "pattern":
            return f"wants to match `{wanted}`; here stands {said}"
        case "format":
            return f"wants {_a(wanted)}; here stands {said}"
        case "required":
            return f"has no `{extra}`"
        case "additionalProperties":
            name = "another" if is_private_key((*route, extra)) else f"'{extra}'"
            return f"has the key {name}, which its schema does not have"
        case "propertyNames":
            name = "another" if is_private_key((*route, extra)) else f"'{extra}'"
            return f"has the key {name}, which its schema does not allow"
        case "minLength" | "minItems" | "minProperties":
            return f"wants {_count(wanted, keyword)} or more"
        case "maxLength" | "maxItems" | "maxProperties":
            return f"wants {_count(wanted, keyword)} at most"
        case "minimum":
            return f"wants {wanted} or more; here stands {said}"
        case "exclusiveMinimum":
            return f"wants more than {wanted}; here stands {said}"
        case "maximum":
            return f"wants {wanted} or less; here stands {said}"
        case "exclusiveMaximum":
            return f"wants less than {wanted}; here stands {said}"
        case "multipleOf":
            return f"wants a multiple of {wanted}; here stands {said}"
        case "anyOf":
            return f"fits none of the {len(wanted)} forms that its schema allows"
        case "oneOf":
            return f"has to fit exactly one of the {len(wanted)} forms of its schema"
        case "not":
            return "is what its schema forbids"
        case "uniqueItems":
            return "lists one thing twice"
        case "contains":
            return "does not list what its schema asks for"
        case "dependentRequired":
            return f"has no `{extra}`, which goes with what it has" if extra else "lacks what goes with what it has"
    return "is not allowed by its schema" if not keyword else f"does not hold to `{keyword}` of its schema"


def shown(value: Any, route: Route) -> str:
    """A value for a message: its kind where it holds others, nothing of it where it is private."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if is_private(route):
        return "something else"
    return "nothing" if value is None else _quoted(value)


def _quoted(value: Any) -> str:
    words = value if isinstance(value, str) else written(unquoted(value))
    return f"'{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}'"


def _a(kind: str) -> str:
    words = _KINDS.get(kind, kind)
    if words.startswith("`") or words in ("text", "nothing"):
        return words
    return f"{'an' if words[0] in 'aeI' else 'a'} {words}"


def _count(wanted: int, keyword: str) -> str:
    unit = _UNITS[keyword.removeprefix("min").removeprefix("max")]
    return f"{wanted} {unit}{'' if wanted == 1 else 's'}"


_UNITS = {"Length": "character", "Items": "item", "Properties": "key"}
_KINDS = {
    "string": "text",
    "integer": "whole number",
    "boolean": "`true` or `false`",
    "null": "nothing",
    "object": "mapping",
    "array": "list",
    "email": "email address",
    "ipv4": "IPv4 address",
    "ipv6": "IPv6 address",
    "uuid": "UUID",
}
