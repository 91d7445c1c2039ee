"""A look: the constants of a drawing style, apart from place and light."""

from __future__ import annotations

from dataclasses import dataclass

from fairtake.errors import RenderError

__all__ = ["LOOKS", "Look", "find_look"]

Tone = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How everything is drawn.

    Ink: half-widths in pixels of a 540-line picture, growing with (pixels a metre /
    `ink_reference`) to the power `ink_power` between `ink_thinnest` and `ink_widest`;
    `ink_step` is the relative step in distance that makes an outline, `fold_skin` and
    `fold_cloth` the steps in metres that make a fold on performers; `contact`, `crease`,
    `fold` and `seam` are widths as shares of the outline's; `ink_own` the share of the
    surface's own colour in a line.

    Tone: `terminator` the N·L over which light begins; `shadow_*` the multipliers of the
    ambient in the shadow of cloth, skin, hair and face; `lift` how much lighter than the
    ambient the flattering key makes a figure; `side_tone` how far walls part in tone along x
    and z; `wash` the amplitude of the hand-painted unevenness; `grain` of the paper;
    `drawings` how often a second water is redrawn.
    """

    name: str
    ink_width: float = 0.72
    ink_reference: float = 226.0
    ink_power: float = 0.40
    ink_thinnest: float = 0.27
    ink_widest: float = 0.95
    ink_step: float = 0.02
    ink_own: float = 0.20
    crease_cosine: float = 0.78
    contact: float = 0.74
    crease: float = 0.62
    fold: float = 0.85
    seam: float = 0.60
    fold_skin: float = 0.0055
    fold_cloth: float = 0.016
    terminator: tuple[float, float] = (0.04, 0.16)
    shadow_cloth: Tone = (0.94, 0.91, 1.12)
    shadow_skin: Tone = (1.14, 0.94, 1.00)
    shadow_hair: Tone = (0.89, 0.89, 1.10)
    lift: float = 1.40
    side_tone: tuple[float, float] = (0.15, 0.05)
    wash: float = 0.045
    grain: float = 0.0025
    drawings: int = 8


LOOKS: dict[str, Look] = {look.name: look for look in (Look("ligne"),)}
"""The known looks by name. To add one, add a Look here."""


def find_look(name: str) -> Look:
    """The look of that name. Raises RenderError that names the known ones."""
    try:
        return LOOKS[name]
    except KeyError:
        known = ", ".join(f'"{look}"' for look in sorted(LOOKS))
        raise RenderError(f'There is no look "{name}"', fix=f"Choose one of: {known}.", key="film.look") from None
