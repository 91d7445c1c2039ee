"""A place's lighting as a look wants it, and the numbers its surfaces are restyled by."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.model.light import Light, Lighting, LightKind
from fairtake.rendering.kernels import restyle
from fairtake.rendering.look import Look, Tone

__all__ = ["dress_of", "dressed"]

F32 = npt.NDArray[np.float32]


def _luma(color: Tone) -> float:
    return 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2]


def _grey(color: Tone, hue: float) -> Tone:
    """A colour that keeps a share of its hue."""
    if hue >= 1:
        return color
    luma = _luma(color)
    red, green, blue = (luma + (value - luma) * hue for value in color)
    return red, green, blue


def _times(color: Tone, factor: float) -> Tone:
    return color[0] * factor, color[1] * factor, color[2] * factor


def _turned(direction: Tone, degrees: float) -> Tone:
    """The key on faces, gone further to the side it comes from."""
    angle = math.radians(degrees) * (-1 if direction[0] * direction[2] >= 0 else 1)
    x, y, z = direction
    return x * math.cos(angle) - z * math.sin(angle), y, x * math.sin(angle) + z * math.cos(angle)


_STUDIO = 0.86


def _ambient(color: Tone, share: float, look: Look) -> Tone:
    """Light from everywhere; `share` of a studio's that comes from this side."""
    color = _grey(color, look.hue)
    luma = max(_luma(color), 1e-3)
    return _times(color, (1 + (_STUDIO * share / luma - 1) * look.even) * look.ambient)


def _lamp(light: Light, look: Look) -> Light:
    factor = look.lamps if light.kind is LightKind.POINT else look.key
    return replace(
        light,
        color=_grey(light.color, look.hue),
        strength=light.strength * factor,
        shafts=light.shafts * look.shafts,
        shaft_color=light.shaft_color and _grey(light.shaft_color, look.hue),
    )


def dressed(lighting: Lighting, look: Look) -> Lighting:
    """The lighting of a place under a look; the same one where the look wants nothing else."""
    plain = (look.ambient, 1 - look.even, look.key, look.lamps, look.hue, look.key_turn, look.bloom, look.shafts, look.haze,
             look.saturation, look.contrast, look.vignette, look.ink_opacity, look.occlusion)  # fmt: skip
    tones = (look.haze_color, look.black, look.white, look.ink_color, look.occlusion_color)
    if plain == (1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1) and not any(tones):
        return lighting
    haze = replace(lighting.haze, maximum=min(lighting.haze.maximum * look.haze, 1.0))
    if look.haze_color is not None:
        haze = replace(haze, color=look.haze_color, sun_color=look.haze_color)
    tint = look.occlusion_color or lighting.shadow_tint
    shade: Tone = tuple(max(1 - (1 - value) * look.occlusion, 0.0) for value in tint)  # type: ignore[assignment]
    return replace(
        lighting,
        ambient_up=_ambient(lighting.ambient_up, 1.0, look),
        ambient_side=_ambient(lighting.ambient_side, 0.92, look),
        ambient_down=_ambient(lighting.ambient_down, 0.72, look),
        lights=tuple(_lamp(light, look) for light in lighting.lights),
        face_key=_turned(lighting.face_key, look.key_turn),
        face_key_color=_grey(lighting.face_key_color, look.hue),
        haze=haze,
        halos=tuple(
            replace(halo, color=_grey(halo.color, look.hue), strength=halo.strength * min(look.bloom, 1.0))
            for halo in lighting.halos
            if look.bloom > 0
        ),
        shadow_tint=shade,
        ink=look.ink_color or lighting.ink,
        ink_opacity=min(lighting.ink_opacity * look.ink_opacity, 1.0),
        bloom=lighting.bloom * look.bloom,
        saturation=lighting.saturation * look.saturation,
        contrast=lighting.contrast + look.contrast,
        black=look.black or lighting.black,
        white=look.white or lighting.white,
        vignette=lighting.vignette * look.vignette,
    )


def dress_of(look: Look) -> F32:
    """The look's numbers as kernels.restyle wants them."""
    out = np.zeros(restyle.DRESS_COLUMNS, np.float32)
    grey = (0.5, 0.5, 0.5)
    for first, color in (
        (restyle.SET, look.body), (restyle.PERSON, look.person), (restyle.FEATURES, look.features),
        (restyle.SKY, look.sky),
    ):  # fmt: skip
        out[first : first + 3] = color or grey
    out[restyle.SET_SHARE] = look.body_share if look.body else 0
    out[restyle.SET_VALUE] = look.body_value
    out[restyle.PERSON_SHARE] = look.person_share if look.person else 0
    out[restyle.PERSON_VALUE] = look.person_value
    out[restyle.FEATURES_SHARE] = 1 if look.features else 0
    out[restyle.SKY_SHARE] = look.sky_share if look.sky else 0
    out[restyle.STEPS] = look.steps
    out[restyle.RIM] = look.rim
    out[restyle.ROUND] = look.round
    out[restyle.DATA] = look.medium == "plan"
    out[restyle.GRID] = look.grid
    return out
