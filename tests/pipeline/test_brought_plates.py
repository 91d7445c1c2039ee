"""People's own pictures in place of shots, from the folder to the film."""

from __future__ import annotations

import json
from pathlib import Path

import av
import filming
import numpy as np
import pytest
from PIL import Image

from fairtake.pipeline.plates import scene_of, shot_of

HUMAN = '\n[human]\nshots = "plates"\nshots_rights = "own work"\n'


@pytest.mark.parametrize(
    ("name", "shot"),
    [
        ("3A-2.mp4", "3A-2"),
        ("3a-2 take 4.mov", "3A-2"),
        ("12AB-13_final.png", "12AB-13"),
        ("3A-21.mp4", "3A-21"),
        ("sunset.png", ""),
        ("3A.png", ""),
    ],
)
def test_a_name_begins_with_the_number_of_a_shot(name: str, shot: str) -> None:
    assert shot_of(Path(name)) == shot


def test_the_scene_of_a_shot() -> None:
    assert scene_of("12A-3", ["1", "12", "2"]) == "12"
    assert scene_of("12AB-3", ["12", "12A"]) == "12A"
    assert scene_of("3A-1", ["12"]) == ""


def test_plates_stand_for_their_shots_and_no_other(tmp_path, monkeypatch) -> None:
    quiet = "\n".join(f"{step} = false" for step in ("title", "credits", "score", "effects", "ambience"))
    film = tmp_path / "film"
    (film / "plates").mkdir(parents=True)
    filming.write_film(film, steps=quiet, more=HUMAN)
    filming.paint_plainly(monkeypatch)
    out = film / "out"
    filming.make_inline(film, out)
    shots = json.loads((out / "shots.json").read_text(encoding="utf-8"))["shots"]
    assert len(shots) > 2
    before = _frames(out / "film.mp4")

    red, other = shots[1], shots[0]["number"]
    Image.new("RGB", (640, 360), (220, 30, 30)).save(film / "plates" / f"{red['number'].lower()} sketch.png")
    Image.new("RGB", (640, 360), (30, 220, 30)).save(film / "plates" / "99Z-1.png")
    (film / "plates" / f"{other}.mp4").write_bytes(b"no film at all")
    summary, _ = filming.make_inline(film, out)
    after = _frames(out / "film.mp4")

    assert len(after) == len(before)
    inside = slice(red["start_frame"], red["end_frame"])
    middle = after[inside].mean(axis=(1, 2))
    assert np.abs(middle - (220, 30, 30)).max() < 8
    outside = np.r_[0 : red["start_frame"], red["end_frame"] : len(after)]
    assert np.array_equal(after[outside], before[outside])
    told = {gap.what: gap.why for gap in summary.gaps}
    assert "no shot 99Z-1" in told["the plate 99Z-1.png"]
    assert f"shot {other} is drawn" in told[f"the plate {other}.mp4"]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["plates"] == {red["number"]: f"{red['number'].lower()} sketch.png"}
    assert "plates" in report["human"]


def _frames(path: Path) -> np.ndarray:
    with av.open(str(path)) as source:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in source.decode(video=0)])
