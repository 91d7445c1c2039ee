"""A dubbed version: the same performance, cuts and cameras; other words, other mouths.

Nothing is staged or planned again. The dub's lines are spoken into the time of the film's, lips
follow them, and only frames in which such a mouth is seen are drawn again; all other frames, and
effects, ambience and music, are the film's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake import __version__, editing, sound, staging, voices
from fairtake.errors import StoreError, VoiceError
from fairtake.geometry.camera import project
from fairtake.model.breakdown import Delivery, Line
from fairtake.model.footage import Quality
from fairtake.model.performance import PerformerTrack, ScenePerformance
from fairtake.model.reading import Take, VoiceSpec
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.model.sound import RATE, TARGETS, Stem
from fairtake.model.span import Gap, Span
from fairtake.pipeline.dub_script import DubScript, read_dub
from fairtake.pipeline.farm import Farm, PieceJob, SceneKeys, marked_key, piece_key
from fairtake.pipeline.fitting import Room, Spoken, fit, rooms
from fairtake.pipeline.intercut import heard
from fairtake.pipeline.marking import sound_change, sound_marking
from fairtake.pipeline.mixing import STEMS
from fairtake.pipeline.subtitling import burn, cuts_of
from fairtake.pipeline.work import StagedScene, StoredTakes, Work
from fairtake.project import code_digest
from fairtake.screenplay import read_screenplay
from fairtake.store import digest, replace_file

__all__ = ["Dubbed", "make_dub", "open_dubs"]

_EFFORT = {Delivery.SHOUT: 1.22, Delivery.WHISPER: 0.72, Delivery.SOFT: 0.82, Delivery.TIRED: 0.8}
"""How far the mouth opens, as when the scene was staged."""

_SMALLEST = 1.5
"""Pixels: a mouth that is less wide in the picture does not show what it says."""

_MOUTH_METRES = 0.055
_UNSEEN = 0.012
"""A mouth that differs by less in every way looks the same."""

_LEAST_KEPT = 0.15
"""When less of a piece could be kept, it is drawn as a whole."""


@dataclass(frozen=True, slots=True)
class Dubbed:
    """A dubbed version: the `files` written, and what report.json says of it."""

    files: tuple[str, ...]
    told: dict[str, object]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene with its new words. `takes` by line of the scene, keys in the store."""

    scene: StagedScene
    performance: ScenePerformance
    takes: dict[int, str]
    jobs: tuple[PieceJob, ...]


def open_dubs(work: Work) -> list[DubScript]:
    """The scripts of the dubs that are asked for, matched with the film's, before anything is made.
    Raises VoiceError for a language nobody speaks, ScriptError where a script does not match."""
    if not work.settings.dubs:
        return []
    own = read_screenplay(Path(work.settings.root) / work.settings.script)
    found = []
    for language, path in work.settings.dubs.items():
        try:
            voices.find_language(language)
        except VoiceError as error:
            error.key = f"dub.{language}"
            raise
        found.append(read_dub(work.breakdown, own, Path(path), language))
    return found


def make_dub(
    work: Work,
    farm: Farm,
    scenes: Sequence[StagedScene],
    specs: Mapping[str, VoiceSpec],
    script: DubScript,
    cards: Mapping[str, editing.Piece],
    frames: int,
    loudness: float,
) -> Dubbed:
    """Make film.<language>.mp4 from a dub's `script`, with its subtitles and dialogue
    stem. `specs` are the film's voices, `cards` its title and credits, `frames` its length, `loudness`
    how loud it is. Raises FairtakeError."""
    language = script.language
    with work.timed("dubbing"):
        dubbed = _spoken(work, scenes, script, specs)
        rendered, redrawn, reused = _draw(work, farm, dubbed)
        encoded, reached = _mix(work, dubbed, language, frames, loudness)
        files = _assemble(work, dubbed, script, cards, encoded)
    told: dict[str, object] = {
        "language": language,
        "script": Path(script.path).name,
        "lines": len(script.lines),
        "frames": {"redrawn": redrawn, "drawn_now": rendered, "reused": reused},
        "loudness_lufs": round(reached, 2),
    }
    return Dubbed(tuple(files), told)


# -- words --------------------------------------------------------------------------------------


