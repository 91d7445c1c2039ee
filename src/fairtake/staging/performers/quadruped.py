"""The bodies of dogs, cats and horses: bones at rest, fields, and the pieces they are drawn with.

Everything is built for withers of one metre, standing square over the origin, facing +z, then
stretched to the breed's proportions and scaled. z is along the back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fairtake.model.figure import JOINTS
from fairtake.staging.performers.animal_heads import HEADS, AnimalHead
from fairtake.staging.performers.animal_looks import Breed
from fairtake.staging.performers.coats import markings
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.refine import refined
from fairtake.staging.performers.sdf import (
    Array,
    Profile,
    capsule,
    ellipsoid,
    folded,
    gradient,
    limb,
    normalized,
    ramp,
    smooth_min,
    superellipse_loft,
)
from fairtake.staging.performers.surface_nets import surface_nets

__all__ = ["EXTRA", "Quadruped"]

EXTRA: tuple[tuple[str, str], ...] = (
    ("tail.1", "pelvis"),
    ("tail.2", "tail.1"),
    ("tail.3", "tail.2"),
    ("tail.4", "tail.3"),
    ("ear.L", "head"),
    ("ear.R", "head"),
    ("lid.L", "head"),
    ("lid.R", "head"),
    ("jaw", "head"),
)
"""What a four-legged figure has beyond the common joints."""

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One species. Joints as (x, y, z); `trunk` rows of (z, half width, half height, middle);
    `fore` and `hind` radii of the legs at their joints, `paw` radii of a paw."""

    middle: Mapping[str, Point]
    left: Mapping[str, Point]
    trunk: tuple[tuple[float, float, float, float], ...]
    neck: tuple[float, float]
    fore: tuple[float, ...]
    hind: tuple[float, ...]
    shoulder: tuple[Point, Point]
    thigh: tuple[Point, Point]
    paw: Point
    tail: Mapping[str, tuple[tuple[Point, ...], tuple[float, ...]]]


_DOG = _Plan(
    middle={
        "pelvis": (0, 0.86, -0.38), "spine": (0, 0.86, -0.06), "chest": (0, 0.84, 0.26), "neck": (0, 0.88, 0.45),
        "head": (0, 1.17, 0.64),
    },
    left={
        "shoulder": (0.07, 0.92, 0.36), "upper_arm": (0.135, 0.66, 0.48), "forearm": (0.145, 0.475, 0.29), "hand": (0.135, 0.165, 0.325),
        "fingers": (0.135, 0.055, 0.355), "thigh": (0.11, 0.78, -0.40), "shin": (0.145, 0.50, -0.26), "foot": (0.135, 0.26, -0.555),
        "toe": (0.135, 0.055, -0.50),
    },
    trunk=(
        (-0.60, 0.04, 0.05, 0.82), (-0.53, 0.105, 0.115, 0.80), (-0.42, 0.150, 0.165, 0.775), (-0.24, 0.142, 0.150, 0.79),
        (-0.04, 0.145, 0.158, 0.785), (0.16, 0.172, 0.205, 0.755), (0.32, 0.180, 0.225, 0.745), (0.44, 0.158, 0.200, 0.765),
        (0.53, 0.105, 0.120, 0.785), (0.575, 0.04, 0.05, 0.79),
    ),
    neck=(0.165, 0.118),
    fore=(0.100, 0.086, 0.056, 0.050),
    hind=(0.150, 0.102, 0.052, 0.050),
    shoulder=((0.115, 0.72, 0.40), (0.075, 0.21, 0.135)),
    thigh=((0.110, 0.66, -0.38), (0.088, 0.22, 0.165)),
    paw=(0.066, 0.052, 0.092),
    tail={
        "sabre": (((0, 0.86, -0.57), (0, 0.80, -0.74), (0, 0.80, -0.90), (0, 0.88, -1.03), (0, 0.98, -1.10)), (0.052, 0.046, 0.038, 0.030, 0.020)),
        "plume": (((0, 0.86, -0.57), (0, 0.86, -0.74), (0, 0.94, -0.88), (0, 1.06, -0.95), (0, 1.18, -0.90)), (0.06, 0.085, 0.10, 0.085, 0.030)),
        "brush": (((0, 0.86, -0.57), (0, 0.74, -0.72), (0, 0.62, -0.84), (0, 0.52, -0.98), (0, 0.47, -1.14)), (0.055, 0.085, 0.105, 0.090, 0.020)),
        "up": (((0, 0.86, -0.56), (0, 0.95, -0.64), (0, 1.06, -0.68), (0, 1.16, -0.66), (0, 1.24, -0.62)), (0.055, 0.048, 0.042, 0.034, 0.022)),
    },
)  # fmt: skip

