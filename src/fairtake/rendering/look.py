"""A look: the constants of a drawing style, apart from place and light.

Every key of a look file is a field here, and carries its place in the file, its range and the
sentence that explains it: the file's reader (look_file.py) and the documentation's table know
nothing else of keys, so that docs and code cannot part.
"""

# The defaults below are fields made by a function, which is what a dataclass wants.
# ruff: noqa: RUF009

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["MEDIA", "Look", "Tone"]

Tone = tuple[float, float, float]

MEDIA = ("screen", "wash", "cut", "plan")
"""What a picture is made of: the renderer's own ink and paint; watercolour; cut paper; a drawing
on blueprint paper."""


def _number(key: str, default: float, low: float, high: float, says: str) -> Any:
    return field(default=default, metadata={"key": key, "low": low, "high": high, "says": says})


def _whole(key: str, default: int, low: int, high: int, says: str) -> Any:
    return field(default=default, metadata={"key": key, "low": low, "high": high, "whole": True, "says": says})


def _numbers(key: str, default: tuple[float, ...], low: float, high: float, says: str) -> Any:
    return field(default=default, metadata={"key": key, "low": low, "high": high, "says": says})


def _color(key: str, default: Tone | None, says: str) -> Any:
    return field(default=default, metadata={"key": key, "color": True, "says": says})


def _word(key: str, default: str, among: tuple[str, ...], says: str) -> Any:
    return field(default=default, metadata={"key": key, "among": among, "says": says})


