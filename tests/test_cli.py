"""The program as a person meets it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import opentimelineio as otio
import pytest
import typer

from fairtake import __version__, cli
from fairtake.directing import shipped_styles
from fairtake.model.footage import Frame, Quality
from fairtake.pipeline import farm, film
from fairtake.pipeline.work import Work

SCRIPT = "INT. KITCHEN - DAY\n\nANNA sits.\n\nANNA\nNo.\n"
GAP = SCRIPT.replace("KITCHEN", "QUUXARIUM")
"""A place no kit knows: a gap."""

TOML = '[film]\nscript = "s.fountain"\nsize = [128, 72]\nquality = "draft"\n[steps]\ntitle = false\ncredits = false\n'


class _Grey:
    """A ports.Renderer that draws quickly; the quality is its tone."""

    asked: list[Quality]
    sizes: list[tuple[int, int]]

    def __init__(self) -> None:
        self.asked, self.sizes = [], []

    def render(self, performance, assets, shot, settings, first=0, last=None):
        self.asked.append(settings.quality)
        self.sizes.append(settings.size)
        width, height = settings.size
        for _ in range(first, shot.frames if last is None else last):
            yield Frame(np.full((height, width, 3), 90, np.uint8))


class _Farm:
    workers: int | None = None

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        _Farm.workers = workers

    def start(self) -> None:
        pass

    def render(self, jobs, done) -> float:
        for job in jobs:
            farm._render_piece(job, str(self.folder))
            done(job)
        return 0.0

    def close(self) -> None:
        pass


@pytest.fixture
def painter(monkeypatch):
    grey = _Grey()
    monkeypatch.setattr(farm, "_renderer", lambda: grey)
    monkeypatch.setattr(film, "Farm", _Farm)
    monkeypatch.setenv("COLUMNS", "160")
    return grey


@pytest.fixture
def run(monkeypatch, capsys):
    def running(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fairtake", *map(str, arguments)])
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return running


def folder(tmp_path: Path, script: str = SCRIPT) -> Path:
    place = tmp_path / "film"
    place.mkdir(exist_ok=True)
    (place / "s.fountain").write_text(script)
    (place / "film.toml").write_text(TOML)
    return place


# -- words -------------------------------------------------------------------------------------


def test_version(run):
    assert run("--version") == (0, f"fairtake {__version__}\n", "")


def test_help_mentions_every_command(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    status, printed, _ = run("--help")
    assert status == 0
    names = [command.name or command.callback.__name__ for command in cli.app.registered_commands]
    assert {"make", "shots", "prompt"} <= set(names)
    for name in names:
        assert re.search(rf"\b{name}\b", printed), name


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("make", ["--out", "--quality", "--jobs", "--strict"]),
        ("prompt", ["--out", "--quality", "--jobs"]),
        ("shots", ["--out", "--strict", "--explain"]),
        ("boards", ["--out", "--jobs"]),
        ("check", ["--out", "--cut", "--quick"]),
        ("style list", []),
        ("style new", ["--in", "--about"]),
        ("export", ["--to", "--scene", "--out"]),
        ("look list", []),
        ("lines", ["--out", "--role", "--csv", "--sheet"]),
        ("keys new", ["--passphrase", "--passphrase-file"]),
        ("keys show", ["--passphrase-file"]),
        ("grant draft", ["--subject", "--modality", "--project", "--use", "--asset", "--pay", "--notice", "--out"]),
        ("grant sign", ["--key", "--out", "--as", "--name", "--liveness", "--yes"]),
        ("grant countersign", ["--name", "--key"]),
        ("grant show", ["--json"]),
        ("grant check", ["--on", "--revocations", "--json"]),
        ("grant revoke", ["--key", "--out", "--from", "--reason"]),
        ("grant feed", ["--out", "--key"]),
        ("grant list", ["--on", "--json"]),
        ("grant challenge", []),
        ("grant export", ["--as", "--out", "--key"]),
        ("grant import", ["--out"]),
        ("clear", ["--json", "--on", "--plan"]),
        ("statement", ["--json", "--csv", "--grants"]),
        ("verify", ["--json", "--grants", "--revocations", "--on"]),
        ("registry list", ["--film", "--uses", "--json"]),
        ("registry add", ["--registry"]),
        ("registry check", ["--head", "--json"]),
        ("registry head", ["--out"]),
        ("registry export", ["--out"]),
        ("registry restore", ["--registry"]),
        ("registry forget", ["--json"]),
        ("registry serve", ["--registry"]),
        ("guard", ["--out", "--json", "--watch"]),
        ("screen", ["--out", "--registry", "--processes", "--prove", "--check", "--json"]),
    ],
)
def test_every_command_explains_itself(run, command, options, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    status, printed, errors = run(*command.split(), "--help")
    assert (status, errors) == (0, "")
    for option in options:
        assert re.search(rf"{option}\b.*\w", printed), option
    assert len([line for line in printed.splitlines() if line.strip()]) > 3


def test_every_command_is_held_to_explain_itself():
    """A verb that is added must be added above."""
    (marked,) = test_every_command_explains_itself.pytestmark
    names = set()
    for name, command in typer.main.get_command(cli.app).commands.items():
        names |= {f"{name} {verb}" for verb in command.commands} if hasattr(command, "commands") else {name}
    assert {command for command, _ in marked.args[1]} == names


def test_without_a_command_it_helps(run):
    _, printed, errors = run()
    assert "make" in printed + errors


@pytest.mark.parametrize(
    "arguments",
    [
        ["mkae"],
        ["make"],
        ["make", "x", "--quality", "best"],
        ["make", "x", "-j", "0"],
        ["check"],
        ["boards", "x", "-j", "many"],
        ["shots", "x", "--explain"],
        ["style", "nwe"],
        ["style", "new"],
    ],
)
def test_wrong_usage_is_status_2(run, arguments):
    status, _, errors = run(*arguments)
    assert status == 2
    assert "Traceback" not in errors


def test_the_program_and_the_module_are_one():
    program = Path(sys.executable).with_name("fairtake")
    commands = [[sys.executable, "-m", "fairtake", "--version"]]
    commands += [[str(program), "--version"]] if program.exists() else []
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == f"fairtake {__version__}"


# -- make --------------------------------------------------------------------------------------


def test_make_tells_what_it_did_and_then_that_nothing_is_left_to_do(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    status, printed, errors = run("make", film_folder, "--out", out)
    assert (status, errors) == (0, "")
    for word in ("Reading lines", "Shooting", "Mixing", "Cutting", "LUFS", "Reused", "Not staged"):
        assert word in printed
    assert str(out) in "".join(line.strip() for line in printed.splitlines())
    assert (out / "film.mp4").is_file()
    drawn = len(painter.asked)
    assert drawn
    status, printed, errors = run("make", film_folder, "--out", out)
    assert (status, errors) == (0, "")
    assert "up to date" in printed
    assert len(printed.splitlines()) == 1
    assert len(painter.asked) == drawn


def test_out_defaults_to_the_title(run, painter, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Ten Years.fountain").write_text("Title: Ten Years Later\n\n" + SCRIPT)
    assert run("shots", "Ten Years.fountain")[0] == 0
    assert (tmp_path / "out" / "ten-years-later" / "shots.json").is_file()


def test_quality_and_jobs(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    assert run("make", film_folder, "--out", out, "--jobs", 3, "--quality", "draft")[0] == 0
    assert set(painter.asked) == {Quality.DRAFT}
    assert _Farm.workers == 3
    painter.asked.clear()
    assert run("make", film_folder, "-o", out, "-j", 1, "-q", "final")[0] == 0
    assert set(painter.asked) == {Quality.FINAL}
    assert _Farm.workers == 1
    painter.asked.clear()
    assert run("make", film_folder, "-o", out, "-q", "draft")[0] == 0
    assert painter.asked == []


def test_the_quality_asked_for_wins_over_film_toml(run, painter, tmp_path):
    film_folder = folder(tmp_path)
    toml = (film_folder / "film.toml").read_text().replace('"draft"', '"final"')
    (film_folder / "film.toml").write_text(toml)
    assert run("make", film_folder, "--out", tmp_path / "out", "-q", "draft")[0] == 0
    assert set(painter.asked) == {Quality.DRAFT}


def test_strict_ends_with_3_when_something_is_missing(run, painter, tmp_path):
    whole, out = folder(tmp_path), tmp_path / "out"
    assert run("make", whole, "--out", out, "--strict")[0] == 0
    gappy = folder(tmp_path, GAP)
    status, printed, errors = run("make", gappy, "--out", out, "--strict")
    assert (status, errors) == (3, "")
    assert "Not in the film as written" in printed
    assert "QUUXARIUM" in printed
    assert (out / "film.mp4").is_file()
    # Also when nothing is left to do, and when only planning; without --strict it is no failure.
    assert run("make", gappy, "--out", out, "--strict")[0] == 3
    assert run("shots", gappy, "--out", tmp_path / "plan", "--strict")[0] == 3
    assert run("make", gappy, "--out", out)[0] == 0


# -- shots and prompt --------------------------------------------------------------------------


def test_shots_prints_reasons_and_renders_nothing(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    status, printed, errors = run("shots", film_folder, "--out", out)
    assert (status, errors) == (0, "")
    listed = json.loads((out / "shots.json").read_text())["shots"]
    for shot in listed:
        assert shot["number"] in printed
    assert listed[0]["reason"].split(".")[0][:20] in printed
    assert painter.asked == []
    assert not (out / "film.mp4").exists()
    assert {path.name for path in out.iterdir()} == {".fairtake", "shots.json", "shots.csv", "performance.json"}


def test_shots_leaves_a_finished_film_as_it_is(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    assert run("make", film_folder, "--out", out)[0] == 0
    assert run("shots", film_folder, "--out", out)[0] == 0
    assert "up to date" in run("make", film_folder, "--out", out)[1]


def test_prompt_makes_a_film_and_keeps_its_words(run, painter, tmp_path, monkeypatch):
    monkeypatch.setattr(Work, "step", lambda work, name: name == "effects")  # cards take long
    out = tmp_path / "out"
    words = 'A woman crosses the kitchen and says: "You kept it."'
    status, _, errors = run("prompt", words, "--out", out, "-q", "draft")
    assert (status, errors) == (0, "")
    assert (out / "script.txt").read_text(encoding="utf-8") == words + "\n"
    assert "You kept it." in (out / "film.srt").read_text(encoding="utf-8")
    with av.open(str(out / "film.mp4")) as container:
        assert container.metadata["title"] == "A woman crosses the kitchen and"
    assert "up to date" in run("prompt", words, "--out", out, "-q", "draft")[1]


def test_an_empty_prompt_is_refused(run, tmp_path):
    status, _, errors = run("prompt", "  ", "--out", tmp_path / "out")
    assert status == 1
    assert errors.startswith("Error: ")
    assert "empty" in errors


# -- check, boards and --explain -----------------------------------------------------------------


TALK = """INT. KITCHEN - DAY

