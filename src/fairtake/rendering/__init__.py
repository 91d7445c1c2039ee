"""Performance + shot → frames.

In: a `ScenePerformance` with its `Assets`, a `Shot` and `RenderSettings`. Out: one `Frame`
after another: the finished picture, and depth, normals and ids when asked for. The renderer
is a serial software rasterizer with a drawn look; it needs no GPU and nothing but NumPy and
numba.
"""

from fairtake.rendering.clock import shows_time
from fairtake.rendering.looks import LOOKS, Look, find_look
from fairtake.rendering.renderer import BuiltinRenderer

__all__ = ["LOOKS", "BuiltinRenderer", "Look", "find_look", "shows_time"]
