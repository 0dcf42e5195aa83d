"""Where quotations start and end."""

import pytest

from factcheck.quotes import find_quotations, is_title


def quoted(text, *paragraphs):
    spans, at = [], 0
    for part in paragraphs or (text,):
        start = text.index(part, at)
        at = start + len(part)
        spans.append((start, at))
    return [text[q.start : q.end] for q in find_quotations(text, spans)]


@pytest.mark.parametrize(
    "text",
    [
        'Moe said: "The boat is gone."',
        "Moe said: “The boat is gone.”",
        "Moe said: 'The boat is gone.'",
        "Moe said: ‘The boat is gone.’",
    ],
)
def test_all_marks_are_known(text):
    assert quoted(text) == ["The boat is gone."]


def test_apostrophes_open_nothing():
    assert quoted("The workers' union isn't happy with the firm's '90s rules.") == []


def test_an_utterance_over_paragraphs_is_one():
    first, second = "“It rained.", "“Then it froze.”"
    text = f"{first}\n\n{second}"
    blocks = [(0, len(first)), (len(first) + 2, len(text))]
    found = find_quotations(text, blocks)
    assert [text[q.start : q.end] for q in found] == ["It rained.", "Then it froze."]
    assert found[0].utterance == found[1].utterance


def test_quotes_within_quotes_are_not_quotes_of_their_own():
    assert quoted("\"He said 'leave it be' and left,\" Moe said.") == ["He said 'leave it be' and left,"]


def test_titles_are_no_quotations():
    assert quoted('She directed "The Long Thaw" in 2019.') == []
    assert is_title("The Long Thaw")
    assert not is_title("We will not go back")
    assert not is_title("No.")
