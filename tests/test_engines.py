"""Engines: the same results whichever runs the stage. Those on Ray need the ``cluster`` extra."""

import copy
import json
import os
import pickle
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from newsroom import BEES, COURIER, FIRE, HERALD, article, result
from standins import Embedder, Relation

from factcheck import engines
from factcheck.cache import Cache
from factcheck.engines import ClusterError, Serial
from factcheck.errors import ModelError
from factcheck.loading import Lazy
from factcheck.pipeline import Models, check
from factcheck.settings import Settings

PAPERS = [article(n, text) for n, text in enumerate((*FIRE, HERALD, COURIER, BEES), 1)]


def needs_ray():
    pytest.importorskip("ray", reason="needs the extra: pip install 'factcheck-sources[cluster]'")


@pytest.fixture(scope="session")
def ray_engine():
    needs_ray()
    from factcheck.cluster.ray_engine import RayEngine

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))  # the workers know the modules of the tests
        yield RayEngine(workers=2)
    import ray

    ray.shutdown()


def double(batch):
    return [2 * number for number in batch]


def refuse(batch):
    raise ModelError(f"batch {batch}: no such model")


def die_once(batch, *, folder):
    """The process ends as if the system had killed it, the first time that it has this batch."""
    mark = folder / "died"
    if batch == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return batch * batch


# Serial


def test_serial_takes_a_batch_when_the_one_before_it_is_done():
    taken = []

    def batches():
        for number in range(3):
            taken.append(number)
            yield [number]

    results = Serial().map_batches(double, batches())
    assert next(results) == [0]
    assert taken == [0]
    assert list(results) == [[2], [4]]


def test_the_engine_is_serial_by_default_and_loads_nothing_of_a_cluster():
    code = (
        "import sys\nfrom factcheck.engines import engine\nengine()\nimport factcheck.pipeline\n"
        "sys.exit(' '.join({'ray', 'lance', 'pyarrow', 'pandas'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(engines, "NEEDED", ("no_such_module",))
    with pytest.raises(ClusterError, match=r"pip install 'factcheck-sources\[cluster\]'"):
        engines.engine("ray")


# What travels to another process


def test_a_model_travels_as_the_way_to_load_it():
    model = Lazy(Relation, Relation)
    assert model.predict([("a", "b")]).shape == (1, 3)
    there = copy.copy(model)
    assert "loaded" not in vars(there)
    assert there.predict([("a", "b")]).shape == (1, 3)


def test_a_cache_travels_as_its_folder(tmp_path):
    with Cache(tmp_path, limit=10**6) as cache:
        cache.put("text", {b"0123456789abcdef": b"value"})
        with pickle.loads(pickle.dumps(cache)) as there:
            assert (there.folder, there.limit) == (tmp_path, 10**6)
            assert there.get([b"0123456789abcdef"]) == {b"0123456789abcdef": b"value"}


# Ray


def test_a_worker_that_is_killed_costs_no_batch_doubles_none_and_changes_no_order(ray_engine, tmp_path):
    assert list(ray_engine.map_batches(double, [])) == []
    found = list(ray_engine.map_batches(partial(die_once, folder=tmp_path), range(6)))
    assert (tmp_path / "died").exists()
    assert found == [0, 1, 4, 9, 16, 25]


def test_a_node_that_is_lost_costs_no_batch_and_doubles_none(tmp_path):
    needs_ray()
    script, answer = Path(__file__).parent / "two_nodes.py", tmp_path / "answer.json"
    done = subprocess.run(
        [sys.executable, str(script), str(answer)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert found["squares"] == [number * number for number in range(12)]
    assert found["nodes"] >= 1


def test_what_a_worker_cannot_do_is_told_in_one_line():
    needs_ray()
    from factcheck.cluster.ray_engine import _Worker

    worker = _Worker(pickle.dumps(refuse))
    (answer,) = worker({"batch": [pickle.dumps(1)]})["result"]
    assert pickle.loads(answer) == (None, "batch 1: no such model")


def test_a_cluster_that_does_not_answer_is_one_line():
    needs_ray()
    done = subprocess.run(
        [sys.executable, "-m", "factcheck.cli", "report", "seeds/", "--engine", "ray", "--address", "nowhere"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "nowhere: no cluster can be used" in line


def test_a_report_made_on_ray_is_the_serial_one(ray_engine, parser, monkeypatch):
    """Story by story, with stand-ins that travel."""
    monkeypatch.setattr("factcheck.pipeline.ARTICLES_AT_ONCE", 2)
    models = Models(Lazy(type(parser).load, lambda: None), Embedder(), Relation())
    stages = []
    settings = Settings(story_probability=0.9)
    serial = check(PAPERS, settings=settings, models=models)
    tell = lambda *told: stages.append(told)  # noqa: E731
    on_ray = check(PAPERS, settings=settings, models=models, engine=ray_engine, progress=tell)
    assert result(on_ray) == result(serial)
    assert [len(story.article_ids) for story in serial.stories] == [4, 1]
    assert ("comparing claims", len(serial.stories), len(serial.stories)) in stages
