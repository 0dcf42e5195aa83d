"""A corpus: what is added once is there once, whatever dies on the way."""

import json
import os
from datetime import date

import pytest
from newsroom import BEES, COURIER, FIRE, FRENCH, HERALD, assert_sound
from standins import Embedder, Relation

pytest.importorskip("lance", reason="needs the extra: pip install 'factcheck-sources[cluster]'")

from factcheck import archive, files
from factcheck.corpus import adding, grouping, journal, reporting, shards, store
from factcheck.corpus.adding import add
from factcheck.corpus.grouping import group
from factcheck.corpus.reporting import report, stories
from factcheck.corpus.store import CorpusError, Store
from factcheck.errors import InputError
from factcheck.pipeline import Models, check
from factcheck.settings import Settings

TEXTS = {
    "Herald": HERALD.split("\n\n", 1)[1],
    "Courier": COURIER.split("\n\n", 1)[1],
    "Star": FIRE[0],
    "Sun": FIRE[1],
}


@pytest.fixture(scope="module")
def models(parser):
    return Models(parser, Embedder(), Relation())


def records(path, days, prefix=""):
    """A JSONL file with a record for each (day, text)."""
    lines = [
        json.dumps({"text": text, "source": f"{prefix}Paper {n}", "published": day})
        for n, (day, text) in enumerate(days)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


@pytest.fixture
def news(tmp_path):
    """Four articles on a fire on two days, and one on bees a month later."""
    days = ["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-03", "2026-04-07"]
    return records(tmp_path / "news.jsonl", zip(days, [*TEXTS.values(), BEES], strict=True))


def contents(folder):
    """Everything that a corpus holds, in an order of its own."""
    found = []
    for day in Store(folder).days():
        for table, columns in (("articles", ["id", "text"]), ("claims", ["id", "number", "text"])):
            found += [(day.name, table, *row.values()) for row in day.read(table, columns).to_pylist()]
        found += [(day.name, "stories", *row) for row in day.stories().items()]
    return sorted(found)


# Adding


def test_articles_are_kept_by_day_with_their_claims(news, tmp_path, models):
    done = add([news], tmp_path / "corpus", models=models)
    assert (done.articles, done.known, done.problems) == (5, 0, ())
    days = Store(tmp_path / "corpus").days()
    assert [(day.name, len(day.ids())) for day in days] == [
        ("2026-03-02", 2), ("2026-03-03", 2), ("2026-04-07", 1)
    ]  # fmt: skip
    claims = [row for row in contents(tmp_path / "corpus") if row[1] == "claims"]
    assert len(claims) == done.claims > 10


def test_what_is_there_is_not_added_again_wherever_it_is_read_from(news, tmp_path, models):
    add([news], tmp_path / "corpus", models=models)
    before = contents(tmp_path / "corpus")
    days = ["2026-03-02", "2026-03-02", "2026-03-05"]
    texts = [TEXTS["Herald"], TEXTS["Courier"], "A ship sank off Hull on Thursday. Four sailors were saved."]
    more = records(tmp_path / "more.jsonl", zip(days, texts, strict=True))
    done = add([news, more, news], tmp_path / "corpus", models=models)
    assert (done.articles, done.known) == (1, 7)
    assert set(before) < set(contents(tmp_path / "corpus"))


def test_equal_articles_in_one_file_and_in_two_shards_are_one(tmp_path, models, monkeypatch):
    monkeypatch.setattr(shards, "ARTICLES_AT_ONCE", 2)
    line = json.dumps({"text": FIRE[0], "source": "Star", "published": "2026-03-02"}) + "\n"
    other = json.dumps({"text": FIRE[1], "source": "Sun", "published": "2026-03-02"}) + "\n"
    (tmp_path / "a.jsonl").write_text(line + line + line + other, "utf-8")

    class Together:
        """Both shards are read before either counts."""

        def map_batches(self, stage, batches):
            return iter([stage(batch) for batch in batches])

    done = add([str(tmp_path)], tmp_path / "corpus", models=models, engine=Together())
    assert (done.articles, done.known) == (2, 2)
    rows = contents(tmp_path / "corpus")
    assert len([row for row in rows if row[1] == "articles"]) == 2
    assert len(rows) == len(set(rows))


def test_articles_without_a_date_and_files_of_every_kind_are_added(tmp_path, models):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "herald.txt").write_text(HERALD, "utf-8")
    (tmp_path / "in" / "record.json").write_text(json.dumps({"text": FIRE[0], "source": "Star"}), "utf-8")
    assert add([str(tmp_path / "in")], tmp_path / "corpus", models=models).articles == 2
    assert [day.name for day in Store(tmp_path / "corpus").days()] == ["undated"]


