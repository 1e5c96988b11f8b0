"""What people call the sections of a runbook: the canonical names and the headings that mean the same.

Gathered from the field's well-known templates: the alert runbooks of OpenShift and kube-prometheus (meaning, impact,
diagnosis, mitigation), Google's SRE workbook on playbooks, AWS's guidance on runbooks (outcome, tools and permissions,
error handling, exceptions, escalations), GitLab's service pages (overview, troubleshooting, logging), and from what
data teams write of their own accord ("Steps to Resolve Issues", "Common Issues", "Data Sources").
"""

import re
from functools import lru_cache
from types import MappingProxyType

from pipecheck.source.heading import normal_heading

_HEADINGS = {
    "summary": """
        summary; overview; description; purpose; meaning; about; introduction; background; context; abstract; tldr;
        tl dr; scope; goal; goals; objective; objectives; outcome; desired outcome; business purpose; about this
        pipeline; what is it; what is this; what it is; what it does; what does it do; what this pipeline does; what
        it means; service overview; pipeline overview; pipeline summary; pipeline description; alert description;
        alert meaning; executive summary; quick summary; at a glance; how it works; architecture; design; workflow;
        process; etl process; etl; elt process; etl workflow; pipeline flow; processing; processing steps;
        transformation; transformations; business logic""",
    "impact": """
        impact; impacts; business impact; customer impact; user impact; stakeholder impact; investor impact;
        downstream impact; data impact; effect; effects; consequence; consequences; blast radius; who is affected;
        what is affected; affected users; affected systems; severity; severity and impact; impact and severity;
        impact assessment; what breaks; why it matters; why this matters; criticality; criticality and impact;
        business criticality""",
    "diagnosis": """
        diagnosis; diagnose; diagnosing; diagnostics; diagnostic steps; diagnosis steps; how to diagnose;
        investigation; investigate; investigating; investigation steps; how to investigate; troubleshooting;
        troubleshoot; troubleshooting steps; troubleshooting guide; troubleshooting tips; how to troubleshoot;
        triage; initial triage; triage steps; initial checks; first checks; initial response; initial assessment;
        initial investigation; what to check; where to look; debugging; debug; debugging steps; debugging guide; how
        to debug; root cause; root causes; root cause analysis; possible causes; likely causes; potential causes;
        probable causes; common causes; causes; symptoms; symptom; signs; detection; how to detect; detecting;
        identification; identify; alerts; alerting; monitoring; monitoring and alerts; monitoring and alerting;
        dashboards; logs; logging""",
    "mitigation": """
        mitigation; mitigate; mitigations; mitigating; mitigation steps; mitigation plan; how to mitigate;
        resolution; resolve; resolving; resolution steps; steps to resolve; steps to resolve issues; steps to
        resolve issue; steps to resolve the issue; steps to resolve problems; steps for resolution; how to resolve;
        resolving issues; issue resolution; fix; fixes; fixing; how to fix; how to fix it; steps to fix;
        remediation; remediate; remediation steps; recovery; recover; recovery steps; recovery plan; recovery
        procedure; recovery procedures; how to recover; restore; restoration; restore service; repair; response;
        response steps; response plan; response procedure; incident response; incident response steps; actions;
        action; action plan; action items; recommended actions; corrective actions; immediate actions; containment;
        procedure; procedures; steps; runbook steps; step by step; step by step instructions; instructions;
        playbook; solution; solutions; workaround; workarounds; rollback; roll back; rollback plan; rollback steps;
        rollback procedure; backfill; backfills; backfilling; backfill procedure; backfill steps; rerun; reruns;
        rerunning; how to rerun; how to restart; restart; what to do; standard operating procedure; operating
        procedure; sop; error handling; mitigation and resolution; mitigation and recovery; resolution and recovery;
        common fixes""",
    "escalation": """
        escalation; escalate; escalations; escalating; escalation path; escalation paths; escalation policy;
        escalation plan; escalation procedure; escalation process; escalation steps; escalation chain; escalation
        matrix; escalation contact; escalation contacts; escalation and contacts; contacts and escalation; how to
        escalate; when to escalate; who to escalate to; whom to escalate to; who to call; whom to call; who to
        contact; whom to contact; who to ask; contact; contacts; contact information; contact list; emergency
        contacts; key contacts; support contacts; point of contact; points of contact; getting help; get help""",
    "failures": """
        failures; failure; failure modes; failure mode; failure scenarios; failure types; failure points; common
        failures; known failures; possible failures; potential failures; common failure modes; issues; common
        issues; known issues; possible issues; potential issues; potential issues in pipelines; general issues;
        typical issues; frequent issues; recurring issues; problems; common problems; known problems; possible
        problems; potential problems; errors; common errors; known errors; possible errors; potential errors;
        exceptions; what could go wrong; what can go wrong; what might go wrong; what may go wrong; what goes wrong;
        what could potentially go wrong; things that can go wrong; things that could go wrong; risks; known risks;
        potential risks; specific risks; risks and issues; gotchas; caveats; pitfalls; edge cases; limitations;
        known limitations; common alerts; common incidents; past incidents; known incidents""",
    "sources": """
        sources; source; data sources; data source; source data; source systems; source system; source tables;
        upstream; upstreams; upstream data; upstream sources; upstream systems; upstream dependencies; upstream
        pipelines; input; inputs; input data; data inputs; input sources; dependencies; dependency; depends on; data
        dependencies; pipeline dependencies; lineage; data lineage; data; data types; types of data; datasets; data
        sets; data used; where the data comes from""",
    "validation": """
        validation; validate; validations; validating; validation steps; validation checks; data validation; pre
        validation; verification; verify; verifying; verification steps; how to verify; verify recovery; verify the
        fix; verifying the fix; confirm recovery; post recovery checks; recovery verification; data quality; data
        quality checks; data checks; quality; quality checks; quality assurance; sanity checks; testing; tests;
        reconciliation; acceptance criteria; success criteria; exit criteria; how to know it worked""",
    "communication": """
        communication; communications; communicate; comms; communication plan; communication steps; communication
        channels; communication template; communication templates; internal communication; external communication;
        incident communication; notification; notifications; notify; notify stakeholders; notifying stakeholders;
        who to notify; whom to notify; who to inform; whom to inform; inform stakeholders; stakeholders; stakeholder
        communication; stakeholder communications; stakeholder notification; stakeholder notifications; stakeholder
        updates; status updates; status page; announcements""",
    "sla": """
        sla; slas; slo; slos; sli; slis; sla and slo; slas and slos; slo and sla; slos and slas; service level;
        service levels; service level agreement; service level agreements; service level objective; service level
        objectives; service level indicators; service level targets; deadline; deadlines; delivery deadline;
        delivery deadlines; delivery schedule; delivery times; freshness; data freshness; timeliness; response
        times; response time; sla and deadlines; slas and deadlines; sla requirements""",
    "access": """
        access; accesses; access and permissions; access and tools; access and credentials; access requirements; how
        to get access; how to access; required access; permissions; required permissions; credentials;
        prerequisites; prerequisite; before you begin; before you start; requirements; required tools; tools;
        tooling; tools and access; tools and permissions; tools and links; links; useful links; quick links;
        important links; key links; systems and access; environment; environments""",
}

CANONICAL = tuple(_HEADINGS)
"""The canonical names of sections, in the order in which messages list them."""


def _by_heading() -> dict[str, str]:
    return {" ".join(heading.split()): name for name, headings in _HEADINGS.items() for heading in headings.split(";")}


ALIASES = MappingProxyType(_by_heading())
"""Normal form of a heading to the canonical name it means."""

_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_JOINTS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def normal_form(heading: str) -> str:
    """A heading as it is compared: lower case, words single-spaced, without apostrophes, punctuation and asides.

    `What's next? (rare)` is `whats next`; `SLA’s & SLOs` is `slas and slos`; `steps_to_resolve` is `steps to resolve`.
    """
    text = (
        _APOSTROPHES.sub("", normal_heading(_PARENTHESIS.sub(" ", heading))).replace("&", " and ").replace("+", " and ")
    )
    return _JOINTS.sub(" ", text).strip().casefold()


def canonical(heading: str) -> str | None:
    """The canonical name that a heading means, or None where no alias knows it."""
    return ALIASES.get(normal_form(heading))
