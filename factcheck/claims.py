"""Articles -> claims: what each article states, as spans of its text with a self-contained reading.

An article's sentences are cut into fragments (a statement, somebody's words, or the frame that credits them),
all fragments of a batch of articles are parsed together, and the parsed fragments give clauses, speakers and
resolved mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from factcheck import quantities
from factcheck.attribution import is_hedged, split_credit
from factcheck.clauses import SUBJECTS, Clause, clauses
from factcheck.coreference import FEMININE, MASCULINE, Passage, resolve
from factcheck.language import Parser, Words, children, subtree
from factcheck.models import Article, Claim, Quantity, Span
from factcheck.quotes import MARKS, SAYING, SINGLE_MARKS, Quotation, find_quotations
from factcheck.segmentation import Sentence, blocks, sentences, trim

MAX_CLAIM_CHARACTERS = 400
_STRIP = MARKS + SINGLE_MARKS + ",;:–—- "
_SAID_WORD = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|adds|wrote|writes|stated|states|stating|replied|answered|asked|asks|"
    r"announced|announces|declared|declares|explained|explains|insisted|insists|recalled|recalls|remarked|continued|"
    r"commented|warned|warns|posted|tweeted|joked|admitted|concluded|noted|quipped|shouted|reads|read|argued|claimed|"
    r"claims|according to|responded|responding)\b"
)

PRONOUNS = MASCULINE | FEMININE | {"it", "they", "we", "i", "you", "who"}

Role = Literal["statement", "speech", "frame"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its words as parsed, for the stages that compare.

    Attributes:
        passage: the words of the article that the claim was pulled from, verbatim.
        words: the claim's words, its subject included; heads point into this tuple.
        quoted: spans of the article's text inside the claim that stand in quotation marks.
        is_headline: it is its article's headline.
    """

    claim: Claim
    passage: str
    words: Words
    quoted: tuple[Span, ...] = ()
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class _Fragment:
    start: int
    end: int
    role: Role
    block: int
    utterance: int | None = None
    source: Span | None = None
    quoted: tuple[Span, ...] = ()
    is_headline: bool = False
    is_complete: bool = True


def extract(articles: Sequence[Article], parser: Parser) -> list[Statement]:
    """Pull the claims from a batch of articles.

    Args:
        articles: any number; they do not affect each other.
        parser: the loaded English parser.

    Returns:
        The statements of all articles, in the order of the articles and of their text. Claim ids are the
        article's id with a running number, ``a1.c1``, ``a1.c2``, …
    """
    fragments = [_fragments(article) for article in articles]
    texts = [a.text[f.start : f.end] for a, own in zip(articles, fragments, strict=True) for f in own]
    parsed = iter(parser.parse(texts, [f.start for own in fragments for f in own]))
    return [
        statement
        for article, own in zip(articles, fragments, strict=True)
        for statement in _statements(article, own, [next(parsed) for _ in own])
    ]


def analyse(
    texts: Sequence[str], parser: Parser, published: Sequence[Article | None] | None = None
) -> list[Statement]:
    """Read each text as a single claim, for comparing loose sentences."""
    statements = []
    for number, (text, words) in enumerate(zip(texts, parser.parse(texts, [0] * len(texts)), strict=True), 1):
        quotations = find_quotations(text, [(0, len(text))])
        whole = [q for q in quotations if q.end - q.start >= 0.8 * len(text.strip())]
        claim = Claim(
            id=f"text{number}", article_id=f"text{number}", text=text, start=0, end=len(text), is_quote=bool(whole),
            hedged=is_hedged(text), quantities=tuple(quantities.parse(text)),
        )  # fmt: skip
        statements.append(Statement(claim, text, words, tuple((q.start, q.end) for q in quotations)))
    return statements


# --- fragments -------------------------------------------------------------------------------------------------


def _fragments(article: Article) -> list[_Fragment]:
    text = article.text
    quotations = find_quotations(text, blocks(article))
    spoken: set[int] = set()
    found: list[_Fragment] = []
    for sentence in sentences(article):
        if text[sentence.start : sentence.end].rstrip(_STRIP + ")]").endswith("?"):
            continue
        pieces = [q for q in (_within(q, sentence) for q in quotations) if q]
        speech = _speech(text, sentence, pieces, spoken)
        spoken.update(q.utterance for q in speech)
        found += _cut(text, sentence, speech, [q for q in pieces if q not in speech])
    return found


