"""Stairs to act on: the hall of a house with its staircase, a bare stairwell, broad front steps."""

from __future__ import annotations

import math
from dataclasses import replace

from fairtake.model.mesh import Pattern
from fairtake.model.set import Door, Set, Stairs
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, Room, build_room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.stairs import flight, railing, wall_rail
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import room_paints

__all__ = ["staircase", "stairwell"]

_COUNT, _RISE, _GOING, _WIDTH, _LANDING = 11, 0.17, 0.28, 1.3, 1.5
_TOP = _COUNT * _RISE


def staircase(s: SetBuilder) -> Set:
    """The hall of a house, two storeys high: stairs along the north wall to a landing, an open
    way to the rooms above, the front door to the west."""
    grow = max(0.0, (s.people - 4) * 0.35)
    w, h, d = 7.4 + grow, 4.7, 6.4 + 0.6 * grow
    room_paints(s, wall=s.pick("#c9bda6", "#b9c4bb", "#c7b3a6", "#aebccb"), wood=s.pick("#9a6a44", "#7f5238"))
    s.paint(
        "floor", s.pick("#d9cfba", "#c9ccc4"), Pattern.TILES, (0.45, 0.45),
        color2=s.pick("#5f5a5c", "#7a4f48", "#4f6268"), line="#6a5c58",
    )  # fmt: skip
    s.paint("wall low", s.pick("#8a7a68", "#6f8a86", "#8a6a5c"))
    s.paint("door paint", s.pick("#6a4a3a", "#3f5a58", "#6f3a40"))
    s.paint("door panel", tuple(min(1.0, c * 1.08 + 0.01) for c in s.materials[-1].color))  # type: ignore[arg-type]
    s.paint("runner", s.pick("#9c3f40", "#3f5f70", "#4f6a50", "#6a4a70"))
    room, stairs = _hall(s, w, h, d, "wood dark", "wood dark", "frame", "runner")
    with s.part("floor"):
        s.quad((-1.7, 0.006, 2.0), (3.0, 0, 0), (0, 0, -2.0), "rug edge")
        s.quad((-1.6, 0.011, 1.9), (2.8, 0, 0), (0, 0, -1.8), "rug")
    with room.wall("south"):
        f.picture(s, w / 2 - 1.4, 1.75, 0.9, 0.7)
        f.mirror(s, w / 2 + 1.2, 1.7, 0.8, 1.1)
        with s.at(w / 2 + 1.2, 0, 0.22):
            s.box(0, 0.78, 0, 1.2, 0.04, 0.36, "wood")
            with s.one():
                for x in (-0.54, 0.54):
                    for z in (-0.13, 0.13):
                        s.box(x, 0, z, 0.045, 0.78, 0.045, "wood dark")
            s.obstacle("console", 0, 0, 1.2, 0.38, 0.82)
            s.surface("console", 0, 0.821, 0, 1.2, 0.34, [(0.05, 0.05), (0.4, 0.02)])
            s.landmark("table", 0, 0.82, 0, (0, 0.65), 180)
            with s.at(-0.4, 0.82, 0):
                f.table_lamp(s)
    with room.wall("west"):
        f.picture(s, 1.2, 1.7, 0.7, 0.9)
    with room.wall("north"):
        f.plant(s, 0.45, 0, 0.45, "terracotta", 0.2, 0.9, 120, 0.12)
        s.obstacle("plant", 0.45, 0.45, 0.45, 0.45, 1.2)
        f.picture(s, 1.35, 1.75, 0.7, 0.9)
        for x, y in ((3.2, 2.2), (4.2, 2.75)):
            f.picture(s, x + grow, y, 0.46, 0.6)
    with room.wall("east"), s.at(1.42, _TOP, 0):
        f.sconce(s)
    with s.part("ceiling"), s.at(-0.6, 0, 0.6):
        _chandelier(s, h)
    return _finish(s, room, stairs, (w, h, d), "tile", ("room", "house"), 0.7)


def stairwell(s: SetBuilder) -> Set:
    """The stairwell of a public house: concrete, steel rails, painted walls, a strip light."""
    grow = max(0.0, (s.people - 4) * 0.35)
    w, h, d = 6.6 + grow, 4.5, 5.0 + 0.6 * grow
    room_paints(s, wall=s.pick("#b9bdb4", "#b4bcc4", "#c2b8a4"), wood="#8a6a50")
    s.paint("floor", s.pick("#8f918e", "#98938a"), Pattern.TILES, (0.6, 0.6), line="#5f605e")
    s.paint("wall low", s.pick("#5f7f78", "#6a7488", "#8a6f5c"))
    s.paint("concrete", "#9a9a96", blotch=0.25)
    s.paint("edge", "#7c7d7a")
    s.paint("door paint", s.pick("#7a3f38", "#4f6a78", "#5f6a4f"))
    s.paint("door panel", tuple(min(1.0, c * 1.08 + 0.01) for c in s.materials[-1].color))  # type: ignore[arg-type]
    s.hall = "public" if s.hall not in ("home",) else s.hall
    room, stairs = _hall(s, w, h, d, "steel", "steel", "concrete", "", tread="edge", low=1.3)
    with room.wall("south"):
        with s.at(w / 2 - 1.5, 0, 0):
            f.notices(s)
        with s.at(w / 2 + 1.6, 0, 0):
            f.extinguisher(s)
    with room.wall("north"):
        f.radiator(s, 1.0, 0.9)
    with room.wall("east"):
        # A lamp beside the way above.
        s.cylinder(1.45, _TOP + 1.75, 0.06, 0.1, 0.05, "bulb", n=14, axis="z")
        s.practical(1.0, _TOP + 1.75, 0.5, tone("#f0ecd0"), 0.55, 3.6)
    with s.part("ceiling"), s.at(-0.4, 0, 0.4):
        s.box(0, h - 0.09, 0, 1.5, 0.06, 0.16, "white")
        s.box(0, h - 0.1, 0, 1.4, 0.02, 0.1, "bulb")
        s.practical(0, h - 0.3, 0, tone("#e8f0e0"), 0.8, 6.0, down=True)
    return _finish(s, room, stairs, (w, h, d), "concrete", ("room", "corridor"), 1.3)


