"""A film may carry further sound tracks: another mix, a description of the picture."""

import av
import numpy as np
import soundfile

from fairtake.editing import Piece, assemble, encode_sound, write_segment

RATE = 48_000


def tones(path, channels):
    """One pitch a channel, a second long."""
    time = np.arange(RATE) / RATE
    sound = np.stack([0.2 * np.sin(2 * np.pi * (300 + 100 * n) * time) for n in range(channels)], axis=1)
    soundfile.write(path, sound, RATE, subtype="PCM_24")
    return path


def test_a_further_track_is_offered_and_not_chosen(tmp_path):
    grey = np.full((64, 96, 3), 128, np.uint8)
    write_segment([grey] * 24, tmp_path / "a.mp4", (96, 64), 24)
    wide = tmp_path / "wide.m4a"
    encode_sound(tones(tmp_path / "six.wav", 6), wide, 24, 24)
    film = tmp_path / "film.mp4"
    pieces = [Piece(tmp_path / "a.mp4", 24)]
    assemble(pieces, tones(tmp_path / "two.wav", 2), film, 24, {"title": "T"}, more=[("5.1", wide)])
    with av.open(str(film)) as source:
        first, second = source.streams.audio
        assert (first.layout.name, second.layout.name) == ("stereo", "5.1")
        assert second.metadata["handler_name"] == "5.1"
        assert first.disposition & av.stream.Disposition.default
        assert not second.disposition & av.stream.Disposition.default
        heard = np.concatenate([f.to_ndarray() for f in source.decode(second)], axis=1)[:, 8192:40960]
    pitches = np.abs(np.fft.rfft(heard * np.hanning(heard.shape[1]), axis=1)).argmax(axis=1) * RATE / heard.shape[1]
    # The fourth is for low notes only, and a coder may leave out what is not one.
    assert np.allclose(np.delete(pitches, 3), [300, 400, 500, 700, 800], atol=3)
