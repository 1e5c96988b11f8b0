"""The guide is true: its files are written, its commands run, page after page, and what is shown is what they print.

A block whose first line is a comment with a path is that file. In a `console` block what follows `$ ` is run by a shell
in the workspace, and what stands below it is all that it prints. `BLESS=1 pytest tests/test_guide.py` writes the
outputs anew: read the diff before you commit it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs/guide").glob("[0-9]*.md"))

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# ([\w./-]+\.(?:ya?ml|py|md))\n")
_COMMAND = re.compile(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


class Reader:
    """Somebody who follows the guide in a new directory."""

    def __init__(self, where: Path) -> None:
        self.workspace = where / "workspace"
        self.workspace.mkdir()
        tools = where / "bin"
        tools.mkdir()
        for name in ("pipecheck", "python"):
            words = f"{sys.executable} -m pipecheck" if name == "pipecheck" else sys.executable
            (tools / name).write_text(f'#!/bin/sh\nexec {words} "$@"\n', "utf-8")
            (tools / name).chmod(0o755)
        self._environment = {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(where),
        }

    def follow(self, page: str) -> str:
        """The page with what its commands really print."""
        return _BLOCK.sub(self._block, page)

    def _block(self, block: re.Match[str]) -> str:
        language, text = block[1], block[2]
        if language == "console":
            assert text.startswith("$ "), text
            return f"```console\n{_COMMAND.sub(self._run, text)}```"
        if named := _FILE.match(text):
            path = self.workspace / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return block[0]

    def _run(self, command: re.Match[str]) -> str:
        done = subprocess.run(
            ["/bin/sh", "-c", command[1]],
            cwd=self.workspace,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return f"$ {command[1]}\n{done.stdout}"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each page as it would be if everything in it were true; one workspace, page after page."""
    reader = Reader(tmp_path_factory.mktemp("guide"))
    return {page.name: reader.follow(page.read_text("utf-8")) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_is_true(page: Path, followed: dict[str, str]) -> None:
    if os.environ.get("BLESS"):
        page.write_text(followed[page.name], "utf-8")
    assert page.read_text("utf-8") == followed[page.name]


def test_the_contents_name_every_page_in_order() -> None:
    contents = (ROOT / "docs/guide/README.md").read_text("utf-8")
    assert re.findall(r"\]\((\d[\w-]*\.md)\)", contents) == [page.name for page in PAGES]


def test_its_links_lead_somewhere() -> None:
    for page in (*PAGES, ROOT / "docs/guide/README.md"):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
