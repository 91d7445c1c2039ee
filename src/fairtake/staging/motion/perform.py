"""From a score to a performer's track: pelvis, legs, trunk, look, arms, fingers and face."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_axis_angle, multiply
from fairtake.model.figure import JOINT_PARENTS, JOINTS, joint_index
from fairtake.model.performance import Contact, PerformerTrack
from fairtake.staging.motion.body import Body, play_body
from fairtake.staging.motion.build import Build, measure
from fairtake.staging.motion.ease import Array, settled
from fairtake.staging.motion.face import play_face
from fairtake.staging.motion.gaze import Place, Turned, play_gaze, turn_head
from fairtake.staging.motion.hands import Arm, play_arm
from fairtake.staging.motion.score import Score
from fairtake.staging.motion.vectors import cross, rotate, unit

__all__ = ["Performed", "play", "prepare", "step_contacts"]

_F32 = np.float32


@dataclass(frozen=True, slots=True, eq=False)
class Performed:
    """A finished track, with the palms (N, 2, 3) and palm frames (N, 2, 4) that props follow."""

    track: PerformerTrack
    palms: Array
    grasps: Array
    build: Build


def prepare(score: Score, frames: int, fps: int) -> tuple[Build, Body]:
    """The body without its look and arms: enough to know where everybody's head is."""
    build = measure(score.figure)
    return build, play_body(score, build, frames, fps)


def play(
    score: Score, build: Build, body: Body, place: Place, frames: int, fps: int, turned: Turned | None = None
) -> Performed:
    """The whole performance of one role. `place` says where a target is, (n, 3) for a slice
    of frames, or None for directions; `turned` is the head when it has been turned already."""
    turned = turned or turn_head(score, build, body, place, frames, fps)
    look = play_gaze(score, turned, body, place, frames, fps)
    arms = [play_arm(score, build, body, look, side, frames, fps) for side in (0, 1)]
    panting = body.exertion * (0.55 + 0.45 * np.clip(body.breath, -1, 1))
    face, speaking = play_face(score, look, frames, fps, panting)
    world: dict[str, Array] = {
        "pelvis": body.pelvis,
        "spine": body.spine,
        "chest": body.chest,
        "neck": look.neck,
        "head": look.head,
    }
    rotations = np.zeros((frames, len(JOINTS), 4), _F32)
    rotations[..., 3] = 1
    for side, name in enumerate("LR"):
        arm = arms[side]
        world.update({f"shoulder.{name}": arm.shoulder, f"upper_arm.{name}": arm.upper})
        world.update({f"forearm.{name}": arm.fore, f"hand.{name}": arm.hand})
        for joint, turn in zip(("thigh", "shin", "foot", "toe"), body.legs[side], strict=True):
            world[f"{joint}.{name}"] = turn
        for joint, turn in _fingers(build, arm, side).items():
            rotations[:, joint_index(f"{joint}.{name}")] = turn
    for joint, turn in world.items():
        j = joint_index(joint)
        parent = JOINT_PARENTS[j]
        local = turn if parent < 0 else multiply(conjugate(world[JOINTS[parent]]), turn)
        rotations[:, j] = unit(local)
    present = np.zeros(frames, np.bool_)
    for time, shown in score.shown:
        present[max(0, round(time * fps)) :] = shown
    track = PerformerTrack(
        role=score.role,
        root=settled(body.root),
        rotations=settled(rotations),
        face=settled(face),
        head=settled(look.eye_at),
        gaze=settled(unit(look.gaze)),
        speaking=speaking,
        present=present,
    )
    palms = np.stack([a.palm for a in arms], 1)
    return Performed(track, palms, np.stack([a.grasp for a in arms], 1), build)


def _fingers(build: Build, arm: Arm, side: int) -> dict[str, Array]:
    """Local rotations of the finger joints: they curl about the palm's own axes."""
    grasp = build.grasp[side]
    fingers = rotate(grasp, np.array([1.0, 0.0, 0.0]))
    palm = rotate(grasp, np.array([0.0, 1.0, 0.0]))
    across = cross(fingers, palm)
    thumb_axis = unit(cross(across * build.thumb_side[side] + 0.6 * fingers, palm + 0.25 * fingers))
    thumb, index, rest = arm.curl[:, 0], arm.curl[:, 1], arm.curl[:, 2]
    return {
        "thumb": from_axis_angle(thumb_axis, 0.75 * (thumb - 0.15)),
        "index": from_axis_angle(across, 1.35 * (index - 0.12)),
        "index_tip": from_axis_angle(across, 1.5 * index),
        "fingers": from_axis_angle(across, 1.4 * (rest - 0.12)),
        "fingers_tip": from_axis_angle(across, 1.55 * rest),
    }


def step_contacts(score: Score, ground: str) -> list[Contact]:
    """A sound for every step on the floor, at the moment the heel comes down, while shown."""
    contacts = []
    for step in score.steps:
        shown = False
        for time, value in score.shown:
            if time <= step.land:
                shown = value
        if shown and step.loud > 0:
            where = (float(step.hold.x), float(step.hold.y), float(step.hold.z))
            contacts.append(Contact(step.land, "step", where, f"{ground} {score.figure.shoes}", step.loud, score.role))
    return contacts
