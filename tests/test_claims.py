"""Articles -> claims, whole."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import extraction
from factcheck.claims import MAX_CLAIM_CHARACTERS, analyse, extract, utterances
from factcheck.models import Article

FLOORS = json.loads((Path(__file__).parents[1] / "benchmarks" / "floors.json").read_text(encoding="utf-8"))


def article(text, headline=None):
    return Article(id="a1", source="s", title="t", path="p", text=text, headline=headline)


@pytest.fixture
def claims(parser):
    return lambda text: [s.claim for s in extract([article(text)], parser)]


@pytest.fixture
def read(claims):
    return lambda text: [c.text for c in claims(text)]


# --- readings


def test_a_clause_that_restricts_the_one_above_it_stays_with_it(read):
    for text in (
        "He will not name the donor until after she has left.",
        "She promised to name the donor only after the vote is over.",
        "Trains will not run before the bridge is repaired.",
    ):
        assert read(text) == [text]
    assert read("The mayor resigned after the council had met in secret.") == [
        "The mayor resigned.",
        "The council had met in secret.",
    ]


def test_a_clause_with_a_subject_of_its_own_is_a_claim_however_short(read):
    assert read("Eighty posts will go and nobody will be dismissed.") == [
        "Eighty posts will go.",
        "Nobody will be dismissed.",
    ]


def test_a_subject_that_an_aside_cuts_off_brings_its_numbers(claims):
    found = claims("Some 46,000 prams from Kolvia, a firm in Estonia, are being recalled.")
    assert [(c.text, [q.low for q in c.quantities]) for c in found] == [
        ("Kolvia is a firm in Estonia.", []),
        ("Some 46,000 prams from Kolvia are being recalled.", [46000]),
    ]


def test_participles_become_sentences(read):
    assert read("A barge sank on Friday, spilling 900 tonnes of grain and blocking the lock.") == [
        "A barge sank on Friday.",
        "A barge spilled 900 tonnes of grain.",
        "A barge blocked the lock.",
    ]


def test_shared_helping_verbs_are_restored(read):
    assert read("Ida Moe was charged with arson and released on bail.") == [
        "Ida Moe was charged with arson.",
        "Ida Moe was released on bail.",
    ]


def test_appositions_agree_in_number(read):
    assert read("Two villages, Arvik and Lower Moss, were cut off by snow.") == [
        "Two villages are Arvik and Lower Moss.",
        "Two villages were cut off by snow.",
    ]
    assert read("Onion shipments stopped, an open-ended step.")[0] == (
        "Onion shipments stopped, an open-ended step."
    )
    assert read("It was his last fire, dear listeners.") == ["It was his last fire, dear listeners."]
    assert read("The Smiths, a family of five, have moved.")[0] == "The Smiths are a family of five."


def test_who_heads_a_bank_is_not_the_bank(read):
    said = read(
        "The head of Kestrel Bank, Ida Moe, resigned after 14,000 travellers, two weddings among them, waited."
    )
    assert not any(claim.startswith(("Kestrel Bank is", "14,000 travellers are")) for claim in said)


def test_hyphens_cut_nothing(read):
    assert "Ida Moe is her co-star." in read("Ida Moe, her co-star, left the set in tears.")


def test_ages_in_passing(read):
    assert read("The 24-year-old striker has signed for Rovers.")[0] == "The striker is 24 years old."


def test_marks_are_balanced(read):
    text = "Robert Hale, the director of 'The Long Thaw,' has left the festival."
    assert read(text) == [
        "Robert Hale is the director of 'The Long Thaw'.",
        "Robert Hale has left the festival.",
    ]


def test_pronouns_are_read_as_names(read):
    assert read("Linda Carver resigned on Monday. She had led the bank since 2011.")[-1] == (
        "Linda Carver had led the bank since 2011."
    )


def test_ages_belong_to_whoever_is_meant(claims):
    found = claims("Linda Carver is under fire for past posts. The 36-year-old star has kept silent.")
    ages = [(c.text, q.measures) for c in found for q in c.quantities if q.kind == "age"]
    assert ages[0] == ("Linda Carver is 36 years old.", "Linda Carver")


def test_a_clock_time_before_a_credit_keeps_its_value(claims):
    (claim,) = claims("The alarm was raised at 4:58 p.m., the fire service said.")
    assert [q.text for q in claim.quantities] == ["4:58 p.m."]
    assert claim.text == "The alarm was raised at 4:58 p.m."


# --- credit


def test_credit_is_cut_off_and_kept(claims):
    (claim,) = claims("The dam held through the night, said Linda Carver, an engineer.")[:1]
    assert (claim.text, claim.attributed_to) == ("The dam held through the night.", "Linda Carver")


def test_credit_between_commas_is_read_past(claims):
    claim = claims("Linda Carver was, police said, in the boathouse.")[0]
    assert claim.attributed_to == "police"
    assert "said" not in claim.text


def test_denial_keeps_its_verb(claims):
    (claim,) = claims("Linda Carver denied that the bank had lost money.")
    assert claim.text == "Linda Carver denied that the bank had lost money."
    assert claim.attributed_to is None


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Prosecutors allege that the couple sold forged tickets.", True),
        ("The firm is reportedly for sale.", True),
        ("The road will reopen on Friday.", False),
        ("Police said the road had reopened.", False),
    ],
)
def test_hedged_is_what_the_article_does_not_vouch_for(claims, text, hedged):
    assert [c.hedged for c in claims(text)] == [hedged]


# --- quotes


def test_each_spoken_sentence_is_a_claim_of_its_speaker(claims):
    found = claims('"The dam held. We are safe," said Linda Carver. "Nobody was hurt."')
    assert [(c.text, c.speaker) for c in found if c.is_quote] == [
        ("The dam held.", "Linda Carver"),
        ("We are safe.", "Linda Carver"),
        ("Nobody was hurt.", "Linda Carver"),
    ]


def test_questions_and_lone_names_are_no_claims(claims):
    assert claims('"Why? [Carver]." What happens next?') == []


def test_a_date_line_is_no_claim(read):
    text = "Dam holds in Carver Valley\n\nMay 2, 2013 1:35 pm\n\nThe dam held on Thursday."
    assert read(text)[-1] == "The dam held on Thursday."
    assert not any("2013" in claim for claim in read(text))


def test_questions_inside_a_quotation_are_no_claims(read):
    assert read('"Why is she leaving? Why? I do not know," Linda Carver said.') == ["I do not know."]


def test_speakers_of_quoted_phrases(parser):
    text = 'Linda Carver called the report "a work of pure fiction" on Monday.'
    (statement,) = extract([article(text)], parser)
    assert statement.speakers == ("Linda Carver",)
    assert [u.kind for u in utterances([article(text)], parser)[0]] == ["mixed"]


def test_loose_sentences_are_one_claim_each(parser):
    texts = ["The mill burned and nobody was hurt.", "It may rain."]
    found = analyse(texts, parser)
    assert [s.claim.text for s in found] == texts
    assert [s.claim.hedged for s in found] == [False, True]


# --- what holds for any text

HOSTILE = [
    *"“”'\"[](?",
    *(
        ", ",
        ". ",
        "\n",
        "\n\n",
        " — ",
        "...",
        "said ",
        "Linda Carver ",
        "which ",
        "and ",
        "was ",
        "the mill ",
    ),
    *("44, ", "according to ", "police ", "he ", "her ", "after ", "burning 12 houses ", "The 9-year-old "),
    *("hasn’t ", "who lives in Oslo "),
]
PIECES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(HOSTILE),
    ),
    max_size=30,
)


@given(PIECES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_sound_claims(parser, pieces):
    text = "".join(pieces)
    statements = extract([article(text)], parser)
    claims = [s.claim for s in statements]
    assert len({c.id for c in claims}) == len(claims)
    assert [c.start for c in claims] == sorted(c.start for c in claims)
    for statement, claim in zip(statements, claims, strict=True):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.end - claim.start <= MAX_CLAIM_CHARACTERS
        assert statement.passage == text[claim.start : claim.end]
        assert re.search(r"[.!?…][\"'”’)\]]*$", claim.text)
        assert len(statement.speakers) == len(statement.quoted)
        assert all(0 <= w.head < len(statement.words) for w in statement.words)


@pytest.mark.parametrize("part", extraction.PARTS)
def test_benchmark_stays_above_its_floors(parser, part):
    scores, mistakes = extraction.PARTS[part](extraction.load(part), parser)
    floors = FLOORS[part]
    assert {name: score for name, score in scores.items() if score < floors.get(name, 0)} == {}, mistakes
