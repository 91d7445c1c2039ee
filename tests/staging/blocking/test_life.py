"""What makes a scene look lived in: sounds, doors answered, chases, attitudes, crowds."""

from __future__ import annotations

import dataclasses
import math
from itertools import combinations

import numpy as np
import pytest
from playhouse import event, figure, line, prop, room, scene, takes

from fairtake.geometry.pose import forward_kinematics
from fairtake.model.breakdown import Action, Event, Pause, Scene, Setting
from fairtake.model.figure import face_index, joint_index
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Door, Landmark, Mark, Seat, Set
from fairtake.staging import props_needed, roles_on_set, stage_scene

FPS = 24


def perform(scene_: Scene, set_: Set | None = None, props: dict | None = None) -> ScenePerformance:
    figures = {r: figure(r, 1.66 if i % 2 else 1.82) for i, r in enumerate(roles_on_set(scene_))}
    things = {n: prop(n) for n in props_needed(scene_)} | (props or {})
    return stage_scene(scene_, takes(scene_), set_ or room(), figures, things, set_key="room")


def street() -> Set:
    """An open place twenty metres long with a bench and a lamp far off and one near."""
    return dataclasses.replace(
        room(doors=False, furniture=False),
        kind="street",
        interior=False,
        acting=(-5.0, -10.0, 5.0, 10.0),
        room=(-20, 0, -40, 20, 12, 40),
        doors=(
            Door("north", (1.0, 0.0, -9.6), 0.0, (1.0, 0.0, -29.0)),
            Door("south", (-1.0, 0.0, 9.6), math.pi, (-1.0, 0.0, 29.0)),
        ),
        seats=(
            Seat("bench 1", (-3.0, 0.46, -1.0), math.pi / 2, "bench", (-2.4, 0, -1.0)),
            Seat("bench 2", (-3.0, 0.46, -0.2), math.pi / 2, "bench", (-2.4, 0, -0.2)),
            Seat("bench 3", (3.0, 0.46, 5.0), -math.pi / 2, "bench", (2.4, 0, 5.0)),
        ),
        marks=(Mark("a", (-0.5, 0, 0.4), 1.2), Mark("b", (0.6, 0, 0.8), -1.9), Mark("c", (1.5, 0, -1.5), 0.0)),
        landmarks=(
            Landmark(("lamp",), (3.0, 4.0, -18.0), (3.0, 0, -17.5), 0.0),
            Landmark(("lamp",), (3.0, 4.0, 1.0), (2.5, 0, 1.0), math.pi / 2),
        ),
    )


def outside(*beats: object, **more: object) -> Scene:
    made = scene(*beats, **more)  # type: ignore[arg-type]
    setting = Setting("EXT. STREET - DAY", False, True, "STREET", "day")
    return dataclasses.replace(made, setting=setting)


def said(event_: Event, text: str) -> Event:
    return dataclasses.replace(event_, text=text)


def angle_to(track, target, frame: int) -> float:
    way = np.asarray(target) - track.head[frame]
    way = way / np.linalg.norm(way)
    return math.degrees(math.acos(float(np.clip(way @ track.gaze[frame], -1, 1))))


def test_a_knock_is_heard_at_the_door_and_looked_at() -> None:
    knock = said(event(Action.USE, theme="door", verb="knock"), "A knock at the door")
    performance = perform(scene(event(Action.SIT, "ANNA"), knock, Pause(2.0, knock.span), roles=("ANNA",)))
    (contact,) = [c for c in performance.contacts if c.kind == "knock"]
    assert math.dist((contact.position[0], contact.position[2]), (-3.0, 1.2)) < 0.2
    assert performance.gaps == ()
    anna = performance.performer("ANNA")
    assert angle_to(anna, contact.position, round((contact.time + 1.3) * FPS)) < 25
    assert any(h.agent == "" and h.position == contact.position for h in performance.happenings)


@pytest.mark.parametrize(("text", "kind"), [("Thunder", "thunder"), ("Footsteps outside", "step"), ("A bell", "ring")])
def test_sounds_without_an_actor_are_contacts(text: str, kind: str) -> None:
    heard = said(event(Action.APPEAR, theme=text.split()[0].lower(), verb="be"), text)
    performance = perform(scene(line(1, "ANNA", "Listen."), heard, roles=("ANNA",)))
    assert [c for c in performance.contacts if c.kind == kind and not c.role]
    assert performance.gaps == ()


