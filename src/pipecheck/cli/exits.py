"""The exit codes, documented in semantics §9. If several hold, the order is 130, 4, 2, 3, 1."""

PASSED = 0
"""Judged, and nothing unwaived at or above the fail level."""
VIOLATED = 1
"""Judged, and something is."""
REFUSED = 2
"""Could not run: usage, configuration, policy, or a PATH that is not there."""
NOTHING_JUDGED = 3
"""No team file, no rule, or only PATHs that nothing claims."""
BUG = 4
"""A bug in pipecheck, a crashed rule included."""
INTERRUPTED = 130
