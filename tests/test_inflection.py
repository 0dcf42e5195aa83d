"""Verb forms for clauses read on their own."""

import pytest

from factcheck.inflection import be, is_plural, past
from factcheck.language import Word


def word(text, lemma, tag="VBG", dep="advcl", head=0):
    return Word(text, lemma, "VERB", tag, dep, head, 0, len(text))


@pytest.mark.parametrize(
    ("participle", "lemma", "expected"),
    [
        ("closing", "close", "closed"),
        ("stopping", "stop", "stopped"),
        ("carrying", "carry", "carried"),
        ("making", "make", "made"),
        ("staying", "stay", "stayed"),
        ("killing", "kill", "killed"),
    ],
)
def test_past(participle, lemma, expected):
    assert past(word(participle, lemma)) == expected


def test_be_agrees_with_its_subject():
    words = (word("villages", "village", "NNS", "nsubj"), word("mill", "mill", "NN", "nsubj", 1))
    assert is_plural(words, (0,))
    assert (be(words, (0,), past_tense=True), be(words, (1,), past_tense=False)) == ("were", "is")
