"""Palettes: the paints that furniture and streets ask for by name, varied by the set's seed."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.lighting import hour_of
from fairtake.staging.sets.modeller import Modeller, mix

__all__ = ["BOOKS", "outdoor_paints", "prop_paints", "room_paints"]

BOOKS = ("book0", "book1", "book2", "book3", "book4", "book5")
_BOOK_COLORS = ("#c8503c", "#34436b", "#d9a441", "#3f7f80", "#ead9b8", "#7a4a50")
_ACCENTS = ("#c8503c", "#d9a441", "#3f7f80", "#b9677a", "#5d7a68", "#46566f")


def prop_paints(s: Modeller) -> None:
    """What small things are made of."""
    for name, color in zip(BOOKS, _BOOK_COLORS, strict=True):
        s.paint(name, color)
    s.paint("paper", "#f0e6cf")
    s.paint("ink", "#4a4658")
    s.paint("metal", "#b9bcc0")
    s.paint("steel", "#8d949c")
    s.paint("black", "#3c3b46")
    s.paint("brass", "#d0a354")
    s.paint("white", "#e9e2d0")
    s.paint("cream", "#ead9b8")
    s.paint("terracotta", "#c4694a")
    s.paint("red", "#c8503c")
    s.paint("mustard", "#d9a441")
    s.paint("teal", "#3f7f80")
    s.paint("navy", "#34436b")
    s.paint("rose", "#b9677a")
    s.paint("bottle", "#5f8f65")
    s.paint("leather", "#8a5640")
    s.paint("leaf", "#5f8f55", foliage=2, ink=0.5)
    s.paint("leaf2", "#7ba85f", foliage=2, ink=0.5)


def room_paints(s: SetBuilder, *, wall: str, wood: str = "#c08a55", dark: str = "#8a5a40", accent: str = "") -> None:
    """Paints of a furnished room; `accent` the saturated colour that is to be seen thrice."""
    prop_paints(s)
    night = s.lamps_on
    s.paint("wall", wall, blotch=0.2)
    s.paint("wall side", mix(wall, "#ffffff", 0.10), blotch=0.2)
    s.paint("wall low", mix(wall, "#4a5a68", 0.34))
    s.paint("ceiling", mix("#e6dfcc", wall, 0.15))
    _hall_paints(s, wall)
    s.paint("frame", "#efe8d6")
    s.paint("wood", wood, Pattern.PLANKS, (0.16, 1.4), line_width=0.003)
    s.paint("wood flat", wood)
    s.paint("wood dark", dark)
    s.paint("accent", accent or s.pick(*_ACCENTS))
    s.paint("accent pale", mix(accent or "#d9a441", "#efe3c8", 0.55))
    s.paint("fabric", s.pick("#7a8f9a", "#9a7f86", "#7f8f74", "#a58a68"))
    s.paint("fabric dark", "#5a6070")
    s.paint(
        "curtain", s.pick("#e9c77c", "#d9a890", "#a8bcb0", "#c8a8b4"), Pattern.STRIPES, (0.09, 1.0), color2="#efdcae"
    )
    s.paint("rug", s.pick("#b4584a", "#4f6f80", "#8a5d6c"), Pattern.STRIPES, (0.28, 1.0), color2="#d9b88a")
    s.paint("rug edge", "#6a4a50")
    s.paint(
        "shade", "#e8cf98" if not night else "#ffdf9a", emission=0.85 if night else 0.15, bloom=0.5 if night else 0.0
    )
    s.paint("shade dark", s.pick("#c8503c", "#3f6f68", "#d0a354", "#46566f"))
    s.paint("bulb", "#ffe7b4" if night else "#eee2c4", emission=1.0 if night else 0.2, bloom=1.2 if night else 0.0)
    s.paint("screen", "#a8c4d0", emission=0.9, bloom=0.25 if night else 0.05, ink=0.8)
    s.paint("glass dark", "#4f6078" if not night else "#34406a", emission=0.35)
    s.paint(
        "mirror",
        "#bccfd4" if not night else "#5a6a94",
        Pattern.WASH,
        color2="#8fa8b4" if not night else "#3c4a78",
        emission=0.4,
    )
    s.paint("fire", "#ffb04a", emission=1.0, bloom=0.9, ink=0.3)
    hour = hour_of(s.time, s.setting.weather)
    bloom = 0.2 if s.time == "day" else 0.0
    for name, color in (
        ("hill near", hour.hill),
        ("hill far", hour.hill_far),
        ("house", hour.house),
        ("roof", hour.roof),
    ):
        s.paint(name, color, emission=1.0, bloom=bloom, ink=0.0 if "hill" in name else 0.45, shadow=False)
    s.paint("house2", mix(hour.house, hour.roof, 0.3), emission=1.0, bloom=bloom, ink=0.45, shadow=False)
    s.paint("pane", hour.pane, emission=1.0, bloom=0.6 if hour.pane_lit else 0.0, ink=0.0, shadow=False)
    s.paint("pane dark", mix(hour.house, hour.hill, 0.6), emission=1.0, ink=0.0, shadow=False)


def _hall_paints(s: SetBuilder, wall: str) -> None:
    """Paints beyond the doors: a warmer hall, lamplit after dark, and the street outside."""
    glow = 0.42 if s.lamps_on else 0.38
    hall = mix(wall, "#c98f62", 0.42)
    s.paint("hall", hall, blotch=0.2, emission=glow)
    s.paint("hall side", mix(hall, "#6f5a58", 0.16), blotch=0.2, emission=glow * 0.8)
    s.paint("hall low", mix(hall, "#4f4a58", 0.5), emission=glow * 0.6)
    s.paint("hall floor", "#946a4a", Pattern.PLANKS, (0.14, 1.8), line_width=0.005, line="#5f4340", emission=glow * 0.5)
    wet, winter = (0.8 if s.wet else 0.0), (0.75 if s.snow else 0.0)
    for name, color in (("road", "#77768a"), ("kerb", "#bdb2a8"), ("marking", "#d9d0be")):
        s.paint(name, mix(color, "#e6eaf2", winter), wet=wet, ink=0.0 if name == "marking" else 1.0)
    s.paint(
        "pavement",
        mix("#aaa09a", "#e6eaf2", winter),
        Pattern.COBBLE,
        (0.9, 0.9),
        line_width=0.012,
        line="#6a6270",
        wet=wet * 0.6,
    )
    hour = hour_of(s.time, s.setting.weather)
    lit = {"day": 0.35, "dawn": 0.2}.get(s.time, 0.0)
    for k, color in enumerate(("#c9a08c", "#d9c8a4", "#a9b4b6")):
        s.paint(f"across{k}", mix(color, hour.haze, 0.25), emission=lit, shadow=False)
    s.paint("awning", "#b9484a", Pattern.STRIPES, (0.4, 1.0), color2="#e2d2bd", emission=lit)


def outdoor_paints(s: SetBuilder) -> None:
    """Paints of streets, gardens and woods."""
    prop_paints(s)
    night = s.lamps_on
    hour = hour_of(s.time, s.setting.weather)
    wet = 0.85 if s.wet else 0.0
    winter = 0.75 if s.snow else 0.0

    def ground(color: str) -> tuple[float, float, float]:
        return mix(color, "#e6eaf2", winter)

    road = "#5d6076" if s.wet else "#77768a"
    s.paint(
        "road", ground(road), Pattern.COBBLE, (0.55, 0.32), line_width=0.012, line=mix(road, "#2c2e42", 0.5), wet=wet
    )
    s.paint(
        "pavement",
        ground("#8a8593" if s.wet else "#b0a69c"),
        Pattern.COBBLE,
        (0.9, 0.9),
        line_width=0.012,
        line="#6a6270",
        wet=wet * 0.6,
    )
    s.paint("kerb", ground("#a59eaa" if s.wet else "#c4b8ac"), wet=wet * 0.3)
    s.paint("marking", "#d9d0be", ink=0.0, wet=wet * 0.6)
    grass, grass2 = ground("#7f9a52"), ground("#97a95a")
    s.paint("grass", grass, Pattern.DABS, (0.22, 0.22), color2=grass2, threshold=0.6, blotch=1.0, line=mix(grass, "#3c6040", 0.4), line_opacity=0.75, ink=0.0)  # fmt: skip
    path, path2 = ground("#c9a878"), ground("#d9bb8c")
    s.paint("path", path, Pattern.DABS, (0.3, 0.16), color2=path2, threshold=0.72, blotch=0.8, line="#a5835c", line_opacity=0.7, ink=0.0, wet=wet * 0.4)  # fmt: skip
    sand, sand2 = ground("#d4b88c"), ground("#e0c89c")
    s.paint(
        "sand",
        sand,
        Pattern.DABS,
        (0.34, 0.14),
        color2=sand2,
        threshold=0.74,
        blotch=0.9,
        line="#bf9d74",
        line_opacity=0.6,
        ink=0.0,
    )
    s.paint("sand wet", mix(sand, "#7f7468", 0.4), wet=0.5, ink=0.0)
    s.paint("bark", "#7c5f52", Pattern.BARK, (0.09, 0.8), line_width=0.014, line="#4c3a3e")
    s.paint("bark dark", "#5a4850", Pattern.BARK, (0.1, 0.9), line_width=0.016, line="#352c3a")
    s.paint("birch", "#d8cdb8", Pattern.BARK, (0.12, 0.5), line_width=0.012, line="#6f6570")
    for i, color in enumerate(("#6f9a4a", "#88ab4e", "#5c8a52", "#a5b455")):
        s.paint(f"leaves{i}", mix(color, "#e6eaf2", winter * 0.7), foliage=2, ink=0.32)
    s.paint("fern", mix("#5e8a4a", "#e6eaf2", winter * 0.7), foliage=2, ink=0.3)
    s.paint("tuft", mix("#8aa552", "#e6eaf2", winter), foliage=1, ink=0.22)
    s.paint("dune grass", "#a8a868", foliage=1, ink=0.25)
    s.paint("rock", "#9a9a9a")
    s.paint("rock dark", "#77747e")
    s.paint("teak", "#a87850")
    s.paint("iron", "#3a3c50")
    s.paint("flower", "#efe0b0", ink=0.3)
    s.paint("flower2", "#d98a8a", ink=0.3)
    s.paint("glow", "#ffe6b0" if night else "#e6e0d0", emission=1.0 if night else 0.3, bloom=2.0 if night else 0.0)
    s.paint("glass", "#4c5a7c" if night else "#7f98ac", emission=0.35)
    for i, color in enumerate(("#ffd27a", "#ffb95a", "#ffe3a6", "#f7a860")):
        if night:
            s.paint(f"lit{i}", color, emission=1.0, bloom=0.4)
        else:
            s.paint(f"lit{i}", mix("#7f98ac", ("#a8bcc4", "#6f889c", "#98acb8", "#8a9fb0")[i], 0.7), emission=0.3)
    for i, (color, deep) in enumerate((("#ffd68c", "#e08a4c"), ("#ffc876", "#d97a48"), ("#fbe2b0", "#e0a468"))):
        if night:
            s.paint(f"shop{i}", color, Pattern.WASH, color2=deep, emission=1.0, bloom=0.4)
        else:
            s.paint(
                f"shop{i}", mix(color, "#8fa6b0", 0.55), Pattern.WASH, color2=mix(deep, "#54687c", 0.62), emission=0.45
            )
    s.paint("goods", "#a8663c" if night else "#a06a58", emission=0.6 if night else 0.2, ink=0.5)
    s.paint("goods2", "#6c4a40" if night else "#5a6a78", emission=0.6 if night else 0.2, ink=0.5)
    s.paint(
        "head light", "#ffe6b0" if night else "#e9e6da", emission=1.0 if night else 0.4, bloom=0.9 if night else 0.0
    )
    s.paint(
        "tail light", "#ff5a4a" if night else "#b8473e", emission=1.0 if night else 0.2, bloom=0.7 if night else 0.0
    )
    s.paint("tyre", "#2c2c3e")
    s.paint("chrome", "#b4b8c0")
    s.paint("wood", "#c08a55", Pattern.PLANKS, (0.16, 1.4), line_width=0.003)
    s.paint("wood flat", "#b98350")
    s.paint("wood dark", "#8a5a40")
    far = mix(hour.haze, hour.hill, 0.55)
    s.paint("far", mix(far, "#e6eaf2", winter * 0.4), ink=0.0, shadow=False)
    s.paint("far near", mix(hour.hill, "#e6eaf2", winter * 0.5), ink=0.0, shadow=False)
    s.paint("skyline", mix(hour.house, hour.haze, 0.45), ink=0.5, shadow=False)
    s.paint("skyline2", mix(hour.roof, hour.haze, 0.5), ink=0.5, shadow=False)
