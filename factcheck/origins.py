"""Which third party an article had a statement from: "told Spotlight", "according to a story in the Herald".

Two sources that name the same origin are still two sources; that they share it is worth a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.entities import name_runs
from factcheck.fragments import Fragment
from factcheck.language import Words, children, subtree
from factcheck.naming import fold, given_name_gender
from factcheck.saying import Credited

# What outlets publish; "a recent story by …", "an interview with …".
_PIECES = frozenset(
    "interview story report article column podcast programme program broadcast documentary investigation".split()
)
# Last words of the names of outlets.
_OUTLETS = frozenset(
    "times post herald news reporter gazette tribune guardian journal chronicle mail mirror star observer press "
    "radio tv television magazine agency courier telegraph echo bulletin daily weekly review today".split()
)
_TELLING = frozenset({"tell", "inform"})
_REPORTING = frozenset({"report", "reveal", "disclose", "publish"})
# How many paragraphs on the words of one interview may still be quoted.
_REACH = 8


def origins(
    fragments: Sequence[Fragment], parsed: Sequence[Words], credited: Sequence[Credited]
) -> list[str | None]:
    """For each fragment the outlet that its statement is credited to; None for most.

    What one person says after "told the Herald" has the same origin, until another one is named.
    """
    named = [_named(words) for words in parsed]
    by_sentence = {f.sentence: name for f, name in reversed(list(zip(fragments, named, strict=True))) if name}
    heard: dict[str, tuple[int, str]] = {}
    found: list[str | None] = []
    for fragment, credit in zip(fragments, credited, strict=True):
        origin = by_sentence.get(fragment.sentence)
        if origin and credit.name and fold(credit.name) != fold(origin):
            heard[credit.name] = (fragment.block, origin)
        elif not origin and credit.name in heard and fragment.block - heard[credit.name][0] <= _REACH:
            origin = heard[credit.name][1]
        found.append(origin)
    return found


def shared(names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Origins that several sources name, with those sources.

    Args:
        names: the origin that each source names. "Spotlight" and "Spotlight Weekly" are one.

    Returns:
        Each shared origin by its shortest name, in the order of the sources.
    """
    groups: list[tuple[str, list[str]]] = []
    for source, name in names.items():
        for place, (known, sources) in enumerate(groups):
            if _is_same(name, known):
                groups[place] = (min(name, known, key=len), [*sources, source])
                break
        else:
            groups.append((name, [source]))
    return [(name, sources) for name, sources in groups if len(sources) > 1]


def _is_same(a: str, b: str) -> bool:
    """One name is the other, or its first words; a leading article makes no difference."""
    parts = [fold(name).removeprefix("the ").split() for name in (a, b)]
    shorter, longer = sorted(parts, key=len)
    return longer[: len(shorter)] == shorter


def _named(words: Words) -> str | None:
    """The outlet that the words name as told, interviewing or reporting."""
    for start, run_end, _ in name_runs(words):
        end = run_end
        while end < len(words) and words[end].text.istitle() and fold(words[end].text) in _OUTLETS:
            end += 1  # the last word of a name, read as a common noun ("the Harbour Reporter")
        if _is_origin(words, start, end):
            first = start - 1 if start and words[start - 1].text in {"The", "the"} else start
            name = " ".join(w.text for w in words[first:end])
            return name[:1].upper() + name[1:] if first < start and words[first].text == "The" else name
    return None


def _is_origin(words: Words, start: int, end: int) -> bool:
    head = next((i for i in range(start, end) if not start <= words[i].head < end), end - 1)
    word, above = words[head], words[words[head].head]
    if word.entity == "PERSON" and given_name_gender(words[start].text) is not None:
        return False
    if word.dep in {"dobj", "dative"}:
        return above.lemma in _TELLING
    if word.dep in {"nsubj", "ROOT"} and fold(words[end - 1].text) in _OUTLETS:
        return word.dep == "ROOT" or above.lemma in _REPORTING or _is_reporting(words, word.head)
    if word.dep != "pobj":
        return False
    if above.lemma in {"with", "to", "by", "in", "on", "from"} and words[above.head].lemma in _PIECES:
        return True
    return above.lemma in {"to", "by"} and fold(words[end - 1].text) in _OUTLETS and _is_credit(words, head)


def _is_reporting(words: Words, verb: int) -> bool:
    """The verb has a reported clause below it ("the Herald says that …")."""
    return any(words[c].dep == "ccomp" and c > verb for c in children(words, verb))


def _is_credit(words: Words, noun: int) -> bool:
    """The noun is that of "according to" or "as reported by"."""
    here = words[noun].head
    while words[here].head != here and words[here].pos == "ADP":
        here = words[here].head
    near = {words[i].lemma for i in subtree(words, here) if i < noun}
    return bool(near & {"according", "report", "reported", "publish"})
