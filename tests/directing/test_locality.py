"""A line that takes a little longer moves what follows it, and changes no other shot."""

import math
from dataclasses import replace

import numpy as np
import pytest
import scenes

from fairtake.directing import load_style, plan_scene

GRID = 4  # frames: staging moves what follows by whole sixths of a second


def longer(performance, which, more=GRID):
    """The scene with one line `more` frames longer: every row at its middle comes again, and
    whoever says it holds the head a little differently there."""
    line = performance.lines[which]
    fps = performance.fps
    start, end = round(line.start * fps), round(line.end * fps)
    cut = (start + end) // 2

    def stretched(rows):
        return np.concatenate([rows[:cut], np.repeat(rows[cut : cut + 1], more, axis=0), rows[cut:]])

    def frame(value):
        return value + more if value > cut else value

    def second(value):
        return value + more / fps if value * fps > cut else value

    tracks = []
    for track in performance.performers:
        fields = ("root", "rotations", "face", "head", "gaze", "speaking", "present")
        track = replace(track, **{name: stretched(getattr(track, name)) for name in fields})
        if track.role == line.role:
            head = track.head.copy()
            head[start : end + more] += 0.01 * np.sin(np.arange(end + more - start))[:, None].astype(np.float32)
            track = replace(track, head=head)
        tracks.append(track)
    return replace(
        performance,
        frames=performance.frames + more,
        performers=tuple(tracks),
        lines=tuple(replace(one, start=second(one.start), end=second(one.end)) for one in performance.lines),
        happenings=tuple(replace(one, start=frame(one.start), end=frame(one.end)) for one in performance.happenings),
        tension=stretched(performance.tension),
    )


def plan(performance, set_):
    return plan_scene(performance, set_, load_style("classical"), index=1, scenes=3)


def camera_at(shots, frame):
    shot = next(shot for shot in shots if shot.start <= frame < shot.end)
    row, camera = frame - shot.start, shot.camera
    return b"".join(rows[row].tobytes() for rows in (camera.position, camera.orientation, camera.shift, camera.fovy))


def kept(performance, set_, shots, which):
    """The shares of frames before and after a line whose camera survives its growing longer."""
    changed = longer(performance, which)
    again = plan(changed, set_)
    line = performance.lines[which]
    start, end = math.floor(line.start * 24), math.ceil(line.end * 24)
    before = [camera_at(shots, f) == camera_at(again, f) for f in range(0, start, 6)]
    after = [camera_at(shots, f) == camera_at(again, f + GRID) for f in range(end, performance.frames, 6)]
    return np.mean(before), np.mean(after)


@pytest.mark.parametrize("make", [scenes.two_standing, scenes.two_at_table, scenes.three])
def test_a_longer_line_leaves_the_other_shots_alone(make):
    performance, set_ = make(60.0)
    shots = plan(performance, set_)
    lines = len(performance.lines)
    shares = np.array([kept(performance, set_, shots, which) for which in (lines // 3, lines // 2, 2 * lines // 3)])
    before, after = shares.mean(0)
    assert before >= 0.8
    assert after >= 0.6


def test_what_belongs_to_the_end_of_a_scene_leaves_its_beginning_alone():
    performance, set_ = scenes.two_standing(60.0)
    shots = plan(performance, set_)
    before, _ = kept(performance, set_, shots, len(performance.lines) - 2)
    assert before >= 0.85
