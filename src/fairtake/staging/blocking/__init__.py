"""Blocking: in come a scene, its takes, a set, figures and props; out comes its performance.

It decides where everybody stands, walks, sits and looks and when; `staging.motion` then
makes the bodies do it.
"""

from fairtake.staging.blocking.casting import props_needed, props_read, roles_on_set
from fairtake.staging.blocking.clothing import clothes_changed, variant
from fairtake.staging.blocking.stage import stage_scene

__all__ = ["clothes_changed", "props_needed", "props_read", "roles_on_set", "stage_scene", "variant"]
