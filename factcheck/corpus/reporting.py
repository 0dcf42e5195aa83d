"""A corpus's stories -> reports in the archive, from the claims that are stored."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from factcheck import archive
from factcheck.claims import Statement
from factcheck.corpus.adding import content_id, made_with, unpacked
from factcheck.corpus.grouping import WINDOW, read_articles
from factcheck.corpus.store import ARTICLES, CLAIMS, UNDATED, CorpusError, Day, Store
from factcheck.engines import Engine, Serial
from factcheck.errors import FactcheckError
from factcheck.models import Article, Problem, Report
from factcheck.pipeline import Models, Progress, check
from factcheck.safetext import one_line
from factcheck.settings import Settings

# A story of fewer has nothing to compare.
LEAST_ARTICLES: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A story with where its articles are.

    Attributes:
        articles: ids by day, both in order.
    """

    id: str
    articles: Mapping[str, tuple[str, ...]]

    @property
    def size(self) -> int:
        """How many articles tell it."""
        return sum(map(len, self.articles.values()))


@dataclass(frozen=True, slots=True)
class Reported:
    """What a job did: pages made, stories whose report was in the archive already, stories that failed."""

    pages: tuple[Path, ...]
    known: int
    problems: tuple[Problem, ...]


def stories(folder: Path, since: date | None = None, until: date | None = None) -> Iterator[Told]:
    """The stories that were opened on these days, by day, the largest of a day first.

    Raises:
        CorpusError: the corpus cannot be used.
    """
    store = Store(folder)
    for day in store.days(since, until):
        yield from sorted(_opened(store, day), key=lambda story: (-story.size, story.id))


def report(
    folder: Path,
    reports: Path,
    *,
    story: str | None = None,
    since: date | None = None,
    until: date | None = None,
    settings: Settings | None = None,
    models: Models | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Reported:
    """Archive a report on a story, or on each story of several articles that was opened on these days.

    A story whose articles are those of an archived report is passed over, so a job that was killed goes on.

    Args:
        story: its id, or the beginning of it; all where None.

    Raises:
        CorpusError: there is no such story, or the corpus cannot be used.
        ArchiveError: a report cannot be kept.
    """
    settings = (settings or Settings()).model_copy(update={"one_story": True})
    models = models or Models.when_needed(settings)
    tell = progress or (lambda stage, done, total: None)
    kept = {entry.report_id for entry in archive.entries(reports)}
    chosen = _chosen(folder, story) if story else [
        found for found in stories(folder, since, until) if found.size >= LEAST_ARTICLES
    ]  # fmt: skip
    wanted = [found for found in chosen if _report_id(found, settings) not in kept]
    stage = partial(tell_story, folder=folder.absolute(), models=models, settings=settings)
    pages: list[Path] = []
    problems: list[Problem] = []
    for number, told in enumerate((engine or Serial()).map_batches(stage, wanted)):
        tell("comparing stories", number, len(wanted))
        if isinstance(told, Problem):
            problems.append(told)
        else:
            pages.append(archive.save(told, reports))
    return Reported(tuple(pages), len(chosen) - len(wanted), tuple(problems))


def tell_story(story: Told, *, folder: Path, models: Models, settings: Settings) -> Report | Problem:
    """The report on a story; what failed, where it does."""
    try:
        articles, stored = _stored(Store(folder), story, models)
        made = check(articles, settings=settings, models=stored)
        return made.model_copy(update={"report_id": _report_id(story, settings)})
    except FactcheckError:
        raise
    except Exception as error:  # whatever one story does to the stages, the others go on
        return Problem(
            path=story.id, message=one_line(f"no report could be made ({error or type(error).__name__})")
        )


@dataclass(frozen=True, slots=True)
class StoredModels(Models):
    """Models that know the claims of articles from a corpus.

    Attributes:
        statements: by the articles' content.
    """

    statements: Mapping[str, Sequence[bytes]]

    def extract(self, articles: Sequence[Article]) -> list[Statement]:
        """As ``Models.extract``."""
        found: list[Statement] = []
        for article in articles:
            own = self.statements.get(content_id(article))
            if own is None:
                found += Models.extract(self, [article])
            else:
                found += [unpacked(value, article.id, number) for number, value in enumerate(own, 1)]
        return found


def _stored(store: Store, story: Told, models: Models) -> tuple[list[Article], Models]:
    """A story's articles, by date and then by id, and models that know what is stored of them."""
    current = made_with(models)
    articles: list[Article] = []
    statements: dict[str, list[bytes]] = {}
    for name, ids in story.articles.items():
        day = store.day(name)
        articles += sorted(
            read_articles(day, ids), key=lambda a: (a.published.isoformat() if a.published else "", a.id)
        )
        made = day.read(ARTICLES, ["id", "made_with"], ids).to_pylist()
        usable = {row["id"] for row in made if current and row["made_with"] == current}
        statements |= {key: [] for key in usable}
        rows = day.read(CLAIMS, ["id", "number", "statement"], usable).to_pylist()
        for row in sorted(rows, key=lambda row: (row["id"], row["number"])):
            statements[row["id"]].append(row["statement"])
    numbered = [article.model_copy(update={"id": f"a{n}"}) for n, article in enumerate(articles, 1)]
    return numbered, StoredModels(models.parser, models.embedder, models.relation, statements)


def _opened(store: Store, day: Day) -> list[Told]:
    """The stories that are called by a day, with all of their articles."""
    own = Counter(story for story in day.stories().values() if _home(story) == day.name)
    found: dict[str, dict[str, tuple[str, ...]]] = {story: {} for story in own}
    for near in _while_told(store, day, set(own)):
        for story, ids in _by_story(near).items():
            if story in found:
                found[story][near.name] = tuple(sorted(ids))
    return [Told(story, dict(sorted(days.items()))) for story, days in found.items()]


def _while_told(store: Store, day: Day, wanted: set[str]) -> Iterator[Day]:
    """The day, and those before and after it until none of the stories was told for as long as a window is."""
    yield day
    if day.name == UNDATED:
        return
    for step in (-1, 1):
        at, silent = date.fromisoformat(day.name), 0
        while silent < WINDOW:
            at += timedelta(days=step)
            near = store.day(at.isoformat())
            silent = 0 if wanted & set(near.stories().values()) else silent + 1
            yield near


def _by_story(day: Day) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for article, story in day.stories().items():
        found.setdefault(story, []).append(article)
    return found


def _chosen(folder: Path, story: str) -> list[Told]:
    store = Store(folder)
    days = [day for day in store.days() if day.name == _home(story) or day.name.startswith(story)]
    found = [told for day in days for told in _opened(store, day) if told.id.startswith(story)]
    exact = [told for told in found if told.id == story]
    if len(exact or found) != 1:
        said = (
            f"fits {len(found)} stories; give more of it"
            if found
            else "is no story; `factcheck corpus stories` lists them"
        )
        raise CorpusError(f"{folder}: {one_line(story)!r} {said}")
    return exact or found


def _home(story: str) -> str:
    return story.rpartition("-")[0]


def _report_id(story: Told, settings: Settings) -> str:
    """The same for the same articles, settings and version: what is in the archive already is not made again."""
    said = [sorted(key for ids in story.articles.values() for key in ids), settings.model_dump_json()]
    digest = hashlib.blake2b(json.dumps([said, version("factcheck-sources")]).encode(), digest_size=6)
    return digest.hexdigest()
