"""What a face does for a feeling and for a sound: sparse sets of FACE_PARAMETERS.

Parameters that are not named stay at FACE_NEUTRAL. Emotions own brows, eyes and the corners
of the mouth, visemes own the opening of the mouth: `MOUTH_PARAMETERS` tells which columns a
viseme should take over from the emotion while somebody speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fairtake.model.reading import Viseme

__all__ = ["EMOTIONS", "MOUTH_PARAMETERS", "VISEMES"]


def _frozen(**values: float) -> Mapping[str, float]:
    return MappingProxyType(values)


EMOTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "neutral": _frozen(),
        "joy": _frozen(
            brow_inner=0.36, brow_outer=0.30, lid_upper=0.76, lid_lower=0.62, smile=1.0, mouth_open=0.36,
            mouth_width=1.22, lip_upper=0.30, teeth_upper=1.0, jaw=0.12, cheek=0.8, fold=0.6,
        ),
        "sadness": _frozen(
            brow_inner=0.78, brow_outer=-0.48, brow_squeeze=0.35, lid_upper=0.70, lid_lower=0.12, eye_tilt=-0.6,
            gaze_y=-0.30, smile=-0.72, mouth_width=0.88, lip_lower=0.15, forehead=0.30, frown=0.25,
        ),
        "anger": _frozen(
            brow_inner=-0.85, brow_outer=0.28, brow_squeeze=0.85, lid_upper=0.80, lid_lower=0.36, iris=0.92,
            smile=-0.48, mouth_open=0.30, mouth_width=1.0, mouth_square=0.7, lip_upper=0.40, teeth_upper=0.8,
            teeth_lower=0.8, fold=0.65, frown=1.0, nose_wrinkle=0.45,
        ),
        "fear": _frozen(
            brow_inner=0.86, brow_outer=0.22, brow_squeeze=0.5, lid_upper=1.36, iris=0.80, smile=-0.42,
            mouth_open=0.38, mouth_width=1.06, mouth_square=0.5, lip_lower=0.5, teeth_upper=0.6, teeth_lower=0.6,
            jaw=0.2, forehead=0.65,
        ),
        "surprise": _frozen(
            brow_inner=0.88, brow_outer=0.86, lid_upper=1.38, iris=0.86, mouth_open=0.72, mouth_width=0.72, smile=0.0,
            pucker=0.30, jaw=0.65, forehead=0.55,
        ),
        "disgust": _frozen(
            brow_inner=-0.45, brow_outer=0.05, brow_squeeze=0.6, lid_upper=0.62, lid_lower=0.52, gaze_x=-0.28,
            smile=-0.55, lip_upper=0.55, mouth_open=0.10, mouth_width=0.94, mouth_skew=0.45, teeth_upper=0.6, fold=0.9,
            nose_wrinkle=1.0,
        ),
        "tenderness": _frozen(
            brow_inner=0.40, brow_outer=0.04, lid_upper=0.74, lid_lower=0.28, eye_tilt=-0.35, gaze_y=-0.10, smile=0.58,
            mouth_width=1.02, cheek=0.55, fold=0.12,
        ),
        # Doubt must not read as neutral: one brow high, the other pressed down, the mouth
        # pushed to a side and one corner pulled in.
        "doubt": _frozen(
            brow_inner=-0.42, brow_outer=-0.25, brow_cock=1.0, brow_squeeze=0.35, lid_upper=0.74, lid_lower=0.34,
            gaze_x=0.40, smile=-0.34, mouth_width=0.82, mouth_skew=0.75, mouth_shift=0.45, lip_lower=-0.2, frown=0.25,
            forehead=0.2,
        ),
        "determination": _frozen(
            brow_inner=-0.60, brow_outer=0.14, brow_squeeze=0.55, lid_upper=0.84, lid_lower=0.28, smile=-0.10,
            mouth_width=0.98, press=0.8, frown=0.4,
        ),
    }
)  # fmt: skip
"""Feelings by name, at full strength. Scale all values toward neutral for less of one."""


VISEMES: Mapping[Viseme, Mapping[str, float]] = MappingProxyType(
    {
        Viseme.SIL: _frozen(),
        Viseme.PP: _frozen(press=1.0, mouth_width=0.90),
        Viseme.FF: _frozen(mouth_open=0.14, mouth_width=0.96, lip_upper=0.25, lip_lower=-0.8, teeth_upper=1.0),
        Viseme.TH: _frozen(mouth_open=0.24, jaw=0.12, mouth_width=0.96, teeth_upper=0.8, tongue=1.0),
        Viseme.DD: _frozen(mouth_open=0.24, jaw=0.12, mouth_width=1.0, lip_upper=0.12, teeth_upper=0.8, tongue=0.55),
        Viseme.KK: _frozen(mouth_open=0.30, jaw=0.22, mouth_width=1.02, teeth_upper=0.7),
        Viseme.CH: _frozen(
            mouth_open=0.34, jaw=0.10, mouth_width=0.74, pucker=0.45, mouth_square=0.5, teeth_upper=1.0, teeth_lower=1.0
        ),
        Viseme.SS: _frozen(
            mouth_open=0.20, jaw=0.04, mouth_width=1.08, lip_upper=0.18, teeth_upper=1.0, teeth_lower=1.0
        ),
        Viseme.NN: _frozen(mouth_open=0.20, jaw=0.10, mouth_width=0.98, teeth_upper=0.7, tongue=0.5),
        Viseme.RR: _frozen(mouth_open=0.28, jaw=0.14, mouth_width=0.76, pucker=0.40, tongue=0.4),
        Viseme.AA: _frozen(mouth_open=0.88, jaw=0.85, mouth_width=1.0, teeth_upper=0.8, tongue=0.5),
        Viseme.E: _frozen(mouth_open=0.48, jaw=0.40, mouth_width=1.15, teeth_upper=0.8, tongue=0.5),
        Viseme.IH: _frozen(mouth_open=0.32, jaw=0.22, mouth_width=1.14, teeth_upper=0.8, tongue=0.3),
        Viseme.OH: _frozen(mouth_open=0.66, jaw=0.55, mouth_width=0.68, pucker=0.65, tongue=0.2),
        Viseme.OU: _frozen(mouth_open=0.30, jaw=0.18, mouth_width=0.52, pucker=1.0),
    }
)
"""Mouth shapes by viseme, for a calm clear voice. Scale for mumbling and shouting."""


MOUTH_PARAMETERS: frozenset[str] = frozenset(
    {
        "mouth_open", "jaw", "mouth_width", "lip_upper", "lip_lower", "pucker", "press", "mouth_square", "teeth_upper",
        "teeth_lower", "tongue",
    }
)  # fmt: skip
"""What a viseme decides; everything else stays with the emotion (a smile goes on)."""
