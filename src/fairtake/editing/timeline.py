"""The cut as OpenTimelineIO: one clip a shot, with handles, markers and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import opentimelineio as otio

__all__ = ["Clip", "write_timeline"]


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip of the cut. `media` is a path relative to the timeline; `head` and `tail` are
    the frames it holds before and after the `frames` used."""

    name: str
    media: str
    frames: int
    head: int = 0
    tail: int = 0
    markers: tuple[tuple[int, str, str], ...] = ()
    """(frame of the clip, name, comment)"""
    metadata: Mapping[str, object] = field(default_factory=dict)


def write_timeline(title: str, clips: Sequence[Clip], sound: Mapping[str, str], fps: int, path: Path) -> None:
    """Write `path` (.otio): a picture track of `clips` and an audio track for each entry of
    `sound` (name, relative path), all as long as the picture."""
    timeline = otio.schema.Timeline(title)
    picture = otio.schema.Track("Picture", kind=otio.schema.TrackKind.Video)
    total = 0
    for clip in clips:
        length = clip.head + clip.frames + clip.tail
        reference = otio.schema.ExternalReference(clip.media, _range(0, length, fps))
        item = otio.schema.Clip(clip.name, reference, _range(clip.head, clip.frames, fps))
        item.metadata["fairtake"] = dict(clip.metadata)
        for frame, name, comment in clip.markers:
            marker = otio.schema.Marker(name, _range(clip.head + frame, 1, fps), otio.schema.MarkerColor.GREEN)
            marker.comment = comment
            item.markers.append(marker)
        picture.append(item)
        total += clip.frames
    timeline.tracks.append(picture)
    for name, media in sound.items():
        track = otio.schema.Track(name, kind=otio.schema.TrackKind.Audio)
        reference = otio.schema.ExternalReference(media, _range(0, total, fps))
        track.append(otio.schema.Clip(name, reference, _range(0, total, fps)))
        timeline.tracks.append(track)
    otio.adapters.write_to_file(timeline, str(path), adapter_name="otio_json")


def _range(start: int, length: int, fps: int) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(otio.opentime.RationalTime(start, fps), otio.opentime.RationalTime(length, fps))
