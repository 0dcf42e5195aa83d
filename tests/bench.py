"""Loose sentences made into the pairs that comparers and decision read."""

from factcheck.claim_vectors import claim_vectors
from factcheck.claims import analyse
from factcheck.comparison import judged, sides_of
from factcheck.settings import Settings


def pair(models, a, b, published=0):
    """Two sentences, aligned."""
    statements = analyse([a, b], models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    sides = sides_of(statements, [(0, 1)], words)
    ((found, _),) = judged(statements, [(0, 1)], vectors, sides, models.relation, Settings(), [published])
    return found
