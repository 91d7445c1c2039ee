"""Directing: a ScenePerformance and its Set go in, the Shots of the scene come out.

A style (a TOML file) says what the director wants; setups are computed from where people are
and look; a planner picks the cut of least cost and says why.
"""

from fairtake.directing.plan import plan_scene
from fairtake.directing.scaffold import scaffold
from fairtake.directing.style import Style
from fairtake.directing.style_file import load_style, shipped_styles

__all__ = ["Style", "load_style", "plan_scene", "scaffold", "shipped_styles"]
