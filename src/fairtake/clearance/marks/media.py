"""Frames out of a file, few enough to look at: every so many of a clip, key frames of a film, a picture itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from fairtake.errors import ClearanceError

__all__ = ["STILL", "Sample", "samples", "seconds_of", "stretch"]

STILL = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif")
_WIDE = 960
_LARGEST = 64_000_000
"""Pixels of a still picture that are read."""
_CLIP = 15.0
"""Seconds up to which a file is a clip, of which all frames are read."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A frame at `time` seconds: (H, W, 3) uint8 sRGB, at most 960 pixels long."""

    time: float
    rgb: npt.NDArray[np.uint8]


def samples(path: Path, most: int = 72) -> Iterator[Sample]:
    """Frames of a film or a picture, evenly spread and in order, about `most` at most (of long films their key
    frames). Raises ClearanceError when the file holds no picture that can be read."""
    if path.suffix.lower() in STILL:
        yield Sample(0.0, _still(path))
        return
    with _opened(path) as source:
        stream = source.streams.video[0]
        seconds = _seconds(source, stream)
        if seconds > _CLIP:
            stream.codec_context.skip_frame = "NONKEY"
        yield from _every(source, stream, seconds / most, path)


def stretch(path: Path, start: float, seconds: float, most: int = 24) -> Iterator[Sample]:
    """Frames of a film from `start` seconds on, for some seconds, all kinds of frames. Raises ClearanceError."""
    with _opened(path) as source:
        stream = source.streams.video[0]
        if start > 0:
            source.seek(int(start * av.time_base))
        for sample in _every(source, stream, seconds / most, path):
            if sample.time > start + seconds:
                return
            if sample.time >= start:
                yield sample


def seconds_of(path: Path) -> float:
    """The length of a film; 0 of a picture."""
    if path.suffix.lower() in STILL:
        return 0.0
    with _opened(path) as source:
        return _seconds(source, source.streams.video[0])


def _every(source: Any, stream: Any, least: float, path: Path) -> Iterator[Sample]:
    """The frames that come, at least so many seconds apart."""
    stream.thread_type = "AUTO"
    due = -1e9
    count = 0
    try:
        for frame in source.decode(stream):
            time = float(frame.time) if frame.time is not None else count / 24
            count += 1
            if time + 1e-6 < due:
                continue
            due = max(due + least, time + least / 2)
            factor = min(1.0, _WIDE / max(frame.width, frame.height))
            size = (max(round(frame.width * factor), 1), max(round(frame.height * factor), 1))
            small = frame.reformat(width=size[0], height=size[1], format="rgb24", interpolation="AREA")
            yield Sample(time, np.asarray(small.to_ndarray(), np.uint8))
    except (av.error.FFmpegError, ValueError) as error:
        if not count:
            raise _unreadable(path, error) from error


def _opened(path: Path) -> Any:
    try:
        source: Any = av.open(str(path))
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not source.streams.video:
        source.close()
        raise ClearanceError("holds no pictures", file=str(path), fix="Name a film or a picture.")
    return source


def _seconds(source: Any, stream: Any) -> float:
    if source.duration:
        return float(source.duration / av.time_base)
    return float(stream.duration * stream.time_base) if stream.duration else 0.0


def _still(path: Path) -> npt.NDArray[np.uint8]:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _LARGEST:
                raise ClearanceError("is too large a picture", file=str(path), fix="Make it smaller.")
            rgb = picture.convert("RGB")
            rgb.thumbnail((_WIDE, _WIDE), Image.Resampling.LANCZOS)
            return np.asarray(rgb, np.uint8)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> ClearanceError:
    return ClearanceError(
        f"cannot be read as a film or a picture: {error}", file=str(path), fix="Name a film or a picture."
    )
