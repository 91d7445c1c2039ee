"""The film's music: what each stretch of it gives the composer, and the passages it gets."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fairtake.errors import StoreError
from fairtake.model.breakdown import Event, Line, Scene
from fairtake.model.performance import ScenePerformance
from fairtake.model.score import Passage
from fairtake.model.sound import RATE
from fairtake.model.span import Gap
from fairtake.pipeline.tune import beats_of, music_key, music_name, read_music
from fairtake.pipeline.work import StagedScene, Work
from fairtake.project import code_digest
from fairtake.sound import score, tune
from fairtake.store import digest, replace_file

__all__ = ["Music", "choose_palette", "music_spans", "score_film"]

_FEELINGS = {
    "joy": 0.9,
    "tenderness": 0.6,
    "surprise": 0.1,
    "doubt": -0.2,
    "determination": -0.1,
    "disgust": -0.5,
    "sadness": -0.7,
    "fear": -0.8,
    "anger": -0.7,
}
"""How bright each emotion is, -1..1."""

_SHORTEST = 4.0
"""Seconds of credits that are worth music of their own."""


@dataclass(frozen=True, slots=True)
class Music:
    """The score: its `passages`, and for each a played file in the store (`keys`) and the film's
    sample it begins on (`starts`). Of music that somebody brought, the stretches `laid` of the `file`."""

    palette: str = ""
    passages: tuple[Passage, ...] = ()
    keys: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    file: str = ""
    laid: tuple[tune.Laid, ...] = ()

    def as_data(self) -> dict[str, object]:
        """What report.json says of it; nothing where there is none."""
        if self.file:
            told = [
                {
                    "start": round(one.start, 2),
                    "seconds": round(one.seconds, 2),
                    "from": round(one.source, 2),
                    "why": one.why,
                }
                for one in self.laid
            ]
            return {"file": self.file, "passages": told}
        if not self.passages:
            return {}
        told = [
            {
                "start": round(one.start, 2),
                "seconds": round(one.seconds, 2),
                "key": one.key,
                "beats_a_minute": [beats for _, beats in one.tempo],
                "why": one.why,
            }
            for one in self.passages
        ]
        return {"palette": self.palette, "passages": told}


def score_film(work: Work, scenes: Sequence[StagedScene], frames: int) -> Music:
    """Compose and play the music of a film of `frames` frames, unless [steps] turns it off, and
    write it as score.mid. A passage that was played before comes from the store."""
    file = work.out / "score.mid"
    if not work.step("score") or not scenes:
        file.unlink(missing_ok=True)
        return Music()
    moods = _moods(work, scenes, frames)
    if music_name(work):
        file.unlink(missing_ok=True)
        return _brought(work, moods)
    palette = work.settings.score or choose_palette(work.breakdown.scenes, moods)
    tonic = zlib.crc32(f"{work.settings.seed} {_lead(work)}".encode()) % 12
    passages: list[Passage] = []
    keys: list[str] = []
    code = code_digest("sound", "model/sound", "model/score")
    for mood in moods:
        for passage in score.compose(mood, palette, tonic=tonic, seed=work.settings.seed):
            begin = passage.start - mood.start
            speech = tuple((round(a - begin, 3), round(b - begin, 3)) for a, b in mood.speech if b > begin)
            key = digest("score", code, replace(passage, start=0.0), speech)
            if work.store.file(key, ".reel") is None:
                with work.store.writing(key, ".reel") as path:
                    score.play_passage(passage, speech, path)
            passages.append(passage)
            keys.append(key)
    with replace_file(file) as path:
        score.write_midi(passages, path)
    starts = tuple(round(passage.start * RATE) for passage in passages)
    return Music(palette, tuple(passages), tuple(keys), starts)


def _brought(work: Work, moods: Sequence[score.Mood]) -> Music:
    """Somebody's own music where a score would play."""
    beats = beats_of(work)
    assert beats is not None
    laid = tune.lay_tune(_wanted(moods), beats)
    keys = []
    piece: tune.Tune | None = None
    for one in laid:
        heard = [(mood.start + a - one.start, mood.start + b - one.start) for mood in moods for a, b in mood.speech]
        speech = tuple((round(a, 3), round(b, 3)) for a, b in heard if b > 0 and a < one.seconds)
        key = digest("laid tune", music_key(work), [one.seconds, one.source], speech)
        keys.append(key)
        if work.store.file(key, ".reel") is None:
            piece = piece or read_music(work)
            with work.store.writing(key, ".reel") as path:
                tune.play_tune(piece, one, speech, path)
    starts = tuple(round(one.start * RATE) for one in laid)
    if piece is not None and piece.cut:
        why = f"only its first {piece.seconds / 60:.0f} minutes are used"
        work.gaps.append(Gap("sound", music_name(work), why, "Cut the stretch you want into a file of its own."))
    return Music(keys=tuple(keys), starts=starts, file=music_name(work), laid=tuple(laid))


