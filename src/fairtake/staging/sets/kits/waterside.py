"""By the water: a harbour with moored boats, and a pier that runs out over the sea."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.modeller import mix, tone

__all__ = ["harbour", "pier"]

_SEA = {"day": "#437f92", "dawn": "#4f6c94", "dusk": "#4c5788", "night": "#1e2f5c"}
_WATER = -1.7


def _sea_paints(s: SetBuilder) -> None:
    s.paint("sea", _SEA[s.time], Pattern.WATER, ink=0.0, shadow=False)
    s.paint("quay", mix("#a39a92", "#e6eaf2", 0.7 if s.snow else 0.0) if not s.wet else "#7f7c88", Pattern.COBBLE, (0.7, 0.45), line_width=0.014, line="#6f6a6c", wet=0.65 if s.wet else 0.0)  # fmt: skip
    s.paint("quay wall", "#7c7674", Pattern.BRICK, (1.1, 0.5), line_width=0.02, line="#57545c")
    s.paint("weed", "#55624a")
    s.paint("planks", "#a8845e" if not s.wet else "#7f6b60", Pattern.PLANKS, (0.16, 3.0), line_width=0.01, line="#5f4840", wet=0.6 if s.wet else 0.0)  # fmt: skip
    s.paint("boat white", "#ece6da")
    s.paint("boat red", "#b8483c")
    s.paint("boat blue", "#2f5f80")
    s.paint("boat green", "#3f7460")
    s.paint("rust", "#8a4f3c")
    s.paint("rope", "#cdb98c")
    s.paint("net", "#4f7a78")
    for k, color in enumerate(("#d9a878", "#c8785c", "#e0cfa4", "#8fa6a8")):
        s.paint(f"front{k}", color, blotch=0.25)
    s.paint("slate", "#6a6478", Pattern.TILES, (0.4, 0.3), color2="#736c80", line="#4c485c")
    s.paint("sail", "#f4ecdc", ink=0.6)


def _hull(s: SetBuilder, length: float, beam: float, depth: float, paint: str) -> None:
    """A boat's hull along x with its water line at y = 0, bow toward +x."""
    t = np.linspace(-1, 1, 21)
    half = beam / 2 * np.where(t < -0.2, 1 - 0.14 * ((-t - 0.2) / 0.8) ** 2, np.sqrt(1 - np.clip((t + 0.2) / 1.2, 0, 1) ** 2.2) + 0.01)  # fmt: skip
    rail = depth * (0.72 + 0.4 * np.maximum(t, 0) ** 2)
    x = t * length / 2
    rows = []
    for w, y in ((1.0, 1.0), (0.97, 0.55), (0.8, 0.05), (0.3, -0.3)):
        lift = np.where(y > 0, rail * y, y)
        rows.append(np.stack([x + 0.25 * y * np.maximum(t, 0), lift, half * w], -1))
    port = np.stack(rows)
    star = port[::-1] * np.array([1, 1, -1])
    skin = np.concatenate([port, star])
    s.sheet(skin, paint, both=True)
    deck = np.stack([np.stack([x, rail * 0.7, half * k * 0.96], -1) for k in (-1.0, 0.0, 1.0)])
    s.sheet(deck[::-1], "planks", both=True)
    for side in (1, -1):
        edge = np.stack([x + 0.25 * np.maximum(t, 0), rail, side * half], -1)
        s.tube(edge, 0.05, "boat white", 6)


