"""What hands go on doing, as curves of time."""

from __future__ import annotations

import numpy as np
import pytest

from fairtake.staging.motion.motif import play_motif
from fairtake.staging.motion.score import Motif

T = np.arange(0, 12, 1 / 24)


@pytest.mark.parametrize("kind", ["tap", "circle", "write", "sway"])
def test_a_motif_sets_in_from_nothing_moves_on_and_stays_near(kind: str) -> None:
    motif = Motif(kind, (0.05, 0.0, 0.0), (0.0, 0.02, 0.0), 1.1, 7)
    off, curl = play_motif(motif, T)
    assert np.abs(off[0]).max() < 1e-9
    assert np.linalg.norm(off, axis=1).max() < 0.13
    # It goes on to the end, by no jumps, and is no loop of a second.
    assert np.ptp(off[-48:], axis=0).max() > 0.01
    assert np.abs(np.diff(off, axis=0)).max() < 0.04
    assert np.abs(off[24:-24] - off[48:]).max() > 0.005
    assert np.isfinite(curl).all()
    assert np.abs(curl).max() < 0.3
    again, _ = play_motif(motif, T)
    assert np.array_equal(off, again)


def test_two_people_do_not_type_alike() -> None:
    one, _ = play_motif(Motif("tap", (0.03, 0, 0), (0, 0.01, 0), 5.0, 3), T)
    two, _ = play_motif(Motif("tap", (0.03, 0, 0), (0, 0.01, 0), 5.0, 40), T)
    assert np.abs(one - two).max() > 0.01


def test_fingers_take_turns_at_the_keys() -> None:
    _, curl = play_motif(Motif("tap", (0.03, 0, 0), (0, 0.01, 0), 5.0, 3), T)
    assert curl[:, 1].max() > 0.05
    assert curl[:, 2].max() > 0.05
    assert (curl[:, 1] * curl[:, 2]).max() < 1e-9
