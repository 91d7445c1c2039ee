"""One state of light and weather: a set and how far each thing has come in, a Lighting out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.light import Halo, Light, Lighting, LightKind, Plume
from fairtake.model.mesh import Color
from fairtake.model.set import Set
from fairtake.staging.sets.modeller import Vector, tone

__all__ = ["Fire", "Moment", "fires_of", "lighting_at", "room_lamps"]

_WARM = tone("#ff9a4a")


@dataclass(frozen=True, slots=True)
class Fire:
    """What burns or smokes: `kind` "candle", "fire", "campfire", "house", "smoke", "steam"; at
    `position` (of a `prop`, in its axes); `level` 0..1; `light` where its light comes from; `size`
    (width, height) metres where it is not what its kind has."""

    kind: str
    position: Vector
    prop: str = ""
    level: float = 1.0
    light: Vector = (0.0, 0.0, 0.0)
    size: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """How far everything is, each 0..1: every lamp of the set (see `room_lamps`), fires, the
    weather, clouds before the sun (`cover`), a stroke of lightning, headlights on their way
    (`sweep`, -1 when there are none), the slats of a blind, leaves blown along, and people
    seen as outlines."""

    lamps: tuple[float, ...] = ()
    fires: tuple[Fire, ...] = ()
    rain: float = 0.0
    snow: float = 0.0
    fog: float = 0.0
    wind: float = 0.0
    cover: float = 0.0
    flash: float = 0.0
    sweep: float = -1.0
    slats: float = 0.0
    leaves: float = 0.0
    silhouette: float = 0.0


def room_lamps(site: Set) -> tuple[Vector, ...]:
    """Where the set's lamps are: each has a halo."""
    return tuple(halo.position for halo in site.lighting.halos)


def fires_of(site: Set, theme: str, where: Vector) -> list[Fire]:
    """The fires a word asks for at a place: a burning house burns in many windows."""
    if theme == "house":
        x, _, z = where
        box = min(site.obstacles, key=lambda b: math.dist(b.center, where), default=None)
        wide, high = 2.4, 2.6
        if box is not None and math.dist(box.center, where) < 4.0 and box.half[1] > 0.8:
            # On the side that people see, a little before the wall.
            to = (
                (site.acting[0] + site.acting[2]) / 2 - box.center[0],
                (site.acting[1] + site.acting[3]) / 2 - box.center[2],
            )
            x, z = box.center[0], box.center[2]
            if abs(to[1]) >= abs(to[0]):
                z += math.copysign(box.half[2] + 0.1, to[1])
            else:
                x += math.copysign(box.half[0] + 0.1, to[0])
            wide, high = min(max(box.half[0], box.half[2]), 4.0), min(2 * box.half[1], 6.0)
        windows = [
            m.position
            for m in site.landmarks
            if "window" in m.words and abs(m.position[0] - x) < wide + 1 and abs(m.position[2] - z) < 1.2
        ]
        spots = ((-0.8, 0.1, 0.3), (-0.3, 0.55, 0.1), (0.35, 0.15, 0.3), (0.8, 0.6, 0.0), (0.05, 0.95, -0.1))
        fires = [
            Fire("house", (x + dx * wide, dy * high, z + dz), size=(0.6 * wide, 0.85 * wide)) for dx, dy, dz in spots
        ]
        fires += [Fire("house", (p[0], p[1] - 0.55, p[2] + 0.12), size=(1.3, 2.0)) for p in windows]
        return [*fires, Fire("smoke house", (x, high * 0.9, z - 0.5), size=(1.9 * wide, 4.2 * wide))]
    if theme == "match":
        theme = "candle"
    return [Fire(theme, where)]


def _mix(a: Color, b: Color, share: float) -> Color:
    return tuple(p + (q - p) * share for p, q in zip(a, b, strict=True))  # type: ignore[return-value]


def _times(a: Color, k: float) -> Color:
    return a[0] * k, a[1] * k, a[2] * k


