"""Revoke, make again, and nothing of the person is left.

One film is made with two people's work: a figure made after Ilse Quandrau, and recordings and music by Bodo
Ramsteiger (both nobody's names; synthetic all). Then one grant is taken back, then the other.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import filming
import numpy as np
import pytest
import soundfile
from leftovers import Traces, left_in, sound_at_rate
from PIL import Image

from fairtake.clearance import grants
from fairtake.model.figure import Figure
from fairtake.model.grant import Modality, SignedGrant
from fairtake.model.reading import VoiceSpec
from fairtake.pipeline import film
from fairtake.pipeline.export import Format, export_film
from fairtake.pipeline.planning import open_work
from fairtake.pipeline.storyboard import explain_shot, make_boards
from fairtake.pipeline.unchanged import find_finished
from fairtake.project import load
from fairtake.staging import performers
from fairtake.store import DiskStore
from fairtake.voices import EspeakVoice

SCRIPT = """
Title: Lent

INT. KITCHEN - DAY

BEN (30s, beard) sits at the table. He looks at the window.

BEN
The kettle has been cold since Tuesday.

ANNA (60s, silver hair) enters. She walks to the table.

ANNA
Then somebody ought to warm it up again.

EXT. PARK - DAY

ZOË (20s, red coat) waves to BEN.

ZOË
You are late, as ever.

INT. OFFICE - NIGHT

ANNA stands at the desk.

