"""Setups a style asks for beyond plain coverage: from below and above, and pans between people."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from fairtake.directing.coverage import Crew
from fairtake.directing.framing import HEIGHTS, SIZES, View, yaw_to
from fairtake.directing.rails import eagerness
from fairtake.directing.setup import Path, Setup, angle_of, static_path
from fairtake.directing.style import When
from fairtake.directing.toric import screen_point
from fairtake.model.shotlist import Angle, Move, ShotSize

__all__ = ["angled", "from_other_heights", "reactive_pans", "tilts"]

Array = npt.NDArray[np.float64]
_RISES = 0.22  # metres of rising or sinking that a tilt goes with
_LATE = 0.3  # seconds an operator takes to notice that somebody else speaks


def from_other_heights(crew: Crew, setups: list[Setup]) -> list[Setup]:
    """The low, high and overhead counterparts of standing setups that a style asks for, on the
    stretches for which it asks."""
    angles = crew.style.angles
    found: list[Setup] = []
    for angle, when in ((Angle.LOW, angles.low), (Angle.HIGH, angles.high), (Angle.OVERHEAD, angles.overhead)):
        if when is When.NEVER:
            continue
        for setup in setups:
            if setup.move is not Move.STATIC or setup.angle is not Angle.EYE or not _suits(setup, angle):
                continue
            for start, end in _stretches(crew, setup, when):
                other = angled(crew, setup, angle, start, end)
                if other is not None:
                    found.append(other)
    return found


def _suits(setup: Setup, angle: Angle) -> bool:
    if not setup.people or setup.over >= 0 or "detail" in setup.tags:
        return False
    if angle is Angle.OVERHEAD:
        return setup.size_index <= SIZES.index(ShotSize.MLS)
    return setup.size_index >= SIZES.index(ShotSize.LS)


def _stretches(crew: Crew, setup: Setup, when: When) -> Iterator[tuple[int, int]]:
    """The whole stretch of a setup, or those parts of it that are tense enough."""
    story = crew.story
    if when is not When.TENSE:
        yield setup.start, setup.end
        return
    tense = story.tension >= crew.style.rhythm.tense
    edges = np.flatnonzero(np.diff(np.concatenate([[False], tense, [False]]).astype(np.int8)))
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        start, end = max(int(a) * story.step, setup.start), min(int(b) * story.step, setup.end)
        if end - start >= 1.5 * story.fps:
            yield start, end


def angled(crew: Crew, setup: Setup, angle: Angle, start: int, end: int) -> Setup | None:
    """A standing setup from below, above or overhead, over frames `start` to `end`; None where
    the set leaves no room for it."""
    story = crew.story
    span = slice(story.at(start), story.at(max(end - 1, start)) + 1)
    people = [p for p in setup.people if story.present[span, p].any()]
    if not people:
        return None
    eyes = np.mean([np.median(story.eyes[span, p][story.present[span, p]], axis=0) for p in people[:4]], axis=0)
    old = _view(setup)
    x, y, depth = screen_point(eyes, old, crew.aspect)
    for steep in _steeps(crew, angle):
        back = (np.array(old.position) - eyes) * [1, 0, 1]
        direction = back / max(float(np.linalg.norm(back)), 1e-6)
        fovy = old.fovy
        tangent = math.tan(fovy / 2)
        lens = setup.lens
        if angle is Angle.OVERHEAD:
            lens = min(crew.style.camera.lenses)
            fovy = 2 * math.atan(20.25 / (2 * lens))
            tangent = math.tan(fovy / 2)
            room = crew.space.camera[1, 1] - 0.05 - float(eyes[1])
            depth = min(max(1.6 / (2 * tangent), 1.2), max(room, 0.0) / math.sin(steep))
        wanted = 0.1 if angle is Angle.OVERHEAD else y
        # The eyes stand `wanted` above the middle, by the angle of that ray.
        pitch = -(steep + math.atan(wanted * tangent)) if steep > 0 else -steep - math.atan(wanted * tangent)
        away = depth / max(math.cos(math.atan(wanted * tangent)), 1e-6)
        camera = eyes + away * (direction * math.cos(steep) + np.array([0.0, math.sin(steep), 0.0]))
        if camera[1] < 0.25 or depth < 0.3:
            continue
        yaw = yaw_to(camera, eyes) + math.atan(x * tangent * crew.aspect * math.cos(pitch))
        view = View((float(camera[0]), float(camera[1]), float(camera[2])), yaw, pitch, fovy, 0.0)
        if angle_of(view, eyes) is not angle or not crew.roomy(view, people[0], start, end):
            continue
        if len(people) > 1 and not _in_frame(crew, view, people[0], span):
            continue
        hidden = crew.look(view, eyes[None])
        if hidden is None:
            continue
        return replace(
            setup, path=static_path(view), start=start, end=end, hidden=hidden, angle=angle, lens=lens, target=None
        )
    return None


def _in_frame(crew: Crew, view: View, person: int, span: slice) -> bool:
    """Whether a camera holds somebody where they mostly are in a stretch of the scene."""
    here = crew.story.present[span, person]
    x, y, depth = screen_point(np.median(crew.story.eyes[span, person][here], axis=0), view, crew.aspect)
    return abs(x) < 0.9 and abs(y) < 0.9 and depth > 0.3


def _steeps(crew: Crew, angle: Angle) -> tuple[float, ...]:
    """Radians above the eyes to try."""
    if angle is Angle.OVERHEAD:
        return (math.radians(80), math.radians(70))
    steep = math.radians(crew.style.angles.steep)
    # What is called high or low begins at some fourteen degrees.
    tries = (steep, max(0.75 * steep, math.radians(15)))
    return tuple(-s for s in tries) if angle is Angle.LOW else tries


def _view(setup: Setup) -> View:
    path = setup.path
    x, y, z = (float(v) for v in path.position[0])
    return View((x, y, z), float(path.yaw[0]), float(path.pitch[0]), float(path.fovy[0]), float(path.shift[0]))


def tilts(crew: Crew, setups: list[Setup]) -> list[Setup]:
    """A camera that stands and rises or falls with the eyes of somebody who stands up or sits
    down, made from singles that hold them before or after."""
    readily = crew.style.moves.tilt
    if readily <= 0:
        return []
    story = crew.story
    fps = story.fps
    found: list[Setup] = []
    for person in range(len(story.roles)):
        heights = story.eyes[:, person, 1]
        here = story.present[:, person] & ~story.walking[:, person]
        for a, b in _rises(heights, here, max(round(1.5 * fps / story.step), 1)):
            start, end = max(a * story.step - fps, 0), min((b + 1) * story.step + fps, story.frames)
            for setup in setups:
                if (
                    setup.kind != "single"
                    or setup.people[0] != person
                    or setup.size_index > SIZES.index(ShotSize.CU)
                    or not (setup.start <= end and setup.end >= start)
                    or setup.move is not Move.STATIC
                ):
                    continue
                path = np.stack(
                    [np.interp(np.arange(start, end), story.frame, story.eyes[:, person, k]) for k in range(3)], 1
                )
                camera = setup.path.position[0]
                flat = np.hypot(path[:, 0] - camera[0], path[:, 2] - camera[2])
                if flat.min() < 0.7:
                    continue
                tangent = math.tan(float(setup.path.fovy[0]) / 2)
                line = crew.line(setup.size, float(path[:, 1].max()))
                rise = np.arctan2(path[:, 1] - camera[1], flat) - math.atan(
                    (line + float(setup.path.shift[0])) * tangent
                )
                pitch = gaussian_filter1d(rise, 0.3 * fps, mode="nearest")
                if float(np.abs(pitch).max()) > math.radians(32):
                    continue
                bearing = np.unwrap(np.arctan2(-(path[:, 0] - camera[0]), -(path[:, 2] - camera[2])))
                x = screen_point(path[0], _view(setup), crew.aspect)[0]
                yaw = gaussian_filter1d(bearing, 0.3 * fps, mode="nearest") + math.atan(
                    min(max(x, -0.4), 0.4) * tangent * crew.aspect
                )
                rows = len(path)
                moving = Path(
                    np.repeat(camera[None], rows, 0), yaw, pitch, np.repeat(setup.path.fovy, rows),
                    np.repeat(setup.path.shift, rows), start,
                )  # fmt: skip
                if crew.space.obstruction(camera, path[:: max(1, fps // 3)], setup.hidden).any():
                    continue
                found.append(
                    replace(
                        setup, path=moving, move=Move.TILT, start=start, end=end, bias=setup.bias + eagerness(readily)
                    )
                )
    return found


def _rises(heights: Array, here: npt.NDArray[np.bool_], within: int) -> Iterator[tuple[int, int]]:
    """Steps between which somebody's eyes rise or sink by a good deal without a walk."""
    t, count = 0, len(heights)
    while t < count - 1:
        end = min(t + within, count - 1)
        change = np.abs(heights[t : end + 1] - heights[t])
        if here[t : end + 1].all() and change.max() > _RISES:
            last = t + int(change.argmax())
            yield t, last
            t = last + 1
        else:
            t += 1


