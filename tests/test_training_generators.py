"""The pairs that training makes: labels that hold, balance, nothing shared with evaluation."""

import gzip
import json
import random

import pytest
import spacy
from spacy.tokens import Doc, Span

from training import data, edits, frames, generate, values
from training.data import LABELS, Pair
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL

SEEDS = range(30)
VOCAB = spacy.blank("en").vocab


def doc(words, heads=None, deps=None, tags=None, pos=None, lemmas=None):
    return Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=lemmas)


@pytest.fixture
def verdict():
    """``Jurors convicted the mayor on Friday.``, parsed."""
    return doc(
        ["Jurors", "convicted", "the", "mayor", "of", "Leeds", "."],
        heads=[1, 1, 3, 1, 3, 4, 1],
        deps=["nsubj", "ROOT", "det", "dobj", "prep", "pobj", "punct"],
        tags=["NNS", "VBD", "DT", "NN", "IN", "NNP", "."],
        pos=["NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT"],
        lemmas=["juror", "convict", "the", "mayor", "of", "Leeds", "."],
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(7, "seven"), (13, "thirteen"), (40, "forty"), (73, "seventy-three"), (215, "two hundred and fifteen")],
)
def test_numbers_in_words(number, words):
    assert values.in_words(number) == words


def test_ordinals():
    assert [values.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 33)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "33rd",
    ]  # fmt: skip


def test_rounded_forms_are_true_of_the_number():
    for number in (37, 98, 498, 1234, 52800):
        for form in values.rounded(number):
            digits = "".join(char for char in form if char.isdigit())
            if not digits:
                continue
            shown = int(digits)
            if form.startswith(("more than", "over")):
                assert number > shown
            elif form.startswith("at least"):
                assert number >= shown
            elif form.startswith(("fewer than", "nearly", "almost")):
                assert number < shown
            elif form.startswith("up to"):
                assert number <= shown
            else:
                assert abs(number - shown) <= 0.07 * number


@pytest.mark.parametrize("name", sorted(values.SLOTS))
def test_another_value_is_never_told_in_the_same_words(name):
    slot = values.SLOTS[name]
    for seed in SEEDS:
        rng = random.Random(seed)
        value = slot.draw(rng)
        other = slot.other(value, rng)
        assert other != value
        assert set(slot.exact(value)).isdisjoint(slot.exact(other))


def test_units_are_converted():
    assert {"30 kilometres", "18.6 miles"} <= set(values.SLOTS["dist"].exact(30000))
    assert {"100 km/h", "62 mph"} <= set(values.SLOTS["speed"].exact(100))
    assert {"$4.2m", "$4,200,000"} <= set(values.SLOTS["money"].exact(4.2))
    assert {"15:30", "3:30pm", "half past three in the afternoon"} <= set(
        values.SLOTS["time"].exact((15, 30))
    )


def test_every_wording_of_the_frames_can_be_told():
    for name, attributes in frames.read_frames().items():
        assert len({attribute.name for attribute in attributes}) == len(attributes) > 1, name
        telling = frames.Telling(attributes, random.Random(1))
        for attribute in attributes:
            for version in attribute.versions:
                for wording in version:
                    told = telling.tell(attribute, wording)
                    assert told, (name, wording)
                    assert "{" not in told, (name, wording)


def test_wordings_of_one_version_state_the_same_values():
    for name, attributes in frames.read_frames().items():
        for attribute in attributes:
            for version in attribute.versions:
                stated = {tuple(sorted(frames.SLOT.findall(wording))) for wording in version}
                assert len(stated) == 1, (name, attribute.name, version)


def test_telling_keeps_its_values_and_changes_them_on_demand():
    attribute = frames.Attribute("hurt", (("{n!} people were hurt", "{n!} were injured"),), False)
    telling = frames.Telling([attribute], random.Random(3))
    exact = {telling.tell(attribute, "{n!}").replace("-", " ") for _ in range(20)}
    value = telling.values["hurt/n"]
    assert exact <= {str(value), values.in_words(value).replace("-", " ")}
    others = {telling.tell(attribute, "{n!}", "other").replace("-", " ") for _ in range(20)}
    assert exact.isdisjoint(others)
    assert telling.tell(attribute, "nobody was hurt", "other") is None


