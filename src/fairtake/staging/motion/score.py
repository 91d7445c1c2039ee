"""What a performer is asked to do and when: the score that blocking writes and motion plays.

All times are seconds from the scene's start; floor points are (x, z); yaw 0 faces +z and
grows toward +x, the performer's left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.figure import Figure
from fairtake.model.performance import Contact
from fairtake.model.reading import Take
from fairtake.staging.motion.chair import Chair
from fairtake.staging.motion.terrain import Terrain

__all__ = [
    "FOREVER",
    "Foothold",
    "GazeKey",
    "HandGoal",
    "HeadMove",
    "Lean",
    "MoodKey",
    "Motif",
    "PostureKey",
    "PropKey",
    "PropScore",
    "Score",
    "Speech",
    "Stance",
    "Step",
    "Target",
    "Travel",
    "Vector",
]

Vector = tuple[float, float, float]
FOREVER = 1e9


@dataclass(frozen=True, slots=True)
class Foothold:
    """Where a foot is planted: the floor point under the ankle, the height of the sole, the
    direction of the toes, and how far the heel is raised (radians)."""

    x: float
    z: float
    yaw: float
    y: float = 0.0
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One foot (0 left, 1 right) leaves its hold at `lift` and is down again at `land`. `lead` above
    0 raises it before it goes forward (up a step), below 0 the other way round.
    `roll` 0..1 is how much it rolls from heel to toe, `loud` the strength of its sound."""

    foot: int
    lift: float
    land: float
    hold: Foothold
    height: float = 0.05
    roll: float = 1.0
    loud: float = 0.4
    lead: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """The way of the pelvis over the floor: `times` (K,), `points` (K, 2), `yaw` (K,)
    unwrapped. Before the first travel and after each the performer stays put."""

    times: npt.NDArray[np.floating[Any]]
    points: npt.NDArray[np.floating[Any]]
    yaw: npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class PostureKey:
    """From one posture to the next between `start` and `end`. `height` of the pelvis joint,
    `pitch` of the pelvis and bend of the `spine` in radians, `free` 1 when the legs hang on
    the pelvis instead of standing on the floor, `dip` how far the trunk leans on the way,
    `drop` true when the body falls instead of letting itself down."""

    start: float
    end: float
    name: str
    height: float
    pitch: float = 0.0
    spine: float = 0.0
    free: float = 0.0
    dip: float = 0.0
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Lean:
    """The trunk goes with a reach: `pitch` forward, `twist` toward +yaw and `roll` toward the
    left in radians, and the pelvis sinks by `drop` metres."""

    start: float
    full: float
    hold: float
    end: float
    pitch: float = 0.0
    twist: float = 0.0
    drop: float = 0.0
    roll: float = 0.0


@dataclass(frozen=True, slots=True)
class Motif:
    """A small movement that a hand goes on making about its goal, on the goal's own clock.

    `kind` is "tap" (bursts of fingers on keys, the hand wandering `along`), "circle"
    (stirring: `along` and `across` span the ellipse), "write" (along the line and back to its
    beginning) or "sway" (to and fro `along`, the lift of each turn `across`). `along` and
    `across` are in the axes of the goal, metres; `rate` cycles a second; `seed` the person's."""

    kind: str
    along: Vector
    across: Vector = (0.0, 0.0, 0.0)
    rate: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class HandGoal:
    """Where a palm has to be from `full` until `hold`.

    `frame` is "world", "chest" (between the shoulders, level, turning with the chest; x is
    outward for either hand), "head" (the point between the eyes, x outward) or "thigh" (the
    thigh of the hand's side: x outward, y up from it, z along it as a share of its length),
    "floor" (under the pelvis, x outward, z ahead) or "rim" (the push rim on the hand's side, held since `full` at
    position[0] radians ahead of its top).
    `fingers` and `palm` are the directions of the fingers and out of the palm in the same
    axes. `curl` is (thumb, index, fingers) 0 straight .. 1 fist. `swing` is how much of the
    walking arm's swing stays; `out` 0..1 how far the elbow points
    sideways, below 0 how far before the chest. A higher `layer` (0 a posture, 1 something held, 2 an action)
    lies on top; within a layer the later goal does. `motif` is what the hand goes on doing there.
    """

    hand: int
    start: float
    full: float
    hold: float
    end: float
    frame: str
    position: Vector
    fingers: Vector
    palm: Vector
    curl: Vector = (0.25, 0.25, 0.3)
    swing: float = 0.0
    layer: int = 2
    out: float = 0.0
    motif: Motif | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """From `time` on the weight rests more on one leg: 1 all on the left, -1 on the right."""

    time: float
    weight: float


@dataclass(frozen=True, slots=True)
class Target:
    """What is looked at: a role, a prop, a point, or "away" by (yaw, pitch) from ahead."""

    kind: str
    name: str = ""
    point: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class GazeKey:
    """From `time` on, look at `target`; `turn` 0..1 is how much the head comes along."""

    time: float
    target: Target
    turn: float = 1.0


@dataclass(frozen=True, slots=True)
class MoodKey:
    """A feeling shows from `time` on, at `strength` for `hold` seconds, and stays as a mood."""

    time: float
    emotion: str
    strength: float = 1.0
    hold: float = 1.6
    mood: float = 0.35


@dataclass(frozen=True, slots=True)
class HeadMove:
    """A movement of the head on top of its look: "nod", "shake", "tilt", "accent", "drop"."""

    kind: str
    start: float
    duration: float
    amount: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A line in the mouth: `take` None when nobody spoke it."""

    line: int
    start: float
    end: float
    take: Take | None
    effort: float = 1.0


@dataclass(frozen=True, slots=True)
class PropKey:
    """What holds a prop from `time` on: "place" at `position` turned by `yaw`; "hold" in
    `hand` of `role` (`style` "flat" along the palm, as a telephone at the ear, "down" head
    downward, as a spoon in a pot, "view" its front ahead, as a camera); "fly" to
    `position` until `end`; "hide"."""

    time: float
    kind: str
    role: str = ""
    hand: int = 1
    position: Vector = (0.0, 0.0, 0.0)
    yaw: float = 0.0
    end: float = 0.0
    style: str = ""


@dataclass(slots=True, eq=False)
class PropScore:
    """Everything that happens to one prop."""

    name: str
    keys: list[PropKey] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Score:
    """Everything one performer does in a scene. Lists are in order of time. `stoop` is how
    far an old back is bent, radians; `chair` the wheelchair they sit in; `terrain`
    the stairs of the place, on whose treads all footholds come to lie."""

    role: str
    figure: Figure
    place: tuple[float, float]
    yaw: float
    feet: tuple[Foothold, Foothold]
    posture: PostureKey
    shown: list[tuple[float, bool]] = field(default_factory=list)
    travels: list[Travel] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    postures: list[PostureKey] = field(default_factory=list)
    leans: list[Lean] = field(default_factory=list)
    hands: list[HandGoal] = field(default_factory=list)
    gazes: list[GazeKey] = field(default_factory=list)
    moods: list[MoodKey] = field(default_factory=list)
    nods: list[HeadMove] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)
    beats: list[tuple[float, int]] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    idle: float = 1.0
    stoop: float = 0.0
    chair: Chair | None = None
    terrain: Terrain | None = None
