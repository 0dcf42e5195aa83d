"""Answers of slow work, kept from run to run in one SQLite file of the user's cache folder.

An entry is some bytes under a key; what they mean is the caller's business. Any number of processes may use one
folder at once, and one that is killed leaves it whole (write-ahead log). Nothing read back is trusted: an entry
whose checksum is wrong is taken as missing, and a file that SQLite cannot read is left aside for a new one. A cache
never fails a run: where it cannot be used it says so once, and the work is done anew.
"""

from __future__ import annotations

import hashlib
import logging
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeVar

from factcheck.errors import CacheError

T = TypeVar("T")

# Bytes on disk from which the least recently used entries leave: room for some 5,000 articles of 20 claims.
LIMIT: Final = 2 << 30
# What is left of a cache that was full, as a share of its limit.
KEPT: Final = 0.8
# What an entry takes on disk beside its value, in bytes, roughly.
OVERHEAD: Final = 100
# Age in seconds from which an entry that is read is noted as used again: a run that only reads rarely writes.
USED_AGAIN: Final = 6 * 3600
# Seconds to wait for another process that writes.
PATIENCE: Final = 30.0
# Size of the write-ahead log to which SQLite cuts it back, in bytes.
LOG_BYTES: Final = 64 << 20
KEYS_AT_ONCE: Final = 500  # SQLite takes no more than 999 parameters in its older builds
KEY_BYTES: Final = 16