def test_whoever_goes_to_the_door_opens_it_and_makes_room() -> None:
    s = scene(
        line(1, "ANNA", "Yes?"),
        event(Action.GO, "ANNA", goal="door"),
        event(Action.ENTER, "BEN"),
        line(2, "BEN", "Hello."),
    )
    performance = perform(s)
    opened = next(c.time for c in performance.contacts if c.kind == "door open")
    anna, ben = performance.performer("ANNA"), performance.performer("BEN")
    frame = round((opened + 0.5) * FPS)
    assert ben.present[frame]
    assert math.dist(ben.root[frame, [0, 2]], (-3.0, 1.2)) < 1.4
    # The hand is at the handle when the leaf begins to move.
    fig = figure("ANNA", 1.82)
    at, _ = forward_kinematics(np.asarray(fig.rest, float), anna.root.astype(float), anna.rotations.astype(float))
    hand = at[round(opened * FPS), [joint_index("hand.L"), joint_index("hand.R")]]
    assert np.linalg.norm(hand - np.array((-2.95, 1.0, 0.85)), axis=-1).min() < 0.2
    # No waiting: from opening to being inside and heard takes a few seconds.
    spoken = next(t.start for t in performance.lines if t.role == "BEN")
    assert spoken - opened < 4.5
    both = ben.present
    assert np.hypot(*(anna.root - ben.root)[both][:, [0, 2]].T).min() > 0.55


