"""Pairs of claims -> do they agree, conflict, or have they nothing to say about each other, and why.

The typed comparers vote on each aligned pair, the comparison model (where there is one) gives its
probabilities, and the decision follows.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck import comparers, trace
from factcheck.alignment import Side, align, context_words, once, side
from factcheck.claims import Statement
from factcheck.comparers import Comparer, Pair, Vote, differs, roles
from factcheck.coreference import fold
from factcheck.crowding import LARGEST_SMALL, SMALL_STORY, between, crowded
from factcheck.decision import in_context, may_be_one_fact, verdict
from factcheck.embedding import Vectors
from factcheck.models import Comparison, Kind, Quantity, Relation
from factcheck.settings import Settings

# Pairs of a story that are held at a time: what bounds the memory. Most stories have fewer.
PAIRS_AT_ONCE = 8192
# The comparison model's answer where it was not asked: neither follows from nor contradicts the other.
NEUTRAL: NDArray[np.float32] = np.array([[0, 1, 0], [0, 1, 0]], dtype=np.float32)
# Evidence that is telling by itself: of 58 pairs of one utterance in other words 54 are annotated as conflicts, and the
# others are too rare in the annotated stories for the classifier to weigh. Opposites are not: neither of two that were
# shown for it in real news was a conflict, and it found one more of 797 annotated ones.
TELLING = frozenset({"scope", "denied", "quoted otherwise"})

# Differences that are no matter of opinion: the words themselves, who says them, and values.
NO_OPINION: frozenset[Kind | None] = frozenset({None, "quote", "number", "date", "update", "attribution"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the evidence on a pair amounts to by itself.

    Attributes:
        settled: where nothing else in the story can change it.
        differs: the strongest vote for a conflict.
        is_telling: one of those is telling by itself where the claims may state one fact (see ``_is_telling``).
    """

    probabilities: Mapping[Relation, float]
    settled: Comparison | None = None
    differs: Vote | None = None
    is_telling: bool = False


class RelationModel(Protocol):
    """A three-way entailment model."""

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Probabilities of entailment, neutral and contradiction, shape (len(pairs), 3)."""


def compare_pairs(
    statements: Sequence[Statement],
    pairs: Sequence[tuple[int, int]],
    vectors: Vectors,
    sides: Mapping[int, Side],
    model: RelationModel,
    settings: Settings,
    published: Sequence[int] | None = None,
    crowd: float = SMALL_STORY,
    kinds: frozenset[Kind] | None = None,
) -> list[Comparison]:
    """Compare pairs of claims.

    Args:
        statements: the claims.
        pairs: indices into ``statements``.
        vectors: the claims' vectors, shape (len(statements), dimension).
        sides: the claims in any of the pairs, from ``sides_of``.
        model: the comparison model.
        published: for each pair -1, 0 or 1: whose article is known to be the earlier one (see ``Pair``).
        crowd: how many claims the story has, from ``crowded``; sentences of no story are
            weighed as in a small one.
        kinds: the differences that are of interest, all where None; the model is asked only where a comparer has
            seen one.

    Returns:
        A comparison for each pair; its spans are offsets into the claims' articles.
    """
    compared = []
    for pair, votes in judged(statements, pairs, vectors, sides, model, settings, published, crowd, kinds):
        weighed = weigh(pair, votes)
        compared.append(settle(weighed, weighed.probabilities, settings, crowd))
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("%s: %s", trace.outcome(compared[-1]), trace.line(pair, votes, weighed.probabilities))
    return compared


def compare_story(
    statements: Sequence[Statement],
    pairs: Sequence[tuple[int, int]],
    found: Iterable[tuple[Pair, Sequence[Vote]]],
    settings: Settings,
) -> list[Comparison]:
    """Compare the candidate pairs of one story: each by itself, then in the light of all the others.

    Args:
        statements: all claims of the story, each article's together and in order.
        pairs: indices into ``statements``.
        found: what ``judged`` says of each pair.
    """
    weighed, evidence = [], []
    for pair, votes in found:
        weighed.append(weigh(pair, votes))
        if _log.isEnabledFor(logging.DEBUG):
            evidence.append(trace.line(pair, votes, weighed[-1].probabilities))
    compared = settle_story(statements, pairs, weighed, settings)
    for comparison, line in zip(compared, evidence, strict=False):
        _log.debug("%s: %s", trace.outcome(comparison), line)
    return compared


def votes_on(pair: Pair) -> list[Vote]:
    """What the typed comparers say about a pair; differences between opinions are left out."""
    return _kept(pair, _votes(pair, comparers.ALL))


def _votes(pair: Pair, voters: Sequence[Comparer]) -> dict[Comparer, Vote | None]:
    return {comparer: comparer(pair) for comparer in voters}


def _kept(pair: Pair, votes: Mapping[Comparer, Vote | None]) -> list[Vote]:
    same = _words_of(pair.a) == _words_of(pair.b)
    return [
        vote
        for vote in votes.values()
        if vote and not _is_opinion(pair, vote) and not (same and vote.kind not in {None, "attribution"})
    ]


@once
def _words_of(side: Side) -> list[str]:
    """The claim's words alone: claims with equal ones differ in nothing but who says them."""
    return [fold(word.text) for word in side.words if word.pos not in {"PUNCT", "SPACE"}]


