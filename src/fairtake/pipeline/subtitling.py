"""A film's words to read: plain subtitles, captions for the hard of hearing, and both in the picture."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from fairtake import editing
from fairtake.lettering import fix_for
from fairtake.model.footage import Quality
from fairtake.model.score import Passage
from fairtake.model.sound import RATE, Stem
from fairtake.model.span import Gap
from fairtake.pipeline.mixing import cue_sheet
from fairtake.pipeline.work import StagedScene, Work
from fairtake.project import code_digest, file_digest
from fairtake.store import digest, replace_file

__all__ = ["burn", "cuts_of", "lettering_of", "spoken_in", "write_captions", "write_plain"]

_BEDS = ("rain", "wind", "sea", "water", "fire", "rails", "engine", "walla", "traffic", "crickets", "birds", "clock")
"""What of a place's sound is told, the most telling first."""

_CRF = {Quality.DRAFT: 20, Quality.FINAL: 17}


def spoken_in(scenes: Iterable[StagedScene]) -> list[editing.Subtitle]:
    """Everything said in the film."""
    return [entry for scene in scenes for entry in scene.subtitles]


def cuts_of(scenes: Iterable[StagedScene]) -> list[int]:
    """The film's frames on which shots begin."""
    return [scene.start + shot.start for scene in scenes for shot in scene.shots]


def lettering_of(work: Work) -> editing.Hand:
    """What the film's cards and subtitles are lettered with."""
    own = work.settings.subtitles.font
    return editing.Hand((own,) if own else (), work.breakdown.language)


def write_plain(work: Work, scenes: Sequence[StagedScene]) -> list[str]:
    """film.srt and film.vtt."""
    return _write(work, spoken_in(scenes), cuts_of(scenes), "film")


def write_captions(work: Work, scenes: Sequence[StagedScene], music: Sequence[Passage]) -> list[str]:
    """film.sdh.srt and film.sdh.vtt, where [subtitles] asks for them: lines with speakers, and sounds."""
    if not work.settings.subtitles.captions:
        return []
    sounds = [one for scene in scenes for one in _heard(work, scene)]
    sounds += _beds(work, scenes)
    sounds += [editing.Sound(_mood(passage), passage.start, True, 0.9) for passage in music]
    entries, dropped = editing.captions(sounds, spoken_in(scenes), work.breakdown.language)
    if dropped:
        why = f"{dropped} of them lie under speech, with no room near them"
        work.gaps.append(Gap("editing", "captions of sounds", why, "Leave a pause in the script where they are heard."))
    code = work.breakdown.language.casefold().split("-")[0]
    if code not in editing.caption_languages() and any(entry.sound for entry in entries):
        known = ", ".join(editing.caption_languages())
        why = f"sounds are told in English: there are words for them in {known}"
        work.gaps.append(Gap("editing", f"captions in {work.breakdown.language}", why))
    return _write(work, entries, cuts_of(scenes), "film.sdh")


def burn(
    work: Work, pieces: Sequence[editing.Piece], entries: Iterable[editing.Subtitle], cuts: Sequence[int]
) -> list[editing.Piece]:
    """The film's pieces, in order, with subtitles in their pictures; those without any are as they
    were. Letters that no typeface has become gaps."""
    settings = work.settings
    hand = lettering_of(work)
    shown = editing.lay_out(entries, cuts=cuts, fps=settings.fps, named=False)
    for text, missing in editing.unlettered(shown, hand).items():
        why = f"the lettering of subtitles has no {missing[:20]}, so an empty box stands in the picture"
        work.gaps.append(Gap("editing", text, why, fix_for(missing)))
    own = [*(file_digest(Path(file)) for file in hand.fonts), hand.language]
    code = code_digest("editing", "lettering")
    made: list[editing.Piece] = []
    starts = itertools.accumulate((piece.frames for piece in pieces), initial=0)
    for piece, start in zip(pieces, starts, strict=False):
        here = [one for one in shown if one.start < start + piece.frames and one.end > start]
        if not here:
            made.append(piece)
            continue
        told = [[one.start - start, one.end - start, [list(line) for line in one.lines], one.dashes] for one in here]
        key = digest("burned", code, piece.path.stem, told, own)
        if work.store.file(key, ".mp4") is None:
            with (
                work.store.writing(key, ".mp4") as path,
                editing.SegmentWriter(path, settings.size, settings.fps, _CRF[settings.quality]) as writer,
            ):
                for picture in editing.burned(editing.frames_of(piece.path), start, here, hand):
                    writer.add(picture)
        made.append(editing.Piece(work.store.path(key, ".mp4"), piece.frames))
    return made


def _write(work: Work, entries: Sequence[editing.Subtitle], cuts: Sequence[int], name: str) -> list[str]:
    with replace_file(work.out / f"{name}.srt") as srt, replace_file(work.out / f"{name}.vtt") as vtt:
        editing.write_subtitles(entries, srt, vtt, cuts=cuts, fps=work.settings.fps)
    return [f"{name}.srt", f"{name}.vtt"]


def _heard(work: Work, scene: StagedScene) -> list[editing.Sound]:
    """A scene's effects on the film's clock."""
    sheet, begin = cue_sheet(work, scene)
    at = scene.start / work.settings.fps
    return [
        editing.Sound(cue.name, at + (begin + cue.start) / RATE, cue.muffled > 0, cue.strength)
        for cue in sheet.cues
        if cue.stem is Stem.EFFECTS
    ]


def _beds(work: Work, scenes: Sequence[StagedScene]) -> list[editing.Sound]:
    """Weather and place, where they begin to be heard."""
    found: list[editing.Sound] = []
    last = ""
    for scene in scenes:
        sheet, begin = cue_sheet(work, scene)
        at = scene.start / work.settings.fps
        for bed in sorted(sheet.beds, key=lambda bed: bed.start):
            told = next((tag for tag in _BEDS if tag in bed.tags), "")
            whole = bed.start + begin <= RATE
            if told and told != last:
                found.append(editing.Sound(told, at + (begin + bed.start) / RATE + 0.4, True, 0.7 if whole else 0.8))
            if whole:
                last = told
    return found


def _mood(passage: Passage) -> str:
    """What a passage of music is like, in a word."""
    pace = passage.tempo[0][1] if passage.tempo else 80.0
    minor = "minor" in passage.key.casefold()
    if minor:
        return "music tense" if pace >= 96 else "music dark"
    return "music bright" if pace >= 96 else "music calm"
