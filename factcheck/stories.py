"""Articles -> stories: which of them tell of the same events.

Three things speak for one story: openings that mean the same, rare words in common (names and numbers more than
others), and near days of publication. Together they are the log-odds that two articles tell one story; stories are
merged by the mean of it over all pairs of their articles (average linkage). That mean follows from the stories'
mean vectors, and only near neighbours are looked at, so that no step takes all pairs of articles.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.embedding import Vectors
from factcheck.models import Article
from factcheck.naming import CALENDAR, fold
from factcheck.settings import Settings

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Words of an article's beginning that are embedded: headline and lead, within what the packaged model reads.
OPENING_WORDS: Final = 120
# Nearest articles that are looked at, by openings and by words each.
NEIGHBOURS: Final = 16
# Seconds.
DAY: Final = 86_400
# A word that more articles have than this leads to no neighbours: it would lead to too many.
COMMON: Final = 50
# Rows that are searched for, and pairs that are weighed, at a time; what bounds the memory.
ROWS_AT_ONCE: Final = 1024
PAIRS_AT_ONCE: Final = 8192

Kind = Literal["name", "number", "word"]
# Share of articles that have a given word of this kind, before any article is read, and how many articles that guess
# counts for: a folder of three tells little about how rare a word is. Chosen by hand.
EXPECTED: Final[dict[Kind, float]] = {"name": 0.005, "number": 0.01, "word": 0.03}
EXPECTATION_COUNTS: Final = 50

# Log-odds that two articles tell one story: what the cosine of their openings counts, that of their words by kind,
# what each unit of log(1 + days apart / 7) takes away, and the offset. Fitted on all pairs of articles of half of the
# topics of ECB+ (``benchmarks.grouping --fit``), but for two: the days, since few of these articles are dated, and
# the offset, which is 0.75 above the fitted one, since with that one some of the annotated stories, which are
# given by themselves, were torn.
OPENING_WEIGHT: Final = 6.5
WEIGHTS: Final[dict[Kind, float]] = {"name": 8.7, "number": 6.4, "word": 2.5}
GAP_WEIGHT: Final = 1.0
OFFSET: Final = -3.6
# Before they are read, any two of n articles are taken to be of one story with odds of this to n: a usual story has
# some ten. So three articles that somebody puts together stay together unless they are plainly about different
# events, and a thousand from everywhere do not.
USUAL_SIZE: Final = 10.0

# Words that say nothing about what an article is about, and the names of days and months, which many share.
_NO_CONTENT: Final = CALENDAR | frozenset(
    "a an the this that these those some any no every each all both other another such same own "
    "i me my we us our you your he him his she her hers it its they them their who whom whose which what "
    "and or but nor so yet if because although though while when where why how than as until since unless whether "
    "of in on at by for with from to into onto over under about after before between among through during against "
    "within without across around behind near off out up down upon toward towards along amid despite per via "
    "is are was were be been being am has have had having do does did doing done will would shall should can could "
    "may might must not n't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't it's "
    "that's he's she's there's there here then now also just only very more most much many less least even still "
    "too again once ever never always often however well back first last next new old one two "
    "said say says saying told according added mr mrs ms dr".split()
)
_TERM = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_Pairs = NDArray[np.intp]


class Encoder(Protocol):
    """What turns texts into vectors of length 1."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape (len(texts), dimension)."""


def stories(articles: Sequence[Article], encoder: Encoder, settings: Settings) -> list[list[str]]:
    """Group articles that tell one story.

    Args:
        articles: in reading order.
        encoder: the embedding model; not used where there is nothing to divide.

    Returns:
        Article ids by story: the largest story first, equally large ones in reading order.
    """
    order = [article.id for article in articles]
    if settings.one_story or len(order) < 2:
        return [order] if order else []
    evidence = Evidence.of(articles, encoder.encode([opening(article) for article in articles]))
    bias = usual_bias(len(order), settings)
    groups: dict[int, list[str]] = {}
    for article, label in zip(order, merged(evidence, neighbours(evidence), bias), strict=True):
        groups.setdefault(label, []).append(article)
    return sorted(groups.values(), key=len, reverse=True)


