"""The typed comparers: what each votes on a pair of sentences, and what it keeps silent about."""

from dataclasses import replace

import numpy as np
import pytest
from bench import pair
from newsroom import article

from factcheck import comparers
from factcheck.claim_vectors import claim_vectors
from factcheck.claims import extract
from factcheck.comparers import attribution, name, nationality, polarity, quantity, quotation, wording
from factcheck.comparison import judged, sides_of, votes_on
from factcheck.decision import EVIDENCE
from factcheck.settings import Settings


def words(vote, a, b):
    return a[slice(*vote.span_a)], b[slice(*vote.span_b)]


@pytest.mark.parametrize(
    ("comparer", "a", "b", "kind", "differing"),
    [
        (quantity, "Police arrested 37 people.", "Police arrested 73 people.", "number", ("37", "73")),
        (quantity, "12 people were hurt, 4 of them badly.", "8 people were hurt.", "number", ("12", "8")),
        (quantity, "The block has 112 flats on 14 floors.", "The block has 18 storeys.", "number",
         ("14", "18")),
        (quantity, "The march was 5 km long.", "The march was 9 miles long.", "number", ("5 km", "9 miles")),
        (quantity, "The village lies 22 km north of the capital, Oslo.", "The village is 35 km from Oslo.", "number",
         ("22 km", "35 km")),
        (quantity, "The storm left 12 people dead.", "The storm killed 21 people.", "number", ("12", "21")),
        (quantity, "The trial opens on Monday.", "The trial opens on Friday.", "date", ("Monday", "Friday")),
        (nationality, "The driver is from Spain.", "The driver is a Portuguese citizen.", "name",
         ("Spain", "Portuguese")),
        (nationality, "A Dutch couple are among the victims.", "A couple from Belgium are among the victims.", "name",
         ("Dutch", "Belgium")),
        (nationality, "Peter Lund comes from Graz in Austria.", "Peter Lund is a Czech guide.", "name",
         ("Austria", "Czech")),
        (nationality, "Peter Lund of Denmark won the race.", "Peter Lund, a Norwegian, won the race.", "name",
         ("Denmark", "Norwegian")),
        (quantity, "The suspect is a man of 37.", "The suspect, who is 27, was charged.", "number", ("37", "27")),
        (quantity, "Four people lost their lives.", "The accident cost two lives.", "number", ("Four", "two")),
        (quantity, "On Monday a man of 37 was charged.", "Peter Lund, 36, was charged.", "number", ("37", "36")),
        (quantity, "It dates from the 12th century.", "It dates from the 14th century.", "date",
         ("12th century", "14th century")),
        (polarity, "Neither the driver nor the passenger was hurt.", "The driver was hurt.", "polarity",
         ("Neither the driver nor the passenger was hurt", "hurt")),
        (polarity, "Rescuers were able to reach him.", "Rescuers were unable to reach him.", "polarity",
         ("were", "were unable")),
        (name, "The match was played in Austria.", "The match was played in Australia.", "name",
         ("Austria", "Australia")),
        (quantity, "They must leave within three days.", "They must leave within ten days.", "date",
         ("within three days", "within ten days")),
        (name, "The match was played in Lyon.", "The match was played in Porto.", "name", ("Lyon", "Porto")),
        (polarity, "The shop is open.", "The shop is closed.", "polarity", ("open", "closed")),
        (quotation, '"We were never asked about the plan," she said.', '"We were never told about the plan," she said.',
         "quote", ("asked", "told")),
    ],
)  # fmt: skip
def test_a_difference_is_voted_with_the_words_that_differ(models, comparer, a, b, kind, differing):
    vote = comparer.compare(pair(models, a, b))
    assert (vote.relation, vote.kind) == ("conflict", kind)
    assert words(vote, a, b) == differing
    assert vote.reason
    assert vote.says[0] != vote.says[1]


