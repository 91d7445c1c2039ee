"""Currencies and exact amounts: whole minor units inside, decimal text outside, never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from fairtake.errors import ClearanceError

__all__ = ["amount", "exact", "minor", "places"]

_WHOLE = (
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
)

_PLACES = {
    **dict.fromkeys(_WHOLE, 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""ISO 4217's currencies whose minor unit is not a hundredth."""

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,12})?", re.ASCII)


def places(currency: str) -> int:
    """How many digits after the point a currency's amounts have (ISO 4217)."""
    return _PLACES.get(currency, 2)


def exact(text: str, key: str = "") -> Fraction:
    """The number that is written, exactly. Raises ClearanceError for whatever is not plain digits and a point."""
    if not _NUMBER.fullmatch(text):
        raise ClearanceError(
            f"{text[:40]!r} is not an amount", key=key or None, fix='Write digits and a point, such as "12.50".'
        )
    return Fraction(text)


def minor(value: Fraction, currency: str) -> int:
    """`value` in whole minor units, half to even (as bankers round)."""
    units: int = round(value * 10 ** places(currency))
    return units


def amount(units: int, currency: str) -> str:
    """Minor units as decimal text with all the currency's digits: 1250 EUR is "12.50"."""
    return format(Decimal(units).scaleb(-places(currency)), "f")
