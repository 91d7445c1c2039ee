"""What must not matter: which way the world lies, how shots are numbered."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from staged import camera, clean, mirrored_world, performance, shot, turned_world
from test_rules import BREAKS

from fairtake.continuity import Cut, Segment, check

broken = st.sampled_from([one[0] for one in BREAKS])


def told(report):
    return [(one.rule, one.severity, one.scene, one.shots, one.frame, one.who, one.implies) for one in report.findings]


@settings(max_examples=20, deadline=None)
@given(broken)
def test_a_mirrored_world_breaks_the_same_rules(change):
    cut, played = change(*clean())
    assert told(check(*mirrored_world(cut, played))) == told(check(cut, played))


@settings(max_examples=25, deadline=None)
@given(broken, st.floats(-3.1, 3.1), st.tuples(*[st.floats(-50, 50)] * 3))
def test_where_the_world_lies_does_not_matter(change, angle, offset):
    cut, played = change(*clean())
    assert told(check(*turned_world(cut, played, angle, offset))) == told(check(cut, played))


@settings(max_examples=20, deadline=None)
@given(broken, st.permutations(range(12)))
def test_the_numbers_of_shots_do_not_matter(change, numbers):
    cut, played = change(*clean())
    names = {}
    for one in cut.segments:
        names.setdefault(one.shot.number, f"{numbers[len(names) % 12]}Z-{len(names)}")
    renamed = {id(one.shot): dataclasses.replace(one.shot, number=names[one.shot.number]) for one in cut.segments}
    segments = tuple(dataclasses.replace(one, shot=renamed[id(one.shot)]) for one in cut.segments)
    one, other = check(cut, played), check(dataclasses.replace(cut, segments=segments), played)
    assert one.counts == other.counts
    assert [(f.rule, f.frame) for f in one.findings] == [(f.rule, f.frame) for f in other.findings]
    assert one.statistics == other.statistics


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_cameras_on_any_cut_can_be_judged(data):
    """Cameras anywhere, of anybody, in any order: findings or none, never an error; the same
    twice; and everything told lies within the cut."""
    played = performance()
    scene = played.scenes[0]
    segments, at = [], 0
    for place in range(data.draw(st.integers(1, 5))):
        length = data.draw(st.integers(1, 40))
        first = data.draw(st.integers(0, scene.frames - length))
        point = data.draw(st.tuples(*[st.floats(-3, 3)] * 3))
        track = camera(point, data.draw(st.floats(-180, 180)), data.draw(st.floats(0.1, 9)), length)
        subjects = data.draw(st.lists(st.sampled_from(["ANNA", "BEN", "a lamp"]), max_size=2, unique=True))
        taken = shot(f"1{place}-1", "1", first, data.draw(st.sampled_from(["CU", "LS", ""])), subjects, track)
        segments.append(Segment(taken, at, first, track))
        at += length
    cut = Cut(24, (960, 540), tuple(segments))
    report = check(cut, played)
    assert report == check(cut, played)
    assert all(0 <= one.frame < at and np.isfinite(one.measured) for one in report.findings)
    assert 0 <= report.statistics.visible_face <= 1
    assert report.cuts <= len(segments) - 1


def test_work_grows_with_the_cut_and_not_faster():
    """Ten times the scenes take about ten times the work; this leaves room for a busy machine."""
    cut, played = clean()

    def spent(times):
        scenes, segments = [], []
        length = sum(scene.frames for scene in played.scenes)
        for turn in range(times):
            scenes += [dataclasses.replace(one, number=f"{turn}.{one.number}", start=0) for one in played.scenes]
            for one in cut.segments:
                again = dataclasses.replace(one.shot, scene=f"{turn}.{one.shot.scene}")
                segments.append(dataclasses.replace(one, shot=again, at=one.at + turn * length))
        began = time.process_time()
        check(dataclasses.replace(cut, segments=tuple(segments)), dataclasses.replace(played, scenes=tuple(scenes)))
        return time.process_time() - began

    spent(1)
    assert spent(40) < 40 * max(min(spent(4) for _ in range(3)), 0.01)
