"""Real files with every signal planted in them."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from PIL import Image

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


def picture(seed: int, size: tuple[int, int] = (96, 64)) -> Image.Image:
    """A picture like no other."""
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 255, (8, 12, 3), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)


def jpeg(seed: int, xmp: str = "", exif: Image.Exif | None = None) -> bytes:
    """A JPEG with properties in its XMP packet."""
    out = io.BytesIO()
    more = {"xmp": packet(xmp)} if xmp else {}
    if exif is not None:
        more["exif"] = exif.tobytes()
    picture(seed).save(out, "JPEG", quality=90, **more)
    return out.getvalue()


def exif(copyright_: str) -> Image.Exif:
    """An Exif block that says whose it is."""
    block = Image.Exif()
    block[0x8298] = copyright_
    return block


def packet(properties: str) -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}><rdf:Description xmlns:cc="http://creativecommons.org/ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
        'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:tdm="http://www.w3.org/ns/tdmrep#">'
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def cc(code: str) -> str:
    kind = "publicdomain" if code in ("zero", "mark") else "licenses"
    version = "1.0" if kind == "publicdomain" else "4.0"
    return f'<cc:license rdf:resource="https://creativecommons.org/{kind}/{code}/{version}/"/>'


def mp3(url: str) -> bytes:
    """An MP3 whose ID3 tag names a licence's address."""
    body = url.encode("latin-1")
    frame = b"WCOP" + struct.pack(">I", len(body)) + b"\0\0" + body
    out = io.BytesIO()
    soundfile.write(out, np.sin(np.arange(8000) / 9).astype(np.float32), 8000, format="MP3")
    size = len(frame)
    return (
        b"ID3\x03\0\0"
        + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
        + frame
        + out.getvalue()
    )


def flac(licence: str, format_: str = "FLAC") -> bytes:
    """A FLAC (or OGG) with a LICENSE in its Vorbis comments."""
    out = io.BytesIO()
    with soundfile.SoundFile(out, "w", 8000, 1, format=format_) as file:
        file.license = licence
        file.write(np.sin(np.arange(8000) / 9).astype(np.float32))
    return out.getvalue()


def wav(copyright_: str) -> bytes:
    """A WAV with ICOP in its INFO list."""
    out = io.BytesIO()
    with soundfile.SoundFile(out, "w", 8000, 1, format="WAV", subtype="PCM_16") as file:
        file.copyright = copyright_
        file.write(np.zeros(100, np.float32))
    return out.getvalue()


def tar(path: Path, members: dict[str, bytes], mode: str = "w", link: str = "") -> None:
    with tarfile.open(path, mode) as file:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            file.addfile(entry, io.BytesIO(data))
        if link:
            entry = tarfile.TarInfo(link)
            entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hostname"
            file.addfile(entry)


def warc(path: Path, responses: list[tuple[str, int, dict[str, str], bytes]], *, packed: bool = False) -> None:
    """A crawl: address, status, headers and body of each response, after a warcinfo and with a request before each."""
    records = [_record("warcinfo", "", b"software: test\r\n", "application/warc-fields")]
    for url, status, headers, body in responses:
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{key}: {value}\r\n" for key, value in headers.items()) + "\r\n"
        records.append(_record("request", url, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"))
        records.append(_record("response", url, head.encode() + body, "application/http; msgtype=response"))
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in records))


def _record(kind: str, url: str, body: bytes, type_: str) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Type: {type_}\r\nContent-Length: {len(body)}\r\n"
    head += f"WARC-Target-URI: {url}\r\n" if url else ""
    return head.encode() + b"\r\n" + body + b"\r\n\r\n"


def verdicts(out: Path) -> dict[str, dict[str, Any]]:
    return {
        one["id"]: one
        for name in ("cleared.jsonl", "excluded.jsonl")
        for one in map(json.loads, (out / name).read_text(encoding="utf-8").splitlines())
    }


def decisions(out: Path) -> dict[str, str]:
    return {name: one["decision"] for name, one in verdicts(out).items()}