def opening(article: Article) -> str:
    """The headline and the first sentences of an article, in one line."""
    return " ".join(article.text.split(maxsplit=OPENING_WORDS)[:OPENING_WORDS])


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells whether articles, or stories, are about the same events; a row for each.

    Attributes:
        openings: mean vectors of the openings, scaled so that a dot product is log-odds.
        terms: mean vectors of the words, scaled likewise.
        days: mean day of publication, ``nan`` where it is not known.
    """

    openings: Vectors
    terms: csr_matrix
    days: NDArray[np.float64]

    @classmethod
    def of(cls, articles: Sequence[Article], openings: Vectors) -> Evidence:
        """The evidence on each article; ``openings`` are the vectors of their beginnings, of length 1."""
        from scipy.sparse import hstack

        tables = term_vectors(article.text for article in articles)
        weighted = [table * WEIGHTS[kind] ** 0.5 for kind, table in tables.items()]
        days = [a.published.timestamp() / DAY if a.published else np.nan for a in articles]
        return cls(
            openings * OPENING_WEIGHT**0.5, hstack(weighted, format="csr", dtype=np.float32), np.array(days)
        )

    def pooled(self, labels: NDArray[np.intp]) -> Evidence:
        """The means over the rows with each label 0, 1, …"""
        from scipy.sparse import csr_matrix

        sizes = np.bincount(labels)
        rows = np.arange(len(labels))
        mean = csr_matrix(
            (1 / sizes[labels].astype(np.float32), (labels, rows)), shape=(len(sizes), len(labels))
        )
        dated = np.isfinite(self.days)
        with np.errstate(invalid="ignore"):
            days = np.bincount(labels[dated], self.days[dated], len(sizes)) / np.bincount(
                labels[dated], minlength=len(sizes)
            )
        return Evidence(mean @ self.openings, mean @ self.terms, days)

    def log_odds(self, pairs: _Pairs) -> NDArray[np.float64]:
        """What speaks for each pair of rows being of one story, without the offset; ``pairs`` has shape (n, 2)."""
        found = np.empty(len(pairs))
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            a, b = pairs[start : start + PAIRS_AT_ONCE].T
            alike = np.einsum("ij,ij->i", self.openings[a], self.openings[b])
            alike = alike + np.asarray(self.terms[a].multiply(self.terms[b]).sum(axis=1)).ravel()
            apart = np.nan_to_num(np.abs(self.days[a] - self.days[b]))
            found[start : start + PAIRS_AT_ONCE] = alike - GAP_WEIGHT * np.log1p(apart / 7)
        return found


def terms(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text and whether they are capitalised; words of no content and of the calendar left out."""
    for match in _TERM.finditer(text):
        word = fold(match[0].replace("’", "'")).removesuffix("'s")
        if word not in _NO_CONTENT and (len(word) > 1 or word.isdigit()):
            yield word, match[0][0].isupper()


def term_vectors(texts: Iterable[str]) -> dict[Kind, csr_matrix]:
    """For each kind of word a table of how often each text has each, weighted by rarity; rows of length 1 or 0.

    A word is a name where it is mostly capitalised, in all texts together.
    """
    table, words, names = _counted(texts)
    kinds = ["number" if word[0].isdigit() else "name" if word in names else "word" for word in words]
    expected = np.array([EXPECTED[kind] for kind in kinds]) * EXPECTATION_COUNTS  # type: ignore[index]
    present = np.bincount(table.indices, minlength=len(words))
    rarity = np.log((table.shape[0] + EXPECTATION_COUNTS) / (present + expected))
    weighted = table.multiply(rarity.astype(np.float32)).tocsr()
    return {kind: _unit_rows(weighted[:, np.array(kinds) == kind]) for kind in WEIGHTS}


def _unit_rows(table: csr_matrix) -> csr_matrix:
    from scipy.sparse import diags

    squares = np.asarray(table.multiply(table).sum(axis=1)).ravel()
    return diags(1 / np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32)) @ table


