"""Who is one person in several files (semantics §23)."""

from pipecheck.files.zones import ZoneTables
from pipecheck.model.across import individuals, whole
from pipecheck.model.team import Team
from pipecheck.model.workspace import load_team
from tests.rules.bench import Texts

ZONES = ZoneTables()


def _teams(**members: str) -> list[Team]:
    """Teams by name, each in a file of that name."""
    out = []
    for name, told in members.items():
        text = f"version: 1\nteam: {name}\nmembers: {told}\n"
        loaded = load_team(f"{name}.yaml", text.encode(), Texts({}), ZONES)
        assert loaded.team is not None
        out.append(loaded.team)
    return out


def _names(**members: str) -> dict[str, list[str]]:
    people = individuals(_teams(**members))
    return {one.id: [f"{each.team.team}/{each.member.id}" for each in one.memberships] for one in people}


def test_one_address_makes_one_person_whatever_case_and_blanks() -> None:
    assert _names(
        b="[{id: alice, contact: {email: ' ALICE@example.com '}}]", a="[{id: ann, contact: {email: alice@example.com}}]"
    ) == {"a/ann": ["a/ann", "b/alice"]}


def test_neither_id_nor_name_makes_one_person() -> None:
    assert _names(a="[{id: alice, name: Alice}]", b="[{id: alice, name: Alice}]") == {}


def test_a_member_may_say_who_it_is_by_id_and_alias() -> None:
    assert _names(
        a="[{id: alice, aliases: [al]}, {id: bob}]", b="[{id: x, person: a/al}]", c="[{id: y, person: a/bob}]"
    ) == {"a/alice": ["a/alice", "b/x"], "a/bob": ["a/bob", "c/y"]}


def test_what_is_said_twice_joins_three() -> None:
    assert _names(
        a="[{id: alice}]",
        b="[{id: x, person: a/alice, contact: {email: a@b.c}}]",
        c="[{id: y, contact: {email: a@b.c}}]",
    ) == {"a/alice": ["a/alice", "b/x", "c/y"]}


def test_whoever_stands_in_one_file_only_is_a_member() -> None:
    assert _names(a="[{id: alice, contact: {email: a@b.c}}, {id: al, contact: {email: a@b.c}}]", b="[{id: bob}]") == {}


def test_a_name_that_leads_nowhere_and_what_was_set_aside_join_nobody() -> None:
    assert (
        _names(a="[{id: alice, contact: {email: [a@b.c]}}]", b="[{id: x, person: a/bob, contact: {email: ''}}]") == {}
    )


def test_the_workspace_begins_at_its_first_file() -> None:
    (one,) = whole(_teams(a="[]", b="[]"))
    assert (str(one.key), one.at().document) == ("workspace", "a.yaml")
    assert whole([]) == ()


def test_a_person_has_each_team_once() -> None:
    alice = "{contact: {email: a@b.c}, id: "
    a, b = _teams(a=f"[{alice}alice}}]", b=f"[{alice}ann}}, {alice}al}}]")
    (one,) = individuals([a, b])

    assert one.teams == (a, b)
    assert len(one.memberships) == 3
