"""Which words of one claim answer which words of another.

Words are matched by their lemma, by name, or by their vectors in context (as in BERTScore, Zhang et al. 2020);
the share of a claim's content that finds an answer in the other says how far the two speak of one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factcheck.claims import Statement
from factcheck.coreference import fold
from factcheck.embedding import Vectors
from factcheck.language import Word, Words

# Cosine of two words' vectors in context from which they count as answering each other; chosen by hand between
# unrelated words of one story, which mostly lie below, and pairs such as "hurt" and "injured".
MIN_WORD_COSINE = 0.45


@dataclass(frozen=True, slots=True)
class Side:
    """One claim ready to be aligned.

    Attributes:
        vectors: its words' vectors, shape (words, dimension).
        weights: how much each word tells about the claim, 0 for words without content; shape (words,).
    """

    statement: Statement
    vectors: Vectors
    weights: NDArray[np.float32]

    @property
    def words(self) -> Words:
        """The claim's words."""
        return self.statement.words


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best answer that each word finds on the other side.

    Attributes:
        a, b: the two sides.
        scores: how well two words answer each other, 0 to 1; shape (words of a, words of b).
    """

    a: Side
    b: Side
    scores: NDArray[np.float32]

    def answer(self, index: int, *, of_b: bool = False) -> tuple[int | None, float]:
        """The other side's best answer to a word: its index (None where there is none) and score."""
        row = self.scores[:, index] if of_b else self.scores[index]
        if not row.size:
            return None, 0.0
        best = int(row.argmax())
        return (best, float(row[best])) if row[best] > 0 else (None, 0.0)

    def coverage(self, *, of_b: bool = False, without: Collection[int] = ()) -> float:
        """Share of one side's content that the other side answers, 0 to 1.

        Args:
            of_b: measure b's words instead of a's.
            without: indices of words to leave out, such as the ones that differ.
        """
        side = self.b if of_b else self.a
        best = (self.scores.max(axis=0 if of_b else 1)) if self.scores.size else np.zeros(len(side.words))
        weights = side.weights.copy()
        weights[list(without)] = 0
        total = float(weights.sum())
        return float((weights * best).sum() / total) if total else 0.0

    def unanswered(self, *, of_b: bool = False) -> list[int]:
        """Indices of one side's content words that nothing on the other side answers."""
        side = self.b if of_b else self.a
        best = (self.scores.max(axis=0 if of_b else 1)) if self.scores.size else np.zeros(len(side.words))
        return [i for i in range(len(side.words)) if side.weights[i] > 0 and best[i] == 0]


def side(statement: Statement, vectors: Vectors, rarity: Callable[[str], float] = lambda _: 1.0) -> Side:
    """Weigh a claim's words.

    Args:
        rarity: weight of a lemma within the story; words that every claim has tell little.
    """
    weights = [rarity(fold(word.lemma)) if word.is_content else 0.0 for word in statement.words]
    return Side(statement, vectors, np.asarray(weights, dtype=np.float32))


def align(a: Side, b: Side) -> Alignment:
    """Match the words of two claims."""
    scores = np.zeros((len(a.words), len(b.words)), dtype=np.float32)
    content_a = [i for i in range(len(a.words)) if a.weights[i] > 0]
    content_b = [i for i in range(len(b.words)) if b.weights[i] > 0]
    if content_a and content_b:
        cosines = a.vectors[content_a] @ b.vectors[content_b].T
        for row, i in enumerate(content_a):
            for column, j in enumerate(content_b):
                scores[i, j] = _score(a.words[i], b.words[j], float(cosines[row, column]))
    return Alignment(a, b, scores)


def _score(a: Word, b: Word, cosine: float) -> float:
    if fold(a.lemma) == fold(b.lemma) or fold(a.text) == fold(b.text):
        return 1.0
    if "NUM" in {a.pos, b.pos}:
        return 0.0  # values are the quantity comparer's
    if a.pos == "PROPN" and b.pos == "PROPN":
        # Two names answer each other where one is the other's beginning ("US"/"USA"), not by likeness of vectors.
        short, long = sorted((fold(a.text).replace(".", ""), fold(b.text).replace(".", "")), key=len)
        return 0.9 if len(short) > 2 and long.startswith(short) else 0.0
    return cosine if cosine >= MIN_WORD_COSINE else 0.0
