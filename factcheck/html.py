"""The report as one self-contained page, and the making of such pages.

The page asks for nothing from outside, works without its script, and lets nothing that an article
says become markup: templates escape every value, control and bidi characters are made visible, links
lead to fragments or to http(s) addresses, and a Content-Security-Policy admits only the page's own
style and script, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck import view
from factcheck.marks import Mark
from factcheck.models import Report
from factcheck.reading import read
from factcheck.safetext import visible, web_address

# Agreements show so many wordings at once. The matrix shows differing words for so many sources, and stands
# beside the list of articles for so many.
WORDINGS = 3
MOST_WORDED = 5
MOST_BESIDE = 8


def render(report: Report, marks: Mapping[str, Mark] | None = None) -> str:
    """The page of a report: complete HTML with its style and script inside.

    Args:
        marks: an editor's decisions by the finding's id; what was dismissed comes last and is shown as such.
    """
    marks = marks or {}

    def is_dismissed(found: view.FindingView) -> bool:
        return found.finding.id in marks and marks[found.finding.id].state == "dismissed"

    stories = [
        replace(story, conflicting=tuple(sorted(story.conflicting, key=is_dismissed)))
        for story in view.arrange(report)
    ]
    found = [f for story in stories for f in story.findings]
    finding_of = {claim: f for f in found for claim in f.finding.claim_ids}
    copies = view.copy_groups(report)
    return fill(
        "report.html",
        styles=("style.css", "report.css"),
        script="report.js",
        title=view.title(report),
        report=report,
        counts=report.counts,
        sources=view.unique(article.source for article in report.articles),
        stories=stories,
        finding_of=finding_of,
        kinds=view.unique(r.kind for f in found for r in f.reasons),
        copies=copies,
        copied={a.id: group for group in copies for a in group.articles},
        read=lambda article: read(report, article, finding_of),
        marks=marks,
        is_dismissed=is_dismissed,
        dismissed=sum(is_dismissed(f) for story in stories for f in story.conflicting),
        **_WORDS,
    )


def _date(moment: datetime) -> str:
    """``5 March 2026, 09:30 UTC``; the day alone where the clock is unknown, which is kept as midnight."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    day = f"{moment.day} {moment:%B %Y}"
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return day
    return f"{day}, {moment:%H:%M}" + (" UTC" if moment.tzinfo else "")


def _contents(value: object) -> object:
    """Every printed value: text of articles is made harmless, what the templates made stays."""
    return visible(value) if type(value) is str else value


_WORDS: dict[str, Any] = {
    "KIND_WORDS": view.KIND_WORDS,
    "VERDICT_WORDS": view.VERDICT_WORDS,
    "VERDICT_SIGNS": view.VERDICT_SIGNS,
    "CONFIDENCE_STEPS": (
        (view.MEDIUM_CONFIDENCE, f"medium or high ({view.MEDIUM_CONFIDENCE:.2f} and more)"),
        (view.HIGH_CONFIDENCE, f"high ({view.HIGH_CONFIDENCE:.2f} and more)"),
    ),
    "WORDINGS": WORDINGS,
    "MOST_WORDED": MOST_WORDED,
    "MOST_BESIDE": MOST_BESIDE,
}


def fill(template: str, *, styles: Sequence[str], script: str = "", **values: object) -> str:
    """A page from a template of the package, with styles and script of the package inside.

    Args:
        template: its file's name, as are ``styles`` and ``script``; no script where empty.
        values: what the template shows; text is escaped.
    """
    style = Markup("").join(_resource(name) for name in styles)
    code = _resource(script) if script else Markup("")
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_digest(style)}; script-src {_digest(code) if code else chr(39) + 'none' + chr(39)}"
    )
    page = _environment().get_template(template)
    return page.render(style=style, script=code, policy=Markup(policy), **values) + "\n"  # noqa: S704


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


@cache
def _resource(name: str) -> Markup:
    """A style or script of the package; it is our own, so it may stand in the page as it is."""
    return Markup((files("factcheck") / "templates" / name).read_text(encoding="utf-8"))  # noqa: S704


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("factcheck"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_contents,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        anchor=lambda identifier, prefix: view.anchor(prefix, identifier),
        confidence=view.confidence_word,
        date=_date,
        file_link=lambda name: "./" + quote(name),
        listing=view.listing,
        place=lambda source, sources: sources.index(source),
        plural=view.plural,
        web_address=web_address,
    )
    return environment
