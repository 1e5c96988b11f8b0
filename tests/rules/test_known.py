"""The catalogue of rules: by id, by former id, from policies and plug-ins, loaded when they are needed."""

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from pipecheck.model.pipeline import Pipeline
from pipecheck.rules.always import ALWAYS
from pipecheck.rules.base import Level, NoParams, Outcome, Profile, TeamView, Workspace, rule, workspace_rule
from pipecheck.rules.catalog import AnyRule, Catalog, Entry, Param, built_in, page, rule_of


def never(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
    yield from ()


def made(module: str = "acme_rules.late_report", **more: Any) -> AnyRule:
    """A rule as if a module of that name had made it."""

    def check(pipeline: Pipeline, view: TeamView, params: NoParams) -> Iterator[Outcome]:
        yield from ()

    check.__module__ = module
    return rule(Pipeline, level=Level.error, profile=Profile.strict, **more)(check)


def entry(rule_id: str, *aliases: str, module: str = "", **more: Any) -> Entry:
    return Entry(rule_id, module, "pipeline", Level.error, Profile.strict, "own", "A summary.", aliases=aliases, **more)


class Told(NamedTuple):
    entry: Entry
    rule: AnyRule | None
    page: str


# ---- a rule itself


@pytest.mark.parametrize(
    ("module", "rule_id", "category"),
    [
        ("pipecheck.rules.load.late_report", "late-report", "load"),
        ("acme_rules.late_report", "late-report", "acme_rules"),
        ("late", "late", ""),
    ],
)
def test_a_rule_is_called_as_its_module(module: str, rule_id: str, category: str) -> None:
    one = made(module)
    assert (one.id, one.category, one.module, repr(one)) == (rule_id, category, module, f"<rule {rule_id}>")


def test_a_rule_sees_its_team_or_the_workspace() -> None:
    def across(pipeline: Pipeline, workspace: Workspace, params: NoParams) -> Iterator[Outcome]:
        yield from ()

    wide = workspace_rule(Pipeline, level=Level.note, profile=Profile.named, defers_to=("a",), aliases=("b",))(across)
    narrow = rule(Pipeline, level=Level.error, profile=Profile.strict)(never)
    assert (wide.whole_workspace, narrow.whole_workspace) == (True, False)
    assert (wide.defers_to, wide.aliases, wide.without, wide.level) == (("a",), ("b",), None, Level.note)


def test_levels_are_ordered() -> None:
    assert [level.rank for level in (Level.note, Level.warning, Level.error)] == [0, 1, 2]


# ---- entries


def test_what_an_entry_knows() -> None:
    late = entry(
        "late", "later", "latest", module="acme.late", params=(Param("a", "flag", True), Param("b", "text", ""))
    )
    assert (late.of_files, entry("late").of_files) == (False, True)
    assert (late.oldest_id, entry("late").oldest_id) == ("later", "late")
    assert late.param("b") == Param("b", "text", "")
    assert late.param("c") is None


def test_rules_about_files_are_known_without_a_module() -> None:
    known = {one.id: one for one in ALWAYS}
    assert list(known) == sorted(known)
    assert all(one.of_files and one.category == "files" and one.kind == "team" and page(one.id) for one in ALWAYS)
    free = {one.id: (one.may_be_off, one.waivable, one.always) for one in ALWAYS if one.may_be_off or one.waivable}
    assert free == {
        "expiring-waiver": (True, False, True),
        "unknown-file": (True, True, True),
        "yaml-trap": (True, True, False),
    }
    assert {one.id for one in ALWAYS if one.profile is not Profile.essential} == {"yaml-trap"}
    assert all(one in tuple(built_in()) for one in ALWAYS)


# ---- the catalogue


def test_rules_are_found_by_id_and_by_former_id() -> None:
    late, early = entry("late", "later"), entry("early")
    catalog = Catalog([late, early])
    assert list(catalog) == [early, late]
    assert (catalog.get("late"), catalog["later"], catalog.get("never")) == (late, late, None)
    assert ("late" in catalog, "later" in catalog, "never" in catalog) == (True, False, False)
    with pytest.raises(KeyError, match="never"):
        catalog["never"]


def test_a_rule_is_imported_once() -> None:
    single = built_in()
    assert (
        single.load("single-owner") is single.load("single-owner") is rule_of("pipecheck.rules.ownership.single_owner")
    )
    own = made()
    assert Catalog([entry("late", "later", module="nowhere")], {"late": own}).load("later") is own


def test_pages_of_rules() -> None:
    own = rule(Pipeline, level=Level.error, profile=Profile.strict)(never)
    pages = Catalog(
        [entry("late", "later"), entry("known"), entry("bare")], {"late": own, "known": own}, {"late": "Mine."}
    )
    assert (pages.page("late"), pages.page("later"), pages.page("bare")) == ("Mine.", "Mine.", "")
    assert pages.page("known") == ""
    assert built_in().page("single-owner").startswith("What it checks\n-")
    assert built_in().page("unused-waiver") == page("unused-waiver")
    assert page("unused-waiver").startswith("A waiver that covers nothing is a hole kept open for later.")
    assert page("never") == ""


def test_the_page_of_a_rule_of_others_is_its_documentation(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("acme_rules.late_report", "A report is late.\n\nWhat it checks\n--------------\n\nReports.")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    catalog = Catalog([]).joined({"acme/late-report": made()})
    assert catalog.page("acme/late-report") == "What it checks\n--------------\n\nReports."


def test_policies_define_rules() -> None:
    own = made()
    base = Catalog([entry("early")], {"early": own}, {"early": "Early."}).incomplete()
    both = base.defining(iter([Told(entry("late"), own, "Late."), Told(entry("broken"), None, "Broken.")]))
    assert [one.id for one in both] == ["broken", "early", "late"]
    assert (both.load("late"), both.load("early")) == (own, own)
    assert [both.page(one.id) for one in both] == ["Broken.", "Early.", "Late."]
    assert both.may_hold("acme/late")
    with pytest.raises(ValueError, match="Empty module name"):
        both.load("broken")


# ---- rules of others


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the rules that are made here."""
    for name in ("acme_rules.late_report", "acme_rules.early_report"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))


@pytest.mark.usefixtures("modules")
def test_rules_of_others_have_a_namespace() -> None:
    one = made(aliases=("late", "acme/old"))
    catalog = Catalog([entry("late")], pages={"late": "Late."}).incomplete().joined({"acme/late-report": one})
    known = catalog["acme/late-report"]
    assert (known.category, known.aliases) == ("acme", ("acme/late", "acme/old"))
    assert catalog["acme/late"] is known
    assert catalog["late"].category == "own"
    assert (catalog.load("acme/old"), catalog.page("late"), catalog.may_hold("x/y")) == (one, "Late.", True)
    bare = Catalog([]).joined({"late-report": one})["late-report"]
    assert (bare.category, bare.aliases) == ("acme_rules", ("late", "acme/old"))


@pytest.mark.usefixtures("modules")
def test_what_was_joined_before_is_left_as_it_is() -> None:
    one, other = made(), made("acme_rules.early_report")
    once = Catalog([]).joined({"acme/late-report": one})
    twice = once.joined({"acme/late-report": one, "acme/early-report": other})
    assert [each.id for each in twice] == ["acme/early-report", "acme/late-report"]
    assert (twice.load("acme/late-report"), twice.load("acme/early-report")) == (one, other)


@pytest.mark.usefixtures("modules")
@pytest.mark.parametrize(
    ("rules", "name"),
    [
        ({"acme/late": made()}, "acme/late"),
        ({"acme/later": made()}, "acme/later"),
        ({"acme/new": made(aliases=("newest", "late"))}, "acme/late"),
    ],
)
def test_an_id_belongs_to_one_rule(rules: dict[str, AnyRule], name: str) -> None:
    with pytest.raises(ValueError, match=f"^two rules are called '{name}'$"):
        Catalog([entry("acme/late", "acme/later")]).joined(rules)


def test_only_ids_with_a_namespace_may_come_with_a_plug_in_that_is_not_there() -> None:
    whole, incomplete = Catalog([entry("late")]), Catalog([entry("late")], {"late": made()}).incomplete()
    assert (whole.may_hold("acme/late"), incomplete.may_hold("acme/late"), incomplete.may_hold("late-report")) == (
        False,
        True,
        False,
    )
    assert incomplete.load("late").id == "late-report"


def test_a_module_makes_exactly_one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("acme_rules.late_report")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    vars(module).update(borrowed=made("acme_rules.other"), number=3)
    with pytest.raises(LookupError, match=r"^the module 'acme_rules\.late_report' makes no rules, and one is wanted$"):
        rule_of(module.__name__)
    own = made()
    vars(module).update(first=own)
    assert rule_of(module.__name__) is own
    vars(module).update(second=made())
    with pytest.raises(LookupError, match="makes 2 rules, and one is wanted"):
        rule_of(module.__name__)
