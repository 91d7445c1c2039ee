from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

from fairtake.errors import OutputError, SoundError
from fairtake.model.reading import Take
from fairtake.model.sound import RATE, Bed, Cue, CueSheet, Stem
from fairtake.sound import master_film, mix_film, premix_scene
from fairtake.sound.limiter import true_peak
from fairtake.sound.reel import PAGE, Reel, ReelWriter


def take(line: int, seconds: float = 2.0) -> Take:
    rng = np.random.default_rng(line)
    time = np.arange(int(24000 * seconds)) / 24000
    envelope = np.clip(np.sin(2 * np.pi * 3.7 * time), 0, 1)
    voice = 0.3 * envelope * (np.sin(2 * np.pi * 150 * time) + 0.3 * rng.normal(size=len(time)))
    return Take(line, "ANNA", 24000, voice.astype(np.float32), (), ())


TAKES = {line: take(line) for line in range(1, 4)}


def scene(*lines: float, seconds: float = 8.0, beds: tuple[Bed, ...] = ()) -> CueSheet:
    """Lines at these seconds, and steps."""
    cues = [Cue(Stem.DIALOGUE, "line", int(s * RATE), take=n, room=0.5, pan=0.1) for n, s in enumerate(lines, 1)]
    cues += [
        Cue(Stem.EFFECTS, "step", int(s * RATE) + 77, gain=-12, room=0.5, stuff="wood", seed=int(100 * s))
        for s in np.arange(0.3, seconds, 0.61)
    ]
    return CueSheet(int(seconds * RATE), tuple(cues), beds)


def later(sheet: CueSheet, by: int) -> tuple[Cue, ...]:
    return tuple(replace(cue, start=cue.start + by) for cue in sheet.cues)


def stems(folder: Path) -> dict[Stem, Path]:
    return {stem: folder / "stems" / f"{stem}.wav" for stem in Stem}


def mastered(folder: Path, scenes, length: int):
    mix = master_film(scenes, length, folder / "master.wav", stems(folder))
    sounds = {stem: soundfile.read(path)[0] for stem, path in stems(folder).items()}
    return mix, soundfile.read(folder / "master.wav")[0], sounds


def test_scenes_mixed_one_by_one_are_the_film_mixed_at_once(tmp_path):
    # Frames do not fall on the pages of premixes: 5003 samples in between.
    one, two = scene(0.5, 5.5), scene(1.0)
    offset = one.length + 5003
    whole = CueSheet(offset + two.length + RATE, one.cues + later(two, offset), ())
    expected = mix_film(whole, TAKES, tmp_path / "whole" / "master.wav", stems(tmp_path / "whole"))
    premix_scene(one, TAKES, tmp_path / "1.reel")
    premix_scene(two, TAKES, tmp_path / "2.reel")
    mix, master, sounds = mastered(tmp_path, [(tmp_path / "1.reel", 0), (tmp_path / "2.reel", offset)], whole.length)
    assert abs(mix.loudness - expected.loudness) < 0.1
    assert len(master) == whole.length
    for stem in (Stem.DIALOGUE, Stem.EFFECTS):
        reference = soundfile.read(tmp_path / "whole" / "stems" / f"{stem}.wav")[0]
        level = np.vdot(reference, sounds[stem]) / np.vdot(reference, reference)
        assert abs(20 * np.log10(level)) < 0.1
        error = sounds[stem] - level * reference
        assert 10 * np.log10((reference**2).sum() / (error**2).sum()) > 35


