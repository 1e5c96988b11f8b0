"""Which plug-ins somebody trusts on this machine: the user's own configuration, outside every workspace.

    # ~/.config/pipecheck/config.yaml
    plugins: [acme_rules, /home/alice/teams/rules]

A plug-in that is installed is named as a policy names it, a directory by its whole path: another workspace may have one
of the same name.
"""

import os
from collections.abc import Callable
from importlib.util import find_spec

from pipecheck.files.configuration import Refused
from pipecheck.policy.plugins import BadPlugin
from pipecheck.source.decode import decode
from pipecheck.source.place import TextFault
from pipecheck.source.scalar import plain_data
from pipecheck.source.yaml import read_yaml

_REFUSED = "it is code, and code of others was not allowed to run"


def check_permitted(name: str, root: str, module: Callable[[], str]) -> None:
    """Raises BadPlugin unless the user's configuration names the plug-in; Refused if that cannot be read.

    `module` tells what is to be imported. Naming a plug-in that is installed trusts that installation, not a package of
    the same name that lies in the workspace.
    """
    path = user_configuration()
    allowed = () if _inside(path, root) else listed_in(path)
    if name.endswith("/"):
        directory = os.path.realpath(os.path.join(root, name))
        if any(os.path.isabs(one) and os.path.realpath(one) == directory for one in allowed):
            return
    elif name in allowed:
        if not _lies_in(module(), root):
            return
        raise BadPlugin(
            (f"{_REFUSED}: your configuration allows one that is installed, and this one lies in the workspace",),
            "pass `--allow-plugins` if you trust it",
        )
    raise BadPlugin((_REFUSED,), "pass `--allow-plugins` if you trust it, or name it in your own configuration")


def user_configuration() -> str:
    """The path of the user's configuration, whether or not it is there."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "pipecheck", "config.yaml")


def listed_in(path: str) -> tuple[str, ...]:
    """The plug-ins that a user's configuration names; none if it is not there. Raises Refused."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError:
        return ()
    text, fault = decode(raw, path)
    document = read_yaml(text, path)
    faults = [one for one in (fault, *document.faults) if one is not None and one.rule != "yaml-trap"]
    if faults:
        raise Refused(tuple(faults))
    data = plain_data(document.data) if document.data is not None else {}
    told = data if isinstance(data, dict) else {"": data}
    plugins = told.get("plugins", [])
    names = [plugins] if isinstance(plugins, str) else plugins
    listed = tuple(one for one in names if isinstance(one, str)) if isinstance(names, list) else ()
    if listed != (tuple(names) if isinstance(names, list) else None) or set(told) - {"plugins"}:
        message = "your own configuration has one key, `plugins`: a list of plug-ins that may run"
        raise Refused((TextFault("configuration", message, document.span(())),))
    return listed


def _lies_in(module: str, root: str) -> bool:
    try:
        spec = find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return False
    where = [] if spec is None else [spec.origin, *(spec.submodule_search_locations or ())]
    return any(_inside(one, root) for one in where if one)


def _inside(path: str, root: str) -> bool:
    whole, around = os.path.realpath(path), os.path.realpath(root)
    return whole == around or whole.startswith(around.rstrip(os.sep) + os.sep)