def _within(quotation: Quotation, sentence: Sentence) -> Quotation | None:
    start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
    return replace(quotation, start=start, end=end) if start < end else None


def _speech(text: str, sentence: Sentence, pieces: Sequence[Quotation], spoken: set[int]) -> list[Quotation]:
    """The quoted pieces of a sentence that are statements of their own, not words inside a statement."""
    found: list[Quotation] = []
    for piece in pieces:
        words = text[piece.start : piece.end]
        before = text[sentence.start : piece.start].strip(MARKS + SINGLE_MARKS + " \n")
        whole = len(re.findall(r"\w", words)) >= 0.9 * len(
            re.findall(r"\w", text[sentence.start : sentence.end])
        )
        opens = words.lstrip("[…. ")[:1].isupper() or words[:1] in {"[", "…"}
        introduced = (
            not before or before[-1] in ",:" or _SAID_WORD.search(before.split(",")[-1][-25:]) is not None
        )
        resumed = bool(found) and before[-1:] in {",", "."} and _SAID_WORD.search(before) is not None
        if (
            whole
            or piece.utterance in spoken
            or (opens and introduced and len(words.split()) >= 3)
            or resumed
        ):
            found.append(piece)
    return found


def _cut(text: str, sentence: Sentence, speech: list[Quotation], other: list[Quotation]) -> list[_Fragment]:
    quoted = tuple((q.start, q.end) for q in other)
    common = {
        "block": sentence.block,
        "is_headline": sentence.is_headline,
        "is_complete": sentence.is_complete,
    }
    if not speech:
        credit = split_credit(text, (sentence.start, sentence.end))
        found = [_Fragment(*credit.statement, "statement", source=credit.source, quoted=quoted, **common)]
        if credit.source:
            found.append(_Fragment(*credit.source, "frame", **common))
        return sorted(found, key=lambda f: f.start)
    found = []
    for piece in speech:
        if span := trim(text, (piece.start, piece.end), ","):
            found.append(_Fragment(*span, "speech", utterance=piece.utterance, quoted=(span,), **common))
    edges = [sentence.start, *(e for q in speech for e in (q.start, q.end)), sentence.end]
    for start, end in list(pairwise(edges))[::2]:
        span = trim(text, (start, end), _STRIP + ".")
        if span is None:
            continue
        rest = text[span[0] : span[1]]
        near = min(speech, key=lambda q: min(abs(q.start - end), abs(q.end - start)))
        if _SAID_WORD.search(rest):
            found.append(_Fragment(*span, "frame", utterance=near.utterance, quoted=quoted, **common))
        elif len(rest.split()) >= 3:
            found.append(_Fragment(*span, "statement", quoted=quoted, **common))
    return sorted(found, key=lambda f: f.start)


# --- statements ------------------------------------------------------------------------------------------------


def _statements(article: Article, fragments: Sequence[_Fragment], parsed: Sequence[Words]) -> list[Statement]:
    passages = [Passage(w, f.block, f.role == "speech") for f, w in zip(fragments, parsed, strict=True)]
    resolved = resolve(passages, article.text)
    speakers = _speakers(article.text, fragments, parsed, resolved)
    measured = quantities.parse(article.text, published=article.published)
    found: list[Statement] = []
    for fragment, words, speaker in zip(fragments, parsed, speakers, strict=True):
        for clause in _stated(fragment, words):
            built = _statement(article, fragment, words, clause, resolved, speaker, measured)
            if built:
                found.append(built)
    return [
        replace(s, claim=s.claim.model_copy(update={"id": f"{article.id}.c{number}"}))
        for number, s in enumerate(sorted(found, key=lambda s: (s.claim.start, s.claim.end)), 1)
    ]


def _stated(fragment: _Fragment, words: Words) -> list[Clause]:
    """The clauses of a fragment that are claims."""
    if not any(w.is_content for w in words):
        return []
    if fragment.role == "speech":
        whole = Clause(tuple(range(len(words))), _root(words))
        return [whole] if len(words) > 1 else []
    found = clauses(words, fragment.quoted)
    if fragment.role == "frame":
        return [c for c in found if c.link == "is" or words[c.head].dep in {"relcl", "acl"}]
    if fragment.is_headline or any(w.pos in {"VERB", "AUX"} for w in words):
        return found
    return found if fragment.is_complete and len(words) > 2 else []


