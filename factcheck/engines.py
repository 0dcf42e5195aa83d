"""Engines: what runs a stage over batches. The stages do not know which one does.

A stage is a function from one batch to one result, with what it needs bound to it (``functools.partial``): models
travel to another process as the way to load them, and are loaded there once.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol, TypeVar

from factcheck.errors import FactcheckError

Batch = TypeVar("Batch")
Result = TypeVar("Result")

ENGINES: Final = ("serial", "ray")
# What the optional dependencies are imported as.
NEEDED: Final = ("ray", "lance", "pyarrow")


class ClusterError(FactcheckError):
    """What the ``cluster`` extra brings is not installed, or its cluster cannot be used."""


class Engine(Protocol):
    """Runs stages."""

    def map_batches(self, stage: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """The result of each batch, in the order of the batches.

        Args:
            stage: called once for each batch; it may be called again where the process that ran it died. What it
                does outside its process must bear that.
            batches: each small enough to be sent, or naming what the stage is to read itself.

        Raises:
            ClusterError: the engine's processes cannot be reached.
        """


class Serial:
    """One batch after the other, in this process."""

    def map_batches(self, stage: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """As ``Engine.map_batches``; no batch is taken before the result of the one before it is."""
        return map(stage, batches)


def engine(name: str = "serial", address: str | None = None) -> Engine:
    """The engine of this name.

    Args:
        name: one of ``ENGINES``.
        address: the running cluster to use; one on this machine is started where None. Only for ``ray``.

    Raises:
        ClusterError: it is not installed, or the cluster cannot be reached.
    """
    if name == "serial":
        return Serial()
    require()
    from factcheck.cluster.ray_engine import RayEngine

    return RayEngine(address)


def require() -> None:
    """Raise ClusterError where the ``cluster`` extra is not installed."""
    missing = [module for module in NEEDED if importlib.util.find_spec(module) is None]
    if missing:
        raise ClusterError(
            f"{' and '.join(missing)} not installed; install the extra with: pip install 'factcheck-sources[cluster]'"
        )
