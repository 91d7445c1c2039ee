"""A clean little cut, built by hand, and ways to break it.

Scene 1: ANNA and BEN stand face to face and talk. Scene 2: CLEO walks. Scene 3: ANNA gives BEN
a letter. People stand on the plane z = 0; all cameras are on its +z side.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.continuity import Camera, Cut, Performance, Performer, Prop, Scene, Segment, Shot, Speech
from fairtake.geometry.quaternion import from_axis_angle, multiply, rotate

FPS = 24
SIZE = (960, 540)
FOVY = 0.45
TALL = {"BCU": 0.35, "CU": 0.5, "MCU": 0.7, "MS": 1.0, "MLS": 1.5, "LS": 2.4, "VLS": 4.0}
EYES = {"ANNA": (-0.8, 1.6, 0.0), "BEN": (0.8, 1.7, 0.0), "MIDDLE": (0.0, 1.65, 0.0)}


def camera(point, degrees, tall, frames, eyes=1 / 3, aside=0.0):
    """A level camera that sees `point` (3,) or (N, 3) from `degrees` about y (0 is from +z),
    in a frame `tall` metres high, `eyes` up and `aside` to the right of the middle."""
    point = np.broadcast_to(np.asarray(point, float), (frames, 3))
    turn = math.radians(degrees)
    back = np.array([math.sin(turn), 0.0, math.cos(turn)])
    right = np.array([math.cos(turn), 0.0, -math.sin(turn)])
    away = tall / (2 * math.tan(FOVY / 2))
    position = point + back * away - right * aside * tall / 2 * SIZE[0] / SIZE[1] - [0, eyes * tall / 2, 0]
    return Camera(
        position,
        np.tile(from_axis_angle([0.0, 1.0, 0.0], turn), (frames, 1)),
        np.full(frames, FOVY),
        np.zeros((frames, 2)),
    )


def person(role, head, gaze, spoken=(), frames=None):
    head = np.broadcast_to(np.asarray(head, float), (frames, 3)).copy()
    gaze = np.broadcast_to(np.asarray(gaze, float), (frames, 3)).copy()
    gaze /= np.linalg.norm(gaze, axis=1, keepdims=True)
    speaking = np.zeros(frames, bool)
    for start, end in spoken:
        speaking[start:end] = True
    facing = np.arctan2(gaze[:, 0], gaze[:, 2])
    return Performer(role, head, gaze, speaking, np.ones(frames, bool), facing)


def _pair(frames, talk):
    anna, ben = np.array(EYES["ANNA"]), np.array(EYES["BEN"])
    spoken = {role: [(start, end) for who, start, end in talk if who == role] for role in ("ANNA", "BEN")}
    return (
        person("ANNA", anna, ben - anna, spoken["ANNA"], frames),
        person("BEN", ben, anna - ben, spoken["BEN"], frames),
    )


TALK = [("ANNA", 60, 90), ("ANNA", 100, 180), ("BEN", 190, 280), ("ANNA", 300, 380), ("BEN", 390, 470)]
LENGTH = 96
"""Frames of every shot of scene 1."""
WALK = 1.2


def performance():
    first = Scene(
        "1",
        0,
        6 * LENGTH,
        _pair(6 * LENGTH, TALK),
        lines=tuple(Speech(role, "words", start, end) for role, start, end in TALK),
    )
    way = np.zeros((160, 3))
    way[:, 0], way[:, 1] = -4 + WALK * np.arange(160) / FPS, 1.6
    second = Scene("2", first.frames, 160, (person("CLEO", way, (1, 0, 0), frames=160),))
    letter = np.zeros((240, 3))
    letter[:, 0] = np.interp(np.arange(240), [48, 72], [-0.45, 0.45])
    letter[:, 1], letter[:, 2] = 1.2, 0.15
    third = Scene(
        "3",
        first.frames + 160,
        240,
        _pair(240, []),
        (Prop("letter", letter, np.ones(240, bool), ((0, "ANNA"), (60, "BEN"))),),
    )
    return Performance(FPS, (first, second, third))


def shot(number, scene, start, size, subjects, track, move="static", kind=""):
    return Shot(
        number, scene, number.split("-")[0], start, start + len(track.fovy), size, kind, move, tuple(subjects), track
    )


def cut_of(shots, played):
    starts = {scene.number: scene.start for scene in played.scenes}
    return Cut(FPS, SIZE, tuple(Segment(s, s.start, s.start - starts[s.scene], s.camera) for s in shots))


def clean():
    """The clean cut and its performance."""
    played = performance()
    anna, ben, middle = EYES["ANNA"], EYES["BEN"], EYES["MIDDLE"]
    n = LENGTH
    walk = played.scenes[1].performers[0].head
    second, third = played.scenes[1].start, played.scenes[2].start
    both = ["ANNA", "BEN"]
    shots = [
        shot("1A-1", "1", 0, "LS", both, camera(middle, 0, TALL["LS"], n)),
        shot("1B-1", "1", n, "MCU", ["ANNA"], camera(anna, 40, TALL["MCU"], n, aside=-0.25)),
        shot("1C-1", "1", 2 * n, "MCU", ["BEN"], camera(ben, -40, TALL["MCU"], n, aside=0.25)),
        shot("1D-1", "1", 3 * n, "MLS", both, camera(middle, 0, TALL["MLS"], n)),
        shot("1E-1", "1", 4 * n, "CU", ["BEN"], camera(ben, -35, TALL["CU"], n, aside=0.2)),
        shot("1A-2", "1", 5 * n, "LS", both, camera(middle, 0, TALL["LS"], n)),
        shot("2A-1", "2", second, "VLS", ["CLEO"], camera((-2.0, 1.6, 0.0), 0, TALL["VLS"], 80)),
        shot("2B-1", "2", second + 80, "MS", ["CLEO"], camera(walk[80:], 40, TALL["MS"], 80, aside=-0.2), "follow"),
        shot("3A-1", "3", third, "MLS", both, camera(middle, 0, TALL["MLS"], 96)),
        shot("3B-1", "3", third + 96, "MS", ["BEN"], camera(ben, -40, TALL["MS"], 72, aside=0.25)),
        shot("3C-1", "3", third + 168, "LS", both, camera(middle, 0, TALL["LS"], 72)),
    ]
    return cut_of(shots, played), played


def with_shot(cut, number, change):
    """The cut with one shot changed by `change` (Shot → Shot)."""
    segments = []
    for segment in cut.segments:
        if segment.shot.number == number:
            new = change(segment.shot)
            segment = replace(segment, shot=new, camera=new.camera)
        segments.append(segment)
    return replace(cut, segments=tuple(segments))


def with_camera(cut, number, track):
    return with_shot(cut, number, lambda old: replace(old, camera=track))


def with_person(played, scene, role, **changes):
    """The performance with arrays of one performer changed."""
    scenes = []
    for one in played.scenes:
        if one.number == scene:
            people = tuple(replace(who, **changes) if who.role == role else who for who in one.performers)
            one = replace(one, performers=people)
        scenes.append(one)
    return replace(played, scenes=tuple(scenes))


def with_scene(played, number, **changes):
    return replace(
        played, scenes=tuple(replace(one, **changes) if one.number == number else one for one in played.scenes)
    )


def over_the_line(track):
    """A camera mirrored over the plane z = 0, on which all stand."""
    return Camera(track.position * [1, 1, -1], _reflected(track.orientation, 2), track.fovy, track.shift * [-1, 1])


def _reflected(orientation, axis):
    """Rotations mirrored in the plane across an axis, and the picture with them: the camera's
    own right stays its right, so what it sees is seen mirrored."""
    # M R M with M the reflection keeps handedness; the camera then looks along the mirrored way.
    signs = -np.ones(3)
    signs[axis] = 1
    turned = np.concatenate([orientation[:, :3] * signs, orientation[:, 3:]], axis=1)
    if axis == 2:
        # A reflection across z turns the look about: put the look back along -z.
        half = np.array([0.0, 1.0, 0.0, 0.0])
        turned = multiply(turned, np.broadcast_to(half, turned.shape))
    return turned


def mirrored_world(cut, played):
    """Everything mirrored left for right (x to -x)."""

    def points(array):
        return array * [-1, 1, 1]

    def track(old):
        return Camera(points(old.position), _reflected(old.orientation, 0), old.fovy, old.shift * [-1, 1])

    return moved_world(cut, played, points, points, track, lambda yaw: -yaw)


def turned_world(cut, played, angle, offset):
    """Everything turned about y and moved."""
    q = from_axis_angle([0.0, 1.0, 0.0], angle)

    def directions(array):
        return rotate(np.broadcast_to(q, (*array.shape[:-1], 4)), array)

    def points(array):
        return directions(array) + np.asarray(offset)

    def track(old):
        turned = multiply(np.broadcast_to(q, old.orientation.shape), old.orientation)
        return Camera(points(old.position), turned, old.fovy, old.shift)

    return moved_world(cut, played, points, directions, track, lambda yaw: yaw + angle)


def moved_world(cut, played, points, directions, track, yaw):
    segments = tuple(
        replace(one, camera=track(one.camera), shot=replace(one.shot, camera=track(one.shot.camera)))
        for one in cut.segments
    )
    scenes = tuple(
        replace(
            scene,
            performers=tuple(
                replace(one, head=points(one.head), gaze=directions(one.gaze), facing=yaw(one.facing))
                for one in scene.performers
            ),
            props=tuple(replace(prop, position=points(prop.position)) for prop in scene.props),
        )
        for scene in played.scenes
    )
    return replace(cut, segments=segments), replace(played, scenes=scenes)
