"""How a film sounds: in sync, told apart, as loud as asked, without a fault, and what it costs.

The sound of each script is made as `fairtake make` makes it, but without drawing a picture, and measured
on the finished files: the encoded film decoded again, and the stems.

    python benchmarks/sound.py [--out DIR] [SCRIPT ...]

Without a script: all examples, and five pages in German, Spanish, Italian, Japanese and Arabic.
Sync is measured by sound_sync.py, faults by sound_defects.py, voices by sound_voices.py, people's
recordings by sound_takes.py; each can be run by itself.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyloudnorm

sys.path.insert(0, str(Path(__file__).parent))

import sound_defects
import sound_sync
import sound_takes
import sound_voices

from fairtake.editing import decoded_sound
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.sound import RATE, TARGETS
from fairtake.pipeline.mixing import STEMS, mix_sound
from fairtake.pipeline.planning import first_frame, open_work
from fairtake.pipeline.scenes import stage_and_direct
from fairtake.pipeline.table_read import read_through
from fairtake.pipeline.work import StoredTakes, processors
from fairtake.project import load
from fairtake.sound import PeakMeter

FASTER, OVER, NEAR = 15.0, 10.0, 0.3
"""Limits: film seconds a second of making sound; LU of dialogue over the rest; LU off the target."""

CORES = 2
"""Making sound is counted in processor seconds, shared by so many: in a film one of them draws meanwhile."""

CREDITS = 10
"""Seconds of end credits, which are scored."""


@dataclass(frozen=True)
class Heard:
    """What was measured on one film. `spent` seconds of making its sound, were it spread over two cores;
    LUFS, dBTP and LU."""

    name: str
    language: str
    seconds: float
    spent: float
    loudness: float
    peak: float
    over: float
    faults: int
    where: list[str]
    deviations: dict[str, list[float]]


def scripts() -> list[Path]:
    """The examples, and the pages that are not English."""
    return [*sound_voices.examples(), *sorted((Path(__file__).parent / "data" / "sound").glob("*.fountain"))]


def measure(script: Path, out: Path) -> Heard:
    """Make a film's sound in `out` and measure it."""
    settings = load(script)
    work = open_work(settings, out, None)
    with work.locked():
        began = time.perf_counter()
        _, takes = read_through(work)
        spent = time.perf_counter() - began
        scenes = stage_and_direct(work, takes, first_frame(work), processors())
        frames = work.frames + CREDITS * settings.fps
        began = time.process_time()
        made = mix_sound(work, scenes, takes, frames, lambda fraction: None)
        spent = (spent + time.process_time() - began) / CORES
        deviations: dict[str, list[float]] = {}
        for scene in scenes:
            played = work.store.load(scene.keys.performance, ScenePerformance)
            place = work.store.load(scene.keys.set, Set)
            assert played is not None
            assert place is not None
            lines = {one.line: one.line + scene.before for one in played.lines}
            local = StoredTakes(work.store, {own: takes[line] for own, line in lines.items() if line in takes})
            for kind, values in sound_sync.of_scene(played, local, place, scene.shots).items():
                deviations.setdefault(kind, []).extend(values)
    meter, blocks = PeakMeter(), []
    for block in decoded_sound(made.encoded):
        meter.add(block)
        blocks.append(block)
    stems = {str(stem): out / file for stem, file in STEMS.items()}
    found = sound_defects.measure(stems, sound_defects.scenes_of(out))
    return Heard(
        script.stem,
        work.breakdown.language or "en",
        frames / settings.fps,
        spent,
        float(pyloudnorm.Meter(RATE).integrated_loudness(np.concatenate(blocks, axis=1).T)),
        meter.peak,
        made.mix.details.get("dialogue_over_rest", math.nan),
        sum(int(str(found[kind])) for kind in ("nan", "clipped", "clicks", "holes")),
        [str(one) for one in found["where"]],  # type: ignore[attr-defined]
        deviations,
    )


def films(chosen: Sequence[Path], out: Path) -> bool:
    """Measure every film and print the tables. Whether all limits hold."""
    target = TARGETS["web"]
    print(f"{'film':18}{'':4}{'seconds':>8}{'x real time':>13}{'LUFS':>8}{'dBTP':>7}{'over rest':>11}{'faults':>8}")
    heard = []
    for script in chosen:
        one = measure(script, out / script.stem)
        heard.append(one)
        print(
            f"{one.name:18}{one.language[:3]:4}{one.seconds:8.0f}{one.seconds / one.spent:13.1f}{one.loudness:8.2f}"
            f"{one.peak:7.2f}{one.over:11.1f}{one.faults:8}",
            flush=True,
        )
        for fault in one.where[:3]:
            print(f"    {fault}")
    faster = sum(one.seconds for one in heard) / sum(one.spent for one in heard)
    print(
        f"all together {faster:.1f} times faster than real time on {CORES} cores, by processor time (at least {FASTER:g})"
    )
    held = faster >= FASTER and not any(one.faults for one in heard)
    held &= all(abs(one.loudness - target.loudness) <= NEAR and one.peak <= target.most for one in heard)
    held &= all(not one.over < OVER for one in heard)
    together: dict[str, list[float]] = {}
    for one in heard:
        for kind, values in one.deviations.items():
            together.setdefault(kind, []).extend(values)
    print(f"\n{'sync':12}{'count':>7}{'in a frame':>12}{'in two':>9}{'largest':>9}{'median':>9}  frames")
    for kind, told in sound_sync.figures(together).items():
        print(
            f"{kind:12}{told['count']:7.0f}{told['within_one']:12.1%}{told['within_two']:9.1%}{told['largest']:9.2f}"
            f"{told['median']:9.2f}"
        )
        held &= told["within_one"] >= 0.95 and told["largest"] <= 2.0
    return held


def voices(chosen: Sequence[Path]) -> bool:
    """Whether roles of a scene are told apart, on the audio."""
    told = sound_voices.measure(chosen)
    print(
        f"\nvoices: {told['told_apart']:.1%} of {told['pairs']} pairs of a scene are 3 semitones or 8 % of formants apart "
        f"(median {told['median_semitones']} semitones, {told['median_formants_percent']} %)"
    )
    for pair in told["alike"]:
        print(f"    alike: {pair}")
    return not told["alike"]


def recordings() -> bool:
    """Whether people's takes are aligned to their words."""
    told = sound_takes.measure()
    print(
        f"\nrecordings: {told['boundaries']} phonemes of {told['takes']} takes, begins off by {told['median_ms']} ms in the "
        f"median (at most 30), {told['p90_ms']} ms at the 90th percentile; {told['wrong_takes_found']} of "
        f"{told['wrong_takes']} wrong takes doubted, {told['right_takes_doubted']} right ones"
    )
    return bool(told["median_ms"] <= 30)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scripts", nargs="*", type=Path, metavar="SCRIPT")
    parser.add_argument("--out", type=Path, help="keep the sound of every film there")
    options = parser.parse_args()
    chosen = options.scripts or scripts()
    with tempfile.TemporaryDirectory() as scratch:
        held = films(chosen, options.out or Path(scratch))
    held &= voices(chosen)
    held &= recordings()
    print("\nall limits hold" if held else "\nnot all limits hold")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
