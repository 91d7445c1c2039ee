"""How often the mark in a film's sound is read again after what happens to films.

    python benchmarks/clearance_sound_mark.py FILM.mp4 [FILM.mp4 ...]

Each film's sound is marked anew with a key of this run, hurt, and listened to in pieces. Pieces of the films as they
are, and marked with another key, say how often a mark is heard where there is none. Limit: never.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import soxr

from fairtake.clearance.marks.sound import RATE, SoundMark, find_sound

KEY, OTHER, VALUE = b"benchmark".ljust(32, b"."), b"another".ljust(32, b"."), 0x123456789ABC
SECONDS = (3, 6, 12)
PIECES = 10
Sound = np.ndarray


def heard(source: Path | io.BytesIO) -> Sound:
    with av.open(source if isinstance(source, io.BytesIO) else str(source)) as file:
        change = av.AudioResampler("fltp", "stereo", RATE)
        parts = [part for frame in file.decode(audio=0) for part in change.resample(frame)]
        return np.concatenate([part.to_ndarray() for part in parts], axis=1)


def coded(codec: str, kind: str, rate: int, bits: int) -> Callable[[Sound], Sound]:
    def hurt(sound: Sound) -> Sound:
        plain = soxr.resample(sound.T, RATE, rate).T if rate != RATE else sound
        file = io.BytesIO()
        with av.open(file, "w", format=kind) as out:
            stream = out.add_stream(codec, rate=rate, layout="stereo")
            stream.bit_rate = bits
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(plain, np.float32), format="fltp", layout="stereo")
            frame.sample_rate = rate
            out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
        file.seek(0)
        return heard(file)

    return hurt


HURT: dict[str, Callable[[Sound], Sound]] = {
    "as made": lambda sound: sound,
    "AAC 128 kbit/s": coded("aac", "mp4", RATE, 128_000),
    "AAC 64 kbit/s": coded("aac", "mp4", RATE, 64_000),
    "MP3 64 kbit/s": coded("mp3", "mp3", RATE, 64_000),
    "MP3 at 22 kHz": coded("mp3", "mp3", 22_050, 64_000),
    "half as loud, noise at -50 dB": lambda sound: sound / 2 + noise(sound) * 0.003,
}


def noise(sound: Sound) -> Sound:
    return np.random.default_rng(1).standard_normal(sound.shape).astype(np.float32)


def pieces(sound: Sound, seconds: int) -> list[Sound]:
    length = seconds * RATE
    starts = np.linspace(777, max(sound.shape[1] - length, 778), PIECES).astype(int)
    return [sound[:, start : start + length] for start in starts]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("films", nargs="+", type=Path)
    asked = parser.parse_args()
    sounds = [heard(film)[:, : 90 * RATE] for film in asked.films]
    began = time.process_time()
    marked = [SoundMark(KEY, VALUE).embed(sound) for sound in sounds]
    cost = (time.process_time() - began) / sum(sound.shape[1] / RATE for sound in sounds)
    below = [10 * np.log10((a**2).mean() / ((b - a) ** 2).mean()) for a, b in zip(sounds, marked, strict=True)]
    print(
        f"{len(sounds)} films; the mark is {min(below):.1f} dB or more under the sound, and takes {cost * 1e3:.1f} ms a second"
    )
    print(f"{'read in pieces of':<32}" + "".join(f"{seconds:>8} s" for seconds in SECONDS) + "   the whole")
    wrong = 0
    for name, hurt in HURT.items():
        rates = []
        played = [hurt(sound) for sound in marked]
        for seconds in SECONDS:
            found = [find_sound([piece], KEY) for sound in played for piece in pieces(sound, seconds)]
            rates.append(sum(one is not None and one.value == VALUE for one in found) / len(found))
            wrong += sum(one is not None and one.value != VALUE for one in found)
        whole = [find_sound([sound], KEY) for sound in played]
        told = f"{sum(one is not None and one.value == VALUE for one in whole)} of {len(whole)}"
        print(f"{name:<32}" + "".join(f"{rate:>9.0%} " for rate in rates) + f"  {told}")
    clips = [piece for sound in sounds for piece in pieces(sound, 12)]
    clips += [piece for sound in sounds for piece in pieces(SoundMark(OTHER, VALUE).embed(sound), 12)]
    while len(clips) < 500:
        clips.append(np.roll(clips[len(clips) % (20 * len(sounds))], 311 * len(clips), axis=1))
    false = sum(find_sound([clip], KEY) is not None for clip in clips)
    print(f"marks heard in {len(clips)} pieces that carry none: {false}; wrong numbers read: {wrong}")
    return 1 if false or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
