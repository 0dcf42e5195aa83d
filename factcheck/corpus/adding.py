"""Articles -> a corpus: read, claims found, claims and openings embedded, stored by day."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic import TypeAdapter

from factcheck.articles import looks_english
from factcheck.claims import Statement
from factcheck.corpus.journal import Attempt, Finished, Journal, begun
from factcheck.corpus.shards import Shard, shards
from factcheck.corpus.store import ARTICLES, CLAIMS, Store, Written, day_of, schema
from factcheck.embedding import Vectors
from factcheck.engines import Engine, Serial
from factcheck.errors import FactcheckError, InputError
from factcheck.loading import code, versions
from factcheck.models import Article, Problem
from factcheck.pipeline import Models, Progress
from factcheck.settings import Settings
from factcheck.stories import opening


@dataclass(frozen=True, slots=True)
class Added:
    """What a job did.

    Attributes:
        articles: articles that are new to the corpus.
        claims: that they make.
        known: articles that were there already.
        problems: what could not be read, and articles on which reading failed.
    """

    articles: int
    claims: int
    known: int
    problems: tuple[Problem, ...]


def add(
    paths: Sequence[str],
    folder: Path,
    *,
    settings: Settings | None = None,
    models: Models | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Added:
    """Add the articles of files and folders to a corpus. Articles that it has already are passed over.

    A job that was killed goes on where it was when the same inputs are given again.

    Args:
        folder: the corpus, made where there is none.
        models: as for ``check``.
        engine: runs the stages; in this process where None.
        progress: called with the shards done and how many there are.

    Raises:
        InputError: no input could be read.
        CorpusError: the corpus cannot be used.
    """
    settings = settings or Settings()
    models = models or Models.when_needed(settings)
    store = Store(folder)
    problems: list[Problem] = []
    absolute = [_absolute(path) for path in paths]
    work = list(shards(absolute, problems))
    if not work:
        first = problems[0] if problems else Problem(path="factcheck", message="nothing was given to add")
        raise InputError(first.path, first.message)
    with store.writing():
        journal = Journal(store.folder / "jobs", absolute)
        done = journal.finished()
        found = [done[shard.id] for shard in work if shard.id in done]
        left = [shard for shard in work if shard.id not in done]
        stage = partial(read_shard, folder=store.folder, job=journal.folder, models=models, settings=settings)
        tell = progress or (lambda stage, done, total: None)
        touched: set[str] = set()
        tell("adding articles", len(found), len(work))
        for written in (engine or Serial()).map_batches(stage, left):
            touched |= {rows.day for rows in written.rows}
            finished = _committed(store, written)
            journal.finish(finished)
            found.append(finished)
            tell("adding articles", len(found), len(work))
        for day in sorted(touched):
            store.day(day).tidy()
        journal.close()
    return Added(
        sum(one.articles for one in found),
        sum(one.claims for one in found),
        sum(one.known for one in found),
        (*problems, *(problem for one in found for problem in one.problems)),
    )


@dataclass(frozen=True, slots=True)
class Read:
    """A shard as a worker wrote it: the rows of each day, how many claims each article makes, what was left out."""

    shard: str
    rows: Sequence[Written]
    claims: dict[str, int]
    known: int
    problems: Sequence[Problem]


def read_shard(shard: Shard, *, folder: Path, job: Path, models: Models, settings: Settings) -> Read:
    """Read a shard, find and embed the claims of its new articles, and write them beside the tables."""
    store = Store(folder)
    articles, problems = shard.read(settings.limits)
    by_id = {content_id(article): article for article in articles}
    there = {day: store.day(day).ids() for day in {day_of(article) for article in articles}}
    new = {key: a for key, a in by_id.items() if key not in there[day_of(a)]}
    known = len(articles) - len(new)
    stated: dict[str, list[Statement]] = {}
    for key, is_deadly in Attempt(begun(job, shard.id)).each(list(new)):
        article = new[key]
        try:
            if is_deadly:
                raise RuntimeError("the process that read it ended each time")
            if looks_english(article.text):
                stated[key] = models.extract([article.model_copy(update={"id": key})])
                continue
            fault = "not in English; left out"
        except FactcheckError:
            raise
        except Exception as error:  # whatever one article does to the parser, the others go on
            fault = f"its claims could not be found ({error or type(error).__name__}); left out"
        problems.append(Problem(path=article.path, message=f"{article.source}: {fault}"))
    new = {key: new[key] for key in stated}
    vectors = models.embedder.encode([s.claim.text for own in stated.values() for s in own])
    openings = models.embedder.encode([opening(article) for article in new.values()])
    rows = _written(store, shard.id, new, stated, vectors, openings, made_with(models))
    return Read(shard.id, rows, {key: len(own) for key, own in stated.items()}, known, problems)


def content_id(article: Article) -> str:
    """What tells an article from others: a digest of its text and of what is known of it; not of where it was read."""
    spelt = article.model_dump_json(exclude={"id", "path"}).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(spelt, digest_size=16).hexdigest()


def made_with(models: Models) -> str:
    """What claims and vectors depend on beside the article: weights, libraries, code; empty where it is not known."""
    known = [getattr(model, "identity", None) for model in (models.parser, models.embedder)]
    return _digest(*known) if all(known) else ""


@cache
def _digest(*identities: str) -> str:
    ours = [versions("factcheck-sources", "names", "nupunkt"), code("**/*.py"), code("data/*")]
    return hashlib.blake2b(json.dumps([identities, ours]).encode(), digest_size=8).hexdigest()


def packed(statement: Statement) -> bytes:
    """A statement as it is stored."""
    return zlib.compress(_statement().dump_json(statement), 1)


def unpacked(value: bytes, article_id: str, number: int) -> Statement:
    """A stored statement, of the article that has this id now."""
    statement = _statement().validate_json(zlib.decompress(value))
    claim = statement.claim.model_copy(update={"id": f"{article_id}.c{number}", "article_id": article_id})
    return replace(statement, claim=claim)


@cache
def _statement() -> TypeAdapter[Statement]:
    return TypeAdapter(Statement)


def _committed(store: Store, read: Read) -> Finished:
    """Make a shard's rows count, and say what became of it."""
    articles = claims = 0
    known = read.known
    for rows in read.rows:
        new = store.day(rows.day).commit(rows)
        articles += len(new)
        known += len(rows.ids) - len(new)
        claims += sum(read.claims[key] for key in new)
    return Finished(
        shard=read.shard, articles=articles, claims=claims, known=known, problems=tuple(read.problems)
    )


