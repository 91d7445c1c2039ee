"""The body under the clothes: proportions, joints at rest and the fields of its parts.

Everything is built for an adult of 1.75 m, in metres, feet on y = 0, facing +z, arms a
little away from the sides; `figure` scales the whole to the asked height. Children are the
same body with a larger head and softer forms, scaled down.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.figure import JOINTS, Appearance
from fairtake.staging.performers.sdf import (
    Array,
    Profile,
    capsule,
    ellipsoid,
    folded,
    limb,
    normalized,
    ramp,
    smooth_min,
    superellipse_loft,
)

__all__ = ["CHIN", "HEAD", "Body"]

CHIN = np.array([0.0, 1.483, 0.014])
"""Where head units start: the level of the chin."""
HEAD = 0.268
"""An adult head's height in metres, chin to crown: one head unit."""

_TORSO_Y = np.array([0.78, 0.84, 0.91, 1.0, 1.10, 1.20, 1.30, 1.37, 1.42, 1.50])
_ARM_AT = (0.0, 0.25, 0.55, 0.9, 1.0, 1.25, 1.6, 2.0, 2.3)
_LEG_AT = (0.0, 0.3, 0.7, 1.0, 1.3, 1.6, 2.0, 2.3)


def _child(age: float) -> float:
    """0 from the age of 17, 1 at four."""
    return float(np.clip((17 - age) / 13, 0, 1))


