"""All signals of one file, and of the texts that lie beside it."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path

from fairtake.clearance.gate.optouts import content_usage, credentials, xmp
from fairtake.clearance.gate.optouts.signal import OptOut

__all__ = ["Found", "read_optouts"]

_LARGEST_TEXT = 512 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says: its reservations, and `tampered` why its credentials do not fit it ("" when they do, or
    there are none)."""

    optouts: tuple[OptOut, ...] = ()
    tampered: str = ""


def read_optouts(path: Path, beside: Path | None = None) -> Found:
    """What the file at `path` says, and what lies beside it: FILE.xmp, robots.txt and Content-Usage in the folder of
    `beside` (where the file was brought from; default `path`). Whatever cannot be understood says nothing;
    nothing is fetched. Raises OSError when the file cannot be read."""
    origin = beside or path
    found: list[OptOut] = []
    tampered = ""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                found += xmp.optouts_in(data)
                signed = credentials.is_there(data)
            if signed:
                said, tampered = credentials.optouts_of(path)
                found += said
    for name in (f"{origin.name}.xmp", f"{origin.stem}.xmp"):
        packet = _text(origin.parent / name)
        if packet:
            found += xmp.optouts_in(packet)
    for name in ("robots.txt", "Content-Usage", f"{origin.name}.content-usage"):
        text = _text(origin.parent / name)
        if text:
            found += content_usage.optouts_in(text.decode("utf-8", "replace"), origin.name)
    return Found(tuple(dict.fromkeys(found)), tampered)


def _text(path: Path) -> bytes:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST_TEXT:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
