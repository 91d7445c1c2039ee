"""Opt-outs that files bring: read in every form, and what the gate makes of them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import c2pa
import pytest
import soundfile
from gate_stage import REFERENCE, cleared, signed
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from fairtake.clearance.credentials import local_identity
from fairtake.clearance.gate.optouts import Purpose, read_optouts
from fairtake.clearance.gate.optouts.xmp import optouts_in
from fairtake.model.grant import Asset

HEAD = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
TAIL = "</rdf:RDF></x:xmpmeta>"
PLUS = "xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/'"


def packet(inside: str) -> str:
    return f"{HEAD}{inside}{TAIL}"


def mining(code: str, way: str = "url") -> str:
    url = f"http://ns.useplus.org/ldf/vocab/{code}"
    if way == "attribute":
        return packet(f"<rdf:Description {PLUS} plus:DataMining='{url}'/>")
    if way == "resource":
        return packet(f"<rdf:Description {PLUS}><plus:DataMining rdf:resource='{url}'/></rdf:Description>")
    return packet(f"<rdf:Description {PLUS}><plus:DataMining>{code}</plus:DataMining></rdf:Description>")


def picture(kind: str, text: str) -> bytes:
    image, data = Image.new("RGB", (16, 16)), io.BytesIO()
    if kind == "PNG":
        told = PngInfo()
        told.add_itxt("XML:com.adobe.xmp", text, zip=True)
        image.save(data, "PNG", pnginfo=told)
    else:
        image.save(data, kind, xmp=text.encode())
    return data.getvalue()


def wave(text: str) -> bytes:
    data = io.BytesIO()
    soundfile.write(data, [0.0] * 100, 8000, format="WAV")
    chunk = text.encode() + b" " * (len(text.encode()) % 2)
    return data.getvalue() + b"_PMX" + len(chunk).to_bytes(4, "little") + chunk


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "WAV", "sidecar", "UTF-16"])
@pytest.mark.parametrize("way", ["text", "attribute", "resource"])
def test_data_mining_is_read_wherever_it_stands(tmp_path, kind, way) -> None:
    text = mining("DMI-PROHIBITED-GENAIMLTRAINING", way)
    path = tmp_path / "a.bin"
    if kind == "sidecar":
        path.write_bytes(b"plain")
        (tmp_path / "a.bin.xmp").write_text(text)
    elif kind == "UTF-16":
        path.write_bytes(b"\0" * 31 + text.encode("utf-16-le"))
    else:
        path.write_bytes(wave(text) if kind == "WAV" else picture(kind, text))
    found = read_optouts(path)
    assert [(one.signal, one.value) for one in found.optouts] == [("plus:DataMining", "DMI-PROHIBITED-GENAIMLTRAINING")]
    assert found.optouts[0].purposes == {Purpose.GENERATIVE_TRAINING}
    assert not found.tampered


@pytest.mark.parametrize(
    ("code", "purposes"),
    [
        ("DMI-ALLOWED", None),
        ("DMI-UNSPECIFIED", None),
        ("DMI-PROHIBITED-AIMLTRAINING", {Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
        ("DMI-PROHIBITED", set(Purpose)),
        ("DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", set(Purpose)),
        ("DMI-PROHIBITED-SOMETHINGNEW", set(Purpose)),
        ("Prohibited for AI/ML training", {Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
    ],
)
def test_the_vocabulary_of_plus(code, purposes) -> None:
    found = optouts_in(mining(code).encode())
    assert (found[0].purposes if found else None) == purposes


RSL = "xmlns='https://rslstandard.org/rsl'"


@pytest.mark.parametrize(
    ("inside", "purposes"),
    [
        (
            "<prohibits type='usage'>ai-train ai-input</prohibits>",
            {"training", "generative training", "input to a model"},
        ),
        ("<permits type='usage'>search</permits>", {"training", "generative training", "input to a model"}),
        ("<permits type='usage'>ai-all</permits>", None),
        (
            "<permits type='usage'>all</permits><prohibits type='usage'>ai-train</prohibits>",
            {"training", "generative training"},
        ),
        ("<prohibits type='geo'>US</prohibits>", None),
    ],
)
def test_rsl_licences(inside, purposes) -> None:
    text = packet(f"<rsl {RSL}><content url='/'><license>{inside}</license></content></rsl>")
    found = optouts_in(text.encode())
    assert ({str(one) for one in found[0].purposes} if found else None) == purposes


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("Content-Usage: train-ai=n", "a.wav", ["train-ai=n"]),
        ("User-agent: *\ncontent-usage: search=y, train-ai=n # all", "a.wav", ["train-ai=n"]),
        ("Content-Usage: train-ai=y\nContent-Usage: /a* train-ai=n", "a.wav", ["train-ai=n"]),
        ("Content-Usage: /b train-ai=n", "a.wav", []),
        ("Content-Usage: /*.mp3$ train-ai=n", "a.wav", []),
        ("Content-Usage: search=n", "a.wav", []),
        ("Disallow: /", "a.wav", []),
    ],
)
def test_content_usage(tmp_path, text, name, values) -> None:
    (tmp_path / name).write_bytes(b"sound")
    (tmp_path / "robots.txt").write_text(text)
    assert [one.value for one in read_optouts(tmp_path / name).optouts] == values


def test_hostile_packets_say_nothing() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><x:xmpmeta>&a;</x:xmpmeta>"
    assert optouts_in(bomb.encode()) == []
    assert optouts_in(b"<x:xmpmeta><broken></x:xmpmeta>") == []
    assert optouts_in(b"<x:xmpmeta" * 1000) == []
    outside = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><!DOCTYPE r SYSTEM 'file:///etc/passwd'></x:xmpmeta>"
    assert optouts_in(outside.encode()) == []


@given(st.binary(max_size=300), st.binary(max_size=60))
@settings(max_examples=60)
def test_any_bytes_are_read_without_harm(data, more) -> None:
    optouts_in(data + b"<x:xmpmeta" + more + b"</x:xmpmeta>" + b"\x89PNG\r\n\x1a\n")


def credentials(path: Path, label: str, uses: dict[str, str]) -> None:
    """Sign a picture at `path` with entries about training and mining."""
    identity = local_identity()
    entries = {name: {"use": use} for name, use in uses.items()}
    created = {
        "action": "c2pa.created",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    }
    told = {
        "claim_generator_info": [{"name": "Test", "version": "1"}],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": label, "data": {"entries": entries}},
        ],
    }
    plain = path.with_name("plain.jpg")
    Image.new("RGB", (64, 64), "teal").save(plain, "JPEG")
    signer = c2pa.Signer.from_callback(identity.sign, c2pa.C2paSigningAlg.ED25519, identity.chain, None)
    with c2pa.Context.from_dict({"version": 1}, signer=signer) as context:
        c2pa.Builder(json.dumps(told), context).sign_file(str(plain), str(path))
    plain.unlink()


@pytest.mark.parametrize(("label", "prefix"), [("cawg.training-mining", "cawg."), ("c2pa.training-mining", "c2pa.")])
def test_credentials_are_read_and_must_fit(tmp_path, label, prefix) -> None:
    path = tmp_path / "001.wav"
    uses = {f"{prefix}ai_inference": "notAllowed", f"{prefix}ai_training": "allowed"}
    credentials(path, label, uses)
    found = read_optouts(path)
    assert [(one.signal, one.purposes) for one in found.optouts] == [(label, {Purpose.INPUT})]
    assert not found.tampered
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(bytes(data))
    assert "do not fit" in read_optouts(path).tampered


def test_only_a_grant_answers_an_opt_out(tmp_path) -> None:
    (tmp_path / "recordings").mkdir()
    data = wave(mining("DMI-PROHIBITED-AIMLTRAINING"))
    (tmp_path / "recordings" / "001.wav").write_bytes(data)
    for declared in ("own work", "CC0"):
        clearing = cleared(tmp_path, reference=replace(REFERENCE, declared=declared))
        refusal = clearing.refused[0]
        assert refusal.field == "opt-out"
        assert "plus:DataMining: DMI-PROHIBITED-AIMLTRAINING" in refusal.why
        assert "grant" in refusal.fix
    clearing = cleared(tmp_path, reference=replace(REFERENCE, declared="own work"))
    listed = Asset("001.wav", clearing.verdicts[0].files[0].sha256)
    assert cleared(tmp_path, signed(assets=(listed,))).cleared


def test_no_grant_answers_a_file_that_was_altered(tmp_path) -> None:
    (tmp_path / "recordings").mkdir()
    path = tmp_path / "recordings" / "001.wav"
    credentials(path, "cawg.training-mining", {"cawg.ai_training": "allowed"})
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(bytes(data))
    found = cleared(tmp_path, reference=replace(REFERENCE, declared="own work"))
    listed = Asset("001.wav", found.verdicts[0].files[0].sha256)
    refusal = cleared(tmp_path, signed(assets=(listed,))).refused[0]
    assert refusal.field == "file"
    assert "do not fit" in refusal.why
