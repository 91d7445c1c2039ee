"""Title card and end credits, drawn as frames.

Ink on warm paper, as the pictures are: a title in serif letters, credits on pages that fade
into each other. Sizes follow the frame's height, so every format reads alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from fairtake.lettering import font, wrap

__all__ = ["Credit", "card_frames", "credit_frames", "credits_seconds", "title_frames"]

Picture = npt.NDArray[np.uint8]

_PAPER = (240, 231, 211)
_INK = (38, 32, 54)
_SOFT = (118, 98, 104)
_ACCENT = (200, 80, 60)

_FADE_SECONDS = 0.5
_PAGE_ROWS = 9


@dataclass(frozen=True, slots=True)
class Credit:
    """A block of credits: a heading over rows of (what, who); `what` may be empty."""

    heading: str
    rows: tuple[tuple[str, str], ...]


def title_frames(title: str, author: str, size: tuple[int, int], fps: int, seconds: float = 3.0) -> Iterator[Picture]:
    """The opening card. Yields frames (H, W, 3) uint8, read-only; while the card stands still,
    the same array."""
    return card_frames(_title_card(title, author, size), fps, seconds)


def credits_seconds(blocks: Sequence[Credit]) -> float:
    """How long the end credits run, in seconds."""
    return sum(_page_seconds(page) for page in _pages(blocks))


def credit_frames(blocks: Sequence[Credit], size: tuple[int, int], fps: int) -> Iterator[Picture]:
    """The end credits, page after page."""
    for page in _pages(blocks):
        yield from card_frames(_credit_page(page, size), fps, _page_seconds(page))


def card_frames(card: Image.Image, fps: int, seconds: float) -> Iterator[Picture]:
    """A still card that fades in from its own paper and out again."""
    paper = _sheet(card.size)
    count = max(1, round(seconds * fps))
    fade = max(1, min(round(_FADE_SECONDS * fps), count // 3))
    whole = np.asarray(card)
    whole.flags.writeable = False
    for frame in range(count):
        amount = min(1.0, (frame + 1) / fade, (count - frame) / fade)
        if amount >= 1:
            yield whole
        else:
            eased = amount * amount * (3 - 2 * amount)
            yield np.asarray(Image.blend(paper, card, eased))


@lru_cache(maxsize=2)
def _sheet(size: tuple[int, int]) -> Image.Image:
    """Warm paper with a soft vignette and a grain too fine to see and too coarse to band."""
    width, height = size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    edge = ((x / width - 0.5) * 2) ** 2 * 0.8 + ((y / height - 0.5) * 2) ** 2 * 0.7
    grain = np.random.default_rng(20).normal(0, 0.8, (height, width)).astype(np.float32)
    shade = 1 - 0.07 * np.clip(edge - 0.3, 0, 2)
    sheet = np.asarray(_PAPER, np.float32) * shade[..., None] + grain[..., None]
    return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))


def _title_card(title: str, author: str, size: tuple[int, int]) -> Image.Image:
    width, height = size
    sheet = _sheet(size).copy()
    draw = ImageDraw.Draw(sheet)
    unit = min(height, width * 9 // 16)
    pixels = unit // 7
    lines = [title]
    while pixels > unit // 24:
        lines = _wrap(title, "serif-bold", pixels, round(width * 0.8))
        if len(lines) <= 3 and all(font("serif-bold", pixels).getlength(line) <= width * 0.84 for line in lines):
            break
        pixels -= max(1, unit // 80)
    step = round(pixels * 1.18)
    top = height // 2 - step * len(lines) // 2 - unit // 24
    for index, line in enumerate(lines):
        draw.text((width / 2, top + index * step), line, _INK, font("serif-bold", pixels), anchor="mt")
    rule = top + step * len(lines) + unit // 22
    draw.rectangle((width // 2 - unit // 14, rule, width // 2 + unit // 14, rule + max(1, unit // 180)), _ACCENT)
    if author:
        small = unit // 19
        for index, line in enumerate(_wrap(author, "serif-italic", small, round(width * 0.8))[:3]):
            place = (width / 2, rule + unit // 18 + index * round(small * 1.3))
            draw.text(place, line, _SOFT, font("serif-italic", small), anchor="mt")
    return sheet


def _wrap(text: str, face: str, pixels: int, room: int) -> list[str]:
    return wrap(text, font(face, pixels).getlength, room)


def _pages(blocks: Sequence[Credit]) -> list[Credit]:
    """The blocks, long ones on several pages."""
    return [
        Credit(block.heading, block.rows[start : start + _PAGE_ROWS])
        for block in blocks
        for start in range(0, max(1, len(block.rows)), _PAGE_ROWS)
    ]


def _page_seconds(page: Credit) -> float:
    return 2.4 + 0.35 * len(page.rows)


def _credit_page(page: Credit, size: tuple[int, int]) -> Image.Image:
    width, height = size
    sheet = _sheet(size).copy()
    draw = ImageDraw.Draw(sheet)
    unit = min(height, width * 9 // 16)
    pixels = unit // 21
    step = round(pixels * 1.5)
    rows: list[tuple[str, str]] = []
    for what, who in page.rows:
        room = width * 0.5 if what else width * 0.8
        lines = _wrap(who, "serif", pixels, round(room))
        rows += [(what if index == 0 else "", line) for index, line in enumerate(lines)]
    two = any(what for what, _ in page.rows)
    block = step * len(rows) + (round(step * 1.6) if page.heading else 0)
    y = (height - block) // 2
    if page.heading:
        letters = font("sans-bold", unit // 28)
        heading = "\u2009".join(page.heading.upper())
        draw.text((width / 2, y), heading, _ACCENT, letters, anchor="mt")
        y += round(step * 1.6)
    middle = round(width * 0.38)
    for what, who in rows:
        baseline = y + pixels
        if two:
            draw.text((middle - unit // 30, baseline), what, _SOFT, font("serif-italic", pixels), anchor="rs")
            draw.text((middle + unit // 30, baseline), who, _INK, font("serif", pixels), anchor="ls")
        else:
            draw.text((width / 2, baseline), who, _INK, font("serif", pixels), anchor="ms")
        y += step
    return sheet
