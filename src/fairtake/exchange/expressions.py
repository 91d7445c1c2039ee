"""Blend shapes of a brought face, driven by what our faces do.

Names are read as ARKit, VRM (0 and 1), Oculus and Ready Player Me write them. A file that has
ARKit's fifty is driven by those alone; else by VRM's expressions, else by visemes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairtake.exchange.model_file import ModelFile

__all__ = ["Driven", "driven_shapes"]


@dataclass(frozen=True, slots=True)
class Driven:
    """A blend shape by its name, how much of it belongs to what drives it, and what does: gains of
    face parameters and an offset."""

    name: str
    share: float
    drive: tuple[tuple[str, float], ...]
    offset: float = 0.0


_Drive = tuple[tuple[tuple[str, float], ...], float]

_BLINK: _Drive = ((("blink", 1.0), ("lid_upper", -1.0)), 0.92)

_ARKIT: dict[str, _Drive] = {
    "eyeblink": _BLINK,
    "eyewide": ((("lid_upper", 2.0),), -1.84),
    "eyesquint": ((("lid_lower", 1.0),), 0.0),
    "eyelookup": ((("gaze_y", 1.0),), 0.0),
    "eyelookdown": ((("gaze_y", -1.0),), 0.0),
    "eyelookoutleft": ((("gaze_x", 1.0),), 0.0),
    "eyelookinright": ((("gaze_x", 1.0),), 0.0),
    "eyelookinleft": ((("gaze_x", -1.0),), 0.0),
    "eyelookoutright": ((("gaze_x", -1.0),), 0.0),
    "browinnerup": ((("brow_inner", 1.0),), 0.0),
    "browdown": ((("brow_inner", -0.8), ("brow_squeeze", 0.4), ("frown", 0.3)), 0.0),
    "browouterupleft": ((("brow_outer", 1.0), ("brow_cock", 1.0)), 0.0),
    "browouterup": ((("brow_outer", 1.0),), 0.0),
    "jawopen": ((("mouth_open", 0.7), ("jaw", 0.35)), 0.0),
    "mouthpucker": ((("pucker", 1.0),), 0.0),
    "mouthfunnel": ((("pucker", 0.4), ("mouth_open", 0.2)), -0.12),
    "mouthsmile": ((("smile", 1.0),), -0.12),
    "mouthfrown": ((("smile", -1.0),), 0.0),
    "mouthpress": ((("press", 0.7),), 0.0),
    "mouthstretch": ((("mouth_width", 2.0), ("mouth_square", 0.5)), -2.0),
    "mouthupperup": ((("lip_upper", 0.8), ("teeth_upper", 0.2)), 0.0),
    "mouthlowerdown": ((("lip_lower", 0.7), ("teeth_lower", 0.3)), 0.0),
    "mouthrolllower": ((("lip_lower", -1.0), ("press", 0.3)), 0.0),
    "mouthrollupper": ((("press", 0.4),), 0.0),
    "mouthleft": ((("mouth_shift", 1.0),), 0.0),
    "mouthright": ((("mouth_shift", -1.0),), 0.0),
    "cheeksquint": ((("cheek", 0.8),), 0.0),
    "nosesneer": ((("nose_wrinkle", 1.0),), 0.0),
    "tongueout": ((("tongue", 0.5),), -0.2),
}

_AA: _Drive = ((("mouth_open", 1.2), ("pucker", -0.8)), 0.0)
_EE: _Drive = ((("mouth_width", 2.0), ("mouth_open", 0.25)), -2.15)
_IH: _Drive = ((("mouth_width", 1.6),), -1.7)
_OH: _Drive = ((("pucker", 0.6), ("mouth_open", 0.4)), -0.15)
_OU: _Drive = ((("pucker", 1.0), ("mouth_open", -0.4)), 0.0)

_FELT: dict[str, _Drive] = {
    "happy": ((("smile", 0.9), ("cheek", 0.3)), -0.2),
    "sad": ((("smile", -0.5), ("brow_inner", 0.6)), -0.1),
    "angry": ((("brow_squeeze", 0.5), ("frown", 0.4), ("brow_inner", -0.4)), -0.1),
    "surprised": ((("lid_upper", 1.2), ("brow_outer", 0.6)), -1.25),
}

_VRM: dict[str, _Drive] = {
    "aa": _AA, "a": _AA, "ih": _IH, "i": _IH, "ou": _OU, "u": _OU, "ee": _EE, "e": _EE, "oh": _OH, "o": _OH,
    "blink": _BLINK, "happy": _FELT["happy"], "joy": _FELT["happy"], "sad": _FELT["sad"], "sorrow": _FELT["sad"],
    "angry": _FELT["angry"], "surprised": _FELT["surprised"],
    "lookup": _ARKIT["eyelookup"], "lookdown": _ARKIT["eyelookdown"], "lookleft": ((("gaze_x", 1.0),), 0.0),
    "lookright": ((("gaze_x", -1.0),), 0.0),
}  # fmt: skip

_VISEMES: dict[str, _Drive] = {
    "visemeaa": _AA, "visemee": _EE, "visemei": _IH, "visemeo": _OH, "visemeu": _OU,
    "visemepp": ((("press", 1.2),), 0.0), "visemeff": ((("lip_lower", -1.0),), 0.0), "visemeth": ((("tongue", 1.0),), -0.3),
    "visemess": ((("teeth_lower", 0.8),), -0.3), "visemech": ((("pucker", 0.5), ("teeth_lower", 0.5)), -0.3),
    "eyesclosed": _BLINK, "blink": _BLINK, "mouthopen": ((("mouth_open", 1.0),), 0.0), "smile": _ARKIT["mouthsmile"],
    "mouthsmile": _ARKIT["mouthsmile"], "mouthfrown": _ARKIT["mouthfrown"], "browsup": ((("brow_outer", 1.0),), 0.0),
    "browsdown": _ARKIT["browdown"], "angry": _FELT["angry"], "sad": _FELT["sad"], "surprised": _FELT["surprised"],
    "あ": _AA, "い": _IH, "う": _OU, "え": _EE, "お": _OH, "まばたき": _BLINK,
}  # fmt: skip

_FEWEST = 12
"""Of ARKit's shapes, so that a file counts as having them."""


