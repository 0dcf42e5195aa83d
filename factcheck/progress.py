"""Progress of a long run on a terminal: stage, count, rate and time left; nothing in pipes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Task
    from rich.text import Text

Progress = Callable[[str, int, int], None]


@contextmanager
def progress(quiet: bool, console: Console | None = None) -> Iterator[Progress | None]:
    """A line of progress on standard error, where that is a terminal; it is gone at the end.

    Args:
        quiet: show none.
        console: where to, in place of standard error.

    Yields:
        What is called with a stage, how many of its steps are done and how many there are; ``None``
        where nothing is shown.
    """
    if quiet or (console is None and not (sys.stderr and sys.stderr.isatty())):
        yield None
        return
    from rich.console import Console as Screen
    from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        """Count and rate, once there is something to count."""

        def render(self, task: Task) -> Text:
            if not task.total or task.total == 1:
                return Text("")
            count = f"{int(task.completed):,}/{int(task.total):,}"
            return Text(f"{count}  {task.speed:.1f}/s" if task.speed else count)

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), Rate(), TimeRemainingColumn())
    with Bar(*columns, console=console or Screen(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        stage = ""

        def show(name: str, done: int, total: int) -> None:
            nonlocal stage
            if name != stage:
                # A stage's rate and time left are its own.
                stage = name
                bar.reset(task, description=name, total=total or None, completed=done)
            else:
                bar.update(task, completed=done, total=total or None)

        yield show
