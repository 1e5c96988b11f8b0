"""What one person does in several teams, added up."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from pipecheck.engine.everyone import Everyone
from pipecheck.model.across import Individual
from pipecheck.model.views import Views
from pipecheck.model.workspace import load_team
from pipecheck.rules.posts import (
    Post,
    colleagues,
    days_held,
    held,
    is_alone,
    needed,
    posts_of,
    serves,
    who,
    working_time,
)
from tests.model.resolve.make import utc
from tests.rules.bench import CALENDARS, ZONES, Texts
from tests.rules.casefile import AS_OF

HALF = Fraction(1, 2)


def workspace(**teams: str) -> Everyone:
    """Teams by name, each of a file of its own."""
    return of_files({f"{name}.yaml": f"version: 1\nteam: {name}\n{text}\n" for name, text in teams.items()})


def of_files(files: Mapping[str, str]) -> Everyone:
    loaded = [load_team(path, text.encode(), Texts({}), ZONES).team for path, text in files.items()]
    return Everyone([Views(team, CALENDARS, ZONES, AS_OF) for team in loaded if team is not None], AS_OF)


def post(everyone: Everyone, team: str, member: str) -> Post:
    view = next(view for view in everyone.teams if view.team.team == team)
    return Post(view, next(each for each in view.team.members or () if each.id == member))


def alice(everyone: Everyone) -> tuple[Post, ...]:
    (person,) = everyone.each(Individual)
    return posts_of(person, everyone)


TWO = {
    "core": "members: [{id: alice, fte: 0.5}, {id: bob}, {id: alice}]",
    "shop": "members: [{id: al, person: core/alice, fte: 0.25}, {id: bob}]",
}


def test_a_person_is_the_same_in_all_their_teams() -> None:
    both = workspace(**TWO)
    al, first, bob = post(both, "shop", "al"), post(both, "core", "alice"), post(both, "core", "bob")
    assert who(al, both) == who(first, both) == ("", "core/alice")
    assert (who(bob, both), who(post(both, "shop", "bob"), both)) == (("core.yaml", "bob"), ("shop.yaml", "bob"))
    assert (is_alone(al, both), is_alone(bob, both)) == (False, True)
    assert (al.team, al.document) == ("shop", "shop.yaml")


def test_working_time_is_added_up_to_a_week() -> None:
    both = workspace(**TWO)
    posts = post(both, "core", "alice"), post(both, "shop", "al"), post(both, "shop", "bob")
    assert working_time(posts, both) == {("", "core/alice"): Fraction(3, 4), ("shop.yaml", "bob"): 1}
    assert working_time([*posts[:2], *posts[:2]], both) == {("", "core/alice"): 1}


def test_posts_are_in_the_order_of_the_files() -> None:
    files = {
        path: f"version: 1\nteam: t{number}\nmembers: [{{id: alice, contact: {{email: a@example.com}}}}]\n"
        for number, path in enumerate(["é.yaml", "b.yaml", "\udcff.yaml", "a.yaml", "Z.yaml"])
    }
    assert [each.document for each in alice(of_files(files))] == ["Z.yaml", "a.yaml", "b.yaml", "é.yaml", "\udcff.yaml"]


def test_of_a_file_that_tells_somebody_twice_the_first_counts() -> None:
    files = {
        "a.yaml": "version: 1\nteam: a\nmembers:\n"
        "  [{id: zoe, contact: {email: a@x}}, {id: amy, contact: {email: a@x}}]\n",
        "b.yaml": "version: 1\nteam: b\nmembers: [{id: zoe, contact: {email: a@x}}]\n",
    }
    assert [(each.document, each.member.id) for each in alice(of_files(files))] == [
        ("a.yaml", "amy"),
        ("b.yaml", "zoe"),
    ]


def test_colleagues_are_active_work_and_may_hold_the_role() -> None:
    one = workspace(
        core="members: [{id: alice}, {id: bob, fte: 0}, {id: carol, active: [{until: 2025-12-31}]}, "
        "{id: dave, eligible: [secondary]}, {id: erin, fte: 0.5, eligible: [primary]}]"
    )
    (view,) = one.teams
    assert [each.member.id for each in colleagues(view)] == ["alice", "dave", "erin"]
    assert [each.member.id for each in colleagues(view, "primary")] == ["alice", "erin"]
    assert [each.member.id for each in colleagues(view, "secondary")] == ["alice", "dave"]


# ---- how much is needed


def need(totals: Mapping[str, int], members: Mapping[str, str]) -> Fraction:
    """What `alice`, one person in every team that names her, has to carry at least."""

    def member(name: str) -> str:
        return f"{{id: {name}, contact: {{email: a@x}}}}" if name == "alice" else f"{{id: {name}}}"

    one = workspace(
        **{name: f"members: [{', '.join(map(member, people.split()))}]" for name, people in members.items()}
    )
    teams = {f"{view.team.team}.yaml": tuple(colleagues(view)) for view in one.teams}
    by_file = {f"{name}.yaml": Fraction(total) for name, total in totals.items()}
    return needed(by_file, teams, [post(one, name, "alice") for name in members if "alice" in members[name]], one)


def test_a_team_whose_people_have_most_to_share_decides() -> None:
    assert need({"a": 9, "b": 3}, {"a": "alice bob carol", "b": "alice bob"}) == 3
    assert need({"a": 9, "b": 10}, {"a": "alice bob carol", "b": "alice bob"}) == 5


def test_teams_together_may_have_more_for_each_than_any_alone() -> None:
    assert need({"a": 4, "b": 2}, {"a": "alice bob", "b": "alice"}) == 3


def test_nothing_is_needed_where_there_is_nothing_to_share() -> None:
    assert need({"a": 0, "b": 0}, {"a": "alice bob", "b": "alice"}) == 0


def test_a_team_without_people_shares_nothing() -> None:
    one = workspace(**TWO)
    assert needed({"core.yaml": Fraction(4)}, {"core.yaml": ()}, [post(one, "core", "alice")], one) == 0


def test_part_time_in_all_teams_needs_a_part() -> None:
    one = workspace(**TWO)
    al, bob = post(one, "shop", "al"), post(one, "shop", "bob")
    assert needed({"shop.yaml": Fraction(5)}, {"shop.yaml": (al, bob)}, [al], one) == 1


@pytest.mark.parametrize(("others", "found"), [(3, 6), (4, 3)])
def test_of_more_than_five_teams_only_each_and_all_are_looked_at(others: int, found: int) -> None:
    """Alice alone has three in each of two teams; the rest is large and idle."""
    idle = {f"t{number}": f"p{number} q{number} r{number} s{number}" for number in range(others)}
    totals = {"a": 3, "b": 3, **dict.fromkeys(idle, 0)}
    assert need(totals, {"a": "alice", "b": "alice", **idle}) == found


def test_of_many_teams_all_together_may_decide() -> None:
    names = [f"t{number}" for number in range(6)]
    assert need(dict.fromkeys(names, 2), dict.fromkeys(names, "alice")) == 12


# ---- duty

ROTA = "{id: weekly, start: 2026-01-05, turn: 1w, roles: {%s}}"


@pytest.mark.parametrize(
    ("oncall", "found"),
    [
        ("{rotations: [" + ROTA % "primary: [alice, bob]" + "]}", True),
        ("{rotations: [" + ROTA % "primary: [bob]" + "]}", False),
        ("{rotations: [" + ROTA % "primary: [bob], secondary: {among: all}" + "]}", True),
        ("{rotations: [" + ROTA % "primary: {among: [bob, alice]}" + "]}", True),
        ("{rotations: [" + ROTA % "primary: {among: [bob]}" + "]}", False),
        ("{rotations: [" + ROTA % "primary: [bob]" + "], holidays: [{holiday: christmas, primary: alice}]}", True),
        (
            "{rotations: ["
            + ROTA % "primary: [bob]"
            + "], holidays: [{holiday: new-year, primary: bob}, {holiday: christmas, primary: {among: all}}]}",
            True,
        ),
        ("{rotations: [" + ROTA % "primary: [bob]" + "], stand_in: alice}", True),
        ("{rotations: oops, stand_in: alice}", True),
        ("{rotations: oops, stand_in: bob}", False),
        ("{rotations: [{id: weekly, roles: oops}], stand_in: bob}", False),
        ("{holidays: oops, stand_in: bob}", False),
        ("oops", False),
    ],
)
def test_who_may_be_put_on_duty(oncall: str, found: bool) -> None:
    text = "members: [{id: alice}, {id: bob}]\npipelines: [{id: p, owners: {primary: alice}}]\noncall: "
    assert serves(post(workspace(core=text + oncall), "core", "alice")) is found


def test_without_duty_nobody_serves() -> None:
    assert serves(post(workspace(core="members: [{id: alice}]"), "core", "alice")) is False


DUTY = """\
timezone: UTC
members: [{id: alice}, {id: bob}, {id: carol}]
oncall:
  period: {from: 2026-01-05, to: 2026-02-01}
  rotations:
    - {id: weekly, start: 2026-01-05, turn: 1w, roles: {primary: [alice, bob], secondary: [bob, alice]}}
    - {id: many, start: 2026-01-05, turn: 1w, roles: {primary: {among: [alice, carol, finance]}}}
    - {id: again, start: 2026-01-05, turn: 2w, roles: {primary: [alice, finance]}}
    - {id: others, start: 2026-01-05, turn: 1w, roles: {helper: {as: standby, among: [bob, carol]}}}
