"""A model somebody brings becomes a Set: its own walls, things and light, and what one can do there.

The built-in set of the place stands beside it as the measure of what the model does not say: how
the hour is lit, what the floor sounds like, how the room rings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from fairtake.errors import ProjectError
from fairtake.exchange.model_file import Lamp, ModelFile, broken
from fairtake.exchange.own import set_facts
from fairtake.exchange.place.floorplan import Floorplan, Room, floor_beyond, floor_height, off_square, on_its_walls
from fairtake.exchange.place.lighting import fitted
from fairtake.exchange.place.loose import loose_groups
from fairtake.exchange.place.names import Known, Named, named_nodes
from fairtake.exchange.place.own_set import own_set
from fairtake.exchange.place.owners import owned
from fairtake.exchange.place.parts import main_color, part_names, plain_parts, set_parts
from fairtake.exchange.place.size import check_size, check_up
from fairtake.exchange.place.soup import Samples, Soup, joined
from fairtake.exchange.place.things import Thing, guessed, landmarks, obstacles, off_limits, seats, surfaces, things_of
from fairtake.exchange.place.ways import INWARD, SIDES, door_of, edges, openings, side_of
from fairtake.exchange.reading import read_model
from fairtake.geometry.quaternion import from_axis_angle, matrix
from fairtake.model.clearance import Cleared
from fairtake.model.light import LightKind
from fairtake.model.mesh import Material
from fairtake.model.set import Box, Door, Seat, Set, SetPart, Surface
from fairtake.model.span import Gap

__all__ = ["AdoptedSet", "adopt_set"]

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_WIDEST = 16.0
"""Metres of floor a scene uses at most."""

_LAMPS = frozenset({"lamp", "lamp post", "candle", "chandelier", "torch"})


@dataclass(frozen=True, slots=True, eq=False)
class AdoptedSet:
    """A set made of a brought model, what of the model could not be kept, and about where (x, z) a
    scene plays in it. It has no marks, unless Fairtake wrote the file."""

    set: Set
    gaps: tuple[Gap, ...]
    focus: tuple[float, float]


def adopt_set(
    lent: Cleared, stand_in: Set, known: Known, *, up: str = "", scale: float = 1.0, turn: float = 0.0
) -> AdoptedSet:
    """Read the model that was `lent` as the place that `stand_in` would be. `up` ("y", "z" or "x"),
    `scale` and `turn` (radians about the vertical) put right what the file does not say. `known`
    gives the words of what nodes are called. Raises ProjectError, naming the file, when it
    cannot be a place."""
    path = lent.checked()
    model = read_model(path)
    try:
        with np.errstate(all="ignore"):
            facts = set_facts(model.told)
            if facts is not None and not up and scale == 1.0 and turn == 0.0:
                own = own_set(model, facts)
                if own is not None:
                    return AdoptedSet(own, (), _middle(own))
            made = _Place(model, path, stand_in, known, up, scale, turn)
            found = made.set()
            adopted = AdoptedSet(found, tuple(made.gaps), (float(made.focus[0]), float(made.focus[1])))
    except (ValueError, IndexError, ArithmeticError) as error:
        raise broken(path, "its numbers make no place") from error
    if not all(np.isfinite(part.mesh.vertices).all() for part in adopted.set.parts):
        raise broken(path, "its numbers make no place")
    return adopted


class _Place:
    def __init__(
        self, model: ModelFile, path: Path, stand_in: Set, known: Known, up: str, scale: float, turn: float
    ) -> None:
        self.path = path
        self.stand_in = stand_in
        self.known = known
        self.interior = stand_in.interior
        self.gaps: list[Gap] = []
        soup, left = joined(model, up, scale, turn)
        for what in left:
            self.tell(f"{what} are left out", "Export the place alone.")
        self.named, belongs = named_nodes(model, known)
        floors = np.array([one.built == "floor" for one in self.named])[belongs[soup.nodes]]
        check_up(path, soup, floors, up)
        check_size(path, soup, self.interior, scale)
        self.soup = self.settled(soup, floors)
        self.rows = belongs[self.soup.nodes]
        leaf = np.array([one.words[:1] == ("door",) for one in self.named])[self.rows]
        hanging = np.array([bool(_LAMPS & set(one.words[:1])) for one in self.named])[self.rows]
        self.plan = Floorplan(self.soup, leaf, hanging)
        room = self.plan.room(self.interior)
        if room is None or room.cells.sum() * self.plan.cell**2 < 1.5:
            raise ProjectError(
                "the model has no floor that people could stand on",
                file=str(path),
                fix='Call its floor "floor", and write model_up = "z" if the place lies on its side.',
            )
        self.room = on_its_walls(self.soup, room) if self.interior else room
        self.center()
        self.height = self.room_height()
        walk = self.room.cells & ~self.plan.blocked
        self.free: F64 = np.asarray(ndimage.distance_transform_edt(walk)) * self.plan.cell
        self.focus = self.best_place()
        self.acting = self.acting_area()

    def tell(self, why: str, fix: str) -> None:
        """Something of the model that is not as it was."""
        self.gaps.append(Gap("staging", f"the place {self.path.name}", why, fix))

    # -- standing right ------------------------------------------------------------------------

    def settled(self, soup: Soup, floors: Flags) -> Soup:
        """On its floor, over the origin, its walls along the axes."""
        height = floor_height(soup, floors)
        if height is None:
            raise ProjectError(
                "nothing in the model is level",
                file=str(self.path),
                fix='Write model_up = "z" if the place lies on its side.',
            )
        low, high = soup.bounds
        soup = soup.moved(np.eye(3), -np.array([(low[0] + high[0]) / 2, height, (low[2] + high[2]) / 2]))
        soup = soup.kept(~_under_foot(soup, floors))
        turn = off_square(soup)
        spun = np.asarray(matrix(from_axis_angle([0.0, 1.0, 0.0], -turn)), np.float64)
        return soup.moved(spun, np.zeros(3)) if turn else soup

    def center(self) -> None:
        """The room's middle over the origin."""
        room = self.room
        shift = -np.array([(room.x0 + room.x1) / 2, 0.0, (room.z0 + room.z1) / 2])
        self.soup = self.soup.moved(np.eye(3), shift)
        self.plan.origin = self.plan.origin + shift[[0, 2]]
        dx, dz = float(shift[0]), float(shift[2])
        self.room = replace(room, x0=room.x0 + dx, x1=room.x1 + dx, z0=room.z0 + dz, z1=room.z1 + dz)

    def room_height(self) -> float:
        """The ceiling's height, or that of the walls."""
        room = self.room
        if np.isfinite(room.height):
            return float(np.clip(room.height, 2.0, 12.0))
        if not self.interior:
            return float(np.clip(self.soup.bounds[1][1], 6.0, 40.0))
        corners = self.soup.corners.reshape(-1, 3)
        x, y, z = corners.T
        at_side = (np.abs(x - room.x0) < 0.3) | (np.abs(x - room.x1) < 0.3)
        at_side |= (np.abs(z - room.z0) < 0.3) | (np.abs(z - room.z1) < 0.3)
        high = y[at_side & (y > 1.8) & (y < 9)]
        return float(np.clip(np.quantile(high, 0.9), 2.2, 7.0)) if len(high) else 2.7

    def best_place(self) -> F64:
        """Where a scene plays: open floor near the middle."""
        cells = np.argwhere(self.free > 0)
        if not len(cells):
            raise ProjectError(
                "there is no free floor in the model",
                file=str(self.path),
                fix="Leave people room between what stands there.",
            )
        places = cells * self.plan.cell + self.plan.origin + self.plan.cell / 2
        score = np.minimum(self.free[cells[:, 0], cells[:, 1]], 1.6) - 0.12 * np.hypot(*places.T)
        return np.asarray(places[int(score.argmax())])

    def acting_area(self) -> tuple[float, float, float, float]:
        """The floor people may use: all of a room, or what lies about the best place."""
        room, found = self.room, []
        for low, high, at in ((room.x0, room.x1, self.focus[0]), (room.z0, room.z1, self.focus[1])):
            a, b = low + 0.1, high - 0.1
            wide = _WIDEST if self.interior else 13.0
            if b - a > wide:
                a = float(np.clip(at - wide / 2, a, b - wide))
                b = a + wide
            found.append((float(a), float(b)))
        (x0, x1), (z0, z1) = found
        return x0, z0, x1, z1

    # -- the set -------------------------------------------------------------------------------

    def set(self) -> Set:
        """The whole of it, without marks."""
        low = np.array([self.room.x0 - 1.0, -0.05, self.room.z0 - 1.0])
        high = np.array([self.room.x1 + 1.0, self.height + 0.1, self.room.z1 + 1.0])
        if not self.interior:
            x0, z0, x1, z1 = self.acting
            low, high = np.array([x0 - 8, -0.05, z0 - 8]), np.array([x1 + 8, 8.0, z1 + 8])
        samples = self.soup.samples(0.045, low, high, 1_200_000)
        things, loose = self.things(samples)
        doors = self.doors(things)
        leaves = {thing.name: thing for thing in things if thing.name in {door.part for door in doors}}
        named = (self.rows, self.named, self.groups())
        owners, wild_names, on = owned(self.soup, self.room, self.height, self.interior, things, leaves, *named)
        walls = np.array([one.built == "wall" for one in self.named])[self.rows]
        names = part_names(self.soup, self.room, self.height, self.interior, owners, walls)
        # What lies behind a wall goes with it.
        on |= {f"hall {side}": f"wall {side}" for side in SIDES}
        wild = np.array([self.is_wild(name, wild_names) for name in names], np.bool_)
        parts = [*set_parts(self.soup, names, wild, on)]
        materials = list(self.soup.look.materials)
        parts += self.plain(things, names, materials)
        inward = self.window_side(things)
        tables = [thing for thing in things if thing.what in ("table", "desk")]
        seats_ = [seat for thing in things for seat in seats(thing, self.plan, self.free, tables, self.focus)]
        return Set(
            kind=self.stand_in.kind,
            interior=self.interior,
            materials=tuple(materials),
            parts=tuple(parts),
            acting=self.acting,
            room=(self.room.x0, 0.0, self.room.z0, self.room.x1, self.height, self.room.z1),
            camera=self.camera(things),
            obstacles=tuple(self.in_the_way(things, loose, leaves)),
            seats=tuple(_within(seats_, self.room)),
            surfaces=tuple(self.tops(things, samples)),
            doors=tuple(doors),
            marks=(),
            landmarks=tuple(landmarks(self.inside(things), self.plan, self.free, self.focus)),
            lighting=fitted(self.stand_in, self.room, self.height, inward, self.lamps(things)),
            ground=self.stand_in.ground,
            ambience=self.stand_in.ambience,
            reverberation=self.stand_in.reverberation,
        )

    def things(self, samples: Samples) -> tuple[list[Thing], list[Thing]]:
        """What has a name scripts speak of, and what stands about without one."""
        rows = self.rows[samples.on]
        worded = np.array([bool(one.words) for one in self.named])[rows]
        plain = np.array([not one.words and not one.built for one in self.named])[rows]
        single = self.single()[rows] & plain
        plain &= ~single
        things = things_of(samples.of(worded), rows[worded], self.named, self.plan.cell)
        nameless = things_of(samples.of(single), rows[single], self.named, self.plan.cell) if single.any() else []
        groups = self.groups()[samples.on]
        grouped = plain & (groups >= 0)
        if grouped.any():
            one = [Named(-1, "thing", ())] * (int(groups.max()) + 1)
            nameless += things_of(samples.of(grouped), groups[grouped], one, self.plan.cell)
        things += [guessed(thing, number, self.known) for number, thing in enumerate(nameless)]
        # Of the rest, that which is no wall: off the sides, below the ceiling, above the floor.
        x, y, z = samples.at.T
        room = self.room
        clear = (x > room.x0 + 0.1) & (x < room.x1 - 0.1) & (z > room.z0 + 0.1) & (z < room.z1 - 0.1)
        built = np.array([one.built == "wall" for one in self.named])[rows]
        clear &= (y > 0.12) & (y < min(2.3, self.height - 0.1)) & (plain | built) & ~grouped
        none = np.zeros(int(clear.sum()), np.int64)
        rest = [Named(-1, "thing", ())]
        return things, things_of(samples.of(clear), none, rest, self.plan.cell) if clear.any() else []

    def groups(self) -> npt.NDArray[np.int64]:
        """For each triangle (F,) the number of the thing it makes with others in one mesh, or -1."""
        plain = np.array([not one.words and not one.built for one in self.named])
        room, height = self.room, self.height
        low = np.array([room.x0 - 0.25, 0.02, room.z0 - 0.25])
        high = np.array([room.x1 + 0.25, height - 0.02, room.z1 + 0.25])
        return loose_groups(self.soup, (plain & ~self.single())[self.rows], low, high)

    def single(self) -> Flags:
        """Which of the named nodes (N,) are single things without a name that says anything: well
        smaller than the room, and in it."""
        found = np.zeros(len(self.named), np.bool_)
        room = self.room
        span = np.array([room.x1 - room.x0, room.z1 - room.z0])
        corners = self.soup.corners
        for row in np.unique(self.rows).tolist():
            if self.named[row].words or self.named[row].built:
                continue
            mine = corners[self.rows == row].reshape(-1, 3)
            low, high = mine.min(0)[[0, 2]], mine.max(0)[[0, 2]]
            middle = (low + high) / 2
            near = room.x0 - 0.3 < middle[0] < room.x1 + 0.3 and room.z0 - 0.3 < middle[1] < room.z1 + 0.3
            found[row] = near and bool((high - low < 0.55 * span).all()) and float(np.ptp(mine[:, 1])) > 0.03
        return found

    def inside(self, things: Sequence[Thing]) -> list[Thing]:
        """Those in the room or in its walls."""
        room = self.room
        return [
            thing
            for thing in things
            if room.x0 - 0.5 < thing.middle[0] < room.x1 + 0.5 and room.z0 - 0.5 < thing.middle[2] < room.z1 + 0.5
        ]

    def doors(self, things: Sequence[Thing]) -> list[Door]:
        """Ways in: leaves, gaps in the walls, or else over an edge."""
        found: list[Door] = []
        if self.interior:
            for thing in self.inside(things):
                door = door_of(thing, thing.name, self.room) if thing.what in ("door", "gate") else None
                if door is not None:
                    found.append(door)
            found += openings(self.plan, self.room, found)
        if not found:
            found = edges(self.room, self.acting, self.free, self.plan)
            if self.interior and min(self.room.walled) >= 0.4:
                self.tell("no door and no doorway was found: people come in by the south wall", 'Call a leaf "door".')
        return found

    def is_wild(self, name: str, things: frozenset[str]) -> bool:
        """What a camera may look through."""
        if not self.interior:
            return False
        return name in things or name == "ceiling" or name.startswith("wall ")

    def plain(self, things: Sequence[Thing], names: Sequence[str], materials: list[Material]) -> list[SetPart]:
        """Walls and ceiling that a room lacks, and floor behind its walls."""
        if not self.interior:
            return []
        missing = [side for number, side in enumerate(SIDES) if self.room.walled[number] < 0.4]
        if self.room.covered < 0.4:
            missing.append("ceiling")
        if missing:
            listed = ", ".join(f"{one} wall" if one in SIDES else one for one in missing)
            self.tell(f"it has no {listed}: plain sheets stand there", "Model them to have your own.")
        windows = {side_of(self.room, t.middle[[0, 2]], 0.9) for t in things if t.what == "window"}
        apron = [side for side in SIDES if side not in windows and not floor_beyond(self.plan, self.room, side)]
        wall, floor = main_color(self.soup, names, "wall "), main_color(self.soup, names, "floor")
        first = len(materials)
        light = tuple(min(1.0, 0.4 + 0.6 * value) for value in wall)
        materials += [
            Material("plain wall", wall),
            Material("plain ceiling", (light[0], light[1], light[2])),
            Material("plain floor", floor),
        ]
        return plain_parts(
            self.room, self.height, missing, apron, {"wall": first, "ceiling": first + 1, "floor": first + 2}
        )

    def window_side(self, things: Sequence[Thing]) -> tuple[float, float] | None:
        """The way the main window faces, into the room."""
        sizes: dict[str, float] = {}
        for thing in self.inside(things):
            side = side_of(self.room, thing.middle[[0, 2]], 0.9) if thing.what == "window" else ""
            if side:
                sizes[side] = sizes.get(side, 0.0) + float(np.ptp([thing.low, thing.high], axis=0).max())
        return INWARD[max(SIDES, key=lambda side: sizes.get(side, 0.0))] if sizes else None

    def camera(self, things: Sequence[Thing]) -> tuple[float, float, float, float, float, float]:
        """Where cameras may stand: behind walls too, less behind those with windows."""
        room = self.room
        if not self.interior:
            return (room.x0 + 0.2, 0.15, room.z0 + 0.2, room.x1 - 0.2, min(self.height, 7.0), room.z1 - 0.2)
        windows = {side_of(room, t.middle[[0, 2]], 0.9) for t in things if t.what == "window"}
        west, north, east, south = (1.4 if side in windows else 2.4 for side in SIDES)
        return (room.x0 - west, 0.1, room.z0 - north, room.x1 + east, self.height - 0.1, room.z1 + south)

    def in_the_way(self, things: Sequence[Thing], loose: Sequence[Thing], leaves: dict[str, Thing]) -> list[Box]:
        """Everything one walks round, and the floor one cannot reach."""
        cell = self.plan.cell
        boxes: list[Box] = []
        for thing in (*things, *loose):
            if thing.name in leaves or thing.what in ("rug", "window", "curtain"):
                continue
            flat = min(thing.high[0] - thing.low[0], thing.high[2] - thing.low[2]) < 0.12 and thing.low[1] > 0.3
            boxes += [box for box in obstacles(thing, cell) if box.center[1] - box.half[1] < 1.9 and not flat]
        return [*boxes, *off_limits(self.plan, self.room, self.acting)]

    def tops(self, things: Sequence[Thing], samples: Samples) -> list[Surface]:
        """Tables and the like, and what is free on them."""
        found = []
        for thing in self.inside(things):
            near = (samples.at[:, [0, 2]] >= thing.low[[0, 2]]) & (samples.at[:, [0, 2]] <= thing.high[[0, 2]])
            found += surfaces(thing, samples.of(np.asarray(near.all(1), np.bool_)))
        return found

    def lamps(self, things: Sequence[Thing]) -> list[Lamp]:
        """The file's own lights, and things that are called lamps."""
        found = list(self.soup.lamps)
        for thing in self.inside(things):
            if thing.what not in _LAMPS:
                continue
            x, y, z = (float(value) for value in thing.middle)
            y = float(thing.low[1]) + 0.1 if thing.low[1] > 1.2 else float(thing.high[1]) - 0.15
            if all(np.linalg.norm(np.subtract(lamp.position, (x, y, z))) > 0.8 for lamp in found):
                found.append(Lamp(-1, LightKind.POINT, (x, y, z), (0.0, -1.0, 0.0), (1.0, 0.8, 0.55), 0.0))
        strongest = max((lamp.strength for lamp in found), default=0.0) or 1.0
        return [lamp if lamp.strength > 0 else replace(lamp, strength=strongest) for lamp in found]


def _under_foot(soup: Soup, floors: Flags) -> Flags:
    """What lies under the floor or stands on it face down: never seen, and it would flicker through."""
    corners = soup.corners
    below = corners[:, :, 1].max(1) < (-0.03 if floors.any() else -0.25)
    down = soup.normals[soup.faces][:, :, 1].mean(1) < -0.5
    flat = (np.abs(corners[:, :, 1]) < 0.02).all(1)
    area, _ = soup.areas()
    # In a file whose sides are turned about, the floor itself looks down.
    right = floors.any() or float(area[flat & ~down].sum()) > float(area[flat & down].sum())
    return np.asarray((below & (np.ptp(corners[:, :, 1], axis=1) < 0.02)) | (down & flat & ~floors & right), np.bool_)


def _middle(own: Set) -> tuple[float, float]:
    x0, z0, x1, z1 = own.acting
    return (x0 + x1) / 2, (z0 + z1) / 2


def _within(found: Sequence[Seat], room: Room) -> list[Seat]:
    """Seats that stand in the room."""
    return [seat for seat in found if room.x0 < seat.position[0] < room.x1 and room.z0 < seat.position[2] < room.z1]
