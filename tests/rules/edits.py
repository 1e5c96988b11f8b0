"""Edits of remedies, applied to the data of the files they speak of, and the files written anew."""

import copy
import json
import re
from collections.abc import Iterable, Mapping

from pipecheck.model.outcome import Edit, Insert, Plain, Put, Remove
from pipecheck.source.place import Route
from pipecheck.source.scalar import Data
from pipecheck.source.scalar import Plain as Unquoted
from pipecheck.source.yaml import read_yaml

_SAFE = re.compile(r"[\w./+%-](?:[\w ./+%-]*[\w./+%-])?")


def applied(files: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The texts after the edits, in order. Only YAML files can be edited so."""
    texts = dict(files)
    for edit in edits:
        place = edit.into if isinstance(edit, Insert) else edit.at
        document = read_yaml(texts[place.document], place.document)
        root = copy.deepcopy(document.data)
        assert isinstance(root, dict)
        _apply(root, place.route, edit)
        texts[place.document] = written(root) + "\n"
    return texts


def written(data: Data) -> str:
    """Data as YAML in flow style, every scalar quoted or not as it was."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(written(item) for item in data) + "]"
    if isinstance(data, Unquoted) and _SAFE.fullmatch(data):
        return str(data)
    return json.dumps(str(data), ensure_ascii=False)


def _apply(root: Data, route: Route, edit: Edit) -> None:
    match edit:
        case Put(_, value):
            _step_in(root, route[:-1])[route[-1]] = _leaves(value)  # type: ignore[index]
        case Remove(_):
            del _step_in(root, route[:-1])[route[-1]]  # type: ignore[arg-type, union-attr]
        case Insert(_, value, before):
            items = _step_in(root, route)
            assert isinstance(items, list)
            items.insert(len(items) if before is None else before, _leaves(value))


def _step_in(root: Data, route: Route) -> Data:
    """What a route leads to; a map that is missing on the way is made."""
    data = root
    for key in route:
        if isinstance(data, dict) and key not in data:
            data[str(key)] = {}
        data = data[key]  # type: ignore[index]
    return data


def _leaves(value: Plain) -> Data:
    if isinstance(value, Mapping):
        return {key: _leaves(one) for key, one in value.items()}
    if isinstance(value, str):
        return Unquoted(value)
    if isinstance(value, Iterable):
        return [_leaves(one) for one in value]
    return Unquoted(json.dumps(value))
