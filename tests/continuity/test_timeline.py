"""The film's own timeline is the same cut; an editor's timeline is judged by the same rules."""

from __future__ import annotations

import opentimelineio as otio
import pytest
from staged import FPS, clean

from fairtake import editing
from fairtake.continuity import Shots, check, cut_from_otio
from fairtake.errors import FairtakeError


def listed(cut):
    return Shots(cut.fps, cut.size, tuple(one.shot for one in cut.segments))


def own_clips(cut, played, handles=0):
    """Clips as the film's own timeline has them, handles as far as the scene goes."""
    clips = [editing.Clip("Title", "shots/title.mp4", 72)]
    for one in cut.segments:
        scene = played.scene(one.shot.scene)
        head = min(handles, one.first)
        tail = min(handles, scene.frames - one.first - one.frames)
        clips.append(editing.Clip(one.shot.number, f"shots/{one.shot.number}.mp4", one.frames, head, tail))
    return [*clips, editing.Clip("Credits", "shots/credits.mp4", 48)]


def spans(cut):
    return [(one.shot.number, one.at, one.first, one.frames, one.soft) for one in cut.segments]


@pytest.mark.parametrize("handles", [0, 1, 12, 500])
def test_our_own_timeline_is_the_same_cut(tmp_path, handles):
    cut, played = clean()
    path = tmp_path / "film.otio"
    editing.write_timeline("Film", own_clips(cut, played, handles), {"dialogue": "stems/d.wav"}, FPS, path)
    again = cut_from_otio(path, listed(cut), played)
    # The title card stands before the first shot, which does not change what the shots show.
    assert [span[:4] for span in spans(again)] == [
        (n, at + 72, first, length) for n, at, first, length, _ in spans(cut)
    ]
    assert not any(span[4] for span in spans(again)[1:])
    assert again.unmatched == ()
    assert check(again, played).statistics == check(cut, played).statistics
    assert check(again, played).findings == ()
    for one, other in zip(again.segments, cut.segments, strict=True):
        assert (one.camera.position == other.camera.position).all()


def clip(name, media, start, frames, rate=FPS, length=None):
    span = otio.opentime.TimeRange(otio.opentime.RationalTime(start, rate), otio.opentime.RationalTime(frames, rate))
    reference = otio.schema.MissingReference()
    if media:
        whole = None
        if length is not None:
            whole = otio.opentime.TimeRange(
                otio.opentime.RationalTime(0, rate), otio.opentime.RationalTime(length, rate)
            )
        reference = otio.schema.ExternalReference(media, whole)
    return otio.schema.Clip(name, reference, span)


def timeline(path, *tracks):
    made = otio.schema.Timeline("An editor's cut")
    for items in tracks:
        track = otio.schema.Track("V", kind=otio.schema.TrackKind.Video)
        track.extend(items)
        made.tracks.append(track)
    otio.adapters.write_to_file(made, str(path), adapter_name="otio_json")
    return path


def test_a_human_cut_is_judged(tmp_path):
    """An editor reorders, trims and takes out the handing over of the letter."""
    cut, played = clean()
    path = timeline(
        tmp_path / "cut.otio",
        [
            clip("3A-1", "", 0, 40),
            clip("the answer", "file:///media/film/shots/3B-1.mp4", 0, 60),
            clip("1b-1.mp4", None, 10, 50),
            clip("anna again", "C:\\film\\shots\\1B-1.mp4", 84, 12),
        ],
    )
    edited = cut_from_otio(path, listed(cut), played)
    assert spans(edited) == [
        ("3A-1", 0, 0, 40, False),
        ("3B-1", 40, 96, 60, False),
        ("1B-1", 100, 106, 50, False),
        ("1B-1", 150, 180, 12, False),
    ]
    report = check(edited, played)
    assert [(one.rule, one.shots, one.frame) for one in report.errors] == [
        ("prop", ("3A-1", "3B-1"), 40),
        ("jump cut", ("1B-1", "1B-1"), 150),
    ]
    assert [one.rule for one in report.warnings] == ["too short to read"]


