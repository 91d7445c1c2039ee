"""From performances and takes to the film's sound, scene by scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from fairtake import editing, sound
from fairtake.errors import SoundError, StoreError
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.sound import RATE, CueSheet, Mix, Stem
from fairtake.pipeline.intercut import heard
from fairtake.pipeline.scoring import Music, score_film
from fairtake.pipeline.work import StagedScene, StoredTakes, Work
from fairtake.project import Manifest, code_digest
from fairtake.store import digest, replace_file

__all__ = ["STEMS", "Sound", "describe_sound", "mix_sound"]

STEMS = {stem: f"stems/{stem}.wav" for stem in Stem}
"""The stems' places in the output folder."""

Tick = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Sound:
    """The film's mix; the same `encoded` for the film; `kept` when it was made by an earlier
    run; the `music` in it."""

    mix: Mix
    encoded: Path
    kept: bool
    music: Music


def mix_sound(work: Work, scenes: list[StagedScene], takes: Mapping[int, str], frames: int, tick: Tick) -> Sound:
    """Spot, score, premix and master every sound of the film's `frames` frames, and encode it.

    A scene's premix stays in the store until something heard in it changes. `tick` is told
    the fraction done.
    """
    with work.timed("sound"):
        mended: set[str] = set()
        while True:
            keys: list[str] = []
            starts: list[int] = []
            for done, scene in enumerate(scenes):
                key, begin = _premix(work, scene, takes)
                keys.append(key)
                starts.append(scene.start * RATE // work.settings.fps + begin)
                tick(0.5 * (done + 1) / len(scenes))
            music = score_film(work, scenes, frames)
            try:
                return _master(work, starts, keys, music, frames, lambda fraction: tick(0.6 + 0.4 * fraction))
            except SoundError as error:
                # A premix that was damaged on disk is made again, once.
                if error.file is None or error.file in mended:
                    raise
                mended.add(error.file)
                Path(error.file).unlink(missing_ok=True)


def describe_sound(sound: Sound) -> str:
    """The mix in a few words."""
    mix = sound.mix
    level = f"{mix.loudness:.1f} LUFS, true peak {mix.true_peak:.1f} dBTP" if isfinite(mix.loudness) else "silence"
    return f"{level}, kept" if sound.kept else level


def _premix(work: Work, scene: StagedScene, takes: Mapping[int, str]) -> tuple[str, int]:
    """A scene's sounds, mixed, under the key that is returned, with the scene's sample on
    which they begin."""
    sheet, begin = _cue_sheet(work, scene)
    # The stored performance counts lines from the scene's first; the film's takes do not.
    spoken = {cue.take for cue in sheet.cues if cue.take}
    local = {line: takes[line + scene.before] for line in sorted(spoken)}
    key = digest("premix", code_digest("sound", "model/sound"), sheet, sorted(local.items()))
    if work.store.file(key, ".reel") is None:
        with work.store.writing(key, ".reel") as path:
            sound.premix_scene(sheet, StoredTakes(work.store, local), path)
    return key, begin


def _cue_sheet(work: Work, scene: StagedScene) -> tuple[CueSheet, int]:
    """Every sound of the scene (or of the stay in it that is seen), less what [steps] turns
    off, and the scene's sample it begins on."""
    performance = work.store.load(scene.keys.performance, ScenePerformance)
    set_ = work.store.load(scene.keys.set, Set)
    if performance is None or set_ is None:
        raise StoreError("a stored scene is damaged", file=str(work.store.folder), fix="Make again.")
    sheet = sound.spot_scene(performance, set_, scene.shots, start=0)
    if not work.step("effects"):
        sheet = replace(sheet, cues=tuple(cue for cue in sheet.cues if cue.stem is not Stem.EFFECTS))
    if not work.step("ambience"):
        sheet = replace(sheet, beds=())
    if scene.window is None:
        return sheet, 0
    return heard(sheet, scene.window, scene.lines, performance.fps)


def _master(work: Work, starts: list[int], keys: list[str], music: Music, frames: int, tick: Tick) -> Sound:
    fps = work.settings.fps
    length = -(-frames * RATE // fps)
    folder = work.store.folder.parent
    master, encoded = folder / "master.wav", folder / "master.m4a"
    stems = {stem: work.out / file for stem, file in STEMS.items()}
    starts, keys = [*starts, *music.starts], [*keys, *music.keys]
    key = digest("mix", code_digest("sound", "model/sound", "editing"), keys, starts, length, frames)
    kept = Manifest(work.out, "mix")
    last = kept.read(key)
    if last is not None:
        names = {str(stem): str(path) for stem, path in stems.items()}
        return Sound(Mix(str(master), names, length, last["loudness"], last["true_peak"]), encoded, True, music)
    kept.forget()
    reels = [work.store.path(premix, ".reel") for premix in keys]
    parts = list(zip(reels, starts, strict=True))
    mix = sound.master_film(parts, length, master, stems, progress=lambda part: tick(0.6 * part))
    tick(0.6)
    with replace_file(encoded) as path:
        editing.encode_sound(master, path, frames, fps)
    tick(1.0)
    files = [str(path.relative_to(work.out)) for path in (master, encoded, *stems.values())]
    kept.write(key, files, {"loudness": mix.loudness, "true_peak": mix.true_peak})
    return Sound(mix, encoded, False, music)