def test_bad_lines_are_called_by_their_number_and_the_others_added(tmp_path, models, monkeypatch):
    monkeypatch.setattr(shards, "ARTICLES_AT_ONCE", 2)
    good = [json.dumps({"text": text, "source": name}) for name, text in TEXTS.items()]
    (tmp_path / "a.jsonl").write_text("\n".join([*good[:3], "{bad", good[3]]), "utf-8")
    done = add([str(tmp_path / "a.jsonl")], tmp_path / "corpus", models=models)
    assert done.articles == 4
    (problem,) = done.problems
    assert problem.path == str(tmp_path / "a.jsonl")
    assert problem.message.startswith("line 4: is not valid JSON")


def test_a_poisoned_article_is_named_and_the_others_added(tmp_path, models, monkeypatch):
    texts = [FIRE[0], FIRE[1], FRENCH]
    path = records(tmp_path / "a.jsonl", [("2026-03-02", text) for text in texts])
    extract = Models.extract

    def poisoned(self, articles):
        if FIRE[1] in articles[0].text:
            raise RecursionError("too deep")
        return extract(self, articles)

    monkeypatch.setattr(Models, "extract", poisoned)
    done = add([path], tmp_path / "corpus", models=models)
    assert done.articles == 1
    assert [problem.message for problem in done.problems] == [
        "Paper 1: its claims could not be found (too deep); left out",
        "Paper 2: not in English; left out",
    ]


def test_an_article_that_ends_each_process_is_left_out_and_named(tmp_path, models, monkeypatch):
    path = records(tmp_path / "a.jsonl", [("2026-03-02", text) for text in (FIRE[0], FIRE[1], COURIER)])
    extract = Models.extract

    def deadly(self, articles):
        if FIRE[1] in articles[0].text:
            raise Killed
        return extract(self, articles)

    monkeypatch.setattr(Models, "extract", deadly)
    for _ in range(journal.DEATHS):
        with pytest.raises(Killed):
            add([path], tmp_path / "corpus", models=models)
    done = add([path], tmp_path / "corpus", models=models)
    assert done.articles == 2
    (problem,) = done.problems
    assert "the process that read it ended each time" in problem.message


def test_what_cannot_be_added_is_one_line(tmp_path, models):
    for name in ("-", "https://example.org/news", str(tmp_path / "nothing")):
        with pytest.raises(InputError):
            add([name], tmp_path / "corpus", models=models)


# Killed


class Killed(BaseException):
    """As sudden as a signal: nothing catches it."""


def steps(monkeypatch, limit):
    """The work ends at its n-th step that changes something on the disk; gives the count of steps."""
    count = [0]

    def counted(function):
        def called(*args, **kwargs):
            count[0] += 1
            if count[0] == limit:
                raise Killed
            return function(*args, **kwargs)

        return called

    for owner, name in (
        (store, "write_fragments"), (store.lance, "write_dataset"), (store.lance.LanceDataset, "commit"),
        (store, "write"), (os, "fsync"), (journal.Journal, "close"), (archive, "save"), (files.Path, "replace"),
    ):  # fmt: skip
        function = getattr(owner, name)
        wrapped = counted(function)
        is_static = owner is store.lance.LanceDataset
        monkeypatch.setattr(owner, name, staticmethod(wrapped) if is_static else wrapped)
    return count


