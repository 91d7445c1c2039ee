"""The picture of a cut: its bars are where the data says."""

from __future__ import annotations

import numpy as np
import pytest

from fairtake.boards import draw_figures
from fairtake.boards.palette import ACCENT, SOFT

SIZES = ("ELS", "VLS", "LS", "MLS", "MS", "MCU", "CU", "BCU", "ECU")
RHYTHM, LENGTHS, SHOT_SIZES = (176, 390, 64, 1536), (462, 688, 64, 760), (462, 688, 840, 1536)
SHARES, ERRORS = (780, 960, 314, 696), (780, 960, 1090, 1472)
"""Rows and columns of the five parts (for the last two, of their bars)."""


def drawn(shots=((4.0, "MS"), (4.0, "CU")), shares=None, errors=None, average=None, title="A Word"):
    picture = draw_figures(title, shots, shares or {}, errors or {}, average)
    assert picture.size == (1600, 1000)
    assert picture.mode == "RGB"
    return np.asarray(picture).astype(int)


def part(pixels, box):
    return pixels[box[0] : box[1], box[2] : box[3]]


def near(pixels, ink, off=6):
    return (np.abs(pixels - ink) < off).all(-1)


def widths(pixels, box):
    """The width of the accent bar in each row of a list of bars, as a share of the whole."""
    rows = near(part(pixels, box), ACCENT).sum(1)
    return rows / (box[3] - box[2])


def test_a_share_is_a_bar_as_long_as_it_says():
    shares = {"face": 0.8, "out of frame": 0.25, "reaction": 0.0, "near": 1.0}
    found = widths(drawn(shares=shares), SHARES)
    for place, share in enumerate(shares.values()):
        assert found[round((place + 0.5) * 30)] == pytest.approx(share, abs=0.01)


def test_errors_are_told_against_the_worst_and_the_worst_first():
    found = widths(drawn(errors={"prop": 2.0, "jump cut": 8.0, "eyeline match": 4.0, "180° line": 0.0}), ERRORS)
    assert [round(float(found[round((place + 0.5) * 30)]), 2) for place in range(4)] == pytest.approx(
        [1.0, 0.5, 0.25, 0.0], abs=0.02
    )


def test_no_errors_are_no_bars():
    assert not near(part(drawn(errors={"prop": 0.0}), ERRORS), ACCENT).any()


def test_at_most_eight_rules_have_room():
    pixels = drawn(errors={f"rule {n}": 10.0 - n for n in range(12)})
    bars = widths(pixels, ERRORS) > 0.05
    assert np.count_nonzero(np.diff(bars.astype(int)) == 1) + bars[0] == 8


def tone_columns(pixels, box):
    """How many coloured pixels stand in each column above the axis."""
    inside = part(pixels, box)
    warm = (inside[..., 0] - inside[..., 2] > 40) & ~near(inside, ACCENT, 20)
    return warm.sum(0)


def test_a_shot_is_as_wide_as_it_is_long_and_as_high_as_it_is_close():
    columns = tone_columns(drawn(((6.0, "ELS"), (2.0, "ECU"))), RHYTHM)
    edge = round(0.75 * (RHYTHM[3] - RHYTHM[2]))
    before, after = columns[20 : edge - 20], columns[edge + 20 : -20]
    assert before.min() == pytest.approx((390 - 176) / 9, abs=4)
    assert after.min() > 8 * before.max()


def test_cuts_are_seen_where_they_are():
    """Between two shots of one size there is a hair of paper."""
    columns = tone_columns(drawn(((5.0, "ECU"), (15.0, "ECU"))), RHYTHM)
    gaps = np.flatnonzero(columns[:-4] < columns.max() - 100)
    assert gaps.mean() == pytest.approx(0.25 * (RHYTHM[3] - RHYTHM[2]), abs=3)


@pytest.mark.parametrize("size", SIZES)
def test_sizes_are_counted_in_their_own_column(size):
    columns = tone_columns(drawn(((3.0, size),) * 4), SHOT_SIZES)
    wide = (SHOT_SIZES[3] - SHOT_SIZES[2]) / 9
    assert int(np.flatnonzero(columns > 50).mean() // wide) == SIZES.index(size)
    assert columns.max() > 150


def test_the_commoner_size_is_the_higher():
    columns = tone_columns(drawn(((3.0, "LS"),) * 4 + ((3.0, "CU"),) * 2), SHOT_SIZES)
    wide = (SHOT_SIZES[3] - SHOT_SIZES[2]) / 9
    tall = [columns[round((SIZES.index(size) + 0.5) * wide)] for size in ("LS", "CU")]
    assert tall[1] == pytest.approx(tall[0] / 2, rel=0.05)


@pytest.mark.parametrize("seconds", [0.6, 1.1, 4.2, 14.0, 30.0, 90.0])
def test_lengths_stand_on_a_logarithmic_axis(seconds):
    bars = near(part(drawn(((seconds, "MS"),) * 6), LENGTHS), SOFT).sum(0) > 100
    assert bars.any(), "no bar of the histogram"
    middle = np.flatnonzero(bars).mean() / (LENGTHS[3] - LENGTHS[2])
    assert middle == pytest.approx(min(np.log2(seconds / 0.5) / 6, 1), abs=1 / 18)


def test_the_reference_goes_with_the_mean():
    """The lognormal line of a slow film lies to the right of that of a quick one."""

    def middle(seconds):
        line = near(part(drawn(((seconds, "MS"),) * 9), LENGTHS), ACCENT, 40)
        rows, columns = np.nonzero(line[40:])
        return columns[rows.argmin()]

    assert middle(12.0) > middle(3.0) + 100


def test_the_wanted_length_is_told():
    assert (drawn(average=4.5) != drawn()).any()
    assert (drawn(average=4.5) != drawn(average=9.0)).any()


def test_an_empty_cut_is_a_sheet_too():
    drawn(())
    drawn((), {"face": 1.0}, {"prop": 0.0}, 4.5, title="")


def test_odd_cuts_are_drawn():
    drawn(((0.04, "MS"), (4000.0, "no such size"), (1e-6, "")), {"more than all": 1.4}, {"prop": 4000.0})


def test_the_same_cut_gives_the_same_picture():
    assert (drawn() == drawn()).all()
