"""Real files of every format, with private things planted in every place a format has for them."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path

import av
import numpy as np
import soundfile
from PIL import Image, PngImagePlugin

SECRET = "PLANTED"
"""Stands in everything that has to go."""
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    f' photoshop:City="{SECRET} town" dc:creator="{SECRET} person"/></rdf:RDF></x:xmpmeta>'
).encode()


def secrets_in(data: bytes) -> bool:
    """Whether anything planted is in there, plain or in 16 bits."""
    return SECRET.encode() in data or SECRET.encode("utf-16-le") in data or SECRET.encode("utf-16-be") in data


def pdf_text(data: bytes) -> bytes:
    """Everything in a PDF, unpacked, as pypdf reads it."""
    import pypdf

    found = []
    reader = pypdf.PdfReader(io.BytesIO(data))
    for number in range(1, reader.trailer["/Size"]):
        one = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        found.append(repr(one).encode())
        if isinstance(one, pypdf.generic.StreamObject):
            try:
                found.append(one.get_data())
            except Exception:  # a damaged stream
                found.append(one._data)
            found.append(one._data)
    return b"\n".join(found)


def picture(size: tuple[int, int] = (96, 64), mode: str = "RGB") -> Image.Image:
    """A picture that no encoder makes flat."""
    rng = np.random.default_rng(7)
    small = rng.integers(0, 255, (size[1] // 8, size[0] // 8, 3), dtype=np.uint8)
    return Image.fromarray(small).resize(size, Image.Resampling.BICUBIC).convert(mode)


@cache
def exif(turned: int = 6) -> bytes:
    """An Exif block with a place, times, names, serial numbers, a maker's notes and a thumbnail of another shape."""
    block = Image.Exif()
    block[0x010F], block[0x0110], block[0x0112] = f"{SECRET} maker", f"{SECRET} model", turned
    block[0x0131], block[0x0132], block[0x013B] = f"{SECRET} software", "2021:05:01 10:00:00", f"{SECRET} artist"
    block[0x9C9D] = f"{SECRET} author\0".encode("utf-16-le")
    inner = block.get_ifd(0x8769)
    inner[0x9003], inner[0x927C], inner[0xA431] = (
        "2021:05:01 10:00:00",
        f"\1\2{SECRET}SERIAL1234\0".encode(),
        f"{SECRET}7",
    )
    inner[0x9286] = f"ASCII\0\0\0{SECRET} comment".encode()
    gps = block.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (48.0, 8.0, 15.0), "W", (11.0, 34.0, 30.0)
    whole = block.tobytes().removeprefix(b"Exif\0\0")
    return _with_thumbnail(whole)


def _with_thumbnail(block: bytes) -> bytes:
    order = "<" if block[:2] == b"II" else ">"
    small = io.BytesIO()
    picture((64, 64)).save(small, "JPEG", comment=f"{SECRET} thumbnail".encode())
    (at,) = struct.unpack_from(order + "I", block, 4)
    (count,) = struct.unpack_from(order + "H", block, at)
    link = at + 2 + 12 * count
    start = len(block) + 2 + 24 + 4
    further = struct.pack(order + "HHHIIHHIII", 2, 0x0201, 4, 1, start, 0x0202, 4, 1, len(small.getvalue()), 0)
    return block[:link] + struct.pack(order + "I", len(block)) + block[link + 4 :] + further + small.getvalue()


@cache
def jpeg() -> bytes:
    """Exif, XMP with its continuation, IPTC, a comment, another program's data, a film behind its end."""
    file = io.BytesIO()
    profile = _profile()
    picture().save(
        file,
        "JPEG",
        quality=90,
        exif=b"Exif\0\0" + exif(),
        comment=f"{SECRET} comment".encode(),
        icc_profile=profile,
        progressive=True,
    )
    data = file.getvalue()

    def segment(kind: int, body: bytes) -> bytes:
        return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body

    name = f"{SECRET} by".encode()
    records = struct.pack(">BBBH", 0x1C, 2, 80, len(name)) + name
    iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records + bytes(len(records) % 2)
    more = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">II", len(XMP), 0) + XMP
    extra = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP) + segment(0xE1, more) + segment(0xED, iptc)
    extra += (
        segment(0xE2, b"MPF\0" + SECRET.encode())
        + segment(0xE7, SECRET.encode())
        + segment(0xEB, b"JP" + SECRET.encode())
    )
    return data[:2] + extra + data[2:] + b"\0\0\0\x18ftypmp42" + f"{SECRET} film".encode() * 4