def _written(
    store: Store, shard: str, articles: dict[str, Article], stated: dict[str, list[Statement]],
    vectors: Vectors, openings: Vectors, made: str,
) -> list[Written]:  # fmt: skip
    """Write the rows of each day."""
    dimension = openings.shape[1]
    first_claims = dict(zip(stated, np.cumsum([0, *map(len, stated.values())]), strict=False))
    opening_of = dict(zip(articles, openings, strict=True))
    days: dict[str, list[str]] = {}
    for key, article in articles.items():
        days.setdefault(day_of(article), []).append(key)
    found = []
    for day, keys in sorted(days.items()):
        tables = {ARTICLES: _table(ARTICLES, dimension, [
            {**_record(articles[key]), "id": key, "shard": shard, "made_with": made, "opening": opening_of[key]}
            for key in keys
        ])}  # fmt: skip
        claims = [
            {"id": key, "shard": shard, "number": number, "text": s.claim.text, "start": s.claim.start,
             "end": s.claim.end, "statement": packed(s), "vector": vectors[first_claims[key] + number - 1]}
            for key in keys for number, s in enumerate(stated[key], 1)
        ]  # fmt: skip
        if claims:
            tables[CLAIMS] = _table(CLAIMS, dimension, claims)
        found.append(store.day(day).write(shard, tables, dimension))
    return found


def _record(article: Article) -> dict[str, Any]:
    return article.model_dump() | {"published": article.published.isoformat() if article.published else None}


def _table(name: str, dimension: int, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema(name, dimension))


def _absolute(path: str) -> str:
    if path == "-" or "://" in path:
        raise InputError(path, "only files and folders can be added to a corpus; save it as a file")
    return str(Path(path).absolute())
