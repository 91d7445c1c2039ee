"""Files in, nouns out; what is broken or foreign is told with file, place and fix."""

from __future__ import annotations

import json

import numpy as np
import pytest
from staged import clean

from fairtake.continuity import check, check_match, cut_from_shots, read_performance, read_shots
from fairtake.errors import FairtakeError


def shots_data(cut):
    return {
        "schema": "fairtake.ShotList.1",
        "fps": cut.fps,
        "size": list(cut.size),
        "shots": [
            {
                "number": one.shot.number,
                "scene": one.shot.scene,
                "setup": one.shot.setup,
                "start_frame": one.shot.start,
                "end_frame": one.shot.end,
                "size": one.shot.size,
                "move": one.shot.move,
                "subjects": list(one.shot.subjects),
                "asked": list(one.shot.asked),
                "lens_mm": 50,
                "camera": [
                    {"position": p, "orientation": q, "fovy": f, "shift": s}
                    for p, q, f, s in zip(
                        one.camera.position.tolist(), one.camera.orientation.tolist(),
                        one.camera.fovy.tolist(), one.camera.shift.tolist(), strict=True,
                    )
                ],
            }
            for one in cut.segments
        ],
    }  # fmt: skip


def performance_data(played):
    return {
        "schema": "fairtake.Performance.1",
        "fps": played.fps,
        "scenes": [
            {
                "number": scene.number,
                "start_frame": scene.start,
                "end_frame": scene.start + scene.frames,
                "performers": [
                    {
                        "role": one.role,
                        "head": one.head.tolist(),
                        "gaze": one.gaze.tolist(),
                        "speaking": one.speaking.tolist(),
                        "present": one.present.tolist(),
                        "facing": one.facing.tolist(),
                    }
                    for one in scene.performers
                ],
                "lines": [
                    {
                        "role": line.role,
                        "text": line.text,
                        "start_frame": scene.start + line.start,
                        "end_frame": scene.start + line.end,
                    }
                    for line in scene.lines
                ],
                "props": [
                    {
                        "name": prop.name,
                        "position": [[scene.start + i, *row] for i, row in enumerate(prop.position.tolist())],
                        "visible": [[scene.start, True]],
                        "holder": [[scene.start + frame, role] for frame, role in prop.holder],
                    }
                    for prop in scene.props
                ],
            }
            for scene in played.scenes
        ],
    }


@pytest.fixture
def files(tmp_path):
    cut, played = clean()
    return tmp_path, shots_data(cut), performance_data(played)


def write(folder, shots, played):
    (folder / "shots.json").write_text(json.dumps(shots), encoding="utf-8")
    (folder / "performance.json").write_text(json.dumps(played), encoding="utf-8")


def read(folder):
    shots, played = read_shots(folder / "shots.json"), read_performance(folder / "performance.json")
    check_match(shots, played, folder / "shots.json")
    return shots, played


def test_files_give_back_the_cut(files):
    folder, *data = files
    write(folder, *data)
    shots, played = read(folder)
    cut, original = clean()
    again = cut_from_shots(shots, played)
    assert [(one.shot.number, one.at, one.first, one.frames) for one in again.segments] == [
        (one.shot.number, one.at, one.first, one.frames) for one in cut.segments
    ]
    for one, other in zip(again.segments, cut.segments, strict=True):
        np.testing.assert_allclose(one.camera.position, other.camera.position)
    for one, other in zip(played.scenes, original.scenes, strict=True):
        assert one.lines == other.lines
        for a, b in zip(one.props, other.props, strict=True):
            np.testing.assert_allclose(a.position, b.position)
            assert a.holder == b.holder
    assert check(again, played) == check(cut, original)


def test_only_the_fixed_fields_are_needed(files):
    """A performance of the least that is promised; more fields than are known do no harm."""
    folder, shots, played = files
    for scene in played["scenes"]:
        for key in ("lines", "props"):
            del scene[key]
        scene["mood"] = "blue"
        for one in scene["performers"]:
            del one["present"], one["facing"]
    for one in shots["shots"]:
        for key in ("setup", "move", "asked"):
            del one[key]
        for row in one["camera"]:
            del row["shift"]
    write(folder, shots, played)
    found, performance = read(folder)
    assert check(cut_from_shots(found, performance), performance).findings == ()
    assert [(line.role, line.start, line.end) for line in performance.scenes[0].lines] == [
        ("ANNA", 60, 90), ("ANNA", 100, 180), ("BEN", 190, 280), ("ANNA", 300, 380), ("BEN", 390, 470)
    ]  # fmt: skip


def put(*path_and_value):
    *path, key, value = path_and_value

    def change(data):
        for step in path:
            data = data[step]
        data[key] = value

    return change


def shorten(*path):
    def change(data):
        for step in path:
            data = data[step]
        data.pop()

    return change


