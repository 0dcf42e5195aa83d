"""The tables of a corpus, a folder for each day of publication.

A day's manifest names the version of each of its tables that counts, and is replaced in one step: so all tables
change together, and what a killed process wrote without telling the manifest is as if it had never been.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from factcheck.errors import FactcheckError
from factcheck.files import locked, sweep, write
from factcheck.models import Article

# Read when Lance is imported: it would tell of each table that it makes.
os.environ.setdefault("LANCE_LOG", "error")

import lance
from lance.fragment import write_fragments

# Workers are started as programs of their own, not forked with its threads.
warnings.filterwarnings("ignore", message="lance is not fork-safe")

SCHEMA_VERSION: Final = 1
UNDATED: Final = "undated"
ARTICLES, CLAIMS, STORIES = "articles", "claims", "stories"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Fragments of a table from which they are put together: each shard adds one.
FRAGMENTS: Final = 16


class CorpusError(FactcheckError):
    """A corpus could not be read or written."""


@dataclass(frozen=True, slots=True)
class Written:
    """Rows that a worker wrote for a day and that no manifest counts yet.

    Attributes:
        shard: what they were made from.
        ids: the articles among them.
        fragments: for each table the files written, as Lance describes them in JSON.
        dimension: of the vectors.
    """

    day: str
    shard: str
    ids: Sequence[str]
    fragments: Mapping[str, Sequence[str]]
    dimension: int


def schema(table: str, dimension: int = 0) -> pa.Schema:
    """The columns of a table; ``dimension`` is that of its vectors."""
    vector = pa.list_(pa.float32(), dimension)
    columns: dict[str, list[tuple[str, Any]]] = {
        ARTICLES: [
            ("id", pa.string()), ("shard", pa.string()), ("source", pa.string()), ("title", pa.string()),
            ("published", pa.string()), ("path", pa.string()), ("url", pa.string()), ("text", pa.large_string()),
            ("headline", pa.list_(pa.int32())), ("made_with", pa.string()), ("opening", vector),
        ],
        CLAIMS: [
            ("id", pa.string()), ("shard", pa.string()), ("number", pa.int32()), ("text", pa.string()),
            ("start", pa.int32()), ("end", pa.int32()), ("statement", pa.large_binary()), ("vector", vector),
        ],
        STORIES: [("id", pa.string()), ("story", pa.string())],
    }  # fmt: skip
    return pa.schema(columns[table])


def day_of(article: Article) -> str:
    """The day of publication in UTC, which is the folder that the article is in."""
    published = article.published
    if published is None:
        return UNDATED
    return (published.astimezone(UTC) if published.tzinfo else published).date().isoformat()


class Day:
    """One day of a corpus."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name

    def read(self, table: str, columns: Sequence[str], ids: Iterable[str] | None = None) -> pa.Table:
        """Columns of a table; of the rows with these ids, where given. Raises CorpusError."""
        version = self._versions().get(table)
        wanted = None if ids is None else _among(ids)
        if version is None or wanted == "":
            return schema(table).empty_table().select(list(columns))
        with _told(self.folder):
            found = lance.dataset(self._uri(table), version=version)
            return found.to_table(columns=list(columns), filter=wanted)

    def ids(self) -> set[str]:
        """The articles of this day."""
        return set(self.read(ARTICLES, ["id"])["id"].to_pylist())

    def stories(self) -> dict[str, str]:
        """The story of each article that has one."""
        rows = self.read(STORIES, ["id", "story"])
        return dict(zip(rows["id"].to_pylist(), rows["story"].to_pylist(), strict=True))

    def write(self, shard: str, tables: Mapping[str, pa.Table], dimension: int) -> Written:
        """Write rows for this day, in any process at any time; ``commit`` makes them count."""
        fragments = {}
        with _told(self.folder):
            for name, rows in tables.items():
                written = write_fragments(rows, self._uri(name), schema=rows.schema, mode="append")
                fragments[name] = [json.dumps(fragment.to_json()) for fragment in written]
        ids = tables[ARTICLES]["id"].to_pylist() if ARTICLES in tables else []
        return Written(self.name, shard, ids, fragments, dimension)

    def commit(self, written: Written) -> set[str]:
        """Make rows count that were written, all or none; those of articles that are there already do not.

        Only the process that holds the corpus's lock may call this.

        Returns:
            The articles that are new.
        """
        doubled = self.ids() & set(written.ids) if written.ids else set()
        if written.ids and len(doubled) == len(set(written.ids)):
            return set()
        versions = self._versions()
        with _told(self.folder):
            for name, fragments in written.fragments.items():
                found = self._settled(name, versions.get(name), written.dimension)
                rows = [lance.FragmentMetadata.from_json(fragment) for fragment in fragments]
                append = lance.LanceOperation.Append(rows)
                found = lance.LanceDataset.commit(found.uri, append, read_version=found.version)
                if doubled and name != STORIES:
                    found.delete(f"shard = '{written.shard}' AND {_among(doubled)}")
                versions[name] = found.version
        self._tell(versions)
        return set(written.ids) - doubled

    def tidy(self) -> None:
        """Put small files together, and let go what Lance keeps of old versions for a time."""
        versions = self._versions()
        with _told(self.folder):
            for name, version in list(versions.items()):
                found = self._settled(name, version, 0)
                if len(found.get_fragments()) >= FRAGMENTS:
                    found.optimize.compact_files()
                    versions[name] = found.version
            self._tell(versions)
            for name in versions:
                lance.dataset(self._uri(name)).cleanup_old_versions()

    def _settled(self, table: str, version: int | None, dimension: int) -> Any:  # noqa: ANN401
        """The table as the manifest knows it, what came after it undone; made where there is none."""
        try:
            found = lance.dataset(self._uri(table))
        except ValueError:  # Lance's way to say that there is none
            return lance.write_dataset(
                schema(table, dimension).empty_table(), self._uri(table), mode="create"
            )
        if found.version != (version or 1):  # the first version is the empty table
            lance.dataset(self._uri(table), version=version or 1).restore()
            found = lance.dataset(self._uri(table))
        return found

    def _uri(self, table: str) -> str:
        return str(self.folder / f"{table}.lance")

    def _versions(self) -> dict[str, int]:
        path = self.folder / "manifest.json"
        try:
            return {str(k): int(v) for k, v in json.loads(path.read_text("utf-8"))["versions"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(
                f"{path}: damaged or unreadable; restore it, or remove its folder and add again"
            ) from error

    def _tell(self, versions: Mapping[str, int]) -> None:
        write(
            self.folder / "manifest.json",
            json.dumps({"schema_version": SCHEMA_VERSION, "versions": versions}),
        )


class Store:
    """A corpus on disk.

    Args:
        folder: where it is; made by the first ``writing``.

    Raises:
        CorpusError: it is one of another schema.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        path = self.folder / "corpus.json"
        try:
            version = (
                json.loads(path.read_text("utf-8"))["schema_version"] if path.exists() else SCHEMA_VERSION
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{path}: damaged or unreadable; give another folder with --corpus") from error
        if version != SCHEMA_VERSION:
            raise CorpusError(
                f"{path}: a corpus of schema {version}, this factcheck reads schema {SCHEMA_VERSION}; "
                "add its articles to a new one"
            )

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the corpus's lock; other processes that want to write wait."""
        with locked(self.folder):
            path = self.folder / "corpus.json"
            if not path.exists():
                write(path, json.dumps({"schema_version": SCHEMA_VERSION}))
            sweep(self.folder)
            yield

    def day(self, name: str) -> Day:
        """A day of the corpus, there or not."""
        return Day(self.folder / name)

    def days(self, since: date | None = None, until: date | None = None) -> list[Day]:
        """The days that have articles, first to last; the undated ones at the end, unless dates are given."""
        if not self.folder.is_dir():
            raise CorpusError(f"{self.folder}: no corpus; `factcheck corpus add PATH...` makes one")
        names = sorted(path.name for path in self.folder.iterdir() if (path / "manifest.json").exists())
        first, last = since or date.min, until or date.max
        found = [n for n in names if _DAY.fullmatch(n) and first <= date.fromisoformat(n) <= last]
        if UNDATED in names and since is None and until is None:
            found.append(UNDATED)
        return [self.day(name) for name in found]


def _among(ids: Iterable[str]) -> str:
    """Lance's filter for rows with these ids; empty where there are none. They are hexadecimal: nothing to quote."""
    listed = ", ".join(f"'{one}'" for one in sorted(ids))
    return f"id IN ({listed})" if listed else ""


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Faults of Lance and the file system as one line."""
    try:
        yield
    except (OSError, ValueError, pa.ArrowException) as error:
        reason = " ".join(str(error).split())[:200]
        raise CorpusError(f"{folder}: the tables cannot be used ({reason})") from error


__all__ = ["ARTICLES", "CLAIMS", "STORIES", "CorpusError", "Day", "Store", "Written", "day_of", "schema"]
