"""SARIF 2.1.0 (OASIS standard of 27 March 2020), the format in which code scanners exchange results.

Each conflict is a result at the one passage, with the opposing one as its related location. Results are known
again by the fingerprint of their content; what an editor dismissed is suppressed, not left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, get_args

from factcheck import explain, fingerprint
from factcheck.exports.conflicts import Told, conflicts
from factcheck.exports.places import Places, address
from factcheck.marks import Mark
from factcheck.models import Claim, Kind, Report, Span
from factcheck.safetext import one_line

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "conflictContent/v1"
_LEVELS: Final = {"contradiction": "error", "discrepancy": "warning"}
_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def render(report: Report, marks: Mapping[str, Mark]) -> str:
    """The report's conflicts as a SARIF log."""
    places = Places(report)
    run = {
        "tool": {
            "driver": {
                "name": "factcheck",
                "version": report.factcheck_version,
                "rules": [_rule(kind) for kind in _KINDS],
            }
        },
        "automationDetails": {"id": f"factcheck/{report.report_id}"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, told, marks, places) for told in conflicts(report)],
        "invocations": [
            {
                "executionSuccessful": True,
                "endTimeUtc": f"{report.created_at:%Y-%m-%dT%H:%M:%SZ}",
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": one_line(f"{p.path}: {p.message}")}}
                    for p in report.problems
                ],
            }
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(kind: Kind) -> dict[str, Any]:
    meaning = explain.KINDS[kind]
    return {
        "id": kind,
        "name": f"{kind.capitalize()}Conflict",
        "shortDescription": {"text": meaning.short},
        "fullDescription": {"text": meaning.text},
        "help": {"text": f"{meaning.text}\n\nNot a conflict: {meaning.never}"},
        "defaultConfiguration": {"level": "warning"},
    }


def _result(report: Report, told: Told, marks: Mapping[str, Mark], places: Places) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": told.reason.kind,
        "ruleIndex": _KINDS.index(told.reason.kind),
        "level": _LEVELS[told.reason.severity],
        "message": {"text": one_line(told.reason.explanation)},
        "locations": [_location(report, *told.here, places)],
        "relatedLocations": [
            {"id": 1, **_location(report, *told.there, places), "message": _said(report, told.there[0])}
        ],
        "partialFingerprints": {FINGERPRINT: fingerprint.digest(report, told.conflict)},
        # The probability that the comparison is right, in the percent that SARIF ranks with.
        "rank": round(100 * told.reason.confidence, 2),
        "properties": {
            "finding": told.finding.id,
            "severity": told.reason.severity,
            "confidence": told.reason.confidence,
            "sources": [list(told.sources_here), list(told.sources_there)],
        },
    }
    mark = marks.get(told.finding.id)
    if mark and mark.state == "dismissed":
        reason = {"justification": one_line(mark.note)} if mark.note else {}
        result["suppressions"] = [{"kind": "external", "status": "accepted", **reason}]
    return result


def _said(report: Report, claim: Claim) -> dict[str, str]:
    return {"text": one_line(f"{report.source(claim)}: {report.passage(claim)}")}


def _location(report: Report, claim: Claim, span: Span, places: Places) -> dict[str, Any]:
    article = report.article(claim.article_id)
    physical: dict[str, Any] = {"artifactLocation": {"uri": address(article)}}
    snippet = {"text": article.text[span[0] : span[1]]}
    if place := places.find(article, span):
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "snippet": snippet,
        }
        if context := places.find(article, (claim.start, claim.end)):
            physical["contextRegion"] = {
                "startLine": context.line,
                "startColumn": context.column,
                "endLine": context.end_line,
                "endColumn": context.end_column,
                "snippet": {"text": report.passage(claim)},
            }
    return {
        "physicalLocation": physical,
        "logicalLocations": [
            {"name": article.source, "fullyQualifiedName": f"{article.source}: {article.title}"}
        ],
        "message": _said(report, claim),
    }
