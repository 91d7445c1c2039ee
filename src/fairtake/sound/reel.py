"""Premixed sound on disk: a scene's stems before the film's gain and limiter.

A file is a short header, one record for each PAGE (a tenth of a second, the hop of loudness)
of all its stems, and a table of each page's K-weighted energy and peak, so that a film's
gain can be found without reading its sound again. Samples are 16 bit with a scale of their
own in each page and stem: the error stays 98 dB under the loudest sample of the page, far
below what can be heard, for half the space of floating point.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.errors import SoundError
from fairtake.model.sound import Stem
from fairtake.sound.loudness import HOP

__all__ = ["PAGE", "Reel", "ReelWriter"]

PAGE = HOP
"""Samples in a page."""

Samples = npt.NDArray[np.float32]

_MAGIC = b"fairtake.Reel.1\0"
_HEADER = struct.Struct("<16sIII36x")
_LEVELS = np.dtype([("energy", "<f8"), ("peak", "<f4")])
_FULL = 32767


def _page(stems: int, channels: int) -> np.dtype[np.void]:
    return np.dtype([("scale", "<f4", (stems,)), ("sound", "<i2", (stems, channels, PAGE))])


class ReelWriter:
    """Writes a reel of the given stems, of so many channels each, to `path`. A context manager."""

    def __init__(self, path: Path, stems: Sequence[Stem], channels: int = 2) -> None:
        self._stems = tuple(stems)
        self._channels = channels
        self._levels: list[npt.NDArray[np.void]] = []
        self._pages = 0
        self._file = path.open("wb")
        self._head()

    def add(self, sounds: Mapping[Stem, Samples], energies: npt.NDArray[np.float64], peaks: Samples) -> None:
        """The next pages: each stem (channels, pages * PAGE); K-weighted energy and peak of their sum
        in each page."""
        count = len(energies)
        record = np.zeros(count, _page(len(self._stems), self._channels))
        for index, stem in enumerate(self._stems):
            sound = sounds[stem].reshape(self._channels, count, PAGE)
            scale = np.maximum(sound.max(axis=(0, 2)), -sound.min(axis=(0, 2))) / np.float32(_FULL)
            record["scale"][:, index] = scale
            steps = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 1e-12)
            for channel in range(self._channels):
                record["sound"][:, index, channel] = np.rint(sound[channel] * steps[:, None])
        self._file.write(record.data)
        levels = np.empty(count, _LEVELS)
        levels["energy"], levels["peak"] = energies, peaks
        self._levels.append(levels)
        self._pages += count

    def close(self) -> None:
        """Finish the file."""
        for levels in self._levels:
            self._file.write(levels.tobytes())
        self._head()
        self._file.close()

    def _head(self) -> None:
        held = sum(1 << index for index, stem in enumerate(Stem) if stem in self._stems)
        self._file.seek(0)
        self._file.write(_HEADER.pack(_MAGIC, held, self._pages, self._channels))

    def __enter__(self) -> ReelWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()


@dataclass(frozen=True, slots=True)
class Reel:
    """A premix that begins on the film's sample `start`. Its sound stays on disk."""

    path: Path
    start: int
    stems: tuple[Stem, ...]
    pages: int
    channels: int = 2

    @classmethod
    def open(cls, path: Path, start: int) -> Reel:
        """Raises SoundError when the file is missing or damaged."""
        try:
            with path.open("rb") as file:
                magic, held, pages, channels = _HEADER.unpack(file.read(_HEADER.size))
            size = path.stat().st_size
        except (OSError, struct.error) as error:
            raise _damaged(path) from error
        stems = tuple(stem for index, stem in enumerate(Stem) if held >> index & 1)
        if magic != _MAGIC or size != _HEADER.size + pages * (_page(len(stems), channels).itemsize + _LEVELS.itemsize):
            raise _damaged(path)
        return cls(path, start, stems, pages, channels)

    @property
    def end(self) -> int:
        """The film's sample where it has rung out."""
        return self.start + self.pages * PAGE

    def levels(self) -> tuple[npt.NDArray[np.float64], Samples]:
        """K-weighted energy and peak of each page, all stems together."""
        with self.path.open("rb") as file:
            file.seek(_HEADER.size + self.pages * _page(len(self.stems), self.channels).itemsize)
            table = np.fromfile(file, _LEVELS, self.pages)
        return table["energy"], table["peak"]

    def read(self, first: int, last: int, gain: float = 1.0) -> dict[Stem, Samples]:
        """Pages `first` to `last` (exclusive) of each stem, (channels, n), times `gain`; stems that
        are silent there are left out."""
        kind = _page(len(self.stems), self.channels)
        with self.path.open("rb") as file:
            file.seek(_HEADER.size + first * kind.itemsize)
            record = np.fromfile(file, kind, last - first)
        found: dict[Stem, Samples] = {}
        for index, stem in enumerate(self.stems):
            scale = record["scale"][:, index] * np.float32(gain)
            if scale.any():
                sound = np.empty((self.channels, last - first, PAGE), np.float32)
                for channel in range(self.channels):
                    np.multiply(record["sound"][:, index, channel], scale[:, None], out=sound[channel])
                found[stem] = sound.reshape(self.channels, -1)
        return found


def _damaged(path: Path) -> SoundError:
    return SoundError("a premixed scene is damaged", file=str(path), fix="Delete this file and make again.")
