"""The cache: what is kept comes back, nothing damaged does, and nothing that befalls it stops a run."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import cache as module
from factcheck.cache import Cache, default_folder
from factcheck.errors import CacheError


@pytest.fixture
def told():
    return []


@pytest.fixture
def kept(tmp_path, told):
    with Cache(tmp_path / "cache", warn=told.append) as cache:
        yield cache


def again(cache, **options):
    """The same folder, opened anew."""
    cache.close()
    return Cache(cache.folder, warn=cache._warn, **options)


def file_of(cache):
    return cache._files()[-1]


def rows(cache, command="SELECT count(*) FROM entries", *values):
    """Reads or changes the table from outside."""
    with sqlite3.connect(file_of(cache)) as db:
        return db.execute(command, values).fetchall()


def key(number):
    return number.to_bytes(16, "big")


# What is kept


def test_what_is_put_comes_back_in_the_next_run(kept):
    kept.put("text", {b"a": b"1", b"b": b"", b"c": b"\x00\xff"})
    assert kept.get([b"c", b"a", b"missing"]) == {b"a": b"1", b"c": b"\x00\xff"}
    assert again(kept).get([b"a", b"b"]) == {b"a": b"1", b"b": b""}


@settings(deadline=None, max_examples=30)
@given(entries=st.dictionaries(st.binary(min_size=1, max_size=16), st.binary(max_size=2000), max_size=20))
def test_any_bytes_come_back(tmp_path_factory, entries):
    with Cache(tmp_path_factory.mktemp("any")) as cache:
        cache.put("text", entries)
        assert cache.get(list(entries)) == entries


def test_a_later_value_takes_the_place_of_the_earlier(kept):
    kept.put("text", {b"a": b"1"})
    kept.put("text", {b"a": b"2"})
    assert kept.get([b"a"]) == {b"a": b"2"}


def test_more_keys_than_fit_into_one_question(kept):
    entries = {key(n): bytes([n % 256]) for n in range(2500)}
    kept.put("text", entries)
    assert kept.get(list(entries)) == entries


def test_nothing_is_made_before_it_is_needed(kept):
    kept.close()
    assert kept.get([]) == {}
    assert kept.info().size == 0
    assert kept.clear() == 0
    assert not kept.folder.exists()


def test_the_folder_is_for_its_owner_alone(kept):
    kept.put("text", {b"a": b"1"})
    assert kept.folder.stat().st_mode & 0o077 == 0


def test_it_is_where_the_user_keeps_caches(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "factcheck"
    assert Cache().folder == tmp_path / "factcheck"


# Its size


def test_info_tells_what_it_holds(kept):
    kept.put("text", {b"a": b"1" * 1000, b"b": b"2"})
    kept.put("pair", {b"c": b"3"})
    info = kept.info()
    assert {kind: count for kind, (count, _) in info.entries.items()} == {"text": 2, "pair": 1}
    assert info.entries["text"][1] > 1000
    assert info.size >= file_of(kept).stat().st_size > 1000
    assert info.limit == module.LIMIT


def test_clear_forgets_and_frees(kept):
    kept.put("text", {key(n): os.urandom(5000) for n in range(100)})
    assert kept.clear() > 400_000
    assert kept.get([key(1)]) == {}
    assert kept.info().entries == {}
    kept.put("text", {b"a": b"1"})
    assert kept.get([b"a"]) == {b"a": b"1"}


def test_clear_leaves_another_run_its_file(kept):
    kept.put("text", {b"a": b"1"})
    with Cache(kept.folder) as other:
        other.clear()
    assert kept.get([b"a"]) == {}
    kept.put("text", {b"b": b"2"})
    assert again(kept).get([b"b"]) == {b"b": b"2"}


def test_it_stays_under_its_limit_and_what_was_used_last_stays(kept):
    limit = 1_000_000
    small = again(kept, limit=limit)
    for n in range(50):
        small.put("text", {key(n): os.urandom(10_000)})
    rows(small, "UPDATE entries SET used = used - 100000 + rowid")  # in the order in which they were put
    assert small.get([key(3)])
    for n in range(50, 100):
        small.put("text", {key(n): os.urandom(10_000)})
    small.close()
    assert file_of(small).stat().st_size <= limit
    held = {n for n in range(100) if again(small).get([key(n)])}
    assert 60 <= len(held) < 100
    assert {3, 98, 99} <= held
    assert 4 not in held


def test_one_entry_larger_than_the_limit_does_no_harm(kept, told):
    small = again(kept, limit=50_000)
    small.put("text", {b"a": os.urandom(200_000)})
    small.put("text", {b"b": b"2"})
    assert small.get([b"b"]) == {b"b": b"2"}
    assert told == []


def test_reading_alone_does_not_write(kept):
    kept.put("text", {b"a": b"1"})
    reader = again(kept)
    before = rows(reader, "SELECT used FROM entries")
    reader.get([b"a"])
    reader.close()
    assert rows(reader, "SELECT used FROM entries") == before


def test_what_was_not_used_for_long_is_noted_when_used_again(kept):
    kept.put("text", {b"a": b"1", b"b": b"2"})
    rows(kept, "UPDATE entries SET used = 5")
    reader = again(kept)
    reader.get([b"a"])
    reader.close()
    noted = dict(rows(reader, "SELECT key, used FROM entries"))
    assert noted[b"a"] > time.time() - 60
    assert noted[b"b"] == 5


# Damage


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET value = x'00' WHERE key = x'61'",
        "UPDATE entries SET value = 'text' WHERE key = x'61'",
        "UPDATE entries SET checksum = x'00' WHERE key = x'61'",
        "UPDATE entries SET value = (SELECT value FROM entries WHERE key = x'62'), "
        "checksum = (SELECT checksum FROM entries WHERE key = x'62') WHERE key = x'61'",
    ],
    ids=["value", "type", "checksum", "another's value"],
)
def test_a_damaged_entry_is_missing_and_can_be_put_again(kept, told, change):
    kept.put("text", {b"a": b"1", b"b": b"2"})
    rows(kept, change)
    damaged = again(kept)
    assert damaged.get([b"a", b"b"]) == {b"b": b"2"}
    damaged.put("text", {b"a": b"1"})
    assert damaged.get([b"a"]) == {b"a": b"1"}
    assert told == []


def overwritten(path):
    path.write_bytes(b"no database at all " * 1000)


def zeroed(path):
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def of_another_program(path):
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE entries (id INTEGER)")


DAMAGES = pytest.mark.parametrize("damage", [overwritten, zeroed, cut, of_another_program])


@DAMAGES
def test_a_damaged_file_is_set_aside_for_a_new_one(kept, told, damage):
    kept.put("text", {key(n): b"x" * 500 for n in range(200)})
    kept.close()
    old = file_of(kept)
    damage(old)
    found = again(kept)
    assert found.get([key(n) for n in range(200)]) == {}
    assert file_of(found) != old
    assert old.exists()
    found.put("text", {b"a": b"1"})
    assert again(found).get([b"a"]) == {b"a": b"1"}
    assert told == []


@DAMAGES
def test_damage_is_noticed_when_writing_too(kept, told, damage):
    kept.put("text", {key(n): b"x" * 500 for n in range(200)})
    kept.close()
    damage(file_of(kept))
    found = again(kept)
    found.put("text", {b"a": b"1"})
    assert again(found).get([b"a"]) == {b"a": b"1"}
    assert told == []


def test_only_the_last_damaged_file_stays(kept):
    for _ in range(4):
        kept.put("text", {b"a": b"1"})
        kept.close()
        overwritten(file_of(kept))
    kept.get([b"a"])
    assert len(list(kept.folder.glob("*.sqlite"))) == 2
    kept.clear()
    assert len(list(kept.folder.glob("*.sqlite"))) == 1


def test_two_that_notice_damage_begin_one_new_file(kept):
    kept.put("text", {b"a": b"1"})
    kept.close()
    overwritten(file_of(kept))
    first, second = Cache(kept.folder), Cache(kept.folder)
    for cache in (first, second):
        cache._path = file_of(kept)
    first.put("text", {b"a": b"1"})
    second.put("text", {b"b": b"2"})
    assert first.get([b"a", b"b"]) == second.get([b"a", b"b"]) == {b"a": b"1", b"b": b"2"}
    assert len(first._files()) == 2
    first.close()
    second.close()


def test_clear_and_info_on_a_damaged_file(kept):
    kept.put("text", {b"a": b"1"})
    kept.close()
    overwritten(file_of(kept))
    with pytest.raises(CacheError, match="factcheck cache clear"):
        again(kept).info()
    fresh = again(kept)
    fresh.clear()
    assert fresh.info().entries == {}
    fresh.close()


# What is out of its hands


def test_a_folder_that_cannot_be_made_is_told_once(tmp_path, told):
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache", warn=told.append)
    for _ in range(3):
        assert cache.get([b"a"]) == {}
        cache.put("text", {b"a": b"1"})
    cache.close()
    (line,) = told
    assert str(tmp_path / "file") in line
    assert "XDG_CACHE_HOME" in line
    assert "--no-cache" in line
    assert "\n" not in line


def test_a_full_disk_is_told_once_and_what_is_there_is_still_read(kept, told):
    kept.put("text", {b"a": b"1"})
    pages = kept._open().execute("PRAGMA page_count").fetchone()[0]
    kept._open().execute(f"PRAGMA max_page_count = {pages}")
    kept.put("text", {b"b": os.urandom(1_000_000)})
    kept.put("text", {b"c": os.urandom(1_000_000)})
    (line,) = told
    assert "full" in line
    assert kept.get([b"a", b"b", b"c"]) == {b"a": b"1"}
    assert again(kept).get([b"a", b"b"]) == {b"a": b"1"}


def test_a_cache_that_cannot_be_written_is_read(kept, told):
    kept.put("text", {b"a": b"1"})
    kept._open().execute("PRAGMA query_only = 1")
    kept.put("text", {b"b": b"2"})
    assert kept.get([b"a"]) == {b"a": b"1"}
    assert len(told) == 1


def test_a_writer_that_takes_too_long_is_told(kept, told, monkeypatch):
    kept.put("text", {b"a": b"1"})
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    impatient = again(kept)
    with sqlite3.connect(file_of(kept), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        impatient.put("text", {b"b": b"2"})
        assert impatient.get([b"a"]) == {b"a": b"1"}
        other.execute("ROLLBACK")
    other.close()
    impatient.close()
    assert len(told) == 1
    assert "locked" in told[0]


# Several processes

WRITER = """
import sys
from pathlib import Path
from factcheck.cache import Cache
folder, who, count, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
with Cache(folder, limit=limit, warn=lambda line: sys.exit(line)) as cache:
    for number in range(count):
        name = (who * 1000000 + number).to_bytes(16, "big")
        cache.put("text", {name: name * 200, number.to_bytes(16, "big"): b"shared"})
        assert cache.get([name]) in ({}, {name: name * 200})
        print(number, flush=True)
