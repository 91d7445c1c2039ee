"""Where sounds are placed among loudspeakers: stereo, and 5.1 (ITU-R BS.775).

Channels stand in the order of WAV files: left, right, centre, low frequencies, left and right
surround. In 5.1 a sound on the screen lies between the two front loudspeakers next to it, and
speech therefore in the centre; the room comes from all sides; a bed has other weather behind
than before; music stands in front and rings behind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE, Layout
from fairtake.sound.room import panned

__all__ = ["LFE", "Surroundings", "low_end", "placed", "spread", "weights"]

Samples = npt.NDArray[np.float32]

LEFT, RIGHT, CENTRE, LFE, LEFT_SURROUND, RIGHT_SURROUND = range(6)

_LATE = int(0.017 * RATE)
"""How much later the room comes from behind."""

_MUSIC_BEHIND = 10 ** (-10.0 / 20)

_SIDES = math.radians(60)
"""From here on, to the side, a sound begins to move into the surround loudspeakers."""

_LOW = 100.0
"""Hz under which the low-frequency channel is used."""

_HEAVY = 0.35
"""A sound of which this share lies that low (thunder, a blast, a train) is felt as well as heard."""

_WEIGHTS = MappingProxyType({2: (1.0, 1.0), 6: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41)})


def weights(channels: int) -> npt.NDArray[np.float64]:
    """(channels,) what each counts in loudness (ITU-R BS.1770-4): surrounds more, low frequencies not."""
    return np.asarray(_WEIGHTS[channels])


def placed(layout: Layout, pan: float, distance: float, azimuth: float | None = None) -> tuple[float, ...]:
    """Linear gains, one a channel, of a sound at `pan` -1..1 on the screen and `distance` metres;
    `azimuth`, radians to the right of where the camera looks, tells what is to its side or
    behind it."""
    left, right = panned(pan, distance)
    if layout is Layout.STEREO:
        return left, right
    level = math.hypot(left, right)
    gains = [0.0] * 6
    angle = abs(pan) * math.pi / 2
    gains[CENTRE], gains[LEFT if pan < 0 else RIGHT] = level * math.cos(angle), level * math.sin(angle)
    if azimuth is not None and abs(azimuth) > _SIDES:
        behind = (abs(azimuth) - _SIDES) / (math.pi - _SIDES) * math.pi / 2
        gains = [gain * math.cos(behind) for gain in gains]
        # Straight behind is both; to the side is the near one.
        turn = (math.sin(azimuth) + 1) * math.pi / 4
        gains[LEFT_SURROUND] = level * math.sin(behind) * math.cos(turn)
        gains[RIGHT_SURROUND] = level * math.sin(behind) * math.sin(turn)
    return tuple(gains)


def low_end(sound: Samples) -> Samples | None:
    """What the low-frequency channel gets of a mono effect (n,): nothing of most."""
    if len(sound) < RATE // 5:
        return None
    low: Samples = signal.sosfilt(_lowpass(), sound.astype(np.float64) + 1e-15).astype(np.float32)
    whole = float((sound**2).sum())
    return low if whole > 0 and float((low**2).sum()) / whole > _HEAVY else None


def _lowpass() -> npt.NDArray[np.float64]:
    sos: npt.NDArray[np.float64] = signal.butter(4, _LOW, fs=RATE, output="sos")
    return sos


@dataclass(slots=True)
class Surroundings:
    """What a room gives back, told left and right (2, n) block after block, from all sides: behind
    later, and with the sides changed, so that front and back are not the same sound."""

    layout: Layout
    _held: Samples | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing more comes from behind."""
        return self._held is None or not self._held.any()

    def around(self, room: Samples) -> Samples:
        """(channels, n) of the next (2, n)."""
        if self.layout is Layout.STEREO:
            return room
        held = np.zeros((2, _LATE), np.float32) if self._held is None else self._held
        late = np.concatenate([held, room], axis=1)
        self._held = late[:, room.shape[1] :].copy()
        out = np.zeros((6, room.shape[1]), np.float32)
        out[LEFT], out[RIGHT] = room * np.float32(0.8)
        out[LEFT_SURROUND], out[RIGHT_SURROUND] = late[::-1, : room.shape[1]] * np.float32(0.6)
        return out


def spread(sound: Samples) -> Samples:
    """Music (2, n), which was mixed to stereo, in 5.1: as it is in front, and quieter and with its
    sides changed behind."""
    out = np.zeros((6, sound.shape[1]), np.float32)
    out[LEFT], out[RIGHT] = sound
    out[LEFT_SURROUND], out[RIGHT_SURROUND] = sound[::-1] * np.float32(_MUSIC_BEHIND)
    return out
