"""From performances and takes to the film's sound, scene by scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from fairtake import editing, sound
from fairtake.errors import SoundError, StoreError
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.model.sound import RATE, TARGETS, CueSheet, Layout, Mix, Stem, Target
from fairtake.pipeline.intercut import heard
from fairtake.pipeline.marking import sound_change, sound_digest, sound_marking
from fairtake.pipeline.pre_laps import pre_lap
from fairtake.pipeline.scoring import Music, score_film
from fairtake.pipeline.work import StagedScene, StoredTakes, Work
from fairtake.project import Manifest, code_digest
from fairtake.store import digest, replace_file

__all__ = ["CHART", "STEMS", "WITHOUT_SPEECH", "Sound", "cue_sheet", "describe_sound", "loudness_data", "mix_sound"]

STEMS = {stem: f"stems/{stem}.wav" for stem in Stem}
"""The stems' places in the output folder."""

WITHOUT_SPEECH = "music-and-effects.wav"
SURROUND = "mix-5.1.wav"
CHART = "loudness.png"

_CODED = 0.5
"""dB that a coder is given to add to peaks; where it adds more, the film is mastered again, lower."""

Tick = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Sound:
    """The film's mix; the same `encoded` for the film; `kept` when it was made by an earlier
    run; the `music` in it; the 5.1 mix and it `encoded_surround`, where one is asked for."""

    mix: Mix
    encoded: Path
    kept: bool
    music: Music
    surround: Mix | None = None
    encoded_surround: Path | None = None

    @property
    def more(self) -> list[tuple[str, Path]]:
        """Further sound tracks of the film, by name."""
        return [(str(Layout.SURROUND), self.encoded_surround)] if self.encoded_surround else []

    @property
    def files(self) -> list[str]:
        """What lies in the output folder beside the stems."""
        return [WITHOUT_SPEECH, *([SURROUND] if self.surround else [])]


