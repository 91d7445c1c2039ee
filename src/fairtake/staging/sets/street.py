"""Street furniture: façades, lamps, cars, and the skyline that closes a view."""

from __future__ import annotations

import math

import numpy as np

from fairtake.staging.sets.architecture import wall_panel
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import tone

__all__ = ["bin_", "bollard", "car", "facade", "lamp_post", "post_box", "skyline"]


def facade(
    s: SetBuilder,
    width: float,
    floors: int,
    wall: str,
    *,
    shop: tuple[str, str, str] | None = None,
    frame: str = "frame",
    lit: float = 0.35,
    shutters: str = "",
    floor_height: float = 3.1,
    door: bool = False,
    depth: float = 6.0,
) -> float:
    """A house front of `width` along x that faces +z, its back 6 m behind. `shop` is (window
    paint, sign paint, awning paint or ""). Returns its height."""
    ww, wh, bay = 0.95, 1.5, 1.75
    base = 3.6 if shop else (0.5 if door else 0.0)
    count = max(1, int(width / bay))
    step = width / count
    height = base + floors * floor_height
    holes: list[tuple[float, float, float, float]] = []
    upper: list[tuple[float, float]] = []
    entry = count // 2 if door else -1
    for k in range(floors):
        for i in range(count):
            a, c = i * step + (step - ww) / 2, base + k * floor_height + 0.8
            if k == 0 and i == entry:
                holes.append((a, a + ww, 0.0, 2.35))
                continue
            holes.append((a, a + ww, c, c + wh))
            upper.append((a, c))
    fronts: list[tuple[float, float, float, float]] = []
    if shop:
        n = max(1, int(width / 3.2))
        fronts = [(i * width / n + 0.25, (i + 1) * width / n - 0.25, 0.45, base - 0.8) for i in range(n)]
        holes += fronts
    wall_panel(s, width, height, holes, wall)
    for a, c in upper:
        _pane(s, a, c, ww, wh, frame, lit, shutters)
    if entry >= 0:
        a = entry * step + (step - ww) / 2
        s.box(a + ww / 2, 0, -0.16, ww, 2.35, 0.05, "shop door")
        for y in (0.3, 1.3):
            s.box(a + ww / 2, y, -0.13, ww * 0.66, 0.75, 0.02, "iron")
        s.box(a + ww / 2, 0.0, 0.2, ww + 0.4, 0.13, 0.5, "kerb")
        s.box(a + ww / 2, 2.4, 0.08, ww + 0.3, 0.12, 0.3, frame)
        s.landmark("door", a + ww / 2, 1.1, 0, (a + ww / 2, 0.75), 180)
    if shop:
        for front in fronts:
            _shop_front(s, front, shop, frame)
        s.box(width / 2, base - 0.12, 0.08, width, 0.16, 0.3, frame)
        middle = (fronts[0][0] + fronts[0][1]) / 2
        s.landmark("shop", middle, 1.5, 0.1, (middle, 0.9), 180)
    s.box(width / 2, height, 0.1, width + 0.06, 0.28, 0.5, frame)
    s.box(width / 2, height - 0.16, 0.05, width, 0.16, 0.28, frame)
    with s.one():
        s.quad((0, 0, -depth), (0, 0, depth), (0, height, 0), wall)
        s.quad((width, 0, 0), (0, 0, -depth), (0, height, 0), wall)
        s.quad((width, 0, -depth), (-width, 0, 0), (0, height, 0), wall)
    with s.one():
        roof = [
            [-0.1, height + 0.2, 0.1],
            [width + 0.1, height + 0.2, 0.1],
            [width + 0.1, height + 2.2, -depth / 2],
            [-0.1, height + 2.2, -depth / 2],
        ]
        back = [[-0.1, height, -depth], [width + 0.1, height, -depth]]
        s.add(roof + back, None, None, [[0, 1, 2], [0, 2, 3], [3, 2, 5], [3, 5, 4], [0, 3, 4], [1, 5, 2]], "roofs")
    x = width * float(s.rng.uniform(0.2, 0.75))
    s.box(x, height + 0.8, -depth * 0.4, 0.55, 1.9, 0.5, wall)
    return height


