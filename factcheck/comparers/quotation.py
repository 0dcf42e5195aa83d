"""The same utterance in two articles: word for word, shortened, or altered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from factcheck import quantities
from factcheck.alignment import Side, once
from factcheck.comparers import roles
from factcheck.comparers.base import Pair, Vote
from factcheck.models import Span
from factcheck.naming import fold, spelling
from factcheck.settings import Settings

# What difflib calls an opcode: tag, start and end in a, start and end in b.
_Change = tuple[str, int, int, int, int]
# Fewer quoted words are a phrase that anybody may use, not an utterance.
MIN_WORDS = 3
# So many equal words in a row are one utterance, unless each article names another speaker beside it.
SAME_UTTERANCE = 6
# Fewer equal words in a row, and less than half of all words from the first equal one to the last, are another
# utterance about the same ("no information on intent or motive", "any leads at all as far as the intent or motive").
RUN = 4
# So many other words at an end of it are a change; of 2 and 3, 3 found two conflicts more in the stories, none wrong.
CHANGED_END = 3
# Reported speech changes the person and the tense ("I warned them" becomes "he had warned them"), and those who take
# down a speech write its articles and the hour as they please: no word of the speaker is altered.
_WRITERS = frozenset(
    "i me my mine myself we us our ours you your he him his she her hers they them their theirs "
    "am are is was were have has had the this that these those 00 "
    "im youre hes shes its were theyre ive youve weve theyve id youd hed shed wed theyd".split()
)
_ARTICLES = frozenset({"a", "an", "the"})
_TOKEN = re.compile(r"\[[^\]]*\]|\([^)]*\)|\.{3,}|…|[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word as it is compared: British and American spelling are one, apostrophes and articles go astray."""
        return "the" if self.text in _ARTICLES else spelling(self.text.replace("'", ""))

    @property
    def is_mark(self) -> bool:
        """A bracketed insertion or an ellipsis: the writer's, not the speaker's."""
        return self.text.startswith(("[", "(")) or self.text in {"..", "…"} or set(self.text) == {"."}


def compare(pair: Pair) -> Vote | None:
    """Vote on the quoted words of both claims, where they are one utterance."""
    best: Vote | None = None
    for a in _utterances(pair.a):
        for b in _utterances(pair.b):
            vote = _vote(pair, a, b)
            if vote and (best is None or vote.strength > best.strength):
                best = vote
    return best


@once
def _utterances(side: Side) -> list[list[_Token]]:
    claim = side.statement.claim
    text, start = side.statement.passage, claim.start
    spans = side.statement.quoted or ([(claim.start, claim.end)] if claim.is_quote else [])
    found = [_tokens(text[a - start : b - start], a) for a, b in spans]
    return [tokens for tokens in found if sum(not t.is_mark for t in tokens) >= MIN_WORDS]


def _tokens(text: str, offset: int) -> list[_Token]:
    return [
        _Token(fold(m[0]).replace("’", "'"), offset + m.start(), offset + m.end())
        for m in _TOKEN.finditer(text)
    ]


