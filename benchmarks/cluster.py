"""Engines and corpora, measured: ``FACTCHECK_DATA=FOLDER python -m benchmarks.cluster``.

    python -m benchmarks.cluster                                     # small: some minutes
    python -m benchmarks.cluster --only engines --articles 772       # all of ECB+
    python -m benchmarks.cluster --only corpus --corpus 5000 --day 300

**engines**: a report on ECB+ articles (``FOLDER/ecbplus/documents.jsonl.gz``), serially with two threads and on Ray
with two workers of one thread each. Each is run on a third of the articles and on all of them; the rate is that of
the difference, so that starting up and loading the models do not count. Processor seconds are counted too, since
other work on the machine changes the rates. The two reports must be equal, finding for finding.

**corpus**: articles recombined from ECB+ as in ``benchmarks.scale``, thirty stories to a day, are added to a corpus.
The process is killed with SIGKILL three times on the way, once a quarter of the shards is done, two and three
quarters, and grouping once; then it runs to its end. Counted are articles that are there twice, and those that are
missing without having been named as left out. The driver's memory is read while it works. At last the articles of
one more day are added and grouped: in an empty corpus, and in this one, where no file of a day outside its window
may change.

**grouping**: processor seconds to give the articles of one day their stories where the seven days of its window have
so many articles, a seventh of them new. The openings' vectors are drawn at random around one for each story, so that
no model takes part.

Results go to ``results/cluster.json``, beside those of parts that were not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import scale
from benchmarks.realnews import read_stories
from factcheck.models import Article

RESULTS = scale.RESULTS / "cluster.json"
FIRST_DAY = date(2026, 1, 1)
STORIES_A_DAY = 30
KILLS = 3
CLI = (sys.executable, "-m", "factcheck.cli")


# --- engines ---------------------------------------------------------------------------------------------------


def engines(folder: Path, count: int, part: int) -> dict[str, Any]:
    """Serial against Ray."""
    rows = {}
    for name, threads in (("serial", 2), ("ray", 1)):
        env = os.environ | {"OMP_NUM_THREADS": str(threads), "FACTCHECK_DATA": str(folder)}
        command = [
            sys.executable,
            "-m",
            "benchmarks.cluster",
            "--one",
            name,
            "--articles",
            str(count),
            "--part",
            str(part),
        ]
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
        rows[name] = json.loads(done.stdout.splitlines()[-1])
    serial, on_ray = rows["serial"].pop("report"), rows["ray"].pop("report")
    return {
        "articles": count,
        "equal": serial == on_ray,
        "findings": len(serial["findings"]),
        **rows,
        "ratio": rows["ray"]["rate"] / rows["serial"]["rate"],
        "load": os.getloadavg()[0],
    }


def one_engine(folder: Path, name: str, count: int, part: int) -> dict[str, Any]:
    """One engine in this process."""
    from factcheck import pipeline
    from factcheck.engines import Serial

    pipeline.ARTICLES_AT_ONCE = part
    if name == "ray":
        from factcheck.cluster.ray_engine import RayEngine

        chosen: Any = RayEngine(workers=2)
    else:
        chosen = Serial()
    found = scale.articles(count, read_stories(folder))
    seconds, processors = [], []
    for some in (found[: count // 3], found):
        start, used = time.perf_counter(), _processor_seconds(os.getpid())
        report = pipeline.check(some, engine=chosen)
        seconds.append(time.perf_counter() - start)
        processors.append(_processor_seconds(os.getpid()) - used)
    return {
        "seconds": seconds,
        "rate": (count - count // 3) / (seconds[1] - seconds[0]),
        "processor_seconds_an_article": (processors[1] - processors[0]) / (count - count // 3),
        "memory": _memory(os.getpid()),
        "report": report.model_dump(mode="json", exclude={"report_id", "created_at"}),
    }


# --- corpus ----------------------------------------------------------------------------------------------------


def corpus(folder: Path, count: int, day: int, engine: str) -> dict[str, Any]:
    """Add, kill, resume, group, kill, resume; then one day more."""
    with tempfile.TemporaryDirectory() as work:
        at = Path(work)
        dated = list(_dated(scale.articles(count + day, read_stories(folder))))
        distinct = len({(article.source, article.text, n) for article, n in dated[:count]})
        last = FIRST_DAY + timedelta(days=1 + max(number for _, number in dated[:count]))
        _write(at / "all.jsonl", [(article, FIRST_DAY + timedelta(days=n)) for article, n in dated[:count]])
        _write(at / "day.jsonl", [(article, last) for article, _ in dated[count:]])
        result: dict[str, Any] = {"articles": count, "engine": engine, **_killed(at, count, distinct, engine)}
        result["day"] = _one_day(at, last, day, engine)
        return result


def _dated(found: Sequence[Article]) -> Iterator[tuple[Article, int]]:
    """Each article with the number of its day; a story's articles stand together and come within two days."""
    story, stories = "", 0
    for number, article in enumerate(found):
        topic = article.id.split("_")[0] + article.id.rpartition("ecb")[2]
        if topic != story:
            story, stories = topic, stories + 1
        yield article, stories // STORIES_A_DAY + number % 2


