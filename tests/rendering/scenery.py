"""A small room, two capsule people, a prop and a door: enough to see every feature."""

from __future__ import annotations

import numpy as np

from fairtake.geometry.camera import fovy_of_lens, look_at
from fairtake.geometry.quaternion import from_axis_angle
from fairtake.model.figure import FACE_NEUTRAL, JOINTS, FaceStyle, Figure, joint_index
from fairtake.model.light import Halo, Haze, Light, Lighting, LightKind, Sky
from fairtake.model.mesh import Material, Mesh, Pattern, Stuff
from fairtake.model.performance import Assets, PartTrack, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.set import PropModel, Set, SetPart
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize

CORNERS = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
QUADS = [(1, 5, 7, 3), (4, 0, 2, 6), (5, 4, 6, 7), (0, 1, 3, 2), (3, 7, 6, 2), (0, 4, 5, 1)]


def join(*meshes: Mesh) -> Mesh:
    offsets = np.cumsum([0, *[len(m.vertices) for m in meshes]])
    zones = np.cumsum([0, *[int(m.zones.max()) + 1 for m in meshes]])
    return Mesh(
        np.concatenate([m.vertices for m in meshes]),
        np.concatenate([m.normals for m in meshes]),
        np.concatenate([m.uvs for m in meshes]),
        np.concatenate([m.faces + o for m, o in zip(meshes, offsets, strict=False)]).astype(np.int32),
        np.concatenate([m.materials for m in meshes]),
        np.concatenate([m.zones + z for m, z in zip(meshes, zones, strict=False)]).astype(np.int32),
    )


def box(center: tuple[float, float, float], size: tuple[float, float, float], material: int = 0) -> Mesh:
    c = CORNERS * size + center
    points, normals, uvs, faces = [], [], [], []
    for q in QUADS:
        p = c[list(q)]
        n = np.cross(p[1] - p[0], p[2] - p[0])
        n /= np.linalg.norm(n)
        k = len(points) * 4
        points.append(p)
        normals.append(np.repeat(n[None], 4, 0))
        axis = int(np.abs(n).argmax())
        uvs.append(p[:, {0: [2, 1], 1: [0, 2], 2: [0, 1]}[axis]])
        faces += [[k, k + 1, k + 2], [k, k + 2, k + 3]]
    return mesh(np.concatenate(points), np.concatenate(normals), np.concatenate(uvs), faces, material)


def mesh(points, normals, uvs, faces, material: int = 0) -> Mesh:
    n = len(faces)
    return Mesh(
        np.asarray(points, np.float32),
        np.asarray(normals, np.float32),
        np.asarray(uvs, np.float32),
        np.asarray(faces, np.int32),
        np.full(n, material, np.int32),
        np.zeros(n, np.int32),
    )


def quad(origin, u, v, material: int = 0) -> Mesh:
    o, u, v = (np.asarray(a, float) for a in (origin, u, v))
    n = np.cross(u, v)
    lu, lv = np.linalg.norm(u), np.linalg.norm(v)
    return mesh(
        [o, o + u, o + u + v, o + v],
        np.repeat((n / np.linalg.norm(n))[None], 4, 0),
        [[0, 0], [lu, 0], [lu, lv], [0, lv]],
        [[0, 1, 2], [0, 2, 3]],
        material,
    )


