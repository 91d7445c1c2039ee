import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.clearance.marks.payload import CODED_BITS, FALSE_ACCEPT, VALUE_BITS, decode, decode_many, encode
from fairtake.errors import ClearanceError


@given(st.integers(0, 2**VALUE_BITS - 1))
@settings(max_examples=25, deadline=None)
def test_what_was_written_is_read(value):
    assert decode(2.0 * encode(value) - 1) == value


def test_a_fifth_of_the_bits_may_be_wrong():
    noise = np.random.default_rng(1)
    values = [int(value) for value in noise.integers(0, 2**VALUE_BITS, 100)]
    sent = np.array([2.0 * encode(value) - 1 for value in values])
    heard = sent + noise.standard_normal(sent.shape)
    assert ((heard > 0) != (sent > 0)).mean() > 0.14
    read = decode_many(heard)
    assert sum(a == b for a, b in zip(read, values, strict=True)) >= 95
    assert all(a in (b, None) for a, b in zip(read, values, strict=True))


def test_a_long_gap_is_filled():
    sent = 2.0 * encode(123456789) - 1
    sent[60:130] = 0
    assert decode(sent) == 123456789


def test_loudness_does_not_matter():
    assert decode((2.0 * encode(77) - 1) * 1e-6) == 77


def test_noise_constants_and_their_reverse_say_nothing():
    noise = np.random.default_rng(2).standard_normal((250, CODED_BITS))
    assert FALSE_ACCEPT * len(noise) < 1e-4
    assert not any(value is not None for value in decode_many(noise))
    flat = np.ones(CODED_BITS)
    word = 2.0 * encode(5) - 1
    assert decode_many(np.array([flat, -flat, 0 * flat, -word, word[::-1], np.nan * flat])) == [None] * 6


def test_wrong_use_is_told():
    with pytest.raises(ClearanceError, match="48 bits"):
        encode(2**48)
    with pytest.raises(ClearanceError, match="216"):
        decode(np.zeros(10))
