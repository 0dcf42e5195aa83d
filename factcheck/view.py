"""A report as its readers see it: the logic that the terminal and the page share.

``arrange`` turns a ``Report`` into stories with their findings grouped by verdict, each finding
with its passages; in a conflict the passages stand in sides, so that ten pairs that say "11 against
19" are shown once. All words are verbatim; nothing here is escaped (see ``safetext``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from factcheck.excerpts import Segment, after, around, before, folded, segments, whole_words
from factcheck.models import (
    Article,
    Claim,
    Conflict,
    Copy,
    Finding,
    Kind,
    Report,
    Severity,
    Span,
    Story,
    Verdict,
)

KIND_WORDS: Final[dict[Kind, str]] = {
    "number": "numbers differ",
    "date": "dates or times differ",
    "name": "names differ",
    "polarity": "one denies what the other states",
    "wording": "told differently",
    "attribution": "attributed differently",
    "quote": "quoted differently",
    "update": "a later figure replaces an earlier one",
}
VERDICT_WORDS: Final[dict[Verdict, str]] = {
    "conflicting": "Conflicting",
    "agreeing": "Agreeing",
    "single-sourced": "Single-sourced",
}
# Kinds of conflict whose differing words are a value.
VALUE_KINDS: Final = frozenset({"number", "date", "update"})
# Plain signs beside every colour.
VERDICT_SIGNS: Final[dict[Verdict, str]] = {"conflicting": "≠", "agreeing": "=", "single-sourced": "•"}

# Probabilities that read as "high" and "medium"; words for people, no threshold of the comparison.
HIGH_CONFIDENCE = 0.85
MEDIUM_CONFIDENCE = 0.6
# Two articles that share this much of the shorter one are called the same text.
SAME_TEXT = 0.8


@dataclass(frozen=True)
class Passage:
    """The same words, said by one claim or by several (copies, a repeated quote).

    Attributes:
        before, after: the rest of the sentence around them, in the article that ``segments`` is from.
        lead, tail: the paragraph around them, with its neighbours where it is short.
    """

    claims: tuple[Claim, ...]
    articles: tuple[Article, ...]
    segments: tuple[Segment, ...]
    before: str = ""
    after: str = ""
    lead: str = ""
    tail: str = ""

    @property
    def more(self) -> bool:
        """There is more around the words than the rest of their sentence."""
        return len(self.lead) > len(self.before) or len(self.tail) > len(self.after)

    @property
    def in_context(self) -> tuple[Segment, ...]:
        """The words with the rest of their sentence."""
        return (Segment(self.before), *self.segments, Segment(self.after))

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says it, in order, each once."""
        return unique(article.source for article in self.articles)


