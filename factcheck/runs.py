"""Which article of one report is which of another, and which reports are runs on one story."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Sequence
from typing import Final, Literal

from factcheck.fingerprint import plain
from factcheck.models import Article, Model, Report

# Share of the smaller report's articles that two runs on one story have in common: more than an outlet or two
# that tells every story, less than all, for articles come and go while a story runs. Chosen by hand.
SAME_STORY: Final = 0.5


class Origin(Model):
    """Where an article comes from, and what it said.

    Attributes:
        keys: its address, its source with its path, its source with its title; one in common is one article.
        digest: of the article's text, white space and case apart.
    """

    source: str
    keys: tuple[str, ...]
    digest: str


class ArticleChange(Model):
    """An article that is ``new``, ``gone`` or ``changed`` between two reports."""

    source: str
    change: Literal["new", "gone", "changed"]


def origins(report: Report) -> tuple[Origin, ...]:
    """The origin of each article of a report, in order."""
    return tuple(_origin(article) for article in report.articles)


def same_story(a: Sequence[Origin], b: Sequence[Origin]) -> bool:
    """Whether two reports with these articles are on one story."""
    smaller = min(len(a), len(b))
    return smaller > 0 and len(_pairs(a, b)) >= SAME_STORY * smaller


def article_changes(old: Sequence[Origin], new: Sequence[Origin]) -> tuple[ArticleChange, ...]:
    """What became of the articles: changed and new ones in the order of ``new``, then those gone."""
    pairs = _pairs(old, new)
    before = {j: old[i] for i, j in pairs.items()}
    changes = [
        ArticleChange(source=origin.source, change="changed" if place in before else "new")
        for place, origin in enumerate(new)
        if place not in before or before[place].digest != origin.digest
    ]
    gone = [ArticleChange(source=o.source, change="gone") for i, o in enumerate(old) if i not in pairs]
    return (*changes, *gone)


def _origin(article: Article) -> Origin:
    source = plain(article.source)
    keys = [f"{source}|title|{plain(article.title)}"]
    if article.path != "-":
        keys.append(f"{source}|path|{posixpath.normpath(article.path)}")
    if article.url:
        keys.append(f"url|{article.url}")
    text = hashlib.sha256(plain(article.text).encode("utf-8", "replace")).hexdigest()[:16]
    return Origin(source=article.source, keys=tuple(keys), digest=text)


def _pairs(old: Sequence[Origin], new: Sequence[Origin]) -> dict[int, int]:
    """Places of the same article in both, each once: first the unchanged texts, then by key."""
    pairs: dict[int, int] = {}
    for shared in (_same_text, _same_key):
        for j, later in enumerate(new):
            if j in pairs.values():
                continue
            i = next((i for i, o in enumerate(old) if i not in pairs and shared(o, later)), None)
            if i is not None:
                pairs[i] = j
    return pairs


def _same_text(a: Origin, b: Origin) -> bool:
    return a.digest == b.digest and bool(set(a.keys) & set(b.keys))


def _same_key(a: Origin, b: Origin) -> bool:
    return bool(set(a.keys) & set(b.keys))
