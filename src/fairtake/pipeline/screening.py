"""Before you train: a dataset is read, every item judged, and the results written.

Composed here: the stage `screen`, the readers of opt-outs and XMP that the gate uses, grants, the registry and the
production's key. Items are judged in pieces by several processes and kept in the dataset's order, so that their number
changes nothing; what was decided is in RESULT/.screen until the end, and a run that was killed goes on behind it.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from fairtake.clearance.grants import Key, begins, now, production_key, stamp, verify
from fairtake.errors import OutputError, ScreenError
from fairtake.pipeline.screen_readers import DoNotTrain, Rights, read_signals, rights_of
from fairtake.pipeline.watch import begin_worker
from fairtake.ports import Progress
from fairtake.screen import (
    Crawl,
    Item,
    Journal,
    Readers,
    Signer,
    check_proof,
    crawls,
    index_crawls,
    judge,
    look_at,
    prove,
    walk,
    write_results,
)

__all__ = ["check_exclusion", "prove_exclusion", "screen_dataset"]

_WORK = ".screen"
_PIECE = 64
_PIECE_BYTES = 32 * 2**20
_VERSION = 1
"""Raised when the same dataset would be judged otherwise: decisions of before are not gone on from."""
_LOOKED_FOR = (
    "robots.txt for AI crawlers",
    "AIPREF Content-Usage",
    "RSL",
    "TDMRep",
    "noai and noimageai",
    "PLUS data mining",
    "C2PA and CAWG training-mining",
    "Creative Commons licences",
    "grants beside the dataset",
)
_NOT_LOOKED_FOR = (
    "then-and-now pairs of one person",
    "faces without a grant",
    "copies of registered sound and films (pictures only)",
    "works that are parts of other works",
    "illegal content",
)


@dataclass(frozen=True, slots=True)
class _Task:
    """What every process has to know."""

    root: Path
    work: Path
    crawl: Path | None
    rights: Rights
    registry: str


def screen_dataset(
    dataset: Path,
    out: Path,
    *,
    registry: str = "",
    processes: int = 0,
    key: Key | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Judge every item of `dataset` and write the six files of a result to `out`; its summary. `registry` is a do-not-train
    registry ("" to look nothing up), `processes` how many judge (0: one for each core), `key` signs the proof (the
    production's). Raises ScreenError, ClearanceError or OutputError."""
    if not dataset.exists():
        raise ScreenError("is not there", file=str(dataset), fix="Name a folder, a tar, a list or a WARC file.")
    dataset, out = dataset.resolve(), out.resolve()
    signing = key or production_key()
    work = _made(out)
    with _alone(work):
        settings = {"version": _VERSION, "dataset": str(dataset), "registry": registry, "at": stamp(now())}
        journal = Journal(work / "journal.jsonl", settings)
        with closing(journal):
            at = begins(str(journal.settings["at"]))
            task = _task(dataset, out, work, registry, at)
            _decide(dataset, out, task, journal, processes or os.cpu_count() or 1, progress)
            about = {
                "dataset": dataset.name,
                "looked_for": _LOOKED_FOR
                + (("copies of registered pictures (PDQ, turned and mirrored)",) if registry else ()),
                "not_looked_for": _NOT_LOOKED_FOR
                if registry
                else ("copies of registered works (no --registry was named)", *_NOT_LOOKED_FOR),
            }
            summary = write_results(journal.decisions, out, work, _signer(signing), about)
    shutil.rmtree(work, ignore_errors=True)
    return summary


def prove_exclusion(result: Path, wanted: str, key: Key | None = None) -> dict[str, Any]:
    """That an item (its id, its address, or the path of the work) is among what a result excluded, for its maker to
    check. Raises ScreenError."""
    return prove(result, wanted, _signer(key or production_key()).secret)


def check_exclusion(proof: Path, work: str) -> dict[str, Any]:
    """What a proof of exclusion says of a work (a file, or an address). Raises ScreenError when it does not hold."""
    return check_proof(proof, work, verify)


def _signer(key: Key) -> Signer:
    # Ed25519 signs the same twice, and nobody else can: a secret that needs no place to be kept.
    return Signer(key.did, key.sign, key.sign(b"fairtake.ExclusionSalt.1"))


def _made(out: Path) -> Path:
    work = out / _WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written to ({error.strerror or error})", file=str(out), fix="Name another folder with --out."
        ) from error
    return work


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    lock = FileLock(work / "lock")
    try:
        with lock.acquire(timeout=0):
            for left in work.glob("tmp*"):  # copies of a run that was killed
                left.unlink(missing_ok=True)
            yield
    except Timeout as error:
        raise OutputError(
            "another screen is writing there", file=str(work.parent), fix="Wait for it, or name another --out."
        ) from error


