"""Film seconds a wall second: two performers in a furnished room, drawn and encoded as a film is, beside
pure encoding of the same frames and a rival that draws the same exported scene.

Two processes, pieces of 72 frames. `cpu` is the rate that the processor time alone would give on two
idle cores: it hardly hangs on what else the machine does, the wall rate does.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np

from fairtake.editing import SegmentWriter
from fairtake.exchange import ExportScene, write_gltf
from fairtake.geometry.camera import look_at
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.performance import Assets, ScenePerformance
from fairtake.model.shotlist import CameraTrack, Move, Shot
from fairtake.pipeline import farm
from fairtake.pipeline.planning import planned
from fairtake.project import load
from fairtake.rendering import BuiltinRenderer

RIVAL = Path(__file__).parent / "rivals" / "workbench.py"
LIMITS = {("final", "still"): 0.7, ("final", "moving"): 0.45, ("draft", "still"): 1.5, ("draft", "moving"): 1.5}
GOAL = 1.0
SIZE = (960, 540)
PROCESSES = 2

SCRIPT = """Title: Speed

INT. KITCHEN - DAY

ANNA, 70s, silver hair, red coat, stands by the window. BEN, 30s, beard, green sweater, enters. He
sits down at the table.

ANNA
You kept it all these years, and you never said a word.

BEN
(softly)
I didn't know it mattered to anybody.

ANNA
It mattered. It was raining the day you went.

Anna walks to the table. She picks up a letter.

BEN
I remember the rain.

ANNA
Then you remember the umbrella, and who was holding it.

