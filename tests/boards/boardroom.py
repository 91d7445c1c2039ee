"""Small scenes for boards: people as points with a look, one camera, a plain room."""

from __future__ import annotations

import numpy as np

from fairtake.geometry.camera import fovy_of_lens, look_at
from fairtake.geometry.quaternion import from_axis_angle
from fairtake.model.breakdown import Action
from fairtake.model.figure import FACE_NEUTRAL, JOINTS, joint_index
from fairtake.model.light import Lighting, Sky
from fairtake.model.mesh import Mesh
from fairtake.model.performance import Happening, LineTiming, PerformerTrack, ScenePerformance
from fairtake.model.set import Box, Door, Set, SetPart
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize

FPS = 24
ASPECT = 16 / 9
GREY = (0.5, 0.5, 0.5)


def person(role, path, seconds=4.0, eye=1.6, here=None):
    """`path`: (second, x, z) keys; they look where they go, or along +z."""
    frames = round(seconds * FPS)
    keys = np.array(path, float)
    t = np.arange(frames) / FPS
    head = np.stack(
        [np.interp(t, keys[:, 0], keys[:, 1]), np.full(frames, eye), np.interp(t, keys[:, 0], keys[:, 2])], 1
    )
    gone = np.gradient(head, axis=0)
    gaze = np.where(np.hypot(gone[:, 0], gone[:, 2])[:, None] > 0.005, gone, [0.0, 0.0, 1.0])
    gaze /= np.linalg.norm(gaze, axis=1, keepdims=True)
    rotations = np.zeros((frames, len(JOINTS), 4), np.float32)
    rotations[..., 3] = 1
    rotations[:, joint_index("pelvis")] = from_axis_angle([0.0, 1.0, 0.0], np.arctan2(gaze[:, 0], gaze[:, 2]))
    present = np.ones(frames, bool) if here is None else (t >= here[0]) & (t < here[1])
    return PerformerTrack(
        role,
        (head - [0, eye - 0.95, 0]).astype(np.float32),
        rotations,
        np.tile(np.array(FACE_NEUTRAL, np.float32), (frames, 1)),
        head.astype(np.float32),
        gaze.astype(np.float32),
        np.zeros(frames, bool),
        present,
    )


def perform(people, lines=(), happenings=(), seconds=4.0):
    """Lines are (role, text, start, end); happenings (agent, text, start, end, importance)."""
    frames = round(seconds * FPS)
    return ScenePerformance(
        "1",
        FPS,
        frames,
        "room",
        tuple(people),
        (),
        (),
        tuple(LineTiming(n + 1, role, text, start, end) for n, (role, text, start, end) in enumerate(lines)),
        tuple(
            Happening(Action.USE, agent, "", round(a * FPS), round(b * FPS), (0, 0, 0), weight, text)
            for agent, text, a, b, weight in happenings
        ),
        (),
        np.full(frames, 0.4, np.float32),
    )


def shot(
    start=0.0,
    end=4.0,
    position=((0, 1.5, 5), (0, 1.5, 5)),
    target=((0, 1.5, 0), (0, 1.5, 0)),
    lens=(35, 35),
    move=Move.STATIC,
    number="1A-1",
    subjects=("ANNA",),
    **more,
):
    """A shot from `start` to `end` seconds of the scene; camera and target go evenly from the
    first to the second place."""
    a, b = round(start * FPS), round(end * FPS)
    t = np.linspace(0, 1, b - a)[:, None]
    eye = np.array(position[0]) + (np.array(position[1], float) - position[0]) * t
    at = np.array(target[0]) + (np.array(target[1], float) - target[0]) * t
    fovy = np.linspace(fovy_of_lens(lens[0]), fovy_of_lens(lens[1]), b - a)
    camera = CameraTrack(
        eye.astype(np.float32),
        look_at(eye, at).astype(np.float32),
        fovy.astype(np.float32),
        np.zeros((b - a, 2), np.float32),
    )
    settings = {"kind": "single", "reason": "ANNA speaks; closer.", "runner_up": "", **more}
    setup = number.split("-")[0]
    return Shot(
        number,
        "1",
        setup,
        settings.pop("kind"),
        a,
        b,
        0,
        settings.pop("size", ShotSize.LS),
        Angle.EYE,
        float(lens[0]),
        move,
        subjects,
        camera,
        **settings,
    )


def _mesh(quads=()):
    """Quads as four corners each, in order."""
    corners = np.array([corner for quad in quads for corner in quad], np.float32).reshape(-1, 3)
    faces = np.array(
        [[4 * k + i for i in half] for k in range(len(quads)) for half in ((0, 1, 2), (0, 2, 3))], np.int32
    )
    count = len(faces)
    return Mesh(
        corners,
        np.zeros_like(corners),
        np.zeros((len(corners), 2), np.float32),
        faces.reshape(-1, 3),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
    )


def room():
    """Six by five metres; a window and a door in the north wall; a table."""

    def piece(x0, x1, y0, y1):
        return [(x0, y0, -2.5), (x1, y0, -2.5), (x1, y1, -2.5), (x0, y1, -2.5)]

    # Window from -1.5 to -0.5 above 0.9 m, door from 1 to 1.9.
    north = [piece(-3, -1.5, 0, 2.6), piece(-1.5, -0.5, 0, 0.9), piece(-1.5, -0.5, 2.1, 2.6)]
    north += [piece(-0.5, 1.0, 0, 2.6), piece(1.0, 1.9, 2.05, 2.6), piece(1.9, 3.0, 0, 2.6)]
    parts = (
        SetPart("wall north", _mesh(north), (-3.2, 0, -2.7), (3.2, 2.6, -2.4), wild=True),
        SetPart("wall south", _mesh(), (-3.2, 0, 2.5), (3.2, 2.6, 2.7), wild=True),
        SetPart("door leaf", _mesh(), (1.0, 0, -2.6), (1.9, 2.05, -2.5)),
    )
    return Set(
        kind="room",
        interior=True,
        materials=(),
        parts=parts,
        acting=(-2.5, -2, 2.5, 2),
        room=(-3.0, 0.0, -2.5, 3.0, 2.6, 2.5),
        camera=(-5, 0.2, -5, 5, 2.5, 6),
        obstacles=(Box("table", (0.0, 0.4, 0.0), (0.6, 0.4, 0.4)),),
        seats=(),
        surfaces=(),
        doors=(Door("door", (1.45, 0.0, -2.5), 0.0, (1.45, 0, -4), "door leaf", (1.0, 0.0, -2.5), 1.4),),
        marks=(),
        landmarks=(),
        lighting=Lighting(Sky(GREY, GREY, GREY, GREY, GREY, GREY), GREY, GREY, GREY, ()),
    )


LONG = (
    "I have kept this umbrella for eleven winters, through two houses, a flood and your father's "
    "temper, and I will not be told by a boy with wet shoes that it was never mine to keep. "
) * 4
