"""What a signal is, and the purposes it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["OptOut", "Purpose"]


class Purpose(StrEnum):
    """What somebody may not want a machine to do with a file."""

    TRAINING = "training"
    GENERATIVE_TRAINING = "generative training"
    MINING = "data mining"
    INPUT = "input to a model"
    ALL = "any use by AI"


@dataclass(frozen=True, slots=True)
class OptOut:
    """One reservation: `signal` is the vocabulary ("plus:DataMining", "cawg.training-mining", "RSL", "AIPREF",
    "TDMRep"), `value` what it says as written, `purposes` what it forbids."""

    signal: str
    value: str
    purposes: frozenset[Purpose]
