"""Finding a picture mark again in what became of its frames.

The mark stands still while the film moves, so the frames are added up first: what is left of each after its
smooth part, weighted by how little goes on there. That one picture is laid on the tile at every
scale and, if need be, turned; where the waves that carry no bits agree on one place, the others are
read. Candidates with the best agreement are tried with the payload's decoder, whose checksum decides.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import scipy.fft
import scipy.ndimage
from PIL import Image

from fairtake.clearance.marks import kernels, payload, tiles

__all__ = ["TRIES", "Found", "Placement", "Reach", "find", "find_any", "read_at", "stacked"]

_WORK_SIDE = 960
"""Larger pictures are made smaller: the mark's quickest waves need no more."""
_SCAN_SIDE = 640
_SMOOTH = 3.0
_NEAR = 9
_STILL = 1.5
"""Pixels at 960: how wide a picture is smoothed, where activity is measured; and levels that do not count."""

_STEP = 0.006
"""Scale and turn (radians) from one try to the next: half a step moves a picture's border by a unit."""
_LEAST_SCALE, _MOST_SCALE = 0.5, 1.86
"""From a 16:9 picture cut square to an upright one between pillars."""
_TURNED_SCALE = 1.2
_MOST_TURN = math.radians(2.6)
_LEAST_SCORE = 4.6
_GOOD_SCORE = 5.3
_BEST = 10
"""How many places are read after each part of the search."""

TRIES = 3 * 2 * _BEST
"""How many words one search reads at most for a key; times payload.FALSE_ACCEPT it is the chance, 3.6e-6, that
it finds a mark where there is none."""

F32 = npt.NDArray[np.float32]
C64 = npt.NDArray[np.complex64]


