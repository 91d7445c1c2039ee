"""The program that owns Piper: ``python piper_worker.py VOICE.onnx``. Requests come in on stdin,
speech goes out on stdout; nothing of Fairtake is imported, and nothing of Piper before it is asked.

A message, both ways, is two unsigned 32-bit big-endian lengths, then that many bytes of JSON, then
that many bytes of payload.

- request JSON: ``text``, ``length_scale`` (above 1 is slower), ``seed``; no payload.
- answer JSON: ``rate`` Hz and ``sounds``, a list of [phoneme, samples]; payload: 16-bit little-endian
  mono samples. Or ``error`` with ``kind`` "missing" (no Piper) or "model" (no voice).
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
from typing import Any, BinaryIO

__all__ = ["Speaker", "main"]

_HEADER = struct.Struct(">II")
_LONGEST_TEXT = 100_000


class WorkerError(Exception):
    """What is told to whoever asked; `kind` as in the protocol."""

    def __init__(self, what: str, kind: str) -> None:
        super().__init__(what)
        self.kind = kind


class Speaker:
    """A voice file, loaded with Piper."""

    def __init__(self, path: str) -> None:
        try:
            import onnxruntime
            import piper
        except ImportError as error:
            raise WorkerError(f"Piper is not installed ({error})", "missing") from error
        self._runtime = onnxruntime
        self._config: Any = piper.SynthesisConfig
        try:
            self._voice: Any = piper.PiperVoice.load(path)
            self._model = self._with_alignments(path)
        except Exception as error:
            raise WorkerError(f"it is no voice for Piper ({_first_line(error)})", "model") from error

    def _with_alignments(self, path: str) -> Any:
        """The model with its phonemes' lengths as an output, where that can be had."""
        try:
            import onnx
            from piper.patch_voice_with_alignment import add_alignment_output

            model = onnx.load(path)
            add_alignment_output(model)
            return model.SerializeToString()
        except (ImportError, ValueError):
            return path  # patched already, or without lengths: then they are found in the sound

    def speak(self, text: str, length_scale: float, seed: int) -> tuple[dict[str, Any], bytes]:
        """The answer to a request: JSON and payload."""
        # The engine's noise goes on from call to call: a session of its own, seeded, for every text
        # gives the same samples in any order.
        self._runtime.set_seed(seed)
        options = self._runtime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._voice.session = self._runtime.InferenceSession(
            self._model, sess_options=options, providers=["CPUExecutionProvider"]
        )
        config = self._config(length_scale=length_scale * self._voice.config.length_scale)
        payload, sounds, told = bytearray(), [], True
        for chunk in self._voice.synthesize(text, config, include_alignments=True):
            payload += chunk.audio_int16_bytes
            if chunk.phoneme_alignments is None:
                told = False
            else:
                sounds += [[one.phoneme, int(one.num_samples)] for one in chunk.phoneme_alignments]
                spare = len(chunk.audio_int16_bytes) // 2 - sum(
                    int(one.num_samples) for one in chunk.phoneme_alignments
                )
                sounds.append(["_", spare])
        return {"rate": self._voice.config.sample_rate, "sounds": sounds if told else []}, bytes(payload)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]


def _read(stream: BinaryIO) -> dict[str, Any] | None:
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    body, payload = _HEADER.unpack(header)
    data = stream.read(body + payload)
    if len(data) < body + payload:
        return None
    request: dict[str, Any] = json.loads(data[:body])
    return request


def _write(stream: BinaryIO, message: dict[str, Any], payload: bytes = b"") -> None:
    body = json.dumps(message).encode()
    stream.write(_HEADER.pack(len(body), len(payload)) + body + payload)
    stream.flush()


def main(arguments: list[str]) -> int:
    """Serve requests until stdin ends. `arguments`: the voice file's path."""
    requests = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a descriptor, not a file)
        os.dup2(nowhere.fileno(), 1)  # a library that prints must not talk into the answers
    speaker: Speaker | None = None
    with contextlib.suppress(BrokenPipeError):
        while (request := _read(requests)) is not None:
            try:
                speaker = speaker or Speaker(arguments[0])
                text = str(request["text"])[:_LONGEST_TEXT]
                answer = speaker.speak(text, float(request["length_scale"]), int(request["seed"]))
            except WorkerError as error:
                _write(out, {"error": str(error), "kind": error.kind})
            except Exception as error:
                _write(out, {"error": f"Piper cannot speak this ({_first_line(error)})", "kind": "model"})
            else:
                _write(out, *answer)
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