def _write(path: Path, articles: Sequence[tuple[Article, date]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for article, day in sorted(articles, key=lambda one: one[1]):
            published = datetime.combine(day, datetime.min.time(), UTC).isoformat()
            record = {"text": article.text, "source": article.source, "published": published}
            file.write(json.dumps(record) + "\n")


def _killed(at: Path, count: int, distinct: int, engine: str) -> dict[str, Any]:
    from factcheck.corpus.shards import ARTICLES_AT_ONCE
    from factcheck.corpus.store import Store

    add = [*CLI, "corpus", "add", str(at / "all.jsonl"), "--corpus", str(at / "corpus"), "--engine", engine]
    shards = -(-count // ARTICLES_AT_ONCE)
    start = time.perf_counter()
    memory = [_until(add, at, shards * kill // (KILLS + 1)) for kill in range(1, KILLS + 1)]
    memory.append(_until(add, at, None))
    left_out = (at / "said.txt").read_text("utf-8").count("; left out")
    seconds = time.perf_counter() - start
    group = [*CLI, "corpus", "stories", "--corpus", str(at / "corpus")]
    begun = time.perf_counter()
    process = subprocess.Popen(group, stdout=subprocess.DEVNULL)
    while process.poll() is None and not list((at / "corpus").glob("*/stories.lance")):
        time.sleep(0.01)
    process.kill()
    process.wait()
    said = subprocess.run(group, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    grouping = time.perf_counter() - begun
    days = Store(at / "corpus").days()
    ids = [key for day in days for key in day.read("articles", ["id"])["id"].to_pylist()]
    claims = [
        (row["id"], row["number"]) for day in days for row in day.read("claims", ["id", "number"]).to_pylist()
    ]
    grouped = [row for day in days for row in day.read("stories", ["id"])["id"].to_pylist()]
    size = sum(path.stat().st_size for path in (at / "corpus").rglob("*") if path.is_file())
    return {
        "kills": KILLS + 1,
        "seconds": seconds,
        "grouping": grouping,
        "said": said,
        "left_out": left_out,
        "missing": distinct - left_out - len(set(ids)),
        "doubled": len(ids)
        - len(set(ids))
        + len(claims)
        - len(set(claims))
        + len(grouped)
        - len(set(grouped)),
        "ungrouped": len(set(ids) - set(grouped)),
        "claims": len(claims),
        "bytes_an_article": size / len(ids),
        "driver_memory": memory,
    }


def _until(command: Sequence[str], at: Path, shards: int | None) -> list[int]:
    """Run a job, and kill it once so many shards are done; None lets it end. Gives its memory as it went."""
    with (at / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
    memory: list[int] = []
    done = 0
    while process.poll() is None:
        journals = list((at / "corpus" / "jobs").glob("*/finished.jsonl"))
        now = sum(path.read_bytes().count(b"\n") for path in journals if path.exists())
        if now > done:
            done = now
            memory.append(_memory(process.pid))
        if shards is not None and done >= max(1, shards):
            process.send_signal(signal.SIGKILL)
        time.sleep(0.05)
    if shards is None and process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return memory


def _one_day(at: Path, day: date, count: int, engine: str) -> dict[str, Any]:
    """Seconds to add and group one day's articles, in an empty corpus and in the full one."""
    from factcheck.corpus.grouping import WINDOW

    found: dict[str, Any] = {"articles": count}
    for name in ("empty", "corpus"):
        before = {path: path.stat().st_mtime_ns for path in (at / name).glob("2*/**/*") if path.is_file()}
        for what, arguments in (
            ("add", ["add", str(at / "day.jsonl"), "--engine", engine]),
            ("group", ["stories", "--since", str(day), "--until", str(day)]),
        ):
            start, used = time.perf_counter(), os.times()
            command = [*CLI, "corpus", *arguments, "--corpus", str(at / name)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            found[f"{name}_{what}"] = time.perf_counter() - start
            if arguments[-1] != "ray":
                now = os.times()
                spent = now.children_user + now.children_system - used.children_user - used.children_system
                found[f"{name}_{what}_processor_seconds"] = spent
        changed = {
            path.relative_to(at / name).parts[0]
            for path, changed_at in before.items()
            if not path.exists() or path.stat().st_mtime_ns != changed_at
        }
        near = {str(day + timedelta(days=n)) for n in range(-WINDOW, WINDOW + 1)}
        found[f"{name}_days_changed_outside"] = sorted(changed - near)
    shutil.rmtree(at / "empty")
    return found


def _processor_seconds(process: int) -> float:
    """Processor time that a process and all that came from it have used."""
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number] = int(fields[1])
        used[number] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(used.get(number, 0.0) for number in family)


# --- grouping --------------------------------------------------------------------------------------------------


def grouping(folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """The time of one day by the size of its window."""
    import numpy as np

    from factcheck.corpus.grouping import WINDOW, named
    from factcheck.settings import Settings

    rng = np.random.default_rng(scale.SEED)
    rows = []
    for size in sizes:
        found = scale.articles(size, read_stories(folder))
        topics = [f"{number}" for _, number in _dated(found)]
        centres = {topic: rng.normal(size=384) for topic in dict.fromkeys(topics)}
        openings = np.array(
            [centres[topic] + 0.7 * rng.normal(size=384) for topic in topics], dtype=np.float32
        )
        openings /= np.linalg.norm(openings, axis=1, keepdims=True)
        days = 2 * WINDOW + 1
        known = [None if n % days == 0 else topic for n, topic in enumerate(topics)]
        used = _processor_seconds(os.getpid())
        named(found, openings, known, Settings(), str(FIRST_DAY))
        rows.append({"window": size, "processor_seconds": _processor_seconds(os.getpid()) - used})
    return rows


def _memory(process: int) -> int:
    """Bytes of memory that a process holds now; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")), 0)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["engines", "corpus", "grouping"])
    parser.add_argument("--articles", type=int, default=90, help="of the report that both engines make")
    parser.add_argument("--part", type=int, default=8, help="articles that a worker has at a time, at least")
    parser.add_argument("--corpus", type=int, default=500, help="articles of the corpus")
    parser.add_argument("--day", type=int, default=30, help="articles of the day that is added at last")
    parser.add_argument(
        "--windows", type=int, nargs="+", default=[700, 2100, 7000], help="articles of the windows"
    )
    parser.add_argument("--engine", choices=["serial", "ray"], default="ray", help="that fills the corpus")
    parser.add_argument("--one", choices=["serial", "ray"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = Path(os.environ["FACTCHECK_DATA"])
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()  # nothing is known beforehand
    if options.one:
        print(json.dumps(one_engine(folder, options.one, options.articles, options.part)))
        return 0
    parts = {
        "engines": lambda: engines(folder, options.articles, options.part),
        "corpus": lambda: corpus(folder, options.corpus, options.day, options.engine),
        "grouping": lambda: grouping(folder, options.windows),
    }
    new = {name: measure() for name, measure in parts.items() if options.only in (None, name)}
    print(json.dumps(new, indent=1))
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    results |= {"processors": os.cpu_count(), **new}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
