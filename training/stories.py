"""Training pairs of claims from annotated stories written for this project.

    python -m training.stories --out RUN

writes ``stories.jsonl.gz`` (for training) and ``stories_heldout.jsonl.gz`` (one story in ten, for evaluation). The
stories of ``stories`` are whole articles, annotated like those of ``benchmarks/stories`` and none of them, so that the
model learns from claims as they are extracted, beside the pairs that it will be asked about. Which are worth asking
about is for the decision as it is then (``decision.json``). The stories of the benchmark are not among them: the
decision is fitted on answers that the model did not learn by heart.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from factcheck.claims import extract
from factcheck.decision import may_be_one_fact
from factcheck.pipeline import Models
from factcheck.settings import Settings
from training.annotated import AnnotatedStory, read_lines
from training.data import Pair
from training.decision import evidence
from training.facts import held_out
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL
from training.generate import write

STORIES = Path(__file__).parent / "stories"
LABELS = {"agree": ENTAILMENT, "conflict": CONTRADICTION, "unrelated": NEUTRAL}


def story_pairs(story: AnnotatedStory, models: Models, settings: Settings) -> Iterator[Pair]:
    """Both directions of every candidate pair that is worth asking the model about, and of all that are annotated."""
    statements = extract(story.articles, models.parser)
    known = story.relations(statements)
    # The answers of a model that was trained before are of no use here.
    unasked = settings.model_copy(update={"worth_asking": 1.0})
    for (a, b), pair, votes in evidence(story.articles, statements, [], models, unasked):
        relation = known.get((a, b), "unrelated")
        worth_asking = may_be_one_fact(pair, votes) >= settings.worth_asking
        if relation in LABELS and (worth_asking or relation != "unrelated"):
            one, other = statements[a].claim.text, statements[b].claim.text
            yield Pair(one, other, LABELS[relation], "stories")
            yield Pair(other, one, LABELS[relation], "stories")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    settings = Settings()
    models = Models.load(settings)
    pairs: dict[bool, list[Pair]] = {False: [], True: []}
    for path in sorted(STORIES.glob("*.jsonl")):
        for story in read_lines(path):
            pairs[held_out(story.name)] += story_pairs(story, models, settings)
    for kept, ending in ((False, ""), (True, "_heldout")):
        print(f"stories{ending}: {len(pairs[kept])} pairs")
        write(options.out / f"stories{ending}.jsonl.gz", pairs[kept])


if __name__ == "__main__":
    main()