@pytest.mark.parametrize(
    ("comparer", "a", "b", "kind"),
    [
        (polarity, "The mayor resigned.", "The mayor did not resign.", "polarity"),
        (
            polarity,
            "Lund admitted that he had set the fire.",
            "Lund denied that he had set the fire.",
            "polarity",
        ),
        (attribution, "The guard set the fire.", "The guard allegedly set the fire.", "attribution"),
        (
            attribution,
            "The guard set the fire.",
            "The guard is suspected of having set the fire.",
            "attribution",
        ),
        (
            wording,
            "All schools in the city were shut.",
            "Only some schools in the city were shut.",
            "wording",
        ),
        (
            wording,
            "Ada Moe is the first woman to win a Golden Reel.",
            "Ada Moe is the first woman to win a Golden Reel in the directing category.",
            "wording",
        ),
    ],
)
def test_a_difference_of_the_whole_is_voted_within_the_sentences(models, comparer, a, b, kind):
    for first, second in ((a, b), (b, a)):
        vote = comparer.compare(pair(models, first, second))
        assert (vote.relation, vote.kind) == ("conflict", kind)
        assert all(words(vote, first, second))


@pytest.mark.parametrize(
    ("comparer", "a", "b"),
    [
        (quantity, "About 500 people marched.", "Some 498 people marched."),
        (quantity, "The march was 30 km long.", "The march was 19 miles long."),
        (quantity, "It took 48 hours.", "It took two days."),
        (quotation, '"We were never asked about it," she said.', '"We were never asked about it," he wrote.'),
    ],
)
def test_the_same_is_voted_as_agreement(models, comparer, a, b):
    assert comparer.compare(pair(models, a, b)).relation == "agree"


