"""A step told by its direction alone."""

from __future__ import annotations

import numpy as np
import pytest
from playhouse import event, figure, line, prop, room, scene, takes

from fairtake.model.breakdown import Action
from fairtake.staging import props_needed, roles_on_set, stage_scene


def perform(*beats: object):
    scene_ = scene(line(1, "ANNA", "Look at me now."), line(2, "BEN", "I look at you now."), *beats)
    figures = {role: figure(role) for role in roles_on_set(scene_)}
    props = {name: prop(name) for name in props_needed(scene_)}
    return stage_scene(scene_, takes(scene_), room(), figures, props, set_key="room")


def moved(performance, role: str) -> tuple[float, float, float]:
    """Metres toward and beside the other at the end of the scene, and how far the body turned
    from the other at most on the way, in radians."""
    track, other = performance.performer(role), performance.performer("BEN" if role == "ANNA" else "ANNA")
    first = round(performance.lines[-1].end * performance.fps)
    way = track.root[-1, ::2] - track.root[first, ::2]
    toward = other.root[first, ::2] - track.root[first, ::2]
    toward = toward / np.linalg.norm(toward)
    beside = np.array([toward[1], -toward[0]])
    x, y, z, w = np.moveaxis(np.asarray(track.rotations[first:, 0], float), -1, 0)
    yaw = np.arctan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y))
    turned = np.abs(np.angle(np.exp(1j * (yaw - yaw[0])))).max()
    return float(way @ toward), abs(float(way @ beside)), float(turned)


@pytest.mark.parametrize("goal", ["back", "backwards"])
def test_a_step_back_leads_away_and_keeps_facing(goal: str) -> None:
    performance = perform(event(Action.GO, "ANNA", goal=goal, verb="step"), event(Action.NOD, "BEN"))
    toward, _, turned = moved(performance, "ANNA")
    assert toward < -0.25
    assert turned < 1.0
    assert not performance.gaps


def test_a_step_forward_leads_nearer() -> None:
    performance = perform(event(Action.GO, "ANNA", goal="closer", verb="move"), event(Action.NOD, "BEN"))
    assert moved(performance, "ANNA")[0] > 0.2
    assert not performance.gaps


def test_a_step_aside_leads_to_neither() -> None:
    performance = perform(event(Action.GO, "ANNA", goal="aside", verb="step"), event(Action.NOD, "BEN"))
    toward, beside, _ = moved(performance, "ANNA")
    assert beside > 0.25
    assert abs(toward) < beside


def test_outside_is_what_the_window_shows() -> None:
    performance = perform(event(Action.LOOK_AT, "ANNA", goal="outside"))
    assert not performance.gaps
    track = performance.performer("ANNA")
    window = np.array([0.0, 1.5, -2.5]) - track.head[-1]
    assert float(track.gaze[-1] @ (window / np.linalg.norm(window))) > 0.9
