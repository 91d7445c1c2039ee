"""Open ground from data: what every place under the sky has in common, as `rooms` has for rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import exterior_light
from fairtake.staging.sets.nature import relief
from fairtake.staging.sets.palette import outdoor_paints

__all__ = ["GroundPlan", "Land", "hills", "open_place"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Land:
    """The ground of a place: flat at y = 0 within `x`, `z` metres of the middle, then rolling by
    `wave` metres and rising by `slope` beyond."""

    x: float
    z: float
    wave: float
    slope: float

    def height(self, x: npt.ArrayLike, z: npt.ArrayLike) -> F64:
        """Metres above the acting field at points."""
        px, pz = np.asarray(x, np.float64), np.asarray(z, np.float64)
        away = np.maximum(np.maximum(np.abs(px) - self.x, np.abs(pz) - self.z) - 1.0, 0.0)
        ease = np.minimum(away / 14.0, 1.0)
        roll = self.wave * (0.5 + 0.5 * np.sin(px * 0.11 + 1.0) * np.cos(pz * 0.09)) + 0.12 * self.wave * np.sin(
            px * 0.31 + pz * 0.23
        )
        return np.asarray(ease * ease * roll + self.slope * np.maximum(away - 4.0, 0.0))

    def at(self, x: float, z: float) -> float:
        """The height of one point."""
        return float(self.height(x, z))

    def scatter(self, s: SetBuilder, count: int, near: float, far: float) -> F64:
        """Points (count, 3) on the ground, `near` to `far` metres outside the flat field
        (negative: inside), denser nearby."""
        rng = s.rng
        side = rng.integers(0, 4, count)
        out = near + (far - near) * rng.uniform(0, 1, count) ** 1.7
        ax, az = self.x + out, self.z + out
        u = rng.uniform(-1, 1, count)
        x = np.where(side == 0, ax, np.where(side == 1, -ax, u * ax))
        z = np.where(side == 2, az, np.where(side == 3, -az, u * az))
        return np.stack([x, self.height(x, z), z], axis=-1)


@dataclass(frozen=True, slots=True)
class GroundPlan:
    """What makes a kind of open place.

    `half` (x, z) metres of flat ground to act on at which `free` square metres stay open; `ground`
    its paint ("" when `dress` lays it), `wave` and `slope` as in Land; `dress` puts everything
    there. `ways` are where people come from, (name, share of half x, share of half z, yaw they
    walk in degrees). `haze` as in `exterior_light`; `stand` how far cameras may go beyond the
    field (west, north, east, south), up to `high` metres.
    """

    half: tuple[float, float]
    free: float
    dress: Callable[[SetBuilder, Land], None]
    ground: str = "grass"
    wave: float = 1.4
    slope: float = 0.05
    reach: float = 80.0
    paints: Callable[[SetBuilder], None] | None = None
    ways: tuple[tuple[str, float, float, float], ...] = (("path west", -1.0, 0.0, 90.0), ("path east", 1.0, 0.0, -90.0))
    azimuth: float = 48.0
    haze: tuple[float, float, float] = (0.012, 1.3, 0.72)
    stand: tuple[float, float, float, float] = (6.0, 6.0, 6.0, 6.0)
    high: float = 8.0
    sound: str = "grass"
    day: tuple[str, ...] = ("birds", "wind")
    night: tuple[str, ...] = ("crickets", "wind")
    focus: tuple[float, float] = (0.0, 0.3)
    axis: float = 80.0
    shafts: float = 0.0


def open_place(s: SetBuilder, plan: GroundPlan) -> Set:
    """The set a plan describes, for the builder's people, hour, weather and seed."""
    outdoor_paints(s)
    if plan.paints is not None:
        plan.paints(s)
    grow = room_for(s.people, plan.free)
    hx, hz = plan.half[0] * grow, plan.half[1] * grow
    land = Land(hx, hz, plan.wave, plan.slope)
    if plan.ground:
        with s.part("ground"):
            relief(s, plan.reach, land.height, plan.ground, 50)
    plan.dress(s, land)
    for name, sx, sz, yaw in plan.ways:
        into = (float(np.sin(np.radians(yaw))), float(np.cos(np.radians(yaw))))
        x, z = sx * (hx - 0.25), sz * (hz - 0.25)
        s.way(name, x, z, yaw, (x - into[0] * 14, z - into[1] * 14))
    lamps = sorted(s.practicals, key=lambda p: p.position[0] ** 2 + p.position[2] ** 2)
    light = exterior_light(
        s.time,
        s.setting.weather,
        azimuth=plan.azimuth,
        practicals=lamps,
        radius=min(max(hx, hz) + 9, 26.0),
        haze=plan.haze,
        shafts=plan.shafts,
        seed=2.0 + plan.azimuth * 0.03,
    )
    west, north, east, south = plan.stand
    return s.finish(
        interior=False,
        acting=(-hx, -hz, hx, hz),
        room=(-hx - west - 8, 0.0, -hz - north - 8, hx + east + 8, 20.0, hz + south + 8),
        camera=(-hx - west, 0.25, -hz - north, hx + east, plan.high, hz + south),
        lighting=light,
        ground=plan.sound,
        ambience=plan.night if s.time == "night" else plan.day,
        focus=(plan.focus[0] * grow, plan.focus[1] * grow),
        axis=plan.axis,
    )


def hills(s: SetBuilder, radius: float, low: float, high: float, seed: float = 0.0, rough: float = 1.0) -> None:
    """Two ranges of hills all round, the farther paler."""
    a = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    with s.one():
        s.ring(
            radius,
            low + (high - low) * 0.5 * np.abs(np.sin(a * 3 + seed)) + rough * np.sin(a * 11 + seed),
            -10,
            "far near",
        )
    with s.one():
        s.ring(
            radius + 12,
            low * 1.6 + (high - low) * np.abs(np.sin(a * 2 + seed + 1)) + rough * 1.6 * np.sin(a * 7),
            -10,
            "far",
        )
