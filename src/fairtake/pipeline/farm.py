"""Shots rendered and encoded in worker processes, piece by piece, into the store.

A shot is cut into pieces of about PIECE frames. Each piece is a segment file under the
hash of everything that is seen in it, so a killed run loses the pieces in hand and an edit
re-renders only the pieces it touches.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from fairtake.clearance.marks.keys import Marking
from fairtake.clearance.marks.picture import PictureMark
from fairtake.editing import SegmentWriter, frames_of, plate_frames, veiled
from fairtake.errors import RenderError, StoreError
from fairtake.model.clearance import Cleared
from fairtake.model.figure import Figure
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.performance import Assets, ScenePerformance
from fairtake.model.set import PropModel, Set
from fairtake.model.shotlist import CameraTrack, Shot
from fairtake.pipeline.sightings import Tally, present_of, sighting_key
from fairtake.pipeline.watch import begin_worker
from fairtake.project import code_digest
from fairtake.rendering import BuiltinRenderer, find_look
from fairtake.store import DiskStore, digest

__all__ = [
    "PIECE",
    "Farm",
    "PieceJob",
    "SceneKeys",
    "assets_of",
    "is_counted",
    "marked_key",
    "performance_of",
    "piece_key",
    "pieces_of",
    "with_handles",
]

PIECE = 72
"""Frames in one piece, and up to a third more in the last: small enough to share among
processes and to lose, large enough to pay for painting its set."""

T = TypeVar("T")

_CRF = {Quality.DRAFT: 20, Quality.FINAL: 17}


@dataclass(frozen=True, slots=True)
class SceneKeys:
    """Where a scene's results lie in the store. `timed` is whether its set shows the time by
    itself, as water does: its pictures then hang on the frame of the scene they stand at."""

    performance: str
    set_name: str
    set: str
    figures: Mapping[str, str]
    props: Mapping[str, str]
    timed: bool = False


@dataclass(frozen=True, slots=True)
class PieceJob:
    """One piece to be rendered: frames `first` to `last` of `shot`, stored under `key`."""

    key: str
    keys: SceneKeys
    shot: Shot
    first: int
    last: int
    settings: RenderSettings
    fps: int
    veil: tuple[tuple[int, float], ...] = ()
    """Frames of the shot that are veiled in white, and by how much (0..1)."""
    base: str = ""
    """The key of a piece that is kept but for the frames `drawn` of the shot (first, end exclusive)."""
    drawn: tuple[tuple[int, int], ...] = ()
    plate: Cleared | None = None
    """A person's own picture that stands for the whole shot."""
    watched: tuple[str, ...] = ()
    """Roles on the set whose likeness somebody lent: how much of each picture they take is counted."""
    marking: Marking | None = None
    """What the pictures are watermarked with."""

    @property
    def frames(self) -> int:
        """How many frames the piece holds."""
        return self.last - self.first


def with_handles(shot: Shot, frames: int, scene_frames: int) -> tuple[Shot, int, int]:
    """The shot lengthened by up to `frames` at both ends, and by how many at each. The
    camera holds its first and last position there; the performance goes on."""
    head = min(frames, shot.start)
    tail = min(frames, scene_frames - shot.end)
    if not head and not tail:
        return shot, 0, 0

    def held(rows: np.ndarray) -> np.ndarray:
        return np.concatenate([np.repeat(rows[:1], head, 0), rows, np.repeat(rows[-1:], tail, 0)])

    camera = shot.camera
    track = CameraTrack(held(camera.position), held(camera.orientation), held(camera.fovy), held(camera.shift))
    return replace(shot, start=shot.start - head, end=shot.end + tail, camera=track), head, tail


