"""Lighting: what a gaffer sets up for a place at a time of day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Color

__all__ = ["Halo", "Haze", "Light", "LightKind", "LightTrack", "Lighting", "Plume", "Sky"]

Vector = tuple[float, float, float]


class LightKind(StrEnum):
    """SUN: parallel, with shadow. SPOT: a cone, with shadow. POINT: soft glow, no shadow."""

    SUN = "sun"
    SPOT = "spot"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Light:
    """One lamp. `direction` is the way light travels (unit); a sun covers `radius` metres
    about `position` and casts shadows over `depth` metres along its way; a spot stands at
    `position` with the full cone `angle` in radians, reaching `radius` metres; a point fades
    out over `radius`. `softness` in shadow-map texels; `shafts` 0.. draws beams in the air;
    `flicker` 0..1 how unsteadily a point burns (seen on people).
    """

    kind: LightKind
    color: Color
    strength: float
    position: Vector = (0.0, 2.0, 0.0)
    direction: Vector = (0.0, -1.0, 0.0)
    radius: float = 5.0
    depth: float = 12.0
    angle: float = 1.6
    softness: float = 1.5
    wrap: float = 0.1
    shafts: float = 0.0
    shaft_color: Color | None = None
    flicker: float = 0.0


@dataclass(frozen=True, slots=True)
class Sky:
    """A painted sky. Three colours from the zenith down; clouds 0..1; the sun's disc has
    `sun_size` (cosine of its radius, 0 for none); `stars` 0..1."""

    zenith: Color
    middle: Color
    horizon: Color
    cloud: Color
    cloud_shade: Color
    sun: Color
    sun_direction: Vector = (0.0, 0.4, -1.0)
    clouds: float = 0.3
    cloud_scale: float = 3.0
    cloud_low: float = 0.03
    cloud_high: float = 0.4
    glow: float = 0.4
    glow_power: float = 8.0
    sun_size: float = 0.0
    stars: float = 0.0
    seed: float = 1.3


@dataclass(frozen=True, slots=True)
class Haze:
    """Air: maximum * (1 - exp(-(distance * density) ** power)), toward `color`, and toward
    `sun_color` where one looks at the sun."""

    density: float = 0.0
    power: float = 1.0
    maximum: float = 0.0
    color: Color = (0.7, 0.75, 0.8)
    sun_color: Color = (0.7, 0.75, 0.8)
    sun_power: float = 4.0


@dataclass(frozen=True, slots=True)
class Halo:
    """A glow in the air about a lamp: radius in metres; `flicker` 0..1 how unsteady it is."""

    position: Vector
    color: Color
    radius: float
    strength: float
    flicker: float = 0.0


@dataclass(frozen=True, slots=True)
class Plume:
    """Something that moves in the air by itself and is drawn anew each frame. `kind` is "flame",
    "smoke", "steam", "bank" (drifting fog), "leaves" (blown along), "bolt" (of lightning, seen
    only against the sky) or "beam" (the glare of a headlight). Its foot is at `position`, metres;
    of a "prop" it is in the prop's own axes. `size` (width, height) metres, `strength` 0..1. It goes
    when the set part it burns `on` is taken away for a shot."""

    kind: str
    position: Vector
    size: tuple[float, float]
    strength: float = 1.0
    color: Color = (0.62, 0.62, 0.66)
    prop: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Lighting:
    """Everything that decides tone in a place.

    `ambient_up`, `ambient_side` and `ambient_down` are the cool fill from above, around and
    below (strength included); `lights` the lamps, the first being the key; `face_key` the
    direction light travels for the drawn faces (flattering, roughly agreeing with the key);
    `shadow_tint` the cool colour of contact shadows. The rest is the grade of this place:
    `bloom`, `saturation`, `contrast`, `black`, `white`, `vignette`, ink colour and opacity.
    `weather` is any of "rain", "snow", "fog", "wind"; `fall` 0..1 how much of the rain or snow
    comes down; `plumes` are fire, smoke and the like; `shine` scales what materials of the set
    give off, by name (0: a lamp is out), and `wet` makes them mirror; `slats` 0..1 how dark a blind lies in the key, indoors;
    `rim` 0..1 a light from behind on the edge of people.
    """

    sky: Sky
    ambient_up: Color
    ambient_side: Color
    ambient_down: Color
    lights: tuple[Light, ...]
    face_key: Vector = (0.5, -0.6, -0.6)
    face_key_color: Color = (1.015, 1.0, 0.975)
    haze: Haze = Haze()
    halos: tuple[Halo, ...] = ()
    occlusion_radius: float = 0.35
    shadow_tint: Color = (0.435, 0.416, 0.58)
    ink: Color = (0.11, 0.10, 0.17)
    ink_opacity: float = 0.92
    bloom: float = 0.35
    saturation: float = 1.0
    contrast: float = 0.3
    black: Color = (0.086, 0.078, 0.122)
    white: Color = (1.0, 0.98, 0.941)
    vignette: float = 0.16
    weather: tuple[str, ...] = ()
    fall: float = 1.0
    plumes: tuple[Plume, ...] = ()
    shine: tuple[tuple[str, float], ...] = ()
    slats: float = 0.0
    rim: float = 0.0
    wet: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class LightTrack:
    """Light and weather that change within a scene of N frames: on frame f the lighting is
    `states[state[f]]`, `state` (N,) int32. `beds` are what is heard with it besides the set's own
    ambience: (tag, first frame, end exclusive)."""

    states: tuple[Lighting, ...]
    state: npt.NDArray[np.int32]
    beds: tuple[tuple[str, int, int], ...] = ()

    def at(self, frame: int) -> Lighting:
        """The lighting of a frame; before the first and after the last, of that one."""
        return self.states[int(self.state[min(max(frame, 0), len(self.state) - 1)])]

    def cut(self, rows: npt.NDArray[np.intp]) -> LightTrack:
        """The track of the frames `rows` alone (M,), in order."""
        beds = []
        for tag, first, end in self.beds:
            inside = np.flatnonzero((rows >= first) & (rows < end))
            if len(inside):
                beds.append((tag, int(inside[0]), int(inside[-1]) + 1))
        return LightTrack(self.states, self.state[rows], tuple(beds))
