"""The corridor: doors on both sides, wall lamps, a window at its north end."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import room_paints

__all__ = ["corridor"]


def corridor(s: SetBuilder) -> Set:
    """3.4 m wide along z; it grows longer with its people."""
    w, h, d = 3.5, 2.85, max(11.0, s.people * 0.55 + 3.0)
    room_paints(s, wall=s.pick("#c4bfa8", "#b4c0b8", "#c2b0a8"), wood="#a87850")
    s.paint(
        "floor",
        s.pick("#b8a890", "#a8b0a8"),
        Pattern.TILES,
        (0.4, 0.4),
        color2=s.pick("#8a7468", "#6f8082"),
        line="#6a5c58",
    )
    s.paint("wall low", s.pick("#6f8a86", "#8a7468", "#6f7a94"))
    s.paint("door paint", s.pick("#8a5a40", "#5f7a74", "#7a5a6a"))
    s.paint("door panel", tuple(min(1.0, c * 1.08 + 0.01) for c in s.materials[-1].color))  # type: ignore[arg-type]
    s.paint("runner", s.pick("#8c3f44", "#3f5f70", "#6a4a70"))
    s.paint("runner edge", "#d0a354")
    m = d / 2
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "north": [Opening("window", w / 2 - 0.75, 1.5, 0.75, 1.65, (2, 3), view="town")],
            "west": [
                Opening("door", m + 1.5, 0.95, name="door west"),
                Opening("door", m - 2.9, 0.95, name="second door west"),
            ],
            "east": [
                Opening("door", m - 0.8, 0.95, name="door east"),
                Opening("door", m + 3.3, 0.95, name="second door east"),
            ],
        },
        low=1.05,
    )
    with room.wall("north"):
        f.radiator(s, w / 2, 1.1)
        f.plant(s, 0.38, 0, 0.38, "terracotta", 0.16, 0.8, 110, 0.11)
        s.obstacle("plant", 0.38, 0.38, 0.4, 0.4, 1.1)
    with room.wall("south"):
        f.picture(s, w / 2, 1.75, 1.0, 0.75)
        with s.at(w / 2, 0, 0.2):
            s.box(0, 0.74, 0, 1.2, 0.04, 0.36, "wood")
            with s.one():
                for x in (-0.54, 0.54):
                    for z in (-0.13, 0.13):
                        s.box(x, 0, z, 0.045, 0.74, 0.045, "wood dark")
            s.obstacle("console", 0, 0, 1.2, 0.38, 0.8)
            s.surface("console", 0, 0.781, 0, 1.2, 0.34, [(0.05, 0.05), (0.4, 0.02)])
            s.landmark("table", 0, 0.78, 0, (0, 0.65), 180)
            with s.at(-0.4, 0.78, 0):
                f.table_lamp(s)
            s.box(0.25, 0.78, -0.02, 0.22, 0.06, 0.16, "teal")
            s.tube([(0.14, 0.86, -0.02), (0.25, 0.88, -0.02), (0.36, 0.86, -0.02)], 0.018, "black", 7)
            s.landmark("telephone", 0.25, 0.85, 0, (0.25, 0.65), 180)
        for x in (0.45, w - 0.45):
            f.picture(s, x, 1.65, 0.4, 0.52)
    for side, spots in (("west", (m - 0.3, m + 3.6)), ("east", (m - 2.2, m + 1.5))):
        with room.wall(side):
            for k, x in enumerate(spots):
                if (k + (side == "east")) % 2 == 0:
                    f.picture(s, x, 1.7, 0.9, 0.62)
                else:
                    f.mirror(s, x, 1.7, 0.6, 0.8)
            with s.at(spots[0], 0, 0.26):
                s.pillow(0, 0.38, 0, 1.2, 0.1, 0.4, "accent", 0.25, 10)
                s.box(0, 0.3, 0, 1.2, 0.09, 0.4, "wood dark")
                for x in (-0.52, 0.52):
                    s.box(x, 0, 0, 0.06, 0.3, 0.34, "wood dark")
                s.obstacle("bench", 0, 0, 1.2, 0.42, 0.48)
                for k, x in enumerate((-0.3, 0.3)):
                    s.seat(f"bench {side} {k + 1}", x, 0.475, 0.02, "bench", (x, 0.62))
                s.landmark("bench", 0, 0.45, 0, (0, 0.7), 180)
            for x in (m - 1.55, m + 2.75) if side == "west" else (m + 0.75, m - 3.4):
                s.box(x, 1.82, 0.03, 0.07, 0.16, 0.06, "brass")
                s.lathe(x, 1.9, 0.12, [(0.1, 0), (0.06, 0.16)], "shade", 14)
                s.practical(x, 1.98, 0.3, tone("#ffc878"), 0.44, 3.0)
    with s.part("floor"):
        s.quad((-0.62, 0.006, m - 0.9), (1.24, 0, 0), (0, 0, -d + 1.8), "runner edge")
        s.quad((-0.54, 0.011, m - 0.98), (1.08, 0, 0), (0, 0, -d + 1.96), "runner")
    with s.part("ceiling"):
        count = max(3, int(d / 3.6))
        for k in range(count):
            z = -m + (k + 0.5) * d / count
            with s.at(0, 0, z):
                s.cylinder(0, h - 0.06, 0, 0.16, 0.06, "brass", n=16)
                s.ball(0, h - 0.1, 0, 0.14, "bulb", 0.1, 14)
                s.practical(
                    0,
                    h - 0.22,
                    0,
                    tone("#ffd08c"),
                    0.82 if k == count // 2 else 0.4,
                    5.0 if k == count // 2 else 3.6,
                    down=k == count // 2,
                )
    focus = (0.0, 0.4)
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(0.0, 1.6, -m),
        inward=(0.0, 1.0),
        focus=focus,
        practicals=s.practicals,
        slant=0.1,
        shafts=0.06,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="tile",
        ambience=("room", "corridor"),
        reverberation=0.8,
        focus=focus,
        axis=0.0,
    )
