"""Small films for tests: scripts, folders, a plain painter, and ways to make them."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from fairtake.model.footage import Frame
from fairtake.pipeline import farm, film
from fairtake.pipeline.film import Summary
from fairtake.project import load

SIZE = (128, 72)

FILM = """
Title: Two Rooms
Author: Zoë Ünal

INT. KITCHEN - DAY

ANNA (60s, silver hair) sits at the table. BEN (30s, beard) enters.

BEN
(softly)
You kept my umbrella.

Ben picks up the umbrella and gives it to Anna.

ANNA
Perhaps I missed you, my boy.

EXT. PARK - DAY

ZOË (20s, red coat) waves. Anna walks to Zoë.

ANNA (V.O.)
By morning the rain had stopped.

ZOË
Mum!

Anna gives the umbrella to Zoë.
"""
"""Two scenes, three people, a prop that changes hands, a voice over, accents."""

TOML = """
[film]
title = "{title}"
script = "script.fountain"
size = [{width}, {height}]
quality = "draft"
{film}
[steps]
{steps}
"""


def write_film(
    folder: Path,
    script: str = FILM,
    title: str = "Two Rooms",
    size: tuple[int, int] = SIZE,
    film: str = "",
    steps: str = "",
    more: str = "",
) -> Path:
    """A film folder with film.toml and script.fountain."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "script.fountain").write_text(script.lstrip(), encoding="utf-8")
    width, height = size
    text = TOML.format(title=title, width=width, height=height, film=film, steps=steps) + more
    (folder / "film.toml").write_text(text, encoding="utf-8")
    return folder


def fairtake(*arguments: object, hash_seed: str = "0", cwd: Path | None = None) -> subprocess.Popen[str]:
    """The program, started in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "fairtake", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str], seconds: float = 240) -> str:
    """What the program printed; it must have ended well."""
    printed, errors = process.communicate(timeout=seconds)
    assert process.returncode == 0, errors or printed
    return printed


class PlainPainter:
    """A ports.Renderer whose flat pictures tell apart whatever a real one could show."""

    drawn = 0

    def render(self, performance, assets, shot, settings, first=0, last=None) -> Iterator[Frame]:
        width, height = settings.size
        camera = shot.camera
        tracks = (camera.position, camera.orientation, camera.fovy, camera.shift)
        scenery = (assets.sets[performance.set].kind, shot.hidden, settings.look, settings.quality)
        for frame in range(first, shot.frames if last is None else last):
            row = shot.start + frame
            seen = [repr(scenery).encode(), *(np.ascontiguousarray(track[frame]).tobytes() for track in tracks)]
            for one in performance.performers:
                if one.present[row]:
                    seen += [one.role.encode(), one.root[row].tobytes(), one.rotations[row].tobytes()]
                    seen += [one.face[row].tobytes()]
            for prop in performance.props:
                if prop.visible[row]:
                    seen += [prop.model.encode(), prop.position[row].tobytes(), prop.rotation[row].tobytes()]
            seen += [part.angle[row].tobytes() for part in performance.parts]
            code = zlib.crc32(b"".join(seen))
            picture = np.empty((height, width, 3), np.uint8)
            picture[:] = (code & 255, code >> 8 & 255, code >> 16 & 255)
            PlainPainter.drawn += 1
            yield Frame(picture)


class InlineFarm:
    """pipeline.Farm without processes."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder

    def start(self) -> None:
        pass

    def render(self, jobs: list[farm.PieceJob], done: Callable[[farm.PieceJob], None]) -> float:
        for job in jobs:
            farm._render_piece(job, str(self._folder))
            done(job)
        return 0.0

    def close(self) -> None:
        pass


class Told:
    """ports.Progress that remembers: `totals` by stage, `notes` by stage."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.notes: dict[str, str] = {}
        self._stage = ""

    def begin(self, stage: str, total: int) -> None:
        self._stage = stage
        self.totals[stage] = self.totals.get(stage, 0) + total

    def advance(self, count: int = 1) -> None:
        pass

    def end(self, note: str = "") -> None:
        self.notes[self._stage] = note


def paint_plainly(monkeypatch) -> None:
    """From here on films are made in this process, with plain pictures."""
    painter = PlainPainter()
    monkeypatch.setattr(farm, "_renderer", lambda: painter)
    monkeypatch.setattr(film, "Farm", InlineFarm)


def make_inline(folder: Path, out: Path) -> tuple[Summary, Told]:
    """Make a film folder; what was done and what was told of it."""
    told = Told()
    return film.make(load(folder), out, told, 1), told


RESULTS = (
    *("film.mp4", "film.srt", "film.vtt", "film.otio", "shots.json", "shots.csv", "performance.json"),
    "music-and-effects.wav",
)


def results(out: Path) -> dict[str, bytes]:
    """The bytes of every file beside the report that a make leaves for others, by name."""
    files = [out / name for name in RESULTS]
    files += sorted((out / "stems").glob("*")) + sorted((out / "shots").glob("*"))
    return {str(file.relative_to(out)): file.read_bytes() for file in files}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of files that differ."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
