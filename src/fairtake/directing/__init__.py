"""Directing: a ScenePerformance and its Set go in, the Shots of the scene come out.

A style (a TOML file) says what the director wants; setups are computed from where people are
and look; a planner picks the cut of least cost and says why.
"""

from fairtake.directing.acts import FilmPart, film_parts, in_part
from fairtake.directing.intercut import Place, Window, contracted, plan_windows, windows
from fairtake.directing.plan import plan_scene
from fairtake.directing.scaffold import scaffold
from fairtake.directing.style import Style
from fairtake.directing.style_file import load_style, shipped_styles

__all__ = [
    "FilmPart",
    "Place",
    "Style",
    "Window",
    "contracted",
    "film_parts",
    "in_part",
    "load_style",
    "plan_scene",
    "plan_windows",
    "scaffold",
    "shipped_styles",
    "windows",
]