def _root(words: Words) -> int:
    return next((i for i, w in enumerate(words) if w.head == i), 0)


def _statement(
    article: Article, fragment: _Fragment, words: Words, clause: Clause,
    resolved: dict[Span, str], speaker: str | None, measured: Sequence[Quantity],
) -> Statement | None:  # fmt: skip
    start, end = words[clause.words[0]].start, words[clause.words[-1]].end
    if end - start > MAX_CLAIM_CHARACTERS:
        end = words[max(i for i in clause.words if words[i].end - start <= MAX_CLAIM_CHARACTERS)].end
    if not re.search(r"\w\W+\w", article.text[start:end]):
        return None
    start, end = _with_marks(article.text, start, end)
    is_speech = fragment.role == "speech"
    source = speaker
    if clause.source:
        source = _reading(article.text, words, clause.source, resolved)
    elif fragment.source and not is_speech:
        source = _reading_of_span(article.text, fragment.source, resolved)
    frame = article.text[fragment.start : fragment.end]
    inside = [i for i in range(len(words)) if words[i].start >= start and words[i].end <= end]
    kept = sorted(
        {*clause.subject, *clause.words, *(i for i in inside if clause.head in inside)}
        - _left_out(words, clause)
    )
    claim = Claim(
        id="",
        article_id=article.id,
        text=_sentence(article.text, words, clause, resolved, is_speech),
        start=start,
        end=end,
        is_quote=is_speech,
        speaker=speaker if is_speech else None,
        attributed_to=source,
        hedged=not is_speech and is_hedged(frame if clause.saying is None else article.text[start:end]),
        quantities=tuple(q for q in measured if start <= q.start and q.end <= end),
    )
    quoted = tuple((max(a, start), min(b, end)) for a, b in fragment.quoted if a < end and start < b)
    return Statement(claim, article.text[start:end], _renumbered(words, kept), quoted, fragment.is_headline)


def _with_marks(text: str, start: int, end: int) -> Span:
    """The span with the quotation mark at its end or start that it would else cut off."""
    inside = sum(text.count(mark, start, end) for mark in MARKS)
    if inside % 2 and text[end : end + 1] in MARKS and text[end : end + 1]:
        return start, end + 1
    if inside % 2 and start and text[start - 1] in MARKS:
        return start - 1, end
    return start, end


def _left_out(words: Words, clause: Clause) -> set[int]:
    """Words between the clause's own that belong to another clause."""
    if clause.link == "is":
        return set()
    own = set(clause.words) | set(clause.subject)
    return {
        i for i in range(clause.words[0], clause.words[-1] + 1) if i not in own and words[i].pos != "PUNCT"
    }


def _renumbered(words: Words, kept: Sequence[int]) -> Words:
    place = {old: new for new, old in enumerate(kept)}

    def above(index: int) -> int:
        head = words[index].head
        while head not in place and words[head].head != head:
            head = words[head].head
        return place.get(head, place[index])

    return tuple(replace(words[i], head=above(i)) for i in kept)


# --- readings --------------------------------------------------------------------------------------------------


def _sentence(text: str, words: Words, clause: Clause, resolved: dict[Span, str], is_speech: bool) -> str:
    """The clause as a sentence of its own."""
    if is_speech:
        return text[words[0].start : words[-1].end].replace("\n", " ")
    if clause.link == "is":
        rest = [i for i in clause.words if i not in clause.subject and i > max(clause.subject, default=-1)]
        rest = rest[next((n for n, i in enumerate(rest) if words[i].pos != "PUNCT"), 0) :]
    else:
        rest = [i for i in clause.words if i not in clause.subject]
    parts = [
        _reading(text, words, clause.subject, resolved),
        clause.link,
        _reading(text, words, rest, resolved),
    ]
    joined = " ".join(part for part in parts if part)
    joined = re.sub(r"\s+", " ", joined).strip(" ,;")
    return joined[:1].upper() + joined[1:] + ("" if joined[-1:] in '.!?…"”' else ".")


