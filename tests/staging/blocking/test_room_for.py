"""Room: on tables for things, at tables for company, behind tables for who sits down there."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from playhouse import event, line, prop, room, scene
from test_performance import FPS, perform

from fairtake.model.breakdown import Action
from fairtake.model.set import Seat, Surface
from fairtake.staging.blocking.free_places import free_place
from fairtake.staging.blocking.paths import FloorPlan
from fairtake.staging.blocking.state import Stage, Thing
from fairtake.staging.motion.score import PropScore


def test_things_are_put_beside_each_other_and_not_into_each_other() -> None:
    site = room()
    stage = Stage(scene(), site, FloorPlan(site), FPS, 1)
    table = site.surfaces[0]
    wish = (0.2, 0.74, -0.3)
    spots = []
    for name in ("cup", "vase", "box", "book"):
        mesh = prop(name).mesh
        small = dataclasses.replace(prop(name), mesh=dataclasses.replace(mesh, vertices=mesh.vertices * 0.1))
        thing = stage.things[name] = Thing(name, small, PropScore(name), hidden=False)
        thing.position = free_place(stage, table, thing, wish)
        spots.append(thing.position)
    assert spots[0] == wish
    for i, a in enumerate(spots):
        assert abs(a[0] - 0.2) <= 0.6
        assert abs(a[2] + 0.6) <= 0.4
        assert all(math.dist(a, b) >= 0.1 for b in spots[i + 1 :])


def test_the_table_is_the_one_somebody_sits_at() -> None:
    site = room()
    other = Surface("table", (-2.2, 0.74, 1.9), (0.25, 0.25))
    site = dataclasses.replace(site, surfaces=(other, *site.surfaces))
    meet = scene(
        event(Action.SIT, "ANNA", goal="chair"),
        line(1, "ANNA", "There you are."),
        event(Action.ENTER, "BEN"),
        event(Action.GO, "BEN", goal="table"),
    )
    ben = perform(meet, site)[0].performer("BEN").root[-1]
    assert math.dist(ben[[0, 2]], (0.2, -0.6)) < math.dist(ben[[0, 2]], (-2.2, 1.9))


def test_to_a_seat_behind_a_table_one_goes_sideways_and_does_not_glide() -> None:
    bench = Seat("bench", (0.2, 0.46, -1.6), 0.0, "bench", (-1.5, 0.0, -1.4))
    site = dataclasses.replace(room(), seats=(bench,))
    sat = scene(event(Action.SIT, "ANNA", goal="bench"), event(Action.STAND, "ANNA"), roles=("ANNA",))
    root = perform(sat, site)[0].performer("ANNA").root.astype(float)
    speed = np.linalg.norm(np.diff(root[:, [0, 2]], axis=0), axis=1) * FPS
    assert root[:, 1].min() < 0.7
    assert speed.max() < 1.7
    low = root[1:, 1] < 0.75
    assert speed[low].max() < 0.8
