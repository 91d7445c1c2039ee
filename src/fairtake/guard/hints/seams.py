"""Two pictures side by side in one: a straight line through the middle on whose sides nothing goes on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["seam"]

_ROWS, _SHARP, _GUTTER = 0.66, 2.6, 0.94
_REACH = 0.03


def seam(grey: npt.NDArray[np.float32]) -> str:
    """Whether a picture (h, w, 0 to 255) is two beside or above each other: "side by side", "one above the other" or "".

    Along such a line neighbouring pixels differ, in most rows, several times as much as they do nearby; or there is a
    gutter of one colour. Lines in nature and buildings seldom go through a whole picture, exactly upright, in its middle.
    """
    for picture, said in ((grey, "side by side"), (grey.T, "one above the other")):
        if _parted(np.ascontiguousarray(picture)):
            return said
    return ""


def _parted(grey: npt.NDArray[np.float32]) -> bool:
    high, wide = grey.shape
    if high < 32 or wide < 48:
        return False
    steps = np.abs(np.diff(grey, axis=1))
    middle = wide // 2
    reach = max(2, round(_REACH * wide))
    near = np.concatenate(
        (steps[:, middle - 5 * reach : middle - reach], steps[:, middle + reach : middle + 5 * reach]), axis=1
    )
    usual = np.median(near, axis=1) + 0.5 * near.std(axis=1)
    columns = range(middle - reach, middle + reach)
    # A seam may fall between two pixels of a picture that was made smaller: both steps belong to it.
    best = max(columns, key=lambda at: float(np.mean(_step(steps, at) > np.maximum(10.0, _SHARP * usual))))
    rows = float(np.mean(_step(steps, best) > np.maximum(10.0, _SHARP * usual)))
    if rows >= _ROWS and _apart(grey, best):
        return True
    return _gutter(grey, columns)


def _step(steps: npt.NDArray[np.float32], at: int) -> npt.NDArray[np.float32]:
    return np.maximum(steps[:, at], steps[:, at] + 0.8 * steps[:, at + 1] if at + 1 < steps.shape[1] else steps[:, at])


def _apart(grey: npt.NDArray[np.float32], at: int) -> bool:
    """Whether the two sides have little to do with each other: along the line they do not go up and down together."""
    left, right = grey[:, max(0, at - 3) : at].mean(axis=1), grey[:, at + 2 : at + 5].mean(axis=1)
    if left.std() < 2.0 or right.std() < 2.0:
        return bool(left.std() + right.std() > 4.0)
    return float(np.corrcoef(left, right)[0, 1]) < 0.85


def _gutter(grey: npt.NDArray[np.float32], columns: range) -> bool:
    """Whether a line of one colour parts two pictures."""
    around = float(np.median(grey[:, columns.start - 12 : columns.start - 2].std(axis=0)))
    for at in columns:
        line = grey[:, at]
        colour = float(np.median(line))
        if float(np.mean(np.abs(line - colour) < 6.0)) < _GUTTER or around < 18.0:
            continue
        sides = np.abs(grey[:, max(0, at - 8)] - colour), np.abs(grey[:, min(grey.shape[1] - 1, at + 8)] - colour)
        if all(float(np.mean(side > 15.0)) > 0.6 for side in sides):
            return True
    return False