def driven_shapes(model: ModelFile) -> tuple[Driven, ...]:
    """Which of a file's blend shapes act, and by what."""
    names = sorted({shape.name for piece in model.pieces for shape in piece.shapes})
    by_arkit = [_arkit(name) for name in names]
    found = [one for one in by_arkit if one is not None]
    if len(found) >= _FEWEST:
        return tuple(found)
    expressions = [
        Driven(name, share, *_VRM[plain])
        for expression, binds in sorted(model.expressions.items())
        if (plain := _plain(expression)) in _VRM
        for name, share in binds
    ]
    if expressions:
        return tuple(expressions)
    spoken = [Driven(name, 1.0, *_VISEMES[plain]) for name in names if (plain := _sideless(_plain(name))) in _VISEMES]
    taken = {one.name for one in spoken}
    return (*spoken, *(one for one in found if one.name not in taken))


def _plain(name: str) -> str:
    """A name without what programs put before it, in small letters."""
    return re.sub(r"[\W_]+", "", name.rsplit(".", 1)[-1].casefold())


def _sideless(plain: str) -> str:
    return re.sub(r"(left|right)$", "", plain)


def _arkit(name: str) -> Driven | None:
    plain = _plain(re.sub(r"(?i)[_ .-]l$", "left", re.sub(r"(?i)[_ .-]r$", "right", name)))
    drive = _ARKIT.get(plain) or _ARKIT.get(_sideless(plain))
    return Driven(name, 1.0, *drive) if drive is not None else None