WRONG_SHOTS = [
    (put("schema", "fairtake.ShotList.9"), "schema", "fairtake.ShotList.9"),
    (put("fps", 0), "fps", ">= 1"),
    (put("size", [960]), "size", "length 2"),
    (put("shots", {}), "shots", "array"),
    (put("shots", 2, "start_frame", 180), "shots[2].start_frame", "overlap of 12 frames between 1B-1 and 1C-1"),
    (put("shots", 2, "start_frame", 200), "shots[2].start_frame", "gap of 8 frames between 1B-1 and 1C-1"),
    (put("shots", 2, "end_frame", 192), "shots[2].end_frame", "shot 1C-1 has no frames"),
    (put("shots", 2, "number", "1B-1"), "shots[2].number", "two shots have the number 1B-1"),
    (put("shots", 2, "number", 7), "shots[2].number", "expected str"),
    (shorten("shots", 2, "camera"), "shots[2].camera", "96 frames and 95 camera rows"),
    (put("shots", 2, "camera", 5, "fovy", -1.0), "shots[2].camera[5].fovy", "> 0"),
    (put("shots", 2, "camera", 5, "orientation", [1, 1, 0, 0]), "shots[2].camera[5].orientation", "length 1"),
    (put("shots", 0, "scene", "9"), "shots[0].scene", "scene 9, which the performance does not hold"),
    (put("fps", 25), "fps", "25 frames a second and the performance 24"),
]


@pytest.mark.parametrize(("change", "key", "what"), WRONG_SHOTS, ids=[one[2][:40] for one in WRONG_SHOTS])
def test_a_wrong_shot_list_is_told(files, change, key, what):
    folder, shots, played = files
    change(shots)
    # A shot moved by hand keeps a camera as long as itself, or its length would be the fault.
    one = shots["shots"][2] if isinstance(shots["shots"], list) else None
    if one and "camera rows" not in what:
        length = max(one["end_frame"] - one["start_frame"], 0)
        one["camera"] = [one["camera"][min(i, len(one["camera"]) - 1)] for i in range(length)]
    write(folder, shots, played)
    with pytest.raises(FairtakeError) as caught:
        read(folder)
    error = caught.value
    assert error.file == str(folder / "shots.json")
    assert error.key == key
    assert what in error.what
    assert error.fix


WRONG_PERFORMANCES = [
    (put("schema", "x"), "schema", '"x"'),
    (put("scenes", 1, "number", "1"), "scenes[1].number", "two scenes have the number 1"),
    (put("scenes", 1, "end_frame", 0), "scenes[1].end_frame", "scene 2 has no frames"),
    (shorten("scenes", 0, "performers", 1, "head"), "scenes[0].performers[1].head", "575 entries"),
    (shorten("scenes", 0, "performers", 1, "facing"), "scenes[0].performers[1].facing", "575 entries"),
    (put("scenes", 0, "performers", 1, "gaze", 7, [0, 0, 2]), "scenes[0].performers[1].gaze[7]", "unit direction"),
    (put("scenes", 0, "performers", 1, "gaze", 7, [0, 0]), "scenes[0].performers[1].gaze[7]", "length 3"),
    (put("scenes", 2, "props", 0, "position", []), "scenes[2].props[0].position", "letter is nowhere"),
    (put("scenes", 2, "props", 0, "holder", [[9, "A"], [3, "B"]]), "scenes[2].props[0].holder", "order of time"),
]


@pytest.mark.parametrize(("change", "key", "what"), WRONG_PERFORMANCES, ids=[one[2] for one in WRONG_PERFORMANCES])
def test_a_wrong_performance_is_told(files, change, key, what):
    folder, shots, played = files
    change(played)
    write(folder, shots, played)
    with pytest.raises(FairtakeError) as caught:
        read(folder)
    error = caught.value
    assert error.file == str(folder / "performance.json")
    assert error.key == key
    assert what in error.what
    assert error.fix


def test_a_scene_must_be_covered_to_its_end(files):
    folder, shots, played = files
    shots["shots"].pop()
    write(folder, shots, played)
    with pytest.raises(FairtakeError, match="scene 3 ends on frame 976 and shot 3B-1 on frame 904"):
        read(folder)


@pytest.mark.parametrize("name", ["shots.json", "performance.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"schema": 3}', b"a film"])
def test_files_of_another_kind_are_told(files, name, content):
    folder, *data = files
    write(folder, *data)
    (folder / name).write_bytes(content)
    with pytest.raises(FairtakeError) as caught:
        read(folder)
    assert caught.value.file == str(folder / name)
    assert caught.value.fix


def test_missing_files_are_told(tmp_path):
    with pytest.raises(FairtakeError, match="no such file"):
        read_shots(tmp_path / "shots.json")
    with pytest.raises(FairtakeError, match="cannot be read"):
        read_performance(tmp_path)
