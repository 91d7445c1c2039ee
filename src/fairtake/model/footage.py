"""Footage: rendered frames of a shot, and the encoded segments they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["Footage", "Frame", "Quality", "RenderSettings"]

from enum import StrEnum


class Quality(StrEnum):
    """DRAFT: one sample a pixel, simpler light. FINAL: 2x supersampled, the full look."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """How to draw: `size` (width, height) in pixels, `look` the name of a look, `passes`
    which of "depth", "normal", "id" to return beside the picture."""

    size: tuple[int, int] = (960, 540)
    quality: Quality = Quality.FINAL
    look: str = "ligne"
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture. `rgb` (H, W, 3) uint8 sRGB; it may be reused by the renderer for the next
    frame, so copy what you keep. When asked for: `depth` (H, W) float32 metres along the
    view axis, inf where empty; `normal` (H, W, 3) float32 in world space; `ids` (H, W) int32
    with `names` naming each id."""

    rgb: npt.NDArray[np.uint8]
    depth: npt.NDArray[np.float32] | None = None
    normal: npt.NDArray[np.float32] | None = None
    ids: npt.NDArray[np.int32] | None = None
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Footage:
    """An encoded stretch of film: a file with one H.264 stream that starts on a key frame."""

    shot: str
    path: str
    frames: int
    size: tuple[int, int]
    fps: int