def _spoken(
    work: Work, scenes: Sequence[StagedScene], script: DubScript, specs: Mapping[str, VoiceSpec]
) -> list[_Scene]:
    """Speak the dub's lines into the film's time, scene by scene."""
    voiced = _voices(work, specs, script.language)
    work.progress.begin(f"Dubbing ({script.language})", len(scenes))
    found: list[_Scene] = []
    fitted: dict[str, tuple[ScenePerformance, dict[int, Spoken], dict[int, str]]] = {}
    with voices.EspeakVoice() as voice:
        for scene in scenes:
            if scene.keys.performance not in fitted:
                performance = work.store.load(scene.keys.performance, ScenePerformance)
                if performance is None:
                    raise StoreError("a stored scene is damaged", file=str(work.store.folder), fix="Make again.")
                lines = {number - scene.before: line for number, line in script.lines.items()}
                through = {number - scene.before: last - scene.before for number, last in script.through.items()}
                time = rooms(performance.lines, through, performance.frames / performance.fps)
                said, keys = _fitted(work, voice, voiced, lines, time)
                _report(work, script, lines, said)
                fitted[scene.keys.performance] = performance, said, keys
            performance, said, keys = fitted[scene.keys.performance]
            words = {
                number: staging.NewWords(
                    script.lines[number + scene.before].text,
                    next(timing.start for timing in performance.lines if timing.line == number),
                    one.take,
                    _EFFORT.get(script.lines[number + scene.before].delivery, 1.0),
                )
                for number, one in said.items()
            }
            found.append(_scene(work, scene, performance, words, keys))
            work.progress.advance()
    work.progress.end(f"{len(script.lines)} lines")
    return found


def _voices(work: Work, specs: Mapping[str, VoiceSpec], language: str) -> dict[str, VoiceSpec]:
    """The film's voices in the dub's language; who speaks another language than the film by
    film.toml goes on to."""
    code = voices.find_language(language).code
    own = {role for role, entry in work.settings.cast.items() if entry.language}
    return {
        role: spec if role in own else replace(spec, language=code, engine="espeak") for role, spec in specs.items()
    }


def _fitted(
    work: Work,
    voice: voices.EspeakVoice,
    voiced: Mapping[str, VoiceSpec],
    lines: Mapping[int, Line],
    time: Mapping[int, Room],
) -> tuple[dict[int, Spoken], dict[int, str]]:
    """Takes by line of the scene that fit, and their keys in the store."""

    def say(rates: dict[int, float]) -> dict[int, Take]:
        wanted = {}
        for number, rate in rates.items():
            spec = voiced[lines[number].role]
            wanted[number] = (
                replace(lines[number], number=0, span=Span("", 0, 0, 0)),
                replace(spec, rate=round(spec.rate * rate, 1)),
            )
        keys = {number: digest("take", code_digest("voices", "model/reading"), *one) for number, one in wanted.items()}
        takes = {number: work.store.load(key, Take) for number, key in keys.items()}
        missing = [number for number, take in takes.items() if take is None]
        for number, take in zip(missing, voice.speak_all([wanted[number] for number in missing]), strict=True):
            takes[number] = replace(take, line=0)
            work.store.save(keys[number], takes[number])
        return {number: take for number, take in takes.items() if take is not None}

    said = fit(((number, room) for number, room in time.items() if number in lines), say)
    kept = {}
    for number, one in said.items():
        key = digest("fitted", lines[number].text, one.take)
        if not work.store.holds(key):
            work.store.save(key, one.take)
        kept[number] = key
    return said, kept


def _report(work: Work, script: DubScript, lines: Mapping[int, Line], said: Mapping[int, Spoken]) -> None:
    for number, one in said.items():
        # In an intercut every place hears the lines of the others.
        if one.fits or any(gap.span == lines[number].span for gap in work.gaps if gap.stage == "dubbing"):
            continue
        text = lines[number].text
        if one.lost > 0:
            why = f"in {script.language} it is too long by {one.lost:.1f} s at the fastest, so its end is cut off"
        else:
            why = f"in {script.language} it has to be said {one.rate:.2f} times as fast as usual to fit"
        share = 1 - (one.take.duration / (one.take.duration + one.lost) if one.lost else 1.2 / one.rate)
        fix = f"Shorten it by about {max(3, round(share * len(text)))} letters."
        work.gaps.append(Gap("dubbing", text, why, fix, lines[number].span))


# -- pictures -----------------------------------------------------------------------------------