ANNA
Nobody told me about this.
"""
LENT = """
[human]
lines = "recordings"
music = "ramsteiger theme.wav"
[cast.ANNA]
model = "quandrau.glb"
"""
DRAFTED, BEFORE, AFTER = datetime(2027, 1, 5, tzinfo=UTC), "2027-03-01T12:00:00Z", "2027-04-01T12:00:00Z"
ANNAS = {"1", "3"}
"""The scenes she is in."""


def _strangers():
    spec = importlib.util.spec_from_file_location("strangers", Path(__file__).parent.parent / "exchange/strangers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclasses.dataclass
class Person:
    key: grants.Key
    signed: SignedGrant

    def revoke(self, day: str) -> None:
        at = datetime.fromisoformat(day).replace(tzinfo=UTC)
        grants.keep(grants.revoke(self.signed, self.key, at=at))


def lend(folder: Path, keys: Path, name: str, modality: list[Modality], assets: list[Path], **terms) -> Person:
    key = grants.new_key(keys / f"{name.split()[0]}.key")
    drafted = grants.draft(name, modality, "lent", "plays ANNA in Lent", assets, at=DRAFTED, **terms)
    signed = grants.sign(drafted, key, at=DRAFTED)
    grants.save(grants.as_bytes(signed), folder / "grants" / f"{name.split()[-1].lower()}.json")
    return Person(key, signed)


class Watching(filming.InlineFarm):
    """Remembers which shots are drawn."""

    drawn: ClassVar[set[str]] = set()

    def render(self, jobs, done):
        Watching.drawn |= {job.shot.number for job in jobs}
        return super().render(jobs, done)


@dataclasses.dataclass
class Made:
    """A make: the shot list, the report, what was told, which shots were drawn, and what was found of people."""

    shots: list[dict]
    lines: list[tuple]
    report: dict
    told: filming.Told
    drawn: set[str]
    left: dict[str, list[str]]

    @classmethod
    def of(cls, folder: Path, out: Path, traces: Traces, known: dict) -> Made:
        Watching.drawn = set()
        _, told = filming.make_inline(folder, out)
        return cls.read(out, told, traces, known)

    @classmethod
    def read(cls, out: Path, told: filming.Told, traces: Traces, known: dict) -> Made:
        read = {name: json.loads((out / name).read_text("utf-8")) for name in ("shots.json", "report.json")}
        scenes = json.loads((out / "performance.json").read_text("utf-8"))["scenes"]
        lines = [(one["line"], one["start_frame"], one["end_frame"]) for scene in scenes for one in scene["lines"]]
        return cls(
            read["shots.json"]["shots"], lines, read["report.json"], told, Watching.drawn, left_in(out, traces, known)
        )

    def standing_on(self, person: Person) -> set[str]:
        return {shot["number"] for shot in self.shots if person.signed.sha256 in shot["grants"]}


@dataclasses.dataclass
class Stopped:
    """A make that was stopped when all was drawn: whether the old film was still there, what it remembered, and
    which shots it drew."""

    kept: bool
    lent: str
    drawn: set[str]


def stopped(folder: Path, out: Path, patch) -> Stopped:
    def stop(*_, **__):
        raise KeyboardInterrupt

    Watching.drawn = set()
    before = (out / "film.mp4").read_bytes()
    with patch.context() as broken:
        broken.setattr(film.finishing, "assemble", stop)
        with pytest.raises(KeyboardInterrupt):
            filming.make_inline(folder, out)
    return Stopped((out / "film.mp4").read_bytes() == before, (out / ".fairtake/lent.json").read_text(), Watching.drawn)


@dataclasses.dataclass
class Story:
    """The film made with both, without Ilse, without both; and, elsewhere, never with anybody."""

    ilse: Person
    bodo: Person
    traces: Traces
    both: Made
    one: Made
    none: Made
    never: Made
    out: Path
    clean: Path
    broken: Stopped
    dated: list[bool]
    """Whether the first film is up to date: when made, after the grants' end, before their beginning, a month
    later, and after the revocation."""


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    root = tmp_path_factory.mktemp("revoked")
    folder = filming.write_film(root / "film", SCRIPT, "Lent", (96, 64), steps="title = false\ncredits = false")
    for name in ("recordings", "grants"):
        (folder / name).mkdir()
    traces = Traces()
    work = open_work(load(folder), root / "scratch", None)
    with EspeakVoice() as voice:
        for line in (line for line in work.lines if line.role == "ANNA"):
            take = voice.speak(line, VoiceSpec("BODO", pitch=150, formants=1.02, rate=140))
            soundfile.write(folder / "recordings" / f"{line.number:03d} ramsteiger.wav", take.samples, take.rate)
            traces.sounds[f"bodo's line {line.number}"] = sound_at_rate(take.samples, take.rate)
    rng = np.random.default_rng(7)
    tune = 0.2 * np.sin(2 * np.pi * np.cumsum(350 + 8 * np.cumsum(rng.standard_normal(20 * 48_000)) / 200) / 48_000)
    soundfile.write(folder / "ramsteiger theme.wav", tune, 48_000)
    traces.sounds["bodo's theme"] = sound_at_rate(tune, 48_000)[2 * 4000 : 6 * 4000]
    strangers = _strangers()
    texture = io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (64, 64, 3), np.uint8)).save(texture, "PNG")
    body = performers.build_figure("ANNA", performers.cast_appearances(work.breakdown, {})["ANNA"])
    girth = np.array([1.03, 1.0, 1.05], np.float32)
    body = dataclasses.replace(body, mesh=dataclasses.replace(body.mesh, vertices=body.mesh.vertices * girth))
    brought = strangers.stranger(body, name=strangers.plain, stretched=False, picture=texture.getvalue())
    (folder / "quandrau.glb").write_bytes(strangers.glb(*brought))
    traces.points["ilse's figure as brought"] = body.mesh.vertices
    terms = {"start": "2027-01-05", "end": "2027-12-31"}
    face = [Modality.FACE, Modality.MOTION]
    sounds = [Modality.VOICE, Modality.WORK]
    ilse = lend(folder, root, "Ilse Quandrau", face, [folder / "quandrau.glb"], **terms)
    files = [folder / "recordings", folder / "ramsteiger theme.wav"]
    bodo = lend(folder, root, "Bodo Ramsteiger", sounds, files, **terms)
    for person, name in ((ilse, "ilse"), (bodo, "bodo")):
        traces.words |= {
            f"{name}'s name": person.signed.grant.subject.name.split()[1].encode(),
            f"{name}'s key": person.key.did.encode(),
            f"{name}'s grant": person.signed.sha256.encode(),
            **{f"{name}'s file {n}": one.sha256.encode() for n, one in enumerate(person.signed.grant.assets)},
        }
    traces.words["ilse's texture"] = texture.getvalue()[200:260]
    folder = filming.write_film(folder, SCRIPT, "Lent", (96, 64), steps="title = false\ncredits = false", more=LENT)
    out, clean = root / "out", root / "clean"
    with pytest.MonkeyPatch.context() as patch:
        filming.paint_plainly(patch)
        patch.setattr(film, "Farm", Watching)
        patch.setenv("FAIRTAKE_HOME", str(root / "home"))
        patch.setenv("FAIRTAKE_NOW", BEFORE)
        (root / "home").mkdir()
        _, told = filming.make_inline(folder, out)
        # As she is stored: turned into our rest pose, and dressed in her texture.
        stored = [
            DiskStore(out / ".fairtake/store").load(path.parent.name + path.stem, Figure)
            for path in (out / ".fairtake/store").glob("??/*.noun")
        ]
        her = next(one for one in stored if one is not None and "model" in one.details)
        traces.points["ilse's figure as stored"] = her.mesh.vertices
        make_boards(load(folder), out, None, 1)
        explain_shot(load(folder), "1A-1", out)
        export_film(load(folder), Format.GLB, None, out)
        (out / "notes.txt").write_text("Mine: cut the kettle.")
        (out / "boards/mine.txt").write_text("Mine too.")
        known: dict = {}
        both = Made.read(out, told, traces, known)
        patch.setenv("FAIRTAKE_NOW", AFTER)
        dated = [find_finished(load(folder), out) is not None]
        for day in ("2028-01-01", "2027-01-04"):  # after its end, before its beginning
            patch.setenv("FAIRTAKE_NOW", day)
            dated.append(find_finished(load(folder), out) is not None)
        patch.setenv("FAIRTAKE_NOW", AFTER)
        dated.append(find_finished(load(folder), out) is not None)
        ilse.revoke("2027-03-20")
        dated.append(find_finished(load(folder), out) is not None)
        broken = stopped(folder, out, patch)
        one = Made.of(folder, out, traces, known)
        one.drawn |= broken.drawn
        bodo.revoke("2027-03-21")
        none = Made.of(folder, out, traces, known)
        never = Made.of(folder, clean, traces, known)
        yield Story(ilse, bodo, traces, both, one, none, never, out, clean, broken, dated)


def test_what_both_lent_is_found_in_the_film_made_with_it(story):
    """The search can fail: in the first film it finds every trace."""
    assert set(story.both.left) >= {"ilse's figure as stored", *story.traces.sounds}
    for trace in ("ilse's name", "bodo's name", "ilse's grant", "bodo's grant", "ilse's file 0", "bodo's file 1"):
        assert story.both.left[trace], trace
    assert "film.mp4" in story.both.left["bodo's theme"]
    assert "stems/dialogue.wav" in story.both.left["bodo's line 2"]
    assert any(name.startswith("export/") for name in story.both.left["ilse's figure as stored"])
    named = {"shots.json", "shots.csv", "film.otio", "export/scene-1.glb", "statement.json", ".fairtake/lent.json"}
    assert named <= set(story.both.left["ilse's grant"])


def test_nothing_of_who_took_it_back_is_left(story):
    assert {trace for trace in story.one.left if trace.startswith("ilse")} == set()
    assert {trace for trace in story.one.left if trace.startswith("bodo")}  # his is still lent
    assert story.none.left == {}


def test_the_folder_is_as_if_nobody_had_lent_anything(story):
    def of(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    ours, theirs = of(story.out), of(story.clean)
    mine = {"notes.txt", "boards/mine.txt"}
    assert mine <= set(ours)
    assert set(ours) - mine == set(theirs)
    timed = {"report.json", ".fairtake/manifest.json", ".fairtake/mix.json", ".fairtake/clips.json"}
    timed |= {".fairtake/credentials.json"}
    assert [name for name in theirs if ours[name] != theirs[name] and name not in timed] == []


def test_a_recast_figure_is_drawn_anew_where_she_was_seen_and_nowhere_else(story):
    stale = story.both.standing_on(story.ilse)
    assert stale
    assert {shot["scene"] for shot in story.both.shots if shot["number"] in stale} == ANNAS
    assert story.one.lines == story.both.lines  # another body takes no longer over a line
    assert stale <= story.one.drawn
    scenes = {shot["number"]: shot["scene"] for shot in story.both.shots}
    assert {scenes[number] for number in story.one.drawn} == ANNAS
    assert "ilse" not in json.dumps(story.one.report).lower()
    (told,) = story.one.report["consent"]["recast"]
    assert told == {
        "what": "ANNA",
        "why": "the grant was revoked",
        "stands_in": "the built-in figure plays instead",
        "shots": [shot["number"] for shot in story.both.shots if shot["number"] in stale],
    }
    assert {"boards.pdf", "plans/1A-1.png", "export/scene-1.glb"} <= set(
        story.one.report["consent"]["removed"]["files"]
    )
    assert "stored results" in story.one.told.notes["Removing what was lent"]


def test_a_voice_that_is_gone_moves_its_scenes_and_no_others(story):
    heard = story.one.standing_on(story.bodo)
    assert heard
    scenes = {shot["number"]: shot["scene"] for shot in story.none.shots}
    # Another reading has another length: what is timed by it in its scene is drawn anew.
    assert {scenes[number] for number in story.none.drawn} == ANNAS
    assert story.none.lines != story.one.lines
    assert not any(shot["grants"] for shot in story.none.shots)
    why = {told["what"]: told["why"] for told in story.none.report["consent"]["recast"]}
    assert why == {"ANNA": "the grant was revoked", "the music": "the grant was revoked"}
    assert "consent" not in story.never.report


def test_a_finished_film_is_out_of_date_when_a_grant_is_though_no_file_changed(story):
    assert story.dated == [True, False, False, True, False]


def test_a_run_that_was_stopped_keeps_the_old_film_and_leaves_the_rest_to_the_next(story):
    assert story.broken.kept
    assert story.ilse.signed.sha256 in story.broken.lent
    assert story.broken.drawn  # and the run after it drew nothing twice, and found all there was to remove
