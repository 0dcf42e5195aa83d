"""Text to tokens with offsets, as plain parallel lists: the parser's only view of the text."""

from __future__ import annotations

import re

# The lengths of an e-mail address are those of RFC 5321, 4.5.3.1; without them a long run of signs takes for ever.
_TOKEN = re.compile(
    r"""
    (?P<x>https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+|\d+(?:\.\d+){3,}|\+\d[\d ()-]{6,}\d)
  | (?P<d>\d{4}-\d{2}-\d{2}(?![\d-])|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<t>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
  | (?P<n>(?<![\w.])\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?)
  | (?P<g>[½¼¾⅓⅔])
  | (?P<w>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*[²]?)
  | (?P<m>[^\W\d_]+\d\w*)
  | (?P<c>\$[ ]?(?:US|AU?|NZ|CA?|HK|S)(?=[ ]?\d)|[£$€¥₹₽₩₺₪₦₴฿₫₱])
  | (?P<b>\n)
  | (?P<p>\S)
    """,
    re.VERBOSE,
)
_MIXED = re.compile(r"[^\W\d_]+\d\w*")


class Tokens:
    """The tokens of a text. Asking beyond either end gives an empty token.

    Kinds: ``n`` number, ``w`` word, ``d`` numeric date, ``t`` clock, ``c`` currency sign, ``g`` fraction
    glyph, ``m`` word with digits in it, ``x`` address or the like, ``p`` punctuation, ``b`` line break.
    """

    __slots__ = ("_end", "_kind", "_low", "_start", "_word", "size", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._word: list[str] = []
        self._low: list[str] = []
        self._start: list[int] = []
        self._end: list[int] = []
        self._kind: list[str] = []
        position = 0
        while match := _TOKEN.search(text, position):
            kind = match.lastgroup or "p"
            start, position = match.span()
            if kind == "w" and position < len(text) and text[position].isdigit():
                mixed = _MIXED.match(text, start)
                kind, position = ("m", mixed.end()) if mixed else (kind, position)
            word = text[start:position]
            self._word.append(word)
            self._low.append(word.lower().replace("’", "'"))
            self._start.append(start)
            self._end.append(position)
            self._kind.append(kind)
        self.size = len(self._word)

    def word(self, i: int) -> str:
        """The token as written."""
        return self._word[i] if 0 <= i < self.size else ""

    def low(self, i: int) -> str:
        """The token in lower case with straight apostrophes."""
        return self._low[i] if 0 <= i < self.size else ""

    def kind(self, i: int) -> str:
        """The token's kind, one letter."""
        return self._kind[i] if 0 <= i < self.size else ""

    def start(self, i: int) -> int:
        """Offset where the token starts; the text's length beyond the end."""
        return self._start[i] if 0 <= i < self.size else (0 if i < 0 else len(self.text))

    def end(self, i: int) -> int:
        """Offset where the token ends; 0 before the beginning."""
        return self._end[i] if 0 <= i < self.size else (0 if i < 0 else len(self.text))

    def glued(self, i: int) -> bool:
        """Token ``i`` follows the one before it without a space."""
        return 0 < i < self.size and self._start[i] == self._end[i - 1]

    def hyphen(self, i: int) -> bool:
        """Token ``i`` is a hyphen or dash with no space on either side, or the spaced one of "26 - year"."""
        if self.low(i) not in HYPHENS:
            return False
        if self.glued(i):
            return self.glued(i + 1)
        return self.low(i) == "-" and not self.glued(i + 1) and self.low(i + 1) in SPACED_AFTER

    def capital(self, i: int) -> bool:
        """Token ``i`` is a word that starts with a capital letter."""
        return self.kind(i) in ("w", "m") and self._word[i][0].isupper()

    def opens(self, i: int) -> bool:
        """Token ``i`` is the first of a sentence or line, quotation marks aside."""
        i -= 1
        while self.low(i) in QUOTES:
            i -= 1
        return i < 0 or self.kind(i) == "b" or self.low(i) in (".", "!", "?", ":", "…", "—", "–")

    def ends(self, i: int) -> bool:
        """A sentence, line or the text ends before token ``i``."""
        return not self.low(i) or self.kind(i) == "b" or self.low(i) in (".", "!", "?", "…")


SPACED_AFTER = frozenset(
    "year month old yard foot mile hour day week minute second metre meter inch km".split()
)
"""Words before which texts that were split into words keep a hyphen between spaces."""
HYPHENS = frozenset("-‐‑–—")
QUOTES = frozenset("\"'“”‘’()[]")
