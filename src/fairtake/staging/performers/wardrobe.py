"""Outfits: which garments make one, and the colours its cloth is cut from.

`Appearance.colors` names an outfit's colours in the order outer, inner, lower, accent,
shoes; what is missing comes from the outfit's own palette. Add an outfit to `OUTFITS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairtake.model.figure import Appearance
from fairtake.model.mesh import Color
from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.garments import (
    LOOSE,
    SHORT,
    Top,
    buttons,
    collar,
    hood,
    top,
)
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.legwear import apron, bare_limbs, shoes, skirt, trousers
from fairtake.staging.performers.sdf import Field

__all__ = ["OUTFITS", "Outfit", "outfit_colors"]

Dress = Callable[[Body, Head], list[Piece]]


@dataclass(frozen=True, slots=True)
class Outfit:
    """How to dress a body; `palette` the colours outer, inner, lower, accent, shoes when
    nobody chose any; `sole` for footsteps; `hooded` hides the hair above."""

    dress: Dress
    palette: tuple[str, str, str, str, str]
    sole: str = "leather"
    hooded: bool = False


def _hex(code: str) -> Color:
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


def _front(body: Body, ease: float) -> Field:
    return lambda p: body.torso(p, ease)


def _shirt(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.013, hem=0.865, flare=0.010, front=0.012, yoke=True, pockets="chest")
    return [
        *top(body, cut),
        *collar(body, "outer", 0.85, 16),
        *buttons(body, _front(body, 0.013), (1.33, 1.24, 1.15, 1.06, 0.97), 0.0),
        *trousers(body, 0.90),
        *bare_limbs(body, arms=False),
        *shoes(body),
    ]


def _tee(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.012, hem=0.865, sleeve=0.60, radii=SHORT, flare=0.011, round_neck=(0.092, 1.480), rib=False)
    return [*top(body, cut), *bare_limbs(body), *trousers(body, 0.90, jeans=True), *shoes(body)]


def _cardigan(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.017, hem=0.85, radii=LOOSE, flare=0.012, vee=1.12, shirt=True, rib=True, folds=0.005)
    return [
        *top(body, cut),
        *collar(body, "inner", 0.8, 16, ease=0.019),
        *buttons(body, _front(body, 0.021), (1.08, 1.00, 0.92), 0.0, 0.0095),
        *trousers(body, 0.88),
        *shoes(body),
    ]


def _suit(body: Body, head: Head) -> list[Piece]:
    cut = Top(
        ease=0.018, hem=0.815, flare=0.012, vee=1.10, shirt=True, lapel=0.046, front=0.012, tie=True, pockets="hip"
    )
    return [*top(body, cut), *collar(body, "inner", 0.8, 12, ease=0.020), *trousers(body, 0.85), *shoes(body)]


def _jacket(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.022, hem=0.88, radii=LOOSE, flare=0.006, vee=1.29, shirt=True, front=0.0, rib=True, folds=0.006)
    return [
        *top(body, cut),
        *collar(body, "outer", 0.95, 26, 0.008, 0.024),
        *trousers(body, 0.91, jeans=True),
        *shoes(body),
    ]


def _coat(body: Body, head: Head) -> list[Piece]:
    cut = Top(
        ease=0.021, hem=0.47, radii=LOOSE, sweep=(0.238, 0.176), vee=1.20, shirt=True, lapel=0.080, front=0.030,
        belt=(1.028, 1.072), pockets="hip", folds=0.006,
    )  # fmt: skip
    return [*top(body, cut), *collar(body, "outer", 1.2, 28, 0.016, 0.023), *trousers(body, 0.74), *shoes(body)]


def _raincoat(body: Body, head: Head) -> list[Piece]:
    cut = Top(
        ease=0.027, hem=0.53, radii=LOOSE, sweep=(0.262, 0.192), front=0.012, pockets="hip", yoke=True, folds=0.004
    )
    return [
        *top(body, cut),
        *hood(body, head),
        *buttons(body, _front(body, 0.030), (1.30, 1.18, 1.06), 0.0, 0.010),
        *trousers(body, 0.74),
        *shoes(body, ankle=0.20),
    ]


def _dress(body: Body, head: Head) -> list[Piece]:
    cut = Top(
        ease=0.011, hem=0.50, sleeve=1.12, radii=(0.058, 0.057, 0.056, 0.055, 0.055, 0.056, 0.06, 0.06, 0.06),
        sweep=(0.230, 0.165), round_neck=(0.112, 1.485), belt=(1.052, 1.085), cuff=False,
    )  # fmt: skip
    return [*top(body, cut), *bare_limbs(body, legs=True), *shoes(body, ankle=0.085)]


def _blouse(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.012, hem=1.00, radii=LOOSE, front=0.010, folds=0.006)
    return [
        *top(body, cut),
        *collar(body, "outer", 0.8, 20),
        *skirt(body, 0.50, 1.055, 0.012),
        *bare_limbs(body, arms=False, legs=True),
        *shoes(body, ankle=0.085),
    ]


def _uniform(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.017, hem=0.82, flare=0.010, front=0.010, belt=(0.985, 1.030), pockets="chest", yoke=False)
    return [
        *top(body, cut),
        *collar(body, "outer", 0.8, 12, ease=0.019),
        *buttons(body, _front(body, 0.018), (1.35, 1.27, 1.19, 1.11), 0.0, 0.0095),
        *trousers(body, 0.86),
        *shoes(body),
    ]


def _apron(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.013, hem=0.865, sleeve=1.05, radii=LOOSE, flare=0.010, front=None, yoke=False, cuff=False)
    return [
        *top(body, cut),
        *collar(body, "outer", 0.8, 16),
        *apron(body),
        *bare_limbs(body, bust=False),
        *trousers(body, 0.90),
        *shoes(body),
    ]


def _sweater(body: Body, head: Head) -> list[Piece]:
    cut = Top(ease=0.020, hem=0.86, radii=LOOSE, flare=0.008, round_neck=(0.098, 1.485), rib=True, folds=0.006)
    return [*top(body, cut), *bare_limbs(body, arms=False), *trousers(body, 0.89), *shoes(body)]


OUTFITS: Mapping[str, Outfit] = MappingProxyType(
    {
        "apron": Outfit(_apron, ("c9d2c6", "efe3cc", "4f4a55", "f0e4cf", "4a3a36")),
        "blouse": Outfit(_blouse, ("f0e4cf", "efe3cc", "7c4a5c", "b9884a", "50404c"), "heel"),
        "cardigan": Outfit(_cardigan, ("5d7a68", "efe3cc", "6b5a4c", "6f4a33", "4a3a36")),
        "coat": Outfit(_coat, ("d9a441", "f0e4cf", "43506b", "c48f35", "6d3b33")),
        "dress": Outfit(_dress, ("7d5a86", "e0c9a0", "7d5a86", "e0c9a0", "50404c"), "heel"),
        "jacket": Outfit(_jacket, ("8a4b3a", "ece0cb", "46566f", "6f4a33", "5a4038"), "rubber"),
        "raincoat": Outfit(_raincoat, ("e8c63f", "f0e4cf", "3f4f63", "c9a52c", "3f6f7a"), "rubber", hooded=True),
        "shirt": Outfit(_shirt, ("8fb0c4", "efe3cc", "5a5048", "6f4a33", "4a3a36")),
        "suit": Outfit(_suit, ("46566f", "f2ead9", "46566f", "a8433c", "33292c")),
        "sweater": Outfit(_sweater, ("b5573f", "efe3cc", "4a5a68", "6f4a33", "4a3a36"), "rubber"),
        "tee": Outfit(_tee, ("d8684a", "efe3cc", "4a648c", "6f4a33", "e6ddcf"), "rubber"),
        "uniform": Outfit(_uniform, ("3d4a6b", "f2ead9", "333d58", "2b2a33", "2b262c")),
    }
)
"""Every outfit by name."""


def outfit_colors(appearance: Appearance) -> dict[str, Color]:
    """The colours of an outfit's materials by name."""
    outfit = OUTFITS[appearance.outfit]
    names = ("outer", "inner", "lower", "accent", "shoes")
    colors = {name: _hex(code) for name, code in zip(names, outfit.palette, strict=True)}
    colors.update(zip(names, appearance.colors, strict=False))
    colors["trim"] = _shade(colors["outer"], 0.84)
    colors["sole"] = _shade(colors["shoes"], 0.70)
    colors["skin"] = appearance.skin
    return colors


def _shade(color: Color, factor: float) -> Color:
    return (color[0] * factor, color[1] * factor, color[2] * factor)
