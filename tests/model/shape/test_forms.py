"""Short forms of maps, and keys that exclude one another."""

import pytest

from pipecheck.model.shape import forms
from pipecheck.model.shape.fault import Fault
from pipecheck.model.shape.forms import SHORT
from tests.model.shape.parsing import fault, written

SELECTOR = "`all` or a map of `areas`, `audiences`, `pipelines` or `criticality`"
NO_KEY = "write `all`, or name `areas`, `audiences`, `pipelines` or `criticality`"
HOURS = "`always` or a list of windows"
LINK = "the path of a file, `{url: address}` or `{none: reason}`"
HOLIDAYS = "`rota`, `{none: reason}` or roles that change places, `{primary: secondary, secondary: primary}`"
DEADLINE = "one of `day_of_month`, `working_day_of_month` or `weekday`"


def both(one: str, other: str) -> Fault:
    return Fault(says=f"has both `{one}` and `{other}`", hint="keep one of them", at=(other,), key=True, whole=True)


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (forms.selector, "all", {}),
        (forms.hours, "always", []),
        (forms.on_holidays, "rota", {}),
        (forms.role, "alice", {SHORT: "alice"}),
        (forms.role, "[alice, bob]", {SHORT: ["alice", "bob"]}),
        (forms.role, "{none: nobody, note: x}", {SHORT: {"none": "nobody", "note": "x"}}),
        (forms.link, "runbooks/p.md", {SHORT: "runbooks/p.md"}),
    ],
)
def test_short_forms(form, text, value):
    assert form(written(text)) == value


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (forms.selector, "{areas: [profit]}"),
        (forms.selector, "[profit]"),
        (forms.hours, "[{days: mon-fri}]"),
        (forms.hours, "{days: mon-fri}"),
        (forms.owners, "{primary: a, secondary: b, business: c}"),
        (forms.owners, "{on-call: a}"),
        (forms.owners, "[a, b]"),
        (forms.role, "{order: [a]}"),
        (forms.role, "{after: primary, by: 1}"),
        (forms.role, "{by: 2, before: primary}"),
        (forms.role, "{none: x, hours: always}"),
        (forms.role, "{}"),
        (forms.link, "{url: x}"),
        (forms.link, "{none: x, note: y}"),
        (forms.link, "[a]"),
        (forms.on_holidays, "{none: nobody, note: x, x-own: y}"),
        (forms.on_holidays, "{primary: secondary}"),
        (forms.on_holidays, "[a]"),
        (forms.deadline, "{weekday: fri, at: x}"),
        (forms.deadline, "{working_day_of_month: 3}"),
        (forms.deadline, "{day_of_month: last}"),
        (forms.deadline, "fri"),
        (forms.run, "{at: x, every: y}"),
        (forms.run, "{cron: x}"),
        (forms.run, "daily"),
        (forms.requirement, "{roles: [primary], when: x}"),
        (forms.requirement, "{none: x}"),
        (forms.requirement, "{}"),
        (forms.requirement, "always"),
    ],
)
def test_what_is_left_as_it_is(form, text):
    assert form(written(text)) == written(text)


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        (forms.selector, "profit", Fault(wants=SELECTOR, hint="write `{areas: [profit]}`")),
        (forms.selector, "{}", Fault(says="selects by no key", hint=NO_KEY)),
        (forms.selector, "{name: x, note: y, x-own: z}", Fault(says="selects by no key", hint=NO_KEY)),
        (
            forms.hours,
            "mon-fri",
            Fault(wants=HOURS, hint='write `[{days: mon-fri, from: "09:00", to: "17:00"}]`'),
        ),
        (forms.hours, "[]", Fault(says="holds no window", hint="write `always`, or say when")),
        (forms.owners, "{primray: a}", Fault(at=("primray",), known=("primary", "secondary"))),
        (forms.owners, "{primary: a, Secondary: b}", Fault(at=("Secondary",), known=("primary", "secondary"))),
        (forms.role, "{order: [a], among: all}", both("order", "among")),
        (forms.role, "{before: primary, order: [a]}", both("before", "order")),
        (forms.role, "{before: primary, after: primary}", both("before", "after")),
        (
            forms.role,
            "{order: [a], by: 1}",
            Fault(says="has `by` without `before` or `after`", at=("by",), key=True, whole=True),
        ),
        (forms.link, "https://example.com/x", Fault(wants=LINK, hint='write `{url: "https://example.com/x"}`')),
        (forms.link, "{}", Fault(wants=LINK, whole=True)),
        (forms.link, "{none: x, url: y}", both("none", "url")),
        (forms.on_holidays, "none", Fault(wants=HOLIDAYS, hint="say why nobody is meant: `{none: reason}`")),
        (forms.on_holidays, "nobody", Fault(wants=HOLIDAYS)),
        (forms.on_holidays, "{note: x}", Fault(wants=HOLIDAYS)),
        (forms.on_holidays, "{none: x, note: y, primary: secondary}", both("none", "primary")),
        (forms.deadline, "{}", Fault(wants=DEADLINE, whole=True)),
        (forms.deadline, "{weekday: fri, day_of_month: 1}", both("weekday", "day_of_month")),
        (forms.deadline, "{day_of_month: 1, working_day_of_month: 1}", both("day_of_month", "working_day_of_month")),
        (forms.run, "{cron: x, at: y}", both("cron", "at")),
        (forms.run, "{every: x, cron: y}", both("every", "cron")),
        (forms.requirement, "{roles: [primary], none: x}", both("roles", "none")),
    ],
)
def test_what_is_said_of_the_rest(form, text, said):
    assert fault(form, text) == said


def test_every_rank_that_is_nearly_one_is_told():
    with pytest.raises(forms.Wrong) as raised:
        forms.owners(written("{primarry: a, secundary: b}"))
    assert [one.at for one in raised.value.faults] == [("primarry",), ("secundary",)]
