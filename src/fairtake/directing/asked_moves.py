"""Camera moves that were asked for, made from a standing setup.

Every move eases in and out over the stretch it was asked for, then rests; speeds stay those of a
person with a dolly. Who walks is followed.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from fairtake.directing.coverage import Crew
from fairtake.directing.framing import HEIGHTS, SIZES, View, yaw_to
from fairtake.directing.setup import Path, Setup
from fairtake.model.shotlist import Move, ShotSize

__all__ = ["moved"]

Array = npt.NDArray[np.float64]
_DOLLY = 0.5  # metres a second at most
_SWING = math.radians(14)  # a second at most: pans, tilts and orbits of what stands still


def moved(crew: Crew, setup: Setup, view: View, move: Move | None, start: int, stop: int, end: int) -> Setup | None:
    """The standing `setup` of `view` with a move over frames `start` to `stop`, at rest to
    `end`; None when the set has no room for it. Without a move, whoever walks out of a still
    frame is followed."""
    subject = _subject(crew, setup, start, end)
    walks = subject is not None and float(np.hypot(*np.ptp(subject, axis=0)[[0, 2]])) > 0.35 * HEIGHTS[setup.size] + 0.3
    if move is None:
        move = Move.FOLLOW if walks and setup.kind == "single" and setup.size_index > SIZES.index(ShotSize.LS) else None
    if move in (None, Move.STATIC):
        return setup
    if move in (Move.PUSH_IN, Move.PULL_OUT):
        return _in_or_out(crew, setup, view, subject, move, start, stop, end)
    count = end - start
    seconds = max(stop - start, 1) / crew.story.fps
    ease = _ease(np.clip(np.arange(count) / max(stop - start - 1, 1), 0, 1))
    rows = _Rows(view, count)
    aim = _aim(view, subject, setup)
    match move:
        case Move.FOLLOW | Move.TRACK if walks and subject is not None:
            rows.position += gaussian_filter1d(subject - subject[0], 0.45 * crew.story.fps, axis=0, mode="nearest") * [
                1, 0, 1,
            ]  # fmt: skip
        case Move.FOLLOW:
            return None
        case Move.PAN if walks:
            rows = _turned(rows, view, subject, aim, crew)
        case Move.PAN:
            rows.yaw += min(_SWING * seconds, math.radians(18)) * (1 - ease)
        case Move.TILT:
            rows.pitch -= min(_SWING * seconds, math.radians(16)) * (1 - ease)
        case Move.TRACK:
            way = min(_DOLLY * 0.6 * seconds, 0.9, 0.8 * float(np.linalg.norm(aim - rows.position[0])))
            right = np.array([math.cos(view.yaw), 0.0, -math.sin(view.yaw)])
            rows.position += right * (way * (ease - 0.5))[:, None]
        case Move.CRANE:
            rows = _craned(rows, view, aim, min(_DOLLY * 0.6 * seconds, 0.9) * (1 - ease))
        case Move.ORBIT:
            rows = _orbit(rows, aim, min(_SWING * seconds, math.radians(40)) * (ease - 0.5))
        case Move.HANDHELD:
            rows = _by_hand(rows, crew.story.fps, setup)
    path = rows.path(start)
    found = _roomy(crew, replace(setup, path=path, move=move, start=start, end=end), subject, aim)
    if found is None and move is Move.CRANE:  # under a ceiling: up from below instead
        rows = _craned(_Rows(view, count), view, aim, -min(_DOLLY * 0.6 * seconds, 0.7) * (1 - ease))
        found = _roomy(crew, replace(setup, path=rows.path(start), move=move, start=start, end=end), subject, aim)
    return found


class _Rows:
    """A camera over `count` frames, at first all as in `view`."""

    def __init__(self, view: View, count: int) -> None:
        self.position = np.tile(np.array(view.position, np.float64), (count, 1))
        self.yaw = np.full(count, view.yaw)
        self.pitch = np.full(count, view.pitch)
        self.fovy = np.full(count, view.fovy)
        self.shift = np.full(count, view.shift)

    def path(self, first: int) -> Path:
        return Path(self.position, self.yaw, self.pitch, self.fovy, self.shift, first)


def _ease(t: Array) -> Array:
    """No speed and no acceleration at either end."""
    return np.asarray(t * t * t * (t * (6 * t - 15) + 10), np.float64)


def _subject(crew: Crew, setup: Setup, start: int, end: int) -> Array | None:
    """The eyes of the main subject on frames `start` to `end` (n, 3); None without one."""
    if not setup.people or "detail" in setup.tags:
        return None
    story = crew.story
    frames = np.arange(start, end)
    return np.stack([np.interp(frames, story.frame, story.eyes[:, setup.people[0], axis]) for axis in range(3)], axis=1)


def _aim(view: View, subject: Array | None, setup: Setup) -> Array:
    """What the camera turns about: the subject, or a point at the frame's own distance."""
    if subject is not None:
        return np.asarray(np.median(subject, axis=0), np.float64)
    away = HEIGHTS[setup.size] / (2 * math.tan(view.fovy / 2))
    look = np.array([-math.sin(view.yaw), math.tan(view.pitch), -math.cos(view.yaw)])
    return np.array(view.position) + look * away