_CAT = _Plan(
    middle={
        "pelvis": (0, 0.88, -0.50), "spine": (0, 0.88, -0.10), "chest": (0, 0.84, 0.30), "neck": (0, 0.90, 0.52),
        "head": (0, 1.10, 0.68),
    },
    left={
        "shoulder": (0.08, 0.94, 0.42), "upper_arm": (0.14, 0.66, 0.54), "forearm": (0.15, 0.47, 0.34), "hand": (0.14, 0.165, 0.38),
        "fingers": (0.14, 0.055, 0.42), "thigh": (0.12, 0.80, -0.50), "shin": (0.17, 0.52, -0.34), "foot": (0.15, 0.24, -0.64),
        "toe": (0.15, 0.055, -0.56),
    },
    trunk=(
        (-0.74, 0.05, 0.06, 0.80), (-0.66, 0.14, 0.15, 0.77), (-0.52, 0.195, 0.205, 0.735), (-0.28, 0.190, 0.195, 0.73),
        (-0.02, 0.188, 0.195, 0.725), (0.22, 0.190, 0.205, 0.715), (0.42, 0.178, 0.205, 0.725), (0.54, 0.150, 0.170, 0.755),
        (0.62, 0.10, 0.11, 0.78), (0.67, 0.04, 0.05, 0.79),
    ),
    neck=(0.165, 0.150),
    fore=(0.105, 0.090, 0.066, 0.060),
    hind=(0.170, 0.120, 0.064, 0.060),
    shoulder=((0.115, 0.70, 0.46), (0.080, 0.20, 0.14)),
    thigh=((0.120, 0.66, -0.48), (0.100, 0.23, 0.190)),
    paw=(0.080, 0.055, 0.105),
    tail={
        "cat": (((0, 0.86, -0.70), (0, 0.80, -0.94), (0, 0.82, -1.18), (0, 0.98, -1.36), (0, 1.18, -1.42)), (0.062, 0.058, 0.055, 0.052, 0.040)),
    },
)  # fmt: skip

_HORSE = _Plan(
    middle={
        "pelvis": (0, 0.90, -0.38), "spine": (0, 0.88, -0.06), "chest": (0, 0.84, 0.24), "neck": (0, 0.86, 0.42),
        "head": (0, 1.30, 0.74),
    },
    left={
        "shoulder": (0.06, 0.92, 0.32), "upper_arm": (0.10, 0.68, 0.46), "forearm": (0.105, 0.55, 0.33), "hand": (0.10, 0.30, 0.345),
        "fingers": (0.10, 0.075, 0.365), "thigh": (0.09, 0.80, -0.40), "shin": (0.125, 0.575, -0.30), "foot": (0.105, 0.345, -0.52),
        "toe": (0.105, 0.075, -0.475),
    },
    trunk=(
        (-0.60, 0.04, 0.06, 0.82), (-0.54, 0.110, 0.130, 0.82), (-0.42, 0.160, 0.185, 0.79), (-0.24, 0.165, 0.175, 0.775),
        (-0.02, 0.172, 0.190, 0.755), (0.18, 0.170, 0.205, 0.745), (0.32, 0.155, 0.210, 0.755), (0.44, 0.130, 0.185, 0.765),
        (0.52, 0.085, 0.115, 0.765), (0.56, 0.03, 0.05, 0.765),
    ),
    neck=(0.165, 0.098),
    fore=(0.098, 0.076, 0.046, 0.035),
    hind=(0.150, 0.098, 0.050, 0.037),
    shoulder=((0.085, 0.74, 0.38), (0.065, 0.21, 0.14)),
    thigh=((0.085, 0.70, -0.40), (0.085, 0.20, 0.165)),
    paw=(0.046, 0.050, 0.058),
    tail={
        "hair": (((0, 0.92, -0.565), (0, 0.84, -0.66), (0, 0.68, -0.69), (0, 0.48, -0.68), (0, 0.26, -0.66)), (0.030, 0.055, 0.070, 0.062, 0.012)),
        "tuft": (((0, 0.92, -0.565), (0, 0.82, -0.62), (0, 0.68, -0.64), (0, 0.54, -0.64), (0, 0.40, -0.64)), (0.022, 0.018, 0.018, 0.040, 0.010)),
    },
)  # fmt: skip

