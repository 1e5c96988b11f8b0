"""The parser underneath: YAML text to a stream of events with marks, by libyaml where PyYAML was built with it.

Only events are asked for. The recursive loaders above them crash the interpreter on deeply nested text.
"""

from collections.abc import Callable

import yaml
from yaml.events import Event

Next = Callable[[], Event | None]

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml: the same events, some twenty times slower
    CParser = None  # type: ignore[assignment, misc]


def events(text: str) -> Next:
    """What hands out one event after the other. Raises yaml.YAMLError, here or there, where the text is no YAML."""
    return pure_events(text) if CParser is None else CParser(text).get_event


def pure_events(text: str) -> Next:
    """The same by PyYAML's own parser."""
    return yaml.parse(text, Loader=yaml.SafeLoader).__next__
