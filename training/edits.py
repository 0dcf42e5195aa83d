"""Contrast pairs by editing one thing in a news sentence: what an edit returns contradicts the
sentence, follows from it, or adds to it.

Sentences are spaCy documents. Every edit is a function (sentence, random) -> new text or None
where the sentence gives no occasion.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc

from training.lexicon import HYPERNYMS, KINDS, OPPOSITES, PRONOUNS, SYNONYMS
from training.values import MONTHS, in_words, other_number, rounded

Edit = Callable[[Doc, random.Random], str | None]

REPORTING = {"say", "tell", "report", "announce", "claim", "state", "confirm", "add", "believe", "think"}
AMBIGUOUS = {"may", "march", "second", "back", "head", "fire", "water", "hand", "us"}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
OPPOSITE_OF: dict[str, list[str]] = {}
for _left, _right in OPPOSITES:
    if _left not in PRONOUNS and _right not in PRONOUNS:
        OPPOSITE_OF.setdefault(_left, []).append(_right)
        OPPOSITE_OF.setdefault(_right, []).append(_left)
NUMBER = re.compile(r"(?<![\w.,$£€:-])(\d{1,3}(?:,\d{3})+|\d{1,3})(?![\w,.:%-]*\d)(?!\w)")


def matched_case(word: str, like: str) -> str:
    """``word`` with the capitals of ``like``."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def swap(sentence: Doc, index: int, word: str) -> str:
    """The sentence's text with one token replaced, a/an adjusted."""
    tokens = [token.text_with_ws for token in sentence]
    token = sentence[index]
    tokens[index] = matched_case(word, token.text) + token.whitespace_
    if index and tokens[index - 1].strip().lower() in ("a", "an"):
        article = "an" if word[:1].lower() in "aeiou" else "a"
        tokens[index - 1] = matched_case(article, tokens[index - 1].strip()) + " "
    return "".join(tokens)


def other_of_kind(sentence: Doc, rng: random.Random) -> str | None:
    """Another member of the same kind: nationality, weekday, vehicle, role … (contradiction)."""
    places = [
        token.i - sentence[0].i
        for token in sentence
        if token.lower_ in KIND_OF and (token.lower_ not in AMBIGUOUS or token.text.title() in MONTHS)
    ]
    if not places:
        return None
    index = rng.choice(places)
    word = sentence[index].lower_
    return swap(sentence, index, rng.choice([other for other in KINDS[KIND_OF[word]] if other != word]))


def opposite(sentence: Doc, rng: random.Random) -> str | None:
    """An opposite in a word's place (contradiction)."""
    places = [token.i - sentence[0].i for token in sentence if token.lower_ in OPPOSITE_OF]
    if not places:
        return None
    index = rng.choice(places)
    return swap(sentence, index, rng.choice(OPPOSITE_OF[sentence[index].lower_]))


def synonym(sentence: Doc, rng: random.Random) -> str | None:
    """A synonym in a word's or phrase's place (entailment, both ways)."""
    text = sentence.text
    found = []
    for left, right in SYNONYMS:
        for old, new in ((left, right), (right, left)):
            match = re.search(rf"(?<![\w-]){re.escape(old)}(?![\w-])", text, re.IGNORECASE)
            if match and old != "about":
                found.append((match, new))
    if not found:
        return None
    match, new = rng.choice(found)
    return text[: match.start()] + matched_case(new, match.group()) + text[match.end() :]


def hypernym(sentence: Doc, rng: random.Random) -> str | None:
    """A wider word in a noun's place (follows from the sentence; the reverse does not)."""
    found = [
        (token.i - sentence[0].i, wide)
        for token in sentence
        for wide, words in HYPERNYMS.items()
        if token.lower_ in words and token.pos_ == "NOUN" and token.dep_ != "compound"
    ]
    if not found or any(token.dep_ == "neg" for token in sentence):
        return None
    return swap(sentence, *rng.choice(found))


def _numbers(text: str) -> list[tuple[re.Match[str], int]]:
    return [(match, int(match.group().replace(",", ""))) for match in NUMBER.finditer(text)]


def other_count(sentence: Doc, rng: random.Random) -> str | None:
    """Another number (contradiction)."""
    numbers = _numbers(sentence.text)
    if not numbers:
        return None
    match, value = rng.choice(numbers)
    new = other_number(value, rng, low=1)
    shown = f"{new:,}" if "," in match.group() else str(new)
    if value < 100 and rng.random() < 0.25 and new < 1000:
        shown = in_words(new)
    return sentence.text[: match.start()] + shown + sentence.text[match.end() :]


def number_reworded(sentence: Doc, rng: random.Random) -> str | None:
    """The same number in words (entailment, both ways)."""
    numbers = [(match, value) for match, value in _numbers(sentence.text) if 0 < value < 100]
    if not numbers:
        return None
    match, value = rng.choice(numbers)
    return sentence.text[: match.start()] + in_words(value) + sentence.text[match.end() :]


