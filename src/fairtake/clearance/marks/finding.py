"""What can be found in a file that says nothing of itself: marks, where they are, and what it looks like."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from fairtake.clearance.marks import media, seeking
from fairtake.clearance.marks.fingerprints import LEAST_QUALITY, WITHIN, telling

__all__ = ["Kept", "LooksLike", "MarkSeen", "Registry", "Sighting", "find_film"]

_WINDOWS = 24
"""Into how many parts a film is taken apart, at most; each of at least `_LEAST` samples."""
_LEAST = 3
_MIXED = 4
"""Into how many a film is dealt out to be searched for crops, when all of it together tells nothing."""
_STRETCHES = 4
_STRETCH = 3.0
"""When key frames tell nothing: how many stretches of so many seconds are read whole."""

F32 = npt.NDArray[np.float32]


class Kept(Protocol):
    """A fingerprint the registry keeps, near a sought one."""

    @property
    def query(self) -> int:
        """Which of the sought it is near."""
        ...

    @property
    def distance(self) -> int:
        """How many bits differ."""
        ...

    @property
    def film(self) -> str:
        """Whose it is."""
        ...

    @property
    def at(self) -> float:
        """Where in that film, in seconds."""
        ...


class Registry(Protocol):
    """What is asked for fingerprints: clearance.registry's Registry is one."""

    def find_fingerprints(
        self, codes: Sequence[bytes], *, kind: str = "pdq", within: int = 31, least_quality: int = 0
    ) -> Sequence[Kept]:
        """All that are kept within so many bits of any of the codes."""
        ...


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """A mark that was read: its `value`, which of the keys (`key`), how far it stands out of noise (`score`), in which
    `spans` of seconds it is seen, and what was done to the picture: `scale` (its longer side against the film's), `turn`
    in degrees, `mirrored`."""

    value: int
    key: int
    score: float
    spans: tuple[tuple[float, float], ...]
    scale: float
    turn: float
    mirrored: bool


