"""One item, looked at within bounds of time and memory."""

from __future__ import annotations

import hashlib
import json
import mmap
import signal as clock
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import FairtakeError
from fairtake.screen.crawl import Crawl
from fairtake.screen.embedded import Packets, embedded_signals
from fairtake.screen.item import Item, MediaKind, Packing, kind_by_content
from fairtake.screen.licences import licence_signals
from fairtake.screen.pictures import copyright_of, open_picture
from fairtake.screen.preferences import header_signals, page_signals
from fairtake.screen.rules import decide, failure
from fairtake.screen.signal import Decision, Signal
from fairtake.screen.site import site_signals
from fairtake.screen.sources import read_response
from fairtake.screen.wholeness import cut_short

__all__ = ["Readers", "Seen", "judge", "look_at"]

_LONGEST = 60.0
"""Seconds of computing that one item may take."""
_LARGEST_COPY = 512 * 2**20
_RIGHTS = frozenset(
    {"license", "licence", "license-url", "licence-url", "license_url", "licence_url", "rights", "copyright"}
)


def _none(_: object) -> tuple[Signal, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Readers:
    """What looks into a file, given from outside: `optouts` (of a path), `packets` (of XMP), `grants` (for a SHA-256
    in hex), `codes` (those by which a registry knows a picture (H, W, 3) uint8; None to look none up), `likeness` (of a path
    and a caption)."""

    packets: Packets
    optouts: Callable[[Path], Sequence[Signal]] = _none
    grants: Callable[[str], Sequence[Signal]] = _none
    codes: Callable[[npt.NDArray[np.uint8]], Sequence[bytes]] | None = None
    likeness: Callable[[Path, str], Sequence[Signal]] | None = None


class _TooLongError(Exception):
    pass


@dataclass(slots=True)
class Seen:
    """An item that was looked at: what it says, what it is known by, and the `codes` a registry may know it by."""

    item: Item
    fingerprint: str
    signals: list[Signal] = field(default_factory=list)
    codes: Sequence[bytes] = ()


def look_at(item: Item, root: Path, readers: Readers, crawl: Crawl | None, work: Path) -> Seen:
    """Everything an item says. `root` is the dataset's folder, `work` a folder for copies out of containers. What fails
    is a signal too; only errors of Fairtake's own (a registry that cannot be read) are raised."""
    seen = Seen(item, f"url:{hashlib.sha256(item.url.encode()).hexdigest()}" if item.url else f"id:{item.id}")
    if item.failure:
        seen.signals.append(failure(item.failure, item.id))
    try:
        with _bounded():
            seen.signals += _said(item, crawl)
            if item.packing is not Packing.ABSENT and not item.failure:
                with _at_hand(item, work) as path:
                    seen.fingerprint = f"sha256:{_hash(path)}"
                    _look(seen, path, root, readers, crawl)
    except FairtakeError:
        raise
    except _TooLongError:
        seen.signals.append(failure(f"it took longer than {_LONGEST:.0f} s to look at", item.id))
    except MemoryError:
        seen.signals.append(failure("it takes more memory than there is", item.id))
    except Exception as error:
        seen.signals.append(failure(f"it cannot be read ({type(error).__name__}: {str(error)[:120]})", item.id))
    return seen


def judge(seen: Seen, registered: Iterable[Signal] = ()) -> dict[str, Any]:
    """What may be done with an item, as one line of the results has it; `registered` is what a registry said of its
    codes."""
    verdict = decide([*seen.signals, *registered])
    line = {
        "id": seen.item.id,
        "kind": str(seen.item.kind),
        "decision": str(verdict.decision),
        "reason": verdict.reason,
        "evidence": [
            {"vocabulary": one.vocabulary, "says": one.says, "value": one.value, "where": one.where}
            for one in verdict.signals[:50]
        ],
        "terms": [asdict(one) for one in verdict.terms],
        "fingerprint": seen.fingerprint,
        "url": seen.item.url,
    }
    # Names of files and texts in them may hold halves of letters, which UTF-8 cannot say.
    found: dict[str, Any] = json.loads(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"))
    return found


def _said(item: Item, crawl: Crawl | None) -> list[Signal]:
    """What is said of it without opening it."""
    where = f"{item.id} beside"
    signals, licences = header_signals(item.fields, where)
    for name, value in item.fields:
        if name in _RIGHTS:
            signals += licence_signals(value, f"{where} {name}")
    if crawl is not None and item.url:
        signals += crawl.signals(item.url)
    for address in licences:
        signals += crawl.licence(address, item.url) if crawl else [Signal("RSL", "unread", address[:300], where)]
    return signals


def _look(seen: Seen, path: Path, root: Path, readers: Readers, crawl: Crawl | None) -> None:
    item, signals = seen.item, seen.signals
    if item.packing is Packing.FILE:
        signals += site_signals(root, path.relative_to(root).as_posix())
    if item.kind is MediaKind.TEXT:
        heard, texts, licences = page_signals(path.read_bytes()[: 2**20], item.id)
        signals += heard
        for text in texts:
            signals += licence_signals(text, f"{item.id} rel=license")
        for address in licences:
            signals += crawl.licence(address, item.url) if crawl else [Signal("RSL", "unread", address[:300], item.id)]
        return
    problem = _not_itself(path, item.kind)
    if problem:
        signals.append(failure(problem, item.id))
    signals += readers.grants(seen.fingerprint.removeprefix("sha256:"))
    signals += readers.optouts(path)
    signals += embedded_signals(path, readers.packets)
    if item.kind is MediaKind.IMAGE:
        for where, text in copyright_of(path):
            signals += licence_signals(text, where)
    if readers.likeness is not None:
        signals += readers.likeness(path, item.caption)
    if item.kind in (MediaKind.AUDIO, MediaKind.VIDEO) and (cut := cut_short(path)):
        signals.append(failure(cut, item.id))
    hopeful = decide(signals).decision in (Decision.ALLOWED, Decision.ON_TERMS)
    if item.kind is MediaKind.IMAGE and (hopeful or readers.codes is not None) and not problem:
        picture = open_picture(path)
        if isinstance(picture, str):
            signals.append(failure(picture, item.id))
        elif readers.codes is not None:
            seen.codes = readers.codes(picture)


def _not_itself(path: Path, kind: MediaKind) -> str:
    """Why a file is not what its name says, or is two things at once; "" when all is well."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if not size:
            return "it is empty"
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found = kind_by_content(data[:16])
            if found is MediaKind.OTHER:
                return f"it is not the {kind} its name says"
            if found is not kind and {found, kind} != {MediaKind.AUDIO, MediaKind.VIDEO}:
                return f"its name says {kind}, its content {found}"
            at = data.rfind(b"PK\x05\x06", max(size - 66_000, 0))
            if at >= 0 and data.find(b"PK\x01\x02", 0, at) >= 0:
                return "it is a ZIP archive as well"
            if data.find(b"%PDF-", 0, 1024) >= 0:
                return "it is a PDF as well"
    return ""


@contextmanager
def _at_hand(item: Item, work: Path) -> Iterator[Path]:
    """The item as a file of its own."""
    if item.packing is Packing.FILE:
        path = Path(item.path)
        if path.is_symlink() or not path.is_file():
            raise OSError("it is no longer a file")
        yield path
        return
    suffix = "." + "".join(letter for letter in item.id.rpartition(".")[2][:5] if letter.isalnum())
    with tempfile.NamedTemporaryFile(dir=work, suffix=suffix if item.packing is not Packing.WARC else "") as copy:
        for piece in _pieces(item):
            copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def _pieces(item: Item) -> Iterable[bytes]:
    if item.packing is Packing.HELD:
        yield item.data
    elif item.packing is Packing.WARC:
        found = read_response(Path(item.path), item.offset)
        if found.failure:
            raise ValueError(found.failure)
        yield found.body
    else:
        if item.size > _LARGEST_COPY:
            raise ValueError("it is larger than 512 MB inside a tar")
        with Path(item.path).open("rb") as file:
            file.seek(item.offset)
            left = item.size
            while left:
                piece = file.read(min(left, 2**20))
                if not piece:
                    raise ValueError("the tar breaks off inside it")
                left -= len(piece)
                yield piece


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _bounded() -> Iterator[None]:
    """Ends what takes too long, where the system can (POSIX, main thread); measured in computing, so that a busy
    machine decides no differently."""
    try:
        before = clock.signal(clock.SIGPROF, _too_long)
    except (AttributeError, ValueError):  # no such clock, or not in the main thread
        yield
        return
    clock.setitimer(clock.ITIMER_PROF, _LONGEST)
    try:
        yield
    finally:
        clock.setitimer(clock.ITIMER_PROF, 0)
        clock.signal(clock.SIGPROF, before)


def _too_long(*_: object) -> None:
    raise _TooLongError