def number_rounded(sentence: Doc, rng: random.Random) -> str | None:
    """The number rounded, and marked as such (follows from the sentence)."""
    numbers = [
        (match, [form for form in rounded(value) if not form.endswith(" of")])
        for match, value in _numbers(sentence.text)
    ]
    numbers = [(match, forms) for match, forms in numbers if forms]
    if not numbers:
        return None
    match, forms = rng.choice(numbers)
    return sentence.text[: match.start()] + rng.choice(forms) + sentence.text[match.end() :]


def other_year(sentence: Doc, rng: random.Random) -> str | None:
    """Another year (contradiction)."""
    match = re.search(r"\b(?:1[89]|20)\d\d\b", sentence.text)
    if not match:
        return None
    year = int(match.group()) + rng.choice((-20, -10, -3, -2, -1, 1, 2, 5))
    return sentence.text[: match.start()] + str(year) + sentence.text[match.end() :]


def other_entity(names: Mapping[str, Sequence[str]]) -> Edit:
    """An edit that puts another name of the same sort in a name's place (contradiction).

    Args:
        names: per sort of entity (PERSON, GPE, ORG, NORP) the names to draw from.
    """

    def edit(sentence: Doc, rng: random.Random) -> str | None:
        found = [entity for entity in sentence.ents if names.get(entity.label_) and len(entity.text) > 2]
        if not found:
            return None
        entity = rng.choice(found)
        known = set(entity.text.lower().split())
        others = [
            name
            for name in rng.sample(list(names[entity.label_]), min(20, len(names[entity.label_])))
            if not known & set(name.lower().split())
        ]
        return sentence.text.replace(entity.text, others[0]) if others else None

    return edit


def denied(sentence: Doc, rng: random.Random) -> str | None:
    """The main verb denied, or its denial taken away (contradiction)."""
    root = next((token for token in sentence if token.dep_ == "ROOT"), None)
    if root is None or root.lemma_ in REPORTING or root.pos_ not in ("VERB", "AUX"):
        return None
    if not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in root.children):
        return None
    tokens = [token.text_with_ws for token in sentence]
    start = sentence[0].i
    negation = next((child for child in root.children if child.dep_ == "neg"), None)
    if negation is not None:
        if negation.lower_ not in ("not", "never"):
            return None
        tokens[negation.i - start] = ""
        return "".join(tokens)
    helper = next((child for child in root.children if child.dep_ in ("aux", "auxpass")), None)
    if helper is None and root.lemma_ == "be":
        helper = root
    if helper is not None and helper.lower_ not in ("to", "be"):
        word = "not" if rng.random() < 0.75 or root.lemma_ == "be" else "never"
        tokens[helper.i - start] = f"{helper.text} {word}{helper.whitespace_ or ' '}"
        return "".join(tokens)
    if helper is None and root.tag_ in ("VBD", "VBZ"):
        forms = {
            "VBD": (
                f"did not {root.lemma_}",
                f"never {root.text}",
                f"failed to {root.lemma_}",
                f"refused to {root.lemma_}",
            ),
            "VBZ": (f"does not {root.lemma_}", f"never {root.text}", f"refuses to {root.lemma_}"),
        }[root.tag_]
        tokens[root.i - start] = rng.choices(forms, (6, 2, 2, 1)[: len(forms)])[0] + root.whitespace_
        return "".join(tokens)
    return None


def shortened(sentence: Doc, rng: random.Random) -> str | None:
    """One subordinate part dropped (the rest follows from the sentence; the reverse does not)."""
    if any(token.dep_ == "neg" or token.lower_ in ("if", "no", "only", "may", "could") for token in sentence):
        return None
    parts = []
    for token in sentence:
        plain = token.dep_ in ("relcl", "appos", "npadvmod") or (
            token.dep_ == "advcl" and token.head.dep_ == "ROOT"
        )
        placed = (
            token.dep_ == "prep"
            and token.head.dep_ == "ROOT"
            and token.lower_ in ("in", "on", "after", "at", "during")
        )
        if plain or placed:
            subtree = list(token.subtree)
            span = range(subtree[0].i - sentence[0].i, subtree[-1].i - sentence[0].i + 1)
            contiguous = len(subtree) == len(span)
            if contiguous and 2 <= len(span) < len(sentence) - 4:
                parts.append(span)
    if not parts:
        return None
    part = rng.choice(parts)
    text = "".join(token.text_with_ws for i, token in enumerate(sentence) if i not in part)
    text = re.sub(r"\s+([,.;])", r"\1", text)
    text = re.sub(r",\s*(?=[,.])|^[\s,]+|[\s,]+$|,(?=\s*\.)", "", text).strip()
    return text[:1].upper() + text[1:] if len(text.split()) >= 4 else None