def test_frame_pairs_have_all_labels_and_no_pair_twice_alike():
    attributes = frames.read_frames()["ferry"]
    made = [pair for seed in SEEDS for pair in frames.frame_pairs("ferry", attributes, random.Random(seed))]
    assert {pair.label for pair in made} == {ENTAILMENT, NEUTRAL, CONTRADICTION}
    assert all(pair.premise.lower() != pair.hypothesis.lower() for pair in made)


def test_headlines_lose_articles_but_never_a_denial():
    assert frames.headline("the bridge was repainted.") == "Bridge repainted"
    assert frames.headline("nobody was injured") == "Nobody was injured"


def test_a_role_or_nationality_gives_way_to_another(verdict):
    changed = edits.other_of_kind(verdict, random.Random(0))
    assert changed.startswith("Jurors convicted the ")
    assert "mayor" not in changed


def test_swapping_keeps_case_and_adjusts_the_article():
    sentence = doc(["A", "nurse", "left"])
    assert edits.swap(sentence, 1, "engineer") == "An engineer left "


def test_opposites(verdict):
    assert "acquitted" in edits.opposite(verdict, random.Random(0))


def test_denial_is_put_in_and_taken_out(verdict):
    texts = {edits.denied(verdict, random.Random(seed)) for seed in SEEDS}
    assert any("did not convict the mayor" in text for text in texts)
    denied = doc(
        ["He", "was", "not", "there"],
        heads=[1, 1, 1, 1],
        deps=["nsubj", "ROOT", "neg", "advmod"],
        tags=["PRP", "VBD", "RB", "RB"],
        pos=["PRON", "AUX", "PART", "ADV"],
        lemmas=["he", "be", "not", "there"],
    )
    assert edits.denied(denied, random.Random(0)) == "He was there "


def test_numbers_change_or_are_told_otherwise():
    sentence = doc(["Police", "held", "47", "people", "in", "1998"])
    changed = {edits.other_count(sentence, random.Random(seed)) for seed in SEEDS}
    assert all(" 47 " not in text and "1998" in text for text in changed)
    assert "forty-seven" in edits.number_reworded(sentence, random.Random(0))
    assert "1998" not in edits.other_year(sentence, random.Random(0))


def test_names_give_way_to_names_of_the_same_sort(verdict):
    verdict.ents = [Span(verdict, 5, 6, label="GPE")]
    edit = edits.other_entity({"GPE": ["Leeds", "Porto"], "PERSON": ["Ana"]})
    assert "Porto" in edit(verdict, random.Random(0))


def test_shortening_leaves_sentences_with_a_denial_alone():
    words = ["He", "did", "not", "win", "in", "Rome", "last", "year", "again"]
    sentence = doc(
        words,
        heads=[3, 3, 3, 3, 3, 4, 7, 3, 3],
        deps=["nsubj", "aux", "neg", "ROOT", "prep", "pobj", "amod", "npadvmod", "advmod"],
    )
    assert edits.shortened(sentence, random.Random(0)) is None


