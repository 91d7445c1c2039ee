import dataclasses
import os
import stat

import numpy as np
import pytest
from PIL import Image
from test_picture import KEY, OTHER, VALUE, drawn

from fairtake.clearance.home import home
from fairtake.clearance.marks import (
    Fingerprint,
    PictureMark,
    find_film,
    fingerprint_film,
    known_keys,
    mark_key,
    marking_of,
    match,
)
from fairtake.editing import write_segment
from fairtake.errors import ClearanceError

SIZE = (480, 270)


@dataclasses.dataclass
class Near:
    query: int
    distance: int
    film: str
    at: float


class Known:
    """A registry of one film."""

    def __init__(self, fingerprints):
        self.fingerprints = fingerprints

    def find_fingerprints(self, codes, *, kind="pdq", within=31, least_quality=0):
        sought = [Fingerprint(0.0, code, 100) for code in codes]
        for number, one in enumerate(sought):
            for found in match([one], self.fingerprints, within):
                yield Near(number, found.distance, "two-rooms", found.known_time)


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Twenty seconds, of which the third quarter is marked; the picture changes every second."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    mark = PictureMark(KEY, VALUE, SIZE)
    pictures = [drawn(10 + second, SIZE) for second in range(20)]
    pictures[10:15] = [mark.embed(picture) for picture in pictures[10:15]]
    write_segment((picture for picture in pictures for _ in range(6)), path, SIZE, 6, 17)
    return path


def test_where_the_mark_is(film):
    found = find_film(film, [OTHER, KEY], thorough=False)
    (mark,) = found.marks
    assert (mark.value, mark.key, mark.mirrored) == (VALUE, 1, False)
    assert mark.spans[0][0] == pytest.approx(10, abs=2.5)
    assert mark.spans[-1][1] == pytest.approx(15, abs=2.5)
    assert sum(end - start for start, end in mark.spans) < 10
    assert not found.films


def test_a_film_is_known_by_its_looks(film, tmp_path):
    known = Known(fingerprint_film(film))
    picture = Image.fromarray(drawn(13, SIZE)).resize((700, 394))
    picture.save(tmp_path / "same.jpg", quality=50)
    (same,) = find_film(tmp_path / "same.jpg", [], known).films
    assert (same.film, same.share, same.mirrored) == ("two-rooms", 1.0, False)
    picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "flipped.png")
    (flipped,) = find_film(tmp_path / "flipped.png", [], known).films
    assert flipped.mirrored
    Image.fromarray(drawn(99, SIZE)).save(tmp_path / "other.png")
    assert find_film(tmp_path / "other.png", [], known).films == ()
    Image.new("RGB", SIZE, (90, 80, 70)).save(tmp_path / "flat.png")
    assert find_film(tmp_path / "flat.png", [], known).films == ()


def test_a_screenshot_tells_too(film, tmp_path):
    picture = PictureMark(KEY, VALUE, (960, 540)).embed(drawn(3, (960, 540)))
    Image.fromarray(picture).resize((720, 405), Image.Resampling.BICUBIC).save(tmp_path / "shot.png")
    (mark,) = find_film(tmp_path / "shot.png", [KEY]).marks
    assert mark.value == VALUE


@pytest.mark.parametrize("name", ["film.mp4", "picture.png", "words.txt"])
def test_what_is_no_picture_is_told(tmp_path, name):
    (tmp_path / name).write_bytes(b"this is neither a film nor a picture")
    with pytest.raises(ClearanceError, match=name.replace(".", r"\.")):
        find_film(tmp_path / name, [KEY])


def test_the_key_is_made_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    assert known_keys() == []
    key = mark_key()
    assert len(key) == 32
    assert mark_key() == key
    assert stat.S_IMODE((home() / "mark.key").stat().st_mode) == 0o600
    assert os.listdir(home()) == ["mark.key"]  # noqa: PTH208
    (home() / "mark-keys").mkdir()
    (home() / "mark-keys" / "theirs.key").write_text("ab" * 32)
    assert known_keys() == [key, b"\xab" * 32]
    (home() / "mark.key").write_text("short")
    with pytest.raises(ClearanceError, match="64 hexadecimal digits"):
        mark_key()


def test_a_project_keeps_its_number_and_others_have_their_own(monkeypatch, tmp_path):
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    marking = marking_of("ten-years", "did:key:z6Mk1")
    assert marking == marking_of("ten-years", "did:key:z6Mk1")
    assert 0 <= marking.value < 2**48
    others = [marking_of("ten-years", "did:key:z6Mk2"), marking_of("ten-year", "sdid:key:z6Mk1")]
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "elsewhere"))
    others.append(marking_of("ten-years", "did:key:z6Mk1"))
    assert len({marking.value, *(other.value for other in others)}) == 4
    assert marking.key.hex() not in repr(marking)
    assert len({marking.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_fingerprints_hold_still_through_encoding_but_not_for_others(film):
    found = fingerprint_film(film)
    assert 5 <= len(found) <= 21
    assert all(len(one.code) == 32 and one.quality >= 50 for one in found)
    again = match(found, found)
    assert [one.distance for one in again] == [0] * len(found)
    noise = np.random.default_rng(0).bytes(32)
    assert match([Fingerprint(0.0, noise, 100, noise)], found) == []
