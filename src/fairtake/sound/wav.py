"""24-bit stereo WAV files, written in planes: faster than a general library, which goes
through every sample twice."""

from __future__ import annotations

import struct
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from fairtake.errors import SoundError
from fairtake.model.sound import RATE

__all__ = ["WavWriter"]

_HEADER = 44
_BYTES = 6
"""A frame: two channels of three bytes."""


class WavWriter:
    """A stereo WAV file (RATE, 24 bit) of `length` samples. Add blocks in order; what is
    never added is silence, and takes no space on disks that know holes. A context manager."""

    def __init__(self, path: Path, length: int) -> None:
        size = length * _BYTES
        if size + _HEADER > 2**32 - 1:
            hours = (2**32 - _HEADER) / _BYTES / RATE / 3600
            raise SoundError(f"a WAV file holds at most {hours:.1f} hours", fix="Split the script into parts.")
        self._left = length
        self._file = path.open("wb")
        self._file.write(struct.pack("<4sI4s", b"RIFF", size + _HEADER - 8, b"WAVE"))
        self._file.write(struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, RATE, RATE * _BYTES, _BYTES, 24))
        self._file.write(struct.pack("<4sI", b"data", size))
        self._end = _HEADER + size

    def add(self, sound: npt.NDArray[np.float32] | None, count: int) -> None:
        """The next `count` samples: (2, count) in -1..1 (beyond is clipped), None for silence."""
        if sound is None:
            self._file.seek(count * _BYTES, 1)
        else:
            packed = np.empty((count, 2, 3), np.uint8)
            for channel, plane in enumerate(sound):
                whole = np.rint(np.clip(plane * np.float32(2**23), -(2**23), 2**23 - 1)).astype("<i4")
                octets = whole.view(np.uint8).reshape(count, 4)
                for octet in range(3):
                    packed[:, channel, octet] = octets[:, octet]
            self._file.write(packed.data)
        self._left -= count

    def close(self) -> None:
        """Finish the file."""
        if not self._file.closed:
            try:
                self._file.truncate(self._end)
            finally:
                self._file.close()

    def __enter__(self) -> WavWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
