"""Loose sentences made into the pairs that comparers and decision read."""

from factcheck.claims import analyse
from factcheck.comparison import judged, sides_of
from factcheck.settings import Settings


def pair(models, a, b, published=0):
    """Two sentences, aligned."""
    statements = analyse([a, b], models.parser)
    vectors = models.embedder.encode([a, b])
    sides = sides_of(statements, [(0, 1)], models.embedder)
    ((found, _),) = judged(statements, [(0, 1)], vectors, sides, models.relation, Settings(), [published])
    return found
