"""Files and folders: which files of a folder hold articles, and what is skipped with a note."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import InputError
from factcheck.web import Kind

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
}
ARCHIVES = frozenset([".zip", ".gz", ".tgz", ".tar", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".7z", ".rar"])
_SPECIAL = "is not a regular file and is skipped; pipe it in and give - instead"


class Paths:
    """Finds article files, each of them once, however often it is named or linked to.

    Attributes:
        note: called with the path and the message for what is skipped within a folder.
    """

    def __init__(self, note: Callable[[str, str], None]) -> None:
        self._note = note
        self._seen: set[object] = set()

    def once(self, name: str, key: object) -> None:
        """Remember an input. Raises InputError where it was there before."""
        if key in self._seen:
            raise InputError(name, "given or linked to more than once; it is read only once")
        self._seen.add(key)

    def files(self, name: str) -> Iterator[tuple[str, Path]]:
        """The files behind a path that the user named, each with the name to call it by.

        Raises:
            InputError: it does not exist, or is neither a folder nor a file that can hold articles.
        """
        path = Path(name)
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            hint = (
                "begin it with https:// if it is a web page"
                if name.startswith("www.")
                else "check its spelling"
            )
            raise InputError(name, f"no such file or folder; {hint}") from None
        except ValueError:  # a NUL or a half character within the name
            raise InputError(name, "is not a possible file name; check its spelling") from None
        if stat.S_ISDIR(mode):
            yield from self._folder(name, path)
        elif stat.S_ISREG(mode):
            _refuse_archive(name, path)
            self.once(name, path.resolve())
            yield name, path
        else:
            raise InputError(name, _SPECIAL)

    def _folder(self, name: str, root: Path) -> Iterator[tuple[str, Path]]:
        """A folder's files, depth first, by name. Not recursive: folders may be nested very deeply."""
        found = skipped = 0
        pending = [root]
        while pending:
            path = pending.pop()
            shown = name if path == root else str(path)
            file = False
            try:
                with file_errors(shown):
                    file = self._visit(shown, path, pending)
            except InputError as error:
                skipped += 1
                self._note(error.path, error.message)
            if file:
                found += 1
                yield shown, path
        if not found and not skipped:
            known = ", ".join(SUFFIXES)
            self._note(name, f"no article in this folder; put files in it that end in {known}")

    def _visit(self, shown: str, path: Path, pending: list[Path]) -> bool:
        """Whether this is a file to read; what a folder holds is put on the list."""
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            self.once(shown, (status.st_dev, status.st_ino))
            inside = (entry for entry in path.iterdir() if not entry.name.startswith("."))
            pending += sorted(inside, key=lambda entry: entry.name, reverse=True)
            return False
        if not stat.S_ISREG(status.st_mode):
            raise InputError(shown, _SPECIAL)
        _refuse_archive(shown, path)
        if path.suffix.lower() not in SUFFIXES:
            return False
        self.once(shown, path.resolve())
        return True


def read_bytes(name: str, path: Path, limit: int) -> bytes:
    """What a file holds. Raises InputError where it is larger than ``limit`` bytes, or no regular file."""
    with open(path, "rb", opener=_opener) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise InputError(name, _SPECIAL)
        return bounded(name, file, limit)


def _opener(path: str, flags: int) -> int:
    """Opens without waiting: what was a file a moment ago may be a pipe by now that nobody writes to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def bounded(name: str, file: BinaryIO, limit: int) -> bytes:
    """What a file holds. Raises InputError where it is larger than ``limit`` bytes."""
    content = file.read(limit + 1)
    if len(content) > limit:
        raise InputError(name, f"is larger than the limit of {limit:,} bytes; split it")
    return content


@contextmanager
def file_errors(name: str) -> Iterator[None]:
    """Turns the errors of the file system into an :class:`InputError` about ``name``."""
    try:
        yield
    except PermissionError:
        raise InputError(name, "may not be read; change its permissions or copy it") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(name, f"cannot be read ({reason}); check the file or copy it") from None


def _refuse_archive(name: str, path: Path) -> None:
    if path.suffix.lower() in ARCHIVES:
        raise InputError(name, "is an archive and is skipped; unpack it and give the folder")
