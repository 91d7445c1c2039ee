"""Grants, credentials, registries; and files that attack who reads them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import time
import zipfile
import zlib
from pathlib import Path

import dataset_files as planted
import numpy as np
import pytest
from dataset_files import decisions, verdicts
from PIL import Image, ImageOps

from fairtake.clearance.grants import as_bytes, entry_bytes, new_key, revoke, sign
from fairtake.clearance.registry import Fingerprint, open_registry
from fairtake.errors import ClearanceError
from fairtake.guard import Format
from fairtake.model.grant import Asset, Compensation, Grant, Modality, ReplicaType, Subject
from fairtake.pipeline.declaring import declare
from fairtake.pipeline.screen_readers import _codes
from fairtake.pipeline.screening import screen_dataset

pytestmark = pytest.mark.usefixtures("in_this_process")


def grant_for(data: bytes, **terms) -> Grant:
    return Grant(
        **{
            "id": "ila-1",
            "subject": Subject("Ila Vesk"),
            "modality": (Modality.WORK,),
            "project": "open-model",
            "use": "one of the pictures a model is trained on",
            "start": "2020-01-01",
            "end": "2029-12-31",
            "replica_type": ReplicaType.WORK,
            "assets": (Asset("a.jpg", hashlib.sha256(data).hexdigest(), len(data)),),
            "training": True,
            "compensation": (Compensation("flat", "40", "EUR"),),
            **terms,
        }
    )


def put(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


PLUS = '<plus:DataMining rdf:resource="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"/>'


def test_a_grant_for_training_overrides_a_generic_opt_out_until_it_is_taken_back(tmp_path, key):
    data = planted.jpeg(1, PLUS)
    owner = new_key(tmp_path / "owner.key")
    signed = sign(grant_for(data), owner)
    root = put(tmp_path / "data", {"a.jpg": data, "b.jpg": planted.jpeg(2, PLUS), "grants/ila.json": as_bytes(signed)})
    screen_dataset(root, tmp_path / "out", key=key)
    assert decisions(tmp_path / "out") == {"a.jpg": "on terms", "b.jpg": "prohibited"}
    assert "over a generic opt-out" in verdicts(tmp_path / "out")["a.jpg"]["reason"]
    bill = (tmp_path / "out/terms.csv").read_text()
    assert "Ila Vesk" in bill
    assert ",flat,40,EUR," in bill
    (root / "grants/back.json").write_bytes(entry_bytes(revoke(signed, owner)))
    screen_dataset(root, tmp_path / "out", key=key)
    assert verdicts(tmp_path / "out")["a.jpg"]["reason"] == "the grant for this file was taken back"


@pytest.mark.parametrize(
    ("terms", "wanted"),
    [({"training": False}, "does not permit training"), ({"end": "2021-01-01"}, "does not stand")],
)
def test_a_grant_that_says_no_forbids_whatever_else_is_said(tmp_path, key, terms, wanted):
    data = planted.jpeg(1, planted.cc("zero"))
    signed = sign(grant_for(data, **terms), new_key(tmp_path / "owner.key"))
    root = put(tmp_path / "data", {"a.jpg": data, "grants/ila.json": as_bytes(signed)})
    screen_dataset(root, tmp_path / "out", key=key)
    assert wanted in verdicts(tmp_path / "out")["a.jpg"]["reason"]
    assert decisions(tmp_path / "out") == {"a.jpg": "prohibited"}


def test_a_grant_that_was_altered_allows_nothing(tmp_path, key):
    data = planted.jpeg(1)
    signed = as_bytes(sign(grant_for(data, training=False), new_key(tmp_path / "owner.key")))
    forged = signed.replace(b'"training":false', b'"training":true')
    assert forged != signed
    root = put(tmp_path / "data", {"a.jpg": data, "grants/ila.json": forged})
    screen_dataset(root, tmp_path / "out", key=key)
    assert decisions(tmp_path / "out") == {"a.jpg": "unknown"}


@pytest.mark.parametrize("label", ["cawg.training-mining", "c2pa.training-mining"])
def test_content_credentials_of_both_labels(tmp_path, key, label, monkeypatch):
    from fairtake.pipeline import declaring

    real = declaring.c2pa.Builder

    def named(definition, context):
        text = json.dumps(definition).replace('"cawg.training-mining"', f'"{label}"')
        prefix = label.partition(".")[0]
        return real(json.loads(text.replace('"cawg.', f'"{prefix}.') if prefix == "c2pa" else text), context)

    monkeypatch.setattr(declaring.c2pa, "Builder", named)
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "plain.jpg").write_bytes(planted.jpeg(1, planted.cc("zero")))
    declare(tmp_path / "plain.jpg", data / "a.jpg", Format.JPEG)
    whole = (data / "a.jpg").read_bytes()
    (data / "b.jpg").write_bytes(whole[:-40] + bytes(20) + whole[-20:])
    screen_dataset(data, tmp_path / "out", key=key)
    found = verdicts(tmp_path / "out")
    assert {name: one["decision"] for name, one in found.items()} == {"a.jpg": "prohibited", "b.jpg": "prohibited"}
    assert any(one["vocabulary"] == "C2PA" and label in one["value"] for one in found["a.jpg"]["evidence"])
    assert any(one["says"] == "tampered" for one in found["b.jpg"]["evidence"])


def photo(seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    return Image.fromarray(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8)).resize(
        (512, 384), Image.Resampling.BICUBIC
    )


def zero(picture: Image.Image, format_: str = "JPEG", **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, xmp=planted.packet(planted.cc("zero")), **more)
    return out.getvalue()


def test_copies_of_registered_pictures_are_found_turned_and_mirrored(tmp_path, key):
    where = str(tmp_path / "registry.sqlite")
    with open_registry(where) as registry:
        registry.add_fingerprints("ila-house", [Fingerprint(0.0, _codes(np.asarray(photo(1)))[0], "pdq", 100)])
    copies = {
        "same.jpg": photo(1),
        "small.jpg": photo(1).resize((256, 192)),
        "mirror.jpg": ImageOps.mirror(photo(1)),
        "turned.jpg": photo(1).transpose(Image.Transpose.ROTATE_90),
        "upside.jpg": ImageOps.flip(photo(1)),
    }
    files = {name: zero(picture, quality=50) for name, picture in copies.items()}
    root = put(tmp_path / "data", {**files, "other.jpg": zero(photo(2))})
    screen_dataset(root, tmp_path / "out", key=key, registry=where)
    assert decisions(tmp_path / "out") == {**dict.fromkeys(files, "prohibited"), "other.jpg": "allowed"}
    with pytest.raises(ClearanceError, match="no registry"):
        screen_dataset(root, tmp_path / "out", key=key, registry=str(tmp_path / "none.sqlite"))


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to side x side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    text = b"Copyright\0CC0 1.0"
    xmp = b"XML:com.adobe.xmp\0\0\0\0\0" + planted.packet(planted.cc("zero"))
    packed = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", head), chunk(b"tEXt", text), chunk(b"iTXt", xmp), chunk(b"IDAT", packed), chunk(b"IEND", b"")]
    )


def test_attacks_leave_an_item_unknown_and_the_run_goes_on(tmp_path, key):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", "hidden")
    free = zero(photo(1))
    many = "".join(f"<dc:rights>{number}</dc:rights>" for number in range(10_000))
    root = put(
        tmp_path / "data",
        {
            "bomb.png": bomb(60_000),
            "polyglot.jpg": free + archive.getvalue(),
            "pdf.jpg": free[:4] + b"%PDF-1.4" + free[4:],
            "sound.mp3": free,
            "page.jpg": b"<html></html>" * 100,
            "cut.jpg": free[: len(free) // 2],
            "list.jsonl": b"{" * 100_000
            + b"\n"
            + b'{"url": "https://x.example/a.jpg", "license": "CC0"}\n'
            + b"x" * 3_000_000,
            "noise.parquet": os.urandom(1000),
            "noise.tar": os.urandom(1000),
            "noise.warc.gz": b"\x1f\x8b" + os.urandom(1000),
            "many.jpg": planted.jpeg(3, "") + planted.packet(many + planted.cc("zero")),
            "good.jpg": free,
        },
    )
    with (root / "sparse.parquet").open("wb") as file:
        file.truncate(40 * 10**9)
    (root / "loop").symlink_to(root)
    (root / "link.jpg").symlink_to("/etc/hostname")
    os.mkfifo(root / "pipe.jpg")
    begun = time.process_time()
    screen_dataset(root, tmp_path / "out", key=key)
    assert time.process_time() - begun < 6
    found = verdicts(tmp_path / "out")
    allowed = {name for name, one in found.items() if one["decision"] == "allowed"}
    assert allowed == {"good.jpg", "many.jpg"}
    assert {"loop", "link.jpg", "pipe.jpg", "sparse.parquet#", "noise.parquet#", "bomb.png"} <= set(found)
    for name, one in found.items():
        assert one["decision"] in ("unknown", "allowed"), name
        assert len(one["reason"]) > 10
    assert "60000" in found["bomb.png"]["reason"]
    assert "ZIP" in found["polyglot.jpg"]["reason"]


def film() -> bytes:
    """An MP4 with a licence in its metadata."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        container.metadata["copyright"] = "CC BY 4.0"
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height = 64, 48
        for number in range(3):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number * 40, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def test_films_and_sound_that_break_off_are_unknown(tmp_path, key):
    whole = {"a.mp4": film(), "b.wav": planted.wav("CC0 1.0"), "c.ogg": planted.flac("CC0 1.0", "OGG")}
    root = put(tmp_path / "data", {**whole, **{f"cut-{name}": data[:-60] for name, data in whole.items()}})
    screen_dataset(root, tmp_path / "out", key=key)
    assert decisions(tmp_path / "out") == {
        "a.mp4": "on terms",
        "b.wav": "allowed",
        "c.ogg": "allowed",
        **{f"cut-{name}": "unknown" for name in whole},
    }


def test_names_and_texts_that_are_no_letters(tmp_path, key):
    root = put(
        tmp_path / "data", {"list.jsonl": b'{"url": "https://x.example/\\ud800.jpg", "license": "CC BY \\udfff"}\n'}
    )
    folder = Path(os.fsdecode(os.fsencode(root) + b"/\xff\xfe"))
    put(folder, {"\udcf0.jpg": planted.jpeg(1, planted.cc("zero")), "robots.txt": b"User-agent: *\nDisallow: /"})
    planted.tar(root / "a.tar", {"\udcff.jpg": planted.jpeg(2, planted.cc("zero"))})
    screen_dataset(root, tmp_path / "out", key=key)
    assert sorted(decisions(tmp_path / "out").values()) == ["allowed", "on terms", "prohibited"]
