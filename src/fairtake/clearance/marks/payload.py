"""What a mark says: 48 bits, so written that they can be read back out of noise.

value (48 bits) + CRC-24 → 72 bits → a tail-biting convolutional code of rate 1/3 and constraint
length 9 (generators 557, 663, 711 octal; free distance 18) → scrambled and interleaved: 216 bits.
`decode` takes soft values, of any scale, and looks for the likeliest word with the wrap-around
Viterbi algorithm (Shao, Lin, Fossorier 2003).

Whatever is fed in, some word is the likeliest; only its CRC tells a mark from noise, so noise is
taken for a mark once in 2^24 tries: `FALSE_ACCEPT`. Who tries many places of a picture or
a sound multiplies that by their number.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from fairtake.errors import ClearanceError

__all__ = ["CODED_BITS", "FALSE_ACCEPT", "VALUE_BITS", "decode", "decode_many", "encode"]

VALUE_BITS = 48
_CRC_BITS = 24
_BITS = VALUE_BITS + _CRC_BITS
_GENERATORS = (0o557, 0o663, 0o711)
_MEMORY = 8
_STATES = 1 << _MEMORY
_RATE = len(_GENERATORS)

CODED_BITS = _BITS * _RATE
"""Length of what `encode` gives and `decode` takes: 216."""

FALSE_ACCEPT = 2.0**-_CRC_BITS
"""The chance that `decode` takes one vector of noise for a value: 6.0e-8."""

_CRC_POLYNOMIAL = 0x864CFB  # RFC 4880, section 6.1
_CRC_START = 0xB704CE
_ROUNDS = 2
"""How often the decoder goes around the circle; a third time finds nothing more."""


def encode(value: int) -> npt.NDArray[np.uint8]:
    """The coded bits (CODED_BITS,) of 0 and 1. Raises ClearanceError if `value` has more than 48 bits."""
    if not 0 <= value < 1 << VALUE_BITS:
        raise ClearanceError(f"a mark holds a number of {VALUE_BITS} bits, not {value}", fix="Take a smaller number.")
    return (_code(_bits_of(value << _CRC_BITS | _crc(value), _BITS)) ^ _scrambling())[_order()]


def decode(soft: npt.NDArray[np.floating]) -> int | None:
    """The value that `soft` (CODED_BITS,) says, or None if it says none. Positive is a 1; how far
    from zero is how sure it is."""
    return decode_many(np.asarray(soft)[None])[0]


def decode_many(soft: npt.NDArray[np.floating]) -> list[int | None]:
    """The same for each row of `soft` (n, CODED_BITS)."""
    given = np.asarray(soft, np.float64)
    if given.ndim != 2 or given.shape[1] != CODED_BITS:
        raise ClearanceError(f"a mark has {CODED_BITS} coded bits, not {given.shape}", fix="Give all of them.")
    if not len(given):
        return []
    straight = np.empty_like(given)
    straight[:, _order()] = np.nan_to_num(given, posinf=0.0, neginf=0.0)
    straight *= 1 - 2.0 * _scrambling()
    words = _likeliest(straight.reshape(len(given), _BITS, _RATE))
    return [_checked(row) for row in words]


def _checked(bits: npt.NDArray[np.uint8]) -> int | None:
    number = int("".join("1" if bit else "0" for bit in bits), 2)
    value, crc = number >> _CRC_BITS, number & (1 << _CRC_BITS) - 1
    return value if _crc(value) == crc else None


def _crc(value: int) -> int:
    crc = _CRC_START
    for byte in value.to_bytes(VALUE_BITS // 8, "big"):
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1000000 | _CRC_POLYNOMIAL
    return crc & 0xFFFFFF


def _bits_of(number: int, count: int) -> npt.NDArray[np.uint8]:
    return np.array([number >> count - 1 - at & 1 for at in range(count)], np.uint8)


def _code(bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The convolution around the circle: the first bits see the last ones behind them."""
    coded = np.zeros((len(bits), _RATE), np.uint8)
    for output, generator in enumerate(_GENERATORS):
        for delay in range(_MEMORY + 1):
            if generator >> _MEMORY - delay & 1:
                coded[:, output] ^= np.roll(bits, delay)
    return coded.ravel()


@lru_cache(maxsize=1)
def _scrambling() -> npt.NDArray[np.uint8]:
    """A fixed sequence (x^9 + x^5 + 1), so that a constant is no word."""
    register, out = 0x1FF, np.zeros(CODED_BITS, np.uint8)
    for at in range(CODED_BITS):
        out[at] = register & 1
        register = register >> 1 | ((register ^ register >> 4) & 1) << 8
    return out


@lru_cache(maxsize=1)
def _order() -> npt.NDArray[np.intp]:
    """Neighbours in the code stand far apart, so that a gap in time or picture does not hit one place of it."""
    return np.arange(CODED_BITS) * 89 % CODED_BITS  # 89 shares no factor with 216


@lru_cache(maxsize=1)
def _trellis() -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """For each state its two predecessors (2, states), and the outputs ±1 on the way from each
    (2, states, rate). A state is the last eight bits, the newest on top."""
    state = np.arange(_STATES)
    newest = state >> _MEMORY - 1
    before = np.stack([(state << 1 & _STATES - 1) | oldest for oldest in (0, 1)])
    register = newest << _MEMORY | before
    outputs = np.zeros((2, _STATES, _RATE))
    for output, generator in enumerate(_GENERATORS):
        outputs[..., output] = 1 - 2.0 * (1 - np.bitwise_count(register & generator).astype(np.int64) % 2)
    return before, outputs


def _likeliest(soft: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """The likeliest words (n, bits) for soft values (n, bits, rate): go around the circle, beginning
    with what the last round ended with, and keep the best path found that closes upon itself."""
    count = len(soft)
    before, outputs = _trellis()
    gains = np.tensordot(soft, outputs, axes=(2, 2))  # (n, bits, 2, states)
    rows = np.arange(count)
    ends = np.arange(_STATES)
    metric = np.zeros((count, _STATES))
    words = np.zeros((count, _BITS), np.uint8)
    best = np.full(count, -np.inf)
    for _ in range(_ROUNDS):
        began = metric - metric.max(axis=1, keepdims=True)
        metric = began
        choices = np.empty((_BITS, count, _STATES), np.bool_)
        for step in range(_BITS):
            low = metric[:, before[0]] + gains[:, step, 0]
            high = metric[:, before[1]] + gains[:, step, 1]
            choices[step] = high > low
            metric = np.maximum(low, high)
        # All paths are followed back: the best that closes need not be the best of all.
        state = np.broadcast_to(ends, (count, _STATES))
        paths = np.empty((_BITS, count, _STATES), np.uint8)
        for step in range(_BITS - 1, -1, -1):
            paths[step] = state >> _MEMORY - 1
            oldest = np.take_along_axis(choices[step], state, axis=1)
            state = (state << 1 & _STATES - 1) | oldest
        gained = np.where(state == ends, metric - np.take_along_axis(began, state, axis=1), -np.inf)
        end = gained.argmax(axis=1)
        better = gained[rows, end] > best
        words[better] = paths[:, rows, end].T[better]
        best = np.maximum(best, gained[rows, end])
    return words