@dataclass(frozen=True, slots=True)
class Placement:
    """How the mark lies in a picture: the picture's longer side is `scale` times the marked film's, turned
    by `turn` radians, `mirrored` left to right, its tiles beginning at `offset` (rows, columns)."""

    scale: float = 1.0
    turn: float = 0.0
    mirrored: bool = False
    offset: tuple[float, float] = (0.0, 0.0)
    score: float = 0.0
    key: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that was read: its `value`, which of the keys (`key`), `score` how far it stands out of noise (in
    standard deviations; chance gives about 5), and how it lies in the picture."""

    value: int
    score: float
    placement: Placement
    key: int = 0


class Reach(IntEnum):
    """How far a search goes: pictures as they were or resized as a whole, also cropped ones (ten times as
    long), also turned ones (eighty times)."""

    WHOLE = 1
    CROPPED = 2
    TURNED = 3


def find(frames: Iterable[npt.NDArray[np.uint8]], key: bytes, reach: Reach = Reach.TURNED) -> Found | None:
    """The mark of `key` in frames of one size (H, W, 3) or (H, W), if there is one."""
    return find_any(stacked(frames), (key,), reach)


def find_any(stack: F32 | None, keys: Sequence[bytes], reach: Reach = Reach.TURNED) -> Found | None:
    """The same for several keys, in a picture that `stacked` made."""
    if stack is None:
        return None
    small = _at_most(stack, _SCAN_SIDE)
    for placements in itertools.islice(_parts(), int(reach)):
        best = _scan(small, keys, placements)
        for candidate in best:
            found = _read(stack, small, keys[candidate.key], candidate)
            if found is not None:
                return found
    return None


def read_at(stack: F32, key: bytes, placement: Placement) -> int | None:
    """What a mark says that lies where another lay, in a picture of the same size. One try."""
    spectrum, _ = _spectra(stack, [placement])
    return payload.decode(_soft(_levelled(spectrum[0]), tiles.carriers(key), placement.offset))


def stacked(frames: Iterable[npt.NDArray[np.uint8]]) -> F32 | None:
    """What frames of one size have in common that might be a mark; None when there are none."""
    total: F32 | None = None
    for frame in frames:
        luma = frame if frame.ndim == 2 else np.asarray(Image.fromarray(frame).convert("L"))
        residue = _residue(_at_most(luma.astype(np.float32), _WORK_SIDE))
        if total is not None and total.shape != residue.shape:
            continue
        total = residue if total is None else total + residue
    return total


def _residue(luma: F32) -> F32:
    """What is not smooth, weighted by the inverse of its local power: flat places speak, edges are silent."""
    size = max(max(luma.shape) / 960, 0.4)
    rough = luma - scipy.ndimage.gaussian_filter(luma, _SMOOTH * size, truncate=2.5, mode="nearest")
    near = scipy.ndimage.uniform_filter(np.abs(rough), max(round(_NEAR * size), 3), mode="nearest")
    return np.asarray(rough / np.square(near + _STILL), np.float32)


def _at_most(picture: F32, side: int) -> F32:
    height, width = picture.shape
    if max(picture.shape) <= side:
        return picture
    factor = side / max(picture.shape)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS), np.float32)


def _parts() -> Iterator[list[Placement]]:
    """What is looked at, in parts: as it was, every scale, small turns."""
    yield [Placement(scale) for scale in (1 - _STEP, 1.0, 1 + _STEP)]
    yield [Placement(scale) for scale in _scales(_LEAST_SCALE, _MOST_SCALE)]
    count = round(_MOST_TURN / _STEP)
    yield [
        Placement(scale, turn * _STEP)
        for turn in range(-count, count + 1)
        if turn
        for scale in _scales(1 / _TURNED_SCALE, _TURNED_SCALE)
    ]


def _scales(least: float, most: float) -> list[float]:
    low, high = math.floor(math.log(least) / _STEP), math.ceil(math.log(most) / _STEP)
    return [math.exp(step * _STEP) for step in range(low, high + 1)]


def _scan(picture: F32, keys: Sequence[bytes], placements: list[Placement]) -> list[Placement]:
    """The placements where sync stands out most, best first."""
    found: list[Placement] = []
    for begin in range(0, len(placements), 32):
        part = placements[begin : begin + 32]
        straight, mirrored = _spectra(picture, part)
        for number, key in enumerate(keys):
            waves = tiles.carriers(key)
            for flipped, spectra in ((False, straight), (True, mirrored)):
                scores, offsets = _agreement(spectra, waves)
                found += [
                    replace(place, mirrored=flipped, offset=offset, score=score, key=number)
                    for place, score, offset in zip(part, scores, offsets, strict=True)
                    if score >= _LEAST_SCORE
                ]
    return sorted(found, key=lambda place: -place.score)[:_BEST]


def _spectra(picture: F32, placements: list[Placement]) -> tuple[C64, C64]:
    """The half spectra (n, TILE, TILE // 2 + 1) of the picture folded so, and of its mirror image."""
    folded = np.empty((len(placements), tiles.TILE, tiles.TILE), np.float32)
    rows = np.empty((tiles.TILE, picture.shape[1]), np.float32)
    for tile, place in zip(folded, placements, strict=True):
        unit = tiles.LONG_SIDE * place.scale / max(picture.shape)
        begin = np.float32(0.5 * unit)  # the first pixel's centre stands half a pixel in
        if place.turn == 0.0:
            kernels.fold_straight(picture, np.float32(unit), begin, rows, tile)
            continue
        along, across = unit * math.cos(place.turn), unit * math.sin(place.turn)
        kernels.fold(picture, np.float32(along), np.float32(across), begin, tile)
    return scipy.fft.rfft2(folded), scipy.fft.rfft2(folded[:, :, ::-1])


def _agreement(spectra: C64, waves: tiles.Carriers) -> tuple[list[float], list[tuple[float, float]]]:
    """How far the best place of a tile stands out for each spectrum, and that place (row, column)."""
    count = len(spectra)
    flat = spectra.reshape(count, -1)[:, waves.sync]
    sync = np.zeros((count, tiles.TILE * (tiles.TILE // 2 + 1)), np.complex64)
    sync[:, waves.sync] = flat / (np.abs(flat) + 1e-12) * (waves.sync_turns * waves.sync_heights)
    places = scipy.fft.irfft2(sync.reshape(spectra.shape), (tiles.TILE, tiles.TILE)).reshape(count, -1)
    best = places.argmax(axis=1)
    scores = places[np.arange(count), best] / (places.std(axis=1) + 1e-20)
    offsets = []
    for row, place in zip(places, best, strict=True):
        y, x = divmod(int(place), tiles.TILE)
        grid = row.reshape(tiles.TILE, tiles.TILE)
        offsets.append((y + _between(grid[:, x], y), x + _between(grid[y], x)))
    return [float(score) for score in scores], offsets


def _between(line: F32, at: int) -> float:
    """Where the peak lies between samples: that of a parabola through three."""
    before, here, after = float(line[at - 1]), float(line[at]), float(line[(at + 1) % len(line)])
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


def _read(stack: F32, small: F32, key: bytes, candidate: Placement) -> Found | None:
    """Read a candidate after its scale and turn were made exact, on the larger picture if it looks good."""
    waves = tiles.carriers(key)
    best, spectrum = _nearer(small, candidate, waves, _STEP / 2)
    if best.score >= _GOOD_SCORE or stack is small:
        best, spectrum = _nearer(stack, best, waves, _STEP / 4)
    soft = [_soft(level(spectrum), waves, best.offset) for level in (_levelled, _phases)]
    for value in payload.decode_many(np.array(soft)):
        if value is not None:
            return Found(value, best.score, best, best.key)
    return None


def _nearer(picture: F32, place: Placement, waves: tiles.Carriers, step: float) -> tuple[Placement, C64]:
    """The best of a placement and those a step beside it in scale, and if it is turned in turn; and the
    spectrum there."""
    turns = (-step, 0.0, step) if place.turn else (0.0,)
    around = [
        replace(place, scale=place.scale * (1 + wider), turn=place.turn + more)
        for wider in (-step, 0.0, step)
        for more in turns
    ]
    spectra = _spectra(picture, around)[int(place.mirrored)]
    scores, offsets = _agreement(spectra, waves)
    top = int(np.argmax(scores))
    return replace(around[top], offset=offsets[top], score=scores[top]), spectra[top]


def _phases(spectrum: C64) -> C64:
    return np.asarray(spectrum / (np.abs(spectrum) + 1e-12), np.complex64)


def _levelled(spectrum: C64) -> C64:
    """Between whitening by the neighbours' power and taking phases alone."""
    height = np.abs(spectrum)
    around = np.sqrt(scipy.ndimage.uniform_filter(height**2, 5, mode="wrap"))
    return np.asarray(spectrum / (around + height + 1e-12), np.complex64)


def _soft(spectrum: C64, waves: tiles.Carriers, offset: tuple[float, float]) -> npt.NDArray[np.float64]:
    """The coded bits' soft values (CODED_BITS,) in a spectrum whose tiles begin at `offset`."""
    rows = np.fft.fftfreq(tiles.TILE, 1 / tiles.TILE)[:, None]
    columns = np.arange(tiles.TILE // 2 + 1)[None]
    shift = np.exp(2j * math.pi * (rows * offset[0] + columns * offset[1]) / tiles.TILE).ravel()
    carried = (spectrum.ravel() * shift)[waves.data] * waves.data_turns
    return np.asarray((carried.real * waves.data_heights).sum(axis=1), np.float64)