def _wanted(moods: Sequence[score.Mood]) -> list[tuple[float, float, bool, str]]:
    """Where somebody's music plays: start and length in seconds of the film, whether cuts go by it, and why."""
    return [
        (mood.start + start, end - start, mood.montage, _occasion(mood))
        for mood in moods
        for start, end in ([(0.0, mood.seconds)] if mood.montage else score.passages_of(mood))
    ]


def music_spans(work: Work, scenes: Sequence[StagedScene], frames: int | None = None) -> list[tuple[float, float]]:
    """Where somebody's music plays: start and length in seconds of a film of `frames` frames; by default before
    the end credits, with the film's length so far, which is `work.frames`."""
    length = work.frames if frames is None else frames
    return [(start, seconds) for start, seconds, _, _ in _wanted(_moods(work, scenes, length))]


def _occasion(mood: score.Mood) -> str:
    """Why a stretch has somebody's music."""
    if mood.montage:
        return "a montage, whose cuts go by it"
    if mood.closing:
        return "the end credits"
    return "the film begins" if mood.opening else "nobody speaks, a scene comes or goes, or it tightens"


def choose_palette(scenes: Sequence[Scene], moods: Sequence[score.Mood]) -> str:
    """A palette for a film nobody chose one for: by its tension, its nights, its places and how
    much is said."""
    length = sum(mood.seconds for mood in moods) or 1.0
    tension = sum(mood.tense(0.0, mood.seconds) * mood.seconds for mood in moods) / length
    bright = sum(mood.brightness * mood.seconds for mood in moods) / length
    spoken = sum(mood.spoken(0.0, mood.seconds) * mood.seconds for mood in moods) / length
    count = max(len(scenes), 1)
    night = sum(scene.setting.time == "night" for scene in scenes) / count
    outside = sum(scene.setting.exterior for scene in scenes) / count
    driven = sum(mood.seconds for mood in moods if mood.tense(0.0, mood.seconds) > 0.7) / length
    if tension > 0.55 or driven > 0.2:
        return "pulse"
    if night > 0.5:
        return "noir" if tension > 0.35 else "felt"
    if outside > 0.5:
        return "choral" if spoken < 0.15 else "folk"
    if spoken < 0.1:
        return "glass"
    return "chamber" if bright > 0.25 else "felt"


def _lead(work: Work) -> str:
    """The role with the most lines; of several, the first."""
    roles = work.breakdown.roles
    return max(roles, key=lambda role: role.lines).name if roles else ""


