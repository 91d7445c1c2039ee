"""WebM and Matroska: what playing does not take becomes Void, in its place, so that no position in the file changes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fairtake.guard.containers.boxes import Patches
from fairtake.guard.finding import Done, Kind, shown
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_EBML, _SEGMENT, _VOID, _CLUSTER = 0x1A45DFA3, 0x18538067, 0xEC, 0x1F43B675
_SEEKS, _INFO, _TRACKS, _CUES = 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1C53BB6B
_CHAPTERS, _TAGS, _FILES = 0x1043A770, 0x1254C367, 0x1941A469
_TOP = frozenset({_SEEKS, _INFO, _TRACKS, _CUES, _CHAPTERS, _TAGS, _FILES, _CLUSTER, _SEGMENT, _EBML})
_HEAD = frozenset({0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285})
_TRACK = frozenset(
    {0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x23314F, 0x55EE, 0x86, 0x63A2, 0xAA}
    | {0x56AA, 0x56BB, 0xE0, 0xE1, 0x6D80, 0x22B59C, 0x22B59D, 0x55AB, 0x55AC, 0x55AD, 0x55AE, 0x55AF, 0x41E4, 0x6FAB}
)
_BLOCKS = frozenset({0xA1, 0x9B, 0xFB, 0x75A1, 0xFA, 0x75A2})
_INFOS = {
    0x7BA9: (Kind.TEXT, "title"),
    0x4461: (Kind.TIME, "made"),
    0x7384: (Kind.TEXT, "name of the file"),
    0x73A4: (Kind.TRACE, "number of this very film"),
    0x3CB923: (Kind.TRACE, "number of the film before it"),
    0x3C83AB: (Kind.TEXT, "name of the film before it"),
    0x3EB923: (Kind.TRACE, "number of the film after it"),
    0x3E83BB: (Kind.TEXT, "name of the film after it"),
    0x4444: (Kind.TRACE, "number of its family"),
}
_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class _Element:
    """An element: its number, where it and its content begin, and where it ends."""

    name: int
    start: int
    body: int
    end: int


def strip(data: Data, plan: Plan) -> None:
    """Keep pictures, sound and subtitles."""
    patches = Patches()
    top = _elements(data, 0, len(data), lenient=True)
    head = next(top, None)
    segment = next(top, None)
    if head is None or head.name != _EBML or segment is None or segment.name != _SEGMENT:
        raise malformed("is not Matroska")
    for one in _elements(data, head.body, head.end):
        if one.name not in _HEAD:
            _void(one, patches)
    kinds: dict[int, bool] = {}
    for one in _elements(data, segment.body, segment.end):
        if one.name == _CLUSTER:
            _cluster(data, one, kinds, patches, plan)
        elif one.name == _INFO:
            _information(data, one, patches, plan)
        elif one.name == _TRACKS:
            for track in _elements(data, one.body, one.end):
                if track.name == 0xAE:
                    _track(data, track, kinds, patches, plan)
                else:
                    _void(track, patches)
        elif one.name == _SEEKS:
            _seeks(data, one, patches)
        elif one.name != _CUES:
            _tell(data, one, plan)
            _void(one, patches)
    if not any(kinds.values()):
        raise malformed("holds neither pictures nor sound")
    rest = len(data) - segment.end
    if rest and any(data[at : min(at + 65536, len(data))].strip(b"\0") for at in range(segment.end, len(data), 65536)):
        plan.tell(Kind.HIDDEN, "after its end", f"{rest} bytes that are no part of the film")
    patches.apply(plan, 0, segment.end)


def _elements(data: Data, start: int, end: int, *, lenient: bool = False) -> Iterator[_Element]:
    """The elements between two places. One whose length was not known when it was written ends where the next of
    its level begins."""
    at = start
    for _ in range(_MOST):
        if at == end:
            return
        name, body = _number(data, at, end, 4, marked=True)
        length, content = _number(data, body, end, 8, marked=False)
        if length == (1 << 7 * (content - body)) - 1:
            if name == _SEGMENT:
                stop = end
            elif name == _CLUSTER:
                stop = _open_end(data, content, end)
            else:
                raise malformed("has an element of no length")
        else:
            stop = content + length
        if stop > end:
            raise malformed("ends before it says")
        yield _Element(name, at, content, stop)
        at = stop
        if lenient and name == _SEGMENT:
            return
    raise malformed("has more elements than any film needs")


def _open_end(data: Data, at: int, end: int) -> int:
    """Where a cluster of unknown length ends."""
    for _ in range(_MOST):
        if at >= end:
            return end
        name, body = _number(data, at, end, 4, marked=True)
        if name in _TOP:
            return at
        length, content = _number(data, body, end, 8, marked=False)
        at = content + length
    raise malformed("has more elements than any film needs")


def _number(data: Data, at: int, end: int, longest: int, *, marked: bool) -> tuple[int, int]:
    """A number of EBML's, and where it ends; `marked` keeps the bits that say its length."""
    first = data[at] if at < end else 0
    length = 9 - first.bit_length()
    if not first or length > longest or at + length > end:
        raise malformed("has elements that do not fit into each other")
    value = int.from_bytes(data[at : at + length], "big")
    return value if marked else value & (1 << 7 * length) - 1, at + length


