"""Outfits: which garments make one, and the colours its cloth is cut from.

An outfit is data: how its top is cut, what hangs on it, what is worn below and on the feet.
The pieces are cut in `garments`, `trimmings` and `legwear`; the table of outfits is in
`outfits`. `Appearance.colors` names the colours in the order outer, inner, lower, accent,
shoes; what is missing comes from the outfit's own palette.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from fairtake.errors import StagingError
from fairtake.model.figure import Appearance
from fairtake.model.mesh import Color
from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.garments import Top, top
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.legwear import bare_limbs, bare_trunk, shoes, skirt, trousers
from fairtake.staging.performers.trimmings import buttons, collar, hood

__all__ = ["FOOTWEAR", "LOWERS", "Outfit", "Part", "dressed", "hex_color"]

Part = Callable[[Body, Head], list[Piece]]
"""Something that is put on beside the top."""


@dataclass(frozen=True, slots=True)
class Outfit:
    """How to dress a body. `top` may be None (a bare chest); `parts` lie on it; `lower` and
    `footwear` are names of LOWERS and FOOTWEAR, "" for a lower when the top reaches the feet;
    `waist` is where trousers or skirt begin, metres; `bare` what skin is seen, of "arms",
    "legs", "neck", "trunk"; `palette` the colours outer, inner, lower, accent, shoes when
    nobody chose any; `own` whether those are what it is known by (a nurse's, a judge's);
    `matching` whether lower is cut from the outer cloth; `hooded` hides the hair above; `hat`
    is worn with it unless the words say otherwise; `patterns` of the outer and lower cloth."""

    top: Top | None
    palette: tuple[str, str, str, str, str]
    parts: tuple[Part, ...] = ()
    lower: str = "trousers"
    waist: float = 0.90
    footwear: str = "shoes"
    bare: tuple[str, ...] = ()
    own: bool = False
    matching: bool = False
    hooded: bool = False
    hat: str = ""
    worn: tuple[tuple[str, str], ...] = ()
    patterns: tuple[str, str] = ("", "")
    cut: str = "trousers"


def hex_color(code: str) -> Color:
    """ "c23b33" as sRGB 0..1."""
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


@dataclass(frozen=True, slots=True)
class Lower:
    """What is worn below: `make` from a body and the waist; `legs` up to where they are bare
    (metres above the ground, 0 for not at all); `kind` "trousers" or "skirt"."""

    make: Callable[[Body, float], list[Piece]]
    legs: float = 0.0
    kind: str = "trousers"


def _trousers(body: Body, waist: float, **options: object) -> list[Piece]:
    return trousers(body, waist, **options)  # type: ignore[arg-type]


def _skirt(body: Body, waist: float, hem: float, flare: float = 0.012) -> list[Piece]:
    # A top that ends low hides the waistband: the skirt still hangs from the waist.
    return skirt(body, hem, max(waist, 1.05), flare, below=waist if waist < 1.0 else 9.0)


LOWERS: Mapping[str, Lower] = MappingProxyType(
    {
        "trousers": Lower(trousers),
        "jeans": Lower(partial(_trousers, jeans=True)),
        "leggings": Lower(partial(_trousers, jeans=True, wide=-0.007)),
        "padded trousers": Lower(partial(_trousers, wide=0.030)),
        "wide trousers": Lower(partial(_trousers, wide=0.026)),
        "striped trousers": Lower(partial(_trousers, stripe="accent")),
        "banded trousers": Lower(partial(_trousers, wide=0.022, bands=((0.24, 0.29), (0.52, 0.565)))),
        "breeches": Lower(partial(_trousers, hem=0.40, jeans=True), 0.46),
        "shorts": Lower(partial(_trousers, hem=0.53, wide=0.03), 0.62),
        "swim shorts": Lower(partial(_trousers, hem=0.62, wide=0.02), 0.72),
        "skirt": Lower(partial(_skirt, hem=0.50), 0.62, "skirt"),
        "short skirt": Lower(partial(_skirt, hem=0.62, flare=0.02), 0.74, "skirt"),
        "long skirt": Lower(partial(_skirt, hem=0.085, flare=0.05), 0.0, "skirt"),
        "kilt": Lower(partial(_skirt, hem=0.50, flare=0.030), 0.62, "skirt"),
    }
)
"""Trousers and skirts by name."""

FOOTWEAR: Mapping[str, tuple[Callable[[Body], list[Piece]], str]] = MappingProxyType(
    {
        "shoes": (shoes, "leather"),
        "sneakers": (partial(shoes, ankle=0.12), "rubber"),
        "pumps": (partial(shoes, ankle=0.085), "heel"),
        "flats": (partial(shoes, ankle=0.085), "leather"),
        "boots": (partial(shoes, ankle=0.24), "rubber"),
        "slippers": (partial(shoes, ankle=0.080), "bare"),
        "bare": (partial(shoes, ankle=0.115, bare=True), "bare"),
    }
)
"""Shoes by name, with their soles for footsteps."""


def dressed(outfit: Outfit, appearance: Appearance, body: Body, head: Head) -> list[Piece]:
    """Everything an outfit puts on a body, with the skin that it leaves bare. Raises
    StagingError on a lower garment or footwear that is not known."""
    lower_name, foot = appearance.lower or outfit.lower, appearance.footwear or outfit.footwear
    for what, name, known in (("lower garment", lower_name or "trousers", LOWERS), ("footwear", foot, FOOTWEAR)):
        if name not in known:
            raise StagingError(f"no {what} is called {name!r}", fix=f"Choose one of: {', '.join(sorted(known))}.")
    pieces: list[Piece] = []
    if outfit.top is not None:
        pieces += top(body, replace(outfit.top, torn=outfit.top.torn or appearance.torn))
    for part in outfit.parts:
        pieces += part(body, head)
    legs = 0.0
    if lower_name:
        lower = LOWERS[lower_name]
        pieces += lower.make(body, outfit.waist)
        legs = lower.legs
    if "legs" in outfit.bare:
        legs = max(legs, 0.80)
    if "hips" in outfit.bare:
        legs = 0.95
    arms = "arms" in outfit.bare
    neck = "neck" in outfit.bare
    if outfit.top is None or outfit.top.sleeve <= 0:
        pieces += bare_trunk(body, 0.84 if "trunk" in outfit.bare else 1.20)
        arms = neck = False
    if arms or legs or neck:
        pieces += bare_limbs(body, arms, legs > 0, neck, legs, outfit.top.sleeve if outfit.top is not None else 0.0)
    return pieces + FOOTWEAR[foot][0](body)


def collar_of(material: str = "outer", size: float = 0.85, gap: float = 16, spread: float = 0.0, ease: float = 0.016) -> Part:  # fmt: skip
    """A collar as a part of an outfit."""
    return lambda body, head: collar(body, material, size, gap, spread, ease)


def buttons_at(
    heights: tuple[float, ...], ease: float = 0.013, radius: float = 0.0085, aside: tuple[float, ...] = (0.0,),
    material: str = "trim",
) -> Part:  # fmt: skip
    """Buttons at these heights, in one row or at several places across."""

    def part(body: Body, head: Head) -> list[Piece]:
        found = []
        for x in aside:
            found += buttons(body, lambda p: body.torso(p, ease), heights, x, radius, material)
        return found

    return part


def hood_up(body: Body, head: Head) -> list[Piece]:
    """A hood over the head."""
    return hood(body, head)


__all__ += ["Lower", "buttons_at", "collar_of", "hood_up"]
