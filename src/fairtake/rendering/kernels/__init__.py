"""Compiled kernels: serial, `nogil`, float32, one concern a file.

Arrays come in packed as `columns` says and are filled in place. Nothing here knows the nouns
of the model; `fairtake.rendering.scene` and its neighbours pack them. Every kernel has one
signature (float32 and int32 arrays, np.float32 and int scalars), so each compiles once.

Importing this package decides where compiled kernels are kept: in the user's cache folder,
under a digest of all kernel sources. numba itself notices only changes in a kernel's own
file, not in the helpers it calls from others, and would run stale code after an upgrade.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numba


def _cache_home() -> Path:
    if "XDG_CACHE_HOME" in os.environ:
        return Path(os.environ["XDG_CACHE_HOME"])
    if sys.platform == "win32" and "LOCALAPPDATA" in os.environ:
        return Path(os.environ["LOCALAPPDATA"])
    return Path.home() / ".cache"


def _keep_kernels() -> None:
    config: Any = numba.config
    if config.CACHE_DIR:
        return
    state = hashlib.blake2b(digest_size=8)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        state.update(source.read_bytes())
    # Without a home to write to, numba looks for another place by itself.
    with suppress(OSError, RuntimeError):
        folder = _cache_home() / "fairtake" / f"kernels-{state.hexdigest()}"
        folder.mkdir(parents=True, exist_ok=True)
        config.CACHE_DIR = str(folder)


_keep_kernels()