"""


def writer(folder, who, count, limit=module.LIMIT):
    command = [sys.executable, "-c", WRITER, *map(str, (folder, who, count, limit))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("limit", [module.LIMIT, 400_000], ids=["roomy", "tight"])
def test_processes_that_write_at_once_lose_nothing_of_each_other(tmp_path, limit):
    writers = [writer(tmp_path, who, 60, limit) for who in range(1, 5)]
    for each in writers:
        _, err = each.communicate(timeout=120)
        assert each.returncode == 0, err
    with Cache(tmp_path) as cache:
        if limit == module.LIMIT:
            names = [(who * 1000000 + n).to_bytes(16, "big") for who in range(1, 5) for n in range(60)]
            assert cache.get(names) == {name: name * 200 for name in names}
        assert cache._open().execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(cache._files()) == 1


def test_a_process_killed_while_it_writes_leaves_it_whole(tmp_path, told):
    process = writer(tmp_path, 1, 100_000)
    for _ in range(30):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    done = 30 + len(rest.split())
    with Cache(tmp_path, warn=told.append) as cache:
        names = [(1000000 + n).to_bytes(16, "big") for n in range(done - 1)]
        assert cache.get(names) == {name: name * 200 for name in names}
        cache.put("text", {b"a": b"1"})
        assert cache._open().execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(cache._files()) == 1
    assert told == []
