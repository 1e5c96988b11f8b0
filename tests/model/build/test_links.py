"""Paths that a file writes: where they lead, or why nobody follows them."""

import pytest

from pipecheck.model.build.links import OUTSIDE, Refused, follow

UNDER_THE_ROOT = "name a file under the root, relative to this file"


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("runbooks/a.md", "teams/core/runbooks/a.md"),
        ("./a.md", "teams/core/a.md"),
        ("../../a.md", "a.md"),
        ("../../..a.md", "..a.md"),
        ("../../../a.md", OUTSIDE),
        ("../../..", OUTSIDE),
        ("a\0.md", Refused("holds a NUL character", "delete it")),
        ("a\\b.md", Refused("is written with '\\'", "write `a/b.md`")),
        ("~/a.md", Refused("begins in somebody's home", UNDER_THE_ROOT)),
        ("/a.md", Refused("is absolute", UNDER_THE_ROOT)),
        ("c:a.md", Refused("is absolute", UNDER_THE_ROOT)),
        ("cc:a.md", "teams/core/cc:a.md"),
    ],
)
def test_where_a_path_leads(link: str, led: str | Refused) -> None:
    assert follow("teams/core/team.yaml", link) == led