def _reading(text: str, words: Words, indices: Sequence[int], resolved: dict[Span, str]) -> str:
    """The words as written, each resolved mention replaced by what it means."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return " ".join(
        _reading_of_span(text, (words[run[0]].start, words[run[-1]].end), resolved) for run in runs
    )


def _reading_of_span(text: str, span: Span, resolved: dict[Span, str]) -> str:
    parts, at = [], span[0]
    named = text[span[0] : span[1]]
    for (start, end), name in sorted(resolved.items()):
        if at <= start and end <= span[1] and name.removesuffix("'s") not in named:
            parts += [text[at:start], name]
            at = end
            named += name
    return "".join([*parts, text[at : span[1]]]).replace("\n", " ").strip()


# --- speakers --------------------------------------------------------------------------------------------------


def _speakers(
    text: str, fragments: Sequence[_Fragment], parsed: Sequence[Words], resolved: dict[Span, str]
) -> list[str | None]:
    """Who speaks each fragment of speech; for other fragments, None."""
    named = [
        _speaker_named(text, words, resolved) if f.role != "speech" else None
        for f, words in zip(fragments, parsed, strict=True)
    ]
    by_utterance: dict[int, str] = {}
    for fragment, name in zip(fragments, named, strict=True):
        if fragment.role == "frame" and fragment.utterance is not None and name:
            by_utterance.setdefault(fragment.utterance, name)
    found: list[str | None] = []
    for index, fragment in enumerate(fragments):
        if fragment.role != "speech" or fragment.utterance is None:
            found.append(None)
            continue
        name = by_utterance.get(fragment.utterance) or _speaker_nearby(fragments, named, found, index)
        if name:
            by_utterance.setdefault(fragment.utterance, name)
        found.append(name)
    return found


def _speaker_nearby(
    fragments: Sequence[_Fragment], named: Sequence[str | None], found: Sequence[str | None], index: int
) -> str | None:
    """The speaker of the words before it in the paragraph; else whoever was last said to speak, just before."""
    block = fragments[index].block
    for before in range(index - 1, -1, -1):
        if block - fragments[before].block > 1:
            break
        name = found[before] or named[before]
        if name:
            return name
        if fragments[before].block < block and fragments[before].role == "statement":
            break
    following = [named[i] for i in range(index + 1, len(fragments)) if fragments[i].block == block]
    return next((name for name in following if name), None)


def _speaker_named(text: str, words: Words, resolved: dict[Span, str]) -> str | None:
    """The subject of the fragment's verb of saying, as a full name where it has one."""
    for index, word in enumerate(words):
        if word.lemma not in SAYING or word.pos != "VERB":
            continue
        subject = next((c for c in children(words, index) if words[c].dep in SUBJECTS), None)
        if subject is None and word.dep in {"conj", "advcl", "xcomp", "pcomp"}:
            above = word.head
            while subject is None and words[above].head != above:
                subject = next((c for c in children(words, above) if words[c].dep in SUBJECTS), None)
                above = words[above].head
            if subject is None:
                subject = next((c for c in children(words, above) if words[c].dep in SUBJECTS), None)
        if subject is None:
            after = [i for i in range(index + 1, len(words)) if words[i].pos in {"PROPN", "NOUN", "PRON"}]
            subject = next(
                (
                    i
                    for i in after
                    if words[i].dep in {"nsubj", "dobj", "attr", "oprd", "npadvmod", "ROOT", "dep"}
                ),
                None,
            )
        if subject is not None:
            name = _name(text, words, subject, resolved)
            return None if name.lower() in PRONOUNS else name
    return None


def _name(text: str, words: Words, noun: int, resolved: dict[Span, str]) -> str:
    barred = [
        i for i, w in enumerate(words) if w.dep in {"relcl", "acl", "advcl", "prep", "punct"} and i != noun
    ]
    apposed = next(
        (c for c in children(words, noun) if words[c].dep == "appos" and words[c].entity == "PERSON"), None
    )
    if apposed is not None and words[noun].entity != "PERSON":
        noun = apposed
    indices = subtree(
        words, noun, without=[*barred, *(c for c in children(words, noun) if words[c].dep == "appos")]
    )
    if words[noun].entity == "PERSON":
        indices = [i for i in indices if words[i].entity == "PERSON" and words[i].tag != "POS"] or indices
    return _reading(text, words, indices, resolved)