def test_what_rings_over_a_scenes_end_is_kept(tmp_path):
    loud = Cue(Stem.EFFECTS, "clap", RATE - 2000, room=0.9)
    premix_scene(CueSheet(RATE, (loud,), ()), {}, tmp_path / "1.reel")
    premix_scene(CueSheet(RATE, (), (Bed(0, RATE, ("rain",)),)), {}, tmp_path / "2.reel")
    assert Reel.open(tmp_path / "1.reel", 0).end > RATE + RATE // 2
    _, _, sounds = mastered(tmp_path, [(tmp_path / "1.reel", 0), (tmp_path / "2.reel", RATE)], 2 * RATE)
    over = np.abs(sounds[Stem.EFFECTS]).max(axis=1)
    assert over[RATE : RATE + 4800].max() > 0.01 * over.max()
    assert sounds[Stem.AMBIENCE][RATE + 4800 :].any()
    # Nothing stops short where the scenes meet.
    assert over[RATE - 50 : RATE].max() < 4 * over[RATE : RATE + 50].max()


def test_a_premix_is_the_same_bytes_each_time_and_alone(tmp_path):
    sheet = scene(0.5, beds=(Bed(0, 8 * RATE, ("room", "clock"), fade_in=9000, fade_out=9000, seed=4),))
    premix_scene(sheet, TAKES, tmp_path / "a.reel")
    premix_scene(scene(0.2, 3.0), TAKES, tmp_path / "other.reel")
    premix_scene(sheet, TAKES, tmp_path / "b.reel")
    assert (tmp_path / "a.reel").read_bytes() == (tmp_path / "b.reel").read_bytes()


def test_a_film_hard_on_the_limiter_meets_its_loudness_and_stays_under_its_peak(tmp_path):
    claps = [Cue(Stem.EFFECTS, "clap", int(s * RATE), gain=3, seed=int(9 * s)) for s in np.arange(0.1, 12, 0.4)]
    lines = [Cue(Stem.DIALOGUE, "line", s * RATE, take=1) for s in (1, 4, 7)]
    premix_scene(CueSheet(12 * RATE, (*lines, *claps), ()), TAKES, tmp_path / "1.reel")
    mix, master, sounds = mastered(tmp_path, [(tmp_path / "1.reel", 0)], 12 * RATE)
    assert abs(pyloudnorm.Meter(RATE).integrated_loudness(master) - -14) < 0.1
    assert abs(mix.loudness - -14) < 0.1
    assert true_peak(master.T.astype(np.float32)) <= 10 ** (-1.5 / 20)
    assert np.abs(sum(sounds.values()) - master).max() < 1e-5


def test_ambience_alone_stays_quiet(tmp_path):
    bed = Bed(0, 12 * RATE, ("room", "hum"))
    premix_scene(CueSheet(12 * RATE, (), (bed,)), {}, tmp_path / "bed.reel")
    mix, _, _ = mastered(tmp_path, [(tmp_path / "bed.reel", 0)], 12 * RATE)
    assert mix.details["gain"] == pytest.approx(15)
    assert mix.loudness < -30
    premix_scene(replace(scene(0.5, 4.0, 8.0, seconds=12.0), beds=(bed,)), TAKES, tmp_path / "talk.reel")
    mix, _, _ = mastered(tmp_path, [(tmp_path / "talk.reel", 0)], 12 * RATE)
    assert abs(mix.loudness - -14) < 0.1
    assert mix.details["gain"] < 15


def test_one_line_in_a_minute_of_rain_is_still_heard(tmp_path):
    sheet = CueSheet(60 * RATE, (Cue(Stem.DIALOGUE, "line", 30 * RATE, take=1),), (Bed(0, 60 * RATE, ("rain",)),))
    premix_scene(sheet, TAKES, tmp_path / "1.reel")
    mix, _, sounds = mastered(tmp_path, [(tmp_path / "1.reel", 0)], 60 * RATE)
    assert abs(mix.loudness - -14) < 0.1 or mix.details["gain"] == pytest.approx(30)
    voice, rain = (
        np.sqrt((sounds[stem][30 * RATE : 32 * RATE] ** 2).mean()) for stem in (Stem.DIALOGUE, Stem.AMBIENCE)
    )
    assert voice > 3 * rain


