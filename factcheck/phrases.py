"""Pieces of a parsed sentence: noun phrases, breaks, and the clause that states one fact."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.language import Words, children, subtree
from factcheck.quotes import NEUTRAL_SAYING

# Subordinators of time and contrast, whose clause is an event of its own; "if", "because", "so that" are not here.
FACTIVE_MARKS = frozenset(
    {"after", "as", "when", "while", "since", "before", "although", "though", "whereas", "once"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})

_MARKS = ('"', "'")


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement inside a sentence.

    Attributes:
        words: indices of the words it consists of, in order, without its own subordinate clauses.
        head: index of its verb (or of the noun in an apposition).
        subject: indices of the words that name its subject, where these stand outside ``words``.
        link: what joins subject and words to a sentence of their own ("was", "is"), or empty.
        source: indices of the words that name who says it, where the sentence does.
        saying: index of the verb of saying, or None.
        recast: words to read in place of others, by index ("closed" for "closing").
    """

    words: tuple[int, ...]
    head: int
    subject: tuple[int, ...] = ()
    link: str = ""
    source: tuple[int, ...] = ()
    saying: int | None = None
    recast: tuple[tuple[int, str], ...] = ()


def set_off(words: Words, index: int) -> bool:
    """A comma, a bracket or a dash stands before the words that hang on this one."""
    first = subtree(words, index)[0]
    return first > 0 and is_break(words, first - 1)


def is_break(words: Words, index: int) -> bool:
    """A comma, an opening bracket or a dash; the hyphen inside a word is none."""
    if words[index].text in {",", "(", ";", "--"}:
        return True
    return words[index].text == "-" and index > 0 and words[index - 1].end < words[index].start


def tidy(words: Words, indices: list[int], head: int | None = None) -> list[int]:
    """Without conjunctions, punctuation and half pairs of quotation marks at the ends.

    Args:
        words: the sentence.
        indices: the words to tidy, in order.
        head: the verb whose "after", "while" or "that" at the start is left off.
    """
    kept = list(indices)
    while kept:
        if _is_loose_start(words, kept[0], head) or _is_half_pair(words, kept, kept[0]):
            kept.pop(0)
        elif _is_loose_end(words, kept[-1]) or _is_half_pair(words, kept, kept[-1]):
            kept.pop()
        else:
            break
    return kept


def _is_loose_start(words: Words, index: int, head: int | None) -> bool:
    word = words[index]
    if word.pos in {"PUNCT", "CCONJ", "SYM"} and word.text not in {"[", "(", "$", "£", "€", "#", *_MARKS}:
        return True
    if word.dep == "mark" and word.lemma == "that":
        return True
    return word.head == head and word.dep in {"mark", "advmod"} and word.lemma in FACTIVE_MARKS


def _is_loose_end(words: Words, index: int) -> bool:
    word = words[index]
    if word.pos in {"PUNCT", "CCONJ"} and word.text not in {"]", ")", *_MARKS}:
        return True
    return word.dep == "cc" or (word.dep == "prep" and word.lemma in {"after", "before"})


def _is_half_pair(words: Words, kept: list[int], index: int) -> bool:
    mark = words[index].text
    return mark in _MARKS and sum(words[i].text == mark for i in kept) % 2 == 1


def noun_phrase(words: Words, noun: int) -> list[int]:
    """The noun with what belongs to it; comments set off by commas are left out."""
    barred = [
        i
        for i, w in enumerate(words)
        if (w.dep in {"relcl", "advcl"} or (w.dep in {"acl", "appos"} and set_off(words, i))) and i != noun
    ]
    return tidy(words, subtree(words, noun, without=barred))


def is_saying(words: Words, index: int) -> bool:
    """The word is a verb that credits a statement to its subject without taking sides."""
    return words[index].pos == "VERB" and words[index].lemma in NEUTRAL_SAYING


def is_reported(words: Words, index: int) -> bool:
    """The verb heads a statement that a verb of saying before it credits; questions are none."""
    head = words[index].head
    if words[index].dep != "ccomp" or not is_saying(words, head) or not is_finite(words, index):
        return False
    asked = any(
        words[c].tag in {"WP", "WRB"} or words[c].lemma in {"if", "whether"} for c in children(words, index)
    )
    return index > head and not asked


def is_negated(words: Words, index: int) -> bool:
    """A "not" or "never" hangs on the word itself."""
    return any(words[c].dep == "neg" for c in children(words, index))


def is_finite(words: Words, index: int) -> bool:
    """The verb, or a helping verb of it, has a tense."""
    tags = [words[index].tag] + [
        words[c].tag for c in children(words, index) if words[c].dep.startswith("aux")
    ]
    return any(tag in {"VBD", "VBP", "VBZ", "MD"} for tag in tags)
