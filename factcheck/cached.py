"""The models behind a cache: what was asked before, in whatever run, is not asked again.

The stages do not know of it: ``behind`` gives models to be used like any others. Claims are kept by article,
vectors by text, answers of the comparison model by pair of texts, and whole reports by all of their articles. The
key of each holds the question and everything else that the answer depends on: weights, libraries, code, settings.
So nothing ever has to be declared stale. Values are JSON or plain arrays of numbers, never code.
"""

from __future__ import annotations

import hashlib
import json
import logging
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from typing import Final, Generic, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from factcheck.cache import KEY_BYTES, Cache
from factcheck.claims import Statement
from factcheck.comparison import RelationModel
from factcheck.embedding import Embedder, Vectors
from factcheck.loading import code, versions
from factcheck.models import Article, Report, Span
from factcheck.pipeline import Models
from factcheck.settings import Settings

_Run = tuple[Sequence[Article], Settings]
_Words = tuple[str, Sequence[Span]]
Question = TypeVar("Question")
Answer = TypeVar("Answer")

# Questions that are put to a model before their answers are kept: what an interrupted run loses at most.
TEXTS_AT_ONCE: Final = 512
PAIRS_AT_ONCE: Final = 1024
# Little-endian, whatever the machine: 32-bit floats, as the models give them.
_FLOAT = np.dtype("<f4")


class Shelf(Generic[Question, Answer]):
    """One kind of answers in a cache.

    Args:
        kind: its name, for ``factcheck cache info``.
        scope: what the answers depend on beside the question.
        ask: answers questions, in order, each independently of the others.
        spell: a question as text that no other question has.
        pack, unpack: an answer as bytes, and back; ``unpack`` raises ValueError for bytes that are none.
        at_once: questions to a call of ``ask``.
    """

    def __init__(
        self, cache: Cache, kind: str, scope: str, *,
        ask: Callable[[list[Question]], Iterable[Answer]],
        spell: Callable[[Question], str],
        pack: Callable[[Answer], bytes],
        unpack: Callable[[Question, bytes], Answer],
        at_once: int,
    ) -> None:  # fmt: skip
        self._cache, self._kind, self._at_once = cache, kind, at_once
        self._ask, self._spell, self._pack, self._unpack = ask, spell, pack, unpack
        self._scope = hashlib.blake2b(json.dumps([kind, scope]).encode(), digest_size=64).digest()

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """The answer to each question, from the cache where it is there."""
        keys = [self._key(question) for question in questions]
        asked = dict(zip(keys, questions, strict=True))
        found: dict[bytes, Answer] = {}
        for key, value in self._cache.get(list(asked)).items():
            try:
                found[key] = self._unpack(asked[key], value)
            except ValueError:
                continue
        missing = [key for key in asked if key not in found]
        for start in range(0, len(missing), self._at_once):
            some = missing[start : start + self._at_once]
            answers = dict(zip(some, self._ask([asked[key] for key in some]), strict=True))
            self._cache.put(self._kind, {key: self._pack(answer) for key, answer in answers.items()})
            found |= answers
        return [found[key] for key in keys]

    def _key(self, question: Question) -> bytes:
        text = self._spell(question).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, digest_size=KEY_BYTES, key=self._scope).digest()


# The models are called through functions of our own: to take hold of a method would load its model.


