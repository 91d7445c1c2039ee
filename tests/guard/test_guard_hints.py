"""Hints: words, pairs of files, seams, pages, voices; each on things made for it, and on things that are not it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import planted
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from typer.testing import CliRunner

from fairtake.cli import app
from fairtake.guard import Kind
from fairtake.guard.hints import Dated, pairs, told_in
from fairtake.guard.hints.pages import is_page
from fairtake.guard.hints.seams import seam
from fairtake.guard.hints.voices import speech

F32 = npt.NDArray[np.float32]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("me at 12 and 30", {Kind.PAIR, Kind.AGE}),
        ("2004 vs 2024", {Kind.PAIR}),
        ("2004-2024", {Kind.PAIR}),
        ("anna-then-and-now", {Kind.PAIR}),
        ("10 year challenge", {Kind.PAIR}),
        ("Früher und heute", {Kind.PAIR}),
        ("my daughter, 7 years old", {Kind.AGE}),
        ("anna_at_7", {Kind.AGE}),
        ("Gabi 5th birthday", {Kind.AGE}),
        ("6 Jahre alt", {Kind.AGE}),
        ("first day of school", {Kind.AGE}),
        ("IMG_20210501_101010", {Kind.TIME}),
        ("report 2023", set()),
        ("open at 12 pm", set()),
        ("me at 40", set()),
        ("season 2023-2024", set()),
        ("1920x1080", set()),
        ("v2 final at 100%", set()),
        ("DSC_0012", set()),
    ],
)
def test_names_and_captions(text: str, kinds: set[Kind]) -> None:
    assert {one.kind for one in told_in(text, "name")} == kinds


def test_files_of_one_name_years_apart_are_a_pair() -> None:
    files = [
        Dated("a/anna 2004.jpg"),
        Dated("a/anna_2024.jpg"),
        Dated("b/me then.jpg", 2003),
        Dated("b/me now.jpg", 2024),
    ]
    files += [
        Dated("a/IMG_2001.jpg"),
        Dated("a/IMG_2010.jpg"),
        Dated("c/cat 2022.jpg"),
        Dated("c/cat 2023.jpg"),
        Dated("c/anna 2010.jpg"),
    ]
    assert [(one, other) for one, other, _ in pairs(files)] == [
        ("a/anna 2004.jpg", "a/anna_2024.jpg"),
        ("b/me then.jpg", "b/me now.jpg"),
    ]


def _scene(seed: int, size: tuple[int, int]) -> Image.Image:
    """Something like a photo: a horizon, things in front of it, light that changes, noise."""
    rng = np.random.default_rng(seed)
    wide, high = size

    def colour() -> tuple[int, ...]:
        return tuple(int(one) for one in rng.integers(20, 235, 3))

    picture = Image.new("RGB", size, colour())
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, int(high * rng.uniform(0.3, 0.8)), wide, high), fill=colour())
    for _ in range(rng.integers(3, 12)):
        x, y, side = int(rng.integers(0, wide)), int(rng.integers(0, high)), int(rng.integers(10, high // 2))
        shape = int(rng.integers(0, 3))
        if shape == 0:
            pen.ellipse((x, y, x + side, y + side), fill=colour())
        elif shape == 1:
            pen.rectangle((x, y, x + side * rng.uniform(0.2, 1), y + side), fill=colour())
        else:
            pen.line((x, y, *rng.integers(0, (wide, high)).tolist()), fill=colour(), width=int(rng.integers(1, 12)))
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 2.0)))), np.float32)
    light = Image.fromarray(rng.integers(0, 255, (12, 16), dtype=np.uint8)).resize(size, Image.Resampling.BICUBIC)
    grain = rng.normal(0, rng.uniform(1, 8), soft.shape)
    return Image.fromarray(
        np.clip(soft + 0.35 * (np.asarray(light, np.float32)[..., None] - 128) + grain, 0, 255).astype(np.uint8)
    )


def _grey(picture: Image.Image) -> F32:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    small = Image.open(file).convert("L")
    small.thumbnail((384, 384), Image.Resampling.BOX)
    return np.asarray(small, np.float32)


def _collage(seed: int, *, gutter: int = 0, above: bool = False) -> Image.Image:
    wide, high = (480, 640) if above else (640, 480)
    size = (wide, (high - gutter) // 2) if above else ((wide - gutter) // 2, high)
    whole = Image.new("RGB", (wide, high), "white")
    whole.paste(_scene(seed, size), (0, 0))
    whole.paste(_scene(seed + 5000, size), (0, size[1] + gutter) if above else (size[0] + gutter, 0))
    return whole


def test_two_pictures_in_one_are_told_from_one() -> None:
    count = 8
    beside = sum(seam(_grey(_collage(seed))) == "side by side" for seed in range(count))
    over = sum(seam(_grey(_collage(seed, above=True))) == "one above the other" for seed in range(count))
    parted = sum(bool(seam(_grey(_collage(seed, gutter=12)))) for seed in range(count))
    wrong = sum(bool(seam(_grey(_scene(seed, (640, 480))))) for seed in range(2 * count))
    assert min(beside, over, parted) >= count - 1
    assert wrong <= 1


def test_a_page_of_writing_is_told_from_a_picture() -> None:
    for seed in range(4):
        rng = np.random.default_rng(seed)
        page = Image.new("L", (827, 1169), int(rng.integers(200, 255)))
        font = ImageFont.load_default(size=int(rng.integers(14, 24)))
        for y in range(80, 1080, round(font.size * 1.5)):
            words = " ".join(
                "".join(chr(97 + int(one)) for one in rng.integers(0, 26, rng.integers(2, 9))) for _ in range(12)
            )
            ImageDraw.Draw(page).text((80, y), words[: int(rng.integers(40, 70))], font=font, fill=30)
        assert is_page(_grey(page.rotate(float(rng.uniform(-1, 1)), fillcolor=220)))
        assert not is_page(_grey(_scene(seed, (480, 640))))


def _syllables(seconds: float = 4.0) -> F32:
    """What a mouth does, roughly: a gliding pitch through two resonances, four times a second, with hisses and pauses."""
    rng = np.random.default_rng(2)
    rate = 8000
    out = []
    while sum(map(len, out)) < seconds * rate:
        length = int(rate * rng.uniform(0.1, 0.22))
        at = np.arange(length) / rate
        pitch = rng.uniform(110, 160) * (1 + rng.uniform(-0.25, 0.25) * at / at[-1])
        phase = 2 * np.pi * np.cumsum(pitch) / rate
        first, second = rng.uniform(300, 800), rng.uniform(900, 2400)
        tone = sum(
            np.sin(n * phase)
            * (np.exp(-(((n * 130 - first) / 150) ** 2)) + 0.4 * np.exp(-(((n * 130 - second) / 250) ** 2)) + 0.02)
            for n in range(1, 25)
        )
        out.append(tone * np.hanning(length))
        out.append(rng.normal(0, 0.08, int(rate * rng.uniform(0.03, 0.09))))
        if rng.random() < 0.15:
            out.append(rng.normal(0, 0.003, int(rate * 0.3)))
    return np.concatenate(out).astype(np.float32)


def test_a_voice_is_told_from_notes_and_noise() -> None:
    rng = np.random.default_rng(1)
    at = np.arange(4 * 8000) / 8000
    notes = np.concatenate(
        [np.sin(2 * np.pi * f * at[:2000]) * np.exp(-3 * at[:2000]) for f in (220, 247, 262, 294) * 4]
    )
    assert speech(_syllables())
    assert not speech(rng.normal(0, 0.1, 32000).astype(np.float32))
    assert not speech(np.sin(2 * np.pi * 220 * at).astype(np.float32))
    assert not speech(notes.astype(np.float32))
    assert not speech(np.zeros(32000, np.float32))


def test_the_verb_tells_of_pairs_ages_and_captions(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _scene(1, (96, 64)).save(folder / "anna 2004.png")
    _scene(2, (96, 64)).save(folder / "anna 2024.png")
    _scene(3, (96, 64)).save(folder / "c.jpg", comment=b"my son at 9")
    planted.picture().save(folder / "quiet.png")
    result = CliRunner().invoke(app, ["guard", str(folder), "--out", str(tmp_path / "safe"), "--json"])
    assert result.exit_code == 3
    told = json.loads(result.output)
    files = {one["name"]: [(found["kind"], found["done"]) for found in one["findings"]] for one in told["files"]}
    assert files["anna 2004.png"] == [("then and now", "kept")]
    assert files["anna 2024.png"] == [("then and now", "kept")]
    assert ("age", "removed") in files["c.jpg"]
    assert files["quiet.png"] == []
    assert told["not_looked_for"] == ["faces", "licence plates", "screens that can be read"]
