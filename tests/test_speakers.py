"""Who speaks, by frames before, after and around the words, and by the sentences near them."""

import pytest

from factcheck.claims import utterances
from factcheck.models import Article


@pytest.fixture
def spoken(parser):
    def found(text):
        article = Article(id="a1", source="s", title="t", path="p", text=text)
        return [(u.speaker, u.verb) for u in utterances([article], parser)[0]]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"I never win," laughed Linda Carver.', [("Linda Carver", "laughed")]),
        ('The singer posted on Instagram: "See you all in June."', [("The singer", "posted")]),
        ('The paper quoted Linda Carver as saying that it was "dead".', [("Linda Carver", "saying")]),
        ('"The deal is off," Carver was quoted as telling the Herald.', [("Carver", "telling")]),
        ('Hale hit out at Carver for "hiding the truth".', [("Hale", "hit")]),
        ('"Nobody came," says one.', [("one", "says")]),
        ('Another, who gave her name only as Jo, said she "just ran".', [("Jo", "said")]),
    ],
)
def test_speaker_and_verb(spoken, text, expected):
    assert spoken(text) == expected


def test_a_reply_is_by_whoever_was_asked(spoken):
    text = 'Robert Hale asked Linda Carver whether she had signed. "I did not," she replied.'
    assert spoken(text)[-1] == ("Linda Carver", "replied")


def test_words_on_both_sides_of_a_frame_have_their_own_speakers(spoken):
    text = '"It is safe," Robert Hale insisted, before Linda Carver cut in: "It is not."'
    assert [name for name, _ in spoken(text)] == ["Robert Hale", "Linda Carver"]


def test_the_last_verb_before_a_quotation_introduces_it(spoken):
    text = 'Robert Hale, who told Carver that the deal was off, said: "She took it well."'
    assert spoken(text)[-1] == ("Robert Hale", "said")


def test_a_speaker_named_only_in_the_next_sentence(spoken):
    assert (
        spoken('"I will not go," she tells me. Linda Carver has lived here since 1960.')[0][0]
        == "Linda Carver"
    )


def test_a_party_is_no_she(spoken):
    text = 'Robert Hale refused to leave. The party admits to two mistakes.\n\n"I slept well," she had said at dawn.'
    assert spoken(text) == [(None, "said")]


def test_he_of_before_is_no_she(spoken):
    text = (
        '"It is over," Hector Hale said. He said that it was late.\n\n'
        'Hale has not spoken to Carver, a lawyer.\n\n"I slept well," she had said at dawn.'
    )
    assert spoken(text)[-1] == (None, "said")


def test_a_quoted_feeling_is_in_the_words_of_whoever_feels_it(spoken):
    assert spoken('The director is "very proud" that the film was shelved.') == [("The director", "")]
    assert spoken('The law is "very bad" for trade.') == []
