"""How much of each picture is of somebody who lent a likeness, counted while the picture is drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from fairtake.model.performance import ScenePerformance
from fairtake.model.usage import Sighting
from fairtake.store import DiskStore, digest

__all__ = ["Tally", "present_of", "sighting_key"]

_HIDDEN = 0.95
"""A veil of this much white leaves nothing to be seen."""


def present_of(watched: Collection[str], performance: ScenePerformance, first: int, last: int) -> tuple[str, ...]:
    """Which of the roles are on the set on any of a scene's frames."""
    here = {track.role for track in performance.performers if track.present[first:last].any()}
    return tuple(sorted(here.intersection(watched)))


def sighting_key(piece: str, roles: tuple[str, ...]) -> str:
    """Where what was counted in a piece is kept, beside it."""
    return digest("seen", piece, list(roles))


class Tally:
    """Counts `roles` in the pictures of a piece of so many frames, as they are drawn."""

    def __init__(self, roles: tuple[str, ...], frames: int) -> None:
        self._roles = roles
        self._millionths = np.zeros((len(roles), frames), np.int32)

    def add(self, frame: int, coverage: Mapping[str, int], veil: float) -> None:
        """One picture: the shares of it that roles take, and how much of it is veiled in white."""
        if veil < _HIDDEN:
            self._millionths[:, frame] = [coverage.get(role, 0) for role in self._roles]

    def save(self, store: DiskStore, piece: str) -> None:
        """Keep it beside the piece. Raises OutputError."""
        store.save(sighting_key(piece, self._roles), Sighting(self._roles, self._millionths))
