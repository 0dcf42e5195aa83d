"""Fit the classifiers that weigh the evidence on a pair of claims, and write factcheck/data/decision.json.

Usage: FACTCHECK_DATA=FOLDER python -m training.decision [STORIES_FOLDER [CROWDED_FOLDER]]

Reads the annotated stories (benchmarks/stories and benchmarks/crowded by default) that their ``split.json`` names as
tuned, and the judged pairs of real news that ``training/news.py`` leaves to it, whose texts are those of ECB+ in the
data folder. The classifiers for small stories are fitted without those of ``crowded``, the others on everything. The
gate is fitted first; the verdict then learns from what the gate lets the comparison model be asked about, and the
context from verdicts on whole stories that the verdict was not fitted on. Prints precision and recall by five-fold
cross-validation over stories, for each source of pairs; no story is on both sides of a fold.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.realnews import read_stories
from factcheck.claim_vectors import claim_vectors
from factcheck.claims import Statement, extract
from factcheck.clustering import Pairs, candidate_pairs
from factcheck.comparers import Pair, Vote, differs
from factcheck.comparison import NEUTRAL, judged_story, votes_on, worth_asking
from factcheck.context import Place, surroundings
from factcheck.decision import CLASSES, at_sight, features
from factcheck.models import Article
from factcheck.pipeline import Models, earlier
from factcheck.settings import Settings
from training.annotated import UNCLEAR, AnnotatedStory
from training.news import FOR_DECISION, judged_stories

ROOT = Path(__file__).parent.parent
# What a judgement of two claims of real news (see training/news.py) is to the classifier.
JUDGED = {"=": "agree", ">": "agree", "<": "agree", "~": "agree", "C": "conflict", "U": "unrelated"}
# Regularisation strength (scikit-learn's C). On the stories 0.1 to 1 are alike in cross-validation, on pairs of news
# that were not fitted on precision is better the stronger it is.
STRENGTH = 0.3
CONTEXT_STRENGTH = 1.0  # the same of the context, which reads less
# What the classifiers for small stories do not read: where few sources tell a fact, with it the F1 of the conflicts
# shown was lower by 0.015 on tuned stories, though it orders pairs better.
FOR_CROWDED = frozenset(
    {
        "allies", "conflicts echoed", "share echoed", "agreement echoed", "other persons", "difference × other persons",
        "other value × other persons",
    }
)  # fmt: skip
# What a judged pair of news weighs, as a share of the pairs that it was drawn for: there are few stories of them.
NEWS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate pair of claims, judged or not.

    Attributes:
        relation: None where nobody has judged it: it is not fitted on, and is there for the pairs around it.
        source: "stories" or "news".
        weight: how many pairs it stands for.
        places: indices of the claims in the story.
        claims: where they stand.
        crowd: of the story (see ``factcheck.comparers.Pair``).
        differs: a comparer has seen a difference, whatever the comparison model says.
        at_sight: what the gate reads.
        asked: what the verdict reads where the comparison model was asked.
        unasked: and where it was not.
    """

    relation: str | None
    story: str
    source: str
    weight: float
    places: tuple[int, int]
    claims: tuple[Place, Place]
    crowd: float
    differs: bool
    at_sight: Mapping[str, float]
    asked: Mapping[str, float]
    unasked: Mapping[str, float]


def tuned(folder: Path) -> list[AnnotatedStory]:
    """The stories of a folder that something may be fitted on."""
    chosen = json.loads((folder / "split.json").read_text(encoding="utf-8"))["tuned"]
    return [AnnotatedStory.read(folder / name) for name in chosen]


def told(story: AnnotatedStory, models: Models, settings: Settings) -> Iterator[Row]:
    """The candidate pairs of an annotated story."""
    statements = extract(story.articles, models.parser)
    known = story.relations(statements)
    for place, pair, votes in evidence(story.articles, statements, [], models, settings):
        relation = known.get(place, "unrelated")
        if relation is None and differs(votes):
            relation = "unrelated"
        elif relation == UNCLEAR:
            relation = None
        yield row(pair, votes, relation, story.name, "stories", place)


