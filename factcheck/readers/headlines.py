"""Headlines: where a text's first line is one, and a page's title put above its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.models import Span

HEADLINE_CHARS = 150
"""The longest line taken for a headline. Wires and search engines cut theirs far below."""


_SMALL_WORDS = re.compile("an?|and|at|by|del?|der|des|d[iu]|el|en|for|in|l[ae]s?|of|on|the|to|und|van|von")
_HEADLINE = re.compile(
    r"[ \t]*(?P<hashes>#{1,6}[ \t]+)?(?P<marks>\*\*|__)?(?P<words>\S.*?)(?(marks)(?P=marks))[ \t]*#*[ \t]*"
)


def find_headline(text: str, title: str = "") -> Span | None:
    """The span of the first line where it is set off like a headline, without Markdown marks.

    That is: it is the article's known ``title``, a Markdown heading, or a paragraph of one line, of at
    least two words and at most 150 characters, which does not end like a sentence and is no byline; and
    more text follows.
    """
    first, _, rest = text.partition("\n")
    if len(first) > HEADLINE_CHARS + 10 or not rest.strip():
        return None
    match = _HEADLINE.fullmatch(first)
    if match is None:
        return None
    span = match.span("words")
    words = match["words"]
    following = rest.partition("\n")[0].strip()
    if title and _letters(words) == _letters(title):
        return span
    set_off = not following or match["hashes"] or re.fullmatch(r"=+|-+", following)
    if not set_off or len(words) > HEADLINE_CHARS or len(words.split()) < 2:
        return None
    return None if _ends_sentence(words) or _is_byline(words) else span


def _ends_sentence(line: str) -> bool:
    bare = line.rstrip("\"'”’»)] ")
    return bare.endswith((".", ",", ":", ";")) and not re.search(r"(?:\b[A-Z]\.){2,}$", bare)


def _is_byline(line: str) -> bool:
    words = line.split()
    return words[0].lower() == "by" and len(words) <= 8 and capitalised(words[1:])


def capitalised(words: Sequence[str]) -> bool:
    """Whether the words are written as in a name."""
    return all(_SMALL_WORDS.fullmatch(word) or not word[0].islower() for word in words)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def under_title(text: str, title: str) -> tuple[str, Span | None]:
    """A page's text, beginning with its title, and the title's span."""
    if not title:
        return text, None
    first, _, rest = text.partition("\n")
    ours, theirs = _letters(first), _letters(title)
    longest = max(len(first), len(title))
    # The title in a page's metadata often has the site's name added.
    if ours == theirs or (longest <= HEADLINE_CHARS and len(first.split()) > 2 and theirs.startswith(ours)):
        return text, (0, len(first)) if rest.strip() else None
    return f"{title}\n\n{text}", (0, len(title))
