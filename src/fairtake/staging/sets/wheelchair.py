"""The wheelchair somebody lives in: a light frame to their measure, spoked wheels, casters."""

from __future__ import annotations

import math
import zlib

import numpy as np

from fairtake.model.figure import Figure
from fairtake.model.mesh import Stuff
from fairtake.model.set import PropModel, Vector
from fairtake.staging.motion.chair import PARTS, Chair, chair_for
from fairtake.staging.sets.modeller import Modeller
from fairtake.staging.sets.palette import prop_paints

__all__ = ["ridden"]

_FRAMES = ("#3a4f78", "#7a3038", "#2f5f5a", "#34343e", "#5a4a72", "#a8762e")


def ridden(figure: Figure) -> dict[str, PropModel]:
    """The models of what a figure goes about in, by the names its tracks use; empty for who
    goes on foot. The wheelchair is the same one in every scene: only the role decides its colour."""
    if figure.details.get("mobility") != "wheelchair":
        return {}
    chair = chair_for(figure)
    color = _FRAMES[zlib.crc32(figure.role.encode()) % len(_FRAMES)]
    names = [f"{figure.role}'s wheelchair{part}" for part in PARTS]
    return {name: _model(name, chair, color, draw) for name, draw in zip(names, (_frame, _wheel, _caster), strict=True)}


def _model(name: str, chair: Chair, color: str, draw: object) -> PropModel:
    s = Modeller()
    prop_paints(s)
    s.paint("frame", color, stuff=Stuff.PROP)
    s.paint("tyre", "#3b3a42", stuff=Stuff.PROP)
    s.paint("rim", "#c3c7cc", stuff=Stuff.PROP)
    s.paint("seat", "#41424e", stuff=Stuff.PROP)
    s.paint("plate", "#55565f", stuff=Stuff.PROP)
    assert callable(draw)
    draw(s, chair)
    mesh = s.mesh()
    size = np.ptp(np.asarray(mesh.vertices, np.float64), axis=0).tolist()
    grip: Vector = (0.0, chair.back, -0.2)
    return PropModel(name, mesh, s.table(), grip, (1.0, 0.0, 0.0), (size[0], size[1], size[2]), "metal")


def _bow(a: Vector, b: Vector, c: Vector, n: int = 6) -> list[Vector]:
    """A bend from a to c round the corner b."""
    return [
        (
            (1 - u) ** 2 * a[0] + 2 * u * (1 - u) * b[0] + u * u * c[0],
            (1 - u) ** 2 * a[1] + 2 * u * (1 - u) * b[1] + u * u * c[1],
            (1 - u) ** 2 * a[2] + 2 * u * (1 - u) * b[2] + u * u * c[2],
        )
        for u in np.linspace(0, 1, n).tolist()
    ]


def _frame(s: Modeller, c: Chair) -> None:
    """Seat, back, side frames and foot plates; the origin is the floor under the axle."""
    x = c.track - 0.05
    seat = c.seat - 0.055
    rear, front = -0.17, c.fore + 0.02
    knee = c.ahead - 0.075
    pipe = 0.0135
    for sign in (1.0, -1.0):
        side = sign * x
        # The seat rail runs forward and bends down to the foot plate.
        rail: list[Vector] = [(side, seat - 0.012, rear), (side, seat + 0.012, front - 0.1)]
        rail += _bow((side, seat + 0.015, front - 0.06), (side, seat + 0.02, front + 0.06), (side * 0.93, seat - 0.09, front + 0.075))  # fmt: skip
        rail += [(side * 0.80, c.plate + 0.10, knee - 0.02)]
        rail += _bow((side * 0.72, c.plate + 0.05, knee), (side * 0.66, c.plate - 0.015, knee + 0.02), (side * 0.55, c.plate - 0.02, knee + 0.03), 5)  # fmt: skip
        s.tube(rail, pipe, "frame", 9)
        # Lower rail from the axle to the caster's fork.
        s.tube([(side, c.radius, 0.0), (side, 0.5 * c.radius + 0.09, c.fore * 0.6), (side, 0.205, c.fore)], pipe, "frame", 9)  # fmt: skip
        s.tube([(side, c.radius - 0.01, 0.0), (side, seat, -0.02)], pipe, "frame", 9)
        s.cylinder(sign * c.side, 0.115, c.fore, 0.022, 0.11, "frame", n=12)
        s.tube([(side, 0.205, c.fore), (sign * c.side, 0.205, c.fore)], pipe, "frame", 7)
        # The back tube and its push handle.
        back: list[Vector] = [(side, seat - 0.02, rear + 0.005), (side, c.back - 0.05, rear - 0.055)]
        back += _bow((side, c.back - 0.02, rear - 0.06), (side, c.back + 0.025, rear - 0.065), (side, c.back + 0.02, rear - 0.11), 5)  # fmt: skip
        back.append((side, c.back + 0.012, rear - 0.17))
        s.tube(back, pipe, "frame", 9)
        s.tube([(side, c.back + 0.019, rear - 0.115), (side, c.back + 0.010, rear - 0.185)], 0.019, "tyre", 9)
        # A guard keeps clothes off the wheel.
        with s.at(sign * (c.track - 0.032), 0, 0):
            arch = [
                (r * math.sin(t), c.radius + r * math.cos(t))
                for r, t in ((c.radius * 1.06, t) for t in np.linspace(-0.62, 0.72, 9).tolist())
            ]
            outline = [(-0.13, seat + 0.01), *[(z, y) for z, y in arch], (0.22, seat + 0.01)]
            points = [(0.0, y, z) for z, y in outline]
            middle = (0.0, seat + 0.05, 0.03)
            fan = [(0, k, k + 1) for k in range(1, len(points))]
            fan = [f if sign < 0 else (f[0], f[2], f[1]) for f in fan]
            s.add([middle, *points], None, None, fan, "plate", both=True)
    s.tube([(-x, c.radius, 0.0), (x, c.radius, 0.0)], 0.018, "frame", 9)
    s.tube([(-x, c.seat + 0.02, rear - 0.01), (x, c.seat + 0.02, rear - 0.01)], 0.009, "frame", 7)
    # The cushion, and the back's cloth between its tubes.
    s.pillow(0, c.seat - 0.05, (front + rear) / 2 - 0.02, 2 * x - 0.01, 0.06, front - rear - 0.05, "seat", 0.3, 12)
    low, high = c.seat + 0.01, c.back - 0.04
    tilt = -math.degrees(math.atan2(0.05, high - low))
    with s.at(0, low, rear - 0.012, pitch=tilt):
        s.box(0, 0, 0, 2 * x, high - low, 0.022, "seat")
    with s.at(0, c.plate - 0.014, c.ahead + 0.045, pitch=-4):
        s.box(0, 0, 0, 2 * c.apart + 0.16, 0.014, 0.20, "plate")
    with s.at(0, c.plate + 0.07, knee - 0.055):
        s.box(0, 0, 0, 2 * x * 0.80, 0.06, 0.008, "seat")


