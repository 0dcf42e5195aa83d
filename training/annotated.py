"""Annotated stories, and what the annotation says of pairs of their claims.

Two forms: a folder a story, as in ``benchmarks/stories``, and a line a story, as in ``stories/*.jsonl`` beside this.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

from benchmarks.scoring import Story, covers
from factcheck.articles import read_articles
from factcheck.claims import Statement
from factcheck.models import Article

UNCLEAR = "unclear"  # the relation of two claims that are not all that their passages tell
Passage = Sequence[str]  # source, words
Places = tuple[int, int]  # of two claims, the lower index first


@dataclass(frozen=True, slots=True)
class AnnotatedStory:
    """Articles and the facts that an editor found in them.

    Attributes:
        facts: as ``benchmarks/stories/README.md`` describes them.
        by_source: the article of each source that the facts name.
    """

    name: str
    articles: tuple[Article, ...]
    facts: tuple[Mapping[str, Any], ...]
    by_source: Mapping[str, Article]

    @classmethod
    def read(cls, folder: Path) -> AnnotatedStory:
        """The story in a folder with ``gold.json``."""
        story = Story.read(folder)
        found, _ = read_articles([str(path) for path in story.articles])
        stems = {Path(article.path).stem: article for article in found}
        named = {stem: stem for stem in stems} | story.sources
        by_source = {source: stems[stem] for source, stem in named.items() if stem in stems}
        return cls(story.name, tuple(found), story.facts, by_source)

    def relations(self, statements: Sequence[Statement]) -> dict[Places, str | None]:
        """The annotated relation of pairs of its claims: agree or conflict; None where the annotation leaves it open.

        Pairs that are not in it tell other facts. Where two passages hold several claims ("A girl, 14, was killed"),
        the pairs of them that share most words have the passages' relation, and the others are ``UNCLEAR``: the
        annotation does not say which claim its fact is.
        """
        known: dict[Places, str | None] = {}
        for left, right, relation in self._annotated():
            pairs = [
                (min(a, b), max(a, b))
                for a, b in product(self._covering(left, statements), self._covering(right, statements))
                if a != b
            ]
            shared = [_shared_words(statements[a], statements[b]) for a, b in pairs]
            most = max(shared, default=0.0)
            for pair, words in zip(pairs, shared, strict=True):
                if words < most:
                    known.setdefault(pair, UNCLEAR)
                elif known.get(pair) != "conflict":
                    known[pair] = relation
        return known

    def _annotated(self) -> Iterator[tuple[Passage, Passage, str | None]]:
        """Pairs of passages with their relation, the surest last."""
        order = {"compatible": 0, "agree": 1, "conflict": 2}
        for fact in sorted(self.facts, key=lambda fact: order.get(fact["verdict"], 0)):
            optional = fact.get("optional")
            if fact["verdict"] == "conflict":
                for side in fact["sides"]:
                    for left, right in combinations(side, 2):
                        yield left, right, None if optional else "agree"
                for one, other in combinations(fact["sides"], 2):
                    for left, right in product(one, other):
                        yield left, right, None if optional else "conflict"
            elif fact["verdict"] in {"agree", "compatible"}:
                # A trap's passages may tell one fact or two: only a conflict would be wrong.
                relation = "agree" if fact["verdict"] == "agree" and not optional else None
                for left, right in combinations(fact["passages"], 2):
                    yield left, right, relation

    def _covering(self, passage: Passage, statements: Sequence[Statement]) -> set[int]:
        """The claims that cover an annotated passage."""
        source, words = passage
        article = self.by_source.get(source)
        start = article.text.find(words) if article else -1
        if article is None or start < 0:
            return set()
        end = start + len(words)
        return {i for i, s in enumerate(statements) if covers(s.claim, article.id, start, end)}


def _shared_words(a: Statement, b: Statement) -> float:
    """How many of their content words two claims share (Dice's coefficient), 0 to 1."""
    left, right = ({word.lemma.casefold() for word in one.words if word.is_content} for one in (a, b))
    return 2 * len(left & right) / max(1, len(left) + len(right))


def read_lines(path: Path) -> Iterator[AnnotatedStory]:
    """The stories of a file with one a line: ``name``, ``domain``, ``articles`` (text by source), ``facts``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent) / record["name"]
            folder.mkdir()
            (folder / "gold.json").write_text(json.dumps({"facts": record["facts"]}), encoding="utf-8")
            for source, text in record["articles"].items():
                (folder / f"{source}.txt").write_text(text, encoding="utf-8")
            yield AnnotatedStory.read(folder)
