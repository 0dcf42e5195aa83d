"""The whole chain with the real models, on the sample story and on short news written here."""

import pytest
from newsroom import (
    BEES,
    COURIER,
    FIRE,
    FRENCH,
    HERALD,
    SEEDS,
    article,
    assert_sound,
    conflicts,
    fire,
    result,
)

from factcheck.errors import InputError
from factcheck.models import Report
from factcheck.pipeline import check, compare
from factcheck.recheck import recheck
from factcheck.settings import Settings


@pytest.fixture(scope="module")
def seeds(models):
    return check([SEEDS], models=models)


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "herald.txt").write_text(HERALD, "utf-8")
    (tmp_path / "courier.txt").write_text(COURIER, "utf-8")
    return tmp_path


# What every report holds to


def test_the_sample_story_gives_a_sound_report(seeds):
    assert_sound(seeds)
    assert seeds.counts.articles == 4
    assert seeds.counts.sources == 4
    assert seeds.problems == ()
    assert len(seeds.stories) == 1
    for verdict in ("agreeing", "conflicting", "single-sourced"):
        assert seeds.of_verdict(verdict)


def test_the_sample_storys_altered_quotation_is_found(seeds):
    assert ("quote", "believed", "thought") in conflicts(seeds)


def test_compared_again_the_pairs_of_a_finding_are_as_in_the_report(seeds, models):
    for finding in seeds.of_verdict("conflicting"):
        again = {frozenset((c.a.id, c.b.id)): c.comparison for c in recheck(seeds, finding, models)}
        for conflict in finding.conflicts:
            found = again[frozenset((conflict.claim_a, conflict.claim_b))]
            assert (found.relation, found.kind) == ("conflict", conflict.kind)
            assert found.confidence == pytest.approx(conflict.confidence, abs=1e-4)


def test_a_report_survives_json(seeds):
    assert Report.model_validate_json(seeds.model_dump_json()) == seeds


def test_the_same_articles_give_the_same_report(models):
    paths = [SEEDS / "harbour_herald.txt", SEEDS / "marquee_daily.txt"]
    first, second = (check(paths, models=models) for _ in range(2))
    assert result(first) == result(second)
    assert first.report_id != second.report_id


def test_settings_are_written_into_the_report(models):
    settings = Settings(one_story=True, neighbours=3)
    report = check([article(1, FIRE[0])], models=models, settings=settings)
    assert report.settings["one_story"] is True
    assert report.settings["neighbours"] == 3
    assert Settings.model_validate(report.settings) == settings


def test_files_and_articles_can_be_mixed(desk, models):
    report = check([desk / "herald.txt", article(1, FIRE[1], "Evening Star")], models=models)
    assert_sound(report)
    assert [a.source for a in report.articles] == ["Leeds Herald", "Evening Star"]


def test_progress_tells_the_stages_in_order(models):
    seen = []
    check(
        [article(1, FIRE[0])],
        models=models,
        progress=lambda stage, done, total: seen.append((stage, done, total)),
    )
    assert seen[0][0] == "reading articles"
    assert seen[-1][0] == "done"
    assert all(0 <= done <= total for _, done, total in seen)


