"""Dollies, cranes and arcs: camera moves on a rail, made from setups that stand.

A rail is a row of camera poses; a shot rides it from end to end with an eased start and stop
over its own length, so a ride hangs on the shot's length and on nothing else; a shot too short
for it is not taken. Whoever is filmed keeps their place in the frame all the way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.directing.coverage import Crew
from fairtake.directing.framing import SIZES, View, nearest_size, right_of, yaw_to
from fairtake.directing.setup import Path, Setup
from fairtake.directing.story import Story
from fairtake.directing.toric import screen_point
from fairtake.model.shotlist import Move, ShotSize

__all__ = ["RAILS", "eagerness", "high_points", "on_rails", "railed"]

Array = npt.NDArray[np.float64]

RAILS = (Move.PUSH_IN, Move.PULL_OUT, Move.TRACK, Move.CRANE, Move.ORBIT)
"""The moves made on rails."""

_ROWS = 9  # poses of a rail
_ROOM = 0.6  # metres a camera on the move keeps from any head
_SHORTEST = 2.5  # seconds of a shot that a ride needs
_STEEPEST = math.radians(34)
_WIDE = SIZES.index(ShotSize.MLS)


def eagerness(readily: float) -> float:
    """The cost a second that a move's readiness (0..1) in a style comes to; below 0 it is liked."""
    return 2.2 * (0.4 - readily)


def on_rails(crew: Crew, setups: list[Setup]) -> list[Setup]:
    """The rides that a style's readiness for each move earns these standing setups."""
    found: list[Setup] = []
    for setup in setups:
        if setup.move is not Move.STATIC or len(setup.path.yaw) > 1 or not setup.people or "detail" in setup.tags:
            continue
        for move in RAILS:
            readily = crew.style.moves.readily(move)
            if readily <= 0:
                continue
            for start, end in _moments(crew, setup, move, readily):
                ride = railed(crew, setup, move, start, end)
                if ride is not None:
                    found.append(ride)
    return found


def _moments(crew: Crew, setup: Setup, move: Move, readily: float) -> Iterator[tuple[int, int]]:
    """When a ride may be taken: where the scene calls for it, or (from a readiness of 0.6 on)
    for as long as the setup stands."""
    story, keen = crew.story, readily >= 0.6
    fps = story.fps
    alone = len(setup.people) == 1 and setup.over < 0
    near = setup.size_index > _WIDE
    span: tuple[int, int] | None = None
    if move is Move.PUSH_IN:
        # Nearer than a medium close-up there is nowhere left to go.
        if alone and setup.kind == "single" and setup.size in (ShotSize.MS, ShotSize.MCU, ShotSize.MLS):
            span = high_points(story).get(setup.people[0])
            if setup.size is ShotSize.MLS and not keen:
                return
        elif not keen or near:
            return
    elif move is Move.PULL_OUT:
        if near and alone and setup.kind == "single":
            span = (story.frames - 9 * fps, story.frames)
        elif not keen:
            return
    elif move is Move.TRACK:
        if alone and near:
            return
    elif move is Move.CRANE:
        if near:
            return
        span = (0, 9 * fps) if setup.start < 9 * fps else (story.frames - 9 * fps, story.frames)
    elif move is Move.ORBIT:
        if setup.over >= 0 or setup.size_index < SIZES.index(ShotSize.LS):
            return
        span = high_points(story).get(setup.people[0])
    if keen:
        span = (0, story.frames)
    if span is None:
        return
    start, end = max(span[0], setup.start), min(span[1], setup.end)
    if end - start >= _SHORTEST * fps:
        yield start, end


