"""Time and memory from thirty articles to thousands: ``FACTCHECK_DATA=FOLDER python -m benchmarks.scale``.

    python -m benchmarks.scale                            # 30, 300 and 3,000 articles, and the naive way
    python -m benchmarks.scale --sizes 30 300 3000 10000  # the last one takes more than an hour

The articles are those of ECB+ (``FOLDER/ecbplus/documents.jsonl.gz``), whole stories in random order. Where they run
out, further stories are made of their sentences: the sentences of one story are shuffled and dealt out anew over as
many articles of the same lengths, and every name, number and longer word of the story becomes another one with the same
ending, the same throughout the story. So an article made reads like news in form only, and has each of its sentences
from another place. An article that shares half of its running text with an earlier one is left out; the largest share
that any two have is printed.

Each size runs in a process of its own, with the models loaded before the clock starts. Printed are the time of each
stage, the share of all time spent inside the models, the peak memory with the models, and the exponent e of time ~
articles^e between sizes. Results go to ``results/scale.json``, the plot to ``results/scale.svg``.

The naive way is to put every pair of sentences above a cosine of 0.3 through a comparison model, one by one. It is
timed on a sample of the pairs of one story of some 300 sentences, and set against the report on that story: with
PyTorch, as published tools do it, on a classifier of the same size, and with the comparison model that ships, which
puts a single pair through one core only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any

from benchmarks.realnews import read_stories
from factcheck.comparison import RelationModel
from factcheck.encoders import packaged_weights
from factcheck.models import Article
from factcheck.nli import LABELS, EntailmentModel
from factcheck.pipeline import Models, check
from factcheck.settings import Settings

RESULTS = Path(__file__).parent / "results"
SIZES = (30, 300, 3000)
SEED = 7
SHINGLE = 8  # words in a row that count as copied, as in the settings
LONGER = 6  # letters
COPIED = 0.5  # share of the runs of the shorter article from which one of two is left out
NAIVE_SENTENCES = 300
NAIVE_SIMILARITY = 0.3
NAIVE_SAMPLE = 300  # pairs timed
WARM_UP = 10  # pairs before them

_NAME = re.compile(r"\b[A-Z][^\W\d_]+\b")
_WORD = re.compile(r"\b[^\W\d_]+\b")
_LOWER = re.compile(r"\b[a-z][^\W\d_]+\b")
_NUMBER = re.compile(r"\d+")

Stories = Mapping[str, Sequence[Article]]


# --- articles --------------------------------------------------------------------------------------------------


def articles(number: int, stories: Stories) -> list[Article]:
    """``number`` articles of distinct text: stories in random order, and where they run out, stories made of them."""
    return list(islice(distinct(_supply(stories)), number))


def _supply(stories: Stories) -> Iterator[Article]:
    order = sorted(stories)
    random.Random(SEED).shuffle(order)
    texts = [a.text for group in stories.values() for a in group]
    names, words = sorted(proper_names(texts)), longer_words(texts)
    for replica in count(1):
        for story in order:
            yield from stories[story] if replica == 1 else recombined(stories[story], replica, names, words)


def proper_names(texts: Iterable[str]) -> set[str]:
    """Words that are written with a capital and nowhere without."""
    capital: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        capital |= set(_NAME.findall(text))
        lower |= set(_LOWER.findall(text))
    return {word for word in capital if word.lower() not in lower}


def longer_words(texts: Iterable[str]) -> dict[str, list[str]]:
    """Lower-case words of six letters and more, by their last three letters."""
    found: dict[str, list[str]] = {}
    for word in sorted({word for text in texts for word in _LOWER.findall(text) if len(word) >= LONGER}):
        found.setdefault(word[-3:], []).append(word)
    return found


def recombined(
    story: Sequence[Article], replica: int, names: Sequence[str], words: Mapping[str, Sequence[str]]
) -> list[Article]:
    """Another story of as many articles: the sentences dealt out anew, names, numbers and longer words replaced.

    Args:
        replica: which of the stories that can be made of this one; the same number gives the same story.
        names: what names are replaced by, and what counts as a name.
        words: what longer words are replaced by, by ending.
    """
    rng = random.Random(f"{SEED} {story[0].id} {replica}")
    others = dict(zip(names, rng.sample(names, len(names)), strict=True))
    for alike in words.values():
        others |= zip(alike, rng.sample(alike, len(alike)), strict=True)
    figures: dict[str, str] = {}

    def figure(match: re.Match[str]) -> str:
        digits = len(match[0])
        return figures.setdefault(match[0], str(rng.randrange(10 ** (digits - 1), 10**digits)))

    lines = [line for article in story for line in article.text.splitlines() if line.strip()]
    rng.shuffle(lines)
    pool = iter([_NUMBER.sub(figure, _WORD.sub(lambda m: others.get(m[0], m[0]), line)) for line in lines])
    made = []
    for article in story:
        text = "\n".join(next(pool) for line in article.text.splitlines() if line.strip())
        name = f"{article.id}.{replica}"
        made.append(
            article.model_copy(update={"id": name, "path": name, "source": name, "url": None, "text": text})
        )
    return made


def distinct(found: Iterable[Article]) -> Iterator[Article]:
    """The articles of which no earlier one has ``COPIED`` or more of the runs of words, nor they of it."""
    owners: dict[int, list[int]] = {}
    sizes: list[int] = []
    for article in found:
        own = _runs(article)
        if all(shared < COPIED * min(len(own), sizes[o]) for o, shared in _shared(own, owners).items()):
            for run in own:
                owners.setdefault(run, []).append(len(sizes))
            sizes.append(len(own))
            yield article


def largest_copy(found: Sequence[Article]) -> float:
    """The largest share of an article's runs of eight words that another single article has too."""
    owners: dict[int, list[int]] = {}
    runs = [_runs(article) for article in found]
    for number, own in enumerate(runs):
        for run in own:
            owners.setdefault(run, []).append(number)
    shares = (
        shared / len(own)
        for number, own in enumerate(runs)
        for other, shared in _shared(own, owners).items()
        if other != number
    )
    return max(shares, default=0.0)


