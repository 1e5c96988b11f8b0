"""What people call the sections of a runbook."""

import pytest

from pipecheck.model import headings
from pipecheck.model.headings import ALIASES, CANONICAL, canonical, normal_form


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Summary", "summary"),
        ("Meaning", "summary"),
        ("TL;DR", "summary"),
        ("ETL Process", "summary"),
        ("**Business impact**", "impact"),
        ("Troubleshooting", "diagnosis"),
        ("Steps to Resolve Issues:", "mitigation"),
        ("Mitigation (first 15 minutes)", "mitigation"),
        ("steps_to_resolve", "mitigation"),
        ("🚨 Escalation path", "escalation"),
        ("4. Common Issues", "failures"),
        ("What could potentially go wrong?", "failures"),
        ("Data Sources", "sources"),
        ("Validation & checks", None),
        ("Post-recovery checks", "validation"),
        ("Who to notify", "communication"),
        ("SLA’s", "sla"),
        ("SLAs & SLOs", "sla"),
        ("SLAs+SLOs", "sla"),
        ("Prerequisites", "access"),
        ("Owners", None),
        ("On-call schedule", None),
        ("Reporting", None),
    ],
)
def test_what_a_heading_means(heading, name):
    assert canonical(heading) == name


def test_aliases_are_the_headings_one_by_one():
    assert headings._by_heading() == ALIASES
    assert ALIASES["about this pipeline"] == "summary"


def test_every_canonical_name_is_known_and_means_itself():
    assert {canonical(name) for name in CANONICAL} == set(CANONICAL)
    assert len(CANONICAL) == 11


def test_aliases_are_written_in_normal_form():
    assert [alias for alias in ALIASES if normal_form(alias) != alias] == []


def test_no_heading_means_two_names():
    written = [" ".join(one.split()) for text in headings._HEADINGS.values() for one in text.split(";")]
    assert len(written) == len(set(written)) == len(ALIASES)
