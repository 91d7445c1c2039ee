"""Performance + shot → frames.

In: a `ScenePerformance` with its `Assets`, a `Shot` and `RenderSettings`. Out: one `Frame`
after another: the finished picture, and depth, normals and ids when asked for. The renderer
is a serial software rasterizer with a drawn look; it needs no GPU and nothing but NumPy and
numba.
"""

from fairtake.rendering.clock import shows_time
from fairtake.rendering.development import GRADES, check_development
from fairtake.rendering.look import Look
from fairtake.rendering.look_file import LOOKS, find_look, load_look, look_keys, read_look_file, shipped_looks
from fairtake.rendering.renderer import BuiltinRenderer

__all__ = [
    "GRADES",
    "LOOKS",
    "BuiltinRenderer",
    "Look",
    "check_development",
    "find_look",
    "load_look",
    "look_keys",
    "read_look_file",
    "shipped_looks",
    "shows_time",
]