# What conflicts, and what does not


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        pytest.param(
            "Police said that 37 people were hurt in the fire.",
            "The fire left 73 people hurt, police said.",
            ("number", "37", "73"),
            id="number",
        ),
        pytest.param(
            "The fire killed twelve people.", "The fire killed 19 people.", ("number", "twelve", "19"), id="words"
        ),
        pytest.param(
            "Smoke could be seen from 30 km away.",
            "Smoke could be seen from 60 miles away.",
            ("number", "30 km", "60 miles"),
            id="distance",
        ),
        pytest.param(
            "The alarm was raised at 4:58 p.m. by a guard.",
            "The alarm was raised at 9:30 p.m. by a guard.",
            ("date", "4:58 p.m.", "9:30 p.m."),
            id="time",
        ),
        pytest.param(
            "The ruin will be torn down on Thursday.",
            "The ruin will be torn down on Friday.",
            ("date", "Thursday", "Friday"),
            id="weekday",
        ),
        pytest.param(
            '"We never had a warning before the roof came down," said Anna Brook, the fire chief.',
            'Anna Brook, the fire chief, said: "We never had a signal before the roof came down."',
            ("quote", "warning", "signal"),
            id="altered quotation",
        ),
    ],
)  # fmt: skip
def test_a_difference_is_a_conflict_of_its_kind(models, first, second, wanted):
    report = fire(models, first, second)
    assert_sound(report)
    kind, words_a, words_b = wanted
    (found,) = conflicts(report)
    assert found[0] == kind
    assert words_a in found[1]
    assert words_b in found[2]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        pytest.param(
            "The sprinklers worked during the fire.",
            "The sprinklers did not work during the fire.",
            "polarity",
            id="negation",
        ),
        pytest.param(
            "The bridge beside the site is open to traffic.",
            "The bridge beside the site is closed to traffic.",
            "polarity",
            id="open and closed",
        ),
        pytest.param(
            '"We never had a warning, not one, before the roof came down," said Anna Brook.',
            '"We never had a warning before the roof came down," said Anna Brook.',
            "quote",
            id="quotation cut without a mark",
        ),
        pytest.param(
            '"We never had a warning before the roof came down," said fire chief Anna Brook.',
            '"We never had a warning before the roof came down," said warehouse owner Peter Lund.',
            "attribution",
            id="one utterance, two speakers",
        ),
        pytest.param(
            "The owner, Peter Lund, admitted that the sprinklers had been switched off.",
            "The owner, Peter Lund, denied that the sprinklers had been switched off.",
            "polarity",
            id="admission and denial",
        ),
        pytest.param(
            "The guard set fire to the warehouse.",
            "The guard allegedly set fire to the warehouse.",
            "attribution",
            id="fact and allegation",
        ),
    ],
)
def test_a_difference_of_the_whole_statement_is_a_conflict(models, first, second, kind):
    report = fire(models, first, second)
    assert_sound(report)
    assert [found[0] for found in conflicts(report)] == [kind]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "A guard raised the alarm at 4:58 p.m. on Monday.",
            "A guard raised the alarm on Monday around five.",
            id="rounded time",
        ),
        pytest.param("About 500 residents left their homes.", "Some 498 residents left their homes.", id="rounded"),
        pytest.param("Smoke was seen from 30 km away.", "Smoke was seen from 19 miles away.", id="units"),
        pytest.param("It burned for 48 hours in all.", "It burned for two days in all.", id="durations"),
        pytest.param("Three people were hurt.", "A total of 800 residents were evacuated.", id="other attribute"),
        pytest.param("Scores of workers fled.", "At least 70 workers fled.", id="precision"),
        pytest.param(
            "Anna Brook, 52, led the operation at the site.",
            "Peter Lund, 61, owns the warehouse at the site.",
            id="two people's ages",
        ),
        pytest.param(
            '"We never had a warning, not one, before the roof came down," said Anna Brook.',
            '"We never had a warning … before the roof came down," said Anna Brook.',
            id="cut marked by an ellipsis",
        ),
        pytest.param(
            '"We never had a warning before it came down," said Anna Brook.',
            '"We never had a warning before it [the roof] came down," said Anna Brook.',
            id="bracketed insertion",
        ),
        pytest.param(
            "The fire killed 12 people. The mayor came to the site.", "The mayor spoke to reporters.", id="silence"
        ),
        pytest.param("The damage is put at £2 million.", "The damage is put at £2m.", id="written otherwise"),
    ],
)  # fmt: skip
def test_what_fits_together_is_no_conflict(models, first, second):
    report = fire(models, first, second)
    assert_sound(report)
    assert conflicts(report) == []


def test_an_earlier_figure_replaced_later_is_told_as_an_update(models):
    first = "Officials said that 12 people were killed in the fire."
    second = "The number of people killed in the fire has risen to 19, officials said."
    report = fire(models, first, second, published=("2026-03-01", "2026-03-03"))
    ((finding, conflict),) = [(f, c) for f in report.findings for c in f.conflicts]
    assert (conflict.kind, conflict.severity) == ("update", "discrepancy")
    assert finding.verdict == "conflicting"
    undated = fire(models, first, second)
    assert [found[0] for found in conflicts(undated)] == ["number"]


def test_the_order_of_the_articles_does_not_hide_a_conflict(models):
    sides = "The fire killed 12 people.", "The fire killed 19 people."
    assert conflicts(fire(models, *sides)) == [("number", "12", "19")]
    assert conflicts(fire(models, *sides[::-1])) == [("number", "19", "12")]


