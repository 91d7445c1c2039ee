"""A film to which two people lent a recording, one with a grant: what it says of itself, file by file.

Read with c2pa's own reader and with our verbs. Nobody of these names is meant; the voices are a machine's.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import c2pa
import filming
import pytest
import soundfile
from typer.testing import CliRunner

from fairtake.clearance.grants import as_bytes, begins, draft, entry_bytes, new_key, revoke, sign
from fairtake.cli import app
from fairtake.model.breakdown import Line
from fairtake.model.grant import Modality
from fairtake.model.reading import VoiceSpec
from fairtake.model.span import Span
from fairtake.voices import EspeakVoice

SCRIPT = """
Title: Two Rooms

INT. KITCHEN - DAY

ANNA sits at the table. BEN enters.

BEN
You kept my umbrella.

ANNA
Perhaps I missed you, my boy.
"""
LENT = """
[human]
lines = "recordings"
[clearance]
project = "two-rooms"
"""
SIGNED = begins("2027-01-01")
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TYPES = {".mp4": "video/mp4", ".wav": "audio/wav"}


class Made:
    """The film, its folder, whose grant it stands on, and her key."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("FAIRTAKE_NOW", "2027-03-01")
        patch.setenv("FAIRTAKE_HOME", str(root / "home"))
        self.folder = filming.write_film(root / "film", SCRIPT, more=LENT, steps="score = false")
        (self.folder / "recordings").mkdir()
        with EspeakVoice() as voice:
            for number, text in ((1, "You kept my umbrella."), (2, "Perhaps I missed you, my boy.")):
                take = voice.speak(Line(number, "X", text, Span("", 0, 0, 0)), VoiceSpec("ACTOR", pitch=150))
                soundfile.write(self.folder / "recordings" / f"{number:03d}.wav", take.samples, take.rate)
        self.key = new_key(root / "nora.key")
        pay = [{"unit": "word", "rate": "0.50", "currency": "EUR"}]
        lent = [self.folder / "recordings" / "002.wav"]
        grant = draft("Nora Vell", [Modality.VOICE], "two-rooms", "plays ANNA", lent, at=SIGNED, compensation=pay)
        self.signed = sign(grant, self.key, at=SIGNED)
        (self.folder / "grants").mkdir()
        (self.folder / "grants" / "nora.json").write_bytes(as_bytes(self.signed))
        filming.paint_plainly(patch)
        self.out = root / "out"
        filming.make_inline(self.folder, self.out)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        yield Made(tmp_path_factory.mktemp("lent"), patch)


def run(*arguments: object) -> tuple[int, dict]:
    done = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    return done.exit_code, json.loads(done.output)


def reader(path: Path, data: bytes | None = None) -> c2pa.Reader:
    """c2pa's own, with no settings of ours; `data` instead of what the file holds."""
    content = io.BytesIO(path.read_bytes() if data is None else data)
    if path.suffix in TYPES:
        return c2pa.Reader(TYPES[path.suffix], content)
    return c2pa.Reader("application/octet-stream", content, Path(f"{path}.c2pa").read_bytes())


def played(out: Path) -> list[Path]:
    """Everything that should be signed."""
    found = [path for path in sorted(out.rglob("*")) if path.suffix in (*TYPES, ".srt", ".vtt")]
    return [path for path in found if ".fairtake" not in path.parts]