def _turned(rows: _Rows, view: View, subject: Array | None, aim: Array, crew: Crew) -> _Rows:
    """The camera stands and turns with the subject, like a damped head."""
    path = subject if subject is not None else np.repeat(aim[None], len(rows.yaw), axis=0)
    camera = np.array(view.position)
    bearing = np.unwrap(np.arctan2(-(path[:, 0] - camera[0]), -(path[:, 2] - camera[2])))
    turned = gaussian_filter1d(bearing, 0.35 * crew.story.fps, mode="nearest")
    rows.yaw = view.yaw + turned - yaw_to(camera, np.median(path, axis=0))
    return rows


def _craned(rows: _Rows, view: View, aim: Array, rise: Array) -> _Rows:
    """The camera higher by `rise` (n,), tilted so that `aim` (3) keeps its place in the frame."""
    rows.position[:, 1] += rise
    flat = np.hypot(*(aim - rows.position)[:, [0, 2]].T)
    steep = np.arctan2(aim[1] - rows.position[:, 1], flat)
    rows.pitch += steep - math.atan2(float(aim[1] - view.position[1]), float(flat[0]))
    return rows


def _orbit(rows: _Rows, aim: Array, angle: Array) -> _Rows:
    rel = rows.position - aim
    sin, cos = np.sin(angle), np.cos(angle)
    rows.position = np.stack(
        [aim[0] + rel[:, 0] * cos + rel[:, 2] * sin, rows.position[:, 1], aim[2] - rel[:, 0] * sin + rel[:, 2] * cos], 1
    )
    rows.yaw = rows.yaw + angle
    return rows


def _by_hand(rows: _Rows, fps: int, setup: Setup) -> _Rows:
    """The sway of a camera on a shoulder: slow drifts of a centimetre or two and a third of a
    degree, the same for the same setup."""
    seed = zlib.crc32(f"{setup.kind} {setup.people} {setup.size} {setup.lens}".encode())
    rng = np.random.default_rng(seed)
    count = len(rows.yaw)

    def drift(spread: float, seconds: float) -> Array:
        noise = gaussian_filter1d(rng.normal(size=count + 8 * fps), seconds * fps)[4 * fps : 4 * fps + count]
        return np.asarray(noise * spread / max(float(noise.std()), 1e-9), np.float64)

    for axis, spread in enumerate((0.012, 0.008, 0.012)):
        rows.position[:, axis] += drift(spread, 0.7)
    rows.yaw += drift(math.radians(0.4), 0.5)
    rows.pitch += drift(math.radians(0.3), 0.5)
    return rows


def _in_or_out(
    crew: Crew, setup: Setup, view: View, subject: Array | None, move: Move, start: int, stop: int, end: int
) -> Setup | None:
    """A dolly to the setup's own frame (out of it, for a pull-out) from one two sizes wider,
    or as far as the set and a dolly's speed allow."""
    aim = _aim(view, subject, setup)
    near = np.array(view.position)
    back = near - aim
    seconds = max(stop - start, 1) / crew.story.fps
    depth = float(np.linalg.norm(back))
    count = end - start
    ease = _ease(np.clip(np.arange(count) / max(stop - start - 1, 1), 0, 1))
    for way in (min(0.8 * depth, _DOLLY * seconds), 0.4 * depth, 0.25 * depth, 0.15 * depth):
        way = min(way, _DOLLY * seconds)
        # An asked-for push-in ends on the size asked for; a pull-out begins on it.
        share = 1 - ease if move is Move.PUSH_IN else ease
        rows = _Rows(view, count)
        flat = back * [1, 0, 1] / max(float(np.hypot(back[0], back[2])), 1e-6)
        rows.position = near + flat * (way * share)[:, None]
        found = _roomy(crew, replace(setup, path=rows.path(start), move=move, start=start, end=end), subject, aim)
        if found is not None:
            return found
    return None


def _roomy(crew: Crew, setup: Setup, subject: Array | None, aim: Array) -> Setup | None:
    """The setup, with what must be taken away along the whole way; None where the camera would
    run into something or lose its subject."""
    position = setup.path.position
    every = max(1, crew.story.fps // 4)
    at = sorted({*range(0, len(position), every), len(position) - 1})
    hidden: set[str] = set(setup.hidden)
    seen = subject if subject is not None and len(subject) == len(position) else np.repeat(aim[None], len(position), 0)
    for row in at:
        x, y, z = (float(v) for v in position[row])
        path = setup.path
        instant = View(
            (x, y, z), float(path.yaw[row]), float(path.pitch[row]), float(path.fovy[row]), float(path.shift[row])
        )
        gone = crew.look(instant, seen[row][None])
        if gone is None:
            return None
        hidden |= set(gone)
    return replace(setup, hidden=tuple(sorted(hidden)))
