"""YAML text to a Document. Bad text never raises: it becomes faults at their place."""

from pipecheck.source.bounds import DEFAULT, Bounds
from pipecheck.source.document import Document, Finder
from pipecheck.source.faults import Faults, refusal, screened
from pipecheck.source.scalar import Data


def read_yaml(text: str, file: str, bounds: Bounds = DEFAULT) -> Document:
    """Read the one document of a YAML text; `file` is the name its spans carry.

    Scalars stay what their author wrote (semantics §24). Of two equal keys the first counts, merge keys (`<<`) are
    applied, tags mean nothing. Bad syntax, and nesting or aliases beyond the bounds, leave a broken document.
    """
    if refused := refusal(text, file, bounds):
        return Document(text, refused.lines, None, refused.all(), None)
    faults = screened(text, file, bounds, "invalid-yaml")
    data, finder = read_stretch(faults, len(faults.lines.text), bounds)
    return Document(text, faults.lines, data, faults.all(), finder)


def read_stretch(faults: Faults, end: int, bounds: Bounds) -> tuple[Data | None, Finder | None]:
    """The data of the YAML that a text begins with, up to `end`, and what finds it again: None if it is broken."""
    # PyYAML costs a sixth of a start; whoever has every answer in a cache does without.
    from yaml import YAMLError

    from pipecheck.source.build import Builder, RefusedError
    from pipecheck.source.events import events
    from pipecheck.source.find import Tree
    from pipecheck.source.syntax import told

    lines = faults.lines
    text = lines.text if end == len(lines.text) else lines.text[:end]
    builder = Builder(lines, bounds, faults)
    try:
        builder.grow(events(text))
    except RefusedError:
        return None, None
    except YAMLError as error:
        faults.add("invalid-yaml", *told(error, lines, end), ends=True)
        return None, None
    nodes, data = builder.root.parts, builder.root.data
    read_to = end if builder.read_to is None else builder.read_to
    if not nodes or data[0] == "":
        return None, Tree(lines, None, builder.quoted, read_to)
    return data[0], Tree(lines, nodes[0], builder.quoted, read_to)
