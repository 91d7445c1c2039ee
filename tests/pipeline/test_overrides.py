"""What people ask of the camera, through the whole first half of a film: notes, [shots], edits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import filming
import numpy as np
import pytest

from fairtake.errors import FairtakeError, ProjectError, ScriptError
from fairtake.pipeline import film
from fairtake.project import load

SCRIPT = """
INT. KITCHEN - DAY

ANNA (60s) and BEN (30s) sit at the table.

BEN
You kept my key in that drawer for all of these years, and you never told anybody.

ANNA
I kept it because somebody had to keep it, and you were not here to do it.

%s

BEN
Then give it back to me now, and let us not speak of it again, not here.

Anna gives the key to Ben.

EXT. PARK - DAY

ZOË (20s) waves.

ZOË
Mum! I am over here, by the fountain.
"""


def planned(folder: Path, script: str = SCRIPT % "", more: str = "", out: str = "out"):
    """The shots of a film folder, and what was told and reported."""
    filming.write_film(folder / "film", script, steps="title = false", more=more)
    told = filming.Told()
    summary, shots = film.plan(load(folder / "film"), folder / out, told)
    return shots, summary, told


def listed(folder: Path, out: str = "out"):
    return json.loads((folder / out / "shots.json").read_text(encoding="utf-8"))


def edit(folder: Path, change) -> dict:
    """Edit shots.json as a person would; what was in it before."""
    file = folder / "out" / "shots.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    before = json.loads(file.read_text(encoding="utf-8"))
    change(data["shots"])
    file.write_text(json.dumps(data, indent=2), encoding="utf-8")
    return before


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    root = tmp_path_factory.mktemp("first")
    planned(root)
    return root


@pytest.fixture
def folder(first, tmp_path):
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path


# -- notes ---------------------------------------------------------------------------------


def test_a_note_in_the_script_is_shot(folder):
    shots, _, _ = planned(folder, SCRIPT % "[[shot: CU ANNA, 85mm, low angle]]")
    asked = [shot for shot in shots if "sked for in the script, line 11" in shot.reason]
    assert [(shot.size, shot.subjects, shot.lens_mm, shot.angle) for shot in asked] == [("CU", ("ANNA",), 85, "low")]


def test_a_note_does_not_change_the_performance(folder):
    before = (folder / "out" / "performance.json").read_bytes()
    planned(folder, SCRIPT % "[[shot: CU ANNA]]")
    assert (folder / "out" / "performance.json").read_bytes() == before


def test_what_cannot_be_had_is_a_gap(folder):
    shots, summary, _ = planned(folder, SCRIPT % "[[shot: ELS ANNA, 135mm]]")
    (shot,) = [shot for shot in shots if shot.unmet]
    assert "comes nearest" in shot.unmet[0]
    assert "line 11" in shot.unmet[0]
    assert any(gap.what == f"shot {shot.number}" and "comes nearest" in gap.why for gap in summary.gaps)
    assert next(entry for entry in listed(folder)["shots"] if "unmet" in entry)["number"] == shot.number


def test_an_unknown_style_names_the_line(folder):
    with pytest.raises(ScriptError, match="no style 'cubist'") as caught:
        planned(folder, SCRIPT % "[[style: cubist]]")
    assert caught.value.line == 11


def test_a_style_file_of_the_folder_may_be_named(folder):
    (folder / "film" / "slow.toml").write_text("[rhythm]\naverage_shot_length = 15\n", encoding="utf-8")
    slow, _, _ = planned(folder, "[[style: Slow]]\n\n" + (SCRIPT % "").lstrip())
    assert len(slow) < len(planned(folder)[0])


# -- film.toml -----------------------------------------------------------------------------


def test_a_shot_number_in_film_toml(folder):
    before, _, _ = planned(folder)
    target = next(shot for shot in before if shot.scene == "1" and shot.start > 0)
    after, _, _ = planned(folder, more=f'\n[shots]\n"{target.number}" = "MCU BEN, 65mm"\n')
    (asked,) = [shot for shot in after if f"sked for in film.toml, shots.{target.number}" in shot.reason]
    assert (asked.start, asked.end) == (target.start, target.end)
    assert (asked.size, asked.subjects, asked.lens_mm) == ("MCU", ("BEN",), 65)
    again, _, _ = planned(folder)
    assert [shot.reason for shot in again] == [shot.reason for shot in before]


def test_a_tempo_for_one_scene(folder):
    before, _, _ = planned(folder)
    after, _, _ = planned(folder, more='\n[shots."1"]\naverage_shot_length = 2\n')
    assert sum(s.scene == "1" for s in after) > sum(s.scene == "1" for s in before)
    assert [s.start for s in after if s.scene == "2"] == [s.start for s in before if s.scene == "2"]


@pytest.mark.parametrize(
    ("entry", "key", "says"),
    [
        ('"9A-1" = "CU ANNA"', "shots.9A-1", "no scene"),
        ('"1A-99" = "CU ANNA"', "shots.1A-99", "no shot of this number.*Without"),
        ('"1A-1" = "CU ANNNA"', "shots.1A-1", "Did you mean ANNA"),
        ('"1" = "CU ANNA"', "shots.1", "whole scene"),
        ('"2A-1" = "CU BEN"', "shots.2A-1", "BEN is not in this scene"),
        ('"1" = "style: cubist"', "shots.1", "no style 'cubist'"),
    ],
)
def test_wrong_entries_name_the_key(folder, entry, key, says):
    with pytest.raises(ProjectError, match=says) as caught:
        planned(folder, more=f"\n[shots]\n{entry}\n")
    assert caught.value.key == key
    assert caught.value.file == str(folder / "film" / "film.toml")
    assert caught.value.fix


# -- shots.json ----------------------------------------------------------------------------


def test_an_unchanged_file_locks_nothing(folder):
    before = (folder / "out" / "shots.json").read_bytes()
    data = json.loads(before)
    (folder / "out" / "shots.json").write_text(json.dumps(data), encoding="utf-8")  # only reformatted
    _, _, told = planned(folder)
    assert (folder / "out" / "shots.json").read_bytes() == before
    assert "kept" not in told.notes["Staging and directing"]


def test_a_moved_cut_stays_moved(folder):
    def move(shots):
        shots[0]["end_frame"] += 7
        shots[1]["start_frame"] += 7

    before = edit(folder, move)["shots"]
    cut = before[0]["end_frame"] + 7
    for _ in range(2):  # and in every later make
        _, _, told = planned(folder)
        after = listed(folder)["shots"]
        assert after[0]["end_frame"] == after[1]["start_frame"] == cut
        assert after[0]["camera"][0] == before[0]["camera"][0]
        assert after[1]["camera"][-1] == before[1]["camera"][-1]
        assert "2 kept as edited" in told.notes["Staging and directing"]
    assert (folder / "out" / "shots.edited.json").is_file()


def test_a_changed_size_is_a_wish(folder):
    def change(shots):
        shots[1]["size"] = "BCU" if shots[1]["size"] != "BCU" else "MS"

    before = edit(folder, change)["shots"][1]
    planned(folder)
    # What stands before it may be cut anew around the wish.
    after = next(shot for shot in listed(folder)["shots"] if shot["start_frame"] == before["start_frame"])
    assert after["size"] == ("BCU" if before["size"] != "BCU" else "MS")
    assert (after["start_frame"], after["end_frame"]) == (before["start_frame"], before["end_frame"])
    assert "sked for in shots.json" in after["reason"]


@pytest.mark.parametrize(("key", "value"), [("lens_mm", 65), ("subjects", ["ANNA"]), ("subjects", ["BEN"])])
def test_other_wishes(folder, key, value):
    edit(folder, lambda shots: shots[1].update({key: value}))
    planned(folder)
    assert listed(folder)["shots"][1][key] == value


def test_a_wish_for_a_move(folder):
    edit(folder, lambda shots: shots[1].update({"move": "push in"}))
    planned(folder)
    after = listed(folder)["shots"][1]
    assert after["move"] == "push in"
    assert after["camera"][0]["position"] != after["camera"][-1]["position"]


def test_a_camera_is_taken_literally(folder):
    def change(shots):
        for row in shots[1]["camera"]:
            row["position"][1] += 0.125
            row["fovy"] = 0.5

    edit(folder, change)
    wanted = listed(folder)["shots"][1]["camera"]
    planned(folder)
    after = listed(folder)["shots"][1]["camera"]
    assert len(after) == len(wanted)
    for mine, theirs in zip(after, wanted, strict=True):
        np.testing.assert_allclose(mine["position"], theirs["position"], atol=1e-4)
        np.testing.assert_allclose(mine["orientation"], theirs["orientation"], atol=1e-4)
        assert mine["fovy"] == pytest.approx(0.5, abs=1e-4)


def test_a_reason_is_kept_word_for_word(folder):
    before = edit(folder, lambda shots: shots[1].update({"reason": "Because I like it."}))["shots"][1]
    planned(folder)
    after = listed(folder)["shots"][1]
    assert after["reason"] == "Because I like it."
    assert after["camera"] == before["camera"]


def test_edits_add_up(folder):
    edit(folder, lambda shots: shots[1].update({"reason": "One."}))
    planned(folder)
    edit(folder, lambda shots: shots[0].update({"reason": "Two."}))
    planned(folder)
    assert [shot["reason"] for shot in listed(folder)["shots"][:2]] == ["Two.", "One."]


def test_deleting_the_file_lets_go(folder):
    before = (folder / "out" / "shots.json").read_bytes()
    edit(folder, lambda shots: shots[1].update({"size": "ECU"}))
    planned(folder)
    assert (folder / "out" / "shots.json").read_bytes() != before
    (folder / "out" / "shots.json").unlink()
    planned(folder)
    assert (folder / "out" / "shots.json").read_bytes() == before


def test_edits_go_with_their_scene(folder):
    """A scene put before the edited one changes numbers, and nothing else."""
    edit(folder, lambda shots: shots[1].update({"reason": "Because I like it."}))
    new = "INT. OFFICE - NIGHT\n\nDORA (40s) waits.\n\nDORA\nNo.\n\n"
    planned(folder, new + (SCRIPT % "").lstrip())
    shots = listed(folder)["shots"]
    assert [shot["scene"] for shot in shots if shot["reason"] == "Because I like it."] == ["2"]


def test_what_fits_no_more_is_let_go_and_said(folder):
    edit(folder, lambda shots: shots[-1].update({"reason": "Because I like it."}))
    kept = (folder / "out" / "shots.json").read_bytes()
    _, summary, _ = planned(folder, (SCRIPT % "").replace("I am over here, by the fountain.", "Here."))
    assert any("shots.json" in gap.what for gap in summary.gaps)
    assert (folder / "out" / "shots.edited.json").read_bytes() == kept
    assert all(shot["reason"] != "Because I like it." for shot in listed(folder)["shots"])


def _broken(**values):
    return lambda shots: shots[1].update(values)


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (lambda shots: shots[1].update(start_frame=shots[1]["start_frame"] + 3), "start_frame", "a gap of 3 frames"),
        (lambda shots: shots[1].update(start_frame=shots[1]["start_frame"] - 3), "start_frame", "an overlap of 3"),
        (lambda shots: shots.pop(1), "start_frame", "a gap of"),
        (lambda shots: shots[-1].update(end_frame=shots[-1]["end_frame"] + 1), "end_frame", "the scene on"),
        (lambda shots: shots[1].update(end_frame=shots[1]["start_frame"]), "end_frame", "ends before it begins"),
        (_broken(size="XXL"), "size", "not known"),
        (_broken(move="teleport"), "move", "not known"),
        (_broken(lens_mm="long"), "lens_mm", "no lens"),
        (_broken(subjects=["ANNNA"]), "subjects", "Did you mean ANNA"),
        (_broken(scene="7"), "scene", "no scene"),
        (lambda shots: shots[1]["camera"].pop(), "camera", "one row a frame"),
        (lambda shots: shots[1]["camera"][3].update(orientation=[1, 1, 1, 1]), "camera", "no rotation"),
        (lambda shots: shots[1]["camera"][3].pop("fovy"), "camera", "not a camera"),
        (lambda shots: shots[1].update(number=shots[0]["number"]), "number", "two shots"),
    ],
)
def test_broken_edits_name_file_shot_and_key(folder, change, key, says):
    edit(folder, change)
    edited = (folder / "out" / "shots.json").read_bytes()
    with pytest.raises(ProjectError, match=says) as caught:
        planned(folder)
    assert caught.value.file == str(folder / "out" / "shots.json")
    assert key in str(caught.value.key)
    assert caught.value.fix
    assert (folder / "out" / "shots.json").read_bytes() == edited  # nothing is lost


def test_what_is_no_json_names_the_line(folder):
    file = folder / "out" / "shots.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"shots"', "shots", 1), encoding="utf-8")
    with pytest.raises(FairtakeError, match="not valid JSON") as caught:
        planned(folder)
    assert caught.value.line == 1


def test_an_edit_wins_over_a_note(folder):
    planned(folder, SCRIPT % "[[shot: CU ANNA]]")
    place = next(n for n, shot in enumerate(listed(folder)["shots"]) if "sked for" in shot["reason"])
    edit(folder, lambda shots: shots[place].update({"subjects": ["BEN"]}))
    _, summary, _ = planned(folder, SCRIPT % "[[shot: CU ANNA]]")
    assert listed(folder)["shots"][place]["subjects"] == ["BEN"]
    assert any("gives way" in gap.why for gap in summary.gaps)
