"""Lighting: the time of day, the weather and the lamps in, a gaffer's set-up out.

Colours are in sRGB and follow the art direction: warm keys, cool fills, no black, no white.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fairtake.model.light import Halo, Haze, Light, Lighting, LightKind, Sky
from fairtake.model.mesh import Color
from fairtake.staging.sets.builder import Practical
from fairtake.staging.sets.modeller import Vector, mix, tone

__all__ = ["HOURS", "Hour", "exterior_light", "hour_of", "interior_light", "unit"]


@dataclass(frozen=True, slots=True)
class Hour:
    """What a time of day looks like outside, and the colours of a view through a window."""

    sky: tuple[str, str, str]
    cloud: str
    cloud_shade: str
    sun: str
    sun_strength: float
    sun_height: float
    ambient: tuple[tuple[str, float], tuple[str, float], tuple[str, float]]
    haze: str
    haze_sun: str
    shadow: str
    ink: str
    black: str
    hill: str
    hill_far: str
    house: str
    roof: str
    pane: str
    pane_lit: bool
    clouds: float = 0.45
    glow: float = 0.4
    glow_power: float = 8.0
    stars: float = 0.0
    sun_size: float = 0.0
    vignette: float = 0.17


HOURS: dict[str, Hour] = {
    "day": Hour(
        sky=("#6fb4d6", "#abd6dc", "#f2e8c8"), cloud="#fbf5e4", cloud_shade="#cfdce0", sun="#ffdf9c", sun_strength=0.74,
        sun_height=0.75, ambient=(("#8f9cb8", 0.92), ("#8a92b2", 0.90), ("#8a8482", 0.86)), haze="#cfdcd8", haze_sun="#f4ecc8",
        shadow="#646c90", ink="#1c1a2b", black="#16141f", hill="#9db58a", hill_far="#b8c9a6", house="#f4e3c2", roof="#dd8f6c",
        pane="#8aa6a0", pane_lit=False,
    ),
    "dusk": Hour(
        sky=("#39466e", "#8a7098", "#f5a878"), cloud="#d9938a", cloud_shade="#6c6488", sun="#ff9c62", sun_strength=0.52,
        sun_height=0.26, ambient=(("#7e80ac", 1.0), ("#7f7ba6", 0.98), ("#7a6684", 0.95)), haze="#9c86a2", haze_sun="#f0a884",
        shadow="#5b5684", ink="#1a1730", black="#15142a", hill="#6a6488", hill_far="#9a7c98", house="#8a7896", roof="#6a5478",
        pane="#ffcf86", pane_lit=True, clouds=0.5, glow=0.5, glow_power=10.0, vignette=0.2,
    ),
    "dawn": Hour(
        sky=("#5f7db4", "#c59ab8", "#ffc692"), cloud="#ffe2c4", cloud_shade="#b48cae", sun="#ffb878", sun_strength=0.58,
        sun_height=0.3, ambient=(("#8f8db4", 0.98), ("#8686b2", 0.95), ("#9a88a0", 0.9)), haze="#c9b0bf", haze_sun="#ffd0a0",
        shadow="#6d6796", ink="#221e3c", black="#1c1830", hill="#9a9ab4", hill_far="#c4a9b8", house="#e2c4bc", roof="#b48494",
        pane="#ffd9a0", pane_lit=True, clouds=0.42, glow=0.7, glow_power=16.0,
    ),
    "night": Hour(
        sky=("#131b3c", "#1d2b57", "#3a4c80"), cloud="#3c4a78", cloud_shade="#263258", sun="#86a4e4", sun_strength=0.56,
        sun_height=0.7, ambient=(("#56669e", 0.94), ("#58649e", 0.96), ("#5c5480", 0.86)), haze="#3a4c84", haze_sun="#50649c",
        shadow="#4c4c92", ink="#12122a", black="#121226", hill="#1f2c4e", hill_far="#2a3a64", house="#1c2746", roof="#161e3a",
        pane="#ffd584", pane_lit=True, clouds=0.3, glow=0.15, stars=0.5, vignette=0.24,
    ),
}  # fmt: skip


def unit(x: float, y: float, z: float) -> Vector:
    """The direction of a vector."""
    length = math.sqrt(x * x + y * y + z * z)
    return x / length, y / length, z / length


def _scaled(color: str, strength: float) -> Color:
    r, g, b = tone(color)
    return r * strength, g * strength, b * strength


def hour_of(time: str, weather: Sequence[str]) -> Hour:
    """The hour, with its weather: a covered sky greys the colours and hides the sun."""
    hour = HOURS.get(time, HOURS["day"])
    if not {"rain", "snow", "fog"} & set(weather):
        return hour
    grey = {"day": "#b9c2c8", "dusk": "#8c7f9c", "dawn": "#b8a8bc", "night": "#2c3860"}.get(time, "#b9c2c8")
    if "snow" in weather and time == "day":
        grey = "#cdd6e0"

    def dull(color: str, share: float) -> str:
        r, g, b = mix(color, grey, share)
        return f"#{round(r * 255):02x}{round(g * 255):02x}{round(b * 255):02x}"

    fog = "fog" in weather
    share = (0.75 if fog else 0.55) if time == "day" else 0.5 if fog else 0.3
    top, side, under = hour.ambient
    lift = 1.1 if time == "day" else 1.03
    return replace(
        hour,
        sky=(dull(hour.sky[0], share), dull(hour.sky[1], share), dull(hour.sky[2], share * 0.9)),
        cloud=dull(hour.cloud, share),
        cloud_shade=dull(hour.cloud_shade, share * 0.6),
        clouds=0.0 if fog else 0.62,
        sun=dull(hour.sun, 0.7),
        sun_strength=hour.sun_strength * 0.42,
        ambient=((top[0], top[1] * lift), (side[0], side[1] * lift), (under[0], under[1] * lift)),
        haze=dull(hour.haze, share),
        haze_sun=dull(hour.haze_sun, share),
        hill=dull(hour.hill, share),
        hill_far=dull(hour.hill_far, share),
        house=dull(hour.house, share * 0.7),
        roof=dull(hour.roof, share * 0.7),
        stars=0.0,
        glow=hour.glow * 0.4,
    )


def _sky(hour: Hour, toward: Vector, seed: float) -> Sky:
    return Sky(
        zenith=tone(hour.sky[0]),
        middle=tone(hour.sky[1]),
        horizon=tone(hour.sky[2]),
        cloud=tone(hour.cloud),
        cloud_shade=tone(hour.cloud_shade),
        sun=tone(hour.sun),
        sun_direction=toward,
        clouds=hour.clouds,
        glow=hour.glow,
        glow_power=hour.glow_power,
        stars=hour.stars,
        sun_size=hour.sun_size,
        seed=seed,
    )


def _glow(
    practicals: Sequence[Practical], limit: int, key: Practical | None = None
) -> tuple[tuple[Light, ...], tuple[Halo, ...]]:
    """The soft lights and halos of lamps; `key` is lit by a spot already and glows less."""
    # Many hanging lamps share what one would give, or a café burns out.
    hanging = sum(lamp.down for lamp in practicals)
    share = 0.75 / math.sqrt(max(hanging, 1))
    lights, halos = [], []
    for lamp in practicals[:limit]:
        strength = lamp.strength * (share if lamp.down else 1.0)
        if key is not None and lamp.position == key.position:
            strength *= 0.45
        lights.append(
            Light(LightKind.POINT, lamp.color, strength, position=lamp.position, radius=lamp.radius, wrap=0.1)
        )
        halos.append(Halo(lamp.position, lamp.color, 0.3 if lamp.down else 0.42, 0.22))
    return tuple(lights), tuple(halos)


def exterior_light(
    time: str,
    weather: Sequence[str],
    *,
    azimuth: float = 35.0,
    practicals: Sequence[Practical] = (),
    radius: float = 16.0,
    haze: tuple[float, float, float] = (0.02, 1.25, 0.72),
    shafts: float = 0.0,
    seed: float = 1.3,
) -> Lighting:
    """Light for a place under the sky. `azimuth` is where the sun stands, degrees from +z
    toward +x; `radius` the metres about the origin in which it casts shadows; `haze` is
    (density per metre, power, maximum); `practicals` the lamps that burn."""
    hour = hour_of(time, weather)
    a = math.radians(azimuth)
    covered = bool({"rain", "snow", "fog"} & set(weather))
    toward = unit(math.sin(a), hour.sun_height * (1.5 if covered else 1.0), math.cos(a))
    travel = (-toward[0], -toward[1], -toward[2])
    lights = [
        Light(
            LightKind.SUN,
            tone(hour.sun),
            hour.sun_strength,
            position=(0.0, 1.0, 0.0),
            direction=travel,
            radius=radius,
            depth=radius * 2.4,
            softness=2.2 if covered else 1.3,
            shafts=0.0 if covered else shafts,
            shaft_color=tone(hour.haze_sun),
        )
    ]
    points, halos = _glow(practicals, 10)
    density, power, maximum = haze
    if "fog" in weather:
        # Fog is seen as fog even over open water, where the air is otherwise clear.
        density, power, maximum = max(density * 2.6, 0.048), min(power, 1.3), min(0.96, maximum + 0.22)
    elif covered:
        density, maximum = density * 1.35, min(0.9, maximum + 0.06)
    top, side, under = (_scaled(c, k) for c, k in hour.ambient)
    return Lighting(
        sky=_sky(hour, toward, seed),
        ambient_up=top,
        ambient_side=side,
        ambient_down=under,
        lights=(*lights, *points),
        face_key=unit(travel[0], min(travel[1], -0.45), travel[2]),
        face_key_color=_face(False, time),
        haze=Haze(density, power, maximum, tone(hour.haze), tone(hour.haze_sun), 5.0),
        halos=halos,
        shadow_tint=tone(hour.shadow),
        occlusion_radius=0.4,
        ink=tone(hour.ink),
        black=tone(hour.black),
        bloom=0.4,
        contrast=0.42,
        saturation=1.05,
        vignette=hour.vignette,
        weather=tuple(weather),
        rim={"night": 0.16, "dusk": 0.1}.get(time, 0.0),
    )


_FACES: dict[tuple[bool, str], Color] = {
    # (inside, time): how much the flattering key gives a face. Where a place is dark or cold,
    # faces are lit warmer and more than the place, or nobody would read in it.
    (True, "day"): (0.92, 0.90, 0.86),
    (True, "dawn"): (1.16, 1.07, 0.98),
    (True, "dusk"): (1.28, 1.14, 0.99),
    (True, "night"): (1.46, 1.28, 1.04),
    (False, "day"): (1.00, 0.985, 0.95),
    (False, "dawn"): (1.12, 1.04, 0.96),
    (False, "dusk"): (1.24, 1.12, 0.98),
    (False, "night"): (1.20, 1.12, 1.00),
}


_POOL: dict[str, tuple[str, float]] = {"dusk": ("#ffd2ae", 0.16), "night": ("#ffc894", 0.26)}
"""Colour and strength of the soft light about the middle of a room after sunset."""


def _face(inside: bool, time: str) -> Color:
    return _FACES.get((inside, time), _FACES[inside, "day"])


_INSIDE: dict[str, tuple[tuple[str, float], tuple[str, float], tuple[str, float], str, float, str, float, float]] = {
    # ambient up, side, down; sun colour and strength; window fill colour and strength; bounce
    "day": (("#b6b0ba", 0.91), ("#bdb7ba", 0.97), ("#d0b6a6", 1.0), "#ffcf86", 1.02, "#fff0d4", 0.16, 0.14),
    "dawn": (("#948fb6", 0.80), ("#9490b4", 0.84), ("#a890a4", 0.84), "#ffb27c", 0.95, "#ffcba4", 0.34, 0.26),
    "dusk": (("#6c6ea2", 0.74), ("#6e6ca0", 0.78), ("#74608c", 0.76), "#ff9258", 0.72, "#c89cb0", 0.14, 0.14),
    "night": (("#4a5690", 0.72), ("#4a5692", 0.77), ("#645078", 0.70), "#5676c0", 0.34, "#6a86cc", 0.10, 0.0),
}


def interior_light(
    time: str,
    weather: Sequence[str],
    *,
    size: tuple[float, float, float],
    window: Vector,
    inward: tuple[float, float],
    focus: tuple[float, float] = (0.0, 0.0),
    practicals: Sequence[Practical] = (),
    slant: float = 0.22,
    shafts: float = 0.05,
    mood: str = "",
    seed: float = 1.3,
) -> Lighting:
    """Light for a room of `size` (width, height, depth) about the origin whose main window
    has its middle at `window` and faces `inward` (x, z). The sun comes through it and lands
    on the floor; a soft key beside it reaches everyone; by night the lamps take over. `mood`
    "cold" is strip light: offices, hospitals."""
    hour = hour_of(time, weather)
    top, side, under, sun_color, sun_strength, fill_color, fill_strength, bounce = _INSIDE.get(time, _INSIDE["day"])
    covered = bool({"rain", "snow", "fog"} & set(weather))
    if covered:
        sun_strength *= 0.25
        fill_color, fill_strength = ("#cfd8e4", fill_strength * 1.1) if time == "day" else (fill_color, fill_strength)
    width, height, depth = size
    nx, nz = inward
    # By day the sun stands high: its patch lies on the floor, and faces a step from the window
    # are in soft light and not half burnt.
    drop = {"day": 1.15, "dawn": 0.5, "dusk": 0.42, "night": 0.8}.get(time, 1.15)
    travel = unit(nx - nz * slant, -drop, nz + nx * slant)
    reach = math.hypot(width, depth)
    sun = Light(
        LightKind.SUN,
        tone(sun_color),
        sun_strength,
        position=(0.0, 1.0, 0.0),
        direction=travel,
        radius=reach * 0.5 + 3.2,  # the halls too, or the sun would shine through their walls
        depth=reach + 8.0,
        softness=1.6,
        shafts=0.0 if covered or time == "night" else shafts,
        shaft_color=mix(sun_color, "#ffffff", 0.4),
    )
    from_window = (window[0] + nx * 0.4, height - 0.35, window[2] + nz * 0.4)
    toward = unit(focus[0] - from_window[0], 0.9 - from_window[1], focus[1] - from_window[2])
    fill = Light(
        LightKind.SPOT,
        tone(fill_color),
        fill_strength,
        position=from_window,
        direction=toward,
        angle=2.5,
        radius=reach * 1.4 + 2.0,
        softness=3.0,
    )
    lights: list[Light] = []
    hanging = sorted(
        (p for p in practicals if p.down), key=lambda p: math.hypot(p.position[0] - focus[0], p.position[2] - focus[1])
    )
    key_way = travel
    if hanging and time in ("night", "dusk"):
        lamp = hanging[0]
        lights.append(
            Light(
                LightKind.SPOT, lamp.color, lamp.strength * (0.62 if mood == "cold" else 0.86), position=lamp.position, direction=(0.0, -1.0, 0.0),
                angle=2.65, radius=max(5.5, reach * 0.95), softness=2.2, shafts=0.02, shaft_color=lamp.color,
            )
        )  # fmt: skip
        key_way = unit(nx * 0.4, -0.8, nz * 0.4)
        lights.append(sun)
    else:
        lights += [sun, fill]
    if mood == "cold" and time == "night":
        lights.append(replace(fill, color=tone("#dfeaf2"), strength=0.1))
    near = sorted(practicals, key=lambda p: math.hypot(p.position[0] - focus[0], p.position[2] - focus[1]))
    dim = [replace(p, strength=p.strength * 0.72) for p in near] if time == "dusk" else near
    points, halos = _glow(dim, 7, hanging[0] if len(lights) == 2 and lights[0].kind is LightKind.SPOT else None)
    if bounce:
        warm = "#f2b98a" if time == "day" else "#d99a94"
        lights.append(
            Light(
                LightKind.POINT, tone("#e2ecdf"), bounce, (from_window[0], 1.7, from_window[2]), radius=reach, wrap=0.1
            )
        )
        lights.append(
            Light(LightKind.POINT, tone(warm), bounce * 0.8, (focus[0], 0.05, focus[1]), radius=reach * 0.55, wrap=0.0)
        )
    below = bool(hanging) and math.hypot(hanging[0].position[0] - focus[0], hanging[0].position[2] - focus[1]) < 1.6
    if time in _POOL and not below:
        # Lamplight that has gone round the room: without it, shade on a face is a hole.
        pool, strength = ("#dfe8ee", 0.2) if mood == "cold" else _POOL[time]
        middle = (focus[0], height * 0.68, focus[1])
        lights.append(Light(LightKind.POINT, tone(pool), strength, middle, radius=max(reach * 0.6, 3.6), wrap=0.5))
    night = time == "night"
    ambient = [_scaled(c, k) for c, k in (top, side, under)]
    if mood == "cold":
        ambient = [mix(c, _scaled("#aebcc8", 0.9), 0.55 if night else 0.35) for c in ambient]
    return Lighting(
        sky=_sky(hour, (-travel[0], -travel[1], -travel[2]), seed),
        ambient_up=ambient[0],
        ambient_side=ambient[1],
        ambient_down=ambient[2],
        lights=(*lights, *points),
        face_key=unit(key_way[0], min(key_way[1], -0.5), key_way[2]),
        face_key_color=_face(True, time),
        halos=halos,
        shadow_tint=tone("#54509a" if night else "#6f6a94"),
        ink=tone(hour.ink),
        black=tone(hour.black),
        white=tone("#fffcf4" if time == "day" else "#fffaf0"),
        bloom=0.5,
        contrast=0.3,
        saturation=1.08,
        vignette=0.2 if not night else 0.24,
        weather=tuple(weather),
    )
