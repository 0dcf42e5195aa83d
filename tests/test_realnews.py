"""The sample of conflicts in real news: how it is drawn, kept and shown."""

import json

from benchmarks import realnews
from factcheck.models import Article


def entry(story, number, kind="number", confidence=0.8, judgement=None):
    place = {"claim": [0, 19], "span": [number, number + 6]}
    return {
        "story": story, "kind": kind, "severity": "contradiction", "confidence": confidence,
        "a": {"doc": f"{story}a", **place}, "b": {"doc": f"{story}b", **place}, "judgement": judgement, "why": "",
    }  # fmt: skip


FOUND = [entry(f"s{n}", k) for n in range(6) for k in range(n + 1)]


def test_stories_are_drawn_by_the_seed_from_those_with_several_sources():
    def articles(name, *sources):
        return [
            Article(id=f"{name}{n}", source=s, title="", path="", text="x") for n, s in enumerate(sources)
        ]

    told = {f"s{n}": articles(f"s{n}", "Herald", "Courier") for n in range(9)} | {
        "alone": articles("alone", "Herald", "Herald"),
        "large": articles("large", *(f"Paper {n}" for n in range(20))),
    }
    drawn = realnews.draw_stories(told, 5)
    assert drawn == realnews.draw_stories(dict(reversed(told.items())), 5)
    assert len(drawn) == 5
    everything = realnews.draw_stories(told, 99)
    assert set(told) - set(everything) == {"alone"}
    assert len(everything["large"]) == realnews.ARTICLES


def test_the_sample_is_spread_over_the_stories():
    drawn = realnews.sample(FOUND, size=8)
    assert len(drawn) == 8
    assert {e["story"] for e in drawn} == {f"s{n}" for n in range(6)}
    assert len({realnews._place(e) for e in drawn}) == 8


def test_the_same_seed_draws_the_same_whatever_the_order():
    by_story = sorted(FOUND, key=lambda e: e["story"], reverse=True)
    assert realnews.sample(FOUND, size=9) == realnews.sample(by_story, size=9)
    assert realnews.sample(FOUND, size=9) != realnews.sample(FOUND, seed=8, size=9)


def test_fewer_conflicts_than_asked_for_are_all_drawn():
    assert len(realnews.sample(FOUND[:3])) == 3


def test_a_new_sample_keeps_judgements_of_the_same_conflict():
    judged = [entry("s1", 0, judgement="wrong") | {"why": "age"}, entry("s2", 1, judgement="right")]
    kept = realnews.with_judgements([entry("s1", 0, confidence=0.6), entry("s2", 0)], judged)
    assert [(e["judgement"], e["why"], e["confidence"]) for e in kept] == [
        ("wrong", "age", 0.6),
        (None, "", 0.8),
    ]


def test_the_list_is_kept_without_the_texts(tmp_path):
    path = tmp_path / "list.jsonl"
    realnews.save(FOUND, path)
    assert realnews.load(path) == FOUND
    assert realnews.load(tmp_path / "none.jsonl") == []


def test_precision_by_kind_and_confidence_counts_what_is_judged():
    kept = [
        entry("s1", 0, judgement="right", confidence=0.95),
        entry("s1", 1, judgement="wrong", confidence=0.4),
        entry("s1", 2, kind="name"),
    ]
    lines = "\n".join(realnews.precision(kept))
    assert "0.50 (1 of 2 judged)" in lines
    assert "1.00 (1 of 1 judged)" in lines
    assert "not judged" in lines


def test_a_conflict_is_shown_in_its_line_with_both_spans_marked():
    article = Article(
        id="a", source="a", title="", path="a", text="Before.\nThe toll was 12, they said.\nAfter."
    )
    place = {"doc": "a", "claim": [8, 23], "span": [21, 23]}
    assert realnews.in_context(article, place) == "‹The toll was «12»›, they said."


def test_control_codes_of_an_article_are_not_printed():
    article = Article(id="a", source="a", title="", path="a", text="The \x1b[2Jtoll was 12.")
    shown = realnews.in_context(article, {"doc": "a", "claim": [0, 19], "span": [16, 18]})
    assert "\x1b" not in shown


def test_the_kept_list_is_well_formed():
    kept = realnews.load()
    assert all(e["judgement"] in {None, "right", "wrong"} for e in kept)
    assert not any(key in json.dumps(e) for e in kept for key in ('"text"', '"explanation"'))
