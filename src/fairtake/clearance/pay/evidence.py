"""The evidence a statement rests on: usage.json, and what shots.json and performance.json say of frames and lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from fairtake.errors import ClearanceError
from fairtake.model.usage import Usage

__all__ = [
    "USAGE",
    "Cut",
    "LineRow",
    "PerformerRow",
    "SceneRow",
    "ShotRow",
    "read_cut",
    "read_usage",
    "usage_data",
]

USAGE = "fairtake.Usage.1"

T = TypeVar("T")

_LONGEST = 2**31
"""Frames beyond which nothing is a film: three years of it."""

_MAKE = "Take the file as it was made, or make the film again."


class CameraRow(msgspec.Struct, frozen=True):
    """A camera on one frame, as shots.json has it."""

    position: tuple[float, float, float]
    orientation: tuple[float, float, float, float]
    fovy: float
    shift: tuple[float, float] = (0.0, 0.0)


class ShotRow(msgspec.Struct, frozen=True):
    """Of a shot in shots.json what is asked here; frames of the film, end exclusive."""

    number: str
    scene: str
    start_frame: int
    end_frame: int
    subjects: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    camera: tuple[CameraRow, ...] = ()


class LineRow(msgspec.Struct, frozen=True):
    """A line in performance.json, and the film's frames it is heard on."""

    line: int
    role: str
    text: str
    start_frame: int
    end_frame: int


class PerformerRow(msgspec.Struct, frozen=True):
    """Where a role's head is, by frame of the scene."""

    role: str
    head: tuple[tuple[float, float, float], ...] = ()
    present: tuple[bool, ...] = ()


class SceneRow(msgspec.Struct, frozen=True):
    """A scene in performance.json."""

    number: str
    start_frame: int
    end_frame: int
    performers: tuple[PerformerRow, ...] = ()
    lines: tuple[LineRow, ...] = ()


class _ShotList(msgspec.Struct, frozen=True):
    schema: str
    fps: int
    size: tuple[int, int]
    shots: tuple[ShotRow, ...]


class _Performance(msgspec.Struct, frozen=True):
    schema: str
    fps: int
    scenes: tuple[SceneRow, ...]


@dataclass(frozen=True)
class Cut:
    """A film's shots and scenes, in the order of its frames."""

    fps: int
    size: tuple[int, int]
    shots: tuple[ShotRow, ...]
    scenes: tuple[SceneRow, ...]

    @cached_property
    def lines(self) -> dict[int, LineRow]:
        """Lines by number. In an intercut every place may hear a line: it is one."""
        return {line.line: line for scene in reversed(self.scenes) for line in reversed(scene.lines)}

    def shots_on(self, start: int, end: int) -> tuple[str, ...]:
        """The shots that any of these frames belongs to."""
        return tuple(shot.number for shot in self.shots if shot.start_frame < end and shot.end_frame > start)


def read_cut(shots: Path, performance: Path) -> Cut:
    """What shots.json and performance.json hold. Raises ClearanceError."""
    cut = _read(shots, _ShotList, "fairtake.ShotList.1")
    played = _read(performance, _Performance, "fairtake.Performance.1")
    if played.fps != cut.fps:
        raise ClearanceError("has another frame rate than shots.json", file=str(performance), key="fps", fix=_MAKE)
    spans = [(shot.start_frame, shot.end_frame) for shot in cut.shots]
    spans += [(scene.start_frame, scene.end_frame) for scene in played.scenes]
    spans += [(line.start_frame, line.end_frame) for scene in played.scenes for line in scene.lines]
    if any(not 0 <= start <= end <= _LONGEST for start, end in spans) or min(cut.fps, *cut.size) < 1:
        raise ClearanceError("holds frames no film has", file=str(shots), key="start_frame", fix=_MAKE)
    return Cut(cut.fps, cut.size, tuple(sorted(cut.shots, key=lambda shot: shot.start_frame)), played.scenes)


def _read(path: Path, kind: type[T], schema: str) -> T:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise ClearanceError(f"cannot be read: {error.strerror}", file=str(path), fix=_MAKE) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ClearanceError(f"is not what it was: {error}", file=str(path), fix=_MAKE) from error
    if getattr(found, "schema", None) != schema:
        raise ClearanceError(f"is not a {schema}", file=str(path), key="schema", fix=_MAKE)
    return found


def usage_data(usage: Usage) -> dict[str, Any]:
    """What usage.json holds: plain data, without what is empty; counts of pixels as one text a shot."""
    lent = []
    for one in usage.lent:
        entry = {name: value for name, value in msgspec.to_builtins(one).items() if value not in ("", [], ())}
        if one.seen:
            entry["seen"] = [{"shot": s.shot, "millionths": " ".join(map(str, s.millionths))} for s in one.seen]
        lent.append(entry)
    data: dict[str, Any] = msgspec.to_builtins(usage)
    return {"schema": USAGE, **data, "lent": lent}


def read_usage(path: Path) -> Usage:
    """What usage.json holds. Raises ClearanceError."""
    try:
        data = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise ClearanceError(f"cannot be read: {error.strerror}", file=str(path), fix=_MAKE) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ClearanceError(f"is not what it was: {error}", file=str(path), fix=_MAKE) from error
    if not isinstance(data, dict) or data.get("schema") != USAGE:
        raise ClearanceError(f"is not a {USAGE}", file=str(path), key="schema", fix=_MAKE)
    try:
        for lent in data.get("lent", ()):
            for seen in lent.get("seen", ()):
                seen["millionths"] = _numbers(seen["millionths"])
        usage = msgspec.convert(data, Usage, strict=True)
    except (msgspec.ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ClearanceError(f"is not what it was: {error}", file=str(path), fix=_MAKE) from error
    if usage.fps < 1 or usage.frames < 0:
        raise ClearanceError("has no length", file=str(path), key="fps", fix=_MAKE)
    return usage


def _numbers(text: str) -> list[int]:
    found = [int(word) for word in text.split()]
    if any(not 0 <= number <= 1_000_000 for number in found):
        raise ValueError("a share of the picture is not 0 to 1000000")
    return found
