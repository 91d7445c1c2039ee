"""How animals move: footfalls in order, paws that stay where they stand, seats, naps, jumps and flights."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import rotate
from fairtake.model.figure import Figure, joint_index
from fairtake.staging.motion.animals import animal_contacts, play_animal, prepare_animal
from fairtake.staging.motion.score import Foothold, GazeKey, HeadMove, PostureKey, Score, Target, Travel
from fairtake.staging.performers import build_figure
from fairtake.staging.performers.animal_looks import animal_appearance

FPS, FRAMES = 24, 96
PAWS = ("fingers.L", "fingers.R", "toe.L", "toe.R")


@cache
def figure(species: str) -> Figure:
    return build_figure("A", animal_appearance("A", species, ""))


def score(species: str, speed: float = 0.0, *postures: PostureKey) -> Score:
    still = Foothold(0, 0, 0)
    found = Score("A", figure(species), (0.0, 0.0), 0.0, (still, still), PostureKey(0, 0, "stand", 0.0))
    found.shown, found.beats, found.postures = [(0.0, True)], [(0.0, 7)], list(postures)
    if speed:
        t = np.linspace(0, 3, 181)
        s = np.cumsum(np.minimum(np.clip(t / 0.6, 0, 1), np.clip((3 - t) / 0.6, 0, 1))) / 60 * speed
        found.travels.append(Travel(0.4 + t, np.stack([0 * s, s], 1), 0 * s))
    return found


def played(one: Score):
    body = prepare_animal(one, FRAMES, FPS)
    track = play_animal(one, body, lambda target, span: None, FRAMES, FPS).track
    places, turns = forward_kinematics(
        one.figure.rest.astype(float), track.root.astype(float), track.rotations.astype(float), one.figure.joint_parents
    )
    return body, track, places, turns


def slide(body, places) -> float:
    """The most a planted paw moves while it stands, metres."""
    worst = 0.0
    for foot, paw in enumerate(PAWS):
        at, planted = places[:, joint_index(paw)], body.paws.air[:, foot] == 0
        for stand in np.split(np.arange(FRAMES), np.flatnonzero(~planted)):
            stand = stand[planted[stand]]
            if len(stand) > 1:
                worst = max(worst, float(np.ptp(at[stand][:, [0, 2]], axis=0).max()))
    return worst


@pytest.mark.parametrize(
    ("species", "speed"), [("dog", 1.0), ("dog", 2.0), ("cat", 0.7), ("horse", 1.5), ("horse", 3.6)]
)
def test_paws_stay_where_they_stand(species: str, speed: float) -> None:
    body, track, places, _ = played(score(species, speed))
    assert slide(body, places) < 0.01
    assert places[-1, 0, 2] - places[0, 0, 2] > 2 * speed
    low = places[:, [joint_index(paw) for paw in PAWS], 1]
    assert low.min() > 0.01 * figure(species).height
    assert np.isfinite(track.rotations).all()
    assert np.abs(np.linalg.norm(track.rotations, axis=-1) - 1).max() < 1e-3


def order(speed: float) -> list[int]:
    body = prepare_animal(score("dog", speed), FRAMES, FPS)
    return [fall.foot for fall in sorted(body.falls, key=lambda f: f.land) if 1.2 < fall.land < 2.8]


def test_a_walk_goes_hind_fore_on_one_side_then_on_the_other_and_a_trot_in_pairs() -> None:
    walk = order(0.8)
    follow = {0: 3, 3: 1, 1: 2, 2: 0}  # left fore, right hind, right fore, left hind
    assert all(follow[a] == b for a, b in pairwise(walk))
    body = prepare_animal(score("dog", 2.0), FRAMES, FPS)
    lands = {foot: np.array([f.land for f in body.falls if f.foot == foot and 1.2 < f.land < 2.8]) for foot in range(4)}
    for fore, hind in ((0, 3), (1, 2)):
        gap = np.abs(lands[fore][:, None] - lands[hind][None]).min(1)
        assert np.median(gap) < 0.06


def test_it_sits_on_its_haunches_lies_down_and_sleeps() -> None:
    stand = played(score("dog"))[2][-1]
    _, track, sit, turns = played(score("dog", 0.0, PostureKey(0.5, 1.3, "sit", 0.0)))
    body, _, lie, _ = played(score("dog", 0.0, PostureKey(0.5, 1.8, "lie", 0.0)))
    rump, shoulder = joint_index("pelvis"), joint_index("upper_arm.L")
    assert sit[-1, rump, 1] < 0.5 * stand[rump, 1]
    assert sit[-1, shoulder, 1] > 0.9 * stand[shoulder, 1]
    assert lie[-1, shoulder, 1] < 0.5 * stand[shoulder, 1]
    assert lie[-1, rump, 1] < 0.5 * stand[rump, 1]
    assert slide(body, lie) < 0.01
    # The look stays level while the trunk rises.
    ahead = rotate(turns[-1, joint_index("head")], np.array([0.0, 0.0, 1.0]))
    assert abs(ahead[1]) < 0.35
    asleep = played(score("dog", 0.0, PostureKey(0.5, 1.8, "sleep", 0.0)))[1]
    lid = figure("dog").joint_names.index("lid.L")
    assert asleep.rotations[-1, lid, 3] < 0.7 < track.rotations[0, lid, 3]


def test_a_leap_takes_all_four_up_and_lands_them_on_the_thing() -> None:
    one = score("cat", 0.0, PostureKey(0.5, 1.3, "jump", 0.7))
    t = np.linspace(0.7, 1.25, 30)
    one.travels.append(Travel(t, np.stack([0 * t, (t - 0.7) * 1.1], 1), 0 * t))
    _, _, places, _ = played(one)
    paws = places[:, [joint_index(paw) for paw in PAWS], 1]
    assert paws[0].max() < 0.05
    assert paws[-1].min() > 0.7
    assert places[:, 0, 1].max() > places[-1, 0, 1] + 0.03


def test_heads_turn_to_what_is_looked_at_and_tongues_of_bells_open_jaws() -> None:
    one = score("dog")
    one.gazes.append(GazeKey(0.5, Target("point", point=(3.0, 0.6, 1.0))))
    one.nods.append(HeadMove("bark", 2.0, 0.3))
    body = prepare_animal(one, FRAMES, FPS)
    track = play_animal(
        one, body, lambda target, span: np.tile(target.point, (span.stop - span.start, 1)), FRAMES, FPS
    ).track
    assert track.gaze[40, 0] > 0.7
    jaw = figure("dog").joint_names.index("jaw")
    assert track.rotations[50:56, jaw, 0].max() > 0.1
    assert track.rotations[20, jaw, 0] < 0.01


def test_a_bird_hops_without_sliding_and_flies_away_over_everything() -> None:
    one = score("bird", 0.5)
    _, _, places, _ = played(one)
    toe = places[:, joint_index("toe.L")]
    step = np.hypot(*np.diff(toe[:, [0, 2]], axis=0).T)
    grounded = toe[1:, 1] < toe[0, 1] + 0.004
    assert step[20:70].max() > 0.02
    assert (step[20:70][grounded[20:70]] < 0.016).mean() > 0.9
    gone = score("bird", 0.0, PostureKey(0.5, 2.9, "fly", 4.5))
    body, track, _, _ = played(gone)
    assert track.root[-1, 1] > 4
    assert np.ptp(body.beat[20:60]) > 0.8
    assert np.abs(body.beat[:10]).max() < 0.05


def test_hooves_and_paws_are_heard_and_a_cat_is_not() -> None:
    kinds = {}
    for species in ("dog", "horse", "cat", "bird"):
        one = score(species, 1.0)
        found = animal_contacts(one, prepare_animal(one, FRAMES, FPS), "wood")
        kinds[species] = {contact.kind for contact in found}
        assert all(type(contact.time) is float for contact in found)
    assert kinds == {"dog": {"paw"}, "horse": {"hoof"}, "cat": set(), "bird": set()}
