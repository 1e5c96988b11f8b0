"""Every YAML block in the documents is what it looks like, and pipecheck itself says so.

What a block is, is seen from its keys. A part of a file says in its first line where it belongs, `# in a team file` or
`# in a policy`; the keys that every such file has are then added. A comment that begins with the id of a rule about
files says that this rule speaks on that line: `# unknown-key: …`; in a policy `# wrong: …` says so of what stops a run.
Anything else that pipecheck has to say of a block is a mistake of the document. Cases are judged, and hold.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
import yaml

from pipecheck.api import Refused, check_texts, try_policies
from pipecheck.files.configuration import KEYS as CONFIGURATION
from pipecheck.files.configuration import configure
from pipecheck.files.permitted import listed_in
from pipecheck.files.plugins import GROUP, local_rules
from pipecheck.files.profiles import profile_text
from pipecheck.files.scaffold import local_scaffold
from pipecheck.policy.faults import BadPolicy
from pipecheck.policy.load import Sources, load_policy
from pipecheck.policy.read import POLICY_KEYS
from pipecheck.rules.catalog import AnyRule, built_in
from pipecheck.source.place import Span
from pipecheck.testing.bench import Texts

ROOT = Path(__file__).parent.parent
PAGES = ("*.md", "docs/**/*.md", "examples/**/*.md", "teams/README.md", "policies/**/*.md", "benchmarks/*.md")
AS_OF = date(2026, 1, 15)
CATALOG = built_in()
OF_FILES = frozenset(entry.id for entry in CATALOG if entry.of_files)

_BLOCK = re.compile(r"^(?P<indent> *)```ya?ml\n(?P<text>.*?)^(?P=indent)```", re.DOTALL | re.MULTILINE)
_SAYS = re.compile(rf"# ({'|'.join(sorted(OF_FILES))}): ")
_FILE = re.compile(r"# ([\w/-]+\.yaml)\n")
_PARTS = {"# in a team file": "version: 1\nteam: data-core\n", "# in a policy": "version: 1\npolicy: sample\n"}


class Block(NamedTuple):
    """A YAML block of a document."""

    where: str
    text: str
    beside: Mapping[str, str] = MappingProxyType({})
    """The files that the pages of its folder had written before, by path."""

    def __str__(self) -> str:
        return self.where


def blocks() -> Iterator[Block]:
    """Those of the pages in the repository, and of the pages that rules carry."""
    pages = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for one in PAGES for path in ROOT.glob(one)}
    pages |= {f"explain {entry.id}": CATALOG.page(entry.id) for entry in CATALOG}
    written: dict[str, str] = {}
    folder = ""
    for name, page in sorted(pages.items()):
        if name.rpartition("/")[0] != folder:
            folder, written = name.rpartition("/")[0], {}
        for found in _BLOCK.finditer(page):
            line = page.count("\n", 0, found.start()) + 1
            text = re.sub(f"^{found['indent']}", "", found["text"], flags=re.MULTILINE)
            yield Block(f"{name}:{line}", text, dict(written))
            if named := _FILE.match(text):
                written[named[1]] = text


BLOCKS = list(blocks())


def completed(block: Block) -> str:
    """The whole file of which a block is a part, if it says so; its lines keep their numbers, but for those added."""
    first = block.text.partition("\n")[0]
    added = "".join(
        line for line in _PARTS.get(first, "").splitlines(keepends=True)
        if not re.search(rf"^{line.partition(':')[0]}:", block.text, re.MULTILINE)
    )  # fmt: skip
    return block.text + added


def kind_of(text: str) -> str:
    """What a file is, by its keys."""
    keys = set(re.findall(r"^([\w-]+):", text, re.MULTILINE))
    kinds = {
        "team file": "team" in keys,
        "cases": "cases" in keys,
        "hooks": "repos" in keys,
        "workflow": "jobs" in keys,
        "policy": "version" in keys and not {"team", "cases"} & keys and keys <= {*POLICY_KEYS},
        "own configuration": keys == {"plugins"},
        "configuration": bool(keys) and keys <= {*CONFIGURATION},
    }
    return next((kind for kind, holds in kinds.items() if holds), "nothing known")


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_a_block_is_what_it_looks_like(block: Block, tmp_path: Path) -> None:
    text = completed(block)
    kind = kind_of(text)
    assert kind in HOLDS, f"no keys tell what this is: {block.text}"
    for path, beside in block.beside.items():
        _write(tmp_path / path, beside)
    HOLDS[kind](text, tmp_path)


def test_there_are_blocks_of_every_kind() -> None:
    """Else the recognition would have broken, and nothing would be held to anything."""
    kinds = [kind_of(completed(block)) for block in BLOCKS]
    assert len(kinds) > 200
    assert {*kinds} >= {"team file", "policy", "cases", "hooks", "own configuration", "configuration"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("version: 1\nteam: t\nmember: []\n", "team file"),
        ("version: 1\nteam: t\npipelines: [{id: a}, {id: b}\n", "team file"),
        ("version: 1\nteam: t\noncall: {rotations: [{id: r, handoff: {time: 10:00}}]}\n", "team file"),
        ("# in a team file\npipelines: [{id: p, owner: a}]\n", "team file"),
        ("version: 1\nteam: t        # unknown-key: there is none\n", "team file"),
        ("version: 1\nrules: {singel-owner: error}\n", "policy"),
        ("version: 1\nplugins: [nobody]\n", "policy"),
        ("as_of: soon\n", "configuration"),
        ("repos: [{repo: …, rev: v0.1.0, hooks: [{id: pipecheck-lind}]}]\n", "hooks"),
    ],
)
def test_a_wrong_block_is_found_out(text: str, kind: str, tmp_path: Path) -> None:
    whole = completed(Block("", text))
    assert kind_of(whole) == kind
    with pytest.raises((AssertionError, BadPolicy, Refused)):
        HOLDS[kind](whole, tmp_path)


# ---- what each kind is held to


def _team(text: str, where: Path) -> None:
    report = check_texts(Texts({"teams/a.yaml": text}), as_of=AS_OF, policy=("pipecheck:recommended",))
    # A key such as `on` is the language's own; a value is the author's, and wants quotes.
    told = (one for one in report.verdicts if not (one.rule == "yaml-trap" and _is_key(one.span, text)))
    said = {(one.span.line, one.rule) for one in told if one.rule in OF_FILES}
    rows = enumerate(text.splitlines(), 1)
    assert said == {(number, found[1]) for number, row in rows for found in _SAYS.finditer(row)}
    assert not report.crashes


def _is_key(span: Span, text: str) -> bool:
    return text.splitlines()[span.line - 1][span.end_column - 1 :].startswith(":")


def _policy(text: str, where: Path) -> None:
    wrong = {number for number, row in enumerate(text.splitlines(), 1) if "# wrong: " in row}
    told: set[int] = set()
    try:
        plugins = partial(_plugins, text)
        load_policy(("policies/p.yaml",), Sources(_Workspace(text), profile_text, CATALOG, plugins))
    except BadPolicy as bad:
        told = {fault.span.line for fault in bad.faults}
        if told != wrong:
            raise
    assert told == wrong


def _cases(text: str, where: Path) -> None:
    for path in (ROOT / "policies").glob("*.yaml"):
        if not (where / "policies" / path.name).exists():
            _write(where / "policies" / path.name, path.read_text("utf-8"))
    _write(where / "policies/tests/p.yaml", text)
    result = try_policies(str(where), ["policies/tests/p.yaml"]).result
    assert result.cases
    assert [(case.name, case.mismatches) for case in result.cases if case.mismatches or case.crashes] == []


def _configuration(text: str, where: Path) -> None:
    _write(where / "pipecheck.yaml", text)
    assert configure(str(where)).file == "pipecheck.yaml"


def _own_configuration(text: str, where: Path) -> None:
    _write(where / "config.yaml", text)
    assert listed_in(str(where / "config.yaml"))


def _hooks(text: str, where: Path) -> None:
    ours = {hook["id"] for hook in _loaded((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    hooks = [hook for repo in _loaded(text)["repos"] for hook in repo["hooks"]]
    assert hooks
    assert {hook["id"] for hook in hooks} <= ours
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert {repo["rev"] for repo in _loaded(text)["repos"]} == {f"v{version}"}


def _workflow(text: str, where: Path) -> None:
    inputs = set(_loaded((ROOT / "action.yml").read_text("utf-8"))["inputs"])
    steps = [step for job in _loaded(text)["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if "pipecheck" in step.get("uses", "")]
    assert ours or any("pipecheck" in step.get("run", "") for step in steps)
    assert {name for step in ours for name in step.get("with", {})} <= inputs


HOLDS = {
    "team file": _team,
    "policy": _policy,
    "cases": _cases,
    "configuration": _configuration,
    "own configuration": _own_configuration,
    "hooks": _hooks,
    "workflow": _workflow,
}


class _Workspace:
    """A reader in which the policies of this repository stand beside the one of a block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._named = {f"schemas/{name}" for name in re.findall(r"schema: \.\./schemas/([\w.-]+)", text)}

    def read(self, path: str) -> bytes | None:
        if path == "policies/p.yaml":
            return self._text.encode()
        whole = ROOT / path
        if path.startswith("schemas/") and path in self._named and not whole.exists():
            return b"{}"  # a schema of somebody's own, which nobody here has
        return whole.read_bytes() if whole.is_file() else None

    def paths(self, pattern: str) -> Sequence[str]:
        return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


def _plugins(policy: str, name: str) -> Mapping[str, AnyRule]:
    """The plug-ins that documents may name: that of `examples/`, and a directory with a new rule for each they name."""
    if name == "rules/":
        made = [local_scaffold(rule, str(ROOT)).files for rule in set(re.findall(r"local/([\w-]+)", policy))]
        files = {path: text for one in made for path, text in one.items() if path.count("/") == 1}
        return local_rules(name, Texts(files))
    project = tomllib.loads((ROOT / "examples/acme-rules/pyproject.toml").read_text("utf-8"))["project"]
    (namespace,) = project["entry-points"][GROUP]
    assert name == namespace, f"the plug-in '{name}' of a document is none of the examples"
    package = ROOT / "examples/acme-rules/src/acme_rules"
    texts = {f"acme/{path.name}": path.read_text("utf-8") for path in package.glob("*.py")}
    return {rule_id.replace("local/", "acme/"): rule for rule_id, rule in local_rules("acme/", Texts(texts)).items()}


def _loaded(text: str) -> Any:
    return yaml.safe_load(text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
