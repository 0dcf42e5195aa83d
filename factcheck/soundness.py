"""Whether a report's parts fit together, so that a damaged one is noticed before anything is shown of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from factcheck.models import Report, Span


def check(report: Report) -> None:
    """Raise ValueError, in one line, where a part is missing, told twice, or lies outside its article's text."""
    for fault in faults(report):
        raise ValueError(fault)


def faults(report: Report) -> Iterator[str]:
    """What is wrong with a report, a line each; nothing where it is sound."""
    known = {
        "article": Counter(article.id for article in report.articles),
        "claim": Counter(claim.id for claim in report.claims),
        "finding": Counter(finding.id for finding in report.findings),
        "story": Counter(story.id for story in report.stories),
    }
    for kind, names in known.items():
        yield from (f"the {kind} {name} is there twice" for name, times in names.items() if times > 1)
    for kind, name in _references(report):
        if name not in known[kind]:
            yield f"it lacks the {kind} {name}"
    sources = {article.source for article in report.articles}
    for finding in report.findings:
        for source in set(finding.sources) - sources:
            yield f"the finding {finding.id} names the source {source}, of which there is no article"
        for conflict in finding.conflicts:
            for name in {conflict.claim_a, conflict.claim_b} - set(finding.claim_ids):
                yield f"the finding {finding.id} lacks the claim {name} of its conflict"
    length = {article.id: len(article.text) for article in report.articles}
    for part, article_id, (start, end) in _places(report):
        if not 0 <= start <= end <= length.get(article_id, end):
            yield f"{part} points outside its article"


def _references(report: Report) -> Iterator[tuple[str, str]]:
    """The kind and the id of every part that another part names."""
    for claim in report.claims:
        yield "article", claim.article_id
    for finding in report.findings:
        yield "story", finding.story_id
        yield from (("claim", name) for name in finding.claim_ids)
    for story in report.stories:
        yield from (("article", name) for name in story.article_ids)
    for copy in report.copies:
        yield from (("article", name) for name in (copy.article_a, copy.article_b))


def _places(report: Report) -> Iterator[tuple[str, str, Span]]:
    """Every span: whose it is, in words, the article it points into, and the span."""
    owner = {claim.id: claim.article_id for claim in report.claims}
    for article in report.articles:
        if article.headline:
            yield f"the headline of {article.id}", article.id, article.headline
    for claim in report.claims:
        yield f"the claim {claim.id}", claim.article_id, (claim.start, claim.end)
        for quantity in claim.quantities:
            yield f"a quantity of claim {claim.id}", claim.article_id, (quantity.start, quantity.end)
    for finding in report.findings:
        for conflict in finding.conflicts:
            yield f"a conflict of {finding.id}", owner.get(conflict.claim_a, ""), conflict.span_a
            yield f"a conflict of {finding.id}", owner.get(conflict.claim_b, ""), conflict.span_b
    for copy in report.copies:
        for start_a, end_a, start_b, end_b in copy.spans:
            yield "copied text", copy.article_a, (start_a, end_a)
            yield "copied text", copy.article_b, (start_b, end_b)
