"""Segments and the mix to film.mp4: H.264 packets copied, AAC encoded, ready to stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import soundfile

from fairtake.errors import OutputError, StoreError

__all__ = ["Piece", "assemble", "decoded_sound", "encode_sound", "write_clip"]

_AUDIO_BLOCK = 48_000

_AAC_RATE = 256_000
_AAC_SURROUND_RATE = 512_000
_AAC = {"aac_coder": "fast", "aac_is": "0", "aac_pns": "0"}
"""FFmpeg's fast quantizer search takes 40 % of the time of its thorough one and, at this rate,
comes out nearer to the original in every band but the highest; the two tricks that replace
sound by a description of it are for low rates."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the finished film: a segment file and how many frames it must hold."""

    path: Path
    frames: int


def write_clip(pieces: Sequence[Piece], path: Path, fps: int) -> None:
    """Join segments into a silent clip at `path`, copying packets."""
    _mux(pieces, (), path, fps, {}, None)


def assemble(
    pieces: Sequence[Piece],
    sound: Path,
    path: Path,
    fps: int,
    metadata: dict[str, str],
    progress: Callable[[float], None] | None = None,
    more: Sequence[tuple[str, Path]] = (),
) -> None:
    """Join segments and the stereo master `sound` into the film at `path`: a 48 kHz WAV, or
    what `encode_sound` made of it (.m4a), whose packets are copied.

    Picture and sound are written in step, so memory does not grow with the film. A WAV is
    padded or cut to the picture's length. `metadata` goes into the file's tags
    ("title", "artist", ...). `more` are further sound tracks by name ("5.1", "audio description"), which
    players offer and do not choose by themselves. Raises StoreError when a segment is damaged, OutputError when
    the film cannot be written.
    """
    _mux(pieces, [("", sound), *more], path, fps, metadata, progress)


Change = Callable[[Iterable[npt.NDArray[np.float32]]], Iterator[npt.NDArray[np.float32]]]
"""What is done to sound on its way to the encoder: blocks (channels, n) in and out, as many samples in all."""


def encode_sound(sound: Path, path: Path, frames: int, fps: int, change: Change | None = None) -> None:
    """Encode a stereo or 5.1 master `sound` (48 kHz WAV), padded or cut to `frames` frames of
    picture, to AAC in an .m4a at `path` for `assemble`. It needs no picture, so it can be done
    while pictures are drawn, and kept while the sound does not change. `change` is done to it on the way."""
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as out:
        _Encoded(out, sound, frames, fps, change).finish()


def decoded_sound(path: Path) -> Iterator[npt.NDArray[np.float32]]:
    """What a player hears of an .m4a or of a film's first sound track: blocks (channels, n) of
    about a second, in order. Raises StoreError when the file cannot be read."""
    try:
        with av.open(str(path)) as source:
            held: list[npt.NDArray[np.float32]] = []
            for frame in source.decode(source.streams.audio[0]):
                held.append(np.asarray(frame.to_ndarray(), np.float32))
                if sum(block.shape[1] for block in held) >= _AUDIO_BLOCK:
                    yield np.concatenate(held, axis=1)
                    held = []
            if held:
                yield np.concatenate(held, axis=1)
    except (av.error.InvalidDataError, FileNotFoundError, IndexError) as error:
        raise _no_sound(path) from error


def _no_sound(path: Path) -> StoreError:
    return StoreError("the encoded sound cannot be read", file=str(path), fix="Delete this file and make again.")


def _mux(
    pieces: Sequence[Piece],
    sounds: Sequence[tuple[str, Path]],
    path: Path,
    fps: int,
    metadata: dict[str, str],
    progress: Callable[[float], None] | None,
) -> None:
    total = sum(piece.frames for piece in pieces)
    if total == 0:
        raise OutputError("the film has no frames", file=str(path))
    options = {"movflags": "+faststart", "fflags": "+bitexact", "video_track_timescale": str(fps * 512)}
    with av.open(str(path), "w", format="mp4", container_options=options) as out:
        container: Any = out
        for key, value in metadata.items():
            container.metadata[key] = value
        with _segment(pieces[0]) as first:
            video: Any = container.add_stream_from_template(first.streams.video[0])
        video.time_base = Fraction(1, fps)
        tracks = [_sound_track(container, sound, total, fps, name) for name, sound in sounds]
        for done, packet in enumerate(_packets(pieces, fps, video), start=1):
            container.mux(packet)
            for track in tracks:
                track.up_to(Fraction(done, fps))
            if progress and done % 50 == 0:
                progress(done / total)
        for track in tracks:
            track.finish()
        if progress:
            progress(1.0)


