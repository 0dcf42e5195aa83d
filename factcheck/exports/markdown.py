"""The report as Markdown (CommonMark, without tables or HTML), to paste into notes, tickets and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck import view
from factcheck.excerpts import Segment
from factcheck.marks import Mark
from factcheck.models import Report
from factcheck.safetext import one_line, web_address
from factcheck.view import FindingView, Passage, StoryView, listing, plural

# What Markdown or the HTML in it could take for markup, the start of a bare address included.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$]|(?<=\w):(?=//)|(?<=www)\.)")
# At the start of a line: headings, list items, rules.
_START = re.compile(r"^(?:(#|[-+=])|(\d+)([.)]))")


def render(report: Report, marks: Mapping[str, Mark]) -> str:
    """The whole report, conflicts first."""
    return "\n".join(_lines(report, marks)).rstrip() + "\n"


def _lines(report: Report, marks: Mapping[str, Mark]) -> Iterator[str]:
    counts = report.counts
    stories = view.arrange(report)
    yield f"# {_escape(view.title(report))}"
    yield ""
    yield (
        f"{plural(counts.articles, 'article')}, {plural(counts.sources, 'source')}, "
        f"{plural(counts.claims, 'claim')} in {plural(len(report.findings), 'finding')}: "
        f"**{counts.conflicting} conflicting**, **{counts.agreeing} agreeing**, "
        f"**{counts.single_sourced} single-sourced**."
    )
    yield ""
    for article in report.articles:
        url = web_address(article.url)
        title = _escape(article.title)
        day = f", {article.published.day} {article.published:%B %Y}" if article.published else ""
        yield f"- {_escape(article.source)}: {f'[{title}](<{_target(url)}>)' if url else title}{day}"
    for story in stories:
        if len(stories) > 1:
            yield f"\n## {_escape(story.title)}"
        yield from _story(story, marks, "###" if len(stories) > 1 else "##")
    remarks = [group.sentence() for group in view.copy_groups(report)]
    remarks += [f"{problem.path}: {problem.message}" for problem in report.problems]
    if remarks:
        yield "\n## Remarks\n"
        yield from (f"- {_escape(remark)}" for remark in remarks)
    yield f"\nMade by factcheck {_escape(report.factcheck_version)}, report {_escape(report.report_id)}."


def _story(story: StoryView, marks: Mapping[str, Mark], level: str) -> Iterator[str]:
    if story.conflicting:
        yield f"\n{level} Conflicting ({len(story.conflicting)})"
        for found in story.conflicting:
            yield from _conflict(found, marks.get(found.finding.id), f"{level}#")
    if story.agreeing:
        yield f"\n{level} Agreeing ({len(story.agreeing)})\n"
        for found in story.agreeing:
            yield f"- **{_escape(found.finding.id)}** {found.support}"
            yield from _indented(_passages(found.passages))
            yield from _indented(_notes(found, marks.get(found.finding.id)))
    if story.single:
        yield f"\n{level} Single-sourced ({story.single_count})"
        for sources, here in story.single:
            yield f"\n{level}# Only in {_escape(listing(sources))} ({len(here)})\n"
            for found in here:
                words = "; ".join(_words(p.segments) for p in found.passages)
                yield f"- **{_escape(found.finding.id)}** {words}"
                yield from _indented(_notes(found, marks.get(found.finding.id)))


def _conflict(found: FindingView, mark: Mark | None, level: str) -> Iterator[str]:
    yield f"\n{level} {_escape(found.finding.id)}: {_escape(found.finding.title)}\n"
    for reason in found.reasons:
        sides = "" if len(found.sides) == 2 else f"{reason.sides[0]} against {reason.sides[1]}: "
        confidence = f"confidence {view.confidence_word(reason.confidence)}, {reason.confidence:.2f}"
        yield (
            f"- {sides}**{reason.severity.capitalize()}: {view.KIND_WORDS[reason.kind]}** ({confidence}). "
            f"{_escape(reason.explanation)}"
        )
    yield from _notes(found, mark)
    for side in found.sides:
        yield f"\n**{side.label}**\n"
        yield from _passages(side.passages)
    if found.others:
        yield "\nAlso there, on no side:\n"
        yield from _passages(found.others)


def _passages(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        yield f"- {_escape(listing(passage.sources))}: {_words(passage.segments)}"


def _notes(found: FindingView, mark: Mark | None) -> Iterator[str]:
    if mark:
        yield f"- **{_escape(mark.sentence)}**"
    yield from (f"- Note: {_escape(note)}" for note in found.finding.notes)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _words(segments: Sequence[Segment]) -> str:
    """Verbatim words; those that differ are bold. Spaces stand outside the asterisks, or they are none."""
    words = ""
    for segment in segments:
        inner = one_line(segment.text)
        lead, tail = segment.text[:1].isspace(), segment.text[-1:].isspace()
        bold = f"**{_special(inner)}**" if segment.marked and inner else _special(inner)
        words += f"{' ' * lead}{bold}{' ' * (tail and bool(inner))}"
    return _start(words.strip())


def _escape(text: str) -> str:
    """Hostile text as one line that Markdown shows as it is."""
    return _start(_special(one_line(text)))


def _special(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _start(text: str) -> str:
    return _START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def _target(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