@dataclass(frozen=True)
class Side:
    """Those who say the same in a conflict, under a letter."""

    label: str
    passages: tuple[Passage, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Who stands on this side, in order, each once."""
        return unique(source for passage in self.passages for source in passage.sources)


@dataclass(frozen=True)
class Reason:
    """Why two sides conflict, in the words of their clearest pair.

    Attributes:
        conflict: that pair; its claims need not stand in the order of ``sides``.
    """

    conflict: Conflict
    sides: tuple[str, str]
    kind: Kind
    severity: Severity
    explanation: str
    confidence: float


@dataclass(frozen=True)
class FindingView:
    """A finding with what is shown of it.

    Attributes:
        anchor: its place on the page, without the ``#``.
        support: how many sources state it, of how many ("2 of 3 sources"); the independent ones, if fewer.
        passages: all its passages, the same words once.
        sides, reasons: empty unless conflicting; contradictions and the surest reasons first.
        others: passages of a conflicting finding that are on no side.
        words: in a conflict, the words of each source that differ, in its clearest pair.
        origin: whom every one of its claims quotes or cites, where that is one and the same.
    """

    finding: Finding
    anchor: str
    support: str
    passages: tuple[Passage, ...]
    sides: tuple[Side, ...] = ()
    reasons: tuple[Reason, ...] = ()
    others: tuple[Passage, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""

    def stand(self, source: str) -> str:
        """The letters of the sides a source stands on, or ``aside``; ``states`` without sides; empty where silent."""
        if source not in self.finding.sources:
            return ""
        letters = "".join(side.label for side in self.sides if source in side.sources)
        return letters or ("aside" if self.sides else "states")

    def against(self, claim: Claim) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Who stands on another side than the claim, with the words that differ; nobody where it is on none."""
        said: dict[str, list[str]] = {}
        if not any(claim in passage.claims for side in self.sides for passage in side.passages):
            return ()
        for side in self.sides:
            if all(claim not in passage.claims for passage in side.passages):
                for source in side.sources:
                    said.setdefault(self.words.get(source, ""), []).append(source)
        return tuple((tuple(sources), words) for words, sources in said.items())


@dataclass(frozen=True)
class StoryView:
    """A story with its findings by verdict.

    Attributes:
        sources: of its articles, in order, each once.
        single: single-sourced findings by who makes them, in order of the articles.
    """

    title: str
    anchor: str
    articles: tuple[Article, ...]
    sources: tuple[str, ...]
    conflicting: tuple[FindingView, ...]
    agreeing: tuple[FindingView, ...]
    single: tuple[tuple[tuple[str, ...], tuple[FindingView, ...]], ...]

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """All its findings in the order in which they are shown."""
        return (*self.conflicting, *self.agreeing, *(view for _, views in self.single for view in views))

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many of its findings have each verdict."""
        return {
            "conflicting": len(self.conflicting),
            "agreeing": len(self.agreeing),
            "single-sourced": self.single_count,
        }

    @property
    def single_count(self) -> int:
        """How many of its findings rest on one source."""
        return sum(len(views) for _, views in self.single)


@dataclass(frozen=True)
class CopyGroup:
    """Articles that repeat each other's text, directly or through a third."""

    articles: tuple[Article, ...]
    similarity: float

    @property
    def sources(self) -> tuple[str, ...]:
        """Who printed it, each once."""
        return unique(article.source for article in self.articles)

    def seen_from(self, article: Article, limit: int = 3) -> str:
        """What one of its articles shares with whom: ``same text as Daily Digest``."""
        others = unique(other.source for other in self.articles if other.id != article.id)
        kind = "same text as" if self.similarity >= SAME_TEXT else "shares passages with"
        return f"{kind} {listing(others, limit)}"

    def sentence(self, limit: int = 6) -> str:
        """What was shared and how it was counted, naming at most ``limit`` sources."""
        names = listing(self.sources, limit)
        if len(self.sources) == 1:
            return f"The same text stands {len(self.articles)} times in {names}."
        if self.similarity >= SAME_TEXT:
            return f"Same text in {names}: counted as one source."
        return (
            f"Shared passages in {names} ({self.similarity:.0%} of the shorter text): counted as one source."
        )


def arrange(report: Report) -> tuple[StoryView, ...]:
    """The report's stories with their findings, in the report's order."""
    return tuple(_story(report, story) for story in report.stories)


def title(report: Report) -> str:
    """The story's title, or how many stories there are."""
    if not report.stories:
        return "No story"
    first, others = report.stories[0].title, len(report.stories) - 1
    return f"{first}, and {plural(others, 'other story', 'other stories')}" if others else first


def copy_groups(report: Report) -> tuple[CopyGroup, ...]:
    """Copies joined into groups, so that 200 copies of one text are one line."""
    group: dict[str, list[str]] = {}
    shares: dict[str, list[float]] = defaultdict(list)
    for copy in report.copies:
        _join(group, copy)
    for copy in report.copies:
        shares[group[copy.article_a][0]].append(copy.similarity)
    distinct = {ids[0]: ids for ids in group.values()}
    return tuple(
        CopyGroup(tuple(a for a in report.articles if a.id in set(ids)), min(shares[first]))
        for first, ids in distinct.items()
    )


def differing(report: Report, finding: Finding) -> dict[str, list[Span]]:
    """Where the words of each claim that differ stand in its article, as whole words."""
    marks: dict[str, list[Span]] = defaultdict(list)
    for conflict in finding.conflicts:
        for claim_id, span in ((conflict.claim_a, conflict.span_a), (conflict.claim_b, conflict.span_b)):
            text = report.article(report.claim(claim_id).article_id).text
            marks[claim_id].append(whole_words(text, span))
    return marks


def confidence_word(confidence: float) -> str:
    """``high``, ``medium`` or ``low``."""
    if confidence >= HIGH_CONFIDENCE:
        return "high"
    return "medium" if confidence >= MEDIUM_CONFIDENCE else "low"


def anchor(prefix: str, identifier: str) -> str:
    """A fragment name that is safe in any id, whatever the identifier holds."""
    return f"{prefix}-{re.sub(r'[^A-Za-z0-9_.-]', '-', identifier)}"


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(names))


