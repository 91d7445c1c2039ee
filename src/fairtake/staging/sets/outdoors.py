"""What a scene may ask for under any sky: a campfire with logs to sit on."""

from __future__ import annotations

import math

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import tone

__all__ = ["asked_outdoors"]

_RING = 0.42


def asked_outdoors(s: SetBuilder, acting: tuple[float, float, float, float], middle: tuple[float, float]) -> None:
    """Add what the scene's nouns ask for and no kit of open ground has of its own."""
    if "campfire" in s.wishes or ("fireplace" in s.wishes and s.kind != "beach"):
        x, z = _clear(s, acting, middle)
        with s.part("campfire"), s.at(x, 0.0, z):
            _campfire(s)


def _clear(
    s: SetBuilder, acting: tuple[float, float, float, float], middle: tuple[float, float]
) -> tuple[float, float]:
    """The point nearest to the middle that has a ring of free ground round it."""
    best, found = math.inf, (middle[0], middle[1] - 0.6)
    for i in range(-8, 9):
        for j in range(-8, 9):
            x, z = middle[0] + 0.4 * i, middle[1] - 0.4 + 0.4 * j
            if not (acting[0] + 1.3 <= x <= acting[2] - 1.3 and acting[1] + 1.3 <= z <= acting[3] - 1.3):
                continue
            room = min(
                (
                    math.hypot(max(abs(x - b.center[0]) - b.half[0], 0), max(abs(z - b.center[2]) - b.half[2], 0))
                    for b in s.obstacles
                ),
                default=9.0,
            )
            cost = math.hypot(x - middle[0], z - middle[1]) + 3.0 * max(0.0, 1.6 - room)
            if cost < best:
                best, found = cost, (x, z)
    return found


def _campfire(s: SetBuilder) -> None:
    """A ring of stones, crossed logs that burn, and three logs round it to sit on."""
    s.paint("camp log", "#6e5042", blotch=0.3)
    s.paint("camp ash", "#4b454c")
    s.paint("camp stone", "#8c8790", blotch=0.3)
    s.paint("fire", "#ffb04a", emission=1.0, bloom=0.9, ink=0.3)
    s.cylinder(0, 0.0, 0, 0.36, 0.02, "camp ash", n=16)
    for k in range(11):
        a = k * 2 * math.pi / 11 + 0.1 * float(s.rng.uniform(-1, 1))
        r = 0.085 + 0.03 * float(s.rng.random())
        s.pillow(_RING * math.cos(a), 0.0, _RING * math.sin(a), r, r * 1.3, r, "camp stone", 0.7, 8)
    for k in range(5):
        a = k * 2 * math.pi / 5 + 0.3
        c, n = math.cos(a), math.sin(a)
        s.tube([(0.3 * c, 0.04, 0.3 * n), (-0.05 * c, 0.34, -0.05 * n)], [0.05, 0.035], "camp log", 7)
    for x, z, h in ((-0.09, 0.04, 0.34), (0.02, -0.03, 0.46), (0.11, 0.05, 0.3)):
        with s.one():
            s.lathe(x, 0.05, z, [(0, 0), (0.07, 0.06), (0.05, h * 0.5), (0, h)], "fire", 8)
    s.practical(0, 0.5, 0, tone("#ff9a4a"), 0.95, 6.5)
    s.obstacle("campfire", 0, 0, 0.95, 0.95, 0.4)
    s.landmark("campfire", 0, 0.3, 0, (0.0, 1.0), 180)
    for k, degrees in enumerate((72.0, -72.0, 180.0)):
        a = math.radians(degrees)
        x, z = 1.3 * math.sin(a), -1.3 * math.cos(a)
        with s.at(x, 0.0, z, yaw=math.degrees(math.atan2(-x, -z))):
            s.tube([(-0.62, 0.2, 0), (0.62, 0.2, 0)], 0.2, "camp log", 10)
            s.obstacle(f"log {k + 1}", 0, 0, 1.24, 0.4, 0.4)
            s.seat(f"log {k + 1} left", -0.28, 0.4, 0.02, "bench", (-0.28, 0.55))
            s.seat(f"log {k + 1} right", 0.28, 0.4, 0.02, "bench", (0.28, 0.55))