def _pane(s: SetBuilder, a: float, c: float, w: float, h: float, frame: str, lit: float, shutters: str) -> None:
    glow = s.rng.random() < lit
    glass = f"lit{int(s.rng.integers(4))}" if glow or not s.lamps_on else "glass"
    s.quad((a, c, -0.14), (w, 0, 0), (0, h, 0), glass)
    if glow and s.rng.random() < 0.6:
        with s.one():
            for x in (a, a + w * 0.72):
                s.quad((x, c, -0.132), (w * 0.28, 0, 0), (0, h, 0), "goods")
    m = a + w / 2
    with s.one():
        for x in (a + 0.035, m, a + w - 0.035):
            s.box(x, c, -0.11, 0.06, h, 0.05, frame)
        for y in (c, c + h * 0.62, c + h - 0.06):
            s.box(m, y, -0.11, w - 0.14, 0.055, 0.048, frame)
    s.box(m, c - 0.09, 0.04, w + 0.2, 0.09, 0.14, frame)
    s.box(m, c + h, 0.02, w + 0.16, 0.1, 0.07, frame)
    if shutters and s.rng.random() < 0.85:
        for x in (a - 0.27, a + w + 0.27):
            s.box(x, c, 0.02, 0.46, h, 0.04, shutters)


def _shop_front(
    s: SetBuilder, front: tuple[float, float, float, float], shop: tuple[str, str, str], frame: str
) -> None:
    a, b, c, d = front
    m, w = (a + b) / 2, b - a
    s.quad((a, c, -0.3), (w, 0, 0), (0, d - c, 0), shop[0], unit=True)
    with s.one():
        x = a + 0.3
        while x < b - 0.25:
            k = int((x - a) * 10)
            s.box(
                x,
                c + (0.0 if k % 3 else 0.85),
                -0.27,
                float(s.rng.uniform(0.1, 0.32)),
                float(s.rng.uniform(0.15, 0.7)),
                0.02,
                "goods" if k % 2 else "goods2",
            )
            x += 0.42
    with s.one():
        for k in range(4):
            s.box(a + w * k / 3, c, -0.1, 0.07, d - c, 0.06, frame)
        for y, h in ((c, 0.08), (d - 0.5, 0.06)):
            s.box(m, y, -0.1, w, h, 0.05, frame)
    s.box(m, d + 0.1, 0.03, w + 0.2, 0.42, 0.1, shop[1])
    with s.one():
        for k in range(7):
            s.box(m - w * 0.24 + k * w * 0.08, d + 0.24, 0.085, w * 0.045, 0.16, 0.01, "cream")
    if shop[2]:
        p, q = a - 0.1, b + 0.1
        with s.one():
            awning = [[p, d + 0.1, 0.08], [q, d + 0.1, 0.08], [q, d - 0.42, 1.12], [p, d - 0.42, 1.12]]
            n = np.array([0, 1.04, 0.52]) / math.hypot(1.04, 0.52)
            s.add(
                awning,
                np.tile(n, (4, 1)),
                [[0, 0], [q - p, 0], [q - p, 1.2], [0, 1.2]],
                [[0, 3, 2], [0, 2, 1]],
                shop[2],
                both=True,
            )
            s.quad((p, d - 0.64, 1.12), (q - p, 0, 0), (0, 0.22, 0), shop[2], both=True)
    s.practical(m, 1.7, 1.0, tone("#ffb060"), 0.42, 3.6)


def lamp_post(s: SetBuilder, height: float = 3.9) -> None:
    """A street lamp that burns at night."""
    with s.one():
        s.lathe(0, 0, 0, [(0.13, 0), (0.13, 0.12), (0.08, 0.2), (0.07, 0.9), (0.045, 1.0), (0.035, height)], "iron", 10)
    with s.one():
        s.lathe(0, height, 0, [(0.05, 0), (0.12, 0.08), (0.125, 0.1)], "iron", 10)
        s.lathe(0, height + 0.34, 0, [(0.17, 0), (0.09, 0.16), (0.02, 0.26), (0, 0.28)], "iron", 10)
    s.lathe(0, height + 0.09, 0, [(0.115, 0), (0.15, 0.26)], "glow", 10)
    s.obstacle("lamp post", 0, 0, 0.26, 0.26, height)
    s.landmark("lamp post", 0, 2.0, 0, (0, 0.6), 180)
    s.practical(0, height + 0.15, 0, tone("#ffb45e"), 0.86, 6.6)


