"""A horse is framed by its size, and known to fill the space between head and tail."""

from __future__ import annotations

import numpy as np

from fairtake.directing.bodies import bodies_at, covered, flank, largeness
from fairtake.model.figure import FACE_NEUTRAL, JOINTS
from fairtake.model.performance import PerformerTrack


def track(extra: int, away: tuple[float, float]) -> PerformerTrack:
    root = np.array([[0.0, 1.4, 0.0]] * 3, np.float32)
    head = root + np.array([0.0, away[0], away[1]], np.float32)
    turns = np.zeros((3, len(JOINTS) + extra, 4), np.float32)
    turns[..., 3] = 1
    face = np.tile(np.array(FACE_NEUTRAL, np.float32), (3, 1))
    look = np.tile(np.array([0, 0, 1], np.float32), (3, 1))
    return PerformerTrack("H", root, turns, face, head, look, np.zeros(3, bool), np.ones(3, bool))


def test_only_large_animals_ask_for_larger_frames() -> None:
    assert largeness(track(0, (0.67, 0.1))) == 1.0
    assert largeness(track(9, (0.1, 0.3))) == 1.0
    assert 2.2 < largeness(track(9, (0.6, 1.6))) < 2.8


def test_a_horse_stands_in_the_way_from_head_to_tail() -> None:
    horse = track(9, (0.6, 1.6))
    body = bodies_at(horse, [0])[0]
    beyond = np.array([[-2.0, 1.3, 0.7]])
    assert covered(np.array([2.0, 1.3, 0.7]), beyond, body).all()
    assert not covered(np.array([2.0, 1.3, -1.5]), np.array([[-2.0, 1.3, -1.5]]), body).any()
    eyes, chest = horse.head, (horse.head + horse.root) / 2
    balls = flank(eyes, chest, 2.5)
    assert min(float(np.linalg.norm(ball[0] - [0, 1.4, 0.7])) - radius for ball, radius in balls) < 0
    assert min(float(np.linalg.norm(ball[0] - [1.2, 1.4, 0.7])) - radius for ball, radius in balls) > 0.3
