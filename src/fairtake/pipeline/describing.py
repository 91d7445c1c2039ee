"""Audio description: a narrator reads what is done, in the pauses of what is said.

The words are the script's own action lines, sentence by sentence, each in the pause that it is
written in. A sentence that does not fit its pause even a little faster is left out, and reported.
The film steps back under the narrator. Out come film.ad.m4a, a track of film.mp4's sound with the
description in it, and film.ad.vtt, the same to read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soxr

from fairtake import editing, sound, voices
from fairtake.model.breakdown import Line, Scene
from fairtake.model.reading import Take, VoiceSpec
from fairtake.model.screenplay import ElementKind, Screenplay
from fairtake.model.sound import RATE, TARGETS, Stem
from fairtake.model.span import Gap, Span
from fairtake.pipeline.marking import sound_change, sound_marking
from fairtake.pipeline.mixing import STEMS
from fairtake.pipeline.subtitling import cuts_of, spoken_in
from fairtake.pipeline.work import StagedScene, Work
from fairtake.project import code_digest
from fairtake.screenplay import read_screenplay
from fairtake.store import digest, replace_file

__all__ = ["describe_film"]

NARRATOR = "NARRATOR"

_BREATH = 0.25
"""Seconds between a line and the narrator."""

_PAUSE = 0.35
"""Between two of the narrator's sentences."""

