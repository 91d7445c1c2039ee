"""MP4 and MOV: pictures, sound and subtitles stay byte for byte at their places; all else becomes zeros.

What is kept of the media data is what the tracks that stay refer to: telemetry, samples of tracks that were taken
out and whatever was put between them are gone.
"""

from __future__ import annotations

import struct

from fairtake.errors import GuardError
from fairtake.guard.containers import atoms, samples
from fairtake.guard.containers.boxes import Box, Patches, boxes, merged, outside
from fairtake.guard.finding import Done, Kind, shown
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_HANDLERS = {
    b"vide": frozenset({b"png ", b"raw "}).union(
        b"avc1 avc3 hvc1 hev1 av01 vp08 vp09 mp4v jpeg mjpa mjpb apch apcn apcs apco ap4h ap4x dvh1 dvhe s263 h263 vvc1".split()
    ),
    b"soun": frozenset({b"raw ", b"NONE"}).union(
        b"mp4a ac-3 ec-3 ac-4 alac fLaC Opus sowt twos lpcm ulaw alaw in24 in32 fl32 fl64 samr sawb .mp3 ipcm fpcm".split()
    ),
    b"sbtl": frozenset((b"tx3g", b"text")),
    b"text": frozenset((b"tx3g", b"wvtt")),
    b"subt": frozenset((b"stpp", b"sbtt")),
    b"clcp": frozenset((b"c608", b"c708")),
}
_TABLES = frozenset(
    b"stts ctts stss stsc stsz stz2 stco co64 sdtp sbgp sgpd cslg subs vmhd smhd nmhd sthd elst mehd trex tfhd tfdt trun sidx clef prof enof".split()
)
_NESTED = frozenset(b"trak edts mdia minf dinf stbl tapt mvex moof traf".split())
_EPOCH = 2_082_844_800
"""Seconds from 1904, from which QuickTime counts, to 1970."""


def strip(data: Data, plan: Plan) -> None:
    """Keep pictures, sound and subtitles, and how they are turned."""
    top = _top(data, plan)
    patches = Patches()
    media: list[Box] = []
    kept: list[tuple[int, int]] = []
    gone: list[tuple[int, int]] = []
    last = 0
    moov = [box for box in top if box.name == b"moov"]
    if len(moov) != 1 or top[0].name not in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        raise malformed("has no table of what is in it, or two")
    tracks = _movie(data, moov[0], patches, plan, kept, gone)
    for box in top:
        if box.name in (b"ftyp", b"styp"):
            if (box.end - box.body) % 4 or box.end - box.body > 1024:
                raise malformed("does not say well what it is")
        elif box.name == b"mdat":
            media.append(box)
        elif box.name == b"moof":
            samples.fragment(data, box, tracks, patches, kept, gone)
        elif box.name not in (b"moov", b"sidx"):
            _tell(data, box, plan)
            patches.free(box)
            continue
        last = box.end
    _media(data, media, merged(kept), merged(gone), patches, plan)
    final = next(box for box in top if box.end == last)
    if struct.unpack(">I", data[final.start : final.start + 4])[0] == 0:
        if final.end - final.start > 0xFFFFFFFF:
            raise malformed("does not say how long its media data is")
        patches.write(final.start, struct.pack(">I", final.end - final.start))
    patches.apply(plan, 0, last)
    plan.put(struct.pack(">I", 24 + len(PACKET)) + b"uuid" + _XMP + PACKET)


def _top(data: Data, plan: Plan) -> list[Box]:
    """The outermost boxes; what follows them and is none is told of."""
    found: list[Box] = []
    try:
        for box in boxes(data, 0, len(data)):
            if not all(32 <= one < 127 for one in box.name):
                raise malformed("has boxes that do not fit into each other")
            found.append(box)
    except GuardError:
        names = {box.name for box in found}
        if not {b"moov", b"mdat"} <= names and b"moof" not in names:
            raise
        rest = len(data) - found[-1].end
        plan.tell(Kind.HIDDEN, "after its end", f"{rest} bytes that are no part of the film")
    if not found:
        raise malformed("holds nothing")
    return found


