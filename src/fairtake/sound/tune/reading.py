"""A music file to samples."""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from fairtake.errors import SoundError
from fairtake.model.clearance import Cleared
from fairtake.model.sound import RATE
from fairtake.sound.loudness import LoudnessMeter

__all__ = ["LONGEST", "Tune", "read_tune"]

Samples = npt.NDArray[np.float32]

LONGEST = 20 * 60
"""Seconds of a file that are read: memory stays bounded, and films play a stretch at a time."""

_FORMATS = "wav,w64,rf64,flac,aiff,caf,au,ogg,mp3,aac,mov,matroska,ac3,wv,tta,ape,asf"
"""What is opened. Playlists and the like are not: they name other files, and addresses."""

_SHORTEST = 4.0
_SILENT = -60.0


@dataclass(frozen=True, slots=True, eq=False)
class Tune:
    """`samples` (2, n) at RATE as they were recorded; `loudness` in LUFS; `cut` when the file is
    longer than what was read."""

    samples: Samples
    loudness: float
    cut: bool = False

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.samples.shape[1] / RATE)


def read_tune(music: Cleared) -> Tune:
    """Decode music in any format and at any rate; mono becomes stereo, more channels are folded
    down. Raises SoundError, naming the file, when it is no sound, silent, or shorter than 4 s; ClearanceError when it is not what was cleared."""
    name = str(music.checked())
    fix = "Export it again as WAV, FLAC or MP3."
    blocks: list[Samples] = []
    count, cut = 0, False
    try:
        with av.open(name, options={"protocol_whitelist": "file", "format_whitelist": _FORMATS}) as source:
            if not source.streams.audio:
                raise SoundError("there is no sound in this file", file=name, fix="Name a music file.")
            resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
            for frame in source.decode(source.streams.audio[0]):
                for part in resampler.resample(frame):
                    blocks.append(np.asarray(part.to_ndarray(), np.float32))
                    count += blocks[-1].shape[1]
                if count >= LONGEST * RATE:
                    cut = True
                    break
            else:
                blocks += [np.asarray(part.to_ndarray(), np.float32) for part in resampler.resample(None)]
    except FileNotFoundError as error:
        raise SoundError("the music is not there", file=name, fix="Correct human.music in film.toml.") from error
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise SoundError("the music cannot be read", file=name, fix=fix) from error
    samples = np.concatenate(blocks, axis=1)[:, : LONGEST * RATE] if blocks else np.zeros((2, 0), np.float32)
    if not np.isfinite(samples).all():
        raise SoundError("the music holds samples that are no numbers", file=name, fix=fix)
    if samples.shape[1] < _SHORTEST * RATE:
        raise SoundError(f"the music is shorter than {_SHORTEST:g} seconds", file=name, fix="Name a longer piece.")
    meter = LoudnessMeter()
    for begin in range(0, samples.shape[1], 10 * RATE):
        meter.add(samples[:, begin : begin + 10 * RATE])
    if not meter.integrated > _SILENT:
        raise SoundError("the music is silent", file=name, fix=fix)
    return Tune(samples, meter.integrated, cut)
