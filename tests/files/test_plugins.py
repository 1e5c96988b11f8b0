"""Plug-ins are found by their entry points, named by a policy, and loaded by the function that loads built-in rules."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipecheck.files.plugins import plugin_rules
from pipecheck.policy.plugins import BadPlugin
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.catalog import Catalog, rule_of

RULE = '''\
"""A pipeline that nobody watches.

What it checks
--------------
Nothing, really.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import Doc, Level, Outcome, Profile, TeamView, rule


class Params(NamedTuple):
    most: Annotated[int, Doc("how many are too many", source="none")] = 3


@rule(Pipeline, level=Level.warning, profile=Profile.strict, params=Params)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    yield from ()
'''


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory of installed packages, on the path for the time of a test."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def install(site: Path, name: str, points: str, **modules: str) -> None:
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[pipecheck.rules]\n{points}\n")
    for path, text in modules.items():
        target = site / (path.replace("__", "/") + ".py")
        target.parent.mkdir(exist_ok=True)
        if target.parent != site:
            (target.parent / "__init__.py").touch()
        target.write_text(text)


def test_a_package_of_rules(site: Path) -> None:
    modules = {"sample_pack__unwatched_pipeline": RULE, "sample_pack___own": "x = 1\n"}
    install(site, "sample-rules", "sample = sample_pack", **modules)
    rules = plugin_rules("sample")
    assert list(rules) == ["sample/unwatched-pipeline"]
    assert plugin_rules("sample_pack") == rules
    catalog = Catalog(ALWAYS).joined(rules)
    entry = catalog["sample/unwatched-pipeline"]
    assert (entry.kind, entry.summary) == ("pipeline", "A pipeline that nobody watches.")
    assert [(param.name, param.type, param.default, param.text) for param in entry.params] == [
        ("most", "integer", 3, "how many are too many")
    ]
    assert catalog.load(entry.id) is rule_of("sample_pack.unwatched_pipeline")
    assert catalog.page(entry.id).startswith("What it checks\n")


def test_a_module_of_one_rule(site: Path) -> None:
    install(site, "sample-rules", "one = lonely_rule", lonely_rule=RULE)
    assert list(plugin_rules("one")) == ["one/lonely-rule"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("raise ValueError('no')\n", "importing 'bad_rule' failed with ValueError: no (line 1)"),
        ("import sys\nsys.exit(0)\n", "importing 'bad_rule' failed with SystemExit: 0 (line 2)"),
        ("x = 1\n", "the module 'bad_rule' makes no rules, and one is wanted"),
    ],
)
def test_what_cannot_be_used_says_why(site: Path, text: str, why: str) -> None:
    install(site, "sample-rules", "bad = bad_rule", bad_rule=text)
    with pytest.raises(BadPlugin) as refused:
        plugin_rules("bad")
    assert refused.value.reasons == (why,)


def test_what_is_not_installed_says_what_is(site: Path) -> None:
    with pytest.raises(BadPlugin, match=r"no plug-in is installed$"):
        plugin_rules("nothing")
    install(site, "sample-rules", "one = lonely_rule", lonely_rule=RULE)
    with pytest.raises(BadPlugin, match=r"installed are: one$"):
        plugin_rules("nothing")


def test_two_that_share_a_name_are_refused(site: Path) -> None:
    install(site, "first-rules", "one = first_rule", first_rule=RULE)
    install(site, "second-rules", "one = second_rule", second_rule=RULE)
    with pytest.raises(
        BadPlugin, match="several distributions offer a plug-in of that name: 'first_rule', 'second_rule'"
    ):
        plugin_rules("one")


def test_an_id_that_is_taken_is_refused_and_a_rule_that_comes_twice_is_one(site: Path) -> None:
    install(site, "sample-rules", "one = lonely_rule\nother = other_rule", lonely_rule=RULE, other_rule=RULE)
    rules = plugin_rules("one")
    catalog = Catalog(ALWAYS).joined(rules)
    assert list(catalog.joined(rules)) == list(catalog)
    with pytest.raises(ValueError, match="two rules are called 'one/lonely-rule'"):
        catalog.joined({"one/lonely-rule": plugin_rules("other")["other/other-rule"]})