@pytest.mark.parametrize(
    ("comparer", "a", "b"),
    [
        (quantity, "Three people were hurt.", "Some 800 residents were evacuated."),
        (quantity, "Anna Brook, 52, led the crew.", "Peter Lund, 61, owns the house."),
        (quantity, "The mayor resigned.", "Police arrested 37 people."),
        (name, "The mayor resigned.", "The mayor stepped down."),
        (polarity, "The mayor resigned.", "The mayor stepped down."),
        (quotation, '"We were never asked," she said.', '"Nobody was hurt in it," he said.'),
        (quotation, "The mayor resigned.", "The mayor stepped down."),
        (quantity, "No one else was injured in the blast.", "One technician was injured in the blast."),
        (quantity, "Orle lies 140 km from the capital.", "Orle lies some 60 km north of Marby."),
        (quantity, "Inspectors found seven faults.", "Two faults were left unrepaired."),
        (quantity, "Moe scored 10 of her team's first 17 points.", "Moe scored 23 points."),
        (quantity, "Operations were put off on Monday.", "By Friday operations had been put off."),
        (quantity, "At least 31 people died.", "4,000 people were told to leave."),
        (quantity, "Moe scored the last 12 points.", "Moe scored 23 points."),
        (quantity, "Three of the fleet's nine ferries will be scrapped.", "Six ferries will be kept."),
        (
            quantity,
            "Lund is the third Northern League coach to be fired this season.",
            "Lund is the fifth Premier League coach to be fired this season.",
        ),
        (
            polarity,
            "The first half was slow, the second was open.",
            "The first half was slow and the second open.",
        ),
        (
            quotation,
            '"The colour of the neighbourhood has changed at 6:00 p.m.," she said.',
            '"The color of the neighborhood had changed at 6 p.m.," she said.',
        ),
        (
            quotation,
            '"We ask everybody to respect her privacy now," said Tom Adler.',
            '"We ask everybody to respect her privacy now," said Ada Moe\'s agent.',
        ),
        (attribution, "The guard allegedly set the fire.", "The guard reportedly set the fire."),
        (
            quotation,
            '"The ship turned (its bow) towards the boats and challenged them," he said.',
            '"The ship turned towards the boats and challenged them," he said.',
        ),
        (attribution, "The fire killed nine people.", "The fire claimed nine lives."),
        (quantity, "She leaves five children.", "She is survived by nine grandchildren."),
        (polarity, "Nobody has been injured.", "Nobody is believed to have been injured."),
        (polarity, "The ship lay off the coast.", "The ship lay on the coast."),
        (polarity, "They scored on the second drive.", "They scored on the first drive."),
        (nationality, "The driver is from the Netherlands.", "The driver is Dutch."),
        (nationality, "A Dutch driver was hurt.", "A Belgian minister was hurt."),
        (quantity, "The ship's crew left.", "The firm no longer exists."),
        (
            quotation,
            '"We will not sell the club," she said.',
            '"We will not sell the ground before next summer," she said.',
        ),
        (
            quotation,
            '"I know that I caused a lot of pain and I am sorry," he said.',
            '"I know that I caused a lot of pain and I\'m sorry," he said.',
        ),
        (
            quotation,
            '"With sadness I must say that my friend passed away at 6:41pm this evening," he said.',
            '"With sadness I must say that my friend passed away at 18:41 this evening," he said.',
        ),
        (polarity, "Peter Lund denied setting the fire.", "Anna Moe admitted setting the fire."),
        (
            polarity,
            "Lund did not deny that he had set the fire.",
            "Lund admitted that he had set the fire.",
        ),
        (name, "Sam was arrested.", "Samuel was arrested."),
        (name, "Anna Brook and Peter Lund were arrested.", "Peter Lund was arrested with Anna Brook."),
        (nationality, "The driver is from South Sudan.", "The injured driver is from South Sudan."),
        (attribution, "An allegedly drunken guard set the fire.", "A guard set the fire."),
        (
            wording,
            "Ada Moe is the first woman to win the race.",
            "Ada Moe is the first woman to win the race in Turin.",
        ),
        (
            wording,
            "Ada Moe is the first woman to win the race.",
            "Ada Moe is the first woman to win in twenty years.",
        ),
        (
            wording,
            "The two villages had been cut off for two days.",
            "Two villages were cut off on Thursday morning.",
        ),
        (polarity, "Rescue teams were unable to reach him.", "Rescuers were not able to reach him."),
        (
            polarity,
            "The men were rescued on Sunday morning.",
            "The men could not be rescued until Sunday morning.",
        ),
        (
            polarity,
            "She will not name the donor until he has left.",
            "She will name the donor once he has left.",
        ),
        (polarity, "The canal was opened to barges again.", "The canal was closed to barges until noon."),
        (
            polarity,
            "Two faults, in a lift and an alarm, were still there.",
            "The faults in the lift and the alarm were not.",
        ),
        (polarity, "About 300 workers remain away from home.", "Some 90 workers have returned home."),
    ],
)
def test_what_does_not_differ_gets_no_vote_of_conflict(models, comparer, a, b):
    vote = comparer.compare(pair(models, a, b))
    assert vote is None or vote.relation == "agree"


def spoken_pair(models, *texts):
    """The first quotations of two articles, aligned."""
    return first_claims(models, *texts, quoted=True)


def first_claims(models, *texts, quoted=False):
    """The first claims of two articles that are quoted, or that are not, aligned."""
    statements = extract([article(n, text) for n, text in enumerate(texts, 1)], models.parser)
    spoken = [
        next(
            i
            for i, s in enumerate(statements)
            if s.claim.article_id == f"a{n}" and s.claim.is_quote == quoted
        )
        for n in (1, 2)
    ]
    vectors, words = claim_vectors(statements, models.embedder)
    sides = sides_of(statements, [tuple(spoken)], words)
    ((made, _),) = judged(statements, [tuple(spoken)], vectors, sides, models.relation, Settings())
    return made


def voted_on_speech(models, *texts):
    """The vote on the quotations of two articles."""
    return quotation.compare(spoken_pair(models, *texts))


