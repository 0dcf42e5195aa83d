"""The fuzzing and soaking benchmarks, in short."""

from hypothesis import strategies as st
from standins import Embedder, Relation

from benchmarks import fuzz, soak
from factcheck import archive
from factcheck.pipeline import Models


def test_no_made_up_input_brings_a_reader_or_parser_down():
    chosen = fuzz.targets()
    fuzz.run(chosen, seconds=0, batch=40, seed=1)
    assert [target.failures for target in chosen] == [[]] * len(chosen)
    assert all(target.inputs >= 40 for target in chosen)


def test_fuzzing_reports_what_fails_with_its_shortest_input():
    def check(text):
        assert len(text) < 5

    target = fuzz.Target("broken", st.text(max_size=50), check)
    fuzz.run([target], seconds=0, batch=100, seed=1)
    (failure,) = target.failures
    assert "AssertionError" in failure
    assert "input '00000'" in failure


def test_soaking_makes_and_keeps_the_reports(parser, tmp_path):
    pool = soak.sample_sentences()
    steps = list(soak.soak(12, Models(parser, Embedder(), Relation()), tmp_path, pool))
    assert len(steps) == 12
    assert all(step.memory > 10 for step in steps)
    assert len(archive.entries(tmp_path / "reports")) == 12


def test_growth_is_told_from_the_second_tenth_to_the_last():
    steps = [soak.Step(memory, 0, 0) for memory in [500] * 10 + [100] * 80 + [130] * 10]
    assert round(soak.growth(steps), 2) == 0.3