def _counted(texts: Iterable[str]) -> tuple[csr_matrix, list[str], set[str]]:
    """How often each text has each word, on a logarithmic scale; the words by column; those mostly capitalised."""
    from scipy.sparse import csr_matrix

    columns: dict[str, int] = {}
    capitals: Counter[str] = Counter()
    indices, counts, ends = array("i"), array("f"), [0]
    for text in texts:
        own: Counter[str] = Counter()
        for word, is_capital in terms(text):
            own[word] += 1
            capitals[word] += 1 if is_capital else -1
        indices.extend(columns.setdefault(word, len(columns)) for word in own)
        counts.extend(own.values())
        ends.append(len(indices))
    often = 1 + np.log(np.array(counts, dtype=np.float32))
    table = csr_matrix((often, np.array(indices, dtype=np.int32), ends), shape=(len(ends) - 1, len(columns)))
    return table, list(columns), {word for word, balance in capitals.items() if balance > 0}


def neighbours(evidence: Evidence) -> _Pairs:
    """Pairs of rows, smaller first, that are near each other by their openings or by their rarer words."""
    pairs = np.sort(
        np.concatenate([_opening_alike(evidence.openings), _sharing_words(evidence.terms)]), axis=1
    )
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def _opening_alike(openings: Vectors) -> _Pairs:
    """Each row with its nearest rows by opening: an exact search, some rows at a time."""
    count = len(openings)
    near = min(NEIGHBOURS + 1, count)
    found = []
    for start in range(0, count, ROWS_AT_ONCE):
        alike = openings[start : start + ROWS_AT_ONCE] @ openings.T
        columns = np.argpartition(alike, count - near, axis=1)[:, count - near :]
        found.append(
            np.stack([np.repeat(np.arange(start, start + len(alike)), near), columns.ravel()], axis=1)
        )
    return np.concatenate(found)


def _sharing_words(terms: csr_matrix) -> _Pairs:
    """Each row with its nearest rows by the words that few rows have: an inverted index."""
    present = np.bincount(terms.indices, minlength=terms.shape[1])
    rare = terms[:, (present > 1) & (present <= COMMON)]
    index = rare.T.tocsr()
    found = [np.empty((0, 2), dtype=np.intp)]
    for row in range(rare.shape[0]):
        alike = rare[row] @ index
        best = alike.indices[np.argsort(-alike.data, kind="stable")[: NEIGHBOURS + 1]]
        found.append(np.stack([np.full(len(best), row), best], axis=1))
    return np.concatenate(found)


def merged(evidence: Evidence, pairs: _Pairs, bias: float) -> list[int]:
    """Average linkage along neighbouring pairs.

    Two stories are merged where each is the other's nearest and their log-odds with ``bias`` are above 0, again and
    again: mutual nearest neighbours give the same stories as merging the nearest two of all each time.

    Args:
        pairs: rows of ``evidence`` that are neighbours, shape (n, 2).

    Returns:
        The label of each row: 0 for the story of the first row, then on in the order of their first rows.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    labels = np.arange(len(evidence.days))
    while len(pairs):
        count = int(labels.max()) + 1
        chosen = pairs[mutual(evidence.pooled(labels), pairs, bias)]
        if not len(chosen):
            break
        graph = coo_matrix((np.ones(len(chosen)), tuple(chosen.T)), shape=(count, count))
        joined = connected_components(graph, directed=False)[1]
        labels = joined[labels]
        pairs = np.sort(joined[pairs], axis=1)
        pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    order = dict.fromkeys(labels.tolist())
    numbers = {label: number for number, label in enumerate(order)}
    return [numbers[label] for label in labels.tolist()]


def mutual(evidence: Evidence, pairs: _Pairs, bias: float) -> NDArray[np.bool_]:
    """Which of the pairs are of stories that are each other's nearest, with log-odds above 0.

    Args:
        evidence: of each story.
        pairs: of its rows, shape (n, 2).
    """
    odds = evidence.log_odds(pairs) + bias
    best = np.full(len(evidence.days), -np.inf)
    for side in pairs.T:
        np.maximum.at(best, side, odds)
    return np.asarray((odds > 0) & (odds == best[pairs[:, 0]]) & (odds == best[pairs[:, 1]]))


def usual_bias(count: int, settings: Settings) -> float:
    """What is added to the log-odds that two of ``count`` articles tell one story."""
    return OFFSET + float(np.log(USUAL_SIZE / count)) - _log_odds(settings.story_probability)


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))
