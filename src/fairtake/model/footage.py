"""Footage: rendered frames of a shot, and the encoded segments they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["Development", "Footage", "Frame", "Quality", "RenderSettings"]

from enum import StrEnum


class Quality(StrEnum):
    """DRAFT: one sample a pixel, simpler light, and moving cameras at two thirds of the size. FINAL: 2x
    supersampled, the full look."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Development:
    """What is done to pictures after they are drawn, whatever their look; nothing by default.

    `grain` 0..1 of film, new in every frame; `grade` the name of one; `lift`, `gamma`, `gain`
    red, green, blue of shadows (0 neutral), middle tones (1) and lights (1); `saturation` 1
    neutral; `letterbox` the shape (width over height) that black bars leave, 0 none;
    `depth_of_field` the lens's f-number, 0 for everything sharp; `motion_blur` the shutter's angle
    in degrees, 0 none. The last two are for final quality.
    """

    grain: float = 0.0
    grade: str = ""
    lift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gamma: tuple[float, float, float] = (1.0, 1.0, 1.0)
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    saturation: float = 1.0
    letterbox: float = 0.0
    depth_of_field: float = 0.0
    motion_blur: float = 0.0


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """How to draw: `size` (width, height) in pixels, `look` the name of a look (or of
    the look file whose text is `look_text`), `passes` which of "depth", "normal", "id", "coverage" to return
    beside the picture ("coverage" never changes how it is drawn), `development` what is done to it once it is drawn."""

    size: tuple[int, int] = (960, 540)
    quality: Quality = Quality.FINAL
    look: str = "ligne"
    passes: tuple[str, ...] = ()
    look_text: str = ""
    development: Development = field(default_factory=Development)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture. `rgb` (H, W, 3) uint8 sRGB; it may be reused by the renderer for the next
    frame, so copy what you keep. When asked for: `depth` (H, W) float32 metres along the
    view axis, inf where empty; `normal` (H, W, 3) float32 in world space; `ids` (H, W) int32
    with `names` naming each id; `coverage` how much of the picture each role takes, in
    millionths, once bars are off."""

    rgb: npt.NDArray[np.uint8]
    depth: npt.NDArray[np.float32] | None = None
    normal: npt.NDArray[np.float32] | None = None
    ids: npt.NDArray[np.int32] | None = None
    names: Mapping[int, str] = field(default_factory=dict)
    coverage: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Footage:
    """An encoded stretch of film: a file with one H.264 stream that starts on a key frame."""

    shot: str
    path: str
    frames: int
    size: tuple[int, int]
    fps: int