def judged(
    statements: Sequence[Statement],
    pairs: Sequence[tuple[int, int]],
    vectors: Vectors,
    sides: Mapping[int, Side],
    model: RelationModel,
    settings: Settings,
    published: Sequence[int] | None = None,
    crowd: float = SMALL_STORY,
    kinds: frozenset[Kind] | None = None,
) -> Iterator[tuple[Pair, list[Vote]]]:
    """Align pairs of claims, ask the comparison model and let the comparers vote; arguments as for ``compare_pairs``.

    The model is asked only about the pairs that the rest of the evidence finds likeliest to be about one fact;
    elsewhere its answer is taken to be neutral. Only ``PAIRS_AT_ONCE`` are held at a time.
    """
    similarity = {(a, b): float(vectors[a] @ vectors[b]) for a, b in pairs}
    nearest = _nearest(statements, similarity)
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        part = pairs[start : start + PAIRS_AT_ONCE]
        prepared = [
            Pair(
                alignment=align(sides[a], sides[b]),
                similarity=similarity[a, b],
                settings=settings,
                entailment=NEUTRAL,
                nearest=nearest[a, b],
                crowd=crowd,
                published=published[number] if published else 0,
            )
            for number, (a, b) in enumerate(part, start)
        ]
        votes = [_votes(pair, comparers.ALL) for pair in prepared]
        seen = list(_seen(prepared, votes))
        one_fact = [
            may_be_one_fact(pair, own) if kinds is None or any(vote.kind in kinds for vote in own) else 0.0
            for pair, own in seen
        ]
        asked = worth_asking(part, one_fact, [differs(own) for _, own in seen], settings, crowd)
        answers = _entailment(statements, [part[number] for number in asked], model, settings)
        for number, answer in zip(asked, answers, strict=True):
            pair = prepared[number] = replace(prepared[number], entailment=answer)
            votes[number] |= _votes(pair, comparers.BY_MODEL)
        yield from _seen(prepared, votes)


def judged_story(
    statements: Sequence[Statement],
    pairs: Sequence[tuple[int, int]],
    vectors: Vectors,
    words: Sequence[Vectors],
    model: RelationModel,
    settings: Settings,
    published: Sequence[int],
) -> Iterator[tuple[Pair, list[Vote]]]:
    """``judged`` where ``statements`` are all claims of one story."""
    sides, crowd = sides_of(statements, pairs, words), crowded(len(statements))
    return judged(statements, pairs, vectors, sides, model, settings, published, crowd)


def _seen(
    pairs: Sequence[Pair], votes: Sequence[Mapping[Comparer, Vote | None]]
) -> Iterator[tuple[Pair, list[Vote]]]:
    return ((pair, _kept(pair, own)) for pair, own in zip(pairs, votes, strict=True))


