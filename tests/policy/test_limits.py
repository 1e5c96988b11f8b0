"""What a policy asks of waivers, and who can undo it: nobody further down (semantics §2, §14)."""

import pytest

from tests.policy.texts import faults, laid, told

GRANT = "{rule: single-owner, subject: a/b, reason: leaving, until: 2026-06-30}"


def limits(text: str) -> str:
    return f"version: 1\nwaivers: {text}\n"


def test_a_list_sets_no_limits_and_a_map_holds_both() -> None:
    bare = laid({"p.yaml": limits(f"[{GRANT}]")})
    assert (len(bare.waivers), bare.limits) == (1, (None, None, None))
    policy = laid({"p.yaml": limits(f"{{max_days: 90, max_active: 0, granted: [{GRANT}]}}")})
    assert policy.limits.days is not None
    assert policy.limits.active is not None
    assert (len(policy.waivers), policy.limits.days.number, policy.limits.active.number) == (1, 90, 0)
    assert policy.limits.days.at == ("p.yaml", ("waivers", "max_days"), *policy.limits.days.at[2:])


def test_of_several_files_the_strictest_holds() -> None:
    files = {
        "p.yaml": "version: 1\nextends: [base.yaml]\nwaivers: {max_days: 365, max_active: 5}\n",
        "base.yaml": limits("{max_days: 90, max_active: 50}"),
    }
    found = laid(files).limits
    assert [most and (most.number, most.at.document) for most in (found.days, found.active)] == [
        (90, "base.yaml"),
        (5, "p.yaml"),
    ]


def test_what_one_file_requires_every_waiver_of_every_file_has_to_tell() -> None:
    files = {
        "p.yaml": f"version: 1\nextends: [base.yaml]\nwaivers:\n  - {GRANT}\n  - {GRANT[:-1]}, approved_by: dana}}\n",
        "base.yaml": limits("{require: [approved_by]}"),
    }
    found = faults(files)
    assert told(found) == [f"4:5 [{GRANT}] this waiver wants `approved_by`"]
    assert found[0].hint == "say who permitted it: `approved_by: NAME`"
    assert [(span.file, span.line, note) for span, note in found[0].related] == [
        ("base.yaml", 2, "the policy asks for it here")
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{max_day: 3}", "`waivers` has no key 'max_day'", "did you mean `max_days`?"),
        ("{}", "`waivers` tells nothing", "leave it out, or list permissions under it"),
        ("{max_days: 0}", "`max_days` wants a whole number, 1 or more; here stands '0'", ""),
        ("{max_days: 3mo}", "`max_days` wants a whole number, 1 or more; here stands '3mo'", ""),
        ("{max_active: -1}", "`max_active` wants a whole number, 0 or more; here stands '-1'", ""),
        ("{max_active: true}", "`max_active` wants a whole number, 0 or more; here stands 'true'", ""),
        ("{require: approver}", "'approver' cannot be required of waivers", "did you mean `approved_by`?"),
        (
            "{require: [reason]}",
            "'reason' cannot be required of waivers",
            "leave it out: every waiver has to tell that",
        ),
        ("{granted: none}", "`granted` wants a list; here stands 'none'", ""),
        ("soon", "`waivers` wants a list; here stands 'soon'", ""),
    ],
)
def test_what_is_wrong_with_limits(text: str, message: str, hint: str) -> None:
    assert [(fault.message, fault.hint) for fault in faults(limits(text))] == [(message, hint)]
