"""The schedule: from rotas and everything laid over them to who answers when."""

from pipecheck.model.resolve.layers import resolve, span_of_team
from pipecheck.model.resolve.resolved import Resolved
from pipecheck.model.resolve.span import Span
from pipecheck.model.resolve.starts import Start, Starts, starts

__all__ = ["Resolved", "Span", "Start", "Starts", "resolve", "span_of_team", "starts"]