partners: [{id: finance}]
"""


def test_duty_that_somebody_has_or_may_have() -> None:
    (view,) = workspace(core=DUTY).teams
    primary = held(view, "alice", frozenset({"primary"}))
    assert [(each.rotation, f"{each.start:%d}") for each in primary] == [
        ("again", "05"),
        ("many", "05"),
        ("weekly", "05"),
        ("many", "12"),
        ("many", "19"),
        ("weekly", "19"),
        ("many", "26"),
    ]
    assert {each.rotation for each in held(view, "alice", frozenset({"standby"}))} == set()
    assert {each.rotation for each in held(view, "alice", frozenset({"standby", "secondary"}))} == {"weekly"}
    assert {each.state for each in held(view, "carol", frozenset({"primary", "standby"}))} == {"among"}


def test_days_of_a_role_between_two_instants() -> None:
    (view,) = workspace(core=DUTY).teams
    start, end = utc("2026-01-05 00:00"), utc("2026-01-17 12:00")
    assert days_held(view, "primary", start, end) == {
        "alice": Fraction(25, 2) + Fraction(25, 6),
        "bob": Fraction(11, 2),
        "carol": Fraction(25, 6),
    }
    assert days_held(view, "secondary", start, end) == {"alice": Fraction(11, 2), "bob": 7, "carol": 0}