def lighting_at(site: Set, moment: Moment) -> Lighting:
    """The set's lighting at a moment."""
    light = site.lighting
    light = _with_lamps(light, moment, site)
    light = _with_weather(light, moment, site)
    light = _with_fires(light, moment, site)
    light = _with_flash(light, moment, site)
    light = _with_sweep(light, moment, site)
    if moment.silhouette > 0:
        key = light.face_key_color
        light = replace(
            light, face_key_color=_times(key, 1 - 0.8 * moment.silhouette), rim=max(light.rim, 0.5 * moment.silhouette)
        )
    plumes = light.plumes
    if moment.leaves > 0 or (moment.wind > 0 and "leaves" in site.ambience):
        plumes = (*plumes, Plume("leaves", (0.0, 0.0, 0.0), (9.0, 3.0), 1.0))
    return replace(light, plumes=plumes, slats=max(light.slats, moment.slats))


_PAVED = ("road", "pavement", "kerb", "marking", "path", "slab", "setts", "felt", "planks", "deck", "quay", "asphalt")
"""Paints of grounds that shine when it rains."""


def _near(a: Vector, b: Vector, reach: float = 0.05) -> bool:
    return math.dist(a, b) < reach


_LAMPLIT_INSIDE = ("hall", "strip", "bulb", "shade", "glow")
_LAMPLIT = (*_LAMPLIT_INSIDE, "lit", "shop", "pane")
"""How paints are called that shine by what lamps there are."""


def _with_lamps(light: Lighting, moment: Moment, site: Set) -> Lighting:
    """Lamps burn as far as they do; without any a room keeps what comes through the window."""
    if all(level >= 1 for level in moment.lamps):
        return light
    levels = dict(zip((halo.position for halo in light.halos), moment.lamps, strict=True))
    total = sum(halo.strength * (halo.radius**2) for halo in light.halos) or 1.0
    lit = sum(h.strength * h.radius**2 * levels[h.position] for h in light.halos) / total
    lights = []
    for lamp in light.lights:
        level = next((v for at, v in levels.items() if _near(at, lamp.position)), None)
        if lamp.kind is LightKind.SUN:
            # The eye opens: moonlight gains where lamps go out.
            lights.append(replace(lamp, strength=lamp.strength * (1.0 + 2.2 * (1 - lit) * site.interior)))
        elif level is not None:
            lights.append(replace(lamp, strength=lamp.strength * level))
        elif lamp.kind is LightKind.POINT and site.interior:
            lights.append(replace(lamp, strength=lamp.strength * lit))
        else:
            lights.append(lamp)
    shine: list[tuple[str, float]] = []
    for material in site.materials:
        name, _, number = material.name.partition("@")
        if number:
            shine.append((material.name, moment.lamps[int(number)]))
        elif lit < 1 and name.startswith(_LAMPLIT_INSIDE if site.interior else _LAMPLIT):
            shine.append((material.name, lit))
    # Outdoors lamps are islands; indoors they make the room.
    dark = (1 - lit) * site.interior
    eye = dark * dark  # it opens when nearly every lamp is out
    share = 1 + 0.32 * eye if site.interior else 1 - 0.12 * (1 - lit)
    moon = tone("#5468a8")
    key_way = light.face_key
    if eye > 0.01:
        beam, soft = _moonlight(light, site, eye)
        lights.append(soft)
        if dark > 0.5:
            key_way = beam

    def dim(color: Color) -> Color:
        cold = _mix(color, _times(moon, 0.9 * sum(color) / 3 / 0.55), 0.55 * dark)
        return _times(cold, share)

    key = light.face_key_color

    def burning(plume: Plume) -> float:
        near = min(levels, key=lambda at: math.dist(at, plume.position))
        return levels[near] if plume.kind == "flame" and math.dist(near, plume.position) < 1.1 else 1.0

    return replace(
        light,
        plumes=tuple(plume for plume in light.plumes if burning(plume) > 0.1),
        lights=tuple(lights),
        halos=tuple(replace(halo, strength=halo.strength * levels[halo.position]) for halo in light.halos),
        ambient_up=dim(light.ambient_up),
        ambient_side=dim(light.ambient_side),
        ambient_down=dim(light.ambient_down),
        face_key=key_way,
        face_key_color=_mix(key, (1.5, 1.56, 1.72), dark),
        rim=max(light.rim, 0.3 * eye),
        contrast=light.contrast + 0.03 * dark,
        shine=(*light.shine, *shine),
    )


