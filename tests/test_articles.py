"""Reading articles from files, folders, records and standard input."""

from __future__ import annotations

import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.articles import ReadLimits, find_headline, looks_english, parse_date, read_articles
from factcheck.models import Article, Problem
from factcheck.readers import paths

BODY = "A barge struck the pier on Monday.\n\nNobody was hurt, the harbour office said."


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def only(path: str, **options: object) -> Article:
    articles, problems = read_articles([path], **options)  # type: ignore[arg-type]
    assert problems == []
    assert len(articles) == 1
    return articles[0]


def problem(path: str, **options: object) -> Problem:
    articles, problems = read_articles([path], **options)  # type: ignore[arg-type]
    assert articles == []
    assert len(problems) == 1
    assert "\n" not in problems[0].message
    return problems[0]


# Text files


def test_plain_file(tmp_path: Path) -> None:
    path = write(tmp_path / "harbour_post.txt", f"Barge hits pier in Norvik\n\n{BODY}\n\n")
    article = only(path)
    assert article.id == "a1"
    assert article.source == "harbour_post"
    assert article.title == "Barge hits pier in Norvik"
    assert article.path == path
    assert article.text == f"Barge hits pier in Norvik\n\n{BODY}"
    assert article.headline == (0, 25)
    assert article.published is None
    assert article.url is None


FRONT_MATTER = (
    "Source: The Harbour Post\ntitle: Barge hits pier\nPUBLISHED: 2026-05-14\nurl: https://post.example/1\n"
)


