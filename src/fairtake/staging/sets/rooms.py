"""A furnished room from data: what stands along which wall, what hangs above it, what its
floor, light and sound are. Kits say what is theirs; everything rooms have in common is here.

Lengths are metres. Pieces stand along walls from left to right as seen from inside; they keep
clear of doors, and of windows when they are higher than the sill. What stays bare is dressed
with what the plan hangs there, so a room that grows with its people is not left empty.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fairtake.model.light import Lighting
from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets.architecture import SIDES, Opening, Room, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lamps import hang_lamps
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.palette import room_paints

__all__ = ["DoorAt", "Floor", "Piece", "RoomPlan", "WindowAt", "furnished_room"]

_GAP = 0.14
_CORNER = 0.74
"""How far pieces on the east and west walls keep from the corners, which belong to the other two."""
_INWARD = {"north": (0.0, 1.0), "east": (-1.0, 0.0), "south": (0.0, -1.0), "west": (1.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands (or hangs) along a wall: its width, its height, how far its origin
    is from the wall, and what draws it there, facing +z. `deep` is how far it reaches into
    the room; what hangs has a `low` edge above the floor."""

    width: float
    height: float
    back: float
    draw: Callable[[SetBuilder], None]
    deep: float = 0.6
    low: float = 0.0


@dataclass(frozen=True, slots=True)
class WindowAt:
    """A window whose middle is at a `share` of its wall (0 left .. 1 right, from inside)."""

    share: float
    width: float = 1.6
    bottom: float = 0.85
    height: float = 1.5
    panes: tuple[int, int] = (2, 2)
    curtains: bool = False
    view: str = "town"


@dataclass(frozen=True, slots=True)
class DoorAt:
    """A door whose middle is at a `share` of its wall."""

    share: float
    width: float = 0.95
    glazed: bool = False
    outside: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor's paint: its tones (one is drawn), its pattern and the tones of its second colour."""

    tones: tuple[str, ...]
    pattern: Pattern = Pattern.PLANKS
    period: tuple[float, float] = (0.14, 1.9)
    second: tuple[str, ...] = ()
    line: str = "#5f4340"
    line_width: float = 0.005


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What makes a kind of room.

    `size` (width, height, depth) at which `free` square metres of floor stay open: it grows when
    more people must find room. `walls` are tones to choose from. `windows` and `doors` by
    wall; `along` the pieces of a wall in order, `hang` what fills what stays bare. `islands`
    dresses the middle. `lamps` is a kind of `hang_lamps`; `lamplit` rooms burn them by day as
    well. `focus` (x, z) is where the scene plays, `axis` along which people face each other;
    `lamp_at` where the main lamp hangs when not there.
    `mood` as in `interior_light`; `grade` has the last word on the light. `hall` is what lies
    beyond the doors.
    """

    size: tuple[float, float, float]
    free: float
    walls: tuple[str, ...]
    floor: Floor
    windows: Mapping[str, tuple[WindowAt, ...]] = field(default_factory=dict)
    doors: Mapping[str, tuple[DoorAt, ...]] = field(default_factory=dict)
    along: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    hang: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    islands: Callable[[SetBuilder, Room], None] | None = None
    paints: Callable[[SetBuilder], None] | None = None
    wood: str = "#b47c4c"
    dark: str = "#7d5238"
    accents: tuple[str, ...] = ()
    door: str = "#8a6a52"
    ceiling: str = ""
    frame: str = ""
    low: float = 0.0
    cornice: bool = True
    lamps: str = "pendant"
    lamplit: bool = False
    focus: tuple[float, float] = (0.0, 0.3)
    axis: float = 90.0
    lamp_at: tuple[float, float] | None = None
    mood: str = ""
    grade: Callable[[SetBuilder, Lighting], Lighting] | None = None
    slant: float = 0.15
    shafts: float = 0.05
    ground: str = "wood"
    ambience: tuple[str, ...] = ()
    echo: float = 0.4
    hall: str = "home"


def furnished_room(s: SetBuilder, plan: RoomPlan) -> Set:
    """The set a plan describes, furnished for the builder's people, hour and seed."""
    if plan.lamplit:
        s.lamps_on = True
    s.hall = plan.hall
    grow = room_for(s.people, plan.free)
    w, h, d = plan.size[0] * grow, plan.size[1], plan.size[2] * grow
    _paint(s, plan)
    lengths = {side: w if side in ("north", "south") else d for side in SIDES}
    openings = {side: _openings(plan, side, lengths[side]) for side in SIDES}
    room = build_room(s, w, h, d, openings, low=plan.low, cornice=plan.cornice)
    for side in SIDES:
        _dress(s, room, side, openings[side], plan.along.get(side, ()), plan.hang.get(side, ()))
    if plan.islands is not None:
        with s.part("furniture"):
            plan.islands(s, room)
    focus = (plan.focus[0] * min(grow, 1.6), plan.focus[1] * min(grow, 1.6))
    hang_lamps(s, room, plan.lamps, plan.lamp_at or focus)
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=_light(s, plan, room, focus),
        ground=plan.ground,
        ambience=("room", *plan.ambience) if "room" not in plan.ambience else plan.ambience,
        reverberation=plan.echo * min(grow, 2.0) ** 0.5,
        focus=focus,
        axis=plan.axis,
    )