def mix_sound(work: Work, scenes: list[StagedScene], takes: Mapping[int, str], frames: int, tick: Tick) -> Sound:
    """Spot, score, premix and master every sound of the film's `frames` frames, and encode it.

    A scene's premix stays in the store until something heard in it changes. `tick` is told
    the fraction done.
    """
    with work.timed("sound"):
        mended: set[str] = set()
        while True:
            layouts = [Layout.STEREO, *([Layout.SURROUND] if work.settings.surround else [])]
            keys: dict[Layout, list[str]] = {layout: [] for layout in layouts}
            starts: list[int] = []
            for done, scene in enumerate(scenes):
                sheet, begin = cue_sheet(work, scene)
                for layout in layouts:
                    keys[layout].append(_premix(work, scene, sheet, takes, layout))
                starts.append(scene.start * RATE // work.settings.fps + begin)
                tick(0.5 * (done + 1) / len(scenes))
            music = score_film(work, scenes, frames)
            marks = [(scene.number, scene.start / work.settings.fps) for scene in scenes]
            try:
                shots = [shot for scene in scenes for shot in scene.shots]
                return _master(work, starts, keys, music, frames, marks, shots, lambda part: tick(0.6 + 0.4 * part))
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


def _premix(work: Work, scene: StagedScene, sheet: CueSheet, takes: Mapping[int, str], layout: Layout) -> str:
    """A scene's sounds, mixed, under the key that is returned."""
    # The stored performance counts lines from the scene's first; the film's takes do not.
    spoken = {cue.take for cue in sheet.cues if cue.take}
    local = {line: takes[line + scene.before] for line in sorted(spoken)}
    key = digest("premix", code_digest("sound", "model/sound"), sheet, sorted(local.items()), layout)
    if work.store.file(key, ".reel") is None:
        with work.store.writing(key, ".reel") as path:
            sound.premix_scene(sheet, StoredTakes(work.store, local), path, layout=layout)
    return key


def cue_sheet(work: Work, scene: StagedScene) -> tuple[CueSheet, int]:
    """Every sound of the scene (or of the stay in it that is seen), less what [steps] turns
    off, and the scene's sample it begins on."""
    performance = work.store.load(scene.keys.performance, ScenePerformance)
    set_ = work.store.load(scene.keys.set, Set)
    if performance is None or set_ is None:
        raise StoreError("a stored scene is damaged", file=str(work.store.folder), fix="Make again.")
    lead = pre_lap(work, scene)
    early = round(lead * RATE)
    sheet = sound.spot_scene(performance, set_, scene.shots, start=early, lead=lead)
    sheet = replace(sheet, length=sheet.length + early)
    if not work.step("effects"):
        sheet = replace(sheet, cues=tuple(cue for cue in sheet.cues if cue.stem is not Stem.EFFECTS))
    if not work.step("ambience"):
        sheet = replace(sheet, beds=(), cues=tuple(cue for cue in sheet.cues if cue.stem is not Stem.AMBIENCE))
    if scene.window is None:
        return sheet, -early
    return heard(sheet, scene.window, scene.lines, performance.fps)


def _master(
    work: Work,
    starts: list[int],
    keys: Mapping[Layout, list[str]],
    music: Music,
    frames: int,
    marks: list[tuple[str, float]],
    shots: Sequence[Shot],
    tick: Tick,
) -> Sound:
    fps = work.settings.fps
    target = TARGETS[work.settings.target]
    length = -(-frames * RATE // fps)
    folder = work.store.folder.parent
    stereo, wide = folder / "master.wav", work.out / SURROUND
    stems = {stem: work.out / file for stem, file in STEMS.items()}
    starts = [*starts, *music.starts]
    code = code_digest("sound", "model/sound", "editing", "lettering", "pipeline/mixing")
    marking = sound_marking(work, shots)
    change = sound_change(marking)
    code += sound_digest(marking)
    key = digest("mix", code, dict(keys), music.keys, starts, work.settings.target, length, frames)
    kept = Manifest(work.out, "mix")
    masters = {Layout.STEREO: stereo, Layout.SURROUND: wide}
    encoded = {layout: folder / f"{masters[layout].stem}.m4a" for layout in keys}
    last = kept.read(key)
    if last is not None:
        names = {str(stem): str(path) for stem, path in stems.items()}
        mixes = {layout: Mix(str(masters[layout]), names, length, **last[str(layout)]) for layout in keys}
    else:
        kept.forget()
        mixes = {}
        for done, (layout, premixes) in enumerate(keys.items()):
            reels = [work.store.path(one, ".reel") for one in [*premixes, *music.keys]]
            job = _Delivery(
                layout,
                list(zip(reels, starts, strict=True)),
                length,
                masters[layout],
                stems if layout is Layout.STEREO else {},
                work.out / WITHOUT_SPEECH if layout is Layout.STEREO else None,
                encoded[layout],
                change,
            )
            mixes[layout] = _delivered(job, target, frames, fps, _share(tick, done, len(keys)))
    tick(1.0)
    found = Sound(
        mixes[Layout.STEREO],
        encoded[Layout.STEREO],
        last is not None,
        music,
        mixes.get(Layout.SURROUND),
        encoded.get(Layout.SURROUND),
    )
    if last is None:
        written = [stereo, *encoded.values(), *stems.values(), *(work.out / name for name in found.files)]
        figures = {str(layout): _figures(mix) for layout, mix in mixes.items()}
        kept.write(key, [str(path.relative_to(work.out)) for path in written], figures)
    if not work.settings.surround:
        wide.unlink(missing_ok=True)
    with replace_file(work.out / CHART) as path:
        sound.draw_loudness(found.mix, path, title=work.title, loudness=target.loudness, most=target.most, scenes=marks)
    return found


def _share(tick: Tick, done: int, of: int) -> Tick:
    """Tells `tick` of one of several equal parts of a work."""
    return lambda part: tick((done + part) / of)


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A master to be made of `parts` (premixes and the samples they begin on), and where what comes
    of it goes."""

    layout: Layout
    parts: list[tuple[Path, int]]
    length: int
    master: Path
    stems: Mapping[Stem, Path]
    without_speech: Path | None
    encoded: Path
    change: editing.Change | None = None


def _delivered(job: _Delivery, target: Target, frames: int, fps: int, tick: Tick) -> Mix:
    """A master and its encoding, in which no peak passes the target's."""
    ceiling = target.most - _CODED
    for attempt in range(3):
        mix = sound.master_film(
            job.parts,
            job.length,
            job.master,
            job.stems,
            without_speech=job.without_speech,
            layout=job.layout,
            loudness=target.loudness,
            ceiling=ceiling,
            progress=(lambda part: tick(0.7 * part)) if not attempt else lambda part: None,
        )
        with replace_file(job.encoded) as path:
            editing.encode_sound(job.master, path, frames, fps, job.change)
        meter = sound.PeakMeter()
        for block in editing.decoded_sound(job.encoded):
            meter.add(block)
        if meter.peak <= target.most:
            break
        ceiling -= meter.peak - target.most + 0.1
    if not isfinite(meter.peak):
        return mix
    return replace(mix, details={**mix.details, "encoded_true_peak": round(meter.peak, 2)})


def loudness_data(found: Sound, target: str) -> dict[str, object]:
    """What report.json says of how loud the film is: LUFS, LU and dBTP. Silence has no loudness: null."""
    mix = found.mix
    data: dict[str, object] = {
        "target": target,
        "target_lufs": TARGETS[target].loudness,
        "integrated_lufs": round(mix.loudness, 2),
        "true_peak_dbtp": round(mix.true_peak, 2),
        **{_UNITS[name]: value for name, value in mix.details.items() if name in _UNITS},
    }
    if found.surround:
        data["surround"] = {
            "integrated_lufs": round(found.surround.loudness, 2),
            "true_peak_dbtp": round(found.surround.true_peak, 2),
        }
    return data


_UNITS = {
    "encoded_true_peak": "encoded_true_peak_dbtp",
    "momentary_max": "momentary_max_lufs",
    "short_term_max": "short_term_max_lufs",
    "range": "range_lu",
    "dialogue": "dialogue_lufs",
    "dialogue_over_rest": "dialogue_over_rest_lu",
}


def _figures(mix: Mix) -> dict[str, object]:
    """What is kept of a mix for the next run."""
    return {
        "loudness": mix.loudness,
        "true_peak": mix.true_peak,
        "details": dict(mix.details),
        "curves": {name: list(curve) for name, curve in mix.curves.items()},
    }
