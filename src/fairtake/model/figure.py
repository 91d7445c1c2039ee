"""Figure: the body of a performer - mesh, skeleton and the drawn face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Color, Material, Mesh

__all__ = [
    "FACE_NEUTRAL",
    "FACE_PARAMETERS",
    "JOINTS",
    "JOINT_PARENTS",
    "Appearance",
    "FaceShape",
    "FaceStyle",
    "Figure",
    "face_index",
    "joint_index",
]

_SIDE = (
    ("shoulder", "chest"),
    ("upper_arm", "shoulder"),
    ("forearm", "upper_arm"),
    ("hand", "forearm"),
    ("thumb", "hand"),
    ("index", "hand"),
    ("index_tip", "index"),
    ("fingers", "hand"),
    ("fingers_tip", "fingers"),
    ("thigh", "pelvis"),
    ("shin", "thigh"),
    ("foot", "shin"),
    ("toe", "foot"),
)
_TREE: tuple[tuple[str, str], ...] = (
    ("pelvis", ""),
    ("spine", "pelvis"),
    ("chest", "spine"),
    ("neck", "chest"),
    ("head", "neck"),
    *((f"{joint}.L", parent if parent in ("chest", "pelvis") else f"{parent}.L") for joint, parent in _SIDE),
    *((f"{joint}.R", parent if parent in ("chest", "pelvis") else f"{parent}.R") for joint, parent in _SIDE),
)

JOINTS: tuple[str, ...] = tuple(name for name, _ in _TREE)
"""The joints of every figure, parents before children. `.L` is the performer's own left (+x
when facing +z). "fingers" moves the three outer fingers together. An animal's are the same bones:
forelegs and wings are arms, its wrist the hand and its forepaw the fingers, its hock the foot and
its hind paw the toe; the other finger joints lie in the paw."""

JOINT_PARENTS: tuple[int, ...] = tuple(JOINTS.index(parent) if parent else -1 for _, parent in _TREE)
"""The parent's index of each joint; -1 for the pelvis."""


def joint_index(name: str) -> int:
    """The column of a joint in every pose array. Raises ValueError."""
    return JOINTS.index(name)


_FACE: tuple[tuple[str, float], ...] = (
    ("brow_inner", 0.0),  # -1 lowered .. 1 raised
    ("brow_outer", 0.0),  # -1 .. 1
    ("brow_squeeze", 0.0),  # 0 .. 1 drawn together
    ("brow_cock", 0.0),  # 0 .. 1 the left brow raised alone
    ("lid_upper", 0.92),  # 0 shut .. 1 open .. 1.4 wide
    ("lid_lower", 0.0),  # 0 .. 1 raised (smiling eyes)
    ("blink", 0.0),  # 0 .. 1, on top of lid_upper
    ("eye_tilt", 0.0),  # -1 outer corners down .. 1 up
    ("gaze_x", 0.0),  # -1 .. 1, to the performer's left
    ("gaze_y", 0.0),  # -1 .. 1 up
    ("iris", 1.0),  # size of iris and pupil
    ("smile", 0.12),  # -1 .. 1 corners of the mouth
    ("mouth_open", 0.0),  # 0 .. 1 between the lips
    ("jaw", 0.0),  # 0 .. 1 the chin drops with it
    ("mouth_width", 1.0),  # .4 .. 1.3
    ("lip_upper", 0.0),  # 0 .. 1 raised
    ("lip_lower", 0.0),  # -1 tucked in .. 1 dropped
    ("pucker", 0.0),  # 0 .. 1
    ("press", 0.0),  # 0 .. 1 lips pressed together
    ("mouth_square", 0.0),  # 0 .. 1 corners squared (anger, fear)
    ("mouth_skew", 0.0),  # -1 .. 1 one corner higher
    ("mouth_shift", 0.0),  # -1 .. 1 sideways
    ("teeth_upper", 0.0),  # 0 .. 1 seen when open
    ("teeth_lower", 0.0),  # 0 .. 1
    ("tongue", 0.0),  # 0 .. 1 seen, 1 between the teeth
    ("cheek", 0.0),  # 0 .. 1 blush and lift
    ("fold", 0.0),  # 0 .. 1 nose-to-mouth folds
    ("frown", 0.0),  # 0 .. 1 lines between the brows
    ("nose_wrinkle", 0.0),  # 0 .. 1
    ("forehead", 0.0),  # 0 .. 1 lines on the forehead
    ("tears", 0.0),  # 0 .. 1 shine at the lower lids
)

FACE_PARAMETERS: tuple[str, ...] = tuple(name for name, _ in _FACE)
"""What a face can do, the columns of every face array."""

FACE_NEUTRAL: tuple[float, ...] = tuple(value for _, value in _FACE)
"""A face at rest."""


