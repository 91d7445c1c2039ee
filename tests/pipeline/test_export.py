from __future__ import annotations

import json
import struct

import pytest
from filming import Told, write_film
from pxr import Usd
from typer.testing import CliRunner

from fairtake.cli import app
from fairtake.errors import ProjectError
from fairtake.pipeline.export import Format, export_film
from fairtake.project import load


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A film folder, where it was exported to, and what was told of it."""
    folder = write_film(tmp_path_factory.mktemp("export") / "film")
    out = folder.parent / "out"
    return folder, out, export_film(load(folder), out=out, progress=Told())


def glb(path):
    data = path.read_bytes()
    (length,) = struct.unpack_from("<I", data, 12)
    return json.loads(data[20 : 20 + length])


def test_every_scene_and_the_film(made):
    _, out, exported = made
    names = {str(file.relative_to(out / "export")) for file in exported.files}
    assert {name for name in names if "/" not in name} == {
        "scene-1.glb", "scene-2.glb", "scene-1.usdc", "scene-2.usdc", "film.usda",
    }  # fmt: skip
    assert all(file.is_file() for file in exported.files)
    assert not [file for file in out.rglob("*") if ".part-" in file.name]


def test_a_camera_for_every_shot_of_the_list(made):
    _, out, exported = made
    shots = json.loads((out / "shots.json").read_text())["shots"]
    cameras = [one["name"] for number in "12" for one in glb(out / "export" / f"scene-{number}.glb")["cameras"]]
    assert cameras == [shot["number"] for shot in shots]
    assert exported.shots == len(shots)
    film = Usd.Stage.Open(str(out / "export" / "film.usda"))
    found = [prim for prim in film.Traverse() if prim.GetTypeName() == "Camera"]
    assert len(found) == len(shots) + 1
    assert film.GetEndTimeCode() == shots[-1]["end_frame"] - 1


def test_everybody_is_in_it(made):
    _, out, _ = made
    told = json.loads((out / "performance.json").read_text())["scenes"]
    for scene in told:
        found = glb(out / "export" / f"scene-{scene['number']}.glb")
        assert [skin["name"] for skin in found["skins"]] == [one["role"] for one in scene["performers"]]


def test_a_second_run_touches_nothing(made):
    folder, out, exported = made
    before = {file: file.stat().st_mtime_ns for file in exported.files}
    again = export_film(load(folder), out=out)
    assert {file: file.stat().st_mtime_ns for file in again.files} == before


def test_one_scene_and_one_format(made, tmp_path):
    folder, out, _ = made
    exported = export_film(load(folder), Format.GLB, "2", out)
    assert [file.name for file in exported.files] == ["scene-2.glb"]
    with pytest.raises(ProjectError, match=r"no scene '9'.*1, 2"):
        export_film(load(folder), Format.GLB, "9", out)


def test_the_command_says_where_it_went(made):
    folder, out, _ = made
    shown = CliRunner().invoke(app, ["export", str(folder), "--to", "usd", "--out", str(out)])
    assert shown.exit_code == 0
    assert "2 scenes" in " ".join(shown.output.split())
    wrong = CliRunner().invoke(app, ["export", str(folder), "--to", "fbx", "--out", str(out)])
    assert wrong.exit_code == 1
