"""Whether a brought place is as large as places are, and stands on its floor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.errors import ProjectError
from fairtake.exchange.place.soup import Soup

__all__ = ["check_size", "check_up"]

Flags = npt.NDArray[np.bool_]

_UNITS = (0.01, 0.0254, 0.001, 0.1, 0.3048, 100.0, 39.37, 1000.0, 10.0, 3.2808)
"""Metres of the units programs write, the likeliest first, and the other way round."""


def check_up(path: Path, soup: Soup, floors: Flags, up: str) -> None:
    """Raises ProjectError when what is called a floor stands upright."""
    if not floors.any():
        return
    area, normal = soup.areas()
    ways = (np.abs(normal[floors]) * area[floors, None]).sum(0)
    axis = int(ways.argmax())
    if axis == 1 or ways[axis] < 3 * ways[1]:
        return
    wanted = next(one for one in (("z", "y") if up != "z" else ("y", "x")) if one != (up or "y"))
    raise ProjectError(
        "the place lies on its side: its floor stands upright", file=str(path), fix=f'Write model_up = "{wanted}".'
    )


def check_size(path: Path, soup: Soup, interior: bool, scale: float) -> None:
    """Raises ProjectError, with the scale that would put it right, when people would be giants or
    ants there."""
    low, high = soup.bounds
    size = high - low
    wide, tall = float(max(size[0], size[2])), float(size[1])
    if _fits(wide, tall, interior):
        return
    best = next((unit for unit in _UNITS if _fits(wide * unit, tall * unit, interior, True)), 0.0)
    best = best or next((unit for unit in _UNITS if _fits(wide * unit, tall * unit, interior)), 0.0)
    fix = f"Write model_scale = {scale * best:g}." if best else "Apply its scale and export it in metres."
    raise ProjectError(
        f"the place would be {_said(wide)} wide and {_said(tall)} high, so its unit is not the metre",
        file=str(path),
        fix=fix,
    )


def _fits(wide: float, tall: float, interior: bool, usual: bool = False) -> bool:
    if interior:
        return (2.2 <= tall <= 7 and 2.5 <= wide <= 40) if usual else (1.8 <= tall <= 40 and 1.8 <= wide <= 150)
    return (6 <= wide <= 400 and tall <= 150) if usual else (3 <= wide <= 4000 and tall <= 1500)


def _said(length: float) -> str:
    if length >= 10:
        return f"{length:,.0f} m"
    return f"{length:.1f} m" if length >= 1 else f"{length * 100:.1f} cm"