def test_one_utterance_of_two_speakers_is_a_conflict_where_both_are_named_beside_it(models):
    words = '"We are aware of the matter and will look at it," '
    smith, adler = words + "said the manager, Tom Smith.", words + "said the manager, Bob Adler."
    assert voted_on_speech(models, smith, adler).kind == "attribution"
    for other in (
        words + "he said.",
        words + "said Adler Group's manager Tom Smith.",
        f"Bob Adler had spoken to reporters.\n\n{words}",
    ):
        vote = voted_on_speech(models, smith, other)
        assert vote is None or vote.relation == "agree"


def test_a_long_utterance_with_a_word_changed_is_one_unless_two_speakers_are_named_beside_it(models):
    told, altered = (
        f'"We were ready for the {word} and nobody called us that night," ' for word in ("flood", "storm")
    )
    smith = told + "said the manager, Tom Smith."
    for other in (f"Bob Adler had spoken to reporters.\n\n{altered}he said.", altered + "a man said."):
        assert voted_on_speech(models, smith, other).kind == "quote"
    assert voted_on_speech(models, smith, altered + "said the driver, Bob Adler.") is None
    assert voted_on_speech(models, smith, altered + "said Adler.") is None


def test_another_article_is_no_other_word_of_a_quotation(models):
    the, a = '"We left the door open," said Tom Smith.', '"We left a door open," said Tom Smith.'
    assert voted_on_speech(models, the, a).relation == "agree"
    vote = voted_on_speech(models, the, '"We left a window open," said Tom Smith.')
    assert (vote.kind, vote.says) == ("quote", ("“door”", "“window”"))


def test_words_that_differ_in_two_places_of_a_quotation_are_shown_apart(models):
    told, altered = (
        f'"We shut the {part} before {who} came up the stairs," said Tom Smith.'
        for part, who in (("door", "they"), ("window", "anybody"))
    )
    assert voted_on_speech(models, told, altered).says == ("“door … they”", "“window … anybody”")


def test_a_few_words_in_common_do_not_make_one_utterance(models):
    told = '"We have no word on cause or blame," said Tom Smith.'
    other = '"We really don\'t have any clues so far when it comes to the cause or blame in all this," said Tom Smith.'
    altered = '"We have no word yet on cause and blame," said Tom Smith.'
    assert voted_on_speech(models, told, other) is None
    assert voted_on_speech(models, told, altered).evidence == "quoted otherwise"


SURE = np.array([[0.05, 0.05, 0.9]] * 2, dtype=np.float32)


def test_what_the_model_finds_contradicted_of_two_people_is_evidence_of_another_sort(models):
    for who, evidence in (("Anna Berg", "contradicted"), ("Lars Holm", "contradicted of others")):
        found = pair(models, "Anna Berg opened the door.", f"{who} kept the door shut.")
        assert wording.compare(replace(found, entailment=SURE)).evidence == evidence
    ages = pair(models, "Anna Berg is 48 years old.", "Lars Holm is 73 years old.")
    assert wording.compare(replace(ages, entailment=SURE)) is None
    introduced = pair(models, "Anna Berg opened the door.", "Lars Holm is the mayor.")
    assert wording.compare(replace(introduced, entailment=SURE)) is None


def test_a_value_beside_none_is_a_difference_and_one_beside_another_sort_is_not(models):
    told = "The trustees agreed by seven votes to four."
    for other, evidence in (
        ("The trustees were unanimous.", ["contradicted"]),
        ("The trustees agreed on Monday.", []),
    ):
        found = replace(pair(models, told, other), entailment=SURE)
        assert [v.evidence for v in votes_on(found) if v.evidence == "contradicted"] == evidence


def test_a_ceiling_far_above_a_figure_neither_agrees_with_it_nor_differs(models):
    told = "As many as 90 firemen fought the flames."
    assert quantity.compare(pair(models, told, "Thirty firemen fought the flames.")) is None
    assert quantity.compare(pair(models, told, "Eighty firemen fought the flames.")).relation == "agree"
    assert (
        quantity.compare(pair(models, "The river rose within two hours.", "It rose in 20 minutes.")) is None
    )


