"""Writes the golden files anew: `python -m tests.render.write_golden`. Read the difference before you keep it."""

from pathlib import Path

from pipecheck.render import Options, render
from tests.render.sample import CLEAN, NOTHING, SAMPLE

FOLDER = Path(__file__).parent / "golden"
GOLDEN = {
    "sample.txt": (SAMPLE, "text", Options()),
    "sample-narrow.txt": (SAMPLE, "text", Options(width=60)),
    "sample-colour.txt": (SAMPLE, "text", Options(colour=True)),
    "clean.txt": (CLEAN, "text", Options()),
    "nothing-judged.txt": (NOTHING, "text", Options()),
    "sample-concise.txt": (SAMPLE, "concise", Options()),
    "sample-github.txt": (SAMPLE, "github", Options(changed=frozenset({"teams/finance.yaml"}), root="configs")),
    "sample.md": (SAMPLE, "markdown", Options()),
    "sample.json": (SAMPLE, "json", Options()),
    "sample.sarif": (SAMPLE, "sarif", Options(root="configs")),
}

if __name__ == "__main__":
    for name, (report, form, options) in GOLDEN.items():
        (FOLDER / name).write_text(render(report, form, options), encoding="utf-8")