def test_a_source_against_itself_is_a_note_and_no_conflict(models):
    sides = "The fire killed 12 people.", "The fire killed 19 people."
    report = fire(models, *sides, sources=("Herald", "Herald"))
    assert_sound(report)
    assert conflicts(report) == []
    assert [f.verdict for f in report.findings if f.notes] == ["single-sourced"]
    assert any("Herald" in note for f in report.findings for note in f.notes)


def test_three_sources_of_which_one_differs_are_one_finding(models):
    said = [
        "The fire killed 12 people.",
        "Twelve people were killed in the fire.",
        "The fire killed 19 people.",
    ]
    texts = [f"{sentence} {FIRE[n % 2]}" for n, sentence in enumerate(said)]
    report = check([article(n, text) for n, text in enumerate(texts, 1)], models=models)
    assert_sound(report)
    finding = next(f for f in report.findings if f.conflicts)
    assert finding.sources == ("Paper 1", "Paper 2", "Paper 3")
    assert all("Paper 3" in {report.source(report.claim(c.claim_a)), report.source(report.claim(c.claim_b))}
               for c in finding.conflicts)  # fmt: skip


# Copies


WIRE = (
    "A ferry with 212 passengers ran aground off Marrow Point on Tuesday morning in thick fog. "
    "The coastguard took everybody ashore by lifeboat before noon, and nobody was hurt. "
    "Divers found the hull intact, and a tug is to pull the ship free on Thursday."
)


def test_a_wire_story_printed_twice_counts_once(models):
    report = check([article(1, WIRE), article(2, WIRE)], models=models)
    assert_sound(report)
    assert {f.verdict for f in report.findings} == {"single-sourced"}
    assert all(f.independent_sources == 1 and len(f.sources) == 2 for f in report.findings)
    assert all(any("same text" in note for note in f.notes) for f in report.findings)
    (copy,) = report.copies
    assert (copy.article_a, copy.article_b, copy.similarity) == ("a1", "a2", 1.0)


def test_copies_and_an_independent_report_make_two_sources(models):
    own = (
        "Lifeboats brought everybody from the ferry ashore before noon, the coastguard said; nobody was hurt."
    )
    report = check([article(1, WIRE), article(2, WIRE), article(3, own)], models=models)
    assert_sound(report)
    joined = [f for f in report.findings if "Paper 3" in f.sources and len(f.sources) > 1]
    assert joined
    assert {f.independent_sources for f in joined} == {2}


def test_a_copy_takes_part_in_the_conflict_of_its_wire(models):
    other = (
        "The ferry that hit a reef near Marrow Point on Tuesday carried 198 passengers. "
        "Lifeboats brought all of them ashore. The company promised to pay back every ticket."
    )
    report = check([article(1, WIRE), article(2, WIRE), article(3, other)], models=models)
    assert_sound(report)
    finding = next(f for f in report.findings if f.conflicts)
    assert set(finding.sources) == {"Paper 1", "Paper 2", "Paper 3"}
    assert finding.independent_sources == 2


def test_two_hundred_copies_are_one_source(models):
    asked = []

    class Counting:
        def __getattr__(self, name):
            return getattr(models.relation, name)

        def predict(self, pairs):
            asked.extend(pairs)
            return models.relation.predict(pairs)

    counting = type(models)(models.parser, models.embedder, Counting())
    report = check([article(n, WIRE) for n in range(1, 201)], models=counting)
    assert_sound(report)
    assert len(report.findings) == len(report.claims) / 200
    assert {f.verdict for f in report.findings} == {"single-sourced"}
    assert {f.independent_sources for f in report.findings} == {1}
    assert {len(f.sources) for f in report.findings} == {200}
    assert len(report.copies) == 200 * 199 / 2
    assert max(len(note) for f in report.findings for note in f.notes) < 200
    assert asked == []


# Articles that do not fit


def test_a_single_article_is_a_report_of_single_sources(models):
    report = check([article(1, FIRE[0])], models=models)
    assert_sound(report)
    assert {f.verdict for f in report.findings} == {"single-sourced"}
    assert report.problems == ()


def test_an_article_of_one_word_takes_nothing_from_the_others(models):
    alone = fire(models, "The fire killed 12 people.", "The fire killed 19 people.")
    report = check([*alone.articles, article(3, "Fire.")], models=models)
    assert_sound(report)
    assert conflicts(report) == conflicts(alone)