def write(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def test_mismatched_premises_are_neutral_and_unlike_the_right_one():
    rows = [Pair(f"a{n} b{n} opened c{n % 5}", f"a{n} c{n % 5} won", ENTAILMENT, "s") for n in range(60)]
    made = data.mismatched(rows, 30, random.Random(0))
    right = {pair.hypothesis: pair.premise for pair in rows}
    assert made
    for pair in made:
        assert LABELS[pair.label] == "neutral"
        assert pair.premise != right[pair.hypothesis]
        assert pair.source == "s+mismatch"


def test_the_mixture_follows_its_recipe_and_leaves_calibration_pairs_out(tmp_path, monkeypatch):
    rows = [{"premise": f"p {n}", "hypothesis": f"h {n}", "label": LABELS[n % 3]} for n in range(400)]
    write(tmp_path / "one.jsonl.gz", rows)
    monkeypatch.setattr(data, "RECIPE", {key: {"one": data.Share(1.5)} for key in ("mixed", "last")})
    kept = [row for row in rows if not data.kept_for_calibration(row["premise"])]
    assert 0 < len(kept) < 400
    pairs = data.mixture(tmp_path, "mixed", seed=1)
    assert len(pairs) == len(kept) + round(len(kept) * 0.5)
    assert pairs == data.mixture(tmp_path, "mixed", seed=1)
    assert pairs != data.mixture(tmp_path, "mixed", seed=2)
    held = data.calibration_pairs(tmp_path, seed=1)
    assert {pair.premise for pair in held}.isdisjoint(pair.premise for pair in pairs)


def test_pairs_of_annotated_stories_get_other_names(tmp_path, monkeypatch):
    rows = [
        {
            "premise": f"On day {n} Kovac left.",
            "hypothesis": f"Then Kovac met Petty {n}.",
            "label": LABELS[n % 3],
        }
        for n in range(400)
    ]
    for name in ("stories", "facts"):
        write(tmp_path / f"{name}.jsonl.gz", rows)
    monkeypatch.setattr(data, "RECIPE", {"last": {"stories": data.Share(1.0), "facts": data.Share(1.0)}})
    pairs = data.mixture(tmp_path, "last", seed=1, generated=tmp_path)
    told = {name: [p for p in pairs if p.source == name] for name in ("stories", "facts")}
    swapped = [p for p in told["stories"] if "Petty left" in p.premise]
    assert (
        0.15 < len(swapped) / len(told["stories"]) < 0.35
    )  # half of them, and two names fall back half the time
    assert all("Petty met Kovac" in p.hypothesis for p in swapped)
    assert not any("Petty left" in p.premise for p in told["facts"])
    number = {p.premise.split()[2]: p.label for p in told["stories"]}
    assert number == {p.premise.split()[2]: p.label for p in told["facts"]}


def test_batches_hold_every_pair_once_and_are_alike_in_length():
    lengths = [random.Random(n).randint(5, 120) for n in range(4096)]
    batches = list(data.length_batches(lengths, 32, random.Random(0)))
    assert sorted(index for batch in batches for index in batch) == list(range(4096))
    spread = [max(lengths[i] for i in batch) - min(lengths[i] for i in batch) for batch in batches]
    assert sum(spread) / len(spread) < 10


def test_unrelated_pairs_share_few_words():
    sentences = [f"The {w} council met in {w} town hall about {w} matters." for w in "abcdefgh"]
    document = {"text": "Head line of it all\n" + "\n".join(sentences)}
    rows = [
        {"label": "different", "subtopic": "1", "text_a": "A ship sank off the coast today", "text_b": text}
        for text in ("A ship sank off the coast yesterday", "Prices of bread rose again in May")
    ]
    rows.append(
        {"label": "different", "text_a": "Snow fell on the hills", "text_b": "Voters chose a new mayor"}
    )
    made = list(generate.unrelated_pairs([document], rows, random.Random(0), 40))
    assert made
    assert all(LABELS[pair.label] == "neutral" for pair in made)
    assert all(generate.overlap(pair.premise, pair.hypothesis) <= 0.4 for pair in made)


def test_balancing_drops_repetitions_and_caps_the_commonest_label():
    pairs = [Pair(f"p{n}", "h", 0, "s") for n in range(100)] + [Pair(f"q{n}", "h", 1, "s") for n in range(10)]
    pairs += [Pair(f"r{n}", "h", 2, "s") for n in range(50)] * 2
    kept = generate.balanced(pairs, random.Random(0))
    assert len(kept) == len(set(kept))
    counts = [sum(pair.label == label for pair in kept) for label in range(3)]
    assert max(counts) <= 13


def test_written_files_are_equal_for_equal_pairs(tmp_path):
    pairs = [Pair("He won.", "He lost.", CONTRADICTION, "frames")]
    generate.write(tmp_path / "a.gz", pairs)
    generate.write(tmp_path / "b.gz", pairs)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert data.read_pairs(tmp_path / "a.gz")[0].label == CONTRADICTION


def test_evaluation_frames_exist_and_are_a_small_part():
    names = set(frames.read_frames())
    assert names >= generate.HELD_OUT_FRAMES
    assert len(generate.HELD_OUT_FRAMES) < len(names) / 5