ANNA (60s) stands by the window. BEN (30s) stands by the table.

[[shot: MCU BEN]]

BEN
You kept my letter, all these years.

[[shot: MCU ANNA]]

ANNA
It was raining on the day you went.
"""


def hurried_cut(out: Path, path: Path, *more: tuple[str, int]) -> Path:
    """The film's own cut with a second taken out of the second shot, as a timeline."""
    shots = json.loads((out / "shots.json").read_text())["shots"]
    clips = [(shot["number"], 0, shot["end_frame"] - shot["start_frame"]) for shot in shots]
    number, _, frames = clips[1]
    clips[1:2] = [(number, 0, 20), (number, 44, frames - 44)]
    track = otio.schema.Track("V", kind=otio.schema.TrackKind.Video)
    for name, first, length in [*clips, *((name, 0, length) for name, length in more)]:
        span = otio.opentime.TimeRange(otio.opentime.RationalTime(first, 24), otio.opentime.RationalTime(length, 24))
        track.append(otio.schema.Clip(name, otio.schema.MissingReference(), span))
    made = otio.schema.Timeline("In a hurry")
    made.tracks.append(track)
    otio.adapters.write_to_file(made, str(path), adapter_name="otio_json")
    return path


def test_check_of_a_clean_cut_is_well(run, painter, tmp_path):
    film_folder, out = folder(tmp_path, TALK), tmp_path / "out"
    status, printed, errors = run("check", film_folder, "--out", out, "--quick")
    assert (status, errors) == (0, "")
    assert re.search(r"Errors\s+0 in \d+ cuts", printed)
    assert "Not judged: occluded speaker" in printed
    for word in (
        "on average",
        "the face is seen",
        "Cuts near a change of speaker",
        "continuity.json",
        "continuity.png",
    ):
        assert word in printed
    assert json.loads((out / "continuity.json").read_text())["errors"] == 0
    assert painter.asked == []