def _scene(
    work: Work,
    scene: StagedScene,
    performance: ScenePerformance,
    words: Mapping[int, staging.NewWords],
    takes: dict[int, str],
) -> _Scene:
    """The scene with new words in it, its mouths moved where a camera sees them."""
    spoken = staging.dub_performance(performance, words)
    performers = []
    for old, new in zip(performance.performers, spoken.performers, strict=True):
        face = old.face.copy()
        changed = np.abs(new.face - old.face).max(axis=1) > _UNSEEN
        if changed.any():
            for job in scene.jobs:
                rows = np.arange(job.shot.start + job.first, job.shot.start + job.last)
                rows = rows[changed[rows]]
                rows = rows[_sees_mouth(job.shot, rows, new, work.settings.size)]
                face[rows] = new.face[rows]
        performers.append(replace(new, face=face))
    seen = replace(spoken, performers=tuple(performers))
    key = digest("dubbed", code_digest("staging/motion", "pipeline/dubbing"), scene.keys.performance, _mouths(seen))
    if not work.store.holds(key):
        work.store.save(key, seen)
    keys = replace(scene.keys, performance=key)
    jobs = tuple(_redrawn(job, performance, seen, keys) for job in scene.jobs)
    return _Scene(replace(scene, keys=keys), seen, takes, jobs)


def _mouths(performance: ScenePerformance) -> list[object]:
    return [[one.face for one in performance.performers], [[one.text, one.start] for one in performance.lines]]


def _sees_mouth(
    shot: Shot, rows: npt.NDArray[np.intp], track: PerformerTrack, size: tuple[int, int]
) -> npt.NDArray[np.bool_]:
    """In which `rows` of the scene the shot shows the performer's mouth: in the picture, on the
    camera's side of the head, and large enough. What may stand before it is not asked."""
    width, height = size
    camera = shot.camera
    at = np.minimum(rows - shot.start, len(camera.position) - 1)
    head, position = track.head[rows].astype(np.float64), camera.position[at].astype(np.float64)
    point = project(head, position, camera.orientation[at], camera.fovy[at], width / height, camera.shift[at])
    away = np.maximum(np.linalg.norm(head - position, axis=1), 0.05)
    reach = away * np.tan(camera.fovy[at].astype(np.float64) / 2)
    pixels = _MOUTH_METRES / reach * height / 2
    # A head at the edge of the picture may still show its mouth.
    inside = (point[:, 2] > 0) & (np.abs(point[:, :2]) < (1.05 + 0.25 / reach)[:, None]).all(axis=1)
    # Eyes do not look so far behind as heads turn away: a face from behind shows no mouth.
    ahead = np.einsum("nc,nc->n", track.gaze[rows].astype(np.float64), position - head) / away
    return np.asarray(inside & (ahead > -0.85) & (pixels >= _SMALLEST), np.bool_)


def _redrawn(job: PieceJob, before: ScenePerformance, after: ScenePerformance, keys: SceneKeys) -> PieceJob:
    """The piece with new mouths: the film's own when none is seen in it, else made from the film's
    with the frames drawn anew in which one is."""
    if job.plate is not None:
        return job
    changed = np.zeros(job.frames, np.bool_)
    rows = slice(job.shot.start + job.first, job.shot.start + job.last)
    for old, new in zip(before.performers, after.performers, strict=True):
        changed |= (old.face[rows] != new.face[rows]).any(axis=1) & new.present[rows]
    if not changed.any():
        return job
    if job.settings.quality is Quality.DRAFT or job.settings.development.motion_blur:
        # A draft's faces hold for two frames, and a blurred one shows the frame before.
        changed[1:] |= changed[:-1].copy()
        changed[:-1] |= changed[1:].copy()
    key = piece_key(job.shot, after, keys, job.settings, job.first, job.last)
    if job.marking is not None:
        key = marked_key(job.marking, key)
    drawn, base = _runs(changed, job.first), job.key
    if changed.mean() > 1 - _LEAST_KEPT:
        drawn, base = ((job.first, job.last),), ""
    key = digest("redrawn", code_digest("pipeline/farm"), key, base, [list(run) for run in drawn])
    return replace(job, key=key, keys=keys, base=base, drawn=drawn)


def _runs(changed: npt.NDArray[np.bool_], first: int) -> tuple[tuple[int, int], ...]:
    """Stretches of frames (first, end exclusive); breaks of a few frames are drawn too."""
    runs: list[list[int]] = []
    for frame in (np.flatnonzero(changed) + first).tolist():
        if runs and frame - runs[-1][1] < 4:
            runs[-1][1] = frame + 1
        else:
            runs.append([frame, frame + 1])
    return tuple((start, end) for start, end in runs)


