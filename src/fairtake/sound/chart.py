"""A film's loudness as a picture: what a mixer reads off a meter, over the whole film at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from fairtake.lettering import font, shorten, wrap
from fairtake.model.sound import RATE, Mix

__all__ = ["draw_loudness"]

Colour = tuple[int, int, int]

_SIZE = (1400, 560)
_BOX = (84, 120, 1370, 486)
"""The graph: left, top, right, bottom."""

_TOP, _BOTTOM = 0.0, -60.0
_MIDDLE = 1.5
"""Where short-term loudness stands: in the middle of its three seconds."""

_PAPER, _INK, _FAINT, _LINE = (250, 248, 243), (40, 40, 46), (140, 138, 134), (224, 220, 212)
_FILM, _SPEECH, _REST, _TARGET = (198, 196, 190), (36, 92, 140), (196, 112, 44), (170, 40, 48)


def draw_loudness(
    mix: Mix, path: Path, *, title: str, loudness: float, most: float, scenes: Sequence[tuple[str, float]] = ()
) -> None:
    """Draw the short-term loudness of `mix` over its whole length as a PNG at `path`: the film, its
    dialogue and the rest, against the target `loudness` (LUFS) and the highest true peak `most` (dBTP).
    `scenes` are (number, second it begins on). Raises OSError."""
    picture = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = _BOX
    seconds = max(math.ceil(mix.length / RATE), 1)

    def x(second: float) -> float:
        return left + (right - left) * min(max(second / seconds, 0.0), 1.0)

    def y(level: float) -> float:
        return top + (bottom - top) * (_TOP - min(max(level, _BOTTOM), _TOP)) / (_TOP - _BOTTOM)

    for level in range(int(_BOTTOM), 1, 10):
        draw.line([(left, y(level)), (right, y(level))], _LINE)
        draw.text((left - 10, y(level)), _signed(level), _FAINT, font("sans", 15), anchor="rm")
    draw.text((left - 10, top - 18), "LUFS", _FAINT, font("sans", 15), anchor="rm")
    film = mix.curves.get("film", ())
    if film:
        outline = [(x(n + _MIDDLE), y(level)) for n, level in enumerate(film)]
        draw.polygon([(outline[0][0], bottom), *outline, (outline[-1][0], bottom)], fill=_FILM)
    _scenes(draw, scenes, seconds, x)
    for name, colour in (("rest", _REST), ("dialogue", _SPEECH)):
        curve = mix.curves.get(name, ())
        for run in _heard(curve):
            draw.line([(x(n + _MIDDLE), y(curve[n])) for n in run], colour, width=3, joint="curve")
    draw.line([(left, y(loudness)), (right, y(loudness))], _TARGET, width=2)
    draw.text((right, y(loudness) - 5), f"target {_signed(loudness)}", _TARGET, font("sans-bold", 15), anchor="rs")
    _times(draw, seconds, x)
    face = font("serif-bold", 30)
    (line,), _ = shorten(wrap(title, face.getlength, right - left), 1, face.getlength, right - left)
    draw.text((left, 28), line, _INK, face, anchor="lm")
    draw.text((left, 72), _told(mix, most), _INK, font("sans", 19), anchor="lm")
    _key(draw)
    picture.save(path, format="PNG")


def _told(mix: Mix, most: float) -> str:
    """The figures in one line."""
    if not math.isfinite(mix.loudness):
        return "silence"
    figures = mix.details
    told = [f"{mix.loudness:.1f} LUFS integrated", f"true peak {mix.true_peak:.1f} dBTP (limit {most:g} when encoded)"]
    for name, words in (
        ("range", "range {:.1f} LU"),
        ("short_term_max", "loudest 3 s {:.1f}"),
        ("dialogue", "dialogue {:.1f} LUFS"),
        ("dialogue_over_rest", "{:.0f} LU over the rest"),
    ):
        if name in figures:
            told.append(words.format(figures[name]))
    return "   ·   ".join(told).replace("-", "\u2212")


def _signed(level: float) -> str:
    return f"{level:g}".replace("-", "\u2212")


def _heard(curve: Sequence[float]) -> list[list[int]]:
    """Runs of seconds in which there is something."""
    runs: list[list[int]] = []
    for n, level in enumerate(curve):
        if level <= _BOTTOM:
            continue
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [run for run in runs if len(run) > 1]


def _scenes(
    draw: ImageDraw.ImageDraw, scenes: Sequence[tuple[str, float]], seconds: int, x: Callable[[float], float]
) -> None:
    """A thin line where a scene begins, with its number where there is room."""
    free = 0.0
    for number, second in scenes:
        if not 0 <= second < seconds:
            continue
        at = x(second)
        draw.line([(at, _BOX[1]), (at, _BOX[3])], _FAINT)
        if at >= free:
            draw.text((at + 4, _BOX[1] + 3), number, _FAINT, font("sans-bold", 15))
            free = at + 14 + draw.textlength(number, font("sans-bold", 15))


def _times(draw: ImageDraw.ImageDraw, seconds: int, x: Callable[[float], float]) -> None:
    """Minutes and seconds below the graph."""
    step = next((s for s in (10, 20, 30, 60, 120, 300, 600, 1200) if seconds / s <= 14), 3600)
    for second in range(0, seconds + 1, step):
        draw.text((x(second), _BOX[3] + 8), f"{second // 60}:{second % 60:02d}", _FAINT, font("sans", 15), anchor="ma")


def _key(draw: ImageDraw.ImageDraw) -> None:
    at = float(_BOX[0])
    for colour, words in ((_FILM, "film"), (_SPEECH, "dialogue"), (_REST, "effects, ambience and music")):
        draw.rectangle([(at, 526), (at + 26, 536)], fill=colour)
        draw.text((at + 34, 531), words, _INK, font("sans", 17), anchor="lm")
        at += 34 + draw.textlength(words, font("sans", 17)) + 34
