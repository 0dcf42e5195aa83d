"""Workflow commands of GitHub Actions: a line for each conflict, shown beside the line of the article.

Messages and properties are escaped as ``@actions/core`` does it, so that no article can send a command.
"""

from __future__ import annotations

from collections.abc import Mapping

from factcheck import view
from factcheck.exports.conflicts import Told, conflicts
from factcheck.exports.places import Places
from factcheck.marks import Mark
from factcheck.models import Report
from factcheck.safetext import one_line

_LEVELS = {"contradiction": "error", "discrepancy": "warning"}


def render(report: Report, marks: Mapping[str, Mark]) -> str:
    """An ``error`` for each contradiction, a ``warning`` for each discrepancy, a ``notice`` where dismissed."""
    places = Places(report)
    return "".join(
        f"{_line(report, told, marks.get(told.finding.id), places)}\n" for told in conflicts(report)
    )


def _line(report: Report, told: Told, mark: Mark | None, places: Places) -> str:
    (claim, span), (other, _) = told.here, told.there
    article = report.article(claim.article_id)
    dismissed = mark is not None and mark.state == "dismissed"
    properties = {"file": article.path}
    if place := places.find(article, span):
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:
            properties |= {
                "col": str(place.column),
                "endColumn": str(max(place.end_column - 1, place.column)),
            }
    properties["title"] = f"{told.reason.severity.capitalize()}: {view.KIND_WORDS[told.reason.kind]}"
    said = [f"{report.source(c)}: {report.passage(c)}" for c in (claim, other)]
    lines = [told.reason.explanation, *said, *([mark.sentence] if mark else [])]
    message = "%0A".join(map(_data, lines))
    level = "notice" if dismissed else _LEVELS[told.reason.severity]
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{message}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
