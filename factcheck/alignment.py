"""Which words of one claim answer which words of another.

Words are matched by their lemma, by name, or by their vectors in context (as in BERTScore, Zhang et al. 2020);
the share of a claim's content that finds an answer in the other says how far the two speak of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from factcheck.claims import Statement
from factcheck.coreference import fold
from factcheck.embedding import Vectors
from factcheck.language import Words
from factcheck.models import Quantity

P = ParamSpec("P")
T = TypeVar("T")

# Cosine of two words' vectors in context from which they count as answering each other; chosen by hand between
# unrelated words of one story, which mostly lie below, and pairs such as "hurt" and "injured".
MIN_WORD_COSINE = 0.45
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One claim ready to be aligned.

    Attributes:
        vectors: its words' vectors, shape (words, dimension).
        weights: how much each word tells about the claim, 0 for words without content; shape (words,).
        context: the longer words of the sentence that the claim stands in, folded, and how much each tells.
        values: all values that the claim's article states.
        known: what ``once`` keeps.
    """

    statement: Statement
    vectors: Vectors
    weights: NDArray[np.float32]
    context: Mapping[str, float]
    values: Sequence[Quantity]
    known: dict[object, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    @property
    def words(self) -> Words:
        """The claim's words."""
        return self.statement.words


def once(read: Callable[Concatenate[Side, P], T]) -> Callable[Concatenate[Side, P], T]:
    """Keep what a function reads off one claim, by its other arguments: a claim is compared with many others."""

    @wraps(read)
    def kept(side: Side, *args: P.args, **kwargs: P.kwargs) -> T:
        key = read, args, *kwargs.items()
        if key not in side.known:
            side.known[key] = read(side, *args, **kwargs)
        return side.known[key]  # type: ignore[no-any-return]

    return kept  # type: ignore[return-value]  # mypy takes the name of the first argument for part of the type


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

    def coverage(self, *, of_b: bool = False) -> float:
        """Share of one side's content that the other side answers, 0 to 1; of b's instead of a's where ``of_b``."""
        weights = (self.b if of_b else self.a).weights
        total = float(weights.sum())
        return float((weights * self._best(of_b=of_b)).sum() / total) if total else 0.0

    def unanswered(self, *, of_b: bool = False) -> list[int]:
        """Indices of one side's content words that nothing on the other side answers."""
        weights, best = (self.b if of_b else self.a).weights, self._best(of_b=of_b)
        return np.flatnonzero((weights > 0) & (best == 0)).tolist()

    def _best(self, *, of_b: bool) -> NDArray[np.float32]:
        """How well each word of one side is answered, shape (words of that side,)."""
        # Scores are never below 0, so that a side without words on the other one is answered by nothing.
        return np.asarray(self.scores.max(axis=0 if of_b else 1, initial=0.0))


def side(
    statement: Statement,
    vectors: Vectors,
    rarity: Callable[[str], float] = lambda _: 1.0,
    values: Sequence[Quantity] | None = None,
) -> Side:
    """Weigh a claim's words.

    Args:
        rarity: weight of a word or lemma within the story; what every claim has tells little.
        values: all values that the claim's article states; the claim's own where None.
    """
    weights = [rarity(fold(word.lemma)) if word.is_content else 0.0 for word in statement.words]
    context = {word: rarity(word) for word in context_words(statement)}
    own = statement.claim.quantities if values is None else values
    return Side(statement, vectors, np.asarray(weights, dtype=np.float32), context, own)


def context_words(statement: Statement) -> set[str]:
    """The longer words and the numbers of the sentence that a claim stands in, folded."""
    sentence = {fold(word) for word in _WORD.findall(statement.around or statement.passage)}
    return {word for word in sentence if len(word) > 3 or word[0].isdigit()}


def align(a: Side, b: Side) -> Alignment:
    """Match the words of two claims."""
    scores = np.zeros((len(a.words), len(b.words)), dtype=np.float32)
    own, other = _content(a), _content(b)
    if own.places and other.places:
        found = own.vectors @ other.vectors.T
        found[found < np.float64(MIN_WORD_COSINE)] = 0.0
        # Values are the quantity comparer's.
        found[own.numbers] = 0.0
        found[:, other.numbers] = 0.0
        for i, name in own.names:
            for j, other_name in other.names:
                found[i, j] = _names_alike(name, other_name)
        for alike in (own.lemmas[:, None] == other.lemmas, own.texts[:, None] == other.texts):
            found[alike] = 1.0
        scores[np.ix_(own.places, other.places)] = found
    return Alignment(a, b, scores)


@dataclass(frozen=True, slots=True)
class _Content:
    """A claim's content words, as ``align`` reads them; rows of the arrays are counted over these words.

    Attributes:
        places: their indices in the claim.
        lemmas, texts: folded.
        numbers: rows of numbers.
        names: rows of proper names, with the folded name.
    """

    places: list[int]
    vectors: Vectors
    lemmas: NDArray[np.object_]
    texts: NDArray[np.object_]
    numbers: list[int]
    names: list[tuple[int, str]]


@once
def _content(side: Side) -> _Content:
    places = [i for i in range(len(side.words)) if side.weights[i] > 0]
    words = [side.words[i] for i in places]
    return _Content(
        places,
        side.vectors[places],
        np.array([fold(word.lemma) for word in words], dtype=np.object_),
        np.array([fold(word.text) for word in words], dtype=np.object_),
        [row for row, word in enumerate(words) if word.pos == "NUM"],
        [(row, fold(word.text).replace(".", "")) for row, word in enumerate(words) if word.pos == "PROPN"],
    )


def _names_alike(a: str, b: str) -> float:
    """Two names answer each other where one is the other's beginning ("US"/"USA"), not by likeness of vectors."""
    short, long = sorted((a, b), key=len)
    return 0.9 if len(short) > 2 and long.startswith(short) else 0.0
