"""Staging: in come a scene and its spoken lines; out comes the scene as if it really happened.

`sets` builds the place, `performers` the people; `blocking` decides who is where when, and
`motion` moves them.
"""

from fairtake.staging.blocking import props_needed, props_read, roles_on_set, stage_scene

__all__ = ["props_needed", "props_read", "roles_on_set", "stage_scene"]