def _wheel(s: Modeller, c: Chair) -> None:
    """One big wheel about its hub, its push rim on the -x side."""
    r = c.radius
    with s.one():
        _hoop(s, 0.0, r - 0.014, 0.0155, "tyre", 40)
    with s.one():
        _hoop(s, 0.0, r - 0.034, 0.009, "rim", 40)
    with s.one():
        _hoop(s, -0.042, c.rim, 0.0095, "rim", 40)
    for k in range(6):
        a = k * math.pi / 3 + 0.3
        y, z = math.cos(a), math.sin(a)
        s.tube([(-0.042, c.rim * y, c.rim * z), (-0.004, (r - 0.035) * y, (r - 0.035) * z)], 0.005, "rim", 5)
    with s.one():
        for k in range(12):
            a = k * math.pi / 6
            hub = -0.022 if k % 2 else 0.022
            b = a + (0.24 if k % 4 < 2 else -0.24)
            s.tube(
                [(hub, 0.024 * math.cos(b), 0.024 * math.sin(b)), (0.0, (r - 0.036) * math.cos(a), (r - 0.036) * math.sin(a))],
                0.0032, "rim", 4, caps=False,
            )  # fmt: skip
    s.cylinder(-0.034, 0, 0, 0.026, 0.064, "frame", n=14, axis="x")


def _hoop(s: Modeller, x: float, radius: float, thick: float, material: str, n: int) -> None:
    """A ring about the x axis."""
    angle = np.linspace(0, 2 * math.pi, n + 1)
    around = np.linspace(0, 2 * math.pi, 9)
    points, normals, uvs = [], [], []
    for a in angle.tolist():
        for b in around.tolist():
            out = radius + thick * math.cos(b)
            points.append((x + thick * math.sin(b), out * math.cos(a), out * math.sin(a)))
            normals.append((math.sin(b), math.cos(b) * math.cos(a), math.cos(b) * math.sin(a)))
            uvs.append((a * radius, b * thick))
    m = len(around)
    faces = []
    for i in range(n):
        for j in range(m - 1):
            p = i * m + j
            faces += [(p, p + m, p + 1), (p + 1, p + m, p + m + 1)]
    s.add(points, normals, uvs, faces, material)


def _caster(s: Modeller, c: Chair) -> None:
    """A small wheel in its fork; the origin is the floor under the stem, the wheel trails it."""
    trail, r = -0.032, 0.055
    s.cylinder(-0.012, r, trail, r, 0.024, "tyre", n=18, axis="x")
    s.cylinder(-0.014, r, trail, 0.6 * r, 0.028, "rim", n=14, axis="x")
    for x in (-0.02, 0.02):
        s.tube([(x, r, trail), (x, 0.115, -0.002)], 0.006, "frame", 6)
    s.box(0, 0.112, 0, 0.05, 0.012, 0.03, "frame")
