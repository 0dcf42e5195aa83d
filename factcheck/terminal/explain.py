"""Explanations printed: what a word means, and why a finding is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from factcheck import explain, view
from factcheck.excerpts import segments
from factcheck.explain import Meaning
from factcheck.models import Conflict, Finding, Report
from factcheck.terminal.full import Full
from factcheck.terminal.paper import Job, Paper
from factcheck.view import listing, plural

if TYPE_CHECKING:
    from factcheck.recheck import Compared

MOST_PAIRS: Final = 12


def word(name: str, meaning: Meaning, console: Console) -> None:
    """Print what a kind, verdict or severity means."""
    paper = Paper(console)
    paper.out(Text(name, style="bold") + f": {meaning.short}", Text(), Text(meaning.text))
    if meaning.example:
        paper.out(Text(), Text("For example", style="bold"))
        paper.out(*(Padding(Text(passage), (0, 0, 0, 2)) for passage in meaning.example))
    paper.out(Text(), Text("It is not", style="bold") + f"  {meaning.never}")
    paper.out(Text("To do", style="bold") + f"  {meaning.advice}")


def finding(found: Finding, job: Job, console: Console, compared: Sequence[Compared] = ()) -> None:
    """Print a finding and why it is what it is.

    Args:
        found: a finding of ``job.report``.
        compared: its pairs compared again, with their evidence.
    """
    shown = next(v for s in view.arrange(job.report) for v in s.findings if v.finding.id == found.id)
    printer = Full(console, job)
    printer.print_finding(shown)
    printer.heading(f"Why {found.verdict}")
    for reason in _reasons(job.report, found):
        printer.out(printer.text(reason))
    if found.conflicts:
        printer.heading(f"Pairs that conflict ({len(found.conflicts)})")
        for conflict in found.conflicts[:MOST_PAIRS]:
            _pair(printer, job.report, conflict)
        if len(found.conflicts) > MOST_PAIRS:
            printer.out(Text(f"and {len(found.conflicts) - MOST_PAIRS} more", style="dim"))
    if compared:
        printer.heading(f"Compared again ({plural(len(compared), 'candidate pair')})")
        for each in compared:
            _evidence(printer, job.report, each)
    printer.out(Text())
    for line in job.offer:
        printer.out(printer.text(line))


def _reasons(report: Report, found: Finding) -> list[str]:
    meanings: list[Meaning] = [explain.VERDICTS[found.verdict], *(explain.KINDS[k] for k in found.kinds)]
    lines = [meaning.short for meaning in meanings]
    sources = f"{plural(len(found.claim_ids), 'claim')} of {listing(found.sources)}"
    if found.independent_sources < len(found.sources):
        independent = plural(found.independent_sources, "independent source")
        sources += f", counted as {independent}: the others share the text"
    lines.append(f"{sources}.")
    settings = report.settings
    if found.conflicts:
        least = settings.get("conflict_probability")
        asked = f"; a conflict needs {least}" if least is not None else ""
        lines.append(f"Confidence {found.confidence:.2f}, the probability of the surest pair{asked}.")
    elif found.verdict == "agreeing":
        least = settings.get("agree_probability")
        asked = f"; an agreement needs {least}" if least is not None else ""
        lines.append(f"Confidence {found.confidence:.2f}, the mean probability of its pairs{asked}.")
    return lines


def _pair(paper: Paper, report: Report, conflict: Conflict) -> None:
    head = (
        f"{conflict.kind}, {conflict.severity}, probability {conflict.confidence:.2f}: {conflict.explanation}"
    )
    paper.out(paper.text(head))
    for claim_id, span in ((conflict.claim_a, conflict.span_a), (conflict.claim_b, conflict.span_b)):
        claim = report.claim(claim_id)
        text = report.article(claim.article_id).text
        words = paper.words(segments(text, (claim.start, claim.end), [span]), 280)
        line = paper.text(f"{claim_id} {report.source(claim)}:", "bold") + " " + words
        paper.out(Padding(line, (0, 0, 0, 2)))


def _evidence(paper: Paper, report: Report, each: Compared) -> None:
    from factcheck import trace

    aside = "" if each.inside else " (near miss: not in this finding)"
    paper.out(paper.text(trace.outcome(each.comparison) + aside, "bold"))
    lines = [f"{report.source(c)}: {c.text}" for c in (each.a, each.b)] + list(each.evidence)
    paper.out(*(Padding(paper.text(line), (0, 0, 0, 2)) for line in lines))
