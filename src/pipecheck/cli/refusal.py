"""Why a run could not start, in words: usage, configuration and policy, all faults at once."""

from collections.abc import Sequence

from pipecheck.source.place import TextFault


def refusal_text(faults: Sequence[TextFault]) -> str:
    """The faults with their places, frames and hints, and a last line that says nothing was judged."""
    blocks = [_block(fault) for fault in sorted(faults, key=lambda fault: (fault.span[:3], fault.message))]
    count = "1 error" if len(blocks) == 1 else f"{len(blocks)} errors"
    return "\n\n".join([*blocks, f"pipecheck could not run: {count}; nothing was judged"])


def _block(fault: TextFault) -> str:
    span = fault.span
    place = f"{span.file}:{span.line}:{span.column}: " if span.file else ""
    lines = [f"{place}{fault.rule} error: {fault.message}"]
    row = span.line - span.first
    if 0 <= row < len(span.text):
        number = str(span.line)
        text = span.text[row]
        width = (span.end_column if span.end_line == span.line else len(text) + 1) - span.column
        indent = "".join("\t" if sign == "\t" else " " for sign in text[: span.column - 1])
        lines.append(f"{' ' * len(number)} |")
        lines.append(f"{number} | {text}")
        lines.append(f"{' ' * len(number)} | {indent}{'^' * max(1, width)}")
    if fault.hint:
        lines.append(f"  help: {fault.hint}")
    lines.extend(f"  {other.file}:{other.line}:{other.column}: {note}" for other, note in fault.related)
    return "\n".join(lines)
