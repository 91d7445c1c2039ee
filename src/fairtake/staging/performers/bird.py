"""The body of a bird: rounded, on thin legs, with wings that are spread in the rest pose.

Built for a standing height of one metre, over the origin, facing +z; `grown` scales it. The
wings are spread to the sides so that they skin well; whoever plays a bird folds them.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.figure import JOINTS
from fairtake.staging.performers.animal_looks import Breed
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.sdf import Array, Field, Profile, capsule, ellipsoid, folded, limb, ramp, smooth_min
from fairtake.staging.performers.surface_nets import surface_nets

__all__ = ["BIRD_EXTRA", "Bird"]

BIRD_EXTRA: tuple[tuple[str, str], ...] = (("tail.1", "pelvis"), ("lid.L", "head"), ("lid.R", "head"), ("jaw", "head"))
"""What a bird has beyond the common joints."""

_NAMES = (*JOINTS, *(name for name, _ in BIRD_EXTRA))
_MIDDLE = {
    "pelvis": (0, 0.46, -0.16), "spine": (0, 0.50, -0.02), "chest": (0, 0.56, 0.10), "neck": (0, 0.68, 0.22), "head": (0, 0.80, 0.30),
}  # fmt: skip
_LEFT = {
    "shoulder": (0.06, 0.64, 0.15), "upper_arm": (0.13, 0.64, 0.16), "forearm": (0.36, 0.64, 0.13), "hand": (0.62, 0.64, 0.13),
    "fingers": (0.84, 0.64, 0.12), "thigh": (0.09, 0.36, -0.02), "shin": (0.10, 0.28, 0.10), "foot": (0.10, 0.13, -0.04), "toe": (0.10, 0.018, 0.0),
}  # fmt: skip


class Bird:
    """One bird in rest; see Quadruped for `joints`, `pieces`, `eyes` and `mouth`."""

    def __init__(self, breed: Breed, pattern: str, height: float) -> None:
        self.breed, self.pattern, self.height = breed, pattern, height
        at: dict[str, Array] = {name: np.array(point, np.float64) for name, point in _MIDDLE.items()}
        spare = dict.fromkeys(("thumb", "index", "index_tip", "fingers_tip"), _LEFT["fingers"])
        for name, point in {**_LEFT, **spare}.items():
            at[f"{name}.L"] = np.array(point, np.float64)
            at[f"{name}.R"] = np.array(point, np.float64) * [-1, 1, 1]
        self._skull = at["head"] + [0, 0.07, 0.05]
        self._r = 0.125 * breed.head
        at["tail.1"] = np.array([0, 0.42, -0.34])
        at["jaw"] = self._skull + np.array([0, -0.25, 0.6]) * self._r
        for side, sign in (("L", 1.0), ("R", -1.0)):
            at[f"lid.{side}"] = self._eye(sign)
        self._plain = at

    def _eye(self, sign: float) -> Array:
        return np.asarray(self._skull + np.array([0.74 * sign, 0.18, 0.52]) * self._r)

    def grown(self, p: Array) -> Array:
        """Where points of the plain bird lie, in metres."""
        return np.asarray(np.asarray(p, np.float64) * self.height)

    def joints(self) -> Array:
        """(J, 3) metres."""
        return self.grown(np.stack([self._plain[name] for name in _NAMES]))

    @property
    def eyes(self) -> Array:
        """The point between the eyes."""
        return self.grown(self._skull + np.array([0, 0.18, 0.6]) * self._r)

    @property
    def mouth(self) -> Array:
        """The tip of the beak."""
        return self.grown(self._skull + np.array([0, -0.2, 1.7]) * self._r)

    def body(self, p: Array) -> Array:
        """Trunk, neck and head."""
        q = folded(p)
        bulk = self.breed.bulk
        c, s = np.cos(0.42), np.sin(0.42)
        t = p - [0, 0.52, 0.0]
        tilted = np.stack([t[:, 0], c * t[:, 1] - s * t[:, 2], s * t[:, 1] + c * t[:, 2]], 1)
        d = ellipsoid(tilted, (0, 0, 0), (0.185 * bulk, 0.190 * bulk, 0.34))
        d = smooth_min(d, ellipsoid(p, (0, 0.56, 0.14), (0.155 * bulk, 0.17 * bulk, 0.165)), 0.10)
        d = smooth_min(d, capsule(p, (0, 0.66, 0.18), self._skull, 0.125, self._r * 0.9), 0.09)
        d = smooth_min(d, capsule(p, (0, 0.46, -0.22), (0, 0.41, -0.40), 0.12, 0.04), 0.10)
        d = smooth_min(d, ellipsoid(q, (0.09, 0.36, 0.0), (0.060, 0.10, 0.085)), 0.06)
        return smooth_min(d, ellipsoid(p, self._skull.tolist(), np.array([0.90, 0.94, 1.02]) * self._r), 0.05)

    def pieces(self) -> list[Piece]:
        """Body, beak, eyes, legs, tail and wings; weighted."""
        made = [self._trunk(), *self._beak(), *self._eyes(), self._legs(), self._fan(), *self._wings()]
        for piece in made:
            piece.vertices = self.grown(piece.vertices)
        return made

    def _meshed(self, field: Field, low: Array, high: Array, step: float, material: str, zone: int) -> Piece:
        vertices, normals, faces = surface_nets(field, low.tolist(), high.tolist(), step, 2)
        piece = Piece(vertices, normals, faces, material)
        piece.zones[:] = zone
        return piece

    def _on(self, piece: Piece, joint: str) -> Piece:
        piece.weights = np.zeros((len(piece.vertices), len(_NAMES)))
        piece.weights[:, _NAMES.index(joint)] = 1
        return piece

    def _trunk(self) -> Piece:
        piece = self._meshed(self.body, np.array([-0.32, 0.14, -0.5]), np.array([0.32, 1.06, 0.55]), 0.034, "coat", 0)
        breed = self.pattern
        if breed == "pied":
            piece.mark(
                lambda p: np.minimum(0.60 - p[:, 1] + 0.25 * p[:, 2], 0.36 - p[:, 1] + p[:, 2] + 0.2), 0, "second"
            )
        elif breed == "ringed":
            piece.mark(lambda p: 0.028 - np.abs(p[:, 1] - 0.70 - 0.3 * (p[:, 2] - 0.2)), 0, "second")
        elif breed == "mantled":
            piece.mark(lambda p: np.minimum(p[:, 1] - 0.50 - 0.8 * (p[:, 2] + 0.1), 0.15 - p[:, 2]), 0, "second")
        p = piece.vertices
        weights = np.zeros((len(p), len(_NAMES)))
        head = ramp(0.72, 0.84, p[:, 1] + 0.25 * (p[:, 2] - 0.2))
        neck = ramp(0.60, 0.74, p[:, 1] + 0.25 * (p[:, 2] - 0.1)) * (1 - head)
        chest = ramp(-0.12, 0.12, p[:, 2]) * (1 - head - neck)
        for name, value in (("head", head), ("neck", neck), ("chest", chest), ("pelvis", 1 - head - neck - chest)):
            weights[:, _NAMES.index(name)] = value
        piece.weights = weights
        return piece

    def _beak(self) -> list[Piece]:
        r, at = self._r, self._skull
        long = {"crow": 1.25, "gull": 1.2, "magpie": 1.1, "dove": 0.72, "sparrow": 0.55}.get(self._name(), 0.9)
        made = []
        for joint, lift, thick in (("head", 0.05, 0.30), ("jaw", -0.20, 0.20)):
            a = at + np.array([0, lift, 0.75]) * r
            b = at + np.array([0, lift - 0.26 if joint == "head" else lift - 0.06, 0.85 + long]) * r

            def field(p: Array, a: Array = a, b: Array = b, thick: float = thick) -> Array:
                q = p.copy()
                q[:, 0] = q[:, 0] * 1.25
                return capsule(q, a, b, thick * r, 0.05 * r) * 0.8

            low, high = np.minimum(a, b) - 0.4 * r, np.maximum(a, b) + 0.4 * r
            made.append(self._on(self._meshed(field, low, high, 0.10 * r, "beak", 1 if joint == "head" else 2), joint))
        return made

    def _name(self) -> str:
        from fairtake.staging.performers.animal_looks import BREEDS

        return next((name for name, breed in BREEDS.items() if breed is self.breed), "")

    def _eyes(self) -> list[Piece]:
        made = []
        for sign, side in ((1.0, "L"), (-1.0, "R")):
            at, r = self._eye(sign), 0.27 * self._r
            out = np.array([0.80 * sign, 0.1, 0.55])

            def ball(p: Array, at: Array = at, r: float = r) -> Array:
                return np.asarray(np.sqrt(((p - at) ** 2).sum(1)) - r)

            made.append(self._on(self._meshed(ball, at - 1.3 * r, at + 1.3 * r, 0.4 * r, "eye", 3), "head"))
            spot = at + out * r * 0.75 + [0, 0.4 * r, 0.1 * r]

            def glint(p: Array, spot: Array = spot, r: float = r) -> Array:
                return np.asarray(np.sqrt(((p - spot) ** 2).sum(1)) - 0.32 * r)

            made.append(self._on(self._meshed(glint, spot - 0.5 * r, spot + 0.5 * r, 0.2 * r, "shine", 4), "head"))

            lean = np.array([0.0, 1.0, 0.0]) - 0.75 * np.array([0.82 * sign, 0.0, 0.57])
            lean /= np.linalg.norm(lean)

            def cap(p: Array, at: Array = at, r: float = r, lean: Array = lean) -> Array:
                q = p - at
                return np.asarray(np.maximum(np.sqrt((q * q).sum(1)) - 1.14 * r, 0.10 * r - q @ lean))

            made.append(self._on(self._meshed(cap, at - 1.4 * r, at + 1.4 * r, 0.36 * r, "lid", 5), f"lid.{side}"))
        return made

    def _legs(self) -> Piece:
        at = self._plain
        bones = [at[f"{n}.L"] for n in ("thigh", "shin", "foot", "toe")]
        radius = Profile(np.arange(4.0), np.array([0.050, 0.038, 0.018, 0.016]))

        def field(p: Array) -> Array:
            q = folded(p)
            d = limb(q, bones, radius, 0.01)[0]
            x, _, z = at["toe.L"]
            for turn, long in ((0.0, 0.13), (0.6, 0.11), (-0.6, 0.11), (3.14, 0.08)):
                tip = (x + long * np.sin(turn), 0.012, z + long * np.cos(turn))
                d = smooth_min(d, capsule(q, (x, 0.018, z), tip, 0.021, 0.015), 0.008)
            return d

        piece = self._meshed(field, np.array([-0.26, -0.02, -0.16]), np.array([0.26, 0.46, 0.22]), 0.014, "leg", 6)
        p = piece.vertices
        weights = np.zeros((len(p), len(_NAMES)))
        place = limb(folded(p), bones, radius)[1]
        place = np.where(p[:, 1] < 0.035, 3.2, place)
        for side, mine in (("L", p[:, 0] >= 0), ("R", p[:, 0] < 0)):
            for k, name in enumerate(("thigh", "shin", "foot", "toe")):
                rises = ramp(k - 0.15, k + 0.15, place) if k else 1.0
                falls = ramp(k + 0.85, k + 1.15, place) if k < 3 else 0.0
                weights[:, _NAMES.index(f"{name}.{side}")] = np.where(mine, rises * (1 - falls), 0)
        piece.weights = weights
        return piece

    def _fan(self) -> Piece:
        long = 0.62 if self.breed.tail == "long" else 0.40

        def field(p: Array) -> Array:
            q = p - [0, 0.43, -0.34]
            c, s = np.cos(0.16), np.sin(0.16)
            y, z = c * q[:, 1] - s * q[:, 2], s * q[:, 1] + c * q[:, 2]
            t = np.clip(-z / long, 0, 1)
            half = 0.055 + 0.045 * t
            return np.asarray(
                np.maximum(
                    np.maximum(np.abs(q[:, 0]) - half, np.abs(y) - 0.020),
                    np.maximum(z - 0.08, -z - long + 0.10 * np.abs(q[:, 0])),
                )
            )

        low, high = np.array([-0.16, 0.26, -0.46 - long]), np.array([0.16, 0.56, -0.2])
        material = "dark" if self.pattern in ("plain", "pied") else "second"
        return self._on(self._meshed(field, low, high, 0.024, material, 7), "tail.1")

    def _wings(self) -> list[Piece]:
        made = []
        root = self._plain["upper_arm.L"]

        def field(p: Array) -> Array:
            x = p[:, 0] - root[0]
            t = np.clip(x / 0.84, -0.1, 1)
            lead = 0.055 - 0.10 * t**2
            trail = (
                -0.27 + 0.02 * t + 0.18 * np.clip(t - 0.55, 0, 1) ** 1.4 - 0.022 * np.abs(np.sin(t * 17)) * (t > 0.3)
            )
            z = p[:, 2] - root[2]
            edge = np.maximum(z - lead, trail - z)
            edge = np.maximum(edge, np.maximum(x - 0.84 + 0.5 * np.abs(z + 0.12), -0.03 - x))
            camber = 0.03 * np.cos(np.clip((z + 0.1) / 0.2, -1.5, 1.5))
            return np.asarray(np.maximum(edge, np.abs(p[:, 1] - root[1] - camber + 0.02) - (0.026 - 0.012 * t)))

        left = self._meshed(field, np.array([0.05, 0.55, -0.3]), np.array([1.2, 0.74, 0.3]), 0.026, "coat", 8)
        tip = 0.72 if self.pattern == "mantled" else 0.62

        def flights(p: Array) -> Array:
            x = (p[:, 0] - root[0]) / 0.84
            return np.asarray(np.maximum(x - tip, -0.125 - (p[:, 2] - root[2])) * 0.3)

        if self.pattern == "mantled":
            left.mark(lambda p: np.ones(len(p)), 8, "second")
        left.mark(flights, 8, "dark" if self.pattern != "pied" else "coat")
        if self.pattern == "pied":
            left.mark(lambda p: np.minimum(0.30 - (p[:, 0] - root[0]), p[:, 2] - root[2] + 0.12), 8, "second")
        right = left.mirrored()
        for piece, side in ((left, "L"), (right, "R")):
            x = np.abs(piece.vertices[:, 0])
            weights = np.zeros((len(x), len(_NAMES)))
            out, far = ramp(0.29, 0.43, x), ramp(0.55, 0.69, x)
            weights[:, _NAMES.index(f"upper_arm.{side}")] = 1 - out
            weights[:, _NAMES.index(f"forearm.{side}")] = out * (1 - far)
            weights[:, _NAMES.index(f"hand.{side}")] = far
            piece.weights = weights
            made.append(piece)
        return made
