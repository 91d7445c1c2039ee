"""WARC 1.0 and 1.1 (ISO 28500), plain or with each record compressed: a local crawl.

Read in a stream; a record is found again at its offset. Of a response the headers and, within a limit, the body.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fairtake.screen.item import Item, MediaKind, Packing

__all__ = ["Response", "items", "read_response", "responses"]

LARGEST_BODY = 64 * 2**20
_MOST_HEADERS = 64 * 1024
_KINDS = {"image": MediaKind.IMAGE, "audio": MediaKind.AUDIO, "video": MediaKind.VIDEO}


@dataclass(frozen=True, slots=True)
class Response:
    """A response that was crawled: where it lies, its address, HTTP status and headers; `body` once it was asked for."""

    offset: int
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    failure: str = ""

    def header(self, name: str) -> str:
        """The first header of that name, "" for none."""
        return next((value for key, value in self.headers if key.casefold() == name), "")


def items(path: Path, name: str) -> Iterator[Item]:
    """The pictures, sounds, films and pages of a crawl that were really given out (status 200)."""
    for found in responses(path):
        where = f"{name}#{found.offset}"
        if found.failure:
            yield Item(where, MediaKind.OTHER, str(path), Packing.ABSENT, failure=found.failure)
            continue
        type_ = found.header("content-type").partition(";")[0].strip().casefold()
        kind = _KINDS.get(type_.partition("/")[0])
        if type_ in ("text/html", "application/xhtml+xml"):
            kind = MediaKind.TEXT
        if kind is not None and found.status == 200 and not found.url.partition("?")[0].endswith("/robots.txt"):
            yield Item(where, kind, str(path), Packing.WARC, found.offset, url=found.url)


def responses(path: Path, *, bodies: bool = False) -> Iterator[Response]:
    """Every response in a WARC file. A file that breaks off ends with a Response whose `failure` says so."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            while True:
                offset = file.tell()
                if packed:
                    member = _Member(file)
                    found = _record(io.BufferedReader(member), offset, bodies)
                    member.drain()
                else:
                    found = _record(file, offset, bodies)
                if found is None:
                    if file.tell() == offset or not file.read(1):
                        return
                    file.seek(-1, 1)
                    continue
                if found.url or found.failure:
                    yield found
    except (OSError, ValueError, EOFError, zlib.error) as error:
        yield Response(0, "", 0, (), failure=f"the crawl cannot be read on ({str(error)[:120]})")


def read_response(path: Path, offset: int) -> Response:
    """The response at `offset`, with its body (unpacked, at most 64 MB). Raises OSError or ValueError."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(offset)
        found = _record(io.BufferedReader(_Member(file)) if packed else file, offset, True)
    if found is None or not found.url:
        raise ValueError("there is no response at this place")
    return found


class _Member(io.RawIOBase):
    """One member of a gzip file; leaves the file right behind it. Raises EOFError where the file ends before it does."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpack = zlib.decompressobj(31)
        self._left = b""
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._unpack.eof:
            data = self._left or self._file.read(16384)
            if not data:
                if self._begun:
                    raise EOFError("it breaks off")
                return 0
            self._begun = True
            out = self._unpack.decompress(data, len(view))
            self._left = self._unpack.unconsumed_tail
            if self._unpack.eof:
                self._file.seek(-len(self._unpack.unused_data), 1)
            if out:
                view[: len(out)] = out
                return len(out)
        return 0

    def drain(self) -> None:
        """Go to the end of the member."""
        buffer = bytearray(65536)
        while self.readinto(buffer):
            pass


def _record(file: BinaryIO | io.BufferedReader, offset: int, body: bool) -> Response | None:
    """A record, the file left behind it; a Response without url for one that is no response, None at the end."""
    line = file.readline(1024)
    while line in (b"\r\n", b"\n"):
        line = file.readline(1024)
    if not line:
        return None
    if not line.startswith(b"WARC/1."):
        raise ValueError(f"no WARC record at byte {offset}")
    said = {name.casefold(): value for name, value in _headers(file)}
    length = int(said.get("content-length", "-1"))
    if length < 0:
        raise ValueError(f"a record without length at byte {offset}")
    if said.get("warc-type") != "response" or not said.get("content-type", "").startswith("application/http"):
        _skip(file, length)
        return Response(offset, "", 0, ())
    before = _Counted(file)
    status_line = before.readline(8192).split(b" ", 2)
    status = int(status_line[1]) if len(status_line) > 1 and status_line[1].strip().isdigit() else 0
    headers = tuple(_headers(before))
    left = length - before.read_so_far
    if left < 0:
        raise ValueError(f"headers longer than their record at byte {offset}")
    data, failure = b"", ""
    if body:
        data = file.read(min(left, LARGEST_BODY))
        if len(data) < min(left, LARGEST_BODY):
            raise ValueError("it breaks off")
        _skip(file, left - len(data))
        if left > LARGEST_BODY:
            failure = "it is larger than 64 MB"
        data = _plain(data, headers)
    else:
        _skip(file, left)
    return Response(offset, said.get("warc-target-uri", "").strip("<>")[:4096], status, headers, data, failure)


class _Counted:
    def __init__(self, file: BinaryIO | io.BufferedReader) -> None:
        self._file = file
        self.read_so_far = 0

    def readline(self, most: int) -> bytes:
        line = self._file.readline(most)
        self.read_so_far += len(line)
        return line


def _headers(file: BinaryIO | io.BufferedReader | _Counted) -> Iterator[tuple[str, str]]:
    total = 0
    while (line := file.readline(8192)) not in (b"\r\n", b"\n", b""):
        total += len(line)
        if total > _MOST_HEADERS:
            raise ValueError("headers of more than 64 KB")
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            yield name.strip(), value.strip()


def _skip(file: BinaryIO | io.BufferedReader, length: int) -> None:
    left = length
    if file.seekable():
        here = file.tell()
        if here + left > file.seek(0, 2):
            raise ValueError("it breaks off")
        file.seek(here + left)
        return
    while left > 0:
        got = len(file.read(min(left, 2**20)))
        if not got:
            raise ValueError("it breaks off")
        left -= got


def _plain(data: bytes, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The body as a browser would see it; as it is where it cannot be unpacked."""
    said = {name.casefold(): value.casefold() for name, value in headers}
    if "chunked" in said.get("transfer-encoding", ""):
        data = _unchunked(data)
    if said.get("content-encoding", "") in ("gzip", "x-gzip") and data[:2] == b"\x1f\x8b":
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
                return file.read(LARGEST_BODY)
        except (OSError, EOFError, zlib.error):
            return data
    return data


def _unchunked(data: bytes) -> bytes:
    parts, at = [], 0
    while (end := data.find(b"\r\n", at)) >= 0:
        try:
            size = int(data[at:end].partition(b";")[0], 16)
        except ValueError:
            return data
        if not 0 < size <= len(data):
            break
        parts.append(data[end + 2 : end + 2 + size])
        at = end + 4 + size
    return b"".join(parts) or data
