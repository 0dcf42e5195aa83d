"""Annotated stories and how well a report answers one, by the rules of ``stories/README.md``.

A claim covers a passage where the two overlap by half of the shorter one or more. A conflict is right where its two
claims cover passages on two sides of one annotated conflict and its spans touch them; a conflict on a fact that the
annotation calls optional is neither right nor wrong; every other one is a false alarm.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from factcheck.models import Article, Claim, Conflict, Finding, Report

LONGEST_CLAIM = 400  # characters; a longer claim covers nothing
Passage = tuple[str, str]  # source, words
Fact = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """One folder of articles with its annotation."""

    name: str
    domain: str
    articles: tuple[Path, ...]
    facts: tuple[Fact, ...]
    copies: tuple[frozenset[str], ...] = ()
    sources: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Story:
        """The story in a folder with ``gold.json``."""
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        sources = gold.get("sources", {})
        return cls(
            name=folder.name,
            domain=gold.get("domain", "not named"),
            articles=tuple(sorted(folder.glob("*.txt"))),
            facts=tuple(gold["facts"]),
            copies=tuple(frozenset(sources.get(s, s) for s in pair) for pair in gold.get("copies", [])),
            sources=sources,
        )


@dataclass(frozen=True)
class Judged:
    """A conflict that a report shows: was it right, and how sure was the report?"""

    kind: str
    confidence: float
    is_right: bool


@dataclass
class Score:
    """What one report got right and wrong.

    Attributes:
        counts: what can be summed over stories, by name; see ``figures`` in ``quality``.
        by_kind: for each kind of conflict ``facts``, ``found``, ``kind_right`` (by the first annotated kind), and
            ``right`` and ``false_alarms`` (conflicts shown, by the kind that the report gives them).
        conflicts: the conflicts shown, optional ones left out.
        findings: the surest conflict of each conflicting finding, whose confidence is the finding's.
        mistakes: one line each.
    """

    story: str
    domain: str
    counts: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    conflicts: list[Judged] = field(default_factory=list)
    findings: list[Judged] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def add(self, kind: str, **counts: int) -> None:
        """Add to the counts of one kind of conflict."""
        self.by_kind.setdefault(kind, Counter()).update(counts)


class _Reading:
    """A report with its claims looked up by annotated passage."""

    def __init__(self, story: Story, report: Report) -> None:
        self.story = story
        self.report = report
        self.by_source: dict[str, Article] = {Path(a.path).stem: a for a in report.articles}
        self._covering: dict[Passage, frozenset[str]] = {}

    def places(self, passage: Passage) -> Iterator[tuple[str, int, int]]:
        """Article id, start and end of a passage in its article and in the copies of that."""
        own = self.story.sources.get(passage[0], passage[0])
        sources = {own}.union(*(pair for pair in self.story.copies if own in pair))
        for source in sorted(sources & self.by_source.keys()):
            article = self.by_source[source]
            start = article.text.find(passage[1])
            if start >= 0:
                yield article.id, start, start + len(passage[1])
            elif source == own:
                raise ValueError(f"{self.story.name}: not in the text of {own}: {passage[1]!r}")

    def covering(self, passage: Passage) -> frozenset[str]:
        """Ids of the claims that cover a passage."""
        passage = passage[0], passage[1]
        if passage not in self._covering:
            places = list(self.places(passage))
            self._covering[passage] = frozenset(
                claim.id for claim in self.report.claims if any(covers(claim, *place) for place in places)
            )
        return self._covering[passage]

    def agrees(self, finding: Finding, passages: Sequence[Passage]) -> bool:
        """Does the finding hold claims of two sources, not copies of each other, on these passages?"""
        told = {
            source
            for source, words in passages
            if _touches(finding.claim_ids, self.covering((source, words)))
        }
        return any(frozenset(pair) not in self.story.copies for pair in combinations(sorted(told), 2))

    def joins(self, conflict: Conflict, one: Sequence[Passage], other: Sequence[Passage]) -> bool:
        """Does the conflict stand between these two groups of passages, in either order?"""
        ends = (conflict.claim_a, conflict.span_a), (conflict.claim_b, conflict.span_b)
        return any(
            self._meets(left, *ends[0]) and self._meets(right, *ends[1])
            for left, right in ((one, other), (other, one))
        )

    def joins_any(self, conflict: Conflict, groups: Iterable[Sequence[Passage]]) -> bool:
        """Does the conflict stand between any two of the groups?"""
        return any(self.joins(conflict, one, other) for one, other in combinations(groups, 2))

    def _meets(self, passages: Sequence[Passage], claim_id: str, span: tuple[int, int]) -> bool:
        article = self.report.claim(claim_id).article_id
        return any(claim_id in self.covering(p) for p in passages) and any(
            place == article and min(end, span[1]) > max(start, span[0])
            for p in passages
            for place, start, end in self.places(p)
        )


def covers(claim: Claim, article_id: str, start: int, end: int) -> bool:
    """Whether a claim covers a passage of an article: they overlap by half of the shorter one or more."""
    overlap = min(end, claim.end) - max(start, claim.start)
    shorter = min(end - start, claim.end - claim.start)
    return (
        claim.article_id == article_id
        and claim.end - claim.start <= LONGEST_CLAIM
        and overlap > 0
        and overlap >= 0.5 * shorter
    )


def score(story: Story, report: Report) -> Score:
    """Compare a report on a story with its annotation.

    Raises:
        ValueError: an annotated passage is not in its article.
    """
    reading = _Reading(story, report)
    result = Score(story.name, story.domain)
    shown = [c for f in report.findings if f.verdict == "conflicting" for c in f.conflicts]
    right: set[int] = set()
    undecided: set[int] = set()
    for fact in story.facts:
        groups = fact["sides"] if fact["verdict"] == "conflict" else [[p] for p in fact["passages"]]
        standing = {i for i, conflict in enumerate(shown) if reading.joins_any(conflict, groups)}
        if fact.get("optional"):
            undecided |= standing
        else:
            if fact["verdict"] == "conflict":
                right |= standing
            _SCORERS[fact["verdict"]](reading, fact, [shown[i] for i in sorted(standing)], result)
        for passage in chain(*groups):
            result.counts.update(passages=1, passages_claimed=bool(reading.covering(passage)))
    _judge_agreements(reading, result)
    reported = {
        frozenset(Path(report.article(name).path).stem for name in (c.article_a, c.article_b))
        for c in report.copies
    }
    result.counts.update(copies=len(story.copies), copies_found=len(reported & set(story.copies)))
    _judge(report, shown, right, undecided - right, result)
    return result


def _score_conflict(_: _Reading, fact: Fact, hits: Sequence[Conflict], result: Score) -> None:
    """Found where any conflict shown stands on it; its kind is right where one of these has an annotated kind."""
    kind_right = any(hit.kind in fact["kinds"] for hit in hits)
    counts = {"facts": 1, "found": bool(hits), "kind_right": kind_right}
    result.counts.update(counts)
    result.add(fact["kinds"][0], **counts)
    if fact.get("must"):
        result.counts.update(must=1, must_found=bool(hits))
    kinds = ", ".join(fact["kinds"])
    if not hits:
        sides = " / ".join(repr(side[0][1]) for side in fact["sides"])
        result.mistakes.append(f"missed conflict [{kinds}]: {sides}")
    elif not kind_right:
        said = ", ".join(sorted({hit.kind for hit in hits}))
        result.mistakes.append(f"wrong kind [{said} for {kinds}]: {fact['sides'][0][0][1]!r}")


def _score_agreement(reading: _Reading, fact: Fact, _: Sequence[Conflict], result: Score) -> None:
    """Found where one finding holds claims of two sources on the fact, with no conflict between them."""
    covering = [(source, reading.covering((source, words))) for source, words in fact["passages"]]
    is_found = any(
        _touches(finding.claim_ids, one)
        and _touches(finding.claim_ids, other)
        and not any(_touches((c.claim_a, c.claim_b), one) and _touches((c.claim_a, c.claim_b), other)
                    for c in finding.conflicts)
        for finding in reading.report.findings
        if finding.verdict != "single-sourced"
        for (source, one), (another, other) in combinations(covering, 2)
        if source != another
    )  # fmt: skip
    result.counts.update(agreements=1, agreements_found=is_found)
    if not is_found:
        result.mistakes.append(
            "missed agreement: " + " / ".join(repr(words) for _, words in fact["passages"])
        )


def _touches(ids: Iterable[str], others: frozenset[str]) -> bool:
    return not others.isdisjoint(ids)


def _score_trap(_: _Reading, fact: Fact, hits: Sequence[Conflict], result: Score) -> None:
    result.counts.update(traps=1, traps_sprung=bool(hits))
    if hits:
        result.mistakes.append("trap sprung: " + " / ".join(repr(words) for _, words in fact["passages"]))


def _score_single(reading: _Reading, fact: Fact, _: Sequence[Conflict], result: Score) -> None:
    alone = {claim for f in reading.report.of_verdict("single-sourced") for claim in f.claim_ids}
    is_found = _touches(alone, reading.covering(fact["passages"][0]))
    result.counts.update(single=1, single_found=is_found)
    if not is_found:
        result.mistakes.append(f"not single-sourced: {fact['passages'][0][1]!r}")


_SCORERS = {
    "conflict": _score_conflict,
    "agree": _score_agreement,
    "compatible": _score_trap,
    "single": _score_single,
}


def _judge_agreements(reading: _Reading, result: Score) -> None:
    """An agreeing finding is right where claims of two sources tell one annotated fact, or one side of a conflict.

    Copies are one source. One pair that agrees makes the finding right; an agreement that the annotation forgot makes
    it wrong. It is neither where it stands on nothing but facts that are called optional or compatible, which may be
    one fact or two.
    """
    for finding in reading.report.of_verdict("agreeing"):
        told = [
            fact
            for fact in reading.story.facts
            if any(reading.agrees(finding, passages) for passages in _tellings(fact))
        ]
        firm = [fact for fact in told if fact["verdict"] != "compatible" and not fact.get("optional")]
        if told and not firm:
            continue
        result.counts.update(agreeing=1, agreeing_right=bool(firm))
        if not firm:
            texts = " / ".join(repr(reading.report.claim(name).text[:120]) for name in finding.claim_ids)
            result.mistakes.append(f"no agreement: {texts}")


def _tellings(fact: Fact) -> Sequence[Sequence[Passage]]:
    """The passages that tell one thing: all of a fact, or each side of a conflict."""
    sides: Sequence[Sequence[Passage]] = (
        fact["sides"] if fact["verdict"] == "conflict" else [fact["passages"]]
    )
    return sides


def _judge(
    report: Report, shown: Sequence[Conflict], right: set[int], undecided: set[int], result: Score
) -> None:
    """Count the conflicts shown as right or false alarms, and note which findings they lead."""
    leading = {id(f.conflicts[0]) for f in report.of_verdict("conflicting")}
    for i, conflict in enumerate(shown):
        if i in undecided:
            continue
        judged = Judged(conflict.kind, conflict.confidence, i in right)
        result.conflicts.append(judged)
        if id(conflict) in leading:
            result.findings.append(judged)
        result.add(conflict.kind, right=i in right, false_alarms=i not in right)
        if i not in right:
            result.counts["false_alarms"] += 1
            a, b = (report.claim(name) for name in (conflict.claim_a, conflict.claim_b))
            result.mistakes.append(
                f"false alarm [{conflict.kind} {conflict.confidence:.2f}] {conflict.explanation}: "
                f"{a.text[:160]!r} / {b.text[:160]!r}"
            )