def _moonlight(light: Lighting, site: Set, dark: float) -> tuple[Vector, Light]:
    """What lights a room without lamps, as on a film set: a soft cold light from the window, or from
    high up in a corner of a room that has none, so that things have a light side and a dark one. The
    way it falls on faces, and the light."""
    x0, _, z0, x1, high, z1 = site.room
    moon = next((lamp.direction for lamp in light.lights if lamp.kind is LightKind.SUN), (0.6, -0.7, 0.4))
    inward = (math.copysign(1.0, moon[0]), 0.0) if abs(moon[0]) > abs(moon[2]) else (0.0, math.copysign(1.0, moon[2]))
    nx, nz = inward
    # The window that the moon shines through stands on the side it comes from.
    windows = [m.position for m in site.landmarks if "window" in m.words]
    at = min(windows, key=lambda p: nx * p[0] + nz * p[2], default=(x0 if nx >= 0 else x1, 0.0, z0 if nz >= 0 else z1))
    start = (at[0] + 0.3 * nx, high - 0.4, at[2] + 0.3 * nz)
    middle = ((site.acting[0] + site.acting[2]) / 2, 0.9, (site.acting[1] + site.acting[3]) / 2)
    way = tuple(b - a for a, b in zip(start, middle, strict=True))
    length = math.hypot(*way) or 1.0
    toward = (way[0] / length, way[1] / length, way[2] / length)
    cold = tone("#90acf0")
    reach = math.hypot(x1 - x0, z1 - z0)
    soft = Light(LightKind.SPOT, cold, 0.44 * dark, start, toward, radius=reach * 1.4 + 2.0, angle=2.5, softness=3.0)
    flat = math.hypot(toward[0], toward[2]) or 1.0
    beam = (0.86 * toward[0] / flat, -0.5, 0.86 * toward[2] / flat)
    return beam, soft


def _with_weather(light: Lighting, moment: Moment, site: Set) -> Lighting:
    """Rain, snow, fog and cloud that were not there when the set was built, or have gone."""
    had = set(light.weather)
    weather = [kind for kind in light.weather if kind not in ("rain", "snow", "fog", "wind")]
    weather += [kind for kind in ("rain", "snow", "fog", "wind") if getattr(moment, kind) > 0.02]
    fall = max(moment.rain, moment.snow, 0.0)
    new = max(
        0.75 * moment.rain * ("rain" not in had), 0.6 * moment.snow * ("snow" not in had), 0.85 * moment.cover,
        0.7 * moment.fog * ("fog" not in had),
    )  # fmt: skip
    light = replace(light, weather=tuple(weather), fall=fall if fall > 0 else 1.0)
    if moment.rain > 0 and "rain" not in had:
        share = round(0.75 * moment.rain, 2)
        light = replace(light, wet=tuple((m.name, share) for m in site.materials if m.name in _PAVED and share > m.wet))
    fog = moment.fog * ("fog" not in had)
    if new > 0:
        light = _covered(light, new, site)
    if fog > 0 and not site.interior:
        haze = light.haze
        pale = _mix(haze.color, light.sky.horizon, 0.35)
        light = replace(
            light,
            haze=replace(
                haze,
                density=haze.density + (0.088 - haze.density) * fog,
                power=haze.power + (1.35 - haze.power) * fog,
                maximum=haze.maximum + (0.96 - haze.maximum) * fog,
                color=_mix(haze.color, pale, fog),
                sun_color=_mix(haze.sun_color, pale, 0.7 * fog),
            ),
            contrast=light.contrast * (1 - 0.35 * fog),
            plumes=(*light.plumes, *fog_banks(site, fog)),
        )
    gone = max((1.0 - float(getattr(moment, kind)) for kind in ("rain", "snow", "fog") if kind in had), default=0.0)
    if gone > 0 and not site.interior:
        lights = tuple(
            replace(lamp, strength=lamp.strength * (1 + 1.1 * gone)) if lamp.kind is LightKind.SUN else lamp
            for lamp in light.lights
        )
        light = replace(light, lights=lights, contrast=light.contrast + 0.05 * gone)
        if "fog" in had:
            haze = light.haze
            thin = replace(haze, density=haze.density * (1 - 0.68 * gone), maximum=haze.maximum * (1 - 0.25 * gone))
            light = replace(light, haze=thin)
    return light


