"""What the linter says: one finding for each break of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Severity", "timecode"]


class Severity(StrEnum):
    """ERROR: an audience loses its way. WARNING: a choice to look at twice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One break of a rule.

    `rule` is its name in film terms; `shots` the shots before and after the cut, or the one
    shot; `frame` the cut's frame on which it shows and `timecode` the same as hh:mm:ss:ff;
    `sentence` says what is seen, with the measured number; `fix` how to mend it; `who` the
    people or things it is about; `measured` the number in `unit`; `implies` other rules that
    break by the same fault and are not counted again; `asked` true where the script asked
    for it.
    """

    rule: str
    severity: Severity
    scene: str
    shots: tuple[str, ...]
    frame: int
    timecode: str
    sentence: str
    fix: str
    who: tuple[str, ...] = ()
    measured: float = 0.0
    unit: str = ""
    implies: tuple[str, ...] = ()
    asked: bool = False


def timecode(frame: int, fps: int) -> str:
    """hh:mm:ss:ff."""
    seconds, rest = divmod(frame, fps)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{rest:02d}"