def _moods(work: Work, scenes: Sequence[StagedScene], frames: int) -> list[score.Mood]:
    """One mood for each stretch that is scored in one: a scene, the scenes of an intercut, the
    moments of a montage; and one for the end credits."""
    fps = work.settings.fps
    written = {scene.number: scene for scene in work.breakdown.scenes}
    lead = _lead(work)
    moods = []
    for number, stretch in enumerate(_stretches(scenes, written)):
        first = stretch[0]
        montage = first.number in written and bool(written[first.number].montage)
        # Music that cuts go by begins with them; any other with the title.
        begin = 0.0 if number == 0 and not (montage and music_name(work)) else first.start / fps
        end = (stretch[-1].start + stretch[-1].frames) / fps
        tension, hits = _curves(work, stretch, begin)
        heard = [one for scene in scenes for one in scene.subtitles if begin <= one.start < end]
        speech = tuple((one.start - begin, one.end - begin) for one in heard)
        voices = tuple((one.start - begin, one.end - begin, one.speaker) for one in heard)
        bright = _brightness(written[scene.number] for scene in stretch if scene.number in written)
        moods.append(
            score.Mood(
                begin,
                end - begin,
                tension,
                bright,
                speech,
                hits,
                voices,
                lead,
                opening=number == 0,
                montage=montage,
            )
        )
    left = frames / fps - work.frames / fps
    if left >= _SHORTEST:
        bright = float(np.mean([mood.brightness for mood in moods])) if moods else 0.0
        # The hall rings on into the last second.
        moods.append(score.Mood(work.frames / fps, left - 1.0, (0.35,), bright, lead=lead, closing=True))
    return moods


def _stretches(scenes: Iterable[StagedScene], written: Mapping[str, Scene]) -> list[list[StagedScene]]:
    """Scenes that are scored in one: the moments of a montage together, every other alone. An
    intercut, which comes once for each stay, is one."""
    found: list[list[StagedScene]] = []
    montage = ""
    for scene in scenes:
        if found and found[-1][-1].start == scene.start:
            continue
        own = written[scene.number].montage if scene.number in written else ""
        if own and own == montage:
            found[-1].append(scene)
        else:
            found.append([scene])
        montage = own
    return found


def _curves(
    work: Work, stretch: Sequence[StagedScene], begin: float
) -> tuple[tuple[float, ...], tuple[tuple[float, float], ...]]:
    """Tension every score.STEP seconds from `begin` on, and the deeds with their importance."""
    fps = work.settings.fps
    tension: list[float] = []
    hits = []
    for scene in stretch:
        performance = work.store.load(scene.keys.performance, ScenePerformance)
        if performance is None:
            raise StoreError("a stored scene is damaged", file=str(work.store.folder), fix="Make again.")
        start = scene.start / fps - begin
        wanted = max(1, round((start + scene.frames / fps) / score.STEP)) - len(tension)
        curve = np.asarray(performance.tension, np.float64)
        lead_in = max(0, round(start / score.STEP) - len(tension))
        tension += [float(curve[0])] * lead_in if len(curve) else [0.3] * lead_in
        for part in np.array_split(curve, max(1, wanted - lead_in)) if len(curve) else ():
            if len(part):
                tension.append(round(float(part.mean()), 3))
        hits += [(round(start + deed.start / fps, 3), round(deed.importance, 3)) for deed in performance.happenings]
    return tuple(tension), tuple(sorted(hits))


def _brightness(scenes: Iterable[Scene]) -> float:
    """How bright scenes are, -1..1, by what is felt in them, the hour and the weather."""
    felt, hours = [], []
    for scene in scenes:
        felt += [
            _FEELINGS.get(beat.emotion, 0.0) for beat in scene.beats if isinstance(beat, Line | Event) and beat.emotion
        ]
        hours.append(
            {"night": -0.15, "day": 0.1, "dawn": 0.05}.get(scene.setting.time, 0.0) - 0.1 * bool(scene.setting.weather)
        )
    # One smile in a long scene does not make it merry.
    mean = sum(felt) / (len(felt) + 2)
    return max(-1.0, min(1.0, round(mean + (sum(hours) / len(hours) if hours else 0.0), 3)))