def fog_banks(site: Set, strength: float) -> tuple[Plume, ...]:
    """Fog that drifts: low banks at several distances."""
    x0, _, z0, x1, _, z1 = site.camera
    rng = np.random.default_rng(7)
    color = _mix(site.lighting.haze.color, (1.0, 1.0, 1.0), 0.12)
    banks = []
    for k in range(7):
        x = x0 + (x1 - x0) * float(rng.random())
        z = z0 + (z1 - z0) * (k + 0.5) / 7
        banks.append(Plume("bank", (x, 0.0, z), (10.0 + 5 * float(rng.random()), 2.3), 0.8 * strength, color))
    return tuple(banks)


def _covered(light: Lighting, share: float, site: Set) -> Lighting:
    """Clouds before the sun."""
    sky = light.sky
    mean = sum(sky.middle) / 3
    grey = (mean * 0.93, mean * 0.97, mean * 1.02)
    lights = tuple(
        replace(
            lamp,
            strength=lamp.strength * (1 - 0.68 * share),
            softness=lamp.softness + 1.2 * share,
            shafts=lamp.shafts * (1 - share),
        )
        if lamp.kind is LightKind.SUN
        else lamp
        for lamp in light.lights
    )
    outside = not site.interior
    dark = 1 - 0.1 * share * outside
    return replace(
        light,
        lights=lights,
        sky=replace(
            sky,
            zenith=_mix(sky.zenith, grey, 0.6 * share),
            middle=_mix(sky.middle, grey, 0.6 * share),
            horizon=_mix(sky.horizon, grey, 0.5 * share),
            cloud=_mix(sky.cloud, grey, 0.45 * share),
            cloud_shade=_mix(sky.cloud_shade, _times(grey, 0.86), 0.5 * share),
            clouds=sky.clouds + (0.66 - sky.clouds) * share,
            glow=sky.glow * (1 - 0.6 * share),
            stars=sky.stars * (1 - share),
            sun_size=0.0 if share > 0.3 else sky.sun_size,
        ),
        ambient_up=_times(light.ambient_up, dark),
        ambient_side=_times(light.ambient_side, dark),
        ambient_down=_times(light.ambient_down, dark),
        haze=replace(light.haze, color=_mix(light.haze.color, grey, 0.5 * share), sun_color=_mix(light.haze.sun_color, grey, 0.7 * share)),
        saturation=light.saturation * (1 - 0.12 * share),
        face_key_color=_mix(light.face_key_color, (0.95, 0.97, 1.0), 0.5 * share * outside),
    )  # fmt: skip


_FIRES: dict[str, tuple[float, float, float, float, float]] = {
    # strength and radius of the light, halo radius and strength, how unsteady
    "candle": (0.62, 3.4, 0.34, 0.30, 0.28),
    "fire": (0.80, 4.6, 0.95, 0.34, 0.5),
    "campfire": (0.95, 6.5, 1.25, 0.40, 0.5),
    "house": (0.42, 15.0, 3.0, 0.26, 0.4),
}
_FLAMES = {"candle": (0.035, 0.075), "fire": (0.55, 0.6), "campfire": (0.75, 0.95), "house": (1.9, 2.6)}