BEN
A red one. It's by the door.
"""


@dataclass(frozen=True)
class Work:
    """A case: frames drawn and encoded, or only encoded."""

    frames: int
    wall: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.frames / 24 / self.wall

    @property
    def own_rate(self) -> float:
        return self.frames / 24 / (self.cpu / PROCESSES)


def _ready() -> None:
    os.environ["OMP_NUM_THREADS"] = os.environ["NUMBA_NUM_THREADS"] = "1"
    BuiltinRenderer.warm_up()


def _piece(job: farm.PieceJob, folder: str) -> float:
    began = time.process_time()
    farm._render_piece(job, folder)
    return time.process_time() - began


def _encode(path: str, quality: Quality) -> tuple[float, float]:
    """Wall and processor seconds to encode a piece's frames once more, as it was."""
    with av.open(path) as container:
        frames = [np.ascontiguousarray(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]
    with tempfile.TemporaryDirectory() as folder:
        wall, own = time.perf_counter(), time.process_time()
        with SegmentWriter(Path(folder) / "again.mp4", SIZE, 24, farm._CRF[quality]) as writer:
            for frame in frames:
                writer.add(frame)
        return time.perf_counter() - wall, time.process_time() - own


def two_shots(performance: ScenePerformance, shots: tuple[Shot, ...], frames: int) -> dict[str, Shot]:
    """A still shot with both performers, as the planner set it up, and the same camera travelling
    sideways at a walk while it looks at where it looked."""
    wide = [one for one in shots if len(one.subjects) >= 2 and one.move is Move.STATIC] or list(shots)
    of = max(wide, key=lambda one: one.frames)
    start = min(of.start, performance.frames - frames)
    camera = of.camera

    def held(rows: np.ndarray) -> np.ndarray:
        return np.repeat(rows[:1], frames, 0)

    position, orientation = held(camera.position), held(camera.orientation)
    still = CameraTrack(position, orientation, held(camera.fovy), held(camera.shift))
    people = np.mean([one.head[start] for one in performance.performers], 0)
    forward = people - position[0]
    aside = np.cross(forward, [0.0, 1.0, 0.0]) / np.linalg.norm(forward)
    way = position + np.linspace(-0.5, 0.5, frames)[:, None] * 0.35 * frames / 24 * aside
    moving = CameraTrack(
        way.astype(np.float32), look_at(way, way + forward).astype(np.float32), still.fovy, still.shift
    )  # fmt: skip
    base = replace(of, start=start, end=start + frames, camera=still, number="1A-1")
    return {"still": base, "moving": replace(base, camera=moving, number="1B-1", move=Move.TRACK)}


def _drawing(pool: ProcessPoolExecutor, jobs: list[farm.PieceJob], folder: str) -> Work:
    began = time.perf_counter()
    cpu = sum(pool.map(_piece, jobs, [folder] * len(jobs)))
    return Work(sum(job.frames for job in jobs), time.perf_counter() - began, cpu)


def _encoding(pool: ProcessPoolExecutor, jobs: list[farm.PieceJob], files: list[str], quality: Quality) -> Work:
    spent = list(pool.map(_encode, files, [quality] * len(files)))
    wall = sum(one for one, _ in spent) / PROCESSES
    return Work(sum(job.frames for job in jobs), wall, sum(one for _, one in spent))


def rival_python(named: str) -> str | None:
    """An interpreter that can import bpy: the one named, or this one."""
    for python in [named] if named else [sys.executable]:
        done = subprocess.run([python, "-c", "import bpy"], capture_output=True)
        if done.returncode == 0:
            return python
    return None


def _rival(python: str, scene: ExportScene, shot: Shot, folder: Path, frames: int, keep: Path | None) -> Work | None:
    """Two processes of the rival, each with its own frames of a shot."""
    file = folder / f"{shot.number}.glb"
    if not file.exists():
        write_gltf(replace(scene, shots=(shot,)), file)
    command = [python, str(RIVAL), str(file), ""]
    began = time.perf_counter()
    both = []
    for number in range(PROCESSES):
        first = shot.start + number * frames
        still = [str(keep / f"rival-{shot.number}.png")] if keep and not number else []
        both.append(
            subprocess.Popen(
                [*command, str(first), str(first + frames), *still], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True,
            )
        )  # fmt: skip
    told = []
    for one in both:
        out, error = one.communicate()
        line = next((line for line in out.splitlines() if line.startswith("{")), "")
        if not line:
            print(f"    the rival failed: {(error or out).strip().splitlines()[-1:]}")
            return None
        told.append(json.loads(line))
    print(
        f"    Blender {told[0]['version']} Workbench, {frames} frames in each of {PROCESSES} processes, loaded in "
        f"{told[0]['load']:.1f} s (not counted; in all {time.perf_counter() - began:.0f} s)"
    )
    wall = max(one["wall"] for one in told) * frames
    return Work(frames * PROCESSES, wall, sum(one["cpu"] for one in told) * frames)


def speed(frames: int, rival: str, rival_frames: int, keep: Path | None) -> bool:
    """Measure, print the table. Whether all limits hold."""
    held = True
    python = rival_python(rival)
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(PROCESSES, context, _ready) as pool:
        folder = Path(scratch)
        script = folder / "speed.fountain"
        script.write_text(SCRIPT)
        warm = [pool.submit(time.sleep, 0.2) for _ in range(PROCESSES)]
        with planned(load(script), folder / "out") as (work, scenes):
            store = str(work.store.folder)
            keys = scenes[0].keys
            played, assets = farm.performance_of(keys, store), farm.assets_of(keys, store)
            shots = two_shots(played, scenes[0].shots, min(frames, played.frames))
            for one in warm:
                one.result()
            _say(played, assets, shots["still"])
            print(f"{'':14}{'film s a wall s':>16}{'limit':>7}{'by cpu':>8}{'encoding':>10}{'of drawing':>12}")
            spent = {}
            for quality in (Quality.DRAFT, Quality.FINAL):
                for name, shot in shots.items():
                    settings = RenderSettings(SIZE, quality)
                    jobs = list(farm.pieces_of(shot, played, keys, settings))
                    drawn = spent[quality.value, name] = _drawing(pool, jobs, store)
                    files = [str(work.store.file(job.key, ".mp4")) for job in jobs]
                    coded = _encoding(pool, jobs, files, quality)
                    limit = LIMITS[quality.value, name]
                    held &= drawn.rate >= limit
                    mark = " " if drawn.rate >= limit else "*"
                    print(
                        f"{quality.value:<6}{name:<8}{drawn.rate:16.2f}{mark}{limit:6g}{drawn.own_rate:8.2f}"
                        f"{coded.own_rate:10.1f}{coded.cpu / drawn.cpu:11.0%}"
                    )
                    if keep is not None:
                        keep.mkdir(parents=True, exist_ok=True)
                        _still(files[0], keep / f"fairtake-{quality.value}-{name}.png")
            print(f"the goal is {GOAL:g} in final quality; encoding is part of drawing's figures")
            if python is None:
                print(
                    "    no rival: bpy is not installed here. To compare with Blender's Workbench:\n"
                    "        python -m venv /tmp/rival && /tmp/rival/bin/pip install bpy\n"
                    "        python benchmarks/picture.py --speed --rival /tmp/rival/bin/python"
                )
            else:
                scene = ExportScene("Speed", "INT. KITCHEN - DAY", played, assets, (), 0, SIZE, "benchmark")
                for name, shot in shots.items():
                    theirs = _rival(python, scene, shot, folder, rival_frames, keep)
                    if theirs is not None:
                        ours = spent["final", name]
                        print(
                            f"    Workbench, {name}: {theirs.rate:.3f} film seconds a wall second ({theirs.own_rate:.3f} by "
                            f"cpu); Fairtake's final is {ours.own_rate / theirs.own_rate:.1f} times as fast by cpu"
                        )
    return held


def _still(segment: str, path: Path) -> None:
    with av.open(segment) as container:
        next(container.decode(video=0)).to_image().save(path)


def _say(performance: ScenePerformance, assets: Assets, shot: Shot) -> None:
    place = assets.sets[performance.set]
    room = sum(len(part.mesh.faces) for part in place.parts)
    people = ", ".join(f"{len(assets.figures[one.role].mesh.faces):,}" for one in performance.performers)
    print(
        f"{place.kind}: {room:,} triangles; people {people}; {SIZE[0]}x{SIZE[1]}, {shot.frames} frames a case, "
        f"{PROCESSES} processes, load {os.getloadavg()[0]:.1f}"
    )
