"""Are the conflicts that reports show in real news right?

    FACTCHECK_DATA=FOLDER python -m benchmarks.realnews            # check the articles, draw a sample, print it
    FACTCHECK_DATA=FOLDER python -m benchmarks.realnews --judge    # print the sample as judged, with precision

The articles are those of ECB+ (``FOLDER/ecbplus/documents.jsonl.gz``): the subtopics of which no pair was judged for
training (``training/news.jsonl``), each one run on its first ten articles. The sample is 100 findings with their surest
conflict, drawn with a fixed seed and spread evenly over the stories; all that there are, where they are fewer.
``data/realnews.jsonl`` keeps where they stand and how they were judged (``data/README.md`` says by which rules); the
texts stay outside this repository, and are printed from the folder. A new sample keeps the judgement of every
conflict that was judged before.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from factcheck.models import Article, Report
from factcheck.pipeline import Models, check
from factcheck.safetext import one_line
from training.data import read_jsonl

LIST = Path(__file__).parent / "data" / "realnews.jsonl"
TRAINED_ON = Path(__file__).parent.parent / "training" / "news.jsonl"
SAMPLE = 100  # conflicts
STORIES = 60  # at most
ARTICLES = 10  # of one story
SEED = 7
CONFIDENCES = (0.0, 0.5, 0.7, 0.9)  # lower bounds of the rows that precision is given for
Entry = dict[str, Any]


def draw_stories(stories: dict[str, list[Article]], count: int, seed: int = SEED) -> dict[str, list[Article]]:
    """Some of the stories told by more than one source, the first articles of each."""
    told = {name: own[:ARTICLES] for name, own in sorted(stories.items())}
    several = [name for name, own in told.items() if len({article.source for article in own}) > 1]
    names = random.Random(seed).sample(several, min(count, len(several)))
    return {name: told[name] for name in sorted(names)}


def read_stories(folder: Path) -> dict[str, list[Article]]:
    """The articles of ECB+ by subtopic; an article without a known outlet is a source of its own.

    Raises:
        OSError: the documents cannot be read.
    """
    stories: dict[str, list[Article]] = {}
    for row in read_jsonl(folder / "ecbplus" / "documents.jsonl.gz"):
        stories.setdefault(row["subtopic"], []).append(
            Article(
                id=row["doc"], source=row["outlet"] or row["doc"], title="", path=row["doc"], url=row["url"],
                text=row["text"],
            )
        )  # fmt: skip
    return stories


def entries(story: str, report: Report) -> Iterator[Entry]:
    """The surest conflict of each conflicting finding, as the list keeps it."""
    for finding in report.of_verdict("conflicting"):
        conflict = finding.conflicts[0]
        sides = {}
        for side, claim_id, span in (
            ("a", conflict.claim_a, conflict.span_a),
            ("b", conflict.claim_b, conflict.span_b),
        ):
            claim = report.claim(claim_id)
            sides[side] = {"doc": claim.article_id, "claim": [claim.start, claim.end], "span": list(span)}
        yield {
            "story": story,
            "kind": conflict.kind,
            "severity": conflict.severity,
            "confidence": conflict.confidence,
            **sides,
            "judgement": None,
            "why": "",
        }


def sample(found: Iterable[Entry], seed: int = SEED, size: int = SAMPLE) -> list[Entry]:
    """Draw entries: one of each story in random order, then a second of each, and so on."""
    rng = random.Random(seed)
    stories: dict[str, list[Entry]] = {}
    for entry in found:
        stories.setdefault(entry["story"], []).append(entry)
    drawn = [rng.sample(own, len(own)) for _, own in sorted(stories.items())]
    rng.shuffle(drawn)
    rounds = (entry for row in zip_longest(*drawn) for entry in row if entry is not None)
    chosen = [entry for entry, _ in zip(rounds, range(size), strict=False)]
    return sorted(chosen, key=lambda e: (e["story"], _place(e)))


def _place(entry: Entry) -> str:
    """What makes an entry the same conflict in another run: the words that differ and what sort of conflict it is."""
    return json.dumps([entry["kind"], *(entry[side][key] for side in "ab" for key in ("doc", "span"))])


def with_judgements(drawn: Sequence[Entry], judged: Sequence[Entry]) -> list[Entry]:
    """The entries, with the judgement that the same conflict had before."""
    known = {_place(entry): {key: entry[key] for key in ("judgement", "why")} for entry in judged}
    return [entry | known.get(_place(entry), {}) for entry in drawn]


def load(path: Path = LIST) -> list[Entry]:
    """The kept list, empty where there is none."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines]