def test_what_cannot_be_matched_is_told(tmp_path):
    cut, played = clean()
    slow = clip("1D-1", "", 0, 50)
    slow.effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))
    path = timeline(
        tmp_path / "cut.otio",
        [
            clip("stock: sunset", "stock/sunset.mov", 0, 30),
            clip("1A-1", "shots/1A-1.mp4", 0, 40),
            otio.schema.Gap(source_range=otio.opentime.TimeRange(otio.opentime.RationalTime(0, FPS), otio.opentime.RationalTime(24, FPS))),
            clip("1B-1", "shots/1B-1.mp4", 80, 40),
            slow,
            clip("3C-1", "shots/3C-1.mp4", 60, 40),
            clip("1A-1", "shots/1A-1.mp4", -60, 30),
        ],
    )  # fmt: skip
    edited = cut_from_otio(path, listed(cut), played)
    assert [(one.clip, one.at, one.why) for one in edited.unmatched] == [
        ("stock: sunset", 0, "no shot of the film has this name or media"),
        ("1B-1", 94, "it shows handles, for which the nearest frame of the shot's camera is taken"),
        ("1D-1", 134, "its speed was changed; it is judged at the speed it was shot"),
        ("3C-1", 184, "it shows handles, for which the nearest frame of the shot's camera is taken"),
        ("3C-1", 184, "it shows frames from before or after its scene, which are left out"),
        ("1A-1", 224, "it shows handles, for which the nearest frame of the shot's camera is taken"),
        ("1A-1", 224, "it shows frames from before or after its scene, which are left out"),
    ]
    assert spans(edited) == [
        ("1A-1", 30, 0, 40, True),
        ("1B-1", 94, 176, 40, True),
        ("1D-1", 134, 288, 50, False),
        ("3C-1", 184, 228, 12, False),
    ]
    assert check(edited, played).unmatched == edited.unmatched


def test_a_dissolve_is_no_cut(tmp_path):
    cut, played = clean()
    half = otio.opentime.RationalTime(6, FPS)
    items = [
        clip("1B-1", "", 0, 40),
        otio.schema.Transition("d", "SMPTE_Dissolve", half, half),
        clip("1B-1", "", 60, 30),
    ]
    edited = cut_from_otio(timeline(tmp_path / "cut.otio", items), listed(cut), played)
    assert [one.soft for one in edited.segments] == [False, True]
    assert check(edited, played).cuts == 0


def test_a_clip_cut_in_two_is_one(tmp_path):
    cut, played = clean()
    items = [clip("2B-1", "", 0, 30), clip("2B-1", "", 30, 20), clip("2B-1", "", 51, 20)]
    edited = cut_from_otio(timeline(tmp_path / "cut.otio", items), listed(cut), played)
    assert [span[2:4] for span in spans(edited)] == [(80, 50), (131, 20)]
    assert len(edited.segments[0].camera.position) == 50


def test_what_lies_on_top_is_seen_and_rates_are_converted(tmp_path):
    cut, played = clean()
    over = [
        otio.schema.Gap(source_range=otio.opentime.TimeRange(otio.opentime.RationalTime(0, 48), otio.opentime.RationalTime(40, 48))),
        clip("1C-1", "", 20, 60, rate=48),
    ]  # fmt: skip
    path = timeline(tmp_path / "cut.otio", [clip("1A-1", "", 0, 80)], over)
    edited = cut_from_otio(path, listed(cut), played)
    assert [span[:4] for span in spans(edited)] == [("1A-1", 0, 0, 20), ("1C-1", 20, 202, 30), ("1A-1", 50, 50, 30)]


@pytest.mark.parametrize("content", ["", "{}", "[1]", "a cut", '{"OTIO_SCHEMA": "Clip.2", "name": "x"}'])
def test_a_file_that_is_no_timeline_is_told(tmp_path, content):
    cut, played = clean()
    path = tmp_path / "cut.otio"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FairtakeError, match="timeline") as caught:
        cut_from_otio(path, listed(cut), played)
    assert caught.value.file == str(path)
    assert caught.value.fix
    with pytest.raises(FairtakeError, match="no such file"):
        cut_from_otio(tmp_path / "no.otio", listed(cut), played)
    with pytest.raises(FairtakeError, match="no picture track"):
        cut_from_otio(timeline(path), listed(cut), played)
