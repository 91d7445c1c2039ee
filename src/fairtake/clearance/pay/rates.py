"""What one term of a grant comes to, and how it is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairtake.clearance.pay.currency import amount, exact, minor
from fairtake.errors import ClearanceError
from fairtake.model.grant import Compensation

__all__ = ["COUNTED", "STATED", "Part", "due", "formula", "payees", "shared", "split"]

COUNTED = ("second", "word", "shot", "flat")
"""Units that are counted in the film."""

STATED = {"day": "days", "view": "views", "licence": "licences"}
"""Units that no film holds, with what the production has to state."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one payee gets, in whole minor units."""

    payee: str
    units: int


def due(term: Compensation, quantity: Fraction) -> int:
    """What a `quantity` of a term's unit costs, in minor units of its currency: quantity x rate, rounded half to
    even, then at least the minimum and at most the cap. Raises ClearanceError for terms that contradict themselves."""
    if quantity < 0:
        raise ClearanceError("less than nothing was used", key=term.unit)
    units = minor(exact(term.rate, "rate") * quantity, term.currency)
    least = minor(exact(term.minimum, "minimum"), term.currency) if term.minimum else 0
    most = minor(exact(term.cap, "cap"), term.currency) if term.cap else None
    if most is not None and least > most:
        raise ClearanceError("the minimum is above the cap", key="minimum", fix="Lower one or raise the other.")
    units = max(units, least)
    return units if most is None else min(units, most)


def payees(term: Compensation, subject: str) -> tuple[tuple[str, str], ...]:
    """Who is paid and how many per cent: the shares, the payee, or the subject."""
    if term.shares:
        return tuple((share.payee, share.percent) for share in term.shares)
    return ((term.payee or subject, "100"),)


def shared(units: int, term: Compensation, subject: str) -> tuple[Part, ...]:
    """An amount among a term's payees."""
    who = payees(term, subject)
    parts = split(units, [percent for _, percent in who])
    return tuple(Part(payee, part) for (payee, _), part in zip(who, parts, strict=True))


def split(units: int, percents: Sequence[str]) -> list[int]:
    """An amount by `percents`, in whole minor units that add up to it: each share is rounded down, and what is
    left over goes to the largest (of equal ones the first). Raises ClearanceError when they are not 100 in all."""
    shares = [exact(percent, "percent") for percent in percents]
    if sum(shares) != 100:
        raise ClearanceError(f"the shares add up to {sum(shares)}, not to 100", key="shares")
    parts = [int(units * share / 100) for share in shares]
    parts[shares.index(max(shares))] += units - sum(parts)
    return parts


def formula(term: Compensation) -> str:
    """A term whose quantity is still to be stated, in words."""
    told = f"{term.rate} {term.currency} x {STATED[term.unit]}"
    if term.minimum:
        told += f", at least {amount(minor(exact(term.minimum), term.currency), term.currency)} {term.currency}"
    if term.cap:
        told += f", at most {amount(minor(exact(term.cap), term.currency), term.currency)} {term.currency}"
    return told
