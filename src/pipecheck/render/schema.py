"""The JSON Schema (2020-12) of the format `pipecheck-report/1`, strict: what it does not name is not there."""

from typing import get_args

from pipecheck.engine.report import Lack, Level
from pipecheck.render.json import FORMAT, Json

_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_ORDINAL: Json = {"type": "integer", "minimum": 1}
_SPAN: Json = {"$ref": "#/$defs/span"}
_SUBJECT: Json = {"$ref": "#/$defs/subject"}
_LEVEL: Json = {"$ref": "#/$defs/level"}
_VALUE: Json = {"$ref": "#/$defs/value"}
_ROUTE: dict[str, Json] = {
    "file": _TEXT,
    "route": {"type": "array", "items": {"type": ["string", "integer"]}},
}


def report_schema() -> dict[str, Json]:
    """The schema of the JSON report; `schemas/report.schema.json` is this, written down."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pipecheck report",
        "description": "One run of `pipecheck lint --format json`: every verdict with its place, reasons and ways out.",
        **_object(
            {
                "format": {"const": FORMAT, "description": "Changes only when a reader must change too."},
                "version": _said("The version of pipecheck."),
                "calendars": _said("Where holidays come from; verdicts depend on it."),
                "zones": _said("Where time zones come from; verdicts depend on it."),
                "as_of": _date("The date as of which everything was judged."),
                "as_of_fixed": _said("What fixed that date, or empty for today in UTC."),
                "policies": _list(_object({"name": _TEXT, "extends": _list(_TEXT)}), "The policies of the run."),
                "fail_level": _LEVEL,
                "exit_code": {"enum": [0, 1, 3, 4], "description": "The exit code of the run by its verdicts."},
                "judged_nothing": _said("Why nothing was judged, or empty."),
                "all_undecided": _said("A sentence, where rules judged and none could decide anything; or empty."),
                "strict": _flag("Whether that, and what is vacuous, fails the run."),
                "counts": {"$ref": "#/$defs/counts"},
                "verdicts": _list({"$ref": "#/$defs/verdict"}, "Sorted by file, line, column, rule and subject."),
                "undecided": _list({"$ref": "#/$defs/undecided"}, "Undecided verdicts by team and missing field."),
                "crashes": _list({"$ref": "#/$defs/crash"}, "Rules that raised an error; other verdicts stand."),
                "rules": _list({"$ref": "#/$defs/rule"}, "How each rule of the run fared over all subjects."),
                "expressions": _list(_asked(), "How the rules that policies define came out, over all subjects."),
                "remarks": _list(_TEXT, "What might otherwise pass in silence."),
                "vacuous": _list(_TEXT, "Those of the remarks that tell of what judged nothing; they count if strict."),
                "baseline": _said("The baseline the run was held against, or empty."),
                "stale": _list(_TEXT, "Entries of the baseline that match nothing any more."),
            }
        ),
        "$defs": {**_small(), "verdict": _verdict(), **_groups()},
    }


def _asked() -> Json:
    return _object(
        {
            "rule": _TEXT,
            **dict.fromkeys(("held", "failed", "undecided"), _COUNT),
            "hollow": _list(_TEXT, "Its `all` macros that had nothing to look at, on any subject."),
        },
        "Of how many subjects the expression is true, is false, or cannot be decided.",
    )


def _object(properties: dict[str, Json], description: str = "") -> dict[str, Json]:
    """An object with exactly these keys, all of them."""
    return {
        **({"description": description} if description else {}),
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _list(items: Json, description: str = "") -> Json:
    return {**({"description": description} if description else {}), "type": "array", "items": items}


def _said(description: str) -> Json:
    return {"type": "string", "description": description}


def _date(description: str) -> Json:
    return {"type": "string", "format": "date", "description": description}


def _flag(description: str) -> Json:
    return {"type": "boolean", "description": description}


def _one_of(*choices: Json) -> Json:
    return {"oneOf": list(choices)}


def _small() -> dict[str, Json]:
    position: dict[str, Json] = {
        "file": _said("Root-relative, with '/'; of a shipped policy its name."),
        "line": _ORDINAL,
        "column": {"type": "integer", "minimum": 1, "description": "In characters, from 1."},
        "end_line": _ORDINAL,
        "end_column": {"type": "integer", "minimum": 1, "description": "Exclusive."},
    }
    frame = _object({"first": _COUNT, "lines": _list(_TEXT)}, "The lines around it, and the number of the first.")
    fraction = _object({"n": {"type": "integer"}, "d": _ORDINAL}, "An exact fraction, n over d.")
    return {
        "level": {"enum": [level.value for level in Level]},
        "span": _object(position, "A stretch of a file."),
        "framed_span": _object({**position, "frame": frame}, "A stretch of a file, with what it takes to show it."),
        "subject": _object(
            {"kind": _TEXT, "team": _TEXT, "id": _TEXT, "text": _said("As it is written in a waiver.")},
            "Who is judged, in words that survive edits.",
        ),
        "value": {
            "description": "A value of the evidence. Dates are ISO 8601 texts, fractions are exact.",
            "anyOf": [
                {"type": ["string", "integer", "boolean", "null"]},
                fraction,
                {"type": "array", "items": _VALUE},
                {"type": "object", "additionalProperties": _VALUE},
            ],
        },
    }


def _verdict() -> Json:
    framed: Json = {"$ref": "#/$defs/framed_span"}
    fact = _object(
        {"name": _said("Stable from release to release."), "value": _VALUE, "spans": _list(_SPAN)},
        "A number or name behind the message, and where it comes from.",
    )
    put = _object({"edit": {"const": "put"}, **_ROUTE, "value": True}, "Sets the value at a route, or adds the key.")
    before: Json = {"type": ["integer", "null"]}
    insert = _object(
        {"edit": {"const": "insert"}, **_ROUTE, "before": before, "value": True},
        "Puts an item into the list at a route, before that index or at the end.",
    )
    remove = _object({"edit": {"const": "remove"}, **_ROUTE}, "Takes a key or an item away.")
    waiver = _object(
        {"span": _SPAN, "reason": _TEXT, "until": _date("Its last day."), "approved_by": _TEXT},
        "The permission that covers it.",
    )
    return _object(
        {
            "rule": _TEXT,
            "subject": _SUBJECT,
            "level": _LEVEL,
            "decided": _flag("False: the files do not say enough to judge."),
            "counted": _flag("Whether it counts towards the exit code."),
            "message": _TEXT,
            "missing": _said("Undecided only: the field of the language that would decide it."),
            "span": framed,
            "related": _list(_object({"span": framed, "note": _TEXT})),
            "evidence": _list(fact),
            "remedies": _list(
                _object({"title": _TEXT, "edits": _list(_one_of(put, insert, remove))}),
                "Ways out, best first; the title of the first is the hint.",
            ),
            "fingerprint": _said("Stays the same while the violation does, wherever its lines move."),
            "dated": _flag("It depends on the as-of date: it can change without a commit."),
            "known": _flag("It stands in the baseline."),
            "waivable": _flag("Whether a waiver could cover it."),
            "waiver": _one_of({"type": "null"}, waiver),
            "setting": _one_of({"type": "null"}, _SPAN),
            "also": _list(_TEXT, "Rules that would have said the same, less well."),
        },
        "A violation or an undecided outcome.",
    )


def _groups() -> dict[str, Json]:
    counts = "files files_shown teams subjects rules errors warnings notes waived known undecided dated_shown"
    fared = "judged passed problems undecided not_concerned"
    return {
        "counts": _object(dict.fromkeys(counts.split(), _COUNT), "What the summary adds up."),
        "undecided": _object(
            {
                "team": _TEXT,
                "missing": _TEXT,
                "lack": {
                    "enum": list(get_args(Lack)),
                    "description": "The field is not there, was set aside for its shape, or tells too little.",
                },
                "span": _SPAN,
                "rules": _list(_TEXT),
                "subjects": _COUNT,
                "hint": _TEXT,
            }
        ),
        "crash": _object({"rule": _TEXT, "subject": _SUBJECT, "error": _TEXT, "frame": _TEXT}),
        "rule": _object(
            {
                "rule": _TEXT,
                "category": _TEXT,
                "level": _LEVEL,
                "summary": _TEXT,
                **dict.fromkeys(fared.split(), _COUNT),
            }
        ),
    }
