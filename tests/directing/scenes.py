"""Performances made by hand: people as points with a look, in plain sets."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from fairtake.geometry.quaternion import from_axis_angle
from fairtake.model.breakdown import Action
from fairtake.model.figure import FACE_NEUTRAL, JOINTS, joint_index
from fairtake.model.light import Lighting, Sky
from fairtake.model.mesh import Mesh
from fairtake.model.performance import Happening, LineTiming, PerformerTrack, ScenePerformance
from fairtake.model.set import Box, Set, SetPart

FPS = 24


def _mesh() -> Mesh:
    return Mesh(
        np.zeros((0, 3), np.float32),
        np.zeros((0, 3), np.float32),
        np.zeros((0, 2), np.float32),
        np.zeros((0, 3), np.int32),
        np.zeros(0, np.int32),
        np.zeros(0, np.int32),
    )


_GREY = (0.5, 0.5, 0.5)
_LIGHTING = Lighting(Sky(_GREY, _GREY, _GREY, _GREY, _GREY, _GREY), _GREY, _GREY, _GREY, ())


def place(obstacles=(), *, interior=True, size=(6.0, 5.0), wild=True) -> Set:
    """A room of size (x, z) metres about the origin, or open ground."""
    x, z = size[0] / 2, size[1] / 2
    walls = []
    for name, low, high in (
        ("wall north", (-x - 0.1, 0, -z - 0.1), (x + 0.1, 2.6, -z)),
        ("wall south", (-x - 0.1, 0, z), (x + 0.1, 2.6, z + 0.1)),
        ("wall west", (-x - 0.1, 0, -z), (-x, 2.6, z)),
        ("wall east", (x, 0, -z), (x + 0.1, 2.6, z)),
    ):
        if interior:
            walls.append(SetPart(name, _mesh(), low, high, wild=wild))
    reach = 3.0 if wild or not interior else -0.15
    if not interior:
        reach = 12.0
    return Set(
        kind="test",
        interior=interior,
        materials=(),
        parts=tuple(walls),
        acting=(-x + 0.4, -z + 0.4, x - 0.4, z - 0.4),
        room=(-x, 0.0, -z, x, 2.6, z) if interior else (-30, 0, -30, 30, 12, 30),
        camera=(-x - reach, 0.2, -z - reach, x + reach, 2.5 if interior else 8.0, z + reach),
        obstacles=tuple(obstacles),
        seats=(),
        surfaces=(),
        doors=(),
        marks=(),
        landmarks=(),
        lighting=_LIGHTING,
    )


@dataclass
class Person:
    """`path`: (second, x, z) keys; `eye` height of the eyes; `looks`: (second, target) keys,
    a role or a point; `here`: (from, to) seconds."""

    role: str
    path: list[tuple[float, float, float]]
    eye: float = 1.6
    looks: list[tuple[float, object]] = field(default_factory=list)
    here: tuple[float, float] = (-1.0, 1e9)


def perform(seconds, people, lines=(), happenings=(), tension=0.35, number="1") -> ScenePerformance:
    """Lines are (role, start, end); happenings (action, agent, theme, start, end, xyz, importance)."""
    frames = round(seconds * FPS)
    t = np.arange(frames) / FPS
    heads = {}
    rng = np.random.default_rng(len(people))
    for person in people:
        keys = np.array(person.path, float)
        x, z = np.interp(t, keys[:, 0], keys[:, 1]), np.interp(t, keys[:, 0], keys[:, 2])
        sway = 0.01 * np.sin(t * 0.9 + rng.random() * 6)
        heads[person.role] = np.stack([x + sway, np.full(frames, person.eye), z], 1)
    tracks = []
    for person in people:
        head = heads[person.role]
        looks = person.looks or [(0.0, next((p.role for p in people if p is not person), (0.0, person.eye, 5.0)))]
        gaze = np.zeros((frames, 3))
        for start, target in looks:
            goal = heads[target] if isinstance(target, str) else np.array(target)[None]
            rows = t >= start
            gaze[rows] = np.broadcast_to(goal - head, head.shape)[rows]
        velocity = np.gradient(head, 1 / FPS, axis=0) if frames > 1 else head * 0
        walk = np.hypot(velocity[:, 0], velocity[:, 2]) > 0.3
        gaze[walk] = velocity[walk] * [1, 0, 1]
        gaze /= np.linalg.norm(gaze, axis=1, keepdims=True)
        yaw = np.arctan2(gaze[:, 0], gaze[:, 2])
        rotations = np.zeros((frames, len(JOINTS), 4), np.float32)
        rotations[..., 3] = 1
        rotations[:, joint_index("pelvis")] = from_axis_angle([0.0, 1.0, 0.0], yaw)
        drop = 0.72 if person.eye > 1.35 else 0.68
        speaking = np.zeros(frames, bool)
        for role, start, end in lines:
            if role == person.role:
                speaking[(t >= start) & (t < end)] = True
        tracks.append(
            PerformerTrack(
                person.role,
                (head - [0, drop, 0]).astype(np.float32),
                rotations,
                np.tile(np.array(FACE_NEUTRAL, np.float32), (frames, 1)),
                head.astype(np.float32),
                gaze.astype(np.float32),
                speaking,
                (t >= person.here[0]) & (t < person.here[1]),
            )
        )
    curve = np.full(frames, tension) if np.isscalar(tension) else np.interp(t, *np.array(tension, float).T)
    return ScenePerformance(
        number,
        FPS,
        frames,
        "test",
        tuple(tracks),
        (),
        (),
        tuple(LineTiming(i + 1, role, "words", start, end) for i, (role, start, end) in enumerate(lines)),
        tuple(
            Happening(action, agent, theme, round(a * FPS), round(b * FPS), where, weight, f"{agent} {action.value}s")
            for action, agent, theme, a, b, where, weight in happenings
        ),
        (),
        curve.astype(np.float32),
    )


def dialogue(seconds, roles, seed=1, start=2.0, mean=2.6):
    """Turns of talk with lognormal lengths; each role in turn, sometimes twice."""
    rng = np.random.default_rng(seed)
    lines, t, speaker = [], start, 0
    while t < seconds - 2:
        length = float(np.clip(rng.lognormal(math.log(mean), 0.6), 0.8, 9))
        lines.append((roles[speaker], t, min(t + length, seconds - 0.6)))
        t += length + float(rng.uniform(0.2, 0.5))
        speaker = (speaker + 1 + int(rng.integers(0, max(1, len(roles) - 1)))) % len(roles)
    return lines


TABLE = (
    Box("table", (0.0, 0.37, 0.0), (0.45, 0.37, 0.7)),
    Box("chair a", (0.0, 0.45, -1.1), (0.22, 0.45, 0.22)),
    Box("chair b", (0.0, 0.45, 1.1), (0.22, 0.45, 0.22)),
    Box("cupboard", (2.6, 1.0, 0.0), (0.3, 1.0, 1.0)),
)


def two_standing(seconds=90.0, seed=1, number="1"):
    people = [Person("ANNA", [(0, -0.7, 0.1)], 1.58), Person("BEN", [(0, 0.7, -0.1)], 1.7)]
    rise = [(0, 0.15), (seconds * 0.5, 0.4), (seconds, 0.85)]
    return perform(seconds, people, dialogue(seconds, ["ANNA", "BEN"], seed), tension=rise, number=number), place()


def two_at_table(seconds=90.0, seed=2):
    people = [Person("ANNA", [(0, 0.0, -0.95)], 1.18), Person("BEN", [(0, 0.0, 0.95)], 1.24)]
    lines = dialogue(seconds, ["ANNA", "BEN"], seed)
    acts = [(Action.PUT_DOWN, "BEN", "letter", 20.0, 21.5, (0.1, 0.78, 0.2), 0.8)]
    return perform(seconds, people, lines, acts, tension=[(0, 0.2), (seconds, 0.8)]), place(TABLE)


def three(seconds=90.0, seed=3):
    people = [
        Person("ANNA", [(0, -0.9, 0.3)], 1.58),
        Person("BEN", [(0, 0.8, 0.4)], 1.7),
        Person("CLEO", [(0, 0.1, -1.0)], 1.65),
    ]
    lines = dialogue(seconds, ["ANNA", "BEN", "CLEO"], seed)
    for person in people:
        person.looks = [(0.0, next(p.role for p in people if p is not person))]
        for place_, (role, start, _) in enumerate(lines):
            if role == person.role:
                after = lines[place_ + 1][0] if place_ + 1 < len(lines) else lines[place_ - 1][0]
                if after != role:
                    person.looks.append((start, after))
            else:
                person.looks.append((start + 0.2, role))
    return perform(seconds, people, lines, tension=[(0, 0.2), (seconds, 0.7)]), place()


def walker(seconds=30.0):
    people = [Person("ANNA", [(0, -2.2, 0.5), (8, -2.2, 0.5), (12, 2.0, -0.6), (30, 2.0, -0.6)], 1.6)]
    people[0].looks = [(0, (2.0, 1.4, 0.0)), (12, (2.0, 1.3, -2.4))]
    acts = [(Action.GO, "ANNA", "", 8.0, 12.0, (0, 0, 0), 0.6)]
    return perform(seconds, people, (), acts), place()


def visitor(seconds=60.0):
    """BEN comes in by the door, walks to ANNA, they talk, he leaves."""
    people = [
        Person("ANNA", [(0, 0.9, 0.2)], 1.6),
        Person(
            "BEN",
            [(0, -2.8, 1.8), (6, -2.8, 1.8), (9, -0.3, 0.3), (48, -0.3, 0.3), (52, -2.8, 1.8)],
            1.7,
            here=(6, 52.2),
        ),
    ]
    lines = [(role, a + 9, b + 9) for role, a, b in dialogue(37.0, ["ANNA", "BEN"], 5, 1.0)]
    acts = [
        (Action.ENTER, "BEN", "", 6.0, 9.0, (-2.8, 0, 1.8), 0.7),
        (Action.EXIT, "BEN", "", 48.0, 52.2, (-2.8, 0, 1.8), 0.7),
    ]
    return perform(seconds, people, lines, acts, tension=[(0, 0.2), (seconds, 0.6)]), place()


def alone(seconds=40.0):
    people = [Person("ANNA", [(0, 0.3, 0.2)], 1.6, [(0, (0.0, 1.5, 5.0)), (20, (4.0, 1.2, 0.5))])]
    lines = [("ANNA", 6.0, 9.0), ("ANNA", 24.0, 30.0)]
    return perform(seconds, people, lines), place()


def nobody(seconds=10.0):
    return perform(seconds, []), place()


def crowd(count=12, seconds=60.0, speakers=5, seed=7):
    rng = np.random.default_rng(seed)
    roles = [f"GUEST {i + 1}" for i in range(count)]
    side = max(2, math.ceil(math.sqrt(count)))
    people = []
    for i, role in enumerate(roles):
        x, z = (
            (i % side - side / 2) * 1.3 + rng.uniform(-0.2, 0.2),
            (i // side - side / 2) * 1.3 + rng.uniform(-0.2, 0.2),
        )
        people.append(Person(role, [(0, x, z)], float(rng.uniform(1.5, 1.75))))
    lines = dialogue(seconds, roles[:speakers], seed)
    for person in people:
        person.looks = [(0.0, roles[0] if person.role != roles[0] else roles[1])]
        person.looks += [(start + 0.2, role) for role, start, _ in lines if role != person.role]
    for place_, (role, start, _) in enumerate(lines[:-1]):
        after = lines[place_ + 1][0]
        if after != role:
            people[roles.index(role)].looks.append((start, after))
    for person in people:
        person.looks.sort(key=lambda look: look[0])
    size = (side * 1.3 + 4, side * 1.3 + 4)
    return perform(seconds, people, lines), place(interior=False, size=size)
