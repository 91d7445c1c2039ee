"""Voice files for Piper, without one: the protocol, a fake program, and what goes wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from fairtake.backends import PiperVoice
from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.clearance import ReferenceKind
from fairtake.model.reading import Viseme, VoiceSpec
from fairtake.model.span import Span
from fairtake.voices import EspeakVoice, brought_take, tempo_of
from lent import own

HEAD = """
import json, struct, sys
head = struct.Struct(">II")
source, sink = sys.stdin.buffer, sys.stdout.buffer
def ask():
    data = source.read(head.size)
    return json.loads(source.read(head.unpack(data)[0])) if len(data) == head.size else sys.exit()
def answer(body, wave=b""):
    body = json.dumps(body).encode()
    sink.write(head.pack(len(body), len(wave)) + body + wave)
    sink.flush()
"""
ECHO = 'while True:\n    asked = ask()\n    answer({"rate": 16000, "sounds": [["a", asked["seed"] % 97], ["b", int(1000 * asked["length_scale"])]]}, b"\\x00\\x40" * 800)\n'


def fake(folder: Path, program: str) -> PiperVoice:
    (folder / "fake.py").write_text(HEAD + program)
    (folder / "anna.onnx").write_bytes(b"a voice")
    return PiperVoice(own(folder / "anna.onnx", ReferenceKind.VOICE), [sys.executable, str(folder / "fake.py")])


def test_what_the_program_says_is_heard(tmp_path) -> None:
    with fake(tmp_path, ECHO) as voice:
        one, other, again = (voice.say(text) for text in ("One.", "Other.", "One."))
        quick = voice.say("One.", tempo=2.0)
    assert (one.rate, len(one.samples), one.samples.dtype) == (16_000, 800, np.float32)
    assert one.samples[0] == 0.5
    assert one.sounds == again.sounds  # the engine's chance comes from the text
    assert one.sounds != other.sounds
    assert (one.sounds[1], quick.sounds[1]) == (("b", 1000), ("b", 500))


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("sys.exit(7)", "exit status 7"),
        ('ask()\nanswer({"error": "it is no voice for Piper", "kind": "model"})', "no voice for Piper"),
        ("ask()\nsink.write(b'\\xff' * 64)\nsink.flush()\nask()", "more than a line"),
        ("ask()\nsink.write(head.pack(4, 0) + b'????')\nsink.flush()", "ended"),
    ],
)
def test_a_program_that_fails_is_an_error(program, said, tmp_path) -> None:
    with fake(tmp_path, program) as voice, pytest.raises(VoiceError, match=said) as caught:
        voice.say("Hello.")
    assert caught.value.file == "anna.onnx"
    assert ".onnx" in caught.value.fix


LINE = Line(1, "ANNA", "My boat, Pip!", Span("", 0, 0, 0))


def test_sounds_become_mouth_shapes_and_words() -> None:
    rate = 22_050
    sounds = [
        ("^", 2000),
        ("m", 1000),
        ("ˈ", 200),
        ("a", 800),
        ("ɪ", 500),
        (" ", 300),
        ("b", 900),
        ("o", 700),
        ("ʊ", 700),
    ]
    sounds += [
        ("t", 600),
        (",", 4000),
        (" ", 0),
        ("p", 500),
        ("ɪ", 700),
        ("p", 500),
        ("!", 100),
        ("$", 1500),
        ("_", 40),
    ]
    count = sum(n for _, n in sounds)
    samples = np.zeros(count, np.float32)
    samples[2000:-1700] = np.random.default_rng(1).normal(0, 0.1, count - 3700)
    take = brought_take(LINE, samples, rate, sounds, None)
    shapes = [one.viseme.value for one in take.phonemes]
    assert shapes == ["sil", "PP", "aa", "ih", "PP", "oh", "ou", "DD", "sil", "PP", "ih", "PP", "sil"]
    stressed = [one for one in take.phonemes if one.stress == 2]
    assert [one.symbol for one in stressed] == ["a"]
    assert abs((stressed[0].end - stressed[0].start) - 1000 / rate) < 1e-6  # its mark's time is its own
    assert [(word.text, word.offset) for word in take.words] == [("My", 0), ("boat", 3), ("Pip", 9)]
    assert take.words[1].start >= take.words[0].end
    pause = next(one for one in take.phonemes if one.viseme is Viseme.SIL and one.start > 0.1)
    assert abs((pause.end - pause.start) - 4000 / rate) < 1e-6
    edges = [edge for one in take.phonemes for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert edges[-1] <= take.duration


def test_a_voice_that_tells_no_sounds_is_aligned() -> None:
    with EspeakVoice() as espeak:
        reading = espeak.speak(LINE, VoiceSpec("ANNA", pitch=200, formants=1.1))
        said = espeak.speak(LINE, VoiceSpec("ANNA", pitch=110, rate=130))
    take = brought_take(LINE, said.samples, said.rate, (), reading)
    true = [one.start for one in said.phonemes if one.viseme is not Viseme.SIL]
    found = [one.start for one in take.phonemes if one.viseme is not Viseme.SIL]
    assert np.median(np.abs(np.array(true) - np.array(found))) < 0.03
    assert not take.human
    assert tempo_of(LINE) == pytest.approx(1.0, abs=0.05)


def test_a_voice_that_says_nothing_is_an_error() -> None:
    with pytest.raises(VoiceError, match="says nothing"):
        brought_take(LINE, np.zeros(500, np.float32), 22_050, (), None)
