"""Set: a place to play in - what is drawn, what can be sat on, walked round, opened."""

from __future__ import annotations

from dataclasses import dataclass

from fairtake.model.light import Lighting
from fairtake.model.mesh import Material, Mesh
from fairtake.model.span import Gap

__all__ = ["Box", "Door", "Landmark", "Mark", "PropModel", "Seat", "Set", "SetPart", "Stairs", "Surface"]

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A solid thing, for walking round it, seeing past it and keeping cameras out of it:
    `center` and `half` extents in metres, turned by `yaw` radians about y."""

    name: str
    center: Vector
    half: Vector
    yaw: float = 0.0


@dataclass(frozen=True, slots=True)
class Seat:
    """Somewhere to sit. `position` is the middle of the seat's surface, `yaw` where a sitter
    faces (0 is +z, positive toward +x), `kind` "chair", "sofa", "bench", "stool", "bed",
    "car", "ground"; `approach` the floor point from which one sits down."""

    name: str
    position: Vector
    yaw: float
    kind: str
    approach: Vector


@dataclass(frozen=True, slots=True)
class Surface:
    """Somewhere to put things: a rectangle `half` (x, z) metres about `center`, turned by
    `yaw`; center[1] is its height. `free` are points on it with nothing on them yet."""

    name: str
    center: Vector
    half: tuple[float, float]
    yaw: float = 0.0
    free: tuple[Vector, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """A way in and out. `position` on the floor in the middle of the opening, `yaw` the
    direction somebody walks who comes in; `part` names the SetPart of the leaf ("" for an
    open way, such as the edge of a street), hung at `hinge` (floor point), opening by
    `swing` radians about y (signed). `outside` is a floor point out of sight beyond it."""

    name: str
    position: Vector
    yaw: float
    outside: Vector
    part: str = ""
    hinge: Vector = (0.0, 0.0, 0.0)
    swing: float = 0.0
    handle: Vector = (0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where somebody may stand: a floor point and the direction to face. The first marks of
    a set are its best: apart from each other by conversation distance, clear of furniture,
    well lit and well seen."""

    name: str
    position: Vector
    yaw: float


@dataclass(frozen=True, slots=True)
class Landmark:
    """A thing the script may name ("the window", "the stove"). `words` are the nouns that
    mean it, `position` its visible middle, `stand` the floor point from which one uses it
    and `yaw` the direction to face there; `opens` true if it can be opened and closed. What
    opens may have a leaf: `part` names its SetPart ("" for none), which turns about the
    vertical through `hinge` by `swing` radians (signed) and is taken by its `handle`, as a
    Door's does; one with a `stretch` (a curtain, a blind) is built drawn aside and is drawn out
    from `hinge` to 1 + stretch times its length along each axis."""

    words: tuple[str, ...]
    position: Vector
    stand: Vector
    yaw: float
    opens: bool = False
    part: str = ""
    hinge: Vector = (0.0, 0.0, 0.0)
    swing: float = 0.0
    handle: Vector = (0.0, 1.0, 0.0)
    stretch: Vector = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Stairs:
    """A straight flight that people climb. `foot` is the floor point in the middle of the lowest
    riser, `yaw` the direction one climbs; `count` risers of `rise` metres, treads `going` deep
    and `width` wide; the last riser ends on a landing that goes on for `landing` metres and
    reaches `left` and `right` of the flight's middle as seen by who climbs. `rails` says
    whether there is a handrail (left, right); it runs `rail` metres over the treads' edges."""

    name: str
    foot: Vector
    yaw: float
    count: int
    rise: float
    going: float
    width: float
    landing: float
    left: float
    right: float
    rails: tuple[bool, bool] = (True, True)
    rail: float = 0.84


@dataclass(frozen=True, slots=True, eq=False)
class SetPart:
    """A piece of the set that is drawn as one. A `wild` part (a wall, a ceiling, a big piece
    of furniture at the edge) may be taken away for a shot that needs to look from behind it;
    it still casts its shadow. `low` and `high` bound it in metres. A part that belongs `on`
    another (a leaf on its wall or cupboard) goes when that one is taken away."""

    name: str
    mesh: Mesh
    low: Vector
    high: Vector
    wild: bool = False
    on: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PropModel:
    """A thing to hold. The mesh stands at the origin, y up, at true size; `grip` is the point
    a hand holds it by and `grip_axis` the unit direction that lies along the closed fist
    (upwards along the thumb); `size` its bounding extents. `sound` names what it sounds like
    when put down ("paper", "glass", "metal", "wood", "soft")."""

    name: str
    mesh: Mesh
    materials: tuple[Material, ...]
    grip: Vector
    grip_axis: Vector
    size: Vector
    sound: str = "soft"


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """A dressed and lit set.

    The floor is y = 0 wherever people act, but on `stairs`. `acting` is the rectangle (x0, z0, x1, z1) people
    may use; `room` the inner bounds (x0, y0, z0, x1, y1, z1) of an interior, or of the ground
    outdoors that looks right from inside; cameras stay inside `camera` (same form), which
    may lie beyond wild walls. `materials` serve all parts. `ground` names the floor for
    footsteps: wood, tile, carpet, concrete, asphalt, gravel, grass, sand, snow, metal.
    `ambience` are tags for the sound bed ("room", "street", "birds", ...), `reverberation` is
    RT60 in seconds (0 outdoors). `kind` is the kit's name; `generic` true when no kit knew
    the place, which is reported as a gap; `gaps` says
    what of a brought model could not be kept.
    """

    kind: str
    interior: bool
    materials: tuple[Material, ...]
    parts: tuple[SetPart, ...]
    acting: tuple[float, float, float, float]
    room: tuple[float, float, float, float, float, float]
    camera: tuple[float, float, float, float, float, float]
    obstacles: tuple[Box, ...]
    seats: tuple[Seat, ...]
    surfaces: tuple[Surface, ...]
    doors: tuple[Door, ...]
    marks: tuple[Mark, ...]
    landmarks: tuple[Landmark, ...]
    lighting: Lighting
    ground: str = "wood"
    ambience: tuple[str, ...] = ()
    reverberation: float = 0.4
    generic: bool = False
    gaps: tuple[Gap, ...] = ()
    stairs: tuple[Stairs, ...] = ()
