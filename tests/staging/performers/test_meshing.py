from __future__ import annotations

import numpy as np

from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.refine import refined
from fairtake.staging.performers.sdf import ellipsoid
from fairtake.staging.performers.surface_nets import surface_nets


def ball(p: np.ndarray) -> np.ndarray:
    return ellipsoid(p, (0, 0, 0), (1, 1, 1))


def edges_used(faces: np.ndarray) -> np.ndarray:
    pairs = np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), 1)
    return np.unique(pairs, axis=0, return_counts=True)[1]


def test_a_ball_is_closed_round_and_outward() -> None:
    v, n, f = surface_nets(ball, (-1.3, -1.3, -1.3), (1.3, 1.3, 1.3), (0.2, 0.3, 0.2))
    assert np.abs(np.linalg.norm(v, axis=1) - 1).max() < 0.01
    assert (edges_used(f) == 2).all()
    a, b, c = (v[f[:, k]] for k in range(3))
    assert np.einsum("ij,ij->i", np.cross(b - a, c - a), a).min() > 0
    assert (n * v).sum(1).min() > 0.99
    volume = np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6
    assert abs(volume - 4 / 3 * np.pi) < 0.3


def test_a_cut_is_straight_and_leaves_no_hole() -> None:
    piece = Piece(*surface_nets(ball, (-1.3, -1.3, -1.3), (1.3, 1.3, 1.3), 0.25), "cloth")
    piece.mark(lambda p: p[:, 1] - 0.3, 1, "trim")
    assert (edges_used(piece.faces) == 2).all()
    upper = piece.vertices[piece.faces[piece.zones == 1]]
    assert upper[..., 1].min() > 0.3 - 1e-6
    assert set(piece.materials[piece.zones == 1]) == {piece.names.index("trim")}
    piece.drop(lambda p: -p[:, 1]).compact()
    assert piece.vertices[:, 1].min() > -1e-6
    rim = np.unique(np.sort(piece.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), 1), axis=0, return_counts=True)
    open_edges = rim[0][rim[1] == 1]
    assert np.abs(piece.vertices[open_edges.ravel(), 1]).max() < 1e-6


def test_a_cut_can_be_limited_to_zones() -> None:
    piece = Piece(*surface_nets(ball, (-1.3, -1.3, -1.3), (1.3, 1.3, 1.3), 0.25), "cloth")
    piece.mark(lambda p: p[:, 1], 1)
    piece.mark(lambda p: p[:, 0], 2, only=(1,))
    middle = piece.vertices[piece.faces].mean(1)
    assert ((piece.zones == 2) == ((middle[:, 0] > 0) & (middle[:, 1] > 0))).all()


def test_refining_leaves_no_cracks() -> None:
    v, _, f = surface_nets(ball, (-1.3, -1.3, -1.3), (1.3, 1.3, 1.3), 0.3)
    chosen = v[f].mean(1)[:, 2] > 0.3
    v2, n2, f2 = refined(v, f, chosen, ball, 0.3)
    assert len(f2) > len(f)
    assert (edges_used(f2) == 2).all()
    assert np.abs(np.linalg.norm(v2, axis=1) - 1).max() < 0.01
    assert np.allclose(np.linalg.norm(n2, axis=1), 1)
