"""PATHs: what is shown and counted; never what is loaded or judged (semantics §12)."""

from collections.abc import Collection, Sequence

from pipecheck.engine.report import Verdict


class Shown:
    """The files and directories that a run was narrowed to.

    Nothing named, the root itself, or a file of `whole` (a policy, the configuration) shows everything.
    """

    def __init__(self, paths: Sequence[str], whole: Collection[str] = ()) -> None:
        self.everything = not paths or any(path in ("", ".") or path in whole for path in paths)
        self._paths = frozenset(paths)

    def has(self, file: str) -> bool:
        """Whether a file is one of them, or lies under one."""
        if self.everything or file in self._paths:
            return True
        return any(file.startswith(f"{path.rstrip('/')}/") for path in self._paths)

    def shows(self, verdict: Verdict) -> bool:
        """An outcome is shown if any of its places is: one over several files is shown with each (semantics §15)."""
        return self.has(verdict.span.file) or any(self.has(span.file) for span, _ in verdict.related)
