"""Scenes staged and planned ahead, several at a time, in worker processes.

Scenes do not depend on each other, so the store can be filled with their results in any
order; the film's own pass then finds each scene done.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from fairtake.errors import StagingError
from fairtake.pipeline.watch import begin_worker
from fairtake.pipeline.work import Silent, Work

__all__ = ["scenes_ahead"]

_WORTH = 6
"""Fewer scenes than this are staged sooner than a process has started."""

Compute = Callable[..., None]

_context: tuple[Work, Compute, tuple[Any, ...]] | None = None


@contextmanager
def scenes_ahead(work: Work, workers: int, compute: Compute, *arguments: object) -> Iterator[Callable[[int], None]]:
    """Within the block, calling the yielded function with a scene's index waits until
    `compute(work, index, *arguments)` has run for it in another process. For short films,
    one worker, or a film that was staged before it returns at once and nothing is started.

    `compute` must be a module's function that leaves its results in the store.
    """
    count = len(work.breakdown.scenes)
    if count < _WORTH or workers < 2 or not work.fresh:
        yield lambda index: None
        return
    quiet = replace(work, progress=Silent(), gaps=[], stages={})
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=begin_worker,
        initargs=(os.getpid(), stop, pickle.dumps((_enter, (quiet, compute, arguments)))),
    )
    try:
        futures = [pool.submit(_compute, index) for index in range(count)]

        def wait(index: int) -> None:
            try:
                futures[index].result()
            except BrokenProcessPool as error:
                raise StagingError(
                    "a staging process was ended by the system",
                    fix="It may have run out of memory: close other programs and make again; finished scenes are kept.",
                ) from error

        yield wait
    finally:
        stop.set()
        with suppress(BrokenProcessPool):
            pool.shutdown(wait=True, cancel_futures=True)


def _enter(work: Work, compute: Compute, arguments: tuple[Any, ...]) -> None:
    global _context
    _context = (work, compute, arguments)


def _compute(index: int) -> None:
    assert _context is not None
    work, compute, arguments = _context
    compute(work, index, *arguments)
    # What was noted on the way is noted again by the film's own pass.
    work.gaps.clear()
