"""All hints of one file."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path, PurePath

import numpy as np
import numpy.typing as npt

from fairtake.guard.finding import Done, Finding, Kind
from fairtake.guard.formats import Format
from fairtake.guard.hints.pages import is_page
from fairtake.guard.hints.seams import seam
from fairtake.guard.hints.voices import speech
from fairtake.guard.hints.words import told_in

__all__ = ["NOT_LOOKED_FOR", "look"]

NOT_LOOKED_FOR = ("faces", "licence plates", "screens that can be read")
"""What only trained models find well: guard has none, and says so."""
_PICTURES = frozenset({Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF, Format.AVIF})
_PLAYED = frozenset({Format.MP4, Format.MOV, Format.WEBM, Format.MP3, Format.WAV, Format.FLAC})
_SIDE = 384
_SECONDS = 30


def look(path: Path, name: str, format_: Format, findings: Iterable[Finding] = ()) -> list[Finding]:
    """What a file called `name` gives away beyond its metadata; `findings` are those in its metadata, whose captions are
    read too. What cannot be decoded gives no hint."""
    found = told_in(PurePath(name).stem, "name")
    for one in findings:
        if one.kind in (Kind.TEXT, Kind.PERSON) and one.done is Done.REMOVED:
            found += told_in(one.what, f"caption, {one.where}", Done.REMOVED)
    if format_ in _PICTURES:
        found += _seen(path)
    elif format_ in _PLAYED:
        found += _heard(path)
    return list(dict.fromkeys(found))


def _seen(path: Path) -> list[Finding]:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as picture:
                picture.draft("L", (2 * _SIDE, 2 * _SIDE))
                small = picture.convert("L")
                small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
                grey = np.asarray(small, np.float32)
        except (OSError, SyntaxError, ValueError, RuntimeError, LookupError, TypeError, Image.DecompressionBombError):
            return []
    found = []
    if said := seam(grey):
        found.append(
            Finding(Kind.PAIR, "picture", f"it may be two pictures {said}, such as one person then and now", Done.KEPT)
        )
    if is_page(grey):
        found.append(Finding(Kind.DOCUMENT, "picture", "it may be a document: look for names and numbers", Done.KEPT))
    return found


def _heard(path: Path) -> list[Finding]:
    samples = _sound(path)
    if len(samples) and speech(samples):
        said = "somebody may be speaking: a voice can be copied from a few seconds"
        return [Finding(Kind.VOICE, "sound", said, Done.KEPT)]
    return []


def _sound(path: Path) -> npt.NDArray[np.float32]:
    """The first half minute of sound, mono, 8,000 samples a second."""
    import av

    pieces: list[npt.NDArray[np.float32]] = []
    have = 0
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            if not container.streams.audio:
                return np.zeros(0, np.float32)
            resampler = av.AudioResampler(format="flt", layout="mono", rate=8000)
            for frame in container.decode(audio=0):
                for part in resampler.resample(frame):
                    pieces.append(part.to_ndarray().reshape(-1).astype(np.float32))
                    have += len(pieces[-1])
                if have > _SECONDS * 8000:
                    break
    except (av.error.FFmpegError, ValueError, OverflowError, MemoryError, AttributeError):
        pass
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
