"""What is said of an item, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Decision", "Signal", "Terms", "Verdict"]


class Decision(StrEnum):
    """What a trainer may do with an item."""

    ALLOWED = "allowed"
    ON_TERMS = "on terms"
    PROHIBITED = "prohibited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is owed for an item: to whom (`owner`, "" where nobody is named), by which `licence`, at what `rate` (exact
    decimal in text, "" where it has to be asked) in `currency` for each `unit`, and under which conditions."""

    owner: str
    licence: str
    rate: str = ""
    currency: str = ""
    unit: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing somebody said: in which `vocabulary`, what (`says`, a word of the table in rules.py), as written
    (`value`), found `where`."""

    vocabulary: str
    says: str
    value: str
    where: str
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision, why in one sentence, and every signal it was weighed from, the deciding ones first."""

    decision: Decision
    reason: str
    signals: tuple[Signal, ...] = ()
    terms: tuple[Terms, ...] = field(default=())
