"""Into a memory and out of it: the picture goes to white and comes back from it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["veil_shares", "veiled"]

_WHITE = np.array([250, 246, 236], np.float32)


def veiled(rgb: npt.NDArray[np.uint8], share: float) -> npt.NDArray[np.uint8]:
    """A picture (H, W, 3) of which the `share` 0..1 is a warm white; lights go first."""
    share = min(max(share, 0.0), 1.0)
    picture = rgb.astype(np.float32)
    bright = picture.max(axis=2, keepdims=True) / 255
    weight = np.clip(share * (1 + 0.6 * (1 - share) * (2 * bright - 1)), 0, 1)
    return np.asarray(np.rint(picture + (_WHITE - picture) * weight), np.uint8)


def veil_shares(frames: int, entering: int, leaving: int) -> dict[int, float]:
    """For each frame of a shot of so many how much of it is white: it comes out of white over
    the first `entering` frames, and goes into it over the last `leaving`."""
    found: dict[int, float] = {}
    for frame in range(min(entering, frames)):
        found[frame] = _eased(1 - (frame + 0.5) / entering)
    for back in range(min(leaving, frames)):
        frame = frames - 1 - back
        found[frame] = max(found.get(frame, 0.0), _eased(1 - (back + 0.5) / leaving))
    return {frame: round(share, 4) for frame, share in found.items() if share > 0.004}


def _eased(x: float) -> float:
    return x * x * (3 - 2 * x)