def _trawler(s: SetBuilder, paint: str) -> None:
    """A small fishing boat: wheelhouse, mast, boom, a lamp at the mast."""
    _hull(s, 8.4, 2.9, 1.35, paint)
    s.box(-1.7, 0.9, 0, 2.0, 2.0, 1.7, "boat white")
    s.box(-1.7, 2.9, 0, 2.3, 0.1, 2.0, paint)
    for z in (-0.861, 0.861):
        way = 1 if z > 0 else -1
        s.quad((-1.7 - 0.7 * way, 2.05, z), (1.4 * way, 0, 0), (0, 0.55, 0), "lit1" if s.lamps_on else "glass")
    s.quad((-0.69, 2.05, 0.7), (0, 0, -1.4), (0, 0.55, 0), "lit1" if s.lamps_on else "glass")
    s.tube([(0.6, 0.8, 0), (0.6, 6.2, 0)], [0.09, 0.05], "wood dark", 7)
    s.tube([(0.6, 1.9, 0), (3.4, 3.6, 0.1)], 0.05, "wood dark", 6)
    for end in ((-3.9, 1.1, 0.0), (3.9, 1.5, 0.0), (-1.0, 3.0, 0.8), (-1.0, 3.0, -0.8)):
        s.tube([(0.6, 6.0, 0), end], 0.014, "iron", 4)
    s.ball(0.6, 4.6, 0.13, 0.09, "glow", n=8)
    for k in range(3):
        s.pillow(2.0 + 0.5 * k, 0.85, 0.3 - 0.3 * k, 0.7, 0.4, 0.6, "net", 0.8, 8)


def _dinghy(s: SetBuilder, paint: str) -> None:
    """A rowing boat with its thwarts."""
    _hull(s, 3.6, 1.4, 0.62, paint)
    for x in (-0.9, 0.3):
        s.box(x, 0.36, 0, 0.28, 0.04, 1.1, "teak")
    s.tube([(-1.3, 0.5, 0.3), (1.3, 0.5, 0.1)], 0.025, "teak", 5)


def _yacht(s: SetBuilder) -> None:
    """A sailing boat at its mooring, sail furled."""
    _hull(s, 7.0, 2.2, 0.95, "boat white")
    s.pillow(0.2, 0.6, 0, 2.6, 0.55, 1.3, "boat white", 0.5, 10)
    s.tube([(0.9, 0.6, 0), (0.9, 9.0, 0)], [0.07, 0.04], "chrome", 6)
    s.tube([(0.9, 1.7, 0), (-2.6, 1.7, 0)], 0.13, "boat blue", 7)
    for end in ((-3.3, 0.8, 0.0), (3.5, 1.1, 0.0)):
        s.tube([(0.9, 8.9, 0), end], 0.012, "iron", 4)


def _bollard(s: SetBuilder) -> None:
    with s.one():
        s.lathe(0, 0, 0, [(0.2, 0), (0.19, 0.05), (0.12, 0.1), (0.11, 0.34), (0.2, 0.4), (0.2, 0.47), (0.1, 0.53), (0, 0.54)], "iron", 14)  # fmt: skip
    s.obstacle("bollard", 0, 0, 0.4, 0.4, 0.5)
    s.landmark("bollard", 0, 0.45, 0, (0, 0.6), 180)


def _rope(s: SetBuilder, a: tuple[float, float, float], b: tuple[float, float, float], sag: float) -> None:
    t = np.linspace(0, 1, 10)[:, None]
    line = np.array(a) * (1 - t) + np.array(b) * t
    line[:, 1] -= 4 * sag * (t * (1 - t))[:, 0]
    s.tube(line, 0.025, "rope", 5)


def _coil(s: SetBuilder) -> None:
    for k in range(4):
        a = np.linspace(0, 2 * math.pi, 21)
        r = 0.36 - 0.04 * k
        s.tube(np.c_[r * np.cos(a), np.full(21, 0.04 + 0.06 * k), r * np.sin(a)], 0.032, "rope", 5, caps=False)
    s.obstacle("rope", 0, 0, 0.8, 0.8, 0.3)
    s.landmark("rope", 0, 0.25, 0, (0, 0.75), 180)


