"""Files written whole, and a lock on a folder."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factcheck.errors import ArchiveError

LOCK = ".lock"


def write(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    Raises:
        ArchiveError: it cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a device or a pipe: nothing to replace
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        raise ArchiveError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; other processes wait. The system frees it when a process dies.

    Raises:
        ArchiveError: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with file:
        unlock = _lock(file.fileno())
        try:
            yield
        finally:
            unlock()


def _mode(path: Path) -> int:
    """The mode a newly written file gets: that of the file it replaces, else what the umask leaves."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> Callable[[], None]:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

        def unlock() -> None:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

        return unlock

else:
    import fcntl

    def _lock(handle: int) -> Callable[[], None]:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return lambda: fcntl.flock(handle, fcntl.LOCK_UN)
