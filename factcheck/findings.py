"""Clusters of compared claims -> findings: verdict, conflicts with their reasons, notes, confidence, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from factcheck import importance
from factcheck.claims import Statement
from factcheck.models import Article, Comparison, Conflict, Copy, Finding, Verdict
from factcheck.origins import shared


def build_findings(
    story_id: str,
    statements: Sequence[Statement],
    clusters: Sequence[Sequence[int]],
    compared: Mapping[tuple[int, int], Comparison],
    articles: Mapping[str, Article],
    copies: Sequence[Copy],
) -> list[Finding]:
    """Findings of one story, most important first; their ids are numbered within the story.

    Args:
        statements: the story's claims.
        clusters: indices into ``statements``; every claim is in exactly one cluster.
        compared: the comparison of each compared pair of indices.
        articles: by id.
    """
    found = [_finding(story_id, statements, cluster, compared, articles, copies) for cluster in clusters]
    order = sorted(found, key=lambda entry: entry[0])
    return [finding.model_copy(update={"id": f"{story_id}.f{n}"}) for n, (_, finding) in enumerate(order, 1)]


def _finding(
    story_id: str,
    statements: Sequence[Statement],
    cluster: Sequence[int],
    compared: Mapping[tuple[int, int], Comparison],
    articles: Mapping[str, Article],
    copies: Sequence[Copy],
) -> tuple[importance.Key, Finding]:
    source = {i: articles[statements[i].claim.article_id].source for i in cluster}
    inside = {pair: compared[pair] for pair in combinations(sorted(cluster), 2) if pair in compared}
    conflicts = [
        _conflict(statements, pair, comparison, source)
        for pair, comparison in inside.items()
        if comparison.relation == "conflict" and source[pair[0]] != source[pair[1]]
    ]
    independent = _independent(statements, cluster, source, copies)
    verdict: Verdict = "conflicting" if conflicts else "agreeing" if independent > 1 else "single-sourced"
    agreed = [c.confidence for c in inside.values() if c.relation == "agree"]
    confidence = (
        max(c.confidence for c in conflicts) if conflicts else sum(agreed) / len(agreed) if agreed else 1.0
    )
    finding = Finding(
        id="",
        story_id=story_id,
        verdict=verdict,
        title=_title(statements, cluster, conflicts),
        claim_ids=tuple(statements[i].claim.id for i in cluster),
        sources=tuple(dict.fromkeys(source[i] for i in cluster)),
        independent_sources=independent,
        confidence=round(confidence, 4),
        conflicts=tuple(sorted(conflicts, key=lambda c: -c.confidence)),
        notes=tuple(_notes(statements, cluster, inside, source, articles, copies)),
    )
    return importance.key(statements, cluster, finding), finding


def _conflict(
    statements: Sequence[Statement], pair: tuple[int, int], comparison: Comparison, source: Mapping[int, str]
) -> Conflict:
    a, b = (statements[i].claim for i in pair)
    return Conflict(
        claim_a=a.id,
        claim_b=b.id,
        kind=comparison.kind or "wording",
        severity=comparison.severity or "contradiction",
        explanation=comparison.explain(source[pair[0]], source[pair[1]]),
        span_a=comparison.span_a or (a.start, a.end),
        span_b=comparison.span_b or (b.start, b.end),
        confidence=round(comparison.confidence, 4),
    )


def _independent(
    statements: Sequence[Statement], cluster: Sequence[int], source: Mapping[int, str], copies: Sequence[Copy]
) -> int:
    """Number of sources left when those that share the copied words are counted as one."""
    groups = {name: {name} for name in source.values()}
    for i, j in combinations(cluster, 2):
        if source[i] != source[j] and _is_copied(statements[i], statements[j], copies):
            joined = groups[source[i]] | groups[source[j]]
            for name in joined:
                groups[name] = joined
    return len({frozenset(group) for group in groups.values()})


def _is_copied(a: Statement, b: Statement, copies: Sequence[Copy]) -> bool:
    """Both claims stand in text that one article copied from the other."""
    for copy in copies:
        for first, second in ((a.claim, b.claim), (b.claim, a.claim)):
            if (first.article_id, second.article_id) != (copy.article_a, copy.article_b):
                continue
            if copy.similarity >= 0.9 or any(
                _overlap((s[0], s[1]), first.start, first.end)
                and _overlap((s[2], s[3]), second.start, second.end)
                for s in copy.spans
            ):
                return True
    return False


def _overlap(span: tuple[int, int], start: int, end: int) -> bool:
    return min(span[1], end) - max(span[0], start) >= 0.5 * (end - start)


def _title(statements: Sequence[Statement], cluster: Sequence[int], conflicts: Sequence[Conflict]) -> str:
    """The claim that says it best: of the strongest conflict, else a whole sentence that is no headline."""
    if conflicts:
        strongest = max(conflicts, key=lambda c: c.confidence)
        chosen = next(i for i in cluster if statements[i].claim.id == strongest.claim_a)
    else:
        chosen = min(cluster, key=lambda i: (statements[i].is_headline, statements[i].claim.is_quote, i))
    return statements[chosen].claim.text


def _notes(
    statements: Sequence[Statement],
    cluster: Sequence[int],
    inside: Mapping[tuple[int, int], Comparison],
    source: Mapping[int, str],
    articles: Mapping[str, Article],
    copies: Sequence[Copy],
) -> list[str]:
    notes = []
    for (i, j), comparison in inside.items():
        if comparison.relation == "conflict" and comparison.kind != "update" and source[i] == source[j]:
            notes.append(f"{source[i]} contradicts itself: {_both(comparison)}")
    copied = {
        tuple(sorted({source[i], source[j]}))
        for i, j in combinations(cluster, 2)
        if source[i] != source[j] and _is_copied(statements[i], statements[j], copies)
    }
    notes += [f"same text in {' and '.join(names)}" for names in sorted(copied)]
    named = {source[i]: statements[i].origin for i in cluster if statements[i].origin}
    notes += [
        f"common origin: {' and '.join(sources)} both credit {origin}"
        if len(sources) == 2
        else f"common origin: {', '.join(sources[:-1])} and {sources[-1]} all credit {origin}"
        for origin, sources in shared(named)
    ]
    return list(dict.fromkeys(notes))


def _both(comparison: Comparison) -> str:
    """What two claims of one source say, in a line."""
    if comparison.says is None:
        return comparison.reason
    return f"{comparison.reason}: {comparison.says[0]} and {comparison.says[1]}"