def bollard(s: SetBuilder) -> None:
    """An iron bollard."""
    with s.one():
        s.lathe(0, 0, 0, [(0.08, 0), (0.07, 0.7), (0.09, 0.72), (0.09, 0.82), (0, 0.88)], "iron", 10)
    s.obstacle("bollard", 0, 0, 0.18, 0.18, 0.88)


def bin_(s: SetBuilder) -> None:
    """A litter bin."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.2, 0), (0.24, 0.75), (0.26, 0.78), (0.2, 0.9), (0, 0.92)], "iron", 14)
    s.obstacle("bin", 0, 0, 0.5, 0.5, 0.9)
    s.landmark("bin", 0, 0.85, 0, (0, 0.6), 180)


def post_box(s: SetBuilder) -> None:
    """A red pillar box."""
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [
                (0, 0),
                (0.25, 0),
                (0.25, 0.1),
                (0.21, 0.12),
                (0.21, 1.3),
                (0.25, 1.32),
                (0.25, 1.4),
                (0.15, 1.5),
                (0, 1.54),
            ],
            "red",
            18,
        )
    s.box(0, 1.16, 0.205, 0.22, 0.03, 0.02, "black")
    s.box(0, 0.9, 0.205, 0.16, 0.18, 0.015, "cream")
    s.obstacle("post box", 0, 0, 0.5, 0.5, 1.5)
    s.landmark("post box", 0, 1.2, 0.2, (0, 0.7), 180)


_SECTION = [
    # along the car: x, sill, shoulder, half width at shoulder
    (-1.98, 0.42, 0.62, 0.62), (-1.9, 0.3, 0.78, 0.72), (-1.45, 0.28, 0.86, 0.80), (-0.6, 0.28, 0.9, 0.83),
    (0.6, 0.28, 0.92, 0.83), (1.4, 0.28, 0.9, 0.81), (1.88, 0.3, 0.84, 0.74), (2.0, 0.44, 0.72, 0.64),
]  # fmt: skip
_CABIN = [
    (-0.95, 0.88, 0.02),
    (-0.35, 0.9, 0.48),
    (0.1, 0.92, 0.53),
    (0.75, 0.92, 0.52),
    (1.25, 0.9, 0.34),
    (1.62, 0.88, 0.02),
]


def car(s: SetBuilder, body: str) -> None:
    """A parked car along x, its nose toward -x."""
    rows = []
    for x, sill, shoulder, half in _SECTION:
        ring = [
            (-half * 0.82, sill),
            (-half, sill + 0.16),
            (-half, shoulder - 0.12),
            (-half * 0.86, shoulder),
            (0, shoulder + 0.02),
        ]
        ring += [(-z, y) for z, y in reversed(ring[:-1])]
        rows.append([[x, y, z] for z, y in ring])
    grid = np.array(rows)
    with s.one():
        s.sheet(grid[::-1], body)
        for end, flip in ((0, False), (-1, True)):
            fan = np.concatenate([grid[end], grid[end].mean(0, keepdims=True)])
            i = np.arange(len(grid[end]) - 1)
            f = np.stack([np.full(len(i), len(grid[end])), i, i + 1], 1)
            s.add(fan, None, None, f if flip else f[:, ::-1], body)
        s.quad((-1.9, 0.3, 0.6), (3.8, 0, 0), (0, 0, -1.2), "tyre")
    cabin = []
    for x, y, up in _CABIN:
        half = 0.74
        ring = [
            (-half, y - 0.06),
            (-half + 0.17 * up / 0.5, y + up * 0.92),
            (-half * 0.55, y + up),
            (half * 0.55, y + up),
            (half - 0.17 * up / 0.5, y + up * 0.92),
            (half, y - 0.06),
        ]
        cabin.append([[x, q, z] for z, q in ring])
    shell = np.array(cabin)
    with s.one():
        s.sheet(shell[::-1], body)
    # Glass a little proud of the cabin: sides, windscreen, rear.
    for flip, (c0, c1) in ((False, (0, 1)), (True, (5, 4))):
        for i0, i1, a, b in ((0, 1, 0.28, 1.0), (1, 3, 0.04, 0.52), (1, 3, 0.56, 1.0), (3, 4, 0.02, 0.8)):
            p0, p1, q0, q1 = shell[i0, c0], shell[i1, c0], shell[i0, c1], shell[i1, c1]
            low0, low1 = p0 + (p1 - p0) * a, p0 + (p1 - p0) * b
            top0, top1 = q0 + (q1 - q0) * a, q0 + (q1 - q0) * b
            quad = np.array(
                [
                    low0 + (top0 - low0) * 0.16,
                    low1 + (top1 - low1) * 0.16,
                    low1 + (top1 - low1) * 0.9,
                    low0 + (top0 - low0) * 0.9,
                ]
            )
            out = np.array([0, 0.004, -0.012 if not flip else 0.012])
            s.add(quad + out, None, None, [[0, 1, 2], [0, 2, 3]] if flip else [[0, 2, 1], [0, 3, 2]], "car glass")
    for i0, i1, lift, flip in ((0, 1, (-0.012, 0.012, 0), False), (5, 4, (0.012, 0.012, 0), True)):
        a, b, c, d = shell[i0, 1], shell[i1, 1], shell[i1, 4], shell[i0, 4]
        quad = np.array([a + (b - a) * 0.12, a + (b - a) * 0.9, d + (c - d) * 0.9, d + (c - d) * 0.12]) + lift
        s.add(quad, None, None, [[0, 1, 2], [0, 2, 3]] if not flip else [[0, 2, 1], [0, 3, 2]], "car glass")
    for x in (-1.25, 1.25):
        for z, sign in ((-0.8, -1), (0.8, 1)):
            with s.at(x, 0.31, z, 0 if sign > 0 else 180):
                with s.one():
                    s.lathe(0, 0, -0.14, [(0, 0), (0.31, 0), (0.31, 0.17), (0.2, 0.185)], "tyre", 20, "z")
                s.lathe(0, 0, 0.035, [(0.2, 0), (0.17, 0.02), (0.05, 0.015), (0, 0.03)], "chrome", 14, "z")
    for z in (-0.5, 0.5):
        s.box(-1.955, 0.6, z, 0.08, 0.13, 0.24, "head light")
        s.box(1.975, 0.6, z, 0.08, 0.14, 0.24, "tail light")
    for x in (-1.99, 2.02):
        s.box(x, 0.4, 0, 0.07, 0.1, 1.24, "chrome")
    s.box(-2.0, 0.52, 0, 0.03, 0.1, 0.42, "paper")
    s.box(2.03, 0.54, 0, 0.03, 0.1, 0.42, "paper")
    for z in (-0.845, 0.845):
        s.box(0.15, 0.78, z, 0.14, 0.025, 0.02, "chrome")
    s.obstacle("car", 0, 0, 4.1, 1.72, 1.45)
    s.landmark("car", 0, 0.9, 0.8, (0.2, 1.35), 180, opens=True)


def skyline(
    s: SetBuilder, radius: float, start: float, end: float, low: float, high: float, paint: str, step: float = 7.0
) -> None:
    """House fronts far off, on an arc from `start` to `end` degrees (yaw), facing the middle."""
    a = start
    while a < end:
        w, h = float(s.rng.uniform(0.75, 1.25)) * step, float(s.rng.uniform(low, high))
        turn = math.degrees(w / radius)
        t = math.radians(a + turn / 2)
        with s.at(radius * math.sin(t), 0, radius * math.cos(t), a + turn / 2 + 180):
            with s.one():
                s.quad((-w / 2, -0.5, 0), (w, 0, 0), (0, h + 0.5, 0), paint)
                s.quad((-w / 2, h, 0), (w, 0, 0), (0, 0, -4), paint)
                s.quad((-w / 2, -0.5, -4), (0, 0, 4), (0, h + 0.5, 0), paint)
                s.quad((w / 2, -0.5, 0), (0, 0, -4), (0, h + 0.5, 0), paint)
            with s.one():
                for x in np.arange(-w / 2 + 0.8, w / 2 - 0.5, 1.9):
                    for y in np.arange(1.4, h - 1.4, 2.9):
                        pane = f"lit{int(s.rng.integers(4))}" if s.rng.random() < 0.4 or not s.lamps_on else "glass"
                        s.quad((float(x), float(y), 0.05), (0.8, 0, 0), (0, 1.3, 0), pane)
            if s.rng.random() < 0.5:
                with s.one():
                    s.add([[-w / 2, h, 0.02], [w / 2, h, 0.02], [0, h + w * 0.3, 0.0]], None, None, [[0, 1, 2]], paint)
        a += turn
