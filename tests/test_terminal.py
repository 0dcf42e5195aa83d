import io
import re
from pathlib import Path

import pytest
from rich.console import Console
from sample_hostile import hostile_report
from sample_report import sample_report

from factcheck.models import Article, Claim, Copy, Finding, Report
from factcheck.terminal import print_report


def printed(report: Report, width: int = 80, page: Path | None = None, **options) -> str:
    file = io.StringIO()
    print_report(report, Console(file=file, width=width, **options), page=page)
    return file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 160, 200])
def test_no_line_is_wider_than_the_console_nor_padded(width):
    lines = printed(sample_report(), width).splitlines()
    assert max(map(len, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


def test_summary_adds_up_and_stands_first_and_last():
    text = printed(sample_report(), 120)
    sum_up = "9 conflicting + 6 agreeing + 8 single-sourced"
    assert f"4 articles, 4 sources, 52 claims in 23 findings: {sum_up}" in text
    assert text.rstrip().endswith(sum_up)


def test_conflicts_come_first_then_agreements_then_single_sources():
    text = printed(sample_report())
    places = [
        text.index(h) for h in ("≠ Conflicting (9)", "= Agreeing (6)", "• Single-sourced (8)", "Remarks")
    ]
    assert places == sorted(places)
    assert text.index("Only in Coast Courier (3)") < text.index("Only in Harbour Gazette (3)")


def test_a_conflict_names_kind_severity_reason_sources_and_marks_the_words():
    text = printed(sample_report(), 100)
    assert "Contradiction: numbers differ (confidence high, 0.97)" in text
    assert text.count("Coast Courier says 212 people were aboard, Harbour Gazette says 198.") == 1
    assert re.search(r"A  Coast Courier, Daily.*Ferry with «212» aboard", text)
    assert re.search(r"B  Harbour Gazette +The ferry was carrying «198» people\.", text)


def test_sides_are_beside_each_other_when_wide_and_stacked_when_narrow():
    wide, narrow = (printed(sample_report(), width) for width in (160, 80))
    assert re.search(r"A  Coast Courier +B  Harbour Gazette", wide)
    assert not re.search(r"A  Coast Courier +B ", narrow)


def test_marks_are_styles_in_colour_and_signs_without():
    coloured = printed(sample_report(), force_terminal=True, color_system="truecolor")
    assert "«" not in coloured
    assert re.search(r"\x1b\[1;4;31m212\x1b\[0m", coloured)
    without = printed(sample_report(), force_terminal=True, color_system="truecolor", no_color=True)
    assert "«212»" in re.sub(r"\x1b\[[0-9;]*m", "", without)
    assert "\x1b[31m" not in without


def test_copies_and_problems_are_named():
    text = printed(sample_report(), 100)
    assert "Same text in Coast Courier and Daily Digest: counted as one source." in text
    assert "story/photo.jpg: not text: it looks like a JPEG image" in text


def test_page_is_named_and_linked_where_links_work(tmp_path):
    page = tmp_path / "x y.html"
    assert f"Page: {page}" in printed(sample_report(), 300, page)
    linked = printed(sample_report(), page=page, force_terminal=True, color_system="truecolor")
    assert f"{page.as_uri()}#f-f1" in linked


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_text_is_shown_and_sends_no_control_codes(width, terminal):
    text = printed(
        hostile_report(), width, force_terminal=terminal, color_system="truecolor" if terminal else None
    )
    ours = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", ours)
    flat = "".join(ours.split())
    assert "[red]notred[/red]" in flat
    assert "[link=http://evil.example]nolink[/link]" in flat
    assert "␛[31mred" in flat
    assert ":smile:" in flat
    assert "\x1b]8" not in text
    assert max(map(len, ours.splitlines())) <= width


def test_output_that_is_not_unicode_gets_replacements():
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    print_report(sample_report(), Console(file=file, width=80))
    assert b"Ferry runs aground" in raw.getvalue()


def test_two_hundred_copies_are_a_short_report():
    text = "Twelve people were hurt."
    articles = [
        Article(id=f"a{n}", source=f"Paper {n}", title="T", path=f"{n}.txt", text=text) for n in range(200)
    ]
    claims = [Claim(id=f"c{n}", article_id=f"a{n}", text=text, start=0, end=len(text)) for n in range(200)]
    sample = sample_report()
    report = sample.model_copy(
        update={
            "articles": tuple(articles),
            "claims": tuple(claims),
            "stories": (sample.stories[0].model_copy(update={"article_ids": tuple(a.id for a in articles)}),),
            "findings": (
                Finding(
                    id="f1", story_id="s1", verdict="single-sourced", title=text, independent_sources=1,
                    claim_ids=tuple(c.id for c in claims), sources=tuple(a.source for a in articles),
                    confidence=0.9,
                ),
            ),
            "copies": tuple(
                Copy(article_a="a0", article_b=f"a{n}", similarity=1, spans=()) for n in range(1, 200)
            ),
        }
    )  # fmt: skip
    out = printed(report)
    assert len(out.splitlines()) < 25
    assert "copied text: one source" in " ".join(out.split())


def test_an_empty_report_prints():
    empty = sample_report().model_copy(
        update={"articles": (), "claims": (), "findings": (), "stories": (), "copies": ()}
    )
    assert "0 conflicting + 0 agreeing + 0 single-sourced" in printed(empty)