def _profile() -> bytes:
    from PIL import ImageCms

    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + bytes(12) + made[36:]  # without the moment it was made at


@cache
def png() -> bytes:
    """All three kinds of text, XMP, Exif, the time, a chunk of nobody's, and what a crop left behind the end."""
    file = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", f"{SECRET} author")
    info.add_text("Comment", f"{SECRET} packed", zip=True)
    info.add_itxt("Title", f"{SECRET} title", zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add(b"tIME", struct.pack(">HBBBBB", 2021, 5, 1, 10, 0, 0))
    info.add(b"prVt", SECRET.encode())
    picture(mode="RGBA").save(file, "PNG", pnginfo=info, exif=b"Exif\0\0" + exif(), icc_profile=_profile())
    return file.getvalue() + f"{SECRET} behind".encode()


@cache
def webp(lossless: bool = True) -> bytes:
    """Exif, XMP, and a chunk of nobody's."""
    file = io.BytesIO()
    picture(mode="RGBA").save(file, "WEBP", lossless=lossless, exif=exif(), xmp=XMP, icc_profile=_profile())
    data = file.getvalue() + b"PRVT" + struct.pack("<I", 8) + f"{SECRET}!".encode()
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


@cache
def wav() -> bytes:
    """LIST INFO, bext, iXML, cart, ID3, XMP, JUNK that is none, and what follows the end."""
    file = io.BytesIO()
    sound = np.random.default_rng(3).normal(0, 0.1, (801, 1))
    soundfile.write(file, sound, 8000, format="WAV", subtype="PCM_24")
    data = file.getvalue()
    text = f"{SECRET}!".encode()
    for name, body in (
        (b"LIST", b"INFOIART" + struct.pack("<I", 8) + text),
        (b"bext", text.ljust(602, b"\0")),
        (b"iXML", text),
        (b"cart", text),
        (b"JUNK", text),
        (b"id3 ", _id3(b"TPE1", b"\3" + text)),
        (b"_PMX", XMP),
        (b"prvt", text),
    ):
        data += name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + text


def _id3(name: bytes, body: bytes) -> bytes:
    frame = name + struct.pack(">I", len(body)) + b"\0\0" + body
    return b"ID3\3\0\0" + bytes((0, 0, len(frame) >> 7, len(frame) & 127)) + frame


def _sound(path: Path, codec: str, form: str, **tags: str) -> bytes:
    with av.open(str(path), "w") as container:
        container.metadata.update(tags)
        stream = container.add_stream(codec, rate=44100, layout="mono")
        rng = np.random.default_rng(5)
        for _ in range(4):
            frame = av.AudioFrame.from_ndarray(rng.integers(-3000, 3000, (1, 1152), dtype=np.int16), form, "mono")
            frame.sample_rate = 44100
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path.read_bytes()


def mp3(folder: Path) -> bytes:
    """ID3v2 with a picture, ID3v1, APE, and a note between them."""
    data = _sound(folder / "made.mp3", "libmp3lame", "s16p", artist=f"{SECRET} artist", title=f"{SECRET} title")
    item = struct.pack("<II", 8, 0) + b"Place\0" + f"{SECRET}!".encode()
    head = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 1 << 31 | 1 << 29)
    foot = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 1 << 31)
    body = b"\0image/jpeg\0\3\0" + jpeg()[:2000]
    return _id3(b"APIC", body) + data + head + item + foot + b"TAG" + f"{SECRET} one".encode().ljust(125, b"\0")


def flac(folder: Path) -> bytes:
    """Comments, a picture, a program's own block and padding that is none."""
    data = _sound(folder / "made.flac", "flac", "s16", artist=f"{SECRET} artist", location=f"{SECRET} place")
    text = f"{SECRET} hidden".encode()
    blocks = b"".join(bytes((kind,)) + len(text).to_bytes(3, "big") + text for kind in (1, 2, 6))
    return data[:42] + blocks + data[42:]


