"""What rolling does to the body in a wheelchair: feet on the plates, palms on the rims.

The axle lies under the hip joints. The chair goes where it points and turns about the middle
of its axle, so its wheels roll and never slip.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import from_axis_angle, from_euler, multiply
from fairtake.model.performance import PropTrack
from fairtake.model.set import PropModel
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.chair import Chair
from fairtake.staging.motion.ease import Array, settled
from fairtake.staging.motion.feet import FeetTrack
from fairtake.staging.motion.vectors import rotate

__all__ = ["chair_tracks", "on_rim", "ride_feet", "rolled"]

_SWIVEL = 0.09
"""Metres over which a caster comes round to the way it is pulled."""


def ride_feet(build: Build, chair: Chair, ground: Array, yaw: Array) -> FeetTrack:
    """Feet that stay on the plates: `ground` (N, 2) and `yaw` (N,) of the chair."""
    frames = len(yaw)
    ahead = np.stack([np.sin(yaw), np.cos(yaw)], -1)
    left = np.stack([np.cos(yaw), -np.sin(yaw)], -1)
    base = np.empty((frames, 2, 2))
    turn = np.empty((frames, 2))
    for side, sign in ((0, 1.0), (1, -1.0)):
        base[:, side] = ground + ahead * chair.ahead + left * (sign * chair.apart)
        turn[:, side] = yaw + 0.05 * sign
    ankle = np.empty((frames, 2, 3))
    ankle[..., 0], ankle[..., 2] = base[..., 0], base[..., 1]
    ankle[..., 1] = chair.plate + build.sole
    none = np.zeros((frames, 2))
    return FeetTrack(ankle, turn, none, none.copy(), base, none.copy(), np.ones((frames, 2)))


def rolled(ground: Array, yaw: Array, chair: Chair, side: int) -> Array:
    """Metres (N,) a wheel has rolled since the scene began; side 0 is the left one."""
    ahead = np.stack([np.sin(yaw), np.cos(yaw)], -1)
    out = np.zeros(len(yaw))
    if len(yaw) > 1:
        way = (np.diff(ground, axis=0) * 0.5 * (ahead[1:] + ahead[:-1])).sum(-1)
        turn = np.diff(yaw)
        out[1:] = np.cumsum(way + (-chair.track if side == 0 else chair.track) * turn)
    return out


def on_rim(chair: Chair, angle: float, way: Array) -> tuple[Array, Array, Array]:
    """A palm on the push rim (n, 3) and the directions of its fingers and out of it (n, 3), in
    the chair's axes with x outward, from the axle's floor point; `angle` radians ahead of the
    top where the hand took hold, `way` (n,) metres the wheel has rolled since."""
    a = np.clip(angle + way / chair.radius, -1.1, 1.35)
    zero = np.zeros(len(a))
    palm = np.stack(
        [zero + chair.width + 0.012, chair.radius + (chair.rim + 0.012) * np.cos(a), chair.rim * np.sin(a)], -1
    )
    fingers = np.stack([zero - 0.12, -0.55 - 0.45 * np.sin(a), 0.5 + 0.45 * np.cos(a)], -1)
    out = np.stack([zero - 1.0, -0.25 * np.cos(a), -0.25 * np.sin(a)], -1)
    return palm, fingers, out


def chair_tracks(
    role: str,
    chair: Chair,
    ground: Array,
    yaw: Array,
    present: npt.NDArray[np.bool_],
    models: Mapping[str, PropModel],
    names: tuple[str, str, str],
) -> tuple[PropTrack, ...]:
    """The frame, the two wheels and the two casters through the scene, `names` their models."""
    frames = len(yaw)
    axle = np.stack([ground[:, 0], np.zeros(frames), ground[:, 1]], -1)
    turn = np.broadcast_to(from_euler(yaw), (frames, 4))
    made = [(names[0], names[0], axle, turn)]
    for side, sign, word in ((0, 1.0, "left"), (1, -1.0, "right")):
        hub = axle + rotate(turn, np.array([sign * chair.track, chair.radius, 0.0]))
        spin = from_axis_angle(np.array([1.0, 0.0, 0.0]), rolled(ground, yaw, chair, side) / chair.radius)
        # The rim is on the outside: the left wheel is the right one turned round.
        face = from_euler(np.pi if side == 0 else 0.0)
        made.append((f"{names[1]} {word}", names[1], hub, multiply(multiply(turn, spin), face)))
        at = axle + rotate(turn, np.array([sign * chair.side, 0.0, chair.fore]))
        swivel = _swivels(at[:, [0, 2]], yaw)
        made.append((f"{names[2]} {word}", names[2], at, np.broadcast_to(from_euler(swivel), (frames, 4))))
    seen = present.astype(np.bool_)
    return tuple(
        PropTrack(name, model, settled(at), settled(aim), seen, ((0, ""),), _box(models[model]))
        for name, model, at, aim in made
    )


def _swivels(at: Array, yaw: Array) -> Array:
    """Which way a caster's wheel points (N,): it trails the way its fork is pulled."""
    out = np.empty(len(yaw))
    now = float(yaw[0])
    for f in range(len(yaw)):
        if f:
            dx, dz = float(at[f, 0] - at[f - 1, 0]), float(at[f, 1] - at[f - 1, 1])
            far = float(np.hypot(dx, dz))
            if far > 1e-4:
                off = (float(np.arctan2(dx, dz)) - now + np.pi) % (2 * np.pi) - np.pi
                now += off * (1.0 - float(np.exp(-far / _SWIVEL)))
        out[f] = now
    return out


def _box(model: PropModel) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    points = np.asarray(model.mesh.vertices, np.float64)
    (a, b, c), (d, e, f) = points.min(0).tolist(), points.max(0).tolist()
    return (a, b, c), (d, e, f)
