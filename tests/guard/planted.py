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

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


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
    audio = "libopus" if path.suffix == ".webm" else "aac"
    with av.open(
        str(path), "w", options={"movflags": "use_metadata_tags"} if path.suffix != ".webm" else {}
    ) as container:
        container.metadata.update(tags)
        video = container.add_stream("libvpx-vp9" if path.suffix == ".webm" else "libx264", rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream(audio, rate=48000, layout="mono")
        for number in range(5):
            shade = np.full((48, 64, 3), 40 * number, np.uint8)
            container.mux(video.encode(av.VideoFrame.from_ndarray(shade)))
        form = "flt" if audio == "libopus" else "fltp"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), form, "mono")
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
    }
