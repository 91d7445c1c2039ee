"""From a shot list, or from somebody's timeline over the same shots, to a cut that can be judged."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import opentimelineio as otio

from fairtake.continuity.world import Camera, Cut, Performance, Scene, Segment, Shot, Shots, Unmatched
from fairtake.errors import FairtakeError

__all__ = ["cut_from_otio", "cut_from_shots"]

_CARDS = ("title", "credits")
"""Clips without a camera that the film's own timeline holds."""


def cut_from_shots(shots: Shots, performance: Performance) -> Cut:
    """The film's own cut: every shot from its first to its last frame."""
    starts = {scene.number: scene.start for scene in performance.scenes}
    return Cut(
        shots.fps,
        shots.size,
        tuple(Segment(shot, shot.start, shot.start - starts[shot.scene], shot.camera) for shot in shots.shots),
    )


def cut_from_otio(path: Path, shots: Shots, performance: Performance) -> Cut:
    """A cut by anybody: an OpenTimelineIO whose clips use the film's shots.

    A clip is a shot's when its name is the shot's number, or its media is shots/<number>.mp4.
    Its source range says which frames of the shot are seen; handles are counted off where the
    media's available range shows them. What lies over it on a higher track wins. A clip that
    is nobody's shot, runs at another speed, or shows frames the scene does not have is told in
    `Cut.unmatched`. Raises FairtakeError when the file is no timeline.
    """
    picture = _picture(path)
    by_name = _names(shots)
    scenes = {scene.number: scene for scene in performance.scenes}
    segments: list[Segment] = []
    unmatched: list[Unmatched] = []
    at, soft = 0, False
    for item in picture:
        if isinstance(item, otio.schema.Transition):
            soft = True
            continue
        frames = round(item.duration().rescaled_to(shots.fps).value)
        if isinstance(item, otio.schema.Clip) and frames > 0:
            shot = _shot_of(item, by_name)
            if shot is not None:
                scene = scenes[shot.scene]
                used, told = _segment(item, shot, scene, at, frames, shots.fps, soft)
                segment, more = _within(used, scene.frames)
                unmatched += [Unmatched(item.name, at, why) for why in (*told, *more)]
                if segment is not None:
                    _append(segments, segment)
                soft = segment is not used
            else:
                if _plain(item.name) not in _CARDS:
                    unmatched.append(Unmatched(item.name, at, "no shot of the film has this name or media"))
                soft = True
        else:
            soft = True
        at += frames
    return Cut(shots.fps, shots.size, tuple(segments), tuple(unmatched))


def _picture(path: Path) -> Any:
    try:
        timeline = otio.adapters.read_from_file(str(path))
    except FileNotFoundError as error:
        raise FairtakeError("there is no such file", file=str(path), fix="Check the spelling of the path.") from error
    except Exception as error:  # OpenTimelineIO and its adapters raise errors of many kinds.
        what = f"this is no timeline that can be read: {str(error).splitlines()[0] if str(error) else error!r}"
        raise FairtakeError(what, file=str(path), fix="Export it as OpenTimelineIO (.otio).") from error
    if not isinstance(timeline, otio.schema.Timeline):
        raise FairtakeError("this file holds no timeline", file=str(path), fix="Export a timeline (.otio).")
    tracks = [track for track in timeline.video_tracks() if len(track)]
    if not tracks:
        raise FairtakeError("the timeline has no picture track", file=str(path), fix="Export it with its picture.")
    return tracks[0] if len(tracks) == 1 else otio.algorithms.flatten_stack(tracks)


def _names(shots: Shots) -> dict[str, Shot]:
    return {_plain(shot.number): shot for shot in shots.shots}


def _plain(name: str) -> str:
    return name.strip().casefold()


def _shot_of(clip: Any, by_name: dict[str, Shot]) -> Shot | None:
    url = getattr(clip.media_reference, "target_url", "") or ""
    for name in (PurePosixPath(url.replace("\\", "/")).stem, clip.name, PurePosixPath(clip.name or "").stem):
        if _plain(name or "") in by_name:
            return by_name[_plain(name)]
    return None


def _segment(
    clip: Any, shot: Shot, scene: Scene, at: int, frames: int, fps: int, soft: bool
) -> tuple[Segment, list[str]]:
    told: list[str] = []
    source = clip.trimmed_range().start_time.rescaled_to(fps).value
    available = clip.media_reference.available_range if clip.media_reference is not None else None
    begin, head = 0.0, 0
    if available is not None:
        begin = available.start_time.rescaled_to(fps).value
        head = _head(shot, round(available.duration.rescaled_to(fps).value), scene)
    row = round(source - begin) - head
    if any(isinstance(effect, otio.schema.TimeEffect) for effect in clip.effects):
        told.append("its speed was changed; it is judged at the speed it was shot")
    if row < 0 or row + frames > shot.end - shot.start:
        told.append("it shows handles, for which the nearest frame of the shot's camera is taken")
    return Segment(shot, at, shot.start - scene.start + row, shot.camera.rows(row, frames), soft), told


def _head(shot: Shot, length: int, scene: Scene) -> int:
    """Frames of handle before the shot in media of this length: as many as behind it, as far
    as the scene goes on either side."""
    spare = max(length - (shot.end - shot.start), 0)
    before, after = shot.start - scene.start, scene.start + scene.frames - shot.end
    return min(max(spare // 2, spare - after), before)


def _within(segment: Segment, frames: int) -> tuple[Segment | None, list[str]]:
    """The part of a segment that the scene has frames for."""
    first, last = max(segment.first, 0), min(segment.first + segment.frames, frames)
    if first == segment.first and last == segment.first + segment.frames:
        return segment, []
    why = "it shows frames from before or after its scene, which are left out"
    if last <= first:
        return None, [why]
    off = first - segment.first
    return Segment(
        segment.shot, segment.at + off, first, segment.camera.rows(off, last - first), segment.soft or off > 0
    ), [why]


def _append(segments: list[Segment], new: Segment) -> None:
    """Add a segment; where it only goes on with the one before, the two are one."""
    old = segments[-1] if segments else None
    if (
        old is None
        or new.soft
        or old.shot is not new.shot
        or (old.first + old.frames, old.at + old.frames) != (new.first, new.at)
    ):
        segments.append(new)
        return
    one, other = old.camera, new.camera
    camera = Camera(
        np.concatenate([one.position, other.position]),
        np.concatenate([one.orientation, other.orientation]),
        np.concatenate([one.fovy, other.fovy]),
        np.concatenate([one.shift, other.shift]),
    )
    segments[-1] = Segment(old.shot, old.at, old.first, camera, old.soft)
