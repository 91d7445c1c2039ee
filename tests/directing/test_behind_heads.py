"""A lamp post that grows out of a head, and a wall that does not."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from fairtake.directing.behind import grows_from_heads
from fairtake.directing.clutter import CELL, Clutter
from fairtake.directing.framing import View
from fairtake.directing.setup import Setup, static_path
from fairtake.model.shotlist import ShotSize


def crew(filled):
    """A crew whose set is cells between -5 and 5 m, filled where `filled` (x, y, z) says so; somebody
    with eyes at 1.6 m stands in the middle."""
    clutter = object.__new__(Clutter)
    clutter.origin = np.array([-5.0, 0.0, -5.0])
    at = np.moveaxis(np.indices((125, 40, 125)), 0, -1) * CELL + clutter.origin + CELL / 2
    grid = np.zeros((127, 42, 127), np.uint8)
    grid[1:-1, 1:-1, 1:-1] = filled(at[..., 0], at[..., 1], at[..., 2])
    clutter.grid, clutter._names, clutter._there = grid, {"thing": 1}, {}
    story = SimpleNamespace(eyes=np.tile([0.0, 1.6, 0.0], (6, 1, 1)))
    return SimpleNamespace(story=story, space=SimpleNamespace(drawn=clutter.between))


def post(x, y, z):
    return (np.hypot(x, z + 2.5) < 0.09) & (y < 3)


def seen(crew, x, tags=frozenset()):
    """A single on the person in the middle from x metres aside."""
    view = View((x, 1.6, 2.0), float(np.arctan2(x, 2.0)), 0.0, 0.5, 0.0)
    setup = Setup("single", (0,), ShotSize.MCU, 50.0, static_path(view), 0, 6, (), tags=tags)
    return grows_from_heads(crew, setup, setup.path, slice(0, 6)).tolist()


def test_a_post_behind_a_head_is_seen_only_from_where_it_is_behind():
    street = crew(post)
    assert seen(street, 0.0) == [1.0] * 6
    assert seen(street, 0.9) == [0.0] * 6
    assert seen(street, 0.0, frozenset({"detail"})) == [0.0] * 6


@pytest.mark.parametrize("filled", [lambda x, y, z: z < -2.5, lambda x, y, z: post(x, y, z) & (y < 1.5)])
def test_neither_a_wall_nor_what_is_lower_than_a_head_grows_out_of_it(filled):
    assert seen(crew(filled), 0.0) == [0.0] * 6
