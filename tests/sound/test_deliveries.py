"""What a mix is delivered as: targets of loudness, all but the dialogue, 5.1."""

import math
from dataclasses import replace

import numpy as np
import pyloudnorm
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from fairtake.model.reading import Take
from fairtake.model.sound import RATE, TARGETS, Bed, Cue, CueSheet, Layout, Stem
from fairtake.sound import mix_film
from fairtake.sound.heard import loudness_range
from fairtake.sound.layout import LFE, low_end, placed
from fairtake.sound.limiter import true_peak
from fairtake.sound.loudness import HOP


def spoken(line):
    rng = np.random.default_rng(line)
    time = np.arange(2 * 24000) / 24000
    sound = (
        0.3
        * np.clip(np.sin(2 * np.pi * 3.7 * time), 0, 1)
        * sum(np.sin(2 * np.pi * (140 + 20 * line) * k * time) / k for k in range(1, 20))
    )
    return Take(line, "ANNA", 24000, (sound + 0.01 * rng.normal(size=len(time))).astype(np.float32), (), ())


TAKES = {1: spoken(1), 2: spoken(2)}
SHEET = CueSheet(
    8 * RATE,
    (
        Cue(Stem.DIALOGUE, "line", RATE, take=1, room=0.0),
        Cue(Stem.DIALOGUE, "line", 4 * RATE, take=2, room=0.0, pan=0.2),
        Cue(Stem.EFFECTS, "step", 3 * RATE, gain=-10, stuff="wood", pan=-0.3),
    ),
    (Bed(0, 8 * RATE, ("street",), gain=-6.0),),
)


@pytest.mark.parametrize("name", TARGETS)
def test_a_film_comes_out_as_loud_as_its_target(tmp_path, name):
    target = TARGETS[name]
    mix = mix_film(SHEET, TAKES, tmp_path / "a.wav", {s: tmp_path / f"{s}.wav" for s in Stem}, loudness=target.loudness)
    master, _ = soundfile.read(tmp_path / "a.wav")
    assert abs(pyloudnorm.Meter(RATE).integrated_loudness(master) - target.loudness) < 0.3
    assert mix.details["dialogue"] == pytest.approx(target.loudness, abs=2.0)
    assert mix.details["dialogue_over_rest"] > 10
    assert mix.details["momentary_max"] >= mix.details["short_term_max"]


def test_all_but_the_dialogue_is_what_the_other_stems_add_up_to(tmp_path):
    stems = {stem: tmp_path / f"{stem}.wav" for stem in Stem}
    mix_film(SHEET, TAKES, tmp_path / "a.wav", stems, without_speech=tmp_path / "me.wav")
    sounds = {stem: soundfile.read(path)[0] for stem, path in stems.items()}
    rest, _ = soundfile.read(tmp_path / "me.wav")
    assert np.abs(rest - sounds[Stem.EFFECTS] - sounds[Stem.AMBIENCE] - sounds[Stem.MUSIC]).max() < 1e-5
    assert np.abs(rest).max() > 0.001


def surround(folder, sheet=SHEET):
    path = folder / "wide.wav"
    mix = mix_film(sheet, TAKES, path, {stem: folder / f"{stem}.wav" for stem in Stem}, layout=Layout.SURROUND)
    return mix, soundfile.read(path)[0]


def test_a_surround_mix_is_as_loud_and_speaks_from_the_centre(tmp_path):
    mix, master = surround(tmp_path)
    assert master.shape == (8 * RATE, 6)
    # pyloudnorm takes left, right, centre and the surrounds.
    heard = pyloudnorm.Meter(RATE).integrated_loudness(master[:, [0, 1, 2, 4, 5]])
    assert heard == pytest.approx(-14, abs=0.3)
    assert mix.loudness == pytest.approx(heard, abs=0.05)
    assert 20 * np.log10(true_peak(np.ascontiguousarray(master.T.astype(np.float32)))) <= -1.45
    voice, _ = soundfile.read(tmp_path / "dialogue.wav")
    first = (voice[RATE : 3 * RATE] ** 2).sum(axis=0)
    assert first[2] > 10 * first[[0, 1, 3, 4, 5]].max()
    second = (voice[4 * RATE : 6 * RATE] ** 2).sum(axis=0)
    assert second[1] > 2 * second[0]  # a little to the right
    bed, _ = soundfile.read(tmp_path / "ambience.wav")
    assert abs(np.corrcoef(bed[:, 0], bed[:, 4])[0, 1]) < 0.2
    head = (tmp_path / "wide.wav").read_bytes()[:68]
    assert head[20:22] == b"\xfe\xff"
    assert int.from_bytes(head[40:44], "little") == 0x3F


def test_what_is_behind_the_camera_comes_from_behind(tmp_path):
    step = SHEET.cues[2]
    sheet = replace(SHEET, cues=(replace(step, pan=0.0, azimuth=math.radians(150)),), beds=())
    _, master = surround(tmp_path, sheet)
    energy = (master**2).sum(axis=0)
    assert energy[5] > 2 * energy[[0, 1, 2, 4]].max()


@given(st.floats(-1, 1), st.floats(0.5, 30), st.none() | st.floats(-math.pi, math.pi))
def test_wherever_a_sound_is_placed_it_is_as_loud(pan, distance, azimuth):
    wide = placed(Layout.SURROUND, pan, distance, azimuth)
    left, right = placed(Layout.STEREO, pan, distance, azimuth)
    assert sum(g * g for g in wide) == pytest.approx(left * left + right * right, rel=1e-6)
    assert wide[LFE] == 0


def test_only_what_is_heavy_reaches_the_low_channel():
    rng = np.random.default_rng(1)
    noise = rng.normal(size=RATE).astype(np.float32)
    assert low_end(noise) is None
    rumble = np.sin(2 * np.pi * 45 * np.arange(RATE) / RATE).astype(np.float32)
    assert low_end(rumble) is not None


def test_the_range_of_a_film_in_two_levels():
    """EBU Tech 3342's first two cases: 20 s each at two levels, 10 LU and 5 LU apart."""
    for apart in (10.0, 5.0):
        hops = HOP * 10 ** ((np.repeat([-20.0, -20.0 - apart], 200) + 0.691) / 10)
        assert loudness_range(hops) == pytest.approx(apart, abs=1.0)
    assert math.isnan(loudness_range(np.zeros(100)))
