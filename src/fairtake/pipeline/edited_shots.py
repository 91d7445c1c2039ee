"""Reading a shots.json that a person has edited, against what was written last."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec
import numpy as np

from fairtake.errors import ProjectError
from fairtake.model.direction import Ask, Direction, Framing
from fairtake.model.shotlist import Angle, CameraTrack, Move, ShotSize

__all__ = ["Written", "read_edited"]

E = TypeVar("E", bound=StrEnum)
_SCHEMA = "fairtake.ShotList.1"
_WISHES = ("size", "angle", "lens_mm", "move", "kind", "subjects")
_FRAMES = ("start_frame", "end_frame")


class Written(msgspec.Struct):
    """What was written to shots.json last: `shots` are its entries without their cameras (of
    which `cameras` has digests), `scenes` for each scene's number its heading, the key of its
    performance and its length in frames, `starts` the film's frame it begins on; `digest` is the
    file's own."""

    digest: str
    fps: int
    shots: dict[str, dict[str, Any]]
    cameras: dict[str, str]
    scenes: dict[str, tuple[str, str, int]]
    starts: dict[str, int] = {}

    @classmethod
    def of(cls, raw: bytes, fps: int, scenes: Mapping[str, tuple[str, str, int]], starts: Mapping[str, int]) -> Written:
        """What stands in the file just written."""
        shots = msgspec.json.decode(raw)["shots"]
        return cls(
            hashlib.blake2b(raw, digest_size=16).hexdigest(),
            fps,
            {shot["number"]: {key: value for key, value in shot.items() if key != "camera"} for shot in shots},
            {shot["number"]: _digest(shot["camera"]) for shot in shots},
            dict(scenes),
            dict(starts),
        )

    def stays_of(self, scene: str) -> list[tuple[int, int]]:
        """The film's frames (first, end) in which a scene was seen without a break: one stretch,
        or several where the film cuts between two places."""
        found: list[list[int]] = []
        for start, end in sorted(
            (s["start_frame"], s["end_frame"]) for s in self.shots.values() if s["scene"] == scene
        ):
            if found and found[-1][1] == start:
                found[-1][1] = end
            else:
                found.append([start, end])
        return [(start, end) for start, end in found]

    def start_of(self, scene: str) -> int:
        """The film's frame on which a scene begins."""
        if scene in self.starts:
            return self.starts[scene]
        return min(int(shot["start_frame"]) for shot in self.shots.values() if shot["scene"] == scene)


def _digest(camera: Any) -> str:
    return hashlib.blake2b(msgspec.json.encode(camera), digest_size=16).hexdigest()


def read_edited(file: Path, raw: bytes, record: Written, names: Mapping[str, str]) -> list[tuple[str, Direction]]:
    """The edited shots as (scene, direction on frames of that scene).

    `names` are the film's roles and props, by their name in lower case. Raises ProjectError
    naming the file, the shot and the key, for whatever is no shot list: bad JSON, gaps and
    overlaps, sizes that do not exist, people who do not, cameras of another length.
    """
    return _File(file, raw, record, names).read()


