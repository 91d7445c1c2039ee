"""What a file gives away, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Done", "Finding", "Kind", "shown"]

_LONGEST = 120


class Kind(StrEnum):
    """What somebody learns from it."""

    PLACE = "place"
    TIME = "time"
    DEVICE = "device"
    PERSON = "person"
    SOFTWARE = "software"
    TEXT = "text"
    THUMBNAIL = "thumbnail"
    HIDDEN = "hidden data"
    TRACE = "trace"
    """A number or a history by which copies and the works of one person are told to belong together."""
    PAIR = "then and now"
    AGE = "age"
    DOCUMENT = "document"
    VOICE = "voice"
    UNREAD = "unread"
    """The file could not be read as what it is: nothing is known of it, and no copy is made."""


class Done(StrEnum):
    """What became of it in the safe copy."""

    REMOVED = "removed"
    KEPT = "kept"
    """It is in the picture, the sound or the name itself: only the owner can change that."""
    NO_COPY = "no copy"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a file gives away: `where` it stands, `what` it says in plain words, and what was `done` about it."""

    kind: Kind
    where: str
    what: str
    done: Done = Done.REMOVED


def shown(value: str) -> str:
    """Text out of a file, fit to be printed: one line, no control characters, not endless."""
    line = " ".join("".join(one if one.isprintable() else " " for one in value[: 4 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
