from factcheck import excerpts


def joined(pieces):
    return "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)


def test_marks_are_merged_and_clipped_to_the_passage():
    assert (
        joined(excerpts.segments("one two three four", (4, 13), [(0, 6), (5, 7), (8, 99)]))
        == "[tw][o] [three]"
    )
    assert joined(excerpts.segments("one two", (0, 7), [(20, 30)])) == "one two"


def test_short_passages_stay_whole_and_long_ones_keep_what_is_marked():
    short = excerpts.segments("one two three", (0, 13), [(4, 7)])
    assert excerpts.shorten(short, 13) == short
    text = "Start of it. " + "filler words here " * 30 + "with 212 aboard " + "and more of them " * 30
    at = text.index("212")
    cut = joined(excerpts.shorten(excerpts.segments(text, (0, len(text)), [(at, at + 3)]), 120))
    assert "[212] aboard" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) < 150
    assert all(word in text for word in cut.strip("… ").replace("[", "").replace("]", "").split())


def test_shorten_keeps_far_marks_and_survives_a_word_without_end():
    text = "first " + "middle " * 60 + "last"
    cut = joined(
        excerpts.shorten(excerpts.segments(text, (0, len(text)), [(0, 5), (len(text) - 4, len(text))]), 100)
    )
    assert cut.startswith("[first]")
    assert " … " in cut
    assert cut.endswith("[last]")
    word = "A" * 10_000
    assert len(joined(excerpts.shorten(excerpts.segments(word, (0, len(word))), 200))) < 260
    assert len(joined(excerpts.shorten(excerpts.segments(word, (0, len(word)), [(0, len(word))]), 200))) < 260


def test_a_cut_word_is_marked_whole():
    text = "She hasn't spoken to them."
    start = text.index("n't")
    assert text[slice(*excerpts.whole_words(text, (start, start + len("n't spok"))))] == "hasn't spoken"
    assert text[slice(*excerpts.whole_words(text, (4, 10)))] == "hasn't"
    assert excerpts.whole_words(text, (5, 5)) == (5, 5)
    assert excerpts.whole_words("", (0, 0)) == (0, 0)


def test_typographic_quotes_make_no_other_wording():
    assert excerpts.folded("“It’s late – she said”") == excerpts.folded('"It\'s late - she said"')


def test_around_is_cut_between_words_and_stays_within_the_text():
    long = "word " * 200 + "here " + "word " * 200
    low, high = excerpts.around(long, (1000, 1004))
    assert low >= 1000 - excerpts.AROUND
    assert high <= 1004 + excerpts.AROUND
    assert long[low:high].startswith("word")
    assert long[low:high].endswith("word")
    assert excerpts.around("alone", (0, 5)) == (0, 5)
