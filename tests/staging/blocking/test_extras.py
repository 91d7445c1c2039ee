"""Crowds: where they sit and stand, what they do together, who walks by; clothes changed on the stage."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
from playhouse import event, figure, line, room, scene, takes
from test_life import outside, street

from fairtake.model.breakdown import Action, Event, Scene
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Mark, Seat, Set
from fairtake.staging import roles_on_set, stage_scene, variant


def perform(scene_: Scene, set_: Set) -> ScenePerformance:
    figures = {r: figure(r, 1.66 if i % 2 else 1.82) for i, r in enumerate(roles_on_set(scene_))}
    return stage_scene(scene_, takes(scene_), set_, figures, {}, set_key="room")


def hall() -> Set:
    """Eight rows of five seats that face a stage."""
    seats = tuple(
        Seat(f"seat {r} {c}", (-2.0 + c, 0.45, 1.0 + r), math.pi, "chair", (-2.0 + c, 0.0, 0.6 + r))
        for r in range(8)
        for c in range(5)
    )
    return dataclasses.replace(
        room(doors=False, furniture=False),
        acting=(-5.0, -5.0, 5.0, 10.0),
        seats=seats,
        marks=(Mark("a", (-0.6, 0, -2.5), 1.5), Mark("b", (0.7, 0, -2.5), -1.6)),
    )


def crowd(noun: str, count: int, *beats: object) -> Scene:
    made = scene(line(1, "ANNA", "Thank you."), *beats, line(2, "BEN", "All of you."), roles=("ANNA", "BEN"))  # type: ignore[arg-type]
    return dataclasses.replace(made, extras=count, extra_nouns=(noun,) * count)


def all_of(theme: str, action: Action, verb: str, goal: str = "") -> Event:
    return dataclasses.replace(event(action, theme=theme, goal=goal), agents=(), verb=verb, emotion="joy")


def extras(performance: ScenePerformance) -> list:
    return [t for t in performance.performers if t.role.startswith("EXTRA ")]


def test_an_audience_of_thirty_sits_applauds_and_rises() -> None:
    clap, rise = all_of("audience", Action.EMOTE, "applaud"), all_of("audience", Action.STAND, "stand up")
    performance = perform(crowd("audience", 30, clap, rise), hall())
    people = extras(performance)
    assert len(people) == 30
    assert performance.gaps == ()
    low = np.array([t.root[0, 1] for t in people])
    assert low.max() < 0.75  # all sit as it begins
    assert np.mean([t.root[-1, 1] > 0.8 for t in people]) > 0.9
    # They look at who acts, and each claps in their own time.
    begun = [int(np.argmax(np.abs(np.diff(t.rotations[:, 8], axis=0)).sum(1) > 0.02)) for t in people]
    assert len(set(begun)) > 8
    places = np.stack([t.root[0, [0, 2]] for t in people])
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + 9 * np.eye(len(places))
    assert apart.min() > 0.6


def test_people_walk_by_in_the_street_and_meet_nobody() -> None:
    made = outside(line(1, "ANNA", "Look at them all."), line(2, "BEN", "Where do they go?"), roles=("ANNA", "BEN"))
    made = dataclasses.replace(made, extras=12, extra_nouns=("people",) * 12)
    performance = perform(made, street())
    people = extras(performance)
    way = [np.linalg.norm(np.diff(t.root[t.present][:, [0, 2]], axis=0), axis=1).sum() for t in people]
    assert sum(w > 1.5 for w in way) >= 2
    anna, ben = (performance.performer(r).root[:, [0, 2]] for r in ("ANNA", "BEN"))
    for track in people:
        on = track.present
        for other in (anna, ben):
            assert np.linalg.norm(track.root[on][:, [0, 2]] - other[on], axis=1).min(initial=9) > 0.6


def test_they_wait_in_line() -> None:
    wait = all_of("people", Action.WAIT, "queue", "door")
    made = dataclasses.replace(
        scene(wait, line(1, "ANNA", "Next."), roles=("ANNA",)), extras=5, extra_nouns=("people",) * 5
    )
    people = extras(perform(made, room()))
    gaps = [np.linalg.norm(a.root[0, [0, 2]] - b.root[0, [0, 2]]) for a, b in itertools.pairwise(people)]
    assert all(0.5 < gap < 0.9 for gap in gaps)


def test_a_hat_changes_in_the_hands_and_a_coat_at_the_cut() -> None:
    hat = dataclasses.replace(event(Action.USE, "ANNA", theme="hat"), verb="take off", text="She takes off her hat")
    coat = dataclasses.replace(event(Action.USE, "ANNA", theme="coat"), verb="put on", text="She puts on her coat")
    made = scene(line(1, "ANNA", "There."), hat, coat, roles=("ANNA",))
    performance = perform(made, room())
    (first, off, at_cut), (second, on, waits) = performance.performer("ANNA").wears
    assert (off, on) == (variant("ANNA", 1), variant("ANNA", 2))
    assert 0 < first < second
    assert not at_cut
    assert waits
    assert performance.props == ()
