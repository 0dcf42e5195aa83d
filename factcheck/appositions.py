"""Facts told in passing beside a noun: "Osei, 44", "a former judge", "the 24-year-old Kenyan"."""

from __future__ import annotations

from itertools import pairwise

from factcheck.inflection import PLURAL_TAGS, be
from factcheck.language import Words, children, subtree
from factcheck.phrases import SUBJECTS, Clause, is_break, noun_phrase, set_off, tidy

PLACES = frozenset({"GPE", "LOC", "FAC"})
ORGANISATIONS = frozenset({"ORG", "GPE"})
SINGULAR_TAGS = frozenset({"NN", "NNP"})


def apposed(words: Words) -> list[list[int]]:
    """Words of each apposition that states a fact of its own, with the commas around it."""
    found = []
    for index, word in enumerate(words):
        if word.dep != "appos" or words[word.head].pos not in {"PROPN", "NOUN", "PRON"}:
            continue
        if word.pos == "PROPN" and words[word.head].entity in PLACES:
            continue  # "Springfield, Mo." is one place, and states nothing of it
        if word.entity == "PERSON" and words[word.head].entity in ORGANISATIONS:
            continue  # "the head of Acme Bank, Ida Moe": she is not the bank
        nested = [
            i
            for i in subtree(words, index)
            if i != index
            and (words[i].dep == "appos" or (words[i].dep in {"relcl", "acl"} and set_off(words, i)))
        ]
        inside = subtree(words, index, without=nested)
        first = inside[0]
        if not first or not is_break(words, first - 1):
            continue
        if _leans(words, index, inside) or _is_other_number(words, index, inside):
            continue
        # "Canada, France, and Spain" is a list that the parser took for appositions.
        listed = any(
            words[i].dep == "cc" and words[i].head == index and words[i - 1].text == "," for i in inside
        )
        if not listed and not _is_list_item(words, index):
            found.append(inside)
    return found


def _leans(words: Words, index: int, inside: list[int]) -> bool:
    """It states nothing of its noun: it is told apart from it, counts some of it, or ranks the figure beside it ("the
    lowest since 1994"), whatever noun the parser hung it on.
    """
    if words[inside[0]].lemma in {"not", "no", "but", "only", "including", "such"}:
        return True
    if any(words[i].lemma == "among" and words[j].pos == "PRON" for i, j in pairwise(inside)):
        return True  # "14,000 travellers, two weddings among them"
    ranked = any(words[i].tag in {"JJS", "RBS"} for i in inside)
    noun = words[words[index].head]
    return ranked and noun.entity != "PERSON" and not noun.dep.startswith("nsubj")


def _is_other_number(words: Words, index: int, inside: list[int]) -> bool:
    """It is one beside a noun that is many ("a team of nine" is many), or bare "dear listeners" beside one that is not.

    Then it tells of another noun, or calls out.
    """
    noun = words[index].head
    if any(words[c].dep == "conj" for i in (index, noun) for c in children(words, i)):
        return False
    if words[noun].tag in PLURAL_TAGS:
        return words[index].tag in SINGULAR_TAGS and not any(
            words[c].lemma == "of" for c in children(words, index)
        )
    return words[index].tag in PLURAL_TAGS and all(words[i].pos in {"ADJ", "NOUN", "PUNCT"} for i in inside)


def _is_list_item(words: Words, index: int) -> bool:
    above = words[index].head
    return any(
        words[c].dep == "conj" and words[c].pos == words[index].pos and c > index
        for c in children(words, above)
    )


def appositions(words: Words) -> list[Clause]:
    """Claims such as "Osei, 44" or "Meera Holloway, the council's leader"."""
    found = []
    for inside in apposed(words):
        index = next(i for i in inside if words[i].dep == "appos" and words[i].head not in inside)
        direct = words[index].head
        noun = direct
        while (
            words[noun].dep == "appos" and words[noun].pos != "PROPN"
        ):  # "Pell, 33, a guard": both tell of Pell
            noun = words[noun].head
        subject = noun_phrase(words, noun)
        tail = tidy(words, [i for i in inside if i > noun])
        if not subject or not tail or tail[0] < subject[-1]:
            continue
        whole = range(subject[0], tail[-1] + 1)
        further = words[noun].dep == "appos" or noun != direct or _already_told(words, noun, index)
        adjoining = not further and all(i in subject or i in inside or words[i].pos == "PUNCT" for i in whole)
        present = be(words, tuple(subject), past_tense=False)
        # "the mayor, Piet Halloran" reads "Piet Halloran is the mayor".
        named = words[index].pos == "PROPN" and words[noun].tag == "NN" and adjoining
        front = tail if named else subject
        found.append(Clause(tuple(whole if adjoining else tail), index, tuple(front), present))
    return found


def _already_told(words: Words, noun: int, index: int) -> bool:
    """An earlier apposition of the same noun holds the name already."""
    return any(words[c].dep == "appos" and c < index for c in children(words, noun))


def aged_subjects(words: Words) -> list[Clause]:
    """Claims such as "The 24-year-old Kenyan": a subject whose age is told in passing."""
    found = []
    for index, word in enumerate(words):
        if word.dep not in SUBJECTS:
            continue
        phrase = [i for i in noun_phrase(words, index) if i <= index]
        origin = _origin(words, index)
        for at in phrase:
            age = range(at, at + 5)
            if age[-1] > index or "".join(words[i].text.lower() for i in age[1:]) != "-year-old":
                continue
            if index not in age:
                rest = tuple(i for i in phrase if i not in age)
                spelled = ((at + 1, ""), (at + 2, "years"), (at + 3, ""), (at + 4, "old"))
                found.append(Clause(tuple(phrase), index, rest, "is", recast=spelled))
            elif origin:
                found.append(Clause((*phrase, *origin), index, tuple(phrase), "is"))
    return found


def _origin(words: Words, noun: int) -> list[int]:
    """Such as ", from Thornaby Street," behind a noun."""
    for child in children(words, noun):
        if words[child].lemma in {"from", "of"} and child > noun and is_break(words, child - 1):
            return subtree(words, child)
    return []
