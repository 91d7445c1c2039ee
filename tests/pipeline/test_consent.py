"""Which shots stand on a grant: who is in the picture, joint by joint, and what is heard or stands in it."""

from __future__ import annotations

import dataclasses
import itertools
import types

import numpy as np
import pytest

from fairtake.geometry.camera import look_at
from fairtake.model.clearance import Reference, ReferenceKind
from fairtake.model.figure import FACE_PARAMETERS, JOINTS, Figure
from fairtake.model.performance import LineTiming, PerformerTrack
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.pipeline import consent
from fairtake.pipeline.consent import body_in_picture, standing, under_music
from fairtake.staging import performers

FRAMES = 6


@pytest.fixture(scope="module")
def figure() -> Figure:
    return performers.build_figure("ANNA", performers.extra_appearances(["woman"], 1, [])[0])


def standing_at(figure: Figure, x: float, z: float = 0.0, present: object = True) -> PerformerTrack:
    turns = np.zeros((FRAMES, len(JOINTS), 4), np.float32)
    turns[..., 3] = 1.0
    root = np.tile(figure.rest[0] + np.array([x, 0, z], np.float32), (FRAMES, 1))
    return PerformerTrack(
        "ANNA", root, turns, np.zeros((FRAMES, len(FACE_PARAMETERS)), np.float32), root, root,
        np.zeros(FRAMES, bool), np.broadcast_to(np.asarray(present), (FRAMES,)).copy(),
    )  # fmt: skip


def shot_of(eye, target, fovy=0.4) -> Shot:
    track = CameraTrack(
        np.tile(np.asarray(eye, np.float32), (FRAMES, 1)),
        np.tile(look_at(eye, target).astype(np.float32), (FRAMES, 1)),
        np.full(FRAMES, fovy, np.float32),
        np.zeros((FRAMES, 2), np.float32),
    )
    return Shot("1A-1", "1", "1A", "single", 0, FRAMES, 0, ShotSize.MS, Angle.EYE, 50, Move.STATIC, (), track, "")


WORK = types.SimpleNamespace(settings=types.SimpleNamespace(size=(160, 90)))


def shown(figure: Figure, track: PerformerTrack, shot: Shot) -> bool:
    return body_in_picture(shot, track, figure, WORK)


def test_a_body_is_shown_as_soon_as_a_hand_is(figure):
    ahead = shot_of((0, 1.2, 4), (0, 1.2, 0))
    half = 4 * np.tan(0.2) * 160 / 90
    reach = float(np.abs(figure.mesh.vertices[:, 0]).max())
    assert shown(figure, standing_at(figure, 0.0), ahead)
    assert shown(figure, standing_at(figure, half + reach - 0.05), ahead)
    assert not shown(figure, standing_at(figure, half + reach + 0.15), ahead)
    assert not shown(figure, standing_at(figure, 0.0, z=6.0), ahead)  # behind the camera
    # Over their head into the sky, and past one who stands right beside the camera.
    assert not shown(figure, standing_at(figure, 0.0), shot_of((0, 1.2, 4), (0, 4.5, 0)))
    assert not shown(figure, standing_at(figure, 1.2, z=3.9), ahead)


def test_who_is_not_on_the_set_is_not_shown_and_one_frame_is_enough(figure):
    ahead = shot_of((0, 1.2, 4), (0, 1.2, 0))
    assert not shown(figure, standing_at(figure, 0.0, present=False), ahead)
    last = np.arange(FRAMES) == FRAMES - 1
    assert shown(figure, standing_at(figure, 0.0, present=last), ahead)
    assert not shown(figure, standing_at(figure, 0.0, present=last), dataclasses.replace(ahead, end=FRAMES - 1))


def test_a_hanging_arm_that_is_raised_into_the_picture_counts(figure):
    above = shot_of((0, 2.1, 2.0), (0, 2.1, 0), fovy=0.12)
    still = standing_at(figure, 0.0)
    assert not shown(figure, still, above)
    raised = still.rotations.copy()
    for side, sign in (("L", 1), ("R", -1)):
        raised[-1, JOINTS.index(f"upper_arm.{side}")] = [0, 0, sign * np.sin(1.45), np.cos(1.45)]
    assert shown(figure, dataclasses.replace(still, rotations=raised), above)


def lent(kind: ReferenceKind, grant: str, path: str = "", **where) -> types.SimpleNamespace:
    return types.SimpleNamespace(reference=Reference(kind, "", path, (), **where), grants=(grant,))


