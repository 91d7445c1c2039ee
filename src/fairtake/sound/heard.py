"""What a mixer asks of a mix: how loud it is when, how wide its range, how far speech stands above the rest.

Momentary is 400 ms and short-term 3 s (EBU Tech 3341); the range is EBU Tech 3342's.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from fairtake.model.sound import Layout
from fairtake.sound.layout import weights
from fairtake.sound.loudness import HOP, LoudnessMeter, integrated

__all__ = ["Heard", "loudness_range"]

Samples = npt.NDArray[np.float32]
Hops = npt.NDArray[np.float64]

_FLOOR = -70.0
"""LUFS of what counts as silence."""


class Heard:
    """Meters for the whole, its dialogue and the rest. Feed it blocks in order, then ask."""

    def __init__(self, layout: Layout) -> None:
        counted = weights(layout.channels)
        self.whole, self._speech, self._rest = (LoudnessMeter(counted) for _ in range(3))

    def add(self, total: Samples, speech: Samples | None, rest: Samples) -> None:
        """The next block (channels, n), the dialogue in it (None when nobody speaks), and the rest."""
        self.whole.add(total)
        self._speech.add(np.zeros_like(total) if speech is None else speech)
        self._rest.add(rest)

    def figures(self) -> dict[str, float]:
        """In LUFS and LU: `momentary_max`, `short_term_max`, `range`, `dialogue` (the dialogue's
        own integrated loudness), `dialogue_over_rest` (while somebody speaks). What cannot be
        told, of silence or a film without speech, is left out."""
        whole, speech, rest = self.whole.hops, self._speech.hops, self._rest.hops
        found = {
            "momentary_max": _levels(whole, 4).max(initial=-math.inf),
            "short_term_max": _levels(whole, 30).max(initial=-math.inf),
            "range": loudness_range(whole),
            "dialogue": integrated(speech),
            "dialogue_over_rest": _above(speech, rest),
        }
        return {name: round(float(value), 2) for name, value in found.items() if _FLOOR < value < math.inf}

    def curves(self) -> dict[str, tuple[float, ...]]:
        """Short-term loudness once a second of "film", "dialogue" and "rest", not under -70 LUFS."""
        named = {"film": self.whole.hops, "dialogue": self._speech.hops, "rest": self._rest.hops}
        return {name: tuple(np.round(_levels(hops, 30)[::10], 1).tolist()) for name, hops in named.items()}


def loudness_range(hops: Hops) -> float:
    """LU between the 10th and the 95th percentile of short-term loudness, leaving out what is
    silent or 20 LU under the mean; NaN for less than 3 s of sound."""
    levels = _levels(hops, 30)
    levels = levels[levels > _FLOOR]
    if not len(levels):
        return math.nan
    gate = 10 * math.log10(float((10 ** (levels / 10)).mean())) - 20
    low, high = np.percentile(levels[levels >= gate], [10, 95])
    return float(high - low)


def _levels(hops: Hops, width: int) -> Hops:
    """LUFS of every stretch of `width` hops, not under -70."""
    if len(hops) < width:
        return np.zeros(0)
    energy = np.convolve(hops, np.ones(width), "valid") / (width * HOP)
    return np.asarray(np.maximum(-0.691 + 10 * np.log10(np.maximum(energy, 1e-30)), _FLOOR), np.float64)


def _above(speech: Hops, rest: Hops) -> float:
    """LU by which speech is louder than the rest over the stretches in which somebody speaks: those
    not more than 10 LU under the dialogue's own loudness. NaN where nobody does; 60 where
    there is no rest."""
    loudness = integrated(speech)
    if not math.isfinite(loudness):
        return math.nan
    spoken = _levels(speech, 4) > loudness - 10
    energies = [float(np.convolve(hops, np.ones(4), "valid")[spoken].mean()) for hops in (speech, rest)]
    return min(10 * math.log10(energies[0] / max(energies[1], 1e-30)), 60.0)