def _vote(pair: Pair, a: list[_Token], b: list[_Token]) -> Vote | None:
    shorter = min(len(a), len(b))
    # The words that both have, in whatever order, are at least as many as those in order, and sooner counted.
    if not _enough(_in_common(a, b), shorter, pair.settings):
        return None
    matcher = SequenceMatcher(None, [t.key for t in a], [t.key for t in b], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    runs = [block.size for block in blocks]
    equal = sum(runs)
    if not _enough(equal, shorter, pair.settings):
        return None
    spans = _span(a), _span(b)
    inner, outer = _by_place(matcher.get_opcodes())
    # At the ends both sides quote something, and it differs: a few words are a change, more is another statement.
    short = [op for op in outer if op[2] - op[1] <= CHANGED_END and op[4] - op[3] <= CHANGED_END]
    changes = [
        op for op in (*inner, *short) if not _is_marked(op, a, b) and not _is_one_value(pair, op, a, b)
    ]
    if not changes:
        return _same_words(pair, equal, spans) if len(short) == len(outer) else None
    # One word in a short utterance may be another utterance altogether; the longer the shared run, the surer.
    likeness = equal / shorter
    if equal < 4 and likeness < 0.7:
        return None
    if max(runs) < RUN and equal < _stretch(blocks) / 2:
        return None
    speakers = _speakers(pair)
    if not roles.one_speaker(*speakers) and (max(runs) < SAME_UTTERANCE or _named_beside(pair, speakers)):
        return None
    strength = min(0.97, 0.45 + 0.5 * likeness * min(1.0, equal / 6))
    said_a = _words(a, [(op[1], op[2]) for op in changes])
    said_b = _words(b, [(op[3], op[4]) for op in changes])
    span_a, span_b = _changed(a, b, changes)
    reason, *says = _explain(said_a, said_b)
    return Vote(
        "conflict",
        "quoted otherwise",
        strength,
        span_a,
        span_b,
        kind="quote",
        severity="discrepancy",
        reason=reason,
        says=(says[0], says[1]),
    )


def _enough(equal: int, shorter: int, settings: Settings) -> bool:
    return equal >= MIN_WORDS and equal / shorter >= settings.quote_likeness


def _in_common(a: list[_Token], b: list[_Token]) -> int:
    return (Counter(t.key for t in a) & Counter(t.key for t in b)).total()


def _by_place(ops: Sequence[_Change]) -> tuple[list[_Change], list[_Change]]:
    """Changes between the first and the last equal words, and other words around these.

    What only one side quotes before or after is no change.
    """
    equal = [i for i, op in enumerate(ops) if op[0] == "equal"]
    inner = [op for op in ops[equal[0] : equal[-1] + 1] if op[0] != "equal"]
    outer = [op for op in (*ops[: equal[0]], *ops[equal[-1] + 1 :]) if op[0] == "replace"]
    return inner, outer


def _stretch(blocks: Sequence[Match]) -> int:
    """Words from the first equal one to the last, of the side that has more."""
    first, last = blocks[0], blocks[-1]
    return max(last.a + last.size - first.a, last.b + last.size - first.b)


def _is_marked(op: _Change, a: list[_Token], b: list[_Token]) -> bool:
    """The change is the writer's own: an ellipsis for a cut, brackets for an insertion, another person or tense."""
    sides = a[op[1] : op[2]], b[op[3] : op[4]]
    if any(t.text.startswith("[") for side in sides for t in side):
        return True  # square brackets may stand for words
    own = [[t for t in side if not t.is_mark] for side in sides]
    return all(t.key in _WRITERS for t in (*own[0], *own[1])) or (
        not all(own) and own != [[*sides[0]], [*sides[1]]]
    )


def _is_one_value(pair: Pair, op: _Change, a: list[_Token], b: list[_Token]) -> bool:
    """The change only writes one value in another form: "6:41pm", "18:41"."""
    spans = [_span(side) for side in (a[op[1] : op[2]], b[op[3] : op[4]]) if side]
    if len(spans) < 2:
        return False
    told = [
        [q for q in side.statement.claim.quantities if q.start < span[1] and span[0] < q.end]
        for side, span in zip((pair.a, pair.b), spans, strict=True)
    ]
    return any(quantities.compare(one, other) == "same" for one in told[0] for other in told[1])


def _same_words(pair: Pair, equal: int, spans: tuple[Span, Span]) -> Vote | None:
    speakers = _speakers(pair)
    if equal >= 4 and _are_two(pair, speakers):
        said = [f"said by {speaker}" for speaker in speakers]
        return Vote(
            "conflict",
            "quoted otherwise",
            0.75,
            *spans,
            kind="attribution",
            reason="one utterance, two speakers",
            says=(said[0], said[1]),
        )
    return Vote("agree", "quoted alike", min(0.98, 0.6 + 0.06 * equal), *spans)


def _speakers(pair: Pair) -> tuple[str, str]:
    """Who is said to speak on either side; empty where nobody is."""
    claims = pair.a.statement.claim, pair.b.statement.claim
    first, second = (claim.speaker or claim.attributed_to or "" for claim in claims)
    return first, second


def _are_two(pair: Pair, speakers: tuple[str, str]) -> bool:
    """Both articles name the speaker right beside the words, each another one."""
    return (
        all(map(_is_full_name, speakers))
        and not roles.one_speaker(*speakers)
        and _named_beside(pair, speakers)
    )


def _named_beside(pair: Pair, speakers: tuple[str, str]) -> bool:
    """Each speaker is named right beside the words in the own article, and not in the other."""
    beside = pair.a.statement.beside, pair.b.statement.beside
    surnames = [re.compile(rf"\b{re.escape(speaker.split()[-1])}\b") for speaker in speakers]
    here = [[surname.search(text) is not None for surname in surnames] for text in beside]
    return here == [[True, False], [False, True]]


def _is_full_name(speaker: str) -> bool:
    """It names a person, and does not describe one by another ("the singer's agent")."""
    parts = speaker.split()
    return len(parts) > 1 and parts[0].lower() != "the" and "'" not in speaker and "’" not in speaker


def _span(tokens: list[_Token]) -> Span:
    return tokens[0].start, tokens[-1].end


def _changed(a: list[_Token], b: list[_Token], changes: list[_Change]) -> tuple[Span, Span]:
    touched_a = [t for op in changes for t in a[op[1] : op[2]]]
    touched_b = [t for op in changes for t in b[op[3] : op[4]]]
    return (_span(touched_a) if touched_a else _span(a)), (_span(touched_b) if touched_b else _span(b))


def _words(tokens: list[_Token], runs: list[tuple[int, int]]) -> str:
    """The words of all runs, with an ellipsis for what stands between two."""
    return " … ".join(" ".join(t.text for t in tokens[start:end]) for start, end in runs if start < end)


def _explain(a: str, b: str) -> tuple[str, str, str]:
    if a and b:
        return "words of the quotation differ", f"“{a}”", f"“{b}”"
    words = [f"with “{words}”" if words else "without these words" for words in (a, b)]
    return "words are missing from the quotation, and the cut is not marked", words[0], words[1]