def _with_fires(light: Lighting, moment: Moment, site: Set) -> Lighting:
    lights, halos, plumes = list(light.lights), list(light.halos), list(light.plumes)
    dark = sum(light.ambient_side) / 3 < 0.62
    for k, fire in enumerate(moment.fires):
        x, y, z = fire.light
        if fire.kind in _FIRES:
            strength, radius, glow, shine, flicker = _FIRES[fire.kind]
            if fire.kind == "house" and k % 4:
                strength, shine = 0.0, 0.0
            lift = {"candle": 0.08, "house": 1.0}.get(fire.kind, 0.35)
            near = {"campfire": 0.0, "candle": 0.0, "house": 2.0}.get(fire.kind, 0.4)
            if strength:
                at = (x, y + lift, z + near)
                lights.append(
                    Light(
                        LightKind.POINT,
                        _WARM,
                        strength * fire.level * (1.0 if dark else 0.45),
                        at,
                        radius=radius,
                        wrap=0.15,
                        flicker=flicker,
                    )
                )
            if fire.level > 0:
                level = fire.level * (1.0 if dark else 0.5)
                if shine:
                    halos.append(Halo((x, y + lift * 0.8, z), _WARM, glow, shine * level, flicker))
                width, height = fire.size or _FLAMES[fire.kind]
                plumes.append(Plume("flame", fire.position, (width, height * fire.level), fire.level, prop=fire.prop))
                if fire.kind == "campfire":
                    color = (0.36, 0.34, 0.40) if dark else (0.5, 0.48, 0.5)
                    plumes.append(
                        Plume("smoke", (x, y + height * 0.8, z), (width * 1.3, height * 4.0), 0.34 * fire.level, color)
                    )
        elif fire.level > 0:
            big = fire.kind == "smoke house"
            red, green, blue = (min(1.0, 0.35 + 0.5 * c) for c in light.ambient_up)
            size = fire.size or ((5.0, 11.0) if big else (0.16, 0.8))
            grey = (0.2, 0.19, 0.22) if big else (red, green, blue)
            kind = "steam" if fire.kind == "steam" else "smoke"
            plumes.append(Plume(kind, fire.position, size, (0.8 if big else 0.5) * fire.level, grey, fire.prop))
    light = replace(light, lights=tuple(lights), halos=tuple(halos), plumes=tuple(plumes))
    burning = [f for f in moment.fires if f.kind in _FIRES and f.level > 0.3]
    if not burning or not dark:
        return light
    fire = burning[0]
    middle = ((site.acting[0] + site.acting[2]) / 2, (site.acting[1] + site.acting[3]) / 2)
    dx, dz = middle[0] - fire.light[0], middle[1] - fire.light[2]
    away = math.hypot(dx, dz)
    warm = (1.24, 1.06, 0.82)
    if away > 0.8:
        # Faces take the fire's side; a little from above, or every face would be a ghost's.
        length = math.sqrt(dx * dx + dz * dz + (0.45 * away) ** 2)
        light = replace(light, face_key=(dx / length, -0.45 * away / length, dz / length))
    return replace(light, face_key_color=_mix(light.face_key_color, warm, 0.6))


def _with_flash(light: Lighting, moment: Moment, site: Set) -> Lighting:
    """A stroke of lightning lights the sky, and everything from one side, for a moment."""
    k = moment.flash
    if k <= 0:
        return light
    white = tone("#dfe6ff")
    sky = light.sky
    # Through a window it falls in as moonlight does, only far stronger.
    lights = [
        replace(lamp, color=_mix(lamp.color, white, 0.9 * k), strength=lamp.strength + 1.25 * k)
        if lamp.kind is LightKind.SUN
        else lamp
        for lamp in light.lights
    ]
    more = (0.24 if site.interior else 0.42) * k

    def up(color: Color) -> Color:
        return color[0] + more * 0.9, color[1] + more * 0.95, color[2] + more * 1.1

    plumes = light.plumes
    if k > 0.6 and not site.interior:
        x0, _, z0, x1, _, _ = site.camera
        plumes = (*plumes, Plume("bolt", (x0 + 0.62 * (x1 - x0), 0.0, z0 - 60.0), (10.0, 55.0), k, white))
    outside = ("view", "house", "hill", "roof", "across", "far")
    shine = tuple((m.name, 1.0 + 0.5 * k) for m in site.materials if m.name.startswith(outside) and m.emission > 0)
    return replace(
        light,
        lights=tuple(lights),
        sky=replace(
            sky,
            zenith=_mix(sky.zenith, white, 0.45 * k),
            middle=_mix(sky.middle, white, 0.55 * k),
            horizon=_mix(sky.horizon, white, 0.65 * k),
            cloud=_mix(sky.cloud, white, 0.7 * k),
            cloud_shade=_mix(sky.cloud_shade, white, 0.3 * k),
        ),
        haze=replace(light.haze, color=_mix(light.haze.color, white, 0.4 * k)),
        ambient_up=up(light.ambient_up),
        ambient_side=up(light.ambient_side),
        ambient_down=up(light.ambient_down),
        plumes=plumes,
        shine=(*light.shine, *shine),
    )


