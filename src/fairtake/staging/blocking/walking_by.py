"""People who walk by: along the place and out of it, and after a while back, past whoever is there."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from fairtake.staging.blocking.crowd import middle_of
from fairtake.staging.blocking.passing import put
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import look, tempo
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.gait import WALK, Passage, plan_walk, soften
from fairtake.staging.motion.score import Target

__all__ = ["walk_by"]

_EARLY = 9.0
"""Seconds before the scene at which the first may have set out."""
_APART, _ACTORS = 0.54, 1.1
"""Metres kept from others who stand or walk there, and from those who act."""
_TRIES = 14


def walk_by(stage: Stage, end: float) -> None:
    """Write the ways of those who walk by, all through a scene that lasts until `end`."""
    done: list[tuple[Array, Array]] = []
    for number, role in enumerate(stage.walkers):
        person = stage.people.get(role)
        if person is None or person.present or person.score.travels:
            continue
        draw = np.random.default_rng(crc(stage.scene.setting.heading, stage.scene.number, role, "walks"))
        speed = WALK * tempo(person) * float(draw.uniform(0.86, 1.12))
        at = -_EARLY + _EARLY * (number + float(draw.uniform(0, 1))) / max(1, len(stage.walkers))
        began = False
        while at < end - 1.0:
            passage = _passage(stage, person, at, speed, draw, done)
            if passage is None:
                at += 2.5
                continue
            _walk(person, passage, at)
            began = True
            done.append((passage.travel.times, passage.travel.points))
            at = passage.end + float(draw.uniform(1.5, 6.0))
        if not began:
            person.unplaced = True


def _walk(person: Person, passage: Passage, at: float) -> None:
    score = person.score
    score.travels.append(passage.travel)
    score.steps.extend(passage.steps)
    shown_from, over = max(0.0, at), passage.end - 0.3
    if over > 0:
        score.shown += [(shown_from, True), (over, False)]
    person.place, person.yaw, person.feet = passage.place, passage.yaw, passage.feet
    person.free = passage.end
    look(person, max(0.0, at), Target("away", point=((crc(person.role, round(at, 1)) % 9 - 4) / 14, 0.04, 0.0)))


def _passage(
    stage: Stage, person: Person, at: float, speed: float, draw: np.random.Generator, done: list[tuple[Array, Array]]
) -> Passage | None:
    """A way through the place that meets nobody, or None."""
    for _ in range(_TRIES):
        way = _way(stage, draw)
        if way is None:
            continue
        yaw = math.atan2(way[1, 0] - way[0, 0], way[1, 1] - way[0, 1])
        put(stage, person, (float(way[0, 0]), float(way[0, 1])), yaw, at)
        passage = plan_walk(person.build, way, at, yaw, None, person.feet, speed, False, 0.3)
        if _clear(stage, person, passage, done):
            return passage
        _unput(person)
    return None


def _unput(person: Person) -> None:
    """Take back a place that was only tried."""
    score = person.score
    if score.travels and score.travels[-1].times[-1] - score.travels[-1].times[0] < 0.06:
        score.travels.pop()
        del score.steps[-2:]


def _way(stage: Stage, draw: np.random.Generator) -> Array | None:
    """From beyond one end of the place to beyond another, along it or across."""
    doors = [d for d in stage.site.doors if not d.part]
    x0, z0, x1, z1 = stage.plan.acting
    if len(doors) >= 2:
        first, last = draw.permutation(len(doors))[:2]
        a, b = doors[int(first)], doors[int(last)]
        ends = [_beyond(d.position[::2], d.outside[::2]) for d in (a, b)]
        ends = [(x + float(draw.uniform(-1.1, 1.1)), z + float(draw.uniform(-1.1, 1.1))) for x, z in ends]
    else:
        along = x1 - x0 >= z1 - z0
        low, high = (z0 + 0.4, z1 - 0.4) if along else (x0 + 0.4, x1 - 0.4)
        u, v = float(draw.uniform(low, high)), float(draw.uniform(low, high))
        ends = [(x0 - 1.6, u), (x1 + 1.6, v)] if along else [(u, z0 - 1.6), (v, z1 + 1.6)]
        if draw.random() < 0.5:
            ends.reverse()
    aside = float(draw.uniform(-1, 1)) * 0.42
    middle = ((x0 + x1) / 2 + aside * (x1 - x0), (z0 + z1) / 2 + aside * (z1 - z0))
    others = [p.place for p in stage.people.values() if p.present]
    inner = [_inside(stage, p) for p in ends]
    via = middle if stage.plan.clearance(np.array([middle]))[0] > 0.35 and draw.random() < 0.5 else None
    legs = [inner[0], via, inner[1]] if via is not None else inner
    points: list[Array] = [np.array([ends[0]])]
    for p, q in pairwise(legs):
        route, free = stage.plan.route(p, q, others)
        if not free:
            return None
        points.append(np.asarray(route))
    points.append(np.array([ends[1]]))
    way = np.concatenate(points)
    kept = np.concatenate([[True], np.linalg.norm(np.diff(way, axis=0), axis=1) > 0.05])
    way = way[kept]
    return soften(way, 0.6) if len(way) > 2 else way


def _beyond(edge: tuple[float, ...], outside: tuple[float, ...]) -> Point:
    """A point past an open edge, at most seven metres out: farther off nobody looks."""
    far = math.dist(edge, outside)
    share = min(1.0, 7.0 / max(far, 1e-6))
    return edge[0] + (outside[0] - edge[0]) * share, edge[1] + (outside[1] - edge[1]) * share


def _inside(stage: Stage, point: Point) -> Point:
    x0, z0, x1, z1 = stage.plan.acting
    return min(max(point[0], x0 + 0.2), x1 - 0.2), min(max(point[1], z0 + 0.2), z1 - 0.2)


def _clear(stage: Stage, person: Person, passage: Passage, done: list[tuple[Array, Array]]) -> bool:
    times = np.arange(passage.start, passage.end, 0.25)
    mine = np.stack([np.interp(times, passage.travel.times, passage.travel.points[:, a]) for a in (0, 1)], -1)
    for other in stage.people.values():
        if other is person or other.role in stage.walkers or not other.score.shown:
            continue
        least = _APART if other.role.startswith("EXTRA ") else _ACTORS
        if other.figure.species:
            least = 0.5 + 0.5 * other.figure.height
        if np.hypot(*(mine - stage.track(other, times)).T).min() < least:
            return False
    middle = np.array(middle_of(stage))
    if np.linalg.norm(mine - middle, axis=1).min() < 0.9:
        return False  # not through the middle of a talk
    for when, points in done:
        inside = (times >= when[0]) & (times <= when[-1])
        if inside.any():
            there = np.stack([np.interp(times[inside], when, points[:, a]) for a in (0, 1)], -1)
            if np.linalg.norm(mine[inside] - there, axis=1).min() < _APART:
                return False
    return True
