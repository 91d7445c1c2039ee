import io

import numpy as np
import pytest
import scipy.ndimage
from PIL import Image

from fairtake.clearance.marks.picture import PictureMark
from fairtake.clearance.marks.seeking import Reach, find, find_any, stacked

KEY, OTHER = b"k" * 32, b"l" * 32
VALUE = 0xC0FFEE123456
SIZE = (640, 360)


def drawn(seed, size=SIZE):
    """A made-up drawing: flat colours with ink lines, and some texture."""
    width, height = size
    rng = np.random.default_rng(seed)
    rough = scipy.ndimage.zoom(rng.random((7, 11)), (height / 7, width / 11), order=3)[:height, :width]
    flat = np.digitize(rough, np.linspace(0.2, 0.8, 5))
    colours = rng.integers(40, 220, (6, 3))
    picture = colours[flat].astype(np.float32)
    picture[np.abs(np.gradient(flat.astype(float))[1]) > 0] = 30
    grain = scipy.ndimage.gaussian_filter(rng.standard_normal((height, width)), 1.2) * 6
    picture += (grain * (rough > 0.5))[..., None]
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def frames():
    return [drawn(seed) for seed in range(3)]


@pytest.fixture(scope="module")
def marked(frames):
    mark = PictureMark(KEY, VALUE, SIZE)
    return [mark.embed(frame) for frame in frames]


def squeezed(picture, quality):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "jpeg", quality=quality)
    return np.asarray(Image.open(file))


def resized(picture, width, height):
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.BICUBIC))


def test_the_mark_is_not_seen(frames, marked):
    for before, after in zip(frames, marked, strict=True):
        error = before.astype(float) - after
        assert 10 * np.log10(255**2 / np.mean(error**2)) > 40
        assert np.abs(error).max() <= 11


def test_flat_colour_moves_by_two_levels_at_most():
    flat = np.full((540, 960, 3), (180, 140, 90), np.uint8)
    moved = PictureMark(KEY, VALUE, (960, 540)).embed(flat).astype(int) - flat
    assert 0 < np.abs(moved).max() <= 3
    assert (np.abs(moved) <= 2).mean() > 0.99


@pytest.mark.parametrize(
    "attack",
    [
        lambda picture: picture,
        lambda picture: squeezed(picture, 50),
        lambda picture: resized(picture, 320, 180),
        lambda picture: resized(picture, 1000, 562),
        lambda picture: picture[20:344, 40:616],
        lambda picture: squeezed(picture[10:334, 11:587], 60),
        lambda picture: picture[:, ::-1],
        lambda picture: np.pad(picture, ((60, 60), (0, 0), (0, 0))),
        lambda picture: np.clip(picture * 0.85 + 12, 0, 255).astype(np.uint8),
        lambda picture: picture.mean(axis=2).astype(np.uint8),
    ],
    ids=["nothing", "jpeg", "half", "larger", "crop", "crop and jpeg", "flip", "letterbox", "dim", "grey"],
)
def test_one_frame_is_enough(marked, attack):
    found = find([attack(marked[0])], KEY, Reach.CROPPED)
    assert found is not None
    assert found.value == VALUE


def test_what_was_done_to_it_is_told(marked):
    found = find([marked[1][20:344, 40:616, :][:, ::-1]], KEY, Reach.CROPPED)
    assert found is not None
    assert found.placement.mirrored
    assert found.placement.scale == pytest.approx(0.9, abs=0.006)


def test_a_small_turn_is_found(marked):
    turned = np.asarray(Image.fromarray(marked[2]).rotate(1.4, Image.Resampling.BICUBIC))[20:340, 30:610]
    found = find([turned], KEY)
    assert found is not None
    assert found.value == VALUE
    assert abs(np.degrees(found.placement.turn)) == pytest.approx(1.4, abs=0.3)


def test_frames_add_up(frames, marked):
    poor = [squeezed(resized(picture, 400, 225), 50) for picture in marked]
    found = find(poor, KEY, Reach.CROPPED)
    assert found is not None
    assert found.value == VALUE


def test_without_the_key_there_is_nothing(frames, marked):
    assert find(marked, OTHER, Reach.CROPPED) is None
    assert find(frames, KEY, Reach.CROPPED) is None
    found = find_any(stacked(marked), (OTHER, KEY), Reach.CROPPED)
    assert found is not None
    assert (found.value, found.key) == (VALUE, 1)
    assert find([], KEY) is None


def test_a_still_frame_is_marked_once(frames):
    mark = PictureMark(KEY, VALUE, SIZE)
    still = frames[0].copy()
    still.flags.writeable = False
    first = mark.embed(still)
    assert mark.embed(still) is first
    assert not first.flags.writeable
    assert mark.embed(frames[0]) is not first
    assert np.array_equal(mark.embed(frames[0]), first)


def test_odd_sizes_are_covered_to_the_last_pixel():
    for size in ((361, 203), (90, 161), (40, 30)):
        flat = np.full((size[1], size[0], 3), 128, np.uint8)
        moved = PictureMark(KEY, VALUE, size).embed(flat) != flat
        assert moved[-3:].any()
        assert moved[:, -3:].any()
