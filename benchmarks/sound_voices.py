"""How far apart the voices of a scene are, measured on what they said.

The fundamental is measured by autocorrelation, the formants by linear prediction in the middle of
vowels, vowel by vowel, so that what is said does not count. Two roles of a scene are told apart by
3 semitones or by 8 % of the formants: as voices (all roles read the same plain lines of the film) and
as heard in the film, where one may whisper and the other shout.

    python benchmarks/sound_voices.py [SCRIPT ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr
from scipy import linalg

from fairtake.model.breakdown import Delivery, Line
from fairtake.model.reading import Take, VoiceSpec
from fairtake.pipeline.planning import open_work
from fairtake.pipeline.table_read import cast_roles
from fairtake.project import load
from fairtake.voices import EspeakVoice, pitch_track

F64 = npt.NDArray[np.float64]

ROOT = Path(__file__).parent.parent
SEMITONES, FORMANTS = 3.0, 1.08
_LINES = 8
"""Lines of a role that are measured."""
_RATE = 11_000
_ORDER = 12


@dataclass(frozen=True)
class Voice:
    """A role as it sounds: median `pitch` in Hz (0: nothing voiced), `vowels` log formants F1-F4 by
    vowel, of so many each."""

    pitch: float
    vowels: Mapping[str, F64]
    counts: Mapping[str, int]


def measure(scripts: Sequence[Path] | None = None) -> dict[str, Any]:
    """Pairs of roles that speak in one scene, over `scripts` (default: all examples): how many are
    told apart by pitch or formants, and those that are not."""
    pairs: list[tuple[str, float, float]] = []
    as_heard: list[bool] = []
    errors: list[float] = []
    with EspeakVoice() as voice:
        for script in scripts if scripts is not None else examples():
            with tempfile.TemporaryDirectory() as out:
                work = open_work(load(script), Path(out), None)
                specs = cast_roles(work)
            heard = {role: _measured(voice, lines, specs[role]) for role, lines in _by_role(work.lines).items()}
            same = _plain(work.lines)
            voices = {role: _measured(voice, [replace(one, role=role) for one in same], specs[role]) for role in heard}
            errors += [12 * np.log2(one.pitch / specs[role].pitch) for role, one in voices.items() if one.pitch]
            met: set[tuple[str, str]] = set()
            for scene in work.breakdown.scenes:
                speaking = sorted({beat.role for beat in scene.beats if isinstance(beat, Line)})
                met |= set(combinations(speaking, 2))
            for one, other in sorted(met):
                semitones, formants = _apart(heard[one], heard[other])
                as_heard.append(semitones >= SEMITONES or formants >= FORMANTS)
                semitones, formants = _apart(voices[one], voices[other])
                pairs.append((f"{script.stem}: {one} / {other}", semitones, formants))
    alike = [
        f"{name} ({semitones:.1f} st, {100 * (formants - 1):.1f} %)"
        for name, semitones, formants in pairs
        if semitones < SEMITONES and formants < FORMANTS
    ]
    return {
        "pairs": len(pairs),
        "told_apart": round(1.0 - len(alike) / max(len(pairs), 1), 4),
        "alike": alike,
        "told_apart_as_heard": round(float(np.mean(as_heard)), 4) if as_heard else None,
        "median_semitones": round(float(np.median([one[1] for one in pairs])), 2) if pairs else None,
        "median_formants_percent": round(100 * (float(np.median([one[2] for one in pairs])) - 1), 1) if pairs else None,
        "pitch_off_semitones_p90": round(float(np.quantile(np.abs(errors), 0.9)), 2) if errors else None,
    }


def examples() -> list[Path]:
    """The screenplays and film folders that come with Fairtake."""
    folder = ROOT / "examples"
    films = [path.parent for path in sorted(folder.glob("*/film.toml"))]
    return [*films, *sorted(folder.glob("scripts/*.fountain"))]


def _by_role(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines of each role, plainly spoken ones first."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.role, []).append(line)
    plain = {Delivery.NORMAL: 0, Delivery.SOFT: 1, Delivery.TIRED: 1, Delivery.HESITANT: 1, Delivery.SHOUT: 2}
    return {
        role: sorted(own, key=lambda line: (plain.get(line.delivery, 3), bool(line.emotion), -len(line.text)))[:_LINES]
        for role, own in found.items()
    }


def _plain(lines: Sequence[Line]) -> list[Line]:
    """Some of the film's longer lines, said plainly."""
    longest = sorted(lines, key=lambda line: (-min(len(line.text), 60), line.number))[:5]
    return [replace(line, delivery=Delivery.NORMAL, emotion="", emphasis=(), sung=False) for line in longest]


