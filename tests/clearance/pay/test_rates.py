"""Amounts: exact, shared to the last cent, never less for more use."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.clearance.pay.currency import amount, exact, minor, places
from fairtake.clearance.pay.rates import due, formula, shared, split
from fairtake.errors import ClearanceError
from fairtake.model.grant import Compensation, Share

CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "CLF"])
RATES = st.decimals(0, 10_000, places=4).map(lambda one: format(one, "f"))
FRAMES = st.integers(0, 10**6)


@st.composite
def terms(draw) -> Compensation:
    low, high = sorted(draw(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))))
    return Compensation(
        "second", draw(RATES), draw(CURRENCIES),
        draw(st.sampled_from(["", str(low)])), draw(st.sampled_from(["", str(high)])),
    )  # fmt: skip


@st.composite
def percents(draw) -> list[str]:
    cuts = sorted(draw(st.sets(st.integers(1, 9_999), max_size=7)))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    return [f"{part // 100}.{part % 100:02}" for part in parts]


@given(terms(), FRAMES, FRAMES, st.sampled_from([24, 25, 30]))
def test_more_use_never_costs_less_and_minimum_and_cap_hold(term, one, more, fps):
    less, least = due(term, Fraction(min(one, more), fps)), due(term, Fraction(max(one, more), fps))
    assert less <= least
    units = 10 ** places(term.currency)
    if term.minimum:
        assert less >= int(term.minimum) * units
    if term.cap:
        assert least <= int(term.cap) * units
    if not term.minimum and not term.cap:  # within half a unit of the exact product
        assert abs(Fraction(term.rate) * Fraction(one, fps) * units - due(term, Fraction(one, fps))) <= Fraction(1, 2)


@given(st.integers(0, 10**12), percents())
def test_shares_add_up_to_the_cent_and_are_near_what_they_should_be(units, shares):
    parts = split(units, shares)
    assert sum(parts) == units
    assert all(isinstance(part, int) and part >= 0 for part in parts)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - units * Fraction(share) / 100) < len(shares)


@given(st.integers(0, 10**9), CURRENCIES)
def test_amounts_are_text_with_all_digits_and_read_back_exactly(units, currency):
    text = amount(units, currency)
    assert minor(exact(text), currency) == units
    assert len(text.partition(".")[2]) == places(currency)


@given(st.decimals(0, 10**6, places=6), st.sampled_from([("EUR", "0.01"), ("JPY", "1"), ("BHD", "0.001")]))
def test_rounding_is_half_to_even_as_decimal_has_it(value, currency):
    code, step = currency
    wanted = value.quantize(Decimal(step), ROUND_HALF_EVEN)
    assert Decimal(amount(minor(exact(format(value, "f")), code), code)) == wanted


def test_what_is_left_over_goes_to_the_largest_share():
    assert split(100, ["33.33", "33.34", "33.33"]) == [33, 34, 33]
    assert split(1, ["50", "50"]) == [1, 0]
    term = Compensation("flat", "10.00", "EUR", shares=(Share("Agent", "10"), Share("Anna Berg", "90")))
    assert [(one.payee, one.units) for one in shared(999, term, "Anna Berg")] == [("Agent", 99), ("Anna Berg", 900)]
    assert [one.payee for one in shared(5, Compensation("flat", "1", "EUR"), "Anna Berg")] == ["Anna Berg"]


@pytest.mark.parametrize("text", ["1e3", "-1", "NaN", "", " 1", "1,5", "٣", "0x10", "1.", ".5", "inf", "1_000"])
def test_what_is_not_plain_digits_is_no_amount(text):
    with pytest.raises(ClearanceError):
        exact(text)


@pytest.mark.parametrize("shares", [["50", "49.99"], ["100", "0.01"], []])
def test_shares_that_are_not_a_hundred_are_refused(shares):
    with pytest.raises(ClearanceError, match="add up"):
        split(100, shares)


def test_a_minimum_above_the_cap_is_refused():
    with pytest.raises(ClearanceError, match="above the cap"):
        due(Compensation("word", "1", "EUR", "10", "5"), Fraction(1))


def test_a_residual_is_told_as_a_formula():
    term = Compensation("view", "0.0005", "EUR", "5", "100")
    assert formula(term) == "0.0005 EUR x views, at least 5.00 EUR, at most 100.00 EUR"
