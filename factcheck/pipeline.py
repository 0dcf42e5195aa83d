"""The stages in order: articles -> claims -> embeddings -> clusters -> comparison -> findings -> report."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from os import PathLike, fspath
from typing import TYPE_CHECKING, BinaryIO

from factcheck import loading
from factcheck.articles import looks_english, read_articles
from factcheck.claim_vectors import claim_vectors
from factcheck.claims import Statement, analyse, extract
from factcheck.clustering import candidate_pairs, clusters, pairs_within
from factcheck.comparison import RelationModel, compare_pairs, compare_story, judged, sides_of
from factcheck.copies import find_copies, find_reprints
from factcheck.crowding import crowded
from factcheck.embedding import Embedder, Vectors
from factcheck.engines import Engine, Serial
from factcheck.errors import InputError
from factcheck.findings import build_findings
from factcheck.importance import VERDICT_ORDER
from factcheck.language import Parser
from factcheck.models import Article, Claim, Comparison, Copy, Finding, Kind, Problem, Report, Story
from factcheck.settings import Settings
from factcheck.stories import stories
from factcheck.view import listing

if TYPE_CHECKING:
    from factcheck.cache import Cache

# Called with the name of the stage that begins, how many of its steps are done, and how many there are.
Progress = Callable[[str, int, int], None]

# Articles of which the claims are read at a time, or those of one larger story: what bounds the memory, and what an
# engine hands to a worker. The parser and the encoder are no faster on more.
ARTICLES_AT_ONCE = 16

# In what an article can contradict itself; between its own claims other differences are another side of the matter.
VALUES_AND_DENIALS: frozenset[Kind] = frozenset({"number", "date", "name", "polarity"})


@dataclass(frozen=True, slots=True)
class Models:
    """The models that the stages need, each loaded once."""

    parser: Parser
    embedder: Embedder
    relation: RelationModel

    @classmethod
    def load(cls, settings: Settings | None = None) -> Models:
        """Load the models that the settings name, for many calls. Raises ModelError where one cannot be loaded."""
        models = cls.when_needed(settings)
        for model in (models.parser, models.embedder, models.relation):
            loading.ready(model)
        return models

    @classmethod
    def when_needed(cls, settings: Settings | None = None) -> Models:
        """The models that the settings name, each loaded when first asked; ModelError comes then.

        A model named that is not on this machine is fetched at once.
        """
        settings = settings or Settings()
        return cls(
            loading.parser(), loading.embedder(settings.model), loading.comparer(settings.comparison_model)
        )

    def extract(self, articles: Sequence[Article]) -> list[Statement]:
        """The statements of all articles, each article read by itself, whatever comes with it."""
        return [statement for article in articles for statement in extract([article], self.parser)]

    def told(self, articles: Sequence[Article], settings: Settings, tell: Callable[[], Report]) -> Report:
        """The report that ``tell`` makes of the articles; models behind a cache may know it already."""
        return tell()


def check(
    inputs: Sequence[str | PathLike[str] | Article],
    *,
    settings: Settings | None = None,
    models: Models | None = None,
    cache: Cache | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Report:
    """Compare the articles and report what they agree on, where they conflict and what rests on one source.

    Args:
        inputs: files, folders, URLs, ``-`` for standard input, or articles already read.
        settings: thresholds and choices; the defaults where None.
        models: loaded models, to use them for several runs.
        cache: keeps what the models answer; a model that has nothing new to answer is not loaded.
        engine: runs the stages; in this process where None.
        progress: called as the stages go on.
        stdin: where ``-`` reads from.

    Raises:
        InputError: no article could be read.
        ModelError: a model is missing or damaged.
    """
    settings = settings or Settings()
    say = progress or (lambda stage, done, total: None)
    say("reading articles", 0, len(inputs))
    articles, problems = _read(inputs, settings, stdin)
    models = models or Models.when_needed(settings)
    if cache is not None:
        from factcheck.cached import behind

        models = behind(cache, models)
    report = models.told(
        articles, settings, lambda: _report(articles, settings, models, say, engine or Serial())
    )
    say("done", 1, 1)
    return report.model_copy(
        update={
            "report_id": uuid.uuid4().hex[:12],
            "created_at": datetime.now(UTC),
            "problems": (*problems, *report.problems),
        }
    )


def compare(
    pairs: Iterable[tuple[str, str]], *, settings: Settings | None = None, models: Models | None = None
) -> list[Comparison]:
    """Compare loose sentences: does each hypothesis agree with its premise, conflict, or neither?

    Args:
        pairs: (premise, hypothesis), each one statement. Which is which does not matter to the relation.

    Returns:
        A comparison for each pair; its spans are offsets into the two texts.
    """
    settings = settings or Settings()
    models = models or Models.load(settings)
    texts = [text for pair in pairs for text in pair]
    statements = analyse(texts, models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    places = [(i, i + 1) for i in range(0, len(texts), 2)]
    sides = sides_of(statements, places, words)
    return compare_pairs(statements, places, vectors, sides, models.relation, settings)


def _report(
    articles: Sequence[Article], settings: Settings, models: Models, say: Progress, engine: Engine
) -> Report:
    """The stages after reading; the report's id and time are left blank, since every run has its own."""
    english = [article for article in articles if looks_english(article.text)]
    spoken = {article.id for article in english}
    problems = [
        Problem(path=a.path, message=f"{a.source}: not in English; left out of the comparison")
        for a in articles
        if a.id not in spoken
    ]
    say("grouping articles", 0, len(english))
    grouped = stories(english, models.embedder, settings)
    grouped += [[article.id] for article in articles if article.id not in spoken]
    by_id = {article.id: article for article in articles}
    told = [
        Story(id=f"s{number}", title=by_id[group[0]].title, article_ids=tuple(group))
        for number, group in enumerate(grouped, 1)
    ]
    claims: list[Claim] = []
    copies: list[Copy] = []
    found: list[Finding] = []
    compare_part = partial(
        _compared, spoken=spoken, models=models, settings=settings, tell=_Teller(say, len(english), len(told))
    )
    done = 0
    for part in engine.map_batches(compare_part, _parts(told, by_id)):
        claims += part.claims
        found += part.findings
        copies += part.copies
        done += part.stories
        say("comparing claims", done, len(told))
    place = {article.id: number for number, article in enumerate(articles)}
    problems += _strangers(told, by_id)
    return Report(
        report_id="",
        created_at=datetime.min.replace(tzinfo=UTC),
        factcheck_version=_version(),
        settings=settings.model_dump(mode="json"),
        articles=tuple(articles),
        claims=tuple(sorted(claims, key=lambda c: place[c.article_id])),
        findings=tuple(sorted(found, key=lambda f: VERDICT_ORDER[f.verdict])),
        stories=tuple(told),
        copies=tuple(sorted(copies, key=lambda c: (place[c.article_a], place[c.article_b]))),
        problems=tuple(problems),
    )


