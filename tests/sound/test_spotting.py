from __future__ import annotations

import numpy as np
import pytest

from fairtake.model.breakdown import Setting
from fairtake.model.performance import Contact, LineTiming, ScenePerformance
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.model.sound import RATE, Stem
from fairtake.sound import spot_scene
from fairtake.sound.effects import _MAKERS, make_effect
from fairtake.staging.sets import build_set

FRAMES = 96


@pytest.fixture(scope="module")
def kitchen():
    return build_set(Setting("INT. KITCHEN - DAY", True, False, "KITCHEN", "day"), people=2)


def performance(contacts=(), lines=()) -> ScenePerformance:
    return ScenePerformance(
        "1", 24, FRAMES, "k", (), (), (), tuple(lines), (), tuple(contacts), np.zeros(FRAMES, np.float32)
    )


def shot(distance: float) -> Shot:
    rows = np.ones((FRAMES, 1), np.float32)
    camera = CameraTrack(
        rows * np.float32([0, 1.5, distance]),
        rows * np.float32([0, 0, 0, 1]),
        rows[:, 0] * np.float32(0.6),
        rows * np.float32([0, 0]),
    )
    return Shot("1A-1", "1", "1A", "master", 0, FRAMES, 0, ShotSize.LS, Angle.EYE, 35, Move.STATIC, (), camera, "")


def test_a_contact_sounds_on_its_moment_and_side(kitchen):
    contacts = [
        Contact(1.5, "step", (-1.5, 0, 0), "wood", 0.5, "ANNA"),
        Contact(2.25, "step", (1.5, 0, 0), "wood", 0.5, "ANNA"),
    ]
    sheet = spot_scene(performance(contacts), kitchen, [shot(4)], start=1000)
    left, right = (cue for cue in sheet.cues if cue.stem is Stem.EFFECTS)
    assert left.start == 1000 + 1.5 * RATE
    assert right.start == 1000 + 2.25 * RATE
    assert left.pan < -0.05 < 0.05 < right.pan
    assert left.room == kitchen.reverberation
    assert left.seed != right.seed


def test_far_in_the_picture_is_far_in_the_sound(kitchen):
    contact = Contact(1.0, "step", (0, 0, 0), "wood")
    near, far = (spot_scene(performance([contact]), kitchen, [shot(d)], start=0).cues[0] for d in (2, 9))
    assert far.distance > 2 * near.distance


def test_a_voice_from_nowhere_is_dry_and_one_from_elsewhere_muffled(kitchen):
    lines = [LineTiming(1, "ANNA", "Hello.", 0.5, 1.0), LineTiming(2, "BEN", "Yes?", 2.0, 2.5, off_screen=True)]
    over, off = spot_scene(performance(lines=lines), kitchen, [shot(4)], start=0).cues
    assert (over.start, over.take, over.room, over.muffled) == (RATE // 2, 1, 0.0, 0.0)
    assert off.muffled > 0
    assert off.room > 0


def test_the_bed_runs_under_the_whole_scene(kitchen):
    sheet = spot_scene(performance(), kitchen, [shot(4)], start=5 * RATE)
    (bed,) = sheet.beds
    assert (bed.start, bed.end) == (5 * RATE, 5 * RATE + sheet.length)
    assert sheet.length == FRAMES * RATE // 24
    assert bed.tags


@pytest.mark.parametrize("name", sorted(_MAKERS))
def test_every_effect_is_heard_and_ends_softly(name):
    sound = make_effect(name, "wood", 0.6, 3)
    assert np.isfinite(sound).all()
    assert 0.1 < np.abs(sound).max() <= 1
    assert abs(sound[-1]) < 1e-3