@dataclass(frozen=True, slots=True)
class Look:
    """How everything is drawn. `name` is what it is called and `about` one sentence on it; the
    rest are the keys of a look file, each under the section its metadata names."""

    name: str
    about: str = ""

    ink_width: float = _number("ink.width", 0.72, 0, 4, "half width of an outline in pixels of a 540-line picture")
    ink_reference: float = _number("ink.reference", 226.0, 20, 2000, "pixels a metre at which a line has that width")
    ink_power: float = _number("ink.power", 0.40, 0, 1, "how fast lines thin with distance: 0 not at all")
    ink_thinnest: float = _number("ink.thinnest", 0.27, 0.05, 2, "no line is thinner (it gets fainter instead)")
    ink_widest: float = _number("ink.widest", 0.95, 0.2, 5, "no line is wider")
    ink_step: float = _number("ink.step", 0.02, 0.002, 0.2, "relative step in distance that makes an outline")
    ink_own: float = _number("ink.own", 0.20, 0, 1, "share of the surface's own colour in a line")
    ink_opacity: float = _number("ink.opacity", 1.0, 0, 1.2, "times the place's opacity of ink; 0 draws no line")
    ink_color: Tone | None = _color("ink.color", None, "of all lines; without it the place's own ink")
    crease_cosine: float = _number("ink.crease_cosine", 0.78, -1, 1, "edges of a thing sharper than this get a line")
    contact: float = _number("ink.contact", 0.74, 0, 2, "width where two things touch, as a share of the outline's")
    crease: float = _number("ink.crease", 0.62, 0, 2, "the same, of edges within a thing")
    fold: float = _number("ink.fold", 0.85, 0, 2, "the same, of folds and overlaps on people")
    seam: float = _number("ink.seam", 0.60, 0, 2, "the same, of seams, hems and hair")
    fold_skin: float = _number("ink.fold_skin", 0.0055, 0.001, 0.2, "metres of depth that draw a fold of skin")
    fold_cloth: float = _number("ink.fold_cloth", 0.016, 0.001, 0.2, "metres of depth that draw a fold of cloth")

    pattern: float = _number("surface.pattern", 1.0, 0, 1, "how much of planks, tiles, bricks and prints is drawn")
    wash: float = _number("surface.wash", 0.045, 0, 1, "hand-painted unevenness of walls and floors")
    mirror: float = _number("surface.mirror", 1.0, 0, 1, "how much wet ground mirrors")
    body: Tone | None = _color("surface.set", None, "what places and things are made of; without it their colours")
    body_share: float = _number("surface.set_share", 0.0, 0, 1, "how far their own colours go to it")
    body_value: float = _number("surface.set_value", 0.3, 0, 1, "how much of their own light and dark stays in it")
    person: Tone | None = _color("surface.people", None, "what people are made of; without it their colours")
    person_share: float = _number("surface.people_share", 0.0, 0, 1, "how far their own colours go to it")
    person_value: float = _number("surface.people_value", 0.2, 0, 1, "how much of their own light and dark stays in it")
    features: Tone | None = _color("surface.features", None, "what eyes, brows and mouths are drawn in on people of it")
    hair_apart: float = _number(
        "surface.hair_apart", 0.0, 0, 1, "least difference in tone between hair and skin; 0 leaves hair as it is"
    )
    sky: Tone | None = _color("surface.sky", None, "what the sky is made of; without it its own colours")
    sky_share: float = _number("surface.sky_share", 0.0, 0, 1, "how far the sky goes to it")

    terminator: tuple[float, float] = _numbers(
        "light.terminator", (0.04, 0.16), -1, 1, "facing the lamp from which, and to which, light begins on things"
    )
    person_terminator: tuple[float, float] = _numbers(
        "light.people_terminator", (0.06, 0.16), -1, 1, "the same, on people; far apart is soft"
    )
    face_terminator: tuple[float, float] = _numbers(
        "light.face_terminator", (-0.12, 0.40), -1, 1, "the same, on faces; no edge of light cuts a face in two"
    )
    face_shadow: float = _number("light.face_shadow", 0.4, 0, 1, "how much of a shadow cast on a face is drawn")
    face_fill: float = _number("light.face_fill", 0.58, 0, 1, "least light on a face, as a share of its key")
    face_tone: float = _number(
        "light.face_tone", 0.0, 0, 0.8, "least tone between light and shade of a face, however dark"
    )
    shadow_cloth: Tone = _numbers("light.shadow_cloth", (0.94, 0.91, 1.12), 0, 2, "red, green, blue of shade on cloth")
    shadow_skin: Tone = _numbers("light.shadow_skin", (1.14, 0.94, 1.00), 0, 2, "the same, on skin")
    shadow_hair: Tone = _numbers("light.shadow_hair", (0.89, 0.89, 1.10), 0, 2, "the same, on hair")
    lift: float = _number("light.lift", 1.40, 0.2, 12, "how much lighter than the ambient the key makes a person")
    side_tone: tuple[float, float] = _numbers(
        "light.side_tone", (0.15, 0.05), -0.5, 0.5, "how far walls part in tone, along x and along z"
    )
    ambient: float = _number("light.ambient", 1.0, 0, 3, "times the light that comes from everywhere")
    even: float = _number("light.even", 0.0, 0, 1, "how far every place, day or night, goes to one studio's light")
    key: float = _number("light.key", 1.0, 0, 4, "times the light of the sun, the moon and lamps that throw shadows")
    lamps: float = _number("light.lamps", 1.0, 0, 4, "times the light of small lamps that throw none")
    hue: float = _number("light.hue", 1.0, 0, 1, "how much colour light keeps: 0 is grey light")
    key_turn: float = _number("light.key_turn", 0.0, -90, 90, "degrees by which the key on faces goes to the side")
    round: float = _number("light.round", 0.0, 0, 1, "how much people darken where they turn down and away")
    rim: float = _number("light.rim", 0.0, 0, 2, "light on the edge of people that turns away from the key")
    slats: float = _number("light.slats", 0.0, 0, 1, "how dark a blind's slats lie in the key, indoors")
    steps: int = _whole("light.steps", 0, 0, 12, "tones a thing's light is cut into; 0 leaves it smooth")
    blur: int = _whole("light.blur", 1, 1, 4, "how many times softer the edges of shadows are")

    bloom: float = _number("air.bloom", 1.0, 0, 3, "times the glow about what shines")
    shafts: float = _number("air.shafts", 1.0, 0, 3, "times the beams that stand in the air")
    haze: float = _number("air.haze", 1.0, 0, 2, "times the haze that takes the distance")
    haze_color: Tone | None = _color("air.haze_color", None, "what distance goes to; without it the place's own air")
    haze_steps: int = _whole("air.haze_steps", 0, 0, 12, "layers the distance is cut into; 0 leaves it smooth")

    occlusion: float = _number("shade.strength", 1.0, 0, 3, "times the contact shadow where things meet")
    occlusion_reach: float = _number("shade.reach", 1.0, 0.2, 6, "times how far contact shadow reaches")
    occlusion_people: float = _number("shade.people", 0.35, 0, 1.5, "how much contact shadow people take")
    occlusion_color: Tone | None = _color("shade.color", None, "of the deepest contact shadow; without it the place's")

    saturation: float = _number("grade.saturation", 1.0, 0, 2, "times the place's; 0 is black and white")
    contrast: float = _number("grade.contrast", 0.0, -1, 2, "added to the place's")
    black: Tone | None = _color("grade.black", None, "the darkest tone; without it the place's")
    white: Tone | None = _color("grade.white", None, "the lightest tone; without it the place's")
    vignette: float = _number("grade.vignette", 1.0, 0, 3, "times how much darker corners are")
    grain: float = _number("grade.grain", 0.0025, 0, 0.2, "of the paper; it stays with the paper")

    medium: str = _word("paper.medium", "screen", MEDIA, "what the picture is made of")
    paper: Tone = _color("paper.color", (0.97, 0.95, 0.90), "of the paper")
    line: Tone = _color("paper.line", (0.25, 0.22, 0.24), "of pencil, cut edges or construction lines")
    tooth: float = _number("paper.tooth", 0.3, 0, 1, "how much the paper's surface shows")
    flow: float = _number("paper.flow", 0.0, 0, 1, "wash: how unevenly pigment settles")
    pool: float = _number("paper.pool", 0.0, 0, 2, "wash: how dark pigment pools at edges")
    bleed: float = _number("paper.bleed", 0.0, 0, 1, "wash: how far wet colours run into each other")
    broken: float = _number("paper.broken", 0.0, 0, 1, "wash: how much of the line is missing")
    margin: float = _number("paper.margin", 0.0, 0, 60, "wash: pixels of bare paper at the edge of the frame")
    depth: float = _number("paper.depth", 0.0, 0, 12, "cut: pixels by which sheets lie over each other")
    shadow: float = _number("paper.shadow", 0.0, 0, 1, "cut: how dark a sheet's shadow is")
    hatching: float = _number("paper.hatching", 0.0, 0, 1, "plan: how strongly shade is hatched")
    grid: float = _number("paper.grid", 0.0, 0, 1, "plan: how strongly the metre grid of floors and walls shows")

    drawings: int = _whole("motion.drawings", 8, 1, 30, "times a second that water is redrawn")

    @property
    def anchored(self) -> bool:
        """Whether textures hang on things, from where a shot's first frame sees them."""
        return self.medium != "screen"

    @property
    def restyles(self) -> bool:
        """Whether points take other colours or light than the place's own."""
        return bool(
            self.body_share or self.person_share or self.sky_share or self.rim or self.round or self.slats or self.steps
        ) or (self.medium == "plan")