def _paint(s: SetBuilder, plan: RoomPlan) -> None:
    wall = s.pick(*plan.walls)
    room_paints(s, wall=wall, wood=plan.wood, dark=plan.dark, accent=s.pick(*plan.accents) if plan.accents else "")
    second = s.pick(*plan.floor.second) if plan.floor.second else None
    s.paint(
        "floor",
        s.pick(*plan.floor.tones),
        plan.floor.pattern,
        plan.floor.period,
        color2=second,
        line=plan.floor.line,
        line_width=plan.floor.line_width,
    )
    s.paint("door paint", plan.door)
    s.paint("door panel", mix(plan.door, "#ffffff", 0.12))
    if plan.ceiling:
        s.paint("ceiling", plan.ceiling)
    if plan.frame:
        s.paint("frame", plan.frame)
    if plan.paints is not None:
        plan.paints(s)


def _openings(plan: RoomPlan, side: str, length: float) -> list[Opening]:
    found = []
    for window in plan.windows.get(side, ()):
        width = window.width
        left = min(max(window.share * length - width / 2, 0.3), length - width - 0.3)
        found.append(
            Opening(
                "window", left, width, window.bottom, window.height, window.panes, window.curtains, window.view
            )
        )  # fmt: skip
    for k, door in enumerate(plan.doors.get(side, ())):
        left = min(max(door.share * length - door.width / 2, 0.25), length - door.width - 0.25)
        name = f"door {side}" if k == 0 else f"second door {side}"
        found.append(
            Opening(
                "door", left, door.width, name=name, glazed=door.glazed, outside=door.outside, barred=door.barred
            )
        )  # fmt: skip
    return found


def _stretches(length: float, cuts: Sequence[tuple[float, float]], margin: float) -> list[tuple[float, float]]:
    """The parts of a wall that `cuts` (from, to) leave."""
    free, x = [], margin
    for a, b in sorted(cuts):
        if a - x > 0.2:
            free.append((x, a))
        x = max(x, b)
    if length - margin - x > 0.2:
        free.append((x, length - margin))
    return free