def film(path: Path, **tags: str) -> bytes:
    """Half a second of picture and sound."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata.update(tags)
        video = container.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("aac", rate=48000, layout="mono")
        for number in range(5):
            shade = np.full((48, 64, 3), 40 * number, np.uint8)
            container.mux(video.encode(av.VideoFrame.from_ndarray(shade)))
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate = 48000
        container.mux(sound.encode(frame))
        container.mux(video.encode())
        container.mux(sound.encode())
    return path.read_bytes()


def box(name: bytes, body: bytes) -> bytes:
    """A box of the ISO base media format."""
    return struct.pack(">I", len(body) + 8) + name + body


def full(name: bytes, body: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box with version and flags."""
    return box(name, bytes((version,)) + flags.to_bytes(3, "big") + body)


def mp4(folder: Path, suffix: str = ".mp4") -> bytes:
    """Titles, places, times; a track of telemetry with its samples among the film's, XMP, hidden media data, and a tail."""
    data = film(
        folder / f"made{suffix}",
        title=f"{SECRET} title",
        location="+48.1375-011.5750/",
        creation_time="2021-05-01T10:00:00",
        **{"com.apple.quicktime.make": f"{SECRET} maker"},
    )
    secret = f"{SECRET} GPS5 48.1375 11.5750 ".encode()
    telemetry = len(data) + 8
    data += box(b"mdat", secret + f"{SECRET} orphan".encode())
    head = full(b"tkhd", struct.pack(">IIIII60x", 3_700_000_000, 3_700_000_000, 99, 0, 1000), flags=7)
    table = b"".join(
        (
            full(b"stsd", struct.pack(">I", 1) + box(b"gpmd", bytes(8))),
            full(b"stts", struct.pack(">III", 1, 1, 1000)),
            full(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)),
            full(b"stsz", struct.pack(">III", 0, 1, len(secret))),
            full(b"stco", struct.pack(">II", 1, telemetry)),
        )
    )
    media = full(b"mdhd", struct.pack(">IIIII", 3_700_000_000, 0, 1000, 1000, 0))
    media += full(b"hdlr", bytes(4) + b"meta" + bytes(12) + f"{SECRET} MET\0".encode())
    track = box(b"trak", head + box(b"mdia", media + box(b"minf", full(b"nmhd", b"") + box(b"stbl", table))))
    at = data.find(b"moov") - 4
    (length,) = struct.unpack_from(">I", data, at)
    assert at + length <= telemetry - 8
    # The table stands behind the film's data, so what is put into it moves nothing but what comes after.
    assert data.find(b"mdat") < at
    track = track.replace(struct.pack(">II", 1, telemetry), struct.pack(">II", 1, telemetry + len(track)))
    data = data[:at] + struct.pack(">I", length + len(track)) + data[at + 4 : at + length] + track + data[at + length :]
    data += box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + XMP)
    data += box(b"free", f"{SECRET} free".encode()) + box(b"prvt", f"{SECRET} private".encode())
    return data + f"{SECRET} tail".encode()


