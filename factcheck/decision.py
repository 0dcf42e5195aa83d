"""What the evidence on a pair of claims amounts to: probabilities of agree, conflict and unrelated.

Three logistic regressions for small stories and three for crowded ones, fitted on annotated stories by
``training/decision.py`` and stored as plain numbers in ``data/decision.json``. The gate reads what costs little and
says whether the two claims may be about one fact at all; only then is the comparison model worth asking. The verdict
weighs everything that the two claims hold, and the context what all the story's verdicts say about each.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from factcheck.alignment import Side, once
from factcheck.comparers import Pair, Vote, differs, roles
from factcheck.comparers.name import entities
from factcheck.context import Place, surroundings
from factcheck.coreference import fold
from factcheck.crowding import LARGEST_SMALL, between
from factcheck.models import Relation

CLASSES: tuple[Relation, ...] = ("agree", "conflict", "unrelated")
Step = Literal["gate", "verdict", "context"]
# Evidence of values, and all kinds of evidence, each weighed on its own and together with the content that the claims
# share.
VALUES = (
    "same quantity named", "same quantity", "other quantity named", "other quantity", "other time",
    "other duration", "other age",
)  # fmt: skip
EVIDENCE = (
    *VALUES,
    "quoted alike", "quoted otherwise", "negated", "opposite", "denied", "other name", "scope", "passed on",
    "contradicted", "contradicted in value", "contradicted of groups", "contradicted of others",
    "contradicted in quotes",
)  # fmt: skip

# What the comparison model's answer is weighed together with.
SETTING = (
    "least shared", "most shared", "predicate", "subject", "shared names", "headline", "quote and quote",
    "quote and statement", "values apart", "nearest", "sentences alike", "large story",
)  # fmt: skip


def at_sight(pair: Pair, votes: Sequence[Vote]) -> dict[str, float]:
    """The evidence on a pair that does without the comparison model, by name; every value lies between -1 and 1."""
    least, most = pair.coverage()
    shared = (least + most) / 2
    found = {
        "similarity": pair.similarity,
        "least shared": least,
        "most shared": most,
        "predicate": _predicate(pair),
        "shared names": _shared_names(pair.a, pair.b),
        "quote and quote": float(pair.a.statement.claim.is_quote and pair.b.statement.claim.is_quote),
        "quote and statement": float(pair.a.statement.claim.is_quote != pair.b.statement.claim.is_quote),
        "headline": float(pair.a.statement.is_headline or pair.b.statement.is_headline),
    }
    present, bonds, near = (dict.fromkeys(EVIDENCE, 0.0) for _ in range(3))
    alone = dict.fromkeys(VALUES, 0.0)
    for vote in votes:
        present[vote.evidence] = 1.0
        bonds[vote.evidence] = max(bonds[vote.evidence], vote.bond)
        near[vote.evidence] = max(near[vote.evidence], vote.nearness)
        if vote.evidence in alone:
            alone[vote.evidence] = max(alone[vote.evidence], vote.alone)
    found |= present
    found |= {f"{name} × bond": value for name, value in bonds.items()}
    found |= {f"{name} × nearness": value for name, value in near.items()}
    found |= {f"{name} × alone": value for name, value in alone.items()}
    found["met elsewhere"] = float(any(vote.met for vote in votes))
    found |= {f"{name} × shared": value * shared for name, value in present.items()}
    found |= {f"{name} × similarity": value * pair.similarity for name, value in present.items()}
    found["subject"] = _subject(pair)
    found["sentences alike"] = _sentences_alike(pair.a, pair.b)
    found["large story"] = pair.crowd
    found["values apart"] = _values_apart(pair, votes)
    found["nearest"] = pair.nearest
    is_different = differs(votes)
    found["other persons"] = float(not roles.one_person(pair))
    found["difference × other persons"] = found["other persons"] * is_different
    found["other value × other persons"] = found["other persons"] * any(
        vote.relation == "conflict" and vote.evidence in VALUES for vote in votes
    )
    found["difference × nearest"] = pair.nearest * is_different
    found["difference × sentences alike"] = found["sentences alike"] * is_different
    found["difference × large story"] = pair.crowd * is_different
    return found


def features(pair: Pair, votes: Sequence[Vote]) -> dict[str, float]:
    """All evidence on a pair, by name; every value lies between -1 and 1."""
    found = at_sight(pair, votes)
    entailed, contradicted = pair.entailment[:, 0], pair.entailment[:, 2]
    found["entailment, log odds"] = _log_odds(entailed)
    found["contradiction, log odds"] = _log_odds(contradicted)
    means = {"entailed": float(entailed.mean()), "contradicted": float(contradicted.mean())}
    for answer, mean in means.items():
        found |= {f"{answer} × {name}": mean * found[name] for name in (*SETTING, "similarity")}
    found |= {
        "most entailed": float(entailed.max()),
        "least entailed": float(entailed.min()),
        "most contradicted": float(contradicted.max()),
        "least contradicted": float(contradicted.min()),
    }
    return found


def _predicate(pair: Pair) -> float:
    """How well the claims' main words answer each other."""
    root_a, root_b = roles.root(pair.a), roles.root(pair.b)
    if root_a is None or root_b is None:
        return 0.0
    cosine = float(pair.a.vectors[root_a] @ pair.b.vectors[root_b])
    return 1.0 if pair.a.words[root_a].lemma == pair.b.words[root_b].lemma else max(0.0, cosine)


