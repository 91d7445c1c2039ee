"""Where an animal turns its head, and what ears, lids and jaw do; for four legs and two wings."""

from __future__ import annotations

import numpy as np

from fairtake.staging.motion.ease import Array, crossfade, drift, envelope, min_jerk, smooth, window
from fairtake.staging.motion.gaze import Place
from fairtake.staging.motion.score import Score

__all__ = ["CALLS", "blinks", "calls_of", "head_turn", "moods_of", "move_of", "noise_of", "swings"]

CALLS = ("bark", "growl", "whine", "howl", "meow", "purr", "hiss", "neigh", "snort", "caw", "coo", "chirp", "mew")
"""Head moves that open the mouth because something is heard."""


def head_turn(score: Score, eyes: Array, yaw: Array, place: Place, frames: int, fps: int, most: float) -> tuple[Array, Array]:  # fmt: skip
    """Yaw (to the left) and pitch (down) of the look from straight ahead (N,), radians, eased;
    `most` is how far the head turns."""
    side, down = np.zeros(frames), np.zeros(frames)
    for key in score.gazes:
        span = slice(window(key.time, key.time, fps, frames).start, frames)
        if span.start >= frames:
            continue
        if key.target.kind == "away":
            side[span], down[span] = key.target.point[0] * 0.7, 0.6 * key.target.point[1]
            continue
        at = place(key.target, span)
        if at is None:
            side[span] = down[span] = 0.0
            continue
        way = at - eyes[span]
        flat = np.hypot(way[:, 0], way[:, 2])
        turn = np.arctan2(way[:, 0], way[:, 2]) - yaw[span]
        turn = (turn + np.pi) % (2 * np.pi) - np.pi
        # What is behind is looked at over the nearer shoulder, or not at all.
        beyond = np.clip((np.abs(turn) - most) / 0.9, 0, 1)
        side[span] = np.clip(turn, -most, most) * (1 - 0.8 * beyond)
        down[span] = np.clip(-np.arctan2(way[:, 1], np.maximum(flat, 0.2)), -0.75, 0.75) * key.turn
    reach = max(2, round(0.20 * fps))
    return smooth(side, reach), smooth(down, reach)


def move_of(score: Score, names: tuple[str, ...], frames: int, fps: int, ramp: float = 0.18) -> Array:
    """How much of any of these head moves there is (N,)."""
    t = np.arange(frames) / fps
    out = np.zeros(frames)
    for move in score.nods:
        if move.kind in names:
            up = min(ramp, 0.4 * move.duration)
            end = move.start + move.duration
            out = np.maximum(out, move.amount * envelope(t, move.start, move.start + up, end - up, end))
    return out


def calls_of(score: Score, frames: int, fps: int) -> Array:
    """How far the mouth is open because of what is heard (N,)."""
    t = np.arange(frames) / fps
    out = np.zeros(frames)
    for move in score.nods:
        if move.kind not in CALLS:
            continue
        u = np.clip((t - move.start) / max(move.duration, 0.05), 0, 1)
        out = np.maximum(out, move.amount * np.sin(np.pi * u**0.6) ** 0.8)
    for speech in score.speeches:
        talk = envelope(t, speech.start, speech.start + 0.1, speech.end - 0.1, speech.end)
        out = np.maximum(out, talk * (0.35 + 0.35 * np.sin(2 * np.pi * 4.2 * (t - speech.start))))
    return out


def moods_of(score: Score, emotion: str, frames: int, fps: int) -> Array:
    """How strongly a feeling shows (N,)."""
    t = np.arange(frames) / fps
    out = np.zeros(frames)
    ordered = sorted(score.moods, key=lambda m: m.time)
    for k, mood in enumerate(ordered):
        until = ordered[k + 1].time if k + 1 < len(ordered) else 1e9
        if mood.emotion == emotion:
            stays = mood.mood + (1 - mood.mood) * (1 - min_jerk((t - mood.time - mood.hold) / 0.8))
            out = np.maximum(out, mood.strength * stays * envelope(t, mood.time, mood.time + 0.3, until, until + 0.4))
    return out


def blinks(score: Score, frames: int, fps: int, key: int) -> Array:
    """Lids (N,), 0 open to 1 shut: now and then, at moments that hang on the beats."""
    out = np.zeros(frames)
    t = np.arange(frames) / fps
    starts = score.beats or [(0.0, 1)]
    for i, (begin, seed) in enumerate(starts):
        stop = starts[i + 1][0] if i + 1 < len(starts) else frames / fps
        draw = np.random.default_rng((seed, key))
        at = begin + float(draw.uniform(0.6, 3.0))
        while at < stop:
            u = np.clip((t - at) / 0.22, 0, 1)
            out = np.maximum(out, np.sin(np.pi * u) ** 0.7)
            at += float(draw.uniform(2.4, 5.5))
    return out


def noise_of(score: Score, frames: int, fps: int, key: int, speed: float = 1.0) -> Array:
    """Twelve channels of idle noise (N, 12)."""
    return drift(frames, fps, score.beats or [(0.0, 1)], 12, key, speed)


def swings(score: Score, frames: int, fps: int, rate: float) -> Array:
    """To and fro (N,) -1..1, `rate` times a second, on the clock of each beat: what happens
    earlier in the scene may take longer without a tail wagging otherwise."""
    out = np.zeros(frames)
    starts = score.beats or [(0.0, 1)]
    for i, (start, _) in enumerate(starts):
        stop = starts[i + 1][0] + 0.9 if i + 1 < len(starts) else frames / fps
        span = window(start, stop, fps, frames)
        local = np.arange(span.start, span.stop) / fps - start
        wave = np.sin(2 * np.pi * rate * local)
        out[span] = wave if i == 0 else crossfade(out[span], wave, min_jerk(local / 0.9))
    return out