def reactive_pans(crew: Crew, setups: list[Setup]) -> list[Setup]:
    """A camera abeam of two who talk that turns, a moment late, to whoever speaks; from a
    readiness for pans of 0.6 on."""
    readily = crew.style.moves.pan
    if readily < 0.6:
        return []
    story = crew.story
    fps = story.fps
    found: list[Setup] = []
    for setup in setups:
        if setup.kind not in ("two-shot", "profile two") or len(setup.people) != 2 or setup.move is not Move.STATIC:
            continue
        start, end = setup.start, setup.end
        if end - start < 4 * fps:
            continue
        frames = np.arange(start, end)
        camera = setup.path.position[0]
        bearings = []
        for person in setup.people:
            path = np.stack([np.interp(frames, story.frame, story.eyes[:, person, k]) for k in range(3)], 1)
            bearings.append(np.arctan2(-(path[:, 0] - camera[0]), -(path[:, 2] - camera[2])))
        a, b = np.unwrap(bearings[0]), np.unwrap(bearings[1])
        b = b - 2 * math.pi * np.round((b - a) / (2 * math.pi))
        speaks = np.full(len(frames), -1)
        for turn in story.turns:
            if turn.speaker in setup.people:
                late = round(_LATE * fps)
                speaks[max(turn.start + late - start, 0) : max(turn.end + late - start, 0)] = setup.people.index(
                    turn.speaker
                )
        if not {0, 1} <= set(speaks.tolist()):
            continue
        # Silence stays with whoever spoke last.
        known = np.flatnonzero(speaks >= 0)
        share = speaks[known[np.maximum(np.searchsorted(known, np.arange(len(frames)), side="right") - 1, 0)]].astype(
            float
        )
        if not _open_faces(crew, setup, camera, share, start, end):
            continue
        eased = gaussian_filter1d(share, 0.3 * fps, mode="nearest")
        yaw = (
            gaussian_filter1d(a, 0.4 * fps, mode="nearest") * (1 - eased)
            + gaussian_filter1d(b, 0.4 * fps, mode="nearest") * eased
        )
        # A longer lens than the two-shot's own leaves one of the two at a time in the frame.
        lens = max((mm for mm in crew.style.camera.lenses if mm <= 2.6 * setup.lens), default=setup.lens)
        if lens < 1.25 * setup.lens or float(np.abs(a - b).min()) < math.radians(7):
            continue
        fovy = 2 * math.atan(20.25 / (2 * lens))
        depth = float(
            np.mean(
                [screen_point(np.median(story.eyes[:, p], axis=0), _view(setup), crew.aspect)[2] for p in setup.people]
            )
        )
        height = 2 * depth * math.tan(fovy / 2)
        size = min(SIZES, key=lambda s: abs(math.log(max(height, 0.1) / HEIGHTS[s])))
        if not crew.style.sizes.allows(size) or SIZES.index(size) < SIZES.index(ShotSize.MLS):
            continue
        # One may sit and the other stand: the camera rises and falls as it turns.
        tangent = math.tan(fovy / 2)
        lifts = []
        for person in setup.people:
            path = np.stack([np.interp(frames, story.frame, story.eyes[:, person, k]) for k in range(3)], 1)
            flat = np.hypot(path[:, 0] - camera[0], path[:, 2] - camera[2])
            line = crew.line(size, float(np.median(path[:, 1])))
            rise = np.arctan2(path[:, 1] - camera[1], flat) - math.atan(line * tangent)
            lifts.append(gaussian_filter1d(rise, 0.4 * fps, mode="nearest"))
        pitch = lifts[0] * (1 - eased) + lifts[1] * eased
        rows = len(frames)
        moving = Path(np.repeat(camera[None], rows, 0), yaw, pitch, np.full(rows, fovy), np.zeros(rows), start)
        found.append(
            replace(
                setup, kind="pan", path=moving, move=Move.PAN, size=size, lens=lens,
                bias=setup.bias + eagerness(readily), tags=setup.tags | {"reactive"},
            )
        )  # fmt: skip
    return found


def _open_faces(crew: Crew, setup: Setup, camera: Array, share: Array, start: int, end: int) -> bool:
    """Whether each of two people turns the face to the camera while they are looked at."""
    story = crew.story
    steps = np.arange(story.at(start), story.at(end - 1) + 1)
    looked = share[np.clip(story.frame[steps] - start, 0, len(share) - 1)]
    for side, person in enumerate(setup.people):
        way = camera - story.eyes[steps, person]
        toward = (way * story.face[steps, person]).sum(-1) / np.maximum(np.linalg.norm(way, axis=-1), 0.05)
        mine = looked == side
        if not mine.any() or float(toward[mine].mean()) < 0.15:
            return False
    return True