def face_index(name: str) -> int:
    """The column of a face parameter. Raises ValueError."""
    return FACE_PARAMETERS.index(name)


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a performer looks like, before any geometry; readable and editable.

    `femininity`, `build` and `muscle` 0..1; `age` years; `height` metres; `hair`, `beard`,
    `hat`, `outfit`, `lower`, `footwear`, `eyewear` and what is `worn` are names known to
    staging.performers; `colors` the outfit's colours from top to bottom; colours are sRGB
    0..1. `lower` and `footwear` replace the outfit's own ("" keeps them); `pattern` is that of
    the outermost cloth ("striped", "checked", "dotted", ...) and `lower_pattern` that of
    trousers or skirt; `eyewear` says which glasses ("" the usual ones, if `glasses`);
    `worn` pairs further things with their colours; `torn` frays hems. `unshown` are words about
    looks that were understood and cannot be shown. `mobility` is what they go about in: "" on
    foot, "wheelchair".

    An animal has a `species` ("dog", "cat", "horse", "bird"; "" is a person) and a `breed`, the
    silhouette; its `height` is that of its withers (a bird's: of its crown), `colors` those of
    its coat from the largest patch to the smallest, `pattern` how they lie, `hair` the coat.
    """

    femininity: float = 0.5
    age: float = 35.0
    height: float = 1.72
    build: float = 0.35
    skin: Color = (0.94, 0.75, 0.65)
    hair: str = "crop"
    hair_color: Color = (0.23, 0.17, 0.20)
    beard: str = ""
    glasses: bool = False
    hat: str = ""
    outfit: str = "shirt"
    colors: tuple[Color, ...] = ()
    iris: Color = (0.36, 0.43, 0.32)
    jaw: float = 1.0
    nose: float = 1.0
    face_width: float = 1.0
    muscle: float = 0.3
    lower: str = ""
    footwear: str = ""
    pattern: str = ""
    lower_pattern: str = ""
    eyewear: str = ""
    hat_color: Color | None = None
    worn: tuple[tuple[str, Color], ...] = ()
    torn: bool = False
    unshown: tuple[str, ...] = ()
    mobility: str = ""
    species: str = ""
    breed: str = ""


@dataclass(frozen=True, slots=True)
class FaceStyle:
    """The constants of one drawn face; the moving part is a row of FACE_PARAMETERS."""

    skin: Color
    lip: Color
    iris: Color
    brow: Color
    femininity: float = 0.5
    age: float = 35.0
    eye: float = 1.0
    lash: float = 1.0
    brow_thickness: float = 1.0
    freckles: bool = False
    stubble: Color | None = None
    beard: Color | None = None
    glasses: Color | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FaceShape:
    """A blend shape of a face that is modelled and not drawn: the points `rows` (N,) int32 of the
    mesh go by `moves` (N, 3) float32, metres at rest, at full strength. `drive` pairs parameters of
    a face with gains: the strength is `offset` and the sum of gain times parameter, 0 to 1."""

    name: str
    rows: npt.NDArray[np.int32]
    moves: npt.NDArray[np.float32]
    drive: tuple[tuple[str, float], ...]
    offset: float = 0.0

    def strength(self, face: npt.NDArray[np.floating]) -> float:
        """How strongly it is felt in a row of face parameters (P,)."""
        total = self.offset + sum(gain * float(face[face_index(name)]) for name, gain in self.drive)
        return min(1.0, max(0.0, total))


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A performer's body in its rest pose: standing at the origin, facing +z, arms a little
    away from the sides, at true size.

    `rest` (J, 3) float32: joint positions at rest, metres, in JOINTS order. In the rest pose
    every joint's frame is aligned with the world, so a pose is one local rotation a joint
    (identity everywhere is the rest pose). `joints` (V, 4) int32 and `weights` (V, 4) float32
    (rows sum to 1) skin the mesh. `eye` is the point between the eyes relative to the head
    joint at rest; `palms` the grip points relative to the hand joints at rest (L, R), the
    palm's normal being `palm_normals`. `sole` is the height of the ankle (foot joint) above
    the ground. `shoes` names the sole for footsteps: "leather", "rubber", "heel", "bare".
    `accent` is the colour one would name the figure by. `shapes` move a face that a brought model
    has of its own.

    `species` is "" for a person. `extra` are the joints a figure has beyond JOINTS (a tail, ears,
    lids) as (name, parent), parents before children; `rest`, and the rotations of whoever plays
    the figure, have rows for them after those of JOINTS. An animal stands with the middle of its
    body over the origin, not its pelvis.
    """

    role: str
    mesh: Mesh
    materials: tuple[Material, ...]
    rest: npt.NDArray[np.float32]
    joints: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    face: FaceStyle
    height: float
    eye: tuple[float, float, float]
    palms: tuple[tuple[float, float, float], tuple[float, float, float]]
    palm_normals: tuple[tuple[float, float, float], tuple[float, float, float]]
    sole: float
    shoes: str = "leather"
    accent: Color = (0.6, 0.6, 0.6)
    details: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[FaceShape, ...] = ()
    species: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def joint_names(self) -> tuple[str, ...]:
        """All joints of this figure, JOINTS first."""
        return (*JOINTS, *(name for name, _ in self.extra))

    @property
    def joint_parents(self) -> tuple[int, ...]:
        """The parent's index of each joint of this figure; -1 for the pelvis."""
        names = self.joint_names
        return (*JOINT_PARENTS, *(names.index(parent) for _, parent in self.extra))
