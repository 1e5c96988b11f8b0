"""The beginning of a rule: module, cases, page and the test that holds them together, as texts by path."""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from keyword import iskeyword
from typing import NamedTuple

from pipecheck.files.configuration import Refused
from pipecheck.files.plugins import GROUP, LOCAL, NAMESPACE, RESERVED, local_rules
from pipecheck.rules.catalog import built_in
from pipecheck.rules.describe import described, documentation
from pipecheck.rules.markdown import markdown_page
from pipecheck.source.place import Span, TextFault

_RULE = '''\
"""A pipeline that belongs to no area.

What it checks
--------------
Every pipeline says with `area` which part of the business it serves; those listed in `exempt` need not.

Why it matters
--------------
Say here what goes wrong where nobody looks, and for whom.

Fails
-----

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: orders, owners: {primary: alice, secondary: bob}}
```

Passes
------

```yaml
version: 1
team: data-core
members: [{id: alice}, {id: bob}]
pipelines:
  - {id: orders, area: sales, owners: {primary: alice, secondary: bob}}
```

Known limits
------------
Any area will do, a misspelt one too.
"""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.base import Doc, Level, Outcome, Problem, Profile, Remedy, TeamView, rule


class Params(NamedTuple):
    exempt: Annotated[tuple[str, ...], Doc("ids of pipelines that need no area")] = ()


@rule(Pipeline, level=Level.warning, profile=Profile.named, params=Params)
def check(pipeline: Pipeline, view: TeamView, params: Params) -> Iterator[Outcome]:
    if pipeline.area is None and pipeline.id not in params.exempt:
        yield Problem(
            f"pipeline '{pipeline.id}' belongs to no area; say which part of the business it serves",
            pipeline.at("id"),
            remedies=(Remedy("add `area`"),),
        )
'''

_CASES = """\
# Everything that the rule is to say of each small team, exact both ways. `pipecheck.testing.casefile` tells the keys.
cases:
  - name: one pipeline has an area, one has none
    team: |
      version: 1
      team: sample
      members: [{id: alice}, {id: bob}]
      pipelines:
        - {id: orders, area: sales, owners: {primary: alice, secondary: bob}}
        - {id: refunds, owners: {primary: bob, secondary: alice}}
    problems:
      - subject: pipeline sample/refunds
        line: 6
        words: refunds
        message: pipeline 'refunds' belongs to no area; say which part of the business it serves
        hint: add `area`
    passes: [pipeline sample/orders]

  - name: the policy exempts it
    params: {exempt: [refunds]}
    team: |
      version: 1
      team: sample
      members: [{id: alice}, {id: bob}]
      pipelines: [{id: refunds, owners: {primary: bob, secondary: alice}}]
    passes: [pipeline sample/refunds]
"""

_TEST = '''\
"""Every rule here says of its cases exactly what stands there, and of itself what its page says."""

from pathlib import Path

import pytest
from pipecheck.testing import Case, Suite

HERE = Path(__file__).parent.parent
SUITE = Suite({plugin}, cases=HERE / "cases", pages=HERE / "docs")


@pytest.mark.parametrize("case", SUITE.cases, ids=str)
def test_case(case: Case) -> None:
    SUITE.check(case)


@pytest.mark.parametrize("rule", SUITE.rules)
def test_rule(rule: str) -> None:
    SUITE.check_rule(rule)
'''

_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "0.1.0"
description = "Rules for pipecheck."
requires-python = ">=3.11"
dependencies = ["pipecheck-policy"]

[project.entry-points."{group}"]
{namespace} = "{package}"

[tool.hatch.build.targets.wheel]
packages = ["src/{package}"]

[tool.mypy]
strict = true