def _draw(work: Work, farm: Farm, scenes: Iterable[_Scene]) -> tuple[int, int, int]:
    """Draw what is missing. Returns frames drawn now, frames of the dub that are drawn anew, and
    frames that are the film's own."""
    jobs = [job for scene in scenes for job in scene.jobs]
    anew = sum(end - start for job in jobs for start, end in job.drawn)
    missing = {job.key: job for job in jobs if work.store.file(job.key, ".mp4") is None}
    count = sum(end - start for job in missing.values() for start, end in job.drawn)
    work.progress.begin("Shooting mouths", count)
    work.stages["rendering"] = work.stages.get("rendering", 0.0)
    farm.render(list(missing.values()), lambda job: work.progress.advance(sum(end - start for start, end in job.drawn)))
    total = sum(job.frames for job in jobs)
    work.progress.end(f"{anew} frames drawn anew, {total - anew} kept")
    return count, anew, total - anew


# -- sound and film -----------------------------------------------------------------------------


def _mix(work: Work, scenes: Sequence[_Scene], language: str, frames: int, loudness: float) -> tuple[Path, float]:
    """The dub's dialogue over the film's own stems, encoded; and how loud it is."""
    fps = work.settings.fps
    speech: list[tuple[Path, int]] = []
    for one in scenes:
        scene = one.scene
        set_ = work.store.load(scene.keys.set, Set)
        if set_ is None:
            raise StoreError("a stored scene is damaged", file=str(work.store.folder), fix="Make again.")
        sheet = sound.spot_scene(one.performance, set_, scene.shots, start=0)
        sheet = replace(sheet, cues=tuple(cue for cue in sheet.cues if cue.stem is Stem.DIALOGUE), beds=())
        begin = 0
        if scene.window is not None:
            sheet, begin = heard(sheet, scene.window, scene.lines, fps)
        if not sheet.cues:
            continue
        takes = {cue.take: one.takes[cue.take] for cue in sheet.cues if cue.take in one.takes}
        key = digest("premix", code_digest("sound", "model/sound"), sheet, sorted(takes.items()))
        if work.store.file(key, ".reel") is None:
            with work.store.writing(key, ".reel") as path:
                sound.premix_scene(sheet, StoredTakes(work.store, takes), path)
        speech.append((work.store.path(key, ".reel"), scene.start * RATE // fps + begin))
    length = -(-frames * RATE // fps)
    folder = work.store.folder.parent
    stem = work.out / _stem(language)
    beds = [path for one, file in STEMS.items() if one is not Stem.DIALOGUE and (path := work.out / file).is_file()]
    master, encoded = folder / f"master.{language}.wav", folder / f"master.{language}.m4a"
    with replace_file(master) as whole, replace_file(stem) as alone:
        mix = sound.remix_dialogue(
            beds,
            speech,
            length,
            whole,
            alone,
            like=work.out / STEMS[Stem.DIALOGUE],
            loudness=loudness,
            ceiling=TARGETS[work.settings.target].most - 0.5,
        )
    with replace_file(encoded) as path:
        shots = [shot for one in scenes for shot in one.scene.shots]
        editing.encode_sound(master, path, frames, fps, sound_change(sound_marking(work, shots)))
    return encoded, mix.loudness


def _stem(language: str) -> str:
    return f"stems/dialogue.{language}.wav"


def _assemble(
    work: Work, scenes: Sequence[_Scene], script: DubScript, cards: Mapping[str, editing.Piece], encoded: Path
) -> list[str]:
    settings, language = work.settings, script.language
    pieces = [cards["title"]] if "title" in cards else []
    pieces += [editing.Piece(work.store.path(job.key, ".mp4"), job.frames) for one in scenes for job in one.jobs]
    pieces += [cards["credits"]] if "credits" in cards else []
    name = f"film.{language}"
    tags = {"title": script.title or work.title, "language": language}
    tags["comment"] = f"Made with Fairtake {__version__}: synthetic pictures and voices."
    said = [
        editing.Subtitle(timing.role, timing.text, at + timing.start, at + timing.end, timing.off_screen)
        for one in scenes
        for at in [one.scene.start / settings.fps]
        for timing in one.performance.lines
        if one.scene.window is None or one.scene.window[0] <= timing.start * settings.fps < one.scene.window[1]
    ]
    cuts = cuts_of(one.scene for one in scenes)
    if settings.subtitles.burn_subtitles:
        pieces = burn(work, pieces, said, cuts)
    with replace_file(work.out / f"{name}.mp4") as path:
        editing.assemble(pieces, encoded, path, settings.fps, tags)
    with replace_file(work.out / f"{name}.srt") as srt, replace_file(work.out / f"{name}.vtt") as vtt:
        editing.write_subtitles(said, srt, vtt, cuts=cuts, fps=settings.fps)
    return [f"{name}.mp4", f"{name}.srt", f"{name}.vtt", _stem(language)]