def worth_asking(
    pairs: Sequence[tuple[int, int]],
    one_fact: Sequence[float],
    differ: Sequence[bool],
    settings: Settings,
    crowd: float = SMALL_STORY,
) -> list[int]:
    """Of which pairs the comparison model is asked: for each claim those likeliest to be about one fact with it.

    Where many sources say the same, those are pairs that agree; so the likeliest of those that differ are asked too,
    and the more claims a story has, the more of both.

    Args:
        pairs: of one story, or a part of it.
        one_fact: of each the probability, from ``may_be_one_fact``.
        differ: of each whether a comparer has seen a difference (``differs``).
        crowd: of the story, from ``crowded``.

    Returns:
        Indices into ``pairs``, in order.
    """
    most = round(between(settings.asked, settings.crowded_asked, crowd))
    own: dict[tuple[int, bool], list[int]] = {}
    for number, pair in enumerate(pairs):
        if one_fact[number] >= settings.worth_asking:
            for claim in pair:
                own.setdefault((claim, False), []).append(number)
                if differ[number]:
                    own.setdefault((claim, True), []).append(number)
    likeliest = (sorted(found, key=lambda n: -one_fact[n])[:most] for found in own.values())
    return sorted({number for found in likeliest for number in found})


def sides_of(
    statements: Sequence[Statement], pairs: Sequence[tuple[int, int]], words: Sequence[Vectors]
) -> dict[int, Side]:
    """The claims that are in any of the pairs, ready to be aligned, by their index into ``statements``.

    Args:
        words: of each statement the vectors of its words, from ``claim_vectors``.
    """
    used = sorted({index for pair in pairs for index in pair})
    present = Counter(
        word
        for s in statements
        for word in {fold(w.lemma) for w in s.words if w.is_content} | context_words(s)
    )
    values: dict[str, dict[Quantity, None]] = {}
    for s in statements:
        values.setdefault(s.claim.article_id, {}).update(dict.fromkeys(s.claim.quantities))

    def rarity(word: str) -> float:
        # Inverse document frequency over the story's claims, scaled to 0.25 for a word in every claim, 1 in one.
        total = len(statements)
        return 0.25 + 0.75 * math.log(total / present[word]) / math.log(total) if total > 8 else 1.0

    return {
        i: side(statements[i], words[i], rarity, tuple(values[statements[i].claim.article_id])) for i in used
    }


def _nearest(
    statements: Sequence[Statement], similarity: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], float]:
    """How near the claims of each pair are, among all pairs of either claim with the other's article."""
    rivals: dict[tuple[int, str], list[float]] = {}

    def sides(a: int, b: int) -> tuple[tuple[int, str], tuple[int, str]]:
        return (a, statements[b].claim.article_id), (b, statements[a].claim.article_id)

    for pair, alike in similarity.items():
        for key in sides(*pair):
            rivals.setdefault(key, []).append(alike)
    return {
        pair: sum(1 / (1 + sum(rival > alike for rival in rivals[key])) for key in sides(*pair)) / 2
        for pair, alike in similarity.items()
    }


def _entailment(
    statements: Sequence[Statement],
    pairs: Sequence[tuple[int, int]],
    model: RelationModel,
    settings: Settings,
) -> NDArray[np.float32]:
    """Probabilities in both directions, shape (pairs, 2, 3).

    The second direction is asked only where the first is not clearly neutral, and taken to be like it elsewhere.
    """
    texts = [(statements[a].claim.text, statements[b].claim.text) for a, b in pairs]
    first = model.predict(texts)
    second = first.copy()
    open_ = [i for i in range(len(texts)) if first[i, 1] < settings.clearly_neutral]
    second[open_] = model.predict([texts[i][::-1] for i in open_])
    return np.stack([first, second], axis=1)


def weigh(pair: Pair, votes: Sequence[Vote]) -> Weighed:
    """Weigh all evidence that a pair holds. A quotation that both articles give word for word settles it."""
    same_words = next((v for v in votes if v.evidence == "quoted alike" and _is_quoted(pair, v)), None)
    if same_words is not None:
        rest = (1.0 - same_words.strength) / 2
        probabilities: dict[Relation, float] = {
            "agree": same_words.strength, "conflict": rest, "unrelated": rest,
        }  # fmt: skip
        return Weighed(probabilities, settled=_comparison("agree", probabilities, same_words))
    return Weighed(
        verdict(pair, votes),
        is_telling=any(_is_telling(pair, v) for v in votes),
        differs=max((v for v in votes if v.relation == "conflict"), key=lambda v: v.strength, default=None),
    )