def reported(
    story: str, articles: Sequence[Article], judged_pairs: Sequence[Any], models: Models, settings: Settings
) -> Iterator[Row]:
    """The candidate pairs of a story of real news, and all judged ones whose claims are still extracted."""
    statements = extract(articles, models.parser)
    places = {(s.claim.article_id, s.claim.start, s.claim.end): i for i, s in enumerate(statements)}
    wanted = {}
    for entry in judged_pairs:
        a, b = (places.get((entry[side]["doc"], *entry[side]["claim"])) for side in "ab")
        if a is not None and b is not None:
            wanted[min(a, b), max(a, b)] = entry
    for place, pair, votes in evidence(articles, statements, sorted(wanted), models, settings):
        entry = wanted.get(place)
        relation, weight = (JUDGED[entry["label"]], NEWS_WEIGHT * entry["weight"]) if entry else (None, 1.0)
        yield row(pair, votes, relation, story, "news", place, weight)


def evidence(
    articles: Sequence[Article],
    statements: Sequence[Statement],
    wanted: Pairs,
    models: Models,
    settings: Settings,
) -> Iterator[tuple[tuple[int, int], Pair, list[Vote]]]:
    """The candidate pairs of a story's claims, and the wanted ones besides, with the comparison model's answers."""
    by_id = {article.id: article for article in articles}
    vectors, words = claim_vectors(statements, models.embedder)
    owners = [s.claim.article_id for s in statements]
    pairs = sorted({*candidate_pairs(owners, vectors, settings), *wanted})
    published = [earlier(by_id[owners[a]], by_id[owners[b]]) for a, b in pairs]
    found = judged_story(statements, pairs, vectors, words, models.relation, settings, published)
    for place, (pair, votes) in zip(pairs, found, strict=True):
        yield place, pair, votes


def row(
    pair: Pair,
    votes: Sequence[Vote],
    relation: str | None,
    story: str,
    source: str,
    places: tuple[int, int],
    weight: float = 1.0,
) -> Row:
    """What the classifiers read of a pair."""
    unasked = replace(pair, entailment=NEUTRAL)
    before = votes_on(unasked)
    a, b = (side.statement.claim for side in (pair.a, pair.b))
    return Row(
        relation=relation,
        story=story,
        source=source,
        weight=weight,
        places=places,
        claims=((a.article_id, a.start, a.end), (b.article_id, b.start, b.end)),
        crowd=pair.crowd,
        differs=differs(before),
        at_sight=at_sight(unasked, before),
        asked=features(pair, votes),
        unasked=features(unasked, before),
    )


class Pairwise:
    """Gate and verdict, fitted on some rows."""

    def __init__(self, table: Sequence[Row], settings: Settings, unread: frozenset[str]) -> None:
        self.settings = settings
        judged = [i for i, r in enumerate(table) if r.relation is not None]
        rows = [table[i] for i in judged]
        weights = [r.weight for r in rows]
        self.gate_names = names((r.at_sight for r in rows), unread)
        self.gate = LogisticRegression(C=STRENGTH, max_iter=5000)
        one_fact = ["unrelated" if r.relation == "unrelated" else "one fact" for r in rows]
        self.gate.fit(matrix([r.at_sight for r in rows], self.gate_names), one_fact, weights)
        self.verdict_names = names((r.asked for r in rows), unread)
        self.verdict = LogisticRegression(C=STRENGTH, max_iter=5000)
        self.verdict.fit(self._evidence(rows, self.asks(table)[judged]), [r.relation for r in rows], weights)

    def asks(self, table: Sequence[Row]) -> NDArray[np.bool_]:
        """Which pairs the comparison model is asked about, of whole stories."""
        found = self.gate.predict_proba(matrix([r.at_sight for r in table], self.gate_names))
        one_fact = found[:, columns(self.gate, ("one fact",))[0]]
        asked = np.zeros(len(table), dtype=bool)
        for own in by_story(table).values():
            places, differ = [table[i].places for i in own], [table[i].differs for i in own]
            crowd = table[own[0]].crowd
            chosen = worth_asking(places, one_fact[own].tolist(), differ, self.settings, crowd)
            asked[[own[i] for i in chosen]] = True
        return asked

    def _evidence(self, table: Sequence[Row], asked: Iterable[np.bool_]) -> NDArray[np.float64]:
        found = [r.asked if on else r.unasked for r, on in zip(table, asked, strict=True)]
        return matrix(found, self.verdict_names)

    def probabilities(self, table: Sequence[Row]) -> NDArray[np.float64]:
        """Of each relation for the pairs of whole stories, shape (rows, 3), columns as in ``CLASSES``."""
        return in_order(self.verdict, self._evidence(table, self.asks(table)))


