"""Loose sentences made into the pairs that comparers and decision read."""

from factcheck.claims import analyse
from factcheck.comparison import judged
from factcheck.settings import Settings


def pair(models, a, b, published=0):
    """Two sentences, aligned."""
    statements = analyse([a, b], models.parser)
    vectors = models.embedder.encode([a, b])
    ((found, _),) = judged(
        statements, [(0, 1)], vectors, models.embedder, models.relation, Settings(), [published]
    )  # fmt: skip
    return found
