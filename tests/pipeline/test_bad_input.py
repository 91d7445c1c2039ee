"""Whatever is handed in: one clear line and status 1, or a film with the gap reported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av
import filming
import pytest

from fairtake import cli
from fairtake.model.span import Gap
from fairtake.pipeline.film import Summary, plan
from fairtake.project import load

ROOM = "INT. KITCHEN - DAY\n\nANNA sits.\n\nANNA\nNo.\n"


@pytest.fixture(autouse=True)
def plainly(monkeypatch):
    filming.paint_plainly(monkeypatch)
    monkeypatch.setenv("COLUMNS", "200")


def run(monkeypatch, capsys, *arguments: object) -> tuple[int, str, str]:
    """The program in this process: status, what it printed, what it complained of."""
    monkeypatch.setattr(sys, "argv", ["fairtake", *map(str, arguments)])
    status = 0
    try:
        cli.main()
    except SystemExit as end:
        status = int(end.code or 0)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def refused(monkeypatch, capsys, film: Path, *words: str, out: Path | None = None) -> str:
    """The one line with which a film is refused; it must hold `words`."""
    folder = out if out is not None else film.parent / "results"
    status, _, errors = run(monkeypatch, capsys, "make", film, "--out", folder)
    assert status == 1, errors
    assert errors.startswith("Error: ")
    assert errors.count("\n") == 1
    assert "Traceback" not in errors
    for word in words:
        assert word in errors
    if folder.is_dir():
        assert not list(folder.rglob("film.mp4"))
        assert not list(folder.rglob(".part-*"))
    return errors


def made(folder: Path) -> tuple[Summary, Path]:
    """The film made, and where; it must hold a picture for every frame."""
    out = folder / "results"
    summary, _ = filming.make_inline(folder, out)
    with av.open(str(out / "film.mp4")) as container:
        assert container.streams.video[0].frames == round(summary.seconds * 24) > 0
    return summary, out


def small(folder: Path, script: str, **more: str) -> Path:
    return filming.write_film(folder, script, **{"steps": "credits = false\ntitle = false", **more})


# -- scripts that cannot be read ---------------------------------------------------------------

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<FinalDraft><Content><Paragraph Type="Action"><Text>&c;</Text></Paragraph></Content></FinalDraft>
"""
CUT = '<?xml version="1.0"?>\n<FinalDraft>\n<Content>\n<Paragraph Type="Scene Heading"><Text>INT. KIT'


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.fountain", b"", ["empty", "Write a scene"]),
        ("blank.fountain", b" \n\n\t\n", ["empty"]),
        ("binary.fountain", bytes(range(256)) * 40, ["binary"]),
        ("zip.fountain", b"PK\x03\x04" + b"\0" * 500, ["zipped", "Export"]),
        ("latin.fountain", "INT. CAFÉ - JOUR\n\nZoë rit.\n".encode("latin-1"), [":1:", "UTF-8"]),
        ("title.fountain", b"Title: Only This\nAuthor: Me\n", ["nothing to film"]),
        ("bomb.fdx", BOMB.encode(), ["bomb.fdx"]),
        ("cut.fdx", CUT.encode(), ["cut.fdx", "4"]),
        ("empty.fdx", b"", ["empty"]),
        ("other.fdx", b"<html></html>", ["other.fdx"]),
    ],
)
def test_a_script_that_cannot_be_read(tmp_path, monkeypatch, capsys, name, data, words):
    script = tmp_path / name
    script.write_bytes(data)
    refused(monkeypatch, capsys, script, name, *words)


def test_nothing_there_and_script_deleted(tmp_path, monkeypatch, capsys):
    refused(monkeypatch, capsys, tmp_path / "gone.fountain", "gone.fountain", "no such file")
    folder = small(tmp_path / "film", ROOM)
    (folder / "script.fountain").unlink()
    refused(monkeypatch, capsys, folder, "film.toml", "film.script", "not there")


def test_a_folder_that_cannot_be_read(tmp_path, monkeypatch, capsys):
    # Root may read everything, so the refusal has to be played.
    folder = tmp_path / "film"
    folder.mkdir()
    listing = Path.iterdir

    def closed(path):
        if path == folder:
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    refused(monkeypatch, capsys, folder, "Permission denied", "rights")


def test_a_folder_as_a_script(tmp_path, monkeypatch, capsys):
    refused(monkeypatch, capsys, tmp_path, "no film.toml and no screenplay")