def railed(crew: Crew, setup: Setup, move: Move, start: int, end: int) -> Setup | None:
    """A standing setup with a ride over frames `start` to `end`; None where there is no room
    for it, nothing to be seen on the way, or the way would leave the setup's side of the line."""
    story = crew.story
    span = slice(story.at(start), story.at(max(end - 1, start)) + 1)
    people = [p for p in setup.people if story.present[span, p].any()][:4]
    if not people or bool(story.walking[span, people[0]].mean() > 0.3):
        return None
    aim = np.mean([np.median(story.eyes[span, p][story.present[span, p]], axis=0) for p in people], axis=0)
    path = setup.path
    x, y, z = (float(v) for v in path.position[0])
    view = View((x, y, z), float(path.yaw[0]), float(path.pitch[0]), float(path.fovy[0]), float(path.shift[0]))
    for ways in _ways(crew, setup, view, aim, move, start):
        rail = _aimed(view, aim, ways, crew.aspect)
        if not _held(crew, view, rail, people, span):
            continue
        hidden = _clear(crew, setup, rail, aim, span)
        if hidden is None or not _same_side(crew, ways, people, span):
            continue
        first = Path(rail.position[:1], rail.yaw[:1], rail.pitch[:1], rail.fovy[:1], rail.shift[:1])
        return replace(
            setup, path=first, target=rail, move=move, start=start, end=end, hidden=hidden,
            speed=crew.style.moves.speed, size=_size(rail, aim, setup),
            bias=setup.bias + eagerness(crew.style.moves.readily(move)),
        )  # fmt: skip
    return None


def _ways(crew: Crew, setup: Setup, view: View, aim: Array, move: Move, start: int) -> Iterator[Array]:
    """The places (n, 3) along each rail worth trying, the boldest first."""
    here = np.array(view.position)
    back = (here - aim) * [1, 0, 1]
    away = max(float(np.linalg.norm(back)), 1e-6)
    t = np.linspace(0, 1, _ROWS)[:, None]
    # No longer than a shot of the usual length rides it: every ride that begins also ends.
    most = crew.style.moves.speed * max(0.9 * crew.style.rhythm.average_shot_length, 1.6)
    if move in (Move.PUSH_IN, Move.PULL_OUT):
        for share in (1.0, 0.7, 0.45):
            reach = crew.style.moves.reach * share
            if move is Move.PUSH_IN:
                reach = min(reach, most / away)
                # The height of the camera closes on the eyes' as the distance does.
                yield here - reach * (back + np.array([0.0, here[1] - aim[1], 0.0])) * t
            else:
                yield here + min(reach / (1 - reach), most / away) * back * t
    elif move is Move.TRACK:
        right = right_of(back / away)
        for length in (min(0.55 * away, 1.8, most), min(0.35 * away, 1.0, most), min(0.2 * away, 0.5, most)):
            for way in (1, -1) if setup.start % 2 == 0 else (-1, 1):
                yield here + right * (way * length) * (t - 0.5)
    elif move is Move.CRANE:
        down = start < 9 * crew.story.fps
        for rise in (1.8, 1.3, 0.9, 0.6):
            rise = min(rise, 0.98 * most)
            top = here + np.array([0.0, rise, 0.0]) + 0.15 * rise * back / away
            yield here + (top - here) * (1 - t if down else t)
    elif move is Move.ORBIT:
        for degrees in (50, 35, 24):
            for way in (1, -1):
                angle = min(math.radians(degrees), most / away) * way * t[:, 0]
                sin, cos = np.sin(angle), np.cos(angle)
                rel = here - aim
                yield np.stack(
                    [
                        aim[0] + rel[0] * cos + rel[2] * sin,
                        np.full(_ROWS, here[1]),
                        aim[2] - rel[0] * sin + rel[2] * cos,
                    ],
                    axis=1,
                )


def _aimed(view: View, aim: Array, places: Array, aspect: float) -> Path:
    """The camera at `places` (n, 3) turned so that `aim` (3) stays where `view` has it."""
    x, y, _ = screen_point(aim, view, aspect)
    tangent = math.tan(view.fovy / 2)
    across = math.atan(x * tangent * aspect)
    flat = np.hypot(aim[0] - places[:, 0], aim[2] - places[:, 2])
    rise = np.arctan2(aim[1] - places[:, 1], flat)
    own = np.array(view.position)
    level = math.atan2(float(aim[1] - own[1]), math.hypot(aim[0] - own[0], aim[2] - own[2]))
    yaw = np.unwrap([yaw_to(place, aim) + across for place in places])
    # A level camera stays level as long as the lens shift can hold the eyes where they are.
    depth = flat * math.cos(across)
    shift = (aim[1] - places[:, 1]) / np.maximum(depth * tangent, 1e-6) - y
    level_enough = abs(view.pitch) < 1e-6 and bool((np.abs(shift - view.shift) < 0.14).all() and (shift > -0.5).all())
    pitch = np.zeros(len(places)) if level_enough else view.pitch + rise - level
    if not level_enough:
        shift = np.full(len(places), view.shift)
    return Path(places, yaw, pitch, np.full(len(places), view.fovy), shift)