def _read(
    inputs: Sequence[str | PathLike[str] | Article], settings: Settings, stdin: BinaryIO | None
) -> tuple[list[Article], list[Problem]]:
    paths = [fspath(item) for item in inputs if not isinstance(item, Article)]
    articles, problems = read_articles(
        paths, stdin=stdin, allow_private=settings.allow_private, limits=settings.limits
    )
    given = [item for item in inputs if isinstance(item, Article)]
    if not articles and not given:
        first = (
            problems[0]
            if problems
            else Problem(path="factcheck", message="no article was given; name a file or folder")
        )
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputError(first.path, first.message + more)
    return _numbered([*articles, *given]), list(problems)


def _numbered(articles: list[Article]) -> list[Article]:
    """The articles, with new ids where two of them have the same."""
    if len({article.id for article in articles}) == len(articles):
        return articles
    return [article.model_copy(update={"id": f"a{n}"}) for n, article in enumerate(articles, 1)]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some whole stories with their articles.

    Attributes:
        before: how many articles and stories the parts before it have.
    """

    stories: Sequence[Story]
    articles: Mapping[str, Article]
    before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Compared:
    """What some stories say together."""

    stories: int
    claims: Sequence[Claim]
    findings: Sequence[Finding]
    copies: Sequence[Copy]


class _Teller:
    """Tells how far the stages are in the process that shows it; taken to another process, it is silent."""

    def __init__(self, say: Progress, articles: int = 0, stories: int = 0) -> None:
        self.say, self.articles, self.stories = say, articles, stories

    def __reduce__(self) -> tuple[type[_Teller], tuple[Progress]]:
        return _Teller, (_silent,)


def _silent(stage: str, done: int, total: int) -> None:
    """Nothing is shown."""


def _parts(told: Sequence[Story], articles: Mapping[str, Article]) -> Iterator[_Part]:
    """The stories in order, together as many as have some ``ARTICLES_AT_ONCE`` articles."""
    part: list[Story] = []
    read = compared = 0
    for number, story in enumerate(told, 1):
        part.append(story)
        own = {article: articles[article] for s in part for article in s.article_ids}
        if len(own) >= ARTICLES_AT_ONCE or number == len(told):
            yield _Part(part, own, (read, compared))
            read, compared, part = read + len(own), number, []


def _compared(
    part: _Part, *, spoken: set[str], models: Models, settings: Settings, tell: _Teller
) -> _Compared:
    """Find and compare the claims of some stories; articles that are not in ``spoken`` make none."""
    read, compared = part.before
    own = [article for article in part.articles.values() if article.id in spoken]
    tell.say("finding claims", min(read, tell.articles), tell.articles)
    statements = models.extract(own)
    tell.say("embedding claims", min(read + len(own), tell.articles), tell.articles)
    vectors, words = claim_vectors(statements, models.embedder)
    counts = Counter(s.claim.article_id for s in statements)
    found: list[Finding] = []
    copies: list[Copy] = []
    start = 0
    for number, story in enumerate(part.stories, compared):
        tell.say("comparing claims", number, tell.stories)
        end = start + sum(counts[article] for article in story.article_ids)
        copied = find_copies([part.articles[article] for article in story.article_ids], settings)
        found += _findings(
            story.id, statements[start:end], vectors[start:end], words[start:end], part.articles, copied, models,
            settings,
        )  # fmt: skip
        copies += copied
        start = end
    return _Compared(len(part.stories), [s.claim for s in statements], found, copies)


def _findings(
    story_id: str,
    statements: Sequence[Statement],
    vectors: Vectors,
    words: Sequence[Vectors],
    articles: Mapping[str, Article],
    copies: Sequence[Copy],
    models: Models,
    settings: Settings,
) -> list[Finding]:
    reprints = find_reprints(statements, copies)
    kept = [i for i in range(len(statements)) if i not in reprints]
    firsts, first_vectors = [statements[i] for i in kept], vectors[kept]
    owners = [s.claim.article_id for s in firsts]
    pairs = candidate_pairs(owners, first_vectors, settings)
    published = [earlier(articles[owners[a]], articles[owners[b]]) for a, b in pairs]
    sides, crowd = sides_of(firsts, pairs, [words[i] for i in kept]), crowded(len(firsts))
    votes = judged(firsts, pairs, first_vectors, sides, models.relation, settings, published, crowd)
    compared = dict(zip(pairs, compare_story(firsts, pairs, votes, settings), strict=True))
    groups = clusters(owners, compared, settings)
    within = pairs_within(owners, groups)
    against_itself = compare_pairs(
        firsts, within, first_vectors, sides, models.relation, settings, crowd=crowd, kinds=VALUES_AND_DENIALS
    )
    compared |= {
        pair: comparison
        for pair, comparison in zip(within, against_itself, strict=True)
        if comparison.kind in VALUES_AND_DENIALS
    }
    found = build_findings(story_id, firsts, groups, compared, articles, copies)
    claims = [s.claim for s in statements]
    return _with_reprints(found, claims, {claims[i].id: claims[j].id for i, j in reprints.items()}, articles)


def _with_reprints(
    found: Sequence[Finding],
    claims: Sequence[Claim],
    reprints: Mapping[str, str],
    articles: Mapping[str, Article],
) -> list[Finding]:
    """Put each reprinted claim into the finding of its first printing; the verdict stays."""
    place = {claim.id: number for number, claim in enumerate(claims)}
    source = {claim.id: articles[claim.article_id].source for claim in claims}
    printings: dict[str, list[str]] = {}
    for reprint, original in reprints.items():
        printings.setdefault(original, [original]).append(reprint)
    result = []
    for finding in found:
        own = [printings.get(claim, [claim]) for claim in finding.claim_ids]
        sources = [list(dict.fromkeys(source[claim] for claim in group)) for group in own]
        notes = [f"same text in {listing(names)}" for names in sources if len(names) > 1]
        together = sorted((claim for group in own for claim in group), key=place.__getitem__)
        result.append(
            finding.model_copy(
                update={
                    "claim_ids": tuple(together),
                    "sources": tuple(dict.fromkeys(source[claim] for claim in together)),
                    "notes": tuple(dict.fromkeys([*finding.notes, *notes])),
                }
            )
        )
    return result


def earlier(a: Article, b: Article) -> int:
    """-1 where a is known to be published first, 1 where b is, else 0; by the day, the hour is rarely told."""
    if a.published is None or b.published is None:
        return 0
    days = a.published.date(), b.published.date()
    return (days[0] > days[1]) - (days[0] < days[1])


def _strangers(told: Sequence[Story], articles: dict[str, Article]) -> list[Problem]:
    """Articles that share no story with any other, where others do share one."""
    if not told or len(told[0].article_ids) < 2:
        return []
    alone = [articles[story.article_ids[0]] for story in told if len(story.article_ids) == 1]
    return [
        Problem(
            path=a.path,
            message=f"{a.source}: tells another story than the other articles; --one-story compares it anyway",
        )
        for a in alone
        if looks_english(a.text)
    ]


def _version() -> str:
    try:
        return version("factcheck-sources")
    except PackageNotFoundError:
        return "unknown"