# -- settings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("film", "more", "words"),
    [
        ('style = "baroque"', "", ["film.toml", "film.style", "baroque", "classical"]),
        ('look = "oils"', "", ["film.toml", "film.look", "oils", "ligne"]),
        ('language = "xx-nowhere"', "", ["film.toml", "language", "xx-nowhere"]),
        ("", '[places."INT. KITCHEN"]\nset = "zeppelin"\n', ["film.toml", "zeppelin", "kitchen", "places"]),
        ("", '[cast.ANNA]\nvoice = "en+trombone"\n', ["film.toml", "cast.ANNA.voice", "trombone"]),
        ("", '[cast.ANNA]\nlanguage = "xx-nowhere"\n', ["film.toml", "cast.ANNA.language"]),
        ('look = "oils.toml"', "", ["oils.toml", "cannot be read", "watercolour"]),
        ("", '[picture]\ngrade = "teal"\n', ["film.toml", "picture.grade", "teal-orange"]),
        ("fps = 0", "", ["film.toml", "film.fps", "8 to 120"]),
        ("script_ = 1", "", ["film.toml", "film.script_", "unknown key"]),
        ("seed = = 1", "", ["film.toml:7", "TOML"]),
    ],
)
def test_settings_name_file_key_and_fix(tmp_path, monkeypatch, capsys, film, more, words):
    folder = small(tmp_path / "film", ROOM, film=film, more=more)
    refused(monkeypatch, capsys, folder, *words)


def test_a_style_file_with_a_mistake(tmp_path, monkeypatch, capsys):
    folder = small(tmp_path / "film", ROOM, film='style = "mine.toml"')
    (folder / "mine.toml").write_text("[weights]\nframing = 'much'\n")
    refused(monkeypatch, capsys, folder, "mine.toml", "framing")


def test_a_look_file_with_a_mistake(tmp_path, monkeypatch, capsys):
    folder = small(tmp_path / "film", ROOM, film='look = "mine.toml"')
    (folder / "mine.toml").write_text("[ink]\nwidht = 1\n")
    refused(monkeypatch, capsys, folder, "mine.toml", "ink.widht", "width")


def test_nul_in_film_toml(tmp_path, monkeypatch, capsys):
    folder = small(tmp_path / "film", ROOM)
    text = (folder / "film.toml").read_bytes()
    (folder / "film.toml").write_bytes(text + b"\0")
    refused(monkeypatch, capsys, folder, "film.toml", "TOML")
    (folder / "film.toml").write_bytes(text.replace(b"script.fountain", b"a\\u0000b"))
    refused(monkeypatch, capsys, folder, "film.toml", "film.script")


# -- nowhere to write --------------------------------------------------------------------------


def test_no_room_under_a_file(tmp_path, monkeypatch, capsys):
    folder = small(tmp_path / "film", ROOM)
    (tmp_path / "file").write_text("")
    refused(monkeypatch, capsys, folder, "file", "--out", out=tmp_path / "file" / "results")


