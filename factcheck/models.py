"""The data that flows through factcheck, and the questions one asks of it.

Articles hold the text; everything after them points into it with offsets. Offsets are in
characters (code points) of ``Article.text``, start inclusive, end exclusive.
``Report`` is the published format (``schema_version`` 1): fields may be added, never renamed.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal[1] = 1

Verdict = Literal["agreeing", "conflicting", "single-sourced"]
Severity = Literal["contradiction", "discrepancy"]
Kind = Literal["number", "date", "name", "polarity", "wording", "attribution", "quote", "update"]
Relation = Literal["agree", "conflict", "unrelated"]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Span = tuple[int, int]


class Model(BaseModel):
    """Base of all published records: unknown fields are refused, values are checked."""

    # A published record has all of its fields, also those that have a default when it is made.
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Article(Model):
    r"""One text by one source.

    Attributes:
        text: the article as read, newlines normalised to ``\n``, front matter removed.
        path: where it was read from, as the user gave it (``-`` for standard input).
        headline: span of the headline within ``text``, where its form sets one off.
    """

    id: str
    source: str
    title: str
    published: datetime | None = None
    path: str
    url: str | None = None
    text: str
    headline: Span | None = None


class Quantity(Model):
    """A typed value that a claim states: a number, an amount, a date, a time.

    Attributes:
        start, end: the words that state it, as offsets into the article's text.
        kind: what sort of value it is; only values of one kind can be compared.
        low, high: bounds of what the words allow, in the kind's base unit; ``None`` is unbounded.
        approximate: the words mark the value as rounded or uncertain ("about", "some").
        unit: the base unit (``m``, ``kg``, ``s``, a currency code, ``%``) or empty for plain counts.
        measures: what is counted or measured, as a lower-case noun lemma ("passenger"), or empty;
            for an age the name of the person as written, where it stands beside the age.
        text: the words that state it, verbatim.
        state: what happened to the counted ("killed", "injured", "closed"), or empty.
        precision: half the step to which the value is written, in the base unit: "£1.8m" is 50,000.
        calendar: a date or time as written, ``X`` where it is silent: ``XXXX-04-09``, ``2026-03``,
            ``XXXX-WXX-3`` (a Wednesday), ``P-1W`` (last week), ``T06:14``, ``T06:00/12`` (six o'clock,
            morning or evening), two joined by ``--`` for a span.
        versus: the other side of a score ("24 votes to 22": ``low`` 24, ``versus`` 22).
    """

    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str = ""
    measures: str = ""
    text: str = ""
    state: str = ""
    precision: float = 0.0
    calendar: str = ""
    versus: float | None = None


class Claim(Model):
    """One checkable statement that an article makes.

    Attributes:
        text: the statement, self-contained (pronouns replaced where the article is clear).
        start, end: the passage it was pulled from, verbatim, in the article's text.
        is_quote: the passage is somebody's words.
        speaker: who speaks, where ``is_quote``.
        attributed_to: who the article says it comes from ("police"), where it does.
        hedged: the article does not vouch for it ("reportedly", "alleged").
        quantities: typed values stated in it.
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
    is_quote: bool = False
    speaker: str | None = None
    attributed_to: str | None = None
    hedged: bool = False
    quantities: tuple[Quantity, ...] = ()


class Comparison(Model):
    """What two claims say about each other.

    Attributes:
        relation: ``agree``, ``conflict`` or ``unrelated``.
        probabilities: one for each relation, summing to 1.
        kind, severity: what differs and how badly, where they conflict.
        reason: what differs, in a few plain words.
        says: what the first and the second claim say about it, in short.
        confidence: probability that ``relation`` is right, 0 to 1.
        span_a, span_b: the words that decide it, as offsets into the compared texts.
    """

    relation: Relation
    probabilities: dict[Relation, float]
    kind: Kind | None = None
    severity: Severity | None = None
    reason: str = ""
    says: tuple[str, str] | None = None
    confidence: Share
    span_a: Span | None = None
    span_b: Span | None = None

    @property
    def explanation(self) -> str:
        """The reason and what each claim says, in one line; empty where the claims do not conflict."""
        return self.explain("first", "second")

    def explain(self, a: str, b: str) -> str:
        """The same with the two claims called by these names, such as their sources."""
        if self.says is None:
            return self.reason
        return f"{self.reason}: {a}: {self.says[0]}; {b}: {self.says[1]}"


class Conflict(Model):
    """Two claims of one finding, of different sources, that differ, and the words that do."""

    claim_a: str
    claim_b: str
    kind: Kind
    severity: Severity
    explanation: str
    span_a: Span
    span_b: Span
    confidence: Share


class Finding(Model):
    """Claims about one fact, with what their sources make of it together.

    Attributes:
        notes: what an editor should know beside the verdict (shortened quote, common origin).
    """

    id: str
    story_id: str
    verdict: Verdict
    title: str
    claim_ids: tuple[str, ...]
    sources: tuple[str, ...]
    independent_sources: int
    confidence: Share
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of its conflicts, most frequent first."""
        return tuple(kind for kind, _ in Counter(c.kind for c in self.conflicts).most_common())


class Story(Model):
    """Articles about the same events."""

    id: str
    title: str
    article_ids: tuple[str, ...]


class Copy(Model):
    """Two articles that share text (the same wire).

    Attributes:
        similarity: shared share of the shorter text.
        spans: ``(start_a, end_a, start_b, end_b)`` of each shared passage.
    """

    article_a: str
    article_b: str
    similarity: Share
    spans: tuple[tuple[int, int, int, int], ...]


class Problem(Model):
    """Something that could not be read, or an article that does not fit, in one line."""

    path: str
    message: str


class Counts(Model):
    """The figures of a report's summary line."""

    articles: int
    sources: int
    claims: int
    agreeing: int
    conflicting: int
    single_sourced: int


class Report(Model):
    """The result of one run. ``findings`` stand in order of importance."""

    schema_version: Literal[1] = SCHEMA_VERSION
    report_id: str
    created_at: datetime
    factcheck_version: str
    settings: dict[str, Any]
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    stories: tuple[Story, ...]
    copies: tuple[Copy, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Counts:
        """The summary figures."""
        verdicts = Counter(f.verdict for f in self.findings)
        return Counts(
            articles=len(self.articles),
            sources=len({a.source for a in self.articles}),
            claims=len(self.claims),
            agreeing=verdicts["agreeing"],
            conflicting=verdicts["conflicting"],
            single_sourced=verdicts["single-sourced"],
        )

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises KeyError where there is none."""
        return self._articles[article_id]

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id. Raises KeyError where there is none."""
        return self._claims[claim_id]

    def passage(self, claim: Claim) -> str:
        """The words of the article that the claim was pulled from, verbatim."""
        return self.article(claim.article_id).text[claim.start : claim.end]

    def source(self, claim: Claim) -> str:
        """The outlet that makes the claim."""
        return self.article(claim.article_id).source

    def of_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings with this verdict, in order of importance."""
        return tuple(f for f in self.findings if f.verdict == verdict)

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}
