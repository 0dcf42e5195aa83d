"""Copied text: found by its words, told by its spans."""

import pytest
from newsroom import FIRE, article

from factcheck.claims import Statement
from factcheck.copies import find_copies, find_reprints
from factcheck.models import Claim, Copy
from factcheck.settings import Settings

WIRE = (
    "A ferry with 212 passengers ran aground off Marrow Point on Tuesday morning in thick fog. "
    "The coastguard took everybody ashore by lifeboat before noon, and nobody was hurt.\n\n"
    "Divers found the hull intact, and a tug is to pull the ship free on Thursday, its owner said on Tuesday night. "
    "The harbour master has asked the crew for a full account of the accident before the week is over."
)


def copies(*texts):
    return find_copies([article(n, text) for n, text in enumerate(texts, 1)], Settings())


def test_the_same_text_is_a_copy_from_end_to_end():
    (copy,) = copies(WIRE, WIRE)
    assert (copy.article_a, copy.article_b, copy.similarity) == ("a1", "a2", 1.0)
    assert copy.spans == ((0, len(WIRE) - 1, 0, len(WIRE) - 1),)


def test_independent_reports_are_no_copies():
    assert copies(*FIRE) == []


def test_spans_lead_to_the_same_words_on_both_sides():
    other = f"From our own staff\n\n{WIRE.upper()}\n\nMore on page three."
    (copy,) = copies(WIRE, other)
    for start_a, end_a, start_b, end_b in copy.spans:
        assert WIRE[start_a:end_a].upper() == other[start_b:end_b]
    assert copy.similarity > 0.9


def test_a_changed_word_parts_the_spans():
    (copy,) = copies(WIRE, WIRE.replace("thick fog", "dense mist"))
    assert len(copy.spans) == 2
    assert 0.9 < copy.similarity < 1


def test_one_copied_paragraph_in_long_articles_is_told():
    # Numbered words: long texts that have no run of words in common.
    first, second = (" ".join(f"{word}{n}" for n in range(400)) for word in "ab")
    (copy,) = copies(f"{first}\n\n{WIRE}", f"{WIRE}\n\n{second}")
    assert copy.similarity < Settings().copy_similarity
    (start, end, _, _) = copy.spans[0]
    assert f"{first}\n\n{WIRE}"[start:end] == WIRE[:-1]


def test_words_that_both_quote_are_not_copied():
    said = WIRE.replace("\n\n", " ")
    assert copies(f'The captain told the court: "{said}"', f'"{said}" These were his words.') == []


def test_each_pair_of_three_is_told_in_reading_order():
    assert [(c.article_a, c.article_b) for c in copies(WIRE, WIRE, WIRE)] == [
        ("a1", "a2"),
        ("a1", "a3"),
        ("a2", "a3"),
    ]


@pytest.mark.parametrize("text", ["", "Fire.", "Fire. " * 50, "\n\n", "…"])
def test_texts_without_a_run_of_words_are_no_trouble(text):
    for copy in copies(text, text, WIRE):
        assert "a3" not in (copy.article_a, copy.article_b)


def statement(article_id, passage, **fields):
    claim = Claim(
        id=f"{article_id}.{passage}", article_id=article_id, text=fields.pop("text", passage), start=0,
        end=len(passage), **fields,
    )  # fmt: skip
    return Statement(claim, passage, ())


def reprints(statements, *pairs):
    made = [Copy(article_a=a, article_b=b, similarity=1, spans=()) for a, b in pairs]
    return find_reprints(statements, made)


def test_a_sentence_of_a_copied_article_is_a_reprint_of_the_first():
    printed = [statement(a, s) for a in ("a1", "a2", "a3") for s in ("It sank.", "All lived.")]
    assert reprints(printed, ("a1", "a2"), ("a1", "a3"), ("a2", "a3")) == {2: 0, 3: 1, 4: 0, 5: 1}


def test_equal_sentences_of_articles_that_copy_nothing_are_no_reprints():
    printed = [statement(a, "It sank.") for a in ("a1", "a2", "a3")]
    assert reprints(printed) == {}
    assert reprints(printed, ("a2", "a3")) == {2: 1}


def test_a_reprint_says_the_same_by_the_same_speaker():
    one = statement("a1", "It sank.", is_quote=True, speaker="Ines Falk")
    other = statement("a2", "It sank.", is_quote=True, speaker="Piet Lund")
    meant = statement("a2", "It sank.", text="The ferry sank.")
    assert reprints([one, other, meant], ("a1", "a2")) == {}
