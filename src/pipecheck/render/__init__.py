"""A report as text, in the format that was asked for. Pure: a report goes in, a string comes out."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from pipecheck.engine.report import Report
from pipecheck.render.options import Options

__all__ = ["FORMATS", "Format", "Options", "render"]


class Format(NamedTuple):
    """A format by its name on the command line. Its module is imported only when it is asked for."""

    name: str
    says: str

    @property
    def render(self) -> Callable[[Report, Options], str]:
        module = import_module(f"pipecheck.render.{self.name}")
        return cast("Callable[[Report, Options], str]", module.render)


FORMATS = (
    Format("text", "for people: code frames, hints, a summary"),
    Format("concise", "one line per violation, for editors and grep"),
    Format("json", "for programs: everything, under a versioned schema"),
    Format("github", "annotations on a pull request, by workflow commands"),
    Format("markdown", "a page, such as the summary of a GitHub job"),
    Format("sarif", "SARIF 2.1.0, for code scanning"),
)


def render(report: Report, name: str, options: Options) -> str:
    """The report in the format of that name, ending in one newline; always text that UTF-8 can hold.

    Raises `KeyError` for a name that is not in `FORMATS`.
    """
    formats = {each.name: each for each in FORMATS}
    text = formats[name].render(report, options)
    # File names need not be UTF-8; where one is not, its stray bytes become question marks in every format alike.
    return text.encode("utf-8", "replace").decode("utf-8")