def test_killed_at_any_step_nothing_is_lost_or_doubled(news, tmp_path, models, monkeypatch):
    monkeypatch.setattr(shards, "ARTICLES_AT_ONCE", 2)
    # Found once: what is tested is the writing.
    known = {}
    extract = Models.extract
    monkeypatch.setattr(
        Models, "extract",
        lambda self, articles: known.setdefault(articles[0].id, None) or known.update(
            {articles[0].id: extract(self, articles)}) or known[articles[0].id],
    )  # fmt: skip

    def job(folder):
        add([news], folder, models=models)
        group(folder)

    job(tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    with monkeypatch.context() as patch:
        count = steps(patch, None)
        job(tmp_path / "counted")
    assert count[0] > 20
    for limit in range(1, count[0] + 1):
        folder = tmp_path / str(limit)
        with monkeypatch.context() as patch:
            steps(patch, limit)
            with pytest.raises(Killed):
                job(folder)
        job(folder)
        assert contents(folder) == whole, limit
        assert not list((folder / "jobs").glob("*"))


def test_finished_shards_are_not_read_again(news, tmp_path, models, monkeypatch):
    monkeypatch.setattr(shards, "ARTICLES_AT_ONCE", 1)

    class Interrupted:
        def map_batches(self, stage, batches):
            for number, batch in enumerate(batches):
                if number == 3:
                    raise Killed
                yield stage(batch)

    class Counted:
        batches = 0

        def map_batches(self, stage, batches):
            for batch in batches:
                self.batches += 1
                yield stage(batch)

    with pytest.raises(Killed):
        add([news], tmp_path / "corpus", models=models, engine=Interrupted())
    rest = Counted()
    done = add([news], tmp_path / "corpus", models=models, engine=rest)
    assert rest.batches == 2
    assert (done.articles, done.known) == (5, 0)


def test_a_cut_off_line_of_the_journal_is_no_finished_shard(tmp_path):
    job = journal.Journal(tmp_path, ["a"])
    kept = journal.Finished(shard="one", articles=1, claims=2, known=0, problems=())
    job.finish(kept)
    with (job.folder / "finished.jsonl").open("ab") as file:
        file.write(b'\n{"shard": "tw')
    job.finish(kept.model_copy(update={"shard": "three"}))
    assert list(job.finished()) == ["one", "three"]


# Stories


def test_articles_of_one_event_are_one_story(news, tmp_path, models):
    add([news], tmp_path / "corpus", models=models)
    done = group(tmp_path / "corpus")
    assert (done.articles, done.opened) == (5, 2)
    fire, bees = stories(tmp_path / "corpus")
    assert (fire.size, bees.size) == (4, 1)
    assert list(fire.articles) == ["2026-03-02", "2026-03-03"]
    assert group(tmp_path / "corpus").articles == 0


def test_a_later_article_joins_the_story_and_touches_no_other_day(news, tmp_path, models):
    add([news], tmp_path / "corpus", models=models)
    group(tmp_path / "corpus")
    before = contents(tmp_path / "corpus")
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "corpus").rglob("*") if "2026-03-04" not in str(p)}
    late = records(tmp_path / "late.jsonl", [("2026-03-04", f"{FIRE[0]} The owner wept.")], "Late ")
    add([late], tmp_path / "corpus", models=models)
    done = group(tmp_path / "corpus", since=date(2026, 3, 4), until=date(2026, 3, 4))
    assert (done.articles, done.joined, done.opened) == (1, 1, 0)
    (fire, _) = stories(tmp_path / "corpus")
    assert fire.size == 5
    assert set(before) < set(contents(tmp_path / "corpus"))
    days = {path: time for path, time in times.items() if path.is_file() and path.parent.name != "corpus"}
    assert {path: path.stat().st_mtime_ns for path in days} == days


