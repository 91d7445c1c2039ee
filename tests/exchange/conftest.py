from __future__ import annotations

import numpy as np
import pytest
import small_scene

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import rotate


@pytest.fixture(scope="session")
def scene():
    return small_scene.scene()


@pytest.fixture(scope="session")
def body():
    """Where Fairtake itself puts a body's vertices on a frame of the scene."""

    def at(scene, frame):
        track, figure = scene.performance.performers[0], scene.assets.figures["ANNA"]
        rest = figure.rest.astype(float)
        where, turn = forward_kinematics(rest, track.root[frame].astype(float), track.rotations[frame].astype(float))
        points = np.zeros((len(figure.mesh.vertices), 3))
        for column in range(figure.joints.shape[1]):
            joint = figure.joints[:, column]
            moved = where[joint] + rotate(turn[joint], figure.mesh.vertices.astype(float) - rest[joint])
            points += figure.weights[:, column, None] * moved
        return points

    return at
