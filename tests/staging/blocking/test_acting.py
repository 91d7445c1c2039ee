"""Bodies that act: what lasts goes on under what is said, hands meet what they touch, blows are taken."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from playhouse import SPAN, event, figure, line, prop, room, scene, takes

from fairtake.geometry.quaternion import multiply, rotate
from fairtake.model.breakdown import Action, Event, Scene
from fairtake.model.figure import JOINT_PARENTS, JOINTS, face_index, joint_index
from fairtake.model.mesh import Mesh
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Landmark, PropModel, Set
from fairtake.staging import props_needed, roles_on_set, stage_scene

TALK = (
    line(1, "BEN", "Tell me what happened on the road last night."),
    line(2, "ANNA", "There was a car and nobody was in it at all."),
    line(3, "BEN", "And then you walked home in the rain alone."),
)


def acts(action: Action, text: str, *agents: str, **more: object) -> Event:
    return dataclasses.replace(event(action, *(agents or ("ANNA",)), **more), text=text)


def play(scene_: Scene, site: Set | None = None, **models: PropModel) -> ScenePerformance:
    figures = {role: figure(role) for role in roles_on_set(scene_)}
    props = {name: models.get(name, prop(name)) for name in props_needed(scene_)}
    return stage_scene(scene_, takes(scene_), site or room(), figures, props, set_key="room")


def joint(performance: ScenePerformance, role: str, name: str) -> np.ndarray:
    """Where a joint is in every frame (N, 3)."""
    track = performance.performer(role)
    rest = np.asarray(figure(role).rest, float)
    at, turn = np.asarray(track.root, float), np.asarray(track.rotations[:, 0], float)
    chain = []
    j = joint_index(name)
    while j > 0:
        chain.append(j)
        j = JOINT_PARENTS[j]
    for j in reversed(chain):
        at = at + rotate(turn, rest[j] - rest[JOINT_PARENTS[j]])
        turn = multiply(turn, np.asarray(track.rotations[:, j], float))
    assert JOINTS[0] == "pelvis"
    return at


def apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.linalg.norm(a - b, axis=-1)


def frame(performance: ScenePerformance, time: float) -> int:
    return min(performance.frames - 1, round(time * performance.fps))


def test_the_telephone_stays_at_the_ear_until_somebody_hangs_up() -> None:
    performance = play(
        scene(
            acts(Action.USE, "Anna is on the phone", verb="phone", theme="phone"),
            *TALK,
            acts(Action.PUT_DOWN, "She hangs up", verb="hang up", theme="phone"),
            acts(Action.GO, "She walks to the stove", verb="walk", goal="stove"),
        )
    )
    near = apart(joint(performance, "ANNA", "hand.R"), performance.performer("ANNA").head)
    last = frame(performance, performance.lines[-1].end)
    assert near[:last].max() < 0.22
    assert near[last + 48] > 0.4
    phone = performance.props[0]
    assert phone.visible[:last].all()
    assert not phone.visible[-1]
    # It lies along the head: its upper end is not turned away from the hand's.
    assert apart(phone.position[2:last], performance.performer("ANNA").head[2:last]).max() < 0.25


def test_who_speaks_into_the_phone_has_one() -> None:
    scene_ = scene(line(1, "ANNA", "No, he left an hour ago.", parentheticals=("into phone",)), roles=("ANNA",))
    assert props_needed(scene_) == ("phone",)
    performance = play(scene_)
    near = apart(joint(performance, "ANNA", "hand.R"), performance.performer("ANNA").head)
    assert near[frame(performance, performance.lines[0].start)] < 0.25


def test_typing_goes_on_under_the_talk_and_ends_when_one_goes() -> None:
    performance = play(
        scene(
            acts(Action.SIT, "Anna sits at the table", verb="sit", goal="table"),
            acts(Action.USE, "She types", verb="type"),
            *TALK,
            acts(Action.GO, "She walks to the stove", verb="walk", goal="stove"),
        )
    )
    first, last = (
        frame(performance, performance.lines[k].start if k == 0 else performance.lines[k].end) for k in (0, 2)
    )
    for side in "LR":
        hand = joint(performance, "ANNA", f"hand.{side}")[first:last]
        assert (np.abs(hand[:, 1] - 0.82) < 0.12).all()
        # It moves all the time, and never far.
        assert 0.002 < np.std(hand, axis=0).max() < 0.05
        assert np.abs(np.diff(hand, axis=0)).max() > 0.001
    assert apart(performance.performer("ANNA").root[-1], performance.performer("ANNA").root[first]) > 1.0
    assert joint(performance, "ANNA", "hand.R")[-1, 1] < 1.0


def test_arms_stay_crossed_until_the_hands_are_wanted() -> None:
    crossed = acts(Action.EMOTE, "Anna crosses her arms", verb="cross", emotion="anger")
    performance = play(
        scene(crossed, *TALK, acts(Action.PICK_UP, "She takes the cup", verb="take", theme="cup"), props=("cup",))
    )
    left, right = (joint(performance, "ANNA", f"hand.{side}") for side in "LR")
    chest = joint(performance, "ANNA", "chest")
    during = slice(frame(performance, performance.lines[0].start), frame(performance, performance.lines[-1].end))
    for hand in (left, right):
        assert apart(hand, chest)[during].max() < 0.42
    assert performance.props[0].holder[-1][1] == "ANNA"


def test_the_rim_of_a_cup_meets_the_lips() -> None:
    ring = np.array(
        [(0.04 * math.cos(a), y, 0.04 * math.sin(a)) for y in (0.0, 0.1) for a in np.arange(12) * math.tau / 12]
    )
    faces = np.array([[0, 1, 12]], np.int32)
    model = dataclasses.replace(
        prop("cup"),
        mesh=Mesh(
            ring.astype(np.float32),
            ring.astype(np.float32),
            np.zeros((24, 2), np.float32),
            faces,
            np.zeros(1, np.int32),
            np.zeros(1, np.int32),
        ),
    )
    performance = play(scene(acts(Action.USE, "Anna drinks", verb="drink", theme="cup"), props=("cup",)), cup=model)
    track, cup = performance.performer("ANNA"), performance.props[0]
    head = np.asarray([track.rotations[:, 0]], float)[0]
    for name in ("spine", "chest", "neck", "head"):
        head = multiply(head, np.asarray(track.rotations[:, joint_index(name)], float))
    lips = track.head + rotate(head, np.array([0.0, -0.080, 0.020]))
    rims = cup.position[:, None] + rotate(np.asarray(cup.rotation, float)[:, None], ring[None, 12:])
    nearest = np.linalg.norm(rims - lips[:, None], axis=-1).min(-1)
    assert nearest.min() < 0.02
    assert (nearest < 0.03).sum() > 8


def test_who_leans_on_a_wall_rests_on_it_while_they_talk() -> None:
    leaned = acts(Action.STAND, "Ben leans against the wall", "BEN", verb="lean against", goal="wall", manner=("lean",))
    performance = play(scene(leaned, *TALK), room(furniture=False))
    root = performance.performer("BEN").root
    x0, _, z0, x1, _, z1 = room().room
    wall = np.min([root[:, 0] - x0, x1 - root[:, 0], root[:, 2] - z0, z1 - root[:, 2]], axis=0)
    feet = np.mean([joint(performance, "BEN", f"foot.{side}") for side in "LR"], axis=0)
    before = np.min([feet[:, 0] - x0, x1 - feet[:, 0], feet[:, 2] - z0, z1 - feet[:, 2]], axis=0)
    assert wall.max() < 0.22
    assert wall.min() > 0.10
    assert (before - wall).min() > 0.08
    assert not performance.gaps


def test_a_slap_lands_and_is_taken() -> None:
    performance = play(scene(TALK[0], acts(Action.STRIKE, "Anna slaps Ben", verb="slap", theme="BEN"), TALK[1]))
    hit = next(c for c in performance.contacts if c.kind == "hit")
    f = frame(performance, hit.time)
    reach = min(apart(joint(performance, "ANNA", f"fingers.{s}"), performance.performer("BEN").head)[f] for s in "LR")
    assert reach < 0.16
    ben, anna = performance.performer("BEN"), performance.performer("ANNA")
    gap = apart(ben.root, anna.root)
    assert gap[f + 20] > gap[f] + 0.08
    # The head goes with the blow.
    turn = (ben.gaze[f - 4] * ben.gaze[f + 8]).sum()
    assert turn < 0.9


def test_a_push_sends_somebody_back_and_a_knock_down_to_the_ground() -> None:
    pushed = play(scene(acts(Action.STRIKE, "Anna pushes Ben", verb="push", theme="BEN"), TALK[0]))
    f = frame(pushed, next(c for c in pushed.contacts if c.kind == "hit").time)
    assert apart(pushed.performer("BEN").root[f], pushed.performer("BEN").root[f + 24]) > 0.2
    down = play(scene(acts(Action.STRIKE, "Anna knocks Ben down", verb="knock down", theme="BEN"), TALK[0]))
    assert down.performer("BEN").root[-1, 1] < 0.3


def test_hands_shaken_and_hands_held_meet() -> None:
    shaken = play(scene(acts(Action.TOUCH, "Anna and Ben shake hands", "ANNA", "BEN", verb="shake")))
    f = frame(shaken, next(c for c in shaken.contacts if c.kind == "grasp").time)
    between = apart(joint(shaken, "ANNA", "hand.R"), joint(shaken, "BEN", "hand.R"))
    assert between[f + 4] < 0.22
    assert np.ptp(joint(shaken, "ANNA", "hand.R")[f + 6 : f + 30, 1]) > 0.03
    held = play(scene(acts(Action.TOUCH, "Anna takes Ben's hand", verb="take", theme="BEN"), *TALK))
    during = slice(frame(held, held.lines[0].start), frame(held, held.lines[-1].end))
    between = apart(joint(held, "ANNA", "hand.R"), joint(held, "BEN", "hand.L"))
    assert between[during].max() < 0.25


def test_the_leaf_of_a_fridge_goes_with_the_hand() -> None:
    fridge = Landmark(
        ("fridge",),
        (1.6, 1.0, 2.1),
        (1.6, 0.0, 1.45),
        0.0,
        True,
        "fridge leaf",
        (1.9, 0.0, 2.0),
        -1.7,
        (1.35, 1.0, 1.98),
    )
    site = dataclasses.replace(room(), landmarks=(*room().landmarks, fridge))
    performance = play(
        scene(
            acts(Action.OPEN, "Anna opens the fridge", verb="open", theme="fridge"),
            acts(Action.CLOSE, "She closes the fridge", verb="close", theme="fridge"),
        ),
        site,
    )
    assert not performance.gaps
    (leaf,) = performance.parts
    assert leaf.part == "fridge leaf"
    assert leaf.pivot == fridge.hinge
    assert leaf.angle.min() == pytest.approx(-1.7, abs=0.02)
    assert leaf.angle[-1] == pytest.approx(0.0, abs=0.02)
    moves = np.flatnonzero(np.abs(np.diff(leaf.angle)) > 1e-4)
    first = int(moves[0])
    wrist = min(np.linalg.norm(joint(performance, "ANNA", f"hand.{s}")[first] - fridge.handle) for s in "LR")
    assert wrist < 0.14


def test_one_dances_on_the_spot_and_two_keep_each_other() -> None:
    alone = play(scene(acts(Action.GO, "Anna dances", verb="dance", manner=("dance",)), *TALK))
    steps = [c for c in alone.contacts if c.kind == "step" and c.role == "ANNA"]
    assert len(steps) > 12
    root = alone.performer("ANNA").root
    assert apart(root, root[0]).max() < 0.25
    pair = play(scene(acts(Action.GO, "Anna and Ben dance", "ANNA", "BEN", verb="dance", manner=("dance",)), *TALK))
    during = slice(frame(pair, pair.lines[0].start), frame(pair, pair.lines[1].end))
    gap = apart(pair.performer("ANNA").root, pair.performer("BEN").root)[during]
    assert gap.min() > 0.36
    assert gap.max() < 0.52
    anna = pair.performer("ANNA").root[during]
    assert np.ptp(anna[:, 0]) + np.ptp(anna[:, 2]) > 0.3


def walked(verb: str) -> ScenePerformance:
    gone = acts(Action.GO, f"Anna {verb}s to the stove", verb=verb, goal="stove", manner=(verb,))
    return play(scene(TALK[0], gone, roles=("ANNA", "BEN")), room(furniture=False))


def test_one_sees_how_somebody_goes() -> None:
    plain, limp, sneak, stagger = (walked(verb) for verb in ("walk", "limp", "sneak", "stagger"))

    def low(performance: ScenePerformance) -> float:
        return float(performance.performer("ANNA").head[:, 1].min())

    def loud(performance: ScenePerformance) -> float:
        return max(c.strength for c in performance.contacts if c.kind == "step" and c.role == "ANNA")

    def uneven(performance: ScenePerformance) -> float:
        times = [c.time for c in performance.contacts if c.kind == "step" and c.role == "ANNA"][1:-2]
        gaps = np.diff(times)
        return abs(float(gaps[::2].mean() - gaps[1::2].mean()))

    def wavy(performance: ScenePerformance) -> float:
        track = performance.performer("ANNA")
        way = track.root[-1, ::2] - track.root[0, ::2]
        n = np.array([way[1], -way[0]]) / np.linalg.norm(way)
        return float(np.abs(np.diff((track.root[:, ::2] - track.root[0, ::2]) @ n)).sum())

    assert low(sneak) < low(plain) - 0.08
    assert loud(sneak) < 0.3 * loud(plain)
    assert uneven(limp) > uneven(plain) + 0.05
    assert wavy(stagger) > wavy(plain) + 0.15


@pytest.mark.parametrize(("verb", "height"), [("crouch", 0.45), ("kneel", 0.55)])
def test_who_goes_down_is_down_and_comes_up_again(verb: str, height: float) -> None:
    performance = play(scene(TALK[0], acts(Action.KNEEL, f"Anna {verb}s", verb=verb), TALK[1], acts(Action.STAND, "She rises", verb="rise")))  # fmt: skip
    root = performance.performer("ANNA").root[:, 1]
    assert root[frame(performance, performance.lines[1].start + 0.5)] < height
    assert root[-1] > 0.85


def test_what_one_is_at_when_the_scene_begins_has_begun() -> None:
    floor = play(scene(acts(Action.SIT, "Anna sits on the floor", verb="sit", goal="floor"), *TALK))
    assert floor.performer("ANNA").root[:, 1].max() < 0.2
    table = play(scene(acts(Action.SIT, "Anna sits on the table", verb="sit", goal="table"), *TALK))
    assert 0.8 < table.performer("ANNA").root[0, 1] < 0.92


def test_who_sleeps_has_the_eyes_shut() -> None:
    performance = play(scene(acts(Action.LIE_DOWN, "Anna sleeps on the floor", verb="sleep", goal="floor"), TALK[0]))
    face = performance.performer("ANNA").face
    assert face[-24:, face_index("lid_upper")].max() < 0.2


def test_what_is_done_on_foot_for_want_of_better_is_said() -> None:
    performance = play(scene(acts(Action.GO, "Anna swims", verb="swim", manner=("swim",))))
    assert any("on foot" in gap.why for gap in performance.gaps)


def test_acting_is_the_same_every_time() -> None:
    def once() -> ScenePerformance:
        return play(
            scene(
                acts(Action.USE, "Anna drinks", verb="drink", theme="cup"),
                *TALK,
                acts(Action.GO, "Anna and Ben dance", "ANNA", "BEN", verb="dance"),
                TALK[0],
                props=("cup",),
            )
        )

    a, b = once(), once()
    for role in ("ANNA", "BEN"):
        assert np.array_equal(a.performer(role).rotations, b.performer(role).rotations)
    assert TALK[0].span == SPAN