def packed(name: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@cache
def gif() -> bytes:
    """A comment, XMP, a program's own extension, bytes behind a picture's last pixel and behind the end."""
    file = io.BytesIO()
    frames = [picture(mode="P"), picture().rotate(180).convert("P")]
    frames[0].save(
        file, "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0, comment=f"{SECRET} one".encode()
    )
    data = file.getvalue()
    own = b"!\xff\x0bPRIVATE 1.0" + bytes((len(SECRET),)) + SECRET.encode() + b"\0"
    meta = b"!\xff\x0bXMP DataXMP" + XMP + b"\1" + bytes(range(255, -1, -1)) + b"\0"
    behind = data[:-2] + bytes((len(SECRET),)) + SECRET.encode() + b"\0;"
    at = 13 + 768
    assert data[-2:] == b"\0;"
    return behind[:at] + own + meta + behind[at:] + SECRET.encode()


@cache
def tiff(compression: str = "tiff_lzw") -> bytes:
    """Exif, GPS, XMP, IPTC, a page that is a small picture, and bytes nothing refers to."""
    file = io.BytesIO()
    block = Image.Exif()
    block[0x010F], block[0x0112], block[0x013B], block[0x02BC] = f"{SECRET} maker", 3, f"{SECRET} artist", XMP
    block[0x83BB] = struct.pack(">BBBH", 0x1C, 2, 80, len(SECRET)) + SECRET.encode()
    small = picture((32, 32))
    small.encoderinfo = {"tiffinfo": {254: 1, 270: f"{SECRET} small"}}
    picture().save(
        file, "TIFF", compression=compression, exif=block, save_all=True, append_images=[small], icc_profile=_profile()
    )
    return _with_places(file.getvalue()) + f"{SECRET} behind".encode()


def _with_places(data: bytes) -> bytes:
    """A little-endian TIFF whose first page has an Exif and a GPS directory besides."""
    (at,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, at)
    rows = [data[at + 2 + 12 * number :][:12] for number in range(count)]
    end = data[at + 2 + 12 * count :][:4]
    data += bytes(len(data) % 2)
    moment = f"2021:05:01 {SECRET}\0".encode().ljust(20, b"\0")
    place = struct.pack("<6I", 48, 1, 8, 1, 15, 1)
    start = len(data)
    one = struct.pack("<HHHIII", 1, 0x9003, 2, 20, start, 0)
    data += moment + one + place
    two = struct.pack(
        "<HHHI4sHHIIHHI4sHHIII", 4, 1, 2, 2, b"N", 2, 5, 3, start + 38, 3, 2, 2, b"W", 4, 5, 3, start + 38, 0
    )
    rows += [struct.pack("<HHII", 0x8769, 4, 1, start + 20), struct.pack("<HHII", 0x8825, 4, 1, len(data))]
    data += two
    rows.sort(key=lambda row: struct.unpack_from("<H", row)[0])
    return data[:4] + struct.pack("<I", len(data)) + data[8:] + struct.pack("<H", len(rows)) + b"".join(rows) + end


@cache
def avif() -> bytes:
    """Exif, XMP, another program's box and a tail."""
    file = io.BytesIO()
    picture().save(file, "AVIF", speed=10, exif=exif(1), xmp=XMP, icc_profile=_profile())
    return file.getvalue() + box(b"prvt", SECRET.encode()) + f"{SECRET} tail".encode()


def heic(folder: Path) -> bytes:
    """A picture as telephones keep it, with Exif, XMP, a small picture, and media data that nothing refers to."""
    path = folder / "for-heic.mp4"
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx265", rate=1, options={"x265-params": "log-level=none"})
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        container.mux(video.encode(av.VideoFrame.from_image(picture((64, 48)))))
        container.mux(video.encode())
    data = path.read_bytes()
    at = data.index(b"hvcC") - 4
    settings = data[at : at + struct.unpack_from(">I", data, at)[0]]
    with av.open(str(path)) as container:
        frame = next(bytes(packet) for packet in container.demux(video=0) if packet.size)
    parts = [frame, bytes(4) + exif(1), XMP, frame, f"{SECRET} orphan".encode()]
    kinds = [(b"hvc1", b""), (b"Exif", b""), (b"mime", b"application/rdf+xml\0"), (b"hvc1", b"")]
    infos = b"".join(
        full(b"infe", struct.pack(">HH", number, 0) + kind + f"{SECRET} name\0".encode() + rest, 2)
        for number, (kind, rest) in enumerate(kinds, 1)
    )
    size = full(b"ispe", struct.pack(">II", 64, 48))
    note = full(b"udes", f"en\0{SECRET} user\0\0\0".encode())
    props = box(b"ipco", settings + size + note) + full(
        b"ipma", struct.pack(">I", 2) + struct.pack(">HBBBB", 1, 3, 0x81, 2, 3) + struct.pack(">HBBB", 4, 2, 0x81, 2)
    )
    links = b"".join(
        box(kind, struct.pack(">HHH", source, 1, 1)) for kind, source in ((b"cdsc", 2), (b"cdsc", 3), (b"thmb", 4))
    )

    def whole(start: int) -> bytes:
        rows = b""
        for number, part in enumerate(parts[:4], 1):
            rows += struct.pack(">HHHHII", number, 0, 0, 1, start, len(part))
            start += len(part)
        inner = full(b"hdlr", bytes(4) + b"pict" + bytes(12) + f"{SECRET}\0".encode()) + full(
            b"pitm", struct.pack(">H", 1)
        )
        inner += full(b"iloc", b"\x44\0" + struct.pack(">H", 4) + rows, 1) + full(b"iinf", struct.pack(">H", 4) + infos)
        inner += box(b"iprp", props) + full(b"iref", links)
        return box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + full(b"meta", inner)

    return whole(len(whole(0)) + 8) + box(b"mdat", b"".join(parts)) + box(b"free", f"{SECRET} free".encode())


def webm(folder: Path) -> bytes:
    """Tags, a title, a date, an attached file, chapters, and a tail."""
    path = folder / "made.webm"
    with av.open(str(path), "w", format="webm") as container:
        container.metadata.update(
            {"title": f"{SECRET} title", "artist": f"{SECRET} artist", "location": f"{SECRET} place"}
        )
        video = container.add_stream("libvpx-vp9", rate=10, options={"cpu-used": "8", "deadline": "realtime"})
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.metadata["title"] = f"{SECRET} track"
        for number in range(4):
            container.mux(video.encode(av.VideoFrame.from_ndarray(np.full((48, 64, 3), 50 * number, np.uint8))))
        container.mux(video.encode())
    data = path.read_bytes()

    def element(name: int, body: bytes) -> bytes:
        raw = name.to_bytes(4, "big").lstrip(b"\0")
        return raw + (0x10000000 | len(body)).to_bytes(4, "big") + body

    file = element(0x61A7, element(0x466E, f"{SECRET}.jpg".encode()) + element(0x465C, SECRET.encode()))
    extra = (
        element(0x1941A469, file)
        + element(0x1043A770, element(0x45B9, SECRET.encode()))
        + element(0xEC, SECRET.encode() * 30)
    )
    at = data.index(b"\x18\x53\x80\x67") + 4
    length = int.from_bytes(data[at + 1 : at + 8], "big")
    assert data[at] == 1
    assert at + 8 + length == len(data)
    return (
        data[: at + 1] + (length + len(extra)).to_bytes(7, "big") + data[at + 8 :] + extra + f"{SECRET} tail".encode()
    )


@cache
def pdf() -> bytes:
    """Information, XMP, an attached file, comments, a photo with Exif in it, a program's notes, an earlier version."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(200, 200))
        page = made.pages[0].obj
        photo = pikepdf.Stream(made, jpeg())
        photo.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=96, Height=64, BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode, Metadata=pikepdf.Stream(made, XMP),
            )
        )  # fmt: skip
        page["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
        page["/Contents"] = pikepdf.Stream(made, b"q 96 0 0 64 20 20 cm /Im0 Do Q")
        page["/LastModified"] = pikepdf.String("D:20210501100000")
        page["/PieceInfo"] = pikepdf.Dictionary(Prog=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))
        page["/Annots"] = pikepdf.Array(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name(f"/{kind}"),
                Rect=[0, 0, 9, 9],
                T=f"{SECRET} person",
                Contents=f"{SECRET} said",
            )
            for kind in ("Text", "Link")
        )
        made.docinfo["/Author"], made.docinfo["/CreationDate"] = f"{SECRET} author", "D:20210501100000"
        made.docinfo["/Custom"] = SECRET
        made.attachments["notes.txt"] = pikepdf.AttachedFileSpec(made, SECRET.encode(), filename=f"{SECRET}.txt")
        made.Root["/Metadata"] = made.make_indirect(
            pikepdf.Stream(made, XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        )
        made.save(out, compress_streams=False)
    data = out.getvalue()
    start = data.rindex(b"startxref")
    (at, *_) = data[start + 9 :].split()
    update = f"\n% {SECRET} update\nxref\n0 0\ntrailer\n".encode()
    trailer = data[data.rindex(b"trailer") + 7 : start].strip()
    trailer = trailer[:-2] + b" /Prev " + at + b" >>"
    return data + update + trailer + f"\nstartxref\n{len(data) + update.index(b'xref')}\n%%EOF\n".encode()


def all_of(folder: Path) -> dict[str, bytes]:
    """One file of each format, by name."""
    return {
        "a.jpg": jpeg(),
        "a.png": png(),
        "a.webp": webp(),
        "lossy.webp": webp(lossless=False),
        "a.wav": wav(),
        "a.mp3": mp3(folder),
        "a.flac": flac(folder),
        "a.mp4": mp4(folder),
        "a.mov": mp4(folder, ".mov"),
        "a.gif": gif(),
        "a.tif": tiff(),
        "plain.tif": tiff("raw"),
        "a.avif": avif(),
        "a.heic": heic(folder),
        "a.webm": webm(folder),
        "a.pdf": pdf(),
    }
