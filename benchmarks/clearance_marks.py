"""The picture's watermark under attack: how often it is found again, how little is seen, what it costs, and whether it
is ever found where there is none; other watermarks beside it in the same run.

    python benchmarks/clearance_marks.py [--film out/x/film.mp4 ...] [--size 960x540] [--clips 12] [--skip 0] [--only WORD]
        [--unmarked 500] [--rival-python /elsewhere/venv/bin/python]

Clips of 3 seconds come from the films named (best several, unmarked), and a third of them is made up: clouds,
grass, a drawing that pans, a gradient. Without --film a short film is made first.
"""

from __future__ import annotations

import argparse
import io
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import scipy.ndimage
from common import fairtake, script
from PIL import Image

from fairtake.clearance.marks import PictureMark, Reach, payload
from fairtake.clearance.marks.seeking import TRIES, find_any, stacked
from fairtake.editing import write_segment

FPS = 24
LENGTH = 72
KEY, OTHER = b"benchmark key of thirty-two byte", b"another key of thirty-two bytes."
VALUE = 0xFA1271A4E001
RIVAL_FRAMES = 4

Frames = list[np.ndarray]


# -- clips ---------------------------------------------------------------------------------------


def of_film(path: Path, start: float, size: tuple[int, int], length: int = LENGTH, every: int = 1) -> Frames:
    """Frames of a film from `start` seconds on."""
    frames: Frames = []
    with av.open(str(path)) as source:
        source.seek(int(start * av.time_base))
        for frame in source.decode(video=0):
            if frame.time < start:
                continue
            if round(frame.time * FPS) % every == 0:
                small = frame.reformat(
                    width=size[0], height=size[1], format="rgb24", src_colorspace="ITU709", interpolation="AREA"
                )
                frames.append(small.to_ndarray())
            if len(frames) == length:
                break
    return frames


def duration(path: Path) -> float:
    with av.open(str(path)) as source:
        return float(source.duration / av.time_base)


def clouds(size: tuple[int, int], seed: int, slope: float, contrast: float) -> np.ndarray:
    """A picture whose spectrum falls as 1/f^slope."""
    width, height = size
    rng = np.random.default_rng(seed)
    fy, fx = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None]
    radius = np.maximum(np.hypot(fy, fx), 1 / max(size))
    drawn = np.stack(
        [
            np.fft.irfft2(np.fft.rfft2(rng.standard_normal((height, width))) / radius**slope, (height, width))
            for _ in range(2)
        ]
    )
    drawn /= drawn.std(axis=(1, 2), keepdims=True)
    colour = np.stack([drawn[0], drawn[0] * 0.9 + drawn[1] * 0.3, drawn[0] * 0.7 - drawn[1] * 0.4], axis=2)
    return np.clip(128 + contrast * colour, 0, 255).astype(np.uint8)


def drawing(size: tuple[int, int], seed: int) -> np.ndarray:
    """Flat colours with ink between them."""
    width, height = size
    rng = np.random.default_rng(seed)
    rough = scipy.ndimage.zoom(rng.random((9, 14)), (height / 9, width / 14), order=3)[:height, :width]
    flat = np.digitize(rough, np.linspace(0.15, 0.85, 7))
    picture = rng.integers(40, 230, (8, 3))[flat]
    edge = np.hypot(*np.gradient(flat.astype(float))) > 0
    picture[edge] = 25
    return picture.astype(np.uint8)


def made_up(kind: int, size: tuple[int, int], length: int = LENGTH, seed: int = 0) -> Frames:
    """A clip of no film: 0 clouds that drift, 1 grass that stands, 2 a drawing that pans, 3 a gradient that pulses."""
    width, height = size
    wide = (width + 2 * length, height)
    if kind == 0:
        picture = clouds(wide, seed + 1, 1.4, 45)
        return [np.ascontiguousarray(picture[:, at : at + width]) for at in range(length)]
    if kind == 1:
        return [clouds(size, seed + 2, 0.7, 40)] * length
    if kind == 2:
        picture = drawing(wide, seed + 3)
        return [np.ascontiguousarray(picture[:, 2 * at : 2 * at + width]) for at in range(length)]
    ramp = np.linspace(60, 190, width)[None, :, None] + np.linspace(-20, 20, height)[:, None, None]
    tint = np.array([1.0, 0.9, 0.75])
    return [np.clip(np.rint((ramp + 15 * np.sin(at / 12)) * tint), 0, 255).astype(np.uint8) for at in range(length)]