def _is_telling(pair: Pair, vote: Vote) -> bool:
    """The vote is telling by itself: by its evidence, or since two digits of a value have changed places.

    What is told of two people by name may have such values by chance.

    An allegation of what is a fact elsewhere is only where the model relates the two, and where few tell the story: of
    forty outlets some always pass on what the others state.
    """
    if vote.evidence == "passed on":
        neutral = float(pair.entailment[:, 1].mean())
        return pair.crowd <= LARGEST_SMALL and neutral < pair.settings.clearly_neutral
    return vote.evidence in TELLING or (vote.is_slip and roles.one_person(pair))


def settle_story(
    statements: Sequence[Statement],
    pairs: Sequence[tuple[int, int]],
    weighed: Sequence[Weighed],
    settings: Settings,
) -> list[Comparison]:
    """Settle the pairs of one story, each in the light of all the others."""
    claims = [(s.claim.article_id, s.claim.start, s.claim.end) for s in statements]
    verdicts = {pair: one.probabilities for pair, one in zip(pairs, weighed, strict=True)}
    crowd = crowded(len(statements))
    found = in_context(claims, verdicts, crowd)
    return [settle(one, odds, settings, crowd) for one, odds in zip(weighed, found, strict=True)]


def settle(
    weighed: Weighed,
    probabilities: Mapping[Relation, float],
    settings: Settings,
    crowd: float = SMALL_STORY,
) -> Comparison:
    """Settle one pair by these probabilities; a conflict needs a vote, which names its reason and what differs.

    The more claims a story has (``crowd``, from ``crowded``), the more of them look alike by chance, and the likelier
    a conflict must be.
    """
    if weighed.settled is not None:
        return weighed.settled
    one_fact = 1.0 - probabilities["unrelated"]
    if weighed.is_telling and one_fact >= settings.telling_evidence:
        # What speaks for one fact then speaks for a conflict.
        return _comparison("conflict", {**probabilities, "agree": 0.0, "conflict": one_fact}, weighed.differs)
    needed = between(settings.conflict_probability, settings.crowded_conflict, crowd)
    if weighed.differs and probabilities["conflict"] >= needed:
        return _comparison("conflict", probabilities, weighed.differs)
    # Where words that differ have been seen, they agree only if that is likelier than a conflict.
    least = probabilities["conflict"] if weighed.differs else 0.0
    if probabilities["agree"] >= max(least, settings.agree_probability):
        return _comparison("agree", probabilities, None)
    return _comparison("unrelated", probabilities, None)


def _is_quoted(pair: Pair, vote: Vote) -> bool:
    quoted = [side.statement.quoted for side in (pair.a, pair.b)]
    return all(
        any(start <= span[0] and span[1] <= end for start, end in spans)
        for spans, span in zip(quoted, (vote.span_a, vote.span_b), strict=True)
    )


def _is_opinion(pair: Pair, vote: Vote) -> bool:
    """Both claims are somebody's words, and neither the words themselves nor a value are what differs.

    What people feel and think is no conflict of fact, unless one person is quoted with the opposite: in much the same
    words, or in such as the comparison model takes for a contradiction. What it finds contradicted in the words of two
    people may be either; the decision weighs it.
    """
    claims = pair.a.statement.claim, pair.b.statement.claim
    if not all(c.is_quote for c in claims) or vote.kind in NO_OPINION:
        return False
    if roles.two_voices(pair):
        return vote.evidence != "contradicted in quotes"
    return pair.similarity < pair.settings.same_words and not pair.is_contradicted


def _comparison(relation: Relation, probabilities: Mapping[Relation, float], vote: Vote | None) -> Comparison:
    confidence = probabilities[relation]
    if vote is None:
        return Comparison(relation=relation, probabilities=dict(probabilities), confidence=confidence)
    is_conflict = relation == "conflict"
    return Comparison(
        relation=relation,
        probabilities=dict(probabilities),
        kind=vote.kind if is_conflict else None,
        severity=vote.severity if is_conflict else None,
        reason=vote.reason,
        says=vote.says if is_conflict else None,
        confidence=confidence,
        span_a=vote.span_a,
        span_b=vote.span_b,
    )
