"""Vectors of claims and of their words."""

import numpy as np
import pytest
from newsroom import article

from factcheck.claim_vectors import claim_vectors
from factcheck.claims import extract

TEXT = "Mayor Ada Moe, 61, resigned on Monday. She told the council why. A lorry overturned, spilling milk."


def read(models):
    statements = extract([article(1, TEXT)], models.parser)
    return statements, *claim_vectors(statements, models.embedder)


def test_each_claim_has_a_vector_and_each_of_its_words(models):
    statements, vectors, words = read(models)
    assert vectors == pytest.approx(models.embedder.encode([s.claim.text for s in statements]), abs=1e-5)
    for statement, rows in zip(statements, words, strict=True):
        assert rows.shape == (len(statement.words), vectors.shape[1])
        for word, row in zip(statement.words, rows, strict=True):
            assert np.linalg.norm(row) == pytest.approx(1.0, abs=1e-5) or not (row.any() or word.is_content)


def test_a_pronoun_that_the_claim_replaces_has_none(models):
    statements, _, words = read(models)
    (told,) = (i for i, s in enumerate(statements) if s.passage.startswith("She told"))
    assert statements[told].claim.text.startswith("Ada Moe told")
    assert not words[told][0].any()
    assert words[told][1].any()


def test_a_word_that_the_claim_says_otherwise_is_read_as_it_stands(models):
    statements, _, words = read(models)
    (spilt,) = (i for i, s in enumerate(statements) if "spilled milk" in s.claim.text)
    place = [word.text for word in statements[spilt].words].index("spilling")
    assert words[spilt][place].any()


def test_no_claims_have_no_vectors(models):
    vectors, words = claim_vectors([], models.embedder)
    assert (vectors.shape, words) == ((0, 384), [])