def _dress(
    s: SetBuilder, room: Room, side: str, openings: Sequence[Opening], along: Sequence[Piece], hang: Sequence[Piece]
) -> None:
    """Furniture along a wall, and above and between it what hangs."""
    length = room.length(side)
    margin = 0.12 if side in ("north", "south") else _CORNER
    doors = [(o.left - 0.16, o.left + o.width + 0.16) for o in openings if o.kind == "door"]
    windows = [(o.left - 0.2, o.left + o.width + 0.2, o.bottom) for o in openings if o.kind == "window"]
    taken: list[tuple[float, float, float]] = []
    todo = list(along)
    with room.wall(side):
        # Pieces go in order into the free stretches; a stretch shares out what room it has over.
        low_free = _stretches(length, doors, margin)
        while todo:
            piece = todo[0]
            blocked = [*doors, *((a, b) for a, b, sill in windows if piece.height > sill - 0.02)]
            blocked += [(a, b) for a, b, _ in taken]
            spot = next((f for f in _stretches(length, blocked, margin) if f[1] - f[0] >= piece.width + 0.02), None)
            todo.pop(0)
            if spot is None:
                continue
            after = sum(p.width + _GAP for p in todo)
            spare = max(0.0, sum(b - a for a, b in low_free) - sum(b - a for a, b, _ in taken) - piece.width - after)
            x = spot[0] + min(spare / (2 * (len(todo) + 1)), spot[1] - spot[0] - piece.width, 0.5) + piece.width / 2
            with s.at(x, 0, piece.back):
                piece.draw(s)
            taken.append((spot[0], x + piece.width / 2 + _GAP, piece.height))
        _hang(s, length, doors, windows, taken, hang)


def _hang(
    s: SetBuilder,
    length: float,
    doors: Sequence[tuple[float, float]],
    windows: Sequence[tuple[float, float, float]],
    taken: Sequence[tuple[float, float, float]],
    hang: Sequence[Piece],
) -> None:
    """What hangs on a wall, in turn, with air between, wherever nothing else is in the way."""
    if not hang:
        return
    x, turn, missed = 0.3, 0, 0
    while x < length - 0.3 and missed < 40:
        piece = hang[turn % len(hang)]
        a, b = x - 0.06, x + piece.width + 0.06
        wall = [*doors, *((p, q) for p, q, _ in windows), *((p, q) for p, q, top in taken if top > piece.low - 0.08)]
        hit = max((q for p, q in wall if p < b and q > a), default=None)
        if b > length - 0.2:
            turn, missed = turn + 1, missed + 1
            if missed >= len(hang):
                break
            continue
        if hit is not None:
            x = hit + 0.07
            continue
        with s.at(x + piece.width / 2, 0, piece.back):
            piece.draw(s)
        x += piece.width + 0.34
        turn, missed = turn + 1, 0


def _light(s: SetBuilder, plan: RoomPlan, room: Room, focus: tuple[float, float]) -> Lighting:
    side = next((q for q in ("west", "north", "east", "south") if plan.windows.get(q)), "west")
    nx, nz = _INWARD[side]
    window = (-nx * room.width / 2, min(1.6, room.height - 0.8), -nz * room.depth / 2)
    dark = plan.lamplit and s.time in ("day", "dawn")
    light = interior_light(
        ("night" if plan.mood == "cold" else "dusk") if dark else s.time,
        s.setting.weather,
        size=(room.width, room.height, room.depth),
        window=window,
        inward=(nx, nz),
        focus=focus,
        practicals=s.practicals,
        slant=plan.slant,
        shafts=plan.shafts,
        mood=plan.mood,
        seed=1.3 + math.fmod(room.width, 1.0),
    )
    if dark:
        light = replace(light, face_key_color=(1.28, 1.14, 0.99))
    if plan.lamplit and plan.mood != "cold":
        # Lamps that always burn have warmed everything about them: less blue in the shade.
        up, side_, under = (
            mix(c, tuple(v * k for v in tone("#b49484")), 0.42)  # type: ignore[arg-type]
            for c, k in ((light.ambient_up, 0.86), (light.ambient_side, 0.92), (light.ambient_down, 0.9))
        )
        light = replace(light, ambient_up=up, ambient_side=side_, ambient_down=under)
    if plan.lamplit and not plan.windows:
        # No window: what stands for daylight is the spill of the lamps, from nowhere in particular.
        light = replace(
            light,
            lights=tuple(
                replace(lamp, strength=lamp.strength * 0.35, color=mix(lamp.color, tone("#ffd8a8"), 0.6), shafts=0.0)
                if lamp.kind == "sun"
                else lamp
                for lamp in light.lights
            ),
        )
    return plan.grade(s, light) if plan.grade is not None else light