def film_of(*cleared, recorded=None, roles=("ANNA", "ANNA", "BEN"), model="") -> types.SimpleNamespace:
    lines = [types.SimpleNamespace(number=n, role=role) for n, role in enumerate(roles, 1)]
    settings = types.SimpleNamespace(size=(160, 90), fps=24, places={"KITCHEN": types.SimpleNamespace(model=model)})
    clearing = types.SimpleNamespace(cleared=cleared)
    return types.SimpleNamespace(settings=settings, clearing=clearing, recorded=recorded or {}, lines=lines)


def cut(*frames: int) -> list[Shot]:
    """Shots from one of these frames to the next."""
    whole = shot_of((0, 1.2, 4), (0, 1.2, 0))
    pairs = itertools.pairwise(frames)
    return [dataclasses.replace(whole, number=f"1A-{n}", start=a, end=b) for n, (a, b) in enumerate(pairs, 1)]


def grants_of(work, shots, *lines: LineTiming, performers=(), figures=None) -> list[tuple[str, ...]]:
    scene = types.SimpleNamespace(setting=types.SimpleNamespace(place="KITCHEN", heading="INT. KITCHEN - DAY"))
    performance = types.SimpleNamespace(fps=24, lines=lines, performers=performers)
    return [shot.grants for shot in standing(work, scene, shots, performance, figures or {})]


@pytest.fixture(autouse=True)
def no_plates(monkeypatch):
    monkeypatch.setattr(consent, "plates_of", lambda _: {})


def test_a_line_is_stood_on_as_long_as_it_is_heard_also_over_a_cut_and_from_off_screen():
    work = film_of(lent(ReferenceKind.RECORDING, "hers", "recordings/001.wav"), recorded={1: "001.wav"})
    shots = cut(0, 24, 48, 72)
    assert grants_of(work, shots, LineTiming(1, "ANNA", "", 0.9, 1.2)) == [("hers",), ("hers",), ()]
    assert grants_of(work, shots, LineTiming(1, "ANNA", "", 1.0, 2.0, off_screen=True)) == [(), ("hers",), ()]
    assert grants_of(work, shots, LineTiming(1, "ANNA", "", 1.0, 2.001)) == [(), ("hers",), ("hers",)]
    # What the synthetic voice says is nobody's.
    assert grants_of(work, shots, LineTiming(2, "ANNA", "", 0.0, 3.0)) == [()] * 3


def test_a_voice_file_speaks_the_lines_nobody_recorded():
    voice, take = lent(ReferenceKind.VOICE, "file", role="ANNA"), lent(ReferenceKind.RECORDING, "take", "2.wav")
    work = film_of(voice, take, recorded={2: "2.wav"})
    lines = [LineTiming(n, role, "", n - 1.0, n - 0.5) for n, role in ((1, "ANNA"), (2, "ANNA"), (3, "BEN"))]
    assert grants_of(work, cut(0, 24, 48, 72), *lines) == [("file",), ("take",), ()]


def test_a_set_is_stood_on_by_every_shot_of_its_scene_and_a_plate_by_its_own_alone(monkeypatch, figure):
    work = film_of(lent(ReferenceKind.PLACE, "set", "kitchen.glb"), lent(ReferenceKind.CHARACTER, "face", role="ANNA"))
    work.settings.places["KITCHEN"].model = "kitchen.glb"
    monkeypatch.setattr(consent, "brought_places", lambda _: {"KITCHEN": "lent"})
    monkeypatch.setattr(consent, "plates_of", lambda _: {"1A-2": lent(ReferenceKind.PLATE, "plate", shot="1A-2")})
    hers = dataclasses.replace(figure, details={"model": "anna.glb"})
    how = {"performers": (standing_at(figure, 0.0),), "figures": {"ANNA": hers}}
    assert grants_of(work, cut(0, 2, 4, 6), **how) == [("face", "set"), ("plate",), ("face", "set")]
    # Models that could not be used are not in the film.
    monkeypatch.setattr(consent, "brought_places", lambda _: {})
    assert grants_of(work, cut(0, 2), performers=how["performers"], figures={"ANNA": figure}) == [()]


def test_music_is_stood_on_by_what_it_plays_under(monkeypatch):
    work = film_of(lent(ReferenceKind.MUSIC, "theme", "theme.wav"))
    monkeypatch.setattr(consent, "music_name", lambda _: "theme.wav")
    monkeypatch.setattr(consent, "music_spans", lambda *_: [(4.0, 1.0)])
    shots = [dataclasses.replace(shot, offset=72, grants=("set",)) for shot in cut(0, 24, 36, 60)]
    scene = dataclasses.make_dataclass("Scene", ["shots", "clips"])(tuple(shots), ())
    (found,) = under_music(work, [scene])
    assert [shot.grants for shot in found.shots] == [("set",), ("set", "theme"), ("set", "theme")]
