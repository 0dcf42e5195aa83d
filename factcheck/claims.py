"""Articles -> claims: what each article states, as spans of its text with a self-contained reading.

An article's sentences are cut into fragments (a statement, somebody's words, or the frame that credits them),
all fragments of a batch of articles are parsed together, and the parsed fragments give clauses, speakers and
resolved mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck import quantities
from factcheck.attribution import is_hedged, is_hedging_credit
from factcheck.clauses import clauses
from factcheck.coreference import Passage, resolve
from factcheck.fragments import Fragment, fragments_of
from factcheck.language import Parser, Words
from factcheck.mending import mended
from factcheck.models import Article, Claim, Quantity, Span
from factcheck.origins import origins
from factcheck.phrases import Clause
from factcheck.quantities.comparing import MOMENTS
from factcheck.quotes import MARKS, Quotation, find_quotations
from factcheck.readings import finished, read_span, sentence
from factcheck.saying import Credited, name_of, root
from factcheck.speakers import speakers
from factcheck.utterances import Utterance, quoted_credit
from factcheck.utterances import utterances as spoken_in

MAX_CLAIM_CHARACTERS = 400
# Characters to either side of a claim; chosen by hand, enough for "said the company's chief researcher, Ada Moe".
BESIDE = 100


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its words as parsed, for the stages that compare.

    Attributes:
        passage: the words of the article that the claim was pulled from, verbatim.
        words: the claim's words, its subject included; heads point into this tuple.
        quoted: spans of the article's text inside the claim that stand in quotation marks.
        is_headline: it is its article's headline.
        speakers: who speaks each of ``quoted``; None where that is nobody's or unknown.
        beside: for speech, what else its paragraph says within ``BESIDE`` characters of it: who speaks, at best.
        verb: the verb that credits the claim, as written ("said", "according to"), or empty.
        origin: the third party that the article had the statement from ("told the Herald"), or empty.
        around, around_start: the sentence that the claim stands in, and where it starts in the article's text.
    """

    claim: Claim
    passage: str
    words: Words
    quoted: tuple[Span, ...] = ()
    is_headline: bool = False
    speakers: tuple[str | None, ...] = ()
    beside: str = ""
    verb: str = ""
    origin: str = ""
    around: str = ""
    around_start: int = 0

    def text_of(self, span: Span) -> str:
        """The words at a span of the article, verbatim, as far as they stand in the claim's sentence."""
        text, start = (self.around, self.around_start) if self.around else (self.passage, self.claim.start)
        return text[max(0, span[0] - start) : max(0, span[1] - start)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article with all that is known of its fragments, in parallel lists."""

    article: Article
    fragments: list[Fragment]
    quotations: list[Quotation]
    parsed: list[Words]
    resolved: dict[Span, str]
    credited: list[Credited]
    origins: list[str | None]


def extract(articles: Sequence[Article], parser: Parser) -> list[Statement]:
    """Pull the claims from a batch of articles.

    Args:
        articles: any number; they do not affect each other.
        parser: the loaded English parser.

    Returns:
        The statements of all articles, in the order of the articles and of their text. Claim ids are the
        article's id with a running number, ``a1.c1``, ``a1.c2``, …
    """
    return [statement for reading in _read(articles, parser) for statement in _statements(reading)]


def utterances(articles: Sequence[Article], parser: Parser) -> list[list[Utterance]]:
    """What each article passes on in somebody's name, questions and exclamations included."""
    return [
        spoken_in(r.article.text, r.fragments, r.parsed, r.credited, r.resolved, r.quotations)
        for r in _read(articles, parser)
    ]


def mentions(articles: Sequence[Article], parser: Parser) -> list[dict[Span, str]]:
    """The pronouns and short names of each article that could be resolved, with what they mean."""
    return [reading.resolved for reading in _read(articles, parser)]


def analyse(
    texts: Sequence[str], parser: Parser, published: Sequence[Article | None] | None = None
) -> list[Statement]:
    """Read each text as a single claim, for comparing loose sentences.

    Args:
        texts: the sentences.
        parser: the loaded English parser.
        published: for each text an article whose date relative dates refer to, or None.
    """
    statements = []
    for number, (text, words) in enumerate(
        zip(texts, map(mended, parser.parse(texts, [0] * len(texts))), strict=True), 1
    ):
        quotations = find_quotations(text, [(0, len(text))])
        whole = [q for q in quotations if q.end - q.start >= 0.8 * len(text.strip())]
        article = published[number - 1] if published else None
        claim = Claim(
            id=f"text{number}", article_id=f"text{number}", text=text, start=0, end=len(text), is_quote=bool(whole),
            hedged=is_hedged(text),
            quantities=tuple(quantities.parse(text, published=article.published if article else None)),
        )  # fmt: skip
        quoted = tuple((q.start, q.end) for q in quotations)
        statements.append(Statement(claim, text, words, quoted, speakers=(None,) * len(quoted), around=text))
    return statements


def _read(articles: Sequence[Article], parser: Parser) -> Iterator[_Reading]:
    cut = [fragments_of(article) for article in articles]
    texts = [f.text(a.text) for a, (own, _) in zip(articles, cut, strict=True) for f in own]
    parsed = map(mended, parser.parse(texts, [f.start for own, _ in cut for f in own]))
    for article, (fragments, quotations) in zip(articles, cut, strict=True):
        words = [next(parsed) for _ in fragments]
        passages = [
            Passage(w, f.block, f.role == "speech", f.sentence, f.role == "frame")
            for f, w in zip(fragments, words, strict=True)
        ]
        resolved = resolve(passages, article.text)
        credited = speakers(article.text, fragments, words, resolved)
        named = origins(fragments, words, credited)
        yield _Reading(article, fragments, quotations, words, resolved, credited, named)


# --- statements ------------------------------------------------------------------------------------------------


def _statements(reading: _Reading) -> list[Statement]:
    article = reading.article
    measured = quantities.parse(article.text, published=article.published)
    found: list[Statement] = []
    read = zip(reading.fragments, reading.parsed, reading.credited, reading.origins, strict=True)
    for fragment, words, credit, origin in read:
        for clause in _stated(article.text, fragment, words):
            built = _statement(reading, fragment, words, clause, credit, measured)
            if built:
                credited = built.claim.attributed_to or any(built.speakers)
                found.append(replace(built, origin=origin) if origin and credited else built)
    found.sort(key=lambda s: (s.claim.start, s.claim.end))
    return [
        replace(s, claim=s.claim.model_copy(update={"id": f"{article.id}.c{number}"}))
        for number, s in enumerate(found, 1)
    ]


def _stated(text: str, fragment: Fragment, words: Words) -> list[Clause]:
    """The clauses of a fragment that are claims; questions, names and lone words are none."""
    if not any(w.is_content for w in words) or text[fragment.start : fragment.end + 1].rstrip(
        MARKS + " \n"
    ).endswith("?"):
        return []
    if fragment.role == "speech":
        whole = Clause(tuple(range(len(words))), root(words))
        return (
            [whole] if len(words) > 1 and not re.fullmatch(r"\W*\[[^\]]*\]\W*", fragment.text(text)) else []
        )
    found = clauses(words, fragment.quoted)
    if fragment.role == "frame":
        return [c for c in found if c.link in {"is", "are"} or words[c.head].dep in {"relcl", "acl"}]
    if fragment.is_headline:
        found = [c for c in found if c.link not in {"is", "are"}]
    if fragment.is_headline or any(w.pos in {"VERB", "AUX"} for w in words):
        return found
    return found if fragment.is_complete and len(words) > 2 else []


def _statement(
    reading: _Reading, fragment: Fragment, words: Words, clause: Clause, credit: Credited,
    measured: Sequence[Quantity],
) -> Statement | None:  # fmt: skip
    text, resolved = reading.article.text, reading.resolved
    start, end = words[clause.words[0]].start, words[clause.words[-1]].end
    if end - start > MAX_CLAIM_CHARACTERS:
        end = words[max(i for i in clause.words if words[i].end - start <= MAX_CLAIM_CHARACTERS)].end
    if fragment.role != "speech" and re.search(r"\w\w\.$", text[start:end]):
        end -= 1  # "for £3m." is read as one word, full stop included
    if text[end : end + 1] == "." and any(q.end == end + 1 for q in measured):
        end += 1  # the full stop of "p.m.", which the credit behind it cut off
    if not re.search(r"\w\W+\w", text[start:end]) and not clause.subject:
        return None
    if _is_dateline(text, start, end, measured):
        return None
    start, end = _with_marks(text, start, end)
    is_speech = fragment.role == "speech"
    source, verb = _source(reading, fragment, words, clause, credit)
    read = (
        finished(text[words[0].start : words[-1].end].replace("\n", " "))
        if is_speech
        else sentence(text, words, clause, resolved)
    )
    told = [(start, end)]  # and the clause's own subject, where an aside stands between
    if any(words[i].head == clause.head for i in clause.subject):
        told.append((words[clause.subject[0]].start, words[clause.subject[-1]].end))
    claim = Claim(
        id="",
        article_id=reading.article.id,
        text=read,
        start=start,
        end=end,
        is_quote=is_speech,
        speaker=credit.name if is_speech else None,
        attributed_to=source,
        hedged=not is_speech and (is_hedged(read) or is_hedging_credit(f"{verb} {source or ''}")),
        quantities=tuple(
            _of_person(q, resolved) for q in measured if any(a <= q.start and q.end <= b for a, b in told)
        ),
    )
    quoted = tuple((max(a, start), min(b, end)) for a, b in fragment.quoted if a < end and start < b)
    names = tuple(
        credit.name if is_speech else _quoted_name(text, words, span, resolved, source) for span in quoted
    )
    kept = _kept(words, clause, start, end)
    return Statement(
        claim, text[start:end], _renumbered(words, kept), quoted, fragment.is_headline, names,
        _beside(text, start, end) if is_speech else "", verb,
        around=text[fragment.start : fragment.end], around_start=fragment.start,
    )  # fmt: skip


def _is_dateline(text: str, start: int, end: int, measured: Sequence[Quantity]) -> bool:
    """Whether a passage holds nothing but dates and times ("May 2, 2013 1:35 pm")."""
    rest = text[start:end]
    for q in measured:
        if q.kind in MOMENTS and start <= q.start and q.end <= end:
            rest = rest[: q.start - start] + " " * (q.end - q.start) + rest[q.end - start :]
    return re.search(r"\w", rest) is None


def _beside(text: str, start: int, end: int) -> str:
    before = text[max(0, start - BESIDE) : start].rpartition("\n")[2]
    return f"{before} {text[end : end + BESIDE].partition(chr(10))[0]}"


def _of_person(quantity: Quantity, resolved: Mapping[Span, str]) -> Quantity:
    """An age with the name of whoever "the 36-year-old star" means; other values as they are."""
    if quantity.kind != "age" or quantity.measures[:1].isupper():
        return quantity
    whose = (name for (a, b), name in resolved.items() if a <= quantity.start and quantity.end <= b)
    return quantity.model_copy(update={"measures": next(whose, quantity.measures)})


def _source(
    reading: _Reading, fragment: Fragment, words: Words, clause: Clause, credit: Credited
) -> tuple[str | None, str]:
    """Who is credited with the clause, and by which verb."""
    adding = clause.saying is not None and words[clause.saying].text == "adding" and fragment.source
    if clause.source and not adding:
        inside = set(clause.source)
        head = next((i for i in clause.source if words[i].head not in inside), clause.source[-1])
        written = (words[clause.source[0]].start, words[clause.source[-1]].end)
        name = name_of(reading.article.text, words, head, reading.resolved)
        verb = words[clause.saying].text if clause.saying is not None else ""
        return name or read_span(reading.article.text, written, reading.resolved), verb
    if fragment.role == "speech":
        return credit.name, credit.verb
    if fragment.source:
        return credit.name or read_span(
            reading.article.text, fragment.source, reading.resolved
        ), fragment.verb
    return None, ""


def _quoted_name(
    text: str, words: Words, span: Span, resolved: Mapping[Span, str], source: str | None
) -> str | None:
    credit = quoted_credit(text, words, span, resolved)
    return credit.name if credit else source


def _with_marks(text: str, start: int, end: int) -> Span:
    """The span with the quotation mark at its end or start that it would else cut off."""
    inside = text[start:end]
    following, before = text[end : end + 1], text[start - 1 : start] if start else ""
    odd = sum(inside.count(mark) for mark in MARKS) % 2
    single = re.search(r"(?<![\w'’])['‘](?=\w)(?!.*['’](?!\w))", inside, re.DOTALL) is not None
    if (odd and following and following in MARKS) or (single and following and following in "'’"):
        return start, end + 1
    if odd and before and before in MARKS:
        return start - 1, end
    return start, end


def _kept(words: Words, clause: Clause, start: int, end: int) -> list[int]:
    """The clause's words with its subject, and the words inside its span that no other clause owns."""
    own = {*clause.subject, *clause.words}
    if clause.link in {"is", "are"}:
        return sorted(own)
    marks = {i for i, w in enumerate(words) if w.pos == "PUNCT" and start <= w.start and w.end <= end}
    return sorted(own | marks)


def _renumbered(words: Words, kept: Sequence[int]) -> Words:
    place = {old: new for new, old in enumerate(kept)}

    def above(index: int) -> int:
        head = words[index].head
        while head not in place and words[head].head != head:
            head = words[head].head
        return place.get(head, place[index])

    return tuple(replace(words[i], head=above(i)) for i in kept)
