"""A report in the formats of other programs: Markdown, CSV, SARIF 2.1.0, and annotations of GitHub workflows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from factcheck.exports import github, markdown, sarif, table
from factcheck.marks import Mark
from factcheck.models import Report

__all__ = ["FORMATS", "as_json"]

Export = Callable[[Report, Mapping[str, Mark]], str]


def as_json(report: Report, _: Mapping[str, Mark] | None = None) -> str:
    """The report's own format; an editor's marks are no part of it."""
    return report.model_dump_json(indent=1) + "\n"


FORMATS: Final[dict[str, Export]] = {
    "json": as_json,
    "markdown": markdown.render,
    "csv": table.render,
    "github": github.render,
    "sarif": sarif.render,
}