def _hall(
    s: SetBuilder, w: float, h: float, d: float, post: str, bar: str, riser: str, runner: str, tread: str = "wood",
    low: float = 1.05,
) -> tuple[Room, Stairs]:  # fmt: skip
    """The room and the flight along its north wall."""
    run = (_COUNT - 1) * _GOING
    foot = w / 2 - run - _LANDING
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "north": [Opening("window", w / 2 + foot + run - 1.05, 1.3, 2.75, 1.45, (2, 3), False, view="town")],
            "west": [Opening("door", d / 2 + 0.6, 1.0, name="front door")],
            "east": [
                Opening("arch", 0.16, 1.06, _TOP, 2.04),
                Opening("door", d / 2 + 0.9, 0.95, name="door east"),
            ],
        },
        low=low,
    )
    with s.part("stairs"), s.at(foot, 0, -d / 2 + _WIDTH / 2 + 0.02, 90):
        # Who climbs has the wall to the left, the open side to the right.
        stairs = flight(
            s, "stairs", count=_COUNT, rise=_RISE, going=_GOING, width=_WIDTH, landing=_LANDING, tread=tread,
            riser=riser, runner=runner,
        )  # fmt: skip
        railing(s, stairs, -1, post, bar, 0.03 if post != "steel" else 0.018)
        wall_rail(s, stairs, 1, post)
        # Along the open edge of the landing.
        x, edge = -(_WIDTH / 2 - 0.05), run + _LANDING
        s.tube([(x, _TOP + 0.93, run), (x, _TOP + 0.93, edge)], 0.031, post, 10)
        with s.one():
            for k in range(9):
                s.box(x, _TOP, run + 0.16 + k * 0.16, 0.03, 0.92, 0.03, bar)
    with s.part("hall east"), room.along("east"):
        # The floor above goes on behind the arch.
        s.box(0.4, _TOP - 0.12, -1.1, 3.4, 0.12, 1.74, "wood")
    ox, oz = w / 2 + 1.15, -d / 2 + 1.9
    s.doors.append(
        Door("upstairs", (w / 2, _TOP, -d / 2 + 0.69), -math.pi / 2, (ox, _TOP, oz), handle=(w / 2, _TOP + 1.0, -d / 2 + 0.69))
    )  # fmt: skip
    return room, stairs


def _chandelier(s: SetBuilder, h: float) -> None:
    s.tube([(0, h, 0), (0, h - 1.0, 0)], 0.012, "brass", 6)
    s.cylinder(0, h - 0.06, 0, 0.09, 0.06, "brass", n=14)
    s.ball(0, h - 1.05, 0, 0.07, "brass", n=12)
    with s.one():
        for k in range(6):
            a = k * math.pi / 3
            x, z = 0.36 * math.cos(a), 0.36 * math.sin(a)
            s.tube([(0, h - 1.05, 0), (0.6 * x, h - 1.16, 0.6 * z), (x, h - 1.02, z)], 0.012, "brass", 6)
            s.lathe(x, h - 1.0, z, [(0.075, 0), (0.045, 0.11)], "shade", 12)
    s.practical(0, h - 1.2, 0, tone("#ffd08c"), 0.85, 6.5)


def _finish(
    s: SetBuilder, room: Room, stairs: Stairs, size: tuple[float, float, float], ground: str, ambience: tuple[str, ...],
    echo: float,
) -> Set:  # fmt: skip
    w, h, d = size
    focus = (-0.9, 0.9)
    light = interior_light(
        s.time, s.setting.weather, size=(w, h, d), window=(w / 2 - 2.0, 3.2, -d / 2), inward=(0.0, 1.0), focus=focus,
        practicals=s.practicals, slant=0.1, shafts=0.06,
    )  # fmt: skip
    made = s.finish(
        interior=True, acting=room.acting, room=room.bounds, camera=room.camera, lighting=light, ground=ground,
        ambience=ambience, reverberation=echo, focus=focus, axis=90.0,
    )  # fmt: skip
    # Who sits on the stairs gets there by the stairs.
    seats = tuple(own if own.kind == "stairs" else kept for own, kept in zip(s.seats, made.seats, strict=True))
    return replace(made, seats=seats, stairs=(stairs,))