[tool.ruff]
line-length = 120
"""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Scaffold(NamedTuple):
    """Files to be made, and what they come to."""

    root: str
    """The directory that the paths are relative to."""
    files: Mapping[str, str]
    rule: str
    """The id of the rule, with its namespace."""
    plugin: str
    """What a policy names under `plugins`; for a local one, its directory."""
    tests: str
    """The directory of its tests, relative to the root."""


def local_scaffold(name: str, root: str) -> Scaffold:
    """A rule in the directory `rules` of a workspace. Raises Refused for a name that no rule can have."""
    _check_name(name)
    files = _files(name, LOCAL, module="rules/", around="rules/")
    test = "rules/tests/test_rules.py"
    if not os.path.exists(os.path.join(root, test)):
        files[test] = _TEST.format(plugin="HERE")
    return Scaffold(root, files, f"{LOCAL}/{name}", "rules", "rules/tests")


def plugin_scaffold(name: str, directory: str) -> Scaffold:
    """A rule in a package of rules: that of a directory with a `pyproject.toml`, else a new one.

    Raises Refused for a name that no rule or plug-in can have, and for a project that offers no rules.
    """
    _check_name(name)
    project = os.path.join(directory, "pyproject.toml")
    if os.path.lexists(project):
        namespace, path = _offered(project, directory)
        return Scaffold(directory, _files(name, namespace, f"{path}/", ""), f"{namespace}/{name}", namespace, "tests")
    title = os.path.basename(os.path.abspath(directory))
    namespace = title.removesuffix("-rules")
    package = title.replace("-", "_")
    if not NAMESPACE.fullmatch(namespace) or not _NAME.fullmatch(title) or namespace in RESERVED or iskeyword(package):
        raise _refused(
            f"'{title}' is no name of a plug-in", "call its directory like `acme-rules`: its rules are `acme/…`"
        )
    files = {
        "pyproject.toml": _PROJECT.format(name=title, group=GROUP, namespace=namespace, package=package),
        f"src/{package}/__init__.py": f'"""Rules for pipecheck: each module is one, `{namespace}/<its name>`."""\n',
        f"src/{package}/py.typed": "",
        **_files(name, namespace, f"src/{package}/", ""),
        "tests/test_rules.py": _TEST.format(plugin=f'"{namespace}"'),
    }
    return Scaffold(directory, files, f"{namespace}/{name}", namespace, "tests")


def _files(name: str, namespace: str, module: str, around: str) -> dict[str, str]:
    path = f"{name.replace('-', '_')}.py"
    rules = local_rules("rules/", _Texts({f"rules/{path}": _RULE}))
    (rule,) = rules.values()
    return {
        f"{module}{path}": _RULE,
        f"{around}cases/{name}.yaml": _CASES,
        f"{around}docs/{name}.md": markdown_page(described(rule, f"{namespace}/{name}"), documentation(rule)[1]),
    }


def _offered(project: str, directory: str) -> tuple[str, str]:
    """The namespace that a project offers rules under, and the directory of its package."""
    try:
        with open(project, "rb") as file:
            data = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise _refused(f"'{project}' cannot be read: {error}") from None
    points = data.get("project", {}).get("entry-points", {}).get(GROUP, {})
    found = [
        (namespace, base + str(value).replace(".", "/"))
        for namespace, value in points.items()
        for base in ("src/", "")
        if os.path.isdir(os.path.join(directory, base, *str(value).split(".")))
    ]
    if len(found) != 1:
        why = f"'{project}' offers {'several packages' if found else 'no package'} of rules"
        raise _refused(why, f'it wants `acme = "acme_rules"` under `[project.entry-points."{GROUP}"]`')
    return found[0]


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or iskeyword(name):
        hint = "write it in kebab case, without a namespace: `late-report`"
        raise _refused(f"'{name}' is no name of a rule", hint)
    if name in built_in():
        raise _refused(
            f"'{name}' is a rule of pipecheck's own", "two rules that read alike are mistaken for each other"
        )


def _refused(message: str, hint: str = "") -> Refused:
    return Refused((TextFault("usage", message, Span("", 1, 1, 1, 1), hint),))


class _Texts:
    """A reader of files that are only texts."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, path: str) -> bytes | None:
        return self._files[path].encode()

    def paths(self, pattern: str) -> Sequence[str]:
        return sorted(self._files)
