"""What is lent to a film is counted while it is made, and stated; what people lent is synthetic here, and so are their names."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import filming
import pytest
import soundfile

from fairtake.clearance import grants, pay
from fairtake.clearance.registry import open_registry
from fairtake.model.grant import Modality
from fairtake.model.reading import VoiceSpec
from fairtake.model.usage import Sighting
from fairtake.pipeline import film
from fairtake.pipeline.costs import planned_costs
from fairtake.pipeline.planning import open_work
from fairtake.pipeline.script_costs import script_costs
from fairtake.project import load
from fairtake.staging import performers
from fairtake.store import DiskStore
from fairtake.voices import EspeakVoice

SCRIPT = """
INT. KITCHEN - DAY

ANNA (60s, silver hair) sits at the table.

ANNA
Nobody told me.
"""
LENT = """
[human]
lines = "recordings"
[cast.ANNA]
model = "anna.glb"
"""
PLAIN = "title = false\ncredits = false\nscore = false"
DRAFTED, NOW = datetime(2027, 1, 5, tzinfo=UTC), "2027-03-01T12:00:00Z"


def strangers():
    spec = importlib.util.spec_from_file_location("strangers", Path(__file__).parent.parent / "exchange/strangers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lend(folder: Path, subject: str, modality: Modality, asset: Path, pay_: list[dict[str, str]]) -> str:
    """Lend a file to the film, for pay; the grant's fingerprint."""
    key = grants.new_key(folder.parent / f"{modality}.key")
    drafted = grants.draft(subject, [modality], "lent", "plays ANNA in Lent", [asset], at=DRAFTED, compensation=pay_)
    signed = grants.sign(drafted, key, at=DRAFTED)
    grants.save(grants.as_bytes(signed), folder / "grants" / f"{modality}.json")
    return signed.sha256


