"""A person's recording of a line, from whatever file it is in: mono float32 at 48 kHz, trimmed,
with less of its noise.

Raises VoiceError for what is no sound, is silent, or is far too long for one line; time and
memory are bounded by the length that is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.error import FFmpegError
from scipy import signal

from fairtake.errors import VoiceError
from fairtake.voices.recordings.quieting import quieted

__all__ = ["RATE", "Recording", "read_recording"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

RATE = 48_000

_FORMATS = "wav,w64,rf64,flac,aiff,caf,au,ogg,mp3,aac,mov,matroska,amr,ac3,wv,tta,ape,asf"
"""What is opened. Playlists and the like are not: they name other files, and addresses."""

_EXPORT = "Export it as WAV or FLAC."
_AGAIN = "Record the line again, or remove the file."
_HOP = 0.01
_MARGIN = 0.015
_FLOOR = -62.0  # dB below full scale: what never rises above it is silence
_CONTRAST = 9.0  # dB by which somebody who speaks rises above the pauses
_CLEAN = 55.0  # dB below the voice: noise that nobody hears
_SHORTEST = 0.06  # seconds: what is shorter than the shortest word
_SOFT_START, _SOFT_END = 12, 25  # hundredths of a second a sound may take to rise from the noise, and to sink
_CLICK, _APART = 0.05, 0.25  # seconds: what is shorter, and so far from the rest, is no speech


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """`samples` float32 mono at RATE; `notes` what was heard that a person may want to mend."""

    samples: F32
    notes: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE


def read_recording(path: Path, longest: float) -> Recording:
    """The recording in a file, without what is before the first and after the last sound.

    `longest` is the most seconds the file may have. Raises VoiceError.
    """
    channels, notes = _decoded(path, longest)
    if not np.isfinite(channels).all():
        raise VoiceError("it is damaged: some of its samples are no numbers", file=str(path), fix=_EXPORT)
    clipped = float(np.mean(np.abs(channels) > 0.999))
    if clipped > 5e-4:
        notes.append(f"is clipped ({100 * clipped:.1f} % of it): record it with less gain")
    samples = _mixed(channels)
    samples = np.asarray(signal.sosfilt(_rumble(), samples - samples.mean()), np.float32)
    levels = _levels(samples)
    loud, noise = float(np.quantile(levels, 0.97)), _noise(levels)
    span = _spoken(levels, loud, noise)
    if loud < _FLOOR or span is None:
        raise VoiceError("nobody is heard in it", file=str(path), fix=_AGAIN)
    if loud - noise < 20.0:
        notes.append(f"has noise only {loud - noise:.0f} dB below the voice: record it in a quieter place")
    hop, margin = round(_HOP * RATE), round(_MARGIN * RATE)
    if noise > loud - _CLEAN:
        samples = quieted(samples, levels < noise + 3.0, hop)
    start, end = max(0, span[0] * hop - margin), min(len(samples), span[1] * hop + margin)
    if end - start < _SHORTEST * RATE:
        raise VoiceError("nobody is heard in it, only a click", file=str(path), fix=_AGAIN)
    return Recording(np.ascontiguousarray(samples[start:end]), tuple(notes))


def _rumble() -> F64:
    return np.asarray(signal.butter(2, 60.0, "highpass", fs=RATE, output="sos"), np.float64)


def _decoded(path: Path, longest: float) -> tuple[F32, list[str]]:
    """(channels, N) at RATE, one or two channels, and what is to be said of the file."""
    parts: list[F32] = []
    notes: list[str] = []
    count, most, told = 0, int((longest + 1.0) * RATE), 0.0
    try:
        options = {"protocol_whitelist": "file", "format_whitelist": _FORMATS}
        with av.open(str(path), options=options) as container:
            if not container.streams.audio:
                raise VoiceError("there is no sound in it", file=str(path), fix=_EXPORT)
            stream = container.streams.audio[0]
            told = max(_seconds(stream.duration, stream.time_base), _seconds(container.duration, 1e-6))
            if told > longest:
                raise _too_long(path, told, longest)
            if 0 < stream.rate < 16_000:
                notes.append(f"has only {stream.rate} samples a second and sounds dull: record it at 48000")
            for part in _parts(container, stream):
                parts.append(part)
                count += part.shape[1]
                if count > most:
                    raise _too_long(path, count / RATE, longest)
    except FFmpegError as error:
        if not count:
            raise VoiceError(f"it is no sound file ({error.strerror})", file=str(path), fix=_EXPORT) from error
        notes.append("is damaged: what could be read of it is used")
    except (OSError, ValueError, TypeError, MemoryError) as error:
        raise VoiceError(f"it cannot be read ({error})", file=str(path), fix=_EXPORT) from error
    if not count:
        raise VoiceError("there is no sound in it", file=str(path), fix=_EXPORT)
    if told > 0.1 + 1.1 * count / RATE and not notes:
        notes.append("is damaged: what could be read of it is used")
    return np.concatenate(parts, axis=1), notes


def _seconds(duration: int | None, base: Any) -> float:
    return float(duration * base) if duration and base else 0.0


def _too_long(path: Path, seconds: float, longest: float) -> VoiceError:
    hours, rest = divmod(round(seconds), 3600)
    told = f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    what = f"it is {told} long, and the line takes {longest / 4:.0f} seconds at the very most"
    return VoiceError(what, file=str(path), fix="Cut it into one file a line.")


def _parts(container: Any, stream: Any) -> Iterator[F32]:
    """What is decoded, piece by piece, (channels, n) at RATE."""
    layout = "mono" if stream.codec_context.layout.nb_channels == 1 else "stereo"
    resampler = av.AudioResampler(format="fltp", layout=layout, rate=RATE)
    for frame in container.decode(stream):
        for piece in resampler.resample(frame):
            yield np.asarray(piece.to_ndarray(), np.float32)
    for piece in resampler.resample(None):
        yield np.asarray(piece.to_ndarray(), np.float32)


def _mixed(channels: F32) -> F32:
    """One channel of two: their mean, or the louder one where they would cancel each other or
    one is nearly silent."""
    if len(channels) == 1:
        return np.asarray(channels[0], np.float32)
    mean = channels.mean(axis=0)
    powers = np.mean(np.square(channels, dtype=np.float64), axis=1)
    if float(np.mean(np.square(mean, dtype=np.float64))) < 0.4 * float(powers.max()):
        return np.asarray(channels[int(powers.argmax())], np.float32)
    return np.asarray(mean, np.float32)


def _levels(samples: F32) -> F64:
    """The RMS of every hundredth of a second, in dB below full scale."""
    hop = round(_HOP * RATE)
    count = max(len(samples) // hop, 1)
    padded = np.resize(samples, count * hop) if len(samples) < count * hop else samples[: count * hop]
    power = np.mean(np.square(padded.reshape(count, hop), dtype=np.float64), axis=1)
    return np.asarray(10.0 * np.log10(power + 1e-12), np.float64)


def _noise(levels: F64) -> float:
    """The level of the noise between and about the words: what is quietest, if it is steady. A file
    that was cut close may hold no moment without a voice."""
    low, middle = (float(np.quantile(levels, part)) for part in (0.02, 0.1))
    steady = middle - low < 4.0 and int(np.sum(levels < low + 4.0)) >= 20
    return middle if steady else min(low, _FLOOR)


def _spoken(levels: F64, loud: float, noise: float) -> tuple[int, int] | None:
    """First and last (exclusive) hundredth in which somebody speaks; clicks at the edges are not
    speech. None when nothing rises above the noise."""
    if loud - noise < _CONTRAST:
        return None
    over = levels > max(min(noise + 8.0, loud - 6.0), loud - 42.0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], over.astype(np.int8), [0]))))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    click, apart = _CLICK / _HOP, _APART / _HOP
    while len(runs) > 1 and runs[0][1] - runs[0][0] < click and runs[1][0] - runs[0][1] > apart:
        runs.pop(0)
    while len(runs) > 1 and runs[-1][1] - runs[-1][0] < click and runs[-1][0] - runs[-2][1] > apart:
        runs.pop()
    if not runs:
        return None
    # Soft beginnings and endings are a little over the noise for a while.
    smooth = np.convolve(np.pad(levels, 1, mode="edge"), np.ones(3) / 3.0, "valid")
    soft = smooth > max(noise + 2.0, loud - 48.0)
    first, last = runs[0][0], runs[-1][1]
    while first > max(0, runs[0][0] - _SOFT_START) and soft[first - 1]:
        first -= 1
    while last < min(len(levels), runs[-1][1] + _SOFT_END) and soft[last]:
        last += 1
    return first, last
