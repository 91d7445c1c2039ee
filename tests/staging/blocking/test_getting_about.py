"""Wheels, stairs, windows and curtains: what carries people, and what moves under their hands."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from playhouse import SPAN, event, figure, line, room, scene, takes

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import conjugate, multiply
from fairtake.model.breakdown import Action, Breakdown, Event, Role, Scene, Setting
from fairtake.model.figure import Figure, joint_index
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.staging import roles_on_set, stage_scene
from fairtake.staging.motion.chair import chair_for
from fairtake.staging.motion.climb import stair_point, stand_at
from fairtake.staging.motion.terrain import Terrain
from fairtake.staging.performers import cast_appearances
from fairtake.staging.sets import build_set, ridden

FPS = 24


def rider(role: str) -> Figure:
    return dataclasses.replace(figure(role), details={"mobility": "wheelchair"})


def does(action: Action, role: str, text: str, **more: object) -> Event:
    verb = str(more.pop("verb", text.split()[1].removesuffix("s")))
    return Event(action, (role,), SPAN, text, verb, **more)  # type: ignore[arg-type]


def play(played: Scene, site: Set, *riders: str) -> tuple[ScenePerformance, dict[str, Figure]]:
    figures = {role: rider(role) if role in riders else figure(role) for role in roles_on_set(played)}
    props = {name: model for made in figures.values() for name, model in ridden(made).items()}
    return stage_scene(played, takes(played), site, figures, props, set_key="room"), figures


def joints(performance: ScenePerformance, figures: dict[str, Figure], role: str) -> np.ndarray:
    track = performance.performer(role)
    rest = np.asarray(figures[role].rest, np.float64)
    return forward_kinematics(rest, track.root.astype(np.float64), track.rotations.astype(np.float64))[0]


# -- wheels ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rolling() -> tuple[ScenePerformance, dict[str, Figure]]:
    played = scene(
        event(Action.WAIT, "ANNA"),
        event(Action.GO, "ANNA", goal="window", verb="roll"),
        line(1, "BEN", "You came early."),
        event(Action.GO, "ANNA", goal="BEN", verb="roll"),
        does(Action.STAND, "ANNA", "ANNA stands up", verb="stand up"),
        event(Action.EXIT, "ANNA"),
    )
    return play(played, room(), "ANNA")


def test_who_sits_in_a_wheelchair_stays_in_it(rolling) -> None:
    performance, figures = rolling
    track = performance.performer("ANNA")
    high = chair_for(figures["ANNA"]).seat
    assert np.ptp(track.root[track.present][:, 1]) < 0.12
    assert np.abs(track.root[:, 1] - high).max() < 0.25
    assert any("stays in it" in gap.why for gap in performance.gaps)
    assert not any(c.kind == "step" for c in performance.contacts if c.role == "ANNA")
    assert any(c.kind == "roll" for c in performance.contacts if c.role == "ANNA")


def test_wheels_roll_and_do_not_slip(rolling) -> None:
    performance, figures = rolling
    chair = chair_for(figures["ANNA"])
    tracks = {prop.name: prop for prop in performance.props}
    seen = performance.performer("ANNA").present
    for side in ("left", "right"):
        wheel = tracks[f"ANNA's wheelchair wheel {side}"]
        np.testing.assert_allclose(wheel.position[:, 1], chair.radius, atol=1e-5)
        frame = tracks["ANNA's wheelchair"].rotation.astype(np.float64)
        ahead = np.stack([2 * frame[:, 1] * frame[:, 3], 1 - 2 * frame[:, 1] ** 2], -1)
        ground = np.diff(wheel.position[:, [0, 2]].astype(np.float64), axis=0)
        forward = (ground * 0.5 * (ahead[1:] + ahead[:-1])).sum(-1)
        aside = np.sqrt(np.maximum((ground * ground).sum(-1) - forward * forward, 0))
        both = seen[1:] & seen[:-1]
        assert aside[both].max() < 0.006
        own = multiply(conjugate(frame), wheel.rotation.astype(np.float64))
        if side == "left":
            own = multiply(own, np.array([0.0, -1.0, 0.0, 0.0]))
        turned = np.unwrap(2 * np.arctan2(own[:, 0], own[:, 3]))
        np.testing.assert_allclose(np.diff(turned)[both], forward[both] / chair.radius, atol=2e-3)


def test_hands_that_push_lie_on_the_rims_and_feet_on_the_plates(rolling) -> None:
    performance, figures = rolling
    chair, body = chair_for(figures["ANNA"]), joints(performance, figures, "ANNA")
    ankle = body[:, joint_index("foot.L")]
    np.testing.assert_allclose(ankle[:, 1], chair.plate + figures["ANNA"].sole, atol=0.02)
    frame = next(prop for prop in performance.props if prop.name == "ANNA's wheelchair")
    yaw = 2 * np.arctan2(frame.rotation[:, 1], frame.rotation[:, 3]).astype(np.float64)
    away = body[:, joint_index("hand.L")] - frame.position
    out = away[:, 0] * np.cos(yaw) - away[:, 2] * np.sin(yaw)
    speed = np.hypot(*np.diff(frame.position[:, [0, 2]], axis=0).T) * FPS
    pushes = [c for c in performance.contacts if c.kind == "roll"]
    # Soon after a push has begun the hand is beside the wheel.
    beside = [out[round((c.time + 0.2) * FPS)] for c in pushes if speed[round((c.time + 0.2) * FPS)] > 0.3]
    assert len(beside) >= 3
    assert np.mean(np.abs(np.array(beside) - chair.width) < 0.09) > 0.7


def test_the_chair_is_clear_of_the_furniture_where_it_stops(rolling) -> None:
    performance, _ = rolling
    frame = next(prop for prop in performance.props if prop.name == "ANNA's wheelchair")
    still = np.hypot(*np.diff(frame.position[:, [0, 2]], axis=0).T) < 1e-4
    for box in room().obstacles:
        for f in np.flatnonzero(still & performance.performer("ANNA").present[1:])[::12]:
            dx, dz = np.abs(frame.position[f, [0, 2]] - (box.center[0], box.center[2])) - (box.half[0], box.half[2])
            assert np.hypot(max(dx, 0), max(dz, 0)) > 0.2


@pytest.mark.parametrize(
    ("description", "mobility"),
    [
        ("40s, in a wheelchair", "wheelchair"),
        ("60s, uses a battered wheelchair, grey beard", "wheelchair"),
        ("a wheelchair user in her thirties", "wheelchair"),
        ("30s, pushes an old man in a wheelchair", ""),
        ("30s, red coat", ""),
    ],
)
def test_the_script_says_who_goes_on_wheels(description: str, mobility: str) -> None:
    made = Breakdown("", "", "en", (Role("ANNA", description),), ())
    assert cast_appearances(made)["ANNA"].mobility == mobility


def test_an_action_line_may_say_it_later() -> None:
    told = Event(Action.SIT, ("ANNA",), SPAN, "Anna sits in her wheelchair by the fire", "sit", goal="fire")
    made = Breakdown("", "", "en", (Role("ANNA"), Role("BEN")), (scene(told),))
    looks = cast_appearances(made)
    assert (looks["ANNA"].mobility, looks["BEN"].mobility) == ("wheelchair", "")


# -- stairs ------------------------------------------------------------------------------


def foyer() -> Set:
    return build_set(Setting("INT. FOYER - DAY", True, False, "FOYER", "day"))


@pytest.fixture(scope="module")
def climbing() -> tuple[ScenePerformance, dict[str, Figure], Set]:
    site = foyer()
    played = scene(
        does(Action.GO, "ANNA", "ANNA climbs the stairs", goal="stair"),
        does(Action.WAIT, "ANNA", "ANNA stops halfway up the stairs", goal="stair"),
        line(1, "ANNA", "Who is there?"),
        does(Action.GO, "BEN", "BEN comes down the stairs", goal="stair", verb="come"),
        does(Action.GO, "ANNA", "ANNA descends the stairs", goal="stair", verb="descend"),
        does(Action.SIT, "ANNA", "ANNA sits down on the stairs", goal="stair", verb="sit"),
    )
    performance, figures = play(played, site)
    return performance, figures, site


def test_feet_land_on_treads_and_do_not_slide(climbing) -> None:
    performance, figures, site = climbing
    terrain = Terrain(site.stairs)
    heights = set()
    for role in ("ANNA", "BEN"):
        track = performance.performer(role)
        body = joints(performance, figures, role)
        for side in "LR":
            ball = body[:, joint_index(f"toe.{side}")]
            sole = ball[:, 1] - figures[role].rest[joint_index("toe.L"), 1]
            over = sole - terrain.tread(ball[:, [0, 2]])
            down = (np.abs(over) < 0.012) & track.present
            held = down[1:] & down[:-1]
            # Through a tread nobody steps but for a moment; what is on one stays there.
            assert np.mean(over[track.present] < -0.03) < 0.004
            slid = np.hypot(*np.diff(ball[:, [0, 2]], axis=0).T)
            flat = held & (np.abs(over[1:]) < 0.002) & (np.abs(over[:-1]) < 0.002)
            assert flat.sum() > 100
            assert np.quantile(slid[flat], 0.97) < 0.008
            heights |= {round(float(h), 2) for h in terrain.tread(ball[:, [0, 2]])[down]}
    rise = site.stairs[0].rise
    assert {round(k * rise, 2) for k in range(1, 6)} <= heights


def test_the_body_rises_smoothly_and_stops_halfway(climbing) -> None:
    performance, _, site = climbing
    track = performance.performer("ANNA")
    flight = site.stairs[0]
    spoken = performance.lines[0]
    at = track.root[round(spoken.start * FPS)]
    half = stair_point(flight, stand_at(flight, round(flight.count / 2)), 0.0)
    assert np.hypot(at[0] - half[0], at[2] - half[1]) < 0.45
    assert 0.7 < at[1] - 0.9 < 1.3
    jerk = np.abs(np.diff(track.root[track.present][:, 1].astype(np.float64), 2)).max() * FPS * FPS
    assert jerk < 2.2 * 9.81


def test_who_comes_down_was_above_and_ends_below(climbing) -> None:
    performance, _, site = climbing
    track = performance.performer("BEN")
    first = int(np.flatnonzero(track.present)[0])
    top = site.stairs[0].count * site.stairs[0].rise
    assert track.root[first, 1] > top + 0.7
    assert track.root[-1, 1] < 1.1


def test_one_sits_on_the_stairs_themselves(climbing) -> None:
    performance, _, site = climbing
    seat = next(s for s in site.seats if s.kind == "stairs")
    end = performance.performer("ANNA").root[-1]
    assert abs(end[1] - seat.position[1] - 0.12) < 0.06
    assert abs(end[0] - seat.position[0]) < 0.3
    assert performance.gaps == ()


# -- windows and curtains ----------------------------------------------------------------


def test_windows_open_and_curtains_close_with_the_hand() -> None:
    site = build_set(Setting("INT. LIVING ROOM - DAY", True, False, "LIVING ROOM", "day"))
    played = scene(
        does(Action.OPEN, "ANNA", "ANNA opens the window", theme="window"),
        does(Action.PICK_UP, "ANNA", "ANNA draws the curtains", theme="curtain"),
        does(Action.OPEN, "ANNA", "ANNA pulls the curtains open", theme="curtain"),
    )
    performance, figures = play(played, site)
    assert performance.gaps == ()
    leaf = [part for part in performance.parts if not any(part.stretch)]
    cloth = [part for part in performance.parts if any(part.stretch)]
    assert len(leaf) == 1
    assert abs(leaf[0].angle[-1]) > 0.8
    assert len(cloth) == 2
    for part in cloth:
        assert part.angle[0] == part.angle[-1] == 0
        assert part.angle.max() == pytest.approx(1.0)
    # The hand is at the edge that moves as it begins to.
    body = joints(performance, figures, "ANNA")
    marks = {mark.part: mark for mark in site.landmarks if mark.part}
    for part in cloth:
        begin = int(np.flatnonzero(np.abs(np.diff(part.angle)) > 1e-4)[0]) + 2
        handle = marks[part.part].handle
        hands = body[begin, [joint_index("hand.L"), joint_index("hand.R")]]
        assert np.hypot(hands[:, 0] - handle[0], hands[:, 2] - handle[2]).min() < 0.22
    kinds = [contact.kind for contact in performance.contacts]
    assert kinds.count("curtain") == 4


def test_what_somebody_opens_first_was_drawn_before() -> None:
    site = build_set(Setting("INT. BEDROOM - DAY", True, False, "BEDROOM", "day"))
    performance, _ = play(scene(does(Action.OPEN, "ANNA", "ANNA opens the curtains", theme="curtain")), site)
    cloth = [part for part in performance.parts if any(part.stretch)]
    assert len(cloth) == 2
    assert all(part.angle[0] == 1 and part.angle[-1] == 0 for part in cloth)


# -- low and high ------------------------------------------------------------------------


def test_one_crawls_under_a_table_and_comes_out_to_stand() -> None:
    site = build_set(Setting("INT. KITCHEN - DAY", True, False, "KITCHEN", "day"))
    played = scene(
        does(Action.GO, "ANNA", "ANNA crawls under the table", goal="table"),
        line(1, "ANNA", "Here it is."),
        does(Action.STAND, "ANNA", "ANNA stands up", verb="stand up"),
    )
    performance, figures = play(played, site)
    assert performance.gaps == ()
    body = joints(performance, figures, "ANNA")
    f = round(performance.lines[0].start * FPS)
    table = next(box for box in site.obstacles if box.name == "table")
    pelvis, chest = body[f, joint_index("pelvis")], body[f, joint_index("chest")]
    assert abs(pelvis[0] - table.center[0]) < table.half[0]
    assert abs(pelvis[2] - table.center[2]) < table.half[2]
    assert max(pelvis[1], chest[1]) < table.center[1] + table.half[1] - 0.05
    assert body[f, [joint_index("hand.L"), joint_index("hand.R")], 1].max() < 0.16
    end = body[-1, joint_index("pelvis")]
    assert end[1] > 0.85
    assert abs(end[0] - table.center[0]) > table.half[0] or abs(end[2] - table.center[2]) > table.half[2]


def test_one_climbs_onto_a_table_and_down_again() -> None:
    site = build_set(Setting("INT. KITCHEN - DAY", True, False, "KITCHEN", "day"))
    played = scene(
        does(Action.GO, "ANNA", "ANNA climbs onto the table", goal="table"),
        line(1, "ANNA", "Look at me."),
        does(Action.GO, "ANNA", "ANNA climbs down", goal="down"),
    )
    performance, figures = play(played, site)
    assert performance.gaps == ()
    body = joints(performance, figures, "ANNA")
    table = next(box for box in site.obstacles if box.name == "table")
    top = table.center[1] + table.half[1]
    on = body[round((performance.lines[0].start + 0.3) * FPS)]
    sole = figures["ANNA"].sole
    assert np.abs(on[[joint_index("foot.L"), joint_index("foot.R")], 1] - top - sole).max() < 0.03
    assert on[joint_index("pelvis"), 1] > top + 0.8
    assert body[-1, joint_index("pelvis"), 1] < 1.0