def _measured(voice: EspeakVoice, lines: Sequence[Line], spec: VoiceSpec) -> Voice:
    pitches: list[F64] = []
    vowels: dict[str, list[F64]] = {}
    for line in lines:
        take = voice.speak(line, spec)
        track, strength = pitch_track(take.samples, take.rate)
        pitches.append(track[(track > 0) & (strength > 0.7)])
        for symbol, formants in _formants(take):
            vowels.setdefault(symbol, []).append(formants)
    voiced = np.concatenate(pitches) if pitches else np.zeros(0)
    pitch = float(np.median(voiced)) if len(voiced) >= 10 else 0.0
    middles = {symbol: np.median(np.stack(rows), axis=0) for symbol, rows in vowels.items()}
    return Voice(pitch, middles, {symbol: len(rows) for symbol, rows in vowels.items()})


def _formants(take: Take) -> list[tuple[str, F64]]:
    """Log formants F1-F4 in the middle of each vowel."""
    samples = soxr.resample(np.asarray(take.samples, np.float64), take.rate, _RATE)
    samples = np.append(samples[:1], samples[1:] - 0.95 * samples[:-1])
    half = round(0.0125 * _RATE)
    found = []
    for one in take.phonemes:
        if one.viseme.value not in ("aa", "E", "ih", "oh", "ou") or one.end - one.start < 0.04:
            continue
        rows = []
        for part in (0.35, 0.5, 0.65):
            at = round((one.start + part * (one.end - one.start)) * _RATE)
            if at - half < 0 or at + half > len(samples):
                continue
            resonances = _resonances(samples[at - half : at + half])
            if len(resonances) >= 4:
                rows.append(np.log(resonances[:4]))
        if rows:
            found.append((one.symbol, np.median(np.stack(rows), axis=0)))
    return found


def _resonances(frame: F64) -> list[float]:
    """Frequencies of the poles of linear prediction (autocorrelation method) that are narrow."""
    windowed = frame * np.hamming(len(frame))
    correlation = np.correlate(windowed, windowed, "full")[len(windowed) - 1 : len(windowed) + _ORDER]
    if correlation[0] < 1e-9:
        return []
    correlation[0] *= 1.0 + 1e-6
    predictor = linalg.solve_toeplitz(correlation[:-1], correlation[1:])
    poles = np.roots(np.append(1.0, -predictor))
    poles = poles[np.imag(poles) > 0.01]
    frequency = np.angle(poles) * _RATE / (2 * np.pi)
    width = -np.log(np.abs(poles)) * _RATE / np.pi
    return sorted(float(one) for one in frequency[(width < 500) & (frequency > 180) & (frequency < 5200)])


def _apart(one: Voice, other: Voice) -> tuple[float, float]:
    """Semitones and the ratio of formants (1 and above) between two voices."""
    semitones = abs(12 * np.log2(one.pitch / other.pitch)) if one.pitch and other.pitch else 99.0
    shared = sorted(set(one.vowels) & set(other.vowels))
    if shared:
        gaps = np.concatenate([one.vowels[symbol] - other.vowels[symbol] for symbol in shared])
        weights = np.concatenate([np.full(4, min(one.counts[name], other.counts[name])) for name in shared])
    else:  # different languages, or next to nothing said
        rows = [np.median(np.stack(list(v.vowels.values())), axis=0) for v in (one, other) if v.vowels]
        if len(rows) < 2:
            return float(semitones), 1.0
        gaps, weights = rows[0] - rows[1], np.ones(4)
    order = np.argsort(gaps)
    middle = int(np.searchsorted(np.cumsum(weights[order]), 0.5 * weights.sum()))
    return float(semitones), float(np.exp(abs(gaps[order][middle])))


if __name__ == "__main__":
    for name, value in measure([Path(path) for path in sys.argv[1:]] or None).items():
        print(f"{name:28} {value}")
