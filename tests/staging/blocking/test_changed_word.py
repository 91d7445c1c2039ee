"""A changed word is seen where it is said, and a second or so around it; nowhere else."""

from __future__ import annotations

import math

import numpy as np
import pytest
from playhouse import event, figure, line, prop, room, scene, takes

from fairtake.model.breakdown import Action, Scene
from fairtake.model.performance import ScenePerformance
from fairtake.staging import props_needed, roles_on_set, stage_scene

FPS = 24
_SAID = [
    ("ANNA", "You kept it all these years, and you never said a word."),
    ("BEN", "I didn't know it mattered to anybody."),
    ("CARLA", "Will somebody tell me what we are talking about?"),
    ("ANNA", "It mattered. It was raining the day you went."),
    ("BEN", "I remember the rain, and the umbrella, and the bus."),
    ("CARLA", "An umbrella! You are talking about an umbrella?"),
    ("ANNA", "A red one. It's by the door."),
    ("BEN", "It was by the door for ten years."),
    ("CARLA", "Then take it and go, both of you."),
    ("ANNA", "He never could take anything that was his."),
]
_CHANGED = 5
_ROWS = ("root", "rotations", "face", "head", "gaze", "present")


def played(said: list[tuple[str, str]]) -> ScenePerformance:
    beats = [line(n, role, text) for n, (role, text) in enumerate(said)]
    walk = event(Action.PICK_UP, "ANNA", theme="letter")
    made: Scene = scene(*beats[:3], walk, *beats[3:], roles=("ANNA", "BEN", "CARLA"))
    figures = {role: figure(role, 1.7) for role in roles_on_set(made)}
    things = {name: prop(name) for name in props_needed(made)}
    return stage_scene(made, takes(made), room(), figures, things, set_key="room")


def changed(word: str) -> list[tuple[str, str]]:
    said = list(_SAID)
    said[_CHANGED] = (said[_CHANGED][0], f"An umbrella! You are {word} about an umbrella?")
    return said


@pytest.fixture(scope="module")
def performance() -> ScenePerformance:
    return played(_SAID)


@pytest.mark.parametrize("word", ["shouting", "philosophizing and philosophizing"])
def test_a_changed_word_is_seen_only_where_it_is_said(performance: ScenePerformance, word: str) -> None:
    other = played(changed(word))
    start = math.floor(performance.lines[_CHANGED].start * FPS)
    end, later = (math.ceil(p.lines[_CHANGED].end * FPS) for p in (performance, other))
    shift = other.frames - performance.frames
    assert shift % 4 == 0
    for track in performance.performers:
        again = other.performer(track.role)
        for name in _ROWS:
            rows, new = getattr(track, name), getattr(again, name)
            assert np.array_equal(rows[: start - FPS], new[: start - FPS])
            settled = max(end + shift, later) + 2 * FPS
            assert new[settled:].tobytes() == rows[settled - shift :].tobytes(), (track.role, name)


def test_a_sound_more_or_less_moves_nothing(performance: ScenePerformance) -> None:
    shifts = [played(changed(word)).frames - performance.frames for word in ("talking", "walking", "balking")]
    assert shifts == [0, 0, 0]


def test_lines_begin_on_sixths_of_a_second(performance: ScenePerformance) -> None:
    frames = np.array([timing.start * FPS for timing in performance.lines])
    assert np.allclose(frames, np.round(frames / 4) * 4)
    gaps = [b.start - a.end for a, b in zip(performance.lines[3:], performance.lines[4:], strict=False)]
    assert min(gaps) > 0.05
    assert max(gaps) < 0.7
