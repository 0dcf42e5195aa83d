"""Hostile and damaged inputs, made up by the thousand: whatever comes, the readers and parsers answer.

Usage: python -m benchmarks.fuzz [--minutes M] [--seed N] [--target NAME]

Random inputs, the sample articles with pieces changed, and short pieces repeated thousands of times (which
brings out running times that grow faster than the input) go through the readers (bytes, pages, records,
front matter, dates), the cutting into sentences and quotations, and the parser of quantities. Each must
hold what is promised of any input, raise nothing, and take less than LIMIT seconds of processor time.

Prints for each target how many inputs it took and the slowest; exits with 1 and the shortest input found
where one fails. An input that never ends is left in the file that is named, with where it got stuck.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from factcheck.articles import parse_date, read_articles
from factcheck.copies import find_copies
from factcheck.models import Article
from factcheck.quantities import compare, describe, parse
from factcheck.quotes import find_quotations
from factcheck.readers.paths import SUFFIXES
from factcheck.segmentation import blocks, sentences
from factcheck.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds"
LIMIT = 5.0  # seconds of processor time for an input of at most some 40,000 characters
STUCK = 120.0  # seconds of wall time after which an input is taken never to end
BATCH = 200  # inputs of one target before it is the next one's turn
MOST_REPEATED = 40_000  # characters at most of a piece that is repeated


@dataclass
class Target:
    """What is fuzzed: inputs and what must hold for each of them.

    Attributes:
        inputs, slowest, failures: how many it took, the slowest of them with its seconds, what went wrong.
    """

    name: str
    strategy: st.SearchStrategy[Any]
    check: Callable[[Any], None]
    inputs: int = 0
    slowest: tuple[float, str] = (0.0, "")
    failures: list[str] = field(default_factory=list)


# Inputs

PIECES = st.sampled_from(
    [
        *("---\n", "source: ", "title:", "published: ", "url: http://x.example/\n", "# ", "**", "__", "By "),
        *(
            "{",
            "}",
            "[",
            "]",
            '"text": ',
            '"',
            "\\u",
            "\\ud800",
            ",",
            ":",
            "1e999",
            "null",
            '{"text": "a"}\n',
        ),
        *(
            "<p>",
            "</p>",
            "<div>",
            "<table>",
            "<!--",
            "-->",
            "<html",
            "<script>",
            "<?xml ",
            "&#x0;",
            "&amp;",
            "<a href=",
        ),
        *(
            "“",
            "”",
            "'",
            "‘",
            "’",
            "…",
            "...",
            "Mr. ",
            "U.S. ",
            "said",
            " ",
            "\n",
            "\n\n",
            "\t",
            "\r",
            "\u2028",
            "\xa0",
        ),
        *(
            "at least",
            "about",
            "between",
            "and",
            "to",
            "-",
            "–",
            "half a",
            "third",
            "million",
            "12",
            "1,978",
            "2024",
        ),
        *(
            "£",
            "$",
            "km",
            "%",
            "8",
            "pm",
            "per cent",
            "May",
            "9",
            "Wednesday",
            "last",
            "week",
            "ago",
            "years",
            "old",
        ),
        *(
            "no",
            "one",
            "people",
            "killed",
            "½",
            "31",
            "minus",
            "°C",
            "2-1",
            "0",
            "9" * 20,
            "1/2",
            "BC",
            "hundred",
        ),
        *(
            "00:00",
            "25:99",
            "early",
            "the 1950s",
            "twice",
            "Jan. 5",
            "12/11/10",
            "2026-03-05T",
            "+0200",
            "GMT",
        ),
        *("\x1b[2J", "\0", "\ufeff", "\udcff", "é", "\U0001f600", "a" * 50, "A. " * 9),
    ]
)
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


@st.composite
def repeated(draw: st.DrawFn) -> str:
    """A few pieces, over and over, with something else in front and behind."""
    piece = "".join(draw(st.lists(PIECES, min_size=1, max_size=4)))
    times = draw(st.sampled_from([10, 100, 1000, 10_000, MOST_REPEATED]))
    return draw(PIECES) + piece * min(times, MOST_REPEATED // len(piece) + 1) + draw(PIECES)


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A sample article in which pieces are put, cut out and moved."""
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 300)))
        put = draw(st.sampled_from(["", text[start:end] * 2]) | PIECES)
        text = text[:start] + put + text[end:]
    return text


TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=200), changed(), repeated())
ENCODINGS = st.sampled_from(["utf-8", "utf-8", "utf-16", "utf-32", "cp1252", "latin-1", "shift_jis"])


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, str]:
    """The bytes of a file and its suffix; some are no text at all."""
    content = draw(st.binary(max_size=400) | st.builds(_encoded, TEXTS, ENCODINGS))
    if draw(st.booleans()) and content:
        place = draw(st.integers(0, len(content) - 1))
        content = content[:place] + draw(st.binary(max_size=4)) + content[place + draw(st.integers(0, 2)) :]
    return content, draw(st.sampled_from([*SUFFIXES, ""]))


@st.composite
def pages(draw: st.DrawFn) -> tuple[bytes, str]:
    """The bytes of a web page."""
    title, body = draw(TEXTS), draw(TEXTS)
    tag = draw(st.sampled_from(["p", "div", "td", "article", "blockquote", "span", "li"]))
    depth = draw(st.sampled_from([1, 1, 5, 300]))
    inner = f"<{tag}>" * depth + body + f"</{tag}>" * draw(st.sampled_from([depth, 0, 1]))
    text = f"<html><head><title>{title}</title></head><body>{inner}<p>{draw(TEXTS)}</p></body></html>"
    return _encoded(text, draw(ENCODINGS)), ".html"


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, errors="replace")


