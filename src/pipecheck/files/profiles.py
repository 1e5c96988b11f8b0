"""The policies that ship with pipecheck, read from the package."""

from pkgutil import get_data

from pipecheck.policy.load import PROFILES


def profile_text(name: str) -> str | None:
    """The text of `essential`, `recommended` or `strict`; None for a name that none of them has."""
    raw = get_data("pipecheck.policy", f"profiles/{name}.yaml") if name in PROFILES else None
    return None if raw is None else raw.decode("utf-8")