# -- attacks -------------------------------------------------------------------------------------


def encoded(frames: Frames, crf: int, fps: int = FPS) -> Frames:
    """Through x264 and back, as others encode."""
    height, width = (side // 2 * 2 for side in frames[0].shape[:2])
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=fps, options={"crf": str(crf), "preset": "veryfast", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for rgb in frames:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb[:height, :width]), format="rgb24")
            target.mux(stream.encode(frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")))
        target.mux(stream.encode(None))
    return decoded(file)


def decoded(file: io.BytesIO | Path) -> Frames:
    if isinstance(file, io.BytesIO):
        file.seek(0)
    with av.open(file if isinstance(file, io.BytesIO) else str(file)) as source:
        return [
            frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray() for frame in source.decode(video=0)
        ]


def resized(frames: Frames, factor: float) -> Frames:
    height, width = frames[0].shape[:2]
    size = (round(width * factor / 2) * 2, round(height * factor / 2) * 2)
    return [np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BICUBIC)) for rgb in frames]


def cropped(frames: Frames, keep: float = 0.9) -> Frames:
    height, width = frames[0].shape[:2]
    high, wide = round(height * keep / 2) * 2, round(width * keep / 2) * 2
    y, x = round((height - high) * 0.7), round((width - wide) * 0.3)
    return [rgb[y : y + high, x : x + wide] for rgb in frames]