def _runs(article: Article) -> set[int]:
    words = article.text.lower().split()
    return {hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)} or {
        hash(article.text)
    }


def _shared(runs: set[int], owners: Mapping[int, Sequence[int]]) -> Counter[int]:
    """How many of the runs each article has."""
    return Counter(owner for run in runs for owner in owners.get(run, ()))


# --- one size --------------------------------------------------------------------------------------------------


class Clock:
    """Seconds spent in each stage, by the progress that ``check`` tells."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", time.perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take the time: this stage begins, or goes on."""
        now = time.perf_counter()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now


class Stopwatch:
    """Seconds spent inside the models' own code."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, owner: Any, name: str) -> None:  # noqa: ANN401
        """Time every call of a method from now on; of one that yields, the time until each item is there."""
        method = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            start = time.perf_counter()
            result = method(*args, **kwargs)
            self.seconds += time.perf_counter() - start
            return self._stepping(result) if isinstance(result, Iterator) else result

        setattr(owner, name, timed)

    def _stepping(self, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            start = time.perf_counter()
            item = next(items, self)
            self.seconds += time.perf_counter() - start
            if item is self:
                return
            yield item


def timed_models() -> tuple[Models, Stopwatch]:
    """The models, and what counts the time inside them: parser, encoder and comparison model."""
    models, watch = Models.load(), Stopwatch()
    watch.around(models.parser._nlp, "pipe")
    watch.around(models.embedder, "encode")
    watch.around(models.embedder, "encode_spans")
    watch.around(models.relation, "predict")
    return models, watch


def measured(
    found: Sequence[Article], models: Models, watch: Stopwatch, settings: Settings
) -> dict[str, Any]:
    """Time a report on articles."""
    clock, before, start = Clock(), watch.seconds, time.perf_counter()
    report = check(found, models=models, settings=settings, progress=clock)
    seconds = time.perf_counter() - start
    return {
        "articles": len(found),
        "stories": len(report.stories),
        "claims": len(report.claims),
        "seconds": seconds,
        "stages": {stage: taken for stage, taken in clock.seconds.items() if taken >= 0.0005},
        "models": watch.seconds - before,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


# --- the naive way ---------------------------------------------------------------------------------------------


def naive(stories: Stories, sample: int) -> dict[str, Any]:
    """Time a report on one story against putting its pairs of sentences through the model one by one."""
    models, watch = timed_models()
    story: list[Article] = []
    size = 0
    for article in max(stories.values(), key=lambda group: sum(len(a.text.splitlines()) for a in group)):
        if size < NAIVE_SENTENCES:
            story.append(article)
            size += len(article.text.splitlines())
    sentences = [line for article in story for line in article.text.splitlines() if line.strip()]
    vectors = models.embedder.encode(sentences)
    near = vectors @ vectors.T > NAIVE_SIMILARITY
    pairs = [(a, b) for a in range(len(sentences)) for b in range(a) if near[a, b]]
    chosen = random.Random(SEED).sample(pairs, min(sample, len(pairs)))
    sampled = [(sentences[a], sentences[b]) for a, b in chosen]
    with tempfile.TemporaryDirectory() as folder:
        rates = {
            "PyTorch": one_by_one(in_pytorch(Path(folder)), sampled),
            "shipped": one_by_one(models.relation, sampled),
        }
    check(story[:2], models=models)  # what the first call loads is no part of it, nor of the naive way
    ours = measured(story, models, watch, Settings(one_story=True))["seconds"]
    return {
        "articles": len(story),
        "sentences": len(sentences),
        "pairs": len(pairs),
        "pairs_timed": len(chosen),
        "report_seconds": ours,
        "ways": {
            name: {
                "pairs_a_second": rate,
                "seconds": len(pairs) / rate,
                "ratio": len(pairs) / rate / ours,
            }
            for name, rate in rates.items()
        },
    }


def one_by_one(model: RelationModel, pairs: Sequence[tuple[str, str]]) -> float:
    """How many pairs a second a model compares, each by itself, after some to warm up."""
    for pair in pairs[:WARM_UP]:
        model.predict([pair])
    start = time.perf_counter()
    for pair in pairs:
        model.predict([pair])
    return len(pairs) / (time.perf_counter() - start)


def in_pytorch(folder: Path) -> EntailmentModel:
    """A classifier of the comparison model's size as PyTorch runs it; its answers are of no use."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    base = packaged_weights()
    labels = dict(enumerate(LABELS))
    AutoModelForSequenceClassification.from_pretrained(base, num_labels=3, id2label=labels).save_pretrained(
        folder
    )
    AutoTokenizer.from_pretrained(base).save_pretrained(folder)
    return EntailmentModel.load(str(folder))


