"""Sitting on the ground, a basket beside one, and leaning on whoever sits there."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from playhouse import event as said
from playhouse import figure, line, prop, room, scene, takes

from fairtake.model.breakdown import Action
from fairtake.model.performance import ScenePerformance
from fairtake.staging import props_needed, roles_on_set, stage_scene


@pytest.fixture(scope="module")
def played() -> ScenePerformance:
    open_air = dataclasses.replace(room(doors=False, furniture=False), interior=False)
    told = scene(
        said(Action.SIT, "ANNA", "BEN", goal="ground"),
        line(1, "BEN", "Maybe we never left."),
        dataclasses.replace(said(Action.STAND, "ANNA", goal="BEN", verb="lean"), text="Anna leans against Ben"),
        line(2, "BEN", "No."),
        said(Action.STAND, "ANNA"),
    )
    figures = {r: figure(r) for r in roles_on_set(told)}
    props = {n: prop(n) for n in props_needed(told)}
    return stage_scene(told, takes(told), open_air, figures, props, set_key="open")


def test_who_sits_on_the_ground_when_a_scene_begins_sits_there_already(played: ScenePerformance) -> None:
    assert played.gaps == ()
    for track in played.performers:
        assert track.root[0, 1] < 0.35


def test_leaning_on_somebody_brings_the_two_together_and_standing_ends_it(played: ScenePerformance) -> None:
    anna, ben = played.performer("ANNA"), played.performer("BEN")
    apart = np.hypot(*(anna.root - ben.root)[:, [0, 2]].T)
    down = (anna.root[:, 1] < 0.35) & (np.arange(played.frames) > played.frames // 4)
    assert apart[0] > 0.8
    assert 0.38 < apart[down].min() < 0.62
    near = down & (apart < apart[down].min() + 0.02)
    # The heads are nearer to each other than the hips: that is the leaning.
    heads = np.hypot(*(anna.head - ben.head)[:, [0, 2]].T)
    assert (heads - apart)[near].min() < -0.04
    assert anna.root[-1, 1] > 0.8
