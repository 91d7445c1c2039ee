"""The face over a scene: moods, blinks, lips, and brows that go with the voice."""

from __future__ import annotations

import itertools
import zlib

import numpy as np
import numpy.typing as npt

from fairtake.model.figure import FACE_NEUTRAL, FACE_PARAMETERS, face_index
from fairtake.model.reading import Take
from fairtake.staging.motion.ease import Array, crossfade, ramp, window
from fairtake.staging.motion.gaze import EYE_PITCH, EYE_YAW, Look
from fairtake.staging.motion.lips import MOUTH, play_lips
from fairtake.staging.motion.score import MoodKey, Score
from fairtake.staging.performers.expressions import EMOTIONS, TIMINGS, Timing

__all__ = ["blink_times", "phrase_ends", "play_face", "stresses"]

_NEUTRAL = np.array(FACE_NEUTRAL)
_MOUTH = np.array([face_index(name) for name in MOUTH])
_OWN = {"gaze_x", "gaze_y", "blink"}
_BOTH_WAYS = {
    "brow_inner", "brow_outer", "eye_tilt", "gaze_x", "gaze_y", "smile", "lip_lower", "mouth_skew", "mouth_shift",
}  # fmt: skip
_LEAST = np.array([-1.0 if name in _BOTH_WAYS else 0.4 if name == "mouth_width" else 0.0 for name in FACE_PARAMETERS])
_MOST = np.array([{"lid_upper": 1.4, "mouth_width": 1.35, "iris": 1.2}.get(name, 1.0) for name in FACE_PARAMETERS])
_LATE = np.array(
    [name in MOUTH or name in ("smile", "mouth_skew", "mouth_shift", "cheek", "fold") for name in FACE_PARAMETERS]
)
"""What follows the eyes and brows by two frames when a feeling comes."""
_TONED = np.array(
    [MOUTH.index(name) for name in ("mouth_width", "lip_upper", "mouth_square", "teeth_upper", "teeth_lower")]
)
"""Where a feeling colours the mouth while it speaks."""
_OPEN, _PRESS = MOUTH.index("mouth_open"), MOUTH.index("press")
_STEPS = 24
"""Slow changes of a feeling go in steps of this part of it, below what is seen: a face that
hardly moves need not be drawn anew."""
_THINNING = (1.0, 0.85, 0.85, 0.8, 0.8, 0.8)
"""How much of a mood is left by each beat that begins after it."""
_LIDS = {
    "fear": 0.7, "worry": 0.75, "fighting tears": 0.5, "crying": 0.6, "embarrassment": 0.65, "anger": 1.5,
    "determination": 1.5, "suspicion": 1.6, "surprise": 1.4,
}  # fmt: skip
"""How much longer than usual the eyes stay open between blinks."""


def _emotion(name: str) -> Array | None:
    values = EMOTIONS.get(name)
    if values is None:
        return None
    target = _NEUTRAL.copy()
    for key, value in values.items():
        if key not in _OWN:
            target[face_index(key)] = value
    return target


def _moods(face: Array, keys: list[MoodKey], beats: list[tuple[float, int]], fps: int) -> None:
    """Fast to the apex, a little beyond it and back, held, and slowly down to a mood that thins
    out over the next beats; brows and lids first, the mouth two frames behind."""
    frames = len(face)
    for i, key in enumerate(keys):
        target = _emotion(key.emotion)
        if target is None:
            continue
        timing = TIMINGS.get(key.emotion, Timing())
        # It lies under the next until that has come in full, however slowly it does.
        stop = keys[i + 1].time + 1.2 if i + 1 < len(keys) else frames / fps
        span = window(key.time, stop, fps, frames)
        t = np.arange(span.start, span.stop) / fps - key.time
        down = timing.onset + key.hold
        fall = 1 - (1 - key.mood) * ramp(t, down, down + timing.release)
        # The mood thins out beat by beat, not by the clock: a longer line is no longer away.
        later = [b - key.time for b, _ in beats if b > key.time + 1.0][: len(_THINNING)]
        for beat, share in zip(later, _THINNING, strict=False):
            fall *= 1 - (1 - share) * ramp(t, max(beat, down), max(beat, down) + 1.2)
        fall = np.round(fall * _STEPS) / _STEPS
        # More than it will be, for a moment: what comes fast overshoots.
        over = 0.10 * ramp(t, 0.0, timing.onset) * (1 - ramp(t, timing.onset, timing.onset + 0.35))
        level = key.strength * (fall + over * min(1.0, 0.3 / timing.onset))
        shown = np.clip(_NEUTRAL + (target - _NEUTRAL) * level[:, None], _LEAST, _MOST)
        for late, columns in ((0.0, ~_LATE), (0.085, _LATE)):
            face[span, columns] = crossfade(
                face[span][:, columns], shown[:, columns], ramp(t, late, late + timing.onset)
            )


def stresses(take: Take, apart: float = 0.5) -> list[tuple[float, float]]:
    """The stressed moments of a take: (seconds from its start, weight 0..1), at least
    `apart` seconds from each other, the strongest first served."""
    found = [(p.start, min(1.0, 0.4 + (p.end - p.start) * 3)) for p in take.phonemes if p.stress == 2]
    kept: list[tuple[float, float]] = []
    for time, weight in sorted(found, key=lambda f: (-round(f[1], 2), f[0])):
        if all(abs(time - other) >= apart for other, _ in kept):
            kept.append((time, weight))
    return sorted(kept)


