"""Source-consistency fact checking for news.

``check`` turns articles into a report, ``compare`` compares two sentences. Both load their models when called;
importing this package is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.models import Article, Comparison, Report
    from factcheck.pipeline import check, compare
    from factcheck.settings import Settings

__all__ = ["Article", "Comparison", "Report", "Settings", "check", "compare"]

_HOME = {
    "Article": "models", "Comparison": "models", "Report": "models",
    "Settings": "settings", "check": "pipeline", "compare": "pipeline",
}  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
