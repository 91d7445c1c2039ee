"""The same person in other clothes: what a script changes of them, and nothing else.

Body, face, hair and voice stay as they are. Words are as the script has them: "a wedding dress", "his
black coat", "without glasses"; or, of a change on the stage, "put on his hat", "take off her coat".
"""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Setting
from fairtake.model.figure import Appearance
from fairtake.staging.performers.casting import colors_of, suited
from fairtake.staging.performers.clothing import read_clothes
from fairtake.staging.performers.outfits import OUTFITS
from fairtake.staging.performers.wardrobe import hex_color

__all__ = ["garment_in", "redressed", "weathered"]

_OFF = re.compile(r"^\s*(?:without|no|take off)\b\s*", re.IGNORECASE)
_ON = re.compile(r"^\s*put on\b\s*", re.IGNORECASE)
_OUTER = (
    "coat",
    "jacket",
    "raincoat",
    "parka",
    "cardigan",
    "dressing gown",
    "gown",
    "cloak",
    "robe",
    "blazer",
    "waistcoat",
)
_UNDER = {
    "suit": "waistcoat",
    "tuxedo": "waistcoat",
    "skirt suit": "blouse",
    "uniform": "shirt",
    "waistcoat": "shirt",
    "hoodie": "tee",
    "sweater": "tee",
}
_HOODED = "raincoat, hood up"


def garment_in(words: str) -> str:
    """Which part of the clothes some words name: "hat", "eyes", "thing", "feet", "outfit", or "" for
    none."""
    traits = read_clothes(words.lower())
    if "outfit" in traits or "lower" in traits:
        return "outfit"
    if "worn" in traits:
        return "thing"
    if "hat" in traits:
        return "hat"
    if "glasses" in traits:
        return "eyes"
    return "feet" if "footwear" in traits else ""


def redressed(look: Appearance, words: str, first: Appearance | None = None) -> Appearance:
    """`look` after a change of clothes. `first` is how they were dressed at the beginning of the
    film: what they wear under a coat they take off. An animal's coat does not change."""
    if look.species:
        return look
    off = _OFF.match(words)
    if off is not None:
        return _without(look, words[off.end() :], first or look)
    on = _ON.match(words)
    text = words[on.end() :] if on is not None else words
    return _with(look, text, over=on is not None)


def weathered(look: Appearance, setting: Setting) -> Appearance:
    """A raincoat's hood is up in the rain and down elsewhere, unless the words say "hood up"."""
    if look.outfit == "raincoat" and not look.hat and setting.exterior and {"rain", "snow"} & set(setting.weather):
        return replace(look, outfit=_HOODED)
    return look


def _with(look: Appearance, words: str, over: bool) -> Appearance:
    traits = read_clothes(words.lower())
    changed: dict[str, object] = {}
    if "outfit" in traits:
        outfit = suited(str(traits["outfit"]), look.femininity >= 0.5)
        own = OUTFITS[outfit]
        draw = np.random.default_rng(zlib.crc32(f"{look.iris}{look.nose:.4f}{outfit}".encode()))
        colors = colors_of(outfit, traits, draw)
        if over and len(look.colors) == 5 and outfit not in ("dressing gown",):
            # A coat goes over what is worn: the legs and shoes stay.
            colors = (colors[0], look.colors[0], look.colors[2], colors[3], look.colors[4])
        changed |= {
            "outfit": outfit,
            "colors": colors,
            "lower": "",
            "lower_pattern": "",
            "pattern": "",
            "footwear": "",
            "torn": False,
        }
        if over:
            kept = look.lower or OUTFITS[look.outfit].lower
            changed["lower"] = kept if own.lower and kept else ""
            changed["footwear"] = look.footwear
        if not over:
            changed |= {"hat": own.hat, "hat_color": None, "worn": tuple((n, hex_color(c)) for n, c in own.worn)}
    for name in ("lower", "footwear", "pattern", "lower_pattern", "hat", "hat_color", "torn", "eyewear", "glasses"):
        if name in traits:
            changed[name] = traits[name]
    if "worn" in traits and isinstance(traits["worn"], tuple):
        new = dict(traits["worn"])
        before = changed.get("worn", look.worn)
        assert isinstance(before, tuple)
        changed["worn"] = (*(one for one in before if one[0] not in new), *traits["worn"])
    if "outfit" not in changed and len(look.colors) == 5:
        places = ("outer", "inner", "lower_color", "accent", "shoes_color")
        named = tuple(traits.get(p) or c for p, c in zip(places, look.colors, strict=True))
        changed["colors"] = named
    if changed.get("outfit") == "raincoat" and changed.get("hat") == "hood":
        changed |= {"outfit": _HOODED, "hat": ""}
    if "hat" in traits and traits["hat"] == "hood" and look.outfit == "raincoat" and "outfit" not in traits:
        changed |= {"outfit": _HOODED, "hat": look.hat}
    if "lower" in changed and str(changed.get("lower")) and not OUTFITS[str(changed.get("outfit", look.outfit))].lower:
        changed["lower"] = ""
    return replace(look, **changed)  # type: ignore[arg-type]


def _without(look: Appearance, words: str, first: Appearance) -> Appearance:
    traits = read_clothes(words.lower())
    kind = garment_in(words)
    if kind == "eyes":
        return replace(look, glasses=False, eyewear="")
    if kind == "hat":
        if look.outfit == _HOODED:
            return replace(look, outfit="raincoat")
        return replace(look, hat="", hat_color=None)
    if kind == "thing" and isinstance(traits.get("worn"), tuple):
        gone = dict(traits["worn"])  # type: ignore[call-overload]
        if "apron" in str(words) and look.outfit == "apron":
            return _under(look, first)
        return replace(look, worn=tuple(one for one in look.worn if one[0] not in gone))
    if kind == "feet":
        return replace(look, footwear="bare")
    if kind == "outfit":
        return _under(look, first)
    return look


def _under(look: Appearance, first: Appearance) -> Appearance:
    """What is under the coat: what they wore before it, or a shirt in the colour that shows at its neck."""
    if first.outfit != look.outfit and not any(word in first.outfit for word in _OUTER):
        return replace(
            look, outfit=first.outfit, colors=first.colors, lower=first.lower, pattern=first.pattern, lower_pattern=first.lower_pattern
        )  # fmt: skip
    under = _UNDER.get(look.outfit, "blouse" if look.femininity >= 0.5 else "shirt")
    palette = OUTFITS[under].palette
    colors = look.colors if len(look.colors) == 5 else tuple(hex_color(code) for code in palette)
    lower = look.lower if OUTFITS[under].lower else ""
    return replace(look, outfit=under, colors=(colors[1], hex_color(palette[1]), *colors[2:]), pattern="", lower=lower)
