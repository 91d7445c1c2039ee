"""Direction: what a person asks of the camera, in the script, in film.toml or in shots.json.

Whatever is asked for stands; the planner solves around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fairtake.model.shotlist import Angle, CameraTrack, Move, ShotSize
from fairtake.model.span import Span

__all__ = ["Ask", "Direction", "Framing", "Lock", "Side"]


class Ask(StrEnum):
    """What a direction asks for."""

    SHOT = "shot"
    """A shot of this kind begins here and lasts at least to the end of the next beat."""
    HOLD = "hold"
    """Whatever is shown stays until the next beat is over (or so many seconds)."""
    CUT = "cut"
    """A cut, here."""
    NO_CUT = "no cut"
    """No cut from here to the next shot or cut that is asked for, or to the scene's end."""
    CROSS = "cross the line"
    """A cut here, to the other side of the line between the two who talk."""
    STYLE = "style"
    """Another style (or tempo) from here to the scene's end."""


class Framing(StrEnum):
    """The kind of shot that is asked for."""

    SINGLE = "single"
    TWO_SHOT = "two-shot"
    MASTER = "master"
    OVER_THE_SHOULDER = "over-the-shoulder"
    INSERT = "insert"
    POINT_OF_VIEW = "point of view"
    ESTABLISHING = "establishing"


class Side(StrEnum):
    """Where the camera stands against its first subject: `left` and `right` are the
    subject's own."""

    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    BEHIND = "behind"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Direction:
    """Something asked of the camera. Fields that are None or empty were left to the planner.

    Where it stands: before the beat number `beat` of its scene (from 0; the number of beats
    after the last one), or inside that beat when it is a line, after `character` characters
    of its text. With `frames` (first, end exclusive, of the scene) it stands on those frames
    instead: a shot number in film.toml, or an edited shots.json.

    `written` is the text as written. `file` and `line` (1-based; 0 when there is none) or
    `key` (of a settings file or of shots.json) say where, for messages and reasons.

    A shot: `framing`, `size`, `subjects` (roles, or props for an insert), `over` the role
    whose shoulder or eyes the camera looks over, `move`, `lens_mm`, `angle`, `side`. `camera`
    is taken literally, one row a frame of `frames`, with the wild set parts `hidden` taken
    away and `kind` as what it is called; `reason` is the text a person wrote for it.
    A hold: `seconds` (0: until the next beat is over). A style: `style` a name or the path of
    a style file, `average_shot_length` in seconds; either may be left out.
    """

    ask: Ask
    written: str
    file: str = ""
    line: int = 0
    key: str = ""
    beat: int = 0
    character: int = 0
    frames: tuple[int, int] | None = None
    framing: Framing | None = None
    size: ShotSize | None = None
    subjects: tuple[str, ...] = ()
    over: str = ""
    move: Move | None = None
    lens_mm: float | None = None
    angle: Angle | None = None
    side: Side | None = None
    seconds: float = 0.0
    style: str = ""
    average_shot_length: float | None = None
    camera: CameraTrack | None = None
    hidden: tuple[str, ...] = ()
    kind: str = ""
    reason: str = ""

    @property
    def where(self) -> str:
        """Where it was asked for, in words: "in the script, line 12"."""
        if self.key:
            return f"in {self.file.rsplit('/', 1)[-1] or 'film.toml'}, {self.key}"
        return f"in the script, line {self.line}" if self.line else "in the script"

    @classmethod
    def at(cls, ask: Ask, written: str, span: Span | None) -> Direction:
        """A direction written at a place in the script."""
        return cls(ask, written, span.file, span.line) if span is not None else cls(ask, written)


@dataclass(frozen=True, slots=True)
class Lock:
    """A shot that a person has edited in shots.json. It holds for the scene whose performance
    is stored under the key `performance`; when there is none any more, for the scene with its
    `scene` number and `heading`. `frames` is how long that scene was when the shot was edited."""

    scene: str
    heading: str
    performance: str
    frames: int
    direction: Direction