class CachedEmbedder:
    """An embedder that encodes what the cache does not have."""

    def __init__(self, embedder: Embedder, identity: str, cache: Cache) -> None:
        self._texts = Shelf[str, Vectors](
            cache, "text", identity, at_once=TEXTS_AT_ONCE,
            ask=lambda texts: embedder.encode(texts), spell=str,
            pack=_packed, unpack=lambda _, value: _floats(value),
        )  # fmt: skip
        self._words = Shelf[_Words, Vectors](
            cache, "words", identity, at_once=TEXTS_AT_ONCE,
            ask=lambda asked: embedder.encode_spans([text for text, _ in asked], [spans for _, spans in asked]),
            spell=json.dumps,
            pack=_packed_rows, unpack=lambda _, value: _rows(value),
        )  # fmt: skip

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As ``Embedder.encode``."""
        return np.stack(self._texts.answers(texts)) if texts else np.zeros((0, 1), dtype=np.float32)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Vectors]:
        """As ``Embedder.encode_spans``."""
        return self._words.answers(list(zip(texts, spans, strict=True)))


class CachedRelation:
    """A comparison model that compares what the cache does not have."""

    def __init__(self, model: RelationModel, identity: str, cache: Cache) -> None:
        self._pairs = Shelf[tuple[str, str], NDArray[np.float32]](
            cache, "pair", identity, at_once=PAIRS_AT_ONCE,
            ask=lambda pairs: model.predict(pairs), spell=json.dumps,
            pack=_packed, unpack=lambda _, value: _floats(value),
        )  # fmt: skip

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """As ``EntailmentModel.predict``."""
        return np.stack(self._pairs.answers(pairs)) if pairs else np.zeros((0, 3), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class CachedModels(Models):
    """Models behind a cache; see ``behind``.

    Attributes:
        articles: the claims of articles; None where the parser is not known.
        reports: opens the shelf of whole reports; None where one of the models is not known.
    """

    articles: Shelf[Article, list[Statement]] | None = None
    reports: Callable[[Callable[[], Report]], Shelf[_Run, Report]] | None = None

    def extract(self, articles: Sequence[Article]) -> list[Statement]:
        """As ``Models.extract``; the claims of articles read before come from the cache."""
        if self.articles is None:
            return Models.extract(self, articles)
        found = self.articles.answers(articles)
        return [s for article, own in zip(articles, found, strict=True) for s in _owned(own, article)]

    def told(self, articles: Sequence[Article], settings: Settings, tell: Callable[[], Report]) -> Report:
        """As ``Models.told``; a report on the same articles comes from the cache, unless the log is to explain it."""
        if self.reports is None or logging.getLogger("factcheck").isEnabledFor(logging.DEBUG):
            return tell()
        return self.reports(tell).answers([(articles, settings)])[0]


def behind(cache: Cache, models: Models) -> Models:
    """The same models, asked only what the cache does not have.

    A model whose weights are not known, since it was not made by ``Models.load`` or ``Models.when_needed``, is
    asked as before.
    """
    parser, embedder, relation = known = [
        getattr(model, "identity", None) for model in (models.parser, models.embedder, models.relation)
    ]
    # All of the package's code and tables: most of it has a part in what an article or a report says.
    ours = json.dumps([versions("factcheck-sources"), code("**/*.py"), code("data/*")])
    return CachedModels(
        parser=models.parser,
        embedder=cast(Embedder, CachedEmbedder(models.embedder, embedder, cache))
        if embedder
        else models.embedder,
        relation=CachedRelation(models.relation, relation, cache) if relation else models.relation,
        articles=_article_shelf(models, json.dumps([parser, ours]), cache) if parser else None,
        reports=_report_shelf(json.dumps([known, ours]), cache) if all(known) else None,
    )


def _article_shelf(models: Models, scope: str, cache: Cache) -> Shelf[Article, list[Statement]]:
    return Shelf(
        cache, "article", scope + versions("names", "nupunkt"), at_once=1,
        ask=lambda articles: [models.extract(articles)],
        spell=lambda article: article.model_dump_json(exclude={"id", "path"}),
        pack=lambda statements: zlib.compress(_statements().dump_json(statements), 1),
        unpack=lambda _, value: _statements().validate_json(_inflated(value)),
    )  # fmt: skip


def _report_shelf(scope: str, cache: Cache) -> Callable[[Callable[[], Report]], Shelf[_Run, Report]]:
    return lambda tell: Shelf(
        cache, "report", scope + versions("names", "numpy", "nupunkt", "rapidfuzz", "scikit-learn", "scipy"), at_once=1,
        ask=lambda _: [tell()],
        spell=lambda run: json.dumps([each.model_dump_json() for each in (*run[0], run[1])]),
        pack=lambda report: zlib.compress(report.model_dump_json().encode(), 1),
        unpack=lambda _, value: Report.model_validate_json(_inflated(value)),
    )  # fmt: skip


@once
def _statements() -> TypeAdapter[list[Statement]]:
    return TypeAdapter(list[Statement])


def _owned(statements: Sequence[Statement], article: Article) -> list[Statement]:
    """An article's statements under its own id: in another run, equal text had another."""
    return [
        replace(
            s, claim=s.claim.model_copy(update={"id": f"{article.id}.c{number}", "article_id": article.id})
        )
        for number, s in enumerate(statements, 1)
    ]


def _inflated(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error as error:
        raise ValueError(str(error)) from error


# --- arrays ----------------------------------------------------------------------------------------------------


def _packed(numbers: NDArray[np.float32]) -> bytes:
    return numbers.astype(_FLOAT).tobytes()


def _floats(value: bytes) -> NDArray[np.float32]:
    return np.frombuffer(value, _FLOAT).astype(np.float32, copy=False)


def _packed_rows(rows: NDArray[np.float32]) -> bytes:
    """The number of columns, then the rows: an array of no rows has columns too."""
    return int(rows.shape[1]).to_bytes(4, "little") + _packed(rows)


def _rows(value: bytes) -> NDArray[np.float32]:
    return _floats(value[4:]).reshape(-1, int.from_bytes(value[:4], "little"))