def _held(crew: Crew, view: View, rail: Path, people: list[int], span: slice) -> bool:
    """Whether all who are in the frame before a ride are in it at both ends of the ride."""
    story = crew.story
    for person in people:
        here = story.present[span, person]
        if not here.any():
            continue
        eyes = np.median(story.eyes[span, person][here], axis=0)
        x, y, _ = screen_point(eyes, view, crew.aspect)
        if abs(x) > 0.95 or abs(y) > 0.95:
            continue
        seen = rail.at(np.array([0, len(rail.yaw) - 1])).project(np.stack([eyes, eyes]), crew.aspect)
        if bool((np.abs(seen[:, :2]) > 0.9).any()):
            return False
    return True


def _clear(crew: Crew, setup: Setup, rail: Path, aim: Array, span: slice) -> tuple[str, ...] | None:
    """What must be taken away along a rail; None where the camera would run into something or
    somebody, look too steeply, or lose sight of its subject."""
    if not crew.space.contains(rail.position) or float(np.abs(rail.pitch).max()) > _STEEPEST:
        return None
    story = crew.story
    here = story.present[span]
    heads = story.eyes[span][here]
    if len(heads):
        some = heads[:: max(1, len(heads) // 60)]
        gaps = np.linalg.norm((rail.position[:, None] - some[None]) * [1, 0.6, 1], axis=-1)
        if gaps.min() < _ROOM:
            return None
    hidden: set[str] = set(setup.hidden)
    for row in (0, len(rail.yaw) // 2, -1):
        x, y, z = (float(v) for v in rail.position[row])
        view = View(
            (x, y, z), float(rail.yaw[row]), float(rail.pitch[row]), float(rail.fovy[row]), float(rail.shift[row])
        )
        gone = crew.look(view, aim[None])
        if gone is None:
            return None
        hidden |= set(gone)
    names = tuple(sorted(hidden))
    targets = np.broadcast_to(aim, rail.position.shape)
    return names if not crew.space.obstruction(rail.position, targets, names).any() else None


def _same_side(crew: Crew, places: Array, people: list[int], span: slice) -> bool:
    story = crew.story
    pairs = {(int(a), int(b)) for a, b in story.pair[span] if a >= 0}
    for a, b in pairs:
        if not {a, b} & set(people):
            continue
        here = np.median(story.eyes[span, a], axis=0)
        line = np.median(story.eyes[span, b], axis=0) - here
        rel = places - here
        side = line[0] * rel[:, 2] - line[2] * rel[:, 0]
        margin = 0.12 * math.hypot(line[0], line[2])
        if not (bool((side > margin).all()) or bool((side < -margin).all())):
            return False
    return True


def _size(rail: Path, aim: Array, setup: Setup) -> ShotSize:
    """The size a ride goes by: what it begins with."""
    if setup.size_index <= _WIDE - 1:
        return setup.size
    place = rail.position[0]
    depth = math.hypot(aim[0] - place[0], aim[2] - place[2])
    return nearest_size(2 * depth * math.tan(float(rail.fovy[0]) / 2)) if len(setup.people) == 1 else setup.size


def high_points(story: Story) -> dict[int, tuple[int, int]]:
    """For at most two people the line that earns a push-in: long, and said when the scene is
    at its most tense. Frames from a second before it to a second and a half after."""
    low, high = float(story.tension.min()), float(story.tension.max())
    if high - low < 0.08:
        return {}
    best: dict[int, tuple[float, tuple[int, int]]] = {}
    for turn in story.turns:
        seconds = (turn.end - turn.start) / story.fps
        share = (float(story.tension[story.at(turn.start)]) - low) / (high - low)
        if turn.speaker < 0 or seconds < 2.5 or share < 0.6:
            continue
        score = share * min(seconds, 6.0)
        if turn.speaker not in best or score > best[turn.speaker][0]:
            window = (max(0, turn.start - story.fps), min(story.frames, turn.end + story.fps * 3 // 2))
            best[turn.speaker] = (score, window)
    ranked = sorted(best, key=lambda person: (-best[person][0], person))[:2]
    return {person: best[person][1] for person in ranked}
