"""Parses put right where the parser regularly errs in news prose."""

import pytest

from factcheck.language import Word, children
from factcheck.mending import mended


@pytest.fixture
def subject(parser):
    """The subject of the given verb after mending, or None."""

    def of(text, verb):
        words = mended(parser.parse([text], [0])[0])
        at = next(i for i, w in enumerate(words) if w.text == verb)
        return next((words[c].text for c in children(words, at) if words[c].dep == "nsubj"), None)

    return of


def test_a_sentence_read_as_a_noun_gets_its_verb(subject):
    assert subject("The singer posted on Instagram", "posted") == "singer"


def test_a_participle_behind_the_subject_leaves_it_to_the_verb(subject):
    text = "She apologised for some of her words, but said that others shown under her name had been made up."
    assert subject(text, "made") == "others"


def built(*rows):
    """Words of the given texts, tags, parts of speech, relations and heads."""
    return tuple(
        Word(text, text.lower(), pos, tag, dep, head, 10 * n, 10 * n + len(text))
        for n, (text, tag, pos, dep, head) in enumerate(rows)
    )


def test_what_stands_before_a_joined_verb_is_its_subject():
    words = built(
        ("posts", "NNS", "NOUN", "nsubj", 1), ("covered", "VBD", "VERB", "ROOT", 1),
        ("films", "NNS", "NOUN", "dobj", 1), ("and", "CC", "CCONJ", "cc", 2),
        ("Robert", "NNP", "PROPN", "conj", 2), ("branded", "VBD", "VERB", "conj", 1),
        ("them", "PRP", "PRON", "dobj", 5),
    )  # fmt: skip
    assert (mended(words)[4].dep, mended(words)[4].head) == ("nsubj", 5)


def test_past_behind_a_preposition_is_an_adjective():
    words = built(
        ("hid", "VBD", "VERB", "ROOT", 0), ("after", "IN", "ADP", "prep", 0),
        ("past", "IN", "ADP", "pcomp", 1), ("posts", "NNS", "NOUN", "nsubj", 4),
        ("resurfaced", "VBN", "VERB", "advcl", 0),
    )  # fmt: skip
    found = mended(words)
    assert (found[2].dep, found[2].head) == ("amod", 3)
    assert (found[1].dep, found[1].head, found[4].tag) == ("mark", 4, "VBD")


def test_who_tells_of_the_person_and_not_of_what_he_owns(parser):
    text = "She replied to Robert Hale, the owner of Harbour News, who said that he would sell."
    words = mended(parser.parse([text], [0])[0])
    said = next(w for w in words if w.text == "said")
    assert words[said.head].text == "Hale"


def test_sound_parses_stay(parser):
    words = parser.parse(["The dam held through the night and nobody was hurt."], [0])[0]
    assert mended(words) == words
