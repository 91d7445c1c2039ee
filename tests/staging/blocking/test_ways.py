"""Through doors and not through their frames, leaves or people; off a bed and not through it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from playhouse import event, figure, line, room, scene, takes

from fairtake.model.breakdown import Action
from fairtake.model.set import Box, Seat
from fairtake.staging import roles_on_set, stage_scene


def perform(made, site):
    return stage_scene(made, takes(made), site, {role: figure(role) for role in roles_on_set(made)}, {}, set_key="room")


def beside():
    """The room, whose outside lies two metres beside its door."""
    site = room()
    return replace(site, doors=(replace(site.doors[0], outside=(-4.1, 0.0, 3.2)),))


def in_the_wall(track) -> float:
    """How far from the middle of the doorway a body is at most while it is in the wall."""
    inside = track.present & (np.abs(track.root[:, 0] + 3.0) < 0.2)
    assert inside.any()
    return float(np.abs(track.root[inside, 2] - 1.2).max())


def test_one_comes_and_goes_through_the_doorway() -> None:
    made = scene(line(1, "ANNA", "Come in at last."), event(Action.ENTER, "BEN"), line(2, "BEN", "I must go again."), event(Action.EXIT, "BEN"))  # fmt: skip
    performance = perform(made, beside())
    assert in_the_wall(performance.performer("BEN")) < 0.16


def test_a_door_is_opened_before_one_leaves_by_it() -> None:
    """Even by somebody who stands at it already."""
    site = beside()
    inside = (-3.0 + 0.62, 1.2)
    mark = replace(site.marks[0], position=(inside[0], 0.0, inside[1]), yaw=-math.pi / 2)
    made = scene(line(1, "ANNA", "I have to go now."), event(Action.EXIT, "ANNA"), roles=("ANNA",))
    performance = perform(made, replace(site, marks=(mark, *site.marks[1:])))
    track = performance.performer("ANNA")
    gone = int(np.flatnonzero(track.present & (track.root[:, 0] < -2.9))[0])
    leaf = next(part for part in performance.parts if part.part == "leaf")
    assert abs(leaf.angle[gone]) > 1.2


def test_who_stands_in_the_doorway_steps_out_of_it() -> None:
    site = beside()
    mark = replace(site.marks[0], position=(-2.5, 0.0, 1.2), yaw=math.pi / 2)
    made = scene(line(1, "ANNA", "Is anybody there?"), event(Action.ENTER, "BEN"), line(2, "BEN", "It is me."))
    performance = perform(made, replace(site, marks=(mark, *site.marks[1:])))
    anna, ben = performance.performer("ANNA"), performance.performer("BEN")
    both = anna.present & ben.present
    apart = np.hypot(*(anna.root - ben.root)[both][:, [0, 2]].T)
    assert apart.min() > 0.42


def test_one_sits_up_over_the_side_of_a_bed() -> None:
    site = room()
    bed = Box("bed", (1.0, 0.25, -1.2), (0.8, 0.25, 1.0))
    seats = (Seat("bed", (1.6, 0.5, -1.1), math.pi / 2, "bed", (2.2, 0.0, -1.1)),)
    made = scene(
        event(Action.LIE_DOWN, "ANNA", goal="bed"),
        line(1, "ANNA", "I cannot sleep tonight."),
        event(Action.STAND, "ANNA"),
        roles=("ANNA",),
    )
    performance = perform(made, replace(site, obstacles=(bed,), seats=seats, surfaces=()))
    track = performance.performer("ANNA")
    over = (np.abs(track.root[:, 0] - 1.0) < 0.75) & (np.abs(track.root[:, 2] + 1.2) < 0.95)
    assert over.any()
    # Nobody stands where the bed is.
    assert track.root[over, 1].max() < 0.85
    assert track.root[-1, 1] > 0.85
