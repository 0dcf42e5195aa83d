"""How well claims are pulled from articles: ``python -m benchmarks.extraction [--mistakes] [--speed]``.

Three files of annotated cases (rules in ``data/README.md``) are scored: how sentences are split into facts, who
speaks each quotation, and whom pronouns and short names mean. Cases with an odd number are for development;
those with an even number are only ever scored. ``floors.json`` pins what the tests hold.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from factcheck.claims import extract, mentions, utterances
from factcheck.language import Parser
from factcheck.models import Article, Span
from factcheck.segmentation import sentences

DATA = Path(__file__).parent / "data"
HALVES = {"development": 1, "check": 0}
PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves".split()
)
_TITLES = re.compile(
    r"^(?:(?:the|a|an|dr|mr|mrs|ms|professor|prof|judge|councillor|captain|general|president|coach|inspector)\.?\s+)+",
    re.IGNORECASE,
)
Scores = dict[str, float]


def load(name: str, remainder: int | None = None) -> list[dict[str, Any]]:
    """The annotated cases of one file; with a remainder, those whose number leaves it when halved."""
    cases = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [c for c in cases if remainder is None or int(c["id"][1:]) % 2 == remainder]


def articles(cases: Iterable[dict[str, Any]]) -> list[Article]:
    """Each case as an article; a first line that a blank line sets off is its headline."""
    made = []
    for case in cases:
        first, gap, _ = case["text"].partition("\n\n")
        is_headline = bool(gap) and "domain" in case
        made.append(
            Article(
                id=case["id"], source=case["id"], title="", path="", text=case["text"],
                headline=(0, len(first)) if is_headline else None,
            )
        )  # fmt: skip
    return made


def decomposition(cases: Sequence[dict[str, Any]], parser: Parser) -> tuple[Scores, list[str]]:
    """Facts found (claims and annotated spans paired one to one, half of their union shared), credit and hedge."""
    tally: Counter[str] = Counter()
    mistakes: list[str] = []
    found = _by_article(extract(articles(cases), parser))
    for case in cases:
        claims = [s.claim for s in found.get(case["id"], [])]
        gold = [(_located(case["text"], fact["span"]), fact) for fact in case["facts"]]
        pairs = _paired([span for span, _ in gold], [(c.start, c.end) for c in claims])
        tally.update(gold=len(gold), found=len(claims), right=len(pairs))
        for want, got in pairs.items():
            fact, claim = gold[want][1], claims[got]
            credit = same_name(claim.attributed_to, fact["attributed_to"])
            hedge = claim.hedged == fact["hedged"]
            tally.update(credit=credit, hedge=hedge, exact=credit and hedge)
            if not (credit and hedge):
                mistakes.append(
                    f"{case['id']}: {fact['span']!r} by {claim.attributed_to!r} {'hedged' if claim.hedged else ''}"
                )
        missed = [fact["span"] for i, (_, fact) in enumerate(gold) if i not in pairs]
        extra = [case["text"][c.start : c.end] for i, c in enumerate(claims) if i not in pairs.values()]
        mistakes += [f"{case['id']}: missed {span!r}" for span in missed]
        mistakes += [f"{case['id']}: extra {span!r}" for span in extra]
    right = max(tally["right"], 1)
    scores = _scores(tally["right"], tally["found"], tally["gold"])
    return scores | {"credit": tally["credit"] / right, "hedge": tally["hedge"] / right}, mistakes


def quote_speakers(cases: Sequence[dict[str, Any]], parser: Parser) -> tuple[Scores, list[str]]:
    """Quotations found with the right speaker; ``span_f1`` counts them whoever is said to speak."""
    tally: Counter[str] = Counter()
    mistakes: list[str] = []
    for case, found in zip(cases, utterances(articles(cases), parser), strict=True):
        gold = [(_located(case["text"], quote["span"]), quote) for quote in case["quotes"]]
        pairs = _paired([span for span, _ in gold], [(u.start, u.end) for u in found])
        tally.update(gold=len(gold), found=len(found), span=len(pairs))
        for want, got in pairs.items():
            quote, utterance = gold[want][1], found[got]
            speaker = same_name(utterance.speaker, quote["speaker"])
            verb = (utterance.verb or "").lower() == (quote["verb"] or "").lower()
            tally.update(right=speaker, verb=verb, kind=utterance.kind == quote["kind"])
            if not speaker:
                mistakes.append(f"{case['id']}: {quote['span']!r} spoken by {utterance.speaker!r}")
        mistakes += [
            f"{case['id']}: missed {quote['span']!r}" for i, (_, quote) in enumerate(gold) if i not in pairs
        ]
        mistakes += [
            f"{case['id']}: extra {case['text'][u.start : u.end]!r} by {u.speaker!r}"
            for i, u in enumerate(found)
            if i not in pairs.values()
        ]
    span = _scores(tally["span"], tally["found"], tally["gold"])["f1"]
    paired = max(tally["span"], 1)
    scores = _scores(tally["right"], tally["found"], tally["gold"])
    return scores | {
        "span_f1": span,
        "verb": tally["verb"] / paired,
        "kind": tally["kind"] / paired,
    }, mistakes


def coreference(cases: Sequence[dict[str, Any]], parser: Parser) -> tuple[Scores, list[str]]:
    """Mentions resolved to what they mean: precision of those resolved, recall of those that can be."""
    tally: Counter[str] = Counter()
    mistakes: list[str] = []
    for case, found in zip(cases, mentions(articles(cases), parser), strict=True):
        by_end = {end: name for (_, end), name in found.items()}
        for mention in case["mentions"]:
            kind = "pronoun" if mention["mention"].lower() in PRONOUNS else "name"
            end = mention["start"] + len(mention["mention"])
            got = by_end.get(end)
            answers = [mention["entity"], *mention.get("also", [])] if mention["entity"] else []
            right = any(same_name(got, answer) for answer in answers) if got else False
            tally.update(
                {f"{kind} gold": bool(answers), f"{kind} found": got is not None, f"{kind} right": right}
            )
            if (got or answers) and not right:
                shown = case["text"][max(0, mention["start"] - 25) : end + 15].replace("\n", " ")
                mistakes.append(f"{case['id']}: {shown!r} {mention['mention']} means {answers}, not {got!r}")
    scores: Scores = {}
    for kind in ("pronoun", "name"):
        values = _scores(tally[f"{kind} right"], tally[f"{kind} found"], tally[f"{kind} gold"])
        scores |= {f"{kind}_{name}": value for name, value in values.items()}
    return scores, mistakes


def same_name(a: str | None, b: str | None) -> bool:
    """The names are equal, titles, articles, case and a possessive ending aside."""
    if a is None or b is None:
        return a is b
    return _plain(a) == _plain(b)


def speed(parser: Parser, sentences_wanted: int = 3000) -> float:
    """Sentences a second of the whole extraction, in one batch of the annotated articles, repeated."""
    once = articles(load("coreference"))
    count = sum(len(sentences(article)) for article in once)
    batch = [
        article.model_copy(update={"id": f"{n}.{article.id}"})
        for n in range(sentences_wanted // count + 1)
        for article in once
    ]
    started = time.perf_counter()
    extract(batch, parser)
    return count * (len(batch) // len(once)) / (time.perf_counter() - started)


PARTS = {"decomposition": decomposition, "quotes": quote_speakers, "coreference": coreference}


def _plain(name: str) -> str:
    name = re.sub(r"\s+", " ", name.replace("’", "'")).strip(" .,").removesuffix("'s")
    return _TITLES.sub("", name).lower()


def _located(text: str, span: str) -> Span:
    start = text.index(span)
    return start, start + len(span)


def _paired(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Gold to found, one to one, best overlap first, where at least half of their union is shared."""
    shares = sorted(
        (
            (-_shared(g, f), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if _shared(g, f) >= 0.5
        ),
    )
    pairs: dict[int, int] = {}
    for _, i, j in shares:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _shared(a: Span, b: Span) -> float:
    overlap = min(a[1], b[1]) - max(a[0], b[0])
    return max(overlap, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def _by_article(statements: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for statement in statements:
        grouped.setdefault(statement.claim.article_id, []).append(statement)
    return grouped


def _scores(right: int, found: int, gold: int) -> Scores:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--mistakes", action="store_true", help="list the mistakes of the development half")
    options.add_argument("--speed", action="store_true", help="measure sentences a second")
    options.add_argument("--part", choices=PARTS, help="only this part")
    arguments = options.parse_args()
    parser = Parser.load()
    for name, evaluate in PARTS.items():
        if arguments.part not in {None, name}:
            continue
        for half, remainder in HALVES.items():
            cases = load(name, remainder)
            scores, mistakes = evaluate(cases, parser)
            print(f"{name}, {half} ({len(cases)} cases)")
            print("  " + "  ".join(f"{key} {value:.3f}" for key, value in scores.items()))
            if arguments.mistakes and half == "development":
                print(*("    " + line for line in mistakes), sep="\n")
    if arguments.speed:
        print(f"{speed(parser):.0f} sentences a second")


if __name__ == "__main__":
    main()
