"""What of a team file no report repeats."""

import pytest

from pipecheck.model.privacy import is_private, is_private_key, private_from


@pytest.mark.parametrize(
    "route",
    [
        "members.0.contact",
        "members.0.contact.email",
        "partners.0.contact.url",
        "members.0.email",
        "members.0.e-mail",
        "members.0.mobile",
        "members.0.Phone Number",
        "members.0.chanel",
        "members.0.time_off.0.kind",
        "members.0.time_off.0.reason",
        "members.0.time_off.0.zzz",
        "members.0.time_off",
        "members.0.vacation",
        "members.0.pto.0",
        "members.0.timeoff.0.note",
        "oncall.overrides.0.reason",
        "oncall.overrides.0.raeson",
        "kind",
        "members.0.kind",
        "members.0.knid",
    ],
)
def test_private(route):
    assert is_private(route_of(route)) is True


@pytest.mark.parametrize(
    "route",
    [
        "",
        "members",
        "members.0.name",
        "members.0.time_off.0.from",
        "members.0.time_off.0.to",
        "members.0.person",
        "members.0.region",
        "pipelines.0.slas.0.kind",
        "pipelines.0.sla.0.kind",
        "kind.0.name",
        "calendar.seasons.0.from",
        "oncall.holidays.0.season",
        "runbooks.0.sections.contact",
        "oncall.rotations.0.roles.channel",
        "pipelines.0.owners.email",
        "partners.0.name",
        "members.0.url",
    ],
)
def test_not_private(route):
    assert is_private(route_of(route)) is False


@pytest.mark.parametrize(
    ("route", "private"),
    [
        ("members.0.contact.bob-at-home", True),
        ("members.0.contact.email", False),
        ("members.0.contact.emial", False),
        ("members.0.contact.url", False),
        ("members.0.contact.note", False),
        ("members.0.contact.x-own", False),
        ("members.0.contact.0", False),
        ("members.0.time_off.0.surgery", True),
        ("members.0.time_off.0.until", False),
        ("members.0.time_off.0.fromm", False),
        ("members.0.time_off.0.date", False),
        ("members.0.time_off.0.start", False),
        ("members.0.contact", False),
        ("members.0.hobby", False),
        ("members.0.bob@example:com", True),
        ("members.0.reason:surgery", True),
        ("members.0.reason surgery", True),
        ("members.0.name surgery", False),
        ("members.0.email:x", True),
        ("members.0.time_off.0.from 2026", True),
        ("oncall.overrides.0.reason: sick", True),
    ],
)
def test_a_key_that_is_no_key(route, private):
    assert is_private_key(route_of(route)) is private


@pytest.mark.parametrize(
    ("words", "shown", "secret"),
    [
        ("email: bob@example.com", "", " bob@example.com"),
        ("name: Bob\n  phone: 555", "name: Bob\n  ", " 555"),
        ('{"e-mail": x}', "{", " x}"),
        ("- reason surgery", "- ", "surgery"),
        ("{kind: sick}", "{", " sick}"),
        ("[vacaton, channel #home]", "[vacaton, ", "#home]"),
        ("id: bob, contact: x", "id: bob, ", " x"),
    ],
)
def test_words_that_tell_something_private(words, shown, secret):
    start, end = private_from(words)

    assert (words[:start].rstrip('"'), words[end:]) == (shown, secret)


@pytest.mark.parametrize("words", ["", "alice", "name: Bob", "a person of the region", "bob@example.com", "x.email"])
def test_words_that_tell_nothing(words):
    assert private_from(words) is None


def route_of(text):
    return tuple(int(word) if word.isdigit() else word for word in text.split(".")) if text else ()
