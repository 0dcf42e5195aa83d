"""A story of forty articles: which conflicts are shown, which of them are right, and what stands there twice.

    python -m benchmarks.large

The articles of ``forty/articles`` were written for this project from one list of facts. ``deviations.json`` names the
passages in which one to three of them depart from it; a conflict is right where one of its claims covers such a passage
and the other is of an article that does not depart in this.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

from benchmarks.scoring import covers
from factcheck.models import Claim, Conflict, Report
from factcheck.pipeline import check

FORTY = Path(__file__).parent / "forty"
ARTICLES = FORTY / "articles"

Deviations = dict[str, dict[str, str]]  # what deviates -> the words of each source that does


def read_deviations() -> Deviations:
    """The deviations of the forty articles."""
    entries = json.loads((FORTY / "deviations.json").read_text(encoding="utf-8"))
    return {entry["deviation"]: dict(entry["passages"]) for entry in entries}


def shown(report: Report, deviations: Deviations) -> list[tuple[Conflict, str | None]]:
    """The surest conflict of each conflicting finding, and which deviation it shows; None where it shows none."""
    surest = [finding.conflicts[0] for finding in report.of_verdict("conflicting")]
    return [(conflict, _deviation_of(conflict, report, deviations)) for conflict in surest]


def _deviation_of(conflict: Conflict, report: Report, deviations: Deviations) -> str | None:
    a, b = report.claim(conflict.claim_a), report.claim(conflict.claim_b)
    for name, words in deviations.items():
        for one, other in ((a, b), (b, a)):
            if _deviates(one, report, words) and report.source(other) not in words:
                return name
    return None


def _deviates(claim: Claim, report: Report, words: dict[str, str]) -> bool:
    passage = words.get(report.source(claim), "")
    start = report.article(claim.article_id).text.find(passage) if passage else -1
    return start >= 0 and covers(claim, claim.article_id, start, start + len(passage))


def main() -> None:
    """The command line."""
    deviations, start = read_deviations(), time.perf_counter()
    report = check([ARTICLES])
    seconds = time.perf_counter() - start
    conflicts = shown(report, deviations)
    for conflict, name in conflicts:
        print(f"{conflict.confidence:.2f}  {name or 'WRONG'}: {conflict.explanation}")
    found = Counter(name for _, name in conflicts)
    print(f"{len(report.articles)} articles, {seconds:.0f} s")
    print(f"{found.total()} conflicts shown, {found[None]} of them wrong")
    missing = [name for name in deviations if name not in found]
    print(
        f"{len(deviations) - len(missing)} of {len(deviations)} deviations found; missing:",
        *missing,
        sep="\n  ",
    )
    titles = Counter(finding.title for finding in report.findings)
    for what, counted in (("deviations", found), ("titles", titles)):
        twice = [one for one, times in counted.items() if one and times > 1]
        print(f"{what} of more than one finding:", twice or "none")


if __name__ == "__main__":
    main()
