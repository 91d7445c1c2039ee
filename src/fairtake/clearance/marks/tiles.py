"""The tile a mark is made of: waves whose places and phases only the key tells.

A picture is thought of as `LONG_SIDE` units along its longer side, whatever its pixels, and covered with
copies of a square tile of `TILE` units. The tile is a sum of plane waves of 5 to 25 periods
each way. Some of them (sync) always have the same phase, which tells where a tile begins; the others
carry the coded bits of the payload as signs, three waves a bit, from slow ones to quick ones so that
blur takes from every bit alike. Being waves of the tile they do not disturb each other.

Waves that run along rows or columns are left out: walls, doors and the picture's own borders are
full of them.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import scipy.ndimage

from fairtake.clearance.marks import payload

__all__ = ["LONG_SIDE", "TILE", "Carriers", "carriers", "pattern", "tile"]

TILE = 128
LONG_SIDE = 768

_SLOWEST, _QUICKEST = 5.0, 25.0
"""Periods a tile. At 960 pixels a period is 6 to 32 pixels long; half as many pixels still hold it."""
_WAVES_A_BIT = 3
_AXES = 2
_SYNC_SHARE = 0.25
"""The part of the mark's power that tells where tiles begin."""
_SLOPE = 0.35
"""Slow waves are stronger than quick ones, by this power of their length."""

F32 = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Carriers:
    """The waves of a key. `sync` and `data` index the flattened half spectrum (TILE, TILE // 2 + 1) of a tile:
    (S,) and (CODED_BITS, waves a bit); the `turns` beside them are what to multiply a spectrum with so that
    these waves stand at phase 0 (complex, same shapes); the `heights` are amplitudes."""

    sync: npt.NDArray[np.intp]
    sync_turns: npt.NDArray[np.complex128]
    sync_heights: npt.NDArray[np.float64]
    data: npt.NDArray[np.intp]
    data_turns: npt.NDArray[np.complex128]
    data_heights: npt.NDArray[np.float64]


@lru_cache(maxsize=8)
def carriers(key: bytes) -> Carriers:
    """The waves of a key: SHAKE-256 of it says which carry what and at which phases."""
    rows = np.fft.fftfreq(TILE, 1 / TILE)[:, None]
    columns = np.arange(TILE // 2 + 1)[None]
    radius = np.hypot(rows, columns)
    usable = (radius >= _SLOWEST) & (radius <= _QUICKEST) & (abs(rows) >= _AXES) & (columns >= _AXES)
    places = np.flatnonzero(usable)
    places = places[np.argsort(radius.ravel()[places], kind="stable")]
    stream = hashlib.shake_256(b"fairtake picture mark 1\0" + key).digest(len(places) * 12)
    order = np.frombuffer(stream[: len(places) * 8], ">u8")
    phases = np.frombuffer(stream[len(places) * 8 :], ">u4") * (2 * math.pi / 2**32)
    turns = np.exp(-1j * phases)
    heights = radius.ravel()[places] ** -_SLOPE

    count = payload.CODED_BITS * _WAVES_A_BIT
    # Sync takes its waves evenly from slow to quick; what is left goes around the bits in bands.
    spare = len(places) - count
    sync = np.zeros(len(places), bool)
    for band in np.array_split(np.arange(len(places)), spare):
        sync[band[np.argmin(order[band])]] = True
    data = np.flatnonzero(~sync)[:count].reshape(_WAVES_A_BIT, payload.CODED_BITS)
    data = np.stack([band[np.argsort(order[band], kind="stable")] for band in data], axis=1)
    sync_power, data_power = (heights[sync] ** 2).sum(), (heights[data] ** 2).sum()
    louder = math.sqrt(_SYNC_SHARE / (1 - _SYNC_SHARE) * data_power / sync_power)
    return Carriers(places[sync], turns[sync], heights[sync] * louder, places[data], turns[data], heights[data])


@lru_cache(maxsize=8)
def tile(key: bytes, value: int) -> F32:
    """The tile (TILE, TILE) of root mean square 1 that says `value`. Raises ClearanceError."""
    waves = carriers(key)
    spectrum = np.zeros(TILE * (TILE // 2 + 1), np.complex128)
    spectrum[waves.sync] = waves.sync_heights / waves.sync_turns
    signs = 2.0 * payload.encode(value) - 1
    spectrum[waves.data] = waves.data_heights / waves.data_turns * signs[:, None]
    drawn = np.fft.irfft2(spectrum.reshape(TILE, -1), (TILE, TILE))
    return np.asarray(drawn / drawn.std(), np.float32)


@lru_cache(maxsize=4)
def pattern(key: bytes, value: int, size: tuple[int, int]) -> F32:
    """The mark of a picture of `size` (width, height) pixels: (height, width), root mean square about 1."""
    width, height = size
    step = LONG_SIDE / max(size)
    places = np.meshgrid((np.arange(height) + 0.5) * step, (np.arange(width) + 0.5) * step, indexing="ij")
    drawn = scipy.ndimage.map_coordinates(tile(key, value), places, order=3, mode="grid-wrap", prefilter=True)
    return np.ascontiguousarray(drawn, np.float32)
