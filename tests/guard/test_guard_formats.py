"""Every planted private thing is found, gone from the copy, and the copy looks and sounds as the original."""

from __future__ import annotations

import warnings
from pathlib import Path

import av
import planted
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fairtake.errors import GuardError
from fairtake.guard import Done, Kind, examine, make_safe


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("planted")
    found = {}
    for name, data in planted.all_of(folder).items():
        found[name] = folder / name
        found[name].write_bytes(data)
    return found


NAMES = (
    "a.jpg",
    "a.png",
    "a.webp",
    "lossy.webp",
    "a.wav",
    "a.mp3",
    "a.flac",
    "a.mp4",
    "a.mov",
    "a.gif",
    "a.tif",
    "plain.tif",
    "a.avif",
    "a.heic",
    "a.webm",
    "a.pdf",
)
EXPECTED = {
    "a.jpg": {
        Kind.PLACE,
        Kind.TIME,
        Kind.DEVICE,
        Kind.PERSON,
        Kind.SOFTWARE,
        Kind.TEXT,
        Kind.THUMBNAIL,
        Kind.HIDDEN,
        Kind.TRACE,
    },
    "a.png": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.TEXT, Kind.THUMBNAIL, Kind.HIDDEN},
    "a.webp": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.THUMBNAIL, Kind.HIDDEN},
    "lossy.webp": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.THUMBNAIL, Kind.HIDDEN},
    "a.wav": {Kind.PERSON, Kind.PLACE, Kind.DEVICE, Kind.HIDDEN, Kind.TEXT},
    "a.mp3": {Kind.PERSON, Kind.TEXT, Kind.THUMBNAIL},
    "a.flac": {Kind.PERSON, Kind.PLACE, Kind.SOFTWARE, Kind.THUMBNAIL, Kind.HIDDEN},
    "a.mp4": {Kind.PLACE, Kind.TIME, Kind.TEXT, Kind.HIDDEN, Kind.PERSON},
    "a.mov": {Kind.PLACE, Kind.TIME, Kind.HIDDEN, Kind.PERSON},
    "a.gif": {Kind.TEXT, Kind.PLACE, Kind.PERSON, Kind.HIDDEN},
    "a.tif": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.THUMBNAIL},
    "plain.tif": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.THUMBNAIL},
    "a.avif": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.HIDDEN},
    "a.heic": {Kind.PLACE, Kind.TIME, Kind.DEVICE, Kind.PERSON, Kind.THUMBNAIL, Kind.HIDDEN, Kind.TEXT},
    "a.webm": {Kind.PLACE, Kind.PERSON, Kind.TEXT, Kind.SOFTWARE, Kind.HIDDEN},
    "a.pdf": {Kind.PERSON, Kind.TIME, Kind.TEXT, Kind.PLACE, Kind.SOFTWARE, Kind.HIDDEN},
}


@pytest.mark.parametrize("name", NAMES)
def test_what_was_planted_is_found_and_gone(files: dict[str, Path], name: str, tmp_path: Path) -> None:
    before = files[name].read_bytes()
    told = make_safe(files[name], tmp_path / name)
    copy = (tmp_path / name).read_bytes()
    assert planted.secrets_in(before)
    assert not planted.secrets_in(copy)
    if name == "a.pdf":
        assert planted.secrets_in(planted.pdf_text(before))
        assert not planted.secrets_in(planted.pdf_text(copy))
    assert files[name].read_bytes() == before
    assert {one.kind for one in told.findings} >= EXPECTED[name]
    assert all(one.done is Done.REMOVED for one in told.findings)
    assert not examine(tmp_path / name).findings
    # A copy of a copy is the same copy.
    make_safe(tmp_path / name, tmp_path / f"again-{name}")
    if name != "a.pdf":  # the order of its parts is nobody's promise
        assert (tmp_path / f"again-{name}").read_bytes() == copy


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.data())
def test_damage_never_lets_a_secret_through(
    files: dict[str, Path], name: str, tmp_path: Path, data: st.DataObject
) -> None:
    original = bytearray(files[name].read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(
        st.sampled_from(
            [len(original), len(original) - 1, len(original) // 2, data.draw(st.integers(0, len(original)))]
        )
    )
    damaged = tmp_path / f"damaged{Path(name).suffix}"
    damaged.write_bytes(original[:cut])
    target = tmp_path / "copy"
    target.unlink(missing_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            make_safe(damaged, target)
        except GuardError:
            assert not target.exists()
            return
    copy = target.read_bytes()
    assert not planted.secrets_in(planted.pdf_text(copy) if name == "a.pdf" else copy)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"RIFF\xff\xff\xff\xffWAVE",
            b"RIFF\x10\x00\x00\x00WEBP",
            b"GIF89a",
            b"II*\x00",
            b"MM\x00*",
            b"\x00\x00\x00\x14ftypisom",
            b"\x00\x00\x00\x14ftypheic",
            b"\x00\x00\x00\x14ftypavif",
            b"\x1aE\xdf\xa3",
            b"fLaC",
            b"%PDF-1.7\n",
            b"ID3\x04\x00\x00\x00\x00\x00\x00",
            b"\xff\xfb\x90\x00",
        ]
    ),
    st.binary(max_size=400),
)
def test_any_bytes_end_in_one_clear_error(tmp_path: Path, head: bytes, body: bytes) -> None:
    path, target = tmp_path / "any", tmp_path / "copy"
    path.write_bytes(head + body)
    target.unlink(missing_ok=True)
    try:
        make_safe(path, target)
    except GuardError as error:
        assert error.fix
        assert not target.exists()


def test_other_readers_find_nothing_in_copies(files: dict[str, Path], tmp_path: Path) -> None:
    harmless = {
        "major_brand",
        "minor_version",
        "compatible_brands",
        "language",
        "vendor_id",
        "xmp",
        "id3v2_priv.XMP",
        "DURATION",
    }
    for name in ("a.mp4", "a.mov", "a.webm", "a.mp3", "a.wav", "a.flac"):
        make_safe(files[name], tmp_path / name)
        with av.open(str(tmp_path / name)) as container:
            said = {key: value for key, value in container.metadata.items() if value}
            for stream in container.streams:
                assert stream.type in ("video", "audio")
                said |= {key: value for key, value in stream.metadata.items() if value.strip("\0")}
        assert set(said) <= harmless, (name, said)
    for name in ("a.jpg", "a.png", "a.webp", "a.avif", "a.gif"):
        make_safe(files[name], tmp_path / name)
        with Image.open(tmp_path / name) as picture:
            assert set(picture.getexif()) <= {0x0112}
            assert not {"comment", "Author", "Comment", "Title", "photoshop", "exif_gps"} & set(picture.info)
    make_safe(files["a.pdf"], tmp_path / "a.pdf")
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    assert not reader.metadata
    assert not reader.attachments
    assert [one.get_object()["/Subtype"] for one in reader.pages[0]["/Annots"]] == ["/Link"]
