"""Flights of stairs: treads one can climb, their rails, and the landing they end on."""

from __future__ import annotations

from fairtake.model.set import Stairs
from fairtake.staging.sets.builder import SetBuilder

__all__ = ["flight", "railing", "wall_rail"]


def flight(
    s: SetBuilder,
    name: str,
    *,
    count: int,
    rise: float,
    going: float,
    width: float,
    landing: float,
    left: float | None = None,
    right: float | None = None,
    rails: tuple[bool, bool] = (True, True),
    tread: str = "wood",
    riser: str = "frame",
    runner: str = "",
) -> Stairs:
    """A closed flight in the current frame: its lowest riser at the origin, climbing along +z,
    the climber's left at +x. Draws steps and landing (not the rails), and takes their floor."""
    left, right = left if left is not None else width / 2, right if right is not None else width / 2
    top = count * rise
    last = (count - 1) * going
    for k in range(1, count):
        z = (k - 0.5) * going
        s.box(0, 0, z, width, k * rise - 0.036, going, riser)
        with s.one():
            s.box(0, k * rise - 0.036, z - 0.012, width + 0.036, 0.036, going + 0.024, tread)
        if runner:
            with s.one():
                s.box(0, k * rise, z - 0.012, 0.62 * width, 0.006, going + 0.026, runner)
                s.box(0, (k - 1) * rise, (k - 1) * going - 0.027, 0.62 * width, rise, 0.006, runner)
    middle = (left - right) / 2
    s.box(middle, 0, last + landing / 2, left + right, top - 0.04, landing, riser)
    with s.one():
        s.box(middle, top - 0.04, last + landing / 2 - 0.012, left + right + 0.02, 0.04, landing + 0.024, tread)
    if runner:
        with s.one():
            s.box(0, top - rise, last - 0.003, 0.62 * width, rise, 0.006, runner)
            s.box(0, top, last + 0.45 * landing, 0.62 * width, 0.006, 0.9 * landing, runner)
    # Nobody walks through it; the lowest step's edge is where one sets out.
    s.obstacle(name, 0, last / 2 + 0.04, width, last - 0.08, 0.7 * top)
    s.obstacle(f"{name} landing", middle, last + landing / 2, left + right, landing, top)
    if count > 4:
        # One sits on the third tread, the feet on the first.
        for aside in (0.3, -0.3) if width < 2.4 else (-1.2, 0.0, 1.2):
            s.seat("stairs", aside, 3 * rise, 2.5 * going, "stairs", (aside, 0.5 * going), 180)
    s.landmark("stairs", 0, 0.45 * top, 0.4 * last, (0, -0.55), 0)
    return Stairs(
        name, s.point(0, 0, 0), s.heading(), count, rise, going, width, landing, left, right, rails
    )  # fmt: skip


def _high(stairs: Stairs, z: float) -> float:
    """The height of a rail so far up the flight."""
    return stairs.rise * (z / stairs.going + 1) + stairs.rail


def railing(s: SetBuilder, stairs: Stairs, side: int, post: str, bar: str, slim: float = 0.032) -> None:
    """A balustrade along one side (1 left, -1 right) in the flight's frame: newels, two
    balusters a tread, the rail."""
    x = side * (stairs.width / 2 - 0.05)
    last = (stairs.count - 1) * stairs.going
    top = stairs.count * stairs.rise
    with s.one():
        for k in range(1, stairs.count):
            for share in (0.22, 0.72):
                z = (k - 1 + share) * stairs.going
                foot = k * stairs.rise
                s.box(x, foot, z, slim, _high(stairs, z) - 0.02 - foot, slim, bar)
    for z, foot, high in ((-0.02 + 0.06, stairs.rise, _high(stairs, 0.02) + 0.14), (last - 0.02, top, top + stairs.rail + 0.2)):  # fmt: skip
        with s.one():
            s.box(x, 0 if z < 0.2 else foot, z, 0.1, high - (0 if z < 0.2 else foot), 0.1, post)
            s.box(x, high, z, 0.13, 0.025, 0.13, post)
            s.ball(x, high + 0.075, z, 0.055, post, n=12)
    s.tube([(x, _high(stairs, 0.06), 0.06), (x, _high(stairs, last - 0.03), last - 0.03)], 0.031, post, 10)


def wall_rail(s: SetBuilder, stairs: Stairs, side: int, post: str, bracket: str = "brass") -> None:
    """A handrail on the wall along one side (1 left, -1 right) in the flight's frame."""
    x = side * (stairs.width / 2 - 0.05)
    last = (stairs.count - 1) * stairs.going
    s.tube([(x, _high(stairs, -0.1), -0.1), (x, _high(stairs, last + 0.1), last + 0.1)], 0.024, post, 10)
    for k in range(4):
        z = 0.15 + k * (last - 0.3) / 3
        y = _high(stairs, z)
        s.tube([(x, y - 0.02, z), (x, y - 0.07, z), (side * stairs.width / 2, y - 0.09, z)], 0.009, bracket, 6)