def _with_sweep(light: Lighting, moment: Moment, site: Set) -> Lighting:
    """A car's lamps pass: through the window of a room, or along the road."""
    if moment.sweep < 0:
        return light
    s = moment.sweep
    color = tone("#fff0d0")
    swell = math.sin(math.pi * min(max(s, 0.02), 0.98)) ** 0.5
    if site.interior:
        x0, _, z0, x1, high, z1 = site.room
        window = next((m for m in site.landmarks if "window" in m.words), None)
        if window is None:
            at, inward = (x0, 1.5, (z0 + z1) / 2), (1.0, 0.0)
        else:
            at = window.position
            sides = {(1.0, 0.0): at[0] - x0, (-1.0, 0.0): x1 - at[0], (0.0, 1.0): at[2] - z0, (0.0, -1.0): z1 - at[2]}
            inward = min(sides, key=lambda way: abs(sides[way]))
        nx, nz = inward
        along = (1 - 2 * s) * 2.4
        start = (at[0] - nx * 1.7 + nz * along, 1.2, at[2] - nz * 1.7 + nx * along)
        way = (at[0] - start[0], at[1] + 0.12 - start[1], at[2] - start[2])
        length = math.sqrt(sum(v * v for v in way))
        spot = Light(
            LightKind.SPOT, color, 1.7 * swell, start, (way[0] / length, way[1] / length, way[2] / length),
            radius=20.0, angle=1.5, softness=1.4,
        )  # fmt: skip
        bounce = Light(LightKind.POINT, color, 0.22 * swell, ((x0 + x1) / 2, high * 0.7, (z0 + z1) / 2), radius=max(x1 - x0, z1 - z0) * 0.7, wrap=0.5)  # fmt: skip
        return replace(light, lights=(*light.lights, spot, bounce))
    x0, z0, x1, z1 = site.acting
    if z1 - z0 > x1 - x0:  # along a street that runs north and south
        x, z = (x0 + x1) / 2 + 1.5, z0 - 16.0 + s * (z1 - z0 + 6.0)
        across, way = (1.0, 0.0), (-0.12, 0.0, 0.993)
    else:
        x = x0 - 20.0 + s * (x1 - x0 + 10.0)
        z = z1 - 4.7 if site.kind == "highway" else (z0 + z1) / 2 - 1.4
        across, way = (0.0, 1.0), (0.985, 0.0, 0.17)
    spot = Light(
        LightKind.SPOT, color, min(1.0, 0.3 + s), (x, 0.75, z), way, radius=26.0, angle=0.8, softness=1.4, shafts=0.03,
        shaft_color=color,
    )  # fmt: skip
    lamps = [(x + d * across[0], 0.72, z + d * across[1]) for d in (-0.62, 0.62)]
    eyes = tuple(Halo(lamp, color, 0.5 + 0.5 * s, 0.7) for lamp in lamps)
    glare = tuple(Plume("beam", lamp, (0.34, 0.34), 1.0, color) for lamp in lamps)
    return replace(light, lights=(*light.lights, spot), halos=(*light.halos, *eyes), plumes=(*light.plumes, *glare))
