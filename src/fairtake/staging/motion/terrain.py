"""The heights of a place's floor: its stairs, as feet and as the pelvis meet them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fairtake.model.set import Box, Stairs
from fairtake.staging.motion.ease import Array

__all__ = ["Terrain"]


@dataclass(frozen=True, slots=True)
class Terrain:
    """The floor of a set with stairs, and the tops of the `blocks` somebody has climbed onto;
    everything else lies at 0."""

    flights: tuple[Stairs, ...]
    blocks: tuple[Box, ...] = ()

    def local(self, flight: Stairs, points: Array) -> tuple[Array, Array]:
        """How far points (..., 2) are up a flight from its lowest riser, and to its left, metres."""
        x, z = points[..., 0] - flight.foot[0], points[..., 1] - flight.foot[2]
        sin, cos = math.sin(flight.yaw), math.cos(flight.yaw)
        return x * sin + z * cos, x * cos - z * sin

    def _on_landing(self, flight: Stairs, along: Array, aside: Array) -> Array:
        """Whether points are on the landing, or on the floor it leads to, out of sight."""
        last = (flight.count - 1) * flight.going
        beside = (aside <= flight.left + 0.3) & (aside >= -flight.right - 0.3)
        beyond = (along > last + flight.landing - 0.1) & (np.abs(aside) < 3.5)
        return np.asarray((along >= last) & (along <= last + flight.landing + 3.0) & (beside | beyond))

    def inside(self, block: Box, points: Array) -> Array:
        """How far within a block's outline points (..., 2) are, metres; negative outside."""
        x, z = points[..., 0] - block.center[0], points[..., 1] - block.center[2]
        c, s = math.cos(block.yaw), math.sin(block.yaw)
        return np.asarray(
            np.minimum(block.half[0] - np.abs(x * c - z * s), block.half[2] - np.abs(x * s + z * c)), np.float64
        )

    def tread(self, points: Array) -> Array:
        """The height (...) of what a foot at points (..., 2) stands on."""
        out = np.zeros(points.shape[:-1])
        for flight in self.flights:
            along, aside = self.local(flight, points)
            last = (flight.count - 1) * flight.going
            step = np.clip(np.floor(along / flight.going + 1e-6) + 1, 0, flight.count)
            beside = np.abs(aside) <= flight.width / 2 + 0.06
            on = beside & (along >= 0) & (along < last)
            out = np.where(on, np.maximum(out, step * flight.rise), out)
            top = self._on_landing(flight, along, aside)
            out = np.where(top, np.maximum(out, flight.count * flight.rise), out)
        for block in self.blocks:
            high = block.center[1] + block.half[1]
            out = np.where(self.inside(block, points) > -0.02, np.maximum(out, high), out)
        return np.asarray(out, np.float64)

    def ramp(self, points: Array) -> Array:
        """The height (...) of the smooth line through the treads' middles, which the pelvis
        follows over points (..., 2)."""
        out = np.zeros(points.shape[:-1])
        for flight in self.flights:
            along, aside = self.local(flight, points)
            last = (flight.count - 1) * flight.going
            full = flight.count * flight.rise
            slope = np.clip((along / flight.going + 0.5) * flight.rise, 0.0, full)
            beside = (np.abs(aside) <= flight.width / 2 + 0.1) & (along <= last + 0.5 * flight.going)
            out = np.where(beside, np.maximum(out, slope), out)
            top = self._on_landing(flight, along, aside)
            level = np.where(along < last + 0.5 * flight.going, slope, full)
            out = np.where(top, np.maximum(out, level), out)
        for block in self.blocks:
            high = block.center[1] + block.half[1]
            share = np.clip((self.inside(block, points) + 0.22) / 0.36, 0.0, 1.0)
            out = np.maximum(out, high * share * share * (3 - 2 * share))
        return np.asarray(out, np.float64)
