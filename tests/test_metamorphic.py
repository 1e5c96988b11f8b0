"""No built-in rule depends on how the team files of this repository are written."""

from pathlib import Path

from pipecheck.api import check_rules
from pipecheck.files.configuration import configure
from pipecheck.trial.metamorphic import WARM
from pipecheck.trial.rewrite import REWRITINGS

ROOT = Path(__file__).parent.parent


def test_the_built_in_rules_say_the_same_however_files_are_written() -> None:
    as_of = configure(str(ROOT)).as_of
    assert as_of is not None
    result = check_rules(str(ROOT), as_of)
    assert result.discords == ()
    assert result.crashes == ()
    assert set(result.tried) == {WARM, *(rewriting.name for rewriting in REWRITINGS)}
    assert result.teams >= 6
    assert result.outcomes > 200
