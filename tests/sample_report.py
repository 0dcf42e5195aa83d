"""A report written by hand: an invented story as four articles, with known claims and findings.

It stands in for the pipeline's result in the tests of everything that shows or keeps reports.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from factcheck.models import Article, Claim, Conflict, Copy, Finding, Kind, Problem, Report, Severity, Story

COURIER = """Ferry with 212 aboard runs aground off Marrow Point

The passenger ferry Saint Brannock ran aground off Marrow Point on Tuesday morning with 212 people on board, \
the coastguard said.

Nine passengers were taken to hospital in Aldwick, two of them with broken bones. Nobody was killed.

The ship was sailing through thick fog when it struck the reef, according to the harbour master, Piet Lindqvist.

"We never lost power," said Ines Falk, the captain. "The engines were running the whole time."

Falk, 47, has commanded the Saint Brannock for six years.

Tidewater Lines, the owner, declined to comment on Tuesday.

Divers found the hull intact and no fuel has leaked into the bay, the coastguard said.

The ferry was built in 1998 and refitted last year for 4 million crowns.

Oona Reyes, the transport minister, promised "a full, open and independent inquiry".

A tug is to pull the ship free on Thursday's high tide.
"""

GAZETTE = """Engines failed before ferry hit reef, crew say

Both engines of the Saint Brannock stopped some ten minutes before it ran aground off Marrow Point on Tuesday, \
two members of the crew told the Gazette.

The ferry was carrying 198 people. All were brought ashore by lifeboat before noon. No one died.

It happened in clear weather, said Peter Lundqvist, the harbour master. "I could see the lighthouse from my window."

The captain, Ines Falk, was not on the bridge when the ship struck.

The owner, Tidewater Lines, said it would refund every ticket and pay for hotel rooms.

A slick of diesel three kilometres long has reached the bird reserve at Sallow Bay.

Tidewater Lines was fined 60,000 crowns in 2022 for skipping lifeboat drills.

Sailings between Aldwick and the islands are suspended until Monday.

The transport minister, Oona Reyes, promised "a full inquiry".
"""

RADIO = """Fourteen in hospital after Saint Brannock grounding

The number of passengers treated in hospital after the grounding of the Saint Brannock rose to 14 on Wednesday, \
the Aldwick infirmary said.

More than 200 people were on the ferry when it ran aground off Marrow Point on Tuesday morning. \
Lifeboats brought everyone ashore.

Captain Ines Falk, who is 47, was reportedly away from the bridge at the time.

A school choir of 31 from Sallow was among the passengers. "We sang until the boats came," said Mira Olsen, \
its leader.

The ship, built in 1998, belongs to Tidewater Lines.

