"""Unnamed people: they stand about in groups of two to four and sit at tables, as people do."""

from __future__ import annotations

import math

import numpy as np

from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage, crc

__all__ = ["Group", "groups", "some_seats"]

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
    marks = [(m.position[0], m.position[2]) for m in stage.site.marks[:2]]
    middle = np.mean(marks, axis=0) if marks else np.array([0.0, 0.0])
    x0, z0, x1, z1 = stage.plan.acting
    draw = np.random.default_rng(crc(stage.scene.setting.heading, len(people)))
    # Where people rise from their seats, come in, and walk on to the middle stays clear.
    risers = [stage.site.seats[p.seat].approach for p in stage.people.values() if p.present and p.seat >= 0]
    taken += [(a[0], a[2]) for a in risers]
    for door in stage.site.doors:
        for part in (0.15, 0.35, 0.55):
            x = door.position[0] + (float(middle[0]) - door.position[0]) * part
            z = door.position[2] + (float(middle[1]) - door.position[2]) * part
            if door.part:
                taken.append((x, z))
    found: list[Group] = []
    for size in sizes:
        best: tuple[float, Group] | None = None
        for _ in range(60):
            c = (float(draw.uniform(x0 + 0.6, x1 - 0.6)), float(draw.uniform(z0 + 0.6, z1 - 0.6)))
            turn = float(draw.uniform(0, math.tau))
            away = min((math.dist(c, m) for m in marks), default=9.0)
            if away < 1.3 or min((math.dist(c, t) for t in taken), default=9.0) < 1.25:
                continue
            group = _ring(draw, c, size, turn)
            if not all(stage.plan.is_free(p, taken, 0.22, 0.8) and stage.plan.inside(p, 0.1) for p, _ in group):
                continue
            # Near the action, but not on it.
            cost = abs(math.dist(c, (float(middle[0]), float(middle[1]))) - 2.4)
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
