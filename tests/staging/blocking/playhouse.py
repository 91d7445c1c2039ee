"""A plain company and a plain room for tests: stick bodies, a table, two chairs, a door."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Action, Event, Line, Pause, Prop, Scene, Setting
from fairtake.model.figure import JOINTS, FaceStyle, Figure
from fairtake.model.light import Lighting, Sky
from fairtake.model.mesh import Mesh
from fairtake.model.reading import Phoneme, SpokenWord, Take, Viseme
from fairtake.model.set import Box, Door, Landmark, Mark, PropModel, Seat, Set, Surface
from fairtake.model.span import Span

SPAN = Span("test.fountain", 0, 200, 1)


def mesh() -> Mesh:
    return Mesh(
        np.eye(3, dtype=np.float32),
        np.eye(3, dtype=np.float32),
        np.zeros((3, 2), np.float32),
        np.array([[0, 1, 2]], np.int32),
        np.zeros(1, np.int32),
        np.zeros(1, np.int32),
    )


def figure(role: str, height: float = 1.75) -> Figure:
    k = height / 1.75
    rest = {
        "pelvis": (0, 0.95, 0),
        "spine": (0, 1.06, 0),
        "chest": (0, 1.22, 0),
        "neck": (0, 1.46, -0.012),
        "head": (0, 1.535, 0.004),
    }
    ad = np.array([0.66, -0.75, 0])
    ad /= np.linalg.norm(ad)
    fd = np.array([0.62, -0.77, 0.13])
    fd /= np.linalg.norm(fd)
    shoulder = np.array([0.169, 1.372, -0.01])
    elbow = shoulder + ad * 0.275
    wrist = elbow + fd * 0.245
    normal = np.array([-0.75, -0.62, 0.0])
    normal -= fd * (normal @ fd)
    normal /= np.linalg.norm(normal)
    thumb = np.cross(normal, fd)
    side = {
        "shoulder": np.array([0.03, 1.40, -0.015]),
        "upper_arm": shoulder,
        "forearm": elbow,
        "hand": wrist,
        "thumb": wrist + fd * 0.025 + thumb * 0.03,
        "index": wrist + fd * 0.085 + thumb * 0.03,
        "index_tip": wrist + fd * 0.125 + thumb * 0.03,
        "fingers": wrist + fd * 0.085,
        "fingers_tip": wrist + fd * 0.125,
        "thigh": np.array([0.09, 0.91, 0]),
        "shin": np.array([0.108, 0.495, 0.012]),
        "foot": np.array([0.112, 0.085, -0.018]),
        "toe": np.array([0.114, 0.03, 0.11]),
    }
    points = []
    for joint in JOINTS:
        name, _, s = joint.partition(".")
        p = np.array(rest[name] if not s else side[name], float)
        points.append(p * ([-1, 1, 1] if s == "R" else [1, 1, 1]))
    palm = fd * 0.075 + normal * 0.02
    return Figure(
        role=role,
        mesh=mesh(),
        materials=(),
        rest=(np.array(points) * k).astype(np.float32),
        joints=np.zeros((3, 4), np.int32),
        weights=np.tile(np.array([1, 0, 0, 0], np.float32), (3, 1)),
        face=FaceStyle((0.9, 0.7, 0.6), (0.7, 0.4, 0.4), (0.3, 0.3, 0.3), (0.2, 0.2, 0.2)),
        height=height,
        eye=(0.0, 0.09 * k, 0.09 * k),
        palms=(tuple(palm * k), tuple(palm * k * [-1, 1, 1])),
        palm_normals=(tuple(normal), tuple(normal * [-1, 1, 1])),
        sole=0.085 * k,
    )


def room(doors: bool = True, furniture: bool = True) -> Set:
    sky = Sky((0.5, 0.6, 0.8), (0.7, 0.7, 0.8), (0.9, 0.8, 0.8), (1, 1, 1), (0.9, 0.9, 0.9), (1, 1, 0.9))
    lighting = _lighting(sky)
    return Set(
        kind="room",
        interior=True,
        materials=(),
        parts=(),
        acting=(-2.8, -2.2, 2.8, 2.2),
        room=(-3, 0, -2.5, 3, 2.7, 2.5),
        camera=(-3, 0, -2.5, 3, 2.7, 6),
        obstacles=(
            Box("table", (0.2, 0.37, -0.6), (0.6, 0.37, 0.4)),
            Box("chair A", (-0.75, 0.4, -0.6), (0.22, 0.4, 0.22)),
            Box("chair B", (1.15, 0.4, -0.6), (0.22, 0.4, 0.22)),
            Box("cupboard", (2.6, 0.9, 1.5), (0.3, 0.9, 0.5)),
        )
        if furniture
        else (),
        seats=(
            Seat("chair A", (-0.75, 0.46, -0.6), math.pi / 2, "chair", (-0.72, 0, -0.02)),
            Seat("chair B", (1.15, 0.46, -0.6), -math.pi / 2, "chair", (1.12, 0, -0.02)),
        )
        if furniture
        else (),
        surfaces=(
            Surface(
                "table",
                (0.2, 0.74, -0.6),
                (0.6, 0.4),
                0.0,
                ((-0.15, 0.74, -0.45), (0.5, 0.74, -0.5), (0.2, 0.74, -0.3)),
            ),
        )
        if furniture
        else (),
        doors=(
            Door("door", (-3.0, 0, 1.2), math.pi / 2, (-4.2, 0, 1.2), "leaf", (-3.0, 0, 1.65), 1.7, (-2.95, 1.0, 0.85)),
        )
        if doors
        else (),
        marks=(
            Mark("left", (-0.7, 0, 0.9), math.pi / 2),
            Mark("right", (0.6, 0, 1.0), -math.pi / 2),
            Mark("back", (1.6, 0, 0.3), -0.6),
        ),
        landmarks=(
            Landmark(("window",), (0.0, 1.5, -2.5), (0.0, 0, -1.75), math.pi, True),
            Landmark(("stove",), (2.5, 0.9, -1.6), (1.9, 0, -1.6), math.pi / 2),
        ),
        lighting=lighting,
    )


def _lighting(sky: Sky) -> Lighting:
    import dataclasses

    values = {}
    for f in dataclasses.fields(Lighting):
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            values[f.name] = (
                sky if f.name == "sky" else (0.8, 0.8, 0.8) if "ambient" in f.name or "color" in f.name else ()
            )
    return Lighting(**values)


def prop(name: str) -> PropModel:
    return PropModel(name, mesh(), (), (0.0, 0.05, 0.0), (0.0, 1.0, 0.0), (0.08, 0.1, 0.08), "glass")


_SOUND = {
    "p": Viseme.PP, "b": Viseme.PP, "m": Viseme.PP, "f": Viseme.FF, "v": Viseme.FF, "a": Viseme.AA, "e": Viseme.E,
    "i": Viseme.IH, "o": Viseme.OH, "u": Viseme.OU, "s": Viseme.SS, "t": Viseme.DD, "d": Viseme.DD, "k": Viseme.KK,
    "n": Viseme.NN, "r": Viseme.RR,
}  # fmt: skip


def take(line: Line) -> Take:
    """About fourteen sounds a second, every third vowel stressed."""
    phonemes, words = [], []
    at, vowels = 0.02, 0
    for k, word in enumerate(line.text.split()):
        begin = at
        for c in word.lower():
            if c not in _SOUND:
                continue
            vowel = c in "aeiou"
            long = 0.095 if vowel else 0.062
            vowels += vowel
            phonemes.append(Phoneme(c, _SOUND[c], at, at + long, 2 if vowel and vowels % 3 == 1 else 0))
            at += long
        words.append(SpokenWord(word, k, begin, at))
        at += 0.05
    return Take(
        line.number, line.role, 16000, np.zeros(int((at + 0.02) * 16000), np.float32), tuple(phonemes), tuple(words)
    )


def line(number: int, role: str, text: str, **more: object) -> Line:
    return Line(number, role, text, SPAN, **more)  # type: ignore[arg-type]


def event(action: Action, *agents: str, **more: object) -> Event:
    verb = str(more.pop("verb", action.value))
    return Event(action, agents, SPAN, f"{' and '.join(agents)} {verb}", verb, **more)  # type: ignore[arg-type]


def scene(
    *beats: object, roles: tuple[str, ...] = ("ANNA", "BEN"), props: tuple[str, ...] = (), extras: int = 0
) -> Scene:
    return Scene(
        "1",
        Setting("INT. ROOM - DAY", True, False, "ROOM", "day"),
        SPAN,
        tuple(beats),  # type: ignore[arg-type]
        roles,
        tuple(Prop(p) for p in props),
        extras,
    )


def takes(scene_: Scene) -> dict[int, Take]:
    return {b.number: take(b) for b in scene_.beats if isinstance(b, Line)}


__all__ = ["Pause", "event", "figure", "line", "prop", "room", "scene", "take", "takes"]