# --- results ---------------------------------------------------------------------------------------------------


def exponent(small: Mapping[str, Any], large: Mapping[str, Any]) -> float:
    """The e of time ~ articles^e between two sizes."""
    return math.log(large["seconds"] / small["seconds"]) / math.log(large["articles"] / small["articles"])


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The measurements as lines of text."""
    stages = list(dict.fromkeys(stage for row in rows for stage in row["stages"]))
    lines = [f"{'articles':<28}" + "".join(f"{row['articles']:>11,}" for row in rows)]

    def add(name: str, values: Iterable[str]) -> None:
        lines.append(f"{name:<28}" + "".join(f"{value:>11}" for value in values))

    add("stories found", (f"{row['stories']:,}" for row in rows))
    add("claims", (f"{row['claims']:,}" for row in rows))
    add("seconds", (f"{row['seconds']:.1f}" for row in rows))
    for stage in stages:
        add(f"  {stage}", (f"{row['stages'].get(stage, 0):.1f}" for row in rows))
    add("articles a second", (f"{row['articles'] / row['seconds']:.2f}" for row in rows))
    add("share inside the models", (f"{row['models'] / row['seconds']:.2f}" for row in rows))
    add("peak memory, MB", (f"{row['memory'] / 1e6:,.0f}" for row in rows))
    add("largest copied share", (f"{row['largest_copy']:.2f}" for row in rows))
    for small, large in pairwise(rows):
        e = exponent(small, large)
        lines.append(f"exponent of growth, {small['articles']:,} to {large['articles']:,} articles: {e:.2f}")
    return "\n".join(lines)


COLOURS = ("#1b6ca8", "#c8553d", "#588157", "#7b5ea7", "#b08900", "#5c677d")


def plot(rows: Sequence[Mapping[str, Any]]) -> str:
    """Time by number of articles, all of it and each stage of it, both axes logarithmic, as SVG."""
    width, height, left, right, top, bottom = 720, 440, 64, 190, 28, 48
    stages = [
        s
        for s in dict.fromkeys(s for row in rows for s in row["stages"])
        if rows[-1]["stages"].get(s, 0) > 0.05
    ]
    series = {"all": [row["seconds"] for row in rows]} | {
        stage: [row["stages"].get(stage, 0.0) for row in rows] for stage in stages
    }
    seconds = [max(value, 0.05) for values in series.values() for value in values]
    x_low, x_high = (
        math.log10(rows[0]["articles"]),
        math.log10(max(rows[-1]["articles"], rows[0]["articles"] + 1)),
    )
    y_low, y_high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def x(count: float) -> float:
        return left + (math.log10(count) - x_low) / (x_high - x_low) * (width - left - right)

    def y(value: float) -> float:
        share = (math.log10(max(value, 0.05)) - y_low) / max(1, y_high - y_low)
        return height - bottom - share * (height - top - bottom)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(y_low, y_high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{left} {at:.1f}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for row in rows:
        at = x(row["articles"])
        parts.append(f'<path d="M{at:.1f} {top}V{height - bottom}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{height - bottom + 18}" text-anchor="middle">{row["articles"]:,}</text>'
        )
    middle = (left + width - right) / 2
    parts.append(f'<text x="{middle}" y="{height - 8}" text-anchor="middle">articles</text>')
    linear = [rows[0]["seconds"] * row["articles"] / rows[0]["articles"] for row in rows]
    line = " ".join(
        f"{x(row['articles']):.1f},{y(value):.1f}" for row, value in zip(rows, linear, strict=True)
    )
    parts.append(f'<polyline points="{line}" fill="none" stroke="#999" stroke-dasharray="4 4"/>')
    for number, (name, values) in enumerate([*series.items(), ("in proportion", linear)]):
        colour = COLOURS[number % len(COLOURS)] if name in series else "#999"
        if name in series:
            points = " ".join(f"{x(r['articles']):.1f},{y(v):.1f}" for r, v in zip(rows, values, strict=True))
            thick = 2.5 if name == "all" else 1.5
            parts.append(
                f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{thick}"/>'
            )
        at = top + 16 * number + 8
        parts.append(f'<path d="M{width - right + 16} {at - 4}h18" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{width - right + 40}" y="{at}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def one_size(count: int, stories: Stories) -> dict[str, Any]:
    """Measure one size in this process."""
    found = articles(count, stories)
    copied = largest_copy(found)
    models, watch = timed_models()
    check(found[:2], models=models)  # what the first call loads is no part of the growth
    return measured(found, models, watch, Settings()) | {"largest_copy": copied}


def apart(*arguments: str) -> dict[str, Any]:
    """What a process of its own measures."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", *arguments], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"benchmarks.scale {' '.join(arguments)} failed")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> int:
    """Measure each size, print, keep the results."""
    parser = argparse.ArgumentParser(description="Time and memory by the number of articles.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    parser.add_argument(
        "--naive-pairs", type=int, default=NAIVE_SAMPLE, help="pairs timed one by one; 0 for none"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--one-naive", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = os.environ.get("FACTCHECK_DATA")
    if not folder:
        sys.exit("FACTCHECK_DATA: name the folder that holds ecbplus/documents.jsonl.gz")
    try:
        stories = read_stories(Path(folder))
    except OSError as error:
        sys.exit(f"{error.filename}: cannot be read ({error.strerror})")
    if options.one or options.one_naive:
        measured_here = one_size(options.one, stories) if options.one else naive(stories, options.one_naive)
        print(json.dumps(measured_here))
        return 0
    rows = [apart("--one", str(count)) for count in sorted(options.sizes)]
    print(table(rows))
    results: dict[str, Any] = {"processors": os.cpu_count(), "sizes": rows}
    if options.naive_pairs:
        n = results["naive"] = apart("--one-naive", str(options.naive_pairs))
        print(f"one story of {n['sentences']} sentences, the report: {n['report_seconds']:.1f} s")
        for name, way in n["ways"].items():
            print(
                f"the naive way, {name}: {n['pairs']:,} pairs, {way['pairs_a_second']:.0f} a second "
                f"({n['pairs_timed']} timed), {way['seconds']:.0f} s: the report is {way['ratio']:.0f} times faster"
            )
    (RESULTS / "scale.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "scale.svg").write_text(plot(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