class Fitted:
    """All three classifiers, fitted on the pairs of whole stories.

    The context learns from verdicts on stories that the verdict was not fitted on, as it will read them.

    Args:
        unread: names of features that are left out.
    """

    def __init__(self, table: Sequence[Row], settings: Settings, unread: frozenset[str]) -> None:
        self.pairwise = Pairwise(table, settings, unread)
        verdicts = np.zeros((len(table), len(CLASSES)))
        for train, test in folds(table):
            part = Pairwise([table[i] for i in train], settings, unread)
            verdicts[test] = part.probabilities([table[i] for i in test])
        found = in_stories(table, verdicts)
        self.context_names = names(found, unread)
        self.context = LogisticRegression(C=CONTEXT_STRENGTH, max_iter=5000)
        judged = [i for i, r in enumerate(table) if r.relation is not None]
        self.context.fit(
            matrix([found[i] for i in judged], self.context_names),
            [table[i].relation for i in judged],
            [table[i].weight for i in judged],
        )

    def probabilities(self, table: Sequence[Row]) -> NDArray[np.float64]:
        """Of each relation for the pairs of whole stories, shape (rows, 3), columns as in ``CLASSES``."""
        found = in_stories(table, self.pairwise.probabilities(table))
        return in_order(self.context, matrix(found, self.context_names))

    def stored(self) -> dict[str, Any]:
        """All as plain numbers."""
        pairwise = self.pairwise
        # Of two classes scikit-learn keeps the weights of the second; those of the first are 0.
        gate = [
            np.vstack([np.zeros_like(part), part]) for part in (pairwise.gate.coef_, pairwise.gate.intercept_)
        ]
        stored = {
            "gate": plain(pairwise.gate.classes_.tolist(), pairwise.gate_names, gate[0], gate[1].ravel())
        }
        for name, fitted, read in (
            ("verdict", pairwise.verdict, pairwise.verdict_names),
            ("context", self.context, self.context_names),
        ):
            order = columns(fitted, CLASSES)
            stored[name] = plain(CLASSES, read, fitted.coef_[order], fitted.intercept_[order])
        return stored


def columns(fitted: LogisticRegression, classes: Sequence[str]) -> list[int]:
    """Where a classifier keeps these classes."""
    return [list(fitted.classes_).index(name) for name in classes]


