"""Fit the classifier that weighs the evidence on a pair of claims, and write factcheck/data/decision.json.

Usage: python -m training.decision [STORIES_FOLDER]

Reads the annotated stories (benchmarks/stories by default) that ``split.json`` names as tuned, and prints
precision and recall by five-fold cross-validation over stories; no story is on both sides of a fold.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from factcheck.articles import read_articles
from factcheck.claims import Statement, extract
from factcheck.clustering import candidate_pairs
from factcheck.comparison import judged
from factcheck.decision import CLASSES, features
from factcheck.models import Article
from factcheck.pipeline import Models, earlier
from factcheck.settings import Settings

ROOT = Path(__file__).parent.parent
Row = tuple[dict[str, float], str, str]
# Regularisation strength (scikit-learn's C) with the best F1 of conflict in cross-validation among 0.01 to 10.
STRENGTH = 1.0


def covered(
    statements: Sequence[Statement], articles: dict[str, Article], passage: Sequence[str]
) -> set[int]:
    """Claims that overlap an annotated passage by half of the shorter of the two."""
    article = articles.get(passage[0])
    start = article.text.find(passage[1]) if article else -1
    if article is None or start < 0:
        return set()
    end = start + len(passage[1])
    found = set()
    for index, statement in enumerate(statements):
        claim = statement.claim
        overlap = min(end, claim.end) - max(start, claim.start)
        if claim.article_id == article.id and overlap > 0.5 * min(end - start, claim.end - claim.start):
            found.add(index)
    return found


def labels(
    gold: dict[str, Any], statements: Sequence[Statement], articles: dict[str, Article]
) -> dict[tuple[int, int], str | None]:
    """The annotated relation of claim pairs; None where the annotation leaves it open."""
    known: dict[tuple[int, int], str | None] = {}

    def mark(left: Sequence[str], right: Sequence[str], relation: str | None) -> None:
        for a, b in itertools.product(
            covered(statements, articles, left), covered(statements, articles, right)
        ):
            pair = min(a, b), max(a, b)
            if a != b and known.get(pair) != "conflict":
                known[pair] = relation

    order = {"compatible": 0, "agree": 1, "conflict": 2}
    for fact in sorted(gold["facts"], key=lambda f: order.get(f["verdict"], 0)):
        optional = fact.get("optional")
        if fact["verdict"] == "conflict":
            for side in fact["sides"]:
                for left, right in itertools.combinations(side, 2):
                    mark(left, right, None if optional else "agree")
            for one, other in itertools.combinations(fact["sides"], 2):
                for left, right in itertools.product(one, other):
                    mark(left, right, None if optional else "conflict")
        elif fact["verdict"] in {"agree", "compatible"}:
            # Passages that look different without conflict may tell one fact or two: only a conflict would be wrong.
            relation = "agree" if fact["verdict"] == "agree" and not optional else None
            for left, right in itertools.combinations(fact["passages"], 2):
                mark(left, right, relation)
    return known


def rows(folder: Path, models: Models, settings: Settings) -> Iterator[Row]:
    """Features, relation and story of each candidate pair of an annotated story."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    found, _ = read_articles([str(path) for path in sorted(folder.glob("*.txt"))])
    aliases = gold.get("sources", {})
    stems = {Path(a.path).stem: a for a in found}
    articles = {
        name: stems[aliases.get(name, name)]
        for name in {*stems, *aliases}
        if aliases.get(name, name) in stems
    }
    by_id = {a.id: a for a in found}
    statements = extract(found, models.parser)
    vectors = models.embedder.encode([s.claim.text for s in statements])
    owners = [s.claim.article_id for s in statements]
    pairs = candidate_pairs(owners, vectors, settings)
    published = [earlier(by_id[owners[a]], by_id[owners[b]]) for a, b in pairs]
    known = labels(gold, statements, articles)
    judged_pairs = judged(statements, pairs, vectors, models.embedder, models.relation, settings, published)
    for place, (pair, votes) in zip(pairs, judged_pairs, strict=True):
        relation = known.get(place, "unrelated")
        found_features = features(pair, votes)
        if relation is None:
            relation = "unrelated" if any(v.relation == "conflict" for v in votes) else None
        if relation is not None:
            yield found_features, relation, folder.name


def fit(table: Sequence[Row]) -> tuple[tuple[str, ...], LogisticRegression]:
    """Fit the classifier; returns the features' names and the model."""
    names = tuple(sorted({name for found, _, _ in table for name in found}))
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(matrix(table, names), [relation for _, relation, _ in table])
    return names, model


def matrix(table: Sequence[Row], names: Sequence[str]) -> NDArray[np.float64]:
    """Feature values, shape (rows, names)."""
    return np.array([[found.get(name, 0.0) for name in names] for found, _, _ in table])


def cross_validate(table: Sequence[Row]) -> None:
    """Print precision and recall of each relation at several thresholds."""
    groups = [story for _, _, story in table]
    truth = np.array([relation for _, relation, _ in table])
    probabilities = np.zeros((len(table), 3))
    for train, test in GroupKFold(5).split(table, groups=groups):
        names, model = fit([table[i] for i in train])
        columns = [list(model.classes_).index(name) for name in CLASSES]
        probabilities[test] = model.predict_proba(matrix([table[i] for i in test], names))[:, columns]
    for column, relation in enumerate(CLASSES[:2]):
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
            said = probabilities[:, column] >= threshold
            right = (said & (truth == relation)).sum()
            print(f"{relation:9} from {threshold}: precision {right / max(1, said.sum()):.2f}, "
                  f"recall {right / (truth == relation).sum():.2f} of {(truth == relation).sum()} pairs")  # fmt: skip


def main() -> None:
    """Fit the classifier and store it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", nargs="?", type=Path, default=ROOT / "benchmarks" / "stories")
    options = parser.parse_args()
    settings = Settings()
    models = Models.load(settings)
    tuned = json.loads((options.stories / "split.json").read_text(encoding="utf-8"))["tuned"]
    table = [row for name in tuned for row in rows(options.stories / name, models, settings)]
    print(f"{len(table)} pairs of {len(tuned)} stories")
    cross_validate(table)
    names, model = fit(table)
    order = [list(model.classes_).index(name) for name in CLASSES]
    stored = {
        "names": names,
        "weights": np.round(model.coef_[order], 4).tolist(),
        "bias": np.round(model.intercept_[order], 4).tolist(),
    }
    target = ROOT / "factcheck" / "data" / "decision.json"
    target.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
