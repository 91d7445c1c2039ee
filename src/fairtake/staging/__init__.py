"""Staging: in come a scene and its spoken lines; out comes the scene as if it really happened.

`sets` builds the place, `performers` the people; `blocking` decides who is where when, and
`motion` moves them.
"""

from fairtake.staging.blocking import clothes_changed, props_needed, props_read, roles_on_set, stage_scene, variant
from fairtake.staging.motion.dubbed import MOUTH_COLUMNS, NewWords, dub_performance

__all__ = [
    "MOUTH_COLUMNS",
    "NewWords",
    "clothes_changed",
    "dub_performance",
    "props_needed",
    "props_read",
    "roles_on_set",
    "stage_scene",
    "variant",
]
