"""Worker processes that end when they should. Light, so that one watches before it loads."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from multiprocessing.synchronize import Event

__all__ = ["begin_worker"]


def begin_worker(parent: int, stop: Event, then: bytes = b"") -> None:
    """In a new worker: end it at once when `stop` is set or process `parent` is no more.

    `then` is a pickled (function, arguments) of the parent's to call after that: what takes
    long to load is loaded under watch.
    """
    # Ctrl-C reaches the whole group; the main process decides what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent and not stop.wait(0.25):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    if then:
        function, arguments = pickle.loads(then)  # noqa: S301 - our own parent made it
        function(*arguments)