def in_order(fitted: LogisticRegression, evidence: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities with columns as in ``CLASSES``."""
    return np.asarray(fitted.predict_proba(evidence)[:, columns(fitted, CLASSES)])


def by_story(table: Sequence[Row]) -> dict[str, list[int]]:
    """The rows of each story."""
    found: dict[str, list[int]] = {}
    for index, one in enumerate(table):
        found.setdefault(one.story, []).append(index)
    return found


def in_stories(table: Sequence[Row], verdicts: NDArray[np.float64]) -> list[dict[str, float]]:
    """What the context reads of each pair of whole stories, given the verdicts on all."""
    found: list[dict[str, float]] = [{} for _ in table]
    for own in by_story(table).values():
        claims: dict[int, Place] = {}
        for i in own:
            claims |= dict(zip(table[i].places, table[i].claims, strict=True))
        # A claim without a pair has no place here: it stands beside none.
        places = [claims.get(i, ("", 0, 0)) for i in range(max(claims) + 1)]
        weighed = {table[i].places: dict(zip(CLASSES, verdicts[i].tolist(), strict=True)) for i in own}
        for i, one in zip(own, surroundings(places, weighed, table[own[0]].crowd), strict=True):
            found[i] = one
    return found


def folds(table: Sequence[Row]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows to fit on and the others, five times; no story is on both sides."""
    yield from GroupKFold(5).split(table, groups=[r.story for r in table])


def plain(
    classes: Sequence[str],
    read: Sequence[str],
    weights: NDArray[np.float64],
    bias: NDArray[np.float64],
) -> dict[str, Any]:
    """A classifier as ``factcheck.decision`` reads it."""
    return {
        "classes": list(classes),
        "names": list(read),
        "weights": np.round(weights, 4).tolist(),
        "bias": np.round(bias, 4).tolist(),
    }


def names(found: Iterable[Mapping[str, float]], unread: frozenset[str]) -> tuple[str, ...]:
    """The features that any pair has, in order, but for those left out."""
    return tuple(sorted({name for one in found for name in one} - unread))


def matrix(found: Sequence[Mapping[str, float]], read: Sequence[str]) -> NDArray[np.float64]:
    """Feature values, shape (rows, names)."""
    return np.array([[one.get(name, 0.0) for name in read] for one in found])


def cross_validate(table: Sequence[Row], settings: Settings, unread: frozenset[str]) -> None:
    """Print precision and recall of each relation at several thresholds, for each source."""
    truth = np.array([row.relation or "" for row in table])
    probabilities = np.zeros((len(table), 3))
    asked = np.zeros(len(table), dtype=bool)
    for train, test in folds(table):
        fitted = Fitted([table[i] for i in train], settings, unread)
        probabilities[test] = fitted.probabilities([table[i] for i in test])
        asked[test] = fitted.pairwise.asks([table[i] for i in test])
    weights = np.array([row.weight for row in table])
    for source in sorted({row.source for row in table}):
        own = np.array([row.source == source and row.relation is not None for row in table])
        kept = " and ".join(
            f"{(weights * (own & asked & (truth == name))).sum() / (weights * (own & (truth == name))).sum():.2f}"
            f" of those that {'are ' if name == 'unrelated' else ''}{name}"
            for name in CLASSES
        )
        print(f"{source}: the comparison model is asked about {kept}")
        for column, relation in enumerate(CLASSES[:2]):
            all_of_it = (weights * (own & (truth == relation))).sum()
            for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
                said = weights * (own & (probabilities[:, column] >= threshold))
                right = (said * (truth == relation)).sum()
                print(f"  {relation:9} from {threshold}: precision {right / max(1, said.sum()):.2f}, "
                      f"recall {right / all_of_it:.2f} of {all_of_it:.0f} pairs")  # fmt: skip


def main() -> None:
    """Fit the classifiers and store them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    benchmarks = ROOT / "benchmarks"
    parser.add_argument("stories", nargs="?", type=Path, default=benchmarks / "stories")
    parser.add_argument("crowded", nargs="?", type=Path, default=benchmarks / "crowded")
    options = parser.parse_args()
    settings = Settings()
    every_one = 1_000_000
    asking = settings.model_copy(update={"worth_asking": 0.0, "asked": every_one, "crowded_asked": every_one})
    news = read_stories(Path(os.environ["FACTCHECK_DATA"]))
    models = Models.load(settings)
    table = [row for story in tuned(options.stories) for row in told(story, models, asking)]
    for story, entries in judged_stories().items():
        if story in FOR_DECISION:
            table += reported(story, news[story], entries, models, asking)
    crowded = table + [row for story in tuned(options.crowded) for row in told(story, models, asking)]
    more = settings.model_copy(update={"asked": settings.crowded_asked})
    stored = {}
    for size, rows, own, unread in (
        ("small", table, settings, FOR_CROWDED),
        ("crowded", crowded, more, frozenset[str]()),
    ):
        judged = sum(row.relation is not None for row in rows)
        print(f"{size}: {judged} judged pairs of {len(rows)}, in {len({row.story for row in rows})} stories")
        cross_validate(rows, own, unread)
        stored[size] = Fitted(rows, own, unread).stored()
    target = ROOT / "factcheck" / "data" / "decision.json"
    target.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