Salvage crews will try to tow it off the reef on Friday.
"""

DIGEST = COURIER.split("Falk, 47")[0].rstrip() + "\n"

_TEXTS = {"courier": COURIER, "gazette": GAZETTE, "radio": RADIO, "digest": DIGEST}


def span(article_id: str, words: str, after: str = "") -> tuple[int, int]:
    """Where the words stand in the article, the first time after the words ``after``."""
    text = _TEXTS[article_id]
    start = text.index(words, text.index(after))
    return start, start + len(words)


class _Builder:
    """Claims by their words, findings by their claims."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []

    def claim(self, where: str, words: str, **extra: Any) -> Claim:
        start, end = span(where, words)
        made = Claim(
            id=f"c{len(self.claims) + 1}", article_id=where, text=words, start=start, end=end, **extra
        )
        self.claims.append(made)
        return made

    def finding(
        self,
        title: str,
        claims: list[Claim],
        *,
        confidence: float = 0.9,
        conflicts: list[Conflict] | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        sources = tuple(dict.fromkeys(SOURCES[c.article_id] for c in claims))
        independent = len({s for s in sources if s != "Daily Digest"}) or 1
        verdict = "conflicting" if conflicts else "agreeing" if independent > 1 else "single-sourced"
        self.findings.append(
            Finding(
                id=f"f{len(self.findings) + 1}",
                story_id="s1",
                verdict=verdict,  # type: ignore[arg-type]
                title=title,
                claim_ids=tuple(c.id for c in claims),
                sources=sources,
                independent_sources=independent,
                confidence=confidence,
                conflicts=tuple(conflicts or ()),
                notes=notes,
            )
        )


def conflict(
    a: Claim,
    words_a: str,
    b: Claim,
    words_b: str,
    kind: Kind,
    severity: Severity,
    explanation: str,
    confidence: float = 0.9,
) -> Conflict:
    """A conflict over the words of two claims."""

    def at(claim: Claim, words: str) -> tuple[int, int]:
        start = _TEXTS[claim.article_id].index(words, claim.start)
        return start, start + len(words)

    return Conflict(
        claim_a=a.id,
        claim_b=b.id,
        kind=kind,
        severity=severity,
        explanation=explanation,
        span_a=at(a, words_a),
        span_b=at(b, words_b),
        confidence=confidence,
    )


SOURCES = {
    "courier": "Coast Courier",
    "gazette": "Harbour Gazette",
    "radio": "Island Radio",
    "digest": "Daily Digest",
}


def sample_report() -> Report:
    """Nine conflicts of eight kinds, six agreements, eight single-sourced findings, a copy, a problem."""
    b = _Builder()

    head_c = b.claim("courier", "Ferry with 212 aboard runs aground off Marrow Point")
    head_d = b.claim("digest", "Ferry with 212 aboard runs aground off Marrow Point")
    body_c = b.claim(
        "courier",
        "The passenger ferry Saint Brannock ran aground off Marrow Point on Tuesday morning with 212 people on "
        "board, the coastguard said.",
        attributed_to="the coastguard",
    )
    body_d = b.claim(
        "digest",
        "The passenger ferry Saint Brannock ran aground off Marrow Point on Tuesday morning with 212 people on "
        "board, the coastguard said.",
        attributed_to="the coastguard",
    )
    aboard_g = b.claim("gazette", "The ferry was carrying 198 people.")
    aboard_r = b.claim("radio", "More than 200 people were on the ferry")
    b.finding(
        "How many people were on the ferry",
        [head_c, body_c, head_d, body_d, aboard_g, aboard_r],
        confidence=0.97,
        conflicts=[
            *(
                conflict(
                    claim,
                    "212",
                    aboard_g,
                    "198",
                    "number",
                    "contradiction",
                    f"{SOURCES[claim.article_id]} says 212 people were aboard, Harbour Gazette says 198.",
                    0.97 - n / 100,
                )
                for n, claim in enumerate((body_c, head_c, body_d, head_d))
            ),
            conflict(
                aboard_r,
                "More than 200",
                aboard_g,
                "198",
                "number",
                "contradiction",
                "Island Radio says more than 200, Harbour Gazette says 198.",
                0.88,
            ),
        ],
        notes=("212 and “more than 200” do not conflict.",),
    )

    power = b.claim(
        "courier", '"We never lost power," said Ines Falk, the captain.', is_quote=True, speaker="Ines Falk"
    )
    power_d = b.claim(
        "digest", '"We never lost power," said Ines Falk, the captain.', is_quote=True, speaker="Ines Falk"
    )
    running = b.claim(
        "courier", '"The engines were running the whole time."', is_quote=True, speaker="Ines Falk"
    )
    engines = b.claim(
        "gazette",
        "Both engines of the Saint Brannock stopped some ten minutes before it ran aground off Marrow Point on "
        "Tuesday, two members of the crew told the Gazette.",
    )
    engines_h = b.claim("gazette", "Engines failed before ferry hit reef, crew say")
    why = (
        "The captain denies what the crew say: she that power was never lost, they that both engines stopped."
    )
    b.finding(
        "Whether the engines failed",
        [power, power_d, running, engines, engines_h],
        confidence=0.93,
        conflicts=[
            conflict(
                power, "never lost power", engines, "Both engines", "polarity", "contradiction", why, 0.93
            ),
            conflict(power, "never lost power", engines, "stopped", "polarity", "contradiction", why, 0.93),
            conflict(power_d, "never lost power", engines, "stopped", "polarity", "contradiction", why, 0.92),
            conflict(
                running, "running the whole time", engines, "stopped", "polarity", "contradiction", why, 0.9
            ),
            conflict(
                power, "never lost power", engines_h, "Engines failed", "polarity", "contradiction", why, 0.9
            ),
        ],
    )

    fuel_c = b.claim("courier", "no fuel has leaked into the bay", attributed_to="the coastguard")
    fuel_g = b.claim(
        "gazette", "A slick of diesel three kilometres long has reached the bird reserve at Sallow Bay."
    )
    b.finding(
        "Whether fuel escaped",
        [fuel_c, fuel_g],
        confidence=0.86,
        conflicts=[
            conflict(
                fuel_c,
                "no fuel has leaked",
                fuel_g,
                "slick of diesel",
                "polarity",
                "contradiction",
                "Coast Courier says that no fuel leaked, Harbour Gazette tells of a slick of diesel.",
                0.86,
            )
        ],
    )

    fog = b.claim(
        "courier",
        "The ship was sailing through thick fog when it struck the reef, according to the harbour master, "
        "Piet Lindqvist.",
        attributed_to="Piet Lindqvist",
    )
    fog_d = b.claim(
        "digest",
        "The ship was sailing through thick fog when it struck the reef, according to the harbour master, "
        "Piet Lindqvist.",
        attributed_to="Piet Lindqvist",
    )
    clear = b.claim(
        "gazette",
        "It happened in clear weather, said Peter Lundqvist, the harbour master.",
        attributed_to="him",
    )
    b.finding(
        "The weather at the time, and the harbour master's name",
        [fog, fog_d, clear],
        confidence=0.9,
        conflicts=[
            conflict(
                fog,
                "thick fog",
                clear,
                "clear weather",
                "wording",
                "contradiction",
                "The weather is told differently: thick fog against clear weather.",
                0.9,
            ),
            conflict(
                fog,
                "Piet Lindqvist",
                clear,
                "Peter Lundqvist",
                "name",
                "discrepancy",
                "The harbour master is Piet Lindqvist in one, Peter Lundqvist in the other.",
                0.81,
            ),
        ],
    )

    hurt_c = b.claim(
        "courier", "Nine passengers were taken to hospital in Aldwick, two of them with broken bones."
    )
    hurt_d = b.claim(
        "digest", "Nine passengers were taken to hospital in Aldwick, two of them with broken bones."
    )
    hurt_r = b.claim(
        "radio",
        "The number of passengers treated in hospital after the grounding of the Saint Brannock rose to 14 on "
        "Wednesday, the Aldwick infirmary said.",
    )
    hurt_h = b.claim("radio", "Fourteen in hospital after Saint Brannock grounding")
    later = "Island Radio, the later article, gives 14 where Coast Courier had nine."
    b.finding(
        "How many were taken to hospital",
        [hurt_c, hurt_d, hurt_r, hurt_h],
        confidence=0.88,
        conflicts=[
            conflict(hurt_c, "Nine", hurt_r, "rose to 14", "update", "discrepancy", later, 0.88),
            conflict(hurt_d, "Nine", hurt_r, "rose to 14", "update", "discrepancy", later, 0.88),
            conflict(hurt_c, "Nine", hurt_h, "Fourteen", "update", "discrepancy", later, 0.85),
        ],
    )

    tug = b.claim("courier", "A tug is to pull the ship free on Thursday's high tide.")
    tow = b.claim("radio", "Salvage crews will try to tow it off the reef on Friday.")
    b.finding(
        "When the ship is to be towed free",
        [tug, tow],
        confidence=0.79,
        conflicts=[
            conflict(
                tug,
                "Thursday's",
                tow,
                "Friday",
                "date",
                "contradiction",
                "Coast Courier says Thursday, Island Radio says Friday.",
                0.79,
            )
        ],
    )

    bridge_g = b.claim("gazette", "The captain, Ines Falk, was not on the bridge when the ship struck.")
    bridge_r = b.claim(
        "radio", "Captain Ines Falk, who is 47, was reportedly away from the bridge at the time.", hedged=True
    )
    b.finding(
        "Where the captain was",
        [bridge_g, bridge_r],
        confidence=0.64,
        conflicts=[
            conflict(
                bridge_g,
                "was not on the bridge",
                bridge_r,
                "was reportedly away from the bridge",
                "attribution",
                "discrepancy",
                "Harbour Gazette states it as fact, Island Radio only as reported.",
                0.64,
            )
        ],
    )

    inquiry_c = b.claim(
        "courier",
        'Oona Reyes, the transport minister, promised "a full, open and independent inquiry".',
        is_quote=True,
        speaker="Oona Reyes",
    )
    inquiry_g = b.claim(
        "gazette",
        'The transport minister, Oona Reyes, promised "a full inquiry".',
        is_quote=True,
        speaker="Oona Reyes",
    )
    b.finding(
        "What the minister promised",
        [inquiry_c, inquiry_g],
        confidence=0.55,
        conflicts=[
            conflict(
                inquiry_c,
                "full, open and independent inquiry",
                inquiry_g,
                "full inquiry",
                "quote",
                "discrepancy",
                "The same words with “open and independent” dropped and no ellipsis.",
                0.55,
            )
        ],
    )

    owner_c = b.claim("courier", "Tidewater Lines, the owner, declined to comment on Tuesday.")
    owner_g = b.claim(
        "gazette", "The owner, Tidewater Lines, said it would refund every ticket and pay for hotel rooms."
    )
    b.finding(
        "What the owner said",
        [owner_c, owner_g],
        confidence=0.52,
        conflicts=[
            conflict(
                owner_c,
                "declined to comment",
                owner_g,
                "said it would refund every ticket",
                "wording",
                "discrepancy",
                "Coast Courier has the owner silent, Harbour Gazette quotes an offer.",
                0.52,
            )
        ],
    )

    b.finding(
        "Nobody was killed.",
        [
            b.claim("courier", "Nobody was killed."),
            b.claim("digest", "Nobody was killed."),
            b.claim("gazette", "No one died."),
        ],
        confidence=0.94,
    )
    b.finding(
        "All were brought ashore by lifeboat before noon.",
        [
            b.claim("gazette", "All were brought ashore by lifeboat before noon."),
            b.claim("radio", "Lifeboats brought everyone ashore."),
        ],
        confidence=0.91,
    )
    b.finding(
        "The ferry was built in 1998",
        [b.claim("courier", "The ferry was built in 1998"), b.claim("radio", "The ship, built in 1998")],
        confidence=0.9,
    )
    b.finding(
        "Captain Ines Falk, who is 47",
        [b.claim("courier", "Falk, 47, has commanded"), b.claim("radio", "Captain Ines Falk, who is 47")],
        confidence=0.87,
    )
    b.finding(
        "The ship belongs to Tidewater Lines.",
        [
            b.claim("courier", "Tidewater Lines, the owner,"),
            b.claim("gazette", "The owner, Tidewater Lines,"),
            b.claim("radio", "belongs to Tidewater Lines."),
        ],
        confidence=0.83,
    )
    b.finding(
        "It ran aground off Marrow Point on Tuesday",
        [
            b.claim("courier", "ran aground off Marrow Point on Tuesday morning"),
            b.claim("digest", "ran aground off Marrow Point on Tuesday morning"),
            b.claim("gazette", "it ran aground off Marrow Point on Tuesday"),
            b.claim("radio", "it ran aground off Marrow Point on Tuesday morning."),
        ],
        confidence=0.95,
        notes=("Coast Courier and Daily Digest share the text.",),
    )

    for where, words in (
        ("courier", "Falk, 47, has commanded the Saint Brannock for six years."),
        ("courier", "Divers found the hull intact"),
        ("courier", "refitted last year for 4 million crowns."),
        ("gazette", "Tidewater Lines was fined 60,000 crowns in 2022 for skipping lifeboat drills."),
        ("gazette", "Sailings between Aldwick and the islands are suspended until Monday."),
        ("gazette", '"I could see the lighthouse from my window."'),
        ("radio", "A school choir of 31 from Sallow was among the passengers."),
        ("radio", '"We sang until the boats came," said Mira Olsen, its leader.'),
    ):
        b.finding(words, [b.claim(where, words, is_quote='"' in words)], confidence=0.8)

    return Report(
        report_id="7f3a9c21d4e84b6f",
        created_at=datetime(2026, 3, 5, 9, 30, tzinfo=UTC),
        factcheck_version="0.1.0",
        settings={"model": "all-MiniLM-L6-v2", "one_story": False, "conflict_threshold": 0.5},
        articles=(
            _article(
                "courier", "2026-03-03T18:20+00:00", "https://coastcourier.example/marrow-point?a=1&b=2"
            ),
            _article("gazette", "2026-03-04T07:10+00:00", "https://gazette.example/ferry"),
            _article("radio", "2026-03-04T19:00+00:00", None),
            _article("digest", None, None),
        ),
        claims=tuple(b.claims),
        findings=tuple(b.findings),
        stories=(
            Story(
                id="s1",
                title="Ferry runs aground off Marrow Point",
                article_ids=("courier", "gazette", "radio", "digest"),
            ),
        ),
        copies=(
            Copy(
                article_a="courier",
                article_b="digest",
                similarity=1.0,
                spans=((0, len(DIGEST), 0, len(DIGEST)),),
            ),
        ),
        problems=(Problem(path="story/photo.jpg", message="not text: it looks like a JPEG image"),),
    )


def _article(article_id: str, published: str | None, url: str | None) -> Article:
    text = _TEXTS[article_id]
    headline = text.splitlines()[0]
    return Article(
        id=article_id,
        source=SOURCES[article_id],
        title=headline,
        published=datetime.fromisoformat(published) if published else None,
        path=f"story/{article_id}.txt",
        url=url,
        text=text,
        headline=(0, len(headline)),
    )
