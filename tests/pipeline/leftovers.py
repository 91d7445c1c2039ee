"""What is left of somebody in a film's folder: every byte of every file, decoded as far as anything can be.

`Traces` holds what is looked for: texts and bytes (names, keys, hashes, file names, pictures), points
of a model, and sounds. `left_in` says which of them are in a folder, and where.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import av
import numpy as np
import soxr

from fairtake.errors import StoreError
from fairtake.sound.reel import Reel
from fairtake.store import decode

RATE = 4000
ALIKE = 0.6
"""Two sounds correlate so well when one is in the other, be it in a room, mixed low or coded."""
WINDOW = 0.5


@dataclass
class Traces:
    """What of somebody could be found: `words` (bytes) by what they are, `points` (n, 3) of a model as it is stored
    and as it was brought, `sounds` by name, each of RATE."""

    words: dict[str, bytes] = field(default_factory=dict)
    points: dict[str, np.ndarray] = field(default_factory=dict)
    sounds: dict[str, np.ndarray] = field(default_factory=dict)


def sound_at_rate(samples: np.ndarray, rate: int) -> np.ndarray:
    return soxr.resample(np.asarray(samples, np.float32), rate, RATE)


def loudest(sound: np.ndarray, count: int = 2) -> list[np.ndarray]:
    """The loudest stretches of a sound, WINDOW seconds each."""
    length = int(WINDOW * RATE)
    parts = [sound[at : at + length] for at in range(0, len(sound) - length + 1, length)]
    return sorted(parts, key=lambda part: -float(part @ part))[:count]


def left_in(folder: Path, traces: Traces, known: dict[bytes, frozenset[str]] | None = None) -> dict[str, list[str]]:
    """Where each trace is found: its name, and the files. `known` keeps what was found in contents seen before."""
    found: dict[str, list[str]] = {}
    known = {} if known is None else known
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        here = {what for what, word in traces.words.items() if word.lower() in path.name.lower().encode()}
        if path.is_file():
            data = path.read_bytes()
            code = hashlib.blake2b(data + path.suffix.encode()).digest()
            if code not in known:
                known[code] = frozenset(_in_bytes(data, traces)) | frozenset(_in_content(path, data, traces))
            here |= known[code]
        for what in here:
            found.setdefault(what, []).append(name)
    return found


def _in_bytes(data: bytes, traces: Traces) -> Iterator[str]:
    folded = data.lower()
    for what, word in traces.words.items():
        if word.lower() in folded or word.lower().decode("latin-1").encode("utf-16-le") in folded:
            yield what
    for what, points in traces.points.items():
        rows = points.astype("<f4")
        if any(rows[at : at + 2].tobytes() in data for at in range(0, len(rows) - 1, max(1, len(rows) // 8))):
            yield what


def _in_content(path: Path, data: bytes, traces: Traces) -> Iterator[str]:
    if path.suffix == ".noun":
        arrays = [array for array in _within(_noun(data)) if array.ndim == 2 and array.shape[1] == 3]
        for what, points in traces.points.items():
            if any(_shares(array, points) for array in arrays if array.dtype.kind == "f"):
                yield what
    for sound in _sounds(path, data):
        yield from _heard(sound, traces)


def _shares(array: np.ndarray, points: np.ndarray) -> bool:
    """Whether one set of points holds a quarter of another or more, whatever their order."""
    return bool(np.isin(_hashes(points[::37]), _hashes(array)).mean() > 0.25)


def _hashes(points: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):
        return np.round(points.astype(np.float64) * 1e4).astype(np.int64) @ np.array([1, 1 << 21, 1 << 42])


def _noun(data: bytes) -> object:
    try:
        return decode(data[:-16])
    except StoreError:
        return None


def _within(thing: object) -> Iterator[np.ndarray]:
    if isinstance(thing, np.ndarray):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _within(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from _within(value)
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, (type, Enum)):
        for one in dataclasses.fields(thing):
            yield from _within(getattr(thing, one.name))


def _sounds(path: Path, data: bytes) -> Iterator[np.ndarray]:
    """Everything in a file that can be listened to, at RATE."""
    if path.suffix == ".reel":
        reel = Reel.open(path, 0)
        for samples in reel.read(0, reel.pages).values():
            yield sound_at_rate(samples.mean(0), 48_000)
    elif path.suffix in (".wav", ".mp4", ".m4a", ".mp3", ".flac"):
        yield from _tracks(path)
    elif path.suffix == ".noun":
        noun = _noun(data)
        if hasattr(noun, "samples"):
            yield sound_at_rate(noun.samples, noun.rate)


def _tracks(path: Path) -> Iterator[np.ndarray]:
    with av.open(str(path)) as container:
        for number in range(len(container.streams.audio)):
            container.seek(0)
            resampler = av.AudioResampler(format="flt", layout="mono", rate=48_000)
            blocks = [
                block.to_ndarray().reshape(-1)
                for frame in container.decode(audio=number)
                for block in resampler.resample(frame)
            ]
            if blocks:
                yield sound_at_rate(np.concatenate(blocks), 48_000)


def _heard(sound: np.ndarray, traces: Traces) -> Iterator[str]:
    """Which sounds are in another one: the largest normalised cross-correlation of a window."""
    length = int(WINDOW * RATE)
    if len(sound) < length:
        return
    size = 1 << (len(sound) + length).bit_length()
    spectrum = np.fft.rfft(sound, size)
    energy = np.concatenate([[0.0], np.cumsum(np.asarray(sound, np.float64) ** 2)])
    here = energy[length:] - energy[:-length]
    here = np.maximum(here, 1e-3 * float(here.max()) + 1e-12)
    for what, whole in traces.sounds.items():
        for window in loudest(whole):
            likeness = np.fft.irfft(spectrum * np.conj(np.fft.rfft(window, size)), size)[: len(here)]
            if float(np.abs(likeness / np.sqrt(here * float(window @ window))).max()) > ALIKE:
                yield what
                break