class Body:
    """The naked shape of one performer, as fields, and the joints inside it.

    `head_size` metres of one head unit; `curves` 0..1 how womanly the figure is; `arm`,
    `leg` the joints of the left limbs; `hand_axis` the direction of the left hand, `hand_back`
    the outward normal of its back and `hand_thumb` the direction of its thumb side.
    """

    def __init__(self, appearance: Appearance) -> None:
        self.child = _child(appearance.age)
        self.femininity = appearance.femininity
        self.curves = appearance.femininity * (1 - min(1.0, self.child * 2.2))
        self.build = appearance.build
        self.muscle = (appearance.muscle - 0.3) * (1 - self.child)
        self.old = float(np.clip((appearance.age - 60) / 25, 0, 1))
        self.stoop = float(np.clip((appearance.age - 64) / 18, 0, 1))
        self.head_size = HEAD * (1 + 0.30 * self.child)
        tall = (appearance.height - 1.73) * (1 - min(1.0, 3 * self.child))
        self.leg_length = 1 - 0.13 * self.child + float(np.clip(0.25 * tall, -0.04, 0.06))
        self._measure()
        self._torso_profiles()
        self._limb_profiles()

    def _measure(self) -> None:
        slim = self.femininity * 0.8 if self.child > 0.3 else self.femininity
        broad = 1 + 0.1 * (self.build - 0.35) + 0.17 * self.muscle
        self.shoulder = _between(0.169, 0.143, slim) * broad * (1 - 0.10 * self.child)
        self.shoulder_y = 1.372 - 0.012 * self.old
        upper = normalized(np.array([0.66, -0.75, 0.0]))
        lower = normalized(np.array([0.62, -0.77, 0.13]))
        shoulder = np.array([self.shoulder, self.shoulder_y, -0.01])
        elbow = shoulder + upper * 0.275
        self.arm = (shoulder, elbow, elbow + lower * 0.245)
        self.hand_axis = lower
        back = np.array([0.75, 0.62, 0.0])
        self.hand_back = normalized(back - lower * (back @ lower))
        self.hand_thumb = np.cross(self.hand_axis, self.hand_back)
        self.leg = (np.array([0.09, 0.91, 0.0]), np.array([0.108, 0.495, 0.012]), np.array([0.112, 0.085, -0.018]))
        self.hand_scale = _between(1.0, 0.9, self.femininity) * (1 + 0.06 * self.child)

    def _torso_profiles(self) -> None:
        f = self.curves
        w = 1 + 0.30 * (self.build - 0.35) - 0.06 * self.child
        widths = np.array([1, w, w, w, w, w, 1 + 0.6 * (w - 1), 1, 1, 1])
        belly = max(0.0, self.build - 0.4) * 0.10 + 0.012 * self.child + 0.012 * self.old
        hip, waist = _between(0.156, 0.172, f), _between(0.141, 0.121, f)
        half_x = [0.10, 0.150, hip, _between(0.148, 0.150, f), waist, _between(0.152, 0.131, f)]
        half_x += [_between(0.166, 0.143, f), _between(0.138, 0.114, f), 0.078, 0.050]
        strong = np.array([0, 0, 0, -0.02, -0.05, 0.04, 0.15, 0.12, 0.10, 0]) * self.muscle
        half_z = [0.07, 0.100, _between(0.115, 0.118, f), _between(0.105, 0.100, f), _between(0.098, 0.086, f)]
        half_z += [_between(0.112, 0.100, f), _between(0.116, 0.102, f), 0.092, 0.066, 0.050]
        forward = np.array([0, -0.005, -0.012, 0, 0.004, 0.002, 0.002, -0.012 - 0.012 * self.old, -0.018, -0.015])
        bulge_x = belly * np.array([0, 0, 0.2, 0.6, 0.8, 0.4, 0, 0, 0, 0])
        bulge_z = belly * np.array([0, 0, 0.4, 1.2, 1.4, 0.6, 0, 0, 0, 0])
        bulge_m = belly * np.array([0, 0, 0.2, 0.7, 0.9, 0.3, 0, 0, 0, 0])
        narrow = np.array([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) - 0.10 * self.child * np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 0])
        self._half_x = Profile(_TORSO_Y, np.array(half_x) * widths * narrow * (1 + strong) + bulge_x)
        self._half_z = Profile(_TORSO_Y, np.array(half_z) * widths * (1 + strong) + bulge_z)
        self._middle = Profile(_TORSO_Y, forward + bulge_m)

    def _limb_profiles(self) -> None:
        heavy = self.build - 0.35
        strong = 1 + 0.42 * self.muscle
        self.arm_factor = _between(1.0, 0.82, self.femininity) * (1 + 0.25 * heavy) * (1 - 0.10 * self.child) * strong
        self.leg_factor = _between(1.0, 1.02, self.curves) * (1 + 0.28 * heavy) * (1 - 0.06 * self.child)
        arm = np.array([0.051, 0.052, 0.047, 0.040, 0.040, 0.043, 0.036, 0.027, 0.027])
        leg = np.array([0.086, 0.078, 0.062, 0.052, 0.053, 0.042, 0.034, 0.034])
        self._arm = Profile(_ARM_AT, arm * self.arm_factor)
        self._leg = Profile(_LEG_AT, leg * self.leg_factor)

    def sleeve(self, radii: tuple[float, ...]) -> Profile:
        """A sleeve's radius along the arm, from its nine values for a man of middle build."""
        return Profile(
            _ARM_AT,
            np.array(radii)
            * _between(1.0, 0.86, self.femininity)
            * (1 + 0.25 * (self.build - 0.35))
            * (1 + 0.34 * max(0.0, self.muscle)),
        )

    def trouser(self, radii: tuple[float, ...]) -> Profile:
        """A trouser leg's radius along the leg, from its eight values."""
        return Profile(_LEG_AT, np.array(radii) * (1 + 0.28 * (self.build - 0.35)) * (1 - 0.06 * self.child))

    def torso(self, p: Array, offset: float = 0.0) -> Array:
        """Hips to shoulders, `offset` metres off the skin."""
        half_x, half_z = (
            (self._half_x.plus(offset), self._half_z.plus(offset)) if offset else (self._half_x, self._half_z)
        )
        d = superellipse_loft(p, half_x, half_z, self._middle)
        q = folded(p)
        girdle_a = (0.03, self.shoulder_y + 0.058, -0.025)
        girdle_b = (self.shoulder - 0.02, self.shoulder_y - 0.004, -0.014)
        d = smooth_min(d, capsule(q, girdle_a, girdle_b, 0.033 + offset * 0.6, 0.034 + offset * 0.6), 0.045)
        if self.curves > 0.3:
            radii = np.array([0.066, 0.068, 0.060]) * (0.68 + 0.28 * self.curves) + offset
            # Rounded across the middle: a crease there would be inked.
            soft = np.stack([np.sqrt(p[:, 0] ** 2 + 0.035**2), p[:, 1], p[:, 2]], 1)
            d = smooth_min(d, ellipsoid(soft, (0.074, 1.278 - 0.02 * self.old, 0.060), radii), 0.055)
        return smooth_min(d, ellipsoid(q, (0.08, 0.90, -0.055), np.array([0.09, 0.095, 0.078]) + offset), 0.05)

    def arms(self, p: Array, offset: float = 0.0, radius: Profile | None = None) -> tuple[Array, Array]:
        """Distance and place along the nearer arm (0 shoulder, 1 elbow, 2 wrist)."""
        profile = radius or self._arm
        return limb(folded(p), self.arm, profile.plus(offset) if offset else profile)

    def legs(self, p: Array, offset: float = 0.0, radius: Profile | None = None) -> tuple[Array, Array]:
        """Distance and place along the nearer leg (0 hip, 1 knee, 2 ankle)."""
        profile = radius or self._leg
        return limb(folded(p), self.leg, profile.plus(offset) if offset else profile)

    def neck(self, p: Array) -> Array:
        """From the pit of the throat up into the skull."""
        r = _between(0.0560, 0.0460, self.femininity) * (1 + 0.22 * (self.build - 0.35)) * (1 - 0.13 * self.child)
        top = CHIN + np.array([0.0, 0.26, -0.13]) * self.head_size
        return capsule(p, (0.0, 1.375, -0.036), top, r * 1.04, r * 0.93)

    def joints(self) -> Array:
        """Joint positions at rest (J, 3) in JOINTS order, for an adult of 1.75 m."""
        left: dict[str, Array] = {
            "shoulder": np.array([0.032, self.shoulder_y + 0.028, -0.008]),
            "upper_arm": self.arm[0],
            "forearm": self.arm[1],
            "hand": self.arm[2],
            "thumb": self.in_hand(0.024, -0.006, 0.024),
            "index": self.in_hand(0.081, 0.002, 0.030),
            "index_tip": self.in_hand(0.121, -0.006, 0.031),
            "fingers": self.in_hand(0.081, 0.002, -0.004),
            "fingers_tip": self.in_hand(0.122, -0.007, -0.006),
            "thigh": self.leg[0],
            "shin": self.leg[1],
            "foot": self.leg[2],
            "toe": np.array([0.116, 0.025, 0.095]),
        }
        middle = {
            "pelvis": np.array([0.0, 0.95, 0.0]),
            "spine": np.array([0.0, 1.06, 0.0]),
            "chest": np.array([0.0, 1.22, 0.0]),
            "neck": np.array([0.0, 1.445, -0.014]),
            "head": np.array([0.0, 1.522, 0.0]),
        }
        flip = np.array([-1.0, 1, 1])
        rows = []
        for name in JOINTS:
            stem, _, side = name.partition(".")
            rows.append(middle[stem] if not side else left[stem] * (flip if side == "R" else 1.0))
        return np.stack(rows)

    def grown(self, p: Array) -> Array:
        """Where points of the common body lie on this one: children have shorter legs for
        their trunk, tall people longer ones, and the old stoop. Applied to everything at the
        end, joints and clothes alike, so that nothing comes apart."""
        q = np.array(p, np.float64)
        y = p[..., 1]
        q[..., 1] = y + (self.leg_length - 1) * (np.clip(y, 0.10, 0.88) - 0.10)
        bent = ramp(1.12, 1.50, y)
        q[..., 2] += 0.058 * self.stoop * bent
        q[..., 1] -= 0.016 * self.stoop * bent
        return q

    def in_hand(self, along: float, back: float, thumb: float) -> Array:
        """A point of the left hand: metres along it, toward its back, toward its thumb."""
        k = self.hand_scale
        return self.arm[2] + k * (along * self.hand_axis + back * self.hand_back + thumb * self.hand_thumb)

    def shoe(self, p: Array, heel: float = 0.0, ankle: float = 0.12) -> Array:
        """Both shoes; `heel` raises the heel, `ankle` how high they reach."""
        q = folded(p)
        d = smooth_min(
            capsule(q, (0.110, 0.046 + heel, -0.048), (0.115, 0.040, 0.095), 0.040, 0.043),
            capsule(q, (0.115, 0.040, 0.095), (0.113, 0.028, 0.165), 0.043, 0.029),
            0.03,
        )
        d = smooth_min(d, capsule(q, (0.108, 0.05, -0.030), (0.110, ankle, -0.020), 0.043, 0.040), 0.03)
        # Flat below: the sole stands on the ground.
        return np.maximum(d, 0.003 - p[:, 1])

    def is_arm(self, p: Array) -> Array:
        """Positive where a point belongs to an arm more than to the torso (soft)."""
        return (self.torso(p) - self.arms(p)[0]) * 8 + 0.05

    def hips(self, p: Array) -> Array:
        """0 at the waist, 1 at the top of the thighs."""
        return ramp(1.0, 0.86, p[:, 1])


def _between(a: float, b: float, t: float) -> float:
    return a + (b - a) * t