_TITLE = 0.4
_FASTEST = 1.22
_MARKS = re.compile(r"[*_]|\[\[.*?\]\]|/\*.*?\*/", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?…。！？।؟]+(?:[.!?…。！？।؟]+[\"'”»)]*|$)\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NAME = re.compile(r"\b[^\W\d_a-z]{2,}(?:['’-][^\W\d_]+)*\b")
_BULLET = re.compile(r"^\s*[-\u2013\u2014\u2022*]\s+")
_HEADING = re.compile(r"^\s*(?:INT|EXT|I/E|EST)[./ ]*(?:/\s*(?:INT|EXT)\.?)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Pause:
    """Time in which nobody speaks, seconds of the film, and what the script says happens in it."""

    start: float
    end: float
    sentences: tuple[str, ...]
    scene: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence in its place."""

    text: str
    start: float
    take: Take


def describe_film(work: Work, scenes: Sequence[StagedScene], specs: Iterable[VoiceSpec], frames: int) -> list[str]:
    """Make film.ad.m4a, film.ad.vtt and film.ad.srt, where [subtitles] asks for them, of a film of
    `frames` frames whose sound is made; `specs` are its voices: the narrator's is another. Returns the
    files written."""
    if not work.settings.subtitles.audio_description:
        return []
    pauses = _pauses(work, scenes)
    work.progress.begin("Describing", max(1, len(pauses)))
    with work.timed("describing"):
        spec = _narrator(work, tuple(specs))
        told: list[_Told] = []
        left: list[str] = []
        with voices.EspeakVoice() as voice:
            late: list[str] = []
            for k, pause in enumerate(pauses):
                # What found no room is told in the next pause, if that has some to spare.
                found, missed = _read(work, voice, spec, pause)
                told += found
                free = replace(pause, start=max((one.start + one.take.duration for one in found), default=pause.start))
                found, lost = _read(work, voice, spec, replace(free, sentences=tuple(late)))
                told += found
                left += lost
                goes_on = k + 1 < len(pauses) and pauses[k + 1].scene == pause.scene
                late, left = (missed, left) if goes_on else ([], left + missed)
                work.progress.advance()
        if left:
            why = f"{len(left)} of {len(told) + len(left)} sentences do not fit into the pauses: “{left[0][:60]}”"
            fix = "Ask for a pause there, with (beat) or a shorter sentence."
            work.gaps.append(Gap("describing", "audio description", why, fix))
        _mix(work, told, frames, sound_change(sound_marking(work, [shot for scene in scenes for shot in scene.shots])))
        entries = [editing.Subtitle("", one.text, one.start, one.start + one.take.duration) for one in told]
        with replace_file(work.out / "film.ad.srt") as srt, replace_file(work.out / "film.ad.vtt") as vtt:
            editing.write_subtitles(entries, srt, vtt, cuts=cuts_of(scenes), fps=work.settings.fps, named=False)
    work.progress.end(f"{len(told)} sentences, {len(left)} left out")
    return ["film.ad.m4a", "film.ad.srt", "film.ad.vtt"]


def _narrator(work: Work, specs: tuple[VoiceSpec, ...]) -> VoiceSpec:
    """A calm voice that is nobody's in the film: cast with them all, as if in one scene with them."""
    language = voices.find_language(work.breakdown.language or "en").code
    calm = [
        VoiceSpec(NARRATOR, language, pitch, 0.32, 172.0, formants, 0.02, 0.06)
        for pitch, formants in ((172.0, 1.08), (104.0, 0.97), (196.0, 1.12), (122.0, 1.0), (150.0, 1.05), (88.0, 0.93))
    ]
    return max(calm, key=lambda one: (min((_apart(one, other) for other in specs), default=0.0), -calm.index(one)))


def _apart(one: VoiceSpec, other: VoiceSpec) -> float:
    """How far two voices are apart, up to what an ear needs twice over."""
    pitch = abs(12 * np.log2(one.pitch / other.pitch)) / voices.DISTINCT_SEMITONES
    size = abs(np.log(one.formants / other.formants)) / np.log(voices.DISTINCT_FORMANTS)
    return min(float(max(pitch, size)), 2.0)


def _pauses(work: Work, scenes: Sequence[StagedScene]) -> list[_Pause]:
    """The film's pauses with what is written in each."""
    script = read_screenplay(Path(work.settings.root) / work.settings.script)
    actions = _actions(script)
    by_number = {scene.number: scene for scene in work.breakdown.scenes}
    spoken = spoken_in(scenes)
    found: list[_Pause] = []
    seen: set[int] = set()
    named: set[str] = set()
    fps = work.settings.fps
    for staged in scenes:
        scene = by_number.get(staged.number)
        if scene is None:
            continue
        first, last = staged.window or (0, staged.frames)
        start, end = (staged.start + first) / fps, (staged.start + last) / fps
        lines = [line for line in scene.beats if isinstance(line, Line)]
        timed = sorted((one.start, one.end, one.text) for one in spoken if start - 1e-6 <= one.start < end)
        after = {text: number for number, (_, _, text) in enumerate(timed, start=1)}
        edges = [line.span.start for line in lines]
        told: dict[int, list[str]] = {}
        if scene.number not in named and scene.setting.heading:
            told[0] = [_place(scene)]
            named.add(scene.number)
        for at, text in actions:
            if not scene.span.start <= at < scene.span.end or at in seen:
                continue
            # Where the film cuts between places, a stay has only some of the scene's lines.
            before = bisect_right(edges, at)
            pause = after.get(lines[before - 1].text) if before else 0
            if pause is not None:
                seen.add(at)
                told.setdefault(pause, []).extend(_sentences(text))
        free = _free(timed, start, end)
        if staged is scenes[0] and work.step("title"):
            free[0] = (_TITLE, free[0][1])  # over the title, after its first moment
            told[0] = [f"{work.title}.", *told.get(0, [])]
        found += [_Pause(*free[pause], tuple(sentences), scene.number) for pause, sentences in sorted(told.items())]
    return found


def _actions(script: Screenplay) -> list[tuple[int, str]]:
    """Action by where it stands in the script, line by line: those of a montage are scenes of their own."""
    found: list[tuple[int, str]] = []
    for element in script.elements:
        if element.kind is not ElementKind.ACTION:
            continue
        at = element.span.start
        for line in element.text.split("\n"):
            place = script.source.find(line.strip(), at, element.span.end) if line.strip() else -1
            at = place if place >= 0 else at
            text = _BULLET.sub("", line)
            if _HEADING.match(text) and " - " in text:
                text = text.rsplit(" - ", 1)[1]
            # Capitals without a stop are a mark of form: END INTERCUT, BACK TO PRESENT.
            if text.strip() and not (text.isupper() and text.strip()[-1] not in ".!?"):
                found.append((at, text))
    return found


def _free(timed: Sequence[tuple[float, float, str]], start: float, end: float) -> list[tuple[float, float]]:
    """The time before the first line, between each two, and after the last."""
    found: list[tuple[float, float]] = []
    at = start
    for begin, stop, _ in timed:
        found.append((at, begin))
        at = max(at, stop)
    return [*found, (at, end)]


def _sentences(text: str) -> list[str]:
    """Sentences as they are read: without ages in brackets, names not shouted."""
    flat = " ".join(_ASIDE.sub("", _MARKS.sub("", text)).split())
    flat = _NAME.sub(lambda name: name.group().title() if name.group().isupper() else name.group(), flat)
    parts = [match.group().strip() for match in _SENTENCE.finditer(flat)]
    return [part for part in parts if any(letter.isalnum() for letter in part)]


def _place(scene: Scene) -> str:
    """A scene's heading as it is read: "Kitchen, night."."""
    words = _HEADING.sub("", scene.setting.heading).replace(" - ", ", ").replace(" – ", ", ").strip(" .,")
    return f"{words.capitalize() if words.isupper() else words}."


def _read(work: Work, voice: voices.EspeakVoice, spec: VoiceSpec, pause: _Pause) -> tuple[list[_Told], list[str]]:
    """What of a pause's sentences fits into it, in order, and what does not."""
    at, end = pause.start + _BREATH, pause.end - _BREATH
    told: list[_Told] = []
    left: list[str] = []
    for number, text in enumerate(pause.sentences):
        room = end - at
        rate, take = 1.0, None
        if room > 0.4:
            take = _spoken(work, voice, spec, text, rate)
            if take.duration > room and take.duration <= room * _FASTEST * 1.02:
                rate = min(take.duration / room * 1.01, _FASTEST)
                take = _spoken(work, voice, spec, text, rate)
        if take is None or take.duration > room:
            # The place alone is worth less than what happens there.
            left += [text] if number or len(pause.sentences) == 1 else []
            continue
        told.append(_Told(text, at, take))
        at += take.duration + _PAUSE
    return told, left


def _spoken(work: Work, voice: voices.EspeakVoice, spec: VoiceSpec, text: str, rate: float) -> Take:
    line = Line(0, NARRATOR, text, Span("", 0, 0, 0))
    faster = replace(spec, rate=round(spec.rate * rate, 1))
    key = digest("take", code_digest("voices", "model/reading"), line, faster)
    take = work.store.load(key, Take)
    if take is None:
        take = voice.speak(line, faster)
        work.store.save(key, take)
    return take


def _mix(work: Work, told: Sequence[_Told], frames: int, change: editing.Change | None) -> None:
    fps = work.settings.fps
    words = []
    for one in told:
        samples = np.asarray(one.take.samples, np.float32)
        if one.take.rate != RATE:
            samples = soxr.resample(samples, one.take.rate, RATE, quality="HQ")
        words.append((round(one.start * RATE), samples))
    folder = work.store.folder.parent
    length = -(-frames * RATE // fps)
    master = folder / "master.ad.wav"
    with replace_file(master) as path:
        sound.lay_narration(
            folder / "master.wav",
            words,
            length,
            path,
            like=work.out / STEMS[Stem.DIALOGUE],
            ceiling=TARGETS[work.settings.target].most - 0.5,
        )
    with replace_file(work.out / "film.ad.m4a") as path:
        editing.encode_sound(master, path, frames, fps, change)
    master.unlink(missing_ok=True)
