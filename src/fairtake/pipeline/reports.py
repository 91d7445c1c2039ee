"""The results other programs read: shots.json, shots.csv, performance.json, report.json."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import msgspec
import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import rotate
from fairtake.model.figure import joint_index
from fairtake.model.performance import PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.store import replace_file

__all__ = ["PerformanceFile", "ShotsFile", "ShotsTable", "describe_gap", "write_json"]


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Readable JSON, whole or not at all."""
    with replace_file(path, keep_equal=True) as temporary:
        temporary.write_bytes(msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n")


def describe_gap(gap: Gap) -> dict[str, Any]:
    """A gap as plain data, with file and line."""
    place = {"file": gap.span.file, "line": gap.span.line} if gap.span else {}
    return {"stage": gap.stage, "what": gap.what, "why": gap.why, "fix": gap.fix, **place}


def _rows(array: npt.NDArray[Any], digits: int) -> list[Any]:
    # Adding 0.0 turns -0.0 into 0.0.
    rows: list[Any] = (np.round(np.asarray(array, np.float64), digits) + 0.0).tolist()
    return rows


class _Streamed:
    """A JSON object with one long list, written entry by entry so that memory stays flat."""

    def __init__(self, path: Path, head: Mapping[str, Any], name: str) -> None:
        self._replacing = replace_file(path, keep_equal=True)
        self._head = msgspec.json.encode(head)
        self._name = name
        self._file: IO[bytes]
        self._any = False

    def __enter__(self) -> Any:
        self._file = self._replacing.__enter__().open("wb")
        self._file.write(self._head[:-1] + f', "{self._name}": ['.encode())
        return self

    def _entry(self, entry: Mapping[str, Any]) -> None:
        self._file.write(b",\n  " if self._any else b"\n  ")
        self._file.write(msgspec.json.encode(entry))
        self._any = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._file.write(b"\n]}\n")
        self._file.close()
        self._replacing.__exit__(kind, error, trace)


class ShotsFile(_Streamed):
    """shots.json: schema fairtake.ShotList.1."""

    def __init__(self, path: Path, fps: int, size: tuple[int, int]) -> None:
        super().__init__(path, {"schema": "fairtake.ShotList.1", "fps": fps, "size": list(size)}, "shots")

    def add(self, shots: Iterable[Shot]) -> None:
        """Append shots in cutting order."""
        for shot in shots:
            self._entry(_shot(shot))


def _shot(shot: Shot) -> dict[str, Any]:
    camera = shot.camera
    position, orientation = _rows(camera.position, 5), _rows(camera.orientation, 6)
    fovy, shift = _rows(camera.fovy, 6), _rows(camera.shift, 5)
    return {
        "number": shot.number,
        "scene": shot.scene,
        "setup": shot.setup,
        "start_frame": shot.offset + shot.start,
        "end_frame": shot.offset + shot.end,
        "size": shot.size,
        "angle": shot.angle,
        "lens_mm": shot.lens_mm,
        "move": shot.move,
        "kind": shot.kind,
        "subjects": list(shot.subjects),
        "reason": shot.reason,
        "runner_up": shot.runner_up,
        "hidden": list(shot.hidden),
        "grants": list(shot.grants),
        **({"asked": list(shot.asked)} if shot.asked else {}),
        **({"unmet": list(shot.unmet)} if shot.unmet else {}),
        "terms": {name: round(cost, 4) for name, cost in shot.terms.items()},
        "camera": [
            {"position": p, "orientation": q, "fovy": f, "shift": s}
            for p, q, f, s in zip(position, orientation, fovy, shift, strict=True)
        ],
    }


class ShotsTable:
    """shots.csv: one row a shot."""

    COLUMNS = (
        "number",
        "scene",
        "setup",
        "start_frame",
        "end_frame",
        "seconds",
        "size",
        "angle",
        "lens_mm",
        "move",
        "kind",
        "subjects",
        "reason",
        "runner_up",
        "grants",
    )

    @staticmethod
    def row(shot: Shot, fps: int) -> dict[str, Any]:
        """A shot as a row."""
        return {
            "number": shot.number,
            "scene": shot.scene,
            "setup": shot.setup,
            "start_frame": shot.offset + shot.start,
            "end_frame": shot.offset + shot.end,
            "seconds": round(shot.frames / fps, 3),
            "size": str(shot.size),
            "angle": str(shot.angle),
            "lens_mm": shot.lens_mm,
            "move": str(shot.move),
            "kind": shot.kind,
            "subjects": " ".join(shot.subjects),
            "reason": shot.reason,
            "runner_up": shot.runner_up,
            "grants": " ".join(shot.grants),
        }

    @classmethod
    def write(cls, path: Path, shots: Iterable[Mapping[str, Any]]) -> None:
        """Write the table from rows by column name."""
        with (
            replace_file(path, keep_equal=True) as temporary,
            temporary.open("w", encoding="utf-8", newline="") as file,
        ):
            table = csv.DictWriter(file, cls.COLUMNS)
            table.writeheader()
            table.writerows(shots)


class PerformanceFile(_Streamed):
    """performance.json: schema fairtake.Performance.1.

    What changes now and then (a prop's place, who holds it) is written when it changes: each
    entry begins with the film's frame from which it holds.
    """

    def __init__(self, path: Path, fps: int) -> None:
        super().__init__(path, {"schema": "fairtake.Performance.1", "fps": fps}, "scenes")

    def add(self, performance: ScenePerformance, start: int) -> None:
        """Append a scene that begins on the film's frame `start`."""
        self._entry(
            {
                "number": performance.number,
                "start_frame": start,
                "end_frame": start + performance.frames,
                "set": performance.set,
                "performers": [
                    {
                        "role": track.role,
                        "head": _rows(track.head, 4),
                        "gaze": _rows(track.gaze, 4),
                        "facing": _rows(_facing(track), 3),
                        "speaking": track.speaking.tolist(),
                        "present": track.present.tolist(),
                    }
                    for track in performance.performers
                ],
                "lines": [
                    {
                        "line": timing.line,
                        "role": timing.role,
                        "text": timing.text,
                        "start_frame": start + round(timing.start * performance.fps),
                        "end_frame": start + round(timing.end * performance.fps),
                        **({"off_screen": True} if timing.off_screen else {}),
                    }
                    for timing in performance.lines
                ],
                "props": [_prop(track, start) for track in performance.props],
                "happenings": [
                    {
                        "action": happening.action,
                        "agent": happening.agent,
                        "theme": happening.theme,
                        "start_frame": start + happening.start,
                        "end_frame": start + happening.end,
                        "position": _rows(np.asarray(happening.position), 3),
                        "importance": round(float(happening.importance), 3),
                    }
                    for happening in performance.happenings
                ],
            }
        )


def _facing(track: PerformerTrack) -> npt.NDArray[np.float64]:
    """Where the body faces: yaw in radians by frame, 0 is +z, positive toward +x."""
    ahead = rotate(np.asarray(track.rotations[:, joint_index("pelvis")], np.float64), np.array([0.0, 0.0, 1.0]))
    return np.arctan2(ahead[:, 0], ahead[:, 2])


def _prop(track: PropTrack, start: int) -> dict[str, Any]:
    position = np.round(np.asarray(track.position, np.float64), 3) + 0.0
    moved, shown = _changes(position), _changes(np.asarray(track.visible)[:, None])
    return {
        "name": track.name,
        "position": [[start + frame, *position[frame].tolist()] for frame in moved],
        "visible": [[start + frame, bool(track.visible[frame])] for frame in shown],
        "holder": [[start + frame, role] for frame, role in track.holder],
    }


def _changes(rows: npt.NDArray[Any]) -> list[int]:
    """The first row and every row that differs from the one before."""
    if not len(rows):
        return []
    found: list[int] = (np.flatnonzero((rows[1:] != rows[:-1]).any(1)) + 1).tolist()
    return [0, *found]