def test_a_film_may_end_before_its_scenes_have_rung_out(tmp_path):
    premix_scene(scene(0.5), TAKES, tmp_path / "1.reel")
    scenes = [(tmp_path / "1.reel", 100), (tmp_path / "1.reel", 20 * RATE)]
    mix, master, sounds = mastered(tmp_path, scenes, 5 * RATE + 7)
    assert mix.length == len(master) == 5 * RATE + 7
    assert {len(sound) for sound in sounds.values()} == {5 * RATE + 7}
    assert soundfile.info(str(tmp_path / "stems" / "music.wav")).subtype == "PCM_24"


def test_a_damaged_premix_is_named(tmp_path):
    premix_scene(scene(0.5), TAKES, tmp_path / "1.reel")
    data = (tmp_path / "1.reel").read_bytes()
    for broken in (b"", b"x" * len(data), data[:-1]):
        (tmp_path / "1.reel").write_bytes(broken)
        with pytest.raises(SoundError, match=r"1\.reel.*damaged"):
            mastered(tmp_path, [(tmp_path / "1.reel", 0)], RATE)
    with pytest.raises(SoundError, match="damaged"):
        mastered(tmp_path, [(tmp_path / "none.reel", 0)], RATE)


def test_a_full_disk_is_explained(tmp_path):
    premix_scene(scene(0.5), TAKES, tmp_path / "1.reel")
    (tmp_path / "stems").write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="cannot be written"):
        mastered(tmp_path, [(tmp_path / "1.reel", 0)], RATE)
    assert not list(tmp_path.glob(".part-*"))


def test_a_reel_keeps_sound_far_better_than_anyone_hears(tmp_path):
    rng = np.random.default_rng(5)
    loud = rng.normal(0, 0.3, (2, 3 * PAGE)).astype(np.float32)
    loud[:, PAGE : 2 * PAGE] *= 1e-4
    with ReelWriter(tmp_path / "r", [Stem.EFFECTS, Stem.MUSIC]) as writer:
        writer.add({Stem.EFFECTS: loud, Stem.MUSIC: 0 * loud}, np.ones(3), np.ones(3, np.float32))
    reel = Reel.open(tmp_path / "r", 0)
    found = reel.read(0, 3)
    assert list(found) == [Stem.EFFECTS]
    for page in range(3):
        span = slice(page * PAGE, (page + 1) * PAGE)
        error = np.abs(found[Stem.EFFECTS][:, span] - loud[:, span]).max()
        assert error < np.abs(loud[:, span]).max() / 60_000
    assert np.array_equal(reel.read(1, 2)[Stem.EFFECTS], found[Stem.EFFECTS][:, PAGE : 2 * PAGE])


def test_memory_does_not_grow_with_the_film(tmp_path):
    def most(seconds: float) -> int:
        sheet = scene(1.0, seconds - 5, seconds=seconds)
        tracemalloc.start()
        mix_film(sheet, TAKES, tmp_path / "master.wav", stems(tmp_path))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(25)
    assert most(100) < 1.1 * most(25)


def test_a_telephone_that_rings_on_steps_aside_for_speech(tmp_path):
    ring = Cue(Stem.EFFECTS, "ring", RATE, gain=-6.0, room=0.0, seed=3)
    voice = np.full(2 * 24000, 0.1, np.float32)
    line = Cue(Stem.DIALOGUE, "line", round(1.2 * RATE), take=1, room=0.0)
    levels = []
    for cues in ((ring,), (ring, line)):
        path = tmp_path / f"{len(cues)}.reel"
        premix_scene(CueSheet(6 * RATE, cues, ()), {1: Take(1, "A", 24000, voice, (), ())}, path)
        heard = Reel.open(path, 0).read(0, 60)[Stem.EFFECTS][0]
        levels.append(
            [float(np.abs(heard[round(a * RATE) : round(b * RATE)]).max()) for a, b in ((1.5, 2.5), (4.0, 6.0))]
        )
    (alone, after), (under, later) = levels
    assert alone > 0.01
    assert under == pytest.approx(alone * 10 ** (-7 / 20), rel=0.05)
    assert later == pytest.approx(after, rel=0.01)