def _house_row(s: SetBuilder, z: float, x0: float, x1: float) -> None:
    """Gabled fronts along the quay, facing north."""
    x, k = x0, int(s.rng.integers(4))
    while x < x1:
        w, h = float(s.rng.uniform(4.2, 6.0)), float(s.rng.uniform(5.0, 7.4))
        with s.at(x + w / 2, 0, z, 180):
            s.box(0, 0, -3.0, w, h, 6.0, f"front{k % 4}")
            with s.one():
                s.prism([(-w / 2 - 0.2, h), (w / 2 + 0.2, h), (0, h + 0.42 * w)], -6.0, 0.25, "slate")
            for row in range(2):
                for c in range(3):
                    wx, wy = -w / 2 + (c + 0.5) * w / 3, 0.9 + row * 2.5
                    if row == 0 and c == 1:
                        s.box(wx, 0, 0.02, 1.0, 2.15, 0.08, "wood dark")
                        continue
                    s.box(wx, wy - 0.08, 0.03, 0.98, 1.46, 0.05, "boat white")
                    lit = s.lamps_on and s.rng.random() < 0.5
                    s.quad((wx - 0.42, wy, 0.06), (0.84, 0, 0), (0, 1.3, 0), "lit0" if lit else "glass")
            s.obstacle("house", 0, -3.0, w, 6.0, h)
            if abs(x + w / 2) < 4:
                s.landmark("door", 0, 1.0, 0.08, (0, 0.8), 180)
                s.landmark("house", 0, 2.0, 0.1, (0, 1.0), 180)
        x, k = x + w + 0.05, k + 1


def _lighthouse(s: SetBuilder) -> None:
    with s.one():
        s.lathe(0, 0, 0, [(1.6, 0), (1.1, 8.0), (1.5, 8.1), (1.5, 8.4), (0.9, 8.4)], "boat white", 18)
    s.lathe(0, 2.6, 0, [(1.42, 0), (1.22, 2.2)], "boat red", 18)
    s.lathe(0, 8.4, 0, [(0.8, 0), (0.8, 1.4)], "glow", 14)
    s.lathe(0, 9.8, 0, [(1.0, 0), (0, 1.1)], "boat red", 14)


