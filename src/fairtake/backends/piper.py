"""Speech by a voice file that somebody brings, with Piper (piper-tts, GPL-3), in a program of its own.

A text and a tempo go in, samples with the times of their sounds come out. The same text gives the
same samples: the engine's noise is seeded from the text. Nothing is downloaded.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.backends import piper_worker
from fairtake.errors import VoiceError
from fairtake.model.clearance import Cleared

__all__ = ["PiperVoice", "Utterance"]

_HEADER = struct.Struct(">II")
_PATIENCE = 240.0
"""Seconds the engine may take for one line."""
_MOST_BYTES = 1 << 29

_FIXES = {
    "missing": "Install it: pip install piper-tts onnx; or give the role another voice.",
    "model": "Name a Piper voice: a .onnx file with its .onnx.json beside it.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """What the engine said: `samples` float32 mono at `rate` Hz; `sounds` the phonemes in IPA with
    how many samples each takes, from the first sample on (" " between words), empty when the voice
    file does not tell them."""

    samples: npt.NDArray[np.float32]
    rate: int
    sounds: tuple[tuple[str, int], ...]


class PiperVoice:
    """A voice file, spoken. The worker program starts with the first text. Use it as a context
    manager, or `close` it."""

    def __init__(self, lent: Cleared, command: Sequence[str] | None = None) -> None:
        """`lent` is the .onnx file, cleared with what belongs to it; `command` another worker program that speaks the protocol of
        `piper_worker`."""
        model = lent.checked()
        self._model = Path(lent.reference.path)
        self._command = [*(command or (sys.executable, "-P", str(Path(piper_worker.__file__).resolve()))), str(model)]
        self._process: subprocess.Popen[bytes] | None = None

    def say(self, text: str, tempo: float = 1.0) -> Utterance:
        """Speak a text, `tempo` above 1 faster than the voice's own. Raises VoiceError when Piper is
        not installed, the file is no voice, or the engine fails."""
        seed = zlib.crc32(text.encode("utf-8", "replace")) & 0x7FFFFFFF
        answer, payload = self._ask({"text": text, "length_scale": 1.0 / min(max(tempo, 0.4), 2.5), "seed": seed})
        samples = np.frombuffer(payload, "<i2").astype(np.float32) / np.float32(32768)
        sounds = tuple((str(symbol), max(int(count), 0)) for symbol, count in answer.get("sounds", ()))
        return Utterance(samples, int(answer["rate"]), sounds)

    def close(self) -> None:
        """End the worker program; harmless when there is none."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> PiperVoice:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        body = json.dumps(request).encode()
        try:
            process.stdin.write(_HEADER.pack(len(body), 0) + body)
            process.stdin.flush()
            body_size, payload_size = _HEADER.unpack(self._read(_HEADER.size))
            if body_size + payload_size > _MOST_BYTES:
                raise OSError("it says more than a line can hold")
            answer: dict[str, Any] = json.loads(self._read(body_size))
            payload = self._read(payload_size)
        except (OSError, ValueError) as error:
            self.close()
            raise self._error(f"Piper's program ended ({error})", "model") from error
        if "error" in answer:
            self.close()
            raise self._error(str(answer["error"]), str(answer.get("kind", "model")))
        return answer, payload

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own program, or the caller's)
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise self._error(f"Piper's program does not start: {error}", "missing") from error
        return self._process

    def _read(self, count: int) -> bytes:
        """So many bytes from the worker. Raises OSError when it ends or takes too long."""
        assert self._process is not None
        assert self._process.stdout is not None
        source = self._process.stdout.fileno()
        data = bytearray()
        until = time.monotonic() + _PATIENCE
        while len(data) < count:
            ready, _, _ = select.select([source], [], [], max(until - time.monotonic(), 0.0))
            if not ready:
                raise OSError("it takes too long")
            chunk = os.read(source, min(count - len(data), 1 << 20))
            if not chunk:
                raise OSError(f"exit status {self._process.wait()}")
            data += chunk
        return bytes(data)

    def _error(self, what: str, kind: str) -> VoiceError:
        return VoiceError(what, file=str(self._model), fix=_FIXES.get(kind, _FIXES["model"]))
