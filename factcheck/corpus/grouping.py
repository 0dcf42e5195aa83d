"""A corpus's articles -> stories, day by day: an article joins a story told within some days of its own, or opens one.

What speaks for two articles telling one story is what ``factcheck.stories`` weighs. A story that exists is never put
together with another: its name may have been given out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from factcheck.corpus.store import ARTICLES, STORIES, UNDATED, Day, Store, Written, schema
from factcheck.embedding import Vectors
from factcheck.models import Article
from factcheck.pipeline import Progress
from factcheck.settings import Settings
from factcheck.stories import Evidence, mutual, neighbours, usual_bias

# Days before and after its own within which an article's story is looked for. Chosen by hand: copies and follow-ups
# of news come within days.
WINDOW: Final = 3
FIELDS: Final = ("id", "source", "title", "published", "path", "url", "text", "headline")


@dataclass(frozen=True, slots=True)
class Grouped:
    """What became of the articles that had no story.

    Attributes:
        joined: articles that joined a story that was there.
        opened: new stories.
    """

    articles: int
    joined: int
    opened: int


def group(
    folder: Path,
    *,
    since: date | None = None,
    until: date | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Grouped:
    """Give each article of these days that has no story one. Those of a day are grouped at once, or not at all.

    Raises:
        CorpusError: the corpus cannot be used.
    """
    settings = settings or Settings()
    store = Store(folder)
    tell = progress or (lambda stage, done, total: None)
    count = joined = opened = 0
    days = store.days(since, until)
    with store.writing():
        for number, day in enumerate(days):
            tell("grouping days", number, len(days))
            told = _group_day(store, day, settings)
            count, joined, opened = count + told.articles, joined + told.joined, opened + told.opened
    return Grouped(count, joined, opened)


def around(store: Store, day: Day) -> list[Day]:
    """The days in which articles of one day look for their stories, the day itself among them."""
    if day.name == UNDATED:
        return [day]
    at = date.fromisoformat(day.name)
    near = (store.day((at + timedelta(days=n)).isoformat()) for n in range(-WINDOW, WINDOW + 1))
    return [each for each in near if each.folder.is_dir()]


def read_articles(day: Day, ids: Sequence[str] | None = None) -> list[Article]:
    """Articles of a day, by their ids; all where None."""
    return [Article.model_validate(row) for row in day.read(ARTICLES, FIELDS, ids).to_pylist()]


def _group_day(store: Store, day: Day, settings: Settings) -> Grouped:
    told = day.stories()
    new = sorted(day.ids() - told.keys())
    if not new:
        return Grouped(0, 0, 0)
    articles: list[Article] = []
    openings: list[Vectors] = []
    known: list[str | None] = []
    for near in around(store, day):
        grouped = near.stories()
        own = sorted(grouped) + (new if near.name == day.name else [])
        rows = {row["id"]: row for row in near.read(ARTICLES, [*FIELDS, "opening"], own).to_pylist()}
        for key in own:
            openings.append(rows[key].pop("opening"))
            articles.append(Article.model_validate(rows[key]))
            known.append(grouped.get(key))
    names = named(articles, np.array(openings, dtype=np.float32), known, settings, day.name)
    mine = {a.id: name for a, name, before in zip(articles, names, known, strict=True) if before is None}
    rows = pa.table({"id": list(mine), "story": list(mine.values())}, schema=schema(STORIES))
    written = day.write("", {STORIES: rows}, 0)
    day.commit(Written(day.name, "", (), written.fragments, 0))
    opened = set(mine.values()) - {name for name in known if name is not None}
    joined = sum(1 for name in mine.values() if name not in opened)
    return Grouped(len(mine), joined, len(opened))


def named(
    articles: Sequence[Article], openings: Vectors, known: Sequence[str | None], settings: Settings, day: str
) -> list[str]:
    """The story of each article.

    Args:
        articles: those of some days.
        openings: the vectors of their beginnings.
        known: the story of each; None where it has none yet.
        day: a new story is called by it and by the first article that opens it.
    """
    stories = {name: label for label, name in enumerate(dict.fromkeys(n for n in known if n is not None))}
    labels, free = [], len(stories)
    for name in known:
        labels.append(free if name is None else stories[name])
        free += name is None
    bias = usual_bias(len(articles), settings)
    merged = _merged(Evidence.of(articles, openings), np.array(labels), len(stories), bias)
    titles = list(stories)
    first: dict[int, str] = {}
    for article, label in zip(articles, merged, strict=True):
        first.setdefault(label, titles[label] if label < len(titles) else f"{day}-{article.id[:10]}")
    return [first[label] for label in merged]


def _merged(evidence: Evidence, labels: NDArray[np.intp], kept: int, bias: float) -> list[int]:
    """Average linkage as in ``stories.merged``, from stories that are there.

    Args:
        labels: the story of each row; those below ``kept`` are there and stay apart.
    """
    pairs = labels[neighbours(evidence)]
    while True:
        pairs = np.sort(pairs, axis=1)
        # Of two, the larger label leaves; it may be no story that was there.
        pairs = np.unique(pairs[(pairs[:, 0] != pairs[:, 1]) & (pairs[:, 1] >= kept)], axis=0)
        if not len(pairs):
            break
        used, rows = np.unique(labels, return_inverse=True)
        place = np.searchsorted(used, pairs)
        chosen = pairs[mutual(evidence.pooled(rows), place, bias)]
        target = np.arange(labels.max() + 1)
        taken: set[int] = set()
        for a, b in chosen.tolist():
            if not taken & {a, b}:  # of equally near ones the first
                target[b] = a
                taken |= {a, b}
        if not taken:
            break
        labels, pairs = target[labels], target[pairs]
    return [int(label) for label in labels]
