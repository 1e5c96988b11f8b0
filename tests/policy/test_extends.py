"""What a policy extends is found, laid under it in order, and counted once."""

import pytest

from pipecheck.policy.load import policy_roots
from pipecheck.policy.plugins import BadPlugin
from pipecheck.rules.catalog import AnyRule
from tests.policy.texts import Texts, faults, laid, told


def test_depth_first_in_order_each_file_once() -> None:
    policy = laid(
        {
            "p.yaml": "version: 1\nextends: [a.yaml, sub/b.yaml]\n",
            "a.yaml": "version: 1\nextends: ['pipecheck:essential@1', base.yaml]\n",
            "sub/b.yaml": "version: 1\nextends: [../base.yaml]\n",
            "base.yaml": "version: 1\n",
        }
    )
    assert policy.files == ("pipecheck:essential", "base.yaml", "a.yaml", "sub/b.yaml", "p.yaml")
    (root,) = policy.roots
    assert (root.name, root.extends) == ("p.yaml", ("pipecheck:essential", "base.yaml", "a.yaml", "sub/b.yaml"))


def test_a_circle_is_named_in_full() -> None:
    found = faults(
        {
            "p.yaml": "version: 1\nextends: a.yaml\n",
            "a.yaml": "version: 1\nextends: [b.yaml]\n",
            "b.yaml": "version: 1\nextends: [a.yaml]\n",
        },
        "p.yaml",
    )
    assert [(fault.span.file, *told([fault])) for fault in found] == [
        ("b.yaml", "2:11 [a.yaml] `extends` goes in a circle: a.yaml → b.yaml → a.yaml")
    ]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("../p.yaml", "'../p.yaml' leads outside the workspace"),
        ("/p.yaml", "'/p.yaml' is no path inside the workspace"),
        ("~/p.yaml", "'~/p.yaml' is no path inside the workspace"),
        ("'c:/p.yaml'", "'c:/p.yaml' is no path inside the workspace"),
        ("'a\\p.yaml'", "'a\\p.yaml' is no path inside the workspace"),
        ("nope.yaml", "there is no policy 'nope.yaml'"),
        ("'pipecheck:esential'", "there is no profile 'pipecheck:esential'"),
        ("'pipecheck:essential@2'", "there is no version '2' of `pipecheck:essential`"),
        ("broken.yaml", "this bracket is never closed"),
    ],
)
def test_what_cannot_be_extended(reference: str, message: str) -> None:
    found = faults({"p.yaml": f"version: 1\nextends: [{reference}]\n", "broken.yaml": "a: [\n"}, "p.yaml")
    assert len(found) == 1
    if reference != "broken.yaml":
        assert found[0].message == message


def test_several_roots_act_like_one_file_that_extends_them() -> None:
    files = {
        "a.yaml": "version: 1\nrules: {idle-member: note}\n",
        "b.yaml": "version: 1\nrules: {idle-member: error}\n",
    }
    policy = laid(files, "a.yaml", "b.yaml")
    assert [root.name for root in policy.roots] == ["a.yaml", "b.yaml"]
    assert policy.files == ("a.yaml", "b.yaml")


@pytest.mark.parametrize(
    ("given", "configured", "files", "roots"),
    [
        (["x.yaml"], ["y.yaml"], ["policies/default.yaml"], ("x.yaml",)),
        ([], ["y.yaml"], ["policies/default.yaml"], ("y.yaml",)),
        ([], [], ["policies/default.yaml"], ("policies/default.yaml",)),
        ([], [], ["policies/other.yaml"], ("pipecheck:essential",)),
    ],
)
def test_which_policy_applies(
    given: list[str], configured: list[str], files: list[str], roots: tuple[str, ...]
) -> None:
    assert policy_roots(given, configured, Texts(dict.fromkeys(files, ""))) == roots


def test_a_plugin_runs_only_where_there_is_somebody_to_load_it() -> None:
    text = "version: 1\nplugins: [acme]\nrules: {acme/late: error}\n"
    assert told(faults(text)) == [
        "2:11 [acme] the plug-in 'acme' is code, and there is no code here but pipecheck's own"
    ]

    def missing(name: str) -> dict[str, AnyRule]:
        raise BadPlugin((f"nobody offers {name}", "nor will"))

    assert told(faults(text, plugins=missing)) == [
        "2:11 [acme] the plug-in 'acme' cannot be used: nobody offers acme",
        "2:11 [acme] the plug-in 'acme' cannot be used: nor will",
    ]


def test_a_file_that_narrows_cannot_give_parameters_to_what_belongs_to_several_teams() -> None:
    files = {
        "p.yaml": "version: 1\nextends: [q.yaml]\nwhere: {teams: a}\n",
        "q.yaml": "version: 1\nrules: {uneven-people: {level: error, params: {slack: 1}}}\n",
    }
    assert told(faults(files)) == [
        "3:1 [where] `where` of a whole file may change the level of `uneven-people`, not its parameters"
    ]
    assert faults(files, "q.yaml") == []
    assert faults({**files, "q.yaml": "version: 1\nrules: {uneven-people: error}\n"}) == []
