"""Toric space: every camera that sees two points at two wanted places on the screen.

After C. Lino and M. Christie, "Intuitive and Efficient Camera Control with the Toric Space"
(2015). The camera is levelled and then refined, so that heads stand where they were wanted.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from fairtake.directing.framing import View

__all__ = ["place_two", "screen_point", "toric_position"]

Array = npt.NDArray[np.float64]
_Triple = tuple[float, float, float]


def toric_position(a: Array, b: Array, alpha: float, theta: float, phi: float) -> Array:
    """Where a camera stands that sees points `a` and `b` (3) under the angle `alpha`.

    0 < theta < 2 (pi - alpha): small is over b onto a, large over a onto b, and
    pi - alpha the apex; `phi` near 0 and pi are the two sides of the line. Radians.
    """
    line = b - a
    length = float(np.linalg.norm(line))
    along = line / length
    side = np.array([-along[2], 0.0, along[0]])
    norm = float(np.linalg.norm(side))
    side = side / norm if norm > 1e-6 else np.array([1.0, 0.0, 0.0])
    upward = np.array(
        [
            side[1] * along[2] - side[2] * along[1],
            side[2] * along[0] - side[0] * along[2],
            side[0] * along[1] - side[1] * along[0],
        ]
    )
    outward = math.cos(phi) * side + math.sin(phi) * upward
    beta = theta / 2
    reach = length * math.sin(alpha + beta) / math.sin(alpha)
    return np.asarray(a + reach * (math.cos(beta) * along + math.sin(beta) * outward), np.float64)


def screen_point(point: Array, view: View, aspect: float) -> tuple[float, float, float]:
    """Where a point (3) falls: x, y in normalised device coordinates, depth in metres."""
    x, y, z = (float(v) for v in point)
    return _on_screen((x, y, z), view.position, view.yaw, view.pitch, math.tan(view.fovy / 2), aspect, view.shift)


def _on_screen(
    point: _Triple, camera: _Triple, yaw: float, pitch: float, tangent: float, aspect: float, shift: float
) -> _Triple:
    dx, dy, dz = point[0] - camera[0], point[1] - camera[1], point[2] - camera[2]
    sin, cos = math.sin(yaw), math.cos(yaw)
    across, forward = dx * cos - dz * sin, -dx * sin - dz * cos
    sp, cp = math.sin(pitch), math.cos(pitch)
    depth, upward = forward * cp + dy * sp, dy * cp - forward * sp
    safe = depth if abs(depth) > 1e-6 else 1e-6
    return across / (safe * tangent * aspect), upward / (safe * tangent) - shift, depth


def place_two(
    near: Array,
    far: Array,
    at_near: tuple[float, float],
    at_far: tuple[float, float],
    distance: float,
    fovy: float,
    aspect: float,
    shift: float,
    side: int,
) -> View | None:
    """A level camera over the shoulder of `near` onto `far` (eyes, 3), about `distance`
    metres behind `near`, with their eyes at the screen places given; `side` +1 or -1 picks
    the side of the line from near to far (the screen places' x are for that side already).
    None when no such camera stands upright.
    """
    tangent = math.tan(fovy / 2)
    ray_near = _ray(at_near, tangent, aspect, shift)
    ray_far = _ray(at_far, tangent, aspect, shift)
    alpha = math.acos(float(np.clip(ray_near @ ray_far, -1, 1)))
    length = float(np.linalg.norm(far - near))
    if alpha < 1e-3 or length < 0.3:
        return None
    # |camera - near| = length * sin(theta / 2) / sin(alpha), theta -> 0 being over near.
    theta = 2 * math.asin(min(distance * math.sin(alpha) / length, 0.98))
    theta = min(theta, 1.9 * (math.pi - alpha))
    camera = toric_position(far, near, alpha, theta, math.pi if side < 0 else 0.0)
    state = [*(float(v) for v in camera), _mean_yaw(camera, near, far)]
    here, there = (float(near[0]), float(near[1]), float(near[2])), (float(far[0]), float(far[1]), float(far[2]))

    def errors(x: float, y: float, z: float, yaw: float) -> tuple[float, float, float, float]:
        # A level camera cannot choose the height of both heads and its distance as well: the
        # near head's height gives way.
        a = _on_screen(here, (x, y, z), yaw, 0.0, tangent, aspect, shift)
        b = _on_screen(there, (x, y, z), yaw, 0.0, tangent, aspect, shift)
        apart = math.hypot(x - here[0], z - here[2])
        return a[0] - at_near[0], b[0] - at_far[0], b[1] - at_far[1], apart - distance

    for _ in range(4):  # Gauss-Newton; the levelled start is close
        error = errors(*state)
        nudged = [errors(*(v + 1e-5 * (n == column) for n, v in enumerate(state))) for column in range(4)]
        jacobian = [[(nudged[column][row] - error[row]) / 1e-5 for column in range(4)] for row in range(4)]
        change = np.linalg.lstsq(np.array(jacobian), -np.array(error), rcond=1e-3)[0]
        state = [v + min(max(float(c), -0.4), 0.4) for v, c in zip(state, change, strict=True)]
    view = View((state[0], state[1], state[2]), state[3], 0.0, fovy, shift)
    if screen_point(near, view, aspect)[2] < 0.3 or max(abs(e) for e in errors(*state)) > 0.1:
        return None
    return view


def _ray(place: tuple[float, float], tangent: float, aspect: float, shift: float) -> Array:
    ray = np.array([place[0] * tangent * aspect, (place[1] + shift) * tangent, -1.0])
    return np.asarray(ray / np.linalg.norm(ray), np.float64)


def _mean_yaw(camera: Array, a: Array, b: Array) -> float:
    way = (a - camera) / np.linalg.norm(a - camera) + (b - camera) / np.linalg.norm(b - camera)
    return math.atan2(-float(way[0]), -float(way[2]))