def capsule(a, b, radius: float, material: int = 0, rings: int = 24, sides: int = 24) -> Mesh:
    """A capsule from a to b (vertical axes only need the general frame)."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    axis = b - a
    length = np.linalg.norm(axis)
    axis = axis / length
    side = np.cross(axis, [0.0, 0.0, 1.0] if abs(axis[2]) < 0.9 else [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    other = np.cross(axis, side)
    t = np.linspace(-np.pi / 2, np.pi / 2, rings)
    theta = np.linspace(0, 2 * np.pi, sides + 1)
    ring = np.cos(theta)[:, None] * side + np.sin(theta)[:, None] * other
    normals = np.cos(t)[:, None, None] * ring[None] + np.sin(t)[:, None, None] * axis
    along = np.where(t < 0, 0.0, length)[:, None, None] * axis
    points = a + along + normals * radius
    i = np.arange(rings - 1)[:, None] * (sides + 1) + np.arange(sides)[None]
    faces = np.stack(
        [np.stack([i, i + 1, i + sides + 2], -1), np.stack([i, i + sides + 2, i + sides + 1], -1)], -2
    ).reshape(-1, 3)
    uv = np.stack(np.broadcast_arrays(theta[None] * radius, (t[:, None] + 1.6) * radius), -1)
    return mesh(points.reshape(-1, 3), normals.reshape(-1, 3), uv.reshape(-1, 2), faces, material)


REST_HEIGHTS = {
    "pelvis": (0, 0.95, 0), "spine": (0, 1.08, 0), "chest": (0, 1.25, 0), "neck": (0, 1.45, 0), "head": (0, 1.53, 0),
    "shoulder": (0.08, 1.4, 0), "upper_arm": (0.19, 1.38, 0), "forearm": (0.24, 1.11, 0), "hand": (0.26, 0.86, 0),
    "thumb": (0.26, 0.82, 0.03), "index": (0.26, 0.78, 0.02), "index_tip": (0.26, 0.74, 0.02),
    "fingers": (0.26, 0.78, 0), "fingers_tip": (0.26, 0.74, 0), "thigh": (0.09, 0.91, 0), "shin": (0.09, 0.49, 0),
    "foot": (0.09, 0.08, 0), "toe": (0.09, 0.03, 0.12),
}  # fmt: skip


def figure(role: str, coat=(0.79, 0.31, 0.24), rings: int = 24, sides: int = 24) -> Figure:
    rest = np.zeros((len(JOINTS), 3), np.float32)
    for j, name in enumerate(JOINTS):
        stem, _, side = name.partition(".")
        x, y, z = REST_HEIGHTS[stem]
        rest[j] = (-x if side == "R" else x, y, z)
    limbs = [("chest", (0, 1.05, 0), (0, 1.36, 0), 0.165, 0), ("pelvis", (0, 0.92, 0), (0, 1.0, 0), 0.15, 0)]
    limbs += [
        ("head", (0, 1.62, 0.01), (0, 1.66, 0.01), 0.105, 1),
        ("head", (0, 1.64, -0.015), (0, 1.69, -0.02), 0.11, 2),
    ]
    for side, s in (("L", 1), ("R", -1)):
        limbs += [
            (f"upper_arm.{side}", (0.2 * s, 1.36, 0), (0.24 * s, 1.12, 0), 0.05, 0),
            (f"forearm.{side}", (0.24 * s, 1.1, 0), (0.26 * s, 0.88, 0), 0.042, 0),
            (f"hand.{side}", (0.26 * s, 0.84, 0), (0.26 * s, 0.78, 0), 0.04, 1),
            (f"thigh.{side}", (0.09 * s, 0.88, 0), (0.09 * s, 0.5, 0), 0.08, 3),
            (f"shin.{side}", (0.09 * s, 0.48, 0), (0.09 * s, 0.1, 0), 0.06, 3),
            (f"foot.{side}", (0.09 * s, 0.05, 0), (0.09 * s, 0.05, 0.12), 0.05, 3),
        ]
    meshes, joints = [], []
    for joint, a, b, radius, material in limbs:
        part = capsule(a, b, radius, material, rings, sides)
        meshes.append(part)
        joints.append(np.full(len(part.vertices), joint_index(joint), np.int32))
    whole = join(*meshes)
    bound = np.zeros((len(whole.vertices), 4), np.int32)
    bound[:, 0] = np.concatenate(joints)
    weights = np.zeros((len(whole.vertices), 4), np.float32)
    weights[:, 0] = 1
    materials = (
        Material("coat", coat, Stuff.CLOTH),
        Material("skin", (0.95, 0.8, 0.69), Stuff.SKIN),
        Material("hair", (0.3, 0.2, 0.2), Stuff.HAIR),
        Material("trousers", (0.23, 0.22, 0.3), Stuff.CLOTH),
    )
    style = FaceStyle((0.95, 0.8, 0.69), (0.7, 0.35, 0.35), (0.3, 0.4, 0.3), (0.3, 0.2, 0.2))
    return Figure(
        role, whole, materials, rest, bound, weights, style, 1.75, (0.0, 0.12, 0.11),
        ((0.26, 0.8, 0.03), (-0.26, 0.8, 0.03)), ((0, 0, 1), (0, 0, 1)), 0.08,
    )  # fmt: skip


MATERIALS = (
    Material("wall", (0.72, 0.79, 0.73)),
    Material("floor", (0.85, 0.78, 0.64), pattern=Pattern.TILES, period=(0.42, 0.42), color2=(0.66, 0.41, 0.35)),
    Material("wood", (0.75, 0.54, 0.33), pattern=Pattern.PLANKS, period=(0.16, 1.4), line_width=0.003),
    Material("cabinet", (0.37, 0.54, 0.53)),
    Material("lamp", (1.0, 0.88, 0.63), emission=1.0, bloom=1.0),
    Material("hill", (0.62, 0.71, 0.54), emission=1.0, ink=0.0, shadow=False),
    Material("red", (0.78, 0.31, 0.24)),
    Material("leaf", (0.37, 0.56, 0.33), foliage=2, ink=0.5),
)

DAY_SKY = Sky(
    (0.56, 0.76, 0.85), (0.75, 0.88, 0.87), (0.95, 0.90, 0.77), (0.98, 0.95, 0.87), (0.84, 0.88, 0.86),
    (1.0, 0.95, 0.8), (-0.45, 0.6, -0.75), 0.5, 3.5,
)  # fmt: skip


def lighting(shafts: float = 0.07, weather: tuple[str, ...] = (), haze: Haze = Haze()) -> Lighting:  # noqa: B008
    return Lighting(
        DAY_SKY,
        (0.58, 0.55, 0.60), (0.69, 0.66, 0.68), (0.82, 0.70, 0.64),
        (
            Light(
                LightKind.SUN, (1.0, 0.81, 0.53), 1.25, (0, 1, 2), (0.76, -0.62, 0.17), 4.4, 12, shafts=shafts,
                shaft_color=(1.0, 0.91, 0.74),
            ),
            Light(LightKind.POINT, (0.89, 0.93, 0.87), 0.42, (-0.5, 1.9, 0.5), radius=5.5),
        ),
        halos=(Halo((0.4, 1.8, 1.7), (1.0, 0.8, 0.5), 0.3, 0.15),),
        haze=haze,
        bloom=0.5, saturation=1.1, vignette=0.2, weather=weather,
    )  # fmt: skip


def room(furniture: int = 0, light: Lighting | None = None) -> Set:
    """5.2 x 4.4 m, a window in the left wall, a table, a door leaf in the right wall."""
    w, d, h = 5.2, 4.4, 2.75
    parts = {
        "floor": quad((-w / 2, 0, d), (w, 0, 0), (0, 0, -d), 1),
        "back wall": quad((-w / 2, 0, 0), (w, 0, 0), (0, h, 0), 0),
        "left wall": join(
            quad((-w / 2, 0, d), (0, 0, -d), (0, 0.85, 0), 0),
            quad((-w / 2, 2.3, d), (0, 0, -d), (0, h - 2.3, 0), 0),
            quad((-w / 2, 0.85, d), (0, 0, -0.65), (0, 1.45, 0), 0),
            quad((-w / 2, 0.85, 1.75), (0, 0, -1.75), (0, 1.45, 0), 0),
            box((-w / 2, 1.6, 2.75), (0.06, 1.45, 0.05), 2),
        ),
        "right wall": quad((w / 2, 0, 0), (0, 0, d), (0, h, 0), 0),
        "table": join(
            box((0.55, 0.73, 1.75), (1.5, 0.04, 0.85), 2),
            *[box((0.55 + x, 0.36, 1.75 + z), (0.06, 0.71, 0.06), 2) for x in (-0.65, 0.65) for z in (-0.35, 0.35)],
        ),
        "cabinets": join(
            box((-0.75, 0.45, 0.31), (3.7, 0.86, 0.6), 3),
            box((-0.75, 0.9, 0.32), (3.74, 0.045, 0.66), 2),
            *[box((-2.3 + i * 0.615, 0.49, 0.615), (0.57, 0.66, 0.022), 3) for i in range(6)],
        ),
        "lamp": capsule((0.4, 1.8, 1.7), (0.4, 1.83, 1.7), 0.09, 4, 10, 16),
        "hills": quad((-9, -2, -6), (0, 0, 20), (0, 4, 0), 5),
        "door": box((2.5, 1.0, 3.0), (0.05, 2.0, 0.9), 3),
        "plant": leaves((-2.1, 0.6, 3.2)),
    }
    if furniture:
        rng = np.random.default_rng(3)
        many = []
        for _ in range(furniture):
            x, z = rng.uniform(-2.4, 2.4), rng.uniform(0.05, 0.5)
            a = np.array([x, rng.uniform(0.95, 2.2), z])
            many.append(capsule(a, a + np.array([0, rng.uniform(0.03, 0.15), 0]), rng.uniform(0.02, 0.06), 6, 12, 20))
        parts["bric-a-brac"] = join(*many)
    return Set(
        "test room", True, MATERIALS,
        tuple(
            SetPart(name, m, tuple(m.vertices.min(0).tolist()), tuple(m.vertices.max(0).tolist()), "wall" in name)
            for name, m in parts.items()
        ),
        (-2, 0.8, 2, 4), (-w / 2, 0, 0, w / 2, h, d), (-4, 0, 0, 4, h, 8), (), (), (), (), (), (),
        light or lighting(),
    )  # fmt: skip


def leaves(center, count: int = 120) -> Mesh:
    rng = np.random.default_rng(1)
    out = []
    for _ in range(count):
        d = rng.normal(size=3)
        d /= np.linalg.norm(d)
        u = np.cross(d, rng.normal(size=3))
        u *= 0.09 / np.linalg.norm(u)
        v = np.cross(d, u) * 0.5
        p = np.asarray(center) + d * np.array([0.3, 0.5, 0.3])
        out.append(
            mesh([p - u, p + v, p + u, p - v], np.repeat(d[None], 4, 0), np.zeros((4, 2)), [[0, 1, 2], [0, 2, 3]], 7)
        )
    return join(*out)


def performer(role: str, frames: int, at=(0.0, 0.0, 0.0), yaw: float = 0.0, walk=(0.0, 0.0, 0.0)) -> PerformerTrack:
    t = np.arange(frames) / 24
    root = (np.asarray(at) + [0, 0.95, 0] + t[:, None] * np.asarray(walk)).astype(np.float32)
    rotations = np.zeros((frames, len(JOINTS), 4), np.float32)
    rotations[..., 3] = 1
    rotations[:, 0] = from_axis_angle([0, 1, 0], np.full(frames, yaw))
    rotations[:, joint_index("upper_arm.L")] = from_axis_angle([0, 0, 1], 0.8 + 0.7 * np.sin(t * 3))
    rotations[:, joint_index("upper_arm.R")] = from_axis_angle([1, 0, 0], -0.9 + 0.6 * np.sin(t * 4))
    face = np.repeat(np.array(FACE_NEUTRAL, np.float32)[None], frames, 0)
    head = root + np.float32([0, 0.75, 0.1])
    return PerformerTrack(
        role, root, rotations, face, head, np.repeat(np.float32([[0, 0, 1]]), frames, 0), np.zeros(frames, bool),
        np.ones(frames, bool),
    )  # fmt: skip


def scene(frames: int = 24, furniture: int = 0, sides: int = 16, light: Lighting | None = None):
    """A performance of two people with a moving cup, a still box and a swinging door."""
    assets = Assets(
        {"room": room(furniture, light)},
        {"ANNA": figure("ANNA", rings=sides, sides=sides), "BEN": figure("BEN", (0.36, 0.48, 0.41), sides, sides)},
        {"cup": PropModel("cup", capsule((0, 0.05, 0), (0, 0.08, 0), 0.05, 0, 8, 12), (Material("cup", (0.85, 0.25, 0.2)),), (0, 0, 0), (0, 1, 0), (0.1, 0.1, 0.1))},
    )  # fmt: skip
    t = np.arange(frames) / 24
    one = np.repeat(np.float32([[0, 0, 0, 1]]), frames, 0)
    yes = np.ones(frames, bool)
    cup = PropTrack(
        "cup", "cup", (np.float32([0.4, 0.75, 1.8]) + np.outer(t, [0.2, 0.1, 0])).astype(np.float32), one, yes
    )
    box_ = PropTrack("still cup", "cup", np.repeat(np.float32([[0.9, 0.75, 1.6]]), frames, 0), one, yes)
    door = PartTrack("door", (2.5, 0, 2.55), (0.6 * np.sin(t)).astype(np.float32))
    people = (
        performer("ANNA", frames, (-1.1, 0, 2.2), 0.5, (0.3, 0, 0)),
        performer("BEN", frames, (0.3, 0, 1.05), -0.4),
    )
    performance = ScenePerformance(
        "1", 24, frames, "room", people, (cup, box_), (door,), (), (), (), np.zeros(frames, np.float32)
    )
    return performance, assets


def shot(
    frames: int = 24,
    move=(0.0, 0.0, 0.0),
    eye=(-0.62, 1.52, 5.15),
    mm: float = 30,
    hidden=(),
    target=None,
    shift=(0.0, -0.2),
):
    t = np.arange(frames) / 24
    position = (np.asarray(eye) + np.outer(t, move)).astype(np.float32)
    orientation = look_at(position, position + ([0.03, 0, -1] if target is None else np.asarray(target) - position[0]))
    camera = CameraTrack(
        position, orientation.astype(np.float32), np.full(frames, fovy_of_lens(mm), np.float32),
        np.repeat(np.float32([shift]), frames, 0),
    )  # fmt: skip
    return Shot(
        "1A-1", "1", "1A", "master", 0, frames, 0, ShotSize.LS, Angle.EYE, mm, Move.STATIC, ("ANNA",), camera, "test",
        hidden=tuple(hidden),
    )  # fmt: skip
