"""A film to which two people lend something, one with a grant: the gate, from the folder to the report."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import filming
import pytest
import soundfile
from typer.testing import CliRunner

from fairtake.clearance.grants import as_bytes, begins, draft, entry_bytes, list_bytes, make_list, new_key, revoke, sign
from fairtake.clearance.registry import open_registry
from fairtake.cli import app
from fairtake.errors import ClearanceError
from fairtake.model.breakdown import Line
from fairtake.model.clearance import ReferenceKind
from fairtake.model.grant import Modality
from fairtake.model.reading import VoiceSpec
from fairtake.model.span import Span
from fairtake.pipeline.planning import open_work
from fairtake.pipeline.table_read import read_through
from fairtake.pipeline.unchanged import find_finished
from fairtake.project import load
from fairtake.voices import EspeakVoice

QUIET = "\n".join(f"{step} = false" for step in ("title", "credits", "score", "effects", "ambience"))
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
[cast.BEN]
face = "ben.png"
[clearance]
project = "two-rooms"
"""
SIGNED = begins("2027-01-01")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory) -> Path:
    """Recordings of lines 1 (Ben) and 2 (Anna)."""
    folder = tmp_path_factory.mktemp("spoken")
    with EspeakVoice() as voice:
        for number, text in ((1, "You kept my umbrella."), (2, "Perhaps I missed you, my boy.")):
            line = Line(number, "X", text, Span("", 0, 0, 0))
            take = voice.speak(line, VoiceSpec("ACTOR", pitch=150, formants=1.02, rate=140))
            soundfile.write(folder / f"{number:03d}.wav", take.samples, take.rate)
    return folder


@pytest.fixture
def film(tmp_path, spoken, monkeypatch) -> Path:
    monkeypatch.setenv("FAIRTAKE_NOW", "2027-03-01")
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    folder = filming.write_film(tmp_path / "film", SCRIPT, steps=QUIET, more=LENT)
    shutil.copytree(spoken, folder / "recordings")
    (folder / "ben.png").write_bytes(b"a face")
    (folder / "grants").mkdir()
    return folder


def lend(film: Path, name: str, *paths: str, **terms: object):
    """Anna's grant for some files of the film, in its folder; her key and the grant."""
    key = new_key(film.parent / f"{name}.key")
    lent = [film / path for path in paths]
    terms = {"compensation": [{"unit": "word", "rate": "0.50", "currency": "EUR"}], **terms}
    grant = draft("Nora Vell", [Modality.VOICE], "two-rooms", "plays ANNA", lent, at=SIGNED, **terms)
    given = sign(grant, key, at=SIGNED)
    (film / "grants" / f"{name}.json").write_bytes(as_bytes(given))
    return key, given


def clear(film: Path, *more: str) -> tuple[int, dict]:
    run = CliRunner().invoke(app, ["clear", str(film), "--json", *more])
    return run.exit_code, json.loads(run.output) if run.output.startswith("{") else {}


def test_one_is_used_and_the_other_is_not(film, monkeypatch) -> None:
    _, given = lend(film, "nora", "recordings/002.wav")
    status, told = clear(film)
    assert status == 3
    assert told["schema"] == "fairtake.Clearances.1"
    assert (told["project"], told["at"], told["cleared"]) == ("two-rooms", "2027-03-01T00:00:00Z", False)
    by = {one["path"]: one for one in told["references"]}
    ben, anna, face = (by[path] for path in ("recordings/001.wav", "recordings/002.wav", "ben.png"))
    assert (ben["status"], ben["role"], ben["line"], ben["scenes"]) == ("refused", "BEN", 1, ["1"])
    assert ben["refusals"][0]["field"] == "grant"
    assert (anna["status"], anna["basis"], anna["pay"]) == ("cleared", "grant", ["0.50 EUR a word spoken"])
    assert anna["grants"] == [{"path": "grants/nora.json", "sha256": given.sha256, "id": given.grant.id}]
    assert face["refusals"][0]["field"] == "grant"
    printed = CliRunner().invoke(app, ["clear", str(film)])
    assert printed.exit_code == 3
    assert "1 cleared, 2 refused" in printed.output
    assert not (film / "out").exists()

    filming.paint_plainly(monkeypatch)
    out = film / "out"
    summary, _ = filming.make_inline(film, out)
    gaps = {gap.what: gap for gap in summary.gaps if gap.stage == "clearance"}
    assert set(gaps) == {"BEN's recording of line 1", "BEN's face"}
    assert "the synthetic voice stands in" in gaps["BEN's recording of line 1"].why
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    said = {one["what"]: one for one in report["clearances"]}
    assert said["ANNA's recording of line 2"]["grants"][0]["sha256"] == given.sha256
    assert said["BEN's recording of line 1"]["refusals"][0]["field"] == "grant"
    assert report["recordings"]["used"] == {"2": "002.wav"}
    assert not (out / ".fairtake" / "cleared").exists()  # private copies went with the run
    # Nothing changed, so there is nothing to do; but grants end though nothing changes.
    assert find_finished(load(film), out) is not None
    monkeypatch.setenv("FAIRTAKE_NOW", "2028-06-01")
    assert find_finished(load(film), out) is None