@dataclasses.dataclass
class Made:
    folder: Path
    out: Path
    home: Path
    figure: str
    voice: str

    def again(self) -> filming.Told:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(film, "Farm", filming.InlineFarm)
            patch.setenv("FAIRTAKE_HOME", str(self.home))
            patch.setenv("FAIRTAKE_NOW", NOW)
            return filming.make_inline(self.folder, self.out)[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    root = tmp_path_factory.mktemp("stated")
    folder = filming.write_film(root / "film", SCRIPT, "Lent", (96, 64), steps=PLAIN)
    for name in ("recordings", "grants"):
        (folder / name).mkdir()
    (root / "home").mkdir()
    work = open_work(load(folder), root / "scratch", None)
    with EspeakVoice() as voice:
        take = voice.speak(work.lines[0], VoiceSpec("ILSE", pitch=190, rate=150))
    soundfile.write(folder / "recordings" / "001.wav", take.samples, take.rate)
    made_by = strangers()
    body = performers.build_figure("ANNA", performers.cast_appearances(work.breakdown, {})["ANNA"])
    (folder / "anna.glb").write_bytes(made_by.glb(*made_by.stranger(body, name=made_by.plain, stretched=False)))
    by_second = [{"unit": "second", "rate": "10", "currency": "EUR"}]
    by_word = [{"unit": "word", "rate": "0.5", "currency": "EUR"}, {"unit": "view", "rate": "0.01", "currency": "EUR"}]
    figure = lend(folder, "Ilse Quandrau", Modality.FACE, folder / "anna.glb", by_second)
    spoken = lend(folder, "Bodo Ramsteiger", Modality.VOICE, folder / "recordings", by_word)
    filming.write_film(folder, SCRIPT, "Lent", (96, 64), steps=PLAIN, more=LENT)
    found = Made(folder, root / "out", root / "home", figure, spoken)
    found.again()
    return found


def stated(made: Made) -> dict:
    return json.loads((made.out / "statement.json").read_text())


def test_who_has_the_films_folder_alone_can_recompute_it(made, tmp_path):
    alone = shutil.copytree(made.out, tmp_path / "sent", ignore=shutil.ignore_patterns(".fairtake"))
    verdict = pay.check_statement(alone, [grants.load_grant(path) for path in made.folder.glob("grants/*.json")])
    assert verdict.faults == ()
    assert verdict.doubts == ()
    assert verdict.signer.startswith("did:key:")
    assert verdict.vouched


def test_seconds_are_counted_on_pictures_and_words_in_lines(made):
    found = {one["grant"]: one for one in stated(made)["grants"]}
    figure, voice = found[made.figure], found[made.voice]
    (use,) = figure["used"]
    shots = {one["number"]: one for one in json.loads((made.out / "shots.json").read_text())["shots"]}
    assert 0 < figure["frames"] <= sum(one["end_frame"] - one["start_frame"] for one in shots.values())
    for where in use["where"]:
        (number,) = where["shots"]
        assert shots[number]["start_frame"] <= where["start_frame"] < where["end_frame"] <= shots[number]["end_frame"]
        assert made.figure in shots[number]["grants"]
    assert figure["owed"][0]["amount"] == f"{figure['frames'] * 10 / 24:.2f}"
    (line,) = json.loads((made.out / "performance.json").read_text())["scenes"][0]["lines"]
    assert voice["used"][0]["where"][0]["words"] == 3
    assert voice["frames"] == line["end_frame"] - line["start_frame"]
    assert [one["amount"] for one in voice["owed"]] == ["1.50"]
    assert voice["open"][0]["formula"] == "0.01 EUR x views"


def test_a_film_that_is_made_again_says_the_same_and_is_logged_once(made):
    names = ("usage.json", "statement.json")
    before = [(made.out / name).read_bytes() for name in names]
    store = DiskStore(made.out / ".fairtake" / "store")
    pieces = {path: path.stat().st_mtime_ns for path in store.folder.glob("??/*.mp4")}
    counted = [path for path in store.folder.glob("??/*.noun") if store.load(_key(path), Sighting)]
    assert counted
    counted[0].unlink()
    made.again()  # what went missing is counted anew, and no picture is encoded anew
    assert [(made.out / name).read_bytes() for name in names] == before
    assert counted[0].is_file()
    ends = {path: path.stat().st_mtime_ns for path in store.folder.glob("??/*.mp4")}
    assert set(ends) == set(pieces)
    with open_registry(str(made.home / "registry.sqlite")) as registry:
        uses = registry.uses("lent")
        assert {use.event["grant"] for use in uses} == {made.figure, made.voice}
        assert len(uses) == 2
        assert "Quandrau" not in str(uses)


def _key(path: Path) -> str:
    return path.parent.name + path.stem


def test_the_price_is_known_before(made, tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRTAKE_HOME", str(made.home))
    monkeypatch.setenv("FAIRTAKE_NOW", NOW)
    work = open_work(load(made.folder), tmp_path, None)
    first = {one["grant"]: one for one in script_costs(work.clearing, work.breakdown)}
    assert first[made.voice]["owed"][0]["amount"] == "1.50"
    assert first[made.figure]["planned"] == ["10 EUR a second"]
    planned = {one["grant"]: one for one in planned_costs(load(made.folder), tmp_path)}
    final = {one["grant"]: one for one in stated(made)["grants"]}
    assert planned[made.voice]["owed"] == final[made.voice]["owed"]
    assert planned[made.figure]["frames"] >= final[made.figure]["frames"] > 0


def test_a_film_nobody_lent_to_says_so(tmp_path, monkeypatch):
    filming.paint_plainly(monkeypatch)
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path))
    folder = filming.write_film(tmp_path / "film", SCRIPT, size=(64, 64), steps=PLAIN)
    filming.make_inline(folder, tmp_path / "out")
    verdict = pay.check_statement(tmp_path / "out")
    assert verdict.faults == ()
    assert verdict.vouched
    assert (verdict.statement["grants"], verdict.statement["owed"]) == ([], [])
    assert not (tmp_path / "registry.sqlite").exists()


def test_without_a_key_the_film_is_made_and_the_statement_says_nobody_stands_for_it(tmp_path, monkeypatch):
    filming.paint_plainly(monkeypatch)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "production.key").write_text("no key")
    (tmp_path / "home" / "production.key").chmod(0o600)
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    folder = filming.write_film(tmp_path / "film", SCRIPT, size=(64, 64), steps=PLAIN)
    summary, _ = filming.make_inline(folder, tmp_path / "out")
    assert any(gap.what == "statement.json" for gap in summary.gaps)
    assert [fault.kind for fault in pay.check_statement(tmp_path / "out").faults] == [pay.FaultKind.UNSIGNED]
