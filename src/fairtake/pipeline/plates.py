"""People's own pictures that stand instead of shots ([human] shots): which file is which shot.

A file's name begins with the number of its shot ("3A-2.mp4", "3a-2 take 4.mov", "3A-2.png"); `fairtake
shots` prints the numbers. A plate fills its shot: what is longer ends with it, what is shorter holds
its last picture. Its own sound is not used: what is heard is the film's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from fairtake import editing
from fairtake.errors import RenderError
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.footage import RenderSettings
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline.farm import PieceJob, SceneKeys
from fairtake.pipeline.work import Work
from fairtake.project import code_digest
from fairtake.store import digest

__all__ = ["is_plate", "plate_piece", "plates_of", "report_strays", "scene_of", "shot_of"]

_NUMBER = re.compile(r"(\d+[A-Z]*-\d+)(?![0-9A-Z])")
_SMALL = (64, 36)
_SHORT = 1.5
"""Frames by which a plate may be shorter than its shot before anybody is told."""


def is_plate(path: Path) -> bool:
    """Whether a file of the folder of plates is a picture, moving or still."""
    return path.suffix.casefold() in editing.STILL | editing.MOVING


def shot_of(path: Path) -> str:
    """The number of the shot a plate stands for, by its name; "" if that names none."""
    match = _NUMBER.match(path.stem.upper())
    return match.group(1) if match else ""


def scene_of(shot: str, scenes: Iterable[str]) -> str:
    """The number of the scene a shot is of: "12A-3" is of scene 12, or of 12A where there is one and
    no setup would be left otherwise; "" if none fits."""
    setup = shot.partition("-")[0]
    fitting = [number for number in scenes if setup.startswith(number.upper()) and setup != number.upper()]
    return max(fitting, key=len, default="")


def plates_of(work: Work) -> dict[str, Cleared]:
    """The cleared plates that can be read, by the number of their shot. What cannot be read is a gap, told once."""
    if work.readable is None:
        work.readable = {}
        for plate in work.clearing.of(ReferenceKind.PLATE):
            try:
                editing.read_plate(plate)
            except RenderError as error:
                _unusable(work, plate, error)
            else:
                work.readable[plate.reference.shot] = plate
    return work.readable


def _unusable(work: Work, plate: Cleared, error: RenderError) -> None:
    why = f"{error.what}; shot {plate.reference.shot} is drawn"
    work.gaps.append(Gap("editing", _called(plate), why, error.fix))


def plate_piece(
    work: Work, shot: Shot, keys: SceneKeys, settings: RenderSettings, veil: Mapping[int, float]
) -> PieceJob | None:
    """The one piece of a shot that a plate stands for: all its frames, `veil` as in `pieces_of`. None where
    there is no plate, or none that can be read: then that is a gap, and the shot is drawn."""
    plate = plates_of(work).get(shot.number)
    if plate is None:
        return None
    fps = work.settings.fps
    white = tuple(sorted(veil.items()))
    code = code_digest("editing/plates", "editing/segment", "editing/veil")
    about = [settings.size, settings.quality, fps, shot.frames, [list(one) for one in white]]
    job = PieceJob(digest("plate", code, plate.sha256, *about), keys, shot, 0, shot.frames, settings, fps, white)
    job = replace(job, plate=plate)
    try:
        found = editing.read_plate(plate)
        if work.store.file(job.key, ".mp4") is None:
            for _ in editing.plate_frames(plate, _SMALL, fps, shot.frames):
                pass
    except RenderError as error:
        _unusable(work, plate, error)
        return None
    lacking = shot.frames - found.seconds * fps
    if not found.still and lacking > _SHORT:
        why = f"is {lacking / fps:.1f} s shorter than shot {shot.number}, and its last picture is held"
        work.gaps.append(Gap("editing", _called(plate), why, f"Bring {shot.frames / fps:.1f} s of it."))
    if found.sound:
        why = "has sound of its own, which is not used: what is heard is the film's"
        work.gaps.append(
            Gap("editing", _called(plate), why, "Mix it into the stems, or bring its lines as recordings.")
        )
    work.plates[shot.number] = Path(plate.reference.path).name
    return job


def report_strays(work: Work) -> None:
    """Plates of shots the film does not have are gaps."""
    for number, plate in plates_of(work).items():
        if number not in work.plates and not any(gap.what == _called(plate) for gap in work.gaps):
            why = f"the film has no shot {number}"
            work.gaps.append(Gap("editing", _called(plate), why, "fairtake shots prints the numbers."))


def _called(plate: Cleared) -> str:
    return f"the plate {Path(plate.reference.path).name}"
