"""All rules of a plug-in with their cases and pages, for the author's tests."""

import os
from collections.abc import Mapping
from pathlib import Path

from pipecheck.files.disk import Disk
from pipecheck.files.plugins import local_rules, plugin_rules
from pipecheck.rules.catalog import AnyRule
from pipecheck.rules.describe import described, documentation
from pipecheck.rules.markdown import markdown_page
from pipecheck.testing.bench import Judged
from pipecheck.testing.casefile import Case, read_cases
from pipecheck.testing.check import check_case, check_examples

FEWEST = 1
"""Cases that fail, and cases that pass, that every rule has at least."""


class Suite:
    """The rules of a plug-in, loaded as pipecheck loads them, and the files that speak of them."""

    def __init__(self, plugin: str | Path, *, cases: Path, pages: Path | None = None) -> None:
        """`plugin` is the name of an installed one, or the directory of local rules; `cases` and `pages` are
        directories with a file for each rule: `cases/late-report.yaml`, `pages/late-report.md`.

        Raises BadPlugin, with every reason, for a plug-in that cannot be used, ValueError for a case file that says
        something nobody reads.
        """
        self._loaded: Mapping[str, AnyRule] = _loaded(plugin)
        self._pages = pages
        self.rules: tuple[str, ...] = tuple(self._loaded)
        """The ids of the rules, with their namespace."""
        self.cases: tuple[Case, ...] = tuple(case for path in sorted(cases.glob("*.yaml")) for case in read_cases(path))

    def check(self, case: Case) -> Judged:
        """Raises AssertionError unless the rule says of the case exactly what stands there."""
        return check_case(self._rule_of(case), case)

    def check_rule(self, rule_id: str) -> None:
        """Raises AssertionError unless the rule has cases that fail and that pass, the examples in its docstring hold,
        and its page is what the docstring says. With BLESS=1 in the environment the page is written."""
        own = [case for case in self.cases if case.rule == rule_id.partition("/")[2]]
        if sum(case.fails for case in own) < FEWEST or sum(case.holds for case in own) < FEWEST:
            raise AssertionError(f"'{rule_id}' wants a case that fails, and one that passes and nothing more")
        rule = self._loaded[rule_id]
        check_examples(rule)
        if self._pages is not None:
            _check_page(rule, rule_id, self._pages / f"{rule.id}.md")

    def _rule_of(self, case: Case) -> AnyRule:
        found = next((rule for rule in self._loaded.values() if rule.id == case.rule), None)
        if found is None:
            raise AssertionError(f"{case}: there is no rule '{case.rule}' in this plug-in")
        return found


def _loaded(plugin: str | Path) -> Mapping[str, AnyRule]:
    if isinstance(plugin, str):
        return plugin_rules(plugin)
    return local_rules(f"{plugin.name}/", Disk(str(plugin.parent)))


def _check_page(rule: AnyRule, rule_id: str, path: Path) -> None:
    page = markdown_page(described(rule, rule_id), documentation(rule)[1])
    if os.environ.get("BLESS"):
        path.write_text(page, "utf-8")
    if not path.exists() or path.read_text("utf-8") != page:
        raise AssertionError(f"{path.name} is not what the docstring says: run the tests once with BLESS=1")