@pytest.mark.parametrize(
    "head",
    [
        FRONT_MATTER,
        FRONT_MATTER + "\n",
        "\n\n" + FRONT_MATTER + "\n",
        f"---\n{FRONT_MATTER}---\n",
        f"---\nauthor: Ann Example\ntags:\n  - sea\n{FRONT_MATTER}---\n\n",
        "\ufeff" + FRONT_MATTER.replace("\n", "\r\n"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_front_matter_is_read_and_never_part_of_the_text(tmp_path: Path, head: str, suffix: str) -> None:
    article = only(write(tmp_path / f"a{suffix}", head + BODY))
    assert article.text == BODY
    assert article.source == "The Harbour Post"
    assert article.title == "Barge hits pier"
    assert article.published == datetime(2026, 5, 14, tzinfo=UTC)
    assert article.url == "https://post.example/1"


def test_front_matter_directly_above_the_headline(tmp_path: Path) -> None:
    article = only(write(tmp_path / "a.txt", f"published: 2026-05-14\nBarge hits pier\n\n{BODY}"))
    assert article.text.startswith("Barge hits pier\n")
    assert article.headline == (0, 15)


@pytest.mark.parametrize(
    "source", ["bbc", "The Times of Norvik", "Norvik News Inc.", "harbour_post", "'A.P.'"]
)
def test_source_names(tmp_path: Path, source: str) -> None:
    assert only(write(tmp_path / "a.txt", f"source: {source}\n\n{BODY}")).source == source.strip("'")


@pytest.mark.parametrize(
    "line",
    [
        "Source: police say two men are held over the fire.",
        "Source: police say two men were held",
        "Source: Fire began in kitchen",
        "Published: the long-awaited report says 3 people knew.",
        "Title: " + "long " * 60,
        "URL: see below",
        "Editor: Ann Example",
    ],
)
def test_prose_that_looks_like_front_matter_stays(tmp_path: Path, line: str) -> None:
    article = only(write(tmp_path / "a.txt", f"{line}\n\n{BODY}"))
    assert article.text.startswith(line.strip())
    assert article.source == "a"


def test_a_ruler_is_no_fence(tmp_path: Path) -> None:
    text = f"---\nThe barge was old. It sank.\n---\n{BODY}"
    assert only(write(tmp_path / "a.md", text)).text == text


def test_host_names_the_source_where_nothing_else_does(tmp_path: Path) -> None:
    assert (
        only(write(tmp_path / "a.txt", f"url: https://www.post.example/1\n{BODY}")).source == "post.example"
    )


def test_unclear_date_is_noted_and_the_article_kept(tmp_path: Path) -> None:
    articles, problems = read_articles([write(tmp_path / "a.txt", f"published: 03/04/2026\n{BODY}")])
    assert articles[0].published is None
    assert "03/04/2026" in problems[0].message
    assert articles[0].text == BODY


def test_address_that_could_run_a_script_is_dropped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps({"text": BODY, "url": "javascript:alert(1)"}))
    articles, problems = read_articles([path])
    assert articles[0].url is None
    assert "web address" in problems[0].message


def test_one_word_is_an_article(tmp_path: Path) -> None:
    article = only(write(tmp_path / "a.txt", "Flood"))
    assert (article.text, article.title, article.headline) == ("Flood", "Flood", None)


def test_title_from_the_first_words(tmp_path: Path) -> None:
    article = only(write(tmp_path / "a.txt", "The barge struck the pier " * 10 + "on Monday."))
    assert article.headline is None
    assert len(article.title) <= 81
    assert article.title.endswith("…")
    assert article.text.startswith(article.title[:-1] + " ")


def test_two_files_of_one_source_stay_two_articles(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, f"source: The Post\n\n{BODY}") for name in ("b.txt", "a.txt")]
    articles, problems = read_articles(paths)
    assert [(a.id, a.source, a.path) for a in articles] == [
        ("a1", "The Post", paths[0]),
        ("a2", "The Post", paths[1]),
    ]
    assert problems == []


# Encodings

QUOTED = "“I haven’t seen it,” said Zoë Saldaña – of the café in Gascogne, at 6.8\u00a0metres…"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, newline: str) -> None:
    text = f"{QUOTED}\n\n{BODY}"
    article = only(write(tmp_path / "a.txt", text.replace("\n", newline).encode(encoding)))
    assert article.text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "It’s over."),
        ("cp1252", "The café was closed on Sunday, said Señor Núñez."),
        ("cp1250", "Burmistrz powiedział w środę, że most będzie zamknięty przez dłuższy czas."),
        ("koi8-r", "Мэр сообщил в среду, что мост будет закрыт на несколько месяцев."),
        ("cp1251", "Мэр сообщил в среду, что мост будет закрыт на несколько месяцев."),
        ("gb18030", "市长星期三表示，市中心的大桥将关闭数月，警方说一辆卡车撞上了桥墩。"),
        ("shift_jis", "市長は水曜日、中心部の橋が数か月間閉鎖されると発表した。"),
    ],
)
def test_other_encodings_are_told_from_the_bytes(tmp_path: Path, encoding: str, text: str) -> None:
    assert only(write(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_a_damaged_character_does_not_change_the_encoding(tmp_path: Path) -> None:
    content = f"{QUOTED} {QUOTED}".encode() + "’".encode()[:2]
    assert only(write(tmp_path / "a.txt", content)).text == f"{QUOTED} {QUOTED}\ufffd"


def test_unusual_characters_are_kept(tmp_path: Path) -> None:
    text = "“Quote”\u00a0and\u2028separator \U0001f30a\n\n\tindented  twice\n\n\n\nlast"
    assert only(write(tmp_path / "a.txt", text)).text == text


def test_indent_of_the_first_line_is_kept(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.txt", "\n \n  First words.\n\n")).text == "  First words."


# Headlines


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Barge hits pier\n\nIt sank.", "Barge hits pier"),
        ("Did the barge hit the pier?\n\nIt sank.", "Did the barge hit the pier?"),
        ("“We had no warning”\n\nIt sank.", "“We had no warning”"),
        ("Barge sinks off the U.S.\n\nIt sank.", "Barge sinks off the U.S."),
        ("# Barge hits pier\nIt sank.", "Barge hits pier"),
        ("## Barge hits pier ##\n\nIt sank.", "Barge hits pier"),
        ("**Barge hits pier**\n\nIt sank.", "Barge hits pier"),
        ("# **Barge hits pier**\n\nIt sank.", "Barge hits pier"),
        ("Barge hits pier\n===============\nIt sank.", "Barge hits pier"),
        ("Barge hits pier\n \nIt sank.", "Barge hits pier"),
        ("Barge hits pier", None),
        ("Barge hits pier\n\n \n", None),
        ("Barge hits pier\nIt sank.", None),
        ("The barge hit the pier.\n\nIt sank.", None),
        ("She said: “It sank.”\n\nIt sank.", None),
        ("The mayor said:\n\nIt sank.", None),
        ("By Ann Example and Bo van Dam\n\nIt sank.", None),
        ("Sport\n\nIt sank.", None),
        ("word " * 40 + "end\n\nIt sank.", None),
    ],
)
def test_headline(text: str, headline: str | None) -> None:
    span = find_headline(text)
    assert (text[slice(*span)] if span else None) == headline


def test_a_line_that_is_the_title_is_the_headline() -> None:
    assert find_headline("Barge hits pier.\nIt sank.", title="Barge hits pier") == (0, 16)


# Dates


@pytest.mark.parametrize(
    "value",
    [
        "2026-09-03T14:05:00Z",
        "2026-09-03 14:05",
        "2026-09-03T16:05:00.000+0200",
        "Thu, 03 Sep 2026 14:05:00 GMT",
        "3 September 2026, 14:05",
        "3rd of September 2026 at 14:05",
        "Sept. 3, 2026 10:05 a.m. EDT",
        "September 3, 2026 | 2:05 PM",
        "Thursday 3 September 2026 14:05",
        "2026/9/3 14:05",
    ],
)
def test_forms_of_dates(value: str) -> None:
    assert parse_date(value) == datetime(2026, 9, 3, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["", "soon", "03/04/2026", "May 2026", "2026", "31 June 2026", "9999-01-01", "1" * 90]
)
def test_unclear_dates(value: str) -> None:
    assert parse_date(value) is None


def test_day_and_month_that_cannot_be_confused() -> None:
    assert parse_date("13/04/2026") == parse_date("4/13/2026") == datetime(2026, 4, 13, tzinfo=UTC)


# Records


def test_json_forms(tmp_path: Path) -> None:
    record = {"text": BODY, "source": "Post", "title": "Barge", "published": "2026-05-14T08:00:00+02:00"}
    record["url"] = "https://post.example/1"
    for number, value in enumerate([record, [record], {"articles": [record]}]):
        article = only(write(tmp_path / f"{number}.json", json.dumps(value)))
        assert (article.source, article.title, article.url) == ("Post", "Barge", "https://post.example/1")
        assert article.published == datetime(2026, 5, 14, 6, tzinfo=UTC)
        assert article.text == BODY


def test_malformed_lines_are_named_and_the_others_kept(tmp_path: Path) -> None:
    lines = ['{"text": "One.", "source": "A"}', '{"text": "Two.', "", "[1]", '{"text": 5}', '{"text": " "}']
    path = write(tmp_path / "story.jsonl", "\n".join([*lines, '{"text": "Three.", "source": "B"}']))
    articles, problems = read_articles([path])
    assert [(a.id, a.text, a.source) for a in articles] == [("a1", "One.", "A"), ("a2", "Three.", "B")]
    assert [p.message.split(":")[0] for p in problems] == ["line 2", "line 4", "line 5", "line 6"]
    assert all(p.path == path for p in problems)


def test_a_file_of_bad_records_does_not_bury_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", "{\n" * 500 + '{"text": "One."}')
    articles, problems = read_articles([path])
    assert len(articles) == 1
    assert len(problems) == 21
    assert problems[-1].message.startswith("480 more records")


def test_fields_of_the_wrong_type_are_noted(tmp_path: Path) -> None:
    articles, problems = read_articles(
        [write(tmp_path / "a.json", '{"text": "One.", "source": 7, "title": null}')]
    )
    assert articles[0].source == "a"
    assert '"source"' in problems[0].message


def test_records_without_sources_are_told_to_count_as_one(tmp_path: Path) -> None:
    articles, problems = read_articles([write(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": "Two."}')])
    assert {a.source for a in articles} == {"a"}
    assert "source" in problems[0].message


@pytest.mark.parametrize(
    "content", ["[]", "7", '"text"', '{"a": 1}', "{", "[" * 100_000, "1" * 5000, '{"articles": []}']
)
def test_json_without_articles(tmp_path: Path, content: str) -> None:
    assert problem(write(tmp_path / "a.json", content)).path.endswith("a.json")


def test_half_characters_become_writable(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", r'{"text": "A \ud800 wave \ud83c\udf0a came.", "source": "\udfff"}')
    article = only(path)
    assert article.text == "A \ufffd wave \U0001f30a came."
    article.model_dump_json().encode()


def test_control_codes_do_not_reach_names(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json", json.dumps({"text": BODY, "source": "Po\x1bst\n2", "title": "Bar\x07ge"})
    )
    article = only(path)
    assert (article.source, article.title) == ("Po st 2", "Bar ge")


# HTML

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title} | Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2026-05-14T08:30:00+02:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article>{heading}
<p>A barge struck the pier in Norvik on Monday, and “nobody was hurt”, the harbour office said.</p>
<p>The pier, built in 1912, will be closed for three weeks while divers look at its piles.</p>
<p>Its owner, Zoë Lindqvist, said that the barge had lost its rudder in the night’s storm.</p></article>
<footer>Copyright 2026 Harbour Post. All rights reserved.</footer></body></html>"""
PARAGRAPHS = [
    "A barge struck the pier in Norvik on Monday, and “nobody was hurt”, the harbour office said.",
    "The pier, built in 1912, will be closed for three weeks while divers look at its piles.",
    "Its owner, Zoë Lindqvist, said that the barge had lost its rudder in the night’s storm.",
]


@pytest.mark.parametrize("heading", ["<h1>Barge hits pier in Norvik</h1>", ""])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
@pytest.mark.parametrize("suffix", [".html", ".htm"])
def test_page(tmp_path: Path, heading: str, charset: str, suffix: str) -> None:
    html = PAGE.format(title="Barge hits pier in Norvik", heading=heading, charset=charset)
    article = only(write(tmp_path / f"a{suffix}", html.encode("utf-8" if charset == "utf-8" else "cp1252")))
    assert article.text.split("\n\n") == ["Barge hits pier in Norvik", *PARAGRAPHS]
    assert article.headline == (0, 25)
    assert article.title == "Barge hits pier in Norvik"
    assert article.source == "The Harbour Post"
    assert article.published == datetime(2026, 5, 14, 6, 30, tzinfo=UTC)


def test_page_with_an_encoding_declaration(tmp_path: Path) -> None:
    html = PAGE.format(title="Barge hits pier", heading="", charset="iso-8859-1")
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + html
    assert PARAGRAPHS[2] in only(write(tmp_path / "a.html", declared.encode("cp1252"))).text


def test_fragment_of_a_page(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.html", "<p>One short paragraph.</p>")).text == "One short paragraph."


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><body><script>x()</script></body></html>", "<p> </p>", "<!-- -->"]
)
def test_page_without_text(tmp_path: Path, html: str) -> None:
    assert "no article text" in problem(write(tmp_path / "a.html", html)).message


def test_page_of_countless_tags_is_refused(tmp_path: Path) -> None:
    assert "no article text" in problem(write(tmp_path / "a.html", "<p><b>It sank." * 60_000)).message


def test_deeply_nested_page_is_no_traceback(tmp_path: Path) -> None:
    articles, problems = read_articles(
        [write(tmp_path / "a.html", "<div>" * 45_000 + "Flood." + "</div>" * 45_000)]
    )
    assert len(articles) + len(problems) == 1


# Folders


def test_folder_is_read_by_name_and_recursively(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a/z.md",
        "a/y.txt",
        "c.jsonl",
        "B.HTML",
        ".hidden.txt",
        ".git/x.txt",
        "notes.doc",
        "x",
    ]:
        content = json.dumps({"text": BODY}) if name.endswith("jsonl") else f"<p>{BODY}</p>"
        write(tmp_path / name, content)
    articles, problems = read_articles([str(tmp_path)])
    assert [Path(a.path).relative_to(tmp_path).as_posix() for a in articles] == [
        "B.HTML",
        "a/y.txt",
        "a/z.md",
        "b.txt",
        "c.jsonl",
    ]
    assert [a.id for a in articles] == ["a1", "a2", "a3", "a4", "a5"]
    assert problems == []


@pytest.mark.parametrize("names", [[], [".hidden.txt"], ["notes.doc", "deep/er/still.xyz"]])
def test_folder_without_articles(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        write(tmp_path / name, BODY)
    found = problem(str(tmp_path))
    assert "no article in this folder" in found.message
    assert found.path == str(tmp_path)


def test_folder_with_loops_archives_special_files_and_broken_links(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "old.tar.gz", b"\x1f\x8b")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "missing.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    articles, problems = read_articles([str(tmp_path)])
    assert [a.text for a in articles] == [BODY]
    told = {Path(p.path).name: p.message for p in problems}
    assert set(told) == {"old.tar.gz", "loop", "gone.txt", "self.txt", "pipe.txt"}
    assert "archive" in told["old.tar.gz"]
    assert "only once" in told["loop"]
    assert "not a regular file" in told["pipe.txt"]


def test_folder_named_like_a_file(tmp_path: Path) -> None:
    write(tmp_path / "x.txt" / "a.txt", BODY)
    assert only(str(tmp_path / "x.txt")).text == BODY


def test_very_deep_folder(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(1100):  # deeper than Python's recursion limit
        deep /= "d"
        deep.mkdir()
    write(deep / "a.txt", BODY)
    try:
        assert only(str(tmp_path)).text == BODY
    finally:
        (deep / "a.txt").unlink()
        while deep != tmp_path:
            deep.rmdir()
            deep = deep.parent


def test_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY)
    articles, problems = read_articles([path, str(tmp_path)])
    assert len(articles) == 1
    assert "only once" in problems[0].message


def test_200_copies(tmp_path: Path) -> None:
    for number in range(200):
        write(tmp_path / f"{number:03}.txt", BODY)
    articles, problems = read_articles([str(tmp_path)])
    assert [a.id for a in articles] == [f"a{n}" for n in range(1, 201)]
    assert problems == []


# Bad inputs


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\xc2\xa0", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"source: The Post\n", "is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "looks binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0", "looks binary"),
        (b"Some text\0with a zero", "looks binary"),
        (bytes(range(1, 256)) * 8, "looks binary"),
    ],
)
def test_empty_and_binary_files(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in problem(write(tmp_path / "a.txt", content)).message


def test_a_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", BODY)
    bad = [
        str(tmp_path / "missing.txt"),
        write(tmp_path / "empty.txt", ""),
        "",
        "\0",
        "ftp://x.example/a",
        "file:///x",
    ]
    articles, problems = read_articles([*bad, good])
    assert [a.path for a in articles] == [good]
    assert [p.path for p in problems] == bad
    assert "no such file or folder" in problems[0].message


def test_missing_web_page_without_its_scheme() -> None:
    assert "https://" in problem("www.post.example/1").message


def test_file_used_as_folder(tmp_path: Path) -> None:
    assert "no such file or folder" in problem(write(tmp_path / "a.txt", BODY) + "/b.txt").message


@pytest.mark.parametrize(
    ("error", "words"), [(PermissionError(13, "no"), "permissions"), (OSError(5, "I/O"), "i/o")]
)
def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str) -> None:
    path = write(tmp_path / "a.txt", BODY)

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(paths, "_opener", refuse)
    assert words in problem(path).message
    assert words in problem(str(tmp_path)).message


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "permissions" in problem(str(tmp_path)).message


def test_special_file_and_archive_given_by_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in problem(str(tmp_path / "pipe")).message
    assert "unpack" in problem(write(tmp_path / "a.zip", b"PK\x03\x04")).message


def test_unknown_suffix_given_by_name_is_read(tmp_path: Path) -> None:
    assert only(write(tmp_path / "story.rst", BODY)).text == BODY
    assert (
        "looks binary"
        in problem(write(tmp_path / "story.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n\0\x01\0")).message
    )


def test_undecodable_file_name(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9.txt")
    try:
        write(Path(name), BODY)
    except OSError:
        pytest.skip("this file system only takes UTF-8 names")
    article = only(str(tmp_path))
    assert article.source == "caf\ufffd"
    article.model_dump_json().encode()


# Limits


def test_limits(tmp_path: Path) -> None:
    long = write(tmp_path / "long.txt", "word " * 30)
    assert "60" in problem(long, limits=ReadLimits(article_chars=60)).message
    assert "100 bytes" in problem(long, limits=ReadLimits(file_bytes=100)).message
    assert "split" in problem("-", stdin=io.BytesIO(b"x" * 101), limits=ReadLimits(file_bytes=100)).message
    page = write(tmp_path / "a.html", f"<p>{BODY}</p>" * 3)
    assert "100 bytes" in problem(page, limits=ReadLimits(page_bytes=100)).message


def test_a_text_far_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = write(tmp_path / "long.txt", b"\xff" * 500)
    assert "over the limit" in problem(path, limits=ReadLimits(article_chars=60)).message


def test_limit_of_articles(tmp_path: Path) -> None:
    for name in "abcd":
        write(tmp_path / f"{name}.txt", name)
    lines = write(tmp_path / "e.jsonl", '{"text": "e", "source": "x"}\n' * 3)
    articles, problems = read_articles([str(tmp_path)], limits=ReadLimits(articles=3))
    assert [a.text for a in articles] == ["a", "b", "c"]
    assert [p.path for p in problems] == [str(tmp_path)]
    articles, problems = read_articles([lines], limits=ReadLimits(articles=2))
    assert len(articles) == 2
    assert "limit of 2 articles" in problems[0].message


# Standard input


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('{"text": "One.", "source": "A"}\n{"text": "Two.", "source": "B"}\n', ["One.", "Two."]),
        ('[{"text": "One.", "source": "A"}, {"text": "Two.", "source": "B"}]', ["One.", "Two."]),
        ('{\n "text": "One."\n}', ["One."]),
        ("A barge {struck} the pier.", ["A barge {struck} the pier."]),
        ("[1] A barge struck the pier.", ["[1] A barge struck the pier."]),
        ("<!doctype html><p>A barge struck the pier.</p>", ["A barge struck the pier."]),
    ],
)
def test_standard_input(content: str, texts: list[str]) -> None:
    articles, problems = read_articles(["-"], stdin=io.BytesIO(content.encode()))
    assert [a.text for a in articles] == texts
    assert {a.path for a in articles} == {"-"}
    assert problems == []


def test_standard_input_with_a_malformed_line() -> None:
    articles, problems = read_articles(["-"], stdin=io.BytesIO(b'{"text": "One."\n{"text": "Two."}\n'))
    assert [a.text for a in articles] == ["Two."]
    assert problems[0].message.startswith("line 1:")
    assert problems[0].path == "-"


def test_standard_input_with_front_matter() -> None:
    article = only("-", stdin=io.BytesIO(b"source: The Post\n\nIt sank."))
    assert (article.source, article.text) == ("The Post", "It sank.")


def test_standard_input_is_read_once() -> None:
    articles, problems = read_articles(["-", "-"], stdin=io.BytesIO(b"It sank."))
    assert [a.source for a in articles] == ["standard input"]
    assert len(problems) == 1


# Language

FOREIGN = {
    "French": "Le maire a annoncé mardi que le pont du centre resterait fermé plusieurs mois. D'après la "
    "police, un camion a heurté une pile. On ne sait pas encore qui paiera, a-t-il dit, mais la ville"
    " ira en justice.",
    "German": "Der Bürgermeister sagte am Dienstag, die Brücke in der Stadt bleibe für Monate gesperrt. Ein "
    "Lastwagen war nach Angaben der Polizei gegen einen Pfeiler gefahren. Wer zahlen will, ist also "
    "noch offen.",
    "Spanish": "El alcalde anunció el martes que el puente del centro seguirá cerrado varios meses. Según la "
    "policía, un camión chocó con un pilar. No se sabe todavía quién pagará, dijo, y la ciudad irá a "
    "los tribunales.",
    "Dutch": "De burgemeester zei dinsdag dat de brug in het centrum maanden dicht moet. Volgens de politie "
    "was een vrachtwagen tegen een pijler gereden. Wie betaalt is nog niet bekend, zei hij, maar we "
    "gaan naar de rechter.",
    "Indonesian": ""
    "Wali kota mengatakan pada hari Selasa bahwa jembatan di pusat kota akan ditutup beberapa bulan. "
    "Menurut polisi, sebuah truk menabrak tiang. Belum jelas siapa yang akan membayar, katanya kepada"
    " wartawan.",
    "Polish": ""
    "Burmistrz powiedział we wtorek, że most w centrum będzie zamknięty przez kilka miesięcy. To nie "
    "jest dobra wiadomość, dodał. Według policji ciężarówka uderzyła w filar i nie wiadomo, kto za to"
    " zapłaci.",
    "Russian": "Мэр сообщил во вторник, что мост в центре города закроют на несколько месяцев.",
    "Chinese": "市长星期二表示，市中心的大桥将关闭数月。",
    "Arabic": "قال رئيس البلدية يوم الثلاثاء إن الجسر سيغلق لعدة أشهر.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages(language: str) -> None:
    assert not looks_english(FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Flood",
        "2026: 14, 15, 16",
        "Olympia Norvik 3, Rovers 1",
        BODY,
        "The mayor said on Tuesday that the bridge in the centre would stay shut for months. A lorry had "
        "hit a pier, police said. Who is to pay is not known yet, but the town will go to court.",
        "Bus drivers in Norvik began a 48-hour strike on Monday after talks over pay collapsed, leaving "
        "thousands of commuters stranded at stops across town.",
        'She sang "Ne me quitte pas" and "Non, je ne regrette rien", and the crowd, which had waited for '
        "hours in the rain, would not let her leave.",
    ],
)
def test_english(text: str) -> None:
    assert looks_english(text)


# Whatever comes


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(
            st.sampled_from(
                [b"---\n", b"source: ", b"# ", b"{", b'"text": ', b"<p>", b"\r", b"\xff\xfe", b"a.\n"]
            )
        ).map(b"".join),
    ),
    suffix=st.sampled_from([".txt", ".md", ".html", ".json", ".jsonl", ""]),
)
def test_any_bytes_give_articles_or_problems(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    articles, problems = read_articles([str(path)])
    assert articles or problems
    for article in articles:
        assert article.text.strip()
        assert "\r" not in article.text
        assert "\0" not in article.text
        article.model_dump_json().encode()
        if article.headline:
            start, end = article.headline
            assert 0 <= start < end <= len(article.text)
            assert article.text[start:end].strip()
    assert all(len(p.message.splitlines()) == 1 for p in problems)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_every_character_keeps_its_place(tmp_path: Path, words: list[str]) -> None:
    text = "Told: " + "\n".join(words)
    path = tmp_path / "any.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    articles, problems = read_articles([str(path)])
    assert problems == []
    assert articles[0].text == text
