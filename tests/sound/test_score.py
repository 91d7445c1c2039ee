"""The score: where there is music, what its notes are, and what becomes of them."""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.model.score import Part
from fairtake.model.sound import RATE, Stem
from fairtake.sound.reel import Reel
from fairtake.sound.score import PALETTES, STEP, Mood, compose, play_passage, played, write_midi
from fairtake.sound.score.instruments import INSTRUMENTS, TONE_RATE, tone
from fairtake.sound.score.motif import motif_of
from fairtake.sound.score.spotting import passages_of
from fairtake.sound.score.theory import MODES, chord, pitch_of, voiced

TALK = ((9.0, 13.0), (14.0, 18.0), (19.5, 22.0))


def mood(seconds=40.0, tension=(0.2, 0.7), speech=TALK, **more):
    curve = np.linspace(*tension, max(1, round(seconds / STEP)))
    voices = tuple((start, end, "ANNA") for start, end in speech)
    return Mood(0.0, seconds, tuple(curve.tolist()), 0.0, speech, voices=voices, lead="ANNA", **more)


def pitches(passages, *parts):
    return [note.pitch for passage in passages for note in passage.notes if note.part in parts]


# -- where ---------------------------------------------------------------------------------------


def test_music_comes_where_nobody_speaks_and_leaves_plain_talk_alone():
    even = mood(60.0, (0.3, 0.3), tuple((t, t + 2.6) for t in range(8, 50, 3)))
    found = passages_of(even)
    assert found[0][0] < 1
    assert found[0][1] < 12
    assert found[-1][1] == 60.0
    assert found[-1][0] > 45
    assert sum(end - start for start, end in found) < 0.5 * 60


def test_a_scene_without_words_is_scored_throughout():
    found = passages_of(mood(150.0, speech=()))
    assert (found[0][0], found[-1][1]) == (0.0, 150.0)
    assert all(a[1] == b[0] for a, b in pairwise(found))
    assert max(end - start for start, end in found) <= 64


def test_what_is_tense_draws_music_under_the_words():
    talk = tuple((t, t + 2.8) for t in range(0, 58, 3))
    level = [0.25] * 120
    level[60:90] = [0.9] * 30
    tense = Mood(0.0, 60.0, tuple(level), 0.0, talk, lead="ANNA")
    assert any(start < 40 and end > 35 for start, end in passages_of(tense))


@given(
    st.floats(2, 200),
    st.lists(st.tuples(st.floats(0, 190), st.floats(0.3, 6)), max_size=12),
    st.lists(st.floats(0, 1), min_size=1, max_size=40),
)
@settings(max_examples=60, deadline=None)
def test_music_stays_within_its_scene_and_its_parts_do_not_overlap(seconds, talk, tension):
    speech = tuple(sorted((start, min(start + length, seconds)) for start, length in talk if start < seconds - 0.3))
    found = passages_of(Mood(0.0, seconds, tuple(tension), speech=speech))
    assert all(0 <= start < end <= seconds + 1e-9 for start, end in found)
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(found))


# -- what ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_every_palette_writes_music_in_its_key(name):
    passages = compose(mood(), name, tonic=5)
    assert passages
    for passage in passages:
        mode = MODES[passage.key.split()[-1]]
        allowed = {(5 + step) % 12 for step in mode}
        tuned = [note.pitch for note in passage.notes if note.part is not Part.PULSE]
        assert {pitch % 12 for pitch in tuned} <= allowed
        assert {note.part for note in passage.notes} >= {Part.PAD, Part.BASS}
        assert all(0 <= note.start < passage.seconds and 0 < note.velocity <= 1 for note in passage.notes)


def test_the_same_mood_gives_the_same_notes_wherever_it_stands():
    one, two = mood(), replace(mood(), start=83.5)
    here, there = compose(one, "felt", tonic=2), compose(two, "felt", tonic=2)
    assert [p.notes for p in here] == [p.notes for p in there]
    assert [p.start + 83.5 for p in here] == [p.start for p in there]


