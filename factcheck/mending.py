"""A parsed sentence -> the same with what the parser regularly gets wrong in news prose put right.

Every rule rests on grammar, not on particular words of a story: it changes heads, relations and tags where the
parser's reading is no English sentence.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.language import Word, Words, children, subtree
from factcheck.naming import is_person_noun, noun_gender
from factcheck.phrases import is_break, is_finite, is_reported, is_saying
from factcheck.quotes import POSTING

_KIN = frozenset(
    {"partner", "spouse", "child", "parent", "cousin", "twin", "friend", "colleague", "relative"}
)


def mended(words: Words) -> Words:
    """The words with corrected heads and relations; indices and offsets stay."""
    changed = False
    fixed = list(words)
    for rule in (_posted, _past, _shortened, _untagged, _subject_in_list, _said_together, _who):
        for index, word in rule(tuple(fixed) if changed else words):
            fixed[index] = word
            changed = True
    return tuple(fixed) if changed else words


_Changes = list[tuple[int, Word]]


def _posted(words: Words) -> _Changes:
    """A sentence without a verb, for "The singer posted on Instagram" was read as a noun with a participle."""
    for index, word in enumerate(words[1:], 1):
        noun = word.head
        if (
            word.dep != "acl"
            or word.tag not in {"VBN", "VBD"}
            or word.lemma not in POSTING
            or words[noun].head != noun
        ):
            continue
        if not is_person_noun(words[noun].lemma) and words[noun].pos != "PROPN":
            continue
        below = [(i, replace(words[i], head=index)) for i in children(words, noun) if i > index]
        verb = replace(word, tag="VBD", dep="ROOT", head=index)
        return [(index, verb), (noun, replace(words[noun], dep="nsubj", head=index)), *below]
    return []


def _past(words: Words) -> _Changes:
    """Two prepositions in a row ("after past rows resurfaced"): the second is an adjective."""
    found: _Changes = []
    for index, word in enumerate(words[1:], 1):
        if word.lemma != "past" or words[index - 1].pos not in {"ADP", "SCONJ"} or word.tag != "IN":
            continue
        noun = next((i for i in range(index + 1, len(words)) if words[i].tag in {"NNS", "NN"}), None)
        if noun is None or any(words[i].pos != "ADJ" for i in range(index + 1, noun)):
            continue
        found.append((index, replace(word, pos="ADJ", tag="JJ", dep="amod", head=noun)))
        if words[noun].dep in {"nsubj", "nsubjpass"}:
            mark = replace(words[index - 1], dep="mark", pos="SCONJ", head=words[noun].head)
            found.append((index - 1, mark))
        else:
            found.append((noun, replace(words[noun], dep="pobj", head=index - 1)))
    return found


def _shortened(words: Words) -> _Changes:
    """A participle between the subject and its verb tells of the subject ("others shown here had been made up")."""
    for index, word in enumerate(words):
        verb = word.head
        if word.tag != "VBN" or word.dep != "advcl" or verb < index or not is_finite(words, verb):
            continue
        below = children(words, index)
        if any(words[c].dep in {"nsubj", "nsubjpass"} for c in children(words, verb)):
            continue
        noun = next((c for c in below if words[c].dep == "nsubj" and c < index), None)
        if noun is None or any(words[c].dep.startswith("aux") for c in below):
            continue
        marks = [(c, replace(words[c], head=verb)) for c in below if words[c].dep == "mark"]
        return [
            (index, replace(word, dep="acl", head=noun)),
            (noun, replace(words[noun], dep="nsubj", head=verb)),
            *marks,
        ]
    return []


def _untagged(words: Words) -> _Changes:
    """A participle with a subject and no helping verb is a past tense."""
    found: _Changes = []
    for index, word in enumerate(words):
        if word.tag != "VBN" or word.dep in {"amod", "acl", "conj"}:
            continue
        below = [words[c] for c in children(words, index)]
        subject = any(w.dep == "nsubj" and w.text.lower() not in {"him", "her", "them"} for w in below)
        nonfinite = word.dep == "ccomp" and not any(w.dep == "mark" for w in below)
        if subject and not nonfinite and not any(w.dep.startswith("aux") for w in below):
            found.append((index, replace(word, tag="VBD")))
    return found


def _subject_in_list(words: Words) -> _Changes:
    """What stands before a joined verb without "and" is its subject ("… at the fair and Roe branded")."""
    found: _Changes = []
    for index, word in enumerate(words[1:], 1):
        noun = index - 1
        if word.dep != "conj" or word.head >= noun or word.tag not in {"VBD", "VBZ", "VBP"}:
            continue
        if words[noun].dep != "conj" or words[noun].pos not in {"PROPN", "NOUN"}:
            continue
        if any(words[c].dep in {"nsubj", "nsubjpass"} for c in children(words, index)):
            continue
        before = subtree(words, noun)[0] - 1
        if before > 0 and words[before].dep == "cc" and not is_break(words, before - 1):
            found.append((noun, replace(words[noun], dep="nsubj", head=index)))
            found.append((before, replace(words[before], head=word.head)))
    return found


def _said_together(words: Words) -> _Changes:
    """What the parser joins to a verb of saying joined to the clause that is said, where it belongs there.

    In "heard that he had drunk and had driven home" both verbs are what the court heard: they share "had"; in
    "said that taxes would rise, but that pensions would be spared" the second "that" shows it.
    """
    found: _Changes = []
    for index, word in enumerate(words):
        above = word.head
        if word.dep != "conj" or not is_saying(words, above):
            continue
        said = [c for c in children(words, above) if c < index and is_reported(words, c)]
        if not said:
            continue
        below = children(words, index)
        helpers = {words[c].lemma for c in below if words[c].dep == "aux"}
        shared = helpers & {words[c].lemma for c in children(words, said[-1]) if words[c].dep == "aux"}
        if shared or any(words[c].dep == "mark" and words[c].lemma == "that" for c in below):
            found.append((index, replace(word, head=said[-1])))
    return found


def _who(words: Words) -> _Changes:
    """In "Roe, the owner of the Gull, who said", who tells of Roe, though the Gull stands nearer.

    Of two people ("Roe, the wife of Jo Lund, who died") it may tell of either, and stays where it is.
    """
    found: _Changes = []
    for index, word in enumerate(words):
        if word.dep != "relcl" or not any(words[c].lemma == "who" for c in subtree(words, index)):
            continue
        noun = here = word.head
        while words[here].head != here and words[here].pos not in {"VERB", "AUX"}:
            above = words[here].head
            if words[here].dep == "appos" and words[above].entity == "PERSON":
                kin = noun_gender(words[here].lemma) is not None or words[here].lemma in _KIN
                if noun != here and not kin and is_finite(words, index):
                    found.append((index, replace(word, head=above)))
                break
            here = above
    return found