def pieces_of(
    shot: Shot,
    performance: ScenePerformance,
    keys: SceneKeys,
    settings: RenderSettings,
    cuts: Iterable[int] = (),
    veil: Mapping[int, float] | None = None,
    watched: Collection[str] = (),
) -> Iterator[PieceJob]:
    """The pieces of a shot, each with its key; `cuts` are frames of the shot where a piece
    must begin (the edges of handles), `veil` by how much frames of it are veiled in white, `watched`
    the roles whose likeness somebody lent."""
    borders = sorted({0, shot.frames, *cuts})
    for begin, end in itertools.pairwise(borders):
        # Counted from the start, so that a shot that grows keeps its first pieces; what is left
        # over goes with the last one if it is short.
        edges = [*range(begin, max(end - PIECE // 3, begin + 1), PIECE), end]
        for first, last in itertools.pairwise(edges):
            key = piece_key(shot, performance, keys, settings, first, last)
            white = tuple((frame, share) for frame, share in sorted((veil or {}).items()) if first <= frame < last)
            if white:
                key = digest("veiled", code_digest("editing/veil"), key, [list(one) for one in white])
            lent = present_of(watched, performance, shot.start + first, shot.start + last)
            yield PieceJob(key, keys, shot, first, last, settings, performance.fps, white, watched=lent)


def piece_key(
    shot: Shot, performance: ScenePerformance, keys: SceneKeys, settings: RenderSettings, first: int, last: int
) -> str:
    """Everything that is seen in these frames, and nothing else."""
    # A draft holds faces for two frames, counted from the start of the shot.
    held = first % 2 if settings.quality is Quality.DRAFT else 0
    # What is blurred by its motion shows where it was a frame ago.
    lead = 1 if settings.development.motion_blur else 0
    rows = slice(max(shot.start + first - max(held, lead), 0), shot.start + last)
    seen: list[object] = [code_digest("rendering", "geometry", "model", "editing/segment"), settings, performance.fps]
    camera = shot.camera
    tracks = (camera.position, camera.orientation, camera.fovy, camera.shift)
    seen += [held, *(track[max(first - lead, 0) : last] for track in tracks)]
    if find_look(settings.look, settings.look_text).anchored:
        seen += [track[:1] for track in tracks]
    # A still camera paints the whole shot's set once; a moving one does not. The choice is
    # the renderer's and rests on the whole track.
    seen.append(all(bool((track == track[:1]).all()) for track in tracks))
    seen += [list(shot.hidden), keys.set, shot.start + first if keys.timed else -1]
    for performer in performance.performers:
        if performer.present[rows].any():
            seen += [keys.figures[performer.role], performer.root[rows], performer.rotations[rows]]
            seen += [performer.face[rows], performer.present[rows]]
    for prop in performance.props:
        if prop.visible[rows].any():
            seen += [keys.props[prop.model], prop.position[rows], prop.rotation[rows], prop.visible[rows]]
    for part in performance.parts:
        seen += [part.part, list(part.pivot), part.angle[rows]]
    if performance.light is not None:
        track = performance.light
        seen += [shot.start + first, [track.at(frame) for frame in range(rows.start, rows.stop)]]
    return digest(*seen)


def marked_key(marking: Marking, key: str) -> str:
    """The key of a piece that is drawn as the one of `key`, and watermarked."""
    code = code_digest(*(f"clearance/marks/{name}" for name in ("kernels", "payload", "picture", "tiles")))
    return digest("marked", code, marking.fingerprint, key)


class Farm:
    """Worker processes that render pieces into the store at `folder`."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._warm: Future[float] | None = None
        self._context = multiprocessing.get_context("spawn")
        self._stop = self._context.Event()

    def start(self) -> None:
        """Bring up the first worker and let it compile or load the renderer's kernels, while
        other work goes on."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=self._context,
                initializer=begin_worker,
                initargs=(os.getpid(), self._stop),
            )
            self._warm = self._pool.submit(_warm_up)

    def render(self, jobs: list[PieceJob], done: Callable[[PieceJob], None]) -> float:
        """Render all `jobs`, calling `done` for each in the order they finish. Returns the
        seconds spent waiting for kernels to compile. Raises RenderError or OutputError."""
        if not jobs:
            return 0.0
        self.start()
        assert self._pool is not None
        assert self._warm is not None
        began = time.perf_counter()
        try:
            self._warm.result()
            waited = time.perf_counter() - began
            pending: dict[Future[None], PieceJob] = {}
            queue = iter(jobs)
            # A short queue keeps an error or Ctrl-C from waiting for hundreds of pieces.
            for job in queue:
                pending[self._pool.submit(_render_piece, job, str(self._folder))] = job
                if len(pending) >= 2 * self._workers:
                    self._collect(pending, done)
            while pending:
                self._collect(pending, done)
        except BrokenProcessPool as error:
            raise RenderError(
                "a render process was ended by the system",
                fix="It may have run out of memory: close other programs, or make again with --jobs 1. Finished shots are kept.",
            ) from error
        return waited

    @staticmethod
    def _collect(pending: dict[Future[None], PieceJob], done: Callable[[PieceJob], None]) -> None:
        finished, _ = wait(pending, return_when=FIRST_COMPLETED)
        for future in finished:
            job = pending.pop(future)
            future.result()
            done(job)

    def close(self) -> None:
        """End the workers, at once; pieces in hand are lost, finished ones are kept."""
        if self._pool is not None:
            self._stop.set()
            with suppress(BrokenProcessPool):
                self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _warm_up() -> float:
    began = time.perf_counter()
    BuiltinRenderer.warm_up()
    return time.perf_counter() - began


@lru_cache(maxsize=1)
def _renderer() -> BuiltinRenderer:
    return BuiltinRenderer()


@lru_cache(maxsize=1)
def _mark(marking: Marking | None, size: tuple[int, int]) -> PictureMark | None:
    return PictureMark(marking.key, marking.value, size) if marking is not None else None


@lru_cache(maxsize=64)
def _figure(folder: str, key: str) -> Figure:
    return _need(DiskStore(Path(folder)).load(key, Figure), folder)


@lru_cache(maxsize=64)
def _prop(folder: str, key: str) -> PropModel:
    return _need(DiskStore(Path(folder)).load(key, PropModel), folder)


@lru_cache(maxsize=3)
def _set(folder: str, key: str) -> Set:
    return _need(DiskStore(Path(folder)).load(key, Set), folder)


@lru_cache(maxsize=2)
def _performance(folder: str, key: str) -> ScenePerformance:
    return _need(DiskStore(Path(folder)).load(key, ScenePerformance), folder)


def _need(noun: T | None, folder: str) -> T:
    if noun is None:
        raise StoreError("a stored result went missing while rendering", file=folder, fix="Make again.")
    return noun


def assets_of(keys: SceneKeys, folder: str) -> Assets:
    """What a scene is drawn with, from the store at `folder`; the last ones are kept in
    memory. Raises StoreError."""
    return Assets(
        sets={keys.set_name: _set(folder, keys.set)},
        figures={role: _figure(folder, key) for role, key in keys.figures.items()},
        props={name: _prop(folder, key) for name, key in keys.props.items()},
    )


def performance_of(keys: SceneKeys, folder: str) -> ScenePerformance:
    """A scene's performance, likewise."""
    return _performance(folder, keys.performance)


def _render_piece(job: PieceJob, folder: str) -> None:
    store = DiskStore(Path(folder))
    drawn, counted = store.file(job.key, ".mp4") is not None, is_counted(job, store)
    if drawn and counted:
        return
    assets, performance = assets_of(job.keys, folder), performance_of(job.keys, folder)
    tally = None if counted else Tally(job.watched, job.frames)
    if drawn:  # counted on pictures that are drawn once more, and the same
        for _ in _pictures(job, store, performance, assets, tally):
            pass
    else:
        _write_piece(job, store, performance, assets, tally)
    if tally is not None:
        tally.save(store, job.key)


def is_counted(job: PieceJob, store: DiskStore) -> bool:
    """Whether there is nobody to count in a piece, or it has been done."""
    if not job.watched or job.base or job.plate is not None:
        return True
    return store.holds(sighting_key(job.key, job.watched))


def _write_piece(
    job: PieceJob, store: DiskStore, performance: ScenePerformance, assets: Assets, tally: Tally | None
) -> None:
    with (
        store.writing(job.key, ".mp4") as path,
        SegmentWriter(path, job.settings.size, job.fps, _CRF[job.settings.quality]) as writer,
    ):
        for picture in _pictures(job, store, performance, assets, tally, _mark(job.marking, job.settings.size)):
            writer.add(picture)
        if writer.frames != job.frames:
            raise RenderError(f"shot {job.shot.number} gave {writer.frames} frames instead of {job.frames}")


def _pictures(
    job: PieceJob,
    store: DiskStore,
    performance: ScenePerformance,
    assets: Assets,
    tally: Tally | None = None,
    mark: PictureMark | None = None,
) -> Iterator[npt.NDArray[np.uint8]]:
    """The frames of a piece: drawn (and counted, and marked), or kept from its base."""
    settings = job.settings if tally is None else replace(job.settings, passes=(*job.settings.passes, "coverage"))
    white = dict(job.veil)
    if job.plate is not None:
        brought = plate_frames(job.plate, job.settings.size, job.fps, job.frames)
        seen = (veiled(rgb, white[n]) if n in white else rgb for n, rgb in enumerate(brought))
        yield from seen if mark is None else map(mark.embed, seen)
        return
    kept = frames_of(store.path(job.base, ".mp4")) if job.base else iter(())
    reached = job.first
    for first, last in job.drawn if job.base else ((job.first, job.last),):
        yield from itertools.islice(kept, first - reached)
        pictures = _renderer().render(performance, assets, job.shot, settings, first, last)
        for number, frame in enumerate(pictures, first):
            share = white.get(number, 0.0)
            if tally is not None:
                tally.add(number - job.first, frame.coverage, share)
            rgb = veiled(frame.rgb, share) if share else frame.rgb
            yield rgb if mark is None else mark.embed(rgb)
            next(kept, None)
        reached = last
    yield from kept
