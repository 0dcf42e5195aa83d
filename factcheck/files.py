"""Files written whole, and a lock on a folder."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factcheck.errors import ArchiveError

LOCK = ".lock"
# Unfinished files are named so; a process that is killed leaves its own behind.
PART_PREFIX, PART_SUFFIX = ".factcheck-", ".part"
# Age in seconds from which an unfinished file is nobody's any more: a write takes far less.
PART_AGE = 3600.0


def write(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    The new one is on the disk before it takes the old one's place, so that a power cut leaves no empty file.
    A link stays one; what it leads to is replaced.

    Raises:
        ArchiveError: it cannot be written. The old one is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a device or a pipe: nothing to replace
            path.write_text(text, encoding="utf-8", newline="\n")
        else:
            _replace(Path(os.path.realpath(path)), text)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be written: {error.strerror or error}") from error


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART_PREFIX, suffix=PART_SUFFIX)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        part.chmod(_mode(path))
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove unfinished files that killed processes left in a folder."""
    for part in folder.glob(f"{PART_PREFIX}*{PART_SUFFIX}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > PART_AGE:
                part.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; other processes wait. The system frees it when a process dies.

    Raises:
        ArchiveError: the folder cannot be made, written to or locked.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with file:
        try:
            unlock = _lock(file.fileno())
        except OSError as error:
            raise ArchiveError(
                f"{folder}: cannot be locked ({error.strerror or error}); try again, or use a local folder"
            ) from error
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