def test_nobody_sings_over_what_is_said():
    talk = tuple((t, t + 2.9) for t in range(0, 30, 3))
    tense = Mood(0.0, 30.0, (0.2,) * 20 + (0.95,) * 40, 0.0, talk, lead="ANNA")
    passages = compose(tense, "felt", tonic=0)
    assert passages
    assert not pitches(passages, Part.MELODY)


def test_tension_is_faster_lower_in_mode_and_beaten():
    calm = compose(mood(30.0, (0.1, 0.1), ()), "pulse", tonic=0)[0]
    tense = compose(mood(30.0, (0.95, 0.95), ()), "pulse", tonic=0)[0]
    assert tense.tempo[0][1] > calm.tempo[0][1] + 20
    order = list(PALETTES["pulse"].modes)
    assert order.index(tense.key.split()[-1]) > order.index(calm.key.split()[-1])
    assert pitches([tense], Part.PULSE)
    assert not pitches([calm], Part.PULSE)


def test_a_weighty_deed_begins_a_bar():
    struck = mood(40.0, (0.3, 0.3), (), hits=((17.3, 0.95), (25.0, 0.4)))
    passage = compose(struck, "felt", tonic=0)[0]
    assert any(abs(at - 17.3) < 1e-6 for at, _ in passage.tempo)
    assert any(abs(note.start - 17.3) < 0.02 for note in passage.notes if note.part is Part.BASS)


def test_it_comes_home_when_all_is_calm_and_not_when_it_is_not():
    def last(tension):
        passage = compose(mood(30.0, tension, ()), "felt", tonic=0)[0]
        return [note.pitch % 12 for note in passage.notes if note.part is Part.BASS][-1]

    assert last((0.3, 0.2)) == 0
    assert last((0.5, 0.95)) != 0


def test_roles_have_motifs_of_their_own_that_stay():
    names = ["ANNA", "BEN", "CLARA", "DAVID", "EVE", "FRANK", "GRETA", "HUGO"]
    assert motif_of("ANNA") == motif_of("Anna")
    assert len({motif_of(name) for name in names}) >= 7
    for name in names:
        motif = motif_of(name)
        assert sum(beats for beats, _ in motif.call) == sum(beats for beats, _ in motif.answer) == 4
        assert all(beats > 0 for beats, _ in (*motif.call, *motif.answer))


@given(
    st.integers(0, 11),
    st.sampled_from(sorted(MODES)),
    st.lists(st.integers(0, 6), min_size=2, max_size=12),
    st.sampled_from([3, 4]),
)
def test_chords_are_whole_in_range_and_move_little(tonic, name, roots, notes):
    mode, before = MODES[name], ()
    for root in roots:
        degrees = chord(mode, root, notes)
        now = voiced(48 + tonic, mode, degrees, 53, 72, before)
        assert {pitch % 12 for pitch in now} == {pitch_of(48 + tonic, mode, degree) % 12 for degree in degrees}
        assert all(53 <= pitch <= 72 for pitch in now)
        before = now


# -- how it sounds -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(INSTRUMENTS))
def test_every_instrument_begins_and_ends_in_silence_and_is_in_tune(name):
    pitch = 36 if "drum" in name or "bass" in name else 64
    sound = tone(name, pitch, 0.8, 0.6)
    assert np.isfinite(sound).all()
    assert 0.005 < np.abs(sound).max() < 1
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-3
    assert np.abs(np.diff(sound)).max() < 0.35 * np.abs(sound).max() + 0.02 or name == "brush"
    if name not in ("low drum", "brush"):
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 17))
        wanted = 440 * 2 ** ((pitch - 69) / 12)
        near = slice(int(wanted * 0.8 / TONE_RATE * (1 << 17)), int(wanted * 1.25 / TONE_RATE * (1 << 17)))
        heard = (near.start + int(spectrum[near].argmax())) * TONE_RATE / (1 << 17)
        assert abs(1200 * np.log2(heard / wanted)) < 15


