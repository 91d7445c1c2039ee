"""Work that one processor can do while the others draw pictures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, TypeVar

from fairtake.pipeline.work import percent
from fairtake.ports import Progress

__all__ = ["Beside", "Task"]

T = TypeVar("T")

Tick = Callable[[float], None]
"""Told the fraction 0..1 that is done; raises when the work is to stop."""


class _Stopped(BaseException):
    """The run has ended in the meantime. Not an Exception: no error handler may keep it."""


class Task(Generic[T]):
    """A piece of work under way, and how far it is."""

    def __init__(self, future: Future[T], at: list[float], moved: threading.Event) -> None:
        self._future, self._at, self._moved = future, at, moved

    def result(self, progress: Progress) -> T:
        """Wait for the end, advancing a stage that was begun with 100 units."""
        report = percent(progress)
        while not self._future.done():
            self._moved.wait(0.25)
            self._moved.clear()
            report(self._at[0])
        found = self._future.result()
        report(1.0)
        return found


class Beside:
    """Runs tasks one after the other in a thread of their own. Leaving the block stops what
    still runs; what it has finished is kept."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self._stop = threading.Event()

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, work: Callable[[Tick], T]) -> Task[T]:
        """Queue `work`; it must call what it is given now and then."""
        at = [0.0]
        moved = threading.Event()

        def tick(fraction: float) -> None:
            if self._stop.is_set():
                raise _Stopped
            at[0] = fraction
            moved.set()

        def run() -> T:
            try:
                return work(tick)
            finally:
                moved.set()

        return Task(self._pool.submit(run), at, moved)
