"""What a job remembers while it is not done: its finished shards, and the articles that its workers died on.

Both only save work: that nothing is doubled rests on the articles' content.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from factcheck.models import Model, Problem

# Processes that must have ended over one article before it is left out; one may well be killed by chance.
DEATHS: Final = 3


class Finished(Model):
    """A shard that is in the corpus, all of it."""

    shard: str
    articles: int
    claims: int
    known: int
    problems: tuple[Problem, ...]


class Journal:
    """The finished shards of one job, a line each.

    Args:
        folder: of all jobs.
        inputs: what the job is to add; the same inputs are the same job.
    """

    def __init__(self, folder: Path, inputs: Sequence[str]) -> None:
        name = hashlib.blake2b(
            json.dumps(list(inputs)).encode("utf-8", "surrogatepass"), digest_size=8
        ).hexdigest()
        self.folder = folder / name
        self._path = self.folder / "finished.jsonl"

    def finished(self) -> dict[str, Finished]:
        """The finished shards by their id; a line that was cut off is none."""
        try:
            lines = self._path.read_bytes().split(b"\n")
        except OSError:
            return {}
        return {found.shard: found for found in map(_parsed, lines) if found}

    def finish(self, shard: Finished) -> None:
        """Note a shard; it is on the disk when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # The line break before it ends a line that was cut off.
            file.write(b"\n" + shard.model_dump_json().encode())
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            begun(self.folder, shard.shard).unlink()

    def close(self) -> None:
        """Forget it: the job is done."""
        shutil.rmtree(self.folder, ignore_errors=True)


def begun(folder: Path, shard: str) -> Path:
    """The file in which a shard's attempts say which article they are at."""
    return folder / f"{shard}.begun"


class Attempt:
    """One attempt at a shard. It notes each article before it is read, so that the next attempt knows which one
    the process died on, whatever the reason.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8", "replace").split("\n-\n") if path.exists() else []
        self._deaths = Counter(part.rstrip("\n").rsplit("\n", 1)[-1] for part in before)
        self._file = path.open("a", encoding="utf-8")
        if before:
            self._note("-")

    def each(self, articles: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """Each article's id, and whether it is to be left out because it has ended too many processes."""
        for article in articles:
            is_deadly = self._deaths[article] >= DEATHS
            if not is_deadly:
                self._note(article)
            yield article, is_deadly
        self._note("read")
        self._file.close()

    def _note(self, line: str) -> None:
        self._file.write(line + "\n")
        self._file.flush()


def _parsed(line: bytes) -> Finished | None:
    try:
        return Finished.model_validate_json(line) if line else None
    except ValidationError:
        return None
