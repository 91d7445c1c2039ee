"""Sync of sound and picture, measured on stored performances, takes and cue sheets.

Three deviations, in frames, each from what is seen to what is heard:

- speech: the first sample of the line that stands out of silence (within 24 dB of its loudest 20 ms)
  against the moment at which lips are half way to the shape of the first sound. Lips set out about
  120 ms before they are heard (Edwards et al. 2016), so half way is due 60 ms before: deviations are
  from that;
- bilabials: from the frame nearest to a p, b or m on which the lips are shut, to that sound (0 within it);
- effects: from the moment at which the performance makes contact, to the sample at which the effect that
  is played for it rises (the first within 12 dB of its loudest millisecond about its moment).

    python -m benchmarks.sound_sync [SCRIPT ...]      # all examples by default
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.ndimage import uniform_filter1d

from fairtake.model.figure import face_index
from fairtake.model.performance import LineTiming, ScenePerformance
from fairtake.model.reading import Take, Viseme
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.model.sound import RATE, Stem
from fairtake.pipeline.planning import planned
from fairtake.pipeline.table_read import read_through
from fairtake.pipeline.work import StoredTakes
from fairtake.project import load
from fairtake.sound import spot_scene
from fairtake.sound.effects import lead_of, make_effect

ROOT = Path(__file__).parent.parent
EXAMPLES = (ROOT / "examples/the-umbrella", *sorted((ROOT / "examples/scripts").glob("*.fountain")))

_LIPS = [face_index(name) for name in ("mouth_open", "jaw", "pucker", "press", "mouth_width", "lip_upper", "lip_lower")]
_OPEN = face_index("mouth_open")
_HALF_WAY = 0.06
"""Seconds before a sound at which lips are half way to its shape."""
_NEAR = 0.3
"""Seconds about a line's beginning in which its lips' first motion is looked for."""

Deviations = dict[str, list[float]]


def of_scene(performance: ScenePerformance, takes: Mapping[int, Take], set_: Set, shots: Sequence[Shot]) -> Deviations:
    """All deviations of a scene, in frames, by kind: "speech", "bilabials", "effects"."""
    found: Deviations = {"speech": [], "bilabials": [], "effects": effects(performance, set_, shots)}
    last = 0.0
    for timing in performance.lines:
        free = timing.start - last > 0.45
        last = max(last, timing.end)
        take = takes.get(timing.line)
        seen = any(p.role == timing.role for p in performance.performers)
        if take is None or not seen or not len(take.samples):
            continue
        face = np.asarray(performance.performer(timing.role).face, np.float64)
        track = performance.performer(timing.role)
        if not track.present[min(round(timing.start * performance.fps), performance.frames - 1)]:
            continue
        if free:
            deviation = onset(performance.fps, timing, take, face)
            if deviation is not None:
                found["speech"].append(deviation)
        found["bilabials"] += bilabials(performance.fps, timing, take, face)
    return found


def onset(fps: int, timing: LineTiming, take: Take, face: np.ndarray) -> float | None:
    """Frames by which the lips' motion comes too early for the line's first sound (30 dB under its loudest: an h is
    heard); None where the mouth is busy before."""
    power = uniform_filter1d(np.asarray(take.samples, np.float64) ** 2, max(take.rate // 50, 1), mode="constant")
    loud = np.flatnonzero(power > power.max() * 10**-3)
    heard = timing.start + (max(int(loud[0]) + take.rate // 100, 0) / take.rate)
    first = max(round((heard - _NEAR) * fps), 0)
    target = min(round((heard + 0.06) * fps), len(face) - 1)
    if target - first < 3:
        return None
    rest = face[first, _LIPS]
    way = np.abs(face[first : target + 1, _LIPS] - rest).sum(1)
    if way.max() < 0.05:
        return None
    at = int(np.flatnonzero(way >= 0.5 * way.max())[0])
    # Between the last frame before and the first after.
    before = way[at - 1] if at else 0.0
    share = (0.5 * way.max() - before) / max(way[at] - before, 1e-9)
    return (heard - _HALF_WAY) * fps - (first + at - 1 + share)


def bilabials(fps: int, timing: LineTiming, take: Take, face: np.ndarray) -> list[float]:
    """Frames from each p, b, m to the nearest frame with shut lips."""
    found = []
    for sound in take.phonemes:
        if sound.viseme is not Viseme.PP or sound.end - sound.start < 0.5 / fps:
            continue
        a, b = (timing.start + sound.start) * fps, (timing.start + sound.end) * fps
        frames = np.arange(max(int(a) - 4, 0), min(int(b) + 6, len(face)))
        shut = frames[face[frames, _OPEN] < 0.06]
        off = np.maximum(np.maximum(a - shut, shut - b), 0.0) if len(shut) else np.array([4.0])
        found.append(float(off.min()))
    return found


def effects(performance: ScenePerformance, set_: Set, shots: Sequence[Shot]) -> list[float]:
    """Frames from each contact to the rise of the effect that is played for it."""
    sheet = spot_scene(performance, set_, shots, start=0)
    cues = [cue for cue in sheet.cues if cue.stem is Stem.EFFECTS]
    found = []
    for contact in performance.contacts:
        mine = [c for c in cues if c.name == contact.kind]
        if not mine:
            found.append(99.0)
            continue
        cue = min(mine, key=lambda c: abs(c.start / RATE + lead_of(c.name) - contact.time))
        sound = make_effect(cue.name, cue.stuff, cue.strength, cue.seed)
        moment = round(lead_of(cue.name) * RATE)
        about = np.asarray(sound[max(moment - RATE // 8, 0) : moment + RATE // 8], np.float64)
        power = uniform_filter1d(about**2, RATE // 1000)
        rise = int(np.flatnonzero(power > power.max() * 10**-1.2)[0])
        heard = (cue.start + max(moment - RATE // 8, 0) + rise) / RATE
        sudden = lead_of(cue.name) < 0.4
        found.append((heard - contact.time) * performance.fps if sudden else (cue.start + moment) / RATE * 24 - contact.time * 24)  # fmt: skip
    return found


def figures(deviations: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """How many of each kind, their share within one frame, the largest, and the median (signed)."""
    told = {}
    for kind, values in deviations.items():
        off = np.abs(np.asarray(values, np.float64))
        if len(off):
            told[kind] = {
                "count": len(off),
                "within_one": float((off <= 1.0).mean()),
                "within_two": float((off <= 2.0).mean()),
                "largest": float(off.max()),
                "median": float(np.median(values)),
            }
    return told


def measure(scripts: Iterable[Path] = EXAMPLES, work: Path | None = None) -> dict[str, dict[str, float]]:
    """Over all scenes of the scripts: `figures` by kind. `work` keeps the planned films."""
    everything: Deviations = {"speech": [], "bilabials": [], "effects": []}
    with tempfile.TemporaryDirectory() as folder:
        for script in scripts:
            with planned(load(Path(script)), (work or Path(folder)) / Path(script).stem) as (run, scenes):
                _, takes = read_through(run)
                for scene in scenes:
                    performance = run.store.load(scene.keys.performance, ScenePerformance)
                    set_ = run.store.load(scene.keys.set, Set)
                    assert performance is not None
                    assert set_ is not None
                    lines = {timing.line: timing.line + scene.before for timing in performance.lines}
                    local = StoredTakes(run.store, {own: takes[line] for own, line in lines.items() if line in takes})
                    for kind, values in of_scene(performance, local, set_, scene.shots).items():
                        everything[kind] += values
    return figures(everything)


if __name__ == "__main__":
    chosen = [Path(word) for word in sys.argv[1:]] or list(EXAMPLES)
    json.dump(measure(chosen), sys.stdout, indent=2)
    print()
