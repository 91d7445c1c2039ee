"""The table: what each signal means for training, and which one wins.

In this order, the first that applies decides:

1. What nothing overrides forbids: a grant without training, one taken back, a work registered as not for training.
2. A generic opt-out prohibits, unless a valid grant names this very file and permits training.
3. A failure (cannot be read, does not fit its credentials) leaves it unknown: nothing is allowed by a failure.
4. A grant allows on its terms.
5. A licence whose reach is disputed leaves it unknown; then terms; then leave without terms.
6. Nobody said anything: unknown. Silence is never leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fairtake.screen.signal import Decision, Signal, Verdict

__all__ = ["RULES", "Force", "Rule", "decide", "failure"]


class Force(StrEnum):
    """How strong a signal is."""

    FINAL = "final"  # nothing overrides it
    SPECIFIC = "specific"  # about this very file, between people: overrides what is generic
    GENERIC = "generic"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a word of a vocabulary means."""

    vocabulary: str
    says: str
    decision: Decision
    force: Force
    why: str


_YES, _TERMS, _NO, _OPEN = Decision.ALLOWED, Decision.ON_TERMS, Decision.PROHIBITED, Decision.UNKNOWN

RULES: tuple[Rule, ...] = (
    # vocabulary, word, decision, force, why
    Rule("grant", "training", _TERMS, Force.SPECIFIC, "a valid grant for this file permits training"),
    Rule("grant", "no training", _NO, Force.FINAL, "a grant for this file does not permit training"),
    Rule("grant", "revoked", _NO, Force.FINAL, "the grant for this file was taken back"),
    Rule("grant", "not standing", _NO, Force.FINAL, "the grant for this file does not stand"),
    Rule("registry", "registered", _NO, Force.FINAL, "it looks like a work registered as not for training"),
    Rule("registry", "terms", _TERMS, Force.GENERIC, "it looks like a work registered as on terms"),
    Rule("AIPREF", "no", _NO, Force.GENERIC, "Content-Usage reserves training"),
    Rule("AIPREF", "yes", _YES, Force.GENERIC, "Content-Usage allows training"),
    Rule("RSL", "prohibits", _NO, Force.GENERIC, "its RSL licence prohibits training"),
    Rule("RSL", "permits on terms", _TERMS, Force.GENERIC, "its RSL licence permits training on terms"),
    Rule("RSL", "permits", _YES, Force.GENERIC, "its RSL licence permits training"),
    Rule("RSL", "unread", _OPEN, Force.GENERIC, "an RSL licence is named that is not at hand"),
    Rule("robots.txt", "disallow", _NO, Force.GENERIC, "robots.txt keeps an AI crawler out"),
    Rule("robots.txt", "unread", _OPEN, Force.FAILURE, "its robots.txt cannot be read whole"),
    Rule("TDMRep", "reserved", _NO, Force.GENERIC, "text and data mining is reserved"),
    Rule("noai", "noai", _NO, Force.GENERIC, "it is marked noai"),
    Rule("plus:DataMining", "prohibited", _NO, Force.GENERIC, "its PLUS data-mining field prohibits training"),
    Rule("plus:DataMining", "allowed", _YES, Force.GENERIC, "its PLUS data-mining field allows training"),
    Rule("C2PA", "not allowed", _NO, Force.GENERIC, "its content credentials prohibit training"),
    Rule("C2PA", "tampered", _OPEN, Force.FAILURE, "its content credentials do not fit it"),
    Rule("Creative Commons", "public domain", _YES, Force.GENERIC, "it is in the public domain"),
    Rule("Creative Commons", "conditions", _TERMS, Force.GENERIC, "its Creative Commons licence has conditions"),
    Rule("Creative Commons", "no derivatives", _OPEN, Force.GENERIC, "whether a model is a derivative is disputed"),
    Rule("rights", "reserved", _NO, Force.GENERIC, "all rights are reserved"),
    Rule("likeness", "then and now", _OPEN, Force.FAILURE, "it may show one person years apart, without a grant"),
    Rule("likeness", "face", _OPEN, Force.FAILURE, "it may show a face, without a grant"),
    Rule("failure", "*", _OPEN, Force.FAILURE, "it could not be judged"),
)
_BY_WORD = {(rule.vocabulary, rule.says): rule for rule in RULES}
_ANY = {rule.vocabulary: rule for rule in RULES if rule.says == "*"}
_UNHEARD = Rule("", "", _OPEN, Force.FAILURE, "it says something that is not understood")
_LIKENESS = "likeness"


def failure(why: str, where: str) -> Signal:
    """That an item could not be judged, and why."""
    return Signal("failure", "unread", why, where)


def decide(signals: Iterable[Signal]) -> Verdict:
    """What the signals say together. Their order does not matter; what is said twice counts once."""
    heard = sorted(set(signals), key=lambda one: (one.vocabulary, one.says, one.value, one.where))
    ruled = [(_rule(one), one) for one in heard]
    granted = [one for rule, one in ruled if rule.force is Force.SPECIFIC]

    def of(decision: Decision, *forces: Force) -> list[tuple[Rule, Signal]]:
        return [(rule, one) for rule, one in ruled if rule.decision is decision and rule.force in forces]

    ladder = (
        of(_NO, Force.FINAL),
        [] if granted else of(_NO, Force.GENERIC),
        [
            (rule, one)
            for rule, one in of(_OPEN, Force.FAILURE)
            if not (granted and one.vocabulary == _LIKENESS)  # the grant is what was missing
        ],
        of(_TERMS, Force.SPECIFIC),
        of(_OPEN, Force.GENERIC),
        of(_TERMS, Force.GENERIC),
        of(_YES, Force.GENERIC),
    )
    for deciding in ladder:
        if deciding:
            rule, first = deciding[0]
            others = [one for one in heard if one not in [found for _, found in deciding]]
            said = first.value if rule.force is Force.FAILURE and first.vocabulary == "failure" else rule.why
            if rule.force is Force.SPECIFIC and any(found.decision is _NO for found, _ in ruled):
                said += ", over a generic opt-out"
            terms = tuple(one.terms for _, one in deciding if one.terms) if rule.decision is _TERMS else ()
            return Verdict(rule.decision, said, (*(one for _, one in deciding), *others), terms)
    return Verdict(_OPEN, "nobody said that it may be used: silence is not leave", tuple(heard))


def _rule(signal: Signal) -> Rule:
    return _BY_WORD.get((signal.vocabulary, signal.says)) or _ANY.get(signal.vocabulary, _UNHEARD)
