import pytest

from factcheck.safetext import one_line, slug, visible, web_address


def test_escape_and_bidi_characters_become_visible():
    assert visible("\x1b[31m") == "␛[31m"
    assert visible("a\u202eb\u2066c") == "a‹U+202E›b‹U+2066›c"
    assert visible("\x9b2J\x7f") == "‹U+009B›2J␡"


def test_ordinary_text_is_left_alone():
    text = "Zoë said: “שלום” — 5\u00a0km\n\t<b>"
    assert visible(text) == text


def test_one_line_has_no_line_break_of_any_kind():
    assert one_line("a\n\nb\u2028c\rd\x85e\tf ") == "a b c d e f"


def test_lone_surrogates_can_be_written_out():
    visible("a\ud800b").encode()


@pytest.mark.parametrize("url", ["https://a.example/x?a=1&b=2", "http://a.example"])
def test_web_addresses_are_linked(url):
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//a.example", "/path", "https:///x",
     "https://a.example/\x1b]8", "https://a b", "http://[", "file:///etc/passwd", "java\nscript:alert(1)"],
)  # fmt: skip
def test_other_addresses_are_not(url):
    assert web_address(url) is None


def test_slug_is_short_ascii_cut_between_words():
    assert slug("Émile's “Ferry” aground!") == "emiles-ferry-aground"
    assert slug("word " * 40, limit=20) == "word-word-word-word"
    assert slug("x" * 99, limit=10) == "x" * 10
    assert slug("船") == ""
