from __future__ import annotations

import numpy as np
import pytest

from fairtake.breakdown.sound_words import RULES
from fairtake.breakdown.sound_words_abroad import ABROAD
from fairtake.model.breakdown import Setting
from fairtake.model.performance import Contact, LineTiming, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.model.sound import RATE, Stem
from fairtake.sound import spot_scene
from fairtake.sound.acoustics import room_of
from fairtake.sound.beds import PLACES, bed_tags
from fairtake.sound.effects import level_of, make_effect
from fairtake.sound.foley import CLASSES, SURFACES
from fairtake.sound.layers import LAYERS
from fairtake.staging.sets import build_set
from fairtake.staging.sets.kits import KITS

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
    assert left.room == room_of(kitchen).rt60 > 0.2
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
    # It begins with the scene and fades under the next one's beginning: no hole at the cut.
    assert (bed.start, bed.end) == (5 * RATE, 5 * RATE + sheet.length + bed.fade_out)
    assert 0 < bed.fade_out < RATE
    assert sheet.length == FRAMES * RATE // 24
    assert bed.tags


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_effect_is_heard_softly_at_both_ends_and_never_twice_the_same(name):
    sound = make_effect(name, "wood", 0.6, 3)
    assert np.isfinite(sound).all()
    assert 0.1 < np.abs(sound).max() <= 1
    assert abs(sound[0]) < 1e-3 > abs(sound[-1])
    assert abs(sound.mean()) < 2e-3
    other = make_effect(name, "wood", 0.6, 4)
    assert len(other) != len(sound) or np.abs(other - sound).max() > 0.01
    assert -25 < level_of(name) < 3


def test_floors_differ_as_floors_do():
    def middle(floor: str) -> float:
        """Where half of the energy of a step lies, Hz."""
        spectra = [np.abs(np.fft.rfft(make_effect("step", floor, 0.4, seed), 1 << 15)) ** 2 for seed in range(6)]
        share = np.cumsum(np.mean(spectra, axis=0))
        return float(np.searchsorted(share, 0.5 * share[-1]) * RATE / (1 << 15))

    found = {floor: middle(floor) for floor in SURFACES}
    assert len(found) >= 10
    assert found["carpet"] < 200 < found["gravel"]
    assert found["earth"] < found["grass"]
    assert middle("concrete heel") > 1.5 * middle("concrete bare")


def test_a_pre_lap_is_heard_before_the_scene_and_moves_nothing_else(kitchen):
    contact = Contact(1.5, "step", (0, 0, 0), "wood", 0.5, "ANNA")
    plain = spot_scene(performance([contact]), kitchen, [shot(4)], start=RATE)
    early = spot_scene(performance([contact]), kitchen, [shot(4)], start=RATE, lead=0.5)
    assert early.beds[0].start == RATE // 2 < plain.beds[0].start == RATE
    assert early.beds[0].end == plain.beds[0].end
    assert early.cues == plain.cues


def test_gaits_floors_and_doors_are_told_from_the_performance_and_the_place(kitchen):
    runs = [Contact(0.5 + 0.3 * k, "step", (0, 0, 0), "wood heel", 0.8, "ANNA") for k in range(5)]
    creeps = [Contact(0.5 + 0.6 * k, "step", (0, 0, 1), "wood heel", 0.08, "BEN") for k in range(4)]
    street = build_set(Setting("EXT. STREET - DAY", False, True, "STREET", "day", ("rain",)), people=2)
    cell = build_set(Setting("INT. PRISON CELL - NIGHT", True, False, "PRISON CELL", "night"), people=1)
    sheet = spot_scene(performance([*runs, *creeps]), street, [shot(4)], start=0)
    stuffs = [cue.stuff for cue in sheet.cues if cue.name == "step"]
    assert stuffs == ["wood heel run wet"] * 5 + ["wood heel tiptoe wet"] * 4
    shut = spot_scene(performance([Contact(1.0, "door close", (0, 1, 0), "wood")]), cell, [shot(4)], start=0)
    assert next(cue for cue in shut.cues if cue.name == "door close").stuff == "metal"
    outside = spot_scene(performance([Contact(1.0, "horn", (0, 1, -30), "car")]), kitchen, [shot(4)], start=0)
    assert next(cue for cue in outside.cues if cue.name == "horn").muffled > 0.4


def test_every_place_has_a_bed_of_its_own_by_day_by_night_and_in_the_rain():
    assert set(PLACES) == set(KITS)
    for place in PLACES.values():
        for tag in (*place.tags(False), *place.tags(True)):
            assert tag in LAYERS or tag.startswith("walla ")
        assert all(far.name in CLASSES for far in place.far)
    beds = {}
    for time in ("day", "night"):
        for weather in ((), ("rain",)):
            park = build_set(Setting("EXT. PARK", False, True, "PARK", time, weather), people=2)
            beds[time, weather] = bed_tags(performance(), park)
    assert len(set(beds.values())) >= 3
    assert "rain" in beds["day", ("rain",)]
    home = build_set(Setting("INT. KITCHEN", True, False, "KITCHEN", "day", ("rain",)), people=2)
    assert "rain window" in bed_tags(performance(), home)


def test_hard_rooms_ring_longer_than_soft_ones_and_people_damp_them():
    def room(place: str) -> Set:
        return build_set(Setting(f"INT. {place}", True, False, place, "day"), people=2)

    times = {place: room_of(room(place), 2).rt60 for place in ("BEDROOM", "OFFICE", "BATHROOM", "CHURCH")}
    assert times["BEDROOM"] < 0.5 < times["BATHROOM"] < times["CHURCH"]
    assert room_of(room("CHURCH"), 40).rt60 < times["CHURCH"]
    field = build_set(Setting("EXT. FIELD", False, True, "FIELD", "day"), people=1)
    assert room_of(field).rt60 == 0


def test_every_word_for_a_sound_calls_one_that_is_made():
    for rule in (*RULES, *(rule for rules in ABROAD.values() for rule in rules)):
        assert rule[0] in CLASSES, rule[0]
