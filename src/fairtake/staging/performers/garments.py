"""Garments for the trunk: what outfits are put together from. Each returns weighted pieces.

Materials are named by their place in the outfit ("outer", "inner", "lower", "accent",
"trim", "shoes", "sole", "skin"); `wardrobe` says which garments make an outfit and `figure`
which colours the names stand for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fairtake.staging.performers.body import CHIN, Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.sdf import (
    Array,
    Field,
    Profile,
    ellipsoid,
    folded,
    gradient,
    normalized,
    ramp,
    smooth_min,
    superellipse_loft,
)
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.weights import all_on, body_weights, skirt_weights

__all__ = [
    "CLOTH_STEP",
    "FITTED",
    "LOOSE",
    "SHORT",
    "Top",
    "band",
    "buttons",
    "collar",
    "hood",
    "hood_shape",
    "top",
]

FITTED = (0.051, 0.054, 0.053, 0.049, 0.049, 0.047, 0.042, 0.0345, 0.033)
"""Sleeve radii of shirts and suits."""
LOOSE = (0.053, 0.058, 0.058, 0.054, 0.054, 0.053, 0.047, 0.0375, 0.035)
"""Sleeve radii of coats and sweaters."""
SHORT = (0.054, 0.061, 0.069, 0.075, 0.075, 0.075, 0.075, 0.075, 0.075)
"""Sleeve radii of a T-shirt: wide where they end."""

CLOTH_STEP = (0.0305, 0.042, 0.0305)
"""Cloth hangs: fewer rows than columns."""


@dataclass(frozen=True, slots=True)
class Top:
    """What covers the trunk. Metres on a 1.75 m adult.

    `ease` off the skin, `hem` the height it ends at, `sleeve` where sleeves end along the
    arm (0 none, 1 elbow, 1.93 wrist), `radii` of the sleeves, `flare` extra ease at the hem;
    `sweep` (half width, half depth) of the hem of coats and dresses, ending below the hips;
    `round_neck` (radius, height) of a round opening or None for one closed by a collar;
    `vee` the height at which a V opening ends; `shirt` true when something is seen in it;
    `lapel` its width; `front` x of the closing line or None; `belt` heights (low, high);
    `cuff` and `rib` draw cuffs and a knitted hem; `yoke` a seam across the shoulders;
    `pockets` "chest", "hip" or ""; `tie` shows a tie in the V; `folds` depth of drawn folds.
    """

    ease: float = 0.012
    hem: float = 0.87
    sleeve: float = 1.93
    radii: tuple[float, ...] = FITTED
    flare: float = 0.0
    sweep: tuple[float, float] | None = None
    round_neck: tuple[float, float] | None = None
    vee: float | None = None
    shirt: bool = False
    lapel: float = 0.0
    front: float | None = None
    belt: tuple[float, float] | None = None
    cuff: bool = True
    rib: bool = False
    yoke: bool = False
    pockets: str = ""
    tie: bool = False
    folds: float = 0.004
    material: str = "outer"


def _on_torso(body: Body, field: Field) -> Field:
    return lambda p: np.minimum(field(p), -body.is_arm(p))


def _in_front(field: Field) -> Field:
    return lambda p: np.minimum(field(p), p[:, 2] * 2)


def band(low: float, high: float) -> tuple[Field, Field]:
    """Two fields that are both positive between two heights."""
    return (lambda p: high - p[:, 1], lambda p: p[:, 1] - low)


def top(body: Body, cut: Top) -> list[Piece]:
    """A shirt, jacket, coat or dress: trunk and sleeves in one mesh."""
    sleeve = body.sleeve(cut.radii)
    sweep = _sweep(body, cut) if cut.sweep else None

    def field(p: Array) -> Array:
        d = body.torso(p, cut.ease)
        loose = ramp(1.16, 0.90, p[:, 1])
        d = d - cut.flare * loose
        if sweep is None and cut.hem < 0.95:
            # Worn over trousers, whose seat and thighs must not show through.
            d = smooth_min(d, np.maximum(body.legs(p, 0.012)[0], p[:, 1] - 0.95), 0.05)
        if sweep is not None:
            d = smooth_min(d, sweep(p), 0.05)
        arm, place = body.arms(p, cut.ease * 0.4, sleeve)
        if cut.folds and cut.sleeve > 1.2:
            arm = arm + cut.folds * np.sin(place * 21 + 30 * p[:, 2]) * ramp(0.28, 0.0, np.abs(place - 1.05))
            arm = arm + cut.folds * 0.7 * np.sin(place * 34) * ramp(1.55, 1.85, place)
        return smooth_min(d, arm, 0.035)

    low = cut.hem - 0.05
    high = (0.62, 1.56, 0.33)
    piece = Piece(*surface_nets(field, (-0.62, low, -0.30), high, CLOTH_STEP, 2), cut.material)
    piece.drop(lambda p: cut.hem + 0.006 * np.sin(9 * p[:, 0] + 4 * p[:, 2]) - p[:, 1])
    piece.drop(_sleeve_end(body, cut.sleeve))
    _open_neck(piece, body, cut)
    _details(piece, body, cut)
    piece.compact()
    piece.weights = (
        skirt_weights(body, piece.vertices) if cut.sweep else body_weights(body, piece.vertices, hands=False)
    )
    return [piece]


def _sleeve_end(body: Body, place: float) -> Field:
    if place <= 0:
        # Sleeveless: an armhole around the shoulder.
        def armhole(p: Array) -> Array:
            q = folded(p)
            return q[:, 0] - (body.shoulder - 0.022) - 0.10 * np.clip(1.33 - p[:, 1], 0, 1) * 0

        return lambda p: np.minimum(armhole(p), p[:, 1] - 1.22)
    return lambda p: np.minimum(body.arms(p)[1] - place, body.is_arm(p))


def _sweep(body: Body, cut: Top) -> Field:
    assert cut.sweep is not None
    wide, deep = cut.sweep
    f = body.curves
    hip_x, hip_z = 0.186 + 0.010 * f + cut.ease, 0.136 + cut.ease
    waist_x, waist_z = (0.158 - 0.020 * f) + cut.ease, 0.108 + cut.ease
    grow = 1 + 0.30 * (body.build - 0.35)
    ys = [cut.hem - 0.06, cut.hem + 0.5 * (0.92 - cut.hem), 0.92, 1.06, 1.16]
    half_x = Profile(ys, np.array([wide, 0.5 * (wide + hip_x), hip_x, waist_x, 0.10]) * grow)
    half_z = Profile(ys, np.array([deep, 0.5 * (deep + hip_z), hip_z, waist_z, 0.07]) * grow)
    middle = Profile(ys, [-0.006, -0.008, -0.010, 0.0, 0.0])

    def field(p: Array) -> Array:
        turn = np.arctan2(p[:, 0], p[:, 2])
        fold = 0.009 * np.sin(turn * 8 + 0.5) * ramp(0.95, 0.55, p[:, 1])
        return superellipse_loft(p, half_x, half_z, middle, 2.2) - fold

    return field


def _open_neck(piece: Piece, body: Body, cut: Top) -> None:
    if cut.round_neck is None:
        # Only around the neck: the shoulders of a heavy man rise above this plane.
        piece.drop(
            lambda p: np.minimum(
                p[:, 1] - 1.440 + np.clip(0.38 * (p[:, 2] + 0.015), -0.010, 1.0),
                0.104 - np.hypot(p[:, 0], p[:, 2] + 0.030),
            )
        )
        return
    radius, height = cut.round_neck
    center = np.array([0, height, -0.018])

    def opening(p: Array) -> Array:
        return np.asarray(radius - np.sqrt(((p - center) ** 2).sum(1)))

    piece.drop(opening)
    if cut.rib:
        piece.mark(lambda p: opening(p) + 0.020, 9, "trim" if cut.material == "outer" else None)


def _details(piece: Piece, body: Body, cut: Top) -> None:
    """Seams, openings and bands, in the order in which cloth lies on cloth."""
    main: tuple[int, ...] = (0,)
    if cut.front is not None:
        x = cut.front
        piece.mark(_on_torso(body, _in_front(lambda p: p[:, 0] - x)), 1)
        main = (0, 1)
    _armhole_seam(piece, body, main)
    main = (*main, 2, 3)
    if cut.yoke:
        piece.mark(_on_torso(body, lambda p: p[:, 1] - 1.335 - 0.04 * p[:, 2]), 4, None, main)
        main = (*main, 4)
    if cut.vee is not None:
        _vee(piece, body, cut, main)
    if cut.belt is not None:
        piece.mark((*band(*cut.belt), lambda p: -body.is_arm(p)), 7, "accent", main)
    if cut.pockets:
        _pockets(piece, body, cut, main)
    if cut.cuff and cut.sleeve > 1.2:
        low = cut.sleeve - (0.15 if cut.rib else 0.13)
        piece.mark(lambda p: np.minimum(body.arms(p)[1] - low, body.is_arm(p)), 8, "trim" if cut.rib else None)
    if cut.rib:
        piece.mark(lambda p: cut.hem + 0.045 - p[:, 1], 10, "trim", main)


def _armhole_seam(piece: Piece, body: Body, only: tuple[int, ...]) -> None:
    """Where a sleeve is set in: left sleeve zone 2, right sleeve zone 3."""

    def sleeve(p: Array) -> Array:
        q = folded(p)
        # Nearly upright, a little further in at the armpit, behind the deltoid's widest.
        return np.minimum(q[:, 0] - (body.shoulder - 0.010) + 0.10 * (1.40 - p[:, 1]), body.is_arm(p) + 0.10)

    piece.mark(lambda p: np.minimum(sleeve(p), p[:, 0]), 2, None, only)
    piece.mark(lambda p: np.minimum(sleeve(p), -p[:, 0]), 3, None, only)


def _vee(piece: Piece, body: Body, cut: Top, main: tuple[int, ...]) -> None:
    assert cut.vee is not None
    bottom = cut.vee

    def opening(p: Array, wider: float = 0.0) -> Array:
        inside = (p[:, 1] - bottom) * 0.31 + wider - np.abs(p[:, 0])
        return np.where(p[:, 2] > -0.02, np.minimum(inside, p[:, 2] * 2 + 0.04), -1.0)

    if cut.lapel:

        def lapel(p: Array) -> Array:
            # Wide at the chest, running to a point where the jacket closes; a notch above.
            wide = opening(p, 0.0) + cut.lapel * np.clip((p[:, 1] - bottom) / 0.13, 0, 1) ** 0.7
            notch = 1.352 + 0.25 * (np.abs(p[:, 0]) - 0.06) - p[:, 1]
            return np.minimum(np.minimum(wide, p[:, 1] - bottom), np.maximum(notch, opening(p, cut.lapel * 0.55)))

        piece.mark(lapel, 5, None, main)
        main = (*main, 5)
    elif cut.rib:
        placket: tuple[Field, ...] = (
            lambda p: np.where(p[:, 2] > 0, 0.017 - p[:, 0], -1.0),
            lambda p: 0.017 + p[:, 0],
            lambda p: bottom + 0.04 - p[:, 1],
        )
        piece.mark(placket, 5, "trim", main)
        piece.mark(lambda p: opening(p, 0.028), 5, "trim", main)
        main = (*main, 5)
    if cut.shirt:
        piece.mark(opening, 6, "inner", main)
        if cut.tie:

            def width(p: Array) -> Array:
                return 0.017 + 0.012 * ramp(1.36, 1.12, p[:, 1])

            piece.mark((lambda p: width(p) - p[:, 0], lambda p: width(p) + p[:, 0]), 11, "accent", (6,))
        else:
            piece.mark(lambda p: p[:, 0] - 0.004, 12, "inner", (6,))
    else:
        piece.drop(opening)


def _pockets(piece: Piece, body: Body, cut: Top, main: tuple[int, ...]) -> None:
    def box(side: int, x: float, y: float, w: float, h: float) -> tuple[Field, ...]:
        return (
            lambda p: np.where(p[:, 2] > 0, w - np.abs(p[:, 0] - side * x), -1.0),
            lambda p: y + h - p[:, 1],
            lambda p: p[:, 1] - y + h,
        )

    for side in (1, -1):
        if cut.pockets == "chest":
            piece.mark(box(side, 0.078, 1.232, 0.036, 0.042), 14 + side, None, main)
        else:
            low = max(cut.hem + 0.10, 0.80)
            piece.mark(box(side, 0.100, low + 0.06, 0.050, 0.021), 14 + side, None, main)


def collar(
    body: Body, material: str, size: float = 1.0, gap: float = 18.0, spread: float = 0.0, ease: float = 0.016
) -> list[Piece]:
    """A turned-down collar: a strip around the neck that rises and falls over. `gap` half the
    opening in front in degrees, `spread` metres its points stand further out, `ease` that of
    the cloth it lies on."""
    across, down = 26, 6
    turn = np.linspace(np.radians(gap), 2 * np.pi - np.radians(gap), across)
    front = np.maximum(0, np.cos(turn))
    slim = 0.010 * body.femininity + 0.006 * body.child - 0.014 * (body.build - 0.35)
    profile = [(0.068, 0.0), (0.068, 0.032), (0.072, 0.046), (0.081, 0.044), (0.095, 0.026), (0.106 + spread, 0.002)]
    rows = []
    for row, (radius, rise) in enumerate(profile[:down]):
        r = (radius - slim) * (1 + 0.04 * front)
        y = 1.424 + rise * size * (1 - 0.35 * front) - 0.040 * front**1.5
        tip = 0.022 * front * row / (down - 1)
        rows.append(np.stack([r * np.sin(turn), y, -0.021 + r * 1.05 * np.cos(turn) + tip], 1))
    vertices = np.concatenate(rows)
    # The leaf lies on the cloth: what would sink into it is lifted.
    leaf = slice(2 * across, None)
    for _ in range(3):
        sunk = np.maximum(0.0045 - body.torso(vertices[leaf], ease), 0)[:, None]
        vertices[leaf] += sunk * normalized(gradient(lambda p: body.torso(p, ease), vertices[leaf]))
    i = (np.arange(down - 1)[:, None] * across + np.arange(across - 1)).ravel()
    faces = np.concatenate([np.stack([i, i + 1, i + across + 1], 1), np.stack([i, i + across + 1, i + across], 1)])
    normals = np.zeros_like(vertices)
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    for k in range(3):
        np.add.at(normals, faces[:, k], np.cross(b - a, c - a))
    normals = normalized(normals)
    if (normals[-across:] * vertices[-across:] * [1, 0, 1]).sum() < 0:
        normals, faces = -normals, faces[:, ::-1]
    piece = Piece(vertices, normals, faces, material)
    # The collar stands on the coat, not on the neck: it goes with the chest.
    ground = np.stack([vertices[:, 0], np.full(len(vertices), 1.40), vertices[:, 2]], 1)
    piece.weights = body_weights(body, ground)
    return [piece]


def hood_shape(q: Array) -> Array:
    """A hood's outside, in head units."""
    low = ellipsoid(q, (0, 0.0, -0.12), (0.41, 0.34, 0.42))
    return smooth_min(ellipsoid(q, (0, 0.57, -0.10), (0.475, 0.60, 0.60)), low, 0.2)


