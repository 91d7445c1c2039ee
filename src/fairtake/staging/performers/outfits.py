"""The table of outfits. Heights are metres on an adult of 1.75 m; colours outer, inner, lower,
accent, shoes. Add an outfit to `OUTFITS`, and the words for it to `clothing`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fairtake.model.figure import Appearance
from fairtake.model.mesh import Color
from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.garments import LOOSE, SHORT, Top
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.legwear import apron, cloak
from fairtake.staging.performers.trimmings import roll, strip
from fairtake.staging.performers.wardrobe import Outfit, Part, buttons_at, collar_of, hex_color, hood_up

__all__ = ["OUTFITS", "outfit_colors"]

_HALF = (0.058, 0.057, 0.056, 0.055, 0.055, 0.056, 0.06, 0.06, 0.06)
"""Sleeve radii of a dress: to the elbow."""
_WIDE = (0.056, 0.062, 0.064, 0.064, 0.066, 0.072, 0.078, 0.084, 0.086)
"""Sleeve radii of robes: wide at the wrist."""
_PADDED = (0.060, 0.070, 0.072, 0.068, 0.068, 0.068, 0.062, 0.050, 0.046)
"""Sleeve radii of quilted and heavy things."""


def _on(make: object, *arguments: object, **options: object) -> Part:
    """A garment function that needs no head, as a part."""
    return lambda body, head: make(body, *arguments, **options)  # type: ignore[operator]


def _half_apron(body: Body, head: Head) -> list[Piece]:
    return apron(body, bib=False, hem=0.42)


_SHIRT_BUTTONS = buttons_at((1.33, 1.24, 1.15, 1.06, 0.97))
_HOOD_DOWN = _on(roll, "outer", 0.088, 0.026, 0.085)

_EVERYDAY: dict[str, Outfit] = {
    "shirt": Outfit(
        Top(ease=0.013, hem=0.865, flare=0.010, front=0.012, yoke=True, pockets="chest"),
        ("8fb0c4", "efe3cc", "5a5048", "6f4a33", "4a3a36"),
        (collar_of(), _SHIRT_BUTTONS),
        bare=("neck",),
    ),
    "tee": Outfit(
        Top(ease=0.012, hem=0.865, sleeve=0.60, radii=SHORT, flare=0.011, round_neck=(0.092, 1.480)),
        ("d8684a", "efe3cc", "4a648c", "6f4a33", "e6ddcf"),
        lower="jeans",
        footwear="sneakers",
        bare=("arms", "neck"),
    ),
    "tank top": Outfit(
        Top(ease=0.012, hem=0.865, sleeve=0.0, flare=0.008, round_neck=(0.118, 1.485)),
        ("e9e1d2", "efe3cc", "54624f", "6f4a33", "4a3a36"),
        bare=("arms", "neck"),
    ),
    "sweater": Outfit(
        Top(ease=0.020, hem=0.86, radii=LOOSE, flare=0.008, round_neck=(0.098, 1.485), rib=True, folds=0.006),
        ("b5573f", "efe3cc", "4a5a68", "6f4a33", "4a3a36"),
        waist=0.89,
        footwear="sneakers",
        bare=("neck",),
    ),
    "turtleneck": Outfit(
        Top(ease=0.014, hem=0.86, flare=0.008, rib=True, round_neck=(0.060, 1.490), folds=0.005),
        ("4b4a55", "efe3cc", "4a5a68", "6f4a33", "4a3a36"),
        (_on(roll, "outer", 0.060, 0.018, 0.0, 1.442),),
        waist=0.89,
    ),
    "hoodie": Outfit(
        Top(
            ease=0.024, hem=0.855, radii=LOOSE, flare=0.008, round_neck=(0.098, 1.485), rib=True, front=0.0, folds=0.006
        ),
        ("6d6f7c", "efe3cc", "4a5a78", "6f4a33", "e6ddcf"),
        (_HOOD_DOWN,),
        lower="jeans",
        waist=0.89,
        footwear="sneakers",
        bare=("neck",),
    ),
    "cardigan": Outfit(
        Top(ease=0.017, hem=0.85, radii=LOOSE, flare=0.012, vee=1.12, shirt=True, rib=True, folds=0.005),
        ("5d7a68", "efe3cc", "6b5a4c", "6f4a33", "4a3a36"),
        (collar_of("inner", 0.8, 16, ease=0.019), buttons_at((1.08, 1.00, 0.92), 0.021, 0.0095)),
        waist=0.88,
    ),
    "jacket": Outfit(
        Top(ease=0.022, hem=0.88, radii=LOOSE, flare=0.006, vee=1.29, shirt=True, front=0.0, rib=True, folds=0.006),
        ("8a4b3a", "ece0cb", "46566f", "6f4a33", "5a4038"),
        (collar_of("outer", 0.95, 26, 0.008, 0.024),),
        lower="jeans",
        waist=0.91,
        footwear="sneakers",
    ),
    "leather jacket": Outfit(
        Top(
            ease=0.022,
            hem=0.93,
            radii=LOOSE,
            vee=1.13,
            shirt=True,
            lapel=0.070,
            front=0.028,
            pockets="hip",
            folds=0.007,
        ),
        ("3f393d", "e6ddcf", "46566f", "8d8a90", "33292c"),
        (collar_of("outer", 1.1, 26, 0.012, 0.024),),
        lower="jeans",
        waist=0.95,
        footwear="boots",
        own=True,
    ),
    "denim jacket": Outfit(
        Top(
            ease=0.020,
            hem=0.92,
            radii=LOOSE,
            front=0.010,
            yoke=True,
            pockets="chest",
            belt=(0.92, 0.955),
            chest=None,
            vee=1.31,
            shirt=True,
        ),
        ("5a7ba3", "efe3cc", "4b4a55", "4d6b92", "5a4038"),
        (
            collar_of("outer", 1.0, 24, 0.008, 0.023),
            buttons_at((1.27, 1.19, 1.10, 1.01), 0.021, 0.008, material="inner"),
        ),
        lower="jeans",
        waist=0.94,
        footwear="sneakers",
        own=True,
    ),
    "tracksuit": Outfit(
        Top(ease=0.020, hem=0.865, radii=LOOSE, flare=0.006, front=0.0, rib=True, chest=1.285, folds=0.005),
        ("3f8580", "efe3cc", "3f8580", "efe3cc", "e6ddcf"),
        (collar_of("outer", 0.7, 10, ease=0.022),),
        lower="striped trousers",
        waist=0.89,
        footwear="sneakers",
        matching=True,
    ),
    "shorts": Outfit(
        Top(ease=0.012, hem=0.865, sleeve=0.60, radii=SHORT, flare=0.011, round_neck=(0.092, 1.480)),
        ("d9a441", "efe3cc", "54624f", "6f4a33", "e6ddcf"),
        lower="shorts",
        footwear="sneakers",
        bare=("arms", "neck"),
        cut="shorts",
    ),
    "dungarees": Outfit(
        Top(ease=0.013, hem=0.91, sleeve=0.60, radii=SHORT, flare=0.006, round_neck=(0.092, 1.480), bib="lower"),
        ("e0c9a0", "efe3cc", "4d6b92", "c9a95a", "5a4038"),
        lower="wide trousers",
        waist=0.96,
        footwear="boots",
        bare=("arms", "neck"),
    ),
    "waistcoat": Outfit(
        Top(ease=0.015, hem=0.90, front=0.0, vee=1.17, shirt=True, sleeves="inner", pockets="hip"),
        ("5a5048", "f0e9dc", "4b4a55", "7c2f3c", "33292c"),
        (collar_of("inner", 0.85, 14, ease=0.017), buttons_at((1.12, 1.05, 0.98), 0.017)),
        waist=0.93,
    ),
    "suit": Outfit(
        Top(
            ease=0.018, hem=0.815, flare=0.012, vee=1.10, shirt=True, lapel=0.046, front=0.012, tie=True, pockets="hip"
        ),
        ("46566f", "f2ead9", "46566f", "a8433c", "33292c"),
        (collar_of("inner", 0.8, 12, ease=0.020),),
        waist=0.85,
        matching=True,
    ),
    "skirt suit": Outfit(
        Top(ease=0.016, hem=0.855, flare=0.022, vee=1.13, shirt=True, lapel=0.044, front=0.010, pockets="hip"),
        ("7c4a5c", "f2ead9", "7c4a5c", "d9a441", "50404c"),
        (buttons_at((1.07, 0.98), 0.020, 0.010),),
        lower="skirt",
        waist=0.88,
        footwear="pumps",
        matching=True,
        cut="skirt",
        bare=("neck",),
    ),
    "blouse": Outfit(
        Top(ease=0.012, hem=1.035, radii=LOOSE, front=0.010, folds=0.006),
        ("f0e4cf", "efe3cc", "7c4a5c", "b9884a", "50404c"),
        (collar_of("outer", 0.8, 20),),
        lower="skirt",
        waist=1.055,
        footwear="pumps",
        bare=("neck",),
        cut="skirt",
    ),
    "dress": Outfit(
        Top(
            ease=0.011,
            hem=0.50,
            sleeve=1.12,
            radii=_HALF,
            sweep=(0.230, 0.165),
            round_neck=(0.112, 1.485),
            belt=(1.052, 1.085),
            cuff=False,
        ),
        ("7d5a86", "e0c9a0", "7d5a86", "e0c9a0", "50404c"),
        lower="",
        footwear="pumps",
        bare=("arms", "legs", "neck"),
        cut="skirt",
    ),
    "summer dress": Outfit(
        Top(
            ease=0.012,
            hem=0.56,
            sleeve=0.0,
            sweep=(0.275, 0.215),
            round_neck=(0.122, 1.475),
            belt=(1.055, 1.080),
            cuff=False,
        ),
        ("d98a5a", "f3eee4", "d98a5a", "efe3cc", "c8aa82"),
        lower="",
        footwear="flats",
        bare=("arms", "legs", "neck"),
        patterns=("dotted", ""),
        cut="skirt",
    ),
    "pinafore": Outfit(
        Top(
            ease=0.012,
            hem=0.54,
            sleeve=1.93,
            radii=LOOSE,
            sweep=(0.250, 0.185),
            sleeves="inner",
            bib="",
            cuff=False,
            vee=1.24,
            shirt=True,
        ),
        ("7d5a86", "efe3cc", "7d5a86", "efe3cc", "50404c"),
        (collar_of("inner", 0.8, 16),),
        lower="",
        footwear="flats",
        bare=("legs",),
        cut="skirt",
    ),
    "evening gown": Outfit(
        Top(
            ease=0.012,
            hem=0.045,
            sleeve=0.0,
            sweep=(0.270, 0.225),
            round_neck=(0.140, 1.500),
            belt=(1.060, 1.080),
            cuff=False,
        ),
        ("7c2f3c", "efe3cc", "7c2f3c", "d9b26a", "33292c"),
        lower="",
        footwear="pumps",
        bare=("arms", "neck"),
        worn=(("necklace", "d9b26a"),),
        cut="gown",
    ),
    "wedding dress": Outfit(
        Top(
            ease=0.010,
            hem=0.030,
            sweep=(0.400, 0.360),
            belt=(1.055, 1.078),
            cuff=False,
            strapless=True,
            sleeve=0.0,
            chest=None,
        ),
        ("f6efe4", "f3eee4", "f6efe4", "e4d6c2", "efe3d6"),
        lower="",
        footwear="pumps",
        bare=("arms", "neck"),
        own=True,
        hat="veil",
        cut="gown",
    ),
    "coat": Outfit(
        Top(
            ease=0.021,
            hem=0.47,
            radii=LOOSE,
            sweep=(0.238, 0.176),
            vee=1.20,
            shirt=True,
            lapel=0.080,
            front=0.030,
            belt=(1.028, 1.072),
            pockets="hip",
            folds=0.006,
        ),
        ("d9a441", "f0e4cf", "43506b", "c48f35", "6d3b33"),
        (collar_of("outer", 1.2, 28, 0.016, 0.023),),
        waist=0.74,
        cut="long",
    ),
    "trench coat": Outfit(
        Top(
            ease=0.023,
            hem=0.42,
            radii=LOOSE,
            sweep=(0.245, 0.185),
            vee=1.27,
            shirt=True,
            lapel=0.105,
            front=0.062,
            belt=(1.020, 1.068),
            pockets="hip",
            yoke=True,
            folds=0.006,
            hoops=(1.62,),
        ),
        ("c0a274", "efe3cc", "4b4a55", "8f7550", "4a3a36"),
        (
            collar_of("outer", 1.45, 24, 0.020, 0.025),
            buttons_at((1.23, 1.13, 0.97), 0.027, 0.011, (0.062, -0.045), "accent"),
        ),
        waist=0.70,
        own=True,
        cut="long",
    ),
    "fur coat": Outfit(
        Top(ease=0.034, hem=0.40, radii=_PADDED, sweep=(0.275, 0.215), front=0.0, vee=1.29, shirt=True, folds=0.008),
        ("8a6248", "efe3cc", "4b4a55", "6f4d38", "33292c"),
        (_on(roll, "outer", 0.104, 0.044),),
        lower="trousers",
        waist=0.70,
        footwear="boots",
        own=True,
        cut="long",
    ),
    "parka": Outfit(
        Top(
            ease=0.036,
            hem=0.70,
            radii=_PADDED,
            sweep=(0.232, 0.180),
            front=0.012,
            pockets="hip",
            yoke=True,
            folds=0.008,
            rib=False,
        ),
        ("7f7d4c", "e4d3b4", "4a5a78", "5a4a3a", "5a4038"),
        (_on(roll, "inner", 0.104, 0.034, 0.06),),
        lower="jeans",
        waist=0.80,
        footwear="boots",
        cut="long",
    ),
    "raincoat": Outfit(
        Top(
            ease=0.027, hem=0.53, radii=LOOSE, sweep=(0.262, 0.192), front=0.012, pockets="hip", yoke=True, folds=0.004
        ),
        ("e8c63f", "f0e4cf", "3f4f63", "c9a52c", "3f6f7a"),
        (_HOOD_DOWN, buttons_at((1.30, 1.18, 1.06), 0.030, 0.010)),
        waist=0.74,
        footwear="boots",
        own=True,
        cut="long",
    ),
    "raincoat, hood up": Outfit(
        Top(
            ease=0.027, hem=0.53, radii=LOOSE, sweep=(0.262, 0.192), front=0.012, pockets="hip", yoke=True, folds=0.004
        ),
        ("e8c63f", "f0e4cf", "3f4f63", "c9a52c", "3f6f7a"),
        (hood_up, buttons_at((1.30, 1.18, 1.06), 0.030, 0.010)),
        waist=0.74,
        footwear="boots",
        hooded=True,
        own=True,
        cut="long",
    ),
}

_AT_HOME: dict[str, Outfit] = {
    "pyjamas": Outfit(
        Top(ease=0.019, hem=0.80, radii=LOOSE, flare=0.016, front=0.012, pockets="chest", vee=1.30, folds=0.006),
        ("9db4cf", "efe3cc", "9db4cf", "f0e9dc", "8a6a5a"),
        (collar_of("outer", 1.0, 24, 0.010, 0.021), buttons_at((1.25, 1.14, 1.03, 0.92), 0.020, material="inner")),
        lower="wide trousers",
        waist=0.84,
        footwear="slippers",
        bare=("neck",),
        matching=True,
        patterns=("striped", "striped"),
    ),
    "dressing gown": Outfit(
        Top(
            ease=0.026,
            hem=0.30,
            radii=_WIDE,
            sweep=(0.255, 0.195),
            vee=1.10,
            shirt=True,
            lapel=0.050,
            front=0.020,
            belt=(1.030, 1.066),
            shawl="trim",
            pockets="hip",
            folds=0.006,
        ),
        ("7c2f3c", "e6ddcf", "9db4cf", "5e2430", "8a6a5a"),
        (_on(roll, "trim", 0.074, 0.020),),
        lower="wide trousers",
        waist=0.43,
        footwear="slippers",
        cut="long",
    ),
    "nightgown": Outfit(
        Top(ease=0.016, hem=0.20, radii=_WIDE, sweep=(0.250, 0.195), round_neck=(0.098, 1.480), yoke=True, cuff=False),
        ("e9e1d6", "efe3cc", "e9e1d6", "d6c7cf", "d8b8b0"),
        lower="",
        footwear="bare",
        bare=("arms", "legs", "neck"),
        cut="gown",
    ),
    "hospital gown": Outfit(
        Top(
            ease=0.020, hem=0.50, sleeve=0.95, radii=SHORT, sweep=(0.225, 0.175), round_neck=(0.090, 1.480), cuff=False
        ),
        ("b4cfcd", "efe3cc", "b4cfcd", "efe3cc", "d9c7ae"),
        lower="",
        footwear="slippers",
        bare=("arms", "legs", "neck"),
        own=True,
        patterns=("dotted", ""),
        cut="skirt",
    ),
    "swimsuit": Outfit(
        Top(ease=0.004, hem=0.80, sleeve=0.0, round_neck=(0.135, 1.485), leotard=True, folds=0.0),
        ("b5484a", "efe3cc", "b5484a", "efe3cc", "c8aa82"),
        lower="",
        footwear="bare",
        bare=("arms", "legs", "hips", "trunk"),
        cut="swim",
    ),
    "bare chest": Outfit(
        None,
        ("c8aa82", "efe3cc", "4a5a68", "6f4a33", "4a3a36"),
        waist=1.02,
        bare=("arms", "trunk"),
    ),
    "trunks": Outfit(
        None,
        ("4a6ea0", "efe3cc", "4a6ea0", "efe3cc", "c8aa82"),
        lower="swim shorts",
        waist=0.955,
        footwear="bare",
        bare=("arms", "trunk"),
        matching=True,
        cut="swim",
    ),
}

_AT_WORK: dict[str, Outfit] = {
    "apron": Outfit(
        Top(ease=0.013, hem=0.865, sleeve=1.05, radii=LOOSE, flare=0.010, cuff=False),
        ("c9d2c6", "efe3cc", "4f4a55", "f0e4cf", "4a3a36"), (collar_of(), _on(apron)), bare=("arms",),
    ),
    "uniform": Outfit(
        Top(ease=0.017, hem=0.82, flare=0.010, front=0.010, belt=(0.985, 1.030), pockets="chest"),
        ("3d4a6b", "f2ead9", "333d58", "2b2a33", "2b262c"),
        (collar_of("outer", 0.8, 12, ease=0.019), buttons_at((1.35, 1.27, 1.19, 1.11), 0.018, 0.0095)), waist=0.86,
        own=True, matching=True,
    ),
    "police": Outfit(
        Top(ease=0.017, hem=0.86, flare=0.008, front=0.010, belt=(0.930, 0.975), pockets="chest", vee=1.20, shirt=True, tie=True),
        ("34415f", "aebfd2", "2d3548", "26242c", "26222a"),
        (collar_of("inner", 0.85, 12, ease=0.019), buttons_at((1.15, 1.08, 1.01), 0.018, 0.0095, material="badge"),
         buttons_at((1.245,), 0.020, 0.017, (0.078,), "badge")),
        waist=0.90, own=True, hat="peaked cap",
    ),
    "soldier": Outfit(
        Top(ease=0.019, hem=0.80, radii=LOOSE, flare=0.012, front=0.010, belt=(0.985, 1.040), pockets="chest", yoke=True),
        ("75774f", "d8cfae", "696b47", "4d4a35", "3f382f"),
        (collar_of("outer", 0.95, 16, ease=0.021), buttons_at((1.35, 1.26, 1.17, 1.08), 0.020, 0.009)), waist=0.86,
        footwear="boots", own=True, hat="helmet",
    ),
    "lab coat": Outfit(
        Top(ease=0.020, hem=0.50, sweep=(0.225, 0.168), vee=1.12, shirt=True, lapel=0.060, front=0.014, tie=True, pockets="hip"),
        ("f1ece0", "9fb7c6", "4f5a66", "46566f", "4a3a36"),
        (collar_of("outer", 1.05, 24, 0.010, 0.022), buttons_at((1.06, 0.97, 0.89), 0.030, 0.009)), waist=0.74,
        own=True, cut="long",
    ),
    "scrubs": Outfit(
        Top(ease=0.018, hem=0.80, sleeve=0.80, radii=SHORT, flare=0.014, vee=1.30, pockets="hip", cuff=False, folds=0.0),
        ("5f9a97", "efe3cc", "5f9a97", "efe3cc", "e6ddcf"), lower="wide trousers", waist=0.85, footwear="sneakers",
        bare=("arms", "neck"), own=True, matching=True,
    ),
    "nurse": Outfit(
        Top(ease=0.012, hem=0.52, sleeve=0.75, radii=SHORT, sweep=(0.222, 0.165), front=0.0, belt=(1.045, 1.080), cuff=False),
        ("a3c1d4", "f3eee4", "a3c1d4", "f3eee4", "f0e9dc"),
        (collar_of("inner", 0.9, 16), buttons_at((1.34, 1.25, 1.16), 0.012, material="inner"), _on(apron, "inner", True, 0.020, 0.60, 0.030)),
        lower="", footwear="flats", bare=("arms", "legs"), own=True, hat="nurse's cap", cut="skirt",
    ),
    "chef": Outfit(
        Top(ease=0.019, hem=0.82, radii=LOOSE, flare=0.010, front=0.060, folds=0.005),
        ("f3eee2", "f3eee2", "8f949c", "f3eee2", "33292c"),
        (collar_of("outer", 0.6, 14, ease=0.021), buttons_at((1.31, 1.22, 1.13, 1.04), 0.022, 0.010, (0.056, -0.036)), _half_apron),
        waist=0.87, own=True, hat="chef's hat", patterns=("", "checked"),
    ),
    "waiter": Outfit(
        Top(ease=0.015, hem=0.90, front=0.0, vee=1.15, shirt=True, sleeves="inner"),
        ("34303a", "f3eee2", "34303a", "34303a", "2b262c"),
        (collar_of("inner", 0.85, 14, ease=0.017), buttons_at((1.11, 1.04, 0.97), 0.017), _half_apron), waist=0.93, own=True,
        worn=(("bow tie", "34303a"),),
    ),
    "cassock": Outfit(
        Top(ease=0.017, hem=0.10, sweep=(0.235, 0.190), front=0.0, belt=(1.010, 1.075), folds=0.004),
        ("37333e", "f3eee2", "37333e", "443f4b", "2b262c"),
        (collar_of("inner", 0.62, 7, -0.016, 0.020), buttons_at((1.36, 1.29, 1.22, 1.15, 1.10, 0.96, 0.91), 0.018, 0.0075)),
        lower="", own=True, cut="gown",
    ),
    "judge": Outfit(
        Top(ease=0.032, hem=0.10, radii=_WIDE, sweep=(0.290, 0.230), front=0.0, yoke=True, folds=0.006, vee=1.34, shirt=True, cuff=False),
        ("3a3440", "f3eee2", "3a3440", "7c2f3c", "2b262c"),
        (collar_of("inner", 0.8, 14, ease=0.040), _on(strip, "inner", 0.022, 0.016, 1.215, 1.37, 0.042), _on(strip, "inner", -0.022, 0.016, 1.215, 1.37, 0.042)),
        lower="", own=True, cut="gown",
    ),
    "monk": Outfit(
        Top(ease=0.030, hem=0.09, radii=_WIDE, sweep=(0.270, 0.215), round_neck=(0.092, 1.480), belt=(1.010, 1.040), folds=0.006, cuff=False),
        ("7a5a43", "e0cfae", "7a5a43", "d8c8a0", "5a4038"), (_on(roll, "outer", 0.094, 0.030, 0.085),), lower="",
        footwear="flats", bare=("neck",), own=True, cut="gown",
    ),
    "nun": Outfit(
        Top(ease=0.024, hem=0.10, radii=_WIDE, sweep=(0.262, 0.205), belt=(1.030, 1.056), folds=0.005, cuff=False),
        ("3a3742", "f3eee2", "3a3742", "5a4a3f", "2b262c"), lower="", own=True, hat="wimple", cut="gown",
    ),
    "boiler suit": Outfit(
        Top(ease=0.020, hem=0.93, radii=LOOSE, flare=0.0, front=0.0, belt=(1.000, 1.038), pockets="chest", yoke=True, folds=0.006),
        ("5d7488", "efe3cc", "5d7488", "4b5f70", "4a3a36"), (collar_of("outer", 0.9, 18, ease=0.022),), lower="wide trousers",
        waist=0.98, footwear="boots", own=True, matching=True,
    ),
    "firefighter": Outfit(
        Top(
            ease=0.034, hem=0.72, radii=_PADDED, sweep=(0.226, 0.174), front=0.012, bands=((0.77, 0.82), (1.155, 1.205)), hoops=(1.45,),
            folds=0.006,
        ),
        ("4a4648", "efe3cc", "4a4648", "dcbf4a", "2b262c"), (_on(roll, "outer", 0.084, 0.026),), lower="banded trousers",
        waist=0.82, footwear="boots", own=True, matching=True, hat="fire helmet",
    ),
    "hi-vis": Outfit(
        Top(ease=0.021, hem=0.84, flare=0.010, front=0.0, sleeves="inner", bands=((0.90, 0.945), (1.10, 1.145)), vee=1.26, shirt=True),
        ("e09a3e", "5f7286", "46566f", "ece6d2", "5a4038"), (collar_of("inner", 0.85, 16, ease=0.018),), lower="jeans",
        waist=0.88, footwear="boots", own=True, hat="hard hat",
    ),
    "pilot": Outfit(
        Top(
            ease=0.018, hem=0.82, flare=0.010, vee=1.18, shirt=True, lapel=0.056, front=0.050, tie=True, pockets="hip",
            hoops=(1.62, 1.80),
        ),
        ("2f3a55", "f2ead9", "2f3a55", "d0a94e", "26222a"),
        (collar_of("inner", 0.8, 12, ease=0.020), buttons_at((1.12, 1.03, 0.94), 0.021, 0.010, (0.052, -0.040), "badge")),
        waist=0.86, own=True, matching=True, hat="peaked cap",
    ),
    "porter": Outfit(
        Top(ease=0.016, hem=0.93, front=0.0, belt=(0.93, 0.955), hoops=(1.80,), folds=0.004),
        ("96403c", "f2ead9", "3d3a48", "d6b25c", "26222a"),
        (collar_of("accent", 0.45, 8, -0.012), buttons_at((1.36, 1.28, 1.20, 1.12, 1.04), 0.018, 0.010, (-0.055, 0.055), "badge")),
        lower="striped trousers", waist=0.95, own=True, hat="pillbox",
    ),
    "sailor": Outfit(
        Top(ease=0.013, hem=0.865, flare=0.010, round_neck=(0.100, 1.485)),
        ("e6ddcf", "35436b", "35436b", "35436b", "33292c"), (collar_of("inner", 1.5, 26, 0.030),), lower="wide trousers",
        own=True, hat="sailor hat", patterns=("hooped", ""),  bare=("neck",),
    ),
    "tuxedo": Outfit(
        Top(ease=0.018, hem=0.82, flare=0.010, vee=1.08, shirt=True, lapel=0.052, front=0.012, pockets="hip", shawl="trim"),
        ("34303a", "f6f0e4", "34303a", "34303a", "26222a"), (collar_of("inner", 0.85, 12, ease=0.020),),
        waist=0.86, own=True, matching=True, worn=(("bow tie", "2a2730"),),
    ),
    "space suit": Outfit(
        Top(ease=0.044, hem=0.90, radii=tuple(1.32 * r for r in LOOSE), flare=0.006, bands=((1.00, 1.03),), hoops=(0.98, 1.80), folds=0.010, chest=None),
        ("e9e4da", "d8684a", "e9e4da", "c8603f", "b9b4ac"),
        (_on(roll, "accent", 0.108, 0.034, 0.0, 1.438), _on(strip, "trim", 0.0, 0.085, 1.13, 1.27, 0.070)), lower="padded trousers",
        waist=0.96, footwear="boots", own=True, matching=True, hat="space helmet", worn=(("gloves", "b9b4ac"),),
    ),
}  # fmt: skip

_OF_OLD: dict[str, Outfit] = {
    "kilt": Outfit(
        Top(ease=0.017, hem=0.90, flare=0.020, vee=1.12, shirt=True, lapel=0.044, front=0.012, tie=True),
        ("454f4a", "f2ead9", "8a4038", "33292c", "33292c"), (collar_of("inner", 0.8, 12, ease=0.020),), lower="kilt", waist=0.93,
        own=True, patterns=("", "tartan"), cut="skirt",
    ),
    "sari": Outfit(
        Top(ease=0.009, hem=0.96, sleeve=0.62, radii=SHORT, round_neck=(0.108, 1.485), sash=(0.085, "lower"), cuff=False),
        ("c8873f", "efe3cc", "9a3f4f", "d9b26a", "8a6a4a"), lower="long skirt", waist=1.06, footwear="flats",
        bare=("arms", "neck"), own=True, worn=(("necklace", "d9b26a"),), cut="gown",
    ),
    "tunic": Outfit(
        Top(ease=0.018, hem=0.62, radii=LOOSE, sweep=(0.212, 0.165), round_neck=(0.094, 1.480), belt=(1.015, 1.060), folds=0.006),
        ("7a5a43", "5d6b4f", "5a5048", "4a3226", "5a4038"), (_on(cloak, "inner"),), lower="leggings", waist=0.80,
        footwear="boots", bare=("neck",), cut="long",
    ),
    "armour": Outfit(
        Top(ease=0.030, hem=0.78, radii=_PADDED, flare=0.016, belt=(0.995, 1.045), chest=1.16, hoops=(0.55, 1.0, 1.70), folds=0.0),
        ("a9adb4", "7c2f3c", "8b8f98", "8a8c94", "6e7078"), (_on(cloak, "inner"),), lower="leggings", waist=0.84,
        footwear="boots", own=True, hat="knight's helmet",
    ),
    "Victorian dress": Outfit(
        Top(ease=0.010, hem=0.035, radii=(0.062, 0.074, 0.066, 0.050, 0.046, 0.044, 0.040, 0.036, 0.036), sweep=(0.380, 0.340), front=0.0, belt=(1.050, 1.078), yoke=True),
        ("4f5f5a", "f0e4cf", "4f5f5a", "36433f", "33292c"),
        (collar_of("inner", 0.62, 10, -0.010), buttons_at((1.38, 1.31, 1.24, 1.17, 1.10), 0.011, 0.0075, material="inner")),
        lower="", footwear="boots", cut="gown",
    ),
    "frock coat": Outfit(
        Top(ease=0.018, hem=0.50, sweep=(0.228, 0.172), vee=1.10, shirt=True, lapel=0.056, front=0.012, tie=False, folds=0.005, shawl="trim"),
        ("4a3f52", "f0e4cf", "6f6a62", "7c2f3c", "33292c"),
        (collar_of("inner", 1.2, 10, ease=0.021), _on(strip, "accent", 0.0, 0.040, 1.30, 1.41, 0.030), buttons_at((1.05, 0.98), 0.026)),
        waist=0.74, own=True, cut="long",
    ),
    "king": Outfit(
        Top(ease=0.020, hem=0.14, radii=_WIDE, sweep=(0.262, 0.205), front=0.0, belt=(1.020, 1.062), folds=0.005),
        ("7c2f3c", "f3eee2", "6f4480", "d6b25c", "4a3a36"), (_on(cloak, "lower", 0.10, 0.050), _on(roll, "inner", 0.098, 0.036)), lower="", own=True, hat="crown",
        cut="gown",
    ),
}  # fmt: skip

OUTFITS: Mapping[str, Outfit] = MappingProxyType(
    dict(sorted((_EVERYDAY | _AT_HOME | _AT_WORK | _OF_OLD).items(), key=lambda row: row[0].lower()))
)
"""Every outfit by name."""


def outfit_colors(appearance: Appearance) -> dict[str, Color]:
    """The colours of an outfit's materials by name."""
    outfit = OUTFITS[appearance.outfit]
    names = ("outer", "inner", "lower", "accent", "shoes")
    colors = {name: hex_color(code) for name, code in zip(names, outfit.palette, strict=True)}
    colors.update(zip(names, appearance.colors, strict=False))
    colors["trim"] = _shade(colors["outer"], 0.84)
    colors["sole"] = _shade(colors["shoes"], 0.70)
    colors["badge"] = hex_color("d0ae5c")
    colors["skin"] = appearance.skin
    return colors


def _shade(color: Color, factor: float) -> Color:
    return (color[0] * factor, color[1] * factor, color[2] * factor)
