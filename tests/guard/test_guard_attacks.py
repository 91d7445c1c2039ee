"""Files made to harm: bombs, endless lists, files that are two things, and names that lie. Bounded time, one clear error."""

from __future__ import annotations

import os
import struct
import time
import zlib
from pathlib import Path

import planted
import pytest

from fairtake.errors import GuardError
from fairtake.guard import Kind, examine, make_safe


def _refused(path: Path, data: bytes, match: str, seconds: float = 2.0) -> None:
    path.write_bytes(data)
    target = path.with_name("copy")
    began = time.process_time()
    with pytest.raises(GuardError, match=match) as caught:
        make_safe(path, target)
    assert time.process_time() - began < seconds
    assert caught.value.fix
    assert not target.exists()


def test_bombs_are_refused_before_they_go_off(tmp_path: Path) -> None:
    def png(wide: int, high: int, rows: bytes) -> bytes:
        header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n"
            + planted.packed(b"IHDR", header)
            + planted.packed(b"IDAT", rows)
            + planted.packed(b"IEND", b"")
        )

    zeros = zlib.compress(bytes(20 << 20))
    _refused(tmp_path / "a.png", png(60000, 60000, zeros), "million pixels")
    _refused(tmp_path / "b.png", png(10, 10, zeros), "more than the picture")
    jpeg = planted.jpeg()
    at = jpeg.index(b"\xff\xc2") + 5
    _refused(
        tmp_path / "a.jpg",
        jpeg[:at] + b"\xff\xff\xff\xff" + jpeg[at + 4 :],
        "million pixels|cannot be shown|more pixels",
    )


def test_fifty_thousand_entries_are_gone_in_a_moment(tmp_path: Path) -> None:
    data = planted.png()
    at = 33
    chunks = b"".join(
        planted.packed(b"tEXt", b"Author\0" + planted.SECRET.encode() + str(one).encode()) for one in range(50_000)
    )
    (tmp_path / "a.png").write_bytes(data[:at] + chunks + data[at:])
    rows = b"".join(struct.pack("<HHI4s", 0x010F, 2, 4, b"abc") for _ in range(50_000))
    block = b"II*\0\x08\0\0\0" + struct.pack("<H", 50_000) + rows + bytes(4)
    (tmp_path / "b.png").write_bytes(data[:at] + planted.packed(b"eXIf", block) + data[at:])
    began = time.process_time()
    for name in ("a.png", "b.png"):
        told = make_safe(tmp_path / name, tmp_path / "copy.png")
        assert 10 < len(told.findings) <= 420
        assert not planted.secrets_in((tmp_path / "copy.png").read_bytes())
    assert time.process_time() - began < 4.0


def test_a_file_that_is_two_things_becomes_one(tmp_path: Path) -> None:
    both = tmp_path / "both.jpg"
    archive = b"PK\x03\x04" + planted.SECRET.encode() * 9
    both.write_bytes(planted.jpeg() + archive + b"%PDF-1.7 " + planted.pdf())
    told = make_safe(both, tmp_path / "copy.jpg")
    copy = (tmp_path / "copy.jpg").read_bytes()
    assert any(one.where == "after its end" for one in told.findings)
    assert b"%PDF" not in copy
    assert b"PK\x03\x04" not in copy
    assert not planted.secrets_in(copy)


def test_a_name_that_lies_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(planted.jpeg())
    found = [one for one in examine(tmp_path / "photo.png").findings if one.where == "name"]
    assert [one.kind for one in found] == [Kind.HIDDEN]
    assert "JPEG" in found[0].what


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    for path, match in (
        (pipe, "no file"),
        (tmp_path, "cannot be read|no file"),
        (tmp_path / "none.jpg", "cannot be read"),
    ):
        with pytest.raises(GuardError, match=match):
            make_safe(path, tmp_path / "copy")
    _refused(tmp_path / "empty.jpg", b"", "is empty")
    _refused(tmp_path / "text.jpg", b"only words", "no format known")


def test_samples_of_telemetry_that_share_data_with_the_film_are_not_kept(tmp_path: Path) -> None:
    data = planted.mp4(tmp_path)
    at = data.index(b"gpmd")
    sizes = data.index(b"stsz", at)
    chunk = data.index(b"stco", at) + 12
    film = data.index(b"mdat") + 4
    shared = data[:chunk] + struct.pack(">I", film) + data[chunk + 4 :]
    assert sizes
    _refused(tmp_path / "a.mp4", shared, "share their data")


def test_orientation_and_colours_stay(tmp_path: Path) -> None:
    from PIL import Image

    for name, data in (
        ("a.jpg", planted.jpeg()),
        ("a.png", planted.png()),
        ("a.webp", planted.webp()),
        ("a.tif", planted.tiff()),
    ):
        (tmp_path / name).write_bytes(data)
        make_safe(tmp_path / name, tmp_path / f"safe-{name}")
        if name == "a.jpg":  # its planted list of further pictures is none, and Pillow says so
            (tmp_path / name).write_bytes(data.replace(b"MPF\0", b"MPX\0"))
        with Image.open(tmp_path / name) as before, Image.open(tmp_path / f"safe-{name}") as after:
            assert after.getexif().get(0x0112) == before.getexif().get(0x0112)
            assert set(after.getexif()) - {0x0112, 0x02BC} <= (set(before.getexif()) if name == "a.tif" else set())
            assert after.info.get("icc_profile") == before.info.get("icc_profile")
            assert after.tobytes() == before.tobytes()


def test_further_pictures_in_a_photo_are_left_out(tmp_path: Path) -> None:
    from PIL import Image

    other = planted.picture().rotate(180)
    planted.picture().save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[other])
    told = make_safe(tmp_path / "a.jpg", tmp_path / "copy.jpg")
    assert {one.where for one in told.findings} >= {"MPF", "after its end"}
    with Image.open(tmp_path / "a.jpg") as before, Image.open(tmp_path / "copy.jpg") as after:
        assert (before.format, after.format) == ("MPO", "JPEG")
        assert after.tobytes() == before.tobytes()


def test_what_is_put_behind_the_sound_does_not_pass_for_it(tmp_path: Path) -> None:
    _refused(tmp_path / "a.flac", planted.flac(tmp_path) + planted.SECRET.encode(), "behind its sound")
    mp3 = tmp_path / "a.mp3"
    mp3.write_bytes(planted.mp3(tmp_path)[:-128] + planted.SECRET.encode() * 20)
    told = make_safe(mp3, tmp_path / "copy.mp3")
    assert any(one.where == "between its sound" for one in told.findings)
    assert not planted.secrets_in((tmp_path / "copy.mp3").read_bytes())
