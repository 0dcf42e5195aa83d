"""Articles, or passages of them, that repeat each other's text (the same wire).

Words in quotation marks do not count: two reporters at one press conference print the same quotations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from factcheck.claims import Statement
from factcheck.coreference import fold
from factcheck.models import Article, Copy, Span
from factcheck.quotes import find_quotations
from factcheck.segmentation import blocks
from factcheck.settings import Settings

_Token = tuple[str, int, int]
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


def find_copies(articles: Sequence[Article], settings: Settings) -> list[Copy]:
    """Pairs of articles that share running text, in reading order.

    A pair is reported where its copied passages make up ``copy_similarity`` of the shorter article, or where one
    copied passage is a whole paragraph's worth: five times ``shingle_words``.
    """
    tokens = {article.id: _tokens(article) for article in articles}
    index: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    size = settings.shingle_words
    for article in articles:
        words = [word for word, _, _ in tokens[article.id]]
        for at in range(len(words) - size + 1):
            index[tuple(words[at : at + size])].append((article.id, at))
    shared: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    rank = {article.id: number for number, article in enumerate(articles)}
    for places in index.values():
        # A run that stands in one article twice would pair with itself; the first place will do.
        first = dict(reversed(places))
        for a, b in combinations(sorted(first, key=rank.__getitem__), 2):
            shared[a, b].add((first[a], first[b]))
    found = [_copy(a, b, tokens, places, settings) for (a, b), places in shared.items()]
    return sorted((c for c in found if c), key=lambda c: (rank[c.article_a], rank[c.article_b]))


def find_reprints(statements: Sequence[Statement], copies: Sequence[Copy]) -> dict[int, int]:
    """Statements that an article shares word for word with an earlier article whose text it repeats.

    Comparing them again would tell nothing new: the wire's sentence is compared once, however many print it.

    Returns:
        Index of each repeated statement -> index of its first printing.
    """
    copied = {(copy.article_a, copy.article_b) for copy in copies}
    first: dict[tuple[object, ...], list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for index, statement in enumerate(statements):
        claim = statement.claim
        printings = first[
            statement.passage, claim.text, claim.is_quote, claim.speaker, claim.attributed_to, claim.hedged
        ]
        for original in printings:
            if (statements[original].claim.article_id, claim.article_id) in copied:
                found[index] = original
                break
        else:
            printings.append(index)
    return found


def _tokens(article: Article) -> list[_Token]:
    quoted = find_quotations(article.text, blocks(article))
    unquoted: list[_Token] = []
    begun, quoted_to = 0, 0
    for word in _WORD.finditer(article.text):
        while begun < len(quoted) and quoted[begun].start <= word.start():
            quoted_to = max(quoted_to, quoted[begun].end)
            begun += 1
        if word.start() >= quoted_to:
            unquoted.append((fold(word[0]), word.start(), word.end()))
    return unquoted


def _copy(
    a: str, b: str, tokens: dict[str, list[_Token]], places: set[tuple[int, int]], settings: Settings
) -> Copy | None:
    runs: list[list[int]] = []  # start in a, start in b, length; in words
    for at_a, at_b in sorted(places):
        last = runs[-1] if runs else None
        if last and at_a - last[0] == at_b - last[1] and at_a <= last[0] + last[2]:
            last[2] = at_a - last[0] + settings.shingle_words
        else:
            runs.append([at_a, at_b, settings.shingle_words])
    copied = len({i for start, _, length in runs for i in range(start, start + length)})
    similarity = min(1.0, copied / max(1, min(len(tokens[a]), len(tokens[b]))))
    longest = max(length for _, _, length in runs)
    if similarity < settings.copy_similarity and longest < 5 * settings.shingle_words:
        return None
    spans = [(*_span(tokens[a], run[0], run[2]), *_span(tokens[b], run[1], run[2])) for run in runs]
    return Copy(article_a=a, article_b=b, similarity=round(similarity, 4), spans=tuple(spans))


def _span(tokens: list[_Token], start: int, length: int) -> Span:
    return tokens[start][1], tokens[start + length - 1][2]
