"""ShotList: coverage of one performance - setups, cuts and camera tracks, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

__all__ = ["Angle", "CameraTrack", "Move", "Shot", "ShotList", "ShotSize"]

F32 = npt.NDArray[np.float32]


class ShotSize(StrEnum):
    """From a detail of a face to people small in a landscape."""

    ECU = "ECU"
    BCU = "BCU"
    CU = "CU"
    MCU = "MCU"
    MS = "MS"
    MLS = "MLS"
    LS = "LS"
    VLS = "VLS"
    ELS = "ELS"


class Angle(StrEnum):
    """The camera's height against its subject."""

    EYE = "eye level"
    HIGH = "high"
    LOW = "low"
    OVERHEAD = "overhead"


class Move(StrEnum):
    """What the camera does during a shot."""

    STATIC = "static"
    PAN = "pan"
    TILT = "tilt"
    PUSH_IN = "push in"
    PULL_OUT = "pull out"
    TRACK = "track"
    FOLLOW = "follow"
    CRANE = "crane"
    ORBIT = "orbit"
    HANDHELD = "handheld"


@dataclass(frozen=True, slots=True, eq=False)
class CameraTrack:
    """A camera, one row a frame of its shot (N).

    `position` (N, 3) metres; `orientation` (N, 4) quaternions x, y, z, w turning camera axes
    (x right, y up, looking along -z) into the world; `fovy` (N,) vertical field of view in
    radians; `shift` (N, 2) lens shift in normalised device coordinates: what would be drawn
    at `shift` without it is drawn in the middle (keeps verticals vertical).
    """

    position: F32
    orientation: F32
    fovy: F32
    shift: F32


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One shot. `number` as in the trade (scene 12, setup 12A, third shot of it: 12A-3).

    `start` and `end` are frames of the scene (end exclusive); `offset` is the film's frame
    on which the scene starts. `subjects` are roles (or props) in order of weight. `hidden`
    names wild set parts taken away for this setup. `kind` is the setup's kind ("master",
    "two-shot", "single", "over-the-shoulder", "insert", ...). `reason` and `runner_up` are
    sentences; `terms` the cost of each planner term. `asked` names the rules that script or
    settings ask this shot to break ("cross the line", "jump cut"): continuity lets them pass. `unmet` are sentences on what was asked for and could
    not be had, with what came nearest.
    """

    number: str
    scene: str
    setup: str
    kind: str
    start: int
    end: int
    offset: int
    size: ShotSize
    angle: Angle
    lens_mm: float
    move: Move
    subjects: tuple[str, ...]
    camera: CameraTrack
    reason: str
    runner_up: str = ""
    hidden: tuple[str, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    grants: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class ShotList:
    """All shots of a film in cutting order."""

    fps: int
    size: tuple[int, int]
    shots: tuple[Shot, ...]
