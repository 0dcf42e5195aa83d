"""The benchmark of quality: its figures on made-up scores, and the floors on the held-out stories."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks import quality
from benchmarks.scoring import Judged, Score, Story
from factcheck import comparison

FLOORS = json.loads((Path(quality.__file__).parent / "floors.json").read_text(encoding="utf-8"))


def scored(name, domain="crime", conflicts=(), **counts):
    one = Score(name, domain, Counter(counts))
    one.conflicts = one.findings = [Judged("number", *judged) for judged in conflicts]
    for judged in one.conflicts:
        one.add(judged.kind, right=judged.is_right, false_alarms=not judged.is_right)
    return one


def test_figures_follow_from_summed_counts():
    measured = quality.overall(
        [scored(f"s{n}", facts=4, found=2, kind_right=1, false_alarms=1, traps=5, traps_sprung=1) for n in range(3)]
    )  # fmt: skip
    assert measured["conflict_precision"][0] == pytest.approx(2 / 3, abs=1e-4)
    assert measured["conflict_recall"][0] == 0.5
    assert measured["conflict_f1"][0] == pytest.approx(4 / 7, abs=1e-4)
    assert measured["kind_accuracy"][0] == 0.5
    assert measured["traps_left_alone"][0] == 0.8
    assert measured["counts"]["facts"] == 12


def test_stories_that_do_alike_leave_no_doubt_and_others_do():
    alike = quality.overall([scored(f"s{n}", facts=4, found=2) for n in range(8)])
    assert alike["conflict_recall"] == [0.5, 0.5, 0.5]
    mixed = quality.overall([scored(f"s{n}", facts=4, found=4 * (n % 2)) for n in range(8)])
    value, low, high = mixed["conflict_recall"]
    assert 0 < low < value < high < 1


def test_what_was_not_asked_has_no_figure():
    assert quality.overall([scored("s1", facts=1, found=1)] * 3)["agreement_recall"] is None


def test_one_story_gives_a_figure_without_an_interval():
    assert quality.overall([scored("s1", facts=2, found=1)])["conflict_recall"] == [0.5, None, None]


def test_calibration_compares_confidence_with_the_share_right():
    quarter_wrong = [(0.75, True), (0.75, True), (0.75, True), (0.75, False)]
    calm = [scored(f"s{n}", conflicts=quarter_wrong) for n in range(4)]
    table = quality.calibration(calm, lambda one: one.conflicts)
    assert table["expected_calibration_error"][0] == pytest.approx(0.0)
    assert table["bins"] == [{"from": 0.7, "conflicts": 16, "confidence": 0.75, "right": 0.75}]
    sure = [scored(f"s{n}", conflicts=[(1.0, False)]) for n in range(4)]
    assert quality.calibration(sure, lambda one: one.conflicts)["expected_calibration_error"][0] == 1.0


def test_by_kind_and_by_domain():
    measured = quality.summary(
        [scored("s1", "crime", [(0.9, True), (0.6, False)], facts=1, found=1), scored("s2", "sport", facts=3)]
    )
    assert measured["by_kind"]["number"]["precision"][0] == 0.5
    assert measured["by_domain"]["crime"]["conflict_recall"][0] == 1.0
    assert measured["by_domain"]["sport"]["conflict_recall"][0] == 0.0
    json.dumps(measured, allow_nan=False)


def test_a_summary_prints(capsys):
    quality.print_summary("some", quality.summary([scored("s1", conflicts=[(0.9, True)], facts=1, found=1)]))
    assert "conflict_f1" in capsys.readouterr().out


def test_parts_follow_the_split(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gold.json").write_text('{"facts": []}')
    assert [s.name for s in quality.parts_of(tmp_path)[tmp_path.name]] == ["one", "two"]
    (tmp_path / "split.json").write_text('{"tuned": ["two"], "held_out": ["one"]}')
    assert {part: [s.name for s in own] for part, own in quality.parts_of(tmp_path).items()} == {
        "tuned": ["two"],
        "held_out": ["one"],
    }


def test_a_folder_without_stories_is_said_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="no annotated stories"):
        quality.parts_of(tmp_path)


def test_every_variant_makes_a_report_of_the_same_claims(models, tmp_path):
    (tmp_path / "herald.txt").write_text("Twelve people died when the mill burned down on Monday.")
    (tmp_path / "courier.txt").write_text("Nineteen people died when the mill burned down on Monday.")
    fact = {
        "verdict": "conflict",
        "kinds": ["number"],
        "sides": [[["herald", "Twelve people died"]], [["courier", "Nineteen people died"]]],
    }
    story = Story("mill", "accident", tuple(sorted(tmp_path.glob("*.txt"))), (fact,))
    scores = quality.measure([story], models, quality.VARIANTS)
    assert {name: own[0].counts["passages_claimed"] for name, own in scores.items()} == dict.fromkeys(
        quality.VARIANTS, 2
    )
    assert scores[quality.FULL][0].counts["found"] == 1
    assert scores["similarity 0.5"][0].counts["found"] == 0
    assert comparison.weigh is quality.weigh


@pytest.mark.parametrize(("folder", "facts"), [("stories", 91), ("crowded", 70)])
def test_held_out_stories_stay_above_their_floors(models, folder, facts):
    stories = quality.parts_of(quality.STORIES.parent / folder)["held_out"]
    scores = quality.measure(stories, models)[quality.FULL]
    measured = quality.overall(scores)
    floors = FLOORS[f"held_out_{folder}"]
    low = {name: measured[name][0] for name, floor in floors.items() if not measured[name][0] >= floor}
    assert low == {}, f"below floors.json: {low}"
    assert np.sum([one.counts["facts"] for one in scores]) >= facts