def test_an_article_in_another_language_is_named_and_left_out(models):
    report = check([article(1, FIRE[0]), article(2, FIRE[1]), article(3, FRENCH, "Le Nord")], models=models)
    assert_sound(report)
    (problem,) = report.problems
    assert problem.path == "3.txt"
    assert "Le Nord" in problem.message
    assert "English" in problem.message
    assert not any(claim.article_id == "a3" for claim in report.claims)
    assert any(f.verdict == "agreeing" for f in report.findings)


def test_an_article_about_something_else_is_named(models):
    inputs = [article(1, FIRE[0]), article(2, FIRE[1]), article(3, BEES, "Meadow News")]
    report = check(inputs, models=models)
    assert_sound(report)
    assert [story.article_ids for story in report.stories] == [("a1", "a2"), ("a3",)]
    (problem,) = report.problems
    assert problem.path == "3.txt"
    assert "Meadow News" in problem.message
    together = check(inputs, models=models, settings=Settings(one_story=True))
    assert len(together.stories) == 1
    assert together.problems == ()


def test_two_stories_in_one_run_are_told_apart(models):
    bees = "Wild bees have doubled on Alpine meadows in Tyrol where farmers mow later, biologists found."
    report = check(
        [article(1, FIRE[0]), article(2, BEES), article(3, FIRE[1]), article(4, bees)], models=models
    )
    assert_sound(report)
    assert [story.article_ids for story in report.stories] == [("a1", "a3"), ("a2", "a4")]
    assert report.problems == ()


def test_articles_without_any_claim_are_no_error(models):
    report = check([article(1, "Why?"), article(2, "Really?")], models=models)
    assert_sound(report)
    assert report.findings == ()


def test_nothing_readable_is_one_error_that_names_the_first(tmp_path, models):
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(InputError, match=r"empty\.txt: is empty.*\(and 1 more\)") as caught:
        check([tmp_path / "empty.txt", tmp_path / "missing.txt"], models=models)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="no article"):
        check([], models=models)


def test_articles_given_twice_under_one_id_stay_apart(desk, models):
    report = check([article(1, FIRE[0], "Herald"), article(1, FIRE[1], "Courier")], models=models)
    assert_sound(report)
    assert report.counts.sources == 2


# compare()


@pytest.mark.parametrize(
    ("premise", "hypothesis", "relation", "kind"),
    [
        ("Police arrested 37 people.", "Police arrested 73 people.", "conflict", "number"),
        ("The mayor resigned.", "The mayor did not resign.", "conflict", "polarity"),
        ("The bridge is open to traffic.", "The bridge is closed to traffic.", "conflict", "polarity"),
        ("The mayor resigned on Monday.", "On Monday the mayor stepped down.", "agree", None),
        ("About 500 people marched.", "Some 498 people marched.", "agree", None),
        ("The bridge is open to traffic.", "Bananas are rich in sugar.", "unrelated", None),
    ],
)
def test_compare_says_how_two_sentences_relate(models, premise, hypothesis, relation, kind):
    for pair in ((premise, hypothesis), (hypothesis, premise)):
        (found,) = compare([pair], models=models)
        assert (found.relation, found.kind) == (relation, kind)
        assert sum(found.probabilities.values()) == pytest.approx(1.0)
        assert bool(found.explanation) == (relation == "conflict")
        if relation == "conflict":
            assert all(0 <= start < end <= len(text)
                       for text, (start, end) in zip(pair, (found.span_a, found.span_b), strict=True))  # fmt: skip


def test_compare_answers_in_order_and_each_pair_by_itself(models):
    pairs = [
        ("Police arrested 37 people.", "Police arrested 73 people."),
        ("The mayor resigned.", "Bees sleep."),
    ]
    both = compare(pairs, models=models)
    assert [c.relation for c in both] == ["conflict", "unrelated"]
    assert compare([], models=models) == []


@pytest.mark.parametrize("text", ["", " ", "?", "\u202e", "a" * 5000, "1" * 400, "«»“”", "\x00\x1b[2J"])
def test_compare_takes_any_text(models, text):
    (found,) = compare([(text, "The mayor resigned.")], models=models)
    assert found.relation in {"agree", "conflict", "unrelated"}
