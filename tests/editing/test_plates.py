import hashlib
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from fairtake.editing import plate_frames, read_plate
from fairtake.errors import RenderError
from fairtake.model import clearance
from fairtake.model.clearance import Basis, Cleared, LentFile, Reference, ReferenceKind
from fairtake.model.grant import Modality


def cleared(path: Path) -> Cleared:
    data = path.read_bytes()
    sha = hashlib.sha256(data).hexdigest()
    reference = Reference(ReferenceKind.PLATE, "human.shots", path.name, (Modality.WORK,), shot="1A-1")
    return Cleared(clearance._SEAL, reference, path, Basis.OWN_WORK, (), sha, (LentFile(path.name, sha, len(data)),))


def still(path: Path, size: tuple[int, int], colour: tuple[int, ...] = (200, 40, 40)) -> Cleared:
    Image.new("RGB" if len(colour) == 3 else "RGBA", size, colour).save(path)
    return cleared(path)


def moving(path: Path, size: tuple[int, int], fps: int, frames: int) -> Cleared:
    """Every frame is grey, and lighter than the one before."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=fps, options={"crf": "5"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            grey = np.full((size[1], size[0], 3), round(250 * number / frames), np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        out.mux(stream.encode(None))
    return cleared(path)


def greys(plate: Cleared, size: tuple[int, int], fps: int, frames: int) -> list[int]:
    return [int(frame[size[1] // 2, size[0] // 2, 0]) for frame in plate_frames(plate, size, fps, frames)]


def test_a_still_is_held(tmp_path: Path) -> None:
    plate = still(tmp_path / "1A-1.png", (320, 180))
    assert read_plate(plate).still
    frames = [frame.copy() for frame in plate_frames(plate, (160, 90), 24, 5)]
    assert len(frames) == 5
    assert all((frame == (200, 40, 40)).all() for frame in frames)


def test_another_shape_gets_bars_and_nearly_the_same_is_cropped(tmp_path: Path) -> None:
    tall = next(plate_frames(still(tmp_path / "a.png", (90, 160)), (160, 90), 24, 1))
    assert not tall[:, :50].any()
    assert not tall[:, -50:].any()
    assert tall[:, 70:90].all(axis=(0, 1))[0]
    near = next(plate_frames(still(tmp_path / "b.png", (162, 90)), (160, 90), 24, 1))
    assert (near == (200, 40, 40)).all()


def test_what_shines_through_stands_on_paper(tmp_path: Path) -> None:
    frame = next(plate_frames(still(tmp_path / "a.png", (160, 90), (0, 0, 0, 0)), (160, 90), 24, 1))
    assert (frame == 255).all()


@pytest.mark.parametrize("fps", [12, 24, 25, 30, 50])
def test_moments_stay_whatever_the_rate(tmp_path: Path, fps: int) -> None:
    plate = moving(tmp_path / "1A-1.mp4", (64, 48), fps, fps)
    assert abs(read_plate(plate).seconds - 1) < 0.02
    shown = np.array(greys(plate, (64, 48), 24, 24))
    expected = 250 * np.arange(24) / 24
    assert (np.diff(shown) >= 0).all()
    assert np.abs(shown - expected).max() < 250 / min(fps, 24) + 4


def test_what_is_too_short_holds_and_what_is_too_long_ends(tmp_path: Path) -> None:
    plate = moving(tmp_path / "1A-1.mp4", (64, 48), 24, 12)
    shown = greys(plate, (64, 48), 24, 20)
    assert len(set(shown[12:])) == 1
    assert len(greys(plate, (64, 48), 24, 6)) == 6


@pytest.mark.parametrize("name", ["a.png", "a.mp4"])
@pytest.mark.parametrize("content", [b"", b"not a picture at all", b"\x89PNG\r\n\x1a\n" + b"\0" * 90])
def test_what_is_no_picture_says_so(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RenderError, match="plate"):
        read_plate(cleared(tmp_path / name))


def test_half_a_film_is_damaged_or_short_but_never_a_crash(tmp_path: Path) -> None:
    moving(tmp_path / "whole.mp4", (64, 48), 24, 24)
    data = (tmp_path / "whole.mp4").read_bytes()
    for part in (len(data) // 3, len(data) * 9 // 10):
        (tmp_path / "half.mp4").write_bytes(data[:part])
        with pytest.raises(RenderError, match=r"half\.mp4"):
            list(plate_frames(cleared(tmp_path / "half.mp4"), (64, 48), 24, 24))


def test_a_picture_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 20), (0, 0, 0))
    image.paste((255, 255, 255), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the left is up
    image.save(tmp_path / "a.jpg", exif=exif, quality=95)
    assert read_plate(cleared(tmp_path / "a.jpg")).size == (20, 40)
    frame = next(plate_frames(cleared(tmp_path / "a.jpg"), (20, 40), 24, 1))
    assert frame[5].mean() > 240
    assert frame[-5].mean() < 15
