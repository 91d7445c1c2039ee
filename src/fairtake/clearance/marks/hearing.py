"""Marks in the sound of a file: a film's, a recording's, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from fairtake.clearance.marks.sound import RATE, find_sound
from fairtake.errors import ClearanceError

__all__ = ["MarkHeard", "hear_marks"]

_SPEEDS = (1.0, 25 / 24, 24 / 25)
"""As it was made, and as television plays films and films play television."""
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class MarkHeard:
    """A mark that was read in sound: its `value`, which of the keys (`key`), how far it stands out of noise
    (`score`, in standard deviations), from where to where in seconds, and how fast the sound is played."""

    value: int
    key: int
    score: float
    start: float
    end: float
    speed: float


def hear_marks(path: Path, keys: Sequence[bytes]) -> tuple[MarkHeard, ...]:
    """The mark of each key in the first sound track of a file, the surest first; nothing when it has no sound. Other
    speeds are tried when nothing is heard at the file's own. Raises ClearanceError when the sound cannot be read."""
    heard = []
    for speed in _SPEEDS:
        for number, key in enumerate(keys):
            found = find_sound(_blocks(path), key, speed=speed)
            if found is not None:
                start, end = round(found.start, 2), round(found.end, 2)
                heard.append(MarkHeard(found.value, number, round(found.deviations, 1), start, end, round(speed, 4)))
        if heard:
            break
    return tuple(sorted(heard, key=lambda one: -one.score))


def _blocks(path: Path) -> Iterator[npt.NDArray[np.float32]]:
    """The sound as one channel (1, n) at RATE."""
    try:
        with av.open(str(path)) as source:
            if not source.streams.audio:
                return
            change = av.AudioResampler("fltp", "mono", RATE)
            held: list[npt.NDArray[np.float32]] = []
            for frame in source.decode(source.streams.audio[0]):
                held += [np.asarray(part.to_ndarray(), np.float32) for part in change.resample(frame)]
                if sum(part.shape[1] for part in held) >= _BLOCK:
                    yield np.concatenate(held, axis=1)
                    held = []
            held += [np.asarray(part.to_ndarray(), np.float32) for part in change.resample(None)]
            if held:
                yield np.concatenate(held, axis=1)
    except (av.error.FFmpegError, OSError) as error:
        raise ClearanceError(
            "holds no sound that can be read", file=str(path), fix="Give a film or a recording that plays."
        ) from error
