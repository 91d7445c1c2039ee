"""Whether sound and film are all there, told by the lengths their containers state; nothing is decoded.

WAV and AIFF state their length, MP4 that of each box, and OGG marks its last page. MP3, FLAC and WebM say nothing
that shows without decoding them.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["cut_short"]

_OPEN = 0xFFFFFFFF
_MOST_BOXES = 100_000
_TAIL = 2**17


def cut_short(path: Path) -> str:
    """Why a file of sound or film is not whole, "" when nothing shows it. Raises OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(16)
        if head[:4] in (b"RIFF", b"FORM"):
            stated = int.from_bytes(head[4:8], "little" if head[:4] == b"RIFF" else "big")
            return "it ends before its stated length" if stated != _OPEN and stated + 8 > size else ""
        if head[:4] == b"OggS":
            file.seek(max(size - _TAIL, 0))
            tail = file.read()
            last = tail.rfind(b"OggS\0")
            table = tail[last + 27 : last + 27 + tail[last + 26]] if last >= 0 and len(tail) > last + 26 else b""
            ends = last + 27 + len(table) + sum(table)
            return "" if table and tail[last + 5] & 4 and ends <= len(tail) else "its last page is missing"
        if head[4:8] != b"ftyp":
            return ""
        at, found = 0, set()
        for _ in range(_MOST_BOXES):
            if at == size:
                return "" if b"moov" in found else "it has no index of what it plays"
            file.seek(at)
            box = file.read(16)
            length = int.from_bytes(box[:4], "big")
            if length == 1:
                length = int.from_bytes(box[8:16], "big")
            elif not length:
                length = size - at
            if length < 8 or at + length > size:
                return "it ends before its stated length"
            found.add(box[4:8])
            at += length
        return "it has too many parts to look through"
