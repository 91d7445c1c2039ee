"""What the linter sees: who was where, and which camera looked when. Nothing of how it was planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = [
    "Camera",
    "Cut",
    "Happening",
    "IdMap",
    "IdMaps",
    "Performance",
    "Performer",
    "Prop",
    "Scene",
    "Segment",
    "Shot",
    "Shots",
    "Speech",
    "Unmatched",
]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Performer:
    """Somebody through one scene, one row a frame (N): `head` (N, 3) metres, `gaze` (N, 3)
    unit directions, `speaking` and `present` (N,); `facing` (N,) the body's yaw in radians
    (0 is +z, positive toward +x), or None where the file does not tell."""

    role: str
    head: F64
    gaze: F64
    speaking: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_]
    facing: F64 | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Prop:
    """A thing through one scene: `position` (N, 3) metres, `visible` (N,), and who holds it,
    as (first frame of the scene, role or "")."""

    name: str
    position: F64
    visible: npt.NDArray[np.bool_]
    holder: tuple[tuple[int, str], ...] = ()

    def held_by(self, frame: int) -> str:
        """Who holds it on a frame of the scene; "" when nobody does."""
        found = ""
        for first, role in self.holder:
            if first > frame:
                break
            found = role
        return found


@dataclass(frozen=True, slots=True)
class Speech:
    """A line heard: frames of the scene, end exclusive."""

    role: str
    text: str
    start: int
    end: int
    off_screen: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """Something done: frames of the scene, end exclusive."""

    action: str
    agent: str
    theme: str
    start: int
    end: int
    position: tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One scene as it happened; it begins on the film's frame `start` and has `frames`."""

    number: str
    start: int
    frames: int
    performers: tuple[Performer, ...]
    props: tuple[Prop, ...] = ()
    lines: tuple[Speech, ...] = ()
    happenings: tuple[Happening, ...] = ()

    def performer(self, role: str) -> Performer | None:
        """The performer of that role, or None."""
        return next((one for one in self.performers if one.role == role), None)

    def prop(self, name: str) -> Prop | None:
        """The prop of that name, or None."""
        return next((one for one in self.props if one.name == name), None)


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """All scenes, in the script's order."""

    fps: int
    scenes: tuple[Scene, ...]

    def scene(self, number: str) -> Scene | None:
        """The scene of that number, or None."""
        return next((one for one in self.scenes if one.number == number), None)


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """A camera, one row a frame (N): `position` (N, 3), `orientation` (N, 4) quaternions
    x, y, z, w, `fovy` (N,) radians, `shift` (N, 2) normalised device coordinates."""

    position: F64
    orientation: F64
    fovy: F64
    shift: F64

    def rows(self, first: int, count: int) -> Camera:
        """`count` rows from `first`; rows before the first or after the last are held."""
        index = np.clip(np.arange(first, first + count), 0, len(self.fovy) - 1)
        return Camera(self.position[index], self.orientation[index], self.fovy[index], self.shift[index])


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A shot as listed: film frames `start` to `end` (exclusive). `asked` names what it was
    asked to break."""

    number: str
    scene: str
    setup: str
    start: int
    end: int
    size: str
    kind: str
    move: str
    subjects: tuple[str, ...]
    camera: Camera
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shots:
    """All shots in the order of the list; `size` is the frame's width and height."""

    fps: int
    size: tuple[int, int]
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A stretch of a shot as the cut uses it: from the cut's frame `at` on, it shows the
    scene's frames from `first` on, with one camera row a frame. `soft` when it begins with a
    dissolve or after a hole in the cut, so that it does not meet the segment before it."""

    shot: Shot
    at: int
    first: int
    camera: Camera
    soft: bool = False

    @property
    def frames(self) -> int:
        """Length in frames."""
        return len(self.camera.fovy)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Something on a timeline that could not be judged, or only in part, and why."""

    clip: str
    at: int
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Segments in the order they are seen, in a frame of `size` (width, height)."""

    fps: int
    size: tuple[int, int]
    segments: tuple[Segment, ...]
    unmatched: tuple[Unmatched, ...] = field(default=())

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.size[0] / self.size[1]


@dataclass(frozen=True, slots=True, eq=False)
class IdMap:
    """What each pixel of a frame shows: `ids` (H, W) of ints, `names` naming them (roles,
    props, parts of the set)."""

    ids: npt.NDArray[np.int32]
    names: Mapping[int, str]


IdMaps = Mapping[int, IdMap]
"""Rendered id maps by the cut's frame; any frames, as many as there are."""