def test_routine_attribution_states_a_fact_and_who_is_cited_does_not(models):
    alleged = "The guard allegedly set the fire on Monday."
    for told, kind in (
        ("The guard set the fire on Monday, police said.", "attribution"),
        ("According to a neighbour, the guard set the fire on Monday.", None),
    ):
        vote = attribution.compare(first_claims(models, told, alleged))
        assert (vote and vote.kind) == kind


def test_counts_of_those_whom_one_thing_befell_are_at_odds_and_others_are_two_groups(models):
    told = "Seven people were injured."
    for other, said in (
        ("Four guests were hurt.", ["Seven", "Four"]),
        ("Four guests were told to leave.", None),
    ):
        found = wording.compare(replace(pair(models, told, other), entailment=SURE))
        assert (found and [told[slice(*found.span_a)], other[slice(*found.span_b)]]) == said
        assert found is None or (found.evidence, found.kind) == ("contradicted of groups", "number")


def test_what_differs_in_a_value_besides_is_evidence_of_its_own(models):
    found = pair(models, "The airline left 36 travellers abroad.", "Some 63 people are stuck in Lisbon.")
    assert wording.compare(replace(found, entailment=SURE)).evidence == "contradicted in value"


def test_who_talks_of_nothing_but_the_fire_does_not_deny_having_talked(models):
    for said in ("Nobody talks of anything but the fire.", "The mayor spoke of nothing but the fire."):
        found = pair(models, said, "The mayor spoke of the flood.")
        assert wording.compare(replace(found, entailment=SURE)) is None
        assert polarity.compare(found) is None
    assert (
        polarity.compare(pair(models, "Nobody spoke of the fire.", "The mayor spoke of the fire."))
        is not None
    )


def test_neither_of_two_that_deny_one_thing_excludes_the_other(models):
    for other, kind in (
        ("No such complaint was made to it.", None),
        ("The firm disputes that any complaint was made to it.", None),
        ("The firm knew of the complaint.", "polarity"),
    ):
        found = replace(pair(models, "No complaint ever reached the firm.", other), entailment=SURE)
        vote = wording.compare(found)
        assert (vote and vote.kind) == kind


def test_people_of_one_surname_are_introduced_apart(models):
    for who, kind in (("Rita Koval", None), ("Dr Jan Koval", "wording")):
        found = pair(models, "Jan Koval is a teacher.", f"{who} is a dentist.")
        vote = wording.compare(replace(found, entailment=SURE))
        assert (vote and vote.kind) == kind


def test_what_two_people_say_at_odds_is_evidence_of_another_sort_than_what_one_does(models):
    told = '"There was no warning of any kind that night," said Anna Berg.'
    for other, evidence in (
        ('"I warned all of them before it began," said Lars Holm.', ["contradicted in quotes"]),
        ('"I warned all of them before it began," said Anna Berg.', ["contradicted"]),
        ('"There was a warning that night," said Anna Berg.', ["contradicted"]),
    ):
        found = replace(spoken_pair(models, told, other), entailment=SURE)
        assert [v.evidence for v in votes_on(found) if v.evidence.startswith("contradicted")] == evidence


def test_what_one_person_says_in_other_words_without_contradiction_is_opinion(models):
    told = '"There was no warning of any kind that night," said Anna Berg.'
    other = '"I never want to see a night like it again," said Anna Berg.'
    assert [v for v in votes_on(spoken_pair(models, told, other)) if v.relation == "conflict"] == []


