"""What a film looks like, in 32 bytes a second: PDQ, Facebook's perceptual hash of pictures (2019).

It knows a picture again after encoding, resizing and changes of colour, though not after cropping or turning; the
mark is what survives those. Two films drawn in the same empty set can look alike: a match is a hint, and a mark a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pdqhash

from fairtake.clearance.marks.media import Sample, samples, seconds_of

__all__ = ["LEAST_QUALITY", "WITHIN", "Fingerprint", "Likeness", "fingerprint", "fingerprint_film", "match", "telling"]

WITHIN = 31
"""How many of 256 bits may differ in what is the same picture: PDQ's own advice."""
LEAST_QUALITY = 50
"""Below this a picture is too flat to tell."""
_SIDE = 512


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How the picture at `time` seconds looks: `code` 32 bytes, `quality` 0 (flat) to 100; `mirrored` the code of its
    mirror image."""

    time: float
    code: bytes
    quality: int
    mirrored: bytes = b""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A picture at `time` that looks like a known one at `known_time`: `distance` bits differ."""

    time: float
    known_time: float
    distance: int
    mirrored: bool = False


def fingerprint(rgb: npt.NDArray[np.uint8], time: float = 0.0) -> Fingerprint:
    """The fingerprint of a picture (H, W, 3) uint8."""
    step = max(round(max(rgb.shape[:2]) / _SIDE), 1)
    codes, quality = pdqhash.compute_dihedral(np.ascontiguousarray(rgb[::step, ::step]))
    packed = [np.packbits(np.asarray(code, bool)).tobytes() for code in (codes[0], codes[5])]
    return Fingerprint(time, packed[0], int(quality), packed[1])


def fingerprint_film(path: Path) -> list[Fingerprint]:
    """Fingerprints of a film about once a second (of a long one at its key frames), without those that tell
    nothing. Raises ClearanceError."""
    return telling(samples(path, max(int(seconds_of(path)), 1)))


def telling(frames: Iterable[Sample]) -> list[Fingerprint]:
    """The fingerprints of samples that are not too flat, without those that look as the one before."""
    found: list[Fingerprint] = []
    for sample in frames:
        one = fingerprint(sample.rgb, round(sample.time, 3))
        if one.quality >= LEAST_QUALITY and not (found and found[-1].code == one.code):
            found.append(one)
    return found


def match(sought: Sequence[Fingerprint], known: Sequence[Fingerprint], within: int = WITHIN) -> list[Likeness]:
    """For each sought fingerprint the nearest known one at most `within` bits away, straight or mirrored."""
    if not sought or not known:
        return []
    bits = _bits([one.code for one in known])
    found = []
    for one in sought:
        nearest: Likeness | None = None
        for mirrored, code in ((False, one.code), (True, one.mirrored)):
            if not code:
                continue
            away = (bits ^ _bits([code])).sum(axis=1)
            at = int(away.argmin())
            if away[at] <= within and (nearest is None or away[at] < nearest.distance):
                nearest = Likeness(one.time, known[at].time, int(away[at]), mirrored)
        if nearest is not None:
            found.append(nearest)
    return found


def _bits(codes: Sequence[bytes]) -> npt.NDArray[np.uint8]:
    return np.unpackbits(np.frombuffer(b"".join(codes), np.uint8).reshape(len(codes), -1), axis=1)
