"""The program that owns eSpeak NG: requests come in on stdin, speech goes out on stdout.

It runs as a program of its own for two reasons. eSpeak NG is GPL-3 and Fairtake is not, and
its state is global: a second call in one process gives other samples than the first. So this
program initialises the library, never speaks, and forks for every request; each child starts
from the same memory and gives the same bytes. (Where there is no fork, a fresh process per
request does the same, slower.)

Standard library only, so that it starts in a few hundredths of a second and forks cheaply:
``python worker.py LIBRARY DATA_FOLDER``.

Protocol, both ways: a message is two unsigned 32-bit big-endian lengths, then that many bytes
of JSON, then that many bytes of payload.

- request JSON: ``text``, ``voice`` (a voice file below the data folder's lang/), ``variant``
  (the text of an eSpeak variant file), ``rate`` words a minute; no payload.
- answer JSON: ``rate`` Hz and ``events``, a list of [type, text position (from 1), length,
  sample, phoneme]; payload: 16-bit little-endian mono samples. Or ``error`` alone, or
  ``fatal`` alone when the program cannot go on.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, BinaryIO

__all__ = ["HEADER", "Library", "main", "read_message", "write_message"]

HEADER = struct.Struct(">II")
"""Lengths of the JSON and of the payload."""

PATH_LIMIT = 150
"""eSpeak NG holds its data path in 160 characters; a longer one fails without a word."""

_SYNCHRONOUS = 2
_PHONEME_EVENTS_DO_NOT_EXIT = 0x8001
_UTF8_WITH_PHONEMES = 0x101  # [[phonemes]] are obeyed
_RATE = 1  # espeak_PARAMETER numbers
_WORD, _PHONEME = 1, 7  # espeak_EVENT_TYPE numbers
_CHILD_SECONDS = 180
_SEED = 1
_PREFIX = "fairtake-speech-"
_YOUNG_SECONDS = 60.0
_VARIANT = "fairtake"


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Library:
    """eSpeak NG, initialised. `speak` may be called once per process and no more."""

    def __init__(self, library: str, data: str) -> None:
        self._library = ctypes.CDLL(library)
        self._callback = _CALLBACK(self._heard)  # kept: the library holds only its address
        self._samples: list[bytes] = []
        self._events: list[tuple[int, int, int, int, str]] = []
        self.rate = int(
            self._library.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(data), _PHONEME_EVENTS_DO_NOT_EXIT)
        )
        if self.rate <= 0:
            raise OSError(f"eSpeak NG does not start with the data in {data}")
        self._library.espeak_SetSynthCallback(self._callback)

    def _heard(self, wave: int | None, count: int, events: Any) -> int:
        if wave and count > 0:
            self._samples.append(ctypes.string_at(wave, 2 * count))
        index = 0
        while events[index].type:
            event = events[index]
            index += 1
            if event.type in (_WORD, _PHONEME):
                phoneme = ""
                if event.type == _PHONEME:  # all 8 bytes: c_char arrays stop at the first zero only
                    phoneme = ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0].decode("utf-8", "replace")
                self._events.append((event.type, event.text_position, event.length, event.sample, phoneme))
        return 0

    def speak(self, text: str, voice: str, rate: int) -> tuple[dict[str, Any], bytes]:
        """The answer to a request: JSON and payload."""
        if self._library.espeak_SetVoiceByName(voice.encode()):
            # Unchecked, whichever voice was set before would speak.
            return {"error": f"eSpeak NG has no voice {voice}"}, b""
        # Breath and roughness are random, seeded from the clock when the library starts.
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
        self._library.espeak_SetParameter(_RATE, rate, 0)
        data = text.encode("utf-8", "replace")
        status = self._library.espeak_Synth(
            data, ctypes.c_size_t(len(data) + 1), 0, 1, 0, _UTF8_WITH_PHONEMES, None, None
        )
        if status:
            return {"error": f"eSpeak NG gave up with status {status}"}, b""
        return {"rate": self.rate, "events": self._events}, b"".join(self._samples)


def read_message(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or None at the end of the stream."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    sizes = HEADER.unpack(header)
    body = stream.read(sum(sizes))
    if len(body) < sum(sizes):
        return None
    return json.loads(body[: sizes[0]]), body[sizes[0] :]


def write_message(stream: BinaryIO, message: dict[str, Any], payload: bytes = b"") -> None:
    """Write a message and flush it."""
    body = json.dumps(message, separators=(",", ":")).encode()
    stream.write(HEADER.pack(len(body), len(payload)) + body)
    stream.write(payload)
    stream.flush()


def _short_folder() -> Path:
    """A new temporary folder, locked by this process, whose path leaves eSpeak NG room below
    it. Folders of workers that were killed are taken away on the way."""
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 (mkdtemp makes a private folder in it)
        try:
            _sweep(Path(parent))
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        except OSError:
            continue
        if len(os.fsencode(folder)) <= PATH_LIMIT - len("/espeak-ng-data"):
            _lock(folder)
            return folder
        folder.rmdir()
    raise OSError("there is no temporary folder with a short path; set TMPDIR to one of under 100 characters")


def _lock(folder: Path) -> bool:
    """Lock a folder for as long as this process lives; False if another holds it, or where
    there are no such locks."""
    try:
        import fcntl  # not on Windows
    except ImportError:
        return False
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return False
    return True


def _sweep(parent: Path) -> None:
    """Remove folders nobody holds any more; young ones may be about to be locked."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _YOUNG_SECONDS and _lock(folder):
                shutil.rmtree(folder, ignore_errors=True)


