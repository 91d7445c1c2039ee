"""A film's folder as a make leaves it, written by hand: one shot list, one performance, six people who lent something."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from fairtake.clearance import pay
from fairtake.clearance.grants import Key, new_key
from fairtake.editing import write_segment
from fairtake.model.clearance import ReferenceKind
from fairtake.model.grant import Compensation, Modality, Share
from fairtake.model.usage import Lent, Seen, Terms, Usage

FPS = 24
FRAMES = 96
ANNA, THEO, MIRA, OLE, UMA, KAI = (letter * 64 for letter in "abcdef")

SHOTS = [("1A-1", "1", 0, 24), ("1B-1", "1", 24, 60), ("2A-1", "2", 60, 84)]
"""Number, scene, first frame, end; the rest of the film is credits."""

LINES = [(1, "ANNA", "Don't. I won't \u2014 ever.", 6, 30), (2, "BEN", "Three words here.", 40, 50)]


def usage(**changed) -> Usage:
    sees = (0,) * 4 + (499,) + (500,) * 10 + (0,) * 5 + (90_000,) * 4
    lent = (
        Lent("cast.ANNA.model", ReferenceKind.CHARACTER, "anna.glb", "1" * 64, (Modality.FACE,), "grant", (ANNA,), "ANNA",
             seen=(Seen("1A-1", sees), Seen("1B-1", (700_000,) * 36))),
        Lent("human.lines", ReferenceKind.RECORDING, "recordings/001.wav", "2" * 64, (Modality.VOICE,), "grant", (ANNA,),
             "ANNA", lines=(1,)),
        Lent("cast.BEN.voice", ReferenceKind.VOICE, "ben.onnx", "3" * 64, (Modality.VOICE,), "grant", (THEO,), "BEN", lines=(2,)),
        Lent("human.music", ReferenceKind.MUSIC, "theme.wav", "4" * 64, (Modality.WORK,), "grant", (MIRA,), played=((0, 12), (70, 200))),
        Lent("places.KITCHEN", ReferenceKind.PLACE, "kitchen.glb", "5" * 64, (Modality.WORK,), "grant", (OLE,), scenes=("1",)),
        Lent("human.shots", ReferenceKind.PLATE, "plates/2A-1.png", "6" * 64, (Modality.WORK,), "grant", (UMA,), shots=("2A-1",)),
        Lent("cast.BEN.model", ReferenceKind.CHARACTER, "ben.glb", "7" * 64, (Modality.FACE,), "grant", (KAI,), "BEN"),
        Lent("places.PARK", ReferenceKind.PLACE, "park.glb", "8" * 64, (Modality.WORK,), "CC0", scenes=("2",)),
    )  # fmt: skip
    terms = (
        Terms(ANNA, "anna-1", "Anna Berg", (Modality.FACE, Modality.VOICE), (
            Compensation("second", "10.01", "EUR", minimum="20"),
            Compensation("word", "0.333", "EUR", shares=(Share("Anna Berg", "66.67"), Share("=Agent & Sons", "33.33"))),
            Compensation("view", "0.0005", "EUR", cap="5"),
        )),
        Terms(THEO, "theo-1", "Theo Lind", (Modality.VOICE,), (Compensation("word", "100", "JPY", cap="250"),)),
        Terms(MIRA, "mira-1", "Mira Holt", (Modality.WORK,), (Compensation("second", "1", "USD"),)),
        Terms(OLE, "ole-1", "Ole Brandt", (Modality.WORK,), (Compensation("shot", "7.5", "EUR"), Compensation("day", "90", "EUR"))),
        Terms(UMA, "uma-1", "Uma Sand", (Modality.WORK,), (Compensation("flat", "250", "EUR", payee="Sand Ltd"),)),
        Terms(KAI, "kai-1", "Kai Frost", (Modality.FACE,), (Compensation("flat", "999", "EUR"),)),
    )  # fmt: skip
    return Usage(
        **{"title": "Small", "project": "small", "fps": FPS, "frames": FRAMES, "lent": lent, "terms": terms, **changed}
    )


def write_film(out: Path, found: Usage | None = None, film: Path | None = None) -> Key:
    """The folder `out` with everything a statement rests on, and the statement; the key that signed it."""
    out.mkdir(parents=True, exist_ok=True)
    found = found or usage()
    grants = {"1A-1": [ANNA, MIRA, OLE], "1B-1": [ANNA, THEO, OLE], "2A-1": [MIRA, UMA]}
    camera = {"position": [0, 1.5, 3], "orientation": [0, 0, 0, 1], "fovy": 0.6}
    shots = [
        {"number": number, "scene": scene, "start_frame": start, "end_frame": end, "subjects": ["ANNA"],
         "grants": grants[number], "camera": [camera] * (end - start)}
        for number, scene, start, end in SHOTS
    ]  # fmt: skip
    head = {"role": "ANNA", "head": [[0, 1.5, 0]] * 60, "present": [True] * 60}
    lines = [
        {"line": number, "role": role, "text": text, "start_frame": start, "end_frame": end}
        for number, role, text, start, end in LINES
    ]
    scenes = [
        {"number": "1", "start_frame": 0, "end_frame": 60, "performers": [head], "lines": lines},
        {"number": "2", "start_frame": 60, "end_frame": 84, "performers": [], "lines": lines[1:]},
    ]
    shots_file = {"schema": "fairtake.ShotList.1", "fps": FPS, "size": [64, 36], "shots": shots}
    (out / "shots.json").write_text(json.dumps(shots_file))
    (out / "performance.json").write_text(
        json.dumps({"schema": "fairtake.Performance.1", "fps": FPS, "scenes": scenes})
    )
    (out / "film.srt").write_text("1\n00:00:00,250 --> 00:00:01,250\nDon't.\n")
    (out / "usage.json").write_text(json.dumps(pay.usage_data(found)))
    if film is None:
        draw_film(out / "film.mp4")
    else:
        shutil.copy(film, out / "film.mp4")
    key = new_key(out.parent / f"{out.name}.key")
    state_anew(out, key)
    return key


def draw_film(path: Path, shade: int = 90, frames: int = FRAMES) -> None:
    pictures = (np.full((36, 64, 3), shade + frame % 48, np.uint8) for frame in range(frames))
    write_segment(pictures, path, (64, 36), FPS)


def state_anew(out: Path, key: Key) -> None:
    """Write the statement that follows from the folder as it is."""
    rests_on = {name: pay.file_sha256(out / name) for name in pay.EVIDENCE}
    found = pay.read_usage(out / "usage.json")
    cut = pay.read_cut(out / "shots.json", out / "performance.json")
    sign_anew(out, key, pay.state(found, cut, pay.films_of(out, found), rests_on))


def sign_anew(out: Path, key: Key, statement: dict) -> None:
    rest = {name: value for name, value in statement.items() if name not in ("signature", "signed_by")}
    (out / "statement.json").write_text(json.dumps(pay.signed(rest, key), indent=2))
