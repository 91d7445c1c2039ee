"""Motion: in comes a score (who does what when); out come sampled bodies, faces and props."""

from fairtake.staging.motion.build import Build, measure
from fairtake.staging.motion.carry import play_prop
from fairtake.staging.motion.perform import Performed, play, prepare, step_contacts
from fairtake.staging.motion.score import Score

__all__ = ["Build", "Performed", "Score", "measure", "play", "play_prop", "prepare", "step_contacts"]
