"""A small scene to export: a body that moves, a prop, a door, a wild wall, every kind of light, two shots."""

from __future__ import annotations

from functools import cache

import numpy as np

from fairtake.exchange import ExportScene
from fairtake.geometry.camera import look_at
from fairtake.geometry.quaternion import from_axis_angle
from fairtake.model.figure import FACE_NEUTRAL, JOINTS
from fairtake.model.light import Light, Lighting, LightKind, Sky
from fairtake.model.mesh import Material, Mesh, Stuff
from fairtake.model.performance import (
    Assets,
    LineTiming,
    PartTrack,
    PerformerTrack,
    PropTrack,
    ScenePerformance,
)
from fairtake.model.set import PropModel, Set, SetPart
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.staging import performers

FPS, FRAMES, SIZE = 24, 72, (960, 540)
PIVOT = (-1.0, 0.0, -2.0)
GREY = (0.5, 0.5, 0.5)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def box(center, half, materials=(0, 0)) -> Mesh:
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * half + center
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    points, normals, faces = [], [], []
    for quad in quads:
        a, b, c, _ = corners[list(quad)]
        normal = np.cross(b - a, c - a)
        first = len(points)
        points += list(corners[list(quad)])
        normals += [normal / np.linalg.norm(normal)] * 4
        faces += [(first, first + 1, first + 2), (first, first + 2, first + 3)]
    number = np.zeros(12, np.int32)
    number[:6], number[6:] = materials
    f32 = np.float32
    return Mesh(
        np.array(points, f32),
        np.array(normals, f32),
        np.zeros((24, 2), f32),
        np.array(faces, np.int32),
        number,
        number.copy(),
    )


@cache
def figure():
    return performers.build_figure("ANNA", performers.appearance_from_words("70s, silver hair, red coat", 3))


def performer() -> PerformerTrack:
    body = figure()
    seconds = np.arange(FRAMES)[:, None, None] / FPS
    random = np.random.default_rng(5)
    axes = random.normal(size=(1, len(JOINTS), 3))
    axes = axes / np.linalg.norm(axes, axis=-1, keepdims=True)
    angles = 0.5 * np.sin(2 * seconds[..., 0] + random.uniform(0, 6, (1, len(JOINTS))))
    root = body.rest[0] + np.stack([np.linspace(0, 1.5, FRAMES), np.zeros(FRAMES), np.zeros(FRAMES)], 1)
    face = np.tile(np.array(FACE_NEUTRAL, np.float32), (FRAMES, 1))
    face[:, 11] = np.linspace(-1, 1, FRAMES)
    present = np.ones(FRAMES, bool)
    present[:10] = False
    rotations = from_axis_angle(np.broadcast_to(axes, (FRAMES, len(JOINTS), 3)), angles)
    # A sign that flips is the same turn; it must not tear the body apart between two frames.
    rotations[1::2] *= -1
    still = np.zeros((FRAMES, 3), np.float32)
    return PerformerTrack(
        "ANNA", root.astype(np.float32), rotations.astype(np.float32), face, still, still, present.copy(), present
    )


def camera(frames, eye, target, shift, fovy) -> CameraTrack:
    eyes = np.linspace(eye, np.add(eye, [0.4, 0.0, 0.2]), frames)
    return CameraTrack(
        eyes.astype(np.float32),
        look_at(eyes, np.broadcast_to(target, eyes.shape)).astype(np.float32),
        np.full(frames, fovy, np.float32),
        np.tile(np.array(shift, np.float32), (frames, 1)),
    )


def shot(number, start, end, track, hidden=()) -> Shot:
    return Shot(
        number, "7", number[:2], "single", start, end, 100, ShotSize.MS, Angle.EYE, 35.0, Move.TRACK, ("ANNA",),
        track, "She is the one who decides.", hidden=hidden,
    )  # fmt: skip


def scene() -> ExportScene:
    materials = (Material("plaster", GREY), Material("lamp glass", (1.0, 0.8, 0.5), emission=0.8))
    parts = (
        SetPart("floor", box((0, -0.1, 0), (4, 0.1, 4)), (-4, -0.2, -4), (4, 0, 4)),
        SetPart("wall", box((0, 1.5, 4), (4, 1.5, 0.1), (0, 1)), (-4, 0, 3.9), (4, 3, 4.1), wild=True),
        SetPart("picture", box((0, 1.5, 3.8), (0.2, 0.2, 0.01)), (-1, 1, 3), (1, 2, 4), on="wall"),
        SetPart("leaf", box((-0.6, 1, -2), (0.4, 1, 0.02)), (-1, 0, -2), (0, 2, -2)),
    )
    sun = Light(LightKind.SUN, (1.0, 0.9, 0.8), 1.0, direction=(0.3, -0.9, -0.2))
    lights = (sun, Light(LightKind.SPOT, GREY, 2.0, angle=1.0), Light(LightKind.POINT, GREY, 1.0))
    sky = Sky(GREY, GREY, GREY, GREY, GREY, GREY)
    place = Set(
        "test", True, materials, parts, (-4, -4, 4, 4), (-4, 0, -4, 4, 3, 4), (-4, 0, -4, 4, 3, 4), (), (), (), (), (),
        (), Lighting(sky, GREY, GREY, GREY, lights),
    )  # fmt: skip
    prop = PropModel("cup", box((0, 0.05, 0), (0.04, 0.05, 0.04)), (Material("china", (1, 1, 1), Stuff.PROP),), (0, 0, 0), (0, 1, 0), (0.1, 0.1, 0.1))  # fmt: skip
    visible = np.ones(FRAMES, bool)
    visible[60:] = False
    where = np.linspace([0, 1, 0], [1, 1.2, 0], FRAMES).astype(np.float32)
    turned = from_axis_angle([0.0, 1.0, 0.0], np.linspace(0, 5, FRAMES)).astype(np.float32)
    tracks = tuple(PropTrack("cup", "cup", where + np.float32(k), turned, visible, ((12, "ANNA"),)) for k in (0, 1))
    door = PartTrack("leaf", PIVOT, np.linspace(0, 1.4, FRAMES).astype(np.float32))
    line = LineTiming(1, "ANNA", "You kept it.", 0.5, 1.5)
    performance = ScenePerformance(
        "7", FPS, FRAMES, "kitchen", (performer(),), tracks, (door,), (line,), (), (), np.zeros(FRAMES, np.float32)
    )
    shots = (
        shot("7A-1", 0, 30, camera(30, (0.5, 1.4, 4.5), (0.5, 1.2, 0), (0.0, 0.12), 0.6), hidden=("wall",)),
        shot("7B-1", 30, 72, camera(42, (2.5, 1.6, 1.5), (0.5, 1.4, 0), (0.0, 0.0), 0.4)),
    )
    assets = Assets({"kitchen": place}, {"ANNA": figure()}, {"cup": prop})
    return ExportScene(
        "Ten Years",
        "INT. KITCHEN - DAY",
        performance,
        assets,
        shots,
        100,
        SIZE,
        "Fairtake test",
        faces={"ANNA": PICTURE},
    )