@dataclass(frozen=True, slots=True)
class LooksLike:
    """A film that the file looks like: `share` of its pictures that were looked at are near one of the film's,
    the nearest by `distance` bits of 256; `mirrored` when most are left to right."""

    film: str
    share: float
    distance: int
    mirrored: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was found in a file: marks, most seen first, and films it looks like, most alike first."""

    marks: tuple[MarkSeen, ...]
    films: tuple[LooksLike, ...]


@dataclass
class _Part:
    """Frames from `start` to `end` seconds, added up."""

    start: float
    end: float
    stack: F32 | None


def find_film(path: Path, keys: Sequence[bytes], registry: Registry | None = None, thorough: bool = True) -> Sighting:
    """What a film or a picture carries and looks like. `keys` are those marks may have been made with; without
    `thorough` turned pictures are not looked for. Takes a second or so, and some more for a file without marks. Raises
    ClearanceError when it holds no picture that can be read."""
    frames = list(media.samples(path))
    films = _alike(frames, registry) if registry is not None else ()
    if not keys:
        return Sighting((), films)
    parts = _parts(frames)
    marks = _marks(parts, keys, thorough)
    if not marks and path.suffix.lower() not in media.STILL:
        seconds = media.seconds_of(path)
        if frames and seconds > 2 * _STRETCH * _STRETCHES:
            starts = np.linspace(0, seconds - _STRETCH, _STRETCHES + 2)[1:-1]
            some = [_part([*media.stretch(path, float(start), _STRETCH)]) for start in starts]
            marks = _marks([part for part in some if part.stack is not None], keys, False)
    return Sighting(marks, films)


def _parts(frames: Sequence[media.Sample]) -> list[_Part]:
    count = min(max(len(frames) // _LEAST, 1), _WINDOWS)
    groups = np.array_split(np.arange(len(frames)), count)
    parts = [_part([frames[at] for at in group]) for group in groups if len(group)]
    for part, following in itertools.pairwise(parts):
        part.end = following.start
    return parts


def _part(frames: Sequence[media.Sample]) -> _Part:
    if not frames:
        return _Part(0.0, 0.0, None)
    stack = seeking.stacked(frame.rgb for frame in frames)
    return _Part(frames[0].time, frames[-1].time, stack)


def _marks(parts: Sequence[_Part], keys: Sequence[bytes], thorough: bool) -> tuple[MarkSeen, ...]:
    """The marks in parts of a file. First all parts together, then one by one; what lies as one that was found
    is read without another search."""
    stacks = [part.stack for part in parts if part.stack is not None]
    if not stacks:
        return ()
    found: list[seeking.Found] = []
    said: dict[tuple[int, int], list[_Part]] = {}
    quarters = [stacks[at::_MIXED] for at in range(_MIXED)] if len(stacks) > _MIXED else []
    for some in (stacks, *quarters):
        whole = seeking.find_any(np.sum(some, axis=0), keys, seeking.Reach.CROPPED)
        if whole is not None:
            found.append(whole)
            break
    for part in parts:
        if part.stack is None:
            continue
        value = None
        for one in found:
            value = seeking.read_at(part.stack, keys[one.key], one.placement)
            if value is not None:
                said.setdefault((value, one.key), []).append(part)
                break
        if value is None and len(parts) > 1:
            other = seeking.find_any(part.stack, keys, seeking.Reach.WHOLE)
            if other is not None:
                found.append(other)
                said.setdefault((other.value, other.key), []).append(part)
    if not found and thorough:
        turned = seeking.find_any(np.sum(stacks, axis=0), keys, seeking.Reach.TURNED)
        if turned is not None:
            found.append(turned)
    marks = [_seen(one, said.get((one.value, one.key)) or list(parts)) for one in _distinct(found)]
    return tuple(sorted(marks, key=lambda mark: -sum(end - start for start, end in mark.spans)))


def _distinct(found: Sequence[seeking.Found]) -> list[seeking.Found]:
    best: dict[tuple[int, int], seeking.Found] = {}
    for one in found:
        before = best.get((one.value, one.key))
        if before is None or one.score > before.score:
            best[one.value, one.key] = one
    return list(best.values())


def _seen(one: seeking.Found, where: Sequence[_Part]) -> MarkSeen:
    spans: list[tuple[float, float]] = []
    for part in where:
        if spans and abs(spans[-1][1] - part.start) < 1e-6:
            spans[-1] = (spans[-1][0], part.end)
        else:
            spans.append((part.start, part.end))
    place = one.placement
    rounded = tuple((round(start, 2), round(end, 2)) for start, end in spans)
    turn = round(float(np.degrees(place.turn)), 2)
    return MarkSeen(one.value, one.key, round(one.score, 1), rounded, round(place.scale, 3), turn, place.mirrored)


def _alike(frames: Sequence[media.Sample], registry: Registry) -> tuple[LooksLike, ...]:
    """The films the registry knows that look like these frames."""
    sought = telling(frames)
    if not sought:
        return ()
    near: dict[str, dict[int, tuple[int, bool]]] = {}
    for mirrored in (False, True):
        codes = [one.mirrored if mirrored else one.code for one in sought]
        for kept in registry.find_fingerprints(codes, within=WITHIN, least_quality=LEAST_QUALITY):
            best = near.setdefault(kept.film, {})
            if kept.query not in best or kept.distance < best[kept.query][0]:
                best[kept.query] = (kept.distance, mirrored)
    films = [
        LooksLike(
            film,
            round(len(best) / len(sought), 3),
            min(distance for distance, _ in best.values()),
            sum(mirrored for _, mirrored in best.values()) * 2 > len(best),
        )
        for film, best in near.items()
    ]
    return tuple(sorted(films, key=lambda one: (-one.share, one.distance)))
