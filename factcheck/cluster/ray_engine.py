"""The engine on Ray Data: a pool of worker processes, each of which loads the models once.

Ray gives a batch to another worker where the one that had it died, holds back what workers cannot take yet, and
moves what does not fit into its share of the memory to the disk.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from factcheck.engines import ClusterError
from factcheck.errors import FactcheckError

# Before Ray is imported, which reads them: nothing is reported to its makers, and standard error is ours.
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
# The workers are as urgent as the run that they work for; by default Ray makes way for everything else.
os.environ.setdefault("RAY_worker_niceness", "0")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")

import ray
from ray import cloudpickle

Batch = TypeVar("Batch")
Result = TypeVar("Result")

LOCAL: Final = "local"


class RayEngine:
    """Runs stages on a Ray cluster, a worker on each of its cores.

    Args:
        address: the cluster, as ``HOST:6379``, or ``auto`` for the one that this machine is part of; one of this
            machine's cores is started where None, and ends with this process.
        workers: most worker processes; as many as the cluster has cores where None.

    Raises:
        ClusterError: no cluster answers at the address.
    """

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        if not ray.is_initialized():
            try:
                with _silenced():
                    ray.init(
                        address=address or LOCAL,
                        include_dashboard=False if address is None else None,
                        num_cpus=workers if address is None else None,
                        log_to_driver=False,
                        logging_level=logging.ERROR,
                    )
            except Exception as error:  # plain ones too, where the machine is too busy to start it in time
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise ClusterError(
                    f"{address or 'Ray'}: no cluster can be used ({reason}); start one with `ray start --head`, or "
                    "leave --address out"
                ) from error
        cores = int(ray.cluster_resources().get("CPU", 1))
        self.workers = max(1, min(workers or cores, cores))

    def map_batches(self, stage: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """As ``Engine.map_batches``. All batches are taken at once, into the cluster's memory or onto its disks."""
        rows = [{"batch": cloudpickle.dumps(batch)} for batch in batches]
        if not rows:
            return
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.ERROR)
        results = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Worker,
            fn_constructor_args=(cloudpickle.dumps(stage),),
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=min(self.workers, len(rows))),
            num_cpus=1,
        )
        for row in results.iter_rows():
            result, message = pickle.loads(row["result"])  # noqa: S301 - made by our own worker
            if message is not None:
                raise FactcheckError(message)
            yield result


@contextmanager
def _silenced() -> Iterator[None]:
    """Standard error goes nowhere: Ray's core writes there of its own settings. What goes wrong is raised."""
    if sys.stderr:
        sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


class _Worker:
    """One process of the pool. It keeps the stage, and with it the models that the stage has loaded."""

    def __init__(self, stage: bytes) -> None:
        self._stage = pickle.loads(stage)  # noqa: S301 - sent by the driver

    def __call__(self, rows: dict[str, Any]) -> dict[str, list[bytes]]:
        """The result of each batch, or what went wrong with it in a line that is the user's to read."""
        answers = []
        answer: tuple[Any, str | None]
        for batch in rows["batch"]:
            try:
                answer = self._stage(pickle.loads(batch)), None  # noqa: S301 - sent by the driver
            except FactcheckError as error:
                answer = None, str(error)
            answers.append(cloudpickle.dumps(answer))
        return {"result": answers}