def harbour(s: SetBuilder) -> Set:
    """A cobbled quay: the water north with boats at their ropes, a row of houses south, a mole
    with its lighthouse beyond."""

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        edge = -hz - 0.5
        with s.part("ground"):
            s.quad((-70, 0, hz + 14), (140, 0, 0), (0, 0, -(hz + 14 - edge)), "quay")
            s.box(0, -0.3, edge - 0.2, 140, 0.34, 0.42, "kerb")
            s.quad((-70, -2.4, edge - 0.02), (140, 0, 0), (0, 2.2, 0), "quay wall")
            s.quad((-70, -2.4, edge - 0.01), (140, 0, 0), (0, 0.8, 0), "weed")
            s.quad((-2500, _WATER, edge), (5000, 0, 0), (0, 0, -2600), "sea")
        first = int(s.rng.integers(3))
        hulls = ("boat red", "boat blue", "boat green")
        with s.part("boats"):
            for k, (x, z, yaw) in enumerate(((-6.4, edge - 2.2, 3.0), (3.4, edge - 2.3, 184.0), (13.5, edge - 2.2, 2.0), (-17.0, edge - 2.4, 181.0))):  # fmt: skip
                with s.at(x, _WATER, z, yaw):
                    _trawler(s, hulls[(first + k) % 3])
            for x, z, yaw in ((-1.6, edge - 6.4, 30.0), (8.6, edge - 8.4, -60.0)):
                with s.at(x, _WATER, z, yaw):
                    _dinghy(s, hulls[(first + int(x)) % 3])
            for x, z, yaw in ((-12.0, edge - 17, 72.0), (-4.0, edge - 21, 82.0), (6.0, edge - 18, 97.0), (15.0, edge - 22, 80.0), (24.0, edge - 16, 76.0)):  # fmt: skip
                with s.at(x, _WATER, z, yaw):
                    _yacht(s)
        s.landmark("boat", 3.0, 0.8, edge - 1.6, (3.0, -hz + 0.55), 180)
        s.landmark("sea", -1.2, -1.0, edge - 6, (-1.2, -hz + 0.6), 180)
        with s.part("bollards"):
            for x in (-8.4, -2.6, 0.6, 6.2, 11.0):
                with s.at(x, 0, -hz + 0.05):
                    _bollard(s)
            for a, b in (((-2.6, 0.4, -hz), (-3.2, -0.5, edge - 1.5)), ((-8.4, 0.4, -hz), (-9.4, -0.6, edge - 1.3)), ((0.6, 0.4, -hz), (0.0, -0.6, edge - 1.6)), ((6.2, 0.4, -hz), (6.8, -0.6, edge - 1.4))):  # fmt: skip
                _rope(s, a, b, 0.25)
        with s.part("quay things"):
            with s.at(-hx + 0.9, 0, -hz + 1.3, 12):
                f.crates(s)
            with s.at(hx - 1.0, 0, -hz + 1.1):
                _coil(s)
            with s.at(-hx + 2.6, 0, hz - 0.7, 180):
                f.bench(s, 1.8, "teak", "iron")
            for k, (x, z) in enumerate(((hx - 0.8, 0.9), (hx - 0.7, 1.7), (hx - 1.4, 1.5))):
                s.pillow(x, 0, z, 0.72, 0.5, 0.5, "net" if k else "rope", 0.3, 10)
                s.obstacle("net", x, z, 0.72, 0.5, 0.5)
            s.landmark("net", hx - 0.8, 0.4, 1.2, (hx - 1.7, 0.8), 90)
            with s.at(hx - 0.35, 0, hz - 0.3):
                s.tube([(0, 0, 0), (0, 1.5, 0)], 0.05, "iron", 6)
                ring = np.linspace(0, 2 * math.pi, 21)
                s.tube(
                    np.c_[0.28 * np.cos(ring), 1.25 + 0.28 * np.sin(ring), np.full(21, -0.09)],
                    0.06,
                    "boat red",
                    7,
                    caps=False,
                )
                s.obstacle("lifebelt", 0, 0, 0.5, 0.3, 1.5)
                s.landmark("lifebelt", 0, 1.25, -0.1, (0, -0.7), 0)
            for x in (-12.0, -4.2, 4.6, 12.5):
                with s.at(x, 0, hz + 0.5):
                    st.lamp_post(s)
        with s.part("houses"):
            _house_row(s, hz + 9.0, -34.0, 34.0)
        with s.part("beyond"):
            with s.at(26, 0, edge - 52):
                s.box(0, -3, 0, 70, 3.6, 4.5, "quay wall")
                s.box(-34, -3, 26, 4.5, 3.6, 54, "quay wall")
                with s.at(-33, 0.5, 0):
                    _lighthouse(s)
            hills(s, 170.0, 2.0, 20.0, 0.7)

    return open_place(
        s,
        GroundPlan(
            half=(5.6, 3.4), free=28.0, dress=dress, ground="", paints=_sea_paints,
            ways=(("quay west", -1.0, 0.3, 90.0), ("quay east", 1.0, 0.3, -90.0)),
            azimuth={"day": 40.0, "dawn": 62.0, "dusk": 215.0, "night": 150.0}[s.time], haze=(0.0035, 1.0, 0.72), stand=(7.0, 5.0, 7.0, 4.5),
            sound="concrete", day=("sea", "gulls"), night=("sea",), focus=(-0.4, 0.2),
        ),
    )  # fmt: skip