def phrase_ends(take: Take) -> list[float]:
    """When phrases of a take end, seconds from its start: before a silence, and at its end."""
    words = take.words
    ends = [a.end for a, b in itertools.pairwise(words) if b.start - a.end > 0.11]
    return [*ends, words[-1].end] if words else []


def blink_times(score: Score, look: Look, seconds: float) -> list[float]:
    """Every three or four seconds, drawn anew for each beat; with many large looks; and where
    a phrase of one's own ends. Fear and tears blink more, anger stares."""
    name = zlib.crc32(score.role.encode())
    times: list[float] = []
    for i, (start, seed) in enumerate(score.beats):
        stop = score.beats[i + 1][0] if i + 1 < len(score.beats) else seconds
        generator = np.random.default_rng((seed, name, 77))
        at = start + float(generator.uniform(0.2, 3.2))
        since = score.beats[i - 1][0] if i else 0.0
        felt = [key.emotion for key in score.moods if since <= key.time <= start + 0.5]
        open_longer = _LIDS.get(felt[-1], 1.0) if felt else 1.0
        while at < stop:
            times.append(at)
            # Now and then twice in a row.
            again = 0.42 if generator.random() < 0.12 else 1.1 + float(generator.exponential(2.6))
            at += again * open_longer
    times += [jump for jump in look.jumps if _closes(score, jump)]
    for speech in score.speeches:
        if speech.take is not None:
            ends = phrase_ends(speech.take)
            times += [
                speech.start + t for k, t in enumerate(ends) if zlib.crc32(f"{name} {k} {t:.2f}".encode()) % 5 < 2
            ]
    # Nobody blinks at the moment of a fright.
    frights = [key.time for key in score.moods if key.emotion in ("surprise", "fear") and key.strength > 0.5]
    times = sorted(at for at in times if not any(-0.1 < at - fright < 0.7 for fright in frights))
    kept: list[float] = []
    for at in times:
        if not kept or at - kept[-1] > 0.36:
            kept.append(at)
    return kept


def _closes(score: Score, jump: float) -> bool:
    """Whether the lids go with a large look: by the beat it falls in and its place there."""
    start, seed = next(((t, s) for t, s in reversed(score.beats) if t <= jump), (0.0, 0))
    return zlib.crc32(f"{score.role} {seed} {round((jump - start) * 24)}".encode()) % 10 < 6


def play_face(
    score: Score, look: Look, frames: int, fps: int, panting: Array | None = None
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """The face (N, P) and when the performer speaks (N,). `panting` (N,) is how far the mouth
    opens for breath, 0..1."""
    face = np.tile(_NEUTRAL, (frames, 1))
    speaking = np.zeros(frames, np.bool_)
    _moods(face, score.moods, score.beats, fps)
    if panting is not None and panting.any():
        face[:, face_index("mouth_open")] += 0.22 * panting
        face[:, face_index("jaw")] += 0.14 * panting
    brow_in, brow_out = face_index("brow_inner"), face_index("brow_outer")
    for speech in score.speeches:
        first, last = round(speech.start * fps), max(round(speech.start * fps) + 1, round(speech.end * fps))
        speaking[first:last] = True
        lips = play_lips(speech, frames, fps)
        if lips is None:
            continue
        span, mouth, weight = lips
        # A smile or frown goes on under the words, and colours the open mouth.
        opened = np.clip(mouth[:, _OPEN] / 0.2, 0, 1) * (mouth[:, _PRESS] < 0.5)
        tone = face[span][:, _MOUTH[_TONED]] - _NEUTRAL[_MOUTH[_TONED]]
        mouth[:, _TONED] += 0.35 * tone * opened[:, None]
        face[span, _MOUTH] = crossfade(face[span][:, _MOUTH], mouth, weight)
        if speech.take is not None:
            for time, strength in stresses(speech.take, 0.9):
                at = speech.start + time
                hit = window(at - 0.16, at + 0.34, fps, frames)
                t = np.arange(hit.start, hit.stop) / fps
                bump = 0.26 * strength * ramp(t, at - 0.14, at + 0.04) * (1 - ramp(t, at + 0.08, at + 0.32))
                # Brows that are down press harder; all others lift.
                if len(bump) and face[hit, brow_in][0] < -0.3:
                    bump = -0.6 * bump
                face[hit, brow_in] += bump
                face[hit, brow_out] += bump * 0.8
    blink = face_index("blink")
    for at in blink_times(score, look, frames / fps):
        span = window(at - 0.02, at + 0.34, fps, frames)
        t = np.arange(span.start, span.stop) / fps - at
        shut = ramp(t, 0.0, 0.085) * (1 - ramp(t, 0.115, 0.30))
        # However the frames fall, one of them has the eye shut.
        if len(shut):
            shut[shut.argmax()] = 1.0
        face[span, blink] = np.maximum(face[span, blink], shut)
    face[:, face_index("gaze_x")] = np.clip(look.eyes[:, 0] / EYE_YAW, -1, 1)
    face[:, face_index("gaze_y")] = np.clip(-look.eyes[:, 1] / EYE_PITCH, -1, 1)
    # Lids follow the eyes down.
    lid = face_index("lid_upper")
    face[:, lid] = face[:, lid] + 0.16 * np.minimum(face[:, face_index("gaze_y")], 0.3) * np.minimum(face[:, lid], 1.0)
    face = np.clip(face, _LEAST, _MOST)
    assert face.shape[1] == len(FACE_PARAMETERS)
    return face, speaking
