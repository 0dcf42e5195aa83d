"""Clauses as sentences of their own: full names for pronouns, shared subjects and verbs restored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from factcheck.language import Words
from factcheck.models import Span
from factcheck.phrases import Clause

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_CONTRACTED = {
    "'s": "is",
    "’s": "is",
    "'re": "are",
    "’re": "are",
    "'ll": "will",
    "’ll": "will",
    "'ve": "have",
    "’ve": "have",
    "'d": "had",
    "’d": "had",
}
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]%’”]|['’]s\b|n['’]t\b|['’](?:re|ve|ll|d|m)\b")


def sentence(text: str, words: Words, clause: Clause, resolved: Mapping[Span, str]) -> str:
    """The clause as a sentence: capitalised, quotation marks balanced, a full stop at its end.

    Args:
        text: the article's text.
        words: the sentence that the clause is part of.
        clause: what to read.
        resolved: what to read in place of mentions, by their spans.
    """
    outside = set(clause.subject)
    rest = [i for i in clause.words if i not in outside]
    if clause.link and clause.subject:
        while rest and words[rest[0]].pos == "PUNCT" and words[rest[0]].text not in {'"', "'", "("}:
            rest.pop(0)
    parts: list[int | str] = [*clause.subject, *([clause.link] if clause.link else []), *rest]
    return finished(render(text, words, parts, resolved, dict(clause.recast)))


def finished(read: str) -> str:
    """The words capitalised, with balanced marks and an end."""
    read = re.sub(r"\s*\(\s*\)|\s*,(?:\s*,)+", "", re.sub(r"\s+", " ", read))
    read = balanced(read.strip(" ,;:-–—"))
    ended = re.search(r"[.!?…][\"'”’)\]]*$", read)
    return read[:1].upper() + read[1:] + ("" if ended or not read else ".")


def render(
    text: str, words: Words, parts: Sequence[int | str], resolved: Mapping[Span, str],
    recast: Mapping[int, str] | None = None,
) -> str:  # fmt: skip
    """Words by index, and words given as such, in one line; mentions are replaced once per name."""
    starts = {start: (end, name) for (start, end), name in resolved.items()}
    kept = [part for part in parts if isinstance(part, int)]
    named = " ".join(text[words[i].start : words[i].end] for i in kept)
    ends = {words[i].end for i in kept}
    read = ""
    covered = -1
    replaced = False
    last: int | None = None
    for part in parts:
        piece, glued = "", False
        if isinstance(part, str):
            piece, last, covered = part, None, -1
        else:
            word = words[part]
            if word.start < covered:
                last = part
                continue
            written = text[word.start : word.end]
            mention = starts.get(word.start)
            if recast and part in recast:
                piece = recast[part]
            elif mention and mention[0] in ends and _may_replace(written, mention[1], named):
                piece, covered = mention[1], mention[0]
                named += " " + piece
            elif (
                read and word.pos in {"DET", "PRON", "ADJ", "NOUN"} and word.text != "I" and written.istitle()
            ):
                piece = written.lower() if words[part].start == words[0].start else written
            else:
                piece = written
            if replaced and written.lower() in _CONTRACTED and word.lemma in {"be", "have", "will", "would"}:
                piece = _CONTRACTED[written.lower()] if word.lemma != "have" else "has"
            recasts = recast is not None and (part in recast or part - 1 in recast)
            replaced = bool(mention) and piece != written
            glued = (
                not recasts
                and piece == written
                and last == part - 1
                and part > 0
                and words[part - 1].end == word.start
            )
            last = part
        if not piece:
            continue
        attached = glued or _NO_SPACE_BEFORE.match(piece) is not None
        read += piece if attached or not read else " " + piece
    return read.replace("\n", " ")


def read_span(text: str, span: Span, resolved: Mapping[Span, str]) -> str:
    """A span of the text in one line, each mention replaced by what it means."""
    read, at = [], span[0]
    named = text[span[0] : span[1]]
    for (start, end), name in sorted(resolved.items()):
        if at <= start and end <= span[1] and _may_replace(text[start:end], name, named):
            read += [text[at:start], name]
            at = end
            named += name
    return re.sub(r"\s+", " ", "".join([*read, text[at : span[1]]])).strip()


def _may_replace(written: str, name: str, named: str) -> bool:
    return written.lower() not in REFLEXIVE and name.removesuffix("'s").lower() not in named.lower()


def balanced(read: str) -> str:
    """The words with the quotation mark that the cut took from one end."""
    if read.count("“") > read.count("”"):
        read += "”"
    elif read.count("”") > read.count("“"):
        read = "“" + read
    if read.count('"') % 2:
        opens = re.search(r'(?:^|[\s(])"(?=\S)[^"]*$', read)
        read = read + '"' if opens else '"' + read
    opened = list(re.finditer(r"(?<![\w'’.,!?])['‘](?=\w)", read))
    if opened and not re.search(r"['’](?!\w)", read[opened[-1].end() :]):
        at = opened[-1].start()
        if len(read) - at > 2 and not re.match(r"['‘](?:em|til|tis|twas|n|\d\d)\b", read[at:]):
            read += "’" if read[at] == "‘" else "'"
    return read
