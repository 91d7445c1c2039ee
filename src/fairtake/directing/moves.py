"""Cameras for people who walk: that hold the way, turn with them, or go along."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from fairtake.directing.coverage import Crew
from fairtake.directing.framing import SIZES, View, ahead, frame_one, frame_points, nearest_size, right_of
from fairtake.directing.setup import Path, Setup, angle_of, static_path
from fairtake.directing.story import Story, Travel
from fairtake.directing.toric import screen_point
from fairtake.model.shotlist import Move, ShotSize

__all__ = ["legs", "with_walkers"]

Array = npt.NDArray[np.float64]
_LEG = 5.5  # metres of a walk that one frame holds
_TURNS = (35, 65, 125)  # degrees off a walker's way from which a standing camera holds it
_LONG_TURNS = (20, 60, 150)  # and off a long one
_FAR_ENOUGH = 1.6  # metres of a walk that earn a moving camera


def with_walkers(crew: Crew, travel: Travel, *, moving: bool = True) -> list[Setup]:
    """A standing camera that holds a walk; and if `moving`, one that turns with the walker and
    one that goes along."""
    story = crew.story
    start, end = _window(story, travel)
    if end - start < story.fps:
        return []
    frames = np.arange(start, end)
    path = np.stack([np.interp(frames, story.frame, story.eyes[:, travel.person, axis]) for axis in range(3)], axis=1)
    way = path[-1] - path[0]
    if float(np.hypot(way[0], way[2])) < 0.5:  # not gone anywhere: what counts is where they look
        way = story.face[story.at(start) : story.at(end - 1) + 1, travel.person].mean(0)
    heading = math.atan2(float(way[0]), float(way[2]))
    found: list[Setup] = []
    found += _standing(crew, travel, path, start, end, heading)
    if travel.distance < _FAR_ENOUGH or not moving:  # a step or two is no reason to move the camera
        return found
    if crew.style.moves.allows(Move.PAN):
        for size, turn in ((ShotSize.MLS, 90), (ShotSize.LS, 60), (ShotSize.LS, 120)):
            for side in (-1, 1):
                pan = _pan(crew, travel.person, path, start, end, ahead(heading, side * math.radians(turn)), size)
                if pan is not None:
                    found.append(pan)
    if crew.style.moves.allows(Move.FOLLOW):
        found += _goers(crew, travel, path, start, end, heading, Move.FOLLOW, ((ShotSize.MS, 30), (ShotSize.MLS, 150)))
    if crew.style.moves.allows(Move.TRACK):
        found += _goers(crew, travel, path, start, end, heading, Move.TRACK, ((ShotSize.MLS, 80), (ShotSize.LS, 90)))
    return found


def _goers(
    crew: Crew,
    travel: Travel,
    path: Array,
    start: int,
    end: int,
    heading: float,
    move: Move,
    ways: tuple[tuple[ShotSize, int], ...],
) -> list[Setup]:
    """Cameras that go along with a walker at their pace, from so many degrees off their way."""
    found: list[Setup] = []
    for size, turn in ways:
        if not crew.style.sizes.allows(size):
            continue
        for side in (-1, 1):
            follow = _follow(crew, travel.person, path, start, end, ahead(heading, side * math.radians(turn)), size)
            if follow is not None:
                found.append(replace(follow, move=move))
    return found


_CLIMB = 0.75  # metres between the highest and the lowest eyes of a way from which it is a climb


def legs(travel: Travel) -> list[Travel]:
    """A walk as it can be filmed: whole, or in legs of some five metres."""
    count = min(math.ceil(travel.distance / _LEG), 6)
    if count < 2:
        return [travel]
    edges = np.linspace(travel.start, travel.end, count + 1).astype(int)
    parts = [Travel(travel.person, int(a), int(b), travel.distance / count) for a, b in pairwise(edges)]
    return [travel, *parts]


def _standing(crew: Crew, travel: Travel, path: Array, start: int, end: int, heading: float) -> list[Setup]:
    """A standing camera that holds the whole way, from where the walker's face is seen."""
    story = crew.story
    span = slice(story.at(start), story.at(end - 1) + 1)
    # Those who walk at the same time go together and are framed together.
    group = [travel.person]
    for other in story.travels:
        together = min(other.end, travel.end) - max(other.start, travel.start)
        if other.person not in group and together > 0.6 * (travel.end - travel.start):
            group.append(other.person)
    points = [path[:: max(1, len(path) // 5)]]
    points += [story.eyes[span, p][story.present[span, p]][:: max(1, story.fps // 8)] for p in group[1:]]
    heads = np.concatenate(points)
    # Of a long way the frame holds as much as leaves people large enough to know.
    near = heads[np.hypot(*(heads - heads[0])[:, [0, 2]].T) < 4.5]
    crowd = np.concatenate([near + np.array([0, 0.2, 0]), near * [1, 0, 1]])
    found: list[Setup] = []
    # Who goes far is watched from behind as they go: they stay in the frame to the end.
    for turn in _TURNS if travel.distance < 4 else _LONG_TURNS:
        for side in (-1, 1):
            direction = ahead(heading, side * math.radians(turn))
            for lens in crew.lenses(ShotSize.MLS)[:3]:
                view = frame_points(
                    crowd, -direction, lens, crew.aspect, 1.35, limits=crew.limits, smallest=1.9, margin=0.85
                )
                depth = screen_point(near.mean(0), view, crew.aspect)[2]
                size = nearest_size(2 * depth * math.tan(view.fovy / 2))
                if not crew.style.sizes.allows(size) or SIZES.index(size) > 3:
                    continue
                hidden = crew.look(view, near[:: max(1, len(near) // 4)])
                if hidden is None:
                    continue
                found.append(
                    Setup(
                        "wide" if len(group) == 1 else "master", tuple(group), size, lens, static_path(view), start,
                        end, hidden, angle=angle_of(view, near.mean(0)),
                    )
                )  # fmt: skip
                break
    return found


def _window(story: Story, travel: Travel) -> tuple[int, int]:
    """The walk with a second and a half around it, while the walker is there."""
    pad = round(1.5 * story.fps)
    here = story.present[:, travel.person]
    a, b = story.at(travel.start), story.at(travel.end - 1)
    while a > 0 and here[a - 1] and (story.at(travel.start) - a) * story.step < pad:
        a -= 1
    while b + 1 < len(here) and here[b + 1] and (b - story.at(travel.end - 1)) * story.step < pad:
        b += 1
    return a * story.step, min((b + 1) * story.step, story.frames)


def _pan(crew: Crew, person: int, path: Array, start: int, end: int, direction: Array, size: ShotSize) -> Setup | None:
    fps = crew.story.fps
    middle = (path[0] + path[-1]) / 2
    lead = -0.2 * math.copysign(1.0, float(np.dot(path[-1] - path[0], right_of(direction))))
    for lens in crew.lenses(size):
        view = frame_one(middle, direction, size, lens, crew.aspect, limits=crew.limits)
        camera = np.array(view.position)
        flat = np.hypot(*(path - camera)[:, [0, 2]].T)
        if flat.min() < 1.2 or flat.max() > 2.2 * flat.min():
            continue
        hidden = crew.look(view, np.stack([middle, path[0], path[-1]]), path[:: max(1, fps // 2)])
        if hidden is None:
            continue
        tangent = math.tan(view.fovy / 2) * crew.aspect
        bearing = np.unwrap(np.arctan2(-(path[:, 0] - camera[0]), -(path[:, 2] - camera[2])))
        if np.ptp(bearing) < math.radians(8):
            return None
        speed = np.gradient(bearing)
        # Lead room while the pan turns, none while it rests; filtered like a damped head.
        ease = gaussian_filter1d(np.clip(np.abs(speed) * fps / 0.15, 0, 1), 0.4 * fps, mode="nearest")
        yaw = gaussian_filter1d(bearing, 0.35 * fps, mode="nearest") + math.atan(lead * tangent) * ease
        rows = len(path)
        moving = Path(
            np.repeat(camera[None], rows, axis=0),
            yaw,
            # Up and down stairs it tilts.
            np.arctan2(_rising(path, 0.5 * fps) - float(np.median(path[:, 1])), flat),
            np.full(rows, view.fovy),
            np.full(rows, view.shift),
            start,
        )
        angle = angle_of(view, middle)
        return Setup("pan", (person,), size, lens, moving, start, end, hidden, move=Move.PAN, angle=angle)
    return None


def _rising(path: Array, reach: float) -> Array:
    """(rows,) the height of eyes on a way up or down stairs, smoothed over `reach` frames; on the
    level, and where somebody only bends or sits down, one height for all of it."""
    smooth = gaussian_filter1d(path[:, 1], reach, mode="nearest")
    climbs = float(np.ptp(path[:, 1])) > _CLIMB
    return np.asarray(smooth if climbs else np.full(len(path), float(np.median(path[:, 1]))), np.float64)


def _follow(
    crew: Crew, person: int, path: Array, start: int, end: int, direction: Array, size: ShotSize
) -> Setup | None:
    fps = crew.story.fps
    smooth = gaussian_filter1d(path, 0.45 * fps, axis=0, mode="nearest")
    lead = -0.22 * math.copysign(1.0, float(np.dot(path[-1] - path[0], right_of(direction))))
    for lens in crew.lenses(size)[:3]:
        height = float(np.median(path[:, 1]))
        anchor = np.array([smooth[0, 0], height, smooth[0, 2]])
        view = frame_one(anchor, direction, size, lens, crew.aspect, lead=lead, limits=crew.limits)
        along = smooth - smooth[0]
        along[:, 1] = _rising(path, 0.7 * fps) - height  # `height` is where the camera is level with them
        position = np.array(view.position) + along
        every = max(1, fps // 4)
        spots = position[::every]
        if not crew.space.contains(spots):
            continue
        hidden = crew.space.take_away(spots, path[::every])
        if hidden is None or crew.space.obstruction(spots, path[::every], hidden).any():
            continue
        # What stands beyond a wall must see the room's corners too, at both ends of the way.
        for end_ in (0, -1):
            spot = position[end_]
            instant = View((float(spot[0]), float(spot[1]), float(spot[2])), view.yaw, 0.0, view.fovy, view.shift)
            gone = crew.look(instant, path[end_][None])
            hidden = None if gone is None or hidden is None else tuple(sorted({*hidden, *gone}))
        if hidden is None:
            continue
        rows = len(path)
        moving = Path(
            position,
            np.full(rows, view.yaw),
            np.zeros(rows),
            np.full(rows, view.fovy),
            np.full(rows, view.shift),
            start,
        )
        return Setup(
            "follow",
            (person,),
            size,
            lens,
            moving,
            start,
            end,
            hidden,
            move=Move.FOLLOW,
            angle=angle_of(view, anchor),
        )
    return None
