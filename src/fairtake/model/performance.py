"""Performance: a scene as if it really happened, once, in 3D. It knows nothing of cameras.

Everything that moves is sampled on the film's frames: row f of an array is the state at
f / fps seconds from the scene's start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fairtake.model.breakdown import Action
from fairtake.model.figure import Figure
from fairtake.model.light import LightTrack
from fairtake.model.set import PropModel, Set
from fairtake.model.span import Gap

__all__ = [
    "Assets",
    "Contact",
    "Happening",
    "LineTiming",
    "PartTrack",
    "PerformerTrack",
    "PropTrack",
    "ScenePerformance",
]

F32 = npt.NDArray[np.float32]
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Contact:
    """A moment in which something touches something: `time` seconds from the scene's start,
    exact and not rounded to a frame; `kind` "step", "sit", "stand", "grasp", "release",
    "door open", "door close", "knock", "land", ...; `stuff` what is met ("wood", "paper");
    `strength` 0..1."""

    time: float
    kind: str
    position: Vector
    stuff: str = ""
    strength: float = 0.5
    role: str = ""


@dataclass(frozen=True, slots=True)
class LineTiming:
    """When a line is heard: seconds from the scene's start; `medium` as a Line's."""

    line: int
    role: str
    text: str
    start: float
    end: float
    off_screen: bool = False
    medium: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something done that a camera may want to see: frames of the scene (end exclusive),
    where it happens, and how much it matters for the story (0..1)."""

    action: Action
    agent: str
    theme: str
    start: int
    end: int
    position: Vector
    importance: float
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PerformerTrack:
    """One performer through one scene. N frames, J = len(JOINTS) and the figure's own `extra`
    joints, P = len(FACE_PARAMETERS).

    `root` (N, 3): the pelvis joint in the world, metres. `rotations` (N, J, 4): local
    rotations as quaternions x, y, z, w; the pelvis' is its orientation in the world. `face`
    (N, P). `head` (N, 3): the point between the eyes. `gaze` (N, 3): unit direction of the
    look. `speaking` (N,) bool. `present` (N,) bool: on the set and to be drawn. `wears` are
    changes of clothes on the stage, in order: (first frame, key of Assets.figures, whether it waits for
    the next cut); before the first the role's own figure is drawn.
    """

    role: str
    root: F32
    rotations: F32
    face: F32
    head: F32
    gaze: F32
    speaking: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_]
    wears: tuple[tuple[int, str, bool], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PropTrack:
    """A prop through one scene: `model` a key of Assets.props; `position` (N, 3) of the
    model's origin, `rotation` (N, 4) quaternions x, y, z, w, `visible` (N,) bool; `holder`
    the roles who hold it, by frame, as (first frame, role or ""); `box` the lowest and the
    highest corner of the model about its origin, metres (None: not known)."""

    name: str
    model: str
    position: F32
    rotation: F32
    visible: npt.NDArray[np.bool_]
    holder: tuple[tuple[int, str], ...] = ()
    box: tuple[Vector, Vector] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PartTrack:
    """A part of the set that moves (a door leaf): it turns by `angle` (N,) radians about the
    vertical axis through `pivot`. With a `stretch` it does not turn but is drawn out from
    `pivot`: 1 + angle x stretch times as long along each axis (a curtain, a blind)."""

    part: str
    pivot: Vector
    angle: F32
    stretch: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class ScenePerformance:
    """One scene, performed. `set` is a key of Assets.sets; performers' roles are keys of
    Assets.figures. `tension` (N,) 0..1 over the scene. `light` is the light as it changes; None
    where it stays as the set has it."""

    number: str
    fps: int
    frames: int
    set: str
    performers: tuple[PerformerTrack, ...]
    props: tuple[PropTrack, ...]
    parts: tuple[PartTrack, ...]
    lines: tuple[LineTiming, ...]
    happenings: tuple[Happening, ...]
    contacts: tuple[Contact, ...]
    tension: F32
    gaps: tuple[Gap, ...] = ()
    light: LightTrack | None = None

    def performer(self, role: str) -> PerformerTrack:
        """The track of a role. Raises KeyError."""
        for track in self.performers:
            if track.role == role:
                return track
        raise KeyError(role)


@dataclass(frozen=True, slots=True, eq=False)
class Assets:
    """What a scene is drawn with, by name."""

    sets: Mapping[str, Set] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    props: Mapping[str, PropModel] = field(default_factory=dict)
