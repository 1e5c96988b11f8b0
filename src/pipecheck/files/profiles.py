"""The policies that ship with pipecheck, read from the package."""

from importlib.resources import files


def profile_text(name: str) -> str | None:
    """The text of `essential`, `recommended` or `strict`; None for a name that none of them has."""
    if not name.isidentifier():
        return None
    source = files("pipecheck.policy").joinpath("profiles", f"{name}.yaml")
    return source.read_text(encoding="utf-8") if source.is_file() else None
