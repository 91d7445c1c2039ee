"""Defects of sound: NaN, clipping, clicks, and holes of digital silence inside scenes.

A click is a step that nothing leads up to and nothing follows: the second difference of the samples at
one point stands far above what it is in the millisecond and a half on both sides. A hole is digital
silence of more than 10 ms in the sum of all stems while a scene runs.

    python -m benchmarks.sound_defects OUT [OUT ...]      # folders of finished films
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import soundfile
from scipy.ndimage import maximum_filter1d, uniform_filter1d

RATE = 48_000
_BLOCK = 60 * RATE
_OVER = 512
"""Samples that neighbouring blocks share."""

_FLOOR = 0.004
"""Second differences below this are no click (about -48 dBFS)."""
_STANDS = 14.0
"""How far a click stands above what is round it."""
_SIDE = 72
_HOLE = RATE // 100
_NOTHING = 2**-23


def clicks(sound: np.ndarray) -> np.ndarray:
    """Samples of a mono sound (n,) at which it clicks."""
    if len(sound) < 4 * _SIDE:
        return np.zeros(0, np.int64)
    bend = np.abs(np.diff(np.asarray(sound, np.float64), 2))
    # The mean over a window on each side that leaves the three samples about the point out.
    mean = uniform_filter1d(bend, _SIDE, mode="nearest")
    shift = _SIDE // 2 + 3
    before = np.concatenate([np.full(shift, mean[0]), mean[:-shift]])
    after = np.concatenate([mean[shift:], np.full(shift, mean[-1])])
    stands = (bend > _FLOOR) & (bend > _STANDS * np.maximum(before, after) + 1e-6)
    spots = np.flatnonzero(stands) + 1
    return spots[np.concatenate([[True], np.diff(spots) > _SIDE])] if len(spots) else spots


def holes(sound: np.ndarray) -> list[tuple[int, int]]:
    """Stretches (first, end) of digital silence longer than 10 ms in (n, channels)."""
    quiet = np.abs(sound).max(axis=1) < _NOTHING
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > _HOLE]


def _blocks(path: Path) -> Iterator[tuple[int, np.ndarray]]:
    with soundfile.SoundFile(path) as file:
        begin = 0
        while begin < len(file):
            file.seek(max(begin - _OVER, 0))
            yield max(begin - _OVER, 0), file.read(_BLOCK + _OVER, dtype="float64", always_2d=True)
            begin += _BLOCK


def measure(stems: Mapping[str, Path] | Path, scenes: Iterable[tuple[int, int]] = ()) -> dict[str, object]:
    """Defects of a film's stems (by name, or the folder they lie in). `scenes` are (first, end) samples
    in which nothing may be silent; the whole film if none are given. Returns counts - "nan",
    "clipped", "clicks", "holes" - and "where": what was found, with its second."""
    if isinstance(stems, Path):
        stems = {path.stem: path for path in sorted(stems.glob("*.wav"))}
    where: list[str] = []
    counts = {"nan": 0, "clipped": 0, "clicks": 0, "holes": 0}
    total: dict[int, np.ndarray] = {}
    for name, path in stems.items():
        for begin, block in _blocks(path):
            counts["nan"] += int((~np.isfinite(block)).sum())
            over = maximum_filter1d((np.abs(block) >= 0.9999).astype(np.int8), 3, axis=0)
            counts["clipped"] += int(over.any(axis=1).sum())
            for channel in range(block.shape[1]):
                for spot in clicks(block[:, channel]):
                    if begin and spot < _OVER:
                        continue
                    counts["clicks"] += 1
                    where.append(f"click in {name} at {(begin + int(spot)) / RATE:.3f} s")
            total[begin] = total[begin] + block if begin in total else block.copy()
    whole = list(scenes)
    for begin, block in total.items():
        for first, end in holes(block):
            a, b = begin + first, begin + end
            if not whole or any(max(a, s) + _HOLE < min(b, e) for s, e in whole):
                counts["holes"] += 1
                where.append(f"silence from {a / RATE:.3f} to {b / RATE:.3f} s")
    return {**counts, "where": where}


def scenes_of(out: Path) -> list[tuple[int, int]]:
    """(first, end) samples of the scenes of a finished film, from its performance.json."""
    data = json.loads((out / "performance.json").read_text())
    step = RATE / data["fps"]
    return [(round(s["start_frame"] * step), round(s["end_frame"] * step)) for s in data["scenes"]]


if __name__ == "__main__":
    for folder in map(Path, sys.argv[1:]):
        print(folder.name, json.dumps(measure(folder / "stems", scenes_of(folder)), indent=2))
