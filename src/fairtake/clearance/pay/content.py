"""What a film is, whatever is signed into its file: a hash of its packets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from fairtake.errors import ClearanceError

__all__ = ["FilmContent", "film_content", "film_content_sha256"]


@dataclass(frozen=True, slots=True)
class FilmContent:
    """`sha256` of a film's content, and how many `frames` of picture it has."""

    sha256: str
    frames: int


def film_content_sha256(path: Path) -> str:
    """The hash of a film's content, in hex: see `film_content`."""
    return film_content(path).sha256


def film_content(path: Path) -> FilmContent:
    """A hash of all that is seen and heard of a film, which stays the same when credentials are signed
    into its file, or taken out of it.

    SHA-256 over its picture and sound streams in order, one line each: kind, codec, size or rate, time base,
    the hash of the decoder's settings, how many packets, and the SHA-256 of them (for each its time, its duration
    and its length as text and its bytes). How streams interleave and what stands in the file beside them
    (titles, comments, signatures, an index) is not part of it. Raises ClearanceError when it is no film.
    """
    try:
        with av.open(str(path)) as container:
            streams = [stream for stream in container.streams if stream.type in ("video", "audio")]
            states = {stream.index: hashlib.sha256() for stream in streams}
            counts = dict.fromkeys(states, 0)
            for packet in container.demux(streams):
                if not packet.size:
                    continue  # the demuxer's goodbye
                state = states[packet.stream.index]
                state.update(f"{packet.pts} {packet.dts} {packet.duration} {packet.size}\n".encode())
                state.update(memoryview(packet))
                counts[packet.stream.index] += 1
            lines = [_line(stream, counts[stream.index], states[stream.index].hexdigest()) for stream in streams]
            # Streams are gone when the file is closed.
            pictures = next((counts[stream.index] for stream in streams if stream.type == "video"), 0)
    except (OSError, av.FFmpegError) as error:
        raise ClearanceError(
            f"cannot be read as a film: {error.strerror or error}",
            file=str(path),
            fix="Give the film as it was made.",
        ) from error
    return FilmContent(hashlib.sha256("\n".join(lines).encode()).hexdigest(), pictures)


def _line(stream: Any, packets: int, digest: str) -> str:
    context = stream.codec_context
    shape = f"{context.width}x{context.height}" if stream.type == "video" else f"{context.sample_rate}"
    settings = hashlib.sha256(bytes(context.extradata or b"")).hexdigest()
    return f"{stream.type} {context.name} {shape} {stream.time_base} {settings} {packets} {digest}"
