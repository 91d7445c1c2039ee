"""A scanned document: a large light area with lines of dark writing, evenly apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["is_page"]


def is_page(grey: npt.NDArray[np.float32]) -> bool:
    """Whether a picture (h, w, 0 to 255) looks like a page of writing, upright or on its side."""
    return _written(grey) or _written(np.ascontiguousarray(grey.T))


def _written(grey: npt.NDArray[np.float32]) -> bool:
    if min(grey.shape) < 64:
        return False
    paper = float(np.percentile(grey, 75))
    light = float(np.mean(np.abs(grey - paper) < 24))
    ink = grey < paper - 50
    if paper < 130 or light < 0.55 or not 0.01 < ink.mean() < 0.35:
        return False
    rows = ink.mean(axis=1)
    on = rows > max(0.02, 0.35 * float(np.percentile(rows, 95)))
    edges = np.flatnonzero(np.diff(on.astype(np.int8)) == 1)
    if len(edges) < 6:
        return False
    # Lines of writing are about evenly apart, and within them ink and paper change often.
    gaps = np.diff(edges)
    even = float(np.mean(np.abs(gaps - np.median(gaps)) <= max(2.0, 0.35 * float(np.median(gaps)))))
    changes = np.abs(np.diff(ink[on].astype(np.int8), axis=1)).sum(axis=1)
    return even > 0.55 and float(np.median(changes)) > 8
