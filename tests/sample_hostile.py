"""A report whose every text tries to become markup, script, a link or a terminal command."""

from __future__ import annotations

from datetime import UTC, datetime

from factcheck.models import Article, Claim, Conflict, Copy, Finding, Problem, Report, Story

SCRIPT = "<script>alert('xss')</script><img src=x onerror=alert(1)><svg/onload=alert(2)>"
BREAKOUT = "\"'></style></script><!-- ]]> {{ 7*7 }} {% raw %}"
TERMINAL = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ \x9b2J \x07\x08\x7f"
BIDI = "pay \u202e100\u202c or \u2066x\u2069"
MARKUP = "[red]not red[/red] [link=http://evil.example]no link[/link] [/] :smile:"
LONG = "A" * 10_000

NASTY = " ".join((SCRIPT, BREAKOUT, TERMINAL, BIDI, MARKUP))


def hostile_report() -> Report:
    """Two articles in conflict over a 10,000-character word; all that is text is hostile."""
    texts = {"a": f"{NASTY}\n\n{LONG} says 12 \u2028 {NASTY}", "b": f"{NASTY} {LONG} says 13"}
    articles = tuple(
        Article(
            id=f'{name}"><script>alert(3)</script>',
            source=f"{SCRIPT} {name} {BIDI} {TERMINAL} {MARKUP}",
            title=NASTY,
            path=f"{NASTY}/{name}.txt",
            url="javascript:alert(4)" if name == "a" else 'https://x.example/"onmouseover="alert(5)',
            text=text,
            headline=(0, len(NASTY)),
        )
        for name, text in texts.items()
    )
    claims = tuple(
        Claim(
            id=f'c {n}"><b>',
            article_id=article.id,
            text=NASTY,
            start=0,
            end=len(article.text),
            is_quote=True,
            speaker=NASTY,
            attributed_to=NASTY,
        )
        for n, article in enumerate(articles)
    )
    lone = Claim(id="lone", article_id=articles[0].id, text=NASTY, start=0, end=len(SCRIPT))

    def number(article: Article, word: str) -> tuple[int, int]:
        start = article.text.index(f"says {word}")
        return start + 5, start + 5 + len(word)

    return Report(
        report_id="\x1b[2J<b>",
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        factcheck_version='0"><script>',
        settings={SCRIPT: BREAKOUT, "nested": {"<b>": [SCRIPT]}},
        articles=articles,
        claims=(*claims, lone),
        findings=(
            Finding(
                id='f"><script>alert(6)</script>',
                story_id="s",
                verdict="conflicting",
                title=NASTY,
                claim_ids=tuple(c.id for c in claims),
                sources=tuple(a.source for a in articles),
                independent_sources=2,
                confidence=0.7,
                notes=(NASTY,),
                conflicts=(
                    Conflict(
                        claim_a=claims[0].id,
                        claim_b=claims[1].id,
                        kind="number",
                        severity="contradiction",
                        explanation=NASTY,
                        span_a=number(articles[0], "12"),
                        span_b=number(articles[1], "13"),
                        confidence=0.7,
                    ),
                ),
            ),
            Finding(
                id="\x1b[1m",
                story_id="s",
                verdict="single-sourced",
                title=NASTY,
                claim_ids=("lone",),
                sources=(articles[0].source,),
                independent_sources=1,
                confidence=0.5,
            ),
        ),
        stories=(Story(id="s", title=NASTY, article_ids=tuple(a.id for a in articles)),),
        copies=(
            Copy(article_a=articles[0].id, article_b=articles[1].id, similarity=0.3, spans=((0, 9, 0, 9),)),
        ),
        problems=(Problem(path=NASTY, message=NASTY),),
    )
