"""Unnamed people: they stand about in groups of two to four and sit at tables, as people do."""

from __future__ import annotations

import math

import numpy as np

from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage, crc

__all__ = ["Group", "groups", "in_the_way", "middle_of", "some_seats"]

Group = list[tuple[Point, float]]
"""Places and directions of people who stand together."""

_RING = {1: 0.0, 2: 0.44, 3: 0.58, 4: 0.74}


def some_seats(stage: Stage, count: int) -> list[int]:
    """Seats for some of `count` unnamed people: every other free one, away from whoever is
    named, and always leaving some."""
    named = [p for p in stage.people.values() if p.present and not p.role.startswith("EXTRA ")]
    taken = {p.seat for p in stage.people.values() if p.seat >= 0}
    free = [
        i
        for i, seat in enumerate(stage.site.seats)
        if i not in taken
        and seat.kind in ("chair", "bench", "sofa", "stool")
        and all(p.distance((seat.position[0], seat.position[2])) > 1.3 for p in named)
    ]
    free.sort(key=lambda i: crc(stage.scene.setting.place, i))
    return sorted(free[: min(count // 3, len(free) // 2)])


def middle_of(stage: Stage) -> Point:
    """The middle of things: between those who act, or where they will."""
    named = [p.place for p in stage.people.values() if p.present and not p.role.startswith("EXTRA ")]
    marks = [(m.position[0], m.position[2]) for m in stage.site.marks[:2]]
    x0, z0, x1, z1 = stage.plan.acting
    found = np.mean(named or marks or [((x0 + x1) / 2, (z0 + z1) / 2)], axis=0)
    return float(found[0]), float(found[1])


def in_the_way(stage: Stage) -> list[Point]:
    """Points that unnamed people keep away from: between those who act, before them as they are
    seen from the front of the place, where they rise from seats, and the ways in from doors."""
    named = [p for p in stage.people.values() if p.present and not p.role.startswith("EXTRA ")]
    middle = middle_of(stage)
    points: list[Point] = []
    for i, a in enumerate(named):
        for b in named[i + 1 :]:
            apart = math.dist(a.place, b.place)
            if apart < 5:
                n = max(1, int(apart / 0.5))
                points += [
                    (a.place[0] + (b.place[0] - a.place[0]) * k / n, a.place[1] + (b.place[1] - a.place[1]) * k / n)
                    for k in range(1, n)
                ]
        # Where a camera stands that looks at them across the place, and between it and them.
        points += [(a.place[0] + x, a.place[1] + z) for z in (0.7, 1.4, 2.1, 2.8) for x in (-0.25 * z, 0.25 * z)]
    points += [
        (seat.approach[0], seat.approach[2])
        for p in stage.people.values()
        if p.present and p.seat >= 0
        for seat in (stage.site.seats[p.seat],)
    ]
    for door in stage.site.doors:
        if door.part:
            points += [
                (
                    door.position[0] + (middle[0] - door.position[0]) * part,
                    door.position[2] + (middle[1] - door.position[2]) * part,
                )
                for part in (0.15, 0.35, 0.55)
            ]
    return points


def groups(stage: Stage, people: list[Person]) -> list[Group]:
    """Places for people who stand: group after group, off the best marks, where there is room."""
    sizes: list[int] = []
    left = len(people)
    while left:
        size = min(left, 2 + crc(stage.scene.setting.place, left) % 3)
        # Nobody is left over alone.
        if left - size == 1:
            size += 1 if size < 4 else -1
        sizes.append(size)
        left -= size
    taken = [p.place for p in stage.people.values() if p.present]
    clear = in_the_way(stage)
    marks = [(m.position[0], m.position[2]) for m in stage.site.marks[:2]]
    middle = middle_of(stage)
    x0, z0, x1, z1 = stage.plan.acting
    draw = np.random.default_rng(crc(stage.scene.setting.heading, len(people)))
    found: list[Group] = []
    for size in sizes:
        best: tuple[float, Group] | None = None
        for attempt in range(90):
            if attempt >= 60 and best is not None:
                break
            c = (float(draw.uniform(x0 + 0.6, x1 - 0.6)), float(draw.uniform(z0 + 0.6, z1 - 0.6)))
            turn = float(draw.uniform(0, math.tau))
            away = min((math.dist(c, m) for m in marks), default=9.0)
            near = 1.25 if attempt < 60 else 0.9
            if away < 1.3 or min((math.dist(c, t) for t in taken), default=9.0) < near:
                continue
            if attempt < 60 and min((math.dist(c, t) for t in clear), default=9.0) < 1.1:
                continue
            group = _ring(draw, c, size, turn)
            if not all(stage.plan.is_free(p, taken, 0.22, 0.8) and stage.plan.inside(p, 0.1) for p, _ in group):
                continue
            # Near the action, but not on it.
            cost = abs(math.dist(c, middle) - 2.4)
            if best is None or cost < best[0]:
                best = (cost, group)
        if best is not None:
            found.append(best[1])
            taken += [p for p, _ in best[1]]
    return found


def _ring(draw: np.random.Generator, center: Point, size: int, turn: float) -> Group:
    """People round a point, not quite evenly, facing it and a little past it."""
    radius = _RING[min(size, 4)]
    # Open to one side, as groups are.
    arc = math.tau * (0.78 if size > 2 else 1.0)
    group: Group = []
    for k in range(size):
        angle = turn + arc * k / size + float(draw.uniform(-0.12, 0.12))
        r = radius * float(draw.uniform(0.97, 1.18))
        place = (center[0] + r * math.sin(angle), center[1] + r * math.cos(angle))
        group.append((place, angle + math.pi + float(draw.uniform(-0.35, 0.35))))
    return group
