"""The other end of the worker's pipes: requests go out, raw speech comes back, in order.

One connection starts one worker, keeps a few requests ahead of it so that it never waits,
and starts it once more if it dies. Reading and writing share one `select` loop, so neither
side can block the other however long a line is.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import VoiceError
from fairtake.voices import worker

__all__ = ["Connection", "RawSpeech", "Request", "SpeechEvent"]

_AHEAD = 6
"""Requests given to the worker before the first of them is answered."""

_INSTALL = "Reinstall it: pip install --force-reinstall espeakng-loader."


@dataclass(frozen=True, slots=True)
class Request:
    """What the worker is asked to say: `voice` a file below eSpeak NG's lang folder, `variant`
    the text of a variant file, `rate` words a minute."""

    text: str
    voice: str
    variant: str
    rate: int


@dataclass(frozen=True, slots=True)
class SpeechEvent:
    """A word (`phoneme` empty) or a phoneme begins. `position` counts characters from 1 and
    is meant for words; `sample` is where, from the first sample."""

    position: int
    sample: int
    phoneme: str


@dataclass(frozen=True, slots=True)
class RawSpeech:
    """What eSpeak NG said: `samples` float32 mono in -1..1 at `rate` Hz."""

    samples: npt.NDArray[np.float32]
    rate: int
    events: tuple[SpeechEvent, ...]


class _DiedError(Exception):
    """The worker ended while answers were owed."""


class Connection:
    """A running worker. Raises VoiceError when speech cannot be had."""

    def __init__(self, library: str, data: str) -> None:
        self._paths = (library, data)
        self._process: subprocess.Popen[bytes] | None = None
        self._inbox = bytearray()
        self._outbox = bytearray()
        self._asking = False

    @property
    def pid(self) -> int | None:
        """The worker's process id, None while none runs."""
        return self._process.pid if self._process else None

    def ask(self, requests: Iterable[Request]) -> Generator[RawSpeech, None, None]:
        """Answers in the order of the requests, a few of which are taken ahead.

        Only one `ask` may be under way at a time (RuntimeError); leaving one early ends the worker (the next
        `ask` starts another), because its unread answers would meet the wrong questions.
        """
        if self._asking:
            raise RuntimeError("one reading at a time: finish or close the last one first")
        self._asking = True
        waiting = iter(requests)
        asked: deque[Request] = deque()
        whole = False
        try:
            while True:
                while len(asked) < _AHEAD and (request := next(waiting, None)) is not None:
                    asked.append(request)
                    self._queue(request)
                if not asked:
                    break
                answer = self._receive_or_restart(asked)
                asked.popleft()
                yield answer
            whole = True
        finally:
            self._asking = False
            if not whole:
                self.close()

    def close(self) -> None:
        """End the worker and wait for it; harmless when there is none."""
        process, self._process = self._process, None
        self._inbox.clear()
        self._outbox.clear()
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.terminate()
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _queue(self, request: Request) -> None:
        body = json.dumps(
            {"text": request.text, "voice": request.voice, "variant": request.variant, "rate": request.rate}
        ).encode()
        self._outbox += worker.HEADER.pack(len(body), 0) + body

    def _receive_or_restart(self, asked: deque[Request]) -> RawSpeech:
        """The answer to asked[0]; a worker that died is replaced once, and asked again."""
        for attempt in (1, 2):
            try:
                return self._receive(asked[0])
            except _DiedError as error:
                self.close()
                if attempt == 2:
                    raise VoiceError(f"the speech program ended twice ({error})", fix=_INSTALL) from error
                for request in asked:
                    self._queue(request)
        raise AssertionError  # the loop returns or raises

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-S", str(Path(worker.__file__).resolve()), *self._paths]
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        except OSError as error:
            raise VoiceError(f"the speech program does not start: {error}", fix=_INSTALL) from error
        assert process.stdin is not None
        os.set_blocking(process.stdin.fileno(), False)
        self._process = process
        return process

    def _receive(self, request: Request) -> RawSpeech:
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        source, sink = process.stdout.fileno(), process.stdin.fileno()
        while (message := self._message()) is None:
            readable, writable, _ = select.select([source], [sink] if self._outbox else [], [])
            if writable:
                try:
                    sent = os.write(sink, self._outbox[: 1 << 16])
                except BlockingIOError:
                    sent = 0
                except OSError as error:
                    raise _DiedError(str(error)) from error
                del self._outbox[:sent]
            if readable:
                chunk = os.read(source, 1 << 20)
                if not chunk:
                    raise _DiedError(f"exit status {process.wait()}")
                self._inbox += chunk
        answer, payload = message
        if "fatal" in answer:
            raise VoiceError(f"the speech program cannot work: {answer['fatal']}", fix=_INSTALL)
        if "error" in answer:
            shown = request.text if len(request.text) <= 60 else request.text[:57] + "..."
            raise VoiceError(
                f"{answer['error']}: {shown!r}", fix="Rephrase the line, or set another voice for the role."
            )
        samples = np.frombuffer(payload, "<i2").astype(np.float32) / np.float32(32768)
        events = tuple(SpeechEvent(position, sample, phoneme) for _, position, _, sample, phoneme in answer["events"])
        return RawSpeech(samples, int(answer["rate"]), events)

    def _message(self) -> tuple[dict[str, Any], bytes] | None:
        """Take a whole message from the inbox, if there is one."""
        if len(self._inbox) < worker.HEADER.size:
            return None
        body, payload = worker.HEADER.unpack_from(self._inbox)
        start, end = worker.HEADER.size + body, worker.HEADER.size + body + payload
        if len(self._inbox) < end:
            return None
        message = json.loads(self._inbox[worker.HEADER.size : start]), bytes(self._inbox[start:end])
        del self._inbox[:end]
        return message
