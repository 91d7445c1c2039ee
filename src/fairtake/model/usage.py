"""Usage: what of somebody's is in a film, where, and for how long - the evidence that pay rests on.

Frames are the film's, counted from 0; stretches end exclusive. `Usage` is what usage.json holds;
`Sighting` is kept beside each rendered piece of film, so that a piece that is not drawn again
keeps its count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fairtake.model.clearance import ReferenceKind
from fairtake.model.grant import Compensation, Modality

__all__ = ["Lent", "Seen", "Sighting", "Terms", "Usage"]


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """How much of a piece's pictures roles take: `millionths` (R, N) int32, one row for each of `roles`,
    one column a frame of the piece. Counted on the picture as it was drawn: nearest surfaces, without what
    bars lie over or a veil hides."""

    roles: tuple[str, ...]
    millionths: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of the picture a role takes in a shot, one number a frame of it, in millionths."""

    shot: str
    millionths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lent:
    """One thing that was lent and cleared, and where the film uses it. `key` is where film.toml asks for it,
    `sha256` the hash of what was used, `grants` the fingerprints it stands on (none: `basis` says by what
    right). Which of the rest is filled depends on `kind`: `lines` for recordings and voice files, `seen` for
    character models, `scenes` for set models, `shots` for plates, `played` (stretches of frames) for music.
    All empty: it was cleared, and the film does not use it."""

    key: str
    kind: ReferenceKind
    path: str
    sha256: str
    modality: tuple[Modality, ...]
    basis: str
    grants: tuple[str, ...] = ()
    role: str = ""
    lines: tuple[int, ...] = ()
    scenes: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    played: tuple[tuple[int, int], ...] = ()
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed for the use of a grant: its fingerprint `grant`, its `id`, the `subject` as credited, and
    what is paid."""

    grant: str
    id: str
    subject: str
    modality: tuple[Modality, ...]
    compensation: tuple[Compensation, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """All that was lent to a film of `frames` frames at `fps`, and on what terms. `versions` are the languages
    of its dubs: they show the same pictures."""

    title: str
    project: str
    fps: int
    frames: int
    lent: tuple[Lent, ...] = ()
    terms: tuple[Terms, ...] = ()
    versions: tuple[str, ...] = field(default=())