def test_check_ends_with_4_when_there_are_errors(run, painter, tmp_path):
    film_folder, out = folder(tmp_path, TALK), tmp_path / "out"
    assert run("check", film_folder, "--out", out, "--quick")[0] == 0
    path = hurried_cut(out, tmp_path / "cut.otio", ("a [drone]", 48))
    status, printed, errors = run("check", film_folder, "--out", out, "--quick", "--cut", path)
    assert (status, errors) == (4, "")
    numbers = [shot["number"] for shot in json.loads((out / "shots.json").read_text())["shots"]]
    assert re.search(rf"error jump cut {numbers[1]} → {numbers[1]} at 00:00:\d\d:\d\d: ", printed)
    assert "Not judged: a [drone]: no shot of the film has this name" in printed
    # The film's own cut is as it was.
    assert run("check", film_folder, "--out", out, "--quick")[0] == 0


def test_boards_tells_what_was_drawn(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    status, printed, errors = run("boards", film_folder, "--out", out, "-j", 1)
    assert (status, errors) == (0, "")
    shots = len(json.loads((out / "shots.json").read_text())["shots"])
    panels = len(list((out / "boards").glob("*.png")))
    assert f"{panels} panels of {shots} shots ({panels} drawn)" in printed
    assert str(out / "boards.pdf") in printed
    assert f"(0 drawn, {panels} kept)" in run("boards", film_folder, "--out", out, "-j", 1)[1]


def test_explain_teaches_one_shot(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    status, printed, errors = run("shots", film_folder, "--out", out, "--explain", "1a-1")
    assert (status, errors) == (0, "")
    for words in ("Shot 1A-1", "Why it is here", "What it pays", "If you break it", "plans/1A-1.png"):
        assert words in printed
    assert (out / "plans" / "1A-1.png").is_file()
    assert "Runner-up" not in printed


# -- style ---------------------------------------------------------------------------------------


def test_look_list_names_all_of_them(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    status, printed, errors = run("look", "list")
    assert (status, errors) == (0, "")
    for name in ("ligne", "noir", "clay", "watercolour", "paper-cut", "blueprint", "teal-orange"):
        assert re.search(rf"^{name}\s+\w+.* \w+", printed, re.MULTILINE), name


def test_style_list_names_all_of_them(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    status, printed, errors = run("style", "list")
    assert (status, errors) == (0, "")
    for name in shipped_styles():
        assert re.search(rf"^{name}\s+[\d.]+\s+\w\S+ \w+", printed, re.MULTILINE), name


def test_a_new_style_can_be_used_as_it_is(run, painter, tmp_path):
    film_folder, out = folder(tmp_path), tmp_path / "out"
    status, printed, errors = run("style", "new", "Night Train", "--in", film_folder, "--about", "long and dark")
    assert (status, errors) == (0, "")
    assert 'style = "night-train.toml"' in printed
    assert "long and dark" in (film_folder / "night-train.toml").read_text()
    toml = (film_folder / "film.toml").read_text().replace("[film]", '[film]\nstyle = "night-train.toml"')
    (film_folder / "film.toml").write_text(toml)
    assert run("shots", film_folder, "--out", out)[0] == 0


# -- failures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "no.fountain"], ["no.fountain", "Check the spelling"]),
        (["boards", "no.fountain"], ["no.fountain", "Check the spelling"]),
        (["shots", "no.fountain", "--explain", "1A-1"], ["no.fountain", "Check the spelling"]),
        (["check", "FILM", "--quick", "--cut", "no.otio"], ["no.otio", "Check the spelling"]),
        (["check", "FILM", "--quick", "--cut", "FILM/s.fountain"], ["s.fountain", ".otio"]),
        (["shots", "FILM", "--explain", "9Z-9"], ["9Z-9", "1A-1"]),
        (["style", "new", "!?"], ["'!?'", "Use letters"]),
        (["style", "new", "old", "--in", "FILM"], ["old.toml", "Choose another name"]),
        (["style", "new", "other", "--in", "FILM/s.fountain"], ["s.fountain"]),
    ],
)
def test_what_can_be_mended_is_one_line_with_the_fix(run, painter, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    film_folder = folder(tmp_path)
    (film_folder / "old.toml").write_text('name = "old"\n')
    given = [word.replace("FILM", str(film_folder)) for word in arguments]
    status, _, errors = run(*given, *(["--out", tmp_path / "out"] if "style" not in given else []))
    assert status == 1
    assert errors.startswith("Error: ")
    assert errors.count("\n") == 1
    for word in says:
        assert word in errors


def test_a_defect_is_one_line_and_a_file_to_send(run, painter, tmp_path, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the [camera] fell over")

    monkeypatch.setattr(film, "stage_and_direct", broken)
    status, _, errors = run("make", folder(tmp_path), "--out", tmp_path / "out")
    assert status == 70
    assert errors.count("\n") == 1
    assert "a defect in Fairtake: the [camera] fell over" in errors
    log = Path(re.search(r"report it with (\S+\.log)", errors).group(1))
    assert "RuntimeError" in log.read_text()
    log.unlink()


def test_names_cannot_steer_the_terminal(run, painter, tmp_path):
    place = tmp_path / "\x1b[31mred [bold]"
    place.mkdir()
    status, _, errors = run("make", place)
    assert status == 1
    assert "\x1b" not in errors
    assert "[31mred [bold]" in errors


def test_ctrl_c_is_told(run, painter, tmp_path, monkeypatch):
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(film, "stage_and_direct", stopped)
    status, _, errors = run("make", folder(tmp_path), "--out", tmp_path / "out")
    assert status == 130
    assert errors == "Stopped. Finished work is kept; make again to go on.\n"
