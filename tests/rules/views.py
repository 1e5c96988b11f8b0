"""Views of teams that are told as texts, for tests of what rules share."""

from datetime import date

from pipecheck.model.views import View, Views
from pipecheck.model.workspace import load_team
from tests.rules.bench import CALENDARS, ZONES, Texts
from tests.rules.casefile import AS_OF, TEAM


def view_of(text: str, as_of: date = AS_OF, *, sound: bool = True) -> View:
    """The view of a team file; `version` and `team` are added. One that is `sound` has no faults of shape."""
    loaded = load_team(TEAM, f"version: 1\nteam: sample\n{text}\n".encode(), Texts({}), ZONES)
    assert loaded.team is not None, loaded.faults
    assert not (sound and loaded.problems), loaded.problems
    return Views(loaded.team, CALENDARS, ZONES, as_of).view()