@contextmanager
def _segment(piece: Piece) -> Iterator[Any]:
    """A segment opened for reading. Raises StoreError when it is not whole."""
    try:
        with av.open(str(piece.path)) as source:
            if not source.streams.video:
                raise _damaged(piece, "a rendered segment holds no picture")
            yield source
    except av.error.InvalidDataError as error:
        raise _damaged(piece, "a rendered segment cannot be read") from error
    except FileNotFoundError as error:
        raise _damaged(piece, "a rendered segment is gone") from error


def _damaged(piece: Piece, what: str) -> StoreError:
    return StoreError(what, file=str(piece.path), fix="Delete this file and make again.")


def _packets(pieces: Sequence[Piece], fps: int, video: Any) -> Iterator[Any]:
    offset = 0
    for piece in pieces:
        count = 0
        with _segment(piece) as source:
            for packet in source.demux(source.streams.video[0]):
                if packet.dts is None:
                    continue
                # No B-frames: presentation order is decoding order, one packet a frame.
                packet.time_base = Fraction(1, fps)
                packet.pts = packet.dts = offset + count
                packet.duration = 1
                packet.stream = video
                count += 1
                yield packet
        if count != piece.frames:
            raise _damaged(piece, f"a rendered segment holds {count} frames instead of {piece.frames}")
        offset += count


def _sound_track(container: Any, sound: Path, frames: int, fps: int, name: str) -> _Encoded | _Copied:
    track: _Encoded | _Copied
    track = _Copied(container, sound) if sound.suffix == ".m4a" else _Encoded(container, sound, frames, fps)
    if name:
        # MP4 shows a track's name as its handler's.
        track.stream.metadata["handler_name"] = name
        track.stream.disposition = 0
    return track


class _Copied:
    """Encoded sound, its packets copied a little ahead of the picture."""

    def __init__(self, container: Any, sound: Path) -> None:
        self._container = container
        try:
            self._source: Any = av.open(str(sound))
            track = self._source.streams.audio[0]
        except (av.error.InvalidDataError, FileNotFoundError, IndexError) as error:
            raise _no_sound(sound) from error
        self.stream = container.add_stream_from_template(track)
        self._packets = (packet for packet in self._source.demux(track) if packet.dts is not None)
        self._reached = Fraction(0)

    def up_to(self, seconds: Fraction) -> None:
        while self._reached < seconds + 1 and self._next():
            pass

    def finish(self) -> None:
        while self._next():
            pass
        self._source.close()

    def _next(self) -> bool:
        packet = next(self._packets, None)
        if packet is None:
            return False
        self._reached = Fraction((packet.pts or 0) * (packet.time_base or 1))
        packet.stream = self.stream
        self._container.mux(packet)
        return True


class _Encoded:
    """The master WAV, encoded to AAC a little ahead of the picture."""

    def __init__(self, container: Any, sound: Path, frames: int, fps: int, change: Change | None = None) -> None:
        self._file = soundfile.SoundFile(str(sound))
        self._rate: int = self._file.samplerate
        self._length = -(-frames * self._rate // fps)
        self._container = container
        self._layout = "5.1" if self._file.channels == 6 else "stereo"
        self.stream = container.add_stream("aac", rate=self._rate, layout=self._layout, options=_AAC)
        self.stream.bit_rate = _AAC_SURROUND_RATE if self._file.channels == 6 else _AAC_RATE
        self._sent = 0
        blocks = self._read()
        self._blocks = change(blocks) if change else blocks

    def up_to(self, seconds: Fraction) -> None:
        while self._sent < min(self._length, seconds * self._rate + _AUDIO_BLOCK):
            self._send(next(self._blocks))

    def finish(self) -> None:
        self.up_to(Fraction(self._length, self._rate))
        self._container.mux(self.stream.encode(None))
        self._file.close()

    def _read(self) -> Iterator[npt.NDArray[np.float32]]:
        for start in range(0, self._length, _AUDIO_BLOCK):
            count = min(_AUDIO_BLOCK, self._length - start)
            block = self._file.read(count, dtype="float32", always_2d=True)
            if block.shape[1] == 1:
                block = np.repeat(block, 2, axis=1)
            if len(block) < count:
                block = np.concatenate([block, np.zeros((count - len(block), block.shape[1]), np.float32)])
            yield np.ascontiguousarray(block.T)

    def _send(self, block: npt.NDArray[np.float32]) -> None:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=self._layout)
        frame.sample_rate = self._rate
        frame.pts = self._sent
        frame.time_base = Fraction(1, self._rate)
        self._sent += block.shape[1]
        self._container.mux(self.stream.encode(frame))
