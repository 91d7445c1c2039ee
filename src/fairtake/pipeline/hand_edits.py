"""shots.json edited by hand: what a person changed there is kept in every later make.

What was written last is remembered beside the store. An entry that differs from it is a hand
edit and becomes a lock on its scene: moved cuts, cameras and reasons are taken literally, a
changed size, lens, move, angle or subject is a wish like a note in the script. Locks last until
shots.json is deleted. Before an edited file is written over it is copied to shots.edited.json.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from fairtake.errors import OutputError, StoreError
from fairtake.model.breakdown import Scene
from fairtake.model.direction import Direction, Lock
from fairtake.model.performance import ScenePerformance
from fairtake.model.span import Gap
from fairtake.pipeline.edited_shots import Written, read_edited
from fairtake.store import decode, encode, replace_file

__all__ = ["HandEdits"]


@dataclass(slots=True)
class HandEdits:
    """The locks of one film. `found` counts the shots newly found to be edited."""

    out: Path
    fps: int
    locks: list[Lock] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    found: int = 0
    _used: set[int] = field(default_factory=set)
    _places: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    _starts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, out: Path, fps: int, names: Mapping[str, str]) -> HandEdits:
        """The locks that hold in this folder, with what was edited since the last make; copies
        an edited file aside. `names` are all roles and props of the film by their folded name.
        Raises ProjectError, naming file, shot and key, for an edit that cannot be read."""
        edits = cls(out, fps)
        file = out / "shots.json"
        if not file.is_file():  # deleted: the shots are the planner's again
            edits._forget()
            return edits
        record = edits._record()
        if record is None:
            return edits
        edits.locks = list(edits._stored())
        raw = file.read_bytes()
        if hashlib.blake2b(raw, digest_size=16).hexdigest() == record.digest:
            return edits
        if record.fps != fps:
            why = f"film.fps was {record.fps} when it was written and is {fps} now"
            edits._lost(
                "the edits in shots.json", why, "It was copied to shots.edited.json; set film.fps back to use it."
            )
            edits.locks = []
            edits._aside(file)
            return edits
        changed = read_edited(file, raw, record, names)
        if changed:
            edits.found = len(changed)
            edits._aside(file)
            edits._take(changed, record)
            edits._store()
        return edits

    def _take(self, changed: list[tuple[str, Direction]], record: Written) -> None:
        """Add new locks; one that covers an older one's frames takes its place."""
        for scene, direction in changed:
            heading, performance, frames = record.scenes[scene]
            start, end = direction.frames or (0, 0)
            self.locks = [
                lock
                for lock in self.locks
                if (lock.scene, lock.performance) != (scene, performance)
                or lock.direction.frames is None
                or lock.direction.frames[1] <= start
                or lock.direction.frames[0] >= end
            ]
            self.locks.append(Lock(scene, heading, performance, frames, direction))

    def of(self, scene: Scene, performance: ScenePerformance, key: str) -> tuple[Direction, ...]:
        """What locks ask of a scene whose performance is stored under `key`. What no longer
        fits it is reported and let go."""
        mine = [place for place, lock in enumerate(self.locks) if lock.performance == key]
        if not mine:
            mine = [
                place
                for place, lock in enumerate(self.locks)
                if place not in self._used and (lock.scene, lock.heading) == (scene.number, scene.setting.heading)
            ]
        self._used.update(mine)
        found: list[Direction] = []
        for place in mine:
            lock = self.locks[place]
            why = _misfit(lock, performance)
            if why:
                self._lost(f"{lock.direction.key} of shots.json", why, "Your edited file is kept as shots.edited.json.")
                self.locks[place] = replace(lock, performance="", heading="", frames=0)
                continue
            self.locks[place] = replace(lock, scene=scene.number, performance=key, frames=performance.frames)
            found.append(lock.direction)
        return tuple(found)

    def written(self, scene: Scene, key: str, frames: int, start: int) -> None:
        """A scene was written to shots.json; it begins on the film's frame `start`."""
        self._places[scene.number] = (scene.setting.heading, key, frames)
        self._starts[scene.number] = start

    def remember(self) -> None:
        """shots.json has been written: remember what stands in it and what is locked."""
        for place, lock in enumerate(self.locks):
            if place not in self._used:
                why = f"scene {lock.scene} is no longer as it was when the shot was edited"
                self._lost(f"{lock.direction.key} of shots.json", why, "Your edited file is kept as shots.edited.json.")
        self.locks = [lock for place, lock in enumerate(self.locks) if place in self._used and lock.frames]
        self._store()
        record = Written.of((self.out / "shots.json").read_bytes(), self.fps, self._places, self._starts)
        with replace_file(self._path("shots.written.json")) as path:
            path.write_bytes(msgspec.json.encode(record))

    @property
    def kept(self) -> list[str]:
        """The numbers of the shots that are kept as a person edited them."""
        return [lock.direction.key.removeprefix("shot ") for lock in self.locks if lock.frames]

    # -- files -------------------------------------------------------------------------

    def _path(self, name: str) -> Path:
        return self.out / ".fairtake" / name

    def _record(self) -> Written | None:
        try:
            return msgspec.json.decode(self._path("shots.written.json").read_bytes(), type=Written)
        except (OSError, msgspec.DecodeError):
            return None

    def _stored(self) -> tuple[Lock, ...]:
        try:
            stored: Any = decode(self._path("shots.locks").read_bytes())
        except (OSError, StoreError):
            return ()
        return tuple(lock for lock in stored if isinstance(lock, Lock))

    def _store(self) -> None:
        if self.locks or self._path("shots.locks").is_file():
            with replace_file(self._path("shots.locks")) as path:
                path.write_bytes(encode(tuple(self.locks)))

    def _forget(self) -> None:
        for name in ("shots.locks", "shots.written.json"):
            self._path(name).unlink(missing_ok=True)

    def _aside(self, file: Path) -> None:
        try:
            shutil.copyfile(file, self.out / "shots.edited.json")
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror or error}",
                file=str(self.out / "shots.edited.json"),
                fix="Make room or change the folder's rights; your edits are untouched.",
            ) from error

    def _lost(self, what: str, why: str, fix: str) -> None:
        self.gaps.append(Gap("directing", what, why, fix))


def _misfit(lock: Lock, performance: ScenePerformance) -> str:
    """Why a lock cannot hold in a scene; "" when it can."""
    start, end = lock.direction.frames or (0, 0)
    if end > performance.frames:
        return f"its scene is {performance.frames} frames long now, and the shot ended on frame {end} of it"
    tracks = {track.role: track for track in performance.performers}
    for role in (*lock.direction.subjects[:1], *([lock.direction.over] if lock.direction.over else [])):
        if lock.direction.camera is None and role in tracks and not tracks[role].present[start:end].any():
            return f"{role} is not on the set then any more"
        known = role in tracks or any(role == prop.name for prop in performance.props)
        if lock.direction.camera is None and not known and not any(h.theme == role for h in performance.happenings):
            return f"{role} is not in the scene any more"
    return ""
