"""Whether a copy shows and sounds as the original does: asked of decoders that know nothing of the strippers."""

from __future__ import annotations

import hashlib
import struct
import warnings
from pathlib import Path

from fairtake.guard.containers import pdf
from fairtake.guard.formats import Format
from fairtake.guard.plan import malformed

__all__ = ["same"]

_PICTURES = frozenset({Format.JPEG, Format.PNG, Format.WEBP, Format.GIF, Format.TIFF, Format.AVIF})
_MOST_PIXELS = 300_000_000
"""Of all frames of one file together."""
_ATTACHED = 0x400
"""AV_DISPOSITION_ATTACHED_PIC."""
_DIFFERENT = "could not be copied so that it stays the same"


def same(original: Path, copy: Path, format_: Format) -> None:
    """Raises GuardError unless both hold the same pictures and sound, to the bit, and are turned alike."""
    look = _pages if format_ is Format.PDF else _pictures if format_ in _PICTURES else _played
    try:
        one, other = look(original), look(copy)
        if format_ is Format.HEIC:  # the small pictures are not in the copy, and nothing new is
            one = other if set(other) <= set(one) else []
        if one != other or not other:
            raise malformed(_DIFFERENT)
    except RecursionError as error:
        raise malformed("is not well-formed") from error


def _pages(path: Path) -> list[object]:
    return pdf.pages(path.read_bytes())


def _pictures(path: Path) -> list[object]:
    """A hash of every frame, as stored, with what else decides about how it looks."""
    from PIL import Image, UnidentifiedImageError

    found: list[object] = []
    left = _MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as picture:
                # Further pictures of a JPEG (previews, depth) lie behind its end, and are not in the copy.
                frames = 1 if picture.format in ("JPEG", "MPO") else getattr(picture, "n_frames", 1)
                for number in range(frames):
                    picture.seek(number)
                    if number and picture.format == "TIFF" and picture.tag_v2.get(254, 0) & 1:  # type: ignore[attr-defined]
                        continue  # a small picture of another page
                    left -= picture.width * picture.height
                    if left < 0:
                        raise malformed(f"has more than {_MOST_PIXELS // 1_000_000} million pixels")
                    picture.load()
                    digest = hashlib.sha256()
                    for top in range(0, picture.height, 256):
                        part = picture.crop((0, top, picture.width, min(top + 256, picture.height)))
                        digest.update(part.tobytes())
                    if picture.palette is not None and picture.mode == "P":
                        digest.update(picture.palette.tobytes())
                    said = (picture.info.get("transparency"), picture.info.get("duration"), picture.info.get("loop"))
                    found.append((picture.mode, picture.size, digest.digest(), *map(repr, said)))
                found.append(picture.getexif().get(0x0112, 1) or 1)
        except (
            OSError,
            SyntaxError,
            ValueError,
            EOFError,
            struct.error,
            LookupError,
            TypeError,
            RuntimeError,
        ) as error:
            raise malformed("cannot be shown") from error
        except (UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise malformed("has more pixels than can be") from error
    return found


def _played(path: Path) -> list[object]:
    """For every track of pictures, sound and subtitles: what decodes it, and a hash of its packets and their times."""
    import av

    kept = ("video", "audio", "subtitle")
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            streams = [one for one in container.streams if one.type in kept and not _cover(one) and _known(one)]
            digests = {one.index: hashlib.sha256(one.codec_context.extradata or b"") for one in streams}
            counts = dict.fromkeys(digests, 0)
            for packet in container.demux(streams) if streams else ():
                if packet.size:
                    digest = digests[packet.stream.index]
                    digest.update(f"{packet.pts} {packet.dts} {packet.size}".encode())
                    digest.update(bytes(packet))
                    counts[packet.stream.index] += 1
            return [
                (one.type, one.codec_context.name, counts[one.index], digests[one.index].digest()) for one in streams
            ]
    except (av.error.FFmpegError, ValueError, OverflowError, MemoryError, AttributeError) as error:
        raise malformed("cannot be played") from error


def _cover(stream: object) -> bool:
    """Whether a stream is a cover picture, which is not in the copy."""
    return bool(int(getattr(stream, "disposition", 0)) & _ATTACHED)


def _known(stream: object) -> bool:
    return getattr(stream, "codec_context", None) is not None
