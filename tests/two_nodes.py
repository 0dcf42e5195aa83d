"""Two nodes of a Ray cluster on one machine, of which one is lost while it works: writes what came of each batch.

python tests/two_nodes.py FILE

Into a file, since Ray prints what its nodes say whenever they say it.
"""

import json
import sys
import time
from pathlib import Path

from factcheck.cluster.ray_engine import RayEngine  # before Ray itself: it sets how Ray behaves

import ray  # isort: skip
from ray.cluster_utils import Cluster  # isort: skip


def square(batch):
    """Slow enough that the node is lost with batches in hand."""
    time.sleep(0.5)
    return batch * batch, ray.get_runtime_context().get_node_id()


def main():
    """The batches in order, and from how many nodes they came."""
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    lost = cluster.add_node(num_cpus=1)
    try:
        found = []
        for result in RayEngine(address=cluster.address).map_batches(square, range(12)):
            found.append(result)
            if len(found) == 1:
                cluster.remove_node(lost, allow_graceful=False)
        nodes = {node for _, node in found}
        answer = {"squares": [value for value, _ in found], "nodes": len(nodes)}
        Path(sys.argv[1]).write_text(json.dumps(answer), encoding="utf-8")
    finally:
        ray.shutdown()
        cluster.shutdown()


if __name__ == "__main__":
    main()