def test_one_is_used_the_other_is_not_and_verify_says_all_of_it(made) -> None:
    status, told = run("clear", made.folder)
    assert (status, [one["status"] for one in told["references"]]) == (3, ["refused", "cleared"])
    status, said = run("verify", made.out / "film.mp4")
    assert (status, said["verdict"], said["problems"]) == (0, "valid", [])
    assert said["made"]["generator"].startswith("Fairtake")
    assert said["signer"]["standing"] == "this machine"
    assert {"pictures", "voices", "staging", "camera"} <= set(said["synthetic"])
    assert {"screenplay", "voices"} <= set(said["human"])
    (lent,) = said["lent"]
    assert (lent["title"], lent["basis"], lent["grants"]) == (
        "Recording, lent by Nora Vell", "grant", [made.signed.sha256]
    )  # fmt: skip
    (grant,) = said["grants"]
    assert (grant["credit"], grant["state"], grant["modality"]) == ("Nora Vell", "valid", ["voice"])
    assert grant["use"] == "plays ANNA"  # the make kept the grant where verify finds it
    assert said["training"] == "notAllowed"
    assert said["marks"]
    assert {one["state"] for one in said["beside"]} == {"as signed"}
    assert said["statement"] == {"holds": True, "faults": []}
    words = CliRunner().invoke(app, ["verify", str(made.out / "film.mp4")]).output
    assert "As it was signed" in words
    assert "in force" in words


def test_the_statement_holds_and_names_what_is_owed(made) -> None:
    status, told = run("statement", made.out)
    assert (status, told["holds"], told["owed"]) == (
        0, True, [{"payee": "Nora Vell", "currency": "EUR", "amount": "3.00"}]
    )  # fmt: skip
    assert told["vouched_by"]


def test_the_whole_folder_is_signed(made) -> None:
    status, told = run("verify", made.out)
    assert (status, told["passes"]) == (0, True)
    assert {one["file"] for one in told["files"] if one["signed"]} == {str(path) for path in played(made.out)}


def test_c2pa_itself_finds_every_file_valid_and_every_flipped_byte(made) -> None:
    files = played(made.out)
    assert {"film.mp4", "film.srt", "dialogue.wav", "effects.wav"} <= {path.name for path in files}
    assert any(path.parent.name == "shots" for path in files)
    for path in files:
        said = reader(path)
        assert said.get_validation_state() == "Valid", path
        active = json.loads(said.json())["manifests"][json.loads(said.json())["active_manifest"]]
        told = {one["label"]: one["data"] for one in active["assertions"]}
        actions = told["c2pa.actions.v2"]["actions"]
        assert actions[0]["action"] == "c2pa.created"
        assert [one["action"] for one in actions].count("c2pa.created") == 1
        spoken = path.name in ("film.mp4", "dialogue.wav")
        text = path.suffix in (".srt", ".vtt")
        source = "digitalCreation" if text else "composite" if spoken else "algorithmicMedia"
        assert actions[0]["digitalSourceType"] == IPTC + source, path
        lent = [(one["title"], one["relationship"]) for one in active.get("ingredients", [])]
        assert lent == ([("Recording, lent by Nora Vell", "inputTo")] if spoken else []), path
        assert "thumbnail" not in active
        data = bytearray(path.read_bytes())
        data[{".mp4": data.rfind(b"mdat") + 12, ".wav": 60}.get(path.suffix, len(data) // 2)] ^= 1
        assert reader(path, bytes(data)).get_validation_state() == "Invalid", path
    marked = json.loads(reader(made.out / "film.mp4").json())
    actions = next(
        one["data"]["actions"]
        for one in marked["manifests"][marked["active_manifest"]]["assertions"]
        if one["label"] == "c2pa.actions.v2"
    )
    assert "c2pa.watermarked.bound" in [one["action"] for one in actions]


def test_what_was_not_lent_is_nowhere(made) -> None:
    """Of Ben's recording the film's folder has neither content nor hash, and no name of its file."""
    refused = (made.folder / "recordings" / "001.wav").read_bytes()
    for path in made.out.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert hashlib.sha256(refused).hexdigest().encode() not in data, path
            assert refused[5000:5200] not in data, path
            assert b"001.wav" not in data, path


def test_taken_back_it_is_told_and_the_film_is_out_of_date(made, tmp_path) -> None:
    entry = tmp_path / "taken-back.json"
    entry.write_bytes(entry_bytes(revoke(made.signed, made.key, at=begins("2027-02-01"))))
    status, said = run("verify", made.out / "film.mp4", "--revocations", entry)
    assert (status, said["verdict"], said["grants"][0]["state"]) == (3, "revoked", "revoked")
