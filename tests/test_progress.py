"""Progress is for terminals: count, rate and time left of each stage; nothing elsewhere."""

import io
import re

from rich.console import Console

from factcheck.progress import progress


def test_nothing_is_shown_in_pipes_or_when_quiet(capsys):
    for quiet in (True, False):
        with progress(quiet) as show:
            assert show is None
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_stage_count_and_rate_and_a_stage_starts_anew():
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=100)
    with progress(False, console) as show:
        show("finding claims", 0, 4)
        show("finding claims", 3, 4)
        show("comparing claims", 0, 2000)
        show("comparing claims", 1500, 2000)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", file.getvalue())
    assert "comparing claims" in text
    assert "1,500/2,000" in text
    assert re.search(r"[\d:-]+:[\d-]+", text)  # time left