def test_stories_that_are_there_stay_apart():
    settings = Settings()
    articles = [article_of(n, text) for n, text in enumerate([FIRE[0], FIRE[1], f"{FIRE[0]} Again."])]
    openings = Embedder().encode([a.text for a in articles])
    told = grouping.named(articles, openings, ["x", "y", None], settings, "2026-03-02")
    assert told[:2] == ["x", "y"]
    assert told[2] in {"x", "y"}


def article_of(number, text):
    from newsroom import article

    return article(number, text)


# Reports


def test_a_storys_report_is_that_of_its_articles(news, tmp_path, models):
    add([news], tmp_path / "corpus", models=models)
    group(tmp_path / "corpus")
    done = report(tmp_path / "corpus", tmp_path / "reports", models=models)
    (page,) = done.pages
    told = archive.load(page)
    assert_sound(told)
    plain = check(told.articles, settings=Settings(one_story=True), models=models)
    assert told.findings == plain.findings
    assert told.claims == plain.claims


def test_claims_that_are_stored_are_not_found_again(news, tmp_path, models, monkeypatch):
    monkeypatch.setattr(adding, "made_with", lambda models: "known")
    monkeypatch.setattr(reporting, "made_with", lambda models: "known")
    add([news], tmp_path / "corpus", models=models)
    group(tmp_path / "corpus")
    bare = Models(None, Embedder(), Relation())
    (page,) = report(tmp_path / "corpus", tmp_path / "reports", models=bare).pages
    told = archive.load(page)
    assert told.findings == check(told.articles, settings=Settings(one_story=True), models=models).findings


def test_a_report_is_made_once_and_again_when_its_story_grows(news, tmp_path, models):
    folder, reports = tmp_path / "corpus", tmp_path / "reports"
    add([news], folder, models=models)
    group(folder)
    first = report(folder, reports, models=models)
    again = report(folder, reports, models=models)
    assert (len(first.pages), again.pages, again.known) == (1, (), 1)
    add(
        [records(tmp_path / "late.jsonl", [("2026-03-04", f"{FIRE[0]} More.")], "Late ")],
        folder,
        models=models,
    )
    group(folder)
    assert len(report(folder, reports, models=models).pages) == 1
    assert len(archive.entries(reports)) == 2


def test_a_story_that_cannot_be_compared_is_named(news, tmp_path, models, monkeypatch):
    add([news], tmp_path / "corpus", models=models)
    group(tmp_path / "corpus")

    def broken(*_, **__):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(reporting, "check", broken)
    done = report(tmp_path / "corpus", tmp_path / "reports", models=models)
    assert done.pages == ()
    assert "by nothing" in done.problems[0].message


def test_a_story_is_found_by_the_beginning_of_its_id(news, tmp_path, models):
    add([news], tmp_path / "corpus", models=models)
    group(tmp_path / "corpus")
    fire, _ = stories(tmp_path / "corpus")
    assert (
        len(report(tmp_path / "corpus", tmp_path / "reports", story=fire.id[:14], models=models).pages) == 1
    )
    with pytest.raises(CorpusError, match="is no story"):
        report(tmp_path / "corpus", tmp_path / "reports", story="1999", models=models)


# Damage


def test_a_corpus_of_another_schema_or_none_is_one_line(tmp_path):
    with pytest.raises(CorpusError, match="no corpus"):
        Store(tmp_path / "none").days()
    (tmp_path / "corpus.json").write_text('{"schema_version": 99}')
    with pytest.raises(CorpusError, match="schema 99"):
        Store(tmp_path)
    (tmp_path / "corpus.json").write_text("{")
    with pytest.raises(CorpusError, match="damaged"):
        Store(tmp_path)


def test_a_damaged_manifest_or_table_is_one_line(news, tmp_path, models):
    add([news], tmp_path / "corpus", models=models)
    day = Store(tmp_path / "corpus").days()[0]
    for path in (day.folder / "articles.lance" / "_versions").iterdir():
        path.write_bytes(b"nothing")
    with pytest.raises(CorpusError, match="cannot be used"):
        day.ids()
    (day.folder / "manifest.json").write_text("[]")
    with pytest.raises(CorpusError, match="damaged"):
        day.ids()
