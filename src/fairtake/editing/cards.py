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

from fairtake.lettering import draw_line, line_width, wrap

__all__ = ["Credit", "Hand", "byline", "card_frames", "credit_frames", "credits_seconds", "title_frames"]

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


@dataclass(frozen=True, slots=True)
class Hand:
    """How cards are lettered: `fonts` are files to take letters from that the film's faces lack,
    `language` the film's, which shapes letters that several languages share."""

    fonts: tuple[str, ...] = ()
    language: str = ""

    def width(self, text: str, face: str, pixels: int) -> float:
        """How wide a line is, in pixels."""
        return line_width(text, face, pixels, self.fonts, self.language)

    def wrapped(self, text: str, face: str, pixels: int, room: int) -> list[str]:
        """The text in lines of so many pixels at most."""
        return wrap(text, lambda line: self.width(line, face, pixels), room)

    def write(
        self,
        draw: ImageDraw.ImageDraw,
        place: tuple[float, float],
        text: str,
        fill: tuple[int, int, int],
        face: str,
        pixels: int,
        anchor: str,
    ) -> None:
        """Draw a line of text."""
        draw_line(draw, place, text, face, pixels, fill, anchor=anchor, fonts=self.fonts, language=self.language)


_PLAIN = Hand()


_BY = {
    "en": "by", "fr": "de", "de": "von", "es": "de", "it": "di", "pt": "de", "nl": "van", "sv": "av", "da": "af",
    "nb": "av", "no": "av", "ca": "de", "ro": "de", "ru": "автор", "uk": "автор",
}  # fmt: skip


def byline(author: str, language: str) -> str:
    """Who wrote it, as a title says it in the film's language: in many, by the name alone."""
    word = _BY.get(language.casefold().replace("_", "-").split("-")[0], "")
    return f"{word} {author}".strip() if author else ""


def title_frames(
    title: str, author: str, size: tuple[int, int], fps: int, seconds: float = 3.0, hand: Hand = _PLAIN
) -> Iterator[Picture]:
    """The opening card. Yields frames (H, W, 3) uint8, read-only; while the card stands still,
    the same array."""
    return card_frames(_title_card(title, author, size, hand), fps, seconds)


def credits_seconds(blocks: Sequence[Credit]) -> float:
    """How long the end credits run, in seconds."""
    return sum(_page_seconds(page) for page in _pages(blocks))


def credit_frames(blocks: Sequence[Credit], size: tuple[int, int], fps: int, hand: Hand = _PLAIN) -> Iterator[Picture]:
    """The end credits, page after page."""
    for page in _pages(blocks):
        yield from card_frames(_credit_page(page, size, hand), fps, _page_seconds(page))


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


def _title_card(title: str, author: str, size: tuple[int, int], hand: Hand) -> Image.Image:
    width, height = size
    sheet = _sheet(size).copy()
    draw = ImageDraw.Draw(sheet)
    unit = min(height, width * 9 // 16)
    pixels = unit // 7
    lines = [title]
    while pixels > unit // 24:
        lines = hand.wrapped(title, "serif-bold", pixels, round(width * 0.8))
        if len(lines) <= 3 and all(hand.width(line, "serif-bold", pixels) <= width * 0.84 for line in lines):
            break
        pixels -= max(1, unit // 80)
    step = round(pixels * 1.18)
    top = height // 2 - step * len(lines) // 2 - unit // 24
    for index, line in enumerate(lines):
        hand.write(draw, (width / 2, top + index * step), line, _INK, "serif-bold", pixels, "mt")
    rule = top + step * len(lines) + unit // 22
    draw.rectangle((width // 2 - unit // 14, rule, width // 2 + unit // 14, rule + max(1, unit // 180)), _ACCENT)
    if author:
        small = unit // 19
        for index, line in enumerate(hand.wrapped(author, "serif-italic", small, round(width * 0.8))[:3]):
            place = (width / 2, rule + unit // 18 + index * round(small * 1.3))
            hand.write(draw, place, line, _SOFT, "serif-italic", small, "mt")
    return sheet


def _pages(blocks: Sequence[Credit]) -> list[Credit]:
    """The blocks, long ones on several pages."""
    return [
        Credit(block.heading, block.rows[start : start + _PAGE_ROWS])
        for block in blocks
        for start in range(0, max(1, len(block.rows)), _PAGE_ROWS)
    ]


def _page_seconds(page: Credit) -> float:
    return 2.4 + 0.35 * len(page.rows)


def _credit_page(page: Credit, size: tuple[int, int], hand: Hand) -> Image.Image:
    width, height = size
    sheet = _sheet(size).copy()
    draw = ImageDraw.Draw(sheet)
    unit = min(height, width * 9 // 16)
    pixels = unit // 21
    step = round(pixels * 1.5)
    rows: list[tuple[str, str]] = []
    for what, who in page.rows:
        room = width * 0.5 if what else width * 0.8
        lines = hand.wrapped(who, "serif", pixels, round(room))
        rows += [(what if index == 0 else "", line) for index, line in enumerate(lines)]
    two = any(what for what, _ in page.rows)
    block = step * len(rows) + (round(step * 1.6) if page.heading else 0)
    y = (height - block) // 2
    if page.heading:
        # Scripts without capitals are not spaced out: many join their letters.
        heading = page.heading.upper()
        heading = "\u2009".join(heading) if heading != heading.lower() else heading
        hand.write(draw, (width / 2, y), heading, _ACCENT, "sans-bold", unit // 28, "mt")
        y += round(step * 1.6)
    middle = round(width * 0.38)
    for what, who in rows:
        baseline = y + pixels
        if two:
            hand.write(draw, (middle - unit // 30, baseline), what, _SOFT, "serif-italic", pixels, "rs")
            hand.write(draw, (middle + unit // 30, baseline), who, _INK, "serif", pixels, "ls")
        else:
            hand.write(draw, (width / 2, baseline), who, _INK, "serif", pixels, "ms")
        y += step
    return sheet
