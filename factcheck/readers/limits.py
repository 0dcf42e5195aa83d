"""How much is read in one run."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from factcheck.models import Model


class ReadLimits(Model):
    """How much is read. What lies over a limit is left out with a :class:`Problem`, never cut short.

    Attributes:
        file_bytes: largest file or standard input. JSONL files may hold thousands of articles.
        page_bytes: largest web page, downloaded or on disk; the markup of a news page is 0.1 to 3 MB.
        article_chars: longest article; the longest magazine pieces have some 150,000 characters.
        articles: most articles in one run.
        seconds: longest time for one web address, redirects included.
        redirects: most redirects that are followed from one web address.
    """

    file_bytes: Annotated[int, Field(gt=0)] = 200_000_000
    page_bytes: Annotated[int, Field(gt=0)] = 10_000_000
    article_chars: Annotated[int, Field(gt=0)] = 200_000
    articles: Annotated[int, Field(gt=0)] = 20_000
    seconds: Annotated[float, Field(gt=0)] = 20.0
    redirects: Annotated[int, Field(ge=0)] = 5