@pytest.fixture
def mounted(tmp_path):
    """Mounts a little file system of its own; skips where that may not be done."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("mounting needs root")
        return place

    yield mount
    while subprocess.run(["umount", str(place)], capture_output=True, check=False).returncode == 0:
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_folder_that_may_not_be_written_to(tmp_path, monkeypatch, capsys, mounted):
    folder = small(tmp_path / "film", ROOM)
    refused(monkeypatch, capsys, folder, "Read-only", "--out", out=mounted("ro") / "results")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
@pytest.mark.parametrize("kilobytes", [200, 1600, 4000, 6000])
def test_a_full_disk(tmp_path, monkeypatch, capsys, mounted, kilobytes):
    folder = small(tmp_path / "film", ROOM)
    disk = mounted(f"size={kilobytes}k")
    out = disk / "results"
    message = refused(monkeypatch, capsys, folder, "--out", out=out)
    assert "disk is full" in message
    for path in out.rglob("*.mp4"):
        with av.open(str(path)) as container:
            assert sum(1 for _ in container.decode(video=0)) == container.streams.video[0].frames
    # With room again the next run goes on.
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
    status, _, errors = run(monkeypatch, capsys, "make", folder, "--out", out)
    assert (status, errors) == (0, "")


# -- films with gaps ---------------------------------------------------------------------------


def told(summary: Summary, out: Path) -> list[Gap]:
    """The gaps; report.json must hold them all."""
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert len(report["gaps"]) == len(summary.gaps)
    assert all(gap["what"] and gap["why"] and gap["stage"] for gap in report["gaps"])
    return list(summary.gaps)


def test_no_scene_headings(tmp_path):
    summary, _ = made(small(tmp_path, "ANNA sits down and waits.\n\nANNA\nNo.\n"))
    assert summary.scenes == 1
    assert summary.lines == 1


def test_one_word(tmp_path):
    summary, out = made(small(tmp_path, "Hello\n"))
    assert summary.scenes == 1
    assert summary.lines or told(summary, out)


def test_a_scene_without_people(tmp_path):
    summary, _ = made(small(tmp_path, "EXT. BEACH - DAWN\n\nThe sea.\n"))
    assert summary.shots >= 1


def test_silence_is_a_film_too(tmp_path, monkeypatch, capsys):
    steps = "credits = false\ntitle = false\nambience = false\neffects = false\nscore = false"
    folder = small(tmp_path, "EXT. BEACH - DAWN\n\nThe sea.\n", steps=steps)
    status, printed, errors = run(monkeypatch, capsys, "make", folder, "--out", tmp_path / "results")
    assert (status, errors) == (0, "")
    assert "silence" in printed
    report = json.loads((tmp_path / "results" / "report.json").read_text())
    loudness = {key: value for key, value in report["loudness"].items() if not key.startswith("target")}
    assert loudness == {"integrated_lufs": None, "true_peak_dbtp": None}


def test_sixty_roles_in_a_scene(tmp_path):
    names = [f"ROLE{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(60)]
    script = "INT. HALL - DAY\n\n" + " and ".join(names) + " stand in the hall.\n\n" + f"{names[0]}\nHello.\n"
    folder = small(tmp_path, script)
    summary, shots = plan(load(folder), tmp_path / "results")
    assert shots
    performance = json.loads((tmp_path / "results" / "performance.json").read_text())
    seen = {one["role"] for one in performance["scenes"][0]["performers"] if any(one["present"])}
    assert set(names) - seen <= {name for gap in summary.gaps for name in names if name in gap.what}


@pytest.mark.parametrize("name", ["🤖", "דוד", "محمد", "李明", "O'NEIL-ŁÓŹ", "2"])
def test_names_in_any_writing(tmp_path, name):
    script = f"INT. KITCHEN - DAY\n\n@{name}\nNo.\n\nANNA\nYes.\n"
    summary, out = made(small(tmp_path, script))
    assert summary.lines == 2
    performance = json.loads((out / "performance.json").read_text(encoding="utf-8"))
    assert name in {line["role"] for line in performance["scenes"][0]["lines"]}
    assert f"<v {name}>" in (out / "film.vtt").read_text(encoding="utf-8")


def test_five_megabytes_in_one_line(tmp_path, monkeypatch, capsys):
    script = tmp_path / "long.fountain"
    script.write_text("word " * 1_000_000, encoding="utf-8")
    monkeypatch.setattr(cli, "_trace_file", lambda: pytest.fail("a traceback"))
    status, _, errors = run(monkeypatch, capsys, "shots", script, "--out", tmp_path / "results")
    assert status in (0, 1)
    if status:
        assert errors.count("\n") == 1
        assert "long.fountain" in errors


# -- titles ------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["../../etc/passwd", "a/b\\\\c", "...!?", "[/bold] [red]", "x" * 300, "word " * 60])
def test_titles_that_are_no_file_names(tmp_path, monkeypatch, capsys, title):
    folder = filming.write_film(tmp_path / "film", ROOM, title=title, steps="credits = false")
    monkeypatch.chdir(tmp_path)
    status, printed, errors = run(monkeypatch, capsys, "make", folder)
    assert (status, errors) == (0, "")
    (found,) = (tmp_path / "out").iterdir()
    assert (found / "film.mp4").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film", "out"]
    if title.startswith("["):
        assert title in printed
        assert title in run(monkeypatch, capsys, "make", folder)[1]


@pytest.mark.parametrize("title", ["𒀭𒂗", "🎬"])
def test_letters_that_cannot_be_drawn_are_told(tmp_path, monkeypatch, capsys, title):
    folder = filming.write_film(tmp_path / "film", ROOM, title=title, steps="credits = false")
    summary, out = made(folder)
    gaps = [gap for gap in told(summary, out) if gap.stage == "editing"]
    assert [gap.what for gap in gaps] == [title]
    assert title[0] in gaps[0].why
    (folder / "film.toml").write_text((folder / "film.toml").read_text().replace("credits", "title = false\ncredits"))
    summary, _ = made(folder)
    assert not [gap for gap in summary.gaps if gap.stage == "editing"]


def test_looks_that_no_figure_can_show_are_told_once(tmp_path):
    script = "INT. HALL - DAY\n\nANNA, 30s, a tattoo on her arm, waits.\n\nINT. ROOM - DAY\n\nAnna sits down.\n"
    summary, _ = plan(load(small(tmp_path, script)), tmp_path / "results")
    told = [gap for gap in summary.gaps if gap.stage == "casting"]
    assert [gap.what for gap in told] == ["ANNA: tattoo"]
