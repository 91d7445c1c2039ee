"""The steps of a public building: a broad flight up to a portico with columns and an open door."""

from __future__ import annotations

from dataclasses import replace

from fairtake.model.set import Door, Set, Stairs
from fairtake.staging.sets import street as st
from fairtake.staging.sets.architecture import wall_panel
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.stairs import flight
from fairtake.staging.sets.grounds import GroundPlan, Land, open_place
from fairtake.staging.sets.kits.street import street_paints
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.nature import tree

__all__ = ["front_steps"]

_COUNT, _RISE, _GOING, _WIDTH, _LANDING = 7, 0.155, 0.36, 9.0, 3.2
_TOP = _COUNT * _RISE
_WIDE = 13.4


def front_steps(s: SetBuilder) -> Set:
    """A square before a courthouse, a museum, a church: steps, columns, lamps, trees."""
    made: list[Stairs] = []

    def paints(s: SetBuilder) -> None:
        street_paints(s)
        s.paint("stone", s.pick("#cfc4ae", "#c9c4ba", "#d2bfa6"), blotch=0.15)
        s.paint("stone step", s.pick("#b8b0a4", "#b4b2ac"))
        s.paint("stone dark", "#a2998c")
        s.paint("inside", "#4a4450" if s.time == "day" else "#b98a52")
        s.paint("bronze", "#5a4a3c")

    def dress(s: SetBuilder, land: Land) -> None:
        z0 = -land.z + 5.6
        with s.part("ground"):
            s.quad((-60, 0, 60), (120, 0, 0), (0, 0, -120), "pavement")
        with s.part("steps"), s.at(0, 0, z0, 180):
            made.append(
                flight(
                    s, "steps", count=_COUNT, rise=_RISE, going=_GOING, width=_WIDTH, landing=_LANDING, left=_WIDE / 2,
                    right=_WIDE / 2, rails=(False, False), tread="stone step", riser="stone",
                )
            )  # fmt: skip
            last = (_COUNT - 1) * _GOING
            for x in (-_WIDTH / 2 - 0.5, _WIDTH / 2 + 0.5):
                s.box(x, 0, last / 2 + 0.1, 1.0, _TOP + 0.12, last + 0.5, "stone")
                s.box(x, _TOP + 0.12, last / 2 + 0.1, 1.1, 0.08, last + 0.6, "stone dark")
                s.obstacle("cheek", x, last / 2 + 0.1, 1.0, last + 0.5, _TOP + 0.2)
        back = z0 - (_COUNT - 1) * _GOING - _LANDING
        with s.part("front"), s.at(-_WIDE / 2 - 3.0, 0, back):
            long, high = _WIDE + 6.0, 9.2
            m = long / 2
            holes = [(m - 0.9, m + 0.9, _TOP, _TOP + 3.1)]
            holes += [(x - 0.55, x + 0.55, _TOP + 0.9, _TOP + 3.1) for x in (m - 4.4, m + 4.4, m - 8.0, m + 8.0)]
            wall_panel(s, long, high, holes, "stone", "stone dark")
            for k, (a, b, c, d) in enumerate(holes):
                s.quad((a, c, -0.22 if k else -1.6), (b - a, 0, 0), (0, d - c, 0), "inside")
                with s.one():
                    s.box((a + b) / 2, d, 0.04, b - a + 0.4, 0.22, 0.12, "stone dark")
                    for x in (a - 0.1, b + 0.1):
                        s.box(x, c, 0.03, 0.2, d - c, 0.09, "stone dark")
            # The door's two leaves stand open against the reveal.
            for x in (m - 0.86, m + 0.86):
                s.box(x, _TOP, -0.62, 0.07, 3.05, 0.85, "bronze")
            s.box(m, _TOP + 3.1, -1.2, 2.2, 0.1, 2.2, "stone dark")
            for x in (m - 0.95, m + 0.95):
                s.box(x, _TOP, -1.2, 0.06, 3.1, 2.0, "stone dark")
            s.box(m, _TOP - 0.1, -1.2, 2.2, 0.1, 2.2, "stone dark")
        with s.part("portico"):
            front = back + _LANDING - 0.62
            for k in range(6):
                x = (k - 2.5) * 2.3
                s.box(x, _TOP, front, 0.95, 0.16, 0.95, "stone dark")
                s.lathe(x, _TOP + 0.16, front, [(0.40, 0), (0.40, 0.08), (0.345, 0.14), (0.30, 4.6), (0.36, 4.7), (0.4, 4.78)], "stone", 18)  # fmt: skip
                s.box(x, _TOP + 4.94, front, 0.9, 0.14, 0.9, "stone dark")
                s.obstacle("column", x, front, 0.8, 0.8, 7.0)
            s.box(0, _TOP + 5.08, (front + back) / 2 + 0.2, _WIDE + 0.5, 0.75, front - back + 0.7, "stone")
            s.box(0, _TOP + 5.83, (front + back) / 2 + 0.25, _WIDE + 0.9, 0.18, front - back + 1.0, "stone dark")
            with s.at(0, _TOP + 6.01, 0):
                s.prism([(-_WIDE / 2 - 0.4, 0), (_WIDE / 2 + 0.4, 0), (0, 1.9)], back + 0.1, front + 0.6, "stone")
            s.practical(0, _TOP + 4.2, front - 1.2, tone("#ffcf8c"), 0.8, 6.0)
        with s.part("square"):
            for x in (-land.x + 0.6, land.x - 0.6):
                with s.at(x, 0, z0 + 1.4):
                    st.lamp_post(s, 3.9)
            for x, z in ((-land.x - 2.5, 2.0), (land.x + 2.6, 0.0), (-land.x - 3.0, land.z + 3), (land.x + 3.2, land.z + 2)):  # fmt: skip
                with s.at(x, 0, z):
                    tree(s, 6.5, 0.2, "bark", clumps=8, leaf=0.26, per=70, crown=1.8)
                    s.obstacle("tree", 0, 0, 0.6, 0.6, 5)
        with s.part("houses"):
            for ox, oz, yaw in ((20, land.z + 15, 180), (-land.x - 12, 20, 90), (land.x + 12, -20, -90)):
                x, k = 0.0, 0
                with s.at(ox, 0, oz, yaw):
                    while x < 38:
                        w = float(s.rng.uniform(6.2, 8.4))
                        with s.at(x, 0, 0):
                            st.facade(s, w, int(s.rng.integers(2, 4)), f"front{k % 5}", shop=None, frame="frame", shutters="shutter0" if k % 2 else "", door=True)  # fmt: skip
                        x, k = x + w, k + 1
        s.doors.append(
            Door("entrance", (0.0, _TOP, back), 0.0, (0.0, _TOP, back - 1.25), handle=(0.0, _TOP + 1.0, back))
        )
        s.landmark("building", 0, 4.0, back + 0.3, (0, z0 + 1.2), 180)

    place = open_place(
        s,
        GroundPlan(
            half=(8.0, 7.6), paints=paints, dress=dress, ground="", free=60.0, sound="concrete",
            ways=(("west", -1.0, 0.55, 90.0), ("east", 1.0, 0.55, -90.0)), focus=(0.0, 2.6), axis=90.0,
        ),
    )  # fmt: skip
    kept = tuple(own if own.kind == "stairs" else moved for own, moved in zip(s.seats, place.seats, strict=True))
    return replace(place, seats=kept, stairs=tuple(made))
