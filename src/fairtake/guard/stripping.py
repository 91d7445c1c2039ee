"""A file in, what it gives away out; and a copy of it that no longer does.

Nothing counts as done that was not seen to be: a copy is read again, must give nothing away, and must hold the same
pictures and sound as the original.
"""

from __future__ import annotations

import mmap
import os
import stat
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fairtake.errors import GuardError
from fairtake.guard.checking import same
from fairtake.guard.containers import flac, gif, heif, jpeg, mp3, mp4, pdf, png, riff, tiff, webm
from fairtake.guard.finding import Done, Finding, Kind, shown
from fairtake.guard.formats import SUFFIXES, Format, sniff
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["Examined", "confirm", "examine", "make_safe"]

_STRIPPERS: dict[Format, Callable[[Data, Plan], None]] = {
    Format.JPEG: jpeg.strip,
    Format.PNG: png.strip,
    Format.WEBP: riff.strip_webp,
    Format.MP4: mp4.strip,
    Format.MOV: mp4.strip,
    Format.MP3: mp3.strip,
    Format.WAV: riff.strip_wav,
    Format.FLAC: flac.strip,
    Format.GIF: gif.strip,
    Format.TIFF: tiff.strip,
    Format.AVIF: heif.strip,
    Format.HEIC: heif.strip,
    Format.WEBM: webm.strip,
    Format.PDF: pdf.strip,
}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file's `format`, what it gives away, and what there is to say about its copy besides (`notes`)."""

    format: Format
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def examine(path: Path) -> Examined:
    """What the file at `path` gives away. Raises GuardError when it cannot be read as what it is."""
    with _opened(path) as data:
        format_, plan = _planned(data)
        return _told(path, format_, plan)


def make_safe(source: Path, target: Path) -> Examined:
    """Write a copy of `source` to `target` that gives nothing of it away, and says that nobody may train on it; what
    `source` gave away. Raises GuardError when that cannot be done; there is no `target` then."""
    with _opened(source) as data:
        format_, plan = _planned(data)
        try:
            with target.open("wb") as file:
                plan.write(data, file)
            with _opened(target) as copy:
                again, second = _planned(copy)
            left = [one for one in second.findings if one.done is Done.REMOVED]
            if again is not format_ or left:
                why = f": {left[0].where}, {left[0].what}" if left else ""
                raise malformed(f"could not be made safe{why}")
            same(source, target, format_)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return _told(source, format_, plan)


def confirm(copy: Path, safe: Path) -> None:
    """Raises GuardError unless `copy` gives nothing away and holds what `safe` holds: for what was made of a safe copy."""
    with _opened(copy) as data, _opened(safe) as known:
        format_, plan = _planned(data)
        if any(one.done is Done.REMOVED for one in plan.findings):
            raise malformed("gives something away after it was declared not to be trained on")
        if not plan.equals(data, known):  # where things stand may change: then decoders are asked
            same(safe, copy, format_)


def _planned(data: Data) -> tuple[Format, Plan]:
    format_ = sniff(data)
    if format_ is None:
        raise GuardError("is of no format known here", fix=f"Known are {', '.join(Format)}; leave others out.")
    plan = Plan()
    try:
        _STRIPPERS[format_](data, plan)
    except (struct.error, LookupError, ValueError, OverflowError, MemoryError, RecursionError) as error:
        raise malformed("is not well-formed") from error
    return format_, plan


def _told(path: Path, format_: Format, plan: Plan) -> Examined:
    findings = list(plan.findings)
    if path.suffix.lower() not in SUFFIXES[format_]:
        said = f"it is called {shown(path.suffix) or 'without a suffix'}, and is {format_}"
        findings.append(Finding(Kind.HIDDEN, "name", said, Done.KEPT))
    return Examined(format_, tuple(dict.fromkeys(findings)), tuple(plan.notes))


@contextmanager
def _opened(path: Path) -> Iterator[Data]:
    """The content of a regular file, not read before it is asked for."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise GuardError(
            f"cannot be read ({error.strerror})", fix="See that it is there, and yours to read."
        ) from error
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise GuardError("is no file", fix="Give files, or folders of them.")
    with os.fdopen(handle, "rb") as file:
        if not state.st_size:
            raise malformed("is empty")
        with mmap.mmap(handle, 0, access=mmap.ACCESS_READ) as data:
            file.seek(0)
            yield data
