from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
import soundfile

from fairtake.errors import OutputError, SoundError
from fairtake.model.reading import Take
from fairtake.model.sound import RATE, Bed, Cue, CueSheet, Stem
from fairtake.sound import mix_film
from fairtake.sound.ambience import _LAYERS, LOOP, loop
from fairtake.sound.effects import make_effect
from fairtake.sound.limiter import gain_curve, true_peak
from fairtake.sound.loudness import LoudnessMeter
from fairtake.sound.room import Reverb, distant, panned


def speech(seconds: float = 2.0, seed: int = 0) -> np.ndarray:
    """Something with the level changes of speech."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(24000 * seconds)) / 24000
    envelope = np.clip(np.sin(2 * np.pi * 3.7 * time), 0, 1)
    return (0.3 * envelope * (np.sin(2 * np.pi * 150 * time) + 0.3 * rng.normal(size=len(time)))).astype(np.float32)


def take(line: int, seconds: float = 2.0) -> Take:
    return Take(line, "ANNA", 24000, speech(seconds, line), (), ())


def mixed(folder, sheet: CueSheet, takes=None):
    stems = {stem: folder / "stems" / f"{stem}.wav" for stem in Stem}
    mix = mix_film(sheet, takes or {}, folder / "master.wav", stems)
    sounds = {stem: soundfile.read(path)[0] for stem, path in stems.items()}
    return mix, soundfile.read(folder / "master.wav")[0], sounds


@pytest.fixture
def sheet():
    cues = [Cue(Stem.DIALOGUE, "line", int(s * RATE), take=n, room=0.4) for n, s in enumerate((0.5, 4.0, 9.2, 14.0), 1)]
    cues += [
        Cue(Stem.EFFECTS, "step", int(s * RATE), gain=-12, stuff="wood", seed=int(s * 10))
        for s in np.arange(0.2, 17, 0.55)
    ]
    return CueSheet(18 * RATE, tuple(cues), (Bed(0, 10 * RATE, ("room",)), Bed(10 * RATE, 18 * RATE, ("street",))))


TAKES = {n: take(n) for n in range(1, 5)}


def test_the_film_meets_its_loudness_and_peak(tmp_path, sheet):
    mix, master, _ = mixed(tmp_path, sheet, TAKES)
    assert len(master) == sheet.length
    assert abs(pyloudnorm.Meter(RATE).integrated_loudness(master) - -14) < 0.3
    assert abs(mix.loudness - pyloudnorm.Meter(RATE).integrated_loudness(master)) < 0.05
    assert 20 * np.log10(true_peak(master.T.astype(np.float32))) <= -1.45
    assert mix.true_peak <= -1.45
    assert soundfile.info(tmp_path / "master.wav").subtype == "PCM_24"


def test_the_stems_add_up_to_the_master(tmp_path, sheet):
    _, master, stems = mixed(tmp_path, sheet, TAKES)
    assert np.abs(sum(stems.values()) - master).max() < 1e-5
    assert np.abs(stems[Stem.DIALOGUE]).max() > 0.05
    assert np.abs(stems[Stem.EFFECTS]).max() > 0.01
    assert np.abs(stems[Stem.AMBIENCE]).max() > 0.001
    assert not stems[Stem.MUSIC].any()


def test_a_line_sounds_when_it_should_and_over_a_block_border(tmp_path):
    start = 10 * RATE - 3000
    cue = Cue(Stem.DIALOGUE, "line", start, take=1, room=0.0)
    _, _, stems = mixed(tmp_path, CueSheet(14 * RATE, (cue,), ()), TAKES)
    voice = np.abs(stems[Stem.DIALOGUE]).max(axis=1)
    heard = np.flatnonzero(voice > 0.02 * voice.max())
    assert abs(heard[0] - start) < RATE // 24
    assert abs(heard[-1] - (start + 2 * RATE)) < RATE // 4
    # No seam where the blocks meet: the largest step there is like the largest elsewhere.
    steps = np.abs(np.diff(stems[Stem.DIALOGUE][:, 0]))
    assert steps[10 * RATE - 3 : 10 * RATE + 3].max() <= steps.max()
    assert not (voice[10 * RATE - 300 : 10 * RATE + 300] == 0).all()


def test_twice_the_same_bytes(tmp_path, sheet):
    mixed(tmp_path / "a", sheet, TAKES)
    mixed(tmp_path / "b", sheet, TAKES)
    for name in ("master.wav", "stems/dialogue.wav", "stems/ambience.wav", "stems/effects.wav"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_silence_stays_silence(tmp_path):
    mix, master, _ = mixed(tmp_path, CueSheet(RATE, (), ()))
    assert not master.any()
    assert mix.loudness == float("-inf")


def test_the_bed_steps_back_for_speech(tmp_path):
    bed = Bed(0, 12 * RATE, ("rain",))
    cue = Cue(Stem.DIALOGUE, "line", 5 * RATE, take=1, room=0.0)
    _, _, stems = mixed(tmp_path, CueSheet(12 * RATE, (cue,), (bed,)), TAKES)

    def level(start: float) -> float:
        part = stems[Stem.AMBIENCE][int(start * RATE) : int((start + 1) * RATE)]
        return 20 * np.log10(np.sqrt((part**2).mean()))

    assert level(2) - level(5.5) > 2


def test_a_missing_or_broken_take_is_an_error(tmp_path):
    sheet = CueSheet(2 * RATE, (Cue(Stem.DIALOGUE, "line", 0, take=9),), ())
    with pytest.raises(SoundError, match="line 9"):
        mixed(tmp_path, sheet)
    broken = Take(9, "ANNA", 24000, np.full(100, np.nan, np.float32), (), ())
    with pytest.raises(SoundError, match="broken"):
        mixed(tmp_path, sheet, {9: broken})


def test_an_unwritable_folder_is_explained(tmp_path, sheet):
    (tmp_path / "stems").write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="cannot be written"):
        mixed(tmp_path, sheet, TAKES)


def test_the_meter_agrees_with_the_whole_at_once():
    rng = np.random.default_rng(1)
    sound = (
        rng.normal(0, 0.1, (RATE * 7 + 123, 2))
        * np.repeat([1, 0.001, 0.5, 0.05, 1, 0.2, 0.7, 0.7], RATE)[: RATE * 7 + 123, None]
    )
    meter = LoudnessMeter()
    for part in np.array_split(sound, [100, 5000, 200_000]):
        meter.add(part.T)
    assert abs(meter.integrated - pyloudnorm.Meter(RATE).integrated_loudness(sound)) < 0.02


@pytest.mark.parametrize("drive", [1.0, 4.0, 20.0])
def test_the_limiter_holds_true_peaks(drive):
    rng = np.random.default_rng(2)
    sound = (rng.normal(0, 0.2, (2, RATE)) * drive).astype(np.float32)
    limited = sound * gain_curve(sound, 0.8)
    assert true_peak(limited) <= 0.8 * 1.02


def test_quiet_sound_passes_the_limiter_untouched():
    assert gain_curve(np.full((2, RATE), 0.1, np.float32), 0.8) is None


@pytest.mark.parametrize("tag", sorted(_LAYERS))
def test_every_bed_joins_its_own_beginning(tag):
    sound = loop((tag,), 3)
    assert sound.shape == (2, LOOP * RATE)
    assert np.isfinite(sound).all()
    assert 0.0005 < np.sqrt((sound**2).mean()) < 0.02
    assert np.abs(sound[:, 0] - sound[:, -1]).max() <= np.abs(np.diff(sound)).max()


@pytest.mark.parametrize("tag", ["park", "clock", "clatter", "street", "room"])
def test_no_place_is_ever_dead_silent(tag):
    sound = loop((tag,), 3)
    tenths = np.sqrt((sound.reshape(2, -1, RATE // 10) ** 2).mean(axis=(0, 2)))
    assert 20 * np.log10(tenths.min()) > -75


@pytest.mark.parametrize(
    "stuff", ["wood", "tile", "carpet", "concrete", "gravel", "grass", "sand", "snow", "metal", "moon dust"]
)
def test_steps_differ_by_ground_and_never_click_off(stuff):
    one, two = make_effect("step", stuff, 0.5, 1), make_effect("step", stuff, 0.5, 2)
    assert np.isfinite(one).all()
    assert 0.1 < np.abs(one).max() <= 1
    assert one.shape != two.shape or np.abs(one - two).max() > 0.01
    assert np.abs(one[:480]).max() > 0.1 * np.abs(one).max()
    assert abs(one[-1]) < 1e-3


def test_wood_is_duller_than_tile():
    def brightness(stuff: str) -> float:
        sound = make_effect("step", stuff, 0.5, 1)
        power = np.abs(np.fft.rfft(sound)) ** 2
        return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())

    assert brightness("carpet") < brightness("wood") < brightness("tile")


def test_far_is_quieter_and_duller_and_left_is_left():
    dry = speech()
    assert max(panned(0, 8)) < 0.6 * max(panned(0, 1))
    left, right = panned(-0.5, 1)
    assert left > 1.5 * right
    near, far = distant(dry, distance=1), distant(dry, distance=12)
    muffled = distant(dry, distance=1, muffled=0.5)
    high = [np.abs(np.diff(sound)).mean() for sound in (near, far, muffled)]
    assert high[0] > high[1] > high[2]
    assert len(near) == len(far) == len(muffled) == len(dry)


def test_a_room_rings_on_and_a_field_does_not(tmp_path):
    def heard(room: float) -> np.ndarray:
        cue = Cue(Stem.EFFECTS, "clap", 0, room=room)
        _, _, stems = mixed(tmp_path, CueSheet(2 * RATE, (cue,), ()))
        return (stems[Stem.EFFECTS] ** 2).sum(axis=1)

    assert not heard(0.0)[RATE // 2 :].any()
    energy = heard(0.8)
    early, late = energy[int(0.3 * RATE) : int(0.35 * RATE)].mean(), energy[int(0.7 * RATE) : int(0.75 * RATE)].mean()
    # 60 dB in 0.8 s are 30 dB in 0.4 s.
    assert -45 < 10 * np.log10(late / early) < -20


def test_blocks_of_any_length_ring_alike():
    rng = np.random.default_rng(4)
    send = rng.normal(size=RATE).astype(np.float32)
    send[RATE // 2 :] = 0
    whole = Reverb(0.5).block(send)
    reverb = Reverb(0.5)
    parts = [reverb.block(part) for part in np.array_split(send, [10, 3000, 31_000])]
    assert np.abs(np.concatenate(parts, axis=1) - whole).max() < 1e-5 * np.abs(whole).max()
    assert not reverb.silent
    reverb.block(np.zeros(RATE, np.float32))
    assert reverb.silent


def test_a_part_that_is_louder_than_the_sum_is_kept_under_full_scale():
    rng = np.random.default_rng(4)
    loud = (1.4 * rng.uniform(-1, 1, (2, 4800))).astype(np.float32)
    against = -0.9 * loud
    total = loud + against
    assert gain_curve(total, 0.8) is None
    curve = gain_curve(total, 0.8, [loud, against])
    assert curve is not None
    assert np.abs(loud * curve).max() <= 1.0


def test_sound_that_is_cut_off_has_no_peak_at_the_cut():
    tone = np.repeat(np.sin(2 * np.pi * 9000 / RATE * np.arange(RATE) + 1.0)[None], 2, 0).astype(np.float32)
    assert true_peak(tone, 1000, RATE - 1000) == pytest.approx(1.0, abs=0.02)
