"""What a wrist can do: how far it bends, and how much of a hand's turn the forearm takes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.ndimage import binary_dilation

from fairtake.geometry.quaternion import conjugate, from_axis_angle, multiply
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.vectors import unit

__all__ = ["bend_wrist", "turn_over"]

_FREE, _BENT = 0.9, 1.36
"""Radians up to which a wrist follows, and which it never passes (facts: about 80° either way)."""

_TURN = 2.1
"""Radians a palm turns about the forearm's length, from hanging by the thigh; the shoulder's part
is in it."""

_NEAR = 2.5
"""Turns beyond this may be half a turn off the other way: they are passed through, not followed."""

_FLAT = 0.12
"""A hand folded back by more than this (of the cosine of half its bend, squared) has no turn that
could be told."""


def bend_wrist(fore: Array, hand: Array, bone: Array) -> tuple[Array, Array, Array]:
    """The turn about the forearm's length (N,) in radians, the hand (N, 4) as a wrist can have it,
    and where (N,) that is not the one that was wished.

    `fore` and `hand` (N, 4) are world orientations, `bone` (3,) the forearm's direction at rest.
    """
    relative = multiply(conjugate(fore), hand)
    relative = np.where(relative[:, 3:] < 0, -relative, relative)
    along = relative[:, :3] @ bone
    wished = 2 * np.arctan2(along, relative[:, 3])
    wished = (wished + np.pi) % (2 * np.pi) - np.pi
    known = along * along + relative[:, 3] ** 2
    turn = np.clip(_passed(wished, (np.abs(wished) > _NEAR) | (known < _FLAT)), -_TURN, _TURN)
    bend = multiply(relative, conjugate(from_axis_angle(bone, wished)))
    bend = np.where(bend[:, 3:] < 0, -bend, bend)
    angle = 2 * np.arccos(np.clip(bend[:, 3], -1, 1))
    spare = _BENT - _FREE
    less = np.where(angle > _FREE, _FREE + spare * np.tanh((angle - _FREE) / spare), angle)
    changed = (angle > _FREE) | (turn != wished)
    if not changed.any():
        return turn, hand, changed
    axis = bend[changed, :3]
    axis = axis / np.maximum(np.sqrt((axis * axis).sum(-1, keepdims=True)), 1e-9)
    half = less[changed, None] / 2
    kept = np.concatenate([axis * np.sin(half), np.cos(half)], -1)
    able = hand.copy()
    able[changed] = multiply(multiply(fore[changed], kept), from_axis_angle(bone, turn[changed]))
    return turn, able, changed


def turn_over(here: Array, there: Array, weight: Array) -> Array:
    """Rotations (n, 4) between `here` and `there` by `weight` (n,), which rises once and falls once.

    On each of the two ways the turn goes round on one side: a hand that is taken down from a wave
    turns by about half a turn, and the shorter way of one frame is the longer one of the next.
    """
    here, there = _steady(here), _steady(there)
    dot = (here * there).sum(-1)
    top = int(weight.argmax())
    side = np.empty_like(dot)
    for way in (slice(0, top), slice(top, None)):
        side[way] = -1.0 if float((dot[way] * weight[way] * (1 - weight[way])).sum()) < 0 else 1.0
    dot = np.clip(dot * side, -0.95, 1.0)
    angle = np.arccos(dot)
    sin = np.sin(angle)
    near = sin < 1e-4
    scale = np.where(near, 1.0, sin)
    a = np.where(near, 1 - weight, np.sin((1 - weight) * angle) / scale)
    b = np.where(near, weight, np.sin(weight * angle) / scale) * side
    return unit(here * a[:, None] + there * b[:, None])


def _steady(q: Array) -> Array:
    """The same rotations with signs that do not jump from row to row."""
    if len(q) < 2:
        return q
    flips = np.where((q[1:] * q[:-1]).sum(-1) < 0, -1.0, 1.0)
    return np.asarray(q * np.concatenate([[1.0], np.cumprod(flips)])[:, None], np.float64)


def _passed(values: Array, unsure: npt.NDArray[np.bool_]) -> Array:
    """Values (N,) with those that are `unsure`, and a few frames about them, taken evenly from the
    last one before to the first one after."""
    if not unsure.any() or unsure.all():
        return values
    wide = binary_dilation(unsure, iterations=4)
    if wide.all():
        return values
    frames = np.arange(len(values))
    return np.where(wide, np.interp(frames, frames[~wide], values[~wide]), values)