def test_exit_status_and_moments(film) -> None:
    toml = film / "film.toml"
    toml.write_text(toml.read_text().replace('face = "ben.png"', ""))
    key, given = lend(film, "nora", "recordings", roles=["ANNA", "BEN"])
    assert clear(film)[0] == 0
    status, told = clear(film, "--on", "2029-01-01")
    assert status == 3
    assert {one["refusals"][0]["field"] for one in told["references"]} == {"end"}
    assert clear(film, "--on", "tomorrow")[0] == 2
    assert CliRunner().invoke(app, ["clear", str(film / "gone")]).exit_code == 2
    entry = revoke(given, key, at=begins("2027-02-01"))
    back = film / "grants" / "back.json"
    back.write_bytes(entry_bytes(entry))
    status, told = clear(film)
    assert status == 3
    assert told["references"][0]["refusals"][0]["field"] == "revocation"
    back.unlink()
    with open_registry() as registry:  # what was taken back is known without the document too
        registry.add_grant(given)
        assert clear(film)[0] == 0
        # What the machine happens to know lends nothing to a film it does not lie with, unless film.toml says so.
        kept = (film / "grants" / "nora.json").read_bytes()
        (film / "grants" / "nora.json").unlink()
        assert clear(film)[1]["references"][0]["refusals"][0]["field"] == "grant"
        plain = toml.read_text()
        toml.write_text(plain.replace("[clearance]", f'[clearance]\nregistry = "{registry.name}"'))
        assert clear(film)[0] == 0
        toml.write_text(plain)
        (film / "grants" / "nora.json").write_bytes(kept)
        registry.revoke(entry)
    assert clear(film)[1]["references"][0]["refusals"][0]["field"] == "revocation"
    # A grant the registry knows governs the file, whatever film.toml declares of it.
    (film / "grants" / "nora.json").unlink()
    toml.write_text(toml.read_text().replace('lines = "recordings"', 'lines = "recordings"\nlines_rights = "own work"'))
    assert clear(film)[1]["references"][0]["refusals"][0]["field"] == "revocation"
    toml.write_text(toml.read_text().replace("[clearance]", "[clearance]\nstrike = true"))
    assert {one["field"] for one in clear(film)[1]["references"][1]["refusals"]} == {"revocation", "strike_suspend"}


def test_a_list_that_is_too_old_is_no_list(film) -> None:
    toml = film / "film.toml"
    toml.write_text(
        toml.read_text().replace('face = "ben.png"', "") + 'revocations = ["feed.json"]\nmax_age_days = 7\n'
    )
    key, _ = lend(film, "nora", "recordings", roles=["ANNA", "BEN"])
    (film / "feed.json").write_bytes(list_bytes(make_list([], key, at=begins("2027-02-25"))))
    assert clear(film)[0] == 0
    status, told = clear(film, "--on", "2027-03-06")
    assert status == 3
    assert told["references"][0]["refusals"][0]["field"] == "clearance.max_age_days"
    (film / "feed.json").write_bytes(b"{}")
    assert clear(film)[0] == 3


def test_what_stages_read_is_a_private_copy(film) -> None:
    lend(film, "nora", "recordings/002.wav")
    work = open_work(load(film), film / "out", None)
    lent = pickle.loads(pickle.dumps(work.clearing)).of(ReferenceKind.RECORDING)[0]  # as worker processes get it
    assert lent.checked().is_relative_to(film / "out" / ".fairtake" / "cleared")
    (film / "recordings" / "002.wav").write_bytes(b"swapped after it was cleared")
    read_through(work)
    assert work.recorded == {2: "002.wav"}
    lent.checked().write_bytes(b"swapped too")
    with pytest.raises(ClearanceError, match="changed after it was cleared"):
        lent.checked()
    # The next run clears anew, and sweeps away what dead runs left.
    left = film / "out" / ".fairtake" / "cleared" / "dead"
    left.mkdir()
    (left / "lock").write_bytes(b"")
    again = open_work(load(film), film / "out", None)
    assert not again.clearing.cleared
    assert not left.exists()
    assert work.copies is not None
    assert work.copies.exists()


def test_lines_and_a_film_that_uses_nothing(film) -> None:
    run = CliRunner().invoke(app, ["lines", str(film), "--out", str(film / "out"), "--csv"])
    assert run.exit_code == 0, run.output
    assert run.output.count(",synthetic") == 2
    assert not (film / "out").exists()
    plain = filming.write_film(film.parent / "plain")
    assert clear(plain) == (0, {**clear(plain)[1], "references": [], "cleared": True})
