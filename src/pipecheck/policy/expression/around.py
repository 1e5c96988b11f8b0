"""The world of an evaluation: one team, through the eyes of a rule or of a `where`."""

from datetime import datetime, tzinfo

from pipecheck.model.outcome import NotStated, Undecided
from pipecheck.model.resolve.clock import Clock, zone_of
from pipecheck.model.team import Team
from pipecheck.model.view import TeamView


class Looking:
    """What a rule may see."""

    __slots__ = ("view",)

    def __init__(self, view: TeamView) -> None:
        self.view = view

    def zone(self, name: str) -> tzinfo | None:
        return self.view.zones.zone(name)

    def moment(self, when: datetime) -> datetime:
        team = self.view.team
        zone = zone_of(team.timezone, self.view.zones)
        if zone is None:
            raise _no_zone(team)
        return Clock(zone).instant(when)


class Choosing:
    """What a `where` may see: what files say, and neither zones nor schedules."""

    def __init__(self, team: Team) -> None:
        self._team = team

    @property
    def view(self) -> TeamView:
        raise AssertionError("the language of a `where` has no measures")

    def zone(self, name: str) -> tzinfo | None:
        return None

    def moment(self, when: datetime) -> datetime:
        raise _no_zone(self._team)


def _no_zone(team: Team) -> NotStated:
    return NotStated(Undecided("timezone", team.at("timezone"), why="which instant a local time means"))
