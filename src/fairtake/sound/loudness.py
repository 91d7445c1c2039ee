"""Integrated loudness of sound that is longer than memory.

ITU-R BS.1770-4: K-weighting, 400 ms blocks every 100 ms, absolute gate at -70 LUFS and a
relative one 10 LU under the mean. The filters are pyloudnorm's; the meter here keeps their
state between blocks.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pyloudnorm
from scipy import signal

from fairtake.model.sound import RATE

__all__ = ["HOP", "LoudnessMeter", "integrated"]

HOP = RATE // 10
"""Samples between two of the standard's blocks."""


@cache
def _weighting() -> npt.NDArray[np.float64]:
    """K-weighting as second order sections."""
    return np.stack([np.concatenate([stage.b, stage.a]) for stage in pyloudnorm.Meter(RATE)._filters.values()])


class LoudnessMeter:
    """Feed it blocks of (channels, n) samples in order, then ask; `weights` (channels,) are what
    each channel counts (stereo: both one)."""

    def __init__(self, weights: npt.NDArray[np.float64] | None = None) -> None:
        self._weights = np.ones(2) if weights is None else weights
        self._heard = np.flatnonzero(self._weights)
        self._state = np.zeros((len(_weighting()), len(self._heard), 2))
        self._rest = np.zeros((len(self._heard), 0))
        self._hops: list[float] = []

    def add(self, samples: npt.NDArray[np.floating]) -> None:
        """The next samples, (channels, n)."""
        raised = samples[self._heard].astype(np.float64)
        # In silence the filters' states would fall to numbers that processors are slow with.
        raised[:, ::2] += 1e-15
        weighted, self._state = signal.sosfilt(_weighting(), raised, zi=self._state)
        if self._rest.size:
            weighted = np.concatenate([self._rest, weighted], axis=1)
        whole = weighted.shape[1] // HOP
        hops = weighted[:, : whole * HOP].reshape(len(self._heard), whole, HOP)
        energies = np.einsum("cwh,cwh->cw", hops, hops)
        self._hops += (self._weights[self._heard] @ energies).tolist()
        self._rest = weighted[:, whole * HOP :]

    @property
    def hops(self) -> npt.NDArray[np.float64]:
        """The energy of each whole HOP so far."""
        return np.asarray(self._hops)

    @property
    def integrated(self) -> float:
        """LUFS; -inf for silence or less than 400 ms."""
        return integrated(self.hops)


def integrated(hops: npt.NDArray[np.float64]) -> float:
    """LUFS of sound with these K-weighted energies a HOP; -inf for silence or less than 400 ms."""
    if len(hops) < 4:
        return float("-inf")
    blocks = np.convolve(hops, np.ones(4), "valid") / (4 * HOP)
    # A sum of nothing may come out a little below it.
    levels = -0.691 + 10 * np.log10(np.maximum(blocks, 1e-30))
    loud = blocks[levels > -70]
    if not len(loud):
        return float("-inf")
    gate = -0.691 + 10 * np.log10(loud.mean()) - 10
    kept = blocks[(levels > -70) & (levels > gate)]
    return float(-0.691 + 10 * np.log10(kept.mean())) if len(kept) else float("-inf")
