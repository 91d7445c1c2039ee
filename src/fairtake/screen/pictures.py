"""Opening pictures of unknown origin: whole or not at all, and never larger than memory allows."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

__all__ = ["copyright_of", "open_picture"]

_MOST_PIXELS = 120_000_000
_SIDE = 512
_COPYRIGHT = 0x8298


def open_picture(path: Path) -> npt.NDArray[np.uint8] | str:
    """The picture (H, W, 3) uint8, made smaller where it is large; or why it cannot be shown, in words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    return f"it unpacks to {width} x {height} pixels, more than is looked at"
                picture.draft("RGB", (_SIDE, _SIDE))
                picture.load()
                small = picture.convert("RGB")
                if max(small.size) > _SIDE:
                    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
                return np.asarray(small, np.uint8)
    except UnidentifiedImageError:
        return "it is no picture that can be read"
    except Exception as error:
        return f"the picture cannot be read whole ({str(error)[:100]})"


def copyright_of(path: Path) -> list[tuple[str, str]]:
    """What Exif and PNG text say of rights, and where; nothing where they cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                found = [("PNG Copyright", picture.info.get("Copyright")), ("Exif Copyright", _exif(picture))]
    except Exception:
        return []
    return [(where, text[:4096]) for where, text in found if isinstance(text, str) and text]


def _exif(picture: Image.Image) -> object:
    try:
        said = picture.getexif().get(_COPYRIGHT)
    except Exception:
        return None
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