def test_another_end_of_a_short_utterance_is_altered_and_a_long_one_is_another_statement(models):
    told = '"The old mill at the ford has been sold," said Anna Berg.'
    vote = voted_on_speech(
        models, told, '"The old mill at the ford has been lent for years," said Anna Berg.'
    )
    assert (vote.kind, vote.says) == ("quote", ("“sold”", "“lent for years”"))
    longer = '"The old mill at the ford has been a home to the two of us since the war," said Anna Berg.'
    assert voted_on_speech(models, told, longer) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Fire has completely destroyed the store.", "Fire has destroyed the store in Leeds."),
        ("Moe broke the all-time record of the club.", "Moe broke the record of the club in Leeds."),
        ("The march passed the shops every day.", "The march passed the shops in Leeds."),
        (
            "All traffic was slowed by the break in a cable.",
            "Traffic was slowed by the break in a cable in Leeds.",
        ),
    ],
)
def test_all_of_one_thing_and_a_place_of_another_is_no_other_scope(models, a, b):
    vote = wording.compare(pair(models, a, b))
    assert vote is None or vote.evidence != "scope"


def test_a_cut_that_is_marked_is_agreement_and_an_unmarked_one_is_not(models):
    full = '"We never had a warning, not one, before the roof came down," she said.'
    marked = '"We never had a warning … before the roof came down," she said.'
    silent = '"We never had a warning before the roof came down," she said.'
    assert quotation.compare(pair(models, full, marked)).relation == "agree"
    assert quotation.compare(pair(models, full, silent)).relation == "conflict"


def test_a_mark_excuses_a_cut_or_an_insertion_and_no_other_word(models):
    full, altered = (
        '"We closed (laughs) the plant in May," he said.',
        '"We opened the plant in May," he said.',
    )
    assert quotation.compare(pair(models, full, altered)).relation == "conflict"
    marked = '"We closed the plant in May," he said.'
    assert quotation.compare(pair(models, full, marked)).relation == "agree"


def test_a_later_higher_total_is_an_update(models):
    a, b = "The fire has killed 12 people so far.", "The fire has killed 19 people."
    assert quantity.compare(pair(models, a, b, published=-1)).kind == "update"
    assert quantity.compare(pair(models, a, b)).kind == "number"
    assert quantity.compare(pair(models, a, b, published=1)).kind == "number"


def test_a_later_figure_above_a_least_number_is_an_update(models):
    a, b = "At least 12 people were killed.", "The number of people killed has risen to 19."
    assert quantity.compare(pair(models, a, b, published=-1)).kind == "update"
    assert quantity.compare(pair(models, a, b)).relation == "agree"
    assert quantity.compare(pair(models, a, b, published=1)).relation == "agree"


def test_how_many_other_values_could_answer_is_told_with_the_vote(models):
    first = article(1, "The crash hurt 37 people.")
    plain = article(2, "The crash hurt 73 people.")
    crowded = article(2, f"{plain.text} A crash last year hurt 52 people. A third one hurt 37 people.")
    votes = []
    for other in (plain, crowded):
        statements = extract([first, other], models.parser)
        vectors, words = claim_vectors(statements, models.embedder)
        sides = sides_of(statements, [(0, 1)], words)
        ((made, _),) = judged(statements, [(0, 1)], vectors, sides, models.relation, Settings())
        votes.append(quantity.compare(made))
    assert [vote.says for vote in votes] == [votes[0].says] * 2
    assert (votes[0].alone, votes[0].met) == (1.0, False)
    assert votes[1].alone < 1.0
    assert votes[1].met


@pytest.mark.parametrize(
    "text", ["", "?", "…", '"', "«»", "[…]", "12", "not", "-- --", "Not no never 3 4 5 “ ” ’"]
)
def test_no_comparer_stumbles_over_odd_text(models, text):
    sentence = 'Police did not say that "nobody was hurt" when 37 people were arrested in Leeds on Monday.'
    for a, b in ((text, sentence), (sentence, text), (text, text)):
        votes = [vote for comparer in comparers.ALL if (vote := comparer(pair(models, a, b)))]
        for vote in votes:
            assert vote.evidence in EVIDENCE
            assert 0 <= vote.strength <= 1