def _movie(
    data: Data, moov: Box, patches: Patches, plan: Plan, kept: list[tuple[int, int]], gone: list[tuple[int, int]]
) -> dict[int, bool]:
    """Look through the table of contents. Whether each track stays, by its number."""
    tracks: dict[int, bool] = {}
    scale = 0
    for box in boxes(data, moov.body, moov.end):
        if box.name == b"mvhd":
            scale = _times(data, box, "film", patches, plan)
        elif box.name == b"trak":
            number, stays = _track(data, box, scale, patches, plan, kept, gone)
            if number in tracks:
                raise malformed("has two tracks of one number")
            tracks[number] = stays
        elif box.name == b"mvex":
            for child in boxes(data, box.body, box.end):
                if child.name not in (b"mehd", b"trex"):
                    patches.free(child)
        else:
            _tell(data, box, plan)
            patches.free(box)
    if not any(tracks.values()):
        raise malformed("holds neither pictures nor sound")
    return tracks


def _track(
    data: Data,
    trak: Box,
    scale: int,
    patches: Patches,
    plan: Plan,
    kept: list[tuple[int, int]],
    gone: list[tuple[int, int]],
) -> tuple[int, bool]:
    """One track: its number, and whether it stays."""
    inner = _tree(data, trak)
    try:
        head, handler, header, table = (inner[name] for name in ("tkhd", "mdia/hdlr", "mdia/mdhd", "mdia/minf/stbl"))
    except KeyError:
        raise malformed("has a track that is not described well") from None
    number = _number(data, head)
    kind = data[handler.body + 8 : handler.body + 12]
    codecs = atoms.codecs(data, table)
    if kind not in _HANDLERS or (kind == b"text" and not set(codecs) <= _HANDLERS[kind]):
        plan.tell(*atoms.track(data, kind, codecs, trak))
        gone += samples.ranges(data, table)
        patches.free(trak)
        return number, False
    if not codecs or not set(codecs) <= _HANDLERS[kind]:
        raise malformed(f"has a track of a kind not known here ({shown(b' '.join(codecs).decode('latin-1'))})")
    kept += samples.ranges(data, table)
    _times(data, head, "track", patches, plan)
    media = _times(data, header, "track", patches, plan)
    _hidden(data, inner.get("edts/elst"), header, scale, media, plan)
    _keep(data, trak, patches, plan)
    return number, True


def _number(data: Data, head: Box) -> int:
    at = head.body + (20 if data[head.body] else 12)
    if at + 4 > head.end:
        raise malformed("has a track that is not described well")
    return int(struct.unpack(">I", data[at : at + 4])[0])


def _tree(data: Data, trak: Box) -> dict[str, Box]:
    """The boxes of a track by their path; one of each."""
    found: dict[str, Box] = {}
    todo = [("", trak)]
    while todo:
        path, parent = todo.pop()
        for box in boxes(data, parent.body, parent.end):
            name = path + box.name.decode("latin-1")
            if name in found and box.name in _NESTED | _TABLES | {b"hdlr", b"mdhd", b"tkhd", b"stsd"}:
                raise malformed("has a track that is described twice")
            found[name] = box
            if box.name in _NESTED:
                todo.append((name + "/", box))
    return found


def _keep(data: Data, parent: Box, patches: Patches, plan: Plan) -> None:
    """Free all within a track that stays but what playing it takes."""
    for box in boxes(data, parent.body, parent.end):
        if box.name in _NESTED:
            _keep(data, box, patches, plan)
        elif box.name == b"hdlr":
            name = shown(data[box.body + 24 : min(box.end, box.body + 280)].strip(b"\0").decode("utf-8", "replace"))
            if name and not any(
                word in name for word in ("VideoHandler", "SoundHandler", "SubtitleHandler", "DataHandler")
            ):
                plan.tell(Kind.SOFTWARE, "track", f"name: {name}")
            patches.zero(box.body + 12, box.end)
        elif box.name == b"dref":
            for one in boxes(data, box.body + 8, box.end):
                if not data[one.body + 3] & 1:
                    raise malformed("refers to another file for its media data")
                patches.zero(one.body + 4, one.end)
        elif box.name == b"stsd":
            atoms.descriptions(data, box, patches, plan)
        elif box.name not in _TABLES and box.name not in (b"tkhd", b"mdhd"):
            if box.name not in (b"tref", b"free", b"skip", b"wide", b"gmhd"):
                _tell(data, box, plan)
            patches.free(box)


