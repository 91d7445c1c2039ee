"""A keyed watermark in a safe copy, and a registry entry of what it stands for: so that its owner knows it again.

Marking changes the picture a little, and a JPEG or WebP is encoded anew for it; so it is done only where asked for. The
mark tells who has the key that a picture comes from this copy. It keeps nobody from training on it, and who makes the
picture anew with a model may lose it.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image

from fairtake.clearance.marks import PictureMark, mark_key
from fairtake.clearance.marks.fingerprints import fingerprint
from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.errors import FairtakeError
from fairtake.guard import Format, make_safe
from fairtake.project import file_sha256

__all__ = ["MARKED", "mark_copy", "register"]

MARKED = frozenset({Format.JPEG, Format.PNG, Format.WEBP})
"""Formats a mark is laid into."""
_LEAST = 256
"""Pixels along the shorter side below which a mark does not hold."""
_ORIENTATION = 0x0112


def mark_copy(safe: Path, drawn: Path, format_: Format) -> int | str:
    """Lay a mark into the safe copy at `safe`, by way of the file `drawn`; the number it says, or why there is none."""
    if format_ not in MARKED:
        return f"no mark was laid into it: that is done in {', '.join(sorted(MARKED))} only"
    with Image.open(safe) as picture:
        if getattr(picture, "n_frames", 1) > 1:
            return "no mark was laid into it: it moves"
        if min(picture.size) < _LEAST:
            return f"no mark was laid into it: it is smaller than {_LEAST} pixels"
        with safe.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        key = mark_key()
        value = int.from_bytes(hmac.digest(key, b"fairtake guard 1\0" + content, "sha256")[:6], "big")
        turned = picture.getexif().get(_ORIENTATION, 1)
        profile = picture.info.get("icc_profile")
        seen = "A" in picture.getbands() or "transparency" in picture.info
        rgb = picture.convert("RGBA" if seen else "RGB")
    colours = np.ascontiguousarray(np.asarray(rgb)[..., :3])
    marked = PictureMark(key, value, rgb.size).embed(colours)
    out = Image.fromarray(np.dstack((marked, np.asarray(rgb)[..., 3])) if seen else marked)
    exif = Image.Exif()
    if turned != 1:
        exif[_ORIENTATION] = turned
    more: dict[str, object] = {"icc_profile": profile, "exif": exif}
    if format_ is Format.JPEG:
        more |= {"quality": 95, "subsampling": 0}
    elif format_ is Format.WEBP:
        more |= {"quality": 95, "method": 4}
    out.save(drawn, "WEBP" if format_ is Format.WEBP else str(format_), **more)
    make_safe(drawn, safe)
    return value


def register(value: int, copy: Path, name: str) -> str:
    """Keep what a mark stands for, and what the picture looks like; a word on what came of it."""
    with Image.open(copy) as picture:
        small = picture.convert("RGB")
        small.thumbnail((1024, 1024))
        print_ = fingerprint(np.ascontiguousarray(np.asarray(small)))
    content = file_sha256(copy)
    film = PurePosixPath(name).name
    try:
        with open_registry() as registry:
            registry.add_fingerprints(film, [Fingerprint(0.0, print_.code, "pdq", print_.quality)])
            registry.add_mark(value, film, content, content_sha256=content)
    except FairtakeError as error:
        return f"its mark {value:012x} was not kept in the registry: {error.what}"
    return f"it bears the mark {value:012x}, kept in the registry: `fairtake verify` knows copies of it again"