def _log_odds(probabilities: NDArray[np.float32]) -> float:
    """Mean log odds, held between 1 in 1,000 and 1,000 in 1, and scaled to -1 to 1."""
    held = np.clip(probabilities, 0.001, 0.999)
    return float(np.log(held / (1 - held)).mean()) / float(np.log(999.0))


def _subject(pair: Pair) -> float:
    """How well the claims' subjects answer each other; 0.5 where one is missing or a pronoun."""
    return roles.role_likeness(pair, roles.subject_of(pair.a), roles.subject_of(pair.b))


def _sentences_alike(a: Side, b: Side) -> float:
    """Share of the words around one claim, by what they tell, that stand around the other too; of the shorter one."""
    fewer = min(math.fsum(a.context.values()), math.fsum(b.context.values()))
    return (
        math.fsum(a.context[word] for word in a.context.keys() & b.context.keys()) / fewer if fewer else 0.0
    )


def _values_apart(pair: Pair, votes: Sequence[Vote]) -> float:
    """1.0 where both claims state values of one kind, and these measure different things."""
    if any(vote.evidence in VALUES for vote in votes):
        return 0.0
    kinds = [{quantity.kind for quantity in side.statement.claim.quantities} for side in (pair.a, pair.b)]
    return float(bool(kinds[0] & kinds[1]))


def _shared_names(a: Side, b: Side) -> float:
    """Share of the names of the claim with fewer of them that the other claim mentions too; 0.5 without names."""
    names = _names(a), _names(b)
    fewer = min(len(names[0]), len(names[1]))
    return len(names[0] & names[1]) / fewer if fewer else 0.5


@once
def _names(side: Side) -> set[str]:
    return {fold(side.words[i].text) for run in entities(side.words) for i in range(*run)}


@dataclass(frozen=True)
class Classifier:
    """A fitted multinomial logistic regression.

    Attributes:
        classes: what it tells apart.
        names: the features that it reads, in order; one that a pair does not have counts as 0.
        weights: shape (classes, features).
        bias: shape (classes,).
    """

    classes: tuple[str, ...]
    names: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def scores(self, found: Mapping[str, float]) -> NDArray[np.float64]:
        """Log odds of each class up to a constant, shape (classes,)."""
        values = np.array([found.get(name, 0.0) for name in self.names])
        return np.asarray(self.weights @ values + self.bias)


def may_be_one_fact(pair: Pair, votes: Sequence[Vote]) -> float:
    """Probability, by what is seen without the comparison model, that two claims are about one fact; 0 to 1."""
    return _weighed("gate", at_sight(pair, votes), pair.crowd)["one fact"]


def verdict(pair: Pair, votes: Sequence[Vote]) -> dict[Relation, float]:
    """Probability of each relation by all evidence, summing to 1."""
    found = _weighed("verdict", features(pair, votes), pair.crowd)
    return {relation: found[relation] for relation in CLASSES}


def in_context(
    claims: Sequence[Place], verdicts: Mapping[tuple[int, int], Mapping[Relation, float]], crowd: float
) -> list[dict[Relation, float]]:
    """Probability of each relation, for each pair of a story, by the verdicts on all of them.

    Args:
        claims, crowd: as for ``surroundings``.
        verdicts: of each pair of indices of claims.
    """
    weighed = (_weighed("context", one, crowd) for one in surroundings(claims, verdicts, crowd))
    return [{relation: found[relation] for relation in CLASSES} for found in weighed]


def _weighed(which: Step, found: Mapping[str, float], crowd: float) -> dict[str, float]:
    """Probability of each class by the classifiers for small and for crowded stories, their log odds mixed."""
    small, large = shipped("small", which), shipped("crowded", which)
    scores = small.scores(found)
    if crowd > LARGEST_SMALL:
        scores = between(scores, large.scores(found), crowd)
    return dict(zip(small.classes, probabilities(scores).tolist(), strict=True))


def probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each class by its log odds, same shape, summing to 1."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


@cache
def shipped(size: Literal["small", "crowded"], which: Step) -> Classifier:
    """A classifier that the package carries."""
    text = resources.files("factcheck").joinpath("data/decision.json").read_text(encoding="utf-8")
    stored = json.loads(text)[size][which]
    return Classifier(
        tuple(stored["classes"]),
        tuple(stored["names"]),
        np.array(stored["weights"]),
        np.array(stored["bias"]),
    )
