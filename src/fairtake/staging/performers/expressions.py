"""What a face does for a feeling and for a sound: sparse sets of FACE_PARAMETERS.

Parameters that are not named stay at FACE_NEUTRAL. Emotions own brows, eyes and the corners
of the mouth, visemes own the opening of the mouth: `MOUTH_PARAMETERS` tells which columns a
viseme should take over from the emotion while somebody speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairtake.model.reading import Viseme

__all__ = ["EMOTIONS", "MOUTH_PARAMETERS", "TIMINGS", "VISEMES", "Timing", "family"]


@dataclass(frozen=True, slots=True)
class Timing:
    """How a feeling comes and goes, in seconds: `onset` to its apex, `hold` there, `release`
    down to the `mood` (a share of its strength) that stays. Onsets are fast and releases slow;
    startled faces are fastest, grief the slowest."""

    onset: float = 0.40
    hold: float = 1.6
    release: float = 2.0
    mood: float = 0.35


def _frozen(**values: float) -> Mapping[str, float]:
    return MappingProxyType(values)


EMOTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "neutral": _frozen(),
        "joy": _frozen(
            brow_inner=0.34, brow_outer=0.36, lid_upper=0.78, lid_lower=0.66, smile=1.0, mouth_open=0.44,
            mouth_width=1.28, lip_upper=0.30, teeth_upper=1.0, jaw=0.16, cheek=0.85, fold=0.6,
        ),
        "sadness": _frozen(
            brow_inner=0.86, brow_outer=-0.52, brow_squeeze=0.40, lid_upper=0.74, lid_lower=0.12, eye_tilt=-0.6,
            gaze_y=-0.30, smile=-0.85, mouth_width=0.86, lip_lower=0.25, forehead=0.35, frown=0.25,
        ),
        "anger": _frozen(
            brow_inner=-1.0, brow_outer=0.36, brow_squeeze=1.0, lid_upper=0.90, lid_lower=0.30, iris=0.90,
            smile=-0.62, mouth_open=0.34, mouth_width=1.06, mouth_square=0.85, lip_upper=0.45, teeth_upper=0.8,
            teeth_lower=0.8, fold=0.7, frown=1.0, nose_wrinkle=0.5,
        ),
        "fear": _frozen(
            brow_inner=0.92, brow_outer=0.10, brow_squeeze=0.6, lid_upper=1.34, iris=0.78, smile=-0.55,
            mouth_open=0.34, mouth_width=1.14, mouth_square=0.7, lip_lower=0.5, teeth_upper=0.6, teeth_lower=0.6,
            jaw=0.2, forehead=0.75,
        ),
        "surprise": _frozen(
            brow_inner=0.94, brow_outer=0.94, lid_upper=1.30, iris=0.90, mouth_open=0.66, mouth_width=0.80, smile=0.0,
            pucker=0.25, jaw=0.65, forehead=0.55,
        ),
        "disgust": _frozen(
            brow_inner=-0.55, brow_outer=0.0, brow_squeeze=0.7, lid_upper=0.60, lid_lower=0.66, gaze_x=-0.28,
            smile=-0.70, lip_upper=0.85, lip_lower=0.3, mouth_open=0.16, mouth_width=0.98, mouth_skew=0.55,
            mouth_square=0.4, teeth_upper=0.9, fold=1.0, nose_wrinkle=1.0,
        ),
        "tenderness": _frozen(
            brow_inner=0.48, brow_outer=0.06, lid_upper=0.74, lid_lower=0.44, eye_tilt=-0.35, gaze_y=-0.10, smile=0.72,
            mouth_width=1.02, cheek=0.70, fold=0.10,
        ),
        # Doubt must not read as neutral: one brow high, the other pressed down, the mouth
        # pushed to a side and one corner pulled in.
        "doubt": _frozen(
            brow_inner=-0.45, brow_outer=-0.25, brow_cock=1.0, brow_squeeze=0.35, lid_upper=0.78, lid_lower=0.34,
            gaze_x=0.40, smile=-0.36, mouth_width=0.80, mouth_skew=0.85, mouth_shift=0.6, lip_lower=-0.2, frown=0.25,
            forehead=0.25,
        ),
        # Eyes wide open under brows that are drawn down and out, the jaw set: no anger, no frown.
        "determination": _frozen(
            brow_inner=-0.48, brow_outer=0.52, brow_squeeze=0.30, lid_upper=1.04, lid_lower=0.46, smile=0.10,
            mouth_width=1.22, press=1.0, lip_lower=-0.35, fold=0.25, frown=0.15,
        ),
        # Blends and what a script asks of a face by name.
        "smile": _frozen(
            brow_inner=0.18, brow_outer=0.20, lid_upper=0.82, lid_lower=0.46, smile=0.86, mouth_width=1.14, cheek=0.5,
            fold=0.2,
        ),
        # The mouth smiles, the eyes do not.
        "thin smile": _frozen(
            brow_inner=-0.06, brow_outer=0.12, lid_upper=0.74, lid_lower=0.10, smile=0.60, mouth_width=1.24, press=0.70,
            mouth_skew=0.30,
        ),
        "grin": _frozen(
            brow_inner=0.20, brow_outer=0.34, lid_upper=0.78, lid_lower=0.66, smile=1.0, mouth_open=0.22,
            mouth_width=1.32, lip_upper=0.25, teeth_upper=1.0, teeth_lower=1.0, cheek=0.75, fold=0.6, mouth_skew=0.2,
        ),
        "laughter": _frozen(
            brow_inner=0.42, brow_outer=0.40, lid_upper=0.30, lid_lower=0.98, smile=1.0, mouth_open=0.86,
            mouth_width=1.26, lip_upper=0.35, teeth_upper=1.0, tongue=0.5, jaw=0.55, cheek=1.0, fold=0.8,
        ),
        "amusement": _frozen(
            brow_inner=0.14, brow_outer=0.34, brow_cock=0.62, lid_upper=0.72, lid_lower=0.56, smile=0.74,
            mouth_width=1.10, mouth_skew=0.75, mouth_shift=0.35, cheek=0.5, fold=0.2,
        ),
        "held laugh": _frozen(
            brow_inner=0.52, brow_outer=0.46, lid_upper=0.66, lid_lower=0.72, smile=0.80, mouth_width=0.96, press=1.0,
            lip_lower=-0.5, cheek=1.0, fold=0.45,
        ),
        "embarrassment": _frozen(
            brow_inner=0.60, brow_outer=-0.10, brow_squeeze=0.15, lid_upper=0.66, lid_lower=0.30, gaze_x=0.45,
            gaze_y=-0.70, smile=0.42, mouth_width=0.86, press=0.5, lip_lower=-0.4, mouth_skew=0.30, cheek=1.0,
        ),
        "weariness": _frozen(
            brow_inner=0.18, brow_outer=-0.42, lid_upper=0.46, lid_lower=0.24, eye_tilt=-0.5, gaze_y=-0.25,
            smile=-0.28, mouth_width=0.94, lip_lower=0.2, fold=0.30,
        ),
        "fighting tears": _frozen(
            brow_inner=0.95, brow_outer=-0.30, brow_squeeze=0.80, lid_upper=0.86, lid_lower=0.30, smile=-0.62,
            mouth_width=0.90, press=0.80, forehead=0.55, frown=0.35, tears=0.46, cheek=0.35,
        ),
        "crying": _frozen(
            brow_inner=1.0, brow_outer=-0.55, brow_squeeze=0.95, lid_upper=0.14, lid_lower=0.40, eye_tilt=-0.6,
            smile=-0.95, mouth_open=0.30, mouth_width=1.10, mouth_square=0.8, lip_upper=0.3, lip_lower=0.4,
            teeth_upper=0.5, teeth_lower=0.6, forehead=0.6, frown=0.5, fold=0.7, tears=1.0, cheek=0.5,
        ),
        "smile through tears": _frozen(
            brow_inner=0.85, brow_outer=-0.18, brow_squeeze=0.45, lid_upper=0.76, lid_lower=0.46, smile=0.80,
            mouth_width=1.12, press=0.25, forehead=0.3, tears=0.75, cheek=0.7, fold=0.3,
        ),
        "contempt": _frozen(
            brow_inner=-0.20, brow_outer=-0.05, brow_cock=0.55, lid_upper=0.58, lid_lower=0.22, smile=0.02,
            mouth_width=0.96, mouth_skew=1.0, mouth_shift=0.35, press=0.45, fold=0.45, lip_upper=0.3,
        ),
        "pain": _frozen(
            brow_inner=-0.50, brow_outer=-0.35, brow_squeeze=1.0, lid_upper=0.10, lid_lower=0.50, smile=-0.45,
            mouth_open=0.22, mouth_width=1.22, mouth_square=0.9, lip_upper=0.4, teeth_upper=1.0, teeth_lower=1.0,
            fold=0.9, frown=0.9, nose_wrinkle=0.8,
        ),
        "worry": _frozen(
            brow_inner=0.66, brow_outer=-0.12, brow_squeeze=0.55, lid_upper=1.0, smile=-0.36, mouth_width=0.90,
            press=0.25, forehead=0.4, frown=0.3,
        ),
        "frown": _frozen(
            brow_inner=-0.55, brow_outer=-0.34, brow_squeeze=1.0, lid_upper=0.74, lid_lower=0.26, smile=-0.56,
            mouth_width=0.84, frown=1.0,
        ),
        "thought": _frozen(
            brow_inner=0.16, brow_outer=0.30, brow_cock=0.50, brow_squeeze=0.30, lid_upper=0.80, lid_lower=0.12,
            gaze_x=0.55, gaze_y=0.60, smile=-0.05, mouth_width=0.84, mouth_shift=0.6, press=0.35,
        ),
        "exasperation": _frozen(
            brow_inner=0.40, brow_outer=0.62, lid_upper=0.86, gaze_x=0.30, gaze_y=1.0, smile=-0.50, mouth_width=0.92,
            mouth_skew=0.4, press=0.3, forehead=0.4, fold=0.3,
        ),
        "bitten lip": _frozen(
            brow_inner=0.58, brow_outer=0.05, brow_squeeze=0.30, lid_upper=0.84, lid_lower=0.14, gaze_x=0.35,
            gaze_y=-0.25, smile=0.06, mouth_open=0.20, mouth_width=0.88, mouth_skew=0.25, lip_upper=0.25, lip_lower=-1.0,
            teeth_upper=1.0, forehead=0.3,
        ),
        "interest": _frozen(
            brow_inner=0.48, brow_outer=0.46, lid_upper=1.04, smile=0.20, forehead=0.2, lip_upper=0.08,
        ),
        "suspicion": _frozen(
            brow_inner=-0.45, brow_outer=-0.05, brow_cock=0.25, brow_squeeze=0.5, lid_upper=0.52, lid_lower=0.62,
            gaze_x=-0.2, smile=-0.20, mouth_width=0.86, mouth_skew=-0.4, mouth_shift=-0.3, press=0.4, frown=0.4,
        ),
        "pursed lips": _frozen(
            brow_inner=0.05, brow_outer=0.30, lid_upper=0.70, lid_lower=0.20, smile=-0.44, mouth_width=0.66,
            pucker=0.75, press=0.6,
        ),
        "disappointment": _frozen(
            brow_inner=0.50, brow_outer=-0.30, brow_squeeze=0.10, lid_upper=0.60, eye_tilt=-0.4, gaze_x=-0.35,
            gaze_y=-0.80, smile=-0.40, mouth_open=0.12, mouth_width=0.88, lip_lower=0.35, fold=0.25,
        ),
        "closed eyes": _frozen(lid_upper=0.0, brow_inner=0.10, smile=0.0),
        "yawn": _frozen(
            brow_inner=0.60, brow_outer=0.40, lid_upper=0.12, lid_lower=0.6, mouth_open=1.0, jaw=1.0, mouth_width=0.86,
            pucker=0.1, tongue=0.4, fold=0.4, smile=-0.2,
        ),
    }
)  # fmt: skip
"""Faces by name, at full strength: ten feelings, then blends and what scripts ask a face to do.
Scale all values toward neutral for less of one; up to 1.3 for more than they can bear."""


TIMINGS: Mapping[str, Timing] = MappingProxyType(
    {
        "joy": Timing(0.34, 1.5, 2.0, 0.38),
        "sadness": Timing(0.75, 2.4, 3.2, 0.5),
        "anger": Timing(0.30, 1.9, 2.6, 0.45),
        "fear": Timing(0.20, 1.7, 2.6, 0.45),
        "surprise": Timing(0.16, 0.75, 1.1, 0.12),
        "disgust": Timing(0.30, 1.2, 1.6, 0.2),
        "tenderness": Timing(0.65, 2.2, 2.8, 0.45),
        "doubt": Timing(0.42, 1.6, 1.8, 0.3),
        "determination": Timing(0.45, 2.2, 2.6, 0.5),
        "smile": Timing(0.42, 1.7, 2.2, 0.35),
        "thin smile": Timing(0.40, 1.1, 1.1, 0.15),
        "grin": Timing(0.32, 1.6, 2.0, 0.4),
        "laughter": Timing(0.26, 1.4, 1.6, 0.25),
        "amusement": Timing(0.45, 1.8, 2.2, 0.4),
        "held laugh": Timing(0.24, 2.0, 1.6, 0.3),
        "embarrassment": Timing(0.40, 1.8, 2.6, 0.35),
        "weariness": Timing(0.90, 3.0, 3.0, 0.6),
        "fighting tears": Timing(0.80, 3.2, 3.4, 0.6),
        "crying": Timing(0.55, 3.4, 3.4, 0.5),
        "smile through tears": Timing(0.70, 3.0, 3.2, 0.5),
        "contempt": Timing(0.35, 1.4, 1.8, 0.3),
        "pain": Timing(0.12, 0.55, 1.1, 0.12),
        "worry": Timing(0.45, 2.0, 2.4, 0.5),
        "frown": Timing(0.40, 1.8, 1.8, 0.3),
        "thought": Timing(0.55, 2.0, 1.6, 0.2),
        "exasperation": Timing(0.26, 0.9, 0.9, 0.1),
        "bitten lip": Timing(0.30, 1.4, 0.7, 0.0),
        "interest": Timing(0.35, 1.4, 1.6, 0.15),
        "suspicion": Timing(0.45, 1.8, 1.8, 0.4),
        "pursed lips": Timing(0.35, 1.4, 1.2, 0.2),
        "disappointment": Timing(0.95, 2.2, 3.0, 0.5),
        "closed eyes": Timing(0.35, 1.6, 0.5, 0.0),
        "yawn": Timing(0.50, 1.1, 0.8, 0.0),
    }
)
"""When a feeling is not named here it has the plain Timing()."""


_FAMILIES = {
    "joy": ("smile", "thin smile", "grin", "laughter", "amusement", "held laugh"),
    "sadness": ("fighting tears", "crying", "disappointment", "weariness"),
    "anger": ("frown", "contempt"),
    "fear": ("worry", "pain"),
    "doubt": ("thought", "exasperation", "bitten lip", "interest", "suspicion", "pursed lips"),
    "tenderness": ("embarrassment", "smile through tears"),
    "neutral": ("closed eyes", "yawn"),
}
_FAMILY = {name: emotion for emotion, names in _FAMILIES.items() for name in names}


def family(name: str) -> str:
    """Which of the ten feelings a face belongs to."""
    return _FAMILY.get(name, name)


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
