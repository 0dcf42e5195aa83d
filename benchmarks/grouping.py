"""How well mixed articles are divided into stories: ``FACTCHECK_DATA=FOLDER python -m benchmarks.grouping [--fit]``.

The articles of ECB+ (``FOLDER/ecbplus/documents.jsonl.gz``) are mixed: those of one subtopic are one story, and the
two subtopics of a topic are different events of the same kind. Printed are pairwise and B-cubed figures for all of
them together, and for the topics with odd and with even numbers by themselves: on the odd ones the weights were
fitted, on the even ones nothing. Then the annotated stories of ``stories/``, as somebody would give them: each by
itself, which must stay one story, and each two of them together, which must become those two.

``--fit`` fits the weights of ``factcheck.stories`` again and prints them. Results go to ``results/grouping.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.realnews import read_stories
from factcheck.articles import read_articles
from factcheck.embedding import Embedder, Vectors
from factcheck.models import Article
from factcheck.settings import Settings
from factcheck.stories import USUAL_SIZE, WEIGHTS, Encoder, opening, stories, term_vectors

STORIES = Path(__file__).parent / "stories"
RESULTS = Path(__file__).parent / "results" / "grouping.json"
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Figures:
    """How a division answers the right one, from 0 to 1.

    Attributes:
        precision, recall, f1: over pairs of articles that are put into one story, and that belong into one.
        b_cubed_precision, b_cubed_recall, b_cubed_f1: the mean over articles of how much of the story it is put into
            is of its own, and how much of its own story is there.
        stories, found: how many there are, and how many were made.
    """

    precision: float
    recall: float
    f1: float
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    stories: int
    found: int


class Known:
    """Vectors of texts that were embedded before."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        self._vectors = dict(zip(texts, encoder.encode(texts), strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts."""
        return np.stack([self._vectors[text] for text in texts])


