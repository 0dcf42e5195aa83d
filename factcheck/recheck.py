"""The comparison of an archived finding's claims once more, to see the evidence that a report does not keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from factcheck import trace
from factcheck.cache import Cache
from factcheck.cached import behind
from factcheck.claim_vectors import claim_vectors
from factcheck.clustering import candidate_pairs
from factcheck.comparison import judged_story, settle_story, weigh
from factcheck.copies import find_reprints
from factcheck.errors import ArchiveError
from factcheck.models import Claim, Comparison, Finding, Report
from factcheck.pipeline import Models, earlier
from factcheck.settings import Settings

# Pairs shown that led out of the finding: the nearest misses.
NEAR_MISSES: Final = 5


@dataclass(frozen=True)
class Compared:
    """A candidate pair of the finding.

    Attributes:
        inside: both claims are in the finding.
        evidence: what spoke for the decision, a line each.
    """

    a: Claim
    b: Claim
    inside: bool
    comparison: Comparison
    evidence: tuple[str, ...]


def recheck(
    report: Report, finding: Finding, models: Models | None = None, cache: Cache | None = None
) -> list[Compared]:
    """Compare the claims of a finding again, with the report's articles and settings.

    Returns:
        Its candidate pairs, surest first, then the nearest misses: pairs with a claim that is not in it.

    Raises:
        ArchiveError: the report was made by another version, whose settings or claims are others.
        ModelError: a model is missing or damaged.
    """
    try:
        settings = Settings.model_validate(report.settings)
    except ValidationError as error:
        raise ArchiveError(
            f"report {report.report_id[:8]} has settings of another version: run it again"
        ) from error
    models = models or Models.when_needed(settings)
    if cache is not None:
        models = behind(cache, models)
    story = next(s for s in report.stories if s.id == finding.story_id)
    statements = models.extract([report.article(article_id) for article_id in story.article_ids])
    reprints = find_reprints(statements, report.copies)
    statements = [s for i, s in enumerate(statements) if i not in reprints]
    vectors, words = claim_vectors(statements, models.embedder)
    spans = {(c.article_id, c.start, c.end) for c in map(report.claim, finding.claim_ids)}
    own = {i for i, s in enumerate(statements) if (s.claim.article_id, s.claim.start, s.claim.end) in spans}
    if not own:
        raise ArchiveError(f"report {report.report_id[:8]} has claims of another version: run it again")
    owners = [s.claim.article_id for s in statements]
    # All pairs of the story, as in the report: how near a claim is, and what is worth asking, depends on the others.
    pairs = candidate_pairs(owners, vectors, settings)
    published = [earlier(report.article(owners[a]), report.article(owners[b])) for a, b in pairs]
    found = judged_story(statements, pairs, vectors, words, models.relation, settings, published)
    weighed, evidence = [], []
    for place, (pair, votes) in zip(pairs, found, strict=True):
        one = weigh(pair, votes)
        weighed.append(one)
        shown = not own.isdisjoint(place)
        evidence.append(tuple(trace.evidence(pair, votes, one.probabilities)) if shown else ())
    comparisons = settle_story(statements, pairs, weighed, settings)
    compared = [
        Compared(statements[a].claim, statements[b].claim, a in own and b in own, comparison, lines)
        for (a, b), comparison, lines in zip(pairs, comparisons, evidence, strict=True)
        if a in own or b in own
    ]
    compared.sort(key=lambda c: c.comparison.probabilities["unrelated"])
    inside = [c for c in compared if c.inside]
    return inside + [c for c in compared if not c.inside][:NEAR_MISSES]
