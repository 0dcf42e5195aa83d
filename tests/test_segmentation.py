"""Paragraphs and sentences of an article."""

from factcheck.models import Article
from factcheck.segmentation import blocks, sentences, trim


def article(text, headline=None):
    return Article(id="a1", source="s", title="t", path="p", text=text, headline=headline)


def read(text, headline=None):
    return [text[s.start : s.end] for s in sentences(article(text, headline))]


def test_sentences_are_verbatim_and_in_order():
    text = "The mill burned. Nobody was hurt!\n\nDr. Imre Salo said so at 6 p.m. on Monday."
    assert read(text) == [
        "The mill burned.",
        "Nobody was hurt!",
        "Dr. Imre Salo said so at 6 p.m. on Monday.",
    ]


def test_brackets_do_not_end_a_sentence():
    assert read("I thank Ann [Roe.] and Bob.") == ["I thank Ann [Roe.] and Bob."]


def test_a_sentence_goes_on_until_all_its_brackets_are_closed():
    text = "I thank Ann (my aunt. She came. [All of them.] She stayed.) and Bob. Nobody left. Then (it rained. We ran."
    assert read(text) == [
        "I thank Ann (my aunt. She came. [All of them.] She stayed.) and Bob.",
        "Nobody left.",
        "Then (it rained. We ran.",
    ]


def test_a_rank_before_a_name_does_not_end_a_sentence():
    assert read("It was a bomb, said Lt. Ada Moe of the police. Nobody was hurt.") == [
        "It was a bomb, said Lt. Ada Moe of the police.",
        "Nobody was hurt.",
    ]


def test_an_ellipsis_that_runs_into_a_sentence_ends_one():
    assert read("I won't go...She can stay.") == ["I won't go...", "She can stay."]


def test_furniture_bylines_and_datelines_are_left_out():
    text = (
        "By Ida Moe in Arvik\n\nARVIK (Wire) — The ferry sank.\n\nShare this article\n\nRead more: Ten lakes"
    )
    assert read(text) == ["The ferry sank."]


def test_the_headline_is_marked():
    text = "Ferry sinks\n\nThe ferry sank."
    first, second = sentences(article(text, headline=(0, 11)))
    assert (first.is_headline, second.is_headline) == (True, False)
    assert (first.block, second.block) == (0, 1)


def test_hard_wrapped_lines_are_one_paragraph():
    first = "The council met for six hours on Tuesday night before it\nvoted to close the baths."
    wrapped = f"{first}\n\nNobody objected."
    assert len(blocks(article(wrapped))) == 2


def test_single_lines_are_paragraphs_of_their_own():
    assert len(blocks(article("One.\nTwo.\nThree."))) == 3


def test_trim_gives_none_for_blanks():
    assert trim("a  b", (1, 3)) is None
    assert trim(" ,a, ", (0, 5), ",") == (2, 3)
