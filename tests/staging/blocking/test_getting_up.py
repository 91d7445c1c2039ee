"""Down on the ground and up from it; a hand that is held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from playhouse import event, figure, line, prop, room, scene, takes

from fairtake.geometry.pose import forward_kinematics
from fairtake.model.breakdown import Action
from fairtake.model.figure import joint_index
from fairtake.staging import props_needed, roles_on_set, stage_scene


def perform(scene_):
    figures = {r: figure(r, 1.66 if i % 2 else 1.82) for i, r in enumerate(roles_on_set(scene_))}
    props = {n: prop(n) for n in props_needed(scene_)}
    return stage_scene(scene_, takes(scene_), room(), figures, props, set_key="room"), figures


def joints(performance, figures, role):
    track, rest = performance.performer(role), np.asarray(figures[role].rest, float)
    return forward_kinematics(rest, track.root.astype(float), track.rotations.astype(float))[0]


def test_who_gets_up_from_the_ground_comes_over_bent_knees_and_drags_no_foot() -> None:
    performance, figures = perform(
        scene(event(Action.FALL, "ANNA"), line(1, "BEN", "Up."), event(Action.STAND, "ANNA"))
    )
    at = joints(performance, figures, "ANNA")
    _, rose = (h for h in performance.happenings if h.agent == "ANNA" and h.action in (Action.FALL, Action.STAND))
    assert at[rose.start, 0, 1] < 0.2
    assert at[min(rose.end + 12, performance.frames - 1), 0, 1] > 0.85
    ankles = (at[:, joint_index("foot.L")] + at[:, joint_index("foot.R")]) / 2
    middle = np.flatnonzero((at[:, 0, 1] > 0.3) & (at[:, 0, 1] < 0.45) & (np.arange(len(at)) > rose.start))
    # Deep on the legs, the weight is over the feet and not behind them.
    assert np.hypot(*(at[middle, 0] - ankles[middle])[:, [0, 2]].T).min() < 0.2
    for side in "LR":
        ball, ankle = at[:, joint_index(f"toe.{side}")], at[:, joint_index(f"foot.{side}")]
        low = (ball[:, 1] < ball[:, 1].min() + 0.004) & (ankle[:, 1] < figures["ANNA"].sole + 0.02)
        for run in np.split(np.flatnonzero(low), np.flatnonzero(np.diff(np.flatnonzero(low)) > 1) + 1):
            if len(run) > 4:
                way = ball[run[1:-1]][:, [0, 2]]
                assert np.hypot(*(way - np.median(way, 0)).T).max() < 0.01


def test_she_takes_the_hand_that_is_held_out_and_no_piece_of_the_floor() -> None:
    offer = replace(event(Action.TOUCH, "BEN", theme="ANNA", verb="hold"), text="He holds out his hand")
    taken = replace(event(Action.PICK_UP, "ANNA", theme="floor", verb="take"), text="She takes it")
    played = scene(offer, taken, line(1, "BEN", "Come."))
    assert "floor" not in props_needed(played)
    performance, figures = perform(played)
    mine, theirs = joints(performance, figures, "ANNA"), joints(performance, figures, "BEN")
    apart = [
        np.linalg.norm(mine[:, joint_index(f"hand.{a}")] - theirs[:, joint_index(f"hand.{b}")], axis=1)
        for a in "LR"
        for b in "LR"
    ]
    assert np.min(apart) < 0.25
    assert not any("floor" in gap.why for gap in performance.gaps)
