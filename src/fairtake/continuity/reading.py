"""performance.json and shots.json as the linter's own nouns, checked on the way in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sized
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import numpy as np

from fairtake.continuity.world import Camera, Happening, Performance, Performer, Prop, Scene, Shot, Shots, Speech
from fairtake.errors import FairtakeError

__all__ = ["check_match", "read_performance", "read_shots"]

T = TypeVar("T")
_Vector = tuple[float, float, float]
_Count = Annotated[int, msgspec.Meta(ge=0)]
_AGAIN = "Make the film's shot list again (fairtake shots)."
_UNIT = 0.02
"""How far a written direction or rotation may be from unit length."""
_PAUSE_FRAMES = 0.3
"""Seconds of silence within one line when lines are read off the speaking performer."""


class _Row(msgspec.Struct):
    position: _Vector
    orientation: tuple[float, float, float, float]
    fovy: Annotated[float, msgspec.Meta(gt=0, lt=3.2)]
    shift: tuple[float, float] = (0.0, 0.0)


class _Shot(msgspec.Struct):
    number: str
    scene: str
    start_frame: _Count
    end_frame: _Count
    camera: list[_Row]
    setup: str = ""
    size: str = ""
    kind: str = ""
    move: str = ""
    subjects: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class _Head(msgspec.Struct):
    schema: str
    fps: Annotated[int, msgspec.Meta(gt=0)]


class _Shots(_Head):
    size: tuple[Annotated[int, msgspec.Meta(gt=0)], Annotated[int, msgspec.Meta(gt=0)]]
    shots: list[msgspec.Raw]


class _Performer(msgspec.Struct):
    role: str
    head: list[_Vector]
    gaze: list[_Vector]
    speaking: list[bool]
    present: list[bool] | None = None
    facing: list[float] | None = None


class _Line(msgspec.Struct):
    role: str
    start_frame: _Count
    end_frame: _Count
    text: str = ""
    off_screen: bool = False


class _Prop(msgspec.Struct):
    name: str
    position: list[tuple[int, float, float, float]]
    visible: list[tuple[int, bool]] = []
    holder: list[tuple[int, str]] = []


class _Happening(msgspec.Struct):
    action: str
    start_frame: _Count
    end_frame: _Count
    position: _Vector
    agent: str = ""
    theme: str = ""


class _Scene(msgspec.Struct):
    number: str
    start_frame: _Count
    end_frame: _Count
    performers: list[_Performer]
    lines: list[_Line] | None = None
    props: list[_Prop] = []
    happenings: list[_Happening] = []


class _Performance(_Head):
    scenes: list[msgspec.Raw]


def read_shots(path: Path) -> Shots:
    """shots.json. Raises FairtakeError that names the file, the place in it and the fix: what
    is no shot list, shots with gaps or overlaps, cameras with too few or too many rows."""
    file = _decode(_bytes(path), _Shots, path, "")
    _known(file.schema, "fairtake.ShotList.1", path)
    shots = []
    for index, raw in enumerate(file.shots):
        shots.append(_shot(_decode(bytes(raw), _Shot, path, f"shots[{index}]"), path, f"shots[{index}]"))
    numbers: set[str] = set()
    for index, shot in enumerate(shots):
        if shot.number in numbers:
            raise _wrong(path, f"shots[{index}].number", f"two shots have the number {shot.number}", "Number it anew.")
        numbers.add(shot.number)
    for index, (one, other) in enumerate(itertools.pairwise(shots), 1):
        away = other.start - one.end
        if away:
            what = f"{'a gap' if away > 0 else 'an overlap'} of {abs(away)} frames between {one.number}"
            fix = f"Let shot {other.number} start on frame {one.end}, where shot {one.number} ends."
            raise _wrong(path, f"shots[{index}].start_frame", f"{what} and {other.number}", fix)
    return Shots(file.fps, file.size, tuple(shots))


def _shot(data: _Shot, path: Path, place: str) -> Shot:
    frames = data.end_frame - data.start_frame
    if frames <= 0:
        fix = "Let it end at least one frame after it starts."
        raise _wrong(path, f"{place}.end_frame", f"shot {data.number} has no frames", fix)
    if len(data.camera) != frames:
        what = f"shot {data.number} has {frames} frames and {len(data.camera)} camera rows"
        raise _wrong(path, f"{place}.camera", what, "Give one row a frame.")
    camera = Camera(
        np.array([row.position for row in data.camera], np.float64),
        np.array([row.orientation for row in data.camera], np.float64),
        np.array([row.fovy for row in data.camera], np.float64),
        np.array([row.shift for row in data.camera], np.float64),
    )
    off = np.abs(np.linalg.norm(camera.orientation, axis=1) - 1)
    if (off > _UNIT).any():
        row = int(off.argmax())
        what = f"shot {data.number}: a rotation must be a quaternion of length 1"
        raise _wrong(path, f"{place}.camera[{row}].orientation", what, "Write x, y, z, w of a unit quaternion.")
    return Shot(
        data.number,
        data.scene,
        data.setup,
        data.start_frame,
        data.end_frame,
        data.size,
        data.kind,
        data.move,
        data.subjects,
        camera,
        data.asked,
    )


def read_performance(path: Path) -> Performance:
    """performance.json. Raises FairtakeError that names the file, the place in it and the fix.

    Only the fields that DESIGN fixes are needed; without `lines`, lines are read off who
    speaks when, and without `props` nothing is judged about props.
    """
    file = _decode(_bytes(path), _Performance, path, "")
    _known(file.schema, "fairtake.Performance.1", path)
    scenes: list[Scene] = []
    for index, raw in enumerate(file.scenes):
        place = f"scenes[{index}]"
        scene = _scene(_decode(bytes(raw), _Scene, path, place), path, place, file.fps)
        if any(other.number == scene.number for other in scenes):
            raise _wrong(path, f"{place}.number", f"two scenes have the number {scene.number}", "Number it anew.")
        scenes.append(scene)
    return Performance(file.fps, tuple(scenes))


def _scene(data: _Scene, path: Path, place: str, fps: int) -> Scene:
    frames, start = data.end_frame - data.start_frame, data.start_frame
    if frames <= 0:
        raise _wrong(path, f"{place}.end_frame", f"scene {data.number} has no frames", _AGAIN)
    performers = []
    for index, one in enumerate(data.performers):
        here = f"{place}.performers[{index}]"
        present = one.present if one.present is not None else [True] * frames
        columns: dict[str, Sized] = {"head": one.head, "gaze": one.gaze, "speaking": one.speaking, "present": present}
        if one.facing is not None:
            columns["facing"] = one.facing
        for name, rows in columns.items():
            if len(rows) != frames:
                what = f"{one.role} has {len(rows)} entries and scene {data.number} {frames} frames"
                raise _wrong(path, f"{here}.{name}", what, "Give one entry a frame of the scene.")
        gaze = np.array(one.gaze, np.float64)
        length = np.linalg.norm(gaze, axis=1)
        if (np.abs(length - 1) > _UNIT).any():
            row = int(np.abs(length - 1).argmax())
            fix = "Write x, y, z of a direction of length 1."
            raise _wrong(path, f"{here}.gaze[{row}]", f"{one.role}: a look must be a unit direction", fix)
        performers.append(
            Performer(
                one.role,
                np.array(one.head, np.float64),
                gaze / length[:, None],
                np.array(one.speaking, bool),
                np.array(present, bool),
                None if one.facing is None else np.array(one.facing, np.float64),
            )
        )
    if data.lines is None:
        lines = tuple(speech for one in performers for speech in _speeches(one, fps))
    else:
        lines = tuple(
            Speech(line.role, line.text, line.start_frame - start, line.end_frame - start, line.off_screen)
            for line in data.lines
        )
    return Scene(
        data.number,
        start,
        frames,
        tuple(performers),
        tuple(_prop(one, start, frames, path, f"{place}.props[{index}]") for index, one in enumerate(data.props)),
        tuple(sorted(lines, key=lambda line: (line.start, line.role))),
        tuple(
            Happening(one.action, one.agent, one.theme, one.start_frame - start, one.end_frame - start, one.position)
            for one in data.happenings
        ),
    )


def _speeches(performer: Performer, fps: int) -> list[Speech]:
    """The lines of somebody of whom only is known when they speak."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], performer.speaking.astype(np.int8), [0]])))
    found: list[Speech] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1].end <= _PAUSE_FRAMES * fps:
            found[-1] = Speech(performer.role, "", found[-1].start, end)
        else:
            found.append(Speech(performer.role, "", start, end))
    return found


