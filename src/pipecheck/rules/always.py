"""The rules about the files themselves, found while they are read: the engine speaks for them (semantics §13)."""

from functools import partial

from pipecheck.rules.base import Level, Profile
from pipecheck.rules.catalog import Entry

_entry = partial(
    Entry,
    module="",
    kind="team",
    profile=Profile.essential,
    category="files",
    always=True,
    may_be_off=False,
    waivable=False,
)

ALWAYS = (
    _entry(
        "crashed-rule", level=Level.error, summary="A rule raised an error, so nobody knows what it would have said."
    ),
    _entry(
        "duplicate-key",
        level=Level.error,
        summary="A key stands twice in one mapping, and only one of the two can hold.",
    ),
    _entry(
        "excessive-waiver",
        level=Level.error,
        summary="A waiver reaches further than the policy allows, or there are too many.",
    ),
    _entry("expired-waiver", level=Level.warning, summary="A waiver has ended, and what it covered counts again."),
    _entry("expiring-waiver", level=Level.note, summary="A waiver ends within 14 days.", may_be_off=True),
    _entry("invalid-shape", level=Level.error, summary="A value is not of the shape that the language wants there."),
    _entry("invalid-yaml", level=Level.error, summary="The text cannot be read as YAML."),
    _entry("too-large", level=Level.error, summary="A file is larger, deeper or more entangled than it can be read."),
    _entry(
        "unknown-file",
        level=Level.warning,
        summary="A file lies among the team files but declares no team.",
        may_be_off=True,
        waivable=True,
    ),
    _entry("unknown-key", level=Level.error, summary="A key is none of those that the language has there."),
    _entry("unreadable-file", level=Level.error, summary="A file, or one it names, cannot be read."),
    _entry("unused-waiver", level=Level.warning, summary="A waiver covers nothing."),
    _entry(
        "yaml-trap",
        level=Level.note,
        summary="A word without quotes that other YAML tools read as something else.",
        may_be_off=True,
        waivable=True,
        always=False,
        profile=Profile.recommended,
    ),
)

PAGES = {
    "crashed-rule": """\
The other rules' verdicts stand, the run names the rule and the subject it was judging, and it ends with exit code 4. A
crash is never a pass: it is a bug of the rule, and worth a report to whoever wrote it.""",
    "duplicate-key": """\
YAML forbids it, and most readers keep the last of the two without a word. pipecheck keeps the first, says so, and shows
both places.

```yaml
# in a team file
team: data-core
members: [{id: alice}]
members: [{id: bob}]        # duplicate-key: bob would be lost, or alice
```""",
    "excessive-waiver": """\
A policy may limit waivers: `max_days` says how many days ahead of as-of one may end, `max_active` how many may be in
force at once. One that reaches further covers nothing until it is shortened, in a policy file and in a comment alike.
When there are too many, all of them hold, and the run fails until there are fewer.

```yaml
# in a policy
waivers:
  max_days: 90
  max_active: 50
  granted:
    - {rule: single-owner, subject: pipeline data-core/orders, reason: second owner hired, until: 2026-03-31}
```""",
    "expired-waiver": """\
`until` is inclusive: on the day after it the waiver covers nothing, the violation counts again, and this rule points at
the waiver. Mend what was waived, or extend the waiver where people review it.""",
    "expiring-waiver": """\
It speaks during the last 14 days of a waiver, so that nobody is surprised on the day after.""",
    "invalid-shape": """\
One bad value costs only itself: the smallest optional thing around it is set aside, everything else is judged, and
whatever needs the value is undecided and points at it.

```yaml
# in a team file
oncall:
  rotations:
    - {id: weekly, turn: weekly}        # invalid-shape: a duration such as `1w` is wanted
```""",
    "invalid-yaml": """\
What stands before the fault is not guessed at: a file that cannot be read is judged by nothing, and that is an error,
never a pass.""",
    "too-large": """\
Bounds on bytes, nesting and the expansion of aliases keep a hostile or broken file from filling the memory of the
machine that judges it.""",
    "unknown-file": """\
A YAML file that matches the patterns of team files but has no key `team` is named rather than skipped in silence. If it
is not yours to judge, list it under `exclude` in the configuration.""",
    "unknown-key": """\
A misspelt key would switch off whatever reads it, in silence. Keys that begin with `x-` are yours, on every object.

```yaml
# in a team file
team: data-core
pipelines:
  - {id: profit, owner: alice}        # unknown-key: `owners: {primary: alice}` is meant
```""",
    "unreadable-file": """\
Team files, runbooks and what they name must be regular UTF-8 files inside the workspace. A path that leads outside is
not opened, and nothing is told about what lies there.""",
    "unused-waiver": """\
A waiver that covers nothing is a hole kept open for later. It is judged on the whole workspace, and only where its rule
ran on its subject. A waiver comment that is not complete, or names no known rule, covers nothing either.""",
    "yaml-trap": """\
pipecheck reads `no`, `on` or `10:00` as the words they are. Other tools that read the same file by YAML 1.1 take the
first two for false and true and the third for 600. Quotes make all of them agree.

```yaml
# in a team file
oncall:
  rotations:
    - {id: weekly, turn: 1w, handoff: {time: 10:00}, roles: {primary: [alice]}}        # yaml-trap: write "10:00"
```""",
}
