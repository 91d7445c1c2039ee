"""The sway of a camera on a shoulder: slow, band-limited, and the same for the same shot."""

from __future__ import annotations

import math
import zlib

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import from_euler, multiply, rotate
from fairtake.model.shotlist import CameraTrack

__all__ = ["by_hand"]

Array = npt.NDArray[np.float64]
_WAVES = 7
_SLOWEST = 0.12  # times a second: weight goes from foot to foot
_BREADTH = 0.022  # metres of sway for each degree


def by_hand(track: CameraTrack, fps: int, content: str, *, sway: float, rate: float) -> CameraTrack:
    """A camera track taken off its tripod.

    `sway` is the spread (root mean square) in degrees of the turn aside and up, half of it of
    roll's; the camera's place sways by some two centimetres a degree. Nothing is faster than
    `rate` times a second, so speed and acceleration are bounded by sway times 2 pi rate (and
    its square). `content` seeds it: the same words give the same sway, frame by frame from the
    shot's first.
    """
    rng = np.random.default_rng(zlib.crc32(content.encode()))
    seconds = np.arange(len(track.fovy)) / fps
    aside, up, roll, *place = (_wander(rng, seconds, rate) for _ in range(6))
    turn = math.radians(sway)
    turned = from_euler(turn * aside, turn * 0.8 * up, turn * 0.3 * roll)
    own = np.asarray(track.orientation, np.float64)
    offset = np.stack(place, axis=-1) * (_BREADTH * sway) * np.array([1.0, 0.6, 0.5])
    return CameraTrack(
        position=(np.asarray(track.position, np.float64) + rotate(own, offset)).astype(np.float32),
        orientation=multiply(own, turned).astype(np.float32),
        fovy=track.fovy,
        shift=track.shift,
    )


def _wander(rng: np.random.Generator, seconds: Array, rate: float) -> Array:
    """A curve of spread 1 made of a few slow waves, the slower the larger."""
    low = min(_SLOWEST, rate / 2)
    waves = low * (rate / low) ** ((np.arange(_WAVES) + rng.random(_WAVES)) / _WAVES)
    size = waves**-0.7
    size = size * math.sqrt(2 / float((size * size).sum()))
    phase = rng.random(_WAVES) * 2 * math.pi
    return np.asarray((size * np.sin(2 * math.pi * waves * seconds[:, None] + phase)).sum(1), np.float64)
