"""What several files say of one thing, gathered and held against each other."""

from collections.abc import Hashable

import pytest

from pipecheck.model.people import Member
from pipecheck.rules.base import Fact, NotStated, Place, Put, Related, Undecided
from pipecheck.rules.statements import Statement, contradiction, gathered


def said(team: str, value: Hashable, *, owns: bool = False, shown: str | None = None) -> Statement:
    return Statement(value, f"'{value}'" if shown is None else shown, team, place(team), owns)


def place(team: str) -> Place:
    return Place(f"teams/{team}.yaml", ("region",))


def member(team: str, region: str | None, **more: object) -> Member:
    given = frozenset(() if region is None else ("region",))
    at = Place(f"teams/{team}.yaml", ("members", 0))
    return Member(id="a", team=team, place=at, name="a", region=region, given=given, **more)  # type: ignore[arg-type]


def test_only_what_is_told_is_gathered_and_what_could_not_be_read() -> None:
    lack = Undecided("members.region", place("bad"))

    def read(one: Member) -> tuple[Hashable, str]:
        if one.region == "?":
            raise NotStated(lack)
        return str(one.region).lower(), f"'{one.region}'"

    told = [("quiet", member("quiet", None)), ("bad", member("bad", "?")), ("core", member("core", "US"))]
    statements, missing = gathered([*told, ("shop", member("shop", "DE"))], "region", read, owner="shop")
    assert missing == [lack]
    assert statements == [
        Statement("us", "'US'", "core", Place("teams/core.yaml", ("members", 0, "region")), owns=False),
        Statement("de", "'DE'", "shop", Place("teams/shop.yaml", ("members", 0, "region")), owns=True),
    ]


@pytest.mark.parametrize("values", [[], ["US"], ["US", "US", "US"]])
def test_who_says_the_same_does_not_contradict(values: list[str]) -> None:
    told = [said(f"t{number}", value) for number, value in enumerate(values)]
    assert list(contradiction("x", told, ("x",))) == []


def test_a_contradiction_stands_at_the_last_file_whatever_the_order() -> None:
    told = [said("shop", "DE"), said("core", "US"), said("apps", "DE")]
    (problem,) = contradiction("the region of alice", told, ("alice", "region"))
    assert (
        problem.message
        == "the region of alice is 'DE' in 'shop' and 'apps' and 'US' in 'core'; let the files say the same"
    )
    assert (problem.at, problem.key) == (place("shop"), ("alice", "region"))
    assert problem.evidence == (
        Fact("said by", ("shop", "core", "apps"), (place("shop"), place("core"), place("apps"))),
        Fact("said", ("'DE'", "'US'", "'DE'")),
    )
    assert problem.related == (
        Related(place("apps"), "what 'apps' says of it"),
        Related(place("core"), "what 'core' says of it"),
    )
    assert [(each.title, each.edits) for each in problem.remedies] == [
        ("find out which is right, and write it in each", ())
    ]


def test_the_team_it_is_about_is_believed() -> None:
    told = [said("apps", "US"), said("core", "DE", owns=True), said("data", "DE"), said("shop", 3)]
    (problem,) = contradiction("it", told, ())
    (remedy,) = problem.remedies
    assert remedy.title == "write 'DE', as 'core' does"
    assert remedy.edits == (Put(place("apps"), "DE"), Put(place("shop"), "DE"))


def test_what_is_private_is_not_told() -> None:
    told = [said("core", "a@x", shown="", owns=True), said("shop", "b@x", shown=""), said("shop", "c@x", shown="")]
    (problem,) = contradiction("the address", told, ())
    assert (
        problem.message == "the address is not the same in the files of 'core' and 'shop'; let the files say the same"
    )
    assert [fact.name for fact in problem.evidence] == ["said by"]
    assert problem.remedies[0].title == "find out which is right, and write it in each"


def test_what_is_private_for_one_is_told_for_none() -> None:
    (problem,) = contradiction("it", [said("core", "a", shown=""), said("shop", "b")], ())
    assert problem.message == "it is not the same in the files of 'core' and 'shop'; let the files say the same"
    assert [fact.name for fact in problem.evidence] == ["said by"]


def test_of_many_values_the_first_are_told() -> None:
    told = [said(f"t{number}", number, shown=f"'{number}'") for number in range(7)]
    (problem,) = contradiction("it", told, ())
    assert problem.message == (
        "it is '0' in 't0', '1' in 't1', '2' in 't2', '3' in 't3' and 3 more; let the files say the same"
    )