def hood(body: Body, head: Head) -> list[Piece]:
    """A hood, up: it turns with the head and hangs from the shoulders."""

    def field(p: Array) -> Array:
        return hood_shape(head.from_world(p)) * head.size

    def window(grow: float) -> Field:
        def face(p: Array) -> Array:
            q = head.from_world(p)
            oval = 1 - np.sqrt((q[:, 0] / (0.345 + grow)) ** 2 + ((q[:, 1] - 0.42) / (0.49 + grow)) ** 2)
            return np.where(q[:, 2] > -0.05, oval, -1.0)

        return face

    size = head.size
    low, high = (-0.75 * size, CHIN[1] - 0.10, -0.85 * size), (0.75 * size, CHIN[1] + 1.35 * size, 0.75 * size)
    piece = Piece(*surface_nets(field, low, high, 0.09 * size, 2), "outer")
    piece.drop(window(0.0))
    piece.drop(lambda p: 1.405 - p[:, 1] - 0.15 * p[:, 2])
    piece.mark(window(0.04), 1, "trim")
    piece.compact()
    q = head.from_world(piece.vertices)
    chest = body_weights(body, np.minimum(piece.vertices, [9, 1.40, 9]))
    turn = ramp(-0.24, 0.10, q[:, 1])[:, None]
    weights = chest * (1 - turn)
    piece.weights = weights + all_on(len(q), "head") * turn
    return [piece]


def buttons(
    body: Body, field: Callable[[Array], Array], heights: tuple[float, ...], x: float = 0.0, radius: float = 0.0085
) -> list[Piece]:
    """Small discs down the front, laid on the surface of `field`."""
    sides = 7
    angle = np.arange(sides) * 2 * np.pi / sides
    disc = np.stack([np.cos(angle), np.sin(angle), np.zeros(sides)], 1) * radius
    vertices: list[Array] = []
    normals: list[Array] = []
    faces: list[tuple[int, int, int]] = []
    for y in heights:
        z = 0.30
        for _ in range(24):
            z -= float(field(np.array([[x, y, z]]))[0]) * 0.8
        start = len(vertices) * (sides + 1)
        vertices.append(np.concatenate([disc, [[0.0, 0.0, 0.002]]]) + np.array([x, y, z + 0.003]))
        normals.append(np.tile([0.0, 0.0, 1.0], (sides + 1, 1)))
        faces += [(start + i, start + (i + 1) % sides, start + sides) for i in range(sides)]
    piece = Piece(np.concatenate(vertices), np.concatenate(normals), np.array(faces), "trim")
    piece.weights = body_weights(body, piece.vertices)
    return [piece]