class _File:
    def __init__(self, file: Path, raw: bytes, record: Written, names: Mapping[str, str]) -> None:
        self.file = str(file)
        self.record = record
        self.names = names
        try:
            data = msgspec.json.decode(raw)
        except msgspec.DecodeError as error:
            at = re.search(r"byte (\d+)", str(error))
            line = raw.count(b"\n", 0, int(at.group(1))) + 1 if at else None
            raise ProjectError(
                f"is not valid JSON: {str(error).split(' (')[0]}", file=self.file, line=line,
                fix="Mend that line, or delete the file to have the shots planned anew.",
            ) from error  # fmt: skip
        if not isinstance(data, dict) or not isinstance(data.get("shots"), list) or data.get("schema") != _SCHEMA:
            self._fail("this is no shot list", "shots", f'It holds "schema": "{_SCHEMA}" and a list "shots".')
        self.shots: list[dict[str, Any]] = data["shots"]

    def read(self) -> list[tuple[str, Direction]]:
        seen: set[str] = set()
        for place, shot in enumerate(self.shots):
            if not isinstance(shot, dict) or not isinstance(shot.get("number"), str) or not shot["number"]:
                self._fail(f"entry {place + 1} has no number", f"shots[{place}].number", 'Give it one, such as "1A-2".')
            if shot["number"] in seen:
                self._wrong(shot, "number", "two shots have this number", "Give one of them another.")
            seen.add(shot["number"])
            for key in _FRAMES:
                value = shot.get(key)
                if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                    self._wrong(shot, key, f"{value!r} is no frame", "Write a whole number from 0.")
            if shot["end_frame"] <= shot["start_frame"]:
                self._wrong(shot, "end_frame", "the shot ends before it begins", "Give it at least one frame.")
            if shot.get("scene", "") not in self.record.scenes:
                self._wrong(
                    shot,
                    "scene",
                    f"there is no scene {shot.get('scene')!r}",
                    f"Use one of: {', '.join(self.record.scenes)}.",
                )
        self._tiles()
        return [(shot["scene"], found) for shot in self.shots if (found := self._edit(shot)) is not None]

    def _tiles(self) -> None:
        """Shots follow each other without gap or overlap, and fill each scene."""
        for scene in self.record.scenes:
            mine = [shot for shot in self.shots if shot["scene"] == scene]
            stays = self.record.stays_of(scene)
            if not mine and not stays:
                continue  # one of two places that is never seen
            if not mine:
                self._fail(f"scene {scene} has no shots", "shots", "Give it one, or take the scene out of the script.")
            for first, last in stays:
                # Between two places of an intercut each keeps its own stretches.
                here = [shot for shot in mine if len(stays) == 1 or first <= shot["start_frame"] < last]
                self._stay(scene, here, first, last, len(stays) == 1)
            outside = [s for s in mine if not any(first <= s["start_frame"] < last for first, last in stays)]
            if outside:
                self._wrong(
                    outside[0], "start_frame", f"scene {scene} is not seen on frame {outside[0]['start_frame']}",
                    "Two places that are cut together keep the stretches they have.",
                )  # fmt: skip

    def _stay(self, scene: str, mine: Sequence[dict[str, Any]], first: int, last: int, whole: bool) -> None:
        """The shots of one stretch of a scene fill it."""
        what_begins = f"scene {scene}" if whole else f"this stay in scene {scene}"
        if not mine:
            self._fail(f"{what_begins} has no shots from frame {first} to {last}", "shots", "Give it one.")
        before = first
        for shot in mine:
            start = shot["start_frame"]
            if start != before:
                what = f"a gap of {start - before}" if start > before else f"an overlap of {before - start}"
                this = f"begins on frame {start} and " + (
                    f"{what_begins} begins on {first}" if shot is mine[0] else f"the shot before it ends on {before}"
                )
                self._wrong(shot, "start_frame", f"{what} frames: it {this}", f"Write {before}, or move the other.")
            before = shot["end_frame"]
        if before != last:
            over = "the scene" if whole else what_begins
            self._wrong(
                mine[-1], "end_frame", f"the scene's last shot ends on frame {before}, {over} on {last}",
                f"Write {last}: a scene's length is its performance's.",
            )  # fmt: skip

    def _edit(self, shot: dict[str, Any]) -> Direction | None:
        """What was changed in an entry, as a direction; None when nothing was."""
        number = shot["number"]
        old = self.record.shots.get(number)
        now = {key: value for key, value in shot.items() if key != "camera"}
        camera = self._camera(shot)
        filmed = self.record.cameras.get(number) != _digest(shot.get("camera"))
        values = self._values(shot)
        if (
            old is not None
            and not filmed
            and all(now.get(key) == old.get(key) for key in (*_WISHES, *_FRAMES, "reason", "scene"))
        ):
            return None
        base = self.record.start_of(shot["scene"])
        frames = (shot["start_frame"] - base, shot["end_frame"] - base)
        moved = old is None or any(shot[key] != old[key] for key in _FRAMES)
        wished = [key for key in _WISHES if old is None or now.get(key) != old.get(key)]
        told = old is None or now.get("reason") != old.get("reason")
        changed = [*wished, *(["camera"] if filmed else []), *([key for key in _FRAMES if moved]), *(["reason"] * told)]
        made = Direction(
            Ask.SHOT, f"{number}: {', '.join(changed)}", file=self.file, key=f"shot {number}", frames=frames,
            reason=str(shot.get("reason", "")) if told and shot.get("reason") else "",
        )  # fmt: skip
        rows = frames[1] - frames[0]
        if filmed and camera is not None and len(camera.fovy) != rows:
            if not (moved and old is not None and len(camera.fovy) == old["end_frame"] - old["start_frame"]):
                self._wrong(
                    shot, "camera", f"{len(camera.fovy)} rows, and the shot has {rows} frames", "Write one row a frame."
                )
            camera = _held(camera, old["start_frame"] - base, frames)
        elif camera is not None and old is not None and len(camera.fovy) != rows:
            camera = _held(camera, old["start_frame"] - base, frames)
        if wished and not filmed and old is not None:
            return self._wish(made, values, wished, shot)
        if camera is None or len(camera.fovy) != rows:
            return self._wish(made, values, list(_WISHES), shot)
        subjects, over = self._people(values, shot)
        return _with(
            made, values, subjects, over, camera=camera, kind=str(shot.get("kind", "")),
            hidden=tuple(str(part) for part in shot.get("hidden", ())),
        )  # fmt: skip

    def _wish(self, made: Direction, values: dict[str, Any], wished: list[str], shot: dict[str, Any]) -> Direction:
        """What was changed is wanted; of the rest, who is seen and how large."""
        subjects, over = self._people(values, shot)
        keep = {"size", *wished}
        kept = {key: value for key, value in values.items() if key in keep}
        if kept.get("move") is Move.STATIC and "move" not in wished:
            del kept["move"]
        if "subjects" in wished and "kind" not in wished:
            over = ""
            kept["framing"] = Framing.TWO_SHOT if len(subjects) == 2 else None if len(subjects) == 1 else Framing.MASTER
        else:
            kept["framing"] = values["framing"]
        if kept["framing"] is Framing.OVER_THE_SHOULDER and "lens_mm" in wished and "size" not in wished:
            kept.pop("size", None)  # over a shoulder another lens is another size
        if kept["framing"] in (Framing.MASTER, Framing.ESTABLISHING) and "size" not in wished:
            kept.pop("size", None)
        return _with(made, kept, subjects, over)

    def _people(self, values: dict[str, Any], shot: dict[str, Any]) -> tuple[tuple[str, ...], str]:
        subjects = values["subjects"]
        if values["framing"] is Framing.OVER_THE_SHOULDER and len(subjects) == 2:
            return subjects[:1], subjects[1]
        if values["framing"] is Framing.INSERT:
            return subjects[:1], ""
        return subjects, ""

    def _values(self, shot: dict[str, Any]) -> dict[str, Any]:
        """An entry's checked values, as a Direction has them."""
        lens = shot.get("lens_mm", 50)
        if isinstance(lens, bool) or not isinstance(lens, int | float) or not 12 <= lens <= 300:
            self._wrong(shot, "lens_mm", f"{lens!r} is no lens", "Write 12 to 300 millimetres.")
        subjects = shot.get("subjects", [])
        old = self.record.shots.get(shot["number"], {}).get("subjects", [])
        if not isinstance(subjects, list) or not all(isinstance(name, str) for name in subjects):
            self._wrong(shot, "subjects", "this is a list of names", 'Write ["ANNA", "BEN"].')
        found = []
        for name in subjects:
            known = self.names.get(name.casefold())
            if known is None and name not in old:
                near = get_close_matches(name.casefold(), self.names, 1, 0.6)
                help_ = (
                    f"Did you mean {self.names[near[0]]}?"
                    if near
                    else f"Use one of: {', '.join(list(self.names.values())[:8])}."
                )
                self._wrong(shot, "subjects", f"nobody and nothing in the film is called {name!r}", help_)
            found.append(known or name)
        kind = shot.get("kind", "")
        return {
            "size": self._choice(shot, "size", ShotSize),
            "angle": self._choice(shot, "angle", Angle),
            "move": self._choice(shot, "move", Move),
            "lens_mm": float(lens),
            "subjects": tuple(found),
            "framing": _framing(str(kind)),
        }

    def _choice(self, shot: dict[str, Any], key: str, kind: type[E]) -> E | None:
        value = shot.get(key)
        if value is None:
            return None
        for choice in kind:
            if isinstance(value, str) and choice.value.casefold() == value.casefold().strip():
                return choice
        known = ", ".join(choice.value for choice in kind)
        return self._wrong(shot, key, f"{value!r} is not known here", f"Use one of: {known}.")

    def _camera(self, shot: dict[str, Any]) -> CameraTrack | None:
        rows = shot.get("camera")
        if rows is None or rows == []:
            return None
        try:
            track = CameraTrack(
                np.array([row["position"] for row in rows], np.float32).reshape(len(rows), 3),
                np.array([row["orientation"] for row in rows], np.float32).reshape(len(rows), 4),
                np.array([row["fovy"] for row in rows], np.float32).reshape(len(rows)),
                np.array([row.get("shift", (0.0, 0.0)) for row in rows], np.float32).reshape(len(rows), 2),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            self._wrong(
                shot, "camera", "a row is not a camera",
                "Each row has position [x, y, z], orientation [x, y, z, w] and fovy in radians.",
            )  # fmt: skip
        lengths = np.linalg.norm(track.orientation, axis=1)
        if not all(np.isfinite(a).all() for a in (track.position, track.orientation, track.fovy, track.shift)):
            self._wrong(shot, "camera", "a value is not a number", "Write finite numbers.")
        if (np.abs(lengths - 1) > 0.02).any():
            row = int(np.abs(lengths - 1).argmax())
            self._wrong(
                shot, f"camera[{row}].orientation", "this is no rotation", "Write a quaternion x, y, z, w of length 1."
            )
        if ((track.fovy <= 0.01) | (track.fovy >= math.pi - 0.1)).any():
            self._wrong(shot, "camera", "a field of view is out of range", "Write fovy in radians: 0.4 is a 50mm lens.")
        return CameraTrack(
            track.position, (track.orientation.T / lengths).T.astype(np.float32), track.fovy, track.shift
        )

    def _wrong(self, shot: dict[str, Any], key: str, what: str, fix: str) -> NoReturn:
        self._fail(f"{what}, in shot {shot['number']}", f"{shot['number']}.{key}", fix)

    def _fail(self, what: str, key: str, fix: str) -> NoReturn:
        raise ProjectError(what, file=self.file, key=key, fix=fix)


def _framing(kind: str) -> Framing | None:
    """The framing that a kind of setup belongs to."""
    try:
        return Framing(kind)
    except ValueError:
        pass
    if kind in ("profile two", "wide two"):
        return Framing.TWO_SHOT
    if kind in ("pan", "follow", "push-in", "wide"):
        return Framing.SINGLE
    return Framing.ESTABLISHING if kind in ("place", "detail") else None


def _held(camera: CameraTrack, first: int, frames: tuple[int, int]) -> CameraTrack:
    """A camera whose row 0 was frame `first`, on other frames: its ends hold."""
    at = np.clip(np.arange(*frames) - first, 0, len(camera.fovy) - 1)
    return CameraTrack(camera.position[at], camera.orientation[at], camera.fovy[at], camera.shift[at])


def _with(made: Direction, values: dict[str, Any], subjects: tuple[str, ...], over: str, **more: Any) -> Direction:
    known = {key: value for key, value in values.items() if key not in ("subjects", "kind")}
    return replace(made, subjects=subjects, over=over, **known, **more)
