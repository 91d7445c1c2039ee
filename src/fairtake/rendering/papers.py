"""Textures of paper and paint, int8 with 32 a standard deviation, that repeat without a seam."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

__all__ = ["SIZE", "fibre", "film", "flow", "grain", "tooth"]

F64 = npt.NDArray[np.float64]
I8 = npt.NDArray[np.int8]

SIZE = 512


def _soft(image: F64, across: float, down: float) -> F64:
    """Blurred by so many pixels, and scaled to a standard deviation of 1."""
    frequency = np.fft.fftfreq(SIZE)
    squared = (frequency[:, None] * down) ** 2 + (frequency[None] * across) ** 2
    blurred = np.real(np.fft.ifft2(np.fft.fft2(image) * np.exp(-2 * np.pi**2 * squared)))
    return np.asarray(blurred / blurred.std())


def _packed(image: F64) -> I8:
    return np.clip(image * 32, -127, 127).astype(np.int8)


@cache
def grain() -> I8:
    """The grain of drawing paper."""
    fine, coarse = np.random.default_rng(5).normal(size=(2, SIZE, SIZE))
    return _packed(_soft(fine, 0.7, 0.7) * 0.75 + _soft(coarse, 2.2, 2.2) * 0.4)


@cache
def tooth() -> I8:
    """Hills and valleys of cold-pressed paper, lit from the side."""
    fine, coarse = np.random.default_rng(11).normal(size=(2, SIZE, SIZE))
    hills = _soft(_soft(fine, 1.3, 1.3) + 0.8 * _soft(coarse, 3.0, 3.0), 0.4, 0.4)
    slope = hills - np.roll(hills, (1, 1), (0, 1))
    return _packed(_soft(slope, 0.3, 0.3) * 0.7 + hills * 0.5)


@cache
def flow() -> I8:
    """Where water carried pigment to."""
    layers = np.random.default_rng(17).normal(size=(3, SIZE, SIZE))
    mixed = _soft(layers[0], 26, 26) + 0.55 * _soft(layers[1], 10, 10) + 0.3 * _soft(layers[2], 3.5, 3.5)
    return _packed(_soft(mixed, 0.1, 0.1))


@cache
def fibre() -> I8:
    """Short fibres that lie mostly one way."""
    random = np.random.default_rng(23)
    layers = random.normal(size=(2, SIZE, SIZE))
    return _packed(_soft(_soft(layers[0], 7, 0.7) + 0.6 * _soft(layers[1], 0.8, 4), 0.1, 0.1))


@cache
def film() -> I8:
    """The grain of film stock."""
    fine, coarse = np.random.default_rng(31).normal(size=(2, SIZE, SIZE))
    return _packed(_soft(_soft(fine, 0.6, 0.6) + 0.35 * _soft(coarse, 1.6, 1.6), 0.1, 0.1))
