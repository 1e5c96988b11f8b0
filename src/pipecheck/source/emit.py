"""Data written as YAML in one line, by ruamel.yaml: what needs quotes, and which, is not for us to know anew."""

from io import StringIO
from typing import TYPE_CHECKING

from pipecheck.source.edit import is_plain
from pipecheck.source.scalar import Data, Plain

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import Node

_TEXT = "tag:yaml.org,2002:str"
_NO_WRAP = 1 << 30


def written(data: Data) -> str:
    """Data in one line, without a line break at its end, every scalar quoted or not as it was."""
    # Late: 23 ms that only a writer has to spend.
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.width = _NO_WRAP
    yaml.allow_unicode = True
    stream = StringIO()
    yaml.serialize(_node(data, yaml), stream)
    return stream.getvalue().removesuffix("...\n").removesuffix("\n")


def written_key(key: str) -> str:
    """A key as it is written."""
    return written(Plain(key) if is_plain(key) else key)


def _node(data: Data, yaml: "YAML") -> "Node":
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if isinstance(data, dict):
        keys = ((Plain(key) if is_plain(key) else key, value) for key, value in data.items())
        pairs = [(_node(key, yaml), _node(value, yaml)) for key, value in keys]
        return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)
    if isinstance(data, list):
        return SequenceNode("tag:yaml.org,2002:seq", [_node(item, yaml) for item in data], flow_style=True)
    if isinstance(data, Plain):
        words = str(data) or "null"
        return ScalarNode(yaml.resolver.resolve(ScalarNode, words, (True, False)), words)
    return ScalarNode(_TEXT, data, style='"')
