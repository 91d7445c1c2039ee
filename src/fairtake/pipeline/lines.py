"""The lines of a film with their numbers: for whoever records them, and a sheet to read from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fairtake.errors import ProjectError
from fairtake.model.breakdown import Line
from fairtake.model.film import FilmSettings
from fairtake.model.reading import RecordedVerdict
from fairtake.model.span import Gap
from fairtake.pipeline.choices import named_in_film_toml
from fairtake.pipeline.planning import open_work
from fairtake.pipeline.recordings import find_recordings
from fairtake.pipeline.table_read import cast_roles
from fairtake.store import replace_file

__all__ = ["LineRow", "Lines", "lines_as_csv", "list_lines", "write_sheet"]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as whoever records it needs it. `how` holds its parentheticals, "V.O." and "O.S.";
    `file` is the name a recording of it must begin with and end on; `take` what speaks it now:
    "recorded: 012.wav", "synthetic", or why a recording cannot be used. `cue` is the line before
    it in its scene, "ROLE: text"."""

    number: int
    scene: str
    place: str
    role: str
    how: str
    text: str
    file: str
    take: str
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines (of one role, when one is named), and what is wrong with the folder of recordings."""

    title: str
    language: str
    rows: tuple[LineRow, ...]
    gaps: tuple[Gap, ...]


def list_lines(settings: FilmSettings, role: str = "", out: Path | None = None) -> Lines:
    """Every line of the film in the order of the script, or those of `role`. Raises FairtakeError."""
    with named_in_film_toml(settings):
        work = open_work(settings, out, None, copied=False)
        before = len(work.gaps)
        found = find_recordings(work, cast_roles(work))
    rows: list[LineRow] = []
    for scene in work.breakdown.scenes:
        cue = ""
        for beat in scene.beats:
            if not isinstance(beat, Line):
                continue
            take = "synthetic"
            if beat.number in found:
                file = found[beat.number].file.name
                verdict = work.store.load(found[beat.number].verdict, RecordedVerdict)
                take = f"synthetic: {file}: {verdict.trouble}" if verdict and verdict.trouble else f"recorded: {file}"
                take += "".join(f"; {note}" for note in (verdict.notes if verdict else ()))
            rows.append(
                LineRow(
                    beat.number,
                    scene.number,
                    scene.setting.heading,
                    beat.role,
                    _how(beat),
                    beat.text,
                    f"{beat.number:03d}.wav",
                    take,
                    cue,
                )
            )
            cue = f"{beat.role}: {beat.text}"
    wanted = [row for row in rows if not role or row.role.casefold() == role.casefold()]
    if role and not wanted:
        speaking = ", ".join(dict.fromkeys(row.role for row in rows))
        raise ProjectError(f"nobody called {role!r} speaks", fix=f"Use one of: {speaking}." if speaking else "")
    return Lines(work.title, work.breakdown.language, tuple(wanted), tuple(work.gaps[before:]))


def _how(line: Line) -> str:
    marks = ["V.O."] * line.voice_over + ["O.S."] * line.off_screen
    return ", ".join([*marks, *line.parentheticals])


def lines_as_csv(rows: Sequence[LineRow]) -> str:
    """The table as CSV with a head."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["number", "file", "scene", "role", "how", "text", "take"])
    for row in rows:
        table.writerow([row.number, row.file, row.scene, row.role, row.how, row.text, row.take])
    return text.getvalue()


_STYLE = """
body { font: 20px/1.45 Georgia, serif; max-width: 44em; margin: 2em auto; color: #111; background: #fff; }
h1 { font-size: 1.3em; } h2 { font: bold .8em/1.3 sans-serif; margin: 2.2em 0 .6em; color: #555; }
.line { display: flex; gap: 1.2em; margin: 1.1em 0; break-inside: avoid; }
.file { font: bold .75em/2 monospace; min-width: 6em; } .role { font: bold .7em/1.3 sans-serif; letter-spacing: .06em; }
.cue { color: #777; font-size: .75em; } .how { font-style: italic; color: #555; font-size: .85em; }
.done .file { color: #999; } .done .text { color: #777; }
@media print { body { margin: 0; font-size: 14pt; } }
"""


def write_sheet(lines: Lines, path: Path) -> None:
    """A page to record from, for any browser and printer: number, cue, how, and the line in large
    letters; what is recorded already is grey. Raises OutputError."""
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(lines.language or "en")}"><head><meta charset="utf-8">',
        f"<title>{escape(lines.title)}: lines</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(lines.title)}</h1>",
        "<p>Record each line into a file of its own, named as on the left. Any format and rate will do; leave half a "
        "second of silence on either side. The picture follows your timing.</p>",
    ]
    scene = None
    for row in lines.rows:
        if row.scene != scene:
            scene = row.scene
            parts.append(f"<h2>{escape(row.scene)}. {escape(row.place)}</h2>")
        done = ' class="line done"' if row.take.startswith("recorded") else ' class="line"'
        cue = f'<div class="cue" dir="auto">{escape(row.cue)}</div>' if row.cue else ""
        how = f'<div class="how" dir="auto">({escape(row.how)})</div>' if row.how else ""
        parts.append(
            f'<div{done}><div class="file">{escape(row.file)}</div><div>{cue}<div class="role">{escape(row.role)}</div>'
            f'{how}<div class="text" dir="auto">{escape(row.text)}</div></div></div>'
        )
    parts.append("</body></html>\n")
    with replace_file(path) as temporary:
        temporary.write_text("\n".join(parts), encoding="utf-8")