def _task(dataset: Path, out: Path, work: Path, registry: str, at: datetime) -> _Task:
    root = dataset if dataset.is_dir() else dataset.parent
    index = work / "crawl.sqlite"
    has_crawl = index_crawls(crawls(dataset, out), index)
    return _Task(root, work, index if has_crawl else None, rights_of(root, at), registry)


def _decide(dataset: Path, out: Path, task: _Task, journal: Journal, processes: int, progress: Progress | None) -> None:
    total = sum(1 for _ in walk(dataset, out)) if progress is not None else 0
    if progress is not None:
        progress.begin("screen", total)
    stream = walk(dataset, out)
    for _, item in zip(range(journal.done), stream, strict=False):
        journal.pass_by(item)
    if not journal.fits():
        journal.restart()
        stream = walk(dataset, out)
    elif progress is not None:
        progress.advance(journal.done)
    for piece, decided in _judged(_pieces(stream), task, processes):
        journal.add(piece, decided)
        if progress is not None:
            progress.advance(len(piece))
    if progress is not None:
        progress.end(f"{journal.done} items")


def _pieces(items: Iterable[Item]) -> Iterator[list[Item]]:
    piece: list[Item] = []
    held = 0
    for item in items:
        piece.append(item)
        held += len(item.data)
        if len(piece) >= _PIECE or held >= _PIECE_BYTES:
            yield piece
            piece, held = [], 0
    if piece:
        yield piece


def _judged(
    pieces: Iterable[list[Item]], task: _Task, processes: int
) -> Iterator[tuple[list[Item], list[dict[str, Any]]]]:
    """The pieces with their decisions, in order. A process that dies takes its piece with it: that is judged again,
    item by item, and what kills a process a second time stays unknown."""
    waiting: deque[tuple[list[Item], Future[list[dict[str, Any]]]]] = deque()
    source = iter(pieces)
    pool = _Pool(task, processes)
    try:
        while True:
            while len(waiting) < 2 * processes and (piece := next(source, None)) is not None:
                waiting.append((piece, pool.submit(piece)))
            if not waiting:
                return
            piece, future = waiting.popleft()
            try:
                decided = future.result()
            except BrokenProcessPool:
                pool.renew()
                decided = _one_by_one(piece, task)
                waiting = deque((one, pool.submit(one)) for one, _ in waiting)
            yield piece, decided
    finally:
        pool.close()


def _one_by_one(piece: Sequence[Item], task: _Task) -> list[dict[str, Any]]:
    decided: list[dict[str, Any]] = []
    pool = _Pool(task, 1)
    try:
        for item in piece:
            try:
                decided += pool.submit([item]).result()
            except BrokenProcessPool:
                pool.renew()
                why = "the process that read it came to an end"
                decided += pool.submit([replace(item, failure=item.failure or why)]).result()
    finally:
        pool.close()
    return decided


class _Pool:
    """Processes that judge."""

    def __init__(self, task: _Task, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._make: Callable[[], ProcessPoolExecutor] = partial(
            ProcessPoolExecutor,
            processes,
            mp_context=context,
            initializer=begin_worker,  # none outlives this one, however it ends
            initargs=(os.getpid(), context.Event(), pickle.dumps((_begin, (task,)))),
        )
        self._pool = self._make()

    def submit(self, piece: list[Item]) -> Future[list[dict[str, Any]]]:
        """Have a piece judged."""
        try:
            return self._pool.submit(_judge, piece)
        except BrokenProcessPool as error:
            broken: Future[list[dict[str, Any]]] = Future()
            broken.set_exception(error)
            return broken

    def renew(self) -> None:
        """Other processes in the place of those that died."""
        self.close()
        self._pool = self._make()

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Here:
    """What a process opened when it began."""

    task: _Task
    readers: Readers
    crawl: Crawl | None
    registry: DoNotTrain | None


_here: _Here | None = None


def _begin(task: _Task) -> None:
    global _here
    registry = DoNotTrain(task.registry) if task.registry else None
    crawl = Crawl(task.crawl) if task.crawl else None
    _here = _Here(task, read_signals(task.rights, looking=registry is not None), crawl, registry)


def _judge(piece: list[Item]) -> list[dict[str, Any]]:
    assert _here is not None
    seen = [look_at(item, _here.task.root, _here.readers, _here.crawl, _here.task.work) for item in piece]
    said = _here.registry.signals([one.codes for one in seen]) if _here.registry else [[] for _ in seen]
    return [judge(one, signals) for one, signals in zip(seen, said, strict=True)]
