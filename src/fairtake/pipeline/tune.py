"""Music that somebody brings: its beats, kept, and where it plays in the film."""

from __future__ import annotations

from pathlib import Path

from fairtake.errors import SoundError
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.score import Beats
from fairtake.pipeline.clearing import right_of
from fairtake.pipeline.work import Work
from fairtake.project import code_digest
from fairtake.sound import tune
from fairtake.store import digest

__all__ = ["beats_of", "in_beats", "music_key", "music_name", "music_right", "read_music"]


def music_name(work: Work) -> str:
    """The file that plays instead of a score, as the film's folder names it; "" for none, or none that was cleared."""
    music = _lent(work)
    return music.reference.path if music is not None and work.step("score") else ""


def _lent(work: Work) -> Cleared | None:
    return work.clearing.find(ReferenceKind.MUSIC, "human.music")


def music_key(work: Work) -> str:
    """What is to be heard of the music, as a part of keys."""
    music = _lent(work)
    return digest("tune", code_digest("sound", "model/score", "model/sound"), music.sha256 if music else "")


def music_right(work: Work) -> str:
    """By what right it is used."""
    music = _lent(work)
    return right_of(work, music) if music is not None else ""


def read_music(work: Work) -> tune.Tune:
    """The film's own music, which must be cleared. Raises SoundError, naming the file in the film's folder."""
    music = _lent(work)
    assert music is not None  # asked for by whoever has its name
    try:
        return tune.read_tune(music)
    except SoundError as error:
        error.file = str(Path(work.settings.root) / music.reference.path)
        raise


def beats_of(work: Work) -> Beats | None:
    """The beats of the film's own music; None where there is none. Raises SoundError."""
    if not music_name(work):
        return None
    key = music_key(work)
    kept = work.store.load(key, Beats)
    if kept is None:
        kept = tune.find_beats(read_music(work))
        work.store.save(key, kept)
    return kept


_SHORTEST, _LONGEST = 1.5, 3.4
"""Seconds a moment of a montage lasts that nothing is said in."""


def in_beats(beats: Beats, number: int, frames: int, most: int, fps: int, *, spoken: bool) -> int:
    """How many frames moment `number` (from 0) of a montage lasts, so that its cuts fall on beats of
    music that began with it: whole bars or halves of them where that is neither short nor long, and
    as much as `frames` where something is said. At most `most`; `frames` where no beat fits."""
    period = beats.period
    usual = next((n for n in (4, 8, 2, 3, 1) if _SHORTEST <= n * period <= _LONGEST), 1)
    count = usual
    if spoken:
        while count * period * fps < frames:
            count += max(usual // 2, 1)
    while count > 1 and _length(number * usual, count, period, fps) > most:
        count -= 1
    length = _length(number * usual, count, period, fps)
    return length if length <= most and (not spoken or length >= frames) else frames


def _length(before: int, count: int, period: float, fps: int) -> int:
    """Frames of `count` beats after so many: rounded where the cuts are, so that it does not add up."""
    return round((before + count) * period * fps) - round(before * period * fps)