# What must hold


def check_reading(document: tuple[bytes, str]) -> None:
    """Articles or problems come out; the articles are whole texts, the problems single lines."""
    content, suffix = document
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any{suffix}"
        path.write_bytes(content)
        articles, problems = read_articles([str(path)])
    assert articles or problems
    for article in articles:
        assert article.text.strip()
        assert not set(article.text) & {"\r", "\0"}
        article.model_dump_json().encode()
        for line in (article.source, article.title):
            assert line.strip()
            assert "\n" not in line
        if article.headline:
            start, end = article.headline
            assert 0 <= start < end <= len(article.text)
    assert all(len(problem.message.splitlines()) == 1 for problem in problems)


def check_date(text: str) -> None:
    """A time with a zone within the years of newspapers, or none."""
    time_of = parse_date(text)
    assert time_of is None or (time_of.tzinfo is not None and 1600 <= time_of.year <= 2200)


def check_cutting(text: str) -> None:
    """Sentences and quotations are spans of the text, in order."""
    text = text.replace("\r", "\n").replace("\0", "").encode("utf-8", "replace").decode()
    if not text.strip():
        return
    article = Article(id="a1", source="Any", title="Any", path="any.txt", text=text)
    place = 0
    for sentence in sentences(article):
        assert place <= sentence.start < sentence.end <= len(text)
        place = sentence.end
    for quotation in find_quotations(text, blocks(article)):
        assert 0 <= quotation.start < quotation.end <= len(text)
    assert find_copies([article], Settings()) == []


def check_quantities(text: str) -> None:
    """Quantities are spans of the text, in order; each can be told, and is the same as itself."""
    place = 0
    found = parse(text)
    for quantity in found:
        assert place <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert describe(quantity)
        place = quantity.end
    for a, b in pairwise(found[:20]):
        assert compare(a, a, aligned=True) != "different"
        assert compare(a, b) == compare(b, a)


def targets() -> list[Target]:
    """Everything that is fuzzed."""
    return [
        Target("files", documents(), check_reading),
        Target("pages", pages(), check_reading),
        Target("dates", TEXTS, check_date),
        Target("cutting", TEXTS, check_cutting),
        Target("quantities", TEXTS, check_quantities),
    ]


# Running


def run(chosen: Sequence[Target], *, seconds: float, batch: int = BATCH, seed: int = 0) -> None:
    """Give the targets batches of inputs in turn until the time is over; at least one each.

    Args:
        chosen: the targets, which keep what was found.
        seconds: how long; 0 for a single round.
        batch: inputs to a batch.
        seed: where the inputs start; the same seed gives the same inputs.
    """
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as scratch:
        current = Path(scratch) / "current"
        for number in count():
            for target in chosen:
                if not target.failures:
                    _batch(target, batch, seed + number, current)
                if number and time.monotonic() > end:
                    return
            if time.monotonic() > end:
                return


def _batch(target: Target, batch: int, seed: int, current: Path) -> None:
    def timed(value: Any) -> None:  # noqa: ANN401
        current.write_text(repr(value), encoding="utf-8", errors="replace")
        faulthandler.dump_traceback_later(STUCK, exit=True)
        start = time.thread_time()
        try:
            target.check(value)
        finally:
            faulthandler.cancel_dump_traceback_later()
        taken = time.thread_time() - start
        target.inputs += 1
        if taken > target.slowest[0]:
            target.slowest = (taken, _short(value))
        assert taken < LIMIT, f"took {taken:.1f} s of processor time"

    quiet = settings(
        max_examples=batch,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    try:
        seeded(seed)(quiet(given(target.strategy)(timed)))()
    except Exception as error:
        notes = "; ".join(getattr(error, "__notes__", ()))
        shortest = current.read_text(encoding="utf-8")
        target.failures.append(
            f"{type(error).__name__}: {error} {notes}\n  seed {seed}, input {_short(shortest, 2000)}"
        )


def _short(value: object, limit: int = 60) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = text.encode("ascii", "backslashreplace").decode().replace("\n", "\\n")
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text):,} characters)"


def main() -> int:
    """Fuzz, print, and return the exit code."""
    every = targets()
    parser = argparse.ArgumentParser(description="Fuzz the readers and parsers.")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (default 10)")
    parser.add_argument("--seed", type=int, help="where the inputs start (default: drawn, and printed)")
    parser.add_argument("--target", choices=[target.name for target in every], help="only this one")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**9) if options.seed is None else options.seed
    chosen = [target for target in every if options.target in (None, target.name)]
    print(
        f"seed {seed}, {options.minutes:g} minutes; an input that never ends stops the run after {STUCK:g} s",
        flush=True,
    )
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    run(chosen, seconds=60 * options.minutes, seed=seed)
    for target in chosen:
        seconds, value = target.slowest
        print(f"{target.name:11} {target.inputs:9,} inputs, the slowest {seconds:5.2f} s: {value}")
    failures = [f"{target.name}: {failure}" for target in chosen for failure in target.failures]
    print("\n".join(failures) or "no input failed")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