_PLANS = {"dog": _DOG, "cat": _CAT, "horse": _HORSE}
_MIDLINE = ("pelvis", "spine", "chest", "neck", "head")
_STEP = {"dog": 0.034, "cat": 0.036, "horse": 0.032}


class Quadruped:
    """One animal in rest: `joints()` in the order of JOINTS and EXTRA, and `pieces()`, both in
    metres. `eyes` is the point between the eyes, `mouth` where something is carried."""

    def __init__(self, breed: Breed, pattern: str, height: float) -> None:
        self.breed, self.pattern, self.height = breed, pattern, height
        self.plan = _PLANS[breed.species]
        self.head: AnimalHead = HEADS[breed.species]
        self.shaggy = breed.hair == "shaggy"
        self.unit = self.head.size * breed.head
        c, s = np.cos(self.head.pitch), np.sin(self.head.pitch)
        self._axes = np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])
        self.tail = self.plan.tail[breed.tail]
        self._plain = self._plain_joints()
        trunk = np.array(self.plan.trunk)
        bulk = breed.bulk + (0.10 if self.shaggy else 0.0)
        # A Profile runs along the second coordinate: the trunk's is z.
        self._half_x = Profile(trunk[:, 0], trunk[:, 1] * bulk)
        self._half_y = Profile(trunk[:, 0], trunk[:, 2] * (1 + 0.6 * (bulk - 1)))
        self._level = Profile(trunk[:, 0], trunk[:, 3])
        thick = 1 + 0.5 * (bulk - 1)
        at = np.arange(4.0)
        self._fore = Profile(at, np.array(self.plan.fore) * thick)
        self._hind = Profile(at, np.array(self.plan.hind) * thick)

    # -- bones ---------------------------------------------------------------------------

    def _plain_joints(self) -> dict[str, Array]:
        found: dict[str, Array] = {name: np.array(at, np.float64) for name, at in self.plan.middle.items()}
        paws = dict.fromkeys(("thumb", "index", "index_tip", "fingers_tip"), self.plan.left["fingers"])
        for name, at in {**self.plan.left, **paws}.items():
            found[f"{name}.L"] = np.array(at, np.float64)
            found[f"{name}.R"] = np.array(at, np.float64) * [-1, 1, 1]
        for k, point in enumerate(self.tail[0][:4]):
            found[f"tail.{k + 1}"] = np.array(point)
        head, muzzle = self.head, self.breed.muzzle
        for side, sign in (("L", 1.0), ("R", -1.0)):
            flip = np.array([sign, 1, 1])
            found[f"ear.{side}"] = self._face(np.array([head.ear]) * flip, found)[0]
            found[f"lid.{side}"] = self._face(np.array([head.eye]) * flip, found)[0]
        found["jaw"] = self._face(np.array([head.muzzle_at(muzzle, head.jaw)]), found)[0]
        return found

    def _face(self, points: Array, joints: Mapping[str, Array] | None = None) -> Array:
        """From head units to the plain body."""
        at = (joints or self._plain)["head"]
        middle = at + self._axes @ np.array([0.0, 0.15, 0.45]) * self.unit
        return np.asarray(middle + (points @ self._axes.T) * self.unit)

    def _from_world(self, p: Array) -> Array:
        middle = self._plain["head"] + self._axes @ np.array([0.0, 0.15, 0.45]) * self.unit
        return np.asarray((p - middle) @ self._axes / self.unit)

    def grown(self, p: Array) -> Array:
        """Where points of the plain body lie on this one, in metres."""
        q = np.array(p, np.float64)
        legs, long = self.breed.legs, self.breed.length
        q[..., 1] -= (1 - legs) * np.clip(p[..., 1], 0.0, 0.52)
        q[..., 2] += (long - 1) * np.clip(p[..., 2], -0.40, 0.40)
        whole = 1 - (1 - legs) * 0.52
        return np.asarray(q * (self.height / whole))

    def joints(self) -> Array:
        """(J, 3) metres."""
        names = (*JOINTS, *(name for name, _ in EXTRA))
        return self.grown(np.stack([self._plain[name] for name in names]))

    @property
    def eyes(self) -> Array:
        """The point between the eyes."""
        _, y, z = self.head.eye
        return np.asarray(self.grown(self._face(np.array([[0.0, y, z]])))[0])

    @property
    def mouth(self) -> Array:
        """Where something is carried between the teeth."""
        z, y = self.head.mouth
        tip = self.head.muzzle_at(self.breed.muzzle, (0.0, y[0], 0.62 * z[1]))
        return np.asarray(self.grown(self._face(np.array([tip])))[0])

    # -- fields --------------------------------------------------------------------------

    def body(self, p: Array) -> Array:
        """Everything that is of one skin: trunk, neck, head, legs, with the fur on it."""
        d = self._smooth(p)
        return d - self._fur(p) if self.shaggy else d

    def _smooth(self, p: Array) -> Array:
        q = folded(p)
        along = np.stack([p[:, 0], p[:, 2], p[:, 1]], 1)
        d = superellipse_loft(along, self._half_x, self._half_y, self._level)
        plan, at = self.plan, self._plain
        neck_a, neck_b = at["neck"] + [0, -0.06, -0.02], at["head"] + [0, 0.02, 0.02]
        thick = 1 + 0.5 * (self.breed.bulk - 1) + (0.16 if self.shaggy else 0.0)
        d = smooth_min(d, capsule(p, neck_a, neck_b, plan.neck[0] * thick, plan.neck[1] * thick), 0.09)
        d = smooth_min(d, ellipsoid(q, *plan.shoulder), 0.06)
        d = smooth_min(d, ellipsoid(q, *plan.thigh), 0.06)
        for names, radius, blend in (
            (("upper_arm", "forearm", "hand", "fingers"), self._fore, 0.045),
            (("thigh", "shin", "foot", "toe"), self._hind, 0.045),
        ):
            leg = limb(q, [at[f"{n}.L"] for n in names], radius, 0.03)[0]
            x, _, z = at[f"{names[-1]}.L"]
            w, h, length = plan.paw
            paw = ellipsoid(q, (x, h * 0.92, z + 0.35 * length), (w, h, length))
            if self.breed.species == "horse":
                paw = capsule(q, (x, 0.085, z), (x, 0.0, z + 0.024), 0.040, 0.064)
            leg = smooth_min(leg, paw, 0.025)
            d = smooth_min(d, np.maximum(leg, -p[:, 1]), blend)
        return smooth_min(d, self.head.skull(self._from_world(p), self.breed.muzzle) * self.unit, 0.05)

    def _fur(self, p: Array) -> Array:
        """Locks that lie back and hang: rows of teeth in the outline, shorter at face and paws."""
        head = self._from_world(p)
        face = ramp(0.1, 0.9, head[:, 2]) * ramp(-1.2, -0.2, head[:, 1])
        much = (1 - face) * ramp(0.06, 0.30, p[:, 1])
        around = np.arctan2(p[:, 0], p[:, 1] - 0.78)
        row = p[:, 1] * 6.0 - p[:, 2] * 1.8 + 0.30 * np.sin(4 * around)
        part = row - np.floor(row)
        # Each row hangs over the one below it; where it ends, nothing jumps.
        tooth = np.minimum(part / 0.28, 1) * (1 - part)
        lock = 0.75 + 0.25 * np.cos(p[:, 2] * 13 + 2.3 * np.floor(row) + 3 * around)
        return np.asarray(0.022 * (1 - face) + 0.062 * tooth * lock * much)

    # -- pieces --------------------------------------------------------------------------

    def pieces(self) -> list[Piece]:
        """Skin, eyes, lids, nose, ears, tail, and a mane; weighted."""
        made = [self._skin(), self._tail(), self._ears(), *self._eyes(), self._nose()]
        if self.breed.species == "horse":
            made.append(self._mane())
        for piece in made:
            piece.vertices = self.grown(piece.vertices)
        return made

    def _skin(self) -> Piece:
        step = _STEP[self.breed.species]
        low, high = (-0.42, -0.03, -0.82), (0.42, 1.72, 1.42)
        vertices, normals, faces = surface_nets(self.body, low, high, step, 2)
        head = self._from_world(vertices[faces].mean(1))
        fine = (head[:, 2] > -1.2) & (np.abs(head[:, 0]) < 1.6) & (head[:, 1] > -1.3)
        paws = vertices[faces].mean(1)[:, 1] < 0.34
        vertices, normals, faces = refined(vertices, faces, fine | paws, self.body, step)
        head = self._from_world(vertices[faces].mean(1))
        fine = (head[:, 2] > 0.2) & (np.abs(head[:, 0]) < 1.3) & (head[:, 1] > -1.1) & (self.breed.species != "horse")
        vertices, normals, faces = refined(vertices, faces, fine, self.body, step / 2)
        if self.shaggy:
            # The outline is tufted; light falls on it as on one smooth body.
            smooth = normalized(gradient(self._smooth, vertices, 0.03))
            normals = normalized(0.35 * normals + smooth)
        piece = Piece(vertices, normals, faces, "coat")
        self._mark(piece)
        mouth_z, mouth_y = self.head.mouth
        stretch = self.breed.muzzle

        def below(p: Array) -> Array:
            q = self._from_world(p)
            z = _unstretched(q[:, 2], stretch)
            line = np.interp(z, mouth_z, mouth_y) + 0.10 * np.abs(q[:, 0])
            inside = np.minimum(np.minimum(q[:, 1] + 1.35, 2.0 - np.abs(q[:, 0])), 4.2 - z)
            # From the corner of the mouth the seam runs down and forward under the chin.
            lip = z - mouth_z[0] - 1.2 * np.clip(line - q[:, 1], 0, None)
            return np.minimum(np.minimum(line - q[:, 1], lip), inside)

        # A seam between two zones is inked: that is the mouth.
        piece.mark(below, 1)
        piece.weights = self._weights(piece.vertices, below(piece.vertices))
        return piece

    def _mark(self, piece: Piece) -> None:
        """The markings of the coat, without a line round them."""
        for field, material in markings(self.pattern, self.breed.species, self._from_world):
            piece.mark(field, 0, material)

    def _tail(self) -> Piece:
        points, radii = self.tail
        # A smooth way through the joints.
        at, r = np.arange(5.0), np.array(radii)
        bones = [
            np.asarray(x)
            for x in np.stack([Profile(at, np.array(points)[:, k])(np.linspace(0, 4, 13)) for k in range(3)], 1)
        ]
        radius = Profile(at * 3, r)
        tip = float(r[-1])

        def field(p: Array) -> Array:
            d, place = limb(p, bones, radius, 0.015)
            if self.breed.tail in ("plume", "brush", "hair"):
                rough = {"plume": 0.018, "brush": 0.008, "hair": 0.012}[self.breed.tail]
                d = d - rough * ramp(0.5, 3, place) * np.cos(place * 2.1 + np.arctan2(p[:, 0], 0.04) * 3)
            return np.asarray(d)

        whole = np.array(points)
        low, high = whole.min(0) - radii[2] * 1.6 - 0.04, whole.max(0) + radii[2] * 1.6 + 0.04
        step = max(0.018, min(0.030, tip * 1.2))
        vertices, normals, faces = surface_nets(field, low.tolist(), high.tolist(), step, 2)
        hair = self.breed.species == "horse"
        piece = Piece(vertices, normals, faces, "dark" if hair else "coat")
        piece.zones[:] = 2 if hair else 0
        if self.breed.species == "cat" and self.pattern == "tabby":
            piece.mark(lambda p: np.cos(limb(p, bones, radius)[1] * 2.4) - 0.35, 0, "dark")
        elif self.pattern == "bib" and self.breed.tail in ("brush", "plume", "cat"):
            piece.mark(lambda p: limb(p, bones, radius)[1] - 9.2, 0, "second")
        weights = np.zeros((len(piece.vertices), len(JOINTS) + len(EXTRA)))
        place = limb(piece.vertices, bones, radius)[1] / 3
        _chain(weights, place, ("tail.1", "tail.2", "tail.3", "tail.4"), 0.35)
        root = ramp(0.12, -0.12, place)[:, None]
        pelvis = np.zeros_like(weights)
        pelvis[:, 0] = 1
        piece.weights = weights * (1 - root) + pelvis * root
        return piece

    def _ears(self) -> Piece:
        kind = self.breed.ears
        if self.breed.species == "horse":
            kind = "long" if kind == "long" else "horse"

        def field(p: Array) -> Array:
            return np.asarray(self.head.ears(self._from_world(p), kind) * self.unit)

        reach = 2.6 * self.unit
        root = self._face(np.array([self.head.ear]))[0]
        low, high = root - reach, root + reach
        low[0], high[0] = -(root[0] + reach), root[0] + reach
        step = 0.135 * self.unit
        vertices, normals, faces = surface_nets(field, low.tolist(), high.tolist(), step, 2)
        piece = Piece(vertices, normals, faces, "ear")
        piece.zones[:] = 3
        inner = self._axes @ np.array([0.3, -0.1, 0.95])
        if kind in ("prick", "long", "horse") or self.breed.species == "cat":
            towards = piece.normals * np.stack(
                [np.sign(piece.vertices[:, 0]), np.ones(len(vertices)), np.ones(len(vertices))], 1
            )
            facing = (towards @ inner)[piece.faces].mean(1) > 0.80
            piece.names.append("ear inner")
            piece.materials = np.where(facing, 1, 0)
        weights = np.zeros((len(piece.vertices), len(JOINTS) + len(EXTRA)))
        for side, mine in (("L", piece.vertices[:, 0] >= 0), ("R", piece.vertices[:, 0] < 0)):
            weights[mine, _column(f"ear.{side}")] = 1
        piece.weights = weights
        return piece

    def _ball(
        self, middle: Point, radii: Point | Array, material: str, joint: str, detail: float = 0.4, zone: int = 4
    ) -> Piece:
        """An ellipsoid of the head, in head units."""
        r = np.asarray(radii, np.float64)
        step = detail * float(r.min())
        low, high = np.asarray(middle) - 1.3 * r, np.asarray(middle) + 1.3 * r
        vertices, normals, faces = surface_nets(lambda p: ellipsoid(p, middle, r), low.tolist(), high.tolist(), step, 2)
        piece = Piece(self._face(vertices), normals @ self._axes.T, faces, material)
        piece.zones[:] = zone
        piece.weights = np.zeros((len(vertices), len(JOINTS) + len(EXTRA)))
        piece.weights[:, _column(joint)] = 1
        return piece

    def _eyes(self) -> list[Piece]:
        made = []
        species = self.breed.species
        x, y, z = self.head.eye
        r = self.head.eye_size
        # Outward: where the eye looks, halfway to the side.
        out = normalized(np.array([0.42 if species != "horse" else 0.95, 0.06, 1.0 if species != "horse" else 0.45]))
        for sign, side in ((1.0, "L"), (-1.0, "R")):
            flip = np.array([sign, 1, 1])
            at = np.array([x, y, z]) * flip
            aim = out * flip
            ahead = normalized(np.array([-0.02 * sign, 0.0, 1.0])) if species != "horse" else aim
            made.append(self._ball(tuple(at), (r, r * 1.08, r), "eye" if species != "cat" else "iris", "head", 0.34, 5))
            if species == "cat":
                made.append(
                    self._ball(tuple(at + ahead * r * 0.50), (r * 0.40, r * 0.82, r * 0.56), "eye", "head", 0.42, 6)
                )
            glint = at + (ahead * 0.80 + np.array([0.20, 0.42, 0.0])) * r
            made.append(self._ball(tuple(glint), np.full(3, r * 0.27), "shine", "head", 0.6, 7))
            made.append(self._lid(at, aim, r, f"lid.{side}"))
        return made

    def _lid(self, at: Array, aim: Array, r: float, joint: str) -> Piece:
        """A cap over the eye: it lies behind and above it, its edge a brow, and turns down over it."""
        up = normalized(np.array([0.0, 1.0, 0.0]) - aim * aim[1])
        lean = normalized(up - 0.75 * aim)

        def field(p: Array) -> Array:
            q = p - at
            shell = np.sqrt((q * q).sum(1)) - r * 1.13
            return np.asarray(np.maximum(shell, r * 0.10 - q @ lean))

        low, high = at - 1.4 * r, at + 1.4 * r
        vertices, normals, faces = surface_nets(field, low.tolist(), high.tolist(), 0.34 * r, 2)
        piece = Piece(self._face(vertices), normals @ self._axes.T, faces, "lid")
        piece.zones[:] = 8
        piece.weights = np.zeros((len(vertices), len(JOINTS) + len(EXTRA)))
        piece.weights[:, _column(joint)] = 1
        return piece

    def _nose(self) -> Piece:
        if self.breed.species != "horse":
            nose = self.head.muzzle_at(self.breed.muzzle, self.head.nose)
            return self._ball(nose, self.head.nose_size, "nose", "head", 0.42, 9)
        pieces = []
        for sign in (1.0, -1.0):
            x, y, z = self.head.muzzle_at(self.breed.muzzle, self.head.nose)
            pieces.append(self._ball((x * sign, y, z), self.head.nose_size, "eye", "head", 0.5, 9))
        first, second = pieces
        count = len(first.vertices)
        whole = Piece(
            np.concatenate([first.vertices, second.vertices]), np.concatenate([first.normals, second.normals]),
            np.concatenate([first.faces, second.faces + count]), "eye",
        )  # fmt: skip
        whole.zones[:] = 9
        assert first.weights is not None
        assert second.weights is not None
        whole.weights = np.concatenate([first.weights, second.weights])
        return whole

    def _mane(self) -> Piece:
        """Hair along the crest of the neck, over the withers and between the ears."""
        top = self._face(np.array([[0.0, 0.72, 0.10], [0.0, 0.55, 0.75]]))
        crest = [
            top[1],
            top[0],
            self._plain["head"] + [0, 0.10, -0.11],
            np.array([0, 1.13, 0.49]),
            np.array([0, 0.985, 0.30]),
        ]
        radius = Profile(np.arange(5.0), np.array([0.022, 0.055, 0.062, 0.062, 0.018]))
        short = self.breed.tail == "tuft"

        def field(p: Array) -> Array:
            q = p.copy()
            # It falls to the right side.
            fall = np.clip(-q[:, 0], 0, None)
            q[:, 1] += (0.0 if short else 1.9) * fall
            q[:, 0] *= 0.75 if not short else 1.4
            d, place = limb(q, crest, radius, 0.02)
            return np.asarray(d * 0.7 - 0.009 * np.cos(place * 11 + q[:, 1] * 9))

        vertices, normals, faces = surface_nets(field, (-0.22, 0.75, 0.1), (0.16, 1.62, 1.1), 0.028, 2)
        piece = Piece(vertices, normals, faces, "dark")
        piece.zones[:] = 10
        head = ramp(0.05, -0.25, limb(vertices, crest, radius)[1] - 1.7)
        weights = np.zeros((len(vertices), len(JOINTS) + len(EXTRA)))
        low = ramp(2.6, 3.8, limb(vertices, crest, radius)[1])
        weights[:, _column("head")] = head
        weights[:, _column("neck")] = (1 - head) * (1 - 0.6 * low)
        weights[:, _column("chest")] = (1 - head) * 0.6 * low
        piece.weights = weights
        return piece

    # -- skinning ------------------------------------------------------------------------

    def _weights(self, p: Array, jaw: Array) -> Array:
        """By the nearest bones: each counts by how much further it is than the nearest one."""
        at = self._plain
        bones: list[tuple[str, Array, Array, float]] = [
            ("pelvis", at["pelvis"] + [0, -0.04, -0.20], at["spine"] + [0, -0.06, -0.08], 0.16),
            ("spine", at["spine"] + [0, -0.06, -0.04], at["chest"] + [0, -0.06, -0.10], 0.16),
            ("chest", at["chest"] + [0, -0.08, -0.06], at["neck"] + [0, -0.10, 0.02], 0.18),
            ("neck", at["neck"] + [0, 0.02, 0.02], at["head"] + [0, -0.02, -0.02], self.plan.neck[1]),
            ("head", at["head"] + [0, 0.03, 0.03], self._face(np.array([[0.0, -0.2, 1.2]]))[0], self.unit * 0.8),
        ]  # fmt: skip
        legs = (("upper_arm", "forearm", 0.085), ("forearm", "hand", 0.065), ("hand", "fingers", 0.05), ("thigh", "shin", 0.12), ("shin", "foot", 0.075), ("foot", "toe", 0.05))  # fmt: skip
        for side in "LR":
            bones += [(f"{a}.{side}", at[f"{a}.{side}"], at[f"{b}.{side}"], r) for a, b, r in legs]
            for paw in ("fingers", "toe"):
                joint = at[f"{paw}.{side}"]
                bones.append(
                    (f"{paw}.{side}", joint + np.array([0, -0.01, 0.01]), joint + np.array([0, -0.02, 0.08]), 0.045)
                )
        far = np.stack([capsule(p, a, b, r, r) for _, a, b, r in bones], 1)
        # A leg never takes hold of the other side of the body.
        for k, (name, _, _, _) in enumerate(bones):
            if name.endswith(".L"):
                far[:, k] += np.clip(-p[:, 0], 0, None) * 4
            elif name.endswith(".R"):
                far[:, k] += np.clip(p[:, 0], 0, None) * 4
        near = np.clip(1 - (far - far.min(1, keepdims=True)) / 0.085, 0, None) ** 2
        weights = np.zeros((len(p), len(JOINTS) + len(EXTRA)))
        for k, (name, _, _, _) in enumerate(bones):
            weights[:, _column(name)] += near[:, k]
        weights /= weights.sum(1, keepdims=True)
        moved = ramp(-0.02, 0.10, jaw)[:, None] * weights[:, _column("head")][:, None]
        opened = np.zeros_like(weights)
        opened[:, _column("jaw")] = moved[:, 0]
        weights[:, _column("head")] -= moved[:, 0]
        return np.asarray(weights + opened)


def _unstretched(z: Array, muzzle: float) -> Array:
    return np.where(z > 0.75, 0.75 + (z - 0.75) / muzzle, z)


_NAMES = (*JOINTS, *(name for name, _ in EXTRA))


def _column(joint: str) -> int:
    return _NAMES.index(joint)


def _chain(weights: Array, place: Array, names: Sequence[str], soft: float) -> None:
    """Along a row of bones: `place` counts 1 a bone."""
    for k, name in enumerate(names):
        rises = ramp(k - soft, k + soft, place) if k else np.ones(len(place))
        falls = ramp(k + 1 - soft, k + 1 + soft, place) if k < len(names) - 1 else np.zeros(len(place))
        weights[:, _column(name)] = rises * (1 - falls)
