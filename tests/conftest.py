"""In CI a skipped test is a failure: what CI does not run, nobody runs."""

import logging
import os
import uuid

import pytest

IN_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _failed_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _failed_in_ci((yield))


def _failed_in_ci(report):
    if IN_CI and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {_reason(report.longrepr)}"
    return report


def _reason(longrepr):
    """Pytest gives a skip as (file, line, reason)."""
    return longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory):
    """Nothing is kept in the user's cache folder, and nothing found there."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("caches")
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def own_cache(caches, monkeypatch):
    """Each test begins with an empty cache, lest what ran before it decides what it tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches / uuid.uuid4().hex))


@pytest.fixture(autouse=True)
def own_log():
    """What a test has logged, as with --verbose, is not logged by the next."""
    logger = logging.getLogger("factcheck")
    handlers, level, propagate = logger.handlers, logger.level, logger.propagate
    yield
    logger.handlers, logger.propagate = handlers, propagate
    logger.setLevel(level)


@pytest.fixture(scope="session")
def models():
    """The real models, loaded once for the whole suite."""
    from factcheck.pipeline import Models

    return Models.load()


@pytest.fixture(scope="session")
def parser():
    """The packaged English parser alone."""
    from factcheck.language import Parser

    return Parser.load()
