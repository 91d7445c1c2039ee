"""Performers: Appearance comes in, a Figure with a skeleton and a drawable face goes out.

`cast_appearances` reads what the script says of everybody, `extra_appearances` dresses those
without a name; `redressed` changes clothes as the script does; `build_figure` builds the body;
`EMOTIONS` and `VISEMES` are what its face can show.
"""

from fairtake.staging.performers.casting import appearance_from_words, cast_appearances
from fairtake.staging.performers.crowd import extra_appearances
from fairtake.staging.performers.expressions import EMOTIONS, MOUTH_PARAMETERS, VISEMES
from fairtake.staging.performers.figure import build_figure
from fairtake.staging.performers.redress import redressed, weathered

__all__ = [
    "EMOTIONS",
    "MOUTH_PARAMETERS",
    "VISEMES",
    "appearance_from_words",
    "build_figure",
    "cast_appearances",
    "extra_appearances",
    "redressed",
    "weathered",
]