def save(kept: Iterable[Entry], path: Path = LIST) -> None:
    """Keep the list, one entry a line."""
    path.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in kept), encoding="utf-8")


def in_context(article: Article, place: Entry) -> str:
    """The lines of the article that hold a claim, the claim in ‹…› and the words that differ in «…»."""
    text = article.text
    (start, end), (left, right) = place["claim"], place["span"]
    marks = sorted([(start, 1, "‹"), (left, 2, "«"), (right, -2, "»"), (end, -1, "›")], key=lambda m: m[:2])
    line_start = text.rfind("\n", 0, min(start, left)) + 1
    line_end = text.find("\n", max(end, right))
    shown, here = "", line_start
    for position, _, mark in marks:
        shown += text[here:position] + mark
        here = position
    return one_line(shown + text[here : line_end if line_end >= 0 else len(text)])


def show(number: int, entry: Entry, articles: dict[str, Article]) -> str:
    """An entry with its sentences, for judging."""
    judged = entry["judgement"] or "not judged"
    lines = [
        f"{number}. {entry['story']}: {entry['kind']} {entry['confidence']:.2f}: {judged} {entry['why']}".rstrip()
    ]
    for side in "ab":
        article = articles[entry[side]["doc"]]
        lines.append(f"   {one_line(article.source)}: {in_context(article, entry[side])}")
    return "\n".join(lines)


def precision(kept: Sequence[Entry]) -> list[str]:
    """Share of the judged conflicts that are right: all, by kind, by confidence."""
    groups = {"all": list(kept)}
    for kind in sorted({entry["kind"] for entry in kept}):
        groups[kind] = [entry for entry in kept if entry["kind"] == kind]
    for low, high in zip(CONFIDENCES, (*CONFIDENCES[1:], 1.01), strict=True):
        name = f"confidence {low:.1f} to {min(high, 1):.1f}"
        groups[name] = [entry for entry in kept if low <= entry["confidence"] < high]
    lines = []
    for name, own in groups.items():
        judged = [entry["judgement"] for entry in own if entry["judgement"]]
        right = judged.count("right")
        share = f"{right / len(judged):.2f} ({right} of {len(judged)} judged)" if judged else "not judged"
        lines.append(f"{name:24}{len(own):4}  {share}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--judge", action="store_true", help="print the kept sample; check nothing")
    parser.add_argument("--stories", type=int, default=STORIES, help="how many stories to check")
    parser.add_argument("--list", type=Path, default=LIST, help="where the sample is kept")
    options = parser.parse_args()
    try:
        stories = read_stories(Path(os.environ["FACTCHECK_DATA"]))
    except KeyError:
        sys.exit("realnews: set FACTCHECK_DATA to the folder that holds ecbplus/documents.jsonl.gz")
    except OSError as error:
        sys.exit(f"realnews: {error}")
    if options.judge:
        kept = load(options.list)
    else:
        models = Models.load()
        found = []
        seen = {entry["story"] for entry in load(TRAINED_ON)}
        unseen = {name: own for name, own in stories.items() if name not in seen}
        for name, articles in draw_stories(unseen, options.stories).items():
            own = list(entries(name, check(articles, models=models)))
            print(f"{name}: {len(articles)} articles, {len(own)} conflicting findings", file=sys.stderr)
            found += own
        kept = with_judgements(sample(found), load(options.list))
        save(kept, options.list)
    by_id = {article.id: article for articles in stories.values() for article in articles}
    for number, entry in enumerate(kept, 1):
        print(show(number, entry, by_id))
    print(f"\n{len(kept)} conflicts of {len({entry['story'] for entry in kept})} stories")
    print("\n".join(precision(kept)))


if __name__ == "__main__":
    main()
