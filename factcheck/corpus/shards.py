"""What is to be added, cut into shards: some files, or some lines of a large one, named and not yet read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factcheck.articles import read_articles, read_lines
from factcheck.errors import InputError
from factcheck.models import Article, Problem
from factcheck.readers.limits import ReadLimits
from factcheck.readers.paths import Paths, file_errors

# Articles of a shard: what is lost at most, for each worker, when processes are killed.
ARTICLES_AT_ONCE: Final = 64
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Shard:
    """Files to read, or lines of one.

    Attributes:
        id: depends on the files' names, sizes and times of change, and on the lines.
        files: absolute paths.
        lines: first byte, byte after the last, and the number of the first line; None where files are read whole.
    """

    id: str
    files: tuple[str, ...]
    lines: tuple[int, int, int] | None = None

    def read(self, limits: ReadLimits) -> tuple[list[Article], list[Problem]]:
        """The articles, and what could not be read."""
        if self.lines is None:
            return read_articles(self.files, limits=limits)
        start, end, first = self.lines
        with Path(self.files[0]).open("rb") as file:
            file.seek(start)
            return read_lines(self.files[0], file.read(end - start), first=first, limits=limits)


def shards(paths: Sequence[str], problem: list[Problem]) -> Iterator[Shard]:
    """Cut files and folders into shards, in the order given, folders by name.

    Args:
        problem: what cannot be read is put there.
    """
    found = Paths(lambda path, message: problem.append(Problem(path=path, message=message)))
    together: list[Path] = []
    for name in paths:
        try:
            for _, path in found.files(str(Path(name).absolute())):
                if path.suffix.lower() == ".jsonl" and (ranges := list(_ranges(path))):
                    yield from (_shard([path], lines) for lines in ranges)
                    continue
                together.append(path)
                if len(together) == ARTICLES_AT_ONCE:
                    yield _shard(together)
                    together = []
        except InputError as error:
            problem.append(Problem(path=error.path, message=error.message))
    if together:
        yield _shard(together)


def _ranges(path: Path) -> Iterator[tuple[int, int, int]]:
    """The lines of a file, some at a time; none where it must be read whole, or cannot be read."""
    start = end = 0
    first, number = 1, 0
    try:
        with file_errors(str(path)), path.open("rb") as file:
            if file.read(2) in _UTF_16:
                return
            file.seek(0)
            for number, line in enumerate(file, 1):
                end += len(line)
                if number - first + 1 == ARTICLES_AT_ONCE:
                    yield start, end, first
                    start, first = end, number + 1
    except InputError:
        return  # told when the shard is read
    if start < end:
        yield start, end, first


def _shard(files: Sequence[Path], lines: tuple[int, int, int] | None = None) -> Shard:
    names = tuple(str(path) for path in files)
    known = [(str(path), *_state(path)) for path in files]
    digest = hashlib.blake2b(json.dumps([known, lines]).encode("utf-8", "surrogatepass"), digest_size=12)
    return Shard(digest.hexdigest(), names, lines)


def _state(path: Path) -> tuple[int, int]:
    """A file's size in bytes and its time of change in nanoseconds; zeros where it is gone: told when it is read."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
