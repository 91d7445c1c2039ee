"""Hours within a time of day: morning, noon, afternoon, the golden hour, moonlight.

A kit lights a place for day, dawn, dusk or night; what the heading says more exactly bends that:
where the sun stands, how warm and how strong it is, how much the sky fills.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from fairtake.model.light import Light, Lighting, LightKind
from fairtake.model.mesh import Color
from fairtake.staging.sets.modeller import Vector, mix, tone

__all__ = ["at_hour"]


@dataclass(frozen=True, slots=True)
class _Bend:
    """`height` of the sun over the horizon (tangent; 0 leaves it) and how many degrees it has
    gone round; the sun's `color`, mixed in by `share`, and times `strength`; `fill` times the
    ambient toward `tint` by `share`; the sky's horizon and middle toward `low` and `high`."""

    height: float
    turn: float
    color: str
    share: float
    strength: float
    fill: float
    tint: str
    low: str
    high: str
    sky: float
    contrast: float = 0.0
    saturation: float = 1.0
    glow: float = 0.0
    stars: float = 0.0
    face: Color = (1.0, 1.0, 1.0)


_BENDS: dict[str, _Bend] = {
    "morning": _Bend(0.42, -28.0, "#ffd08a", 0.65, 1.06, 0.94, "#9aa2c6", "#ffe6be", "#a9d4e4", 0.6, 0.02, 1.02, 0.12, 0.0, (1.02, 1.0, 0.96)),
    "noon": _Bend(1.75, 0.0, "#fff3d8", 0.85, 1.12, 0.95, "#93a2c0", "#e2eee6", "#6fb2e0", 0.55, 0.10, 1.08, -0.12, 0.0, (1.03, 1.02, 1.0)),
    "afternoon": _Bend(0.5, 32.0, "#ffc676", 0.7, 1.02, 0.92, "#9a94b0", "#f8deac", "#9ccbd6", 0.55, 0.04, 1.04, 0.1, 0.0, (1.03, 0.99, 0.93)),
    "golden": _Bend(0.2, 0.0, "#ffab4e", 0.9, 1.75, 0.98, "#a88a94", "#ffc877", "#d8a486", 0.72, 0.06, 1.1, 0.35, 0.0, (1.06, 0.96, 0.82)),
    "moonlit": _Bend(0.62, 18.0, "#b4ccff", 0.85, 1.75, 0.86, "#4a5c98", "#4a629c", "#223a78", 0.55, 0.12, 0.92, 0.25, 0.4, (0.96, 1.02, 1.16)),
}  # fmt: skip


_ROOMS = {"morning": "#c4c0c6", "noon": "#c6cac6", "afternoon": "#d2ac84", "golden": "#b8806a", "moonlit": "#3a52a4"}
"""What the shade in a room looks like."""
_FILL = {"morning": 0.97, "noon": 1.05, "afternoon": 0.9, "golden": 1.08, "moonlit": 0.82}


def at_hour(lighting: Lighting, hour: str, interior: bool) -> Lighting:
    """The lighting at an exact hour; unchanged for an hour that is not known."""
    bend = _BENDS.get(hour)
    if bend is None:
        return lighting
    covered = bool({"rain", "snow", "fog"} & set(lighting.weather))
    share = 0.35 if covered else 1.0
    lights = tuple(_sun(lamp, bend, share, interior) for lamp in lighting.lights)
    sun = next((lamp for lamp in lights if lamp.kind is LightKind.SUN), None)
    sky = lighting.sky
    fill = 1 + ((_FILL.get(hour, bend.fill) if interior else bend.fill) - 1) * share

    def ambient(color: Color) -> Color:
        mean = sum(color) / 3
        cold = tone(_ROOMS.get(hour, bend.tint) if interior else bend.tint)
        k = mean / max(sum(cold) / 3, 1e-6)
        r, g, b = mix(color, (cold[0] * k, cold[1] * k, cold[2] * k), (0.6 if interior else 0.45) * share)
        return r * fill, g * fill, b * fill

    toward = sky.sun_direction
    if sun is not None and not interior:
        d = sun.direction
        toward = (-d[0], -d[1], -d[2])
    k = bend.sky * share
    red, green, blue = (a * (1 + (b - 1) * share) for a, b in zip(lighting.face_key_color, bend.face, strict=True))
    return replace(
        lighting,
        lights=lights,
        face_key_color=(red, green, blue),
        ambient_up=ambient(lighting.ambient_up),
        ambient_side=ambient(lighting.ambient_side),
        ambient_down=ambient(lighting.ambient_down),
        sky=replace(
            sky,
            horizon=mix(sky.horizon, bend.low, k),
            middle=mix(sky.middle, bend.high, k),
            zenith=mix(sky.zenith, bend.high, 0.35 * k),
            cloud=mix(sky.cloud, bend.low, 0.3 * k),
            sun=mix(sky.sun, bend.color, k),
            sun_direction=toward,
            glow=max(0.0, sky.glow + bend.glow * share),
            stars=min(1.0, sky.stars + bend.stars * share),
            sun_size=0.9994 if hour == "moonlit" and not covered else sky.sun_size,
        ),
        haze=replace(
            lighting.haze,
            color=mix(lighting.haze.color, bend.low, (0.85 if hour == "golden" else 0.45) * k),
            sun_color=mix(lighting.haze.sun_color, bend.color, 0.5 * k),
        ),
        contrast=lighting.contrast + bend.contrast * share,
        saturation=lighting.saturation * (1 + (bend.saturation - 1) * share),
    )  # fmt: skip


def _unit(v: Vector) -> Vector:
    n = math.sqrt(v[0] ** 2 + v[1] ** 2 + v[2] ** 2) or 1.0
    return v[0] / n, v[1] / n, v[2] / n


def _sun(lamp: Light, bend: _Bend, share: float, interior: bool) -> Light:
    if lamp.kind is LightKind.SPOT and interior and lamp.angle < 2.6:  # what falls in at the window
        return replace(lamp, color=mix(lamp.color, bend.color, 0.6 * share))
    if lamp.kind is not LightKind.SUN:
        return lamp
    x, y, z = lamp.direction
    # Through a window the sun comes from where the window is: only its height and colour change.
    a = math.radians(bend.turn) if not interior else 0.0
    x, z = x * math.cos(a) - z * math.sin(a), x * math.sin(a) + z * math.cos(a)
    flat = math.hypot(x, z) or 1e-6
    if bend.height:
        y = -flat * (min(bend.height, 1.35) if interior else bend.height)
    return replace(
        lamp,
        direction=_unit((x, y, z)),
        color=mix(lamp.color, bend.color, bend.share * share),
        strength=lamp.strength * (1 + (bend.strength - 1) * share),
        softness=lamp.softness + (0.6 if bend.height < 0.4 else 0.0),
    )
