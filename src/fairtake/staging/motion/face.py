"""The face over a scene: moods, blinks, lips, and brows that go with the voice."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from fairtake.model.figure import FACE_NEUTRAL, FACE_PARAMETERS, face_index
from fairtake.model.reading import Take
from fairtake.staging.motion.ease import Array, crossfade, ramp, window
from fairtake.staging.motion.gaze import EYE_PITCH, EYE_YAW, Look
from fairtake.staging.motion.lips import MOUTH, play_lips
from fairtake.staging.motion.score import MoodKey, Score
from fairtake.staging.performers.expressions import EMOTIONS

__all__ = ["blink_times", "play_face", "stresses"]

_NEUTRAL = np.array(FACE_NEUTRAL)
_MOUTH = np.array([face_index(name) for name in MOUTH])
_OWN = {"gaze_x", "gaze_y", "blink"}


def _emotion(name: str) -> Array | None:
    values = EMOTIONS.get(name)
    if values is None:
        return None
    target = _NEUTRAL.copy()
    for key, value in values.items():
        if key not in _OWN:
            target[face_index(key)] = value
    return target


def _moods(face: Array, keys: list[MoodKey], fps: int) -> None:
    frames = len(face)
    for i, key in enumerate(keys):
        target = _emotion(key.emotion)
        if target is None:
            continue
        stop = keys[i + 1].time + 0.5 if i + 1 < len(keys) else frames / fps
        span = window(key.time, stop, fps, frames)
        t = np.arange(span.start, span.stop) / fps - key.time
        level = key.strength * (1 - (1 - key.mood) * ramp(t, 0.4 + key.hold, 2.2 + key.hold))
        shown = _NEUTRAL + (target - _NEUTRAL) * level[:, None]
        face[span] = crossfade(face[span], shown, ramp(t, 0.0, 0.42))


def stresses(take: Take, apart: float = 0.5) -> list[tuple[float, float]]:
    """The stressed moments of a take: (seconds from its start, weight 0..1), at least
    `apart` seconds from each other, the strongest first served."""
    found = [(p.start, min(1.0, 0.4 + (p.end - p.start) * 3)) for p in take.phonemes if p.stress == 2]
    kept: list[tuple[float, float]] = []
    for time, weight in sorted(found, key=lambda f: (-round(f[1], 2), f[0])):
        if all(abs(time - other) >= apart for other, _ in kept):
            kept.append((time, weight))
    return sorted(kept)


def blink_times(score: Score, look: Look, seconds: float) -> list[float]:
    """Every three or four seconds, drawn anew for each beat, and with many large looks."""
    name = zlib.crc32(score.role.encode())
    times: list[float] = []
    for i, (start, seed) in enumerate(score.beats):
        stop = score.beats[i + 1][0] if i + 1 < len(score.beats) else seconds
        generator = np.random.default_rng((seed, name, 77))
        at = start + float(generator.uniform(0.2, 3.2))
        while at < stop:
            times.append(at)
            # Now and then twice in a row.
            at += 0.42 if generator.random() < 0.12 else 1.1 + float(generator.exponential(2.6))
    times += [jump for jump in look.jumps if _closes(score, jump)]
    times.sort()
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
    _moods(face, score.moods, fps)
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
        face[span, _MOUTH] = crossfade(face[span][:, _MOUTH], mouth, weight)
        # A smile or frown goes on under the words, a little less.
        if speech.take is not None:
            for time, strength in stresses(speech.take, 0.9):
                at = speech.start + time
                hit = window(at - 0.16, at + 0.34, fps, frames)
                t = np.arange(hit.start, hit.stop) / fps
                bump = 0.26 * strength * ramp(t, at - 0.14, at + 0.04) * (1 - ramp(t, at + 0.08, at + 0.32))
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
    face[:, lid] = np.clip(face[:, lid] + 0.16 * np.minimum(face[:, face_index("gaze_y")], 0.3), 0.25, 1.4)
    face[:, brow_in] = np.clip(face[:, brow_in], -1, 1)
    face[:, brow_out] = np.clip(face[:, brow_out], -1, 1)
    assert face.shape[1] == len(FACE_PARAMETERS)
    return face, speaking