def plural(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listing(names: Sequence[str], limit: int = 6) -> str:
    """``A, B and C``; past ``limit`` names, ``A, B and 7 others``."""
    if len(names) > limit:
        return f"{', '.join(names[: limit - 1])} and {len(names) - limit + 1} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _story(report: Report, story: Story) -> StoryView:
    articles = tuple(report.article(article_id) for article_id in story.article_ids)
    sources = unique(article.source for article in articles)
    views = [_finding(report, f, len(sources)) for f in report.findings if f.story_id == story.id]
    groups: dict[tuple[str, ...], list[FindingView]] = defaultdict(list)
    for view in views:
        if view.finding.verdict == "single-sourced":
            groups[view.finding.sources].append(view)
    order = {source: place for place, source in enumerate(sources)}
    return StoryView(
        title=story.title,
        anchor=anchor("story", story.id),
        articles=articles,
        sources=sources,
        conflicting=tuple(v for v in views if v.finding.verdict == "conflicting"),
        agreeing=tuple(v for v in views if v.finding.verdict == "agreeing"),
        single=tuple(
            (names, tuple(groups[names]))
            for names in sorted(groups, key=lambda names: [order.get(name, len(order)) for name in names])
        ),
    )


def _finding(report: Report, finding: Finding, story_sources: int) -> FindingView:
    marks = differing(report, finding)
    side_of = _sides(report, finding)
    members: dict[int, list[str]] = defaultdict(list)
    for claim_id, side in side_of.items():
        members[side].append(claim_id)
    rest = [claim_id for claim_id in finding.claim_ids if claim_id not in side_of]
    sides = tuple(Side(_letter(n), _passages(report, ids, marks)) for n, ids in sorted(members.items()))
    return FindingView(
        finding=finding,
        anchor=anchor("f", finding.id),
        support=_support(finding, story_sources),
        passages=_passages(report, finding.claim_ids, marks),
        sides=sides,
        reasons=_reasons(finding.conflicts, side_of),
        others=_passages(report, rest, marks) if finding.conflicts else (),
        words=_words(report, finding, sides),
        origin=_origin(report, finding),
    )


def _support(finding: Finding, of: int) -> str:
    counted = finding.independent_sources
    if counted == len(finding.sources):
        return f"{counted} of {plural(of, 'source')}"
    return f"{len(finding.sources)} of {plural(of, 'source')} ({counted} independent)"


def _words(report: Report, finding: Finding, sides: Sequence[Side]) -> dict[str, str]:
    """The differing words by source; a copy that was not compared has those that it shares."""
    said: dict[str, str] = {}
    for conflict in _ranked(finding.conflicts):
        for claim_id, (start, end) in (
            (conflict.claim_a, conflict.span_a),
            (conflict.claim_b, conflict.span_b),
        ):
            article = report.article(report.claim(claim_id).article_id)
            start, end = whole_words(article.text, (start, end))
            said.setdefault(article.source, " ".join(article.text[start:end].split()))
    for side in sides:
        for passage in side.passages:
            marked = next((segment.text for segment in passage.segments if segment.marked), "")
            for source in passage.sources:
                said.setdefault(source, " ".join(marked.split()))
    return said


def _origin(report: Report, finding: Finding) -> str:
    """Whom all claims of several sources quote or cite; empty where they differ or a note tells it."""
    claims = [report.claim(claim_id) for claim_id in finding.claim_ids]
    named = [claim.speaker or claim.attributed_to or "" for claim in claims]
    same = len({" ".join(name.casefold().split()) for name in named}) == 1
    told = any(named[0] in note for note in finding.notes)
    return named[0] if same and not told and len(finding.sources) > 1 else ""


def _passages(report: Report, claim_ids: Iterable[str], marks: dict[str, list[Span]]) -> tuple[Passage, ...]:
    """One passage for each wording, in order of its first claim."""
    wordings: dict[str, list[Claim]] = defaultdict(list)
    for claim_id in claim_ids:
        wordings[_wording(report, claim_id)].append(report.claim(claim_id))
    passages = []
    for claims in wordings.values():
        # The claim that shows most marks: a copy need not have been compared itself.
        shown = max(claims, key=lambda claim: len(marks.get(claim.id, ())))
        text, span = report.article(shown.article_id).text, (shown.start, shown.end)
        low, high = around(text, span)
        passages.append(
            Passage(
                claims=tuple(claims),
                articles=tuple(report.article(claim.article_id) for claim in claims),
                segments=segments(text, span, marks.get(shown.id, ())),
                before=before(text, shown.start),
                after=after(text, shown.end),
                lead=text[low : shown.start],
                tail=text[shown.end : high],
            )
        )
    return tuple(passages)


def _sides(report: Report, finding: Finding) -> dict[str, int]:
    """The side of every claim in conflict; no two on one side conflict.

    A claim joins those who share an opponent with it or whose differing words are its own, so that
    "11" and "eleven" stand together against "19" and "23", which stand apart. Without such a sign
    it opens a side: nobody is said to agree for want of a comparison. A claim without a conflict
    stands where its words or, of the values that differ, its value stand; else on no side.
    """
    against: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for conflict in finding.conflicts:
        against[conflict.claim_a].add(conflict.claim_b)
        against[conflict.claim_b].add(conflict.claim_a)
        for claim_id, differing_words in _ends(report, conflict):
            words[claim_id].add(" ".join(differing_words.casefold().split()))

    def nearness(claim_id: str, side: list[str]) -> int:
        return max(len(against[claim_id] & against[c]) + len(words[claim_id] & words[c]) for c in side)

    sides: list[list[str]] = []
    for claim_id in (c for c in finding.claim_ids if c in against):
        open_sides = [side for side in sides if not against[claim_id] & set(side)]
        nearest = max(open_sides, key=lambda side: nearness(claim_id, side), default=None)
        if nearest and nearness(claim_id, nearest):
            nearest.append(claim_id)
        else:
            sides.append([claim_id])
    side_of = {claim_id: number for number, side in enumerate(sides) for claim_id in side}
    # Not every pair is compared: the same words, or the same value, stand on the same side.
    said = {_wording(report, claim_id): side for claim_id, side in reversed(side_of.items())}
    values = _values(report, finding, side_of)
    for claim_id in (c for c in finding.claim_ids if c not in side_of):
        wording = _wording(report, claim_id)
        stated = {side for value, side in values if _states(value, wording)}
        if wording in said or len(stated) == 1:
            side_of[claim_id] = said[wording] if wording in said else stated.pop()
    return {claim_id: side_of[claim_id] for claim_id in finding.claim_ids if claim_id in side_of}


def _values(report: Report, finding: Finding, side_of: Mapping[str, int]) -> set[tuple[str, int]]:
    """The values that differ, as written, each with its side."""
    found = set()
    for conflict in finding.conflicts:
        if conflict.kind in VALUE_KINDS:
            for claim_id, value in _ends(report, conflict):
                found.add((folded(value).casefold(), side_of[claim_id]))
    return found


def _ends(report: Report, conflict: Conflict) -> Iterator[tuple[str, str]]:
    """Both claims of a conflict, each with its words that differ."""
    for claim_id, (start, end) in (
        (conflict.claim_a, conflict.span_a),
        (conflict.claim_b, conflict.span_b),
    ):
        yield claim_id, report.article(report.claim(claim_id).article_id).text[start:end]


def _states(value: str, wording: str) -> bool:
    """The value stands there as a word of its own, not as a part of a longer number."""
    pattern = rf"(?<!\w)(?<!\d[.,:]){re.escape(value)}(?!\w|[.,:]\d)"
    return re.search(pattern, wording.casefold()) is not None


def _wording(report: Report, claim_id: str) -> str:
    return folded(report.passage(report.claim(claim_id)))


def _reasons(conflicts: Sequence[Conflict], side_of: dict[str, int]) -> tuple[Reason, ...]:
    """One reason for each pair of sides and kind, told by its gravest and surest pair of claims."""
    told_by: dict[tuple[tuple[int, int], Kind], set[str]] = {}
    reasons: dict[tuple[tuple[int, int], str], Reason] = {}
    for conflict in _ranked(conflicts):
        low, high = sorted((side_of[conflict.claim_a], side_of[conflict.claim_b]))
        pair = {conflict.claim_a, conflict.claim_b}
        if told_by.setdefault(((low, high), conflict.kind), pair) == pair:
            reasons.setdefault(
                ((low, high), conflict.explanation),
                Reason(
                    conflict,
                    (_letter(low), _letter(high)),
                    conflict.kind,
                    conflict.severity,
                    conflict.explanation[:1].upper() + conflict.explanation[1:],
                    conflict.confidence,
                ),
            )
    return tuple(reasons.values())


def _ranked(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """The gravest and surest first."""
    return sorted(conflicts, key=lambda c: (c.severity != "contradiction", -c.confidence))


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"A{number}"


def _join(group: dict[str, list[str]], copy: Copy) -> None:
    a, b = (group.setdefault(article_id, [article_id]) for article_id in (copy.article_a, copy.article_b))
    if a is not b:
        a.extend(b)
        for article_id in b:
            group[article_id] = a