def test_softer_is_quieter():
    assert np.abs(tone("felt piano", 60, 0.3, 1.0)).max() < 0.6 * np.abs(tone("felt piano", 60, 0.9, 1.0)).max()


def test_music_steps_back_for_speech_and_rings_on(tmp_path):
    passage = compose(mood(14.0, (0.4, 0.4), ()), "choral", tonic=0)[0]
    play_passage(passage, [(5.0, 8.0)], tmp_path / "a.reel")
    play_passage(passage, [], tmp_path / "b.reel")
    one, two = (Reel.open(tmp_path / name, 0) for name in ("a.reel", "b.reel"))
    assert one.stems == (Stem.MUSIC,)
    assert one.end > 15 * RATE
    under, free = (reel.read(55, 78)[Stem.MUSIC] for reel in (one, two))
    assert 20 * np.log10(np.sqrt((under**2).mean() / (free**2).mean())) == pytest.approx(-9, abs=0.5)
    late, same = (reel.read(100, 120)[Stem.MUSIC] for reel in (one, two))
    np.testing.assert_allclose(late, same, atol=1e-4)


def test_playing_is_reproducible_and_does_not_clip():
    passage = compose(mood(10.0, (0.9, 0.9), ()), "pulse", tonic=3)[0]
    one, two = played(passage), played(passage)
    assert (one == two).all()
    assert 0.02 < np.abs(one).max() < 0.9


# -- for other people's instruments --------------------------------------------------------------


def read_midi(data):
    """(seconds, channel, pitch) of every note that begins, by an independent reading."""
    head, _, form, count, ticks = struct.unpack(">4sIHHH", data[:14])
    assert (head, form) == (b"MThd", 1)
    at, tracks = 14, []
    for _ in range(count):
        kind, size = struct.unpack(">4sI", data[at : at + 8])
        assert kind == b"MTrk"
        body, place, tick, events = data[at + 8 : at + 8 + size], 0, 0, []
        while place < len(body):
            delta = 0
            while True:
                byte = body[place]
                place += 1
                delta = delta << 7 | byte & 0x7F
                if byte < 0x80:
                    break
            tick += delta
            status = body[place]
            if status == 0xFF:
                length = body[place + 2]
                events.append((tick, "meta", body[place + 1], body[place + 3 : place + 3 + length]))
                place += 3 + length
            elif status >> 4 == 0xC:
                place += 2
            else:
                events.append((tick, status >> 4, status & 15, body[place + 1]))
                place += 3
        tracks.append(events)
        at += 8 + size
    assert at == len(data)
    tempi = [
        (tick, int.from_bytes(text, "big")) for tick, kind, code, text in tracks[0] if kind == "meta" and code == 0x51
    ]

    def seconds(tick):
        total = 0.0
        for (first, beat), after in zip(tempi, [*(t for t, _ in tempi[1:]), 1 << 60], strict=True):
            total += max(0, min(tick, after) - first) * beat / 1e6 / ticks
        return total

    return sorted((seconds(tick), what, pitch) for events in tracks for tick, kind, what, pitch in events if kind == 9)


def test_the_midi_file_holds_every_note_at_its_second_of_the_film(tmp_path):
    first = compose(mood(hits=((30.0, 0.9),)), "felt", tonic=2)
    second = compose(replace(mood(30.0, (0.8, 0.9), ()), start=55.25), "felt", tonic=2)
    passages = (*first, *second)
    write_midi(passages, tmp_path / "score.mid")
    heard = read_midi((tmp_path / "score.mid").read_bytes())
    wanted = sorted((passage.start + note.start, note.pitch) for passage in passages for note in passage.notes)
    assert len(heard) == len(wanted)
    for (at, _, _), (second_, _) in zip(heard, wanted, strict=True):
        assert at == pytest.approx(second_, abs=0.01)
    assert sorted(pitch for _, _, pitch in heard) == sorted(pitch for _, pitch in wanted)
