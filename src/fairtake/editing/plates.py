"""Plates: a picture somebody filmed or drew, as the frames of a shot.

A plate fills the frame as well as it can without losing what is in it: a shape that differs by no
more than a twentieth is cropped, any other gets black bars. A film's frames are the plate's at the
same moment, whatever its rate; a still is held; what is too short holds its last frame.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from fairtake.errors import RenderError
from fairtake.model.clearance import Cleared

__all__ = ["MOVING", "STILL", "Plate", "plate_frames", "read_plate"]

STILL = frozenset([".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp"])
MOVING = frozenset([".mp4", ".mov", ".mkv", ".webm", ".m4v", ".avi", ".gif"])

_CROPPED = 0.05
_MOST_PIXELS = 64_000_000
_MOST_WIDE = 8192

Rgb = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Plate:
    """What a plate is: `seconds` (0 for a still), its `size` as it is shown (width, height),
    whether it has sound of its own."""

    seconds: float
    size: tuple[int, int]
    sound: bool = False

    @property
    def still(self) -> bool:
        """Whether nothing moves in it."""
        return self.seconds == 0


def read_plate(plate: Cleared) -> Plate:
    """What a plate is, its first picture decoded. Raises RenderError, naming the file and the fix."""
    path = plate.checked()
    if path.suffix.casefold() in STILL:
        return Plate(0.0, _picture(plate).size)
    with _opened(plate) as source:
        video: Any = source.streams.video[0]
        first = next(_turned(source, plate), None)
        if first is None:
            raise _unreadable(plate, "holds no picture that can be decoded")
        seconds = float(video.duration * video.time_base) if video.duration else float((source.duration or 0) / 1e6)
        _, picture = first
        return Plate(max(seconds, 1e-3), (picture.shape[1], picture.shape[0]), bool(source.streams.audio))


def plate_frames(plate: Cleared, size: tuple[int, int], fps: int, frames: int) -> Iterator[Rgb]:
    """The `frames` frames (H, W, 3) uint8 sRGB of a shot of `size` (width, height), one array used
    again for each. Raises RenderError."""
    if plate.checked().suffix.casefold() in STILL:
        still = _fitted(np.asarray(_picture(plate)), size)
        still.flags.writeable = False
        for _ in range(frames):
            yield still
        return
    with _opened(plate) as source:
        pictures = _turned(source, plate)
        shown: Rgb | None = None
        following = next(pictures, None)
        begin = following[0] if following else Fraction(0)
        for number in range(frames):
            changed = False
            # A quarter of a frame's grace: times are rounded in files.
            while following is not None and following[0] - begin <= Fraction(4 * number + 1, 4 * fps):
                raw, changed = following[1], True
                following = next(pictures, None)
            if changed:
                shown = _fitted(raw, size)
                shown.flags.writeable = False
            if shown is None:
                raise _unreadable(plate, "holds no picture that can be decoded")
            yield shown


def _opened(plate: Cleared) -> Any:
    path = plate.checked()
    try:
        source = av.open(str(path))
    except (av.error.FFmpegError, OSError) as error:
        raise _unreadable(plate, "cannot be read as a film") from error
    if not source.streams.video:
        source.close()
        raise _unreadable(plate, "holds no picture")
    video: Any = source.streams.video[0]
    if video.width > _MOST_WIDE or video.height > _MOST_WIDE or video.width * video.height > _MOST_PIXELS:
        source.close()
        raise _unreadable(plate, f"is {video.width} by {video.height} pixels, more than {_MOST_WIDE} on a side")
    return source


def _turned(source: Any, plate: Cleared) -> Iterator[tuple[Fraction, Rgb]]:
    """Decoded pictures and their times, upright."""
    video = source.streams.video[0]
    try:
        for frame in source.decode(video):
            if frame.pts is None:
                continue
            # What does not say its colours is of this century when it is large, of the last when it is small.
            space = frame.colorspace if frame.colorspace in (1, 5, 6, 9) else 1 if frame.height >= 720 else 5
            rgb = frame.reformat(format="rgb24", src_colorspace=space).to_ndarray()
            turns = round(getattr(frame, "rotation", 0) / 90) % 4
            yield Fraction(frame.pts) * video.time_base, np.rot90(rgb, turns) if turns else rgb
    except av.error.FFmpegError as error:
        if not isinstance(error, av.error.EOFError):
            raise _unreadable(plate, "is damaged") from error


def _picture(plate: Cleared) -> Image.Image:
    try:
        with Image.open(io.BytesIO(plate.read())) as image:
            if image.width * image.height > _MOST_PIXELS:
                what = f"is {image.width} by {image.height} pixels, more than {_MOST_PIXELS // 1_000_000} million"
                raise _unreadable(plate, what)
            upright = ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile")
            if profile and upright.mode in ("RGB", "CMYK", "L"):
                given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
                upright = ImageCms.profileToProfile(upright, given, ImageCms.createProfile("sRGB"), outputMode="RGB")  # type: ignore[assignment]
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                paper = Image.new("RGBA", upright.size, (255, 255, 255, 255))
                upright = Image.alpha_composite(paper, upright.convert("RGBA"))
            return upright.convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        ImageCms.PyCMSError,
        Image.DecompressionBombError,
    ) as error:
        raise _unreadable(plate, "cannot be read as a picture") from error


def _fitted(rgb: Rgb, size: tuple[int, int]) -> Rgb:
    """A picture in a frame of `size`: cropped a little, or with black bars."""
    width, height = size
    tall, wide = rgb.shape[:2]
    across, down = width / wide, height / tall
    scale = max(across, down) if max(across, down) / min(across, down) <= 1 + _CROPPED else min(across, down)
    new = (max(1, round(wide * scale)), max(1, round(tall * scale)))
    picture = Image.fromarray(np.ascontiguousarray(rgb))
    if new != picture.size:
        picture = picture.resize(new, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)
    out = np.zeros((height, width, 3), np.uint8)
    shown = np.asarray(picture)
    left, top = (new[0] - width) // 2, (new[1] - height) // 2
    part = shown[max(top, 0) : max(top, 0) + height, max(left, 0) : max(left, 0) + width]
    at_y, at_x = max(-top, 0), max(-left, 0)
    out[at_y : at_y + part.shape[0], at_x : at_x + part.shape[1]] = part
    return out


def _unreadable(plate: Cleared, what: str) -> RenderError:
    return RenderError(
        f"the plate {what}",
        file=plate.reference.path,
        key=plate.reference.key,
        fix="Save it anew, as PNG or as MP4 (H.264).",
    )