# Files are named by the version of their table and a number. The highest number counts; the others were damaged.
SCHEMA: Final = 1
_FILE = re.compile(r"v(\d+)-(\d+)\.sqlite")
_TABLE = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS entries (
  key BLOB PRIMARY KEY, kind TEXT NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL,
  checksum BLOB NOT NULL, value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS entries_by_use ON entries (used, size);
COMMIT;
"""
# SQLite's codes for a file that is damaged, no database, or one with another table.
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_MISMATCH,
}

_log = logging.getLogger(__name__)


def default_folder() -> Path:
    """The user's cache folder for factcheck; XDG_CACHE_HOME moves it."""
    from platformdirs import user_cache_path

    return user_cache_path("factcheck", appauthor=False)


@dataclass(frozen=True)
class Info:
    """What a cache holds.

    Attributes:
        entries: number and bytes of the entries of each kind.
        size: bytes on disk.
        limit: bytes from which the least recently used entries leave.
    """

    folder: Path
    entries: Mapping[str, tuple[int, int]]
    size: int
    limit: int


class Cache:
    """Keys and what was kept under them. Use it in a ``with`` statement, or call ``close``.

    Args:
        folder: where its file is, made when first needed; the user's cache folder where None.
        limit: bytes on disk from which the least recently used entries leave.
        warn: called at most once, with one line, where the cache cannot be used.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        limit: int = LIMIT,
        warn: Callable[[str], None] = _log.warning,
    ) -> None:
        self.folder = folder or default_folder()
        self.limit = limit
        self._warn = warn
        self._path: Path | None = None
        self._connection: sqlite3.Connection | None = None
        self._readable = self._writable = True
        self._used_again: set[bytes] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[[Path, int], Cache], tuple[Path, int]]:
        # Taken to another process it is the same folder there, opened anew.
        return _reopened, (self.folder, self.limit)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept under these keys; a key under which nothing sound is kept is left out."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), KEYS_AT_ONCE):
            if not self._readable:
                break
            some = keys[start : start + KEYS_AT_ONCE]
            try:
                found |= self._tried(lambda db, some=some: self._select(db, some))  # type: ignore[misc]
            except (sqlite3.Error, OSError) as error:
                self._give_up("cannot be read", error, "so everything is computed anew")
                self._readable = self._writable = False
        return found

    def put(self, kind: str, entries: Mapping[bytes, bytes]) -> None:
        """Keep these values under their keys, in place of what was there: all of them or, on failure, none.

        Args:
            kind: what sort of entries they are, for ``info``.
        """
        if not (self._writable and entries):
            return
        try:
            self._tried(lambda db: self._insert(db, kind, entries))
        except (sqlite3.Error, OSError) as error:
            self._give_up("cannot be written", error, "so nothing new is kept")
            self._writable = False

    def info(self) -> Info:
        """What it holds. Raises CacheError where it cannot be read."""
        held: dict[str, tuple[int, int]] = {}
        try:
            if self._files():
                rows = self._open().execute("SELECT kind, count(*), sum(size) FROM entries GROUP BY kind")
                held = {kind: (count, total) for kind, count, total in rows}
            size = self._size()
        except (sqlite3.Error, OSError) as error:
            raise CacheError(
                f"{self.folder}: the cache cannot be read ({_reason(error)}); "
                "`factcheck cache clear` begins a new one"
            ) from error
        return Info(self.folder, held, size, self.limit)

    def clear(self) -> int:
        """Forget everything, and return how many bytes that freed. Raises CacheError where it cannot be done.

        The file stays, emptied: other processes may have it open.
        """
        if not self._files():
            return 0
        try:
            before = self._size()
            self._tried(self._empty)
        except (sqlite3.Error, OSError) as error:
            raise CacheError(
                f"{self.folder}: the cache cannot be cleared ({_reason(error)}); remove the folder by hand"
            ) from error
        self._remove_all_but(self._path)
        return max(0, before - self._size())

    def close(self) -> None:
        """Note what was used, and close the file."""
        if self._connection is None:
            return
        with suppress(sqlite3.Error):
            if self._used_again and self._writable:
                self._note_use(self._connection)
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None

    # --- entries -----------------------------------------------------------------------------------------------

    def _select(self, db: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        marks = ",".join("?" * len(keys))
        rows = db.execute(f"SELECT key, used, checksum, value FROM entries WHERE key IN ({marks})", keys)  # noqa: S608
        found, long_ago = {}, time.time() - USED_AGAIN
        for key, used, checksum, value in rows:
            if not isinstance(value, bytes) or checksum != _checksum(key, value):
                _log.info("%s: a damaged entry is made anew", self._path)
                continue
            found[key] = value
            if used < long_ago:
                self._used_again.add(key)
        return found

    def _insert(self, db: sqlite3.Connection, kind: str, entries: Mapping[bytes, bytes]) -> None:
        now = int(time.time())
        rows = ((k, kind, len(v) + OVERHEAD, now, _checksum(k, v), v) for k, v in entries.items())
        with _transaction(db):
            db.executemany(
                "INSERT OR REPLACE INTO entries (key, kind, size, used, checksum, value) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
        if _bytes_used(db) > self.limit:
            self._note_use(db)
            self._evict(db)

    def _evict(self, db: sqlite3.Connection) -> None:
        """Let the least recently used entries go, and give their room back."""
        with _transaction(db):
            used = _bytes_used(db)
            if used > self.limit:  # still, after waiting for other processes
                db.execute(
                    "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM (SELECT rowid, "
                    "sum(size) OVER (ORDER BY used, rowid) - size AS before FROM entries) WHERE before < ?)",
                    (used - int(self.limit * KEPT),),
                )
        _shrink(db)

    def _note_use(self, db: sqlite3.Connection) -> None:
        now = int(time.time())
        with _transaction(db):
            db.executemany(
                "UPDATE entries SET used = ? WHERE key = ?", [(now, key) for key in self._used_again]
            )
        self._used_again.clear()

    def _empty(self, db: sqlite3.Connection) -> None:
        with _transaction(db):
            db.execute("DELETE FROM entries")
        _shrink(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # --- the file ----------------------------------------------------------------------------------------------

    def _tried(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the file, or with a new one where it turns out to be damaged."""
        try:
            return action(self._open())
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            _log.info("%s: damaged (%s); a new file is begun", self._path, error)
            self._set_aside()
            return action(self._open())

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = self._files()
        self._path = files[-1] if files else self.folder / f"v{SCHEMA}-1.sqlite"
        # No other thread uses it at the same time, but the one that closes it may be another.
        self._connection = db = sqlite3.connect(
            self._path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")  # counts only before the table is made
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone():
            db.executescript(_TABLE)
        return db

    def _set_aside(self) -> None:
        """Leave the damaged file for a new one, and remove those damaged before.

        The file is neither renamed nor removed at once: another process may write to it, and SQLite finds its log
        by its name.
        """
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        files = self._files()
        if files and files[-1] == self._path:  # else another process has begun a new one
            number = _number(self._path)[1] + 1
            (self.folder / f"v{SCHEMA}-{number}.sqlite").touch(mode=0o600)
            self._remove_all_but(*self._files()[-2:])

    def _files(self) -> list[Path]:
        """The files of this version, the one that counts last."""
        return sorted((p for p in self._all_files() if _number(p)[0] == SCHEMA), key=_number)

    def _all_files(self) -> list[Path]:
        with suppress(OSError):
            return [path for path in self.folder.iterdir() if _FILE.fullmatch(path.name)]
        return []

    def _size(self) -> int:
        """Bytes on disk."""
        names = {path.name for path in self._all_files()}
        parts = (part for name in names for part in self.folder.glob(f"{name}*"))
        return sum(part.stat().st_size for part in parts)

    def _remove_all_but(self, *kept: Path | None) -> None:
        for path in set(self._all_files()) - set(kept):
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    path.with_name(path.name + suffix).unlink()

    def _give_up(self, what: str, error: Exception, so: str) -> None:
        if self._readable and self._writable:
            self._warn(
                f"{self.folder}: the cache {what} ({_reason(error)}), {so}; set XDG_CACHE_HOME to a folder with "
                "room that can be written, or give --no-cache"
            )


def _reopened(folder: Path, limit: int) -> Cache:
    return Cache(folder, limit=limit)


def _number(path: Path) -> tuple[int, int]:
    """The version of a file's table, and the file's number."""
    version, number = path.stem[1:].split("-")
    return int(version), int(number)


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=KEY_BYTES, key=key).digest()


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _bytes_used(db: sqlite3.Connection) -> int:
    pages, free, size = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _shrink(db: sqlite3.Connection) -> None:
    """Give free pages back to the file system."""
    db.executescript("PRAGMA incremental_vacuum")  # execute() would take one step of it, which is one page


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", 0)  # absent where Python itself complains
    return code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF in _DAMAGE


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
