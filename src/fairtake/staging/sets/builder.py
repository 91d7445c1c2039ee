"""SetBuilder: a modeller that also knows what can be sat on, walked round and opened.

Kits dress it; `finish` gives the Set. Positions are in the current frame, angles in degrees,
as in Modeller.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.breakdown import Setting
from fairtake.model.light import Lighting
from fairtake.model.mesh import Color
from fairtake.model.set import Box, Door, Landmark, Seat, Set, SetPart, Surface
from fairtake.staging.sets.marks import Floor, arrange_marks
from fairtake.staging.sets.modeller import Modeller, Vector
from fairtake.staging.sets.nouns import nouns, wished

__all__ = ["Practical", "SetBuilder", "room_for"]


@dataclass(frozen=True, slots=True)
class Practical:
    """A lamp that stands or hangs on the set. `down` lamps light a cone below them."""

    position: Vector
    color: Color
    strength: float
    radius: float
    down: bool = False


class SetBuilder(Modeller):
    """A set in the making. `rng` is the only source of chance; `people` how many must find
    room; `wishes` the things the scene's nouns ask for; `hall` what kind of passage lies beyond
    a room's doors (see `beyond`); `dress_last` adds what scenes ask for under any sky."""

    def __init__(self, kind: str, setting: Setting, people: int, seed: int, words: Collection[str] = ()) -> None:
        super().__init__()
        self.kind = kind
        self.setting = setting
        self.people = max(people, 1)
        self.rng = np.random.default_rng(seed)
        self.wishes = wished(words)
        self.time = setting.time if setting.time in ("day", "night", "dawn", "dusk") else "day"
        self.lamps_on = self.time != "day"
        self.wet = "rain" in setting.weather
        self.snow = "snow" in setting.weather
        self.wild: set[str] = set()
        self.on: dict[str, str] = {}
        self.obstacles: list[Box] = []
        self.seats: list[Seat] = []
        self.surfaces: list[Surface] = []
        self.doors: list[Door] = []
        self.landmarks: list[Landmark] = []
        self.practicals: list[Practical] = []
        self.hall = "home"
        self.dress_last: Callable[[SetBuilder, tuple[float, float, float, float], tuple[float, float]], None] | None = (
            None
        )

    def pick(self, *choices: str) -> str:
        """One of the choices, by the set's seed."""
        return choices[int(self.rng.integers(len(choices)))]

    @contextmanager
    def loose(self, name: str) -> Iterator[None]:
        """Collect what follows as a wild part of its own: tall things at the edge of a room,
        which a camera may need out of its way."""
        count = sum(known.startswith(f"{name} ") for known in self.wild) + 1
        with self.part(f"{name} {count}"):
            self.wild.add(f"{name} {count}")
            yield

    def obstacle(self, name: str, x: float, z: float, w: float, d: float, height: float, y: float = 0.0) -> None:
        """A solid block on the floor about x, z."""
        center = self.point(x, y + height / 2, z)
        self.obstacles.append(Box(name, center, (w / 2, height / 2, d / 2), self.heading()))

    def seat(
        self, name: str, x: float, y: float, z: float, kind: str, approach: tuple[float, float], yaw: float = 0.0
    ) -> None:
        """A seat whose sitter faces `yaw`, reached from the floor point `approach` (x, z)."""
        ax, _, az = self.point(approach[0], 0.0, approach[1])
        self.seats.append(Seat(name, self.point(x, y, z), self.heading(yaw), kind, (ax, 0.0, az)))

    def surface(
        self, name: str, x: float, y: float, z: float, w: float, d: float, free: Sequence[tuple[float, float]] = ()
    ) -> None:
        """A top to put things on, with free points (x, z)."""
        points = tuple(self.point(fx, y, fz) for fx, fz in free)
        self.surfaces.append(Surface(name, self.point(x, y, z), (w / 2, d / 2), self.heading(), points))

    def landmark(
        self, name: str, x: float, y: float, z: float, stand: tuple[float, float], yaw: float, opens: bool = False
    ) -> None:
        """Something the script may name, used from `stand` while facing `yaw`."""
        sx, _, sz = self.point(stand[0], 0.0, stand[1])
        self.landmarks.append(Landmark(nouns(name), self.point(x, y, z), (sx, 0.0, sz), self.heading(yaw), opens))

    @contextmanager
    def leaf(
        self,
        name: str,
        hinge: tuple[float, float],
        swing: float,
        handle: Vector,
        stand: tuple[float, float],
        yaw: float,
    ) -> Iterator[None]:
        """Collect what follows as the leaf of a thing that opens (a cupboard's or fridge's door),
        a wild part of its own hung at the floor point `hinge` (x, z), which opens by `swing`
        degrees about y; and a landmark `name` at its `handle`, used from `stand`."""
        owner = self._part
        with self.loose(f"{name} leaf"):
            part = self._part
            self.on[part] = owner
            yield
        hx, _, hz = self.point(hinge[0], 0.0, hinge[1])
        sx, _, sz = self.point(stand[0], 0.0, stand[1])
        at = self.point(*handle)
        self.landmarks.append(
            Landmark(
                nouns(name), at, (sx, 0.0, sz), self.heading(yaw), True, part, (hx, 0.0, hz), math.radians(swing), at
            )
        )

    def way(self, name: str, x: float, z: float, yaw: float, outside: tuple[float, float]) -> None:
        """An open way in: no leaf, just a place where people come from."""
        ox, _, oz = self.point(outside[0], 0.0, outside[1])
        px, _, pz = self.point(x, 0.0, z)
        self.doors.append(Door(name, (px, 0.0, pz), self.heading(yaw), (ox, 0.0, oz)))

    def practical(
        self, x: float, y: float, z: float, color: Color, strength: float, radius: float, down: bool = False
    ) -> None:
        """A lamp at a point; it counts only while lamps are on."""
        if self.lamps_on:
            self.practicals.append(Practical(self.point(x, y, z), color, strength, radius, down))

    def finish(
        self,
        *,
        interior: bool,
        acting: tuple[float, float, float, float],
        room: tuple[float, float, float, float, float, float],
        camera: tuple[float, float, float, float, float, float],
        lighting: Lighting,
        ground: str,
        ambience: tuple[str, ...],
        reverberation: float = 0.0,
        focus: tuple[float, float] | None = None,
        axis: float = 90.0,
        generic: bool = False,
    ) -> Set:
        """The set, with its marks about `focus` (x, z)."""
        middle = focus or ((acting[0] + acting[2]) / 2, (acting[1] + acting[3]) / 2)
        if self.dress_last is not None and not interior:
            self.dress_last(self, acting, middle)
        parts = []
        for name in self.part_names():
            mesh = self.mesh(name)
            low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
            parts.append(
                SetPart(
                    name,
                    mesh,
                    (float(low[0]), float(low[1]), float(low[2])),
                    (float(high[0]), float(high[1]), float(high[2])),
                    name in self.wild,
                    self.on.get(name, ""),
                )
            )
        floor = Floor(acting, self.obstacles, 0.1 if self.people <= 12 else 0.15)

        def reach(p: Vector, far: float) -> Vector:
            # Furniture may stand in front of furniture: one uses it from where one can get to.
            x, z = floor.nearest(p[0], p[2], far)
            return (x, 0.0, z)

        return Set(
            kind=self.kind,
            interior=interior,
            materials=self.table(),
            parts=tuple(parts),
            acting=acting,
            room=room,
            camera=camera,
            obstacles=tuple(self.obstacles),
            seats=tuple(replace(q, approach=reach(q.approach, 0.8)) for q in self.seats),
            surfaces=tuple(self.surfaces),
            doors=tuple(self.doors),
            marks=arrange_marks(floor, self.people, middle, axis),
            landmarks=tuple(replace(q, stand=reach(q.stand, 2.0)) for q in self.landmarks),
            lighting=lighting,
            ground=ground,
            ambience=ambience,
            reverberation=reverberation,
            generic=generic,
        )


def room_for(people: int, area: float) -> float:
    """How many times wider and deeper a place of `area` free square metres must be."""
    return max(1.0, math.sqrt(max(people, 1) * 1.25 / area))