def _times(data: Data, box: Box, where: str, patches: Patches, plan: Plan) -> int:
    """Take out when it was made and changed; the header's time scale."""
    long = data[box.body] == 1
    wide = 8 if long else 4
    if box.end - box.body < 4 + 3 * wide + 4:
        raise malformed("has a header that is too short")
    made, changed = struct.unpack(">QQ" if long else ">II", data[box.body + 4 : box.body + 4 + 2 * wide])
    for value, said in ((made, "made"), (changed, "last changed")):
        if value:
            plan.tell(Kind.TIME, where, f"{said}: {atoms.moment(value - _EPOCH)}")
    patches.zero(box.body + 4, box.body + 4 + 2 * wide)
    at = box.body + 4 + 2 * wide
    return int(struct.unpack(">I", data[at : at + 4])[0])


def _hidden(data: Data, edits: Box | None, header: Box, scale: int, media: int, plan: Plan) -> None:
    """Whether an edit list leaves out much of what was filmed: it is in the file all the same."""
    if edits is None or not scale or not media:
        return
    long = data[edits.body] == 1
    (count,) = struct.unpack(">I", data[edits.body + 4 : edits.body + 8])
    form = ">Qq" if long else ">Ii"
    step = 20 if long else 12
    if edits.body + 8 + count * step > edits.end:
        raise malformed("has a list of edits that does not fit into it")
    shown_ = 0.0
    for at in range(edits.body + 8, edits.body + 8 + count * step, step):
        length, begin = struct.unpack(form, data[at : at + struct.calcsize(form)])
        shown_ += length / scale if begin >= 0 else 0.0
    wide = data[header.body] == 1
    at = header.body + (24 if wide else 16)
    (whole,) = struct.unpack(">Q" if wide else ">I", data[at : at + (8 if wide else 4)])
    left = whole / media - shown_
    if shown_ > 0 and left > 0.5:
        plan.tell(
            Kind.HIDDEN,
            "edit list",
            f"{left:.1f} s were cut, and are still in the file: export it anew to lose them",
            Done.KEPT,
        )


def _tell(data: Data, box: Box, plan: Plan) -> None:
    """What a box gives away that is not kept."""
    if box.name == b"uuid" and data[box.body : box.body + 16] == _XMP:
        from fairtake.guard.metadata import xmp

        plan.findings += xmp.findings(data[box.body + 16 : box.end])
    elif box.name == b"uuid" and data[box.body : box.body + 16] == _C2PA:
        if b"fairtake.safe-copy" not in data[box.body : box.end]:
            plan.tell(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited")
    elif box.name in (b"free", b"skip", b"wide", b"mfra"):
        if box.name != b"mfra" and any(
            data[at : min(at + 65536, box.end)].strip(b"\0") for at in range(box.body, box.end, 65536)
        ):
            plan.tell(Kind.HIDDEN, "free", f"{box.end - box.body} bytes that are said to be nothing")
    else:
        atoms.tell(data, box, plan)


def _media(
    data: Data,
    media: list[Box],
    kept: list[tuple[int, int]],
    gone: list[tuple[int, int]],
    patches: Patches,
    plan: Plan,
) -> None:
    """Zeros wherever no track that stays has samples."""
    for start, end in kept:
        if not any(box.body <= start and end <= box.end for box in media):
            raise malformed("refers to media data that is not in it")
    place = 0
    for start, end in gone:
        while place < len(kept) and kept[place][1] <= start:
            place += 1
        if place < len(kept) and kept[place][0] < end:
            raise malformed("has tracks that share their data")
    unknown = 0
    for box in media:
        for start, end in outside(kept, box.body, box.end):
            patches.zero(start, end)
            for begin, stop in outside(gone, start, end):
                if any(data[at : min(at + 65536, stop)].strip(b"\0") for at in range(begin, stop, 65536)):
                    unknown += stop - begin
    if unknown:
        plan.tell(Kind.HIDDEN, "mdat", f"{unknown} bytes among its media data that no track shows")
