"""How the colours of a coat lie: bibs, saddles, patches, stripes, dark points.

A marking is a field of the plain body (withers at one metre), positive where it lies.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fairtake.staging.performers.sdf import Array, Field

__all__ = ["markings"]


def markings(pattern: str, species: str, to_head: Callable[[Array], Array]) -> list[tuple[Field, str]]:
    """Fields and materials ("second", "dark"), in the order they are laid on. `to_head` takes
    points of the plain body to head units."""
    horse = species == "horse"
    cat = species == "cat"

    def belly(p: Array) -> Array:
        low = 0.60 if cat else 0.62
        return np.minimum(
            low + 0.16 * np.clip(p[:, 2], 0, 0.6) - p[:, 1],
            np.minimum(0.085 - np.abs(p[:, 0]) + 0.10 * np.clip(p[:, 2], 0, 1), p[:, 1] - 0.36),
        )

    def bib(p: Array) -> Array:
        return np.minimum(
            0.13 - np.abs(p[:, 0]), np.minimum(p[:, 2] - 0.40 - 0.6 * np.clip(p[:, 1] - 0.98, 0, 1), 1.12 - p[:, 1])
        )

    def muzzle(p: Array) -> Array:
        q = to_head(p)
        if horse:
            return np.minimum(q[:, 2] - 2.55, q[:, 1] + 1.3)
        front = q[:, 2] - (0.62 if cat else 0.95) - 0.9 * np.clip(q[:, 1] + 0.05, 0, 1)
        return np.minimum(front, (-0.12 if cat else -0.02) - q[:, 1])

    def blaze(p: Array) -> Array:
        q = to_head(p)
        return np.minimum(
            0.15 + 0.06 * np.clip(q[:, 2], 0, 2) - np.abs(q[:, 0]), np.minimum(q[:, 2] - 0.35, q[:, 1] + 0.4)
        )

    def socks(p: Array) -> Array:
        return 0.17 + 0.03 * np.sin(17 * p[:, 2]) - p[:, 1]

    def saddle(p: Array) -> Array:
        back = p[:, 1] - 0.80 - 0.10 * np.abs(np.sin(4.2 * p[:, 2] + 0.6))
        return np.minimum(np.minimum(back, 0.46 - p[:, 2]), 1.05 - p[:, 1])

    def patches(p: Array) -> Array:
        s = (
            np.sin(5.1 * p[:, 2] + 1.3)
            + np.sin(6.3 * p[:, 1] + 2.1 * p[:, 0] + 0.4)
            + 0.9 * np.sin(7.7 * p[:, 0] + 3.1 * p[:, 2])
        )
        return np.asarray((s - 0.55) * 0.1)

    def stripes(p: Array) -> Array:
        wave = np.cos(21 * p[:, 2] + 2.2 * np.sin(6 * p[:, 1]) + 3 * np.abs(p[:, 0]))
        return np.asarray(np.minimum((wave - 0.30) * 0.06, np.minimum(p[:, 1] - 0.56, 0.50 - p[:, 2])))

    def brow_stripes(p: Array) -> Array:
        q = to_head(p)
        wave = np.cos(9.5 * q[:, 0]) - 0.45
        return np.asarray(np.minimum(wave * 0.1, np.minimum(q[:, 1] - 0.36, q[:, 2] + 0.55)))

    def leg_bars(p: Array) -> Array:
        return np.asarray(np.minimum((np.cos(46 * p[:, 1]) - 0.45) * 0.02, np.minimum(0.50 - p[:, 1], p[:, 1] - 0.15)))

    def lower_legs(p: Array) -> Array:
        return 0.36 + 0.02 * np.sin(15 * p[:, 2]) - p[:, 1]

    def hooves(p: Array) -> Array:
        return 0.068 - p[:, 1]

    laid: list[tuple[Field, str]] = []
    if pattern == "bib":
        laid = [(bib, "second"), (muzzle, "second"), (socks, "second"), (belly, "second")]
    elif pattern == "saddle":
        laid = [(muzzle, "dark"), (saddle, "dark"), (belly, "second"), (bib, "second")]
    elif pattern == "patched":
        laid = [(patches, "second")] if horse else [(patches, "second"), (muzzle, "coat")]
    elif pattern == "tabby":
        laid = [
            (stripes, "dark"),
            (brow_stripes, "dark"),
            (leg_bars, "dark"),
            (bib, "second"),
            (muzzle, "second"),
            (socks, "second"),
        ]
    elif pattern == "points" and horse:
        laid = [(lower_legs, "dark"), (muzzle, "second")]
    if horse:
        laid += [(blaze, "white")] if pattern == "points" else []
        laid.append((hooves, "hoof"))
    return laid