def _void(one: _Element, patches: Patches) -> None:
    """Make of an element one that holds nothing, equally long."""
    size = one.end - one.start
    if size < 9 + 120:
        patches.write(one.start, bytes((_VOID, 0x80 | size - 2)))
        patches.zero(one.start + 2, one.end)
    else:
        patches.write(one.start, bytes((_VOID, 1)) + (size - 9).to_bytes(7, "big"))
        patches.zero(one.start + 9, one.end)


def _information(data: Data, info: _Element, patches: Patches, plan: Plan) -> None:
    for one in _elements(data, info.body, info.end):
        body = data[one.body : min(one.end, one.body + 4096)]
        if one.name in (0x4D80, 0x5741):
            said = shown(body.decode("utf-8", "replace").strip("\0"))
            if said:
                plan.tell(Kind.SOFTWARE, "information", f"made with {said}")
            patches.zero(one.body, one.end)
        elif one.name not in (0x2AD7B1, 0x4489) or one.end - one.body > 8:
            kind, said = _INFOS.get(one.name, (Kind.HIDDEN, "something"))
            text = shown(body.decode("utf-8", "replace").strip("\0")) if kind is Kind.TEXT else body.hex()
            if one.name == 0x4461 and len(body) == 8:
                moment = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(microseconds=struct.unpack(">q", body)[0] // 1000)
                text = f"{moment:%Y-%m-%d %H:%M:%S} UTC"
            if one.name not in (_VOID, 0xBF) or (one.name == _VOID and body.strip(b"\0")):
                plan.tell(kind, "information", f"{said}: {text}")
            _void(one, patches)


def _track(data: Data, track: _Element, kinds: dict[int, bool], patches: Patches, plan: Plan) -> None:
    inner = {one.name: one for one in _elements(data, track.body, track.end)}
    number, kind = (
        int.from_bytes(data[inner[name].body : inner[name].end], "big") if name in inner else 0 for name in (0xD7, 0x83)
    )
    if not number or number in kinds:
        raise malformed("has a track that is not described well")
    kinds[number] = kind in (1, 2, 17)
    if not kinds[number]:
        plan.tell(Kind.HIDDEN, "track", "data that is neither picture nor sound")
        _void(track, patches)
        return
    codec = data[inner[0x86].body : inner[0x86].end] if 0x86 in inner else b""
    if codec in (b"A_VORBIS", b"A_FLAC"):
        plan.tell(Kind.SOFTWARE, "track", "notes of its encoder in the sound itself", Done.KEPT)
    for one in _elements(data, track.body, track.end):
        if one.name not in _TRACK:
            if one.name not in (_VOID, 0xBF):
                text = shown(data[one.body : min(one.end, one.body + 512)].decode("utf-8", "replace"))
                plan.tell(Kind.TEXT, "track", f"name: {text}")
            _void(one, patches)


def _seeks(data: Data, seeks: _Element, patches: Patches) -> None:
    """What leads to elements that are gone goes as well."""
    for seek in _elements(data, seeks.body, seeks.end):
        names = (
            [data[one.body : one.end] for one in _elements(data, seek.body, seek.end) if one.name == 0x53AB]
            if seek.name == 0x4DBB
            else []
        )
        if len(names) != 1 or int.from_bytes(names[0], "big") not in (_INFO, _TRACKS, _CUES, _CLUSTER):
            _void(seek, patches)


def _cluster(data: Data, cluster: _Element, kinds: dict[int, bool], patches: Patches, plan: Plan) -> None:
    for one in _elements(data, cluster.body, cluster.end):
        if one.name == 0xA3:
            _block(data, one, one, kinds, patches)
        elif one.name == 0xA0:
            for part in _elements(data, one.body, one.end):
                if part.name == 0xA1:
                    _block(data, part, one, kinds, patches)
                elif part.name not in _BLOCKS:
                    _void(part, patches)
        elif one.name not in (0xE7, 0xA7, 0xAB) or one.end - one.body > 8:
            if one.name == _VOID and not data[one.body : min(one.end, one.body + 65536)].strip(b"\0"):
                continue
            if one.name != 0xBF:
                plan.tell(Kind.HIDDEN, "cluster", f"{one.end - one.body} bytes that playing it does not take")
            _void(one, patches)


def _block(data: Data, block: _Element, whole: _Element, kinds: dict[int, bool], patches: Patches) -> None:
    number, _ = _number(data, block.body, block.end, 8, marked=False)
    if number not in kinds:
        raise malformed("has media data of a track it does not have")
    if not kinds[number]:
        _void(whole, patches)


def _tell(data: Data, one: _Element, plan: Plan) -> None:
    if one.name == _TAGS:
        for name, value in _tags(data, one):
            low = name.casefold()
            kind = Kind.TEXT
            if any(word in low for word in ("location", "gps", "country")):
                kind = Kind.PLACE
            elif "date" in low or "time" in low or "duration" in low:
                kind = Kind.TIME
            elif any(word in low for word in ("artist", "author", "director", "copyright", "producer")):
                kind = Kind.PERSON
            elif "encoder" in low or "software" in low:
                kind = Kind.SOFTWARE
            plan.tell(kind, "tags", f"{name}: {value}")
    elif one.name == _FILES:
        plan.tell(Kind.HIDDEN, "attachments", f"files in it, {one.end - one.body} bytes")
    elif one.name == _CHAPTERS:
        plan.tell(Kind.TEXT, "chapters", f"names of chapters, {one.end - one.body} bytes")
    elif one.name not in (_VOID, 0xBF) or (
        one.name == _VOID
        and any(data[at : min(at + 65536, one.end)].strip(b"\0") for at in range(one.body, one.end, 65536))
    ):
        plan.tell(Kind.HIDDEN, "element", f"{one.end - one.body} bytes that playing it does not take")


def _tags(data: Data, tags: _Element) -> Iterator[tuple[str, str]]:
    todo = [(tags.body, tags.end)]
    while todo:
        for one in _elements(data, *todo.pop()):
            if one.name == 0x7373:
                todo.append((one.body, one.end))
            elif one.name == 0x67C8:
                said = {0x45A3: "", 0x4487: ""}
                for part in _elements(data, one.body, one.end):
                    if part.name in said:
                        said[part.name] = shown(
                            data[part.body : min(part.end, part.body + 2048)].decode("utf-8", "replace")
                        )
                yield said[0x45A3], said[0x4487]