def _prop(data: _Prop, start: int, frames: int, path: Path, place: str) -> Prop:
    for name, entries in (("position", data.position), ("visible", data.visible), ("holder", data.holder)):
        stamps = [entry[0] for entry in entries]
        if stamps != sorted(stamps):
            raise _wrong(path, f"{place}.{name}", f"{data.name}: entries are not in order of time", "Sort them.")
    if not data.position:
        raise _wrong(path, f"{place}.position", f"{data.name} is nowhere", "Give its position on the first frame.")
    positions = np.array([entry[1:] for entry in data.position], np.float64)
    visible = data.visible or [(start, True)]
    return Prop(
        data.name,
        positions[_holding([entry[0] - start for entry in data.position], frames)],
        np.array([entry[1] for entry in visible], bool)[_holding([entry[0] - start for entry in visible], frames)],
        tuple((frame - start, role) for frame, role in data.holder),
    )


def _holding(stamps: list[int], frames: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    """For each frame, which entry holds: the last that began."""
    return np.maximum(np.searchsorted(stamps, np.arange(frames), side="right") - 1, 0)


def check_match(shots: Shots, performance: Performance, shots_path: Path) -> None:
    """Raise FairtakeError unless each scene's shots cover it from its first to its last frame."""
    if shots.fps != performance.fps:
        what = f"the shot list has {shots.fps} frames a second and the performance {performance.fps}"
        raise _wrong(shots_path, "fps", what, _AGAIN)
    shared = _shared(performance)
    for number, group in itertools.groupby(enumerate(shots.shots), key=lambda pair: pair[1].scene):
        listed = list(group)
        first, last = listed[0], listed[-1]
        scene = performance.scene(number)
        if scene is None:
            known = ", ".join(one.number for one in performance.scenes)
            what = f"shot {first[1].number} is of scene {number}, which the performance does not hold (it has {known})"
            raise _wrong(shots_path, f"shots[{first[0]}].scene", what, _AGAIN)
        begins, ends = scene.start, scene.start + scene.frames
        if number in shared:  # it is seen in turns with another place
            here = first[0]
            before = shots.shots[here - 1] if here else None
            if before is not None and before.scene in shared[number]:
                begins = before.end
            after = shots.shots[last[0] + 1] if last[0] + 1 < len(shots.shots) else None
            if after is not None and after.scene in shared[number]:
                ends = after.start
        for (index, shot), key, frame, edge in (
            (first, "start_frame", first[1].start, begins),
            (last, "end_frame", last[1].end, ends),
        ):
            if frame != edge:
                what = f"scene {number} {'begins' if key == 'start_frame' else 'ends'} on frame {edge} and shot "
                what += f"{shot.number} on frame {frame}"
                raise _wrong(shots_path, f"shots[{index}].{key}", what, f"Let it be frame {edge}.")


def _shared(performance: Performance) -> dict[str, set[str]]:
    """Scenes that play at the same time as others, by number, with those others."""
    found: dict[str, set[str]] = {}
    for one, other in itertools.permutations(performance.scenes, 2):
        if one.start < other.start + other.frames and other.start < one.start + one.frames:
            found.setdefault(one.number, set()).add(other.number)
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FairtakeError("there is no such file", file=str(path), fix="Run fairtake shots first.") from error
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise FairtakeError(what, file=str(path), fix="Check the path and its rights.") from error


def _decode(data: bytes, kind: type[T], path: Path, place: str) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        text = str(error)
        where = re.search(r" - at `\$\.?([^`]*)`", text)
        key = f"{place}.{where.group(1)}".strip(".") if where else place
        what = text.split(" - at")[0].replace("`", "")
        what = what[0].lower() + what[1:]
        raise _wrong(path, key or "schema", what, _AGAIN) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FairtakeError(f"this is no whole JSON file: {error}", file=str(path), fix=_AGAIN) from error


def _known(schema: str, wanted: str, path: Path) -> None:
    if schema != wanted:
        raise _wrong(path, "schema", f'this is "{schema}" and not "{wanted}"', _AGAIN)


def _wrong(path: Path, key: str, what: str, fix: str) -> FairtakeError:
    return FairtakeError(what, file=str(path), key=key, fix=fix)
