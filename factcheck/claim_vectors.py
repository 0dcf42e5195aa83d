"""Claims -> vectors: of each claim, and of each of its words in their context, from one reading of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from factcheck.claims import Statement
from factcheck.embedding import Embedder, Vectors
from factcheck.models import Span

# Where a word stands that its claim's text does not hold: it has a vector of zeros.
NOWHERE: Span = (0, 0)


def claim_vectors(statements: Sequence[Statement], embedder: Embedder) -> tuple[Vectors, list[Vectors]]:
    """Embed claims and their words.

    A claim's text tells who "he" is and says "spilled" where its article, in the middle of a sentence, says
    "spilling". Where a word that carries content is lost that way, the words are read once more as they stand.

    Returns:
        The claims' vectors, shape (claims, dimension), and for each claim those of its words, shape (words,
        dimension). Rows have length 1, or are zeros for words that the text does not hold.
    """
    places = [_places(s) for s in statements]
    read = embedder.encode_spans([s.claim.text for s in statements], places)
    lost = [
        i
        for i, s in enumerate(statements)
        if any(word.is_content and place == NOWHERE for word, place in zip(s.words, places[i], strict=True))
    ]
    words = [rows[1:] for rows in read]
    for i, again in zip(lost, _as_they_stand([statements[i] for i in lost], embedder), strict=True):
        words[i] = again
    # Of no text, an embedder still knows the dimension.
    return np.stack([rows[0] for rows in read]) if read else embedder.encode([]), words


def _places(statement: Statement) -> list[Span]:
    """Where each word stands in the claim's text: one after the other, or wherever it has been moved to."""
    text = statement.claim.text
    folded, at = text.lower(), 0
    if len(folded) != len(text):
        return [NOWHERE] * len(statement.words)
    places = []
    for word in statement.words:
        wanted = word.text.lower()
        while folded[at : at + 1].isspace():
            at += 1
        start = at if folded.startswith(wanted, at) else _found(wanted, folded, at)
        places.append(NOWHERE if start is None else (start, start + len(wanted)))
        at = at if start is None else places[-1][1]
    return places


def _found(word: str, text: str, at: int) -> int | None:
    edges = [r"(?<!\w)" if word[:1].isalnum() else "", r"(?!\w)" if word[-1:].isalnum() else ""]
    whole = re.compile(re.escape(word).join(edges))
    match = whole.search(text, at) or whole.search(text)
    return match.start() if match else None


def _as_they_stand(statements: Sequence[Statement], embedder: Embedder) -> list[Vectors]:
    """The vectors of the claims' words as their articles have them."""
    texts, places = [], []
    for words in (s.words for s in statements):
        ends = accumulate((len(word.text) + 1 for word in words), initial=0)
        texts.append(" ".join(word.text for word in words))
        places.append([(start, start + len(word.text)) for start, word in zip(ends, words, strict=False)])
    return [rows[1:] for rows in embedder.encode_spans(texts, places)]
