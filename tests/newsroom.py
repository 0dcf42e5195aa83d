"""Short news for the tests, in our own words, and questions that several of them ask."""

from datetime import UTC, datetime
from pathlib import Path

from factcheck.models import Article, Report
from factcheck.pipeline import check

SEEDS = Path(__file__).parent.parent / "seeds"

# What two papers agree on, so that a sentence put before it stands in one story.
FIRE = (
    "A fire broke out at a warehouse on Orchard Lane in Leeds on Monday afternoon. "
    "Sixty firefighters fought the flames until midnight. The building stored paint and paper.",
    "The blaze started at a warehouse on Orchard Lane in Leeds on Monday afternoon. "
    "It was fought by 60 firefighters. Paint and paper were kept in the building.",
)

HERALD = """source: Leeds Herald
title: Warehouse fire injures 37

Warehouse fire injures 37

A fire at a warehouse in Leeds on Monday left 37 people hurt, police said.

The building on Orchard Lane stored paint and paper. Sixty firefighters fought the flames until midnight.

"We never had a warning before the roof came down," said Anna Brook, the fire chief.
"""

COURIER = """source: Northern Courier

Seventy-three people were hurt in the fire at a warehouse in Leeds on Monday, according to the police.

Some 60 firefighters fought the flames. Paint and paper were stored in the building on Orchard Lane.

Anna Brook, the fire chief, said: "We never had a signal before the roof came down."
"""

FRENCH = """Un incendie a ravagé lundi un entrepôt de la ville de Leeds, dans le nord de l'Angleterre.
Selon la police, trente-sept personnes ont été blessées et soixante pompiers ont combattu les flammes
jusqu'à minuit. La cause de l'incendie n'est pas encore connue, mais une enquête a été ouverte mardi matin.
"""

BEES = """The number of wild bees on Alpine meadows has doubled since farmers began to mow later in the year.
Biologists counted 140 species of bee in the hay. Wild flowers ripen their seeds before the harvest.
The study followed ninety meadows in Tyrol over eleven summers. Beekeepers in the valleys welcomed it.
"""


def article(number: int, text: str, source: str | None = None, published: str | None = None) -> Article:
    """An article by its own source; ``published`` is a day, ``2026-03-01``."""
    day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    name = source or f"Paper {number}"
    return Article(id=f"a{number}", source=name, title=name, path=f"{number}.txt", text=text, published=day)


def fire(models, first: str, second: str, *, sources=("Herald", "Courier"), published=(None, None)) -> Report:
    """A report on two articles that tell one fire, each with a sentence of its own in front."""
    texts = [f"{first} {FIRE[0]}", f"{second} {FIRE[1]}"]
    inputs = [article(n + 1, texts[n], sources[n], published[n]) for n in (0, 1)]
    return check(inputs, models=models)


def conflicts(report: Report) -> list[tuple[str, str, str]]:
    """Each conflict's kind and its two differing passages, as the articles write them."""
    found = []
    for finding in report.findings:
        for conflict in finding.conflicts:
            words = [
                report.article(report.claim(claim).article_id).text[slice(*span)]
                for claim, span in ((conflict.claim_a, conflict.span_a), (conflict.claim_b, conflict.span_b))
            ]
            found.append((conflict.kind, *words))
    return found


def assert_sound(report: Report) -> None:
    """What holds for every report, whatever it is about."""
    claims = {claim.id: claim for claim in report.claims}
    articles = {a.id: a for a in report.articles}
    assert len(claims) == len(report.claims)
    assert len(articles) == len(report.articles)
    for claim in report.claims:
        text = articles[claim.article_id].text
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.end - claim.start <= 400
        assert claim.text.strip()
        assert text[claim.start : claim.end] == text[claim.start : claim.end].strip()
        for quantity in claim.quantities:
            assert text[quantity.start : quantity.end] == quantity.text
    placed = [claim for finding in report.findings for claim in finding.claim_ids]
    assert sorted(placed) == sorted(claims)
    assert len({finding.id for finding in report.findings}) == len(report.findings)
    told = [article_id for story in report.stories for article_id in story.article_ids]
    assert sorted(told) == sorted(articles)
    stories = {story.id: set(story.article_ids) for story in report.stories}
    for finding in report.findings:
        own = [claims[claim] for claim in finding.claim_ids]
        sources = {articles[claim.article_id].source for claim in own}
        assert {claim.article_id for claim in own} <= stories[finding.story_id]
        assert set(finding.sources) == sources
        assert len(finding.sources) == len(sources)
        assert 1 <= finding.independent_sources <= len(sources)
        expected = (
            "conflicting"
            if finding.conflicts
            else "agreeing"
            if finding.independent_sources > 1
            else "single-sourced"
        )
        assert finding.verdict == expected
        for conflict in finding.conflicts:
            assert conflict.explanation
            assert {conflict.claim_a, conflict.claim_b} <= set(finding.claim_ids)
            sides = [claims[conflict.claim_a], claims[conflict.claim_b]]
            assert len({articles[claim.article_id].source for claim in sides}) == 2
            for claim, (start, end) in zip(sides, (conflict.span_a, conflict.span_b), strict=True):
                assert 0 <= start < end <= len(articles[claim.article_id].text)
    order = ["conflicting", "agreeing", "single-sourced"]
    verdicts = [order.index(finding.verdict) for finding in report.findings]
    assert verdicts == sorted(verdicts)


def result(report: Report) -> dict[str, object]:
    """The report without what differs from run to run."""
    return report.model_dump(mode="json", exclude={"report_id", "created_at"})