def boxed(frames: Frames) -> Frames:
    """Bars above and below, to 4:3."""
    height, width = frames[0].shape[:2]
    bar = max((width * 3 // 4 - height) // 2, height // 10) // 2 * 2
    return [np.pad(rgb, ((bar, bar), (0, 0), (0, 0))) for rgb in frames]


def turned(frames: Frames, degrees: float) -> Frames:
    return cropped([np.asarray(Image.fromarray(rgb).rotate(degrees, Image.Resampling.BICUBIC)) for rgb in frames], 0.93)


def graded(frames: Frames, gain: float, lift: float) -> Frames:
    table = np.clip(np.arange(256) * gain + lift, 0, 255).astype(np.uint8)
    return [table[rgb] for rgb in frames]


def at_rate(frames: Frames, fps: int) -> Frames:
    return [frames[min(int(at * FPS / fps), len(frames) - 1)] for at in range(len(frames) * fps // FPS)]


def jpeg(frames: Frames, quality: int) -> Frames:
    file = io.BytesIO()
    Image.fromarray(frames[0]).save(file, "jpeg", quality=quality)
    return [np.asarray(Image.open(file))]


ATTACKS: dict[str, Callable[[Frames], Frames]] = {
    "as made": lambda frames: frames,
    "crf 28": lambda frames: encoded(frames, 28),
    "crf 32": lambda frames: encoded(frames, 32),
    "50 % size, crf 23": lambda frames: encoded(resized(frames, 0.5), 23),
    "10 % crop": cropped,
    "crop, crf 28": lambda frames: encoded(cropped(frames), 28),
    "20 % crop, crf 28": lambda frames: encoded(cropped(frames, 0.8), 28),
    "24 to 30 fps, crf 23": lambda frames: encoded(at_rate(frames, 30), 23, 30),
    "24 to 25 fps, crf 23": lambda frames: encoded(at_rate(frames, 25), 23, 25),
    "3 s of it, crf 28": lambda frames: encoded(frames[:72], 28),
    "letterbox, crf 23": lambda frames: encoded(boxed(frames), 23),
    "one frame, PNG": lambda frames: [frames[len(frames) // 2]],
    "one frame at 75 %": lambda frames: resized([frames[len(frames) // 3]], 0.75),
    "one frame at 150 %": lambda frames: resized([frames[len(frames) // 3]], 1.5),
    "one frame, JPEG 60": lambda frames: jpeg([frames[len(frames) // 2]], 60),
    "flip, crf 23": lambda frames: encoded([rgb[:, ::-1] for rgb in frames], 23),
    "brighter, crf 23": lambda frames: encoded(graded(frames, 1.15, -12), 23),
    "duller, crf 23": lambda frames: encoded(graded(frames, 0.8, 18), 23),
    "turned 1 degree, crf 23": lambda frames: encoded(turned(frames, 1.0), 23),
    "turned 2 degrees, crf 23": lambda frames: encoded(turned(frames, -2.0), 23),
}


# -- what is measured ----------------------------------------------------------------------------


def noise_ratio(before: Frames, after: Frames) -> float:
    """PSNR in decibels, of all frames together."""
    error = np.mean([np.mean((a.astype(np.float32) - b) ** 2) for a, b in zip(before[::6], after[::6], strict=True)])
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def as_made(frames: Frames, folder: Path) -> tuple[Frames, int]:
    """The frames as film.mp4 has them, and the bytes they take."""
    path = folder / "clip.mp4"
    height, width = frames[0].shape[:2]
    write_segment(frames, path, (width, height), FPS, 17)
    return decoded(path), path.stat().st_size


def recovery(clips: Iterator[tuple[str, Frames]], rival: Path | None, only: str, folder: Path) -> None:
    """The table of rates."""
    names = ["fairtake", *(RIVALS if rival else ())]
    found: dict[tuple[str, str], list[bool]] = {}
    quality: dict[str, list[float]] = {name: [] for name in names}
    laying, seeking, larger = [], [], []
    marks: dict[tuple[int, int], PictureMark] = {}
    try:
        for number, (called, frames) in enumerate(clips):
            height, width = frames[0].shape[:2]
            mark = marks.setdefault((width, height), PictureMark(KEY, VALUE, (width, height)))
            mark.embed(frames[0])
            began = time.process_time()
            marked = [mark.embed(rgb) for rgb in frames]
            laying.append((time.process_time() - began) / len(frames) * 1e3)
            quality["fairtake"].append(noise_ratio(frames, marked))
            film, bytes_marked = as_made(marked, folder)
            larger.append(bytes_marked / as_made(frames, folder)[1])
            told = []
            for attack, change in ATTACKS.items():
                if only not in attack:
                    continue
                changed = change(film)
                began = time.process_time()
                reach = Reach.TURNED if "turned" in attack else Reach.CROPPED
                read = find_any(stacked(changed[:: max(len(changed) // 24, 1)]), (KEY,), reach)
                seeking.append(time.process_time() - began)
                good = read is not None and read.value == VALUE
                found.setdefault(("fairtake", attack), []).append(good)
                told += [] if good else [attack]
            print(
                f"{called:28} PSNR {quality['fairtake'][-1]:.1f} dB, file x{larger[-1]:.3f}; lost: {', '.join(told) or 'none'}",
                flush=True,
            )
            if rival and number % 3 == 0:
                for name in RIVALS:
                    _rival(
                        name,
                        rival,
                        frames[:: len(frames) // RIVAL_FRAMES][:RIVAL_FRAMES],
                        only,
                        found,
                        quality[name],
                        folder,
                    )
    except KeyboardInterrupt:  # the table of what was done so far
        pass
    print(f"\n{'':26}" + "".join(f"{name:>28}" for name in names))
    for attack in ATTACKS:
        if only in attack:
            rates = [found.get((name, attack), []) for name in names]
            print(f"{attack:26}" + "".join(f"{f'{sum(rate)} of {len(rate)}':>28}" for rate in rates))
    print(
        f"{'PSNR, least and mean, dB':26}"
        + "".join(f"{f'{min(quality[name]):.1f}, {np.mean(quality[name]):.1f}':>28}" for name in names)
    )
    print(
        f"laying the mark {np.median(laying):.1f} ms a frame; finding it {np.median(seeking):.2f} s a clip (median), {max(seeking):.2f} s at most; files x{np.mean(larger):.3f}"
    )


RIVALS = ("invisible-watermark dwtDct", "invisible-watermark dwtDctSvd", "blind-watermark")


def _rival(
    name: str,
    python: Path,
    frames: Frames,
    only: str,
    found: dict[tuple[str, str], list[bool]],
    quality: list[float],
    folder: Path,
) -> None:
    """The same for another's watermark: single frames, which vote; clips of each frame held are encoded."""
    program = Path(__file__).parent / "rivals" / "watermarks.py"
    before, after = folder / "before.npy", folder / "after.npy"
    np.save(before, np.stack(frames))

    def run(*words: str) -> list[str]:
        done = subprocess.run([str(python), str(program), *words], capture_output=True, text=True)
        return done.stdout.split() if done.returncode == 0 else []

    if not run("mark", name, str(before), str(after), f"{VALUE:012x}"):
        return
    marked = list(np.load(after))
    quality.append(noise_ratio([*frames] * 6, [*marked] * 6))
    film, _ = as_made([rgb for rgb in marked for _ in range(6)], folder)
    some = [attack for attack in ATTACKS if only in attack]
    changed = {}
    for number, attack in enumerate(some):
        frames = ATTACKS[attack](film)
        changed[f"{number:02}"] = np.stack(frames[:: max(len(frames) // RIVAL_FRAMES, 1)][:RIVAL_FRAMES])
    np.savez(folder / "changed.npz", **changed)
    said = run("read", name, str(folder / "changed.npz"))
    for attack, value in zip(some, said or [""] * len(some), strict=True):
        found.setdefault((name, attack), []).append(value == f"{VALUE:012x}")


def unmarked(films: list[Path], count: int, folder: Path) -> None:
    """How often a mark is found where there is none, or another's."""
    rng = np.random.default_rng(7)
    size = (480, 270)
    wrong, tried, best = 0, 0, 0.0
    other = PictureMark(OTHER, VALUE, size)
    seconds = {film: duration(film) for film in films}
    began = time.process_time()
    for number in range(count):
        kind = number % 3
        if kind == 0 or not films:
            frames = made_up(int(rng.integers(4)), size, 6, int(rng.integers(1 << 30)))
        else:
            film = films[int(rng.integers(len(films)))]
            frames = of_film(film, float(rng.uniform(0, max(seconds[film] - 2, 0.1))), size, 6, 4)
        if kind == 2:
            frames = [other.embed(rgb) for rgb in frames]
        if not frames:
            continue
        tried += 1
        read = find_any(stacked(frames), (KEY,), Reach.TURNED if number % 25 == 0 else Reach.CROPPED)
        wrong += read is not None
        best = max(best, read.score if read else 0.0)
    chance = tried * TRIES * payload.FALSE_ACCEPT
    print(
        f"marks found in {tried} unmarked clips (a third made up, a third of films, a third marked with another key): {wrong}"
    )
    print(
        f"    by the payload's checksum at most {chance:.1e} are to be expected; {(time.process_time() - began) / max(tried, 1):.2f} s a clip"
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--film", type=Path, action="append", default=[])
    words.add_argument("--size", default="960x540")
    words.add_argument("--clips", type=int, default=12)
    words.add_argument("--skip", type=int, default=0, help="begin with this clip")
    words.add_argument("--only", default="")
    words.add_argument("--unmarked", type=int, default=500)
    words.add_argument("--rival-python", type=Path)
    told = words.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also when begun in the background
    size = tuple(int(side) for side in told.size.split("x"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        films = told.film
        if not films and (told.clips or told.unmarked):
            (folder / "s.fountain").write_text(script(3, 8))
            fairtake("make", str(folder / "s.fountain"), "--quality", "draft", "--out", str(folder / "out"))
            films = [folder / "out" / "film.mp4"]

        def clips() -> Iterator[tuple[str, Frames]]:
            drawn = max(told.clips - 4, 0)
            for number in range(told.skip, drawn):
                film = films[number % len(films)]
                begin = duration(film) * (0.15 + 0.7 * ((number * 0.618) % 1))
                frames = of_film(film, begin, size)
                if len(frames) >= LENGTH // 2:
                    yield f"{film.parent.name} at {begin:.0f} s", frames
            for kind, called in enumerate(("clouds", "grass", "a drawing", "a gradient")[: told.clips - drawn]):
                yield called, made_up(kind, size)

        if told.clips:
            recovery(clips(), told.rival_python, told.only, folder)
        if told.unmarked:
            unmarked(films, told.unmarked, folder)


if __name__ == "__main__":
    main()