def figures(gold: Groups, found: Groups) -> Figures:
    """Compare two divisions of the same articles."""
    right = {article: number for number, group in enumerate(gold) for article in group}
    both = [Counter(right[article] for article in group) for group in found]
    hits = sum(_pairs(count) for own in both for count in own.values())
    precision = hits / max(1, sum(_pairs(len(group)) for group in found))
    recall = hits / max(1, sum(_pairs(len(group)) for group in gold))
    parts = [
        (count, len(group), len(gold[g]))
        for group, own in zip(found, both, strict=True)
        for g, count in own.items()
    ]
    purity = sum(count**2 / size for count, size, _ in parts) / max(1, len(right))
    cover = sum(count**2 / size for count, _, size in parts) / max(1, len(right))
    return Figures(
        precision, recall, _f1(precision, recall), purity, cover, _f1(purity, cover), len(gold), len(found)
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mixed(gold: Mapping[str, Sequence[Article]], encoder: Encoder) -> tuple[Figures, list[list[str]]]:
    """Divide the articles of all stories mixed together."""
    together = [article for group in gold.values() for article in group]
    found = stories(together, encoder, Settings())
    return figures([[a.id for a in group] for group in gold.values()], found), found


def told_apart(gold: Mapping[str, Sequence[Article]], found: Groups) -> float:
    """Share of the topics, of those with two events, of which no story found holds both."""
    event = {a.id: name for name, group in gold.items() for a in group}
    topics = Counter(name.split("_")[0] for name in gold)
    joined = {
        a.split("_")[0]
        for group in found
        for a, b in combinations(sorted({event[article] for article in group}), 2)
        if a.split("_")[0] == b.split("_")[0]
    }
    double = {topic for topic, count in topics.items() if count > 1}
    return 1 - len(joined & double) / max(1, len(double))


def handfuls(folder: Path, encoder: Embedder) -> tuple[list[str], list[tuple[str, str]], int]:
    """Divide each annotated story by itself, and each two together.

    Returns:
        Stories that were torn apart, pairs that did not become their two stories, and the number of pairs.
    """
    given: dict[str, list[Article]] = {}
    for place in sorted(path.parent for path in folder.glob("*/gold.json")):
        read, _ = read_articles([str(path) for path in sorted(place.glob("*.txt"))])
        given[place.name] = [a.model_copy(update={"id": f"{place.name}/{a.id}"}) for a in read]
    known = Known([opening(a) for group in given.values() for a in group], encoder)
    torn = [name for name, group in given.items() if len(stories(group, known, Settings())) > 1]
    pairs = list(combinations(given, 2))
    wrong = []
    for a, b in pairs:
        found = stories([*given[a], *given[b]], known, Settings())
        if {frozenset(group) for group in found} != {frozenset(x.id for x in given[name]) for name in (a, b)}:
            wrong.append((a, b))
    return torn, wrong, len(pairs)


def fitted(gold: Mapping[str, Sequence[Article]], encoder: Encoder) -> dict[str, float]:
    """Weights of a logistic regression over all pairs of the articles: does a pair tell one story?"""
    from sklearn.linear_model import LogisticRegression

    together = [article for group in gold.values() for article in group]
    event = np.array([name for name, group in gold.items() for _ in group])
    a, b = np.triu_indices(len(together), 1)
    openings = encoder.encode([opening(article) for article in together])
    columns = [(openings @ openings.T)[a, b]]
    tables = term_vectors(article.text for article in together).values()
    columns += [(table @ table.T).toarray()[a, b] for table in tables]
    model = LogisticRegression(C=1e3, max_iter=1000).fit(np.stack(columns, axis=1), event[a] == event[b])
    offset = float(model.intercept_[0]) - float(np.log(USUAL_SIZE / len(together)))
    return dict(zip(["opening", *WEIGHTS, "offset"], [*model.coef_[0].tolist(), offset], strict=True))


def main() -> int:
    """Measure, print, keep the results."""
    parser = argparse.ArgumentParser(description="How well are mixed articles divided into stories?")
    parser.add_argument("--fit", action="store_true", help="print the weights fitted on the odd topics")
    options = parser.parse_args()
    folder = os.environ.get("FACTCHECK_DATA")
    if not folder:
        sys.exit("FACTCHECK_DATA: name the folder that holds ecbplus/documents.jsonl.gz")
    try:
        gold = read_stories(Path(folder))
    except OSError as error:
        sys.exit(f"{error.filename}: cannot be read ({error.strerror})")
    embedder = Embedder.load()
    known = Known([opening(a) for group in gold.values() for a in group], embedder)
    odd = {name: group for name, group in gold.items() if int(name.split("_")[0]) % 2}
    even = {name: group for name, group in gold.items() if name not in odd}
    if options.fit:
        for name, weight in fitted(odd, known).items():
            print(f"{name:<8} {weight:7.2f}")
        return 0
    rows = {}
    print("                pairs: precision recall    F1   B-cubed: precision recall    F1   stories found")
    for title, chosen in (("all", gold), ("odd topics", odd), ("even topics", even)):
        measured, found = mixed(chosen, known)
        rows[title] = asdict(measured) | {"topics_told_apart": told_apart(chosen, found)}
        m = measured
        print(
            f"{title:<12} {sum(map(len, chosen.values())):>4}      {m.precision:9.3f} {m.recall:6.3f} {m.f1:5.3f}"
            f"            {m.b_cubed_precision:9.3f} {m.b_cubed_recall:6.3f} {m.b_cubed_f1:5.3f}"
            f"   {m.stories:7} {m.found:5}; topics with their two events apart {rows[title]['topics_told_apart']:.2f}"
        )
    torn, wrong, pairs = handfuls(STORIES, embedder)
    print(f"stories given by themselves and torn apart: {', '.join(torn) or 'none'}")
    print(f"two stories given together that became those two: {pairs - len(wrong)} of {pairs}")
    for a, b in wrong:
        print(f"  not: {a} and {b}")
    RESULTS.write_text(
        json.dumps({"ecb+": rows, "torn": torn, "pairs": pairs, "pairs_not_told_apart": wrong}, indent=2)
        + "\n",
        encoding="utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
