"""Hypothesis strategies for the tests: texts, articles and whole reports, sound but as odd as they come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from hypothesis import strategies as st

from factcheck.models import (
    Article,
    Claim,
    Conflict,
    Copy,
    Finding,
    Kind,
    Problem,
    Quantity,
    Report,
    Severity,
    Story,
)

# Every character that a file can hold: lone surrogates are made writable when an article is read.
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")
ODD = st.sampled_from(
    [
        *(
            "\x1b[2J",
            "\u202e",
            "\u2028",
            "\x85",
            "\u200b",
            "\ufeff",
            "\t",
            "\n",
            "\n\n",
            "é",
            "𝟙",
            "\U0001f600",
        ),
        *("<script>", "</script>", "&lt;", "{{x}}", "[red]", "|", "`", '"', "'", "“", "”", "…"),
        *("=SUM(A1)", "::error::", "%0A"),
    ]
)
WORDS = st.sampled_from(
    "police said 37 people were hurt in the fire on Monday , . not about £2m Anna Brook told the mayor that it".split()
)


def texts(min_size: int = 1, max_size: int = 30) -> st.SearchStrategy[str]:
    """Texts of words, odd pieces and any characters, never blank where ``min_size`` is positive."""
    piece = st.one_of(WORDS, WORDS, ODD, st.text(ANY, max_size=8))
    found = st.lists(piece, min_size=min_size, max_size=max_size).map(" ".join)
    return found.filter(str.strip) if min_size else found


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """A span of a text that is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    """An article; its source is one of a few, so that sources are shared."""
    text = draw(texts())
    return Article(
        id=f"a{number}",
        source=draw(st.sampled_from(["Herald", "Courier", "<b>Post</b>", "=Wire\x1b[0m"])),
        title=draw(texts(max_size=6)),
        published=draw(st.none() | st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC))),
        path=draw(texts(max_size=3)),
        url=draw(st.sampled_from([None, "https://post.example/1", "javascript:alert(1)"])),
        text=text,
        headline=draw(st.none() | spans(text)),
    )


@st.composite
def quantities(draw: st.DrawFn, text: str) -> Quantity:
    """A number that a text states."""
    start, end = draw(spans(text))
    value = draw(st.floats(-1e9, 1e9))
    return Quantity(
        start=start, end=end, kind=draw(st.sampled_from(["count", "money", "date"])), low=value, high=value,
        unit=draw(st.sampled_from(["", "m", "GBP"])), text=text[start:end],
    )  # fmt: skip


@st.composite
def claims(draw: st.DrawFn, number: int, article: Article) -> Claim:
    """A claim of an article."""
    start, end = draw(spans(article.text))
    is_quote = draw(st.booleans())
    return Claim(
        id=f"c{number}", article_id=article.id, text=draw(texts(max_size=10)), start=start, end=end,
        is_quote=is_quote, speaker=draw(st.none() | texts(max_size=3)) if is_quote else None,
        attributed_to=draw(st.none() | texts(max_size=3)), hedged=draw(st.booleans()),
        quantities=tuple(draw(st.lists(quantities(article.text), max_size=1))),
    )  # fmt: skip


@st.composite
def findings(draw: st.DrawFn, number: int, own: list[Claim], by_id: dict[str, Article]) -> Finding:
    """A finding of these claims; where two sources make it, they may conflict."""
    sources = tuple(dict.fromkeys(by_id[claim.article_id].source for claim in own))
    pairs = [(a, b) for a in own for b in own if by_id[a.article_id].source != by_id[b.article_id].source]
    conflicts = [
        Conflict(
            claim_a=a.id, claim_b=b.id, kind=draw(st.sampled_from(get_args(Kind))),
            severity=draw(st.sampled_from(get_args(Severity))), explanation=draw(texts(max_size=6)),
            span_a=draw(spans(by_id[a.article_id].text)), span_b=draw(spans(by_id[b.article_id].text)),
            confidence=draw(st.floats(0, 1)),
        )
        for a, b in draw(st.lists(st.sampled_from(pairs), max_size=3) if pairs else st.just([]))
    ]  # fmt: skip
    independent = draw(st.integers(1, len(sources)))
    return Finding(
        id=f"s1.f{number}", story_id="s1",
        verdict="conflicting" if conflicts else "agreeing" if independent > 1 else "single-sourced",
        title=draw(texts(max_size=6)), claim_ids=tuple(claim.id for claim in own), sources=sources,
        independent_sources=independent, confidence=draw(st.floats(0, 1)), conflicts=tuple(conflicts),
        notes=tuple(draw(st.lists(texts(max_size=5), max_size=2))),
    )  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A sound report of one story, its texts as odd as they come."""
    told = [draw(articles(n)) for n in range(draw(st.integers(1, 4)))]
    made = [
        draw(claims(n, draw(st.sampled_from(told)))) for n in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    groups: dict[int, list[Claim]] = {}
    for claim in made:
        groups.setdefault(draw(st.integers(0, 2)), []).append(claim)
    by_id = {article.id: article for article in told}
    return Report(
        report_id=draw(st.uuids()).hex[:12],
        created_at=draw(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))),
        factcheck_version="0",
        settings={},
        articles=tuple(told),
        claims=tuple(made),
        findings=tuple(draw(findings(n, own, by_id)) for n, own in sorted(groups.items())),
        stories=(Story(id="s1", title=draw(texts(max_size=6)), article_ids=tuple(by_id)),),
        copies=tuple(draw(_copies(told))) if len(told) > 1 else (),
        problems=tuple(
            Problem(path=draw(texts(max_size=3)), message=draw(texts(max_size=6)))
            for _ in range(draw(st.integers(0, 2)))
        ),
    )


def _copies(told: list[Article]) -> st.SearchStrategy[list[Copy]]:
    a, b = told[0], told[1]
    spans_of_both = st.tuples(spans(a.text), spans(b.text)).map(lambda both: (*both[0], *both[1]))
    copy = st.builds(
        Copy, article_a=st.just(a.id), article_b=st.just(b.id), similarity=st.floats(0, 1),
        spans=st.lists(spans_of_both, min_size=1, max_size=2).map(tuple),
    )  # fmt: skip
    return st.lists(copy, max_size=1)