def link_data(source: Path, target: Path) -> None:
    """Stand eSpeak NG's data into `target` by links (copies where links cannot be made),
    with an empty folder for own variants."""
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if entry.name == "voices":
            continue
        try:
            (target / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
        except OSError:
            if entry.is_dir():
                shutil.copytree(entry, target / entry.name)
            else:
                shutil.copy2(entry, target / entry.name)
    (target / "voices" / "!v").mkdir(parents=True)


def _set_variant(data: Path, variant: str) -> None:
    """Write the variant file. There is only ever one: eSpeak NG lists all it finds, and its
    list holds 350 voices."""
    path = data / "voices" / "!v" / _VARIANT
    path.write_text(f"language variant\nname {_VARIANT}\n{variant}", encoding="utf-8")


def _answer_in_child(library: Library, request: dict[str, Any], voice: str, out: BinaryIO) -> None:
    """Speak in a forked child. A child that dies is answered for by the parent."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(read_end)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.alarm(_CHILD_SECONDS)
            with os.fdopen(write_end, "wb") as pipe:
                answer, payload = library.speak(request["text"], voice, int(request["rate"]))
                write_message(pipe, answer, payload)
            status = 0
        finally:
            os._exit(status)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        message = read_message(pipe)
    _, status = os.waitpid(child, 0)
    if message is None:
        how = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"status {os.WEXITSTATUS(status)}"
        write_message(out, {"error": f"eSpeak NG died on it ({how})"})
    else:
        write_message(out, *message)


def _answer_in_process(arguments: list[str], request: dict[str, Any], voice: str, out: BinaryIO) -> None:
    """Speak in a fresh process, where there is no fork."""
    command = [sys.executable, "-I", "-S", __file__, *arguments, "--once"]
    asked = json.dumps({**request, "voice": voice}).encode()
    done = subprocess.run(  # noqa: S603 (our own program)
        command, input=HEADER.pack(len(asked), 0) + asked, stdout=subprocess.PIPE, timeout=_CHILD_SECONDS, check=False
    )
    if done.returncode:
        write_message(out, {"error": f"eSpeak NG died on it (status {done.returncode})"})
    else:
        out.write(done.stdout)
        out.flush()


def main(arguments: list[str]) -> int:
    """Serve requests until stdin ends. `arguments`: the library's path, the data folder's."""
    once = "--once" in arguments
    library_path, data_source = [argument for argument in arguments if argument != "--once"]
    requests = sys.stdin.buffer
    # Answers get a descriptor of their own: a library that prints must not talk into them,
    # nor into the terminal. What goes wrong is told in the answers.
    out = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a descriptor, not a file)
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    if once:
        message = read_message(requests)
        if message is not None:
            request = message[0]
            speech = Library(library_path, data_source).speak(request["text"], request["voice"], int(request["rate"]))
            write_message(out, *speech)
        return 0

    # Ctrl-C is for the program that started us; it closes our stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder: Path | None = None
    try:
        folder = _short_folder()
        data = folder / "espeak-ng-data"
        link_data(Path(data_source), data)
        library = Library(library_path, str(folder))
        while (message := read_message(requests)) is not None:
            request = message[0]
            _set_variant(data, request["variant"])
            voice = f"{request['voice']}+{_VARIANT}"
            if hasattr(os, "fork"):
                _answer_in_child(library, request, voice, out)
            else:
                _answer_in_process([library_path, str(folder)], request, voice, out)
    except BrokenPipeError:
        pass  # whoever asked has gone
    except OSError as error:
        with contextlib.suppress(OSError):
            write_message(out, {"fatal": str(error)})
        return 1
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