def test_a_chase_runs_through_and_out() -> None:
    s = outside(
        event(Action.RUN, "ANNA", goal="street", verb="run"),
        said(event(Action.RUN, "BEN", goal="ANNA", verb="run after"), "runs after her"),
        line(1, "BEN", "Stop right there."),
        event(Action.LOOK_AT, "ANNA", goal="back", verb="look"),
        event(Action.RUN, "ANNA", verb="run"),
    )
    performance = perform(s, street())
    assert performance.gaps == ()
    anna, ben = performance.performer("ANNA"), performance.performer("BEN")
    assert not anna.present[0]
    assert not ben.present[0]
    both = np.flatnonzero(anna.present & ben.present)
    assert len(both) > 2 * FPS
    apart = np.hypot(*(anna.root - ben.root)[both][:, [0, 2]].T)
    assert apart.min() > 0.8
    assert apart.max() < 9
    speed = np.hypot(*(np.diff(anna.root, axis=0)[:, [0, 2]] * FPS).T)
    assert np.median(speed[both[:-1]]) > 2.6
    # Nobody stops within the picture.
    assert speed[both[FPS // 2 : -1]].min() > 1.5
    assert performance.frames / FPS < 16


def test_who_comes_in_the_open_is_there_soon() -> None:
    s = outside(line(1, "ANNA", "I am waiting here all day."), event(Action.ENTER, "BEN"), line(2, "BEN", "Hello."))
    performance = perform(s, street())
    first, second = performance.lines
    assert second.start - first.end < 7
    assert performance.performer("BEN").present[round(second.start * FPS)]


def test_the_lamp_is_the_one_on_the_set_and_the_bench_the_one_sat_on() -> None:
    s = outside(
        said(event(Action.WAIT, "CLEO", goal="lamp"), "waits under a lamp"),
        said(event(Action.SIT, "BEN", goal="bench"), "sits on the bench"),
        said(event(Action.RUN, "ANNA", goal="bench"), "Anna runs to the bench"),
        event(Action.SIT, "ANNA"),
        roles=("ANNA", "BEN", "CLEO"),
    )
    performance = perform(s, street())
    cleo = performance.performer("CLEO").root[0]
    assert math.dist(cleo[[0, 2]], (2.5, 1.0)) < 0.9
    anna, ben = performance.performer("ANNA").root[-1], performance.performer("BEN").root[-1]
    assert math.dist(anna[[0, 2]], ben[[0, 2]]) < 1.1
    # Seated from the very first frame: the clause belongs to a description.
    assert performance.performer("BEN").root[0, 1] < 0.75


def test_a_hand_over_is_told_where_and_when_the_hands_meet() -> None:
    s = scene(line(1, "ANNA", "Here it is."), event(Action.GIVE, "ANNA", theme="letter", goal="BEN"), props=("letter",))
    performance = perform(s)
    told = next(h for h in performance.happenings if h.action is Action.GIVE)
    (letter,) = performance.props
    swap = next(f for f, role in letter.holder if role == "BEN")
    assert told.start < swap < told.end
    assert told.end - told.start <= 3 * FPS
    assert math.dist(told.position, letter.position[swap] + np.array([0, 0.05, 0])) < 0.12
    assert 0.7 < told.position[1] < 1.4


def test_pairs_open_to_each_other_by_an_angle_and_still_look_at_each_other() -> None:
    performance = perform(scene(line(1, "ANNA", "We stand here and talk."), line(2, "BEN", "So it seems to me.")))
    a, b = performance.performer("ANNA"), performance.performer("BEN")
    facing = []
    for one, other in ((a, b), (b, a)):
        x, y, z, w = one.rotations[2, 0].astype(float)
        yaw = math.atan2(2 * (x * z + w * y), 1 - 2 * (x * x + y * y))
        way = (other.root - one.root)[2]
        facing.append(math.degrees(math.remainder(yaw - math.atan2(way[0], way[2]), math.tau)))
    assert all(12 < abs(f) < 45 for f in facing)
    # To the same side: one turns left and the other right.
    assert facing[0] * facing[1] < 0
    middle = round((performance.lines[1].start + 0.8) * FPS)
    assert angle_to(a, b.head[middle], middle) < 15


def test_nobody_stands_for_long_with_both_arms_hanging() -> None:
    spoken = [line(n, ("ANNA", "BEN")[n % 2], "We stand here and we talk for a while.") for n in range(1, 9)]
    s = scene(*spoken)
    performance = perform(s)
    heights = []
    for i, role in enumerate(("ANNA", "BEN")):
        fig = figure(role, 1.66 if i % 2 else 1.82)
        t = performance.performer(role)
        at, _ = forward_kinematics(np.asarray(fig.rest, float), t.root.astype(float), t.rotations.astype(float))
        hands = at[:, [joint_index("hand.L"), joint_index("hand.R")]]
        heights.append((hands[..., 1] / fig.height).ravel())
        # The weight goes from leg to leg: hips tip both ways or stay tipped.
        hips = at[:, joint_index("thigh.L"), 1] - at[:, joint_index("thigh.R"), 1]
        assert np.abs(hips).max() > 0.004
    spread = np.concatenate(heights)
    assert np.percentile(spread, 95) - np.percentile(spread, 5) > 0.06


def test_gestures_are_down_when_the_line_ends() -> None:
    s = scene(
        line(1, "ANNA", "Never again will anybody tell me what I must remember about it!", emotion="anger"),
        Pause(3.0, scene().span),
    )
    performance = perform(s)
    fig = figure("ANNA", 1.82)
    t = performance.performer("ANNA")
    at, _ = forward_kinematics(np.asarray(fig.rest, float), t.root.astype(float), t.rotations.astype(float))
    hand = at[:, [joint_index("hand.L"), joint_index("hand.R")]]
    speed = np.linalg.norm(np.diff(hand, axis=0), axis=-1) * FPS
    end = round(performance.lines[0].end * FPS)
    begin = round(performance.lines[0].start * FPS)
    assert speed[begin:end].max() > 0.5
    assert speed[end + 26 : end + 50].max() < 0.35


def test_a_crowd_stands_in_groups() -> None:
    s = scene(line(1, "ANNA", "Listen to me now."), roles=("ANNA",), extras=8)
    set_ = dataclasses.replace(
        room(furniture=False), acting=(-5.0, -5.0, 5.0, 5.0), room=(-6, 0, -6, 6, 3, 6), camera=(-6, 0, -6, 6, 3, 8)
    )
    performance = perform(s, set_)
    places = np.stack([t.root[0, [0, 2]] for t in performance.performers if t.role.startswith("EXTRA")])
    assert len(places) == 8
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + 99 * np.eye(8)
    assert (apart.min(1) < 1.3).all()
    assert apart.min() > 0.7
    # Not one clump: some are far from each other.
    assert (apart - 99 * np.eye(8)).max() > 2.0
    anna = performance.performer("ANNA")
    end = round(performance.lines[0].end * FPS) + 6
    looking = [angle_to(t, anna.head[end], end) < 25 for t in performance.performers if t is not anna]
    assert sum(looking) >= 4


def test_those_who_leave_together_do_not_walk_in_each_other() -> None:
    s = outside(line(1, "ANNA", "Come on."), event(Action.EXIT, "ANNA", "BEN"))
    performance = perform(s, street())
    for a, b in combinations(performance.performers, 2):
        both = a.present & b.present
        assert np.hypot(*(a.root - b.root)[both][:, [0, 2]].T).min() > 0.55


def test_a_runner_is_out_of_breath_and_comes_round() -> None:
    s = outside(
        event(Action.RUN, "ANNA", goal="bench"), Pause(3.0, scene().span), Pause(9.0, scene().span), roles=("ANNA",)
    )
    performance = perform(s, street())
    t = performance.performer("ANNA")
    speed = np.hypot(*(np.diff(t.root, axis=0)[:, [0, 2]] * FPS).T)
    arrived = int(np.flatnonzero(speed > 1.5).max()) + FPS
    mouth = t.face[:, face_index("mouth_open")]
    assert mouth[arrived : arrived + FPS].max() > 0.08
    assert mouth[-FPS:].max() < mouth[arrived : arrived + FPS].max() / 2


def test_a_vote_is_a_hand_that_stays_up() -> None:
    raised = said(event(Action.WAVE, "ANNA", verb="raise"), "Anna raises her hand")
    performance = perform(scene(raised, Pause(4.0, raised.span), roles=("ANNA",)))
    fig = figure("ANNA", 1.82)
    t = performance.performer("ANNA")
    at, _ = forward_kinematics(np.asarray(fig.rest, float), t.root.astype(float), t.rotations.astype(float))
    hand = at[:, joint_index("hand.R"), 1]
    assert (hand > at[:, joint_index("neck"), 1]).sum() > 2 * FPS
