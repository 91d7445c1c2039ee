"""Compiled inner loops of the fingerprint index."""

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

__all__ = ["count", "scan", "scatter", "search"]

u8 = np.uint64
_GROUPS = 16


def _kernel(function):
    """Compile a function on its first call; cached on disk where a folder can be written."""
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no writable cache folder: compile anew in each process
        return njit(nogil=True, error_model="numpy")(function)


@intrinsic
def _ones(typing, word):
    """How many bits of a uint64 are set: one instruction."""

    def generate(context, builder, signature, arguments):
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@_kernel
def count(groups, counts):
    """Add to `counts` (16, 65536) how often each value stands in each of the 16 groups of codes (m, 16) uint16."""
    for row in range(len(groups)):
        for group in range(_GROUPS):
            counts[group, groups[row, group]] += 1


@_kernel
def scatter(groups, first, group, cursors, begin, out):
    """Of codes (m, 16) uint16 that stand from place `first` on: write their places into `out`, which is the window
    from `begin` on of the order by that group. `cursors` (65536,) says where the next of each value belongs."""
    end = begin + len(out)
    for row in range(len(groups)):
        value = groups[row, group]
        place = cursors[value]
        cursors[value] = place + 1
        if begin <= place < end:
            out[place - begin] = first + row


@_kernel
def scan(codes, sought, within, out_query, out_place, out_bits, found, query):
    """Compare one code (4,) uint64 with all of `codes` (n, 4). How many were found until now, beyond the
    room in the out arrays too."""
    a, b, c, d = sought[0], sought[1], sought[2], sought[3]
    for place in range(len(codes)):
        bits = _ones(codes[place, 0] ^ a) + _ones(codes[place, 1] ^ b)
        bits += _ones(codes[place, 2] ^ c) + _ones(codes[place, 3] ^ d)
        if bits <= u8(within):
            if found < len(out_place):
                out_query[found] = query
                out_place[found] = place
                out_bits[found] = bits
            found += 1
    return found


@_kernel
def search(codes, orders, starts, sought, within, most, out_query, out_place, out_bits):
    """Look for codes (q, 4) uint64 in `codes` (n, 4) by way of `orders` (16, n) uint32 and `starts` (16, 65537) uint32.

    A code at most 31 bits away agrees in some group but for one bit; it is reported from the first such group only,
    so each once. Where more than `most` candidates stand there, all are compared in order, which is quicker.
    How many were found, more than the out arrays have room for perhaps; -1 when the tables point outside."""
    n = len(codes)
    found = 0
    for query in range(len(sought)):
        a, b, c, d = sought[query, 0], sought[query, 1], sought[query, 2], sought[query, 3]
        total = 0
        for group in range(_GROUPS):
            value = np.int64((sought[query, group >> 2] >> u8(16 * (group & 3))) & u8(0xFFFF))
            total += np.int64(starts[group, value + 1]) - np.int64(starts[group, value])
            for bit in range(16):
                flipped = value ^ (1 << bit)
                total += np.int64(starts[group, flipped + 1]) - np.int64(starts[group, flipped])
        if total > most:
            found = scan(codes, sought[query], within, out_query, out_place, out_bits, found, query)
            continue
        for group in range(_GROUPS):
            value = np.int64((sought[query, group >> 2] >> u8(16 * (group & 3))) & u8(0xFFFF))
            for bit in range(-1, 16):
                flipped = value if bit < 0 else value ^ (1 << bit)
                for at in range(np.int64(starts[group, flipped]), np.int64(starts[group, flipped + 1])):
                    place = np.int64(orders[group, at])
                    if place >= n:
                        return -1
                    w, x, y, z = codes[place, 0] ^ a, codes[place, 1] ^ b, codes[place, 2] ^ c, codes[place, 3] ^ d
                    bits = _ones(w) + _ones(x) + _ones(y) + _ones(z)
                    if bits > u8(within):
                        continue
                    known = False
                    for earlier in range(group):
                        word = w if earlier < 4 else (x if earlier < 8 else (y if earlier < 12 else z))
                        if _ones((word >> u8(16 * (earlier & 3))) & u8(0xFFFF)) <= u8(1):
                            known = True
                            break
                    if known:
                        continue
                    if found < len(out_place):
                        out_query[found] = query
                        out_place[found] = place
                        out_bits[found] = bits
                    found += 1
    return found
