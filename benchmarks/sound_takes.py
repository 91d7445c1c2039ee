"""How well recorded takes are aligned to their text, against times that are known.

A line is read by another voice than the role's: other pitch, speed, size of head, roughness and
breath, in a room, in noise, over a narrow band. eSpeak NG knows when each of its sounds begins;
`recorded_take` has only the sound file. `measure()` returns the errors in milliseconds.

    python benchmarks/sound_takes.py
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
from scipy import signal

from fairtake.clearance.gate import Context, Grants, clear_one
from fairtake.model.breakdown import Delivery, Line
from fairtake.model.clearance import Cleared, Reference, ReferenceKind
from fairtake.model.reading import Take, VoiceSpec
from fairtake.model.span import Span
from fairtake.voices import EspeakVoice, recorded_take

F32 = npt.NDArray[np.float32]

LINES: tuple[tuple[str, str, Delivery], ...] = (
    ("en", "You never told me. Why didn't you call?", Delivery.NORMAL),
    ("en", "I kept it in the drawer, under the letters, where nobody ever looks.", Delivery.TIRED),
    ("en", "Put the kettle on and sit down, would you? It is going to be a long night.", Delivery.NORMAL),
    ("en", "Get out of my house!", Delivery.SHOUT),
    ("en", "Mama, please... I just want to go home.", Delivery.HESITANT),
    ("en", "Somebody is behind the door.", Delivery.WHISPER),
    ("en", "No.", Delivery.NORMAL),
    ("fr", "Je ne sais pas où il est parti, mais il reviendra demain.", Delivery.NORMAL),
    ("de", "Warum hast du mir nie gesagt, dass du weggehen willst?", Delivery.NORMAL),
    ("es", "Mañana por la mañana vamos a salir muy temprano.", Delivery.NORMAL),
    ("ru", "Я не знаю, почему он не пришёл вчера вечером.", Delivery.NORMAL),
    ("ja", "あした の あさ は やく でかけましょう。", Delivery.NORMAL),
)
SPEAKERS = {
    "a big slow man": VoiceSpec("ANNA", pitch=98, formants=0.92, rate=138, range=0.4),
    "a quick child": VoiceSpec("ANNA", pitch=285, formants=1.27, rate=192, range=0.7, breath=0.25),
    "a hoarse old woman": VoiceSpec("ANNA", pitch=165, formants=1.06, rate=120, roughness=0.6, breath=0.3),
}
ROLE = VoiceSpec("ANNA", pitch=198, formants=1.12, rate=162)
PLACES = ("dry", "room", "noise", "telephone")


def cleared(file: Path) -> Cleared:
    """A recording of our own, through the gate."""
    reference = Reference(ReferenceKind.RECORDING, "benchmark", file.name, (), declared="own work")
    return clear_one(reference, Grants(), Context("benchmark", datetime(2027, 1, 1, tzinfo=UTC)), file.parent)


def measure(speakers: int = 3, lines: int = len(LINES)) -> dict[str, Any]:
    """Errors of phoneme beginnings, milliseconds, over lines, speakers and places."""
    errors: list[float] = []
    lips: list[float] = []
    groups: dict[str, list[float]] = {}
    doubted = wrong_found = wrong = takes = 0
    heard = spent = 0.0
    with EspeakVoice() as voice, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "001.wav"
        for number, (language, text, delivery) in enumerate(LINES[:lines]):
            line = Line(1, "ANNA", text, Span("", 0, 0, 0), delivery=delivery, language=language)
            reading = voice.speak(line, ROLE)
            for index, (who, spec) in enumerate(list(SPEAKERS.items())[:speakers]):
                true = voice.speak(line, spec)
                where = PLACES[(number + index) % len(PLACES)]
                lead = 0.35
                _write(file, placed(true.samples, true.rate, where, seed=number), true.rate, lead, number)
                began = time.process_time()
                made = recorded_take(cleared(file), line, reading)
                spent += time.process_time() - began
                heard += true.duration
                takes += 1
                doubted += any("does not sound like" in note for note in made.notes)
                found = boundary_errors(true, made.take)
                errors += [error for _, error in found]
                lips += [error for viseme, error in found if viseme in ("PP", "FF")]
                for group in (language, who, where, str(delivery)):
                    groups.setdefault(group, []).extend(error for _, error in found)
                if index == 0 and len(text) > 12:
                    other = LINES[(number + 1) % lines]
                    said = Line(1, "ANNA", other[1], Span("", 0, 0, 0), delivery=other[2], language=other[0])
                    instead = voice.speak(said, spec)
                    _write(file, instead.samples, instead.rate, lead, number)
                    wrong += 1
                    wrong_found += any(
                        "does not sound like" in n for n in recorded_take(cleared(file), line, reading).notes
                    )
    return {
        "takes": takes,
        "boundaries": len(errors),
        "median_ms": _ms(np.median(errors)),
        "mean_ms": _ms(np.mean(errors)),
        "p90_ms": _ms(np.quantile(errors, 0.9)),
        "lips_median_ms": _ms(np.median(lips)),
        "by_group_median_ms": {group: _ms(np.median(values)) for group, values in groups.items()},
        "right_takes_doubted": doubted,
        "wrong_takes": wrong,
        "wrong_takes_found": wrong_found,
        "seconds_of_cpu_per_second": round(spent / heard, 4),
    }


def boundary_errors(true: Take, found: Take) -> list[tuple[str, float]]:
    """(viseme, seconds) for every sound: how far its beginning is off. The two takes are cut from
    their files at other places; where the one lies in the other is told by their sound."""
    known = [one for one in true.phonemes if one.viseme.value != "sil"]
    told = [one for one in found.phonemes if one.viseme.value != "sil"]
    if len(known) != len(told) or not known:
        raise AssertionError(f"{len(told)} sounds for {len(known)}")
    shift = _shift(true, found)
    return [(a.viseme.value, abs(b.start - a.start - shift)) for a, b in zip(known, told, strict=True)]


def _shift(true: Take, found: Take) -> float:
    """Seconds by which the found take's clock is behind the true one's: where their envelopes agree."""
    one, other = (_envelope(take.samples, take.rate) for take in (true, found))
    size = len(one) + len(other)
    agreement = np.fft.irfft(np.fft.rfft(other, size) * np.conj(np.fft.rfft(one, size)), size)
    lags = np.arange(-150, 151)
    return float(lags[int(np.argmax(agreement[lags]))]) / 1000.0


def _envelope(samples: F32, rate: int) -> npt.NDArray[np.float64]:
    """Loudness a thousand times a second, its slow part taken out."""
    smooth = soxr.resample(np.abs(samples).astype(np.float32), rate, 1000)
    return np.asarray(smooth - smooth.mean(), np.float64)


def placed(samples: F32, rate: int, where: str, seed: int) -> F32:
    """The voice as it comes out of a place or a line."""
    rng = np.random.default_rng(seed)
    power = float(np.sqrt(np.mean(np.square(samples))))
    if where == "room":
        time_ = np.arange(int(0.4 * rate)) / rate
        response = rng.normal(size=len(time_)) * 10 ** (-3 * time_ / 0.4) * 0.05
        response[0] = 1.0
        samples = signal.fftconvolve(samples, response)[: len(samples)].astype(np.float32)
    if where == "telephone":
        band = signal.butter(4, (300.0, 3400.0), "bandpass", fs=rate, output="sos")
        samples = np.asarray(signal.sosfiltfilt(band, samples), np.float32)
    level = {"noise": 0.1, "room": 0.02, "telephone": 0.03}.get(where, 0.001)
    return np.asarray(samples + level * power * rng.normal(size=len(samples)), np.float32)


def _write(file: Path, samples: F32, rate: int, lead: float, seed: int) -> None:
    """A file as a person might save it: some silence about it, 44.1 kHz, stereo."""
    hush = 0.0005 * np.random.default_rng(seed).normal(size=int(lead * rate))
    whole = soxr.resample(np.concatenate((hush, samples, hush)).astype(np.float32), rate, 44_100)
    whole = 0.3 * whole / max(float(np.abs(whole).max()), 1e-9)
    soundfile.write(file, np.stack((whole, whole), axis=1), 44_100, subtype="PCM_16")


def _ms(seconds: float | np.floating[Any]) -> float:
    return round(1000.0 * float(seconds), 1)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:28} {value}")
