"""A film's folder as a make leaves it, small: a film that stands on a grant, signed, with its statement beside it.

Drawn, counted and signed once; every attack gets a copy of its own.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image
from reportlab.pdfgen import canvas

from attacks.stage import AT, BreachError, tone
from fairtake.clearance import pay
from fairtake.clearance.credentials import (
    GrantNote,
    Ingredient,
    Manifest,
    SourceType,
    local_identity,
    sign_beside,
    sign_file,
)
from fairtake.clearance.grants import Key, as_bytes, draft, new_key, sign
from fairtake.model.clearance import ReferenceKind
from fairtake.model.grant import Compensation, Modality, SignedGrant
from fairtake.model.usage import Lent, Seen, Terms, Usage
from fairtake.pipeline.verifying import Verification, verify_file

FPS, FRAMES = 24, 48
SIGNED = ("film.mp4", "dialogue.wav", "1A-1.png", "boards.pdf", "film.srt")
"""One of every kind of file that is signed; subtitles by a manifest beside them."""


@dataclass
class Made:
    """`out` the film's folder, `plain` the same files before they were signed, `other` another film's folder."""

    out: Path
    plain: Path
    other: Path
    anna: Key
    production: Key
    signed: SignedGrant

    @property
    def film(self) -> Path:
        """The film itself."""
        return self.out / "film.mp4"

    def verified(self, name: str = "film.mp4", **more: Any) -> Verification:
        """What can be known of a file of the folder."""
        return verify_file(self.out / name, AT, **more)

    def seen_through(self, name: str = "film.mp4", **more: Any) -> str:
        """What verify says against a file; it may not pass."""
        found = self.verified(name, **more)
        if found.outcome.passes:
            raise BreachError(f"{name} passes as {found.outcome}")
        why = [one.what for one in found.problems]
        why += [f"{one.name} beside it is {one.state}" for one in found.beside if one.state == "changed"]
        why += found.statement or ()
        why += [f"{one.note.credit}: {one.why}" for one in found.grants if one.state == "revoked"]
        return f"[{found.outcome}] {'; '.join(dict.fromkeys(why)) or 'it has no credentials'}"

    def untrue(self, signer: str = "", kind: str = "") -> str:
        """What is said against the statement; it may not hold."""
        found = pay.check_statement(self.out, [self.signed], signer)
        if not found.faults:
            raise BreachError(f"the statement holds; doubts: {found.doubts}")
        if kind and all(one.kind.name != kind for one in found.faults):
            raise BreachError(f"no fault of the kind {kind}: {found.faults}")
        one = next((one for one in found.faults if one.kind.name == kind), found.faults[0])
        return f"[{one.kind.name.lower()}] {one.where} {one.what}"

    def statement(self) -> dict[str, Any]:
        """The statement as it lies there."""
        return dict(json.loads((self.out / "statement.json").read_bytes()))

    def write_statement(self, told: dict[str, Any], key: Key | None = None) -> None:
        """Put another in its place, signed anew when a key is given."""
        if key is not None:
            told = pay.signed({name: told[name] for name in told if name not in ("signature", "signed_by")}, key)
        (self.out / "statement.json").write_text(json.dumps(told), encoding="utf-8")

    def state_anew(self, key: Key) -> None:
        """The statement that follows from the folder as it is, signed with `key`."""
        self.write_statement(_stated(self.out), key)


def made(folder: Path) -> Made:
    """A copy of the film in `folder`."""
    where, anna, production, signed = _gallery()
    for name in ("out", "plain", "other"):
        shutil.copytree(where / name, folder / name)
    return Made(folder / "out", folder / "plain", folder / "other", anna, production, signed)


@cache
def _gallery() -> tuple[Path, Key, Key, SignedGrant]:
    folder = Path(tempfile.mkdtemp(prefix="fairtake-attacks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    anna, production = new_key(folder / "anna.key"), new_key(folder / "production.key")
    lent = folder / "lent.wav"
    tone(lent, 220)
    at = AT.replace(month=1)
    pay_ = [{"unit": "word", "rate": "0.50", "currency": "EUR"}, {"unit": "second", "rate": "10", "currency": "EUR"}]
    drafted = draft(
        "Anna Berg", [Modality.VOICE, Modality.FACE], "ten-years", "plays ANNA", [lent], at=at, compensation=pay_
    )
    signed = sign(drafted, anna, at=at)
    sign_file(lent, folder / "signed.wav", _manifest("lent.wav"), local_identity())
    for name, shade in (("out", 90), ("other", 30)):
        _folder(folder / name, shade, signed, production)
        if name == "out":
            shutil.copytree(folder / "out", folder / "plain")
        _sign(folder / name, signed, folder / "signed.wav")
    return folder, anna, production, signed


def _folder(out: Path, shade: int, signed: SignedGrant, production: Key) -> None:
    out.mkdir()
    draw(out / "film.mp4", shade)
    tone(out / "dialogue.wav", 100 + shade)
    Image.fromarray((np.arange(48 * 64 * 3) * shade // 7 % 251).astype(np.uint8).reshape(48, 64, 3)).save(
        out / "1A-1.png"
    )
    page = canvas.Canvas(str(out / "boards.pdf"), invariant=1)
    page.drawString(100, 100, f"1A-1, {shade}")
    page.save()
    (out / "film.srt").write_text(f"1\n00:00:00,000 --> 00:00:01,000\nYou kept it {shade} days.\n", encoding="utf-8")
    camera = {"position": [0, 1.5, 3], "orientation": [0, 0, 0, 1], "fovy": 0.6}
    cut = ("1A-1", 0, 24), ("1B-1", 24, FRAMES)
    shots = [
        {"number": number, "scene": "1", "start_frame": start, "end_frame": end, "subjects": ["ANNA"],
         "grants": [signed.sha256], "camera": [camera] * (end - start)}
        for number, start, end in cut
    ]  # fmt: skip
    line = {"line": 1, "role": "ANNA", "text": "You kept it.", "start_frame": 4, "end_frame": 20 + shade // 10}
    head = {"role": "ANNA", "head": [[0, 1.5, 0]] * FRAMES, "present": [True] * FRAMES}
    scene = {"number": "1", "start_frame": 0, "end_frame": FRAMES, "performers": [head], "lines": [line]}
    _json(out / "shots.json", {"schema": "fairtake.ShotList.1", "fps": FPS, "size": [64, 36], "shots": shots})
    _json(out / "performance.json", {"schema": "fairtake.Performance.1", "fps": FPS, "scenes": [scene]})
    grant, by = signed.grant, (signed.sha256,)
    voice, face = (Modality.VOICE,), (Modality.FACE,)
    lent = (
        Lent("human.lines", ReferenceKind.RECORDING, "001.wav", "2" * 64, voice, "grant", by, "ANNA", lines=(1,)),
        Lent("cast.ANNA.model", ReferenceKind.CHARACTER, "a.glb", "3" * 64, face, "grant", by, "ANNA",
             seen=(Seen("1A-1", (90_000,) * 24),)),
    )  # fmt: skip
    terms = (Terms(signed.sha256, grant.id, "Anna Berg", grant.modality, _compensations(signed)),)
    found = Usage(title="Ten Years", project="ten-years", fps=FPS, frames=FRAMES, lent=lent, terms=terms)
    _json(out / "usage.json", pay.usage_data(found))
    told = pay.signed(_stated(out), production)
    _json(out / "statement.json", told)


def _compensations(signed: SignedGrant) -> tuple[Compensation, ...]:
    return signed.grant.compensation


def _stated(out: Path) -> dict[str, Any]:
    rests_on = {name: pay.file_sha256(out / name) for name in pay.EVIDENCE}
    found = pay.read_usage(out / "usage.json")
    cut = pay.read_cut(out / "shots.json", out / "performance.json")
    return dict(pay.state(found, cut, pay.films_of(out, found), rests_on))


def _json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data), encoding="utf-8")


def _manifest(title: str, **said: Any) -> Manifest:
    said = {"synthetic": ("pictures",), "human": ("screenplay",), **said}
    return Manifest(title, "Ten Years", SourceType.COMPOSITE, "An animated film.", **said)


def manifest_of(out: Path, signed: SignedGrant, lent: Path | None, name: str = "film.mp4", **said: Any) -> Manifest:
    """What a file of the folder says of itself."""
    if name != "film.mp4":
        return _manifest(name, **said)
    beside = ("statement.json", "usage.json", "shots.json", "performance.json", "film.srt")
    given = (
        (
            Ingredient(
                "Recording, lent by Anna Berg", lent, "audio/wav", "recording", "grant", "2" * 64, (signed.sha256,)
            ),
        )
        if lent is not None
        else ()
    )
    note = GrantNote(signed.sha256, "Anna Berg", ("voice",))
    hashes = {one: hashlib.sha256((out / one).read_bytes()).hexdigest() for one in beside}
    return _manifest(name, ingredients=given, grants=(note,), beside=hashes, **said)


def _sign(out: Path, signed: SignedGrant, lent: Path) -> None:
    (out / "grants").mkdir()
    (out / "grants" / "anna.json").write_bytes(as_bytes(signed))
    who = local_identity()
    for name in SIGNED:
        said = manifest_of(out, signed, lent, name)
        if name.endswith(".srt"):
            store, _ = sign_beside(out / name, said, who)
            (out / f"{name}.c2pa").write_bytes(store)
            continue
        unsigned = out / f"unsigned-{name}"
        (out / name).rename(unsigned)
        sign_file(unsigned, out / name, said, who)
        unsigned.unlink()


def draw(path: Path, shade: int, frames: int = FRAMES) -> None:
    """Two seconds of a moving grey as H.264."""
    with av.open(str(path), "w", options={"fflags": "+bitexact", "movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for frame in range(frames):
            picture = av.VideoFrame.from_ndarray(np.full((36, 64, 3), shade + frame, np.uint8), "rgb24")
            film.mux(stream.encode(picture))
        film.mux(stream.encode())


def flip(path: Path, at: int, by: int = 1) -> None:
    """One byte of a file becomes another."""
    data = bytearray(path.read_bytes())
    data[at] ^= by
    path.write_bytes(data)


__all__ = ["FPS", "FRAMES", "SIGNED", "Made", "draw", "flip", "made", "manifest_of"]
