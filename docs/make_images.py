"""Make the example of the documentation from the sample articles: ``make example``.

Writes ``reports/example.html``, ``docs/images/report.png`` (needs Chromium), and the excerpt of the
printed report in README.md, between its two marker lines. The page is given a fixed id and time, so
that it changes only where the report does.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from factcheck import Report, check, html
from factcheck.terminal import print_report

ROOT = Path(__file__).parent.parent
PAGE = Path("reports/example.html")
PICTURE = Path("docs/images/report.png")
BEGIN, END = "<!-- excerpt: made by `make example` -->\n```text\n", "```\n<!-- end of excerpt -->\n"
MADE_AT = datetime(2025, 2, 9, 12, tzinfo=UTC)  # a day after the last sample article
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--window-size=1100,1000",
)


def excerpt(report: Report) -> str:
    """The printed report, 80 columns wide and without colour, in the form that is the default for its size."""
    printed = io.StringIO()
    print_report(report, Console(file=printed, width=80, highlight=False))
    return printed.getvalue()


def put_excerpt(readme: Path, words: str) -> None:
    """Replace what stands between the markers. Raises ValueError where one is missing."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{readme}: the marker lines of the excerpt are missing")
    readme.write_text(f"{before}{BEGIN}{words}{END}{after}", encoding="utf-8")


def photograph(page: Path, picture: Path) -> None:
    """Save the top of a page as Chromium shows it. Exits where there is no Chromium."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("make example: Chromium is needed for the picture; install it and run this again")
    picture.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        files = (f"--user-data-dir={profile}", f"--screenshot={picture.resolve()}")
        command = [browser, *FLAGS, *files, page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make everything."""
    os.chdir(ROOT)  # the page names the articles as they were given
    report = check(["seeds/"]).model_copy(update={"report_id": "example", "created_at": MADE_AT})
    PAGE.write_text(html.render(report), encoding="utf-8")
    put_excerpt(Path("README.md"), excerpt(report))
    photograph(PAGE, PICTURE)
    print(f"Made {PAGE}, {PICTURE} and the excerpt of README.md.")


if __name__ == "__main__":
    main()