def pier(s: SetBuilder) -> Set:
    """A timber pier that runs north over the sea: rails, lamps, benches, a kiosk, the shore behind."""

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        wide = hx + 0.25
        with s.part("ground"):
            s.quad((-wide, 0, hz + 26), (2 * wide, 0, 0), (0, 0, -2 * hz - 48), "planks")
            s.quad((-2500, -3.2, 2500), (5000, 0, 0), (0, 0, -5000), "sea")
        with s.part("piles"):
            for z in np.arange(-hz - 20, hz + 26, 4.0):
                for x in (-wide + 0.2, wide - 0.2):
                    s.cylinder(x, -5, float(z), 0.16, 4.95, "wood dark", n=8)
                s.box(0, -0.35, float(z), 2 * wide, 0.28, 0.24, "wood dark")
        for sign in (-1, 1):
            with s.part("rail west" if sign < 0 else "rail east"):
                x = sign * wide
                s.box(x, 1.02, 2, 0.1, 0.08, 2 * hz + 48, "boat white")
                for y in (0.35, 0.7):
                    s.tube([(x, y, -hz - 22), (x, y, hz + 26)], 0.022, "boat white", 5)
                with s.one():
                    for z in np.arange(-hz - 22, hz + 26, 1.6):
                        s.box(x, 0, float(z), 0.08, 1.04, 0.08, "boat white")
                s.obstacle("rail", x, 2, 0.16, 2 * hz + 48, 1.1)
            s.landmark("railing", sign * wide, 1.05, -0.6, (sign * (wide - 0.55), -0.6), 90 * sign)
            s.landmark("sea", sign * 14, -3, -1.8, (sign * (wide - 0.55), -1.8), 90 * sign)
        with s.part("end rail"):
            z = -hz - 21.8
            s.box(0, 1.02, z, 2 * wide, 0.08, 0.1, "boat white")
        with s.part("lamps"):
            for k, z in enumerate(np.arange(-hz - 16, hz + 24, 5.5)):
                with s.at((wide - 0.28) * (1 if k % 2 else -1), 0, float(z)):
                    st.lamp_post(s, 3.2)
        with s.part("benches"):
            for z, sign in ((hz - 1.0, -1), (-hz + 0.9, 1)):
                with s.at(sign * (wide - 0.52), 0, z, -90 * sign):
                    f.bench(s, 1.7, "teak", "iron")
        with s.part("kiosk"), s.at(0, 0, -hz - 12):
            with s.one():
                s.lathe(0, 0, 0, [(1.5, 0), (1.5, 2.5)], "boat blue", 8)
            with s.one():
                s.lathe(0, 2.45, 0, [(2.1, 0), (0.3, 1.3), (0.12, 1.9), (0, 2.3)], "front0", 8)
            s.box(0, 1.0, 1.42, 1.4, 1.0, 0.1, "lit1" if s.lamps_on else "glass")
            s.practical(0, 2.2, 2.0, tone("#ffc070"), 0.8, 6.0)
        with s.part("shore"):
            along = np.linspace(-170, 170, 90)
            back = hz + 30 + 3.0 * np.sin(along * 0.05) + 0.012 * np.abs(along) ** 1.35
            rows = [
                np.stack([along, np.full(90, y), back + d], -1)
                for d, y in ((70.0, 5.0), (22.0, 1.2), (6.0, -1.4), (0.0, -3.3))
            ]
            s.sheet(np.stack(rows), "sand")
            _house_row(s, hz + 50.0, -60.0, 60.0)
        with s.part("beyond"):
            a = np.linspace(0, 2 * math.pi, 200, endpoint=False)
            # Yaw 0 of a ring lies to the east; the coast runs west to east behind the shore.
            coast = np.where(np.sin(a) < -0.12, 20 * (-np.sin(a) - 0.12) * (1 + 0.25 * np.sin(a * 13)), -30.0)
            with s.one():
                s.ring(260, coast, -30, "far")
            with s.at(-60, -3.2, -150, 20):
                _yacht(s)

    return open_place(
        s,
        GroundPlan(
            half=(2.6, 4.6), free=20.0, dress=dress, ground="", paints=_sea_paints,
            ways=(("shore", 0.0, 1.0, 180.0), ("pier end", 0.0, -1.0, 0.0)),
            azimuth={"day": 55.0, "dawn": 70.0, "dusk": 210.0, "night": 150.0}[s.time], haze=(0.0026, 0.95, 0.74), stand=(4.5, 6.0, 4.5, 7.0),
            sound="wood", day=("sea", "gulls"), night=("sea",), focus=(0.0, 0.2), axis=65.0,
        ),
    )  # fmt: skip
