"""Headings that mean the same are the same."""

import pytest

from pipecheck.source.heading import normal_heading

HEADINGS = {
    "Summary": "summary",
    "**4. Steps to Resolve Issues:**": "steps to resolve issues",
    "4) Impact": "impact",
    "(4) Impact": "impact",
    "1.2 Data Sources": "data sources",
    "1.2. Data Sources": "data sources",
    "10 - Validation": "validation",
    "IV. What   could go *wrong*?": "what could go wrong?",
    "I. Summary": "summary",
    "🚨 Escalation": "escalation",
    "Mitigation ✅": "mitigation",
    "1️⃣ Summary": "summary",
    ":rotating_light: Alerts": "alerts",
    "👩\u200d💻 On-call": "on-call",
    "_Summary_": "summary",
    "`Access`": "access",
    "~~Old~~ New": "old new",
    "[Access](https://example.com) and [logs][1]": "access and [logs][1]",
    "**Purpose**:": "purpose",
    "Impact —": "impact",
    "Impact：": "impact",
    "What goes wrong: ETL": "what goes wrong: etl",
    "on_call schedule": "on_call schedule",
    "Straße": "strasse",
    "e\u0301tat": "état",
    # a number or a letter that is the heading stays
    "2026": "2026",
    "V": "v",
    "4.": "4",
    "Incident": "incident",
    "Vitals": "vitals",
    "3 days late": "3 days late",
    "🚨": "🚨",
    "": "",
}


@pytest.mark.parametrize("text", HEADINGS)
def test_normal_heading(text: str) -> None:
    assert normal_heading(text) == HEADINGS[text]


@pytest.mark.parametrize("text", [text for text in HEADINGS if "[" not in text])
def test_a_normal_heading_is_its_own_normal_form(text: str) -> None:
    assert normal_heading(normal_heading(text)) == normal_heading(text)
