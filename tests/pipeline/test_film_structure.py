"""A phone call, a flashback and a montage through the whole line, as far as the shot list and sound."""

from __future__ import annotations

import json
from itertools import pairwise

import filming
import numpy as np
import pytest

from fairtake import continuity
from fairtake.model.performance import ScenePerformance
from fairtake.pipeline import mixing, planning
from fairtake.pipeline.film import plan
from fairtake.pipeline.intercut import as_played
from fairtake.project import load

CALL = """
INT. KITCHEN - NIGHT

ANNA (60s) sits at the table.

INTERCUT WITH:

INT. OFFICE - NIGHT

BEN (30s) sits at the desk.

BEN
Night desk.

ANNA
It's me. I only wanted to hear your voice.

Ben stands up.

BEN
It's two in the morning. Did something happen?

ANNA
No. Call me tomorrow.

FLASHBACK TO:

EXT. BEACH - DAY

Anna waves.

END FLASHBACK

MONTAGE - MORNING

- INT. KITCHEN - DAY - Anna walks to the window. She turns around. She sits down. She stands up.
- EXT. BEACH - DAY - Anna waves.

END MONTAGE
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = filming.write_film(tmp_path_factory.mktemp("call"), CALL, title="Call", steps="title = false")
    out = folder / "out"
    with planning.planned(load(folder), out) as (work, scenes):
        sheets = [mixing.cue_sheet(work, scene) for scene in scenes]
        heard = [(cue.take + scene.before, scene.start + begin + cue.start) for scene, (sheet, begin) in zip(scenes, sheets, strict=True) for cue in sheet.cues if cue.take]  # fmt: skip
        performances = {scene.number: work.store.load(scene.keys.performance, ScenePerformance) for scene in scenes}
    return folder, out, work, scenes, heard, performances


def test_both_places_play_on_one_clock_and_the_cut_tiles_the_film(made) -> None:
    _, out, work, scenes, _, performances = made
    kitchen, office = performances["1"], performances["2"]
    assert kitchen.frames == office.frames
    assert [(line.line, line.start, line.end) for line in kitchen.lines] == [
        (line.line, line.start, line.end) for line in office.lines
    ]
    for one, role in ((kitchen, "ANNA"), (office, "BEN")):
        assert [track.role for track in one.performers] == [role]
        for line in one.lines:
            middle = round((line.start + line.end) / 2 * one.fps)
            around = one.performers[0].speaking[middle - 12 : middle + 12]
            assert around.any() == (line.role == role)
    shots = json.loads((out / "shots.json").read_text())["shots"]
    assert [shot["start_frame"] for shot in shots[1:]] == [shot["end_frame"] for shot in shots[:-1]]
    assert shots[-1]["end_frame"] == work.frames
    order = [shot["scene"] for shot in shots if shot["scene"] in "12"]
    assert order[0] == "1"
    assert sum(a != b for a, b in pairwise(order)) >= 3
    assert [shot.number for scene in scenes for shot in scene.shots] == [shot["number"] for shot in shots]


def test_every_line_is_heard_read_and_written_once(made) -> None:
    _, out, _, scenes, heard, _ = made
    assert sorted(number for number, _ in heard) == [1, 2, 3, 4]
    times = [start for _, start in sorted(heard)]
    assert times == sorted(times)
    assert len([line for scene in scenes for line in scene.subtitles]) == 4
    told = json.loads((out / "performance.json").read_text())["scenes"]
    assert sorted((line["line"], scene["number"]) for scene in told for line in scene["lines"]) == [
        (1, "2"), (2, "1"), (3, "2"), (4, "1"),
    ]  # fmt: skip


def test_the_linter_reads_the_cut(made) -> None:
    out = made[1]
    shots, performance = (
        continuity.read_shots(out / "shots.json"),
        continuity.read_performance(out / "performance.json"),
    )
    continuity.check_match(shots, performance, out / "shots.json")
    report = continuity.check(continuity.cut_from_shots(shots, performance), performance)
    assert not report.errors


def test_an_edited_shot_of_a_call_stays(made, tmp_path) -> None:
    folder, out, *_ = made
    data = json.loads((out / "shots.json").read_text())
    before = [(shot["number"], shot["start_frame"]) for shot in data["shots"]]
    shot = next(shot for shot in data["shots"] if shot["scene"] == "2" and shot["start_frame"] > 100)
    shot["reason"] = "because I say so"
    (out / "shots.json").write_text(json.dumps(data))
    summary, shots = plan(load(folder), out)
    assert not summary.gaps
    kept = next(one for one in shots if one.offset + one.start == shot["start_frame"])
    assert kept.scene == "2"
    assert kept.end == shot["end_frame"] - kept.offset
    assert np.allclose(kept.camera.position[0], shot["camera"][0]["position"], atol=1e-4)
    again = json.loads((out / "shots.json").read_text())["shots"]
    assert [one["start_frame"] for one in again] == [start for _, start in before]


def test_memories_are_printed_otherwise_and_reached_through_white(made) -> None:
    _, _, work, scenes, _, _ = made
    beach = next(scene for scene in scenes if scene.number == "3")
    other = next(scene for scene in scenes if scene.number == "2")
    assert beach.jobs[0].settings.development.saturation < other.jobs[0].settings.development.saturation
    fps = work.settings.fps
    shares = [dict(job.veil) for job in beach.jobs]
    assert len(shares[0]) >= fps // 3
    assert shares[0][min(shares[0])] > 0.9
    assert scenes[0].jobs[0].veil == ()
    before = scenes[scenes.index(beach) - 1].jobs[-1]
    assert before.veil
    assert before.veil[-1][0] == before.last - 1
    assert before.veil[-1][1] > 0.9


def test_moments_of_a_montage_are_short_and_unlike(made) -> None:
    work, scenes = made[2], made[3]
    moments = [scene for scene in scenes if scene.number in ("4", "5")]
    assert all(2 * work.settings.fps <= scene.frames <= 4 * work.settings.fps for scene in moments)
    assert moments[0].shots[-1].size != moments[1].shots[-1].size


def test_a_scene_that_plays_alone_is_played_as_it_is(made) -> None:
    work = made[2]
    beach = work.breakdown.scenes[2]
    assert as_played(work.breakdown, beach) is beach
